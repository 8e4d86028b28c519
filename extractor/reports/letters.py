"""Whom a letter or a telegram was sent to, as a report tells it: `có công điện gửi Sở A, UBND xã B về việc ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.bodies import read_bodies
from extractor.reports.duty import OF_ONE_KIND, Told, opens_duty
from extractor.reports.tellers import sent_by_office
from extractor.work.clauses import after_comma

# A letter sent: `có công văn gửi Sở A, UBND xã B đề nghị rà soát ...`
_SENT = re.compile(
    r"(?:[Cc]ông\s+(?:văn|điện)|[Vv]ăn\s+bản|[Tt]hông\s+báo|[Tt]hư|[Cc]hỉ\s+thị|hỏa\s+tốc|hoả\s+tốc|khẩn)(?!\w)[^.;:\n]{0,60}?(?<!\w)(?:gửi\s*(?::\s*|\s)"
    r"(?:tới\s+|đến\s+)?|chỉ\s+đạo\s+(?:tới|đến)\s+)"
)
# Behind addressees of another kind; what a letter is about may speak of who asks for something.
_ASKS_LATER = re.compile(r"(?:(?!\s(?:về\s+việc|[Vv]/v)\s)[^.:\n]){0,80}?\s(?:đề\s+nghị|yêu\s+cầu)\s*:?\s+")
_PASSED_ON = re.compile(
    r"\s*,?\s*(?:để\s+)?truyền\s+đạt\s+(?:ý\s+kiến|chỉ\s+đạo|kết\s+luận)(?!\w|\s+(?:không|chưa|phản\s+đối)\s)"
)
# Many at once a letter only goes to for what it is about: `gửi các Sở A về việc tăng cường ...`; others where it says
# that it asks: `gửi Sở A về việc yêu cầu rà soát`.
_ABOUT_WHAT_IT_ASKS = re.compile(r"[^.:\n]{0,120}?\s(?:về\s+việc|[Vv]/v)\s+(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo)\s+")
_ABOUT = re.compile(
    r"[^.:\n]{0,120}?\s(?:về\s+(?:việc|công\s+tác)|[Vv]/v)\s+(?:(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo|tiếp\s+tục|chủ\s+động)\s+)?"
)
# A telegram gives work (`có công điện gửi Sở A, UBND các xã về việc ứng phó mưa lũ`) unless it is one of courtesy.
_COURTESY = re.compile(r"(?<!\w)(?:chúc|mừng|chia\s+buồn|thăm\s+hỏi|cảm\s+ơn|khen|biểu\s+dương|động\s+viên)(?!\w)")
_ASKS = re.compile(r"(?:(?:để\s+)?(?:đề\s+nghị|yêu\s+cầu|chỉ\s+đạo(?:\s+về\s+việc)?)\s*:?\s+)?")
_COURTESY_REACH = 40  # code points behind whom a telegram was sent to


def told_by_letter(content: str, start: int, end: int, signed: str | None, orders: Sequence[int]) -> Iterator[Told]:
    """Whom a letter was sent to that asks for something, in one paragraph of a report. `orders`: where verbs of order
    stand in it."""
    if any(content.find(word, start, end) >= 0 for word in ("gửi", "đạo đến", "đạo tới")):
        for letter in _SENT.finditer(content, start, end):
            listed = read_bodies(content, letter.end(), end, signed)
            asks = _ASKS.match(content, after_comma(content, listed.end, end), end)
            office = sent_by_office(content, start, letter.start())
            if asks and not asks.group() and office:
                many = OF_ONE_KIND.search(content, letter.end(), listed.end)
                asks = (_ABOUT if many else _ABOUT_WHAT_IT_ASKS).match(content, listed.end, end) or asks
            passed_on = office and _PASSED_ON.match(content, listed.end, end) is not None
            # `UBND tỉnh đề nghị các xã rà soát ... . Công văn được gửi đến Sở A`
            sent = office and " được " in letter.group() and orders and orders[0] < letter.start()
            wired = office and letter.group()[1:].startswith("ông điện")
            wired = wired and not _COURTESY.search(content, letter.start(), min(end, listed.end + _COURTESY_REACH))
            later = _ASKS_LATER.match(content, listed.end, end)
            asked = any(found is not None and _asks_for_work(content, found.end(), end) for found in (asks, later))
            if listed.bodies and (asked or passed_on or wired or sent):
                yield Told("lead", letter.end(), listed)


def _asks_for_work(content: str, position: int, end: int) -> bool:
    """Whether work stands behind `đề nghị`, or behind many at once who are asked for it (`đề nghị các địa phương`)."""
    if opens_duty(content, position):
        return True
    many = read_bodies(content, position, end)
    return not many.bodies and many.end > position and opens_duty(content, after_comma(content, many.end, end))
