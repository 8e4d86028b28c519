"""The learnt weights: one blend for archives with habits, another for archives that begin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.drafting_learn import Rows, learn
from corpus.bases import suggest
from corpus.bases.index import Paper, Precedents
from corpus.bases.model import Model, learnt, model_from


def telling(place: int) -> dict[str, object]:
    """A blend for which one of three features tells everything; the last is always the same."""
    features = np.random.default_rng(place).random((600, 3))
    features[:, 2] = 1.0
    cited = (features[:, place] > 0.5).astype(np.float64)
    return learn(Rows(features, cited, np.ones(len(features))), rounds=20, grown=1)


@pytest.fixture(scope="module")
def model() -> Model:
    return model_from({"grown": telling(0), "young": telling(1)})


def test_the_fewer_papers_there_are_the_more_counts_what_holds_for_archives_that_begin(model: Model) -> None:
    by_habit, by_words = np.array([[0.9, 0.1, 1.0], [0.1, 0.9, 1.0]])
    rows = np.stack([by_habit, by_words])
    above = [float(np.subtract(*model.score(rows, earlier))) for earlier in (0, 10, 30, 55, 100, 200, 300, 100_000)]
    assert above[0] == above[1] < 0 < above[-2] == above[-1]
    assert above[1:-1] == sorted(above[1:-1])
    assert np.array_equal(model.score(rows, 300), model.grown.score(rows))
    assert np.array_equal(model.score(rows, 10), model.young.score(rows))
    assert not np.array_equal(model.score(rows, 299), model.grown.score(rows))


def test_a_feature_that_was_always_the_same_does_no_harm_when_it_differs(model: Model) -> None:
    scores = model.score(np.array([[0.9, 0.9, 1.0], [0.9, 0.9, 1000.0]]), 40)
    assert np.isfinite(scores).all() and abs(scores[0] - scores[1]) < 1.0


def test_a_row_of_another_length_is_refused(model: Model) -> None:
    for earlier in (0, 50, 1000):
        assert model.score(np.zeros((0, 7)), earlier).shape == (0,)
        with pytest.raises(ValueError):
            model.score(np.zeros((1, 7)), earlier)


def test_both_blends_that_come_with_the_program_know_the_same_features() -> None:
    assert len(learnt().grown.mean) == len(learnt().young.mean)
    assert (learnt().grown.scale > 0).all() and (learnt().young.scale > 0).all()


def test_the_few_papers_of_an_archive_that_begins_do_not_push_out_what_the_draft_speaks_of() -> None:
    lines = {f"91{n}/2024/TT-BYT": f"Thông tư số 91{n}/2024/TT-BYT về vườn thuốc nam ở trạm y tế" for n in range(4)}
    lines |= {"24/2012/QH13": "Luật số 24/2012/QH13", "80/2015/QH13": "Luật số 80/2015/QH13"}
    held = [
        Paper(f"p{n}", f"2025-08-{10 + n}", "QĐ", "Ủy ban nhân dân tỉnh Lào Cai", f"Giao vườn thuốc số {n}", "", lines)
        for n in range(5)
    ]
    title = "Kế hoạch chỉnh lý tài liệu lưu trữ"
    draft = replace(
        held[0], id="d", date="2025-10-02", type="KH", title=title, body=f"{title}. Luật Lưu trữ.", lines={}
    )
    draft = replace(draft, named=("33/2024/QH15",), administrative=True)
    assert "33/2024/QH15" in [one.key for one in suggest(Precedents(held), draft, limit=2)]
