"""Of the mark of secrecy that is printed and the one that the office's list names, the higher one holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.graph.nodes import marked_nodes
from corpus.known import with_known
from extractor.document import Document, Part, Text
from extractor.pipeline import extract
from tests.corpus_papers import Head, Shelves, extracted


def paper(mark: str) -> Document:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n-------\n{mark}\nSố: 12/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    head += "Độc lập - Tự do - Hạnh phúc\nSơn La, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nKhơi mương\n\nKhơi mương.\n"
    return extract(Text(head))


@pytest.mark.parametrize(
    ("printed", "listed", "holds", "warned"),
    [
        ("", ["MẬT"], "MẬT", False),
        ("MẬT", ["TỐI MẬT"], "TỐI MẬT", True),
        ("TỐI MẬT", ["MẬT"], "TỐI MẬT", True),
        ("MẬT", ["MẬT"], "MẬT", False),
        ("", ["MẬT", "TUYỆT MẬT"], "TUYỆT MẬT", True),
    ],
)
def test_the_higher_mark_holds(printed: str, listed: list[str], holds: str, warned: bool) -> None:
    read = paper(printed)
    assert (read.header.secrecy.value if read.header.secrecy else "") == printed
    found = with_known(read, [("secrecy", one) for one in listed])
    assert found.header.secrecy is not None and found.header.secrecy.value == holds
    assert any(one.code == "manifest-differs" for one in found.warnings) is warned


def test_the_mark_of_a_file_is_that_of_each_paper_in_it() -> None:
    read = paper("")
    part = replace(read, part=Part(1, 2, None, None))
    found = with_known(part, [("secrecy", "MẬT"), ("title", "Việc khác")])
    assert found.header.secrecy is not None and found.header.secrecy.value == "MẬT"
    assert found.header.title == read.header.title
    assert [one.code for one in found.warnings if one.code.startswith("manifest")] == ["manifest-unclear"]


def test_of_the_marks_on_the_files_of_a_paper_the_highest_holds_for_each(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    marks = ("MẬT", "TUYỆT MẬT", "TỐI MẬT", None)
    ids: dict[int, set[str]] = {number: set() for number in range(1, 6)}
    for number in ids:
        head = Head(f"{number}/KH-UBND", "KH", "Ủy ban nhân dân tỉnh Sơn La", "2031-03-05")
        for copy in range(4):
            file = extracted(head, copy=copy)
            paper = file.papers[0]._replace(secrecy=marks[(number + copy) % 4] if number < 5 else None)
            shelves.arrive(f"{number}-{copy}.txt", replace(file, papers=(paper,)))
            ids[number].add(paper.id)
    with shelves.catalogue.read() as connection:
        every = marked_nodes(connection, None)
        some = marked_nodes(connection, ids[1] | ids[5])
    assert {id: mark for id, (mark, _) in every.items()} == {id: "TUYỆT MẬT" for n in range(1, 5) for id in ids[n]}
    assert some == {id: every[id] for id in ids[1]}
