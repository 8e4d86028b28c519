"""Whom a letter or a telegram was sent to, as a report tells it: `có công điện gửi Sở A, UBND xã B về việc ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.bodies import BodyList, read_bodies
from extractor.bodies.words import grammar
from extractor.reports.duty import OF_ONE_KIND, Told, opens_duty
from extractor.reports.tellers import (
    YEAR,
    is_abroad,
    is_long_ago,
    may_be_told,
    sender,
    sent_by_office,
    sentence_before,
)
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
    r"[^.:\n]{0,120}?\s(?:về\s+việc|[Vv]/v)\s+(?:(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo|tiếp\s+tục|chủ\s+động)\s+)?"
)
# A telegram gives work (`có công điện gửi Sở A, UBND các xã về việc ứng phó mưa lũ`) to whom its sender stands above,
# unless it is one of courtesy or asks for help.
_OF_WHOM = re.compile(r"\scủa\s+([^,]+?)\s+gửi\s")
_HAS = re.compile(r"\s+(?:(?:đã|vừa|mới)\s+)*(?:có|ký|ra|phát|ban\s+hành)?\s*$")
_OF_THE_STATE = re.compile(
    r"(?<!\w)(?:Thủ\s+tướng|(?<!Văn phòng )Chính\s+phủ"
    r"|(?:[UỦ][ỷy]\s+ban|Ban\s+[Cc]hỉ\s+đạo)\s[^,]{0,60}?(?<!\w)(?:[Qq]uốc\s+gia|[Tt]rung\s+ương))(?!\w)"
)
_OF_A_MINISTRY = re.compile(r"(?<!\w)Bộ(?:\s+trưởng)?\s+(?!Chỉ\s|Tư\s|[Đđ]ội)[\w\s,-]{2,60}$")
_OF_A_PROVINCE = re.compile(r"(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân)\s+(?:[Tt]ỉnh|[Tt]hành\s+phố|TP)(?!\w)")
_MINISTRY = re.compile(r"Bộ\s+(?!Chỉ\s|Tư\s|[Đđ]ội)")
_ABOVE_OFFICES = re.compile(r"(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân)\s+(?:các\s+)?(?:[Tt]ỉnh|[Tt]hành\s+phố|TP)(?!\w)")
_ASKS_FOR_HELP = re.compile(
    r"\s*,?\s*(?:để\s+|về\s+việc\s+|[Vv]/v\s+)?(?:xin|báo\s+cáo|nhờ|đề\s+xuất|đề\s+nghị\s+hỗ\s+trợ|cho\s+biết|trao\s+đổi|thông\s+báo"
    r"|kết\s+quả)(?!\w)|\s*,?\s*về\s+kết\s+quả(?!\w)"
)
_COURTESY = re.compile(
    r"(?<!\w)(?:chúc|mừng|chia\s+buồn|thăm\s+hỏi|cảm\s+ơn|khen|biểu\s+dương|động\s+viên|tuyên\s+dương|khích\s+lệ|thưởng|chia\s+sẻ)(?!\w)"
)
_ASKS = re.compile(r"(?:(?:để\s+)?(?:đề\s+nghị|yêu\s+cầu|chỉ\s+đạo(?:\s+về\s+việc)?)\s*:?\s+)?")
_COURTESY_REACH = 40  # code points behind whom a telegram was sent to


def told_by_letter(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Whom a letter was sent to that asks for something, in one paragraph of a report."""
    if any(content.find(word, start, end) >= 0 for word in ("gửi", "đạo đến", "đạo tới")):
        for letter in _SENT.finditer(content, start, end):
            listed = read_bodies(content, letter.end(), end, signed)
            asks = _ASKS.match(content, after_comma(content, listed.end, end), end)
            office = sent_by_office(content, start, letter.start())
            if asks and not asks.group() and office:
                many = OF_ONE_KIND.search(content, letter.end(), listed.end)
                asks = (_ABOUT if many else _ABOUT_WHAT_IT_ASKS).match(content, listed.end, end) or asks
            passed_on = office and _PASSED_ON.match(content, listed.end, end) is not None
            wired = office and letter.group()[1:].startswith("ông điện") and bool(listed.bodies)
            wired = wired and not _COURTESY.search(content, letter.start(), min(end, listed.end + _COURTESY_REACH))
            wired = wired and _gives_work(content, start, letter, listed, signed)
            later = _ASKS_LATER.match(content, listed.end, end)
            asked = any(found is not None and _asks_for_work(content, found.end(), end) for found in (asks, later))
            if listed.bodies and (asked or passed_on or wired):
                yield Told("lead", letter.end(), listed)


def _gives_work(content: str, start: int, letter: re.Match[str], listed: BodyList, signed: str | None) -> bool:
    """Whether a telegram goes to bodies below who sent it, at this time and at home, and asks for no help."""
    if not may_be_told(content, listed) or is_long_ago(sentence_before(content, start, letter.start()), 0, signed):
        return False
    before = content[start : letter.start()]
    if signed and any(year < signed[:4] for year in YEAR.findall(before[before.rfind(". ") + 1 :])):
        return False  # `Ngày 5/9/2020, Thủ tướng có công điện ...` in a later report
    if _ASKS_FOR_HELP.match(content, listed.end) or grammar().countries.match(content, listed.end + 1):
        return False
    return _stands_above(content, start, letter, listed)


def _stands_above(content: str, start: int, letter: re.Match[str], listed: BodyList) -> bool:
    """Whether who sent a letter is of the Government, a ministry or a province, and those it went to are below."""
    of = _OF_WHOM.search(letter.group())
    who = of[1] if of is not None else sender(content, start, letter.start())
    if is_abroad(_HAS.sub("", who)):
        return False
    names = [body.name for body in listed.bodies]
    if _OF_THE_STATE.search(who) or not who.strip():
        return True
    ministry = any(_MINISTRY.match(name) for name in names)
    if _OF_A_PROVINCE.search(who):
        return not ministry and not any(_ABOVE_OFFICES.match(name) for name in names)
    return _OF_A_MINISTRY.search(who) is not None and not ministry


def _asks_for_work(content: str, position: int, end: int) -> bool:
    """Whether work stands behind `đề nghị`, or behind many at once who are asked for it (`đề nghị các địa phương`)."""
    if opens_duty(content, position):
        return True
    many = read_bodies(content, position, end)
    return not many.bodies and many.end > position and opens_duty(content, after_comma(content, many.end, end))
