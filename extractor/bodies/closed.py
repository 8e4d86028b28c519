"""Where the place or the number that a body's name closes with stands before a word in small letters."""

from __future__ import annotations

import re

from extractor.bodies.words import Grammar

_NO_COMMUNES = frozenset(("tác", "tấn", "thị", "hiểm", "làng", "hợp", "liên"))
_CLOSING_PLACES = (
    *(["Thành", "phố"], ["thành", "phố"], ["cấp", "tỉnh"], ["cấp", "xã"]),
    *([place, organ] for place in ("Tỉnh", "Thành", "Huyện", "Quận", "Thị") for organ in ("ủy", "uỷ")),
)
_NUMBERED = re.compile(r"(?:\d{1,3}|[IVX]+)\Z")  # `Kho bạc Nhà nước khu vực V`, `Đồn Biên phòng 112`
# Behind a number what the body is for, as often as what it has to do: `Tiểu đoàn Cảnh sát 2 bảo vệ mục tiêu`
_FIELD = re.compile(r"(?:bảo\s+vệ|thông\s+tin|điều\s+tra|kiểm\s+soát|quản\s+lý|thống\s+kê)(?!\w)")
# What a name goes on with behind `tỉnh`, `xã` or its number, in small letters: `Bệnh viện Đa khoa tỉnh cơ sở 2`,
# `Trường Tiểu học số 1 thôn Cây Đa`. Any other word tells what the body is to do or did.
_NAMES_ON = re.compile(
    r"(?:cơ\s+sở|tuyến|phân\s+hiệu|chi\s+nhánh|khối|lâm\s+thời|khóa|khoá|nhiệm\s+kỳ|lần\s+thứ|năm|mới|cũ|các|những|toàn|miền|vùng|ven"
    r"|cấp(?!\s+(?:phát|giấy|phép|thẻ|đổi|kinh|cứu|báo)(?!\w))|liên(?!\s+(?:kết|thông|hệ|lạc)(?!\w))|số(?!\s+h(?:óa|oá)(?!\w))"
    r"|biên\s+giới|địa\s+bàn|khu|quân\s+khu|quốc\s+gia|tỉnh|thành\s+phố|huyện|quận|thị|xã|phường|đặc\s+khu|thôn|bản|ấp|buôn|làng"
    r"|phòng(?!\s+(?:ngừa|chống|bệnh|cháy)(?!\w)|\s*,)|ban(?!\s+hành(?!\w))|bộ|ngành|đội|tổ(?!\s+chức(?!\w))|hội"
    r"|chi(?!\s+(?:trả|tiền|hỗ|tiêu)(?!\w))|đoàn|ủy|uỷ|trực\s+thuộc|bạn|nhà|này|kia|đó|khác|ta|nằm|tầng|lầu|trung\s+tâm|phụ\s+trách"
    r"|thường\s+trực|chuyên\s+trách|kiêm|an\s+ninh|nông\s+trường|lâm\s+trường|công\s+trường|cửa|cảng|thủy\s+điện|thuỷ\s+điện|cao\s+tốc"
    r"|đường\s+(?:bộ|sắt|thủy|thuỷ)|nội\s+trú|bán\s+trú|dân\s+tộc|chất\s+lượng\s+cao|cổ\s+phần|trách\s+nhiệm\s+hữu|người\s+có\s+công)(?!\w)"
)
# A number that names: `Đội Quản lý thị trường số 5`, `Thuế cơ sở 3`; behind others what is counted may stand.
_NAMING = frozenset(("số", "vực", "vùng", "sở", "nhánh", "khu"))
_ROMAN = frozenset("IVX")
# `Ban Chỉ đạo tỉnh chống hạn`, `Tổ công tác xã đền bù`: what a body is made for stands behind its place where no word
# before says it, and `Ban Chỉ đạo 24 tìm kiếm, quy tập hài cốt`. Few words say so; `Ban Chỉ đạo tỉnh gia cố đê` works.
_FOR_ONE_THING = re.compile(r"(?<!\w)(?:[Cc]hỉ\s+(?:[Đđ]ạo|[Hh]uy)|[Cc]ông\s+tác|giúp\s+việc|BCĐ)\s*\Z")
_THE_THING = re.compile(
    r"(?:chống|phòng|tìm\s+kiếm|cứu\s+nạn|ứng\s+phó|giảm\s+nghèo|xóa|xoá|tháo\s+gỡ|đền\s+bù|giải\s+phóng\s+mặt\s+bằng"
    r"|cải\s+cách|an\s+toàn)(?!\w)"
)


def is_closed(text: str, last: int, begin: int, at: int, rules: Grammar) -> bool:
    """Whether the word before is the place a name closes with (`Trung tâm ... Thành phố xây dựng`)."""
    if last <= at:
        return False
    *_, before, place = ["", *text[max(at, last - 6) : begin].split()]
    if [before, place] in _CLOSING_PLACES:
        return True
    # `Đội Kiểm lâm tỉnh xây dựng phương án`; not `Hội Nông dân xã biên giới Y Tý`, `Hợp tác xã quản lý chợ Cây Đa`
    if place == "xã" and before in _NO_COMMUNES:
        return False
    if place in ("tỉnh", "huyện", "xã", "phường"):
        if before in ("liên", "toàn") or _NAMES_ON.match(text, begin) is not None:
            return False
        return rules.duties.match(text, begin) is not None or not _is_for_one_thing(text, last, begin)
    if _NUMBERED.match(place) is None or _FIELD.match(text, begin) is not None:
        return False
    if before in _NAMING or _ROMAN.issuperset(place):
        return _NAMES_ON.match(text, begin) is None
    # `Ban Chỉ đạo 389 quốc gia`: most other words belong to the name
    if rules.duties.match(text, begin) is not None:
        return True
    return rules.works.match(text, begin) is not None and not _is_for_one_thing(text, last, begin)


def _is_for_one_thing(text: str, last: int, begin: int) -> bool:
    return _THE_THING.match(text, begin) is not None and bool(_FOR_ONE_THING.search(text[max(0, last - 12) : last]))
