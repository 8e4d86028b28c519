"""Lists of recipients: dashes and closing marks, wrapped and broken lines, columns, where a list ends."""

from __future__ import annotations

import time

import pytest

from extractor.document import Text
from extractor.footer.recipients import find_recipients, left_whole
from extractor.footer.signature import find_signature
from extractor.pipeline import extract
from tests.footer_texts import HEAD, footer_of


def test_recipients_lose_dash_and_closing_mark() -> None:
    footer = footer_of(
        "Nơi nhận:\n- Như Điều 3;\n- UBND tỉnh (để b/c);\n- Văn phòng Sở, các phòng\nchuyên môn;\n- Lưu: VT, TCCB (3)."
        "\n\nGIÁM ĐỐC\nTrần Thị Bình\n"
    )
    assert [r.value for r in footer.recipients] == [
        "Như Điều 3",
        "UBND tỉnh (để b/c)",
        "Văn phòng Sở, các phòng chuyên môn",
        "Lưu: VT, TCCB (3)",
    ]
    assert [s.name for s in footer.signers] == ["Trần Thị Bình"]


def test_capitals_inside_a_wrapped_recipient_do_not_end_the_list() -> None:
    footer = footer_of("Nơi nhận:\n- Các Bộ: TC, QP, CA, NV,\nXD, NNMT, GDĐT;\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Thị Bình\n")
    assert [r.value for r in footer.recipients] == ["Các Bộ: TC, QP, CA, NV, XD, NNMT, GDĐT", "Lưu: VT"]


def test_letters_in_capitals_are_recipients_also_without_dashes() -> None:
    footer = footer_of(
        "Nơi nhận:\nNhư trên;\nTTTU, TTHĐND TP;\nUBTW MTTQVN;\nSở Y tế;\nLưu: VT.\nGIÁM ĐỐC SỞ\nTrần Thị Bình\n"
    )
    assert [r.value for r in footer.recipients] == ["Như trên", "TTTU, TTHĐND TP", "UBTW MTTQVN", "Sở Y tế", "Lưu: VT"]


def test_the_signature_right_of_the_recipients_is_not_theirs() -> None:
    footer = footer_of(
        "Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- UBND tỉnh (b/c);\n- Lưu: VT, VP. Trần Thị Hoa\n"
    )
    assert [found.value for found in footer.recipients] == ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT, VP"]
    assert [signer.name for signer in footer.signers] == ["Trần Thị Hoa"]


def test_a_dash_alone_and_a_position_among_the_recipients() -> None:
    footer = footer_of(
        "Nơi nhận:\n- Như trên;\n-\nPGĐ. Lò Văn\nHưng;\n- VPCP: BTCN, các PCN,\nThư ký của PTTg;\n- Lưu: VT.\n\n"
        "GIÁM ĐỐC\nLý Thị Bình\n"
    )
    found = [found.value for found in footer.recipients]
    assert found == ["Như trên", "PGĐ. Lò Văn Hưng", "VPCP: BTCN, các PCN, Thư ký của PTTg", "Lưu: VT"]


def test_a_signature_printed_before_the_list_leaves_the_list_whole() -> None:
    footer = footer_of("Nơi nhận:\nGIÁM ĐỐC\n(Đã ký)\nLò Văn Minh\n\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT.\n")
    assert [found.value for found in footer.recipients] == ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT"]
    assert [signer.name for signer in footer.signers] == ["Lò Văn Minh"]


@pytest.mark.parametrize("number", ["", "4\n"])
def test_a_list_broken_by_the_page_goes_on_beside_the_name(number: str) -> None:
    block = (
        "Nơi nhận:\n- Như trên;\n- Các trạm đo mưa;\n\nKT. CHI CỤC TRƯỞNG\nPHÓ CHI CỤC TRƯỞNG\n"
        f"{number}- Các đội thủy nông;\n- Lưu: VT.\nLò Thị Khoan"
    )
    found = footer_of(block)
    assert [r.value for r in found.recipients] == ["Như trên", "Các trạm đo mưa", "Các đội thủy nông", "Lưu: VT"]
    assert [signer.name for signer in found.signers] == ["Lò Thị Khoan"]


@pytest.mark.parametrize("number", ["7", "- 7 -"])
def test_a_list_goes_on_behind_the_number_of_a_page(number: str) -> None:
    found = footer_of(
        f"Nơi nhận:\n- Như trên;\n\n{number}\n\n- Các đội thủy nông;\n- Lưu: VT.\n\nGIÁM ĐỐC\nLò Thị Khoan"
    )
    assert [r.value for r in found.recipients] == ["Như trên", "Các đội thủy nông", "Lưu: VT"]


