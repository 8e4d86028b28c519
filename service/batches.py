"""Many questions at once: a CSV of them in, a CSV of answers out; every question has at least one line there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.text import fold, squash
from service.errors import ServiceError
from service.lists import Cell
from service.words import MATCHED

if TYPE_CHECKING:
    from index.base import Query
    from service.rights import View

MOST = 10_000
COLUMNS = (
    "Dòng", "Câu hỏi", "Số kết quả", "Hạng", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Vì sao",
    "Mã trong kho", "Ghi chú",
)  # fmt: skip
# A first line that is one of these is a heading and no question.
_HEADINGS = frozenset({"query", "cau hoi", "cau tim", "so ky hieu", "so, ky hieu", "van ban"})


def questions(content: str) -> list[tuple[int, str]]:
    """The questions with their line numbers (from 1): every line as it stands, quotes and commas included; of a table
    (tabs or semicolons in every line, or a first line that is a heading) the first cell of every line.

    Raises ServiceError (`invalid-request`) when there is none, when there are too many, or when a table is no CSV.
    """
    content = content.removeprefix("\ufeff")
    separator = _separator(content)
    found = list(_lines(content) if separator is None else _cells(content, separator))
    if found and fold(found[0][1]) in _HEADINGS:
        del found[0]
    if not found:
        raise ServiceError("invalid-request", "không có câu hỏi nào: mỗi dòng một câu, ở cột đầu.")
    if len(found) > MOST:
        raise ServiceError("invalid-request", f"{len(found)} câu hỏi, nhiều nhất là {MOST}: hãy chia thành nhiều tệp.")
    return found


def _separator(content: str) -> str | None:
    """What parts the cells of a table; None where the lines are questions and no table."""
    lines = [line for line in content.splitlines() if line.strip()]
    for mark in "\t;":
        if lines and all(mark in line for line in lines):
            return mark
    heading = fold(squash(lines[0].partition(",")[0].strip(' "'))) if lines else ""
    return "," if heading in _HEADINGS else None


def _lines(content: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(content.splitlines(), start=1):
        text = squash(line)
        if text:
            yield number, text


def _cells(content: str, separator: str) -> Iterator[tuple[int, str]]:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        for row in reader:
            text = squash(row[0]) if row else ""
            if text:
                yield reader.line_num, text
    except csv.Error as error:
        raise ServiceError("invalid-request", f"dòng {reader.line_num} không đọc được như CSV: {error}.") from None


def answers(archive: View, asked: Sequence[tuple[int, str]], like: Query, top: int) -> Iterator[tuple[Cell, ...]]:
    """For every question its first `top` documents, in the order of `COLUMNS`; where there is none, or the question
    cannot be understood, one line that says so. `like` holds the filters that all questions share."""
    from index.base import BadQuery

    for line, text in asked:
        try:
            found = archive.search(replace(like, text=text, limit=top, offset=0, facets=False, snippets=False))
        except BadQuery as error:
            yield (line, text, None, *[None] * 7, str(error))
            continue
        said = " ".join(found.notes)
        if found.suggestion:
            said = f"{said} Có phải: {found.suggestion}?".strip()
        if not found.hits:
            yield (line, text, found.total, *[None] * 7, said or "không có văn bản nào")
        for rank, hit in enumerate(found.hits, start=1):
            why = MATCHED.get(hit.matched)
            yield (line, text, found.total, rank, hit.number, hit.date, hit.issuer, hit.title, why, hit.id, said)
