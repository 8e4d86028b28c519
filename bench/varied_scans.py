"""Draws the papers of `bench.varied_papers` as scans: fonts, seals, pens, receiver's stamps, wear of copies."""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.varied_papers import KINDS, Paper, Who, paper

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FOLDER = "/usr/share/fonts/truetype/"
_FAMILIES = (
    ("liberation2/LiberationSerif", "-Regular", "-Bold", "-Italic"),
    ("liberation2/LiberationSerif", "-Regular", "-Bold", "-Italic"),  # as most papers are set
    ("liberation2/LiberationSans", "-Regular", "-Bold", "-Italic"),
    ("dejavu/DejaVuSerif", "", "-Bold", "-Italic"),
)
_DPI = 300
_POINT = _DPI / 72
_PAGE = (2480, 3508)  # A4
_RED, _BLUE, _BLACK, _PRINT = (214, 38, 52), (28, 44, 150), (20, 20, 24), (12, 12, 12)
# A pen's figures, as strokes through points of a box one wide and one high.
_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 0.0), (0.1, 0.3), (0.15, 0.8), (0.5, 1.0), (0.9, 0.7), (0.85, 0.2), (0.45, 0.02)),),
    "1": (((0.2, 0.3), (0.6, 0.0), (0.5, 1.0)),),
    "2": (((0.1, 0.25), (0.45, 0.0), (0.85, 0.25), (0.5, 0.65), (0.05, 1.0), (0.95, 0.92)),),
    "3": (((0.1, 0.1), (0.6, 0.0), (0.8, 0.25), (0.4, 0.45), (0.85, 0.7), (0.5, 1.0), (0.05, 0.88)),),
    "4": (((0.6, 0.0), (0.05, 0.65), (0.95, 0.6)), ((0.65, 0.35), (0.55, 1.1))),
    "5": (((0.85, 0.0), (0.25, 0.05), (0.2, 0.4), (0.8, 0.55), (0.7, 0.95), (0.1, 1.0)),),
    "6": (((0.75, 0.0), (0.2, 0.5), (0.2, 0.9), (0.6, 1.0), (0.8, 0.7), (0.25, 0.65)),),
    "7": (((0.05, 0.05), (0.9, 0.0), (0.4, 1.1)), ((0.3, 0.5), (0.8, 0.45))),
    "8": (((0.8, 0.1), (0.3, 0.05), (0.3, 0.4), (0.8, 0.7), (0.5, 1.0), (0.15, 0.75), (0.75, 0.3), (0.8, 0.1)),),
    "9": (((0.8, 0.2), (0.3, 0.05), (0.2, 0.4), (0.75, 0.35), (0.8, 0.1), (0.6, 1.1)),),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper was signed, stamped and scanned. Seals and stamps name their colour."""

    name: str
    dpi: int = 200
    bilevel: bool = False
    quality: int = 70
    skew_deg: float = 0.0
    noise: float = 0.0
    pale: bool = False
    seal: tuple[int, int, int] | None = _RED
    number_seal: bool = False
    stamp: tuple[int, int, int] | None = None
    pen: tuple[int, int, int] | None = None
    pen_day: bool = False
    close: bool = False


LOOKS = (
    Look("colour", quality=60, skew_deg=0.5, noise=4),
    Look("black", dpi=300, bilevel=True, skew_deg=-0.4, seal=_BLACK, stamp=_BLACK, pen=_BLACK),
    Look("pen", dpi=300, skew_deg=0.3, noise=6, pen=_BLUE, pen_day=True, close=True),
    Look("worn", skew_deg=-1.7, noise=12, quality=50, stamp=_RED, number_seal=True),
    Look("pale", noise=6, pale=True, seal=_BLACK, close=True),
    Look("coarse", dpi=150, quality=75, noise=3, stamp=_BLUE),
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned paper: the picture as a PNG or JPEG file, what is printed on it, how it looks."""

    data: bytes
    paper: Paper
    look: Look


