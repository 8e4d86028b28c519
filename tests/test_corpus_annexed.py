"""Papers issued with an act in the archive: whom a citation means, what an act carries, chains and duties over both."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from corpus.annexed import part_meant
from corpus.archive import Archive
from corpus.errors import NotFound
from corpus.linking.resolve import Citing
from tests.annexed_papers import ACT, ANNEXED, CITED, KEY, plan
from tests.servers.postgres_node import running
from tests.test_corpus_resolve import cited, known, one

CHILD = f"{KEY}~kem-theo~quy-che"
WHOLE = "Quyết định số 12/2021/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Lào Cai"
TOLD = f"{ANNEXED}\nĐiều 9. Giao Sở Du lịch xây dựng kế hoạch kiểm tra bến thuyền trước ngày 30/10/2022.\n"
PAPERS = {
    "qd": ACT,
    "qc": TOLD,
    "kh": plan("77/KH-SDL", "Sở Du lịch", f"Thực hiện {CITED}"),
    "kh2": plan("78/KH-SXD", "Sở Xây dựng", f"Thực hiện {WHOLE}", day=6),
}
BOTH = {"qd": ACT + TOLD, "kh": PAPERS["kh"], "kh2": PAPERS["kh2"]}


def opened(tmp_path: Path, papers: dict[str, str], *runs: tuple[str, ...]) -> tuple[Archive, dict[str, str]]:
    """The archive of these papers, taken in run by run, and its ids by name."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    archive = Archive.open(tmp_path / "data")
    for run in runs or (tuple(papers),):
        archive.ingest([folder / f"{name}.txt" for name in run], workers=0)
    return archive, {Path(path).stem: id for path, id in archive.files().items()}


def reached(archive: Archive, id: str, number: str = "12/2021/QĐ-UBND") -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in archive.show(id)["references"] if r["number"] == number)["resolution"]
    return found


def test_a_citation_leads_to_the_act_and_names_the_paper_in_it(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, BOTH)
    with archive:
        found = reached(archive, ids["kh"])
        assert (found["state"], found["target"], found["part"], found["part_key"]) == (
            "resolved", ids["qd"], "quy-che", CHILD,
        )  # fmt: skip
        assert any("Quy chế ban hành kèm theo" in reason for reason in found["reasons"])
        assert reached(archive, ids["kh2"])["part"] is None
        shown = archive.show(ids["qd"])
        (one,) = shown["annexed"]
        assert (one["key"], one["cited_by"], one["document"]) == (CHILD, 1, None)
        assert archive.text(ids["qd"])[one["start"] :].startswith("QUY CHẾ")
        assert shown["cited_by"] == 2 and shown["part_of"] is None
        citing = {(edge["from"], edge["part"]) for edge in archive.cited_by(ids["qd"])}
        assert citing == {(ids["kh"], "quy-che"), (ids["kh2"], None)}
        assert archive.show(CHILD)["id"] == ids["qd"]
        with pytest.raises(NotFound):
            archive.show(f"{KEY}~kem-theo~dieu-le")


def test_a_file_of_its_own_is_the_child_of_its_act(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, PAPERS)
    with archive:
        child = archive.show(ids["qc"])
        assert (child["key"], child["number"], child["part_of"]["id"]) == (CHILD, None, ids["qd"])
        assert archive.show(CHILD)["id"] == ids["qc"]
        assert not any(row["field"] == "number" for row in archive.doubtful(limit=50) if row["document"] == ids["qc"])
        assert reached(archive, ids["kh"])["target"] == ids["qd"]
        (one,) = archive.show(ids["qd"])["annexed"]
        assert (one["document"], one["cited_by"], one["start"]) == (ids["qc"], 1, None)
        assert [node["id"] for node in archive.find("12/2021/QĐ-UBND")] == [ids["qd"]]


def test_two_papers_of_one_kind_are_not_taken_for_copies(tmp_path: Path) -> None:
    other = ANNEXED.replace("Quản lý bến thuyền", "Trông giữ xe đạp, xe máy gần chợ")
    archive, ids = opened(tmp_path, {**PAPERS, "qc2": other, "qc3": TOLD + "\n"})
    with archive:
        assert ids["qc"] == ids["qc3"] and len(archive.show(ids["qc"])["copies"]) == 1
        assert archive.show(ids["qc2"])["copies"] == []
        listed = archive.show(ids["qd"])["annexed"]
        assert {one["document"] for one in listed} == {ids["qc"], ids["qc2"]}
        assert {one["cited_by"] for one in listed} == {0}


