"""Bodies that letters and invitations call upon, and items that say whom they are about."""

from __future__ import annotations

from extractor.document import Footer, Found, Header, Span, Text
from extractor.pipeline import extract
from extractor.work.units import find_units


def _units(content: str) -> list[str]:
    number, date = (Found(value, value, Span(0, 0), "test") for value in ("15/QĐ-UBND", "2024-05-10"))
    header = Header(kind="official", start=0, end=len(content), body_start=0, number=number, date=date)
    return [unit.value for unit in find_units(Text(content), header, Footer(), ())]


def test_a_letter_orders_behind_what_it_rests_on() -> None:
    content = (
        "Kính gửi: Thuế tỉnh Cà Mau.\nTrả lời Công văn số 9/CMA-QLDN về việc hoàn thuế của hộ làm muối ở\n"
        "các xã ven biển, sau khi xem xét hồ sơ gửi kèm, Cục có ý kiến như sau:\n"
        "Căn cứ Công văn số 9 của Sở A về việc đề nghị Sở Y tế hỗ trợ;\n"
        "Căn cứ các quy định nêu trên và hồ sơ kèm theo, đề nghị\n"
        "Thuế tỉnh Cà Mau trao đổi với doanh nghiệp về số muối đã bán trong\nnăm để tính lại số thuế được hoàn.\n"
    )
    assert _units(content) == ["Thuế tỉnh Cà Mau"]
    head = "Kính gửi: Sở Y tế.\nSở Nội vụ nhận được văn bản của quý Sở.\n"
    for based, units in (
        ("hồ sơ kèm theo, Sở Nội vụ yêu cầu Sở Du lịch sửa bến phà", ["Sở Du lịch"]),
        ("kết quả kiểm tra, báo cáo giao Sở Du lịch lập năm 2031", []),
        ("Nghị định số 5/2031/NĐ-CP, trong đó yêu cầu Sở Du lịch sửa bến phà", []),
    ):
        assert [unit for unit in _units(f"{head}Căn cứ {based}.\n") if unit != "Sở Y tế"] == units


def test_an_item_may_say_where_its_bodies_are() -> None:
    content = (
        "6. Hiệu trưởng các trường Mầm non, Tiểu học trên địa bàn xã\n\nTổ chức hội trại, xong trước ngày 06/10.\n\n"
        "7. Trạm Y tế xã\n\nBố trí người trực.\n"
    )
    assert _units(content) == ["các trường Mầm non, Tiểu học", "Trạm Y tế xã"]


def test_those_invited_a_line_for_each_take_part() -> None:
    content = (
        "UBND phường Cây Đa trân trọng kính mời:\n- Lãnh đạo Phòng Kinh tế; Phòng Văn hóa - Xã hội;\n"
        "- Trưởng Công an phường;\n- Các trường: Mầm non Cây Sung, Tiểu học Sân Đình.\n1. Thời gian: 07 giờ.\n"
        "2. Thành phần hồ sơ:\n- Sở Y tế cấp giấy.\n3. Thành phần:\n- Sở Du lịch cấp giấy xác nhận;\n"
        "4. Thành phần tham dự:\n- Sở Du lịch không cử người dự;\n"
    )
    units = ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an phường", "Trường Mầm non Cây Sung"]
    assert _units(content) == [*units, "Trường Tiểu học Sân Đình"]


def test_units_behind_the_words_that_they_are_concerned() -> None:
    content = "5. Các đơn vị liên quan: Công an tỉnh, VNPT Cà Mau phối hợp di dời cột điện.\n"
    assert _units(content) == ["Công an tỉnh", "VNPT Cà Mau"]


def test_an_item_about_a_group_may_name_whom_it_means() -> None:
    content = (
        "1. Các phòng thuộc Sở: Phòng Muối là đầu mối theo dõi; Thanh tra Sở phối hợp kiểm tra.\n"
        "2. Các chủ rừng: Vườn Quốc gia Cây Sung, Công ty Cổ phần Cây Đa thực hiện nghiêm phương án.\n"
        "3. Các đơn vị: 05 người.\n"
    )
    units = ["Phòng Muối", "Thanh tra Sở", "Vườn Quốc gia Cây Sung", "Công ty Cổ phần Cây Đa"]
    assert _units(content) == units


def test_the_central_committee_tells_the_boards_of_the_party() -> None:
    head = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n***\nSố: 742-NQ/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 4 tháng 3 năm 2031\n\n"
        "NGHỊ QUYẾT\nvề đếm phao\n\nI. MỤC ĐÍCH\nNgười qua phà có phao.\nII. TỔ CHỨC THỰC HIỆN\n"
    )
    foot = "\nT/M BAN CHẤP HÀNH TRUNG ƯƠNG\nTỔNG BÍ THƯ\nVũ Hà An\n"
    for work in ("ban hành hướng dẫn đếm phao", "chịu trách nhiệm theo dõi, đôn đốc việc đếm phao"):
        told = f"1. Các tỉnh ủy, thành ủy tổ chức đếm phao.\n2. Ban Bí thư {work}.\n"
        units = [unit.value for unit in extract(Text(head + told + foot)).units]
        assert units == ["Các tỉnh ủy, thành ủy", "Ban Bí thư"]
