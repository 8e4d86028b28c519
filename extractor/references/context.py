"""What the citing document lends to its mentions."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.document import Header


@dataclass(frozen=True, slots=True)
class Context:
    """What the citing document lends: its province or city (bare), its date, its issuer.

    `latest_date`: the latest day that it cites; where it bears no date itself the law in force is that of this day.
    """

    place: str | None
    date: str | None
    header: Header
    latest_date: str | None = None
