"""Where the place or the number that a body's name closes with stands before a word in small letters."""

from __future__ import annotations

import re

from extractor.bodies.areas import AREAS
from extractor.bodies.words import Grammar

_AREA_OPENS = re.compile(rf"{AREAS}(?!\w)|(?:thuộc|của|cơ\s+sở)(?!\w)")
_WHICH_ONES = re.compile(
    r"(?:miền|biên|vùng|ven|khu|phía|lân|bạn|giáp|lỵ|đảo|nghèo|trọng|trực|và|thành|[uủ][ỷy]|đoàn|đội)(?!\w)"
)
_NO_COMMUNES = frozenset(("tác", "tấn", "thị", "hiểm", "làng", "hợp", "liên"))
_CLOSING_PLACES = (
    *(["Thành", "phố"], ["thành", "phố"], ["cấp", "tỉnh"], ["cấp", "xã"]),
    *([place, organ] for place in ("Tỉnh", "Thành", "Huyện", "Quận", "Thị") for organ in ("ủy", "uỷ")),
)
_NUMBERED = re.compile(r"(?:\d{1,3}|[IVX]+)\Z")  # `Kho bạc Nhà nước khu vực V`, `Đồn Biên phòng 112`


def is_closed(text: str, last: int, begin: int, at: int, rules: Grammar) -> bool:
    """Whether the word before is the place a name closes with (`Trung tâm ... Thành phố xây dựng`)."""
    if last <= at:
        return False
    *_, before, place = ["", *text[max(at, last - 6) : begin].split()]
    if [before, place] in _CLOSING_PLACES:
        return True
    if _NUMBERED.match(place):
        return _WHICH_ONES.match(text, begin) is None and _AREA_OPENS.match(text, begin) is None
    # `Đội Kiểm lâm tỉnh xây dựng phương án`; not `Hội Nông dân xã biên giới Y Tý`, `Hợp tác xã quản lý chợ Cây Đa`
    if place in ("tỉnh", "huyện") and before not in ("liên", "toàn"):
        return _WHICH_ONES.match(text, begin) is None  # `Hội Nông dân tỉnh bảo trì đê`, whatever it does
    if place == "xã" and before in _NO_COMMUNES:
        return False
    return place in ("xã", "phường") and rules.duties.match(text, begin) is not None
