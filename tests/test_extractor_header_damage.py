"""Headers whose lines were damaged: what is no name stays out of the issuer."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.footer import read_footer
from extractor.header import read_header
from extractor.pipeline import extract
from tests.header_papers import DECISION, MOTTO, fields


def test_a_number_line_that_cannot_be_read_is_no_name() -> None:
    header = read_header(Text(DECISION.replace("Số: 345/QĐ-BNV", "Số: 345/-BNV")))
    assert fields(header)[3] == "Bộ Nội vụ"


def test_the_session_of_a_council_is_no_name() -> None:
    header = read_header(
        Text(
            f"HỘI ĐỒNG NHÂN DÂN |\n{MOTTO}Số: 5/2021/NQ-HĐND |\nLai Châu, ngày 25 tháng 2 năm 2021 |\n"
            "HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU\nKHÓA IX - KỲ HỌP THỨ 16\nCăn cứ Luật Nhà ở ngày 25 tháng 11 năm 2014;\n"
            "QUYẾT NGHỊ:\nĐiều 1. Thông qua mức chi.\n"
        )
    )
    assert fields(header)[1:4] == ("5/2021/NQ-HĐND", "2021-02-25", "Hội đồng nhân dân tỉnh Lai Châu")


def test_districts_that_have_a_number_for_a_name_are_places() -> None:
    header = read_header(
        Text(
            f"ỦY BAN NHÂN DÂN QUẬN 8\n*****\n\n{MOTTO}\nSố: 27/2006/QĐ-UBND\n\nQuận 8, ngày 08 tháng 08 năm 2006\n\n"
            "QUYẾT ĐỊNH\n\nVề việc phê duyệt Điều lệ Hội Cờ\n\nĐiều 1. Phê duyệt Điều lệ.\n"
        )
    )
    assert fields(header)[2:4] == ("2006-08-08", "Ủy ban nhân dân quận 8")
    assert header.place is not None
    assert header.place.value == "Quận 8"


def test_a_motto_read_in_the_wrong_code_page_is_still_the_motto() -> None:
    header = read_header(Text(DECISION.replace("XÃ HỘI", "XàHỘI")))
    assert fields(header)[3] == "Bộ Nội vụ"


def test_the_standing_board_of_a_council_issues_jointly() -> None:
    header = read_header(
        Text(
            f"THƯỜNG TRỰC\nHĐND - UBND TỈNH LAI CHÂU\n-------\n{MOTTO}Số: 06/QC-TT.HĐND-UBND\n"
            "Lai Châu, ngày 20 tháng 3 năm 2019\nQUY CHẾ\nPHỐI HỢP CÔNG TÁC\nCăn cứ Luật Tiếp công dân năm 2013;\n"
        )
    )
    assert fields(header)[3] == "Thường trực Hội đồng nhân dân tỉnh Lai Châu; Ủy ban nhân dân tỉnh Lai Châu"


def test_a_name_above_the_mark_of_the_signature_signs() -> None:
    text = Text(
        DECISION[: DECISION.index("Nơi nhận")] + "Lê Văn Sơn\n\n(Đã ký)\n\nQUY CHẾ\nRÀ SOÁT KHO\nĐiều 1. Phạm vi.\n"
    )
    footer = read_footer(text, read_header(text))
    assert [(signer.name, signer.position) for signer in footer.signers] == [("Lê Văn Sơn", None)]


def test_a_row_of_cells_may_hold_the_whole_head_of_a_consolidated_text() -> None:
    header = read_header(
        Text(
            "Số hiệu: | 54/VBHN-BTC | Ngày đăng công báo: | 21/12/2014 |\n"
            "BỘ TÀI CHÍNH Số: 54/VBHN-BTC | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Hà Nội, ngày 04 tháng 12 năm 2014 |\n"
            "THÔNG TƯ1\nHƯỚNG DẪN THU PHÍ BẾN ĐÒ\nThông tư số 107/2012/TT-BTC được sửa đổi bởi:\n"
        )
    )
    assert fields(header) == ("TT", "54/VBHN-BTC", "2014-12-04", "Bộ Tài chính", "HƯỚNG DẪN THU PHÍ BẾN ĐÒ")
    assert header.place is not None
    assert header.place.value == "Hà Nội"


def test_the_subject_of_a_letter_may_open_with_the_word_alone() -> None:
    header = read_header(
        Text(
            f"UỶ BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\n{MOTTO}Số: 2865/GDĐT-KT\n"
            "Về: góp ý bản thảo quy chế thi.\n\nTp.Hồ Chí Minh, ngày 07 tháng 12 năm 2007\n\nKính gửi: Các trường.\n"
        )
    )
    assert fields(header) == (
        "CV", "2865/GDĐT-KT", "2007-12-07", "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
        "Về: góp ý bản thảo quy chế thi",
    )  # fmt: skip
    assert header.place is not None
    assert header.place.value == "Tp.Hồ Chí Minh"


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Căn cứ Công văn số 5/BKHĐT-TH của Bộ Kế hoạch và Đầu tư, đề nghị các nhà máy báo cáo.", None),
        ("Theo thư của các nhà máy, Bộ Kế hoạch và Đầu tư đề nghị báo cáo.", "Bộ Kế hoạch và Đầu tư"),
    ],
)
def test_who_wrote_a_paper_that_is_cited_does_not_speak_in_this_one(sentence: str, issuer: str | None) -> None:
    header = read_header(
        Text(
            "„BẠN QUẢN lÝ\nKHU NHÀ MÁY\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
            f"Số: 41/BQLKNM-XD\nV/v khơi mương\n\nHà Nội, ngày 7 tháng 7 năm 2021\n\n"
            f"Kính gửi: Các nhà máy\n{sentence}\n\nNơi nhận:\n- Như trên.\n\nTRƯỞNG BAN\n\nLê Văn Thọ\n"
        )
    )
    assert (header.issuer.value if header.issuer else None) == issuer


def test_a_paper_that_lost_head_and_end_is_still_one() -> None:
    content = (
        "QUYẾT ĐỊNH\nBan hành Quy chế kho\nỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP\nCăn cứ Luật Lưu trữ năm 2011;\n"
        "Theo đề nghị của Giám đốc Sở Tài chính,\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế kho.\n"
    )
    header = read_header(Text(content))
    assert header.kind == "official"
    assert fields(header) == ("QĐ", None, None, "Ủy ban nhân dân tỉnh Đồng Tháp", "Ban hành Quy chế kho")
    assert read_header(Text(content.replace("năm 2011", "ngày ............"))).kind == "news"  # a form


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (
            "Đăng nhập\n\nQUYẾT ĐỊNH\n\nCỦA ỦY BAN NHÂN DÂN TỈNH YÊN BÁI\n\nVề việc mở kho\n\n____________\n\n"
            "ỦY BAN NHÂN DÂN TỈNH\n\n",
            "CỦA ỦY BAN NHÂN DÂN TỈNH YÊN BÁI Về việc mở kho",
        ),
        ("VỀ VIỆC MỞ KHO VÀ\nXÂY BẾN\nUỶ BAN NHÂN DÂN TỈNH YÊN BÁI\n", "VỀ VIỆC MỞ KHO VÀ XÂY BẾN"),
    ],
)
def test_a_decision_cut_off_behind_its_first_article(opening: str, title: str) -> None:
    header = read_header(
        Text(
            f"{opening}- Căn cứ Luật Lưu trữ năm 2011;\n\n- Căn cứ Nghị định số 1/2013/NĐ-CP ngày 3/1/2013;\n\n"
            "QUYẾT ĐỊNH:\n\nĐiều 1: Mở kho.\n"
        )
    )
    assert fields(header) == ("QĐ", None, None, "Ủy ban nhân dân tỉnh Yên Bái", title)


@pytest.mark.parametrize(
    "asked",
    [
        "Hỏi về mẫu quyết định mở bến đò\nTrang giúp bạn đọc\n\nXin hỏi mẫu ra sao?\n\nTrả lời: mẫu viết như sau:\n\n",
        "Hỏi về mẫu quyết định mở bến đò\n\nCán bộ xã soạn theo mẫu này:\n\nQUYẾT ĐỊNH\nVề việc mở bến đò\n"
        "ỦY BAN NHÂN DÂN XÃ CÁT TÂN\n\n",
        "Bến đò mới mở\n\nỦY BAN NHÂN DÂN XÃ CÁT TÂN\n",
    ],
)
def test_a_decision_that_an_article_quotes_is_not_its_own_paper(asked: str) -> None:
    header = read_header(
        Text(
            f"{asked}Căn cứ Luật Lưu trữ năm 2011;\nCăn cứ Nghị định số 1/2013/NĐ-CP ngày 3/1/2013;\n\n"
            "QUYẾT ĐỊNH:\n\nĐiều 1. Mở bến đò.\n\nBạn đọc sửa lại cho hợp nơi mình.\n"
        )
    )
    assert header.kind == "news"


def test_a_heading_torn_by_ocr_and_a_number_glued_to_the_motto() -> None:
    header = read_header(
        Text(
            "TỈNH ỦY YÊN BÁI\nĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 45-KL/TU\nYên Bái, ngày 3 tháng 5 năm 2022\nK ÉT LUẬN\n"
            "về mở kho\nBan Thường vụ đã họp và kết luận:\n1. Mở kho.\n"
        )
    )
    assert fields(header) == ("KL", "45-KL/TU", "2022-05-03", "Tỉnh ủy Yên Bái", "về mở kho")
    glued = read_header(
        Text(
            "BAN CHẤP HÀNH TRUNG ƯƠNG***Số: 31 - KH/TWĐTN-VPĐOÀN TNCS HỒ CHÍ MINH Hà Nội, ngày 6 tháng 4 năm 2015\n"
            "KẾ HOẠCH\nMở kho\nCăn cứ Điều lệ Đoàn TNCS Hồ Chí Minh;\n"
        )
    )
    assert fields(glued)[:3] == ("KH", "31-KH/TWĐTN-VP", "2015-04-06")
    assert glued.place is not None
    assert glued.place.value == "Hà Nội"


@pytest.mark.parametrize(
    ("block", "position"),
    [
        ("TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Phạm Văn Cầu", "PHÓ THỦ TƯỚNG"),
        ("TM. ỦY BAN NHÂN DÂNKT. CHỦ TỊCHPHÓ CHỦ TỊCHPhạm Văn Cầu", "PHÓ CHỦ TỊCH"),
        ("KT. GIÁM ĐỐCPHÓ GIÁM ĐỐC\n(Đã ký)Phạm Văn Cầu", "PHÓ GIÁM ĐỐC"),
    ],
)
def test_a_block_whose_line_breaks_are_lost_is_cut_where_its_parts_begin(block: str, position: str) -> None:
    text = Text(DECISION.replace("BỘ TRƯỞNG\n\nPhạm Văn Cầu", block))
    (signer,) = read_footer(text, read_header(text)).signers
    assert (signer.name, signer.position, signer.authority) == ("Phạm Văn Cầu", position, "KT")
    assert text.content[signer.span.start : signer.span.end] == "Phạm Văn Cầu"


def test_position_and_name_that_run_together_are_two() -> None:
    text = Text(DECISION.replace("BỘ TRƯỞNG\n\nPhạm Văn Cầu", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNGPhạm Văn Cầu"))
    footer = read_footer(text, read_header(text))
    assert [(s.name, s.position, s.authority) for s in footer.signers] == [("Phạm Văn Cầu", "THỨ TRƯỞNG", "KT")]


TAX_LETTER = (
    f"BỘ TÀI CHÍNH\nTỔNG CỤC THUẾ\n{MOTTO}Số: 3215TCT/NV2\nV/v thuế môn bài\nThành\nphố Hồ Chí Minh, "
    "ngày 12 tháng 3 năm 2001\n\n"
    "Kính gửi: Cục thuế tỉnh An Giang\n\nTổng cục Thuế có ý kiến như sau: thu theo quy định.\n\n"
    "KT TỔNG CỤC TRƯỞNG TỔNG CỤC THUẾ\nPHÓ TỔNG CỤC TRƯỞNG\nLê Văn Sơn\n"
)


def test_a_number_without_a_sign_before_its_letters_and_a_kind_of_place_over_two_lines() -> None:
    text = Text(TAX_LETTER)
    header = read_header(text)
    assert fields(header)[1:4] == ("3215TCT/NV2", "2001-03-12", "Tổng cục Thuế")
    assert header.place is not None and header.place.value == "Thành phố Hồ Chí Minh"
    (signer,) = read_footer(text, header).signers  # its mark without the point
    assert (signer.name, signer.position, signer.authority) == ("Lê Văn Sơn", "PHÓ TỔNG CỤC TRƯỞNG", "KT")


def test_a_head_that_names_the_superior_alone_is_settled_by_code_and_text() -> None:
    alone = TAX_LETTER.replace("TỔNG CỤC THUẾ\nCỘNG", "CỘNG").replace("3215TCT/NV2", "3215/TCT-NV")
    assert fields(read_header(Text(alone)))[3] == "Tổng cục Thuế"
    assert fields(read_header(Text(alone.replace("Tổng cục Thuế có", "Bộ Tài chính có"))))[3] == "Bộ Tài chính"


def test_recipients_and_signature_read_cell_by_cell_are_two_columns() -> None:
    text = Text(
        DECISION[: DECISION.index("Nơi nhận")]
        + "Nơi nhận:\n\nTM. ỦY BAN NHÂN DÂN\n\n- Như trên;\n\nKT. CHỦ TỊCH\n\n- Phòng Nội vụ;\n\nPHÓ CHỦ TỊCH\n\n"
        "- Lưu: VT.\n\n\nLê Văn Sơn\n"
    )
    footer = read_footer(text, read_header(text))
    assert [found.value for found in footer.recipients] == ["Như trên", "Phòng Nội vụ", "Lưu: VT"]
    assert [(signer.name, signer.authority) for signer in footer.signers] == [("Lê Văn Sơn", "KT")]


def test_the_subject_of_a_letter_may_do_without_its_mark() -> None:
    header = read_header(
        Text(
            f"ỦY BAN NHÂN DÂN {MOTTO.splitlines()[0]}\nTHÀNH PHỐ ĐÀ NẴNG Độc lập - Tự do - Hạnh phúc\n\n"
            "Số : 406 /UBND-ĐT Đà Nẵng, ngày 3 tháng 9 năm 2014\n\nVề trách nhiệm quyết toán\nkho lưu trữ\n\n"
            "Kính gửi: Các sở, ban, ngành.\n\nThực hiện Công văn số 5/BNV-VP, yêu cầu báo cáo.\n"
        )
    )
    assert fields(header) == (
        "CV", "406/UBND-ĐT", "2014-09-03", "Ủy ban nhân dân thành phố Đà Nẵng",
        "Về trách nhiệm quyết toán kho lưu trữ",
    )  # fmt: skip


def test_who_wires_a_telegram_is_no_title() -> None:
    head = f"BỘ CÔNG THƯƠNG\n{MOTTO}Số: 9/CĐ-BCT\nHà Nội, ngày 5 tháng 2 năm 2010\n\nCÔNG ĐIỆN\n\n"
    body = "\n\nKính gửi:\n\nỦy ban nhân dân các huyện Năm Căn, Thới Bình.\n\nĐề phòng bão, yêu cầu báo cáo.\n"
    for wire in ("BỘ TRƯỞNG BỘ CÔNG THƯƠNG, điện:", "BỘ TRƯỞNG – TRƯỞNG BAN CHỈ ĐẠO VỀ KHO BÃI, điện:"):
        assert fields(read_header(Text(head + wire + body))) == (
            "CĐ", "9/CĐ-BCT", "2010-02-05", "Bộ Công Thương", None,
        )  # fmt: skip


def test_a_known_place_may_lose_the_capital_of_its_second_syllable() -> None:
    head = "BỘ Y TẾ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 7/QĐ-BYT\n\n"
    header = read_header(
        Text(f"{head}    Hà nội, ngày 12 tháng  11  năm 1997\n\nQUYẾT ĐỊNH\nVề kho thuốc\n\nCăn cứ Luật Giá;\n")
    )
    assert header.place is not None and header.date is not None
    assert (header.place.value, header.date.value) == ("Hà nội", "1997-11-12")
    made = read_header(Text(f"{head}Làm tại Hà nội, ngày 12 tháng 11 năm 1997\n\nQUYẾT ĐỊNH\nVề kho thuốc\n"))
    assert made.place is None


@pytest.mark.parametrize(
    ("head", "number", "issuer"),
    [
        ("VIỆN KIỂM SÁT NHÂN DÂN |", "9/2031/CT-VKSTC", "Viện kiểm sát nhân dân tối cao"),
        ("VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH YÊN BÁI", "9/CT-VKS", "Viện kiểm sát nhân dân tỉnh Yên Bái"),
        (
            "BỘ CÔNG AN |",
            "9/2031/TTLT-BCA-TATC-BQP",
            "Bộ Công an; Tòa án nhân dân tối cao; Bộ Quốc phòng",
        ),
        (
            "TÒA ÁN NHÂN DÂN TỐI CAO\n\nVIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
            "9-TANDTC-VKSNDTC/TTLT",
            "Tòa án nhân dân tối cao; Viện kiểm sát nhân dân tối cao",
        ),
        ("BỘ CÔNG AN", "9/2031/TTLT-BCA-BXYZ", "Bộ Công an"),  # of one of the two nothing is known
    ],
)
def test_letters_of_the_number_give_back_what_a_head_line_lost(head: str, number: str, issuer: str) -> None:
    date = "Hà Nội, ngày 12 tháng 3 năm 2031"
    content = f"{head}\n{MOTTO}Số: {number}\n{date}\n\nCHỈ THỊ\nVề kho thóc\n\nThời gian qua.\n"
    assert fields(read_header(Text(content)))[3] == issuer


@pytest.mark.parametrize(
    ("number", "type_code"),
    [("84/QĐ-UBND", "QĐ"), ("84/TTr-UBND", "TTr"), ("84/UBND-TTr", "CV"), ("84/TTr-NV2", "CV")],
)
def test_letters_that_no_body_has_tell_the_type_where_its_word_is_lost(number: str, type_code: str) -> None:
    content = (
        "ỦY BAN NHÂN DÂN\nXÃ NÀ CHÌ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number}\n\nNà Chì, ngày 06 tháng 5 năm 2021\n\n"
        "Về việc chia muối cho các bản\nCác bản nhận muối tại nhà kho của xã.\n"
    )
    found = extract(Text(content)).header.type_code
    assert found is not None
    assert found.value == type_code


@pytest.mark.parametrize(
    ("above", "line", "issuer"),
    [
        ("UBND TỈNH HÀ GIANG", "SỞ Y TẾ - SỞ NỘI VỤ", "Sở Y tế tỉnh Hà Giang; Sở Nội vụ tỉnh Hà Giang"),
        ("BỘ TÀI CHÍNH", "BỘ Y TẾ - BỘ NỘI VỤ", "Bộ Tài chính; Bộ Y tế; Bộ Nội vụ"),
    ],
)
def test_offices_that_issue_together_stand_below_their_committee(above: str, line: str, issuer: str) -> None:
    content = (
        f"{above}\n{line}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: /ZKHQN-SYT-SNV\n\nHà Giang, ngày 06 tháng 5 năm 2021\n\nKẾ HOẠCH\nChia muối cho các bản\n"
    )
    found = extract(Text(content)).header.issuer
    assert found is not None
    assert found.value == issuer


def test_the_text_is_no_part_of_the_head_lines_where_the_heading_was_lost() -> None:
    content = (
        "BỘ Y\nTẾ |\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 61/CT-BYT |\nHà Nội, ngày 1 tháng 3 năm 2031 |\n"
        "Thực hiện Nghị quyết số 11/NQ-CP của Chính phủ về muối, Bộ trưởng yêu cầu các đơn vị thuộc Bộ làm ngay\n"
        "- Giao muối cho các bản theo Nghị quyết số 11/NQ-CP.\n"
    )
    assert fields(read_header(Text(content))) == ("CT", "61/CT-BYT", "2031-03-01", "Bộ Y tế", None)
    titled = (
        "BỘ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 61/HD-BYT | Hà Nội, ngày 1 tháng 3 năm 2031 |\n"
        "CÔNG TÁC CHIA MUỐI CHO CÁC BẢN\nCác bản nhận muối tại kho.\n"
    )
    assert fields(read_header(Text(titled)))[:4] == ("HD", "61/HD-BYT", "2031-03-01", "Bộ Y tế")


def test_a_head_in_rows_with_both_edges() -> None:
    content = (
        "| BỘ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| Số: 61/QĐ-BYT | Hà Nội, ngày 1 tháng 3 năm 2031 |\n"
        "VỀ VIỆC CHIA MUỐI CHO CÁC BẢN\nBỘ TRƯỞNG BỘ Y TẾ\nCăn cứ Luật Muối ngày 8 tháng 3 năm 2030;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Chia muối.\n"
    )
    expected = ("QĐ", "61/QĐ-BYT", "2031-03-01", "Bộ Y tế", "VỀ VIỆC CHIA MUỐI CHO CÁC BẢN")
    assert fields(read_header(Text(content))) == expected


def test_a_heading_that_alone_numbers_the_paper_may_be_wrapped() -> None:
    content = (
        "CHỈ THỊ\nCỦA THỦ\nTƯỚNG CHÍNH PHỦ SỐ 61/2031/CT-TTG\nNGÀY 1 THÁNG 3 NĂM 2031 VỀ CHIA\nMUỐI\n"
        "Thực hiện Nghị quyết\ncủa Quốc hội, các bản nhận muối tại kho.\n"
    )
    found = fields(read_header(Text(content)))
    assert found[:4] == ("CT", "61/2031/CT-TTG", "2031-03-01", "Thủ tướng Chính phủ")


def test_a_stop_behind_the_figures_of_a_number_is_dropped() -> None:
    header = read_header(Text(DECISION.replace("Số: 345/QĐ-BNV", "Số: 345./QĐ-BNV")))
    assert header.number is not None and header.symbol is not None
    assert (header.number.value, header.number.raw) == ("345/QĐ-BNV", "345./QĐ-BNV")
    assert header.symbol.raw == "QĐ-BNV"


@pytest.mark.parametrize(
    "print_of_signature",
    ["Ký bởi: Cổng Thông tin\nCơ quan: Tỉnh Lào Cai\nThời gian ký: 03.04.2031 08:15:20\n", "Signature Not Verified\n"],
)
def test_the_print_of_a_signature_above_the_heading_is_no_name(print_of_signature: str) -> None:
    paper = DECISION.replace("QUYẾT ĐỊNH\n", f"{print_of_signature}\nQUYẾT ĐỊNH\n", 1)
    assert fields(read_header(Text(paper))) == fields(read_header(Text(DECISION)))


@pytest.mark.parametrize("mark", ["CÔNG VĂN ĐẾN", "VĂN BẢN ĐẾN"])
def test_the_stamp_of_who_received_a_paper_is_none_of_its_fields(mark: str) -> None:
    stamp = f"{mark}\nSố: 71\nNgày: 9/10/2031\nChuyển: ........\n\nQUYẾT ĐỊNH\n"
    paper = DECISION.replace("QUYẾT ĐỊNH\n", stamp, 1)
    assert fields(read_header(Text(paper))) == fields(read_header(Text(DECISION)))
