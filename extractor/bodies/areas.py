"""The kinds of places that bodies are named by, as parts of patterns."""

from __future__ import annotations

from extractor.layout import UPPER

# `các tỉnh, thành`: short for cities
AREAS = (
    r"(?:xã|phường|đặc\s+khu|thị\s+trấn|huyện|quận|thị\s+xã|thành\s+phố|tỉnh|Thành\s+phố|Tỉnh|Quận|Huyện|TP\.?"
    r"|thành\s*,\s*thị(?!\s+(?:xã|trấn))"
    r"|thành(?!\s+(?:phố|lập|viên|công|phần|tích|quả|đoàn|[uủ][ỷy]|thị|thạo)(?!\w)|\s*,\s*thị))"
)
# Behind places of a kind, which of them: `các tỉnh | ven biển từ Nam Định đến Cà Mau`
COAST = (
    r"(?:\s+(?:ven\s+biển|miền\s+núi|biên\s+giới))?"
    rf"(?:\s+từ(?:\s+[{UPPER}]\w*){{1,4}}\s+(?:đến(?:\s+[{UPPER}]\w*){{1,4}}|trở\s+(?:ra|vào)))?"
)
