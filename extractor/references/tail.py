"""What stands after a number: year, date, issuer, in any order, each once. The span ends with the last of them."""

from __future__ import annotations

import re

from extractor.codes import Code
from extractor.dates import DATE, Day, printed_day
from extractor.issuers import NEAR_NAME, are_central, body_end, body_of_code, canonical_body, match_body
from extractor.layout import UPPER
from extractor.number_letters import JOINT_TYPES
from extractor.references.anchors import CENTRE, NOTE, NOTE_OPENERS, NOTE_SIGNS
from extractor.references.mention import Mention
from extractor.references.place_beside import place_behind
from extractor.references.sentences import SENTENCE_REACH

_YEAR = r"[ \t\n\u00a0]{1,3}(?:(?:năm|NĂM)[ \t\n\u00a0]{1,3})?((?:19|20)\d\d)(?![\d/.\-]\d|\d)"
# `Ngày` at the head of a line opens a sentence: below a title that ends with a number the text begins so. Not where the
# body stands behind it: a caption broken into lines (`Quyết định số 59/QĐ-UBND / Ngày 22/7/2031 của UBND xã`).
# A date alone behind a blank line, or before a time, is that of the report below its headline.
_DATE = (
    r"[ \t\n\u00a0]{0,3},?[ \t\n\u00a0]{0,4}(?:(?:đề|ngày(?=[ \t\n]+ngày\b))[ \t\n]+)?"
    r"(?=(?:ng[àáảâa]y|(?<!\n)Ngày|NGÀY|Ngày(?=\s+\d{1,2}(?:\s+tháng\s+|/)\d{1,2}(?:\s+năm\s+|/)\d{4}\s+của\s[^\d\n.,;()]{3,60}?(?:[\n,;)]|\s(?:về|phê|ban)\s|\Z)))(?:\b|\d)"
    r"|(?<!\n\n)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?!\s*[|,-]?\s*\d{1,2}[:h]\d\d))" + DATE
)
_ISSUER = (
    r"(?>[ \t\n\u00a0]{0,3},?[ \t\n\u00a0]{0,3}(c[ủùúũ]a|CỦA|do|giữa)"
    r"(?:[ \t\n\u00a0]{1,3}|(?<=ủa)(?=[BCHLQSTUVỦĐ]))(?:của[ \t\n\u00a0]{1,3})?)"
    rf"(?P<near>{NEAR_NAME})"
)
_TERM = r"(?:[\s,(]+[Kk]h[óo][áa]?\s*[IVX]+)?\)?"
_PLENUM = (
    r",?[ \t\n]+(?:của[ \t\n]+)?Hội[ \t\n]+nghị[ \t\n]+(?:lần[ \t\n]+thứ\s+\S+(?:\s+\S+)?\s+(?:của\s+)?"
    rf"(Ban\s+[Cc]hấp\s+hành\s+{CENTRE}(?:\s+Đảng)?)|{CENTRE}\s+(?:\d{{1,2}}(?!\d)|lần\s+thứ\s+\S+)){_TERM}"
)
# `của Trung ương` alone is its committee; not `của Trung ương Đoàn`, `của Trung ương Hội`.
_CENTRE_ALONE = re.compile(rf"{CENTRE}(?!\s+[A-ZĐ])(?:\s+[Kk]h[óo][áa]?\s+[IVX]+(?!\w))?(?!\w)")
# `ngày   tháng 10 năm 2031`, `ngày .../11/2031`: the day left blank, or day and month
_BLANK_DAY = (
    r"[ \t\n]{1,3}ngày[ \t.…]{0,20}(?:tháng[ \t.…]{0,20}(?:\d{1,2})?[ \t.…]{0,20}năm[ \t]{1,3}"
    r"|/[ \t.…]{0,12}(?:\d{1,2})?[ \t.…]{0,12}/[ \t]?)((?:19|20)\d\d)(?!\d)"
)
# What stands behind a year of two figures, which else may count what follows (`ngày 12-3-15 hộ dân`)
_ENDS_A_DAY = r"(?=[ \t\u00a0]*(?:[,;.)\n]|\Z|\[\d|(?:của|về|và)(?!\w)))"
# The mark of a note between the day and the body: `ngày 3/4/2031[2] của ...`, `(2)`, `²`
_NOTE = rf"[ \t]?{NOTE}(?=,?[ \t\n]{{1,3}}(?:của|CỦA)\s)"
_TAIL = re.compile(
    rf"(?:{_YEAR})?(?:{_DATE}(?:[-/.](?P<short_year>\d\d)(?![\d/.\-]\d|\d){_ENDS_A_DAY})?(?P<behind_date>)(?:{_NOTE})?|{_BLANK_DAY}(?P<blank>))?"
    rf"(?:(?P<session>{_PLENUM})|{_ISSUER})?"
)
_DATE_BEHIND_ISSUER = re.compile(_DATE)
_NAME = rf"(?:[ \t\n]+[{UPPER}]\w*){{2,5}}"
# `Phó Chủ tịch UBND tỉnh`, between commas; nothing that the person does
_POST = (
    rf"(?=[{UPPER}]|phó|chủ|giám|trưởng|bí|quyền|bộ|thứ)"
    r"(?:(?!(?:làm|chủ[ \t\n]+trì|phụ[ \t\n]+trách|đã|đang|sẽ|được)(?!\w))[^.;:,\d]){5,90}"
)
_DATE_APART = re.compile(
    r"(?:[ \t\n]{0,2}\((?:ban hành[ \t\n]+|ký[ \t\n]+)?"
    r"|,?[ \t\n]+(?:(?:đã[ \t\n]+)?được[ \t\n]+(?:(?P<by>[A-ZĐ][^,.;:\n]{3,60}?)[ \t\n]+)?)?(?:ký[ \t\n]+)?"
    r"(?:ban[ \t\n]+hành|ký|thông[ \t\n]+qua)[ \t\n]+(?:vào[ \t\n]+)?"
    # `do Phó Chủ tịch UBND tỉnh | Trần Văn An ký ngày ...`, `| do ông Trần Văn An, Phó Chủ tịch UBND tỉnh, ký ngày ...`
    rf"|{_NAME}[ \t\n]+ký[ \t\n]+(?:ban[ \t\n]+hành[ \t\n]+)?"
    rf"|[ \t\n]+do[ \t\n]+(?:ông|bà|đồng[ \t\n]+chí){_NAME}(?:,[ \t\n]+{_POST},)?"
    r"[ \t\n]+ký[ \t\n]+(?:ban[ \t\n]+hành[ \t\n]+)?)"
    r"(?=ngày|Ngày|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})" + DATE
)
_OF_BEHIND_BRACKET = re.compile(rf"\)[ \t\n]{{1,3}}của[ \t\n]{{1,3}}(?P<near>{NEAR_NAME})")
_COMMITTEE = "Ban Chấp hành Trung ương Đảng"
_NOT_THE_ISSUER = re.compile(r"[ \t\n]*(?:này|đó)\b")
# `Ban Bí thư Trung ương Đảng (khóa XII)`: the term of the committee, in brackets
_BRACKET_TERM = re.compile(
    r"[ \t\n]{0,2}\([Kk]h[óo][áa]?\s+(?:[IVXL]+|\d{1,2})"
    r"(?:\s*,\s*nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4})?\)"
)
_LEVEL = re.compile(r"[ \t]+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường)(?=,?\s+(?:ngày|của)\s)")
# The hour of a telegram: `Công điện số 05 hồi 20 giờ 30 phút ngày 19/10/2031`
_HOUR = re.compile(
    r",?[ \t\n]{1,3}(?:hồi|lúc)[ \t\n]{1,3}\d{1,2}[ \t\n]{0,2}(?:giờ|[hg:])"
    r"(?:[ \t\n]{0,2}\d{1,2}(?:[ \t\n]{0,2}phút)?)?(?=,?[ \t\n]+ngày)"
)
# `số 6/QĐ-UBND và số 7/QĐ-UBND cùng ngày 3/4/2031`; behind one paper `cùng ngày` opens what was done on that day
_SAME_DAY = re.compile(r" cùng(?=[ \t\n]+ngày\s)")
_LISTED = re.compile(r"(?:,|(?<!\w)và|(?<!\w)hoặc)[ \t\n]+\Z")
_SUBJECT = re.compile(r"[ \t\n]+(?=[A-ZĐ])")
# Behind a body that opens a clause: it issues a paper of its own.
_ISSUES = re.compile(
    r"\s+(?:(?:đã|vừa|cũng|mới)\s+){0,2}(?:ký\s+)?(?:ban\s+hành|có|gửi|ra)\s+(?:[Cc]ông\s+văn|[Vv]ăn\s+bản"
    r"|[Kk]ế\s+hoạch|[Qq]uyết\s+định|[Nn]ghị\s+quyết|[Hh]ướng\s+dẫn|[Cc]hỉ\s+thị|[Tt]hông\s+báo|[Cc]hương\s+trình"
    r"|[Bb]áo\s+cáo|[Tt]ờ\s+trình|[Cc]ông\s+điện)(?!\w)"
)
_CARRIES_OUT = re.compile(r"(?:^|[.;:!?]\s|\n)[ \t]*(?:[-–+]\s*)?(?:Căn\s+cứ|Thực\s+hiện|Triển\s+khai)\s[^.!?\n]*\Z")
_FIRST_YEAR = 45
# The same behind the number; a figure in brackets only before what else belongs to the paper
_NOTE_MARKS = re.compile(rf"(?:{NOTE_SIGNS})+|[ \t]?\(\d{{1,2}}\)(?=,?[ \t\n]{{1,3}}(?:ngày|của)\s)")
# `Đề án 97 do Bộ trưởng Bộ Xây dựng Trần Văn An làm Trưởng ban`: who leads it did not issue it
_LEADS = re.compile(
    rf"(?:[ \t\n]+[{UPPER}]\w*){{0,4}}[ \t\n]+(?:làm|chủ[ \t\n]+trì|phụ[ \t\n]+trách|đứng[ \t\n]+đầu)(?!\w)"
)
# Who passes laws and ordinances, and what tells that it is another state's
_LAWMAKERS = frozenset(("Quốc hội", "Ủy ban Thường vụ Quốc hội", "Hội đồng Nhà nước", "Chủ tịch nước"))
_OUR_STATE = r"(?:nước[ \n]+)?(?:ta(?!\w)|Việt[ \n]+Nam|Cộng[ \n]+h(?:òa|oà)[ \n]+(?:xã|Xã)|CHXHCN)"
_OF_SOMEBODY = re.compile(rf",?[ \t\n]+của[ \t\n]+(?!{_OUR_STATE}|quốc[ \n]+hội(?! (?:nước )?[A-ZĐ]))")
_ELSEWHERE = re.compile(rf" (?!{_OUR_STATE}|[Kk]h[óo][áa]|Căn|Luật|Nghị)(?:nước |[A-ZĐ])")
_DENIES = frozenset("nđ \t\n")  # one of these stands second where the pattern above matches


