"""Where a title ends and the text begins, told by the shape of a recognised page."""

from __future__ import annotations

from extractor.readers.page_words import Line, Piece
from extractor.readers.title_end import with_title_apart

BODY = [(90.0, 520.0), (90.0, 520.0), (90.0, 519.0), (90.0, 521.0), (90.0, 300.0)]


def line(text: str, x0: float, x1: float, top: float) -> Line:
    return [Piece(text, x0, top, x1, top + 12.0, 0.95, 1)]


def page(title: list[tuple[float, float]], first: tuple[float, float], above: float = 18.0) -> list[Line]:
    lines = [line("KẾ HOẠCH", 265.0, 345.0, 100.0)]
    for place in title:
        lines.append(line("Trồng cây quanh hồ", *place, lines[-1][0].top + 18.0))
    lines.append(line("-rước mùa mưa năm nay, hồ cạn", *first, lines[-1][0].top + above))
    for place in BODY:
        lines.append(line("đến đáy và cá chết trắng bãi", *place, lines[-1][0].top + 18.0))
    return lines


def apart_at(lines: list[Line]) -> int | None:
    found = with_title_apart(lines)
    assert [each for each in found if each] == lines
    return found.index([]) if [] in found else None


def test_a_line_set_in_that_ends_at_the_margin_begins_the_text() -> None:
    assert apart_at(page([(180.0, 430.0), (220.0, 390.0)], (126.0, 520.0))) == 3
    assert apart_at(page([(180.0, 430.0)], (190.0, 520.0))) == 2, "words were lost at its left end"


def test_a_heading_centred_elsewhere_needs_more_space_above_the_text() -> None:
    assert apart_at(page([(180.0, 430.0)], (92.0 + 30.0, 520.0), above=33.0)) == 2
    shifted = page([(180.0, 430.0)], (90.0, 520.0))
    assert apart_at(shifted) is None, "as wide as the text: a title may be"


def test_wide_titles_stay_whole() -> None:
    assert apart_at(page([(91.0, 519.0), (180.0, 430.0)], (90.0, 520.0))) is None
    assert apart_at(page([(96.0, 514.0), (110.0, 500.0)], (90.0, 520.0))) is None
    short = page([(180.0, 430.0)], (126.0, 520.0))[:4]
    assert apart_at(short) is None, "too few lines tell no margin"
    assert with_title_apart([]) == []
