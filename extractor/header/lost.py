"""Fields of a paper whose header was lost, from where the paper still names itself.

Two places do: the caption of its annex, `(Kèm theo Công văn số 12/SNV-CCVC ngày ... của ...)`, and the summary that a
portal prints above it, `Ngày ..., Sở Nội vụ đã ban hành Công văn 12/SNV-CCVC ...`. Its issuer also stands in the text
(`Sở Nội vụ đề nghị ...`) under the title that the signature shows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extractor.codes import CODE, Code, code_of_match
from extractor.dates import find_dates, match_date
from extractor.document import Found, Span
from extractor.footer.positions import AUTHORITY
from extractor.footer.signature import Signature
from extractor.header.open_letter import addressees
from extractor.issuers import Body, canonical_body
from extractor.issuers.places import canonical_place
from extractor.layout import UPPER, LinePattern
from extractor.text import fold, squash
from extractor.types import TypeEntry, type_at, type_of_word

_CAPTION = re.compile(
    r"\(\s*(?:[Bb]an\s+hành\s+)?(?:[Đđ]ính\s+)?(?:[Kk]èm|KÈM)\s+(?:theo|THEO)\s+(?P<self>(?P<word>[A-ZĐa-zđ][^\d():]{2,40}?)\s*[Ss]ố\s{0,5}:?\s{0,5})"
)
_ACT = re.compile(r"(?P<word>[A-ZĐ][^\d():]{2,40}?)\s*[Ss]ố\s{0,5}:?\s{0,5}(?=\d)")
_ISSUED = re.compile(
    r"(?:ban\s+hành|có|ký|gửi|công\s+bố|thông\s+qua|ra)\s+(?P<word>[A-ZĐ][^\d.;,()]{2,40}?)\s*(?:[Ss]ố\s*:?\s*)?(?=\d)"
)
_NUMBER_LABEL = LinePattern(
    r"[ \t]*(?:Số(?:[ \t]*/[ \t]*[Kk]ý|[ \t]+ký)?[ \t]+hiệu(?:[ \t]+văn[ \t]+bản)?|Số[ \t]+văn[ \t]+bản)"
    r"[ \t]{0,9}:?\s{0,9}(?=\d)"
)
_DATE_LABEL = re.compile(r"(?:^|[ \t])Ngày[ \t]+(?:ban[ \t]+hành|ký)[ \t]{0,9}:?\s{0,9}(?=\d)", re.MULTILINE)
# What a paper calls itself: `Nghị định này`, which tells the type that its head has lost.
_THIS = re.compile(
    r"(?<!\w)(?P<word>Thông\s+tư(?:\s+liên\s+tịch)?|Nghị\s+định|Nghị\s+quyết(?:\s+liên\s+tịch)?|Quyết\s+định|Chỉ\s+thị|Luật|"
    r"Bộ\s+luật|Pháp\s+lệnh|Kế\s+hoạch|Chương\s+trình|Hướng\s+dẫn|Thông\s+báo|Công\s+điện|Quy\s+định|Quy\s+chế|Kết\s+luận|"
    r"Đề\s+án|Công\s+văn)\s+này(?!\w)"
)
_IN_TITLE = re.compile(r"(?:C[ỦủUu][AaÂâ]\s[^\d]{2,120}?\s)?S[ỐốÔô]\s{0,3}:?\s{0,3}(?=\d)")
_DECREE = re.compile(r"\d{1,4}(?:-[A-Z])?(?=\s*(?:NGÀY|[Nn]gày)\s)")
_ISSUER_AFTER = re.compile(r"\s*(?:,\s*)?(?:của|do)\s+(?P<body>[^).;]{3,120})")
_ISSUER_BEFORE = re.compile(r"(?:^|,|\.)\s*(?P<body>[^,.;]{3,80}(?:,\s+[^,.;]{2,40})?)\s+(?:đã\s+)?$")
_SELF_VERB = (
    r"(?:yêu\s+cầu|đề\s+nghị|trân\s+trọng|có\s+ý\s+kiến|thông\s+báo|nhận\s+được|báo\s+cáo|chỉ\s+đạo|ban\s+hành|giao|kính\s+đề|"
    r"kính\s+báo|kính\s+trình|hướng\s+dẫn|trả\s+lời|xin\s+ý|đã\s+nhận|rất\s+mong|mong)"
)
# Not behind `của`: what a paper `của Bộ A` is about, `đề nghị` asks in the name of somebody else; nor who is asked.
_BODY_NAME = re.compile(
    r"(?<![\w-])(?<!của\s)(?<!đề\snghị\s)(?P<body>(?:Bộ|Sở|Cục|Chi\s+cục|Tổng\s+cục|Ủy\s+ban\s+nhân\s+dân|Uỷ\s+ban\s+nhân\s+dân|UBND|Văn\s+phòng|"
    r"Thanh\s+tra|Ban|Hội\s+đồng\s+nhân\s+dân|Chính\s+phủ|Thuế|Kho\s+bạc|Ngân\s+hàng|Bảo\s+hiểm|Trường|Học\s+viện|Viện|Đảng\s+ủy|Tỉnh\s+ủy)"
    rf"(?:,?\s+[^\s.;:()“”\"]+){{0,9}}?)\s+{_SELF_VERB}\b"
)
_HEAD_OF = (
    ("BO TRUONG", "bo "),
    ("THU TUONG", "chinh phu"),
    ("CHU TICH", "uy ban nhan dan|ubnd|hoi dong nhan dan|hoi "),
    ("GIAM DOC", "so |trung tam|cong ty|ban "),
    ("CUC TRUONG", "cuc |chi cuc |tong cuc "),
    ("CHANH VAN PHONG", "van phong"),
    ("THONG DOC", "ngan hang"),
    ("HIEU TRUONG", "truong|hoc vien"),
    ("TONG THANH TRA", "thanh tra"),
)
_PLACE = re.compile(
    rf"(?<!\w)(?:[Tt]ỉnh|TỈNH|[Tt]hành\s+phố|THÀNH\s+PHỐ)\s+(?P<name>[{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*){{1,3}})"
)


@dataclass(frozen=True, slots=True)
class SelfMention:
    """How a paper names itself outside its header."""

    code: Code
    number: Found[str]
    date: Found[str] | None
    entry: TypeEntry | None
    issuer: Found[str] | None
    word: Found[str]

    def may_be(self, own_type: str | None) -> bool:
        """Whether the paper can be meant: it is of the same type, as far as both types are known."""
        return own_type is None or self.entry is None or self.entry.code == own_type


def from_properties(content: str, end: int) -> tuple[Found[str], Code, Found[str] | None] | None:
    """Number and date in the table of properties that a portal prints above a paper: `Số hiệu:`, `Ngày ban hành:`."""
    label = _NUMBER_LABEL.search(content, 0, end)
    if label is None:
        return None
    window = content[label.end() : label.end() + 120]
    match = CODE.match(window)
    code = code_of_match(match) if match is not None else None
    if match is None or code is None:
        return None
    last = label.end() + match.end()
    number = Found(code.canonical, content[label.end() : last], Span(label.end(), last), "properties above the paper")
    day = _DATE_LABEL.search(content, 0, end)
    date = match_date(content, day.end()) if day is not None else None
    if day is None or date is None or date.iso is None:
        return number, code, None
    raw = content[day.end() : date.end]
    return number, code, Found(date.iso, raw, Span(day.end(), date.end), "properties above the paper")


def from_title(title: Found[str], own_type: str | None) -> tuple[Found[str], Code | None, Found[str] | None] | None:
    """Number and date that stand in the title itself, `CỦA BỘ TRƯỞNG ... SỐ 5/2005/QĐ-BTC NGÀY ... VỀ VIỆC ...`.

    Decrees of the President have numbers without letters (`CỦA CHỦ TỊCH ... SỐ 9 NGÀY ...`), and no code then.
    """
    match = _IN_TITLE.match(title.raw)
    if match is None:
        return None
    window = title.raw[match.end() :]
    found = CODE.match(window)
    code = code_of_match(found) if found is not None else None
    if code is None:
        found = _DECREE.match(window) if own_type == "SL" else None
    if found is None:
        return None
    start = title.span.start + match.end()
    canonical = code.canonical if code is not None else found.group()
    number = Found(canonical, found.group(), Span(start, start + found.end()), "number in the title")
    gap = len(window) - len(window[found.end() :].lstrip(" \t\n,"))
    date = match_date(title.raw, match.end() + gap)
    if date is None or date.iso is None:
        return number, code, None
    raw = title.raw[date.start : date.end]
    at = title.span.start + date.start
    return number, code, Found(date.iso, raw, Span(at, at + len(raw)), "date in the title")


def from_caption(content: str, start: int, end: int, own_type: str | None) -> SelfMention | None:
    """The paper's own number in the caption of its annex: in brackets, below the signature."""
    for match in _CAPTION.finditer(content, start, end):
        mention = _mention(content, match.end(), match["word"], match.start("word"), "annex caption")
        if mention is not None and mention.may_be(own_type):
            return mention
    return None


