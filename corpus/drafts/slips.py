"""Slips that a careful clerk sees in a draft without any other paper: days that do not exist, articles that are not
there, a basis printed twice, districts after they ended.

Norms: Luật Tổ chức chính quyền địa phương 2025 (two levels from 01/7/2025); Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.drafts.finding import DraftFinding
from extractor.document import Document
from extractor.form.numbering import AMENDS
from extractor.text import squash

_DAY = re.compile(
    r"ngày\s{1,3}(?P<d>\d{1,2})(?:\s{0,2}/\s{0,2}(?P<m>\d{1,2})\s{0,2}/\s{0,2}(?P<y>\d{4})(?!\d)"
    r"|\s{1,3}tháng\s{1,3}(?P<m2>\d{1,2})\s{1,3}năm\s{1,3}(?P<y2>\d{4}))"
)
_TWO_LEVELS = "2025-07-01"
_DISTRICT = re.compile(
    r"(?:UBND|[UỦ][ỷy] ban nhân dân|Hội đồng nhân dân|HĐND|[Cc]hủ tịch UBND)\s(?:các\s|cấp\s)?(?:huyện|quận|thị xã)\b"
    r"|^(?:[Cc]ác\s)?(?:huyện|quận),"
)
_FORMER = re.compile(r"trước (?:ngày|khi)|\bcũ\b|\(cũ\)|trước đây")
_LUNAR = re.compile(r"âm lịch")
_TOLD_AS_WRONG = re.compile(
    r"\b(?:ghi|in|viết|đánh máy)\b[^.;\n]{0,40}?\b(?:sai|nhầm|lỗi)\b(?! phạm)"
    r"|\b(?:sai|nhầm|lỗi) (?:khi |do )?(?:ghi|in|viết|đánh máy)\b|[Đđ]ính chính"
)
_OWN_ARTICLE = re.compile(
    r"Điều\s{1,3}(?P<number>\d{1,3})\s{1,3}(?:của\s{1,3})?"
    r"(?P<paper>Quyết\s{1,3}định|Nghị\s{1,3}quyết|Kế\s{1,3}hoạch)\s{1,3}này"
)
_AS_ARTICLE = re.compile(r"Như\s{1,3}Điều\s{1,3}(\d{1,3})(?![\d,]|\s{0,2}(?:và|,))")
# Who carries the decision out; `chịu trách nhiệm thực hiện dự án` is work of another article.
_DUTY = re.compile(
    r"(?:chịu|có)\s{1,3}trách\s{1,3}nhiệm\s{1,3}(?:tổ\s{1,3}chức\s{1,3})?"
    r"(?:thi\s{1,3}hành|thực\s{1,3}hiện\s{1,3}[Qq]uyết\s{1,3}định\s{1,3}này)"
    r"|[Qq]uyết\s{1,3}định\s{1,3}(?:này\s{1,3})?thi\s{1,3}hành|thi\s{1,3}hành\s{1,3}[Qq]uyết\s{1,3}định\s{1,3}này"
)
_OF_TYPE = {"QĐ": "Quyết định", "NQ": "Nghị quyết", "KH": "Kế hoạch"}
_ROW_OPENS = re.compile(r"(?:^|[;\n])\s*(?:[-–+]\s*)?(?:Căn\s+cứ\s+)?$")
_RANK = re.compile(
    r"^[ \t]*(?:[-–+][ \t]*)?Căn\s{1,3}cứ\s{1,3}"
    r"(Luật|Bộ\s{1,3}luật|Pháp\s{1,3}lệnh|Nghị\s{1,3}định|Thông\s{1,3}tư)\b",
    re.MULTILINE,
)
_COMPETENCE = re.compile(r"chức\s+năng,\s+nhiệm\s+vụ|cơ\s+cấu\s+tổ\s+chức|tổ\s+chức\s+(?:các\s+)?cơ\s+quan")
_RANKS = {"Nghị định": 1, "Thông tư": 2}
_WITH_ROWS = frozenset({"QĐ", "KH", "CTr", "CT", "HD", "PA", "ĐA", "NQ", "QC", "QyĐ"})


def slips(
    contract: Mapping[str, Any], text: str, document: Document, *, on: str | None = None
) -> Iterator[DraftFinding]:
    """Every slip, in no order. `on`: the day (ISO) on which a draft without one is judged."""
    foot = [one.start for one in (document.footer.signature_block, document.footer.recipients_block) if one is not None]
    end = min(foot, default=len(text))
    yield from _days(text)
    yield from _districts(contract, text, document, contract.get("date") or on or "")
    yield from _articles(contract, text, end)
    yield from _bases(contract, text, end)


def articles(body: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The articles of the contract's `body`, at any depth."""
    for unit in body:
        if unit["kind"] == "article":
            yield unit
        yield from articles(unit["children"])


