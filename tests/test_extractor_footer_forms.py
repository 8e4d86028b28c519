"""`(Ký, đóng dấu)` above a name: a signature of the paper, or one in a form behind it."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.footer_texts import HEAD, footer_of

LIST = "Nơi nhận:\n- Các thôn;\n- Lưu: VT.\n"
BLOCK = "TRƯỞNG THÔN\n(Ký, đóng dấu)\n\nMùa Văn Sử\n"


@pytest.mark.parametrize(
    "above",
    [
        LIST,
        LIST + "\n",
        LIST + "\n2\n\n",
        LIST + "\nBảo Yên, ngày 04 tháng 4 năm 2023\n",
        LIST + "\nĐẠI DIỆN BÊN A\n",
        LIST + "\nUBND XÃ KHE VAI\n",
        LIST + "\nĐỘI TRỒNG TRE SỐ MỘT\n",
        LIST + "---------\n",
        "Nơi nhận:\n- Các thôn;\nCÁC TỔ, ĐỘI;\n- Lưu: VT.\n\n",
        "Nơi nhận:\n- Các thôn;\n- Văn phòng Ủy ban nhân dân\nxã Khe Vai;\n- Lưu: VT,\nvăn phòng.\n\n",
        "Nơi nhận:\n- Các thôn, bản thuộc xã\nvà các tổ;\n\n",
        "Nơi nhận:\nNhư trên;\nLưu: VT.\n\n",
        "Nơi nhận:\n\n- Các thôn;\n\n- Lưu: VT.\n\n",
        "Nơi nhận:\n- Các thôn;\n\n3\n\n- Các tổ;\n- Lưu: VT.\n",
        "Kinh phí nêu ở\nPhụ lục I kèm theo.\n\n" + LIST,
        "Kinh phí nêu ở\nPhụ lục I kèm theo.\n\n",
        "",
    ],
)
def test_who_signs_by_the_recipients_is_the_signer(above: str) -> None:
    assert [signer.name for signer in footer_of(above + BLOCK).signers] == ["Mùa Văn Sử"]


def test_who_signs_above_the_recipients_is_the_signer() -> None:
    assert [signer.name for signer in footer_of(f"{BLOCK}\n{LIST}").signers] == ["Mùa Văn Sử"]
    behind = f"{BLOCK}\n{LIST}\nDANH SÁCH HỘ\n\nTỔ TRƯỞNG\n(Ký)\n\nLò Thị Khoan\n"
    assert [signer.name for signer in footer_of(behind).signers] == ["Mùa Văn Sử"]


@pytest.mark.parametrize("head", ["THỦ TRƯỞNG ĐƠN VỊ", "THỦ TRƯỞNG"])
def test_the_head_of_any_office_signs_below_the_recipients_alone(head: str) -> None:
    block = f"{head}\n(Ký, đóng dấu)\n\nLò Thị Khoan\n"
    assert [signer.name for signer in footer_of(LIST + block).signers] == ["Lò Thị Khoan"]
    assert footer_of(f"{LIST}\nPHIẾU ĐĂNG KÝ\n\n{block}").signers == ()
    assert footer_of(block).signers == ()


@pytest.mark.parametrize(
    "above",
    [
        f"{LIST}\nĐƠN ĐĂNG KÝ TRỒNG TRE\n\nCác loại cây:\n- Luồng;\n- Vầu.\n\n",
        f"{LIST}\nBIÊN BẢN GIAO NHẬN\n\nBên giao:\n- Ông Mùa Văn Tẻo.\n\n",
        f"{LIST}\nPhiếu nhận giống\n- Luồng;\n\n",
        f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\n{LIST}\nDanh mục\n- Luồng;\n\n",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nNơi nhận:\n- Các thôn;\n\nDanh mục\n- Luồng;\n\n",
        f"{LIST}- Luồng;\n\n",
        f"{LIST}\nPHƯƠNG ÁN TRỒNG TRE\n\n",
        f"{LIST}\nPHƯƠNG ÁN TRỒNG TRE\nCác cây: luồng, vầu.\n",
        f"{LIST}\nUBND XÃ KHE VAI\nTHÔN VAI\n\nPHƯƠNG ÁN TRỒNG TRE\n- Luồng.\n",
        "DANH SÁCH HỘ\n1. Hộ Giàng A\n",
        "GIAO GIỐNG CHO CÁC HỘ\n1. Hộ Giàng A\n",
        "Mẫu số 3\n1. Hộ Giàng A\n",
        "Phụ lục I\n1. Hộ Giàng A\n",
    ],
)
def test_who_signs_a_form_behind_the_paper_is_not_its_signer(above: str) -> None:
    found = extract(Text(f"{HEAD}{above}{BLOCK}"))
    assert found.footer.signers == ()
    assert "signers-missing" in [warning.code for warning in found.warnings]