def read_tail(content: str, mention: Mention, *, issuer: bool = True) -> None:
    """Extends `mention.end` over year, date and issuer, and records them."""
    found = _TAIL.match(content, _behind_level(content, mention))
    assert found is not None  # every part may be missing
    year, d, m, y, d2, m2, y2, short_year, behind_date, blank_year, blank, session, plenum, of, near = found.groups()
    if year is not None:
        if not _takes_year(mention, int(year)):
            return
        mention.end = found.end(1)
    day = None
    if behind_date is not None:
        mention_end = found.end("behind_date")
        if short_year is not None:
            at = found.start("short_year") - 1
            same = d2 is not None and content[at] in content[found.end("d2") : found.start("m2")]
            y2, mention_end = (_of_century(short_year), mention_end) if same and y2 is None else (y2, at)
        day = printed_day(d, m, y, d2, m2, y2)
        if day is None:
            return
        mention.end = mention_end
    elif blank is not None:
        if not _takes_year(mention, int(blank_year)):
            return
        mention.end = found.end("blank")
    if issuer and session is not None:
        mention.issuer_raw, mention.end = plenum or _COMMITTEE, found.end()
    elif issuer and near is not None:
        _read_issuer(content, mention, found.start("near"), near, of)
    if issuer and mention.issuer_raw is None and (place := place_behind(content, mention)) is not None:
        mention.issuer_raw, mention.end = place
    if issuer and day is None and mention.issuer_raw is not None:
        behind = _DATE_BEHIND_ISSUER.match(content, mention.end)
        day = printed_day(*behind.groups()) if behind else None
        if behind and day:
            mention.end = behind.end()
    if day is None:
        day = _day_apart(content, mention, issuer=issuer and mention.issuer_raw is None)
        if day is not None:
            mention.reasons.append("date: behind the mention, in brackets or as the day of issue")
    if day is not None and day.year is not None:
        mention.date = day.iso
        mention.year = mention.year or day.year


