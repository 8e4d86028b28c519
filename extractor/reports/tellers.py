"""Who tells others in a report, and who only asks: the subject of `đã yêu cầu`, and who gave orders before."""

from __future__ import annotations

import re

from extractor.bodies import BodyList
from extractor.bodies.series import Body
from extractor.bodies.words import grammar
from extractor.layout import UPPER
from extractor.work import forms

# Who may tell others, and who only asks: `Các hộ dân đã yêu cầu Công ty A phải bồi thường`.
OFFICE = re.compile(
    r"(?<!\w)(?:(?:[Cc]hủ\s+tịch|[Tt]hủ\s+tướng|[Bb]ộ\s+trưởng|[Tt]hứ\s+trưởng|[Bb]í\s+thư|[Cc]hánh|[Cc]ục\s+trưởng|[Tt]ổng\s+[Tt]hanh\s+tra"
    r"|[Tt]rưởng\s+(?:[Bb]an(?!\s+quản\s+trị)|[Pp]hòng|[Đđ]oàn)|[Đđ]oàn\s+(?:giám\s+sát|kiểm\s+tra|thanh\s+tra|công\s+tác|khảo\s+sát|đại\s+biểu|ĐBQH|liên\s+ngành)"
    r"|[Tt]ổ\s+(?:công\s+tác|giám\s+sát|kiểm\s+tra|liên\s+ngành)|Mặt\s+trận"
    r"|[Đđ]ồng\s+chí|[Ll]ãnh\s+đạo|Cơ\s+quan|Viện\s+[Kk]iểm\s+sát|T[òo][àa]\s+án|Thường\s+trực|UBND|HĐND|[UỦ][ỷy]\s+ban|Hội\s+đồng|Chính\s+phủ|Quốc\s+hội|Bộ|Sở|Cục|Công\s+an|Thanh\s+tra|Ban(?!\s+quản\s+trị))(?!\w)"
    r"|(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Đđ]ảng)\s+[uủ][ỷy](?!\w))"
)
# A year that is told, alone or at the end of a day.
YEAR = re.compile(r"(?<!\w)(?:năm\s+|\d[/.-])(\d{4})(?!\d)")
# `Tỉnh đã giao`: a place that opens the clause stands for who governs it
_PLACE_TELLS = re.compile(r"(?:[Tt]ỉnh|[Hh]uyện|[Tt]hành\s+phố|TP\b\.?)(?!\s+hội)")
_NAMED_PERSON = re.compile(rf"(?:Ông|Bà)(?:\s+[{UPPER}]\w*){{0,5}}\s*")
PRIVATE = re.compile(
    r"(?<!\w)(?:(?<!hân )(?<!Hội Nông )(?<!iếp công )dân|[Cc]ư\s+dân"
    r"|[Hh]ãng|[Cc]ông\s+ty|[Dd]oanh\s+nghiệp|[Ll]uật\s+sư|[Cc]ử\s+tri|[Pp]hụ\s+huynh|[Cc]hủ\s+đầu\s+tư|[Nn]hà\s+thầu"
    r"|[Nn]guyên\s+đơn|[Bb]ị\s+cáo|[Gg]ia\s+đình|[Kk]hách\s+hàng|[Nn]gười\s+(?:bệnh|nhà|lao\s+động))(?!\w)"
)
# A clause before the subject: when, where, what for.
_ASIDE = re.compile(r"(?:sau|trước|khi|để|nhằm|trên|trong|tại|qua|thông\s+qua|theo|căn\s+cứ|do|vì)(?!\w)")
_OF_A_STATE = re.compile(r"(?<!\w)(?:Bộ(?:\s+trưởng(?:\s+Bộ)?)?|Thủ\s+tướng|Chính\s+phủ)\s+")
_SENTENCE_ENDS = re.compile(r"(?<!T[PpXx])[.!?\n]\s")
_CLAUSE_ENDS = re.compile(r"[,;]\s")
_ORDERS_OTHERS = re.compile(
    r"\s[^.,;:\n]{0,60}?(?<!\w)(?<!được )(?:yêu\s+cầu|giao|đề\s+nghị|chỉ\s+đạo|ban\s+hành|ký)(?!\w)"
)
_NOUN_OF_NEED = re.compile(r"(?:ứng|đúng|số|mọi|là|trên|rõ|đạt|vì|do|ngoài|vượt)\s+\Z")
_LONG_AGO = re.compile(r"\s*(?:(?:(?:Từ|Hồi)\s+)?[Nn]ăm\s+(?P<year>\d{4})|Trước\s+(?:đó|đây))(?!\w)")
# Who was in office once, or stands trial, gave what orders are told of in another time.
_NO_LONGER = re.compile(
    r"(?<!\w)(?:(?:[Nn]guyên|[Cc]ựu)\s+(?:là\s+)?(?:[Cc]hủ\s+tịch|[Pp]hó|[Bb]í\s+thư|[Gg]iám\s+đốc|[Tt]ổng|[Bb]ộ\s+trưởng|[Tt]hứ\s+trưởng"
    r"|[Tt]rưởng|[Cc]ục\s+trưởng|[Tt]hủ\s+tướng|[Cc]hánh|[Ll]ãnh\s+đạo|[Cc]án\s+bộ)|[Bb]ị\s+(?:cáo|can))(?!\w)"
)
# `nguyên Giám đốc Sở A, nay là Chủ tịch ...`, and not `bị can A, khi đó là Giám đốc Sở B`
_NOW = re.compile(r"(?:nay|hiện)\s+(?:nay\s+)?(?:là|làm|giữ)(?!\w)")
_THEN = re.compile(r"(?:khi|lúc|thời|từng|là|cựu|nguyên|bị)(?!\w)")
# `bị cáo A khai, Chủ tịch UBND tỉnh yêu cầu`: what one says of another time
_SAYS = re.compile(r"(?<!\w)(?:khai|nói|kể|cho\s+(?:biết|rằng)|trình\s+bày|thừa\s+nhận)(?!\w)|\s*Theo\s")
# Verbs that tell of orders more often than they give them: only behind an office that asks by itself.
_SELDOM = re.compile(r"chỉ\s+thị|đốc\s+thúc|giao\s+(?:nhiệm\s+vụ|trách\s+nhiệm)(?!.*\scho\s)", re.DOTALL)
# `giao nhiệm vụ Giám đốc Sở A đối với bà B`: who gets an office
_APPOINTS = re.compile(
    r"giao\s+nhiệm\s+vụ\s[^.,;:\n]{2,80}?\s(?:đối\s+với|cho)\s+(?:(?:các|đồng\s+chí)\s+)?(?:ông|bà|đồng\s+chí)(?!\w)"
)
# `được Chủ tịch UBND tỉnh giao`, `cử tri đề nghị UBND tỉnh đốc thúc`
_BY_ANOTHER = re.compile(r"(?<!\w)(?:được|bị|do|mong|[Đđ]ề\s+nghị|[Kk]iến\s+nghị)\s")
# `Chỉ thị này cũng yêu cầu`: of these no firm issues any
_PAPER = re.compile(
    r"\s*(?:Chỉ\s+thị|Công\s+điện|Kế\s+hoạch|Nghị\s+quyết|Kết\s+luận|Thông\s+báo\s+kết\s+luận)"
    r"(?:\s+số\s+[\w/.-]+)?(?:\s+(?:này|trên|nêu\s+trên|cũng|còn))*\s*"
)
_GOES_ON = re.compile(
    r"\s*(?:Đồng\s+thời|Ngoài\s+ra|(?:Bên\s+cạnh|Cùng\s+với|Song\s+song(?:\s+với)?)\s+(?:việc\s+)?đó|Mặt\s+khác|Trong\s+đó|Cụ\s+thể"
    r"|Theo\s+đó)\s*,?\s*(?:cũng\s+)?"
)
_IF = re.compile(r"(?<!\w)(?:[Tt]rường\s+hợp|[Nn]ếu|[Kk]hi|thì)(?!\w)")
_MENTIONS = 12  # of a body before it opens a sentence
_REACH = 160  # code points before `đã yêu cầu` in which its subject is looked for


