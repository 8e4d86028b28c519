"""Drawn scans of an invented paper whose number is written with a pen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
_DPI = 300
_PAGE = (2480, 3508)  # A4
_POINT = _DPI / 72
_LEFT = ("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG", "Số:            /KH-UBND")
_RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Giang, ngày 12 tháng 9 năm 2023")
_HEADING = ("KẾ HOẠCH", "Trồng lại hàng cây bên suối, đợt {}")
_BODY = (
    "Để hai bờ suối xanh trở lại sau mùa lũ, Ủy ban nhân dân tỉnh ban hành kế hoạch sau đây:",
    "1. Các xã ven suối chọn chỗ trồng, báo cáo kết quả trước ngày 30 tháng 10 năm 2023.",
    "2. Sở Tài chính bố trí tiền mua cây giống.",
)
_SIGNATURE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Vàng Thị Lan")


def draw(folder: Path, count: int) -> list[Path]:
    """So many files, each of one page, in the folder."""
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(1, count + 1):
        image = Image.new("RGB", _PAGE, "white")
        _fill(ImageDraw.Draw(image), number)
        path = folder / f"quet-{number:02}.pdf"
        image.save(path, "PDF", resolution=_DPI)
        files.append(path)
    return files


def _fill(page: ImageDraw, number: int) -> None:
    from PIL import ImageFont

    font = ImageFont.truetype(FONT, round(13 * _POINT))

    def put(x: float, y: float, text: str, anchor: str = "ms") -> None:
        page.text((x * _POINT, y * _POINT), text, fill="black", font=font, anchor=anchor)

    for row, (left, right) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
        put(150, 72 + 20 * row, left)
        put(410, 72 + 20 * row, right)
    for row, line in enumerate(_HEADING):
        put(297, 160 + 20 * row, line.format(number))
    for row, line in enumerate(_BODY):
        put(60, 220 + 19 * row, line, "ls")
    for row, line in enumerate(_SIGNATURE):
        put(420, 330 + 18 * row, line)
    for figure in range(2):  # slanted strokes, higher than print
        x, y = (120 + 9 * figure) * _POINT, 112 * _POINT
        page.arc((x, y - 46, x + 34, y + 4), 20, 330, fill=(20, 20, 30), width=7)
        page.line((x + 30, y - 30, x + 4, y + 22), fill=(20, 20, 30), width=7)