def passed_elsewhere(content: str, mention: Mention, issuer_raw: str | None) -> bool:
    """Whether a law by its bare number is said to be of somebody who passes none here: `Luật số 9 ngày ... của Lào`."""
    if issuer_raw is None:
        return _OF_SOMEBODY.match(content, mention.end) is not None
    body = canonical_body(issuer_raw, date=mention.date)
    return body is None or body.name not in _LAWMAKERS or _ELSEWHERE.match(content, mention.end) is not None


def _of_century(figures: str) -> str:
    """The year of two figures: no paper of this State is older than 1945 (`ngày 16-12-47`)."""
    return f"19{figures}" if int(figures) >= _FIRST_YEAR else f"20{figures}"


def _day_apart(content: str, mention: Mention, *, issuer: bool) -> Day | None:
    """The day in brackets or behind `được Chính phủ ban hành`; not that of another paper which `cụ thể hóa` this one:
    nothing but the body stands between, and the day is of the year that the number names.

    `issuer`: whether the body right behind a day in brackets is wanted, with which the mention ends then.
    """
    apart = _DATE_APART.match(content, mention.end)
    if apart is None or (apart["by"] is not None and match_body(content, apart.start("by")) != apart.end("by")):
        return None
    day = printed_day(*apart.groups()[1:])
    known = mention.year or (mention.code.year if mention.code is not None else None)
    if day is None or known not in (None, day.year):
        return None
    if issuer and day.year is not None and (of := _OF_BEHIND_BRACKET.match(content, apart.end())) is not None:
        end = mention.end
        _read_issuer(content, mention, of.start("near"), of["near"], "của")
        code, raw = mention.code, mention.issuer_raw
        if code is not None and raw is not None and letters_deny(code, raw):
            mention.issuer_raw, mention.end = None, end  # `5/NQ-CP (ngày ...) của Bộ A`: who does what comes then
    return day


