"""Scans as PDF/A: valid by veraPDF, the same text comes out by another library, each word where it stands."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus.archive import Archive, Original
from extractor.document import Span, Word
from extractor.readers.pdf_words import TextLayer
from extractor.readers.places import Box
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.outgoing import pdfa
from service.pdfa import Leaf, searchable_pdf
from service.people import OWNER, Person
from service.rights import View
from service.settings import Settings
from service.sheets import Drawer, Kept
from service.text_layer import Layer, Placed, Turn, layer_of
from tests.reader_files import pdf, picture, saved
from tests.recognition import needs_tesseract
from tests.servers.verapdf import broken_rules
from tests.service_archive import TEXTS, FakeArchive

A4 = (595.0, 842.0)
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
LETTERS = st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "0123456789/.,;:()%“”")
WORDS = st.text(LETTERS, min_size=1, max_size=12)
PAGES = st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=12)


def leaf(lines: tuple[tuple[Placed, ...], ...], *, grey: bool = False, turn: Turn = 0) -> Leaf:
    stream = io.BytesIO()
    Image.new("L" if grey else "RGB", (60, 84), 250).save(stream, "JPEG")
    size = A4 if turn in (0, 180) else A4[::-1]
    return Leaf(stream.getvalue(), grey, (60, 84), size, Layer(lines, turn))


def set_out(page: list[list[str]], size: float = 11.0) -> tuple[tuple[Placed, ...], ...]:
    """Lines of words as a printer would set them."""
    lines = []
    for number, words in enumerate(page):
        x, top, line = 60.0, 70.0 + number * 2 * size, []
        for word in words:
            line.append(Placed(word, (x, top, x + len(word) * size * 0.45, top + size)))
            x = line[-1].box[2] + size * 0.4
        lines.append(tuple(line))
    return tuple(lines)


def read_back(data: bytes, number: int = 0) -> list[Placed]:
    """The words of a page with the rectangle of their letters, as PDFium finds them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        textpage = document[number].get_textpage()
        try:
            layer = TextLayer(textpage, document[number].get_mediabox()[3])  # as scanned, not as shown
            return [Placed(m.group(), _around(layer, *m.span())) for m in re.finditer(r"[^\s\0]+", layer.chars)]
        finally:
            textpage.close()
    finally:
        document.close()


def _around(layer: TextLayer, start: int, end: int) -> Box:
    boxes = layer.boxes(range(start, end))
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


@given(PAGES)
def test_the_text_comes_out_as_it_was_written_where_it_stands(page: list[list[str]]) -> None:
    lines = set_out(page)
    found = read_back(searchable_pdf([leaf(lines)], title="Kế hoạch", author=None))
    written = [word for line in lines for word in line]
    assert [one.text for one in found] == [word.text for word in written]
    for one, word in zip(found, written, strict=True):
        assert one.box == pytest.approx(word.box, abs=2)


def as_scanned(box: Box, turn: Turn) -> Box:
    """A rectangle of the upright page where it lies when the page (A4) is scanned turned clockwise."""
    x0, top, x1, bottom = box
    width, height = A4
    return {
        0: box, 90: (height - bottom, x0, height - top, x1), 270: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
    }[turn]  # fmt: skip


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@settings(max_examples=15)
@given(page=PAGES)
def test_a_page_on_its_side_or_head_is_read_in_order(turn: Turn, page: list[list[str]]) -> None:
    lines = (*set_out([["Kế", "hoạch", "số"]]), *set_out([[], *page])[1:])  # a line that tells which way
    content = "\n".join(" ".join(word.text for word in line) for line in lines)
    boxes = [as_scanned(word.box, turn) for line in lines for word in line]
    words, at = [], 0
    for text, box in zip(content.split(), boxes, strict=True):
        at = content.index(text, at)
        words.append(Word(Span(at, at + len(text)), box))
        at += len(text)
    size = A4 if turn in (0, 180) else A4[::-1]
    layer = layer_of(content, Span(0, len(content)), words, *size)
    assert layer.turn_deg == turn
    found = read_back(searchable_pdf([leaf(layer.lines, turn=turn)], title="", author=None))
    assert [one.text for one in found] == content.split()
    for one, box in zip(found, boxes, strict=True):
        assert one.box == pytest.approx(box, abs=2)