def scan(kind: str, seed: int, look: Look) -> Scan:
    """One paper of a kind, scanned."""
    printed = paper(kind, seed)
    chance = random.Random(f"{kind}-{seed}-{look.name}")
    return Scan(_worn(_Sheet(printed, look, chance).picture, look, seed), printed, look)


def scans(rounds: int) -> list[Scan]:
    """Every kind so many times, each time with another look."""
    return [
        scan(kind, 10 * turn + number, LOOKS[(number + turn) % len(LOOKS)])
        for turn in range(rounds)
        for number, kind in enumerate(KINDS)
    ]


class _Sheet:
    """A paper while it is drawn, at 300 dpi; places are points from the top left."""

    def __init__(self, printed: Paper, look: Look, chance: random.Random) -> None:
        from PIL import Image as images
        from PIL import ImageChops
        from PIL.ImageDraw import Draw

        self.paper, self.look, self.chance = printed, look, chance
        self.picture: Image = images.new("RGB", _PAGE, "white")
        self.pen: ImageDraw = Draw(self.picture)
        stamped: Image = images.new("RGB", _PAGE, "white")  # the ink of stamps lets print show through
        self.ink: ImageDraw = Draw(stamped)
        self.family = chance.choice(_FAMILIES)
        y = self._header() + 14
        y = self._body(self._heading(y))
        self._end(y + 12)
        self.picture = ImageChops.multiply(self.picture, stamped)

    def _font(self, style: int, size_pt: float) -> FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(f"{_FOLDER}{self.family[0]}{self.family[style]}.ttf", round(size_pt * _POINT))

    def _put(self, x: float, y: float, text: str, *, style: int = 1, size: float = 13, anchor: str = "ms") -> float:
        """Writes a line; where it ends, in points."""
        font = self._font(style, size)
        self.pen.text((x * _POINT, y * _POINT), text, fill=_PRINT, font=font, anchor=anchor)
        return x + font.getlength(text) / _POINT * {"l": 1, "m": 0.5, "r": 0}[anchor[0]]

    def _width(self, text: str, style: int, size: float) -> float:
        return self._font(style, size).getlength(text) / _POINT

    def _centred(self, x: float, y: float, text: str, widest: float, *, style: int, size: float = 12) -> None:
        """A line in the middle of a column, smaller where it is too wide for it."""
        while self._width(text, style, size) > widest:
            size -= 0.5
        self._put(x, y, text, style=style, size=size)

    def _header(self) -> float:
        printed, look = self.paper, self.look
        left, right, width = (168, 408, 205) if look.close else (150, 412, 200)
        y = 70.0
        for number, line in enumerate(printed.left):
            bold = number == len(printed.left) - 1 or not printed.left[-1].isalpha()
            self._centred(left, y + 17 * number, line, width, style=2 if bold else 1)
        for number, line in enumerate(printed.right):
            self._centred(right, y + 17 * number, line, 262, style=2, size=12 if number == 0 else 13)
        low = y + 17 * max(len(printed.left), len(printed.right)) + 8
        self.pen.line((left * _POINT - 110, (low - 19) * _POINT, left * _POINT + 110, (low - 19) * _POINT), _PRINT, 3)
        self._number(left, low)
        day, month, year = printed.day
        shown = "      " if look.pen_day else f"{day:02}"
        line = f"{printed.place}, ngày {shown} tháng {month:02} năm {year}"
        start = right - self._width(line, 3, 13) / 2
        self._put(start, low, line, style=3, anchor="ls")
        if look.pen_day and look.pen:
            self._by_hand(start + self._width(f"{printed.place}, ngày ", 3, 13) + 1, low, f"{day:02}", look.pen)
        if printed.about:
            for about in printed.about:
                for line in self._broken(about, 190, 1, 12):
                    low += 15
                    self._put(left, low, line, size=12)
        if look.number_seal:
            self._seal(left + 20, low + 6, _RED, 38)
        return low

    def _number(self, left: float, y: float) -> None:
        printed, look = self.paper, self.look
        gap = "          " if look.pen else printed.digits
        line = f"Số: {gap}{printed.code}" if printed.right != _party_motto() else f"Số {gap}{printed.code}"
        start = left - self._width(line, 1, 13) / 2
        self._put(start, y, line, anchor="ls")
        if look.pen:
            self._by_hand(start + self._width("Số: ", 1, 13) + 2, y, printed.digits, look.pen)

    def _by_hand(self, x: float, y: float, digits: str, ink: tuple[int, int, int]) -> None:
        """Slanted figures of uneven size that miss the base line."""
        slant = self.chance.uniform(0.1, 0.35)
        wide = min(7.0, 30 / len(digits))
        for digit in digits:
            high = self.chance.uniform(11, 15)
            drop = self.chance.uniform(-1, 4)
            for stroke in _STROKES[digit]:
                points = [
                    (
                        (x + px * wide * 0.8 + slant * (1 - py) * high + self.chance.uniform(-0.3, 0.3)) * _POINT,
                        (y + drop - (1 - py) * high + self.chance.uniform(-0.3, 0.3)) * _POINT,
                    )
                    for px, py in stroke
                ]
                self.pen.line(points, fill=ink, width=7, joint="curve")
            x += wide

    def _heading(self, y: float) -> float:
        if not self.paper.heading:
            return y
        if self.look.stamp:
            self._stamp(62, y + 4, self.look.stamp)
        middle, widest = (360.0, 310.0) if self.look.stamp else (297.0, 400.0)
        self._put(middle, y + 14, self.paper.heading, style=2, size=14)
        y += 32
        for line in self.paper.title:
            for part in self._broken(line, widest, 2, 14):
                self._put(middle, y, part, style=2, size=14)
                y += 18
        y += 6
        if self.paper.kind != "party-report":
            self.pen.line((270 * _POINT, (y - 8) * _POINT, 370 * _POINT, (y - 8) * _POINT), _PRINT, 3)
        else:
            self._put(297, y - 4, "-----", style=1)
        return y + 16

    def _body(self, y: float) -> float:
        y += 14 if self.look.stamp and not self.paper.heading else 0
        for line in self.paper.opening:
            centred = line.isupper() or line.startswith("Kính")
            x, anchor = (297, "ms") if centred else (190, "ls")
            self._put(x, y, line, style=2 if line.isupper() else 1, anchor=anchor)
            y += 19
        y += 6
        for paragraph in self.paper.body:
            start = 100
            for line in self._broken(paragraph, 453, 1, 13.5, first=425):
                self._put(start, y, line, size=13.5, anchor="ls")
                y, start = y + 18.5, 72
            y += 5
        return y

    def _broken(self, text: str, widest: float, style: int, size: float, *, first: float | None = None) -> list[str]:
        """The text in lines that are no wider than so many points, the first one than `first`."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, style, size) > (widest if lines or first is None else first):
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]

    def _end(self, y: float) -> None:
        printed = self.paper
        if len(printed.signers) > 1:
            for x, who in zip((160, 420), printed.signers, strict=True):
                self._signed(x, y, who)
            self._recipients(y + 140)
            return
        self._signed(412, y, printed.signers[0])
        low = self._recipients(y)
        for number, line in enumerate(printed.copy):
            self._put(412, max(low, y + 150) + 24 + 17 * number, line, style=2)

    def _recipients(self, y: float) -> float:
        self._put(72, y, "Nơi nhận:", style=2, size=12, anchor="ls")
        for number, line in enumerate(self.paper.recipients):
            self._put(72, y + 15 * (number + 1), f"- {line}", size=11, anchor="ls")
        return y + 15 * (1 + len(self.paper.recipients))

    def _signed(self, x: float, y: float, who: Who) -> None:
        for number, line in enumerate(who.stack):
            self._centred(x, y + 17 * number, line, 220, style=2, size=13)
        low = y + 17 * len(who.stack)
        if self.look.seal:
            self._seal(x - 52, low + self.chance.uniform(20, 34), self.look.seal, 49)
        ink = self.look.pen or _BLUE
        points: list[tuple[float, float]] = []
        at = x - 40
        for _ in range(9):
            at += self.chance.uniform(2, 14)
            points.append((at * _POINT, (low + 34 + self.chance.uniform(-24, 26)) * _POINT))
        self.pen.line(points, fill=ink, width=6, joint="curve")
        self._put(x, low + 80, who.name, style=2, size=13.5)

    def _seal(self, x: float, y: float, ink: tuple[int, int, int], radius: float) -> None:
        cx, cy = x * _POINT, y * _POINT
        for share, wide in ((1.0, 9), (0.94, 3), (0.62, 4)):
            r = radius * share * _POINT
            self.ink.ellipse((cx - r, cy - r, cx + r, cy + r), outline=ink, width=wide)
        star = []
        for step in range(10):
            r = radius * (0.35 if step % 2 == 0 else 0.15) * _POINT
            star.append((cx + r * math.sin(step * math.pi / 5), cy - r * math.cos(step * math.pi / 5)))
        self.ink.polygon(star, outline=ink, width=6)
        font = self._font(2, 8)
        for step, letter in enumerate("ỦY BAN NHÂN DÂN ★ CHXHCN VIỆT NAM"):
            angle = step * 2 * math.pi / 33 - 2.4
            r = radius * 0.78 * _POINT
            self.ink.text(
                (cx + r * math.sin(angle), cy - r * math.cos(angle)), letter, fill=ink, font=font, anchor="mm"
            )

    def _stamp(self, x: float, y: float, ink: tuple[int, int, int]) -> None:
        """A receiver's stamp with its own number and day, written by hand."""
        box = (x * _POINT, y * _POINT, (x + 118) * _POINT, (y + 52) * _POINT)
        self.ink.rectangle(box, outline=ink, width=5)
        self.ink.line(((x + 32) * _POINT, y * _POINT, (x + 32) * _POINT, (y + 52) * _POINT), fill=ink, width=5)
        big, small = self._font(2, 11), self._font(1, 9.5)
        self.ink.text(((x + 16) * _POINT, (y + 30) * _POINT), "ĐẾN", fill=ink, font=big, anchor="ms")
        for number, line in enumerate(("Số: ............", "Ngày: .........", "Chuyển: .......")):
            place = ((x + 35) * _POINT, (y + 15 + 15 * number) * _POINT)
            self.ink.text(place, line, fill=ink, font=small, anchor="ls")
        self._by_hand(x + 58, y + 14, str(self.chance.randint(100, 9999)), _BLUE if ink != _BLACK else _BLACK)
        self._by_hand(x + 65, y + 30, str(self.chance.randint(10, 28)), _BLUE if ink != _BLACK else _BLACK)


def _party_motto() -> tuple[str, ...]:
    return ("ĐẢNG CỘNG SẢN VIỆT NAM",)


def _worn(picture: Image, look: Look, seed: int) -> bytes:
    """The sheet as its scanner wrote it."""
    import numpy as np
    from PIL import Image as images

    if look.dpi != _DPI:
        picture = picture.resize(
            (picture.width * look.dpi // _DPI, picture.height * look.dpi // _DPI), images.Resampling.LANCZOS
        )
    picture = picture.rotate(look.skew_deg, images.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    values = np.asarray(picture).astype(float)
    if look.pale:
        values = 95 + values * 0.52
    if look.noise:
        values = values + np.random.default_rng(seed).normal(0, look.noise, (*values.shape[:2], 1))
    picture = images.fromarray(np.clip(values, 0, 255).astype("uint8"))
    stream = io.BytesIO()
    if look.bilevel:
        picture.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1").save(
            stream, "PNG", dpi=(look.dpi, look.dpi)
        )
    else:
        (picture.convert("L") if look.pale else picture).save(
            stream, "JPEG", quality=look.quality, dpi=(look.dpi, look.dpi)
        )
    return stream.getvalue()
