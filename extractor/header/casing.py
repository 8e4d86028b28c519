"""Small letters and capitals of a name that the head lines print in capitals and no register knows.

The paper itself writes the name in running text, as a whole or without its first words: `ĐẢNG ỦY TRƯỜNG ĐẠI HỌC X` of a
text that speaks of the `Trường Đại học X`. Schools below universities are named after places and persons.
"""

from __future__ import annotations

import re

from extractor.layout import is_capitals
from extractor.text import fold, squash

_REACH = 20_000  # code points of the text that are looked through
_FEWEST = 3  # words that a part of a name has at least: two may be anything
# Words that say where are no names (`KHU VỰC MIỀN NÚI PHÍA BẮC`), but what stands behind `phía` and `sông` is.
_WHERE = re.compile(
    r"(?:phía|miền|lưu vực|vùng|biên giới|cửa khẩu|kinh tế|đồng bằng|duyên hải|ven|trung tâm|nội|ngoại|sông)\b"
)
_TOWARDS = re.compile(r"(?<=phía )(?:bắc|nam|đông|tây|trung)\b|(?<=sông )(?:cửu long|[^\W\d_]+)")
# Branches bear a number or the name of a place: `KHO BẠC NHÀ NƯỚC KHU VỰC VIII`, `TRUNG TÂM Y TẾ KHU VỰC SA PA`.
_REGION = re.compile(r"(?<=khu vực )(?P<name>[^\W\d][^,]*?)(?= (?:tỉnh|thành phố|xã|phường) |$)")
_ROMAN = re.compile(r"[ivx]+$")
_SCHOOL_KIND = (
    r"(?:THPT|THCS|TH|PTDTBT|PTDTNT|tiểu học|mầm non|mẫu giáo|trung học cơ sở|trung học phổ thông"
    r"|phổ thông dân tộc (?:bán|nội) trú)"
)
_SCHOOL = re.compile(
    rf"(?P<kind>trường {_SCHOOL_KIND}(?:(?:,| và)? {_SCHOOL_KIND})*) (?P<name>.+?)"
    r"(?P<place>,? (?:tỉnh|thành phố|huyện|quận|xã|phường) .*)?$",
    re.IGNORECASE,
)
_KINDS_IN = re.compile(_SCHOOL_KIND, re.IGNORECASE)


def cased(name: str, content: str, start: int, end: int) -> str:
    """A name with the letters that the text between `start` and `end` gives it, else as schools are written."""
    words = name.split(" ")
    text = content[start : min(end, start + _REACH)]
    folded = fold(text)
    for first in range(len(words) - _FEWEST + 1):
        part = " ".join(words[first:])
        printed = _printed(text, folded, part)
        if printed is not None:
            return " ".join([*words[:first], printed]) if first else printed[:1].upper() + printed[1:]
    region = _REGION.search(name)
    if region is not None and region["name"].islower():
        where = region["name"]
        if _WHERE.match(where):
            where = _TOWARDS.sub(lambda found: found.group().title(), where)
        else:
            where = where.upper() if _ROMAN.match(where) else where.title()
        return name[: region.start()] + where + name[region.end() :]
    school = _SCHOOL.search(name)
    if school is None:
        return name
    proper = school["name"].title() if school["name"].islower() else school["name"]
    # `Trường Trung học cơ sở ...`: the first letter of each kind (Nghị định 30/2020/NĐ-CP, Phụ lục II)
    kind = _KINDS_IN.sub(_as_kind, school["kind"].lower())
    return f"{name[: school.start()]}{kind[:1].upper()}{kind[1:]} {proper}{school['place'] or ''}"


def _as_kind(found: re.Match[str]) -> str:
    kind = found.group()
    return kind.upper() if " " not in kind and kind.isascii() else kind[:1].upper() + kind[1:]


def _printed(text: str, folded: str, part: str) -> str | None:
    """How the text prints a part of a name, other than all in capitals or all in small letters."""
    key, at = fold(part), -1
    while (at := folded.find(key, at + 1)) >= 0:
        piece = text[at : at + len(key)]
        whole = not (text[at - 1 : at].isalnum() or text[at + len(key) : at + len(key) + 1].isalnum())
        if whole and squash(piece).lower() == part.lower() and not is_capitals(piece) and not piece.islower():
            return squash(piece)
    return None
