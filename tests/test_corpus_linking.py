"""The graph is a function of the set of documents: order, repeats and removals leave no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotFound
from corpus.graph import Link
from corpus.graph.chains import chain_of
from corpus.graph.file import GraphFile
from corpus.graph.nodes import citations, load_nodes
from corpus.linking import current
from corpus.linking.current import mark_all, settle
from corpus.projection import cited_by_counts
from corpus.records import Extracted
from corpus.showing import shown
from tests.corpus_papers import Head, Shelves, extracted

PROVINCES = ["Ủy ban nhân dân tỉnh Sơn La", "Ủy ban nhân dân tỉnh Lạng Sơn"]

HEADS = [
    *(Head(f"0{n}/2020/QĐ-UBND", "QĐ", p, f"2020-0{n}-15") for n in (1, 2) for p in PROVINCES),
    Head("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07"),
    Head("34-CT/TW", "CT", "Ban Bí thư", "2024-05-24"),
    Head("12/KH-UBND", "KH", PROVINCES[0], "2021-03-01"),
    Head("12/KH-UBND", "KH", PROVINCES[0], "2021-03-02"),
    Head("698/UBND-VX", "CV", PROVINCES[0], "2021-03-01"),
    Head("96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn", "2020-12-02"),
    Head("41/QĐ-CTUBND", "QĐ", PROVINCES[0], "2019-05-06"),
    Head("01/2020/QĐ-UBND", "QĐ", PROVINCES[0]),
    Head(None, None, None, "2025-01-01"),
]
MENTIONS = [
    *HEADS[:-1],
    Head("01/2020/QĐ-UBND", "QĐ"),
    Head("34-CT/TW", "CT"),
    Head("34-CT/TW", "CT", "Bộ Chính trị"),
    Head("12/KH-UBND", "KH", PROVINCES[0]),
    Head("34", "CT"),
    Head("34-CT/TW", "CT", "Ban Bí thư", "2014-04-07"),
    Head("698/UBND-NC", "CV", PROVINCES[0], "2021-03-01"),
    Head("96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn, tỉnh Sơn La", "2020-12-02"),
    Head("77-KH/TU", "KH"),
    Head("41/QĐ-UBND", "QĐ", PROVINCES[0], "2019-05-06"),
    Head("41/QĐ-UBND", "QĐ"),
    Head("41", "QĐ"),
]

FILES = st.builds(
    lambda head, cites, copy: extracted(head, tuple(cites), copy=copy),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(MENTIONS), max_size=4),
    st.integers(0, 1),
)


def picture_of(files: dict[str, object], folder: str) -> list[tuple[object, ...]]:
    shelves = Shelves(Path(folder))
    for path, file in sorted(files.items()):
        shelves.arrive(path, file, settled=False)  # type: ignore[arg-type]  # values are files of the strategy
    settle(shelves.catalogue)
    picture = shelves.picture()
    shelves.catalogue.close()
    return picture


def links_of(shelves: Shelves, file: GraphFile) -> list[Link]:
    """Every link of the graph that this file gives."""
    with shelves.catalogue.read() as connection:
        graph = file.graph(connection)
        every = {str(value) for row in shelves.picture() for value in row if isinstance(value, str)}
        links = graph.cited(every)
        assert sorted(graph.citing(every)) == sorted(links)
        counts = cited_by_counts(connection, sorted(every))
    sources = {target: {e.source for e in links if e.target == target} for target in {e.target for e in links}}
    assert {target: len(by) for target, by in sources.items()} == counts  # no third party tells links here
    return sorted(links)


def waiting(shelves: Shelves) -> set[str]:
    """The documents that the last changes make resolve anew."""
    from sqlalchemy import select

    from corpus.linking.current import _spread
    from corpus.schema import pending

    with shelves.catalogue.write() as connection:
        assert not _spread(connection)
        return set(connection.execute(select(pending.c.value).where(pending.c.what == "resolve")).scalars())


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    """A catalogue that is closed again."""
    opened = Shelves(tmp_path)
    yield opened
    opened.catalogue.close()


@settings(max_examples=12)
@given(
    st.lists(FILES, min_size=1, max_size=6, unique_by=lambda f: f.sha256),
    st.randoms(use_true_random=False),
    st.sets(st.integers(0, 5)),
    st.integers(0, 6),
)
def test_arrival_repeats_and_removal_give_the_graph_of_the_set(
    files: list[object], random: object, leaving: set[int], written: int
) -> None:
    named = {f"/in/{n}": file for n, file in enumerate(files)}
    staying = {path: file for n, (path, file) in enumerate(named.items()) if n not in leaving}
    order = list(named)
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives random.Random
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        shelves, file = Shelves(Path(one)), GraphFile(Path(one))
        for at, path in enumerate(order):
            if at == written:
                assert file.write(shelves.catalogue)
            shelves.arrive(path, named[path])  # type: ignore[arg-type]  # values are files of the strategy
            if len(path) % 2:
                shelves.arrive(path, named[path])  # type: ignore[arg-type]  # as above
        for path in sorted(set(named) - set(staying)):
            shelves.replace_by_nothing(path)
        stepwise, links = shelves.picture(), links_of(shelves, file)
        assert links == links_of(shelves, GraphFile(Path(other)))  # no file there: the whole catalogue
        mark_all(shelves.catalogue)
        settle(shelves.catalogue)
        anew = shelves.picture()
        assert file.write(shelves.catalogue, anew=True)
        assert links == links_of(shelves, file)
        shelves.catalogue.close()
        assert stepwise == anew
        assert stepwise == picture_of(dict(staying), other)


def test_a_paper_that_left_between_two_statements_is_not_found(shelves: Shelves) -> None:
    shelves.arrive("/in/0", extracted(HEADS[0]))
    gone = extracted(HEADS[1]).sha256[:16]
    asked: dict[str, Any] = {"up": False, "down": True, "depth": None, "relations": None, "date_from": None}
    with shelves.catalogue.read() as connection:
        with pytest.raises(NotFound):
            shown(connection, gone)
        with pytest.raises(NotFound):
            chain_of(connection, GraphFile(Path("nowhere")).graph(connection), gone, **asked, date_to=None)


def test_many_changes_are_followed_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        extracted(head, tuple(MENTIONS[at : at + 4]), copy=copy) for at, head in enumerate(HEADS) for copy in (0, 1)
    ]
    pictures = []
    for piece in (1, 3, 20_000):
        monkeypatch.setattr(current, "_SPREAD", piece)
        shelves = Shelves(tmp_path / str(piece))
        for n, file in enumerate(files):
            shelves.arrive(f"/in/{n}", file, settled=False)
        settle(shelves.catalogue)
        for n in range(0, len(files), 3):
            shelves.replace_by_nothing(f"/in/{n}")
        settle(shelves.catalogue)
        pictures.append(shelves.picture())
        shelves.catalogue.close()
    assert pictures[0] == pictures[1] == pictures[2]


def test_a_copy_whose_day_cannot_be_read_is_the_only_paper_of_its_key(shelves: Shelves) -> None:
    scan = extracted(replace(HEADS[0], date=None))
    dated = extracted(HEADS[0])
    shelves.arrive("/in/scan", scan)
    shelves.arrive("/in/dated", dated)
    shelves.arrive("/in/citing", extracted(HEADS[6], (replace(HEADS[0], date=None),)))
    ids = [file.sha256[:16] for file in (scan, dated)]
    nodes = {row[0]: row[1] for row in shelves.picture() if len(row) == 2}
    assert nodes[ids[0]] == nodes[ids[1]]
    with shelves.catalogue.read() as connection:
        assert len(citations(connection, str(nodes[ids[0]]))) == 1
    shelves.arrive("/in/other", extracted(replace(HEADS[0], date="2020-09-09")))
    nodes = {row[0]: row[1] for row in shelves.picture() if len(row) == 2}
    assert nodes[ids[0]] != nodes[ids[1]], "two days of one key: it may be either"


def corrected(file: Extracted, head: Head) -> Extracted:
    """The same file, read with another head: what the office's own list or a better reader makes of it."""
    anew = extracted(head, ()).papers[0]
    (was,) = file.papers
    fields = ("kind", "type", "number", "date", "issuer", "key", "block", "short", "type_slug", "issuer_slug", "year",
              "term")  # fmt: skip
    return replace(file, papers=(was._replace(**{name: getattr(anew, name) for name in fields}),))


