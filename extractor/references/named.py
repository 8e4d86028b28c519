"""Papers cited by name alone, without number: congress resolutions, plenum resolutions, treaties."""

from __future__ import annotations

import re

from extractor.issuers import match_body
from extractor.knowledge import toml_data
from extractor.phrases import any_of
from extractor.references.anchors import CENTRE
from extractor.references.mention import Mention
from extractor.references.taken import Taken

_W = r"[ \t\n\u00a0]+"
_DATA = toml_data("named_papers.toml")


# What a list goes on with behind a treaty: `Hiệp định A và Thông tư số ...`
_NEXT_PAPER = rf"(?:Căn{_W}cứ|Thông{_W}tư|Nghị{_W}(?:định|quyết)|Luật|Quyết{_W}định|Chỉ{_W}thị|Hiệp{_W}định)(?!\w)"
# `Hiệp định Thương mại tự do Việt Nam - EU`, `ASEAN - Hàn Quốc`: the parties; another dash opens what is said of it.
_PARTY = rf"(?:[A-Z]{{2,}}|\w+{_W}(?:Quốc|Bản|Độ))(?!\w)"
_BETWEEN = rf"(?:(?:(?<=Việt Nam)|(?<=ASEAN))[ \u00a0][-–][ \u00a0\n](?={_PARTY})|{_W})"
_ORDINAL = r"(?:[IVXLC\d]+|[ivxlc]+|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
_TERMS = rf"[Kk]h[óo][áa]?{_W}[IVX]+(?:(?:,|{_W}và){_W}[IVX]+(?!\w))*"
_TERM = rf"(?:,?{_W}\([ \t]?{_TERMS}[ \t]?\)|,?{_W}{_TERMS})?"
_OF_PLENUM = rf"(?:[Nn]ghị{_W}quyết|Kết{_W}luận)"
# ... of the Party's: `Ban Chấp hành Trung ương Đoàn` and those of the associations hold sessions of their own.
_PARTY_CENTRE = rf"{CENTRE}(?!{_W}(?:Đoàn|Hội|Hiệp{_W}hội|Liên{_W}(?:hiệp|đoàn)|Mặt{_W}trận|MTTQ|Công{_W}đoàn)(?!\w))"
_SESSION = rf"\w+(?:{_W}mươi(?!\w))?(?:{_W}(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín)(?!\w))?"
# What a paper without a number is called by: the resolution of a congress, of a plenum by its number or its session; a
# treaty, statutes, the rules of the National Assembly.
_NAMED = re.compile(
    rf"(?<!\w)(?P<nq>[Nn]ghị{_W}quyết{_W}(?:Đại{_W}hội|đại{_W}hội)(?:{_W}[^\s,.;:()”\"]+){{0,14}})"
    rf"|(?<!\w)(?P<plenum>{_OF_PLENUM}{_W}(?:(?:của{_W})?[Hh]ội{_W}nghị{_W})?"
    rf"(?:lần{_W}thứ{_W}\S+{_W})?(?:(?:Ban{_W}[Cc]hấp{_W}hành|BCH){_W})?{_PARTY_CENTRE}{_W}(?:Đảng{_W})?"
    rf"(?:\d{{1,2}}(?!\w)|[IVX]{{1,4}}(?!\w)|lần{_W}thứ{_W}{_SESSION}){_TERM})"
    rf"|(?<!\w)(?P<session>{_OF_PLENUM}{_W}(?:(?:của{_W})?[Hh]ội{_W}nghị{_W})?lần{_W}thứ{_W}{_SESSION}"
    rf"{_W}(?:của{_W})?(?:Ban{_W}[Cc]hấp{_W}hành|BCH){_W}{_PARTY_CENTRE}(?:{_W}Đảng)?{_TERM})"
    rf"|(?<!\w)(?P<treaty>(?:Hiệp{_W}định|HIỆP{_W}ĐỊNH){_W}(?!Chính{_W}phủ)(?:[A-ZĐ][^\s,.;:()”\"]*)(?:{_BETWEEN}(?:(?!{_NEXT_PAPER})[A-ZĐ]"
    rf"[^\s,.;:()”\"]*|{'|'.join(_DATA['treaty']['words'])})(?!\w)){{0,18}})"
    rf"|(?<!\w)(?P<statutes>Điều{_W}lệ{_W}Đảng(?!\w)(?:{_W}Cộng{_W}sản{_W}Việt{_W}Nam)?"
    rf"(?:{_W}(?:năm{_W})?(?:19|20)\d\d(?!\d))?"
    rf"|Điều{_W}lệ{_W}(?:{any_of(_DATA['statutes']['of'], _W)})"
    rf"(?!\w)(?:{_W}(?:năm{_W})?(?:19|20)\d\d(?!\d)|{_TERM})|Nội{_W}quy{_W}kỳ{_W}họp{_W}Quốc{_W}hội)"
)
_BEHIND_SMALL = ("Đại", "Hội")  # `nghị quyết Đại hội XX`: the type word in small letters stands before the anchor
_SMALL = len("nghị quyết ")
_ORDERED = re.compile(r"(?<!\w)(?:\d{1,2}|[IVX]+)(?!\w)|thứ\s")
_OPEN_ENDS = frozenset(_DATA["treaty"]["open_ends"])
# A headline that ends with the name is no part of what opens the next line: `... Đại hội Đoàn / Sáng 3/4, ...`.
_IN_LINE = r"(?:[ \t\u00a0]+|[ \t]*\n(?!(?:Ngày|Sáng|Trưa|Chiều|Tối|Nhằm|Để|Thực|Trong|Tại|Từ|Theo|Vừa)(?!\w)))"
# A congress told at length: whose it was, which one, where, of which term.
_CONGRESS = re.compile(
    rf"[Nn]ghị{_W}quyết{_W}[Đđ]ại{_W}hội(?:{_W}(?:đại{_W}bi[ểếê]u|toàn{_W}quốc|lần{_W}thứ{_W}{_ORDINAL}|[IVXLC]+(?!\w)"
    rf"|{any_of(_DATA['congress']['of'], _W)}"
    rf"|[Đđ]oàn(?!\w|{_W}(?:kết|viên|thể)(?!\w))(?:{_W}(?:Thanh{_W}niên{_W}Cộng{_W}sản|TNCS){_W}Hồ{_W}Chí{_W}Minh)?"
    rf"|(?:tỉnh|thành{_W}phố|Thành{_W}phố|Tỉnh|các{_W}cấp|huyện|quận|xã|phường)|của|khóa|khoá)"
    rf"|{_IN_LINE}[A-ZĐÂÊÔƠƯ][\wà-ỹ]*)+(?:,?{_W}nhiệm{_W}kỳ{_W}\d{{4}}\s?[-–]\s?\d{{4}})?"
)


