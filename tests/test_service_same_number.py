"""A number that means several papers, in the command: every verb that wants a held one does the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import Ambiguous
from service.command import main
from service.people import OWNER
from service.putting_right import Desk
from tests.test_corpus_correcting import paper

# 9/KH-UBND of Yên Bái is held twice over, 7/QĐ-UBND once and cited of another province
FILES = {
    "a.txt": paper("7/QĐ-UBND", "QUYẾT ĐỊNH", "Về bến đò ngang", "1. Sở Xây dựng chủ trì sửa bến đò."),
    "b.txt": paper("9/KH-UBND", "KẾ HOẠCH", "Trồng tre chắn sóng", "Thực hiện Quyết định số 7/QĐ-UBND ngày 08/01/2023 "
                   "của Ủy ban nhân dân tỉnh Hậu Giang và Báo cáo số 20/BC-UBND ngày 09/01/2023 của Ủy ban nhân dân "
                   "tỉnh Hậu Giang.", "10"),
    "d.txt": paper("20/BC-UBND", "BÁO CÁO", "Kết quả sửa bến đò", "Bến đò đã sửa xong.", "20"),
    "c.txt": paper("9/KH-UBND", "KẾ HOẠCH", "Nuôi cá lồng", "Nuôi cá.", "11", "Hậu Giang"),
}  # fmt: skip
VERBS: tuple[tuple[str, ...], ...] = (
    ("show",), ("versions",), ("export",), ("follow-up",), ("correct",),
    ("correct", "--field", "title", "--value", "x"), ("correct", "--task", "bến đò", "--none"), ("purge",),
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("trung")
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    with Archive.open(root / "kho") as archive:
        archive.ingest(sorted(root.glob("*.txt")), workers=0)
        assert [one["held"] for one in archive.find("7/QĐ-UBND")] == [True, False]
        assert [one["held"] for one in archive.find("9/KH-UBND")] == [True, True]
    return str(root / "kho")


def asked(data: str, verb: tuple[str, ...], number: str, *more: str) -> int:
    return main([verb[0], number, *verb[1:], *more, "--data", data])


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_several_that_are_held_are_listed(data: str, verb: tuple[str, ...], capfd: Any) -> None:
    assert asked(data, verb, "9/KH-UBND") == 3
    told = capfd.readouterr()
    assert "Số này ứng với nhiều văn bản" in told.err and "Nuôi cá lồng" in told.err and '"ambiguous"' in told.out


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_the_one_that_is_held_is_meant_and_the_other_is_named(data: str, verb: tuple[str, ...], capfd: Any) -> None:
    assert asked(data, verb, "7/QĐ-UBND") == (2 if verb == ("purge",) else 0)
    told = capfd.readouterr()
    assert "cũng là của văn bản khác, kho chưa có" in told.err and "Hậu Giang" in told.err


@pytest.mark.parametrize("verb", [("show",), ("versions",), ("export",), ("follow-up",), ("purge",)], ids=" ".join)
def test_a_day_or_a_body_tells_them_apart(data: str, verb: tuple[str, ...], capfd: Any) -> None:
    status = 2 if verb == ("purge",) else 0
    assert asked(data, verb, "9/KH-UBND", "--issuer", "Hậu Giang") == status
    assert asked(data, verb, "9/KH-UBND", "--date", "10/02/2023") == status
    assert asked(data, verb, "9/KH-UBND", "--date", "11/12/2030") == 1
    assert "Bỏ --date, --issuer" in capfd.readouterr().err


def test_the_paper_that_did_a_task_is_the_one_that_is_held(data: str, capfd: Any) -> None:
    done = ("correct", "--task", "bến đò", "--value", "2023-02-21", "--by")
    assert asked(data, (*done, "20/BC-UBND"), "7/QĐ-UBND") == 0
    assert "đã xong ngày 21/02/2023" in capfd.readouterr().out
    assert asked(data, ("show",), "7/QĐ-UBND") == 0
    assert "sửa bến đò. [đã xong ngày 21/02/2023]" in capfd.readouterr().out
    assert asked(data, ("show", "--json"), "7/QĐ-UBND") == 0
    (task,) = json.loads(capfd.readouterr().out)["tasks"]
    assert (task["mark"]["state"], task["mark"]["day"]) == ("done", "2023-02-21")
    with Archive.open(Path(data)) as archive:
        report = archive.show(task["mark"]["paper"])
        assert report["number"] == "20/BC-UBND" and report["title"] == "Kết quả sửa bến đò"
        (one,) = archive.told_to(undated=True, unit="Xây dựng")
        desk = Desk(archive, OWNER)
        assert desk.mark_task(one["document"], one["code"], "done", None, "20/BC-UBND")["meant"] == report["id"]
        with pytest.raises(Ambiguous):
            desk.mark_task(one["document"], one["code"], "done", None, "9/KH-UBND")
    assert asked(data, (*done, "9/KH-UBND"), "7/QĐ-UBND") == 3


def test_what_an_option_cannot_go_with_is_said(data: str, capfd: Any) -> None:
    assert asked(data, ("correct", "--task", "bến đò", "--none", "--by", "20/BC-UBND"), "7/QĐ-UBND") == 2
    assert "không đi với --none" in capfd.readouterr().err
    for narrowing in (("--date", "1999-01-01"), ("--issuer", "Zzz")):
        assert main(["export", *narrowing, "--data", data]) == 2
        told = capfd.readouterr()
        assert not told.out and "đi với số, ký hiệu của một văn bản" in told.err


@pytest.mark.parametrize("verb", [("chain",), ("tree",), ("standing",)], ids=" ".join)
def test_what_also_speaks_of_papers_that_are_not_held_asks(data: str, verb: tuple[str, ...], capfd: Any) -> None:
    assert asked(data, verb, "7/QĐ-UBND") == 3
    assert "Số này ứng với nhiều văn bản" in capfd.readouterr().err