def is_told_by_office(content: str, start: int, cue: int, order: str, signed: str | None) -> bool:
    """Whether who `đã yêu cầu`, `đã giao` in a report is an office or a body of the State or the Party. True where `đã`
    does not stand before the verb at `cue`, the words `order`, but for a verb that mostly tells of orders."""
    if _is_no_longer(sentence_before(content, start, cue)) or _APPOINTS.match(content, cue):
        return False
    if _SELDOM.match(order) and not _asks_by_itself(content, start, cue, signed):
        return False
    before = content[max(start, cue - _REACH) : cue].rstrip()
    if not before.endswith(" đã"):
        return True
    subject = " ".join(_SENTENCE_ENDS.split(before[:-2])[-1].split()) + " "
    *asides, last = _CLAUSE_ENDS.split(subject)
    clauses = [clause for clause in asides if _ASIDE.match(clause.lower()) is None]
    if last:
        if _PLACE_TELLS.match(last) or OFFICE.search(last):
            # what stands before is another clause: `Sau khi nghe doanh nghiệp trình bày, Chủ tịch ...`
            clauses = [last]
        elif _NAMED_PERSON.fullmatch(last):
            return PRIVATE.search(before) is None
        else:
            clauses.append(last)
    tells = any(OFFICE.search(clause) or _PLACE_TELLS.match(clause) for clause in clauses)
    return tells and not any(PRIVATE.search(clause) or is_abroad(clause) for clause in clauses)