def test_words_whose_rectangles_run_into_each_other_stay_two() -> None:
    lines = ((Placed("Nơi", (60, 70, 95, 82)), Placed("nhận", (90, 71, 120, 83)), Placed(".", (90, 71, 92, 83))),)
    found = read_back(searchable_pdf([leaf(lines)], title="", author=None))
    assert [one.text for one in found] == ["Nơi", "nhận", "."]


def test_the_same_pages_give_the_same_bytes_and_no_letter_is_lost() -> None:
    lines = set_out([["Ủy", "ban", "nhân\U0001f600dân"], ["43/2023/TT-BTC"]])
    first, second = (
        searchable_pdf([leaf(lines), leaf(lines, grey=True)], title="a\x01 & <b>", author="Ủy ban") for _ in range(2)
    )
    assert first == second
    for number in (0, 1):
        assert "".join(one.text for one in read_back(first, number)).startswith("Ủyban")


def test_what_a_reader_of_archives_looks_for_is_there() -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(searchable_pdf([leaf(set_out([["Số"]]))], title="Số 7", author="Sở Y tế"))) as made:
        with made.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            assert metadata["dc:title"] == "Số 7" and metadata["dc:creator"] == ["Sở Y tế"]
        (intent,) = made.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3
        assert "/ID" in made.trailer and not made.is_encrypted
        font = made.pages[0].Resources.Font.F0
        assert font.DescendantFonts[0].FontDescriptor.FontFile2 is not None
        assert b"beginbfchar" in font.ToUnicode.read_bytes()


def words_at(content: str, *found: str) -> list[Word]:
    spans = [Span(content.index(one), content.index(one) + len(one)) for one in found]
    return [Word(span, (100.0, 50.0 + 20 * row, 160.0, 62.0 + 20 * row)) for row, span in enumerate(spans)]


def test_words_that_were_not_found_stand_between_their_neighbours() -> None:
    content = "Trang trước\nSố: 15/KH-UBND\nDòng sửa tay\nNơi nhận:\n"
    span = Span(content.index("Số"), len(content))
    first, typed, last = layer_of(content, span, words_at(content, "Số:", "Nơi nhận:"), *A4).lines
    assert [one.text for one in (*first, *typed, *last)] == content[span.start :].split()
    assert first[0].box == (100.0, 50.0, 160.0, 62.0)
    assert first[1].box[0] >= 160.0 and first[1].box[1::2] == (50.0, 62.0)
    assert all(62.0 <= one.box[1] < one.box[3] <= 70.1 for one in typed), "between the line above and the line below"
    assert [one.box[0] for one in typed] == sorted(one.box[0] for one in typed)
    # one word of the recogniser that became two in the text: each has its share
    assert 100.0 == last[0].box[0] < last[0].box[2] < last[1].box[0]
    assert last[1].box[2] == pytest.approx(160.0)


@given(PAGES, st.sets(st.integers(0, 95)))
def test_whatever_was_found_every_word_is_placed_on_the_page(page: list[list[str]], missing: set[int]) -> None:
    content = "\n".join(" ".join(line) for line in page)
    boxes = [word.box for line in set_out(page) for word in line]
    words, at = [], 0
    for number, text in enumerate(content.split()):
        at = content.index(text, at)
        if number not in missing:
            words.append(Word(Span(at, at + len(text)), boxes[number]))
        at += len(text)
    placed = [one for line in layer_of(content, Span(0, len(content)), words, *A4).lines for one in line]
    assert [one.text for one in placed] == content.split()
    for number, one in enumerate(placed):
        x0, top, x1, bottom = one.box
        assert x0 < x1 and top < bottom <= A4[1]
        assert number in missing or one.box == pytest.approx(boxes[number])