def free_days_of_clauses(content: str, mentions: list[Mention]) -> None:
    """In news: `kết quả thực hiện Kế hoạch số 5/KH-UBND, ngày 12/3/2031, Sở A có Công văn số ...`: the day is that of
    what Sở A does, no day of the plan, where commas stand on both sides of it and a body that issues something behind.
    A sentence that opens with what it carries out (`Căn cứ`, `Thực hiện`) keeps the day, as official papers do."""
    for mention in mentions:
        end = mention.end
        if mention.date is None or content[end : end + 1] != ",":
            continue
        comma = content.rfind(",", mention.number_start, end)
        day = _DATE_BEHIND_ISSUER.match(content, comma) if comma >= 0 else None
        if day is None or day.end() != end or not _opens_a_clause(content, end):
            continue
        if _CARRIES_OUT.search(content, max(0, mention.start - SENTENCE_REACH), mention.start) is not None:
            continue
        mention.end = mention.start + len(content[mention.start : comma].rstrip())
        if str(mention.year) not in content[mention.start : mention.end]:
            mention.year = None
        mention.date = None


def _opens_a_clause(content: str, date_end: int) -> bool:
    subject = _SUBJECT.match(content, date_end + 1)
    end = match_body(content, subject.end()) if subject is not None else None
    return end is not None and _ISSUES.match(content, end) is not None


def _behind_level(content: str, mention: Mention) -> int:
    """Where the tail begins: `8/2016/NQ-HĐND tỉnh | ngày ...`, the level of the council being no part of it, behind the
    marks of footnotes (`Quyết định 13-HĐBT[2] ngày ...`), the hour of a telegram, and `cùng` at the end of a list."""
    if mention.type_code == "CĐ" and (hour := _HOUR.match(content, mention.end)) is not None:
        return hour.end()
    ahead = content[mention.end : mention.end + 3]
    if ahead == " cù" and not mention.has_word and _LISTED.search(content, max(0, mention.start - 6), mention.start):
        same = _SAME_DAY.match(content, mention.end)
        return same.end() if same is not None else mention.end
    if ahead and (ahead[0] in NOTE_OPENERS or ahead[:2] == " (") and (marks := _NOTE_MARKS.match(content, mention.end)):
        return marks.end()
    if ahead in (" (k", " (K"):
        term = _BRACKET_TERM.match(content, mention.end)  # `17-NQ/TU (khóa IX) ngày 25/9/2034`
        return term.end() if term is not None else mention.end
    if mention.code is None or mention.code.organs[-1:] not in (("HĐND",), ("UBND",)):
        return mention.end
    level = _LEVEL.match(content, mention.end)
    return level.end() if level is not None else mention.end


def _takes_year(mention: Mention, year: int) -> bool:
    """Whether a year behind a number with a code is its own: the code has none, or the same."""
    if mention.code is None or mention.code.year not in (None, year):
        return False
    mention.year = year
    return True


