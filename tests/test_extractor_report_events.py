"""What reports tell of as done: the words of `data/report_events.toml`, each with its examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from extractor.knowledge import toml_data
from extractor.reports.events import BURDEN, NO_WORK, is_event

EVENTS: list[dict[str, Any]] = toml_data("report_events.toml")["event"]
COUNTED = ("result", "going_on", "badly")  # what a mere order may say too


def _is_told(kind: str, clause: str) -> bool:
    if kind == "no_work":
        return NO_WORK.match(clause) is not None
    if kind == "burden":
        return BURDEN.match(clause) is not None
    return is_event(clause, 0, len(clause), counted=kind in COUNTED)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: str(event["finds"][0]))
def test_every_event_finds_its_examples_and_misses_the_others(event: dict[str, Any]) -> None:
    assert event["misses"]
    for clause in event["finds"]:
        assert re.search(event["pattern"], clause), clause
        assert _is_told(event["kind"], clause), clause
    for clause in event["misses"]:
        assert not _is_told(event["kind"], clause), clause


@pytest.mark.parametrize("event", [event for event in EVENTS if event["kind"] in COUNTED], ids=lambda e: e["finds"][0])
def test_what_an_order_may_say_too_is_no_event_of_its_own(event: dict[str, Any]) -> None:
    for clause in event["finds"]:
        assert not is_event(clause, 0, len(clause), counted=False)


def test_who_is_urged_has_not_done_it_yet() -> None:
    clause = "khẩn trương kiểm tra 12 bến phà"
    assert not is_event(clause, 0, len(clause), counted=True)
    assert is_event("kiểm tra 12 bến phà", 0, 19, counted=True)


def test_what_was_done_by_others_before_is_no_event() -> None:
    assert not is_event("rà soát các bến đã cấp phép", 0, 27, counted=False)
    assert is_event("đã rà soát bến", 0, 14, counted=False)
    assert is_event("vừa bắt giữ chủ đò", 0, 18, counted=False)
