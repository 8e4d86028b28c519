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
    """The first cell of every line that has one, with its line number (from 1).

    Raises ServiceError (`invalid-request`) when there is none, when there are too many, or when this is no CSV.
    """
    content = content.removeprefix("\ufeff")
    first = content.partition("\n")[0]
    separator = next((mark for mark in "\t;" if mark in first), ",")
    found: list[tuple[int, str]] = []
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        for row in reader:
            text = squash(row[0]) if row else ""
            if text and not (not found and fold(text) in _HEADINGS):
                found.append((reader.line_num, text))
    except csv.Error as error:
        raise ServiceError("invalid-request", f"dòng {reader.line_num} không đọc được như CSV: {error}.") from None
    if not found:
        raise ServiceError("invalid-request", "không có câu hỏi nào: mỗi dòng một câu, ở cột đầu.")
    if len(found) > MOST:
        raise ServiceError("invalid-request", f"{len(found)} câu hỏi, nhiều nhất là {MOST}: hãy chia thành nhiều tệp.")
    return found


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
