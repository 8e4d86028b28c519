"""Draws official papers as scans, clean and worn, and counts wrong characters line by line, free of reading order."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.documents import CLAUSES, LAWS, OFFICES, PLACES, TOPICS
from corpus.evaluate.scoring_text import distance

if TYPE_CHECKING:
    from PIL.Image import Image

# Fonts with every Vietnamese letter; Debian's fonts-liberation of the first generation has not.
FONTS = {
    "Liberation Serif": Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    "Noto Serif": Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"),
    "Liberation Sans": Path("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf"),
    "DejaVu Serif": Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
}
_LETTERS = "ạảãáàăặẳẵắằâậẩẫấầđẹẻẽéèêệểễếềịỉĩíìọỏõóòôộổỗốồơợởỡớờụủũúùưựửữứừỵỷỹýỳ"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn page: the PDF it was drawn as and its lines of text."""

    pdf: bytes
    lines: tuple[str, ...]


def complete_fonts() -> dict[str, Path]:
    """The fonts of `FONTS` that are installed and draw every Vietnamese letter, capitals too."""
    from reportlab.pdfbase.ttfonts import TTFont

    found = {}
    for name, path in FONTS.items():
        if path.is_file():
            known = TTFont(path.stem, str(path)).face.charToGlyph
            if all(ord(char) in known for char in _LETTERS + _LETTERS.upper()):
                found[name] = path
    return found


def sheet(font: Path, seed: int, *, font_pt: float = 13.0, header: bool = True, signed: bool = True) -> Sheet:
    """One page of an invented plan: header table, paragraphs, recipients and signature, or a page without these."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(seed)
    pdfmetrics.registerFont(TTFont(font.stem, str(font)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(font.stem, font_pt - 1)
    place = chance.choice(PLACES)
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2016, 2025)
    rows = [
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (f"TỈNH {place.upper()}", "Độc lập - Tự do - Hạnh phúc"),
        (f"Số: {chance.randint(1, 3000)}/KH-UBND", f"{place}, ngày {day:02} tháng {month:02} năm {year}"),
    ]
    lines: list[str] = []
    y = 785.0
    if not header:
        canvas.drawCentredString(297, 810, str(chance.randint(2, 9)))
    for left, right in rows if header else ():
        canvas.drawCentredString(160, y, left)
        canvas.drawCentredString(410, y, right)
        lines += [left, right]
        y -= 20
    canvas.setFont(font.stem, font_pt)
    y -= 16
    for line in ("KẾ HOẠCH", f"Về {chance.choice(TOPICS)}") if header else ():
        canvas.drawCentredString(297, y, line)
        lines.append(line)
        y -= 20
    y -= 8
    for _ in range(5):
        for line in _wrapped(_paragraph(chance, place), lambda text: stringWidth(text, font.stem, font_pt), 470):
            canvas.drawString(72, y, line)
            lines.append(line)
            y -= font_pt * 1.42
        y -= 5
    if not signed:
        canvas.showPage()
        canvas.save()
        return Sheet(stream.getvalue(), tuple(lines))
    for position, line in enumerate(("Nơi nhận:", "- Như trên;", f"- Sở {chance.choice(OFFICES)};", "- Lưu: VT.")):
        canvas.drawString(72, y - 15 - position * 17, line)
        lines.append(line)
    for position, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Nguyễn Thị Hương Giang")):
        canvas.drawCentredString(420, y - 15 - position * 18, line)
        lines += [line] if line else []
    canvas.showPage()
    canvas.save()
    return Sheet(stream.getvalue(), tuple(lines))


def _paragraph(chance: random.Random, place: str) -> str:
    day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12)}/{chance.randint(2015, 2025)}"
    cited = chance.choice(
        (
            f"Căn cứ {chance.choice(LAWS)};",
            f"Thực hiện Quyết định số {chance.randint(1, 4000)}/QĐ-UBND ngày {day} của UBND tỉnh {place},",
            f"Theo Nghị định số {chance.randint(1, 200)}/{chance.randint(2015, 2025)}/NĐ-CP của Chính phủ,",
        )
    )
    return " ".join((cited, *chance.sample(CLAUSES, 2))) + "."


def _wrapped(text: str, width: Callable[[str], float], limit: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width(longer) > limit and line:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def drawn(page: Sheet, dpi: int) -> Image:
    """The page as a clean scan."""
    import pypdfium2

    document = pypdfium2.PdfDocument(page.pdf)
    try:
        image: Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    return image


def worn(page: Sheet, seed: int) -> Image:
    """The page as a bad scan: 200 dpi, a red seal over the text, 1.7 degrees of skew, noise, blur, JPEG 45."""
    import numpy as np
    from PIL import Image as images
    from PIL import ImageDraw, ImageFilter

    image = drawn(page, 200)
    pen = ImageDraw.Draw(image, "RGBA")
    x, y = int(image.width * 0.62), int(image.height * 0.45)
    for radius in (140, 128, 84):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(215, 30, 40, 200), width=8)
    image = image.rotate(1.7, images.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    image = image.filter(ImageFilter.GaussianBlur(0.5))
    noise = np.random.default_rng(seed).normal(0, 16, (image.height, image.width, 1))
    noisy = np.clip(np.asarray(image).astype(float) + noise, 0, 255).astype("uint8")
    stream = io.BytesIO()
    images.fromarray(noisy).save(stream, "JPEG", quality=45, dpi=(200, 200))
    return images.open(io.BytesIO(stream.getvalue()))


def character_error(lines: tuple[str, ...], text: str) -> tuple[int, int]:
    """Wrong characters and all characters of the lines, white space made single."""
    flat = " ".join(text.split())
    return sum(distance(" ".join(line.split()), flat) for line in lines), sum(map(len, lines))
