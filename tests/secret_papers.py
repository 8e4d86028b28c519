"""An archive with secret papers in it, the same archive without them, and an account for every role and clearance."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from service.accounts import Accounts
from service.command import main
from service.people import ROLES, SCOPES, SECRECIES
from tests.reader_files import pdf

HEAD = """{body}
-------
{mark}
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hòa An, ngày {day} tháng 11 năm 2020

KẾ HOẠCH
{title}

{text}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""
DIRECTIVE = "Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị"
HIDDEN_ONLY = "Quyết định số 4711/QĐ-TTg ngày 15/12/2019 của Thủ tướng Chính phủ về xây dựng hầm kimcuongxanh"
OPEN = "Kế hoạch số 101/KH-UBND ngày 10/11/2020 của Ủy ban nhân dân tỉnh Lào Cai"
# words, numbers and names that stand in secret papers alone
PLANTED = ("kimcuongxanh", "hamtruongson", "909/KH-UBND", "4711/QĐ-TTg", "1111111", "thuyngan", "777/KH-UBND",
           "giamsat")  # fmt: skip


def paper(number: str, day: str, title: str, text: str, mark: str = "") -> str:
    body = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI"
    return HEAD.format(body=body, mark=mark, number=number, day=day, title=title, text=text)


SEEN = {
    "mo": paper("101/KH-UBND", "10", "Trồng cây xanh",
                f"Thực hiện {DIRECTIVE}, tỉnh trồng cây xanh đô thị. Giao Sở Xây dựng xây dựng kế hoạch chi tiết trước "
                "ngày 30/11/2020. Đóng cọc bằng thuyngam."),
    "sau": paper("303/KH-UBND", "12", "Chăm sóc cây xanh", f"Thực hiện {OPEN}, tỉnh chăm sóc cây xanh."),
    "cung": paper("606/KH-UBND", "13", "Tưới cây", "Tỉnh tưới cây."),
    "moi": paper("808/KH-UBND", "20", "Tỉa cây", f"Thực hiện {DIRECTIVE}; tỉnh tỉa cây."),
}  # fmt: skip
SECRET = {
    # cites what open papers cite and an open paper, says that it replaces one, and carries a number that one has too
    "mat": paper("909/KH-UBND", "11", "Xây dựng công trình hamtruongson",
                 f"Thực hiện {DIRECTIVE} và {OPEN}; căn cứ {HIDDEN_ONLY}, tỉnh xây dựng kimcuongxanh. Kế hoạch này "
                 "thay thế Kế hoạch số 303/KH-UBND ngày 12/11/2020 của Ủy ban nhân dân tỉnh Lào Cai. Kế hoạch số "
                 "101/KH-UBND ngày 10/11/2020 của Ủy ban nhân dân tỉnh Lào Cai được sửa đổi bởi Kế hoạch số "
                 "606/KH-UBND ngày 13/11/2020 của Ủy ban nhân dân tỉnh Lào Cai.", mark="TỐI MẬT"),
    "mat2": paper("606/KH-UBND", "05", "Đào giếng thuyngan", "Tỉnh đào giếng thuyngan.", mark="MẬT"),
    # between two open papers, and the plan that a body was told to issue
    "mat3": paper("910/KH-SXD", "15", "Giamsat cây", f"Thực hiện {OPEN}, Sở Xây dựng giamsat.", mark="MẬT").replace(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "UBND TỈNH LÀO CAI\nSỞ XÂY DỰNG"),
}  # fmt: skip


def build(root: Path, *, secret: bool) -> Path:
    """The archive in `root`/kho or `root`/tran; both hold the open papers under the same paths and ids."""
    folders = {"in": SEEN, **({"mat": SECRET} if secret else {})}
    for folder, papers in folders.items():
        (root / folder).mkdir(exist_ok=True)
        for name, text in papers.items():
            path = root / folder / f"{'1111111' if folder == 'mat' else ''}{name}.txt"
            path.write_text(text, encoding="utf-8")
        number = {"in": "778/KH-UBND", "mat": "777/KH-UBND"}[folder]
        if not (root / folder / "trang.pdf").exists():  # two that are made bear different times
            (root / folder / "trang.pdf").write_bytes(pdf(pages=2, number=number))
    data = root / ("kho" if secret else "tran")
    manifest = root / "danh-sach.csv"
    manifest.write_text("Tệp,Độ mật\nmat/trang.pdf,MẬT\n", encoding="utf-8")
    listed = ["--manifest", str(manifest)] if secret else []
    assert main(["ingest", "--data", str(data), "--workers", "1", *listed, *(str(root / f) for f in folders)]) == 0
    return data


@cache
def _accounts() -> tuple[bytes, dict[str, str]]:
    """The file of the accounts and their tokens: hashing that many passwords takes seconds."""
    with TemporaryDirectory() as folder:
        tokens = _issued(Path(folder))
        return (Path(folder) / "accounts.sqlite").read_bytes(), tokens


def issue(folder: Path) -> dict[str, str]:
    """A token for each role and clearance, as `reader0`, and for `unit3`: full clearance for papers of another body."""
    content, tokens = _accounts()
    (folder / "accounts.sqlite").write_bytes(content)
    return tokens


def _issued(folder: Path) -> dict[str, str]:
    accounts = Accounts(folder)
    tokens = {}
    for role in ROLES:
        for clearance in range(len(SECRECIES) + 1):
            accounts.add(f"{role}{clearance}", role, clearance, "mật khẩu đủ dài")
            tokens[f"{role}{clearance}"] = accounts.issue_token(f"{role}{clearance}", "", SCOPES)
    accounts.add("unit3", "administrator", len(SECRECIES), "mật khẩu đủ dài", units=("Sở Tài chính",))
    tokens["unit3"] = accounts.issue_token("unit3", "", SCOPES)
    return tokens