def _days(text: str) -> Iterator[DraftFinding]:
    """Days of the calendar in figures; `00/00` is left blank, the moon has its own months, and a day may be told as
    somebody's slip."""
    for one in _DAY.finditer(text):
        day, month, year = (int(one[name] or one[other]) for name, other in (("d", "d"), ("m", "m2"), ("y", "y2")))
        if not year or day == month == 0 or (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            continue
        start, end = one.span()
        if _LUNAR.search(text, max(0, start - 20), end + 20) or _is_quoted(text, start):
            continue
        if not _TOLD_AS_WRONG.search(text, max(0, start - 40), end + 40):
            yield DraftFinding(
                "no-such-day", True, f"Không có “{squash(one.group())}”.", "Sửa lại ngày, tháng.", *one.span()
            )


def _districts(contract: Mapping[str, Any], text: str, document: Document, day: str) -> Iterator[DraftFinding]:
    """Work for, or copies to, bodies of districts, which ended with 30/6/2025."""
    if day < _TWO_LEVELS:
        return
    named = [(str(one.value), one.span.start) for one in document.footer.recipients]
    named += [(str(task["unit"]), int(task["start"])) for task in contract["tasks"]]
    seen: set[str] = set()
    for name, start in named:
        if name in seen or not _DISTRICT.search(name) or _FORMER.search(name):
            continue
        seen.add(name)
        yield DraftFinding(
            "district-level", False, f"“{name}”: không còn cấp huyện từ ngày 01/7/2025.",
            "Ghi cơ quan cấp xã hoặc cấp tỉnh nhận nhiệm vụ này.", start, min(len(text), start + len(name)),
        )  # fmt: skip


def _articles(contract: Mapping[str, Any], text: str, end: int) -> Iterator[DraftFinding]:
    """Articles of the draft itself that it speaks of and does not have."""
    units = [one for one in articles(contract["body"]) if one["start"] < end]
    own = {number: one["start"] for number, one in enumerate(units, 1) if one["label"] == f"Điều {number}"}
    last = len(units)
    if last < 2 or len(own) != last:
        return  # numbers that leave a gap, or quoted articles: what is there is not certain
    paper = _OF_TYPE.get(str(contract.get("type")))
    ends = [*list(own.values())[1:], end]
    amended = [(found.end(), stop) for start, stop in zip(own.values(), ends, strict=True)
               if (found := AMENDS.search(text, start, stop))]  # fmt: skip
    for one in _OWN_ARTICLE.finditer(text, 0, end):
        if squash(one["paper"]) != paper or int(one["number"]) <= last or _is_quoted(text, one.start()):
            continue
        if not any(start <= one.start() < stop for start, stop in amended):
            yield DraftFinding(
                "no-such-article", True, f"{paper} này không có Điều {one['number']}.",
                f"Sửa số điều được dẫn (có {last} điều).", *one.span(),
            )  # fmt: skip
    as_article = _AS_ARTICLE.search(text, end, end + 2000)
    if as_article is None or contract.get("type") != "QĐ":
        return
    number = int(as_article[1])
    told = [n for (n, start), stop in zip(own.items(), ends, strict=True) if _DUTY.search(text, start, stop)]
    if number > last or (told and number not in told and number != last):
        where = f"điều về trách nhiệm thi hành là Điều {told[-1]}" if told else f"quyết định chỉ có {last} điều"
        yield DraftFinding(
            "recipient-article", False, f"“Nơi nhận” ghi “{squash(as_article.group())}”, nhưng {where}.",
            "Sửa số điều trong “Nơi nhận”.", *as_article.span(),
        )  # fmt: skip


def _is_quoted(text: str, start: int) -> bool:
    """Whether a place lies in words of another paper (a quotation that was opened and not closed)."""
    before = text[max(0, start - 3000) : start]
    opened, closed = (max(before.rfind(mark) for mark in marks) for marks in ("“‟«", "”»"))
    return opened > closed or before.count('"') % 2 == 1


def _bases(contract: Mapping[str, Any], text: str, end: int) -> Iterator[DraftFinding]:
    """A basis that heads two rows, and a law behind a decree, a decree behind a circular."""
    if contract.get("type") not in _WITH_ROWS:
        return
    stop = min((unit["start"] for unit in contract["body"] if unit["kind"] != "preamble"), default=end)
    seen: set[str] = set()
    for one in contract["references"]:
        if one["relation"] != "basis" or one["start"] >= stop or one["pinpoint"] or not one["key"]:
            continue
        if not _ROW_OPENS.search(text, max(0, one["start"] - 40), one["start"]):
            continue
        if one["key"] in seen:
            name = squash(text[one["start"] : one["end"]])
            yield DraftFinding(
                "doubled-basis", True, f"“{name}” đã được ghi ở phần căn cứ phía trên.", "Bỏ một trong hai dòng.",
                one["start"], one["end"],
            )  # fmt: skip
        seen.add(one["key"])
    highest = 0
    for row in _RANK.finditer(text, 0, stop):
        line_end = text.find(";", row.end(), stop)
        if _COMPETENCE.search(text, row.end(), line_end if line_end >= 0 else min(stop, row.end() + 400)):
            continue  # the decree on the issuer's functions stands where its habit has it
        rank = _RANKS.get(squash(row[1]), 0)
        if rank < highest:
            yield DraftFinding(
                "bases-order", False, f"{squash(row[1])} đứng sau văn bản có hiệu lực pháp lý thấp hơn.",
                "Xếp căn cứ theo hiệu lực pháp lý: luật, nghị định, thông tư.", *row.span(1),
            )  # fmt: skip
            return
        highest = rank