def test_a_list_that_has_ended_does_not_go_on_in_the_signature() -> None:
    found = footer_of("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n- Đã kiểm tra\nLò Thị Khoan")
    assert [r.value for r in found.recipients] == ["Như trên", "Lưu: VT"]


@pytest.mark.parametrize(
    ("listed", "inside", "recipients"),
    [
        ("- Như trên;", "- Đội đo mưa;\n- Lưu: VT.     Lò Thị Khoan", ["Như trên", "Đội đo mưa", "Lưu: VT"]),
        ("- Như trên;", "- CV: KH2, KH4.            Lò Thị Khoan", ["Như trên", "CV: KH2, KH4"]),
        ("- Như trên", "- Lưu VT\nLò Thị Khoan", ["Như trên", "Lưu VT"]),
        ("- Như trên;", "- Đã ký -\nLò Thị Khoan", ["Như trên"]),
        ("- Như trên;", "(Đã ký và đóng dấu)\n- Bản này có 5 tờ;\nLò Thị Khoan", ["Như trên"]),
        ("- Như trên;", "- Bản này có 5 tờ\nLò Thị Khoan", ["Như trên"]),
        ("- Như trên;", "- Chữ ký số hợp lệ.\nLò Thị Khoan", ["Như trên"]),
        ("- Như trên.", "- Gửi kèm 5 tờ;\nLò Thị Khoan", ["Như trên"]),
        ("- Lưu VT.\n- Đội đo mưa;", "- x7 tờ;\nLò Thị Khoan", ["Lưu VT", "Đội đo mưa"]),
        ("- Như trên; - Lưu: VT; - Đội đo mưa;", "- x7 tờ;\nLò Thị Khoan", ["Như trên", "Lưu: VT", "Đội đo mưa"]),
    ],
)
def test_what_of_a_signature_belongs_to_a_broken_list(listed: str, inside: str, recipients: list[str]) -> None:
    found = footer_of(f"Nơi nhận:\n{listed}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n4\n\n{inside}\n")
    assert [r.value for r in found.recipients] == recipients
    assert [signer.name for signer in found.signers] == ["Lò Thị Khoan"]


def test_a_table_read_cell_by_cell_keeps_the_name_out_of_its_list() -> None:
    found = footer_of("Nơi nhận:\nGIÁM ĐỐC\n- Như trên;\n- Đội đo mưa;\n- Lưu: VT.     Lò Thị Khoan\n")
    assert [r.value for r in found.recipients] == ["Như trên", "Đội đo mưa", "Lưu: VT"]
    assert [signer.name for signer in found.signers] == ["Lò Thị Khoan"]


def test_recipients_of_a_form_in_an_annex_do_not_count() -> None:
    footer = footer_of(
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Thị Bình\n\nPhụ lục I\nMẫu báo cáo\n"
        + "Nội dung mẫu.\n" * 30
        + "Nơi nhận:\n- (1);\n- (2).\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký tên)\n"
    )
    assert [r.value for r in footer.recipients] == ["Như Điều 2", "Lưu: VT"]


def test_a_long_list_is_read_to_its_end() -> None:
    listed = [f"UBND xã Tân Lập {number}" for number in range(400)]
    content = "Nơi nhận:\n" + "".join(f"- {name};\n" for name in listed) + "- Lưu: VT.\n"
    recipients, block = find_recipients(content, 0, len(content), None)
    assert [found.value for found in recipients] == [*listed, "Lưu: VT"]
    assert block is not None and content[block.start : block.end].endswith("Lưu: VT")


def test_a_position_to_the_right_of_a_recipient_is_none() -> None:
    gap = " " * 20
    footer = footer_of(
        f"Nơi nhận:{gap}TM. CHÍNH PHỦ\n- Ban Bí thư;{gap}THỦ TƯỚNG\n- Các Bộ;\n- Lưu: VT.\n{gap}{gap}Lê Quang Vinh\n"
    )
    assert [r.value for r in footer.recipients] == ["Ban Bí thư", "Các Bộ", "Lưu: VT"]


