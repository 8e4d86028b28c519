"""The kinds of places that bodies are named by, as parts of patterns."""

from __future__ import annotations

from extractor.layout import UPPER

CITY = r"[Tt]hành\s+phố|T[Pp]\.?"
_COMMUNES = (r"xã", r"phường", r"đặc\s+khu", r"thị\s+trấn")
_DISTRICTS = (r"huyện", r"quận", r"thị\s+xã")
# Places above communes, and places of every kind where many are meant.
ABOVE_COMMUNES = "|".join((*_DISTRICTS, "tỉnh", CITY))
MANY = "|".join((*_COMMUNES, *_DISTRICTS, "tỉnh", r"thành\s+phố"))
# `các tỉnh, thành`: short for cities
AREAS = (
    rf"(?:{MANY}|{CITY}|Tỉnh|Quận|Huyện"
    r"|thành\s*,\s*thị(?!\s+(?:xã|trấn))"
    r"|thành(?!\s+(?:phố|lập|viên|công|phần|tích|quả|đoàn|[uủ][ỷy]|thị|thạo)(?!\w)|\s*,\s*thị))"
)
# Which parts of the country there are: no other words behind `và` are one (`miền Trung và Nam Định`).
_PARTS = (
    r"(?:(?:Bắc|Nam)\s+Trung\s+Bộ|(?:(?:Đông|Tây)\s+)?(?:Bắc|Nam)\s+Bộ|Trung\s+Bộ|Tây\s+Nguyên|(?:Đông|Tây)\s+(?:Bắc|Nam)"
    r"|(?:miền|phía)\s+(?:Bắc|Trung|Nam|Đông|Tây)"
    r"|[Đđ]ồng\s+bằng\s+(?:sông\s+(?:Hồng|Cửu\s+Long)|Bắc\s+Bộ|Nam\s+Bộ)"
    r"|[Dd]uyên\s+hải\s+(?:miền\s+Trung|(?:Nam\s+)?Trung\s+Bộ|Bắc\s+Bộ)"
    r"|[Tt]rung\s+du(?:\s+và\s+|\s*,\s*)miền\s+núi\s+(?:phía\s+Bắc|Bắc\s+Bộ)|Thủ\s+đô(?:\s+Hà\s+Nội)?)"
    rf"(?!\w|[ \t]+[{UPPER}]|\s+sông(?!\w))"
)
_PART = rf"(?:(?:khu\s+vực|vùng)\s+)?{_PARTS}"
_WHERE = (
    r"(?:ven\s+biển|miền\s+núi(?:\s+phía\s+(?:Bắc|Nam|Đông|Tây))?|biên\s+giới|hải\s+đảo"
    rf"|ven\s+(?:đê\s+)?sông(?:[ \t]+[{UPPER}]\w*){{0,3}}|ven\s+đê"
    r"|vùng\s+(?:cao|sâu|xa|biên(?:\s+giới)?|núi|trũng|hạ\s+du))(?!\w)"
)
# Behind places of a kind, which of them: `các tỉnh | ven biển từ Nam Định đến Cà Mau`, `| khu vực Bắc Bộ`; of a place
# with a name in small letters, half would be left: `vùng Đồng | bằng sông Cửu Long`, `khu vực Trung | tâm`; so one that
# is no part of the country is read only where a sign ends it
COAST = (
    rf"(?:\s+(?:{_WHERE}(?:(?:\s*,\s*|\s+và\s+|\s+){_WHERE}){{0,3}}"
    rf"|{_PART}(?:(?:\s*,\s*|\s+và\s+)(?:các\s+tỉnh\s+)?{_PART}){{0,3}}"
    rf"|(?:khu\s+vực|miền|phía|vùng)(?:[ \t]+[{UPPER}]\w*){{1,4}}"
    r"(?!\w|\s+\w)))?"
    rf"(?:\s+từ(?!\s+(?:Quý|Tháng|Năm|Ngày)(?!\w))(?:\s+[{UPPER}]\w*){{1,4}}\s+"
    rf"(?:đến(?:\s+[{UPPER}]\w*){{1,4}}|trở\s+(?:ra|vào)))?"
)
