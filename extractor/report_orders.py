"""Orders as reports tell them: who is told what to do, rather than who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from extractor import assignment_forms as forms
from extractor.bodies import BodyList, read_bodies
from extractor.body_names import grammar
from extractor.clauses import after_comma
from extractor.document import TaskRole
from extractor.paragraphs import Paragraph

# `Trung tâm Kiểm soát bệnh tật (CDC) chủ trì`, `UBND tỉnh này tổ chức`
_REMARK = re.compile(r"\s*\([^()\n]{1,60}\)\s*,?\s*|\s+(?:này|đó|nói\s+trên|nêu\s+trên)(?!\w)")
# A letter sent: `có công văn gửi Sở A, UBND xã B đề nghị rà soát ...`
_SENT = re.compile(
    r"(?:[Cc]ông\s+(?:văn|điện)|[Vv]ăn\s+bản|[Tt]hông\s+báo|[Tt]hư|[Cc]hỉ\s+thị|hỏa\s+tốc|hoả\s+tốc|khẩn)(?!\w)[^.;:\n]{0,60}?(?<!\w)gửi\s+"
    r"(?:tới\s+|đến\s+)?"
)
_ASKS_LATER = re.compile(r"[^.:\n]{0,80}?\s(?:đề\s+nghị|yêu\s+cầu)\s*:?\s+")  # behind addressees of another kind
_ASKS = re.compile(r"(?:(?:để\s+)?(?:đề\s+nghị|yêu\s+cầu|chỉ\s+đạo)\s*:?\s+)?")
_WITH = re.compile(
    r"\s*,?\s*(?:(?:sẽ\s+)?chủ\s+trì\s*,?\s*(?:và\s+)?)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s*:?\s+"
)
_PHRASE = re.compile(r"(?:chậm\s+nhất|trước|trong|từ\s+nay|ngay|sau|trên\s+cơ\s+sở|đối\s+với)\s[^,.;:]{3,70},\s+")
_LEAD_IN = re.compile(
    r"(?:Theo\s+(?:đó|kế\s+hoạch(?:\s+này)?|phân\s+công)|Cụ\s+thể|Trong\s+(?:số\s+)?đó|Đồng\s+thời|Cùng\s+với\s+đó|Ngoài\s+ra|Bên\s+cạnh\s+đó)\s*[,:]\s*(?=\S)"
)
# Less than what tells heads at the head of a paragraph: what a law makes somebody responsible for is no order.
_IN_CHARGE = re.compile(
    r"(?:sẽ\s+)?(?:cần|phải|chủ\s+trì|khẩn\s+trương|tiếp\s+tục|tập\s+trung|rà\s+soát|chủ\s+động|tăng\s+cường|đẩy\s+nhanh|đôn\s+đốc"
    rf"|{forms.SEAT})(?!\w)"
)
# Behind an order somebody else who opens a sentence with what he does is told too.
_ALSO = re.compile(
    r"(?:sẽ|cần|phải|có\s+trách\s+nhiệm|tổ\s+chức|hướng\s+dẫn|thực\s+hiện|phối\s+hợp)(?!\w)|" + _IN_CHARGE.pattern
)
# What is told to somebody who opens a later paragraph, not what he did.
_MUST = re.compile(
    r"(?:khẩn\s+trương|phải|cần|chủ\s+động|nghiêm\s+túc|tập\s+trung|rà\s+soát|(?:có|chịu)\s+trách\s+nhiệm|sẽ\s+chủ\s+trì"
    rf"|chủ\s+trì\s*,?\s*(?:và\s+)?phối\s+hợp|{forms.SEAT})(?!\w)"
)
_CHAIN = 8  # sentences behind an order that still may tell somebody
_FULL_STOP = re.compile(r"\.\s+")
_CLAUSE = re.compile(r";\s+(?=\S)")


class Told(NamedTuple):
    """Whom a report says to be told, and where the list of them begins."""

    role: TaskRole
    start: int
    listed: BodyList


def told(content: str, position: int, end: int, signed: str | None) -> int | None:
    """In a report `giao`, `đề nghị` is an order only where the bodies behind it are told what to do. Where they begin,
    which may be behind a phrase (`yêu cầu chậm nhất tháng 7, Sở A ...`); None for no order. `signed` (ISO): see
    `read_bodies`."""
    phrase = _PHRASE.match(content, position, end)
    begin = phrase.end() if phrase is not None else position
    listed = read_bodies(content, begin, end, signed)
    if not listed.bodies:
        return None
    # `giao Sở A:` over the items of what to do
    over_items = end - listed.end < 8 and content[listed.end : end].strip() == ":"
    return begin if over_items or _has_duty(content, listed, end) else None


def _has_duty(content: str, listed: BodyList, end: int) -> bool:
    remark = _REMARK.match(content, listed.end, end)
    after = after_comma(content, remark.end() if remark else listed.end, end)
    return grammar().duties.match(content, after, end) is not None


def told_too(content: str, position: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who else is told behind the bodies of an order: with whom they work, the clauses up to the end of its sentence
    that open with who is told (`yêu cầu Sở A phối hợp với Sở C ...; UBND xã B bàn giao mặt bằng`), and the sentences
    behind it that do."""
    yield from _with_whom(content, position, end, signed)
    stop = content.find(". ", position, end)
    for clause in _CLAUSE.finditer(content, position, stop if stop >= 0 else end):
        listed = read_bodies(content, clause.end(), end, signed)
        if listed.bodies and _has_duty(content, listed, end):
            yield Told("lead", clause.end(), listed)
    behind = _sentences(content, stop + 2, end, signed, _ALSO) if stop >= 0 else ()
    for _, others in islice(behind, _CHAIN):
        yield from others