def _is_no_longer(before: str) -> bool:
    """Whether who asks, in the words of a sentence before the verb, was in office once or stands trial; not where
    another office stands between: `Về vụ bị can A bỏ trốn, Chủ tịch UBND tỉnh yêu cầu`."""
    ends = [once.end() for once in _NO_LONGER.finditer(before)]
    if not ends:
        return False
    if _SAYS.search(before):
        return True
    behind = before[ends[-1] :]
    _, *clauses = (clause.strip() for clause in _CLAUSE_ENDS.split(behind))
    if any(_NOW.match(clause) and is_office(clause) for clause in clauses):
        return False
    _, sign, after = behind.rpartition("; ")
    # `bị cáo A, Giám đốc Sở B, yêu cầu`: what stands between two commas says only who that is
    last = _CLAUSE_ENDS.split(after)[0] if sign else clauses[-1] if clauses else ""
    return _THEN.match(last.lower()) is not None or not is_office(last)


def _asks_by_itself(content: str, start: int, cue: int, signed: str | None) -> bool:
    """Whether an office gives the order at `cue` of its own: not one whom others asked to, nor long ago."""
    clause = clause_before(content, start, cue)
    if clause:
        return _BY_ANOTHER.search(clause) is None and asked_by_office(content, start, cue, signed)
    # `Ông A, Chủ tịch UBND tỉnh, chỉ thị`, `UBND tỉnh chỉ đạo, đốc thúc`
    before = sentence_before(content, start, cue)
    return is_office(before) and _BY_ANOTHER.search(before) is None and not is_long_ago(before, 0, signed)


def is_office(who: str) -> bool:
    """Whether these words name an office or a body of the State or the Party, or the place that it governs, and nobody
    else: `được UBND tỉnh giao`, not `được các hộ dân yêu cầu`."""
    return bool(OFFICE.search(who) or _PLACE_TELLS.fullmatch(who)) and PRIVATE.search(who) is None


def sent_by_office(content: str, start: int, letter: int) -> bool:
    """Whether the words before a letter, in its sentence, say that an office sent it, or nothing of who did."""
    who = sender(content, start, letter)
    return is_office(who) if who.strip() else not content.startswith(("Thư", "thư"), letter)


