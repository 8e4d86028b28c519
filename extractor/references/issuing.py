"""Who issued a paper and when, as the sentence says in which it is mentioned: `Ngày 12/3/2021, Sở A ban hành ...`."""

from __future__ import annotations

import re

from extractor.dates import DateMatch, find_dates, match_date
from extractor.issuers import body_of_code, match_body
from extractor.layout import UPPER
from extractor.led_patterns import LedPattern
from extractor.number_letters import PARTY_OF_EVERY_PLACE
from extractor.references.context import Context
from extractor.references.local_issuers import letters_are_its_own, letters_name_nobody, wrote_another
from extractor.references.mention import Mention

_SUBJECT = re.compile(r",?\s+[^,;.:\d]{2,80}")  # `, Sở Nội vụ đã `
# How the words before a mention end where the body before them issued it.
_ISSUED = re.compile(
    r"(?:(?:đã|sẽ|vừa|cũng|tiếp\s+tục|chính\s+thức|mới|kịp\s+thời|khẩn\s+trương)\s+){0,2}(?:ký\s+)?"
    r"(?:(?:ban\s+hành|có)(?:\s+tiếp)?|ký|thông\s+qua"
    r"|(?<!buổi\s)(?<!lễ\s)(?<!họp\s)(?<!nghị\s)công\s+bố|gửi|phát\s+hành|phê\s+duyệt)\s*(?::\s*|\s(?:các\s+|một\s+số\s+)?[“\"]?)$"
)
# `Quy chế do Sở A ban hành theo Quyết định số ...`
_ISSUED_UNDER = re.compile(r"(?<!\w)do\s+(?P<body>[A-ZĐ][^,.;:]{2,80}?)\s+ban\s+hành\s+theo\s+$")
_SAID_AT = re.compile(
    r"(?<!\w)(?:được|do)\s+(?P<body>[A-ZĐ][^,.;:]{2,80}?)\s+"
    r"(?:kiến\s+nghị|đề\s+xuất|đề\s+nghị|phản\s+ánh|báo\s+cáo|hướng\s+dẫn|trả\s+lời|nêu)\s+tại\s+(?:các\s+)?$"
)
_AT = re.compile(r"\s+tại\s+(?:các\s+|các\s+văn\s*bản\s+)?$")
_AT_HEAD = re.compile(r"(?:\A|\n)\s*Tại\s+\Z")
_COMMA = re.compile(r"\s*,\s+")
_ASKS = re.compile(r"\s+(?:đã\s+|cũng\s+)?(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo)(?!\w)")
_TOLD_TO_WHO_ASKS = frozenset(("TTr", "BC", "TB", "KL"))  # `Tại Tờ trình số 5 ..., UBND tỉnh chỉ đạo`: he answers
_DATED_AT = re.compile(r"\s*(Ngày\s[^,;:]{6,40}),?\s+(?:[A-ZĐ][^.;:]{3,60}\s)?tại\s+(?:các\s+|các\s+văn\s*bản\s+)?")
# `Xét đề nghị của Chủ tịch UBND tỉnh X (Tờ trình số ...)`
_BRACKET_BEHIND_PROPOSER = re.compile(r"\s*\(\s*$(?<=\()")
_SHORT_NAME = re.compile(r"\s\([A-ZĐ][\w&.\- ]{1,20}\)$")  # `Sở Nông nghiệp và Môi trường (NN&MT) đã ban hành`
# `Bộ Tài chính (Tổng cục Thuế) có công văn số 3/TCT-CS`: an office of the body, which wrote where the letters are its
# initials
_OFFICE_OF_IT = re.compile(r"\s\((?=(?:Tổng\s+cục|Cục|Vụ|Viện)\s)([^()\n]{6,60})\)\Z")
_OF_A_MINISTRY = re.compile(r"(?<!\w)Bộ\s[^().;:\n]{2,60}\Z")
_ON_BEHALF = re.compile(r"(?<!\w)[Tt](?:hay\s+mặt|hừa\s+(?:lệnh|[ủu][ỷy]\s+quyền))\s+(?=[BCHTUỦĐLG])")
_STANDING = re.compile(r"Thường\s+trực\s+Ban\s+Bí\s+thư")
# `Tổ công tác đặc biệt | của Chính phủ có văn bản số ...`: the group wrote, not the body that set it up. Words of a
# clause between them make something else the body's (`Ban Chỉ đạo họp theo kế hoạch của Chính phủ`).
_GROUP_OF = re.compile(
    r"(?<!Trưởng\s)(?<!trưởng\s)(?<!viên\s)(?<!phòng\s)(?<!lập\s)(?<!toàn\s)"
    r"(?:Tổ\s+(?:công\s+tác|giúp\s+việc)|Đoàn\s+(?:công\s+tác|kiểm\s+tra|giám\s+sát)|Ban\s+[Cc]hỉ\s+đạo)"
    r"(?:\s+(?!(?:theo|do|là|và|cùng|với|để|khi|được|bị|đã|đang|sẽ|vừa|mới|có|nhận|nghe|họp|làm|phối\s+hợp"
    r"|gồm|tại|từ|sau|trước|trong|gửi|đến|trình|xin|đại\s+diện|thành\s+viên|lãnh\s+đạo|tham\s+mưu|thống\s+nhất"
    r"|đề\s+xuất|kiến\s+nghị|căn\s+cứ|ý\s+kiến|đề\s+nghị|chỉ\s+đạo|[Qq]uyết\s+định|[Kk]ế\s+hoạch|[Bb]áo\s+cáo|của)(?!\w))[^\s,.;:()]+){0,12}"
    r"\s+của\s+\Z"
)
_SIGNED = re.compile(r"\s*(?:(?:đã|vừa|mới)\s+)?ký\s")
# `Vào lúc 10h00 ngày 21/7, Sở A ban hành`
_HOUR = re.compile(
    r"\s*(?:[Vv]ào\s+)?(?:[Ll]úc|[Hh]ồi)\s+\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{1,2}(?:\s?phút)?)?\s*,?\s+"
    r"(?:(?:sáng|chiều|tối)\s+)?"
)
_PART_OF_SENTENCE = re.compile(r",\s*(?:(?:sáng|trưa|chiều|tối)(?:\s+(?:hôm\s+)?nay)?\s*\(?\s*)?$")
# `(Báo Lào Cai) - Ngày 3/4, ...`, `TTXVN - Sáng 3/4, ...`; not `Hạn nộp - Ngày 3/4`
_BYLINE = re.compile(
    r"\s*(?:\([^()\n]{2,30}\)\.?\s*[-–:]?"
    rf"|(?:(?:Báo(?!\s+cáo)|Đài|Cổng|Tạp\s+chí)(?:\s+[^\W\d_]+){{1,6}}|[{UPPER}]{{3,}}|[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{1,5}})"
    r"\s*[-–])\s*(?:(?:Sáng|Trưa|Chiều|Tối)\s+)?"
)
# `Sở A ngày 3/4/2031 đã có công văn ...`; not `Kế hoạch của Sở A ngày 3/4/2031 có ...`
_BODY_BEFORE_DAY = re.compile(
    r"(?:[^.;:]*,\s+)?(?P<who>[A-ZĐ](?:(?!\s(?:của|số|từ|đến|trước|sau|vào)\s)[^,.;:\d]){2,80}?)\s+"
)
_SENTENCE_START = LedPattern(
    r";!?:.\n",
    r"(?:[;!?]|(?<!có)(?<!hành)(?<!ký):|(?<!TP|Tp)\.)\s+|\n\s*\n|\n\s*-\s|\n(?=(?:Ngày|Sáng|Trưa|Chiều|Tối)\s)",
)
_PERSON = re.compile(rf"(?:\s+[-–])?(?:\s+(?:ông|bà|đồng\s+chí))?(?:\s+[{UPPER}]\w*){{2,5}}")
_STATE_BODIES = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Sở ")
_COMMITTEES_OF_PARTY = (
    "Tỉnh ủy", "Thành ủy", "Thường trực Tỉnh ủy", "Thường trực Thành ủy", "Ban Thường vụ", "Ban Chấp hành",
    "Bộ Chính trị", "Ban Bí thư",
)  # fmt: skip
_OF_THE_WHOLE_BODY = frozenset(("NĐ", "NQ"))
_DATE_HEADING = re.compile(r"\nNgày\s[^\n:]{5,40}:\s*\n")


