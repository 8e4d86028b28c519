"""`vanban search`: find documents; their list as a file; many questions at once; searches kept under a name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import os_reason
from extractor.text import quoted
from service.errors import EXIT_OK, EXIT_USAGE, ServiceError
from service.opening import open_archive, settings_for
from service.output import complain, is_spreadsheet, put_json, put_line, write_pieces
from service.people import OWNER
from service.rights import View
from service.words import MATCHED, day

if TYPE_CHECKING:
    from index.base import Query


def search(args: argparse.Namespace) -> int:
    """Prints hits, best first; exit status 0 also when nothing was found (an empty answer is an answer)."""
    from service.saved import SavedSearches

    kept = SavedSearches(Path(settings_for(args.data).data))
    if args.saved == "":
        for one in kept.of(OWNER.name):
            put_line(f"{one.name}\t{one.address}")
        if not kept.of(OWNER.name):
            complain("Chưa lưu tìm kiếm nào; lưu bằng: vanban search CÂU-HỎI --save TÊN")
        return EXIT_OK
    if args.output and not is_spreadsheet(args.output):
        return EXIT_USAGE
    question, chain = _question(args), args.chain or ""
    if args.saved is not None:
        found = next((one for one in kept.of(OWNER.name) if one.name == args.saved), None)
        if found is None:
            complain(f"Không có tìm kiếm đã lưu tên {quoted(args.saved)}; vanban search --saved liệt kê tất cả.")
            return EXIT_USAGE
        from service.pages.search import question_of

        question, chain = question_of(found.address)
    elif not (args.query or args.batch or _filtered(question, chain)):
        complain("vanban search: cần câu hỏi, ít nhất một bộ lọc, --batch hoặc --saved.")
        return EXIT_USAGE
    if args.save is not None and not args.save.strip():
        complain("vanban search --save: cần một tên.")
        return EXIT_USAGE
    with open_archive(settings_for(args.data)) as archive:
        view = View(archive, OWNER)
        if args.save:
            from service.pages.search import Asked

            kept.keep(OWNER.name, args.save, Asked(question, chain).href())
            complain(f"Đã lưu tìm kiếm “{args.save.strip()}”.")
        if chain:
            from service.chained import in_chain

            question = replace(question, ids=in_chain(view, chain))
        if args.batch:
            return _batch(view, args, question)
        if args.output:
            return _write(view, question, Path(args.output))
        return _print(view, replace(question, limit=args.limit or 20, offset=args.offset), args.json)


def _question(args: argparse.Namespace) -> Query:
    from index.base import Query

    def values(name: str) -> tuple[Any, ...]:
        return tuple(getattr(args, name) or ())

    return Query(
        text=" ".join(args.query),
        types=values("type"),
        issuers=values("issuer"),
        statuses=values("status"),
        levels=values("level"),
        kinds=values("kind"),
        secrecies=values("secrecy"),
        years=values("year"),
        exclude_types=values("not_type"),
        exclude_issuers=values("not_issuer"),
        exclude_statuses=values("not_status"),
        exclude_levels=values("not_level"),
        exclude_kinds=values("not_kind"),
        exclude_secrecies=values("not_secrecy"),
        exclude_years=values("not_year"),
        date_from=args.date_from,
        date_to=args.date_to,
        sort=args.sort,
        expand=not args.as_typed,
        renamed=args.renamed,
        explain=args.explain,
    )


def _filtered(question: Query, chain: str) -> bool:
    from service.pages.search import Asked

    return Asked(question, chain).filtered


def _batch(view: View, args: argparse.Namespace, question: Query) -> int:
    from service.batches import COLUMNS, answers, questions
    from service.lists import csv_stream

    try:
        asked = questions(Path(args.batch).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "không phải UTF-8"
        raise ServiceError("usage", f"--batch: không đọc được {args.batch}: {reason}.") from error
    for note in view.filter_notes(question):
        complain(note)
    for piece in csv_stream(COLUMNS, answers(view, asked, question, args.limit or 1)):
        sys.stdout.buffer.write(piece)
    return EXIT_OK


def _write(view: View, question: Query, target: Path) -> int:
    """Every match into a file, which is written whole or not at all."""
    from service.lists import COLUMNS, rows_of, stream

    count = 0

    def counted() -> Any:
        nonlocal count
        for row in rows_of(view.scan(question)):
            count += 1
            yield row

    for note in view.filter_notes(question):
        complain(note)
    write_pieces(target, stream(target.suffix.lower()[1:], COLUMNS, counted()))
    complain(f"Đã xuất {count} văn bản ra {target}.")
    return EXIT_OK


def _print(view: View, question: Query, as_json: bool) -> int:
    from service.shapes import results_json

    results = results_json(view.search(question))
    if as_json:
        put_json(results)
        return EXIT_OK
    for note in results["notes"]:
        complain(note)
    if results["suggestion"]:
        complain(f"Có phải: {results['suggestion']}?")
    put_line(f"{results['total']} văn bản")
    if not results["total"]:
        complain("Thử bớt từ, bỏ bớt bộ lọc, hoặc tìm riêng số của văn bản.")
    elif not results["hits"]:
        complain(f"--offset {question.offset} đã quá văn bản cuối.")
    elif results["total"] > question.offset + len(results["hits"]):
        complain(f"Mới in {len(results['hits'])} văn bản; xem thêm bằng --limit, --offset, hoặc lấy hết bằng --output.")
    for hit in results["hits"]:
        _print_hit(hit)
    return EXIT_OK


def _print_hit(hit: Mapping[str, Any]) -> None:
    parts = (hit["number"], day(hit["date"]), hit["issuer"], MATCHED.get(hit["matched"]))
    put_line(f"\n{' · '.join(part for part in parts if part)}")
    put_line(f"  {hit['title']}")
    for snippet in hit["snippets"]:
        place = ", ".join(p for p in (snippet["label"], f"trang {snippet['page']}" if snippet["page"] else None) if p)
        put_line(f"    {f'[{place}] ' if place else ''}… {' '.join(snippet['text'].split())} …")
    if hit["reasons"]:
        put_line(f"  vì: {'; '.join(hit['reasons'])}")
    put_line(f"  id: {hit['id']}")
