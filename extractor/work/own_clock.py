"""Terms counted in days that a paper sets for its own tasks, not for a procedure that it rules."""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.document import Header
from extractor.work.deadline_counts import EVENT
from extractor.work.deadline_periods import Period
from extractor.work.forms import SUPERIOR

# The event of an internal term: the paper itself is issued, received, signed. Anything else is a procedure's clock.
_OWN_EVENT = re.compile(
    r"(?:ban\s+hành|ký|nhận\s+được|tiếp\s+nhận|có)\s+(?:ban\s+hành\s+)?(?:được\s+)?(?:văn\s+bản|công\s+văn|công\s+điện|chỉ\s+thị"
    r"|kế\s+hoạch|quyết\s+định|nghị\s+quyết|chương\s+trình|kết\s+luận|hướng\s+dẫn)(?:\s+này)?\s*\Z"
    r"|\bnày\b|(?:quyết\s+định|kế\s+hoạch|nghị\s+quyết)\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*\Z"
)
# `trong thời hạn 10 ngày kể từ ngày ký` does not say what is signed: this paper where a body has to hand in something,
# not `Giấy phép có giá trị trong thời hạn 30 ngày kể từ ngày ký`.
_BARE_EVENT = re.compile(r"(?:ban\s+hành|ký(?:\s+ban\s+hành)?)\s*\Z")
_MAY_TELL = re.compile(r"\A[\s\-–+•*]*(?:\w{1,3}[).]\s*)?|(?<!\w)(?:[Yy]êu\s+cầu|[Gg]iao|[Đđ]ề\s+nghị)\s+")
_MANY = re.compile(
    r"[Cc]ác\s+(?:sở|ban|ngành|phòng|xã|phường|trường|đơn\s+vị|cơ\s+quan|địa\s+phương)(?!\w)"
    r"(?:(?:,\s*|\s+và\s+|\s+)(?:sở|ban|ngành|phòng|xã|phường|trường|đơn\s+vị|cơ\s+quan|địa\s+phương|liên\s+quan)(?!\w))*"
)
_CONTRACT = re.compile(r"(?<!\w)(?:[Hh]ợp\s+đồng|[Gg]iấy\s+phép|giá\s+trị|thanh\s+toán|bảo\s+lãnh|[Bb]ên\s+[AB])(?!\w)")
# `yêu cầu Sở A báo cáo trong vòng 10 ngày`; a law's `phải nộp trong thời hạn 10 ngày` tells nobody.
_TOLD_TO = re.compile(
    r"(?<!\w)(?:[Yy]êu\s+cầu|[Gg]iao|[Đđ]ề\s+nghị)\s+(?=(?:các\s+)?[A-ZĐ])(?![^.;]{0,200}\sĐiều\s+\d)"
)
# Right behind who is told, or behind a comma: not `báo cáo nguyên nhân khiến 12 người ngộ độc trong vòng 3 ngày qua`.
_HANDED_IN = re.compile(
    r"\s+(?:(?:phải|cần|sớm|khẩn\s+trương)\s+)*(?:[^.;]*?(?:,|\svà)\s+)?(?:báo\s+cáo|hoàn\s+thành|hoàn\s+tất|trình|gửi|nộp|xong|tham\s+mưu|trả\s+lời)(?!\w)"
    r"(?![^.;]*\s(?:phải|cho\s+phép|(?<!theo\s)quy\s+định|khiến|vì\s+sao|tại\s+sao|bị|được|người)(?!\w))"
)
# `Hồ sơ được giải quyết trong thời hạn 05 ngày làm việc`
_PROCEDURE = re.compile(
    r"(?:\W*\w{1,3}[).])?\W*(?:Mọi\s+|Các\s+)?(?:[Hh]ồ\s+sơ|[Tt]hủ\s+tục|[Đđ]ơn(?!\s+vị)|[Gg]iấy)(?!\w)[^.;]*?\sđược\s+(?:giải\s+quyết|thẩm\s+định|cấp|trả\s+kết\s+quả)(?!\w)"
)
_GONE_BY = re.compile(r"\s+(?:qua|vừa|gần|trước)(?!\w)")


def own_clock(
    content: str, cue: re.Match[str], period: Period, sentence: str, header: Header, annex: bool, normative: bool
) -> bool:
    """Whether a term counted in days is set for this paper's own tasks, not for a procedure that it rules; in a report,
    whether somebody is told to hand in or to finish something within it."""
    if annex or normative:
        return False
    words = content[cue.start() : period.end]
    event = EVENT.search(words)
    if header.kind == "news":
        told = _TOLD_TO.search(sentence)
        hard = bool(cue["late"]) or "thời hạn" in words or "vòng" in words or event is not None
        if not hard or told is None or _GONE_BY.match(content, period.end):
            return False
        listed = read_bodies(sentence, told.end(), len(sentence))
        told_of = bool(listed.bodies) and not any(SUPERIOR.fullmatch(body.name) for body in listed.bodies)
        return told_of and _HANDED_IN.match(sentence, listed.end) is not None
    if event is None:
        hard = bool(cue["late"]) or "thời hạn" in words or "vòng" in words
        return hard and _PROCEDURE.match(sentence) is None
    if _BARE_EVENT.match(words.lower(), event.end()):
        return _tells_to_hand_in(sentence)
    return bool(_OWN_EVENT.search(words.lower(), event.end()))


def _tells_to_hand_in(sentence: str) -> bool:
    if _CONTRACT.search(sentence):
        return False
    for opening in _MAY_TELL.finditer(sentence):
        listed = read_bodies(sentence, opening.end(), len(sentence))
        many = None if listed.bodies else _MANY.match(sentence, opening.end())
        if (listed.bodies or many) and _HANDED_IN.match(sentence, many.end() if many else listed.end):
            return True
    return False