@settings(max_examples=6)
@given(
    st.lists(FILES, min_size=2, max_size=4, unique_by=lambda f: f.sha256),
    st.lists(st.sampled_from(HEADS), min_size=1, max_size=2),
    st.randoms(use_true_random=False),
)
def test_corrections_give_the_graph_of_the_corrected_set_whenever_they_come(
    files: list[Extracted], heads: list[Head], random: Random
) -> None:
    named = {f"/in/{n}": file for n, file in enumerate(files)}
    final = named | {path: corrected(named[path], head) for path, head in zip(named, heads, strict=False)}
    order = list(named)
    random.shuffle(order)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        shelves, file = Shelves(Path(one)), GraphFile(Path(one))
        for path in order:
            shelves.arrive(path, named[path])
            if random.random() < 0.5:  # corrected at once, the others come later; or all have come before
                shelves.arrive(path, final[path])
        assert file.write(shelves.catalogue)
        for path in order:
            shelves.arrive(path, final[path])
        links = links_of(shelves, file)
        assert links == links_of(shelves, GraphFile(Path(other)))
        assert shelves.picture() == picture_of(dict(final), other)
        shelves.catalogue.close()


def test_a_correction_touches_only_the_blocks_that_it_leaves_and_enters(shelves: Shelves) -> None:
    wrong = extracted(HEADS[6])
    for n, cited in enumerate((HEADS[6], HEADS[4], HEADS[0], Head("34", "CT"))):
        shelves.arrive(f"/in/{n}", extracted(HEADS[8], (cited,)))
    shelves.arrive("/in/wrong", wrong)
    shelves.arrive("/in/wrong", corrected(wrong, HEADS[4]), settled=False)
    ids = [extracted(HEADS[8], (cited,)).sha256[:16] for cited in (HEADS[6], HEADS[4], Head("34", "CT"))]
    assert waiting(shelves) == {*ids, wrong.sha256[:16]}


