"""Where a value stands on its page: the page as a picture, and the boxes of a stretch of text.

Boxes are not kept with the text (they would triple the cost of reading PDF, and the size of the catalogue); they are
read again here, when somebody looks at the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.document import Span, Word
from extractor.errors import DamagedFile, UnsupportedFormat
from extractor.limits import DEFAULT, Limits
from extractor.readers import sniff as formats

if TYPE_CHECKING:
    from PIL.Image import Image

    from extractor.readers.page_words import Piece

Box = tuple[float, float, float, float]  # on a page, in points, origin at the top left: x0, top, x1, bottom
_LINE_RE = re.compile(r"[^\n\t]*\S[^\n\t]*")
# Words of one line whose boxes lie this close (in heights) are lit up as one.
_JOINED = 1.5


def page_png(
    name: str, data: bytes, number: int, *, dpi: int = 110, part: Box | None = None, limits: Limits = DEFAULT
) -> bytes:
    """A page of a PDF or scan as a PNG of `dpi`, with stamps and annotations as a reader of the file would see them;
    of it only `part`, in shares (0..1) of width and height.

    Raises UnsupportedFormat when the format has no pages or the file has no page of this number, DamagedFile when it
    does not open.
    """
    drawn, _ = page_picture(name, data, number, dpi=dpi, limits=limits)
    if part is not None:
        left, top, right, bottom = part
        width, height = drawn.size
        drawn = drawn.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))
    stream = io.BytesIO()
    drawn.save(stream, "PNG", optimize=False)
    return stream.getvalue()


def page_picture(
    name: str, data: bytes, number: int, *, dpi: int, limits: Limits = DEFAULT
) -> tuple[Image, tuple[float, float]]:
    """A page as `page_png` draws it, and its width and height in points. Raises as `page_png` does."""
    media_type = formats.sniff(data, name=name)
    if media_type == formats.PDF:
        return _drawn(name, data, number, dpi, limits)
    if media_type in formats.PICTURES:
        return _frame(name, data, number, dpi, limits)
    raise UnsupportedFormat(f"{name}: định dạng này không chia trang nên không có hình ảnh trang.")


def _drawn(name: str, data: bytes, number: int, dpi: int, limits: Limits) -> tuple[Image, tuple[float, float]]:
    from extractor.readers.pdf import opened
    from extractor.readers.pdf_turned import upright_page

    with opened(name, data, limits) as document:
        if not 1 <= number <= len(document):
            raise _no_page(name, number, len(document))
        document.init_forms()
        page = upright_page(document, number - 1)
        width, height = page.get_size()
        scale = min(dpi / 72, (limits.page_pixels / max(1.0, width * height)) ** 0.5)
        drawn: Image = page.render(scale=scale).to_pil().convert("RGB")
    return drawn, (width, height)


def _frame(name: str, data: bytes, number: int, dpi: int, limits: Limits) -> tuple[Image, tuple[float, float]]:
    from PIL import Image, ImageOps

    from extractor.readers.picture import resolution

    try:
        with Image.open(io.BytesIO(data)) as picture:
            frames = int(getattr(picture, "n_frames", 1))
            if not 1 <= number <= frames:
                raise _no_page(name, number, frames)
            picture.seek(number - 1)
            if picture.width * picture.height > limits.page_pixels:
                raise UnsupportedFormat(f"{name}: ảnh trang {number} vượt quá giới hạn page_pixels nên không vẽ.")
            told, _ = resolution(picture)
            drawn = ImageOps.exif_transpose(picture.convert("RGB"))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedFile(f"{name}: ảnh trang {number} bị hỏng ({error}).") from error
    size = (max(1, round(drawn.width * dpi / told)), max(1, round(drawn.height * dpi / told)))
    whole_pt = (drawn.width * 72 / told, drawn.height * 72 / told)
    return drawn.resize(size, Image.Resampling.LANCZOS), whole_pt


def words_on_page(
    name: str, data: bytes, number: int, content: str, span: Span, *, limits: Limits = DEFAULT
) -> tuple[Word, ...]:
    """The words of a page with their boxes: read from the file again and set against `span`, the page's stretch of the
    text `content` that was kept. A scan is recognised again, this page alone. What has no match in the text is left
    out; formats without pages have no words. Raises as `page_png` does, and ToolMissing.
    """
    media_type = formats.sniff(data, name=name)
    if media_type == formats.PDF:
        pieces = _pdf_pieces(name, data, number, limits)
    elif media_type in formats.PICTURES:
        from extractor.readers.picture import read_frame

        pieces = [piece for line in read_frame(name, data, number, limits).lines for piece in line]
    else:
        return ()
    return tuple(_set_against(content, span, pieces))


def boxes_of(words: Sequence[Word], span: Span) -> list[Box]:
    """The rectangles that a stretch of the text covers on the page of these words, line by line."""
    return _joined([w.box_pt for w in words if w.span.start < span.end and span.start < w.span.end])


def _pdf_pieces(name: str, data: bytes, number: int, limits: Limits) -> list[Piece]:
    from extractor.readers.pdf import opened, read_page
    from extractor.readers.pdf_words import text_layer

    with opened(name, data, limits) as document:
        if not 1 <= number <= len(document):
            raise _no_page(name, number, len(document))
        read = read_page(document, document[number - 1], data, number - 1, limits)
        if read.lines:
            return [piece for line in read.lines for piece in line]
        with text_layer(document[number - 1]) as layer:  # opened anew: reading may have set it upright
            return layer.words()


def _no_page(name: str, number: int, count: int) -> UnsupportedFormat:
    return UnsupportedFormat(f"{name}: không có trang {number}; tệp có {count} trang.")


def _set_against(content: str, span: Span, pieces: Sequence[Piece]) -> Iterator[Word]:
    """The words of a page's stretch of text, line by line: columns stand in another order on the page, running heads
    and page numbers stand on the page alone."""
    owners = [piece for piece in pieces for _ in piece.text]
    shown = "".join(piece.text for piece in pieces)
    taken = bytearray(len(shown))
    cursor = 0
    for line in _LINE_RE.finditer(content, span.start, span.end):
        offsets = [at for at in range(line.start(), line.end()) if not content[at].isspace()]
        at = _nearest(shown, "".join(content[offset] for offset in offsets), cursor, taken)
        if at is None:
            continue
        cursor = at + len(offsets)
        taken[at:cursor] = b"\1" * len(offsets)
        begun = 0
        for position in range(1, len(offsets) + 1):
            piece = owners[at + begun]
            if position == len(offsets) or owners[at + position] is not piece:
                box = (piece.x0, piece.top, piece.x1, piece.bottom)
                yield Word(Span(offsets[begun], offsets[position - 1] + 1), box)
                begun = position


def _nearest(shown: str, line: str, cursor: int, taken: bytearray) -> int | None:
    """Where a line's letters stand among the page's: the free place that is nearest to where the last line ended."""
    places = []
    at = shown.find(line)
    while at >= 0:
        if not any(taken[at : at + len(line)]):
            places.append(at)
        at = shown.find(line, at + 1)
    return min(places, key=lambda at: abs(at - cursor), default=None)


def _joined(boxes: list[Box]) -> list[Box]:
    lines: list[Box] = []
    for box in boxes:
        if lines:
            x0, top, x1, bottom = lines[-1]
            height = max(bottom - top, box[3] - box[1])
            level = min(bottom, box[3]) - max(top, box[1]) > 0.4 * min(bottom - top, box[3] - box[1])
            if level and -height < box[0] - x1 < _JOINED * height:
                lines[-1] = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
                continue
        lines.append(box)
    return lines
