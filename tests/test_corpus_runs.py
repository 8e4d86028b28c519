"""A run tells how far it is after the reading too, and can be stopped there."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import Stopped
from tests.corpus_plans import PLAN


def test_the_stages_after_reading_tell_how_far_they_are_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.runs.BEAT_SECONDS", 0.0)
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(1, 7):
        (folder / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    heard: list[tuple[str, int, int]] = []

    def stages(stage: str, done: int, total: int) -> None:
        heard.append((stage, done, total))
        row = archive.runs()[0]
        assert (row["state"], row["stage"], row["done"], row["total"]) == ("running", stage, done, total)
        assert row["rate"] and row["seconds_left"] == 0
        if len(heard) == 1:
            archive.ask("stop")

    with Archive.open(tmp_path / "data") as archive:
        with pytest.raises(Stopped):
            archive.ingest([folder], workers=0, stages=stages)
        assert heard == [("resolve", 6, 6)]
        (run,) = archive.runs()
        assert (run["state"], run["stage"]) == ("stopped", "index")
        assert archive.status()["pending"] > 0
        assert archive.ingest([folder], workers=0, stages=stages).nothing_new
        assert heard[1:] == [("index", 6, 6)]
        last = archive.runs()[0]
        assert (last["state"], last["stage"], last["done"], last["total"]) == ("finished", "done", 6, 6)
        assert archive.status()["pending"] == 0
