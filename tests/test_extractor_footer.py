"""Signers and recipients: stacks and marks of authority, broken lines, merged columns, copies, joint papers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Footer, Text
from extractor.footer import read_footer
from extractor.footer.recipients import find_recipients
from extractor.footer.signature import find_signature
from extractor.footer.stamps import is_stamp
from extractor.header import read_header
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from tests.footer_texts import HEAD, footer_of

EXAMPLES: list[dict[str, Any]] = toml_data("signature.toml")["example"]
COUNTEREXAMPLES: list[dict[str, Any]] = toml_data("signature.toml")["counterexample"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["block"]).replace("\n", " / "))
def test_example_block_is_read(example: dict[str, Any]) -> None:
    found = find_signature(example["block"], 0, len(example["block"]))
    assert found is not None
    assert [(s.name, s.position, s.authority or "") for s in found.signers] == [
        (example["name"], example["position"], example["authority"])
    ]


@pytest.mark.parametrize("example", COUNTEREXAMPLES, ids=lambda e: str(e["block"]).replace("\n", " / "))
def test_stack_without_a_name_is_no_signature(example: dict[str, Any]) -> None:
    assert find_signature(example["block"], 0, len(example["block"])) is None


@pytest.mark.parametrize("position", toml_data("signature.toml")["positions"])
def test_every_position_of_the_register_is_read(position: str) -> None:
    found = find_signature(f"{position}\nTrần Thị Bình", 0, 200)
    assert found is not None
    assert found.signers[0].position == position


def test_merged_columns_of_one_line() -> None:
    footer = footer_of(
        "Nơi nhận:\n- Như trên;          KT. GIÁM ĐỐC\n- Lưu: VT, CCVC.     PHÓ GIÁM ĐỐC\n\nLý Văn Thành\n"
    )
    assert [r.value for r in footer.recipients] == ["Như trên", "Lưu: VT, CCVC"]
    assert [(s.name, s.position, s.authority) for s in footer.signers] == [("Lý Văn Thành", "PHÓ GIÁM ĐỐC", "KT")]


@pytest.mark.parametrize(
    "block",
    [
        "Nơi nhân: T/L BAN THƯỜNG VỤ\n- Tỉnh ủy, CHÁNH VĂN PHÒNG\n- Các ban,\n- Lưu VPTU. Hà Đức Vượng\n",
        "Nơi nhận: T/M BAN BÍ THƯ\n- Tỉnh ủy, THƯỜNG TRỰC BAN BÍ THƯ\n- Các ban,\n- Lưu VPTU.\n\nHà Đức Vượng\n",
        "Nơi nhận: T/L BAN THƯỜNG VỤ\n- Tỉnh ủy, K/T CHÁNH VĂN PHÒNG\n- Các ban, PHÓ CHÁNH VĂN PHÒNG\n"
        "- Lưu VPTU.\nHà Đức Vượng",
        "Nơi nhận: TRƯỞNG BAN\n- Tỉnh ủy,\n- Các ban, Hà Đức Vượng\n- Lưu VPTU.\n",
    ],
)
def test_merged_columns_of_party_papers(block: str) -> None:
    footer = footer_of(block)
    assert [found.value for found in footer.recipients] == ["Tỉnh ủy", "Các ban", "Lưu VPTU"]
    assert [signer.name for signer in footer.signers] == ["Hà Đức Vượng"]


def test_a_position_two_spaces_behind_a_recipient() -> None:
    footer = footer_of("Nơi nhận:      T/M BAN THƯỜNG VỤ\n- Tỉnh ủy (b/c),  PHÓ BÍ THƯ\n- Lưu VPTU.\n\nHà Đức Vượng\n")
    assert [found.value for found in footer.recipients] == ["Tỉnh ủy (b/c)", "Lưu VPTU"]
    assert [(s.position, s.authority) for s in footer.signers] == [("PHÓ BÍ THƯ", "TM")]


def test_table_row_flattened_to_one_line() -> None:
    footer = footer_of(
        "Nơi nhận - Như trên, - Ban Tổ chức, - Lưu Văn phòng.\tT/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Vàng A Lềnh\n"
    )
    assert [r.value for r in footer.recipients] == ["Như trên", "Ban Tổ chức", "Lưu Văn phòng"]
    assert [(s.name, s.position, s.authority) for s in footer.signers] == [("Vàng A Lềnh", "PHÓ BÍ THƯ", "TM")]


def test_name_without_a_stack_below_the_recipients() -> None:
    footer = footer_of("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n\nNguyễn Thị Hòa")
    assert [(s.name, s.position, s.authority) for s in footer.signers] == [("Nguyễn Thị Hòa", None, None)]


def test_joint_paper_has_several_signers() -> None:
    footer = footer_of(
        "KT. BỘ TRƯỞNG\nBỘ CÔNG AN\nTHỨ TRƯỞNG\n(Đã ký)\nLê Văn Tư\n\n"
        "KT. BỘ TRƯỞNG\nBỘ NỘI VỤ\nTHỨ TRƯỞNG\n(Đã ký)\nVũ Thị Năm\n"
    )
    assert [(s.name, s.position) for s in footer.signers] == [("Lê Văn Tư", "THỨ TRƯỞNG"), ("Vũ Thị Năm", "THỨ TRƯỞNG")]


@pytest.mark.parametrize("copied", ["SAO Y", "SAOY"])  # a scan loses the space
def test_signature_of_a_copy_is_not_the_papers(copied: str) -> None:
    footer = footer_of(
        f"Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Thị Bình\n\n{copied}\nSố: 7/SY-VP\nLào Cai, ngày 5 tháng 4 năm 2023\n"
        "Nơi nhận:\n- Các phòng.\nCHÁNH VĂN PHÒNG\nHà Văn Sáu\n"
    )
    assert [s.name for s in footer.signers] == ["Trần Thị Bình"]
    assert [r.value for r in footer.recipients] == ["Lưu: VT"]


def test_news_has_no_footer() -> None:
    footer = footer_of(
        "Sáng 5/4, Sở Nội vụ tổ chức hội nghị.\nGIÁM ĐỐC\nTrần Thị Bình", head="Sở Nội vụ họp giao ban\n"
    )
    assert footer == Footer()


def test_spans_show_the_evidence() -> None:
    text = Text(HEAD + "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Thị Bình\n")
    footer = read_footer(text, read_header(text))
    for recipient in footer.recipients:
        assert text.content[recipient.span.start : recipient.span.end] == recipient.raw
    signer = footer.signers[0]
    assert text.content[signer.span.start : signer.span.end] == signer.name
    assert footer.signature_block is not None
    assert text.content[footer.signature_block.start :].startswith("GIÁM ĐỐC")
    assert footer.recipients_block is not None
    assert text.content[footer.recipients_block.start :].startswith("Nơi nhận")


def test_a_paper_without_signers_says_so() -> None:
    signed = HEAD + "GIÁM ĐỐC\nTrần Thị Bình\n"
    assert "signers-missing" not in {warning.code for warning in extract(Text(signed)).warnings}
    (warning,) = [w for w in extract(Text(HEAD)).warnings if w.field == "signers"]
    assert warning.code == "signers-missing"


PIECES = st.sampled_from(
    [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "T/M",
        "PHÓ CHỦ TỊCH",
        "Trần Thị Bình",
        "(Đã ký)",
        "\t",
        "   ",
        "",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES | st.text(max_size=12), max_size=25))
def test_never_raises_and_spans_hold(pieces: list[str]) -> None:
    content = "\n".join(pieces)
    signature = find_signature(content, 0, len(content))
    recipients, _ = find_recipients(content, 0, len(content), signature.span if signature else None)
    for found in recipients:
        assert content[found.span.start : found.span.end] == found.raw


@pytest.mark.parametrize("scrap", ["xá G", "ww", "vA", "AA", "7", "1———"])
def test_strokes_of_the_pen_between_position_and_name_are_passed_over(scrap: str) -> None:
    found = footer_of(f"Nơi nhận:\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n{scrap}\nVũ Thị Hồng Nhung\n")
    assert [(s.name, s.position, s.authority) for s in found.signers] == [("Vũ Thị Hồng Nhung", "PHÓ GIÁM ĐỐC", "KT")]


STAMP: dict[str, list[str]] = toml_data("signature.toml")["stamp"]


LABELLED = [f"{label}: Lò Thị Mai" for label in STAMP["labels"]]


@pytest.mark.parametrize("line", [*STAMP["finds"], *LABELLED, *STAMP["words"]])
def test_the_print_of_a_digital_signature_is_no_name(line: str) -> None:
    assert is_stamp(line)
    assert is_stamp(f"  {line.upper()} ")


@pytest.mark.parametrize("line", [*STAMP["misses"], "Cơ quan Đảng ủy", "Đơn vị Lò Thị", "Ngày ký", "CHỦ TỊCH"])
def test_other_lines_between_position_and_name_are_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_a_stamp_whose_moment_is_misread_keeps_its_label() -> None:
    assert is_stamp("Thời gian ký: 1ƒ (5.2019")


def test_two_who_sign_side_by_side() -> None:
    content = (
        "KT. BỘ TRƯỞNG BỘ GỐM SỨ            KT. BỘ TRƯỞNG BỘ MUỐI\n"
        "THỨ TRƯỞNG                          THỨ TRƯỞNG\n(Đã ký)\n"
        "Nguyễn Văn Mẫu                      Huỳnh Thị Muối\n"
    )
    found = find_signature(content, 0, len(content))
    assert found is not None
    assert [(s.name, s.position, s.authority) for s in found.signers] == [
        ("Nguyễn Văn Mẫu", "THỨ TRƯỞNG", "KT"), ("Huỳnh Thị Muối", "THỨ TRƯỞNG", "KT"),
    ]  # fmt: skip
    assert [content[s.span.start : s.span.end] for s in found.signers] == ["Nguyễn Văn Mẫu", "Huỳnh Thị Muối"]


def test_a_position_stands_in_the_column_it_is_printed_in() -> None:
    gap = " " * 14
    content = f"GIÁM ĐỐC SỞ GỐM SỨ{gap}TM. BAN THƯỜNG VỤ\n{' ' * 34}BÍ THƯ\n\nNguyễn Văn Mẫu{' ' * 20}Huỳnh Thị Muối\n"
    found = find_signature(content, 0, len(content))
    assert found is not None
    assert [(s.name, s.position, s.authority) for s in found.signers] == [
        ("Nguyễn Văn Mẫu", "GIÁM ĐỐC SỞ GỐM SỨ", None), ("Huỳnh Thị Muối", "BÍ THƯ", "TM"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stack", "position"),
    [
        ("T/M ỦY BAN NHÂN DÂN THÀNH PHỐ\nCHỦ TỊCH", "CHỦ TỊCH"),
        ("T/M ĐOÀN CHỦ TỊCH", None),
        ("T/M BAN BÍ THƯ", None),
    ],
)
def test_the_last_words_of_a_body_are_no_position(stack: str, position: str | None) -> None:
    found = footer_of(f"Nơi nhận:\n- Lưu: VT.\n\n{stack}\n\nVũ Thị Hồng Nhung\n")
    assert [(s.name, s.position, s.authority) for s in found.signers] == [("Vũ Thị Hồng Nhung", position, "TM")]


def test_where_a_paper_is_filed_is_no_part_of_a_position() -> None:
    content = (
        "Nơi nhận:                      KT. CHỦ TỊCH\n- Như trên;                    PHÓ CHỦ TỊCH\n"
        "- Lưu: VT, TCKH.\n\n                               Trần Văn Mẫu\n"
    )
    found = find_signature(content, 0, len(content))
    assert found is not None
    assert [(s.name, s.position) for s in found.signers] == [("Trần Văn Mẫu", "PHÓ CHỦ TỊCH")]


@pytest.mark.parametrize("mark", ["Đã ký: ", "(Đã ký) ", "Đã ký "])
def test_a_name_on_the_line_of_the_mark_signs(mark: str) -> None:
    found = footer_of(f"Nơi nhận:\n- Lưu: VT.\n\nK/T VIỆN TRƯỞNG\n\nPHÓ VIỆN TRƯỞNG\n\n{mark}Vũ Thị Mẫu\n")
    assert [(s.name, s.position, s.authority) for s in found.signers] == [("Vũ Thị Mẫu", "PHÓ VIỆN TRƯỞNG", "KT")]


def test_a_row_of_two_cells_on_one_line_between_bars() -> None:
    tail = "| Nơi nhận: - Như Điều 1; - Sở Y tế; - Lưu: VT. | KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Thị Bình |\n|---|---|\n"
    text = Text(HEAD + tail)
    footer = read_footer(text, read_header(text))
    assert [r.value for r in footer.recipients] == ["Như Điều 1", "Sở Y tế", "Lưu: VT"]
    assert [(s.name, s.position, s.authority) for s in footer.signers] == [("Trần Thị Bình", "PHÓ GIÁM ĐỐC", "KT")]
    for found in footer.recipients:
        assert text.content[found.span.start : found.span.end] == found.raw


def test_what_else_the_signer_is_stands_in_brackets() -> None:
    tail = (
        "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.\nPHÓ GIÁM ĐỐC\n(Phó Trưởng ban Thường trực Ban Chỉ đạo\nchợ nổi)\n"
        "Trần Thị Bình\n"
    )
    assert [(s.name, s.position) for s in footer_of(tail).signers] == [("Trần Thị Bình", "PHÓ GIÁM ĐỐC")]


def test_each_who_sign_together_stands_below_his_body() -> None:
    tail = (
        "CÔNG AN TỈNH\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐại tá Lý Văn Bền\nSỞ NỘI VỤ\nGIÁM ĐỐC\nTrần Thị Bình\n"
        "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n"
    )
    signers = [(s.name, s.position, s.authority) for s in footer_of(tail).signers]
    assert signers == [("Lý Văn Bền", "PHÓ GIÁM ĐỐC", "KT"), ("Trần Thị Bình", "GIÁM ĐỐC", None)]


def signers_of(block: str) -> list[tuple[str, str | None]]:
    found = find_signature(block, 0, len(block))
    return [(s.name, s.position) for s in found.signers] if found else []


@pytest.mark.parametrize(
    ("block", "signers"),
    [
        ("GIÁM ĐỐC\nLê Văn An\nTrần Thị Bình\n", [("Lê Văn An", "GIÁM ĐỐC")]),  # who typed it, below
        ("TM. ỦY BAN NHÂN DÂN HUYỆN\nMAI CHÂU\nCHỦ TỊCH\nLê Văn An\n", [("Lê Văn An", "CHỦ TỊCH")]),
        ("GIÁM ĐỐC      HIỆU TRƯỞNG\nLê Văn An      (ký tên, đóng dấu)\n", []),
        ("GIÁM ĐỐC\n_______\nLê Văn An\n", [("Lê Văn An", "GIÁM ĐỐC")]),
        ("GIÁM ĐỐC\nPhan\nThị Hà\n", [("Phan Thị Hà", "GIÁM ĐỐC")]),
        ("GIÁM ĐỐC\nPhan\n\nThị Hà\n", []),
        ("GIÁM ĐỐC\nPhan\nThị Hà Phó Trưởng Phòng\n", []),
        ("GIÁM ĐỐC\nPhan\nđã nhận\n", []),
        # a caption or a tourist's title, and no second signer or one above the paper's own
        (
            "TM. HỘI ĐỒNG\nCHỦ TỊCH\nMùa Văn An\n\nTRƯỞNG ĐOÀN\nĐOÀN SỐ 7\nLê Thị Bình\n",
            [("Mùa Văn An", "CHỦ TỊCH")],
        ),
        ("ĐẠI SỨ DU LỊCH\nLê Thị Bình\n\nGIÁM ĐỐC\nMùa Văn An\n", [("Mùa Văn An", "GIÁM ĐỐC")]),
        ("KT. ĐẠI SỨ\nPHÓ ĐẠI SỨ\nMùa Văn An\n", [("Mùa Văn An", "PHÓ ĐẠI SỨ")]),
    ],
)
def test_what_belongs_to_a_block(block: str, signers: list[tuple[str, str | None]]) -> None:
    assert signers_of(block) == signers


@pytest.mark.parametrize("form", ["PHỤ LỤC II\nDANH SÁCH HỘ NHẬN GIỐNG", "Mẫu số 3\nĐƠN XIN GIỐNG"])
def test_who_signs_a_form_behind_an_unsigned_paper_is_not_its_signer(form: str) -> None:
    body = f"{HEAD}Điều 1. Phát giống ngô.\n\n"
    block = "TRƯỞNG THÔN\n(Ký, đóng dấu)\n\nMùa Văn Sử\n"
    signed = extract(Text(f"{body}Nơi nhận:\n- Các thôn;\n- Lưu: VT.\n\n{block}"))
    assert [signer.name for signer in signed.footer.signers] == ["Mùa Văn Sử"]
    unsigned = extract(Text(f"{body}Nơi nhận:\n- Các thôn;\n- Lưu: VT.\n\n{form}\n\n{block}"))
    assert unsigned.footer.signers == ()
    assert "signers-missing" in [warning.code for warning in unsigned.warnings]


@pytest.mark.parametrize("mark", ["KT. ", ""])
def test_a_deputy_behind_a_dash_is_the_position_of_who_signs(mark: str) -> None:
    footer = footer_of(f"TL. CHỦ TỊCH - {mark}CHÁNH VĂN PHÒNG - PHÓ CHÁNH VĂN PHÒNG\n\nLò Thị Mận\n")
    assert [one.position for one in footer.signers] == ["PHÓ CHÁNH VĂN PHÒNG"]
