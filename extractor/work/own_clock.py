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
MANY = re.compile(
    r"[Cc]ác\s+(?:sở|ban|ngành|phòng|xã|phường|trường|đơn\s+vị|cơ\s+quan|địa\s+phương)(?!\w)"
    r"(?:(?:,\s*|\s+và\s+|\s+)(?:sở|ban|ngành|phòng|xã|phường|trường|đơn\s+vị|cơ\s+quan|địa\s+phương|liên\s+quan)(?!\w))*"
)
_CONTRACT = re.compile(r"(?<!\w)(?:[Hh]ợp\s+đồng|[Gg]iấy\s+phép|giá\s+trị|thanh\s+toán|bảo\s+lãnh|[Bb]ên\s+[AB])(?!\w)")
# The same behind who is told: `báo cáo tiến độ thanh toán` is handed in; `nộp thẻ có giá trị trong thời hạn` is none.
_OF_CONTRACT = re.compile(
    r"(?<!\w)(?:hợp\s+đồng|giấy\s+phép|bảo\s+lãnh|[Bb]ên\s+[AB]|có\s+(?:giá\s+trị|hiệu\s+lực)\s*\Z)(?!\w)"
)
# `Các đơn vị có giá trị sản xuất lớn báo cáo ...`
_WHO_HAS = re.compile(r"\s+có(?:\s+\w+){1,6}?(?=\s+(?:báo\s+cáo|hoàn\s+thành|hoàn\s+tất|trình|gửi|nộp)(?!\w))")
# What may stand before a term whose body stands behind it: `Trong thời hạn 10 ngày kể từ ngày ký, Sở A báo cáo ...`.
_OPENS = re.compile(r"[\s\-–+•*]*(?:\w{1,3}[).]\s*)?(?:(?:Yêu\s+cầu|Giao|Đề\s+nghị),?\s+)?")
_ENDS = re.compile(r"[.;](?!\w)")
_BEHIND = 160  # code points behind such a term
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
# `Chủ đò được cấp phép trong thời hạn 5 ngày`, but `Sở A báo cáo các vụ việc được giải quyết trong thời hạn 5 ngày`.
_DEALT_WITH = re.compile(
    r"(?<!\w)được\s+(?:giải\s+quyết|thẩm\s+định|xem\s+xét|xử\s+lý|cấp|trả|phê\s+duyệt)"
    r"(?:\s+(?!(?:quyết\s+toán|báo\s+cáo|hoàn|trình|gửi|nộp|phải)(?!\w))\w+){0,4}\s*\Z"
)
_ACCOUNTS = re.compile(
    r"(?<=[\w,]\s)(?:báo\s+cáo|quyết\s+toán|hoàn\s+thành|hoàn\s+tất|tổng\s+hợp)\s+(?!của\s|được\s|này\s)"
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
        return hard and _PROCEDURE.match(sentence) is None and not _is_dealt_with(sentence)
    if _BARE_EVENT.match(words.lower(), event.end()):
        return _tells_to_hand_in(sentence) or _tells_behind(sentence, content, period.end)
    return bool(_OWN_EVENT.search(words.lower(), event.end()))


def _is_dealt_with(sentence: str) -> bool:
    """Whether a term is how soon somebody gets something: `được cấp phép` stands right before it and no body is told to
    hand in or to account for what it got."""
    passive = _DEALT_WITH.search(sentence)
    if passive is None:
        return False
    return _ACCOUNTS.search(sentence, 0, passive.start()) is None and not _tells_to_hand_in(sentence[: passive.start()])


def _tells_to_hand_in(sentence: str) -> bool:
    for opening in _MAY_TELL.finditer(sentence):
        listed = read_bodies(sentence, opening.end(), len(sentence))
        many = None if listed.bodies else MANY.match(sentence, opening.end())
        if not listed.bodies and many is None:
            continue
        end = many.end() if many else listed.end
        has = _WHO_HAS.match(sentence, end)
        end = has.end() if has else end
        if _HANDED_IN.match(sentence, end) and not (
            _CONTRACT.search(sentence, 0, opening.end()) or _OF_CONTRACT.search(sentence, end)
        ):
            return True
    return False


def _tells_behind(sentence: str, content: str, position: int) -> bool:
    """Whether a body behind a term that opens its sentence, and a comma, is told to hand in something."""
    if content[position : position + 1] != "," or _OPENS.fullmatch(sentence) is None:
        return False
    behind = _ENDS.split(content[position + 1 : position + _BEHIND], maxsplit=1)[0]
    return _CONTRACT.search(behind) is None and _tells_to_hand_in(behind)
