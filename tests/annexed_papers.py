"""An act, the Quy chế issued with it, and plans that cite either."""

from __future__ import annotations

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
"""
ACT = f"""{HEAD}Số: 12/2021/QĐ-UBND
Lào Cai, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
Ban hành Quy chế quản lý bến thuyền trên địa bàn tỉnh Lào Cai

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến thuyền trên địa bàn tỉnh Lào Cai.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn A

"""
ANNEXED = """QUY CHẾ
Quản lý bến thuyền trên địa bàn tỉnh Lào Cai
(Ban hành kèm theo Quyết định số 12/2021/QĐ-UBND ngày 05 tháng 3 năm 2021 của Ủy ban nhân dân tỉnh Lào Cai)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định về bến thuyền.
"""
CITED = (
    "Quy chế quản lý bến thuyền ban hành kèm theo Quyết định số 12/2021/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Lào Cai"
)
KEY = "quyet-dinh-qppl~12~uy-ban-nhan-dan-tinh-lao-cai~2021"


def plan(number: str, unit: str, words: str, day: int = 5) -> str:
    """A plan of a department of the province."""
    head = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", f"UBND TỈNH LÀO CAI\n{unit.upper()}")
    return (
        f"{head}Số: {number}\nLào Cai, ngày {day:02d} tháng 9 năm 2022\n\nKẾ HOẠCH\nKiểm tra bến thuyền quý {day}\n\n"
        f"{words}, {unit} ban hành kế hoạch.\n\nGIÁM ĐỐC\nTrần Văn B\n"
    )