def test_files_are_told_apart_by_the_titles_that_the_act_carries(tmp_path: Path) -> None:
    other = ANNEXED.replace("Quản lý bến thuyền", "Trông giữ xe đạp, xe máy gần chợ")
    archive, ids = opened(tmp_path, {"qd": ACT + ANNEXED + other, "qc2": other, "kh": PAPERS["kh"]})
    with archive:
        listed = archive.show(ids["qd"])["annexed"]
        assert [(one["child"], one["document"], one["cited_by"]) for one in listed] == [
            ("quy-che", None, 1), ("quy-che-2", ids["qc2"], 0),
        ]  # fmt: skip


def test_the_chain_of_the_child_is_that_of_its_act_and_counts_each_paper_once(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, PAPERS)
    with archive:
        found = archive.chain(ids["qc"], down=True)
        assert (found["root"], found["asked"]) == (ids["qd"], ids["qc"])
        assert sorted(node["id"] for node in found["nodes"]) == sorted(ids.values())
        assert {**archive.chain(ids["qd"], down=True), "asked": ids["qc"]} == found
        assert archive.chain(ids["qc"], down=True, hides=lambda nodes: set(nodes) & {ids["qd"]})["root"] == ids["qc"]


@pytest.mark.parametrize("words", [CITED, WHOLE])
def test_who_was_told_by_the_child_has_issued_by_citing_either(tmp_path: Path, words: str) -> None:
    papers = {"qd": ACT, "qc": TOLD, "kh": plan("77/KH-SDL", "Sở Du lịch", f"Thực hiện {words}")}
    archive, ids = opened(tmp_path, papers)
    with archive:
        (row,) = archive.follow_up(ids["qc"])
        assert (row["unit"], row["state"], row["documents"]) == ("Sở Du lịch", "issued", [ids["kh"]])


def test_what_ends_the_act_ends_its_child(tmp_path: Path) -> None:
    later = ACT.replace("12/2021", "30/2024").replace("năm 2021", "năm 2024").replace(
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến thuyền trên địa bàn tỉnh Lào Cai.",
        f"Điều 1. Quyết định này thay thế {WHOLE}.",
    )  # fmt: skip
    archive, ids = opened(tmp_path, {**PAPERS, "sau": later})
    with archive:
        assert archive.standing(ids["qd"], "2025-01-01")["state"] == "replaced"
        assert archive.standing(ids["qc"], "2025-01-01")["state"] == "replaced"
        assert archive.standing(ids["qc"], "2023-01-01")["state"] != "replaced"


def test_the_end_of_one_of_two_children_is_a_part_of_the_act(tmp_path: Path) -> None:
    other = ANNEXED.replace("Quản lý bến thuyền", "Trông giữ xe đạp, xe máy gần chợ")
    order = "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến thuyền trên địa bàn tỉnh Lào Cai."

    def later(number: str, words: str) -> str:
        moved = ACT.replace("12/2021", number).replace("năm 2021", f"năm {number[-4:]}")
        return moved.replace(order, f"Điều 1. {words} {WHOLE}.")

    named = "Quy chế trông giữ xe đạp, xe máy gần chợ ban hành kèm theo"
    papers = {
        "qd": ACT + TOLD + other,
        "qc2": other,
        "sua": later("20/2022", "Sửa đổi khoản 1 Điều 1 Quy chế quản lý bến thuyền ban hành kèm theo"),
        "bai": later("30/2023", f"Bãi bỏ {named}"),
    }
    archive, ids = opened(tmp_path, papers)
    with archive:
        assert reached(archive, ids["bai"])["part"] == "quy-che-2"
        act = archive.standing(ids["qd"], "2025-01-01")
        assert act["state"] != "repealed"
        assert [(one["number"], one["part"]) for one in act["changed_by"]] == [
            ("20/2022/QĐ-UBND", "khoản 1 Điều 1 Quy chế kèm theo"), ("30/2023/QĐ-UBND", "Quy chế kèm theo"),
        ]  # fmt: skip
        child = archive.standing(ids["qc2"], "2025-01-01")
        assert child["state"] == "repealed" and child["changed_by"] == []
        assert archive.standing(ids["qc2"], "2022-12-31")["state"] != "repealed"