def test_a_list_that_lost_its_heading_opens_with_those_above() -> None:
    tail = "Trân trọng./.\n- Như Điều 1;\n- Các phòng (t/h);\n- Lưu: VT, TCCB.\nGIÁM ĐỐC\nTrần Thị Bình\n"
    assert [r.value for r in footer_of(tail).recipients] == ["Như Điều 1", "Các phòng (t/h)", "Lưu: VT, TCCB"]
    tail = "Các việc còn lại:\n- Như Điều 1;\n- Như Điều 2.\nGIÁM ĐỐC\nTrần Thị Bình\n"
    assert footer_of(tail).recipients == ()
    tail = "Danh mục sổ:\n- Như trên đã nêu;\n- Sổ bến;\n- Lưu hồ sơ 5 năm.\nGIÁM ĐỐC\nTrần Thị Bình\n"
    assert footer_of(tail).recipients == ()
    tail = "Danh mục sổ:\n- Như trên;\n- Sổ bến;\n- Lưu hồ sơ 5 năm.\nGIÁM ĐỐC\nTrần Thị Bình\n"
    assert footer_of(tail).recipients == ()


def test_what_ends_a_list_of_recipients() -> None:
    tail = "GIÁM ĐỐC\nLê Văn An\n\nNơi nhận:\n- Như trên;\n- Sở Nội vụ;\nDANH SÁCH HỘ DÂN NHẬN ĐẤT\n"
    assert [r.value for r in footer_of(tail).recipients] == ["Như trên", "Sở Nội vụ"]
    tail = "Nơi nhận:\n- Như trên;\nLưu: VT, TCCB.\n\nGIÁM ĐỐC\nLê Văn An\n"
    assert [r.value for r in footer_of(tail).recipients] == ["Như trên", "Lưu: VT, TCCB"]
    for line in ("- Sở Nội vụ;\nlưu: VT.", "- Sở Nội vụ; lưu: VT.", "- Sở Nội vụ\nLưu VT.", "Sở Nội vụ; Lưu: VT"):
        listed = footer_of(f"Nơi nhận:\n{line}\nGIÁM ĐỐC\nLê Văn An\n").recipients
        assert [r.value.lower().replace(":", "") for r in listed] == ["sở nội vụ", "lưu vt"]


def test_what_says_that_a_paper_was_signed_is_no_recipient() -> None:
    footer = footer_of(
        "Nơi nhận:                    GIÁM ĐỐC\n- Như trên;\n- Ban Giám đốc;                 (đã ký)\n"
        "- Phòng Nội vụ (để ký);\n- Đội phao   (đã ký quy chế phối hợp);\n- Lưu: VT.              Trần Thị Hoa\n"
    )
    listed = [found.value for found in footer.recipients]
    agreed = "Đội phao (đã ký quy chế phối hợp)"
    assert listed == ["Như trên", "Ban Giám đốc", "Phòng Nội vụ (để ký)", agreed, "Lưu: VT"]
    assert [signer.name for signer in footer.signers] == ["Trần Thị Hoa"]
    footer = footer_of("Nơi nhận:\n- Đội phao   (ký hiệu văn bản ĐP)\n- Sở Nội vụ   (Ký tên và đóng dấu)\n- Lưu: VT.\n")
    assert [found.value for found in footer.recipients] == ["Đội phao (ký hiệu văn bản ĐP)", "Sở Nội vụ", "Lưu: VT"]


@pytest.mark.parametrize(
    "filed", ["- Các thôn;\n- Lưu: VT.", "- Các thôn;\n- Lưu: VT", "- Các thôn; - Lưu: VT", "- Các thôn."]
)
@pytest.mark.parametrize("annex", ["- Thôn Lũng Cao: 3 ha\n- Thôn Lũng Thấp: 5 ha\n", "- Mục lục\n"])
def test_a_finished_list_does_not_go_on_behind_the_number_of_a_page(filed: str, annex: str) -> None:
    footer = footer_of(f"TRƯỞNG PHÒNG\nTrần Thị Bình\n\nNơi nhận:\n{filed}\n\n7\n\n{annex}")
    assert [r.value for r in footer.recipients] == ["Các thôn", "Lưu: VT"][: 1 + ("Lưu" in filed)]


def test_the_short_form_of_a_town_ends_no_list_at_the_number_of_a_page() -> None:
    footer = footer_of("Nơi nhận:\n- Tỉnh ủy;\n- UBND TX.\n\n2\n\n- Các phường;\n- Lưu: VT.\n")
    assert [found.value for found in footer.recipients] == ["Tỉnh ủy", "UBND TX", "Các phường", "Lưu: VT"]


