"""What staff do, by keyboard alone in a real browser (see `bench.workplace_staff`); how fast handwriting is entered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bench.browsing import SAMPLES, served, take_in
from bench.drawn_scans import draw
from bench.workplace_staff import TASKS, enter

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAPERS = 3


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the sample archive and drawn scans with a number written by hand."""
    folder = tmp_path_factory.mktemp("kho")
    take_in(folder / "data", [SAMPLES, *draw(folder / "quet", PAPERS)])
    with served(folder / "data") as found:
        yield found


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_is_done_by_keyboard_alone(page: Page, task: object) -> None:
    assert callable(task)
    task(page)


def test_handwriting_is_entered_at_twenty_papers_a_minute_and_more(page: Page) -> None:
    assert enter(page, PAPERS) >= 20
    expect(page.get_by_text("Không còn phần viết tay nào")).to_be_visible()
