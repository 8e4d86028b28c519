"""Texts with the letters, spaces and lines that portals and old editors leave are read as if they had plain ones, and
what is read stands where it stands in the text as stored."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.odd_letters import CHANGES, plain, values, wrapped
from extractor.corrections import Corrections, Meant, Place, place_of
from extractor.document import Document, Found, Page, Reference, Span, Text, Word
from extractor.pipeline import extract, extract_header
from extractor.plain_form import plain_form

SAMPLE = Path(__file__).parents[1] / "corpus/samples/files/kh-118-ubnd-huyen-gia-lam.txt"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("lines", [str, wrapped], ids=["paragraphs", "lines"])
def test_what_a_paper_says_hangs_on_no_odd_letters(change: Callable[[str], str], lines: Callable[[str], str]) -> None:
    text = lines(SAMPLE.read_text("utf-8"))
    assert change(text) != text
    assert values(change(text)) == values(text)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_place_is_that_in_the_stored_text(change: Callable[[str], str]) -> None:
    text = change(SAMPLE.read_text("utf-8"))
    document = extract(Text(text))
    for raw, span in evidence(document):
        assert text[span.start : span.end] == raw
    number = document.header.number
    assert number is not None
    assert plain(text[number.span.start : number.span.end]) == "118/KH-UBND"
    assert document.header.end == len(text)


def evidence(document: Document) -> Iterator[tuple[str, Span]]:
    header, footer = document.header, document.footer
    found = [header.number, header.date, header.issuer, header.title, header.type_code, header.place]
    for one in (*found, *footer.recipients, *document.units, *document.references):
        if isinstance(one, (Found, Reference)):
            yield one.raw, one.span
    for term in document.deadlines:
        yield term.text, term.span
    for task in document.tasks:
        yield task.text, task.span


def test_a_blank_line_behind_every_line_is_none_between_paragraphs() -> None:
    text = wrapped(SAMPLE.read_text("utf-8"))
    assert values(text.replace("\n", "\n\n")) == values(text)
    assert values(text.replace("\n", "\n\n").rstrip() + "\n") == values(text)  # as paragraphs of a page
    starts = ("Đoàn Thanh niên", "Ủy ban nhân dân xã", "Ở thôn Đông", "a) Xã Lũng", "Ảnh kèm theo")
    capitals = "\n\n".join(f"{starts[n % 5]} giữ bờ kè thứ {n}." for n in range(40))
    assert plain_form(capitals) is None
    paragraphs = "\n\n".join(f"{n}. Thôn {n} giữ bờ kè. Ai cũng góp công." for n in range(40))
    assert plain_form(paragraphs) is None  # here they part paragraphs


def test_blanks_before_lines_are_kept_beside_columns_alone() -> None:
    columns = "Nơi nhận:                GIÁM ĐỐC\n- Như trên;\n            Lò Thị Mai"
    body = "\n".join(f"  {'    ' * (n % 3)}dòng thứ {n}" for n in range(9))
    form = plain_form(f"đầu\n{body}\n{columns}")
    assert form is not None
    kept = ("  " + "    " * (n % 3) if n > 5 else "" for n in range(9))
    assert form.content.split("\n")[1:10] == [f"{blanks}dòng thứ {n}" for n, blanks in enumerate(kept)]
    assert form.content.endswith(columns)


def test_two_columns_that_take_turns_by_the_line_are_two() -> None:
    far = " " * 40
    body = "Số: 7/BC-UBND\n\nBÁO CÁO\nTình hình đê kè\n\nXã giữ bờ kè ở ba thôn.\n\n"
    left, right = f"- Như trên;\n- Các thôn;\n{far}    ", "Lò Thị Mai\n- Lưu: VT.\n"
    footer = f"{far}TM. ỦY BAN NHÂN DÂN\nNơi nhận:\n{far}    CHỦ TỊCH\n{left}{right}"
    read = extract(Text(body + footer)).footer
    assert [found.value for found in read.recipients] == ["Như trên", "Các thôn", "Lưu: VT"]
    assert [signer.name for signer in read.signers] == ["Lò Thị Mai"]
    heading = f"{far}Chương I\nLời nói đầu\nXã giữ kè.\nThôn giữ đê.\nBản giữ cống.\n{far}Chương II\n"
    form = plain_form(heading * 3)
    assert form is not None and far not in form.content


def test_a_signature_moved_to_the_right_is_one() -> None:
    stack = "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lò Thị Mai"
    body = "Số: 7/BC-UBND\n\nBÁO CÁO\nTình hình đê kè\n\nXã giữ bờ kè ở ba thôn.\n\n"
    text = body + "\n".join(f"{' ' * 40}{line}" for line in stack)
    (signer,) = extract(Text(text)).footer.signers
    assert (signer.name, signer.position, signer.authority) == ("Lò Thị Mai", "PHÓ CHỦ TỊCH", "KT")
    assert text[signer.span.start : signer.span.end] == "Lò Thị Mai"


def test_a_plain_text_is_read_as_it_is() -> None:
    for text in (SAMPLE.read_text("utf-8"), "", "\n", "  một dòng thụt\nmột dòng không", "“Đ” – …"):
        form = plain_form(text)
        assert form is None or form.content == text


def test_what_is_not_seen_behind_a_value_stays_outside() -> None:
    text = "Thực hiện Kế\u00a0hoạch số 7/KH-UBND\u200b ngày 5/8/2031\u200b của UBND tỉnh Lào Cai\u200b.\r\n"
    (reference,) = extract(Text(text)).references
    assert reference.raw == "Kế\u00a0hoạch số 7/KH-UBND\u200b ngày 5/8/2031\u200b của UBND tỉnh Lào Cai"
    assert reference.issuer == "Ủy ban nhân dân tỉnh Lào Cai"
    assert reference.number == "7/KH-UBND"


def test_letters_of_a_number_that_were_put_right_are_told() -> None:
    read = extract(Text("Thực hiện Quyết định số 9/QÐ-UBND ngày 5/8/2031 của UBND tỉnh Lào Cai.")).references
    assert [(one.number, "number: look-alike letters" in one.reasons) for one in read] == [("9/QĐ-UBND", True)]
    read = extract(Text("Thực hiện Quyết định số 9/QĐ-UBND ngày 5/8/2031 của UBND tỉnh Ðắk Lắk.")).references
    assert [(one.number, "number: look-alike letters" in one.reasons) for one in read] == [("9/QĐ-UBND", False)]


def test_a_head_alone_is_read_so() -> None:
    header = extract_header(Text(SAMPLE.read_text("utf-8").replace("\n", "\r\n").replace(" ", "\u00a0"))).header
    assert header.issuer is not None
    assert header.issuer.value == "Ủy ban nhân dân huyện Gia Lâm"
    assert header.date is not None
    assert header.date.value == "2014-12-09"


def test_corrections_find_their_words() -> None:
    text = "Căn cứ Quyết\u00a0định số 9/QĐ-UBND ngày 5/8/2031 của UBND tỉnh Lào Cai;\r\n"
    meant = Meant("quyet-dinh~19~uy-ban-nhan-dan-tinh-lao-cai~2031", "QĐ", "19/QĐ-UBND", 2031)
    told = Corrections(references=((Place("Quyết\u00a0định số 9/QĐ-UBND", 0), meant),))
    document = extract(Text(text), corrections=told)
    assert [reference.number for reference in document.references] == ["19/QĐ-UBND"]
    assert not [warning for warning in document.warnings if warning.code == "correction-adrift"]


def test_a_correction_means_the_mention_that_was_seen() -> None:
    plain, odd = "Quyết định số 9/QĐ-UBND ngày 5/8/2031", "Quyết định số 9/QÐ-UBND ngày 5/8/2031"
    text = f"Theo {plain} và tiếp theo {odd}."
    told = Corrections(references=((place_of(text, text.index(odd), text.index(odd) + len(odd)), None),))
    left = extract(Text(text), corrections=told)
    assert [reference.raw for reference in left.references] == [plain]
    gone = Corrections(references=((Place("Quyết định số 9/QÐ-UBND", 1), None),))  # there is one alone
    document = extract(Text(text), corrections=gone)
    assert len(document.references) == 2
    assert [warning.code for warning in document.warnings if warning.code == "correction-adrift"]
    wide = "Căn cứ\u00a0Quyết định số １５/QĐ-UBND ngày 5/8/2031 của UBND tỉnh Lào Cai;"
    told = Corrections(references=((place_of(wide, 7, 31), None),))
    assert not extract(Text(wide), corrections=told).references


def test_pages_and_words_of_a_file_stand_where_they_stood() -> None:
    content = "Số:\u00a012\r\nlà số\u200b ấy"
    pages = (Page(1, Span(0, 8), words=(Word(Span(4, 6), (0, 0, 1, 1)),)), Page(2, Span(8, len(content))))
    form = plain_form(content)
    assert form is not None
    read = form.text(Text(content, pages))
    assert form.content == "Số: 12\nlà số ấy"
    assert [read.content[page.span.start : page.span.end] for page in read.pages] == ["Số: 12\n", "là số ấy"]
    assert read.content[slice(read.pages[0].words[0].span.start, read.pages[0].words[0].span.end)] == "12"


@pytest.mark.parametrize(
    "sign", ["\r", "\u00a0", "\r\n", "\u200b", " \u00a0\n", "\n\n", " ", "Ð", "a\n\n", "\n  a", "\n  a   b"]
)
def test_a_flood_takes_time_by_its_length(sign: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        plain_form("Ð" + sign * times)
        return time.process_time() - began

    def behind_a_blank(times: int) -> float:
        began = time.process_time()
        plain_form("a \nx" + sign * times + "y")
        return time.process_time() - began

    seconds(10)
    assert behind_a_blank(400_000) < 40 * max(behind_a_blank(40_000), 0.004)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.004)


def test_a_text_with_nothing_to_read_over_has_no_other_form() -> None:
    """A form costs half as much again as reading the paper does."""
    assert plain_form("Số lượng, số liệu của số Ích: 12 phao.\nCăn cứ Quyết định số 5/QĐ-UBND ngày 3/4/2031;\n") is None
