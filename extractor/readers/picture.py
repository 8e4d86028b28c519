"""Scans as pictures: TIFF with one or many pages, JPEG, PNG."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, TooLarge, UnsupportedFormat
from extractor.limits import Limits
from extractor.readers.page_image import WORK_DPI
from extractor.readers.paged import PageRead, texts_of, unread_page
from extractor.readers.scanned import read_picture, read_upper_part

if TYPE_CHECKING:
    from PIL.Image import Image

# A picture without a believable resolution is taken for a scanned A4 sheet: 210 mm wide, or 297 mm when lying.
_A4_INCHES = (8.27, 11.69)
_DPI = (60, 1300)
_UNEQUAL = 1.05  # by so much wider than high dots of a fax are at least


def read_picture_file(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One text a paper, a page a frame. Raises DamagedFile, or TooLarge for too many pages or pixels."""

    with _opened(name, data, limits) as (picture, told):
        pages = []
        failed: Exception | None = None
        for index in range(_frames(picture)):
            try:
                pages.append(_page(name, picture, index, limits))
            except TooLarge:
                raise
            except Exception as error:  # noqa: BLE001 - a frame that is cut off or broken: the others are read
                failed = failed or error
                pages.append(unread_page(index + 1, error))
        if failed is not None and not any(line.strip() for page in pages for line in page.texts):
            raise failed
        pages[0].warnings[:0] = _flaws(told)
    return texts_of(name, pages, limits)


def read_picture_head(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """As `read_picture_file`, the upper part of the first page alone."""
    with _opened(name, data, limits) as (picture, told):
        page = _page(name, picture, 0, limits, head_only=True)
        page.warnings[:0] = _flaws(told)
    return texts_of(name, [page], limits)


def read_frame(name: str, data: bytes, number: int, limits: Limits) -> PageRead:
    """One page (from 1). Raises as `read_picture_file` does, UnsupportedFormat when there is no such page."""
    with _opened(name, data, limits) as (picture, _):
        if not 1 <= number <= _frames(picture):
            raise UnsupportedFormat(f"{name}: không có trang {number}; tệp có {_frames(picture)} trang.")
        return _page(name, picture, number - 1, limits)


def read_pictures(name: str, files: Sequence[bytes], limits: Limits) -> tuple[Text, ...]:
    """Scans that stand inside another file, in the order of its text. Raises as `read_picture_file` does."""
    pages: list[PageRead] = []
    for data in files:
        with _opened(name, data, limits) as (picture, told):
            for index in range(_frames(picture)):
                if len(pages) == limits.pages:
                    raise TooLarge(f"{name}: hơn {limits.pages} trang ảnh (giới hạn pages). Hãy tách tệp.")
                pages.append(_page(name, picture, index, limits, number=len(pages) + 1))
            pages[-1].warnings[:0] = _flaws(told)
    return texts_of(name, pages, limits)


@contextmanager
def _opened(name: str, data: bytes, limits: Limits) -> Iterator[tuple[Image, list[warnings.WarningMessage]]]:
    """The picture, and what Pillow warns of while it is read, which grows meanwhile."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            with Image.open(io.BytesIO(data)) as picture:
                frames = _frames(picture)
                if frames > limits.pages:
                    raise TooLarge(
                        f"{name}: {frames} trang, vượt quá giới hạn {limits.pages} trang (pages). Hãy tách tệp."
                    )
                yield picture, told
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        # what Pillow says of a file that it does not know is the place of the bytes in memory
        cause = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
        raise DamagedFile(f"{name}: tệp ảnh bị hỏng hoặc thiếu phần cuối{cause}. Hãy quét lại.") from error
    except Image.DecompressionBombError as error:
        raise TooLarge(f"{name}: ảnh quá lớn khi giải nén ({error}). Hãy quét ở 300 dpi.") from error


def _flaws(told: list[warnings.WarningMessage]) -> list[Warning_]:
    """What is wrong in a picture file that can be read all the same, each once."""
    said = dict.fromkeys(" ".join(str(each.message).split()) for each in told)
    return [
        Warning_("picture-flawed", f"Tệp ảnh có chỗ sai chuẩn: {each}. Hãy đối chiếu với bản gốc.") for each in said
    ]


def _frames(picture: Image) -> int:
    return int(getattr(picture, "n_frames", 1))


def _page(
    name: str, picture: Image, index: int, limits: Limits, *, number: int | None = None, head_only: bool = False
) -> PageRead:
    from PIL import ImageOps

    picture.seek(index)
    number = index + 1 if number is None else number
    width, height = picture.size
    if width * height > limits.page_pixels:
        raise TooLarge(
            f"{name}: trang {number} có {width * height:,} điểm ảnh, vượt quá giới hạn {limits.page_pixels:,} "
            "(page_pixels). Hãy quét ở 300 dpi."
        )
    notes: list[Warning_] = []
    dpi, told = resolution(picture)
    upright = ImageOps.exif_transpose(
        picture.convert("RGB") if picture.mode in ("P", "CMYK", "RGBA", "YCbCr") else picture
    )
    upright = _with_square_dots(upright, picture.info["dpi"], limits) if told else upright
    if not told:
        note = f"Trang {number}: ảnh không ghi độ phân giải, coi là trang A4 ({dpi:.0f} dpi)."
        notes.append(Warning_("resolution-guessed", note, page=number))
    if dpi < 90:
        note = f"Trang {number}: chỉ {dpi:.0f} dpi, nhận dạng sẽ kém. Nên quét ở 300 dpi."
        notes.append(Warning_("low-resolution", note, page=number))
    wide, high = upright.size
    # A narrow strip that claims to be 20 dpi must not be blown up past the limit.
    least = WORK_DPI / (limits.page_pixels / max(1, wide * high)) ** 0.5
    dpi_read = max(dpi, least)
    scanned = (
        read_upper_part(upright, limits, dpi_read) if head_only else read_picture(upright, number, limits, dpi_read)
    )
    notes.extend(scanned.warnings)
    texts = [" ".join(piece.text for piece in line) for line in scanned.lines]
    size = (wide * 72 / dpi, high * 72 / dpi)
    return PageRead(number, size, texts, scanned.lines, True, notes, list(scanned.apart))


def _with_square_dots(picture: Image, dots: tuple[float, float], limits: Limits) -> Image:
    """The picture as high as it is on paper for its width: a fax has 204 dots an inch across and 98 or 196 down (ITU-T
    T.4). `dots`: an inch, across and down."""
    from PIL import Image as images

    across, down = map(float, dots)
    if not _DPI[0] <= down <= _DPI[1] or max(across, down) < _UNEQUAL * min(across, down):
        return picture
    high = max(1, round(picture.height * across / down))
    if picture.width * high > limits.page_pixels:
        return picture
    grey = picture.convert("L") if picture.mode == "1" else picture  # two tones alone would be picked, not blended
    return grey.resize((picture.width, high), images.Resampling.BICUBIC)


def resolution(picture: Image) -> tuple[float, bool]:
    """Dots per inch of a scanned page, and whether the file tells it (else the page is taken for A4)."""
    told = picture.info.get("dpi")
    if isinstance(told, tuple) and len(told) == 2:
        dpi = float(told[0])
        if _DPI[0] <= dpi <= _DPI[1] and dpi > 72.5:  # 72 is what programs write that do not know
            return dpi, True
    width, height = picture.size
    short, long = sorted((width, height))
    return max(short / _A4_INCHES[0], long / _A4_INCHES[1], 1.0), False
