"""The want-list: what breaks most chains stands first, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.graph.file import GraphFile
from corpus.wanted import ranked, wanted
from service.words import missed
from tests.corpus_papers import Head, Shelves, extracted

DIRECTIVE = Head("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07")
LAW = Head("64/2020/QH14", "Luật", "Quốc hội", "2020-06-18", relation="basis")
NOTICE = Head("7/TB-UBND", "TB", "Ủy ban nhân dân tỉnh Sơn La", "2020-02-03", relation="mentions")
PROVINCE = Head("12/KH-UBND", "KH", "Ủy ban nhân dân tỉnh Sơn La", "2021-03-01")
OFFICES = [Head(f"{n}/KH-SYT", "KH", "Sở Y tế tỉnh Sơn La", f"2021-04-0{n}") for n in range(1, 4)]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A directive that is missing, a plan that carries it out, three plans under that, and what all of them cite."""
    made = Shelves(tmp_path_factory.mktemp("wanted"))
    made.arrive("/in/plan", extracted(PROVINCE, (DIRECTIVE, LAW)), settled=False)
    for head in OFFICES:
        made.arrive(f"/in/{head.number}", extracted(head, (PROVINCE, LAW, NOTICE)), settled=False)
    made.arrive("/in/news", extracted(Head(None, None, None, "2021-05-01"), (DIRECTIVE,)))
    yield made
    made.catalogue.close()


def rows(shelves: Shelves, *without: str) -> list[dict[str, object]]:
    with shelves.catalogue.read() as connection:
        missing = ranked(connection, GraphFile(Path("nowhere")).graph(connection), without)
        return wanted(connection, missing, without)


def test_a_directive_with_a_chain_stands_before_a_law_that_more_papers_cite(shelves: Shelves) -> None:
    found = rows(shelves)
    counts = {r["number"]: (r["cited_by"], r["implements"], r["chain"], r["resting"]) for r in found}
    assert counts == {"34-CT/TW": (2, 1, 4, 4), "64/2020/QH14": (4, 0, 0, 4), "7/TB-UBND": (3, 0, 0, 0)}
    assert [r["number"] for r in found] == ["34-CT/TW", "64/2020/QH14", "7/TB-UBND"]
    assert [missed(r) for r in found] == [
        "1 văn bản trong kho thực hiện, 3 nối tiếp", "4 văn bản trong kho dựa vào", "chỉ được nhắc đến",
    ]  # fmt: skip
    assert found[1]["title"] == "Luật Đầu tư theo phương thức đối tác công tư", "from the register"


def test_what_may_not_be_seen_breaks_nothing(shelves: Shelves) -> None:
    plan = extracted(PROVINCE, (DIRECTIVE, LAW)).sha256[:16]
    found = {r["number"]: (r["cited_by"], r["chain"], r["resting"]) for r in rows(shelves, plan)}
    assert found == {"34-CT/TW": (1, 0, 0), "64/2020/QH14": (3, 0, 3), "7/TB-UBND": (3, 0, 0)}


def test_what_arrives_is_wanted_no_more(tmp_path: Path) -> None:
    made = Shelves(tmp_path)
    made.arrive("/in/plan", extracted(PROVINCE, (DIRECTIVE,)))
    assert [r["number"] for r in rows(made)] == ["34-CT/TW"]
    made.arrive("/in/directive", extracted(DIRECTIVE))
    assert rows(made) == []
    made.catalogue.close()
