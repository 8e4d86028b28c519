"""What a draft itself prints of a citation: type word, number, day, name or title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.laws import match_law_name
from extractor.text import squash

DAY = re.compile(r"ngày\s+(\d{1,2})\s*(?:[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|tháng\s+(\d{1,2})\s+năm\s+(\d{4}))", re.I)
PRINTED_NUMBER = re.compile(r"(\d{1,6})[a-zđ]?(?:\.\d+)?(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ]")
_TYPE_WORDS = (
    ("nghị quyết liên tịch", "NQLT"), ("thông tư liên tịch", "TTLT"), ("nghị định", "NĐ"), ("nghị quyết", "NQ"),
    ("thông tư", "TT"), ("quyết định", "QĐ"), ("chỉ thị", "CT"), ("pháp lệnh", "PL"), ("bộ luật", "BL"),
    ("luật", "Luật"), ("kế hoạch", "KH"), ("hiến pháp", "HP"),
)  # fmt: skip
_LINE_ENDS = re.compile(r";|,[ \t]*\n")
_WORDS = re.compile(r"[^\W\d_]+")
# Where the title begins behind the number, the day and the issuer of a cited paper.
_TITLE = re.compile(
    r"\b(?:về việc|về|quy định(?! (?:tại|của|này|như|khác|pháp luật)\b)|hướng dẫn(?! của\b)|ban hành"
    r"|sửa đổi(?!(?:, bổ sung)? (?:tại|bởi|theo|như)\b)|phê duyệt|công bố|hợp nhất|bãi bỏ)\b.*"
)
# `TP. Hồ Chí Minh`: the stop of a shortening ends nothing. `tỉnh (khóa X)`: a bracket says which of its kind a body is.
_BODY = r"(?:[^.:;()]|(?<=\bT[PXpx])\.|\([^.:;()]*\))*"
# A body that the next clause begins with acts; one that issued the act stands alone before the title.
_BARE = (
    r"(?:Bộ|Chính phủ|Quốc hội|Ủy ban|UBND|HĐND|Hội đồng)\b"
    r"(?:(?! (?:trình|tham mưu|đã|được|sẽ|có|phải|không|xem|chủ trì|phối hợp|báo cáo|đề nghị|tổ chức|thực hiện)\b)"
    r"(?:[^.:;()]|(?<=\bT[PXpx])\.))*"
)
_ISSUER_ALONE = re.compile(rf"[\s,)]*(?:(?:của|do|ngày)\s{_BODY}|{_BARE})?$")
# `(sau đây gọi là Nghị định số 1/2024/NĐ-CP), hướng dẫn ...`: what goes on behind the bracket is no title.
_CALLED = re.compile(r"(?:gọi|viết)\s+(?:(?:tắt|chung|gọn)\s+)?là\s*:?\s*[“\"]?$")
_TITLE_ENDS = re.compile(r",?\s+(?:đã )?được sửa đổi|\(|[:”](?:\s|$)|(?<!\bT[PXpx])\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Printed:
    """`date` ISO; `pinpoint`: an article or clause is cited, not the whole act."""

    text: str
    start: int
    end: int
    type: str | None
    number: str | None
    date: str | None
    name: str | None
    title: str | None
    locality: str | None
    issuer: str | None = None
    pinpoint: bool = False


def printed_parts(reference: Mapping[str, Any], text: str) -> Printed | None:
    """What the draft itself prints of a citation; None for one without number and date."""
    start, end = reference["start"], reference["end"]
    raw = text[start:end]
    digits = PRINTED_NUMBER.search(raw)
    number = reference["number"] if digits else None
    day = DAY.search(squash(raw))
    date = None
    if day is not None:
        date = iso_day(day)
    law = match_law_name(text, start) if reference["class"] == "law" else None
    if number is None and (date is None or law is None):
        return None
    lowered = squash(raw).lower()
    if lowered.startswith("số"):
        # `Pháp lệnh Đất đai số 1/2020/QH14`: a name that nobody knows stands before the number
        before = text[max(0, start - 200) : start]
        lines = re.split(r"[;\n]\s*(?=Căn|Theo)|Căn cứ", before)
        lowered = squash(lines[-1]).lower() if len(lines) > 1 or start <= 200 else ""  # else cut within a sentence
    type_ = next((code for word, code in _TYPE_WORDS if lowered.startswith(word)), None)
    called = _CALLED.search(text, max(0, start - 30), start) is not None
    title = title_after(text, end) if law is None and not called else None
    name = law.base_name if law is not None else None
    return Printed(
        squash(raw), start, end, type_, number, date, name, title, reference["locality"],
        reference.get("issuer"), bool(reference.get("pinpoint")),
    )  # fmt: skip


def iso_day(day: re.Match[str]) -> str:
    """The ISO form of a `DAY` as printed."""
    month, year = (day[2], day[3]) if day[2] else (day[4], day[5])
    return f"{int(year):04d}-{int(month):02d}-{int(day[1]):02d}"


def title_after(text: str, end: int) -> str | None:
    """The title printed behind a citation, up to the end of its line of the preamble: a semicolon, or the comma behind
    which a new line says who issues the draft. Between the two stands the issuer alone: what a clause says of the act
    (`... được sửa đổi tại`, `theo quy định tại khoản 2`) is no title."""
    stop = _LINE_ENDS.search(text, end, end + 600)
    rest = squash(text[end : stop.start()]) if stop is not None else ""
    found = _TITLE.search(rest)
    if found is None or found.start() > 90 or not _ISSUER_ALONE.match(rest[: found.start()]):
        return None
    title = _TITLE_ENDS.split(found.group(), maxsplit=1)[0]
    return title if len(_WORDS.findall(title)) >= 4 else None
