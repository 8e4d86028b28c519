"""Who was told to issue a plan and has: exact, and no false accusation."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import followup
from corpus.archive import Archive

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
{unit}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
Sơn La, ngày {day:02d} tháng {month} năm 2021

{type}
{title}

"""
SECTORS = [
    "Y tế", "Tài chính", "Tư pháp", "Xây dựng", "Công Thương", "Ngoại vụ", "Nội vụ", "Giáo dục và Đào tạo",
    "Khoa học và Công nghệ", "Kế hoạch và Đầu tư",
]  # fmt: skip
TITLE = "Phòng chống rét đậm cho người già và trẻ nhỏ ở các bản vùng cao"


def directive() -> str:
    tasks = "\n".join(
        f"{n}. Giao Sở {sector} chủ trì xây dựng kế hoạch của ngành trước ngày 30/11/2021."
        for n, sector in enumerate(SECTORS, start=1)
    )
    group = f"{len(SECTORS) + 1}. Ủy ban nhân dân các huyện, thành phố xây dựng kế hoạch của địa phương."
    head = HEAD.format(unit="-------", number="25/CT-UBND", day=5, month=10, type="CHỈ THỊ", title=TITLE)
    return f"{head}Ủy ban nhân dân tỉnh Sơn La chỉ thị:\n{tasks}\n{group}\n\nCHỦ TỊCH\nLò Văn Sáng\n"


def plan(n: int, sector: str, citing: str, title: str = "Kế hoạch giữ ấm mùa đông") -> str:
    head = HEAD.format(
        unit=f"SỞ {sector.upper()}", number=f"{100 + n}/KH-SỞ", day=n + 1, month=11, type="KẾ HOẠCH", title=title
    )
    return f"{head.replace('KH-SỞ', 'KH-S')}{citing}, Sở {sector} ban hành kế hoạch.\n\nGIÁM ĐỐC\nCà Thị Ban\n"


FULL = "Thực hiện Chỉ thị số 25/CT-UBND ngày 05/10/2021 của Ủy ban nhân dân tỉnh Sơn La"


@pytest.mark.parametrize("withheld", [set(), {2}, {0, 4, 9}, set(range(10))])
def test_the_list_of_what_is_not_held_is_exact(tmp_path: Path, withheld: set[int]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ct.txt").write_text(directive(), encoding="utf-8")
    for n, sector in enumerate(SECTORS):
        if n not in withheld:
            (folder / f"kh-{n}.txt").write_text(plan(n, sector, FULL), encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        (found,) = archive.find("25/CT-UBND", date="2021-10-05")
        rows = archive.follow_up(found["id"])
    named = {row["unit"]: row["state"] for row in rows if "huyện" not in row["unit"]}
    assert len(named) == len(SECTORS)
    missing = {unit for unit, state in named.items() if state == "not-held"}
    assert missing == {unit for unit in named if any(SECTORS[n] in unit for n in withheld)}
    assert all(state == "issued" for unit, state in named.items() if unit not in missing)
    assert {row["deadline"] for row in rows if row["unit"] in named} == {"2021-11-30"}
    assert [row["state"] for row in rows if "huyện" in row["unit"]] == ["unclear"]


@pytest.mark.parametrize("most_named", [800, 0])
def test_a_plan_that_cites_in_another_way_is_no_reason_to_accuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_named: int
) -> None:
    monkeypatch.setattr(followup, "_MOST_NAMED", most_named)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ct.txt").write_text(directive(), encoding="utf-8")
    (folder / "a.txt").write_text(plan(0, SECTORS[0], "Thực hiện Chỉ thị số 25/CT-UBND"), encoding="utf-8")
    other = directive().replace("SƠN LA", "LAI CHÂU").replace("Sơn La", "Lai Châu")
    (folder / "khac.txt").write_text(other, encoding="utf-8")
    (folder / "b.txt").write_text(
        plan(1, SECTORS[1], "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh", TITLE), encoding="utf-8"
    )
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        (found,) = archive.find("25/CT-UBND", issuer="Sơn La", date="2021-10-05")
        rows = archive.follow_up(found["id"])
        states = {row["unit"]: row["state"] for row in rows}
    assert {row["reason"] for row in rows if row["state"] == "unclear" and "huyện" not in row["unit"]} == {
        "có văn bản dẫn một số mà nhiều văn bản cùng mang",
        "có văn bản cùng nội dung nhưng không dẫn rõ văn bản này",
    }
    accused = {unit for unit, state in states.items() if state == "not-held"}
    assert not {unit for unit in accused if SECTORS[0] in unit or SECTORS[1] in unit}
    assert len(accused) == len(SECTORS) - 2