def _opens_duty(content: str, position: int) -> bool:
    return grammar().duties.match(content[position : position + 40].lower()) is not None


def _with_whom(content: str, position: int, end: int, signed: str | None) -> Iterator[Told]:
    with_whom = _WITH.match(content, position, end)
    if with_whom is not None:
        listed = read_bodies(content, with_whom.end(), end, signed)
        if listed.bodies:
            yield Told("support", with_whom.end(), listed)


def told_elsewhere(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who is told in one paragraph of a report without a verb of order before: whom a letter was sent to that asks for
    something, and who opens a sentence on what a paper says (`Cụ thể, Bộ A chủ trì ... . Bộ B sẽ chủ trì ...`)."""
    if content.find("gửi", start, end) >= 0:
        for letter in _SENT.finditer(content, start, end):
            listed = read_bodies(content, letter.end(), end, signed)
            asks = _ASKS.match(content, after_comma(content, listed.end, end), end)
            later = _ASKS_LATER.match(content, listed.end, end)
            asked = any(found is not None and _opens_duty(content, found.end()) for found in (asks, later))
            if listed.bodies and asked:
                yield Told("lead", letter.end(), listed)
    lead_in = _LEAD_IN.search(content, start, end)
    while lead_in is not None:
        read = lead_in.end()
        for stop, others in _sentences(content, read, end, signed, _IN_CHARGE):
            yield from others
            read = stop
        lead_in = _LEAD_IN.search(content, read, end)


def _sentences(
    content: str, begin: int, end: int, signed: str | None, charge: re.Pattern[str]
) -> Iterator[tuple[int, list[Told]]]:
    """The sentences from `begin` on that open with bodies and their `charge`, up to the first that does not: where each
    ends, and who is told in it."""
    while begin < end:
        full_stop = _FULL_STOP.search(content, begin, end)
        stop = full_stop.start() if full_stop is not None else end
        listed = read_bodies(content, begin, stop, signed)
        after = after_comma(content, listed.end, stop)
        above = any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies)
        if not listed.bodies or above or charge.match(content, after, stop) is None:
            return
        others = [Told("lead", begin, listed), *_with_whom(content, listed.end, stop, signed)]
        begin = full_stop.end() if full_stop is not None else end
        yield begin, others
        charge = _ALSO  # who comes next is told by the same paper


def heads_told(content: str, item: Paragraph, listed: BodyList, after: int, *, ordered: bool) -> bool:
    """Whether a report that opens a paragraph with bodies gives them work, rather than says what they did: an item of a
    list, several heads who go on, take care, are to blame, or, once an order was told (`ordered`), who must do
    something. `after`: behind the bodies."""
    if item.marker is not None:
        return any(form.match(content, after, item.end) for form in (forms.STRONG, forms.TOLD))
    if ordered and _MUST.match(content, after, item.end):
        return not any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies)
    heads = grammar().title.match(content, item.text_start, item.end) is not None
    return heads and len(listed.bodies) > 1 and forms.TOLD.match(content, after, item.end) is not None
