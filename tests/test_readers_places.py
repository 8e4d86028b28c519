"""Papers bound together in one file are told apart; values are found again on their pages."""

from __future__ import annotations

import io

import pytest

from extractor.document import Span, Text, Warning_
from extractor.errors import UnsupportedFormat
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.paged import PageRead, begins_paper, split, texts_of
from extractor.readers.places import boxes_of, page_png, words_on_page
from tests.reader_files import BODY, HEADER_TEXT, docx, pdf, picture, saved

HEAD = HEADER_TEXT.splitlines()
END = ["Nơi nhận:", "- Lưu: VT.", "", "CHỦ TỊCH", "Vàng Thị Lan"]


def page(number: int, texts: list[str], **more: object) -> PageRead:
    warnings = [Warning_("handwritten", "", "number", number)] if more.get("by_hand") else []
    return PageRead(number, (595, 842), texts, [], warnings=warnings)


def bound(*papers: bytes) -> bytes:
    """One PDF of the pages of several."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for data in papers:
        whole.import_pages(pypdfium2.PdfDocument(data))
    stream = io.BytesIO()
    whole.save(stream)
    whole.close()
    return stream.getvalue()


def test_papers_bound_in_one_file_are_told_apart() -> None:
    _, found = read_bytes("a.pdf", bound(pdf(pages=2), pdf(number="Số: 7/QĐ-UBND"), pdf(pages=3)))
    assert [[p.number for p in each.pages] for each in found] == [[1, 2], [3], [4, 5, 6]]
    assert [each.content.startswith("ỦY BAN NHÂN DÂN\n") for each in found] == [True] * 3
    assert "Số: 7/QĐ-UBND" in found[1].content
    assert all("split-doubtful" not in [w.code for w in each.warnings] for each in found)


@pytest.mark.parametrize(
    ("texts", "by_hand", "begins"),
    [
        (HEAD, False, True),
        (["ĐẢNG CỘNG SẢN VIỆT NAM", "Số 34-CT/TW", "Hà Nội, ngày 07 tháng 4 năm 2014"], False, True),
        ([line.replace("418", "") for line in HEAD], True, True),
        ([line.replace("418", "") for line in HEAD], False, True),  # not yet registered, but dated
        ([line.replace("418", "").replace("12", "").replace("9", "") for line in HEAD], False, False),
        (["DỰ THẢO", *HEAD], False, False),
        (["Mẫu số 02", *HEAD], False, False),
        (["PHỤ LỤC I", "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)", *HEAD], False, False),
        (["2", *HEAD], False, False),
        (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐƠN ĐỀ NGHỊ"], False, False),
        (list(BODY), False, False),
        ([], False, False),
    ],
)
def test_first_pages(texts: list[str], by_hand: bool, begins: bool) -> None:
    assert begins_paper(page(2, texts, by_hand=by_hand)) is begins


def test_a_split_before_the_end_of_a_paper_is_doubtful() -> None:
    papers = split([page(1, [*HEAD, *BODY]), page(2, HEAD), page(3, END), page(4, [*HEAD, *END])])
    assert [[p.number for p in paper] for paper in papers] == [[1], [2, 3], [4]]
    assert [w.code for w in papers[1][0].warnings] == ["split-doubtful"]
    assert papers[2][0].warnings == []


def test_handwriting_on_an_annexed_form_is_not_the_papers() -> None:
    (found,) = texts_of("a", [page(1, HEAD), page(2, ["Mẫu số 02", *HEAD], by_hand=True)], Limits())
    assert found.warnings == ()


def spot(text: Text, said: str) -> Span:
    at = text.content.index(said)
    return Span(at, at + len(said))


def boxes(data: bytes, text: Text, number: int, span: Span) -> list[tuple[float, float, float, float]]:
    page = next(page for page in text.pages if page.number == number)
    return boxes_of(words_on_page("a", data, number, text.content, page.span), span)


def test_values_are_found_on_their_pages() -> None:
    data = pdf(pages=2)
    _, (found,) = read_bytes("a.pdf", data)
    assert found.pages[0].words == found.pages[1].words == ()
    (number,) = boxes(data, found, 1, spot(found, "Số: 418/KH-UBND"))
    assert number[1] == pytest.approx(842 - 730 - 9, abs=3)  # 13 pt letters on a base line at 730 of 842 pt
    assert number[3] == pytest.approx(842 - 730, abs=4)
    left, right = (boxes(data, found, 1, spot(found, said))[0] for said in ("TỈNH HÀ GIANG", "Độc lập"))
    assert left[2] < right[0]
    assert left[3] == pytest.approx(right[3], abs=4)
    assert boxes(data, found, 2, spot(found, "Số: 418/KH-UBND")) == []
    at = found.content.index("Chỉ thị số 09/CT-UBND", found.pages[1].span.start)
    (cited,) = boxes(data, found, 2, Span(at, at + 21))
    assert cited[3] == pytest.approx(842 - 800, abs=5)
    two_lines = boxes(data, found, 2, Span(at, at + 120))
    assert len(two_lines) == 2
    assert two_lines[1][1] > two_lines[0][1] + 10


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_values_are_found_on_scans_as_they_lie(kind: str) -> None:
    scan = picture(pdf(), dpi=200).rotate(1.2, fillcolor="white")
    data = saved(scan, kind, dpi=200, more=[scan])
    _, papers = read_bytes("a", data)
    assert len(papers) == 2
    for number, found in enumerate(papers, start=1):
        at = found.content.index("Số: 418/KH-UBND")
        (box,) = boxes(data, found, number, Span(at, at + 15))
        # Level it stands about 150 pt from the left and 730 from the bottom; the turn moves it by 3 pt or so.
        assert (box[0] + box[2]) / 2 == pytest.approx(150, abs=8)
        assert (box[1] + box[3]) / 2 == pytest.approx(842 - 734, abs=8)
    with pytest.raises(UnsupportedFormat, match="2 trang"):
        words_on_page("a", data, 3, papers[0].content, Span(0, 1))


def test_words_that_are_not_in_the_text_light_nothing() -> None:
    assert words_on_page("a", pdf(), 1, "chữ của văn bản khác", Span(0, 20)) == ()


def test_pictures_of_pages() -> None:
    from PIL import Image

    for data in (pdf(pages=2), saved(picture(pdf()), "TIFF", more=[picture(pdf())])):
        with Image.open(io.BytesIO(page_png("a", data, 2, dpi=72))) as drawn:
            assert drawn.size == pytest.approx((595, 842), abs=3)
        with pytest.raises(UnsupportedFormat, match="2 trang"):
            page_png("a", data, 3)
    with pytest.raises(UnsupportedFormat, match="không chia trang"):
        page_png("a.docx", docx(), 1)
    _, (found,) = read_bytes("a.docx", docx())
    assert words_on_page("a.docx", docx(), 1, found.content, Span(0, 20)) == ()