def _day_of_issue(sentence: str, issued: re.Match[str]) -> DateMatch | None:
    """The day that opens the sentence (`Ngày 12/3/2021, Sở ban hành`) or its last part (`..., ngày 12/3/2021, Sở`)."""
    dates = list(find_dates(sentence[: issued.start()]))
    if not dates or dates[0].start <= 12:
        return dates[0] if dates else None
    if any(lead.fullmatch(sentence, 0, dates[0].start) for lead in (_BYLINE, _HOUR)):
        return dates[0]
    line = sentence.rfind("\n", 0, dates[0].start) + 1  # a headline without a stop above the first sentence
    if line and _BYLINE.fullmatch(sentence, line, dates[0].start):
        return dates[0] if _SUBJECT.fullmatch(sentence, dates[0].end, issued.start()) else None
    last = dates[-1]
    if not sentence[last.end : issued.start()].strip() and _body_stands_before(sentence, last.start):
        return last
    opens = _PART_OF_SENTENCE.search(sentence, max(0, last.start - 24), last.start)
    return last if opens and _SUBJECT.fullmatch(sentence, last.end, issued.start()) else None


def _body_stands_before(sentence: str, day: int) -> bool:
    """Whether a body alone stands before the day: `Sở A ngày 3/4/2031 | đã có`."""
    body = _BODY_BEFORE_DAY.fullmatch(sentence, sentence.rfind("\n", 0, day) + 1, day)
    return body is not None and match_body(sentence, body.start("who")) == body.end("who")


