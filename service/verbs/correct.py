"""`vanban correct`: put a value right, take it back, see who did what."""

from __future__ import annotations

import argparse
import getpass
import json
from typing import TYPE_CHECKING, Any

from extractor.text import fold, quoted, squash
from service.errors import EXIT_OK, ServiceError
from service.opening import open_archive, settings_for
from service.output import put_json, put_line
from service.parser import day_of
from service.people import shown_name
from service.verbs.read import the_held
from service.words import FIELDS, day, is_day, moment, task_told, waiting_told

if TYPE_CHECKING:
    from corpus.archive import Archive


_NAMED = 10
"""Tasks that are listed where the words fit several."""


def correct(args: argparse.Namespace) -> int:
    """Carries out what the options ask for; without any prints the history (of one document or of all)."""
    with open_archive(settings_for(args.data)) as archive:
        if args.document is not None:
            args.document = the_held(archive, args.document)
        told = _asked(archive, args, getpass.getuser())
        rows = archive.corrections(args.document, limit=args.limit) if told is None else []
    if told is not None:
        put_json(told) if args.json else put_line(_line(told))
        if not args.json and not told["settled"]:
            busy = "Một lần nạp đang chạy: liên kết, tìm kiếm và số đếm sẽ theo sau khi nó xong."
            put_line(waiting_told(told) or busy)
        return EXIT_OK
    if args.json:
        put_json(rows)
        return EXIT_OK
    for row in rows:
        put_line(_line(row))
    if not rows:
        put_line("Chưa có lần sửa nào.")
    return EXIT_OK


def _asked(archive: Archive, args: argparse.Namespace, person: str) -> dict[str, Any] | None:
    if args.undo is not None:
        return archive.undo(args.undo, person=person)
    if args.issuer is not None:
        if args.value is None:
            raise ServiceError("usage", "--issuer cần --value với tên đúng.")
        return archive.correct_issuer(args.issuer, args.value, person=person)
    if args.by is not None and args.task is None:
        raise ServiceError("usage", "--by đi với --task.")
    wanted = [name for name in ("field", "reference", "line", "task") if getattr(args, name) is not None]
    if not wanted:
        if args.value is not None or args.none:
            raise ServiceError("usage", "cần nói sửa gì: --field, --reference, --line, --task hoặc --issuer.")
        return None
    if args.document is None or (args.value is None) == (not args.none):
        raise ServiceError("usage", "cần văn bản, và đúng một trong hai: --value GIÁ-TRỊ hoặc --none.")
    if args.field is not None:
        value = _listed(args.value) if args.field in ("signers", "recipients") and args.value else args.value
        return archive.correct_field(args.document, args.field, value, person=person)
    if args.task is not None:
        return _marked(archive, args, person)
    words = args.reference or args.line
    text = archive.text(args.document)
    if text.count(words) != 1:
        raise ServiceError("usage", f"{quoted(words)} có {text.count(words)} lần trong văn bản; hãy ghi đủ chữ.")
    at = text.index(words)
    if args.reference is not None:
        return archive.correct_reference(args.document, at, at + len(words), args.value, person=person)
    return archive.correct_line(args.document, at, args.value or "", person=person)


def _marked(archive: Archive, args: argparse.Namespace, person: str) -> dict[str, Any]:
    """The task that holds the words is done (`--value`: the day; `--by`: the paper), or (`--none`) none of theirs."""
    id = archive.show(args.document)["id"]
    node = archive.node(id)["id"]
    wanted = fold(squash(args.task))
    rows = archive.told_to(limit=10_000, undated=True, ids=(node,))
    found = [one for one in rows if wanted == one["code"] or wanted in fold(squash(f"{one['unit']}: {one['text']}"))]
    if len(found) != 1:
        told = f"{quoted(args.task)} có ở {len(found)} nhiệm vụ của văn bản; hãy ghi thêm chữ, hoặc mã của nhiệm vụ"
        told += "".join(f"\n  {one['code']}  {one['unit']}: {squash(one['text'])[:80]}" for one in found[:_NAMED])
        raise ServiceError("usage", told)
    code = found[0]["code"]
    if args.none and args.by is not None:
        raise ServiceError("usage", "--by là văn bản đã làm xong nhiệm vụ: đi với --value NGÀY, không đi với --none.")
    if args.none:
        return archive.mark_task(node, code, "not-ours", person=person)
    by = the_held(archive, args.by) if args.by is not None else None
    return archive.mark_task(node, code, "done", day_of(args.value), by, person=person)


def _listed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError as error:
        shown = '[{"name": "Nguyễn Văn A", "position": "GIÁM ĐỐC"}] hoặc ["Như trên", "Lưu: VT"]'
        raise ServiceError("usage", f"--value: người ký, nơi nhận ghi bằng JSON, như {shown}.") from error


def _line(row: dict[str, Any]) -> str:
    what = FIELDS.get(row["target"], row["target"]) if row["kind"] == "field" else f"“{row['target']}”"
    undone = f" (đã hoàn tác, {shown_name(row['undone_by'])})" if row["undone"] else ""
    where = row["document"] or "mọi văn bản"
    return (
        f"{row['id']}. {moment(row['when'])} {shown_name(row['who'])}: {where}, {what}: {shown(row['from'])} → "
        f"{shown(row['to'])}{undone}"
    )


def shown(value: Any) -> str:
    """A value of the history in a few words."""
    if value is None or value == []:
        return "(không có)"
    if isinstance(value, dict) and "state" in value:
        return task_told(value)
    if isinstance(value, dict):
        return str(value.get("number") or value.get("text") or value.get("key"))
    if isinstance(value, list):
        return "; ".join(str(one["name"]) if isinstance(one, dict) else str(one) for one in value)
    return day(value) if is_day(str(value)) else str(value)