def own_act(content: str, at: int) -> SelfMention | None:
    """The act whose type word begins at `at`, in the caption of a paper issued with it."""
    label = _ACT.match(content, at)
    return _mention(content, label.end(), label["word"], at, "caption") if label is not None else None


def from_summary(content: str, end: int, own_type: str | None) -> SelfMention | None:
    """The paper's own number in the summary above it: the first act of its type that the summary says was issued."""
    for match in _ISSUED.finditer(content, 0, min(end, 4000)):
        mention = _mention(content, match.end(), match["word"], match.start("word"), "summary above the paper")
        if mention is None or not mention.may_be(own_type):
            continue
        before = list(find_dates(content, max(0, match.start() - 160), match.start()))
        dated = before[-1] if before and before[-1].iso else None
        date = mention.date
        if date is None and dated is not None and dated.iso:
            raw = content[dated.start : dated.end]
            date = Found(dated.iso, raw, Span(dated.start, dated.end), "summary above the paper")
        issuer = mention.issuer or _issuer_before(content, match.start(), dated.end if dated else None)
        return SelfMention(mention.code, mention.number, date, mention.entry, issuer, mention.word)
    return None


def _mention(content: str, at: int, word: str, word_at: int, rule: str) -> SelfMention | None:
    window = content[at : at + 120]
    match = CODE.match(window)
    code = code_of_match(match) if match is not None else None
    typed = type_at(content, word_at)
    if match is None or code is None or (typed is None and "văn bản" not in squash(word).lower()):
        return None
    last = at + match.end()
    number = Found(code.canonical, content[at:last], Span(at, last), rule)
    gap = re.compile(r"[\s,(]*").match(content, last)
    date_at = gap.end() if gap else last
    found = match_date(content, date_at)
    date: Found[str] | None = None
    if found is not None and found.iso is not None:
        date = Found(found.iso, content[date_at : found.end], Span(date_at, found.end), rule)
        last = found.end
    named = _ISSUER_AFTER.match(content, last)
    issuer: Found[str] | None = None
    if named is not None:
        raw = named["body"].rstrip()
        issuer = Found(squash(raw), raw, Span(named.start("body"), named.start("body") + len(raw)), rule)
    printed = content[word_at : typed[1] if typed else word_at + len(word.rstrip())]
    named_type = Found(squash(printed), printed, Span(word_at, word_at + len(printed)), rule)
    return SelfMention(code, number, date, typed[0] if typed else None, issuer, named_type)