def read_issuing(content: str, mention: Mention, previous: Mention | None, context: Context) -> None:
    """`Ngày 12/3/2021, Sở cũng ban hành Quyết định số ...`; `đề nghị của Giám đốc Sở X tại Tờ trình số ...`."""
    floor = max(mention.start - 260, previous.end if previous else 0)
    window = content[floor : mention.start]
    boundary = 0
    for found in _SENTENCE_START.finditer(window):
        boundary = found.end()
    own = context.header.date
    if context.header.kind == "news" and own is not None and floor <= own.span.end <= mention.start:
        boundary = max(boundary, own.span.end - floor)  # a report's own day may stand right above its first sentence
    sentence = window[boundary:]
    issued = _ISSUED.search(sentence)
    if mention.issuer is None and _AT_HEAD.search(sentence):
        _body_behind(content, mention, context)
    if issued is None:
        _read_said_at(content, mention, sentence, floor + boundary, context)
        return
    left_open = False
    if mention.issuer is None and "ký" in issued.group():
        left_open = _body_signed_for(content, mention, sentence, floor + boundary, context)
    if mention.issuer is None and not left_open:
        reasons = len(mention.reasons)
        _body_before(content, mention, floor + boundary, floor + boundary + issued.start(), context)
        announced = "công" in issued.group() and len(mention.reasons) > reasons
        if announced and (_another_wrote(mention) or _of_the_committee_above(mention)):
            _unname(mention)  # `Sở Nội vụ công bố Quyết định số 5/QĐ-UBND`: who reads it out
    if mention.date is None:
        date = _day_of_issue(sentence, issued)
        if date is not None:
            if date.iso:
                mention.date = date.iso
                mention.reasons.append("date: of the sentence")
            elif context.date:
                year = int(context.date[:4])
                if (date.month, date.day) > (int(context.date[5:7]), int(context.date[8:10])):
                    year -= 1
                mention.date = f"{year:04d}-{date.month:02d}-{date.day:02d}"
                mention.reasons.append("date: of the sentence, year of the citing document")
        else:
            _date_of_heading(content, mention)
        if mention.date and mention.year is None:
            mention.year = int(mention.date[:4])


def _read_said_at(content: str, mention: Mention, sentence: str, start: int, context: Context) -> None:
    """`ý kiến của Sở A tại Công văn số ...`, `được Sở A kiến nghị tại Báo cáo số ...`, `Xét đề nghị của Sở A (Tờ trình
    số ...`: who said what is who wrote. `start`: where the sentence begins."""
    at = _AT.search(sentence)
    if at is None and sentence.endswith("theo ") and mention.issuer is None:
        _name_who_issued(content, mention, sentence, start, context)
    if at is None:
        at = _BRACKET_BEHIND_PROPOSER.search(sentence)
    if at is None:
        return
    if mention.issuer is None and "(" in at.group():
        _body_of_type(content, mention, start, context)
    if mention.issuer is None:
        reasons = len(mention.reasons)
        said = _SAID_AT.search(sentence)
        if said is not None and match_body(content, start + said.start("body")) == start + said.end("body"):
            _name(mention, said["body"], context)
        else:
            _body_before(content, mention, start, start + at.start(), context)
        if len(mention.reasons) > reasons and _another_wrote(mention):
            _unname(mention)  # `ý kiến của Thủ tướng tại Công văn số 8/VPCP-KTTH`: the letters say who wrote
    dated = _DATED_AT.fullmatch(sentence) if mention.date is None else None
    date = match_date(sentence, dated.start(1)) if dated else None
    if date is not None and date.iso:  # `Ngày 10/10/2024, tại Công văn số ...`
        mention.date, mention.year = date.iso, mention.year or date.year
        mention.reasons.append("date: of the sentence")


