"""The order of điểm, khoản and Điều: without a gap, no article twice (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.document import BodyUnit
from extractor.form.findings import FormFinding
from extractor.form.rules import FormSystem, Level

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_POINT = re.compile(r"([a-zđ])\)")
_CLAUSE = re.compile(r"(\d{1,2})\.(?!\d)")
_ARTICLE = re.compile(r"Điều\s+(\d+)\s*[.:)–-]")  # what stands behind the number is another rule's
# `Điều 1. Sửa đổi Điều 1 Quy chế như sau:`: articles of the paper that is amended may follow without quotation marks.
# What is amended is a unit or a paper (`bổ sung kinh phí như sau:` amends nothing).
AMENDS = re.compile(
    r"(?:[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay thế)(?:(?:,| và) (?:sửa đổi|bổ sung|thay thế|bãi bỏ)){0,3}"
    r"(?:\s(?:một|số|nội|dung|các|vào|trước|sau|tên|cụm|từ|thêm|toàn|bộ)){0,8}"
    r"\s(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Đđ]oạn|Quy chế|Quy định|Quyết định"
    r"|Nghị quyết|Luật|Bộ luật|Nghị định|Thông tư|Chỉ thị)"
    r"\s(?!đích|tiêu)[^:]{0,400}:[ \t]*\n"
)
_AMENDING_ARTICLE = re.compile(r"Điều\s+\d+[^:]{0,40}?" + AMENDS.pattern)
_CLAUSES = {"nd30": "Phụ lục I, Mục II.6", "tt01": "Điều 11"}


def points_out_of_order(content: str, body: tuple[BodyUnit, ...], system: FormSystem) -> list[FormFinding]:
    """A letter left out between two điểm of one khoản (most often đ), the number of a khoản or article left out, an
    article number that comes twice."""
    clause = _CLAUSES.get(system.id)
    if clause is None:
        return []
    norm = f"{system.name}, {clause}"
    found = []
    rows: list[tuple[Level, tuple[str, BodyUnit, str]]] = []
    rows += [("fault", row) for row in (*_points(content, body), *_articles(content, body))]
    rows += [("advice", row) for row in _clauses(content, body)]  # clauses may be a list that is cited or goes on
    for level, (before, unit, remedy) in rows:
        shown = _shown(content, unit)
        message = (
            f"Trùng số: hai lần “{shown}”." if shown == before else f"Số thứ tự nhảy từ “{before}” sang “{shown}”."
        )
        end = min(unit.span.end, unit.span.start + 12)
        found.append(FormFinding("order-of-divisions", level, message, remedy, norm, unit.span.start, end))
    return found


def _shown(content: str, unit: BodyUnit) -> str:
    """The number under which a division stands: `Điều 3`, `c)`."""
    article = _ARTICLE.match(content, unit.span.start)
    return f"Điều {article.group(1)}" if article else content[unit.span.start : unit.span.end].split()[0]


def _points(content: str, units: tuple[BodyUnit, ...]) -> Iterator[tuple[str, BodyUnit, str]]:
    for unit in units:
        if unit.kind == "annex":
            continue
        before = ""
        for child in unit.children:
            mark = _POINT.match(content, child.span.start) if child.kind == "point" else None
            if mark is None:
                continue
            letter = mark.group(1)
            if before and letter in _LETTERS and before in _LETTERS:
                expected = _LETTERS[_LETTERS.index(before) + 1 : _LETTERS.index(before) + 2]
                # one letter left out is a slip; anything else may be a new list or a quotation
                if expected and _LETTERS.index(letter) == _LETTERS.index(before) + 2:
                    yield (
                        f"{before})",
                        child,
                        f"Đánh thứ tự điểm theo bảng chữ cái tiếng Việt: sau {before}) là {expected}).",
                    )
            before = letter
        yield from _points(content, unit.children)


def _articles(content: str, units: tuple[BodyUnit, ...]) -> Iterator[tuple[str, BodyUnit, str]]:
    before = 0
    articles = list(_flat(units))
    if any(_AMENDING_ARTICLE.match(content, one.span.start) for one in articles):
        return
    for unit in articles:
        mark = _ARTICLE.match(content, unit.span.start)
        if mark is None:
            continue
        number = int(mark.group(1))
        if before and number in (before, before + 2):
            yield f"Điều {before}", unit, f"Sau Điều {before} là Điều {before + 1}."
        before = number


def _clauses(content: str, units: tuple[BodyUnit, ...]) -> Iterator[tuple[str, BodyUnit, str]]:
    """Only between two khoản of one Điều without quotations, which bring numbers of their own, and where no line
    between them has the missing number in another writing (`2)`, `Khoản 2`)."""
    for article in _flat(units):
        if any(mark in content[article.span.start : article.span.end] for mark in '“‟"'):
            continue
        before, start = 0, 0
        for child in article.children:
            mark = _CLAUSE.match(content, child.span.start) if child.kind == "clause" else None
            if mark is None:
                continue
            number = int(mark.group(1))
            if before and number == before + 2:
                figure = rf"0?{before + 1}"
                missing = (
                    r"(?m)^[ \t]*(?:[-–+][ \t]*)?"
                    rf"(?:(?:[Kk]hoản[ \t]+|\([ \t]*){figure}(?!\d)|{figure}[ \t]*[.)/:–-](?!\d))"
                )
                if not re.search(missing, content[start : child.span.start]):
                    yield f"{before}.", child, f"Sau khoản {before} là khoản {before + 1}."
            before, start = number, child.span.start


def _flat(units: tuple[BodyUnit, ...]) -> Iterator[BodyUnit]:
    for unit in units:
        if unit.kind == "article":
            yield unit
        elif unit.kind != "annex":
            yield from _flat(unit.children)
