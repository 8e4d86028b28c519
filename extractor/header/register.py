"""Interim seam to the register of issuers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    locality: str | None = None
    level: str | None = None


def canonical_body(raw: str, *, place: str | None = None, date: str | None = None) -> Body | None:
    try:
        from extractor import issuers  # type: ignore[attr-defined]  # not there yet
    except ImportError:
        return None
    return issuers.canonical_body(raw, place=place, date=date)  # type: ignore[no-any-return]


def body_of_code(letters: str, *, place: str | None = None, date: str | None = None) -> Body | None:
    return None
