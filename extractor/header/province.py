"""The province or city that the issuer of a paper belongs to, where its head lines do not say it.

Offices of districts and communes print no province above their name (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2): it
stands behind their own name in the text, or at the papers of the province that the text cites. Wards of today keep the
names of provinces that were merged (Nghị quyết 202/2025/QH15), so that their place line names another province.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.issuers.places import canonical_place, province_at, province_of, successors
from extractor.layout import UPPER
from extractor.text import fold

_BELOW_PROVINCE = re.compile(
    rf"(?<!\w)(?:(?P<kind>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)|Huyện ủy|Quận ủy|Thị ủy|Thành ủy)"
    rf"\s(?P<name>[{UPPER}\d][^,;]*)"
)
# `UBND tỉnh Gia Lai`, `Tỉnh ủy Gia Lai`
_OF_PROVINCE = re.compile(
    r"(?<!\w)(?:(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Việt Nam|Công an"
    r"|LĐLĐ|Lao động|LHPN|Phụ nữ|Nông dân|CCB|Cựu chiến binh)"
    rf"\s(?:tỉnh|[Tt]hành phố|TP\.?)|(?:Tỉnh|Thành) (?:[ủu][ỷy]|[Đđ]oàn))\s(?=[{UPPER}])"
)
# Right before it: a numbered paper that the body issued, or the dash of the list of those who receive this one
_CITED_BEFORE = re.compile(
    r"\d[\w/.&-]*(?:\s*,?\s*ngày\s+\d[\d/.]*(?:\s+tháng\s+\d{1,2}\s+năm\s+\d{4})?)?\s*,?\s+của\s+"
    r"(?:(?:Chủ tịch|Giám đốc|Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Thường trực)\s+)?"
    r"(?:(?:Hội(?: Liên hiệp)?|Liên đoàn|Ủy ban (?:MTTQ|Mặt trận Tổ quốc))\s+)?\Z"
    r"|(?:\A|\n)\s*[-–+]\s*(?:TT\.?\s|Thường trực\s)?\Z"
)
_NEAR_PAPER = 80  # code points of a number, its day and `của`
_PARTY_PLACES = {"Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã", "Thành ủy": "thành phố"}
_REACH = 60_000  # code points of a paper that are looked through
_STRETCH = re.compile(r"[^\n,.;:()]{1,26}")  # of a name and no more


def at_day(place: str | None, date: str | None) -> str | None:
    """A place that was a province, as what took it over where the paper is of a later day; any other as it is."""
    bare = canonical_place(place) if place else None
    province = province_at(bare, date) if bare and date else None
    if bare is None or province is None or province.holds(date) or (province.since or "") > (date or ""):
        return place
    heirs = successors(bare, date)
    return heirs[0] if len(heirs) == 1 else place


def own_province(content: str, start: int, issuer: str, read: str | None, date: str | None) -> str | None:
    """The bare name of the province of an issuer below it, None where the text settles none. `read`: what head lines
    and place line gave."""
    below = _BELOW_PROVINCE.search(issuer)
    if below is None or ";" in issuer:
        return read
    kind, name = below["kind"], below["name"].strip()
    own = canonical_place(name)
    if own == name and read is not None and read in (own, at_day(own, date)) and _says_nothing(kind, name, date):
        read = None
    if read is not None:
        return read
    end = min(len(content), start + _REACH)
    kind = kind or _PARTY_PLACES[" ".join(below.group().split()[:2])]
    return _behind_own_name(content, 0, end, kind, name, date) or _only_one_cited(content, start, end, date)


def _says_nothing(kind: str | None, name: str, date: str | None) -> bool:
    """Whether a commune that is named like a province may lie in any: `xã Hòa Bình`. Only wards were given the names of
    the provincial towns that they took over in 2025."""
    return kind == "xã" or (kind in ("phường", "thị trấn") and (date is None or date < "2025-07-01"))


def _behind_own_name(content: str, start: int, end: int, kind: str, name: str, date: str | None) -> str | None:
    """`phường Hải Châu, thành phố Đà Nẵng` in the text: the name behind its own kind, not the end of another name."""
    bare = re.escape(name)
    own = rf"(?<=(?<!\w)(?i:{kind[0]}){kind[1:]}\s{bare})"
    behind = re.compile(
        rf"{bare}{own}(?:,|\s?-|\sthuộc)?\s(?:tỉnh|[Tt]hành phố|TP\.?)\s(?=[{UPPER}])"
    )  # its rare part, the name, stands first
    return _single(content, behind.finditer(content, start, end), date)


def _only_one_cited(content: str, start: int, end: int, date: str | None) -> str | None:
    """The one province whose papers the text cites, or whose bodies receive it: one whose experience is learned from
    is none."""
    cited = (
        found
        for found in _OF_PROVINCE.finditer(content, start, end)
        if _CITED_BEFORE.search(content[max(start, found.start() - _NEAR_PAPER) : found.start()]) is not None
    )
    return _single(content, cited, date)


def _single(content: str, places: Iterable[re.Match[str]], date: str | None) -> str | None:
    """The one province that stands behind all of `places`, None where they are of two or none."""
    named: set[str] = set()
    for found in places:
        name = _STRETCH.match(content, found.end())
        printed = name.group() if name is not None else ""
        place = province_of(printed)
        if place is not None and fold(printed).startswith(fold(place[:2])):
            named.add(at_day(place, date) or place)
            if len(named) > 1:
                return None
    return named.pop() if named else None