def test_without_the_act_the_child_is_what_is_cited(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, {name: PAPERS[name] for name in ("qc", "kh", "kh2")})
    with archive:
        found = reached(archive, ids["kh"])
        assert (found["state"], found["target"], found["part"]) == ("resolved", ids["qc"], None)
        assert reached(archive, ids["kh2"])["target"] == KEY
        act = archive.show(ids["qc"])["part_of"]
        assert (act["id"], act["held"]) == (KEY, False)
        assert [one["id"] for one in archive.wanted() if one["number"] == "12/2021/QĐ-UBND"] == [KEY]


def test_of_an_act_that_is_not_held_the_key_of_the_child_is_told(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, {"kh": PAPERS["kh"]})
    with archive:
        found = reached(archive, ids["kh"])
        assert (found["state"], found["target"], found["part_key"]) == ("stub", KEY, CHILD)
        assert archive.node(CHILD)["id"] == KEY


@pytest.mark.parametrize("order", list(permutations(PAPERS))[::5])
def test_any_order_of_coming_gives_the_same_archive(tmp_path: Path, order: tuple[str, ...]) -> None:
    told = []
    for name, runs in (("at once", (tuple(PAPERS),)), ("one by one", tuple((name,) for name in order))):
        (tmp_path / name).mkdir()
        archive, ids = opened(tmp_path / name, PAPERS, *runs)
        with archive:
            became = {n: [r["resolution"] for r in archive.show(id)["references"]] for n, id in ids.items()}
            told.append((became, archive.show(ids["qd"])["annexed"]))
    assert told[0] == told[1]


def test_the_child_resolves_again_when_the_act_goes(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, PAPERS)
    with archive:
        assert reached(archive, ids["kh"])["target"] == ids["qd"]
        archive.purge(ids["qd"])
        assert reached(archive, ids["kh"])["target"] == ids["qc"]


@pytest.mark.server
def test_postgresql_tells_the_same(tmp_path: Path) -> None:
    archive, ids = opened(tmp_path, PAPERS)
    with archive, running() as url, Archive.open(tmp_path / "server", catalogue_url=url) as other:
        other.ingest([tmp_path / "in"], workers=0)
        assert other.digest() == archive.digest()
        for name, id in ids.items():
            assert other.show(id)["annexed"] == archive.show(id)["annexed"], name
            assert other.follow_up(id) == archive.follow_up(id), name
        assert other.chain(ids["qc"]) == archive.chain(ids["qc"])
        for asked in ("12", CHILD, "12/2021/QĐ-UBND ngày 05/3/2021", "77/KH-SDL năm 2022"):
            assert other.find(asked) == archive.find(asked) != [], asked


def test_which_of_several_is_meant() -> None:
    two = (("quy-che", "Quản lý bến thuyền"), ("quy-che-2", "Trông giữ xe"))
    assert part_meant("Quy chế trông giữ xe tại bến", two).child == "quy-che-2"
    assert part_meant("Quy chế về quản lý bến thuyền", two).child == "quy-che"
    open_ = part_meant("Quy chế", two)
    assert open_.child is None and "2 Quy chế" in open_.findings[0]
    other = part_meant("Quy định về giá vé", two)
    assert other.child is None and "Quy định" in other.findings[0] and "Quy chế" in other.findings[0]
    assert part_meant("Kế hoạch triển khai Quy chế", two[:1]).child == "quy-che"
    either = part_meant("Kế hoạch triển khai Quy chế", ())
    assert either == (None, ("dẫn văn bản ban hành kèm theo: Kế hoạch hoặc Quy chế",), ())
    assert part_meant("Điều lệ Quỹ", ()).child == "dieu-le"


def test_of_two_acts_of_one_key_the_papers_of_the_cited_one_count() -> None:
    """The other one, of another day, carries a paper of another kind."""
    body = "Ủy ban nhân dân tỉnh Sơn La"
    other = replace(known("x1", "8/QĐ-UBND", "QĐ", body, "2031-02-03"), annexed=(("ke-hoach", "Kế hoạch trồng tre"),))
    meant = replace(known("x2", "8/QĐ-UBND", "QĐ", body, "2031-05-06"), annexed=(("quy-che", "Quy chế bến đò"),))
    assert other.key == meant.key
    mention = replace(cited("8/QĐ-UBND", "QĐ", body, "2031-05-06"), annexed="Quy chế")
    for order in ((other, meant), (meant, other)):
        found = one(mention, order, Citing("citing", "2031-12-01"))
        assert (found.target, found.part, found.findings) == ("x2", "quy-che", ())