def _read_issuer(content: str, mention: Mention, start: int, near: str, of: str) -> None:
    """`of`: the word before; several bodies follow `giữa`, and one behind `do` may do something else than issue it."""
    joint = of == "giữa" or mention.type_code in JOINT_TYPES
    if not joint and mention.code is not None and len(mention.code.organs) > 1:
        joint = are_central(mention.code.organs)
    end = body_end(content, start, near, joint or None)
    if end is None and (mention.code is None or mention.of_the_centre):
        centre = _CENTRE_ALONE.match(content, start)
        if centre is not None:
            mention.issuer_raw, mention.end = _COMMITTEE, centre.end()
        return
    if end is None:
        return
    if of == "do" and (_LEADS.match(content, end) or _is_another(mention, content[start:end])):
        return
    ahead = content[end : end + 3]  # what the two patterns below begin with, and most bodies have none of it behind
    if not (ahead[:1].isspace() and ahead[1:2] in _DENIES and _NOT_THE_ISSUER.match(content, end)):
        mention.issuer_raw = content[start:end]
        if mention.issuer_raw in _BARE_COUNCILS and (pair := _of_pair(content, mention, end)) is not None:
            mention.issuer_raw, mention.end = pair
            return
        term = _BRACKET_TERM.match(content, end) if "(" in ahead else None
        mention.end = term.end() if term is not None else end


_BARE_COUNCILS = ("HĐND", "UBND", "Hội đồng nhân dân", "Ủy ban nhân dân")
_SECOND = re.compile(
    r"[ \t\n]*(?P<joint>,|và|-|–)[ \t\n]*(?P<body>UBND|HĐND|[UỦ][yỷ][ \n]+ban[ \n]+nhân[ \n]+dân"
    r"|Hội[ \n]+đồng[ \n]+nhân[ \n]+dân)"
    r"[ \t\n]+(?=(?:tỉnh|[Tt]hành[ \n]+phố|TP\.?|xã|phường|đặc[ \n]+khu|huyện|quận|thị[ \n]+xã)(?!\w))"
)

_CLOSES_PAIR = re.compile(r"[ \t]*(?:[.;:)\]\"”]|\n|\Z)|[ \t\n]+(?:về|V/v|v/v)(?!\w)")


def _of_pair(content: str, mention: Mention, end: int) -> tuple[str, int] | None:
    """`Nghị quyết số 5/NQ-HĐND của HĐND, UBND tỉnh A`: of council and committee of one place the one that the letters
    name, and where the place ends."""
    second = _SECOND.match(content, end)
    organ = mention.code.organs[0] if mention.code is not None and mention.code.organs else None
    if second is None or organ not in ("HĐND", "UBND", "UB"):
        return None
    behind = match_body(content, second.start("body"))
    if behind is None or behind <= second.end():
        return None
    if second["joint"] == "," and _CLOSES_PAIR.match(content, behind) is None:
        return None  # `của HĐND, UBND tỉnh giao ...`: the committee begins the next clause
    return f"{'HĐND' if organ == 'HĐND' else 'UBND'} {content[second.end() : behind]}", behind


def _is_another(mention: Mention, raw: str) -> bool:
    """Whether the letters of a number name another body: `Nghị định số 30/2020/NĐ-CP do Ủy ban nhân dân thực hiện`."""
    if mention.code is None:
        return False
    code = mention.code
    own = body_of_code(code.organs, type_code=mention.type_code, system=code.system, place=None, date=mention.date)
    named = canonical_body(raw, date=mention.date)
    return own is not None and own.level == "central" and named is not None and named.name != own.name


_ANY_PLACE = "Cà Mau"  # completes both names alike where neither says of which province it is
COUNCILS = ("Ủy ban nhân dân", "Hội đồng nhân dân")  # whose letters are the same at every level
_STANDING = re.compile(r"(?:Ban Thường vụ|Thường trực) ")


def letters_deny(code: Code, raw: str) -> bool:
    """Whether the letters of a number name another body than the one printed some words apart from it. Standing bodies
    bear the letters of the whole, and each of several issuers those of all."""
    named = canonical_body(raw, place=_ANY_PLACE)
    place = (named and named.locality) or _ANY_PLACE
    own = body_of_code(code.organs, type_code=code.type_letters, system=code.system, place=place, date=None)
    if own is None or named is None:
        return False
    name = _STANDING.sub("", named.name)
    if name == own.name or (name == "Thành ủy" and own.name == f"Tỉnh ủy {place}"):  # `TU` are both
        return False
    if code.type_letters in JOINT_TYPES and len(code.organs) > 1:
        alone = (
            body_of_code((one,), type_code=None, system=code.system, place=place, date=None) for one in code.organs
        )
        return not any(one is not None and one.name == named.name for one in alone)
    return not any(own.name.startswith(council) and named.name.startswith(council) for council in COUNCILS)
