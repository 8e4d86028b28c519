"""`vanban draft`, `vanban lint` and `vanban compare`: a new paper, the form of one, two of them side by side."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import os_reason
from service.errors import EXIT_FAILED, EXIT_OK, EXIT_USAGE, ServiceError
from service.output import complain, put_json, put_line, put_text
from service.words import DRAFT_LISTS, FIELDS, today

if TYPE_CHECKING:
    from corpus.drafts import Reading

_STATES = {"added": "thêm", "removed": "bỏ", "changed": "sửa", "moved": "đổi số thứ tự"}


def draft(args: argparse.Namespace) -> int:
    """Writes a paper from type, issuer and bases: text to stdout, or a Word file."""
    from dataclasses import asdict

    from corpus.drafts.composing import Order, as_text, compose
    from corpus.drafts.docx import as_docx

    order = Order(
        type_code=args.type, issuer=args.issuer, day=args.date or today(), title=args.title or "",
        bases=tuple(args.basis or ()), proposal=args.proposal or "", body=_body(args.body),
        addressees=tuple(args.to or ()), recipients=tuple(args.recipient or ()), signer=args.signer or "",
        position=args.position or "", authority=args.authority, by=args.by or "", number=args.number or "",
        letters=args.letters or "", unit=args.unit or "", superior=args.superior or "", place=args.place or "",
        dated=bool(args.date),
    )  # fmt: skip
    paper = compose(order)
    if args.output:
        path = Path(args.output)
        if path.suffix.lower() != ".docx":
            complain("--output: tên tệp phải kết thúc bằng .docx.")
            return EXIT_USAGE
        _write(path, as_docx(paper))
    if args.json:
        put_json({"order": asdict(order), "text": as_text(paper), "system": paper.system.name, "file": args.output})
    elif args.output:
        put_line(f"Đã ghi {args.output} theo {paper.system.name}.")
    else:
        put_text(as_text(paper))
    return EXIT_OK


def lint(args: argparse.Namespace) -> int:
    """Prints what of a paper's form goes against its rules; exit status 1 when something does."""
    from corpus.drafts import form_json, form_of

    reading = _read(args.draft)
    found = form_json(form_of(reading, on=args.at or today()))
    faults = sum(one["level"] == "fault" for one in found["findings"])
    if args.json:
        put_json(found)
        return EXIT_FAILED if faults else EXIT_OK
    for note in (*reading.notes, *found["notes"]):
        complain(note)
    for one in found["findings"]:
        place = " ".join(reading.text.content[one["start"] : one["end"]].split())
        put_line(f"[{one['rule']}] {one['message']}" + (f" “{place[:80]}”" if place else ""))
        put_line(f"   {one['remedy']} ({one['norm']})")
    put_line(f"{faults} lỗi thể thức, {len(found['findings']) - faults} chỗ nên sửa.")
    return EXIT_FAILED if faults else EXIT_OK


def compare(args: argparse.Namespace) -> int:
    """Prints how two papers differ; exit status 0 either way."""
    from corpus.drafts.compare import compare as compare_readings

    found = compare_readings(_read(args.one), _read(args.other))
    if args.json:
        put_json(found)
        return EXIT_OK
    for row in found["fields"]:
        put_line(f"{FIELDS[row['field']]}: {row['one'] or '(không có)'} -> {row['other'] or '(không có)'}")
    for name, change in found["lists"].items():
        for state in ("added", "removed"):
            for item in change[state]:
                put_line(f"{DRAFT_LISTS[name]}, {_STATES[state]}: {item}")
    for row in found["divisions"]:
        put_line(f"{row['path']}: {_STATES[row['state']]}" + (f" (trước là {row['was']})" if row["was"] else ""))
        if row["state"] != "moved":
            put_line("   " + "".join(_shown(piece) for piece in row["pieces"]))
    put_line(f"{len(found['divisions'])} phần khác nhau, {found['same']} phần giống nhau.")
    return EXIT_OK


def _shown(piece: dict[str, str]) -> str:
    marks = {"added": "{+%s+}", "removed": "[-%s-]", "same": "%s"}
    return marks[piece["kind"]] % piece["text"]


def _read(path: str) -> Reading:
    from corpus.drafts import read_draft_file

    return read_draft_file(Path(path).name, _bytes(path))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ServiceError("unreadable-file", f"{path}: {os_reason(error)}.") from error


def _body(path: str | None) -> str:
    try:
        return _bytes(path).decode("utf-8-sig") if path else ""
    except UnicodeDecodeError as error:
        raise ServiceError("usage", f"--body: {path} không phải tệp chữ UTF-8.") from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ServiceError("usage", f"Không ghi được {path}: {os_reason(error)}.") from error


def finding_lines(findings: list[dict[str, Any]], text: str) -> list[str]:
    """Findings of a draft against itself, as `vanban check` prints them."""
    lines = []
    for one in findings:
        lines.append(f"[{one['code']}] {' '.join(text[one['start'] : one['end']].split())[:100]}")
        lines.append(f"   {one['message']} {one['remedy']}")
    return lines
