"""A link between two open papers that only a hidden one tells is none for who may not see that one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.archive import Archive
from service.people import OWNER, Person
from service.rights import View

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
HEAD += "Số: {number}/KH-UBND\n{mark}Lai Châu, ngày {day} tháng 3 năm 2021\n\nKẾ HOẠCH\nLàm việc {number}\n\n{text}\n\n"
HEAD += "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Mai\n"
NAME = "Kế hoạch số {}/KH-UBND ngày {}/3/2021 của Ủy ban nhân dân tỉnh Lai Châu"
ONE, TWO, THREE = NAME.format(31, "02"), NAME.format(32, "05"), NAME.format(33, "09")
PAPERS = (
    HEAD.format(number=31, day="02", mark="", text="Làm cầu."),
    HEAD.format(number=32, day="05", mark="", text="Làm đường."),
    HEAD.format(number=33, day="09", mark="", text=f"Thực hiện {ONE}, làm kè."),
    HEAD.format(
        number=34, day="12", mark="MẬT\n", text=f"{ONE} được sửa đổi bởi {TWO}. {TWO} được thay thế bởi {THREE}."
    ),
)
READER = Person("an", "reader", 0)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root = tmp_path_factory.mktemp("kho")
    for number, text in enumerate(PAPERS):
        (root / f"{number}.txt").write_text(text, encoding="utf-8")
    with Archive.open(root / "data") as opened:
        opened.ingest([root / f"{number}.txt" for number in range(len(PAPERS))], workers=1)
        yield opened


def shown(view: View, root: str) -> tuple[set[tuple[str, int]], set[str]]:
    """Numbers of a chain with their levels, and its relations."""
    found = view.chain(root)
    return {(node["number"].split("/")[0], node["level"]) for node in found["nodes"]}, {
        e["relation"] for e in found["edges"]
    }


def test_a_chain_leaves_out_what_only_hidden_papers_tell(archive: Archive) -> None:
    nodes, relations = shown(View(archive, OWNER), "31/KH-UBND")
    assert {"31", "32", "33"} <= {number for number, _ in nodes} and {"amends", "replaces"} & relations
    assert shown(View(archive, READER), "31/KH-UBND") == ({("31", 0), ("33", 1)}, {"implements"})
    assert shown(View(archive, READER), "32/KH-UBND") == ({("32", 0)}, set())


def test_a_way_leaves_it_out_too(archive: Archive) -> None:
    assert View(archive, OWNER).path("31/KH-UBND", "32/KH-UBND")
    assert View(archive, READER).path("31/KH-UBND", "32/KH-UBND") == []
    (edge,) = View(archive, READER).path("31/KH-UBND", "33/KH-UBND")
    assert edge["relation"] == "implements"
