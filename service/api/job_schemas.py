"""The wire models of an ingest and of files on their way."""

from __future__ import annotations

from typing import Literal

from service.api.schemas import Wire


class Job(Wire):
    """One ingest: how far it is, how fast (files a second), how long still."""

    id: int
    state: Literal["running", "paused", "finished", "stopped", "failed", "interrupted"]
    stage: Literal["read", "resolve", "index", "done"]
    started: str
    ended: str | None
    total: int
    done: int
    unchanged: int
    failed: int
    seconds: float
    rate: float | None
    seconds_left: int | None
    message: str | None


class UploadState(Wire):
    """A file on its way: how many of its bytes have come."""

    id: str
    name: str
    length: int
    offset: int
    whole: bool


class Ask(Wire):
    """What the running ingest is asked."""

    wish: Literal["pause", "resume", "stop"]


class Asked(Wire):
    """How many runs were asked: 0 when none runs."""

    asked: int