BARE_END = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLò Văn Bưởi\n"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (
            "Nơi nhận:\nNhư trên\nThủ tướng, các Phó Thủ tướng\nSở Y tế và\nSở Nội vụ (để phối\nhợp)\nLưu: VT\n",
            ["Như trên", "Thủ tướng, các Phó Thủ tướng", "Sở Y tế và Sở Nội vụ (để phối hợp)", "Lưu: VT"],
        ),
        (
            "Nơi nhận: Như trên; UBND tỉnh (b/c); Sở Y tế, Sở Nội vụ; Lưu: VT, NC.\n",
            ["Như trên", "UBND tỉnh (b/c)", "Sở Y tế, Sở Nội vụ", "Lưu: VT, NC"],
        ),
        ("Nơi nhận:\n- Công báo; Cổng TTĐT tỉnh;\n- Lưu: VT.\n", ["Công báo; Cổng TTĐT tỉnh", "Lưu: VT"]),
        (
            "Nơi nhận: Như trên; Sở Y tế (b/c; p/h); Sở Nội vụ (Phòng Bến; Phòng Phao); Lưu: VT; NC.\n",
            ["Như trên", "Sở Y tế (b/c; p/h)", "Sở Nội vụ (Phòng Bến; Phòng Phao)", "Lưu: VT; NC"],
        ),
        (
            "Nơi nhận: Như trên; Sở Y tế; Lưu: VT; hồ sơ.\nGhi chú: gửi bản điện tử; không gửi bản giấy.\n",
            ["Như trên", "Sở Y tế", "Lưu: VT; hồ sơ"],
        ),
        (
            "Nơi nhận:\nCác sở thuộc\nỦy ban nhân dân tỉnh\nChủ tịch, các Phó\nChủ tịch UBND tỉnh\nLưu: VT\n",
            ["Các sở thuộc Ủy ban nhân dân tỉnh", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Lưu: VT"],
        ),
        (
            "Nơi nhận:\nNhư trên\nTT HĐND xã\nTrạm Y tế xã\nCác thôn, bản\nLưu: VT\n",
            ["Như trên", "TT HĐND xã", "Trạm Y tế xã", "Các thôn, bản", "Lưu: VT"],
        ),
        ("Nơi nhận:\n- Như trên;\nChủ trì các bến\n- Lưu: VT.\n", ["Như trên", "Chủ trì các bến", "Lưu: VT"]),
        (
            "Nơi nhận: Như trên; Sở Nội vụ (b/c; Sở Y tế; Phòng Bến (để th/h; để b/c); Lưu: VT, NC.\n",
            ["Như trên", "Sở Nội vụ (b/c", "Sở Y tế", "Phòng Bến (để th/h; để b/c)", "Lưu: VT, NC"],
        ),
        (
            "Nơi nhận: Như trên; Sở Y tế (b/c; Lưu: VT, NC (2).\n",
            ["Như trên", "Sở Y tế (b/c", "Lưu: VT, NC (2)"],
        ),
        (
            "Nơi nhận: Như trên; Lưu trữ tỉnh; Sở Y tế; Lưu: VT, NC.\n",
            ["Như trên", "Lưu trữ tỉnh", "Sở Y tế", "Lưu: VT, NC"],
        ),
        (
            "Nơi nhận:\nBan Bến\nThường trực HĐND xã\nCT, các PCT UBND xã\nCVP, các PCVP\nLưu: VT\n",
            ["Ban Bến", "Thường trực HĐND xã", "CT, các PCT UBND xã", "CVP, các PCVP", "Lưu: VT"],
        ),
        (
            "Nơi nhận:\nNhư trên\nChủ tịch và các\nPhó Chủ tịch UBND xã\nLãnh đạo Văn phòng\nPhòng Bến\nLưu: VT\n",
            ["Như trên", "Chủ tịch và các Phó Chủ tịch UBND xã", "Lãnh đạo Văn phòng", "Phòng Bến", "Lưu: VT"],
        ),
        (
            "Nơi nhận:\nNhư trên\nCơ quan UBKT\nTập đoàn Phao\nQuỹ Giữ bờ\nTổng công ty Đò\nLưu: VT\n",
            ["Như trên", "Cơ quan UBKT", "Tập đoàn Phao", "Quỹ Giữ bờ", "Tổng công ty Đò", "Lưu: VT"],
        ),
        ("Nơi nhận:\n- Như trên;\nThư ký các đội\n- Lưu: VT.\n", ["Như trên", "Thư ký các đội", "Lưu: VT"]),
    ],
)
def test_a_list_without_dashes_and_signs_is_parted_by_its_lines(printed: str, read: list[str]) -> None:
    text = f"{printed}{BARE_END}"
    signature = find_signature(text, 0, len(text))
    assert signature is not None
    found, _ = find_recipients(text, 0, len(text), signature.span)
    assert [one.value for one in found] == read


