"""The bounded priors over what engines find: they order equals and lift no poor match over a good one."""

from __future__ import annotations

import pytest

from index.entry import FLAG_DIRECTIVE, FLAG_IN_FORCE, SORT_BITS
from index.ranking import CITED, IN_FORCE, RECENT, Candidate, prior, rerank

TODAY = 20310601


def found(ref: str, score: float = 10.0, date: int = 0, **more: int) -> Candidate:
    return Candidate(ref, score, date << SORT_BITS, **more)


def order(*candidates: Candidate) -> str:
    return "".join(str(row[0].ref) for row in rerank(candidates, TODAY))


def test_what_is_known_of_a_paper_adds_a_fifth_at_most() -> None:
    best = found("a", date=TODAY, cited_by=100, flags=FLAG_DIRECTIVE | FLAG_IN_FORCE)
    factor, reasons = prior(best, TODAY)
    assert factor == pytest.approx(1 + CITED + IN_FORCE + RECENT)
    assert reasons == ("được 100 văn bản trích dẫn", "còn hiệu lực", "văn bản chỉ đạo mới")
    assert prior(found("a", cited_by=5000), TODAY)[0] == pytest.approx(1 + CITED)
    assert 1 < prior(found("a", cited_by=1), TODAY)[0] < prior(found("a", cited_by=99), TODAY)[0] < 1 + CITED
    assert prior(found("a"), TODAY) == (1.0, ())


def test_only_directives_are_better_new_and_only_for_some_years() -> None:
    def gain(date: int, flags: int = FLAG_DIRECTIVE) -> float:
        return prior(found("a", date=date, flags=flags), TODAY)[0] - 1

    assert gain(TODAY) == pytest.approx(RECENT)
    assert gain(20991231) == pytest.approx(RECENT)  # a misread date of the future is worth no more than today
    assert gain(20260601) == pytest.approx(RECENT / 2.718281828)
    assert gain(20210601) == 0.0
    assert gain(0) == gain(TODAY, 0) == 0.0


def test_a_later_band_never_comes_before_an_earlier_one() -> None:
    assert order(found("a", 900.0, band=1), found("b", 1.0), found("c", 2.0), found("d", 800.0, band=1)) == "cbad"


def test_priors_order_equals_and_lift_nothing_far() -> None:
    assert [row[1] for row in rerank([found("a", flags=FLAG_IN_FORCE), found("b")], TODAY)] == [10.5, 10.0]
    assert order(found("a"), found("b", cited_by=3)) == "ba"
    assert order(found("a", 10.0), found("b", 8.0, TODAY, cited_by=100, flags=FLAG_IN_FORCE)) == "ab"
    assert order(found("a", 1000.0), found("b", 989.0, cited_by=100)) == "ab"  # beside a number that was looked up
    assert order(found("a", 1000.0), found("b", 996.0, cited_by=100)) == "ba"
    assert order(found("a", date=20300101), found("b", date=20310101), found("c")) == "bac"
