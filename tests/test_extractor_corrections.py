"""What a person put right, laid over what was read: fields, references, lines of a recognised page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.corrections import (
    Corrections,
    Meant,
    Place,
    checked,
    corrected_text,
    find_place,
    place_of,
)
from extractor.document import Document, Page, Span, Table, Text, Warning_
from extractor.pipeline import extract
from extractor.text import compare_form

PAPER = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 12/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Yên Bái, ngày 03 tháng 02 năm 2023

KẾ HOẠCH
Chăm sóc đường hoa ven sông

Căn cứ Luật Đất đai;
Thực hiện Kế hoạch số 7/KH-UBND ngày 05/01/2023 của Ủy ban nhân dân tỉnh Yên Bái và Kế hoạch số 7/KH-UBND;
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
1. Sở Xây dựng chủ trì trồng hoa trước ngày 30/6/2023.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Bình
"""
MEANT = Meant("cong-van~9~so-xay-dung-tinh-yen-bai~2022", "CV", "9/SXD-KT", 2022, "2022-11-02", "Sở Xây dựng")


def read(corrections: Corrections) -> Document:
    return extract(corrected_text(Text(PAPER), corrections), corrections=corrections)


def test_a_corrected_field_keeps_the_place_where_it_was_read() -> None:
    header = read(Corrections({"number": "21/KH-UBND"})).header
    assert header.number is not None
    assert (header.number.value, header.number.raw, header.number.rule) == ("21/KH-UBND", "12/KH-UBND", "correction")
    assert header.symbol is not None
    assert header.symbol.value == "KH-UBND"


def test_what_is_inferred_from_a_field_follows_it() -> None:
    """A law cited by its bare name is the version in force on the paper's date; a short `UBND tỉnh` is its issuer's."""
    then = {r.raw: r for r in read(Corrections({"date": "2013-02-03"})).references}
    now = {r.raw: r for r in read(Corrections()).references}
    assert now["Luật Đất đai"].year == 2013
    assert then["Luật Đất đai"].year == 2003
    header = read(Corrections({"issuer": "Ủy ban nhân dân tỉnh Lào Cai"})).header
    assert header.issuer_place == "Lào Cai"


def test_a_field_that_a_person_emptied_is_empty_without_a_warning() -> None:
    header = read(Corrections({"number": None})).header
    assert header.number is None
    assert not [w for w in header.warnings if w.field == "number"]


def test_a_pen_that_the_reader_saw_is_no_doubt_any_more_once_a_person_read_it() -> None:
    text = Text(PAPER.replace("12/KH", "  /KH"), warnings=(Warning_("handwritten", "viết tay", "number", 1),))
    before, after = extract(text), extract(text, corrections=Corrections({"number": "4/KH-UBND"}))
    assert before.header.number is None
    assert [w.field for w in before.warnings] == ["number"]
    assert after.header.number is not None
    assert after.header.number.raw == "KH-UBND"
    assert after.warnings == ()


def test_a_name_put_right_once_holds_where_it_is_read_and_yields_to_the_papers_own() -> None:
    names = {compare_form("UBND TỈNH YÊN BÁI".replace("UBND", "Ủy ban nhân dân")): "Ủy ban nhân dân tỉnh Lào Cai"}
    header = read(Corrections(issuers=names)).header
    assert header.issuer is not None
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"
    own = read(Corrections({"issuer": "Hội đồng nhân dân tỉnh Yên Bái"}, issuers=names)).header
    assert own.issuer is not None
    assert own.issuer.value == "Hội đồng nhân dân tỉnh Yên Bái"


def test_a_reference_is_settled_dropped_or_made() -> None:
    content = PAPER
    second = content.rindex("Kế hoạch số 7/KH-UBND")
    hoa = content.index("đường hoa ven sông")
    told = Corrections(
        references=(
            (place_of(content, second, second + len("Kế hoạch số 7/KH-UBND")), MEANT),
            (place_of(content, content.index("Luật Đất đai"), content.index("Luật Đất đai") + 12), None),
            (place_of(content, hoa, hoa + 18), MEANT),
        )
    )
    found = [(r.raw, r.key, r.rule) for r in read(told).references]
    assert [raw for raw, _, _ in found] == [
        "đường hoa ven sông",
        "Kế hoạch số 7/KH-UBND ngày 05/01/2023 của Ủy ban nhân dân tỉnh Yên Bái",
        "Kế hoạch số 7/KH-UBND",
    ]
    assert [rule for _, _, rule in found] == ["correction", "numbered", "correction"]
    assert found[2][1] == MEANT.key


def test_what_is_not_there_any_more_is_told() -> None:
    told = Corrections(lines=((Place("Dòng không có", 0), "x"),), references=((Place("Chỉ thị số 3/CT-XYZ", 0), None),))
    assert [w.code for w in read(told).warnings] == ["correction-adrift", "correction-adrift"]


def test_a_corrected_line_moves_pages_and_tables_along() -> None:
    text = Text(
        "một\nhai\nba\nbốn\n",
        pages=(Page(1, Span(0, 8), source="ocr"), Page(2, Span(8, 15), source="ocr")),
        tables=(Table(Span(8, 10), ()),),
    )
    right = corrected_text(text, Corrections(lines=((Place("hai", 0), "hai mươi"), (Place("ba", 0), ""))))
    assert right.content == "một\nhai mươi\n\nbốn\n"
    assert [right.content[p.span.start : p.span.end] for p in right.pages] == ["một\nhai mươi\n", "\nbốn\n"]
    assert right.content[right.tables[0].span.start : right.tables[0].span.end] == ""


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_a_place_is_found_again_where_it_was(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    raw = content[start:end]
    if raw != raw.strip() or not raw:
        return
    found = find_place(content, place_of(content, start, end))
    assert found is not None
    assert content[found.start : found.end].split() == raw.split()


@pytest.mark.parametrize(
    ("name", "given_", "value"),
    [
        ("date", "24/5/2024", "2024-05-24"),
        ("date", "2024-05-24", "2024-05-24"),
        ("type", "Kế hoạch", "KH"),
        ("secrecy", "mật", "MẬT"),
        ("number", " 34-CT/TW ", "34-CT/TW"),
        ("title", None, None),
        ("recipients", None, []),
        ("signers", [{"name": "Lê An"}], [{"name": "Lê An", "position": None, "authority": None}]),
    ],
)
def test_values_are_put_into_the_form_of_their_field(name: str, given_: object, value: object) -> None:
    assert checked(name, given_) == value


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("date", "31/2/2024"),
        ("date", "hôm qua"),
        ("type", "bài hát"),
        ("secrecy", "kín"),
        ("number", "CT/TW"),
        ("number", "12/3/2024"),
        ("title", "  "),
        ("title", "a" * 3000),
        ("signers", [{"name": ""}]),
        ("signers", [{"name": "Lê An", "authority": "X"}]),
    ],
)
def test_what_a_field_cannot_be_is_refused_with_a_reason(name: str, given_: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        checked(name, given_)