def _body_behind(content: str, mention: Mention, context: Context) -> None:
    """`Tại Công văn số 8/UBND-NN ngày 3/4/2031, UBND tỉnh yêu cầu ...`: who asks in a paper wrote it, where its letters
    are his own. Without letters it may be a paper named before (`Tại Công văn số 8, Bộ A yêu cầu`), and what is
    proposed, reported or found is told to him."""
    if mention.code is None or mention.type_code in _TOLD_TO_WHO_ASKS:
        return
    comma = _COMMA.match(content, mention.end)
    end = match_body(content, comma.end(), joint=False) if comma is not None else None
    if comma is None or end is None or _ASKS.match(content, end) is None:
        return
    if _name(mention, content[comma.end() : end], context) is None:
        return
    if not letters_are_its_own(mention, context.place, context.date):
        _unname(mention)


def _name_who_issued(content: str, mention: Mention, sentence: str, start: int, context: Context) -> None:
    """`Quy chế do Sở A ban hành theo Quyết định số ...`: A issued both, where the letters name nobody. Under other
    types somebody only follows what another one wrote (`do Sở A ban hành theo Thông tư số ...`)."""
    if mention.type_code != "QĐ" or _letters_name_a_body(mention, context):
        return
    under = _ISSUED_UNDER.search(sentence)
    if under is not None and match_body(content, start + under.start("body")) == start + under.end("body"):
        if _name(mention, under["body"], context) is not None and _another_wrote(mention):
            _unname(mention)


def _letters_name_a_body(mention: Mention, context: Context) -> bool:
    code = mention.code
    if code is None:
        return False
    date = mention.date or context.date
    return body_of_code(code.organs, type_code="QĐ", system=code.system, place=context.place, date=date) is not None


def _opens_with_initials(mention: Mention, office: str) -> bool:
    """Whether the letters of its number begin with the initials of an office: `TCT-CS`, `QLG` of `Cục Quản lý giá`; in
    `TC-TCT` those of the ministry do, as it once wrote them."""
    if mention.code is None or mention.code.type_letters not in (None, mention.type_code):
        return False
    words = office.split()
    initials = "".join(word[0] for word in words).upper()
    head = 2 if words[0] == "Tổng" else 1
    letters = mention.code.organs[0].upper() if mention.code.organs else ""
    return len(letters) > 1 and letters in (initials, initials[head:])


def _another_wrote(mention: Mention) -> bool:
    """Whether the letters of its number are those of another body than the one that the sentence names."""
    return wrote_another(mention, mention.code.organs[:1] if mention.code is not None else ())


def _of_the_committee_above(mention: Mention) -> bool:
    """Whether the letters of a number are those of a committee of the Party and one of its organs is named: `Ban Tổ
    chức Tỉnh ủy công bố Quyết định số 5-QĐ/TU`."""
    organs = mention.code.organs if mention.code is not None else ()
    return organs[:1] in (("TU",), ("TW",)) and not (mention.issuer or "").startswith(_COMMITTEES_OF_PARTY)


def _unname(mention: Mention) -> None:
    mention.issuer = mention.locality = None
    mention.reasons.pop()


def _name(mention: Mention, raw: str, context: Context) -> str | None:
    """Sets the issuer by its printed name, where that is a body's; its level."""
    body = context.body(raw, mention.date)
    if body is None or _of_a_party_committee(mention, body.name):
        return None
    mention.issuer, mention.locality = body.name, body.locality
    mention.reasons.append("issuer: of the sentence")
    return body.level


def _date_of_heading(content: str, mention: Mention) -> None:
    """`Ngày 16 tháng 6 năm 2025:` and, as items under it, what was issued on that day."""
    before = content[max(0, mention.start - 1200) : mention.start]
    headings = list(_DATE_HEADING.finditer(before))
    if not headings or re.search(r"\nNgày\s", before[headings[-1].end() :]):
        return
    dates = [d.iso for d in find_dates(headings[-1].group()) if d.iso]
    if dates:
        mention.date = dates[0]
        mention.reasons.append("date: heading of the list")