def test_a_stub_turns_into_the_document_when_it_arrives(shelves: Shelves) -> None:
    directive, plan = HEADS[4], Head("124-KH/TU", "KH", "Thành ủy Hà Nội", "2014-11-03")
    shelves.arrive("/in/plan", extracted(plan, (directive,)))
    with shelves.catalogue.read() as connection:
        (edge,) = citations(connection, "chi-thi~34~bo-chinh-tri~khoa-11")
        stub = load_nodes(connection, [edge.target])[edge.target]
    assert (stub.held, stub.number, stub.date) == (False, "34-CT/TW", "2014-04-07")
    real = extracted(directive)
    shelves.arrive("/in/directive", real)
    with shelves.catalogue.read() as connection:
        (edge,) = citations(connection, real.sha256[:16])
        assert not citations(connection, "chi-thi~34~bo-chinh-tri~khoa-11")
        assert edge.text == "Thực hiện 34-CT/TW 2014-04-07."


def test_a_law_by_its_other_key_and_a_paper_with_half_a_head_reach_those_who_cited_before(shelves: Shelves) -> None:
    """The mention gives the key by name and year; of the paper neither issuer nor day could be read; and one that is
    cited with another author is told by number, letters and day."""
    by_name = Head("Luật Bến đò", "Luật", "Quốc hội", "2031-06-10")
    whole, author = HEADS[6], replace(HEADS[4], issuer="Ban Bí thư")
    citing = extracted(Head("5/KH-UBND", "KH", PROVINCES[0], "2031-07-01"), (by_name, whole, author))
    named, *others = citing.papers[0].mentions
    cites = (named._replace(key="luat~ben-do~2031"), *others)
    citing = replace(citing, papers=(citing.papers[0]._replace(mentions=cites),))
    shelves.arrive("a.txt", citing)
    law, half = extracted(Head("7/2031/QH16", "Luật", "Quốc hội", "2031-06-10")), extracted(Head(whole.number, "KH"))
    law = replace(law, papers=(law.papers[0]._replace(alias="luat~ben-do~2031"),))
    assert half.papers[0].key is None and all(one.key for one in others)
    states = [states_of(shelves, citing)]
    for path, file in (("b.txt", law), ("c.txt", half), ("d.txt", extracted(HEADS[4]))):
        shelves.arrive(path, file)
        states.append(states_of(shelves, citing))
    assert states == [
        ["stub", "stub", "stub"], ["resolved", "stub", "stub"], ["resolved", "ambiguous", "stub"],
        ["resolved", "ambiguous", "resolved"],
    ]  # fmt: skip
    before = shelves.picture()
    mark_all(shelves.catalogue)
    settle(shelves.catalogue)
    assert shelves.picture() == before
    shelves.replace_by_nothing("b.txt")
    shelves.replace_by_nothing("c.txt")
    assert states_of(shelves, citing) == ["stub", "stub", "resolved"]


