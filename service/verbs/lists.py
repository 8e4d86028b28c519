"""`vanban wanted`, `tasks`: what is missing, and who was told to do what by when; for people, as objects, as tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import EXIT_OK, EXIT_USAGE
from service.opening import open_archive, settings_for
from service.output import complain, is_spreadsheet, put_json, put_line, table, write_pieces
from service.people import OWNER
from service.words import DUE, ROLES, day, missed, named, today

if TYPE_CHECKING:
    from service.lists import Cell


def wanted(args: argparse.Namespace) -> int:
    """Cited but not held, those whose absence breaks most chains first; as a file all of them."""
    from service.lists import WANTED_COLUMNS, wanted_rows

    if args.output and not is_spreadsheet(args.output):
        return EXIT_USAGE
    with open_archive(settings_for(args.data)) as archive:
        items = archive.wanted(None if args.output else args.limit)
    if args.output:
        return _write(args.output, WANTED_COLUMNS, wanted_rows(items), f"{len(items)} văn bản")
    if args.json:
        put_json(items)
        return EXIT_OK
    rows = [
        (named(one), day(one["date"]), one["issuer"] or "",
         str(one["cited_by"]), missed(one))
        for one in items
    ]  # fmt: skip
    heading = ("Văn bản", "Ngày", "Cơ quan ban hành", "Được dẫn", "Vì sao cần")
    put_line(table(rows, heading) if rows else "Không thiếu văn bản nào.")
    return EXIT_OK


def tasks(args: argparse.Namespace) -> int:
    """Tasks of all papers, those due first; as a file all of them."""
    from service.pages.tasks import COLUMNS, EVERY, duty_rows, found, papers_of, state_of
    from service.putting_right import Desk

    if args.output and not is_spreadsheet(args.output):
        return EXIT_USAGE
    at = args.at or today()
    with open_archive(settings_for(args.data)) as archive:
        limit, desk = EVERY if args.output else args.limit, Desk(archive, OWNER)
        items = found(desk, args.unit or "", args.when, at, args.role or "", limit)
        papers = papers_of(desk, items) if args.output else {}
    if args.output:
        return _write(args.output, COLUMNS, duty_rows(items, at, papers), f"{len(items)} nhiệm vụ")
    if args.json:
        put_json([{**one, "state": state_of(one, at)} for one in items])
        return EXIT_OK
    rows = [
        (day(one["due"]) or "không ghi", DUE[state_of(one, at)][1], one["unit"], ROLES[one["role"]],
         one["number"] or "", " ".join(one["text"].split()))
        for one in items
    ]  # fmt: skip
    heading = ("Hạn", "Tình trạng", "Đơn vị", "Vai trò", "Văn bản giao", "Nhiệm vụ")
    narrowed = args.unit or args.role or args.when not in ("open", "all")
    none = "Không có nhiệm vụ nào" + (" với cách lọc này: thử bỏ --unit, --role, --when." if narrowed else ".")
    put_line(table(rows, heading) if rows else none)
    return EXIT_OK


def _write(target: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], told: str) -> int:
    from service.lists import stream

    write_pieces(Path(target), stream(Path(target).suffix.lower()[1:], columns, rows))
    complain(f"Đã xuất {told} ra {target}.")
    return EXIT_OK