def _body_signed_for(content: str, mention: Mention, sentence: str, start: int, context: Context) -> bool:
    """`Thay mặt Bộ Chính trị, Thường trực Ban Bí thư A ký ban hành ...`: the body that he signs for, not his own. True
    where neither is known to submit: ministers sign the Government's proposals `thừa ủy quyền Thủ tướng`."""
    named = _ON_BEHALF.search(sentence)
    end = match_body(content, start + named.end()) if named is not None else None
    if named is None or end is None or content[end : end + 1] != ",":
        return False
    if mention.type_code == "TTr" and "quyền" in named.group():
        return True
    level = _name(mention, content[start + named.end() : end], context)
    if level not in (None, "party-central") and _another_wrote(mention):
        _unname(mention)  # `Thay mặt Chính phủ, Phó Thủ tướng ký Quyết định số 5/QĐ-TTg`
    return False


def _body_before(content: str, mention: Mention, low: int, high: int, context: Context) -> None:
    """The body whose name ends right before `high`."""
    end = high
    while end > low and content[end - 1].isspace():
        end -= 1
    office = _OFFICE_OF_IT.search(content, low, end) if content[end - 1 : end] == ")" else None
    if office is not None and match_body(content, office.start(1)) == office.end(1):
        wrote = office[1][0] in "TC" and _OF_A_MINISTRY.search(content, low, office.start()) is not None
        if wrote and _opens_with_initials(mention, office[1]) and _name(mention, office[1], context) is not None:
            return
        end = office.start()
    elif content[end - 1 : end] == ")" and (short := _SHORT_NAME.search(content, low, end)) is not None:
        end = short.start()
    for start in range(low, end):
        if content[start].isspace() or (
            start > low and not content[start - 1].isspace() and content[start - 1] not in "(,"
        ):
            continue
        stop = match_body(content, start)
        if stop == end or (stop is not None and _signs(content, stop, end, mention)):
            end = stop
            if _STANDING.match(content, start, end) and _SIGNED.match(content, high):
                return  # who signs for the Politburo as well as for the Secretariat
            group = _GROUP_OF.search(content, low, start)
            named = _name(mention, content[start:end], context) is not None
            # `Đoàn kiểm tra của Huyện ủy A ban hành Kế hoạch số 5-KH/HU`: the letters say that the body did
            if named and group is not None and _are_of_a_group(mention, group.group(), context):
                mention.issuer = f"{' '.join(group.group().split())} {mention.issuer}"
            return


def _are_of_a_group(mention: Mention, group: str, context: Context) -> bool:
    """Whether the letters of a number are those of a group (`BC-TCT`, `Tổ công tác ... của`), or nobody's."""
    initials = "".join(word[0] for word in group.split()[:3]).upper()
    organs = mention.code.organs if mention.code is not None else ()
    return organs[:1] == (initials,) or letters_name_nobody(mention, context.place, context.date)


def _of_a_party_committee(mention: Mention, body: str) -> bool:
    """Whether the letters of a number are a Party committee's and the sentence names a State body: `UBND tỉnh ban hành
    Công văn số 12-CV/ĐU`, where the Party committee of its office wrote."""
    organs = mention.code.organs if mention.code is not None else ()
    return bool(organs) and organs[0].endswith(PARTY_OF_EVERY_PLACE) and body.startswith(_STATE_BODIES)


def _signs(content: str, position: int, end: int, mention: Mention) -> bool:
    """Whether a name of a person stands between the body and the verb: `Thủ tướng Chính phủ Hà Văn Nam ký ...`. He
    signs decrees and resolutions for the Government."""
    return mention.type_code not in _OF_THE_WHOLE_BODY and _PERSON.fullmatch(content, position, end) is not None


def _body_of_type(content: str, mention: Mention, low: int, context: Context) -> None:
    """`Tờ trình của Đảng ủy Chính phủ về ... (Tờ trình số ...)`: the bracket repeats the type word."""
    named = re.search(rf"{mention.type_name}\s+của\s+", content[low : mention.start]) if mention.type_name else None
    end = match_body(content, low + named.end()) if named else None
    if named is None or end is None:
        return
    _name(mention, content[low + named.end() : end], context)
