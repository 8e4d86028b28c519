"""A second ranking by meaning, with a tiny model made here: fused by rank, within the filters, off unless asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import open_index, with_meanings
from index.base import Entry, Index, Query
from index.meanings import Model
from service.opening import open_archive
from service.settings import Settings, SettingsError
from tests.search_engines import fill, ids

WORDS = {
    "cây_xanh": (1, 0, 0),
    "trồng": (0.9, 0.1, 0),
    "rừng": (0.9, 0, 0.1),
    "thuế": (0, 1, 0),
    "lương": (0, 0.9, 0.2),
}
TREES = Entry(id="trees", title="Chăm sóc cây xanh", content="Việc cây xanh ở phố.", type_code="KH", secrecy=None)
FOREST = Entry(id="forest", title="Bảo vệ rừng", content="Giữ rừng đầu nguồn.", type_code="QĐ")
SECRET = Entry(id="secret", title="Bảo vệ rừng biên giới", content="Giữ rừng.", secrecy="MẬT")
TAXES = Entry(id="taxes", title="Thu thuế", content="Nộp thuế đúng hạn.", type_code="QĐ")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "words.txt").write_text("\n".join(WORDS), encoding="utf-8")
    np.save(folder / "vectors.npy", np.array(list(WORDS.values()), dtype=np.float32))
    return folder


@pytest.fixture
def index(model: Path, tmp_path: Path) -> Iterator[Index]:
    fused = with_meanings(open_index(), model, tmp_path / "meanings.sqlite")
    yield fill(fused, TREES, FOREST, SECRET, TAXES)
    fused.close()


def test_what_is_near_follows_what_has_the_words_and_is_said(index: Index) -> None:
    found = index.search(Query(text="cây xanh"))
    assert ids(found)[0] == "trees"
    assert set(ids(found)) == {"trees", "forest", "secret"}
    assert found.total == 3
    assert [hit.matched for hit in found.hits] == ["words", "meaning", "meaning"]
    assert any("gần nghĩa" in note for note in found.notes)
    assert all(hit.snippets for hit in found.hits)


def test_no_filter_is_passed_by(index: Index) -> None:
    assert ids(index.search(Query(text="cây xanh", exclude_secrecies=("MẬT",)))) == ["trees", "forest"]
    assert ids(index.search(Query(text="cây xanh loai:QĐ"))) == ["forest"]
    assert ids(index.search(Query(text="cây xanh", ids=("trees", "taxes")))) == ["trees"]


def test_numbers_phrases_and_lists_by_date_stay_as_they_are(index: Index) -> None:
    assert ids(index.search(Query(text='"cây xanh"'))) == ["trees"]
    assert ids(index.search(Query(text="cây xanh", sort="date"))) == ["trees"]
    assert index.search(Query(text="12/QĐ-UBND")).total == 0
    assert [entry.id for entry in index.scan(Query(text="cây xanh"))] == ["trees"]


def test_writes_reach_both_and_pages_follow_each_other(index: Index) -> None:
    index.delete(["secret"])
    fill(index, replace(FOREST, title="Thu thuế", content="Thuế."))
    assert ids(index.search(Query(text="cây xanh"))) == ["trees"]
    index.rebuild([TREES, FOREST])
    whole = ids(index.search(Query(text="cây xanh")))
    assert whole == ["trees", "forest"]
    assert [ids(index.search(Query(text="cây xanh", limit=1, offset=at)))[0] for at in (0, 1)] == whole


def test_vectors_of_another_model_are_not_used_and_it_is_said(model: Path, tmp_path: Path, index: Index) -> None:
    np.save(model / "vectors.npy", np.array(list(WORDS.values()), dtype=np.float32) * 2)
    engine = fill(open_index(), TREES, FOREST)
    other = with_meanings(engine, model, tmp_path / "meanings.sqlite")
    found = other.search(Query(text="cây xanh"))
    assert ids(found) == ["trees"]
    assert any("vanban reindex" in note for note in found.notes)


def test_a_folder_that_is_no_model_is_named(tmp_path: Path, model: Path) -> None:
    with pytest.raises(ValueError, match=r"words\.txt"):
        Model(tmp_path)
    with pytest.raises(SettingsError, match=r"words\.txt"):
        open_archive(Settings(data=str(tmp_path / "kho"), model=str(tmp_path)), create=True)
    (model / "words.txt").write_text("một", encoding="utf-8")
    with pytest.raises(ValueError, match="khớp nhau"):
        Model(model)


def test_a_rebuild_that_failed_leaves_the_meaning_unused_rather_than_half_known(index: Index) -> None:
    def dying() -> Iterator[Entry]:
        yield TREES
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        index.rebuild(dying())
    found = index.search(Query(text="cây xanh"))
    assert ids(found) == ["trees"]
    assert any("vanban reindex" in note for note in found.notes)
    index.rebuild([TREES, FOREST])
    assert ids(index.search(Query(text="cây xanh"))) == ["trees", "forest"]