def states_of(shelves: Shelves, file: Extracted) -> list[str]:
    """What became of the mentions of the paper of a file, in their order."""
    from sqlalchemy import select

    from corpus.schema import resolutions

    query = select(resolutions.c.state).where(resolutions.c.document == file.papers[0].id)
    with shelves.catalogue.read() as connection:
        return list(connection.execute(query.order_by(resolutions.c.position)).scalars())


def test_two_files_of_one_paper_are_one_node(shelves: Shelves) -> None:
    directive = HEADS[4]
    first, second = extracted(directive), extracted(directive, copy=1)
    shelves.arrive("/in/a", first)
    shelves.arrive("/in/b", second)
    shelves.arrive("/in/c", extracted(HEADS[6], (directive,)))
    with shelves.catalogue.read() as connection:
        found = load_nodes(connection, [first.sha256[:16], second.sha256[:16]])
        assert len(found) == 1
        assert len(citations(connection, *found)) == 1
        ids = [file.sha256[:16] for file in (first, second)]
        told = {id: shown(connection, id) for id in ids}
    assert [told[id]["copies"] for id in ids] == [[ids[1]], [ids[0]]]
    assert [told[id]["cited_by"] for id in ids] == [1, 1], "counted for the paper, whichever copy is asked for"


def test_what_is_held_under_other_letters_is_no_stub_for_those_who_give_less(shelves: Shelves) -> None:
    held = Head("41/QĐ-CTUBND", "QĐ", PROVINCES[0], "2019-05-06")
    assert held.key().text == Head("41/QĐ-UBND", "QĐ", PROVINCES[0], "2019-05-06").key().text
    shelves.arrive("/in/full", extracted(HEADS[6], (Head("41/QĐ-UBND", "QĐ", PROVINCES[0], "2019-05-06"),)))
    less = extracted(HEADS[0], (Head("41/QĐ-UBND", "QĐ"),))
    shelves.arrive("/in/less", less)
    before = [row for row in shelves.picture() if row[0] == less.sha256[:16]]
    shelves.arrive("/in/held", extracted(held))
    after = [row for row in shelves.picture() if row[0] == less.sha256[:16]]
    assert before != after
    mark_all(shelves.catalogue)
    settle(shelves.catalogue)
    assert [row for row in shelves.picture() if row[0] == less.sha256[:16]] == after


def test_a_new_arrival_touches_only_its_own_block(shelves: Shelves) -> None:
    shelves.arrive("/in/1", extracted(HEADS[6], (HEADS[4],)))
    shelves.arrive("/in/2", extracted(HEADS[0], (HEADS[2],)))
    new = extracted(HEADS[4])
    shelves.arrive("/in/3", new, settled=False)
    assert waiting(shelves) == {extracted(HEADS[6], (HEADS[4],)).sha256[:16], new.sha256[:16]}
