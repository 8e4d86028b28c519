"""`vanban status`, `review`, `export`, `reindex`: the state of the archive, its data out again."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import EXIT_FAILED, EXIT_OK, EXIT_USAGE, ServiceError
from service.opening import open_archive, settings_for
from service.output import complain, put_bytes, put_json, put_line, table, write_pieces
from service.people import OWNER
from service.rights import View
from service.verbs.read import narrowed, print_ambiguous, the_held
from service.words import FIELDS, STATES

if TYPE_CHECKING:
    from corpus.archive import Archive
    from service.sheets import Drawer


def status(args: argparse.Namespace) -> int:
    """The balance sheet, also as files to keep (`--xlsx`, `--docx`); exit status 1 when the sums do not balance."""
    for target, ending in ((args.xlsx, ".xlsx"), (args.docx, ".docx")):
        if target and Path(target).suffix.lower() != ending:
            complain(f"--{ending[1:]} {target}: tên tệp phải kết thúc bằng {ending}.")
            return EXIT_USAGE
    with open_archive(settings_for(args.data)) as archive:
        sheet = archive.status()
        for target, made in _sheet_files(args, sheet, archive):
            write_pieces(Path(target), [made])
            complain(f"Đã ghi {target}.")
    if args.json:
        put_json(sheet)
        return EXIT_OK if sheet["balanced"] else EXIT_FAILED
    files = sheet["files"]
    rows = [(STATES[name], str(files[name])) for name in STATES]
    put_line(table([*rows, ("tổng số tệp", str(files["total"]))], ("Trạng thái", "Số tệp")))
    mentions = sheet["mentions"]
    put_line(f"\n{sheet['documents']} văn bản; {sheet['wanted']} văn bản được viện dẫn mà kho chưa có.")
    names = {"resolved": "đến văn bản trong kho", "stub": "đến văn bản chưa có", "ambiguous": "còn nhiều khả năng"}
    counted = [f"{mentions[name]} {text}" for name, text in {**names, "unresolved": "chưa rõ"}.items()]
    put_line(f"{mentions['total']} lượt viện dẫn: {', '.join(counted)}.")
    put_line("Các con số khớp nhau." if sheet["balanced"] else "Các con số KHÔNG khớp nhau.")
    for problem in sheet["problems"]:
        state = STATES.get(problem["state"], problem["state"])
        put_line(f"{state}: {problem['path']}: {problem['message'] or ''} [{problem['code']}]")
    return EXIT_OK if sheet["balanced"] else EXIT_FAILED


def _sheet_files(args: argparse.Namespace, sheet: dict[str, Any], archive: Archive) -> Iterator[tuple[str, bytes]]:
    from service.sheet_files import as_docx, as_xlsx

    asked = [(args.xlsx, as_xlsx), (args.docx, as_docx)]
    if any(target for target, _ in asked):
        files = archive.every_file()
        yield from ((target, make(sheet, files)) for target, make in asked if target)


def review(args: argparse.Namespace) -> int:
    """Where the machine is not sure."""
    from service.putting_right import Desk
    from service.review import review_items

    with open_archive(settings_for(args.data)) as archive:
        items = review_items(Desk(archive, OWNER), args.limit)
    if args.json:
        put_json(items)
        return EXIT_OK
    rows = [
        (one["number"] or one["document"], FIELDS.get(one["field"] or "", one["field"] or ""), one["message"])
        for one in items
    ]
    put_line(table(rows, ("Văn bản", "Trường", "Vì sao")) if rows else "Không có gì phải xem lại.")
    return EXIT_OK


def export(args: argparse.Namespace) -> int:
    """Every held document as the contract's object, one a line, oldest first; or one document, also in the forms of
    other systems. A file is written whole or not at all."""
    from corpus.errors import Ambiguous
    from service.sheets import Drawer

    if args.id is None and args.format != "json":
        raise ServiceError("usage", f"--format {args.format} cần số, ký hiệu hoặc mã của một văn bản.")
    if args.id is None and (args.date or args.issuer):
        raise ServiceError("usage", "--date, --issuer đi với số, ký hiệu của một văn bản.")
    with open_archive(settings_for(args.data)) as archive:
        drawer = Drawer()
        try:
            with narrowed(args, archive):
                id_ = args.id and the_held(archive, args.id, args.date, args.issuer)
                count, pieces = _exported(View(archive, OWNER), drawer, args, id_)
        except Ambiguous as error:
            return print_ambiguous(error.as_json(), args)
        finally:
            drawer.close()
        if not args.output:
            for piece in pieces:
                put_bytes(piece)
            return EXIT_OK
        write_pieces(Path(args.output), pieces)
    complain(f"Đã xuất {count} văn bản ra {args.output}.")
    return EXIT_OK


def _exported(view: View, drawer: Drawer, args: argparse.Namespace, id_: str | None) -> tuple[int, Iterator[bytes]]:
    """How many documents, and the file in pieces."""
    from service.outgoing import edxml, pdfa
    from service.review import document_ids

    if id_ is not None and args.format == "edxml":
        return 1, edxml(view, id_, args.organ_id).pieces
    if id_ is not None and args.format == "pdfa":
        return 1, pdfa(view, id_, drawer).pieces
    ids = list(document_ids(view)) if id_ is None else [view.node(id_)["id"]]
    return len(ids), (json.dumps(view.show(one), ensure_ascii=False).encode() + b"\n" for one in ids)


def reindex(args: argparse.Namespace) -> int:
    """Rebuilds graph and index from the catalogue; exit status 1 when an entry could not be stored."""
    with open_archive(settings_for(args.data), rebuilding=True) as archive:
        report = archive.reindex()
    failed: list[dict[str, Any]] = [{"id": id_, "reason": reason} for id_, reason in report.failed]
    if args.json:
        put_json({"stored": report.stored, "failed": failed})
    else:
        put_line(f"Đã dựng lại chỉ mục: {report.stored} văn bản.")
        for one in failed:
            put_line(f"không ghi được {one['id']}: {one['reason']}")
    return EXIT_FAILED if failed else EXIT_OK
