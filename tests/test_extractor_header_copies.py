"""Headers of copies: the head above the paper is not its own, unless the copy stands alone."""

from __future__ import annotations

from extractor.document import Text
from extractor.footer import read_footer
from extractor.header import read_header
from tests.header_papers import DECISION, MOTTO, fields


def test_the_head_of_a_copy_above_the_paper_is_not_the_papers() -> None:
    cover = (
        f"ỦY BAN NHÂN DÂN\nHUYỆN CÁT SƠN\n-------\n{MOTTO}Số: 12/SY-UBND\nCát Sơn, ngày 9 tháng 4 năm 2021\n\n"
        "SAO Y BẢN CHÍNH\n\nNơi nhận:\n- Các phòng;\n- Lưu: VT.\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLê Thị Na\n\n"
    )
    text = Text(cover + DECISION)
    header = read_header(text)
    assert fields(header) == (
        "QĐ", "345/QĐ-BNV", "2021-04-02", "Bộ Nội vụ", "Về việc thành lập Tổ rà soát kho",
    )  # fmt: skip
    assert header.start == len(cover)
    footer = read_footer(text, header)
    assert [signer.name for signer in footer.signers] == ["Phạm Văn Cầu"]
    assert [found.value for found in footer.recipients] == ["Như Điều 2", "Lưu: VT"]


def test_a_copy_of_the_party_below_whose_number_its_day_or_its_words_stand() -> None:
    paper = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG          ĐẢNG CỘNG SẢN VIỆT NAM\n*                  Hà Nội, ngày 2 tháng 4 năm 2021\n"
        "Số 345-KL/TW\n\nKẾT LUẬN\nCỦA BAN BÍ THƯ\nvề nuôi cá\n-----\nCác cấp đã nuôi cá.\n\nT/M BAN BÍ THƯ\n\n"
        "Phạm Văn Cầu\n"
    )
    place = "Cát Sơn, ngày 9 tháng 4 năm 2021"
    for cover in (
        f"TỈNH ỦY YÊN BÁI          ĐẢNG CỘNG SẢN VIỆT NAM\n*          {place}\nSố 7-BS/TU\nSAO LỤC\n\n",
        f"TỈNH ỦY YÊN BÁI\n*\nSố 7-BS/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n{place}\n\n",
    ):
        header = read_header(Text(cover + paper))
        assert fields(header) == ("KL", "345-KL/TW", "2021-04-02", "Ban Bí thư", "CỦA BAN BÍ THƯ về nuôi cá")


def test_a_copy_alone_keeps_its_own_head() -> None:
    header = read_header(Text(f"UBND XÃ CÁT TÂN\n{MOTTO}Số: 12/SY-UBND\nCát Tân, ngày 9 tháng 4 năm 2021\nSAO Y\n"))
    assert fields(header)[:3] == ("SY", "12/SY-UBND", "2021-04-09")