def find_named(content: str, starts: list[int], taken: list[tuple[int, int]]) -> list[Mention]:
    """Mentions of papers without a number. They are given apart (`named`) and carry no key.

    `starts`: where one may begin; `taken`: what is read already.
    """
    mentions = []
    read = Taken(taken)
    for start in starts:
        small = content.startswith(_BEHIND_SMALL, start)
        found = _NAMED.match(content, start - _SMALL if small else start)
        if found is None:
            continue
        start, end = found.start(), found.end()
        if found["nq"]:
            congress = _CONGRESS.match(content, start)
            if congress is None or (small and not _ORDERED.search(congress.group())):
                continue  # `nghị quyết Đại hội Đảng các cấp`: of no congress in particular
            end = congress.end()
            if content.endswith("của", start, end):  # of whom, is no name
                end = start + len(content[start : end - 3].rstrip())
        if found["treaty"]:
            raw = content[start:end]
            while raw and raw.split()[-1] in _OPEN_ENDS:
                raw = raw[: raw.rstrip().rfind(raw.split()[-1])].rstrip()
            end = start + len(raw)
        if read.meets(start, end):
            continue
        type_code = "KL" if content.startswith("Kết", start) else None if found["treaty"] or found["statutes"] else "NQ"
        mention = Mention(
            start=start,
            end=end,
            number_start=start,
            class_="named",
            rule="named",
            type_code=type_code,
            type_name={"KL": "Kết luận", "NQ": "Nghị quyết"}.get(type_code or ""),
        )
        if found["plenum"] or found["session"]:
            mention.issuer_raw = "Ban Chấp hành Trung ương Đảng"
        lead = re.compile(rf"{_W}của{_W}").match(content, end)
        body = match_body(content, lead.end()) if lead and type_code else None
        if lead and body:
            mention.issuer_raw = content[lead.end() : body]
            mention.end = body
        mentions.append(mention)
    return mentions
