"""A number that means several papers, in the command: every verb that wants a held one does the same."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.archive import Archive
from service.command import main
from tests.test_corpus_correcting import paper

# 9/KH-UBND of Yên Bái is held twice over, 7/QĐ-UBND once and cited of another province
FILES = {
    "a.txt": paper("7/QĐ-UBND", "QUYẾT ĐỊNH", "Về bến đò ngang", "1. Sở Xây dựng chủ trì sửa bến đò."),
    "b.txt": paper("9/KH-UBND", "KẾ HOẠCH", "Trồng tre chắn sóng", "Thực hiện Quyết định số 7/QĐ-UBND ngày 08/01/2023 "
                   "của Ủy ban nhân dân tỉnh Hậu Giang.", "10"),
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


@pytest.mark.parametrize("verb", [("chain",), ("tree",), ("standing",)], ids=" ".join)
def test_what_also_speaks_of_papers_that_are_not_held_asks(data: str, verb: tuple[str, ...], capfd: Any) -> None:
    assert asked(data, verb, "7/QĐ-UBND") == 3
    assert "Số này ứng với nhiều văn bản" in capfd.readouterr().err
