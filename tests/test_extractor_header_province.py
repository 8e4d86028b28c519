"""The province of an issuer below it: from its own name in the text, from what it cites, never from a like name."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.header import read_header
from extractor.pipeline import extract

DAI_LOC = "ỦY BAN NHÂN DÂN\nXÃ ĐẠI LỘC"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def paper(head: str, place: str, year: int, text: str = "") -> Text:
    return Text(
        f"{head}\n{MOTTO}Số: 12/KH-UBND\n{place}, ngày 05 tháng 10 năm {year}\n\nKẾ HOẠCH\nMở hội thi cấy\n\n"
        f"Thực hiện Kế hoạch số 55/KH-UBND ngày 02/10/{year} của UBND tỉnh{text}, Ủy ban nhân dân ban hành kế hoạch:\n"
        "1. Nội dung.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Sơn\n"
    )


@pytest.mark.parametrize(
    ("head", "place", "year", "text", "province"),
    [
        # a ward that kept the name of a merged province, and a commune that only shares it
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG NAM ĐỊNH", "Nam Định", 2025, "", "Ninh Bình"),
        ("ỦY BAN NHÂN DÂN\nXÃ HÒA BÌNH", "Hòa Bình", 2025, "", None),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG THÁI BÌNH", "Thái Bình", 2019, "", None),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ NAM ĐỊNH", "Nam Định", 2019, "", "Nam Định"),
        ("ĐẢNG BỘ TỈNH CÀ MAU\nĐẢNG ỦY XÃ HÒA BÌNH\nỦY BAN KIỂM TRA", "Hòa Bình", 2025, "", "Cà Mau"),
        # its own name in the text, the papers of its province
        ("ỦY BAN NHÂN DÂN\nXÃ HÒA BÌNH", "Hòa Bình", 2025, " về xã Hòa Bình, tỉnh Cà Mau", "Cà Mau"),
        (DAI_LOC, "Đại Lộc", 2025, " và số 8/QĐ-HĐND ngày 3/9/2025 của HĐND thành phố Đà Nẵng", "Đà Nẵng"),
        (DAI_LOC, "Đại Lộc", 2025, " và Kế hoạch số 5/KH-UBND của UBND tỉnh Quảng Nam", "Đà Nẵng"),
        (DAI_LOC, "Đại Lộc", 2025, " và số 6/KH-UBND của UBND tỉnh Lào Cai, số 7/KH-UBND của UBND tỉnh Cà Mau", None),
        (DAI_LOC, "Đại Lộc", 2025, " và Kế hoạch số 9-KH/TĐTN của Thành đoàn Đà Nẵng", "Đà Nẵng"),
        (DAI_LOC, "Đại Lộc", 2025, " và số 4-KH/HND của Hội Nông dân tỉnh Gia Lai", "Gia Lai"),
        (DAI_LOC, "Đại Lộc", 2025, "", None),
        # a province that only comes by, and the end of another name
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, "; học tập kinh nghiệm của tỉnh Lâm Đồng", None),
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, " về học tập kinh nghiệm của UBND tỉnh Lâm Đồng", None),
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, "; đón đoàn công tác của UBND tỉnh Cà Mau", None),
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, "; thi cấy trên địa bàn tỉnh Cà Mau", None),
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, " và phối hợp với Công an tỉnh Cà Mau", None),
        ("ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN", "Cát Tân", 2025, "; Báo cáo kết quả tiếp Hội Phụ nữ tỉnh Sơn La", None),
        ("THÀNH ỦY CÁT TÂN", "Cát Tân", 2019, "", None),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN AN", "Tân An", 2025, " tại Nông trường Cát Tân An tỉnh Lào Cai", None),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN AN", "Tân An", 2025, " tại Xã Tân An, tỉnh Lào Cai", "Lào Cai"),
    ],
)
def test_province_of_a_commune(head: str, place: str, year: int, text: str, province: str | None) -> None:
    assert read_header(paper(head, place, year, text)).issuer_place == province


@pytest.mark.parametrize("province", ["TỈNH BẮC NINH", "THÀNH PHỐ ĐÀ NẴNG", "TỈNH LÀO CAI"])
def test_a_province_on_the_line_below_its_commune(province: str) -> None:
    header = read_header(paper(f"ỦY BAN NHÂN DÂN\nXÃ CÁT TÂN\n{province}", "Cát Tân", 2025))
    assert header.issuer is not None
    kind, name = province.lower().rsplit(" ", 2)[0], province.split(" ", 2 if "PHỐ" in province else 1)[-1].title()
    assert header.issuer.value == f"Ủy ban nhân dân xã Cát Tân, {kind} {name}"
    assert header.issuer_place == name


def test_papers_of_the_province_that_took_over() -> None:
    document = extract(paper("ỦY BAN NHÂN DÂN\nPHƯỜNG NAM ĐỊNH", "Nam Định", 2025))
    assert [(r.issuer, r.locality) for r in document.references] == [("Ủy ban nhân dân tỉnh Ninh Bình", "Ninh Bình")]


def test_a_paper_without_its_type_word_keeps_its_title() -> None:
    header = read_header(
        Text(
            "Quy chế làm việc của Ủy ban nhân dân huyện Cát Sơn, tỉnh Gia Lai\nSố hiệu: | 3/2017/QĐ-UBND |\n"
            f"ỦY BAN NHÂN DÂN |\n{MOTTO}Số: 3/2017/QĐ-UBND |\nCát Sơn, ngày 25 tháng 02 năm 2017 |\n"
            "BAN HÀNH QUY CHẾ LÀM VIỆC\nỦY BAN NHÂN DÂN HUYỆN CÁT SƠN\nCăn cứ Luật Lưu trữ năm 2011;\n"
            "QUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n"
        )
    )
    assert header.title is not None
    assert header.title.value == "BAN HÀNH QUY CHẾ LÀM VIỆC"
    assert header.issuer_place == "Gia Lai"