@pytest.mark.validator
@pytest.mark.xdist_group("validator")
def test_it_is_pdfa_by_the_judgement_of_verapdf(tmp_path: Path) -> None:
    import pikepdf

    hostile = set_out([["Ủy", "\u0001\ufffe", "a\U0001f600b"], ["(", ")", "\\"], ["x" * 300]])
    many = set_out([[chr(code) for code in range(0x4E00 + row * 40, 0x4E28 + row * 40)] for row in range(30)], size=4)
    files = {
        "plain": searchable_pdf([leaf(set_out([["Kế", "hoạch"]])), leaf(())], title="Kế hoạch số 1", author="Sở Y tế"),
        "grey": searchable_pdf([leaf((), grey=True)], title="", author=None),
        "hostile": searchable_pdf([leaf(hostile), leaf(many)], title="\x01]]> & <x>", author="\ufffe"),
    }
    with pikepdf.open(io.BytesIO(files["plain"])) as spoilt:
        del spoilt.Root.OutputIntents
        stream = io.BytesIO()
        spoilt.save(stream)
        files["spoilt"] = stream.getvalue()
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    plain, grey, odd, spoilt_rules = broken_rules([tmp_path / f"{name}.pdf" for name in files], tmp_path)
    assert (plain, grey, odd) == ([], [], [])
    assert any(rule.startswith("6.2.4.3") for rule in spoilt_rules), "colours without a profile are told"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one scan of two pages and one paper with text of its own."""
    folder = tmp_path_factory.mktemp("quet")
    page = picture(pdf(), dpi=200)
    (folder / "quet.tif").write_bytes(saved(page, "TIFF", dpi=200))
    (folder / "chu.pdf").write_bytes(pdf(number="Số: 7/QĐ-UBND"))
    with Archive.open(folder / "kho") as archive:
        archive.ingest([folder / "quet.tif", folder / "chu.pdf"], workers=1)
    return folder / "kho"


@needs_tesseract
def test_a_scan_goes_out_with_its_text_and_its_corrections(scanned: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=str(scanned)))) as client:
        archive: Archive = client.app.state.archive  # type: ignore[attr-defined]  # the app is ours
        (scan,) = [one for one in archive.find("418/KH-UBND") if one["held"]]
        assert "/searchable.pdf" in client.get(f"/documents/{scan['id']}").text
        line = max(archive.text(scan["id"]).splitlines(), key=len)
        archive.correct_line(scan["id"], archive.text(scan["id"]).index(line), f"{line} (đã đối chiếu)", person="lan")
        answer = client.get(f"/api/v1/documents/{scan['id']}/searchable.pdf")
        assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == 'attachment; filename="418-kh-ubnd.pdf"'
        found = read_back(answer.content)
        assert [one.text for one in found] == archive.text(scan["id"]).split()
        (number,) = [one for one in found if one.text == "418/KH-UBND"]
        assert (number.box[1] + number.box[3]) / 2 == pytest.approx(842 - 734, abs=5)
        refused = client.get("/api/v1/documents/7/QĐ-UBND/searchable.pdf")
        assert refused.status_code == 422 and "không phải bản quét" in refused.json()["detail"]
        assert "/searchable.pdf" not in client.get("/documents/7/QĐ-UBND").text
        with pytest.raises(ServiceError, match=r"1 trang.*vanban export"):
            pdfa(View(archive, OWNER), scan["id"], Drawer(), most_pages=0)
    target = tmp_path / "ra.pdf"
    assert main(["export", "418/KH-UBND", "--format", "pdfa", "--data", str(scanned), "--output", str(target)]) == 0
    assert target.read_bytes() == answer.content


class CountedDrawer(Drawer):
    """Draws nothing and remembers which pages were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, str]] = []

    def leaf(self, path: Path, name: str, page: Kept) -> Leaf:
        self.asked.append((page.number, page.text[page.start : page.end]))
        return leaf(())


def test_of_a_file_of_several_papers_only_this_ones_pages_go_out() -> None:
    class Bound(FakeArchive):
        def show(self, id: str) -> dict[str, Any]:
            part = {"index": 2, "of": 3, "first_page": 4, "last_page": 5}
            source = {"media_type": "image/tiff", "text_source": "ocr", "pages": 9, "part": part}
            return {**super().show(id), "source": {**super().show(id)["source"], **source}}

        def original(self, id: str) -> Original:
            return Original(Path(__file__), "bó.tif", "image/tiff", (0, 30))

    reader = Person("lan", "reader", 0)
    archive: Any = Bound()
    drawer = CountedDrawer()
    made = pdfa(View(archive, reader), "d1", drawer)
    assert made.name == "15-kh-ubnd.pdf" and b"".join(made.pieces).startswith(b"%PDF-1.7")
    assert drawer.asked == [(4, TEXTS["d1"][:30]), (5, TEXTS["d1"][30:])]