@pytest.mark.parametrize(
    "broken",
    [
        "Ủy ban Mặt trận Tổ quốc\nViệt Nam tỉnh",
        "Các Sở: Y tế, Nội vụ\nGiáo dục và Đào tạo",
        "Các Sở: Y tế, Nội vụ\nCông an tỉnh",
        "Ban Thường vụ\nTỉnh ủy",
        "Sở Giáo dục\nĐào tạo",
    ],
)
def test_lines_that_may_go_on_with_the_one_above_part_no_list(broken: str) -> None:
    text = f"Nơi nhận:\nNhư trên\n{broken}\nLưu: VT\n{BARE_END}"
    signature = find_signature(text, 0, len(text))
    assert signature is not None
    found, _ = find_recipients(text, 0, len(text), signature.span)
    assert [one.value for one in found] == [f"Như trên {broken}".replace("\n", " "), "Lưu: VT"]
    assert left_whole(text, found)


@pytest.mark.parametrize(
    "printed",
    ["Như trên\nSở Y tế", "- Sở Giáo dục\nĐào tạo", "Sở Giáo dục\nĐào tạo;", "Sở Y tế và\ncác phòng", "Sở Y tế"],
)
def test_a_list_that_was_not_parted_is_told_of(printed: str) -> None:
    for listed, told in ((printed, False), ("Ủy ban Mặt trận Tổ quốc\nViệt Nam tỉnh", True)):
        document = extract(Text(f"{HEAD}Nơi nhận:\n{listed}\n{'- ' if listed[0] == '-' else ''}Lưu: VT\n{BARE_END}"))
        assert any(one.field == "recipients" for one in document.warnings) == told


@pytest.mark.parametrize("office", ["Hiệu trưởng", "Giám đốc", "Thủ trưởng đơn vị\n(Ký tên, đóng dấu)"])
def test_an_office_below_what_is_filed_is_no_recipient(office: str) -> None:
    footer = footer_of(f"Nơi nhận:\nNhư trên\nSở Y tế\nLưu: VT\n{office}\n\nLò Văn Bưởi\n")
    assert [one.value for one in footer.recipients] == ["Như trên", "Sở Y tế", "Lưu: VT"]


@pytest.mark.parametrize("sign", ["; ", "(", "(; ", "Sở; (a) ", "(; (; ) "])
def test_a_flood_in_a_list_without_dashes_takes_time_by_its_length(sign: str) -> None:
    text = f"Nơi nhận: Như trên; Sở Y tế; Lưu: VT (; {sign * 100_000}\n{BARE_END}"
    began = time.perf_counter()
    find_recipients(text, 0, len(text), None)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "called",
    [
        *(
            "Tiến sĩ ",
            "Phó Giáo sư, Tiến sĩ ",
            "Thạc sĩ ",
            "Luật sư ",
            "Bác sĩ CKII ",
            "Ths. ",
            "Ông ",
            "Đồng chí ",
        ),
        *("(Ký số)\n", "/Đã ký/\n"),
    ],
)
def test_how_a_person_is_called_and_that_it_was_signed_is_no_part_of_the_name(called: str) -> None:
    text = f"TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{called}Lê Thị Mận\n"
    signature = find_signature(text, 0, len(text))
    assert signature is not None
    assert [(one.name, one.position) for one in signature.signers] == [("Lê Thị Mận", "PHÓ CHỦ TỊCH")]


@pytest.mark.parametrize("name", ["Lê Mận", "Văn Thị Mận", "Lê Thị Mận"])
def test_ba_before_a_surname_is_how_one_is_called(name: str) -> None:
    text = f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nBà {name}\n"
    signature = find_signature(text, 0, len(text))
    assert signature is not None and signature.signers[0].name == name


@pytest.mark.parametrize("name", ["Ông Văn Mận", "Bà Văn Bưởi", "Ông Cao Mận", "Ông Văn Thị Mận"])
def test_a_surname_that_is_also_how_one_is_called_stays(name: str) -> None:
    text = f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{name}\n"
    signature = find_signature(text, 0, len(text))
    assert signature is not None and signature.signers[0].name == name