def sender(content: str, start: int, letter: int) -> str:
    """The words of its sentence before a letter that say who sent it."""
    before = sentence_before(content, start, letter)
    last = _CLAUSE_ENDS.split(before)[-1]
    return last if OFFICE.search(last) else before


def asked_by_office(content: str, start: int, cue: int, signed: str | None) -> bool:
    """Whether the words before `yêu cầu`, `chỉ đạo` say that an office asks; not `đáp ứng yêu cầu`, nor that it did so
    before the year of `signed` (`Năm 2020, UBND tỉnh yêu cầu`)."""
    before = sentence_before(content, start, cue)
    if is_long_ago(before, 0, signed) or before.endswith(" từng "):
        return False
    if _is_no_longer(before):
        return False
    who = _CLAUSE_ENDS.split(before)[-1]
    return _NOUN_OF_NEED.search(before) is None and (is_office(who) or _PAPER.fullmatch(who) is not None)


def gives_work(content: str, start: int, cue: int, signed: str | None) -> bool:
    """Whether an office that opens its clause gives something of its own at `cue`, and not only where something else
    is so: not `nghị quyết của Quốc hội giao ...`, `Khi vắng chủ tọa thì Thường trực HĐND giao ...`."""
    clause = clause_before(content, start, cue)
    if OFFICE.match(clause) is None and _PAPER.fullmatch(clause) is None:
        return False
    by_itself = _asks_by_itself(content, start, cue, signed)
    return by_itself and _IF.search(sentence_before(content, start, cue)) is None


def asked_on(content: str, start: int, cue: int) -> bool:
    """Whether nothing but words that go on stands before `yêu cầu` in its sentence: `Đồng thời, yêu cầu Sở A ...`."""
    return _GOES_ON.fullmatch(sentence_before(content, start, cue)) is not None


def is_long_ago(content: str, position: int, signed: str | None) -> bool:
    """Whether a sentence opens with a time before the year of `signed`: `Năm 2020, UBND tỉnh ...`, `Trước đây, ...`."""
    ago = _LONG_AGO.match(content, position)
    return ago is not None and (ago["year"] is None or signed is None or ago["year"] < signed[:4])


def clause_before(content: str, start: int, cue: int) -> str:
    """The words of its clause before the verb at `cue`: who asks."""
    return " ".join(_CLAUSE_ENDS.split(sentence_before(content, start, cue))[-1].split())


def sentence_before(content: str, start: int, cue: int) -> str:
    """The words of its sentence before `cue`."""
    return _SENTENCE_ENDS.split(content[max(start, cue - _REACH) : cue])[-1]


def is_abroad(clause: str) -> bool:
    """Whether a clause ends with a body of another country: `Bộ Ngoại giao Lào đã đề nghị`."""
    rules = grammar()
    for body in _OF_A_STATE.finditer(clause):
        field = rules.field.match(clause, body.end())
        at = field.end() + 1 if field else body.end()
        country = rules.countries.match(clause, at)
        if country is not None and not clause[country.end() :].strip():
            return True
    return False


def may_be_told(content: str, listed: BodyList) -> bool:
    """Whether bodies are neither those whom one only asks nor private ones."""
    if any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies):
        return False
    return PRIVATE.search(content, listed.bodies[0].start, listed.end) is None


def gave_orders(content: str, body: Body) -> bool:
    """Whether the report said before that the body itself tells others: `UBND tỉnh vừa ban hành ...`."""
    # newspapers write `UBND TP.A` here and `UBND TP A` there
    names = {body.name, body.name.replace("TP.", "TP "), body.name.replace("TP ", "TP.")}
    return any(_told_others(content, name, body.start) for name in names)


def _told_others(content: str, name: str, end: int) -> bool:
    at = content.find(name, 0, end)
    for _ in range(_MENTIONS):
        if at < 0:
            return False
        if _ORDERS_OTHERS.match(content, at + len(name)):
            return True
        at = content.find(name, at + 1, end)
    return False