def _issuer_before(content: str, at: int, after: int | None) -> Found[str] | None:
    start = after if after is not None else max(0, at - 90)
    match = _ISSUER_BEFORE.search(content[start:at])
    if match is None:
        return None
    raw = match["body"].strip()
    begin = start + match.start("body") + len(match["body"]) - len(match["body"].lstrip())
    return Found(squash(raw), raw, Span(begin, begin + len(raw)), "summary above the paper")


def own_type_word(content: str, start: int, end: int) -> tuple[TypeEntry, Found[str]] | None:
    """The type by which a paper speaks of itself, `Thông tư này`: the one used most often, None where there is none."""
    counted: Counter[str] = Counter()
    first: dict[str, tuple[TypeEntry, re.Match[str]]] = {}
    for match in _THIS.finditer(content, start, min(end, start + 200_000)):
        entry = type_of_word(match["word"])
        if entry is not None:
            counted[entry.name] += 1
            first.setdefault(entry.name, (entry, match))
    if not counted:
        return None
    entry, match = first[counted.most_common(1)[0][0]]
    return entry, Found(entry.name, match["word"], Span(*match.span("word")), "the paper's word for itself")


def issuer_in_text(
    content: str,
    start: int,
    end: int,
    signature: Signature | None,
    own_type: str | None,
    *,
    place: str | None,
    date: str | None,
) -> tuple[Found[str], Body] | None:
    """The body that speaks in the text (`Sở Nội vụ đề nghị ...`), of the kind whose head the signature shows, and none
    of those whom a letter is written to."""
    wanted = "hoi dong nhan dan|hdnd" if own_type == "NQ" and _wanted(signature) else _wanted(signature)
    counted: Counter[str] = Counter()
    first: dict[str, re.Match[str]] = {}
    for match in _BODY_NAME.finditer(content, start, min(end, start + 60000)):
        name = squash(match["body"])
        if wanted is not None and not re.match(wanted, fold(name)):
            continue
        counted[fold(name)] += 1
        first.setdefault(fold(name), match)
    asked = {_named(name, place, date) for name in addressees(content, start)} if counted else set()
    for name, _ in counted.most_common():
        match = first[name]
        body = canonical_body(squash(match["body"]), place=place, date=date)
        if body is not None and body.name not in asked:
            return Found(body.name, match["body"], Span(*match.span("body")), "body of the text"), body
    return None


def _named(name: str, place: str | None, date: str | None) -> str:
    body = canonical_body(name, place=place, date=date)
    return body.name if body is not None else name


def _wanted(signature: Signature | None) -> str | None:
    """What the name of the issuer begins with, by the head for whom the signature was given."""
    if signature is None:
        return None
    for line in signature.stack:
        mark = AUTHORITY.match(line)
        words = fold(mark["of"] if mark else line).upper()
        for head, names in _HEAD_OF:
            if words.startswith(head):
                return rf"(?:{names})"
    return None


def main_place(content: str, start: int, end: int) -> str | None:
    """The province or city that a text names most often; None where it names none."""
    counted: Counter[str] = Counter()
    for match in _PLACE.finditer(content, start, min(end, start + 60000)):
        words = squash(match["name"]).split()
        for length in range(len(words), 1, -1):  # `tỉnh Nghệ An Căn cứ`: the longest name that is one
            place = canonical_place(" ".join(words[:length]))
            if place is not None:
                counted[place] += 1
                break
    return counted.most_common(1)[0][0] if counted else None
