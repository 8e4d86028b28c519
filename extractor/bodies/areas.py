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
# Behind places of a kind, which of them: `các tỉnh | ven biển từ Nam Định đến Cà Mau`, `| khu vực Bắc Bộ`
COAST = (
    r"(?:\s+(?:ven\s+(?:biển|sông|đê)|miền\s+núi|biên\s+giới|hải\s+đảo|vùng\s+(?:cao|biên|núi|trũng|hạ\s+du)"
    rf"|(?:khu\s+vực|miền|phía|vùng)(?:\s+[{UPPER}]\w*){{1,4}}(?:\s+và\s+(?:Tây|Đông|Nam|Bắc|Trung)(?:\s+[{UPPER}]\w*){{0,2}})?(?!\w|\s+sông)))?"
    rf"(?:\s+từ(?!\s+(?:Quý|Tháng|Năm|Ngày)(?!\w))(?:\s+[{UPPER}]\w*){{1,4}}\s+"
    rf"(?:đến(?:\s+[{UPPER}]\w*){{1,4}}|trở\s+(?:ra|vào)))?"
)
