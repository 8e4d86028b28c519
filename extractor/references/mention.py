"""A mention while it is being read. Internal to this package: stages fill it, `find_references` freezes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.codes import Code
from extractor.document import ReferenceClass, Relation


class Lead(NamedTuple):
    """The few words before a mention (read by `lead`).

    `undivided`: certainly no pinpoint stands before the mention. `issued`: words may that say who issued it when.

    `sentence`: how many characters back its sentence begins, `words`: the words in between, in one line; None where it
    begins further back than was looked.
    """

    undivided: bool
    issued: bool
    sentence: int | None
    words: str


@dataclass(slots=True, eq=False)
class Mention:
    """One mention, offsets into the text. `number_start` is where its number (or law name) begins."""

    start: int
    end: int
    number_start: int
    class_: ReferenceClass
    rule: str
    code: Code | None = None
    number: str | None = None
    type_code: str | None = None
    type_name: str | None = None
    has_word: bool = False
    year: int | None = None
    date: str | None = None
    issuer_raw: str | None = None
    issuer: str | None = None
    locality: str | None = None
    law_name: str | None = None
    amending: bool = False
    draft: bool = False  # a bill
    pinpoint: str | None = None
    pinpoint_start: int | None = None
    title: str | None = None
    annexed: str | None = None
    relation: Relation | None = None
    reasons: list[str] = field(default_factory=list)
    lead: Lead = field(init=False)  # known once all mentions are

    @property
    def of_the_centre(self) -> bool:
        """Whether the letters are those that all bodies of the Party's centre share (`18-NQ/TW`, `18-NQ/TƯ`)."""
        return self.code is not None and self.code.organs in (("TW",), ("TƯ",))

    @property
    def reach(self) -> int:
        """Where the mention with its pinpoint begins."""
        return self.start if self.pinpoint_start is None else self.pinpoint_start
