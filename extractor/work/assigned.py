"""A passage of a paper that gives bodies something to do, and what must be known of the paper as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.bodies.series import Body
from extractor.document import TaskRole

Form = Literal["closing", "order", "item", "label", "telegram", "members", "row"]


_PLANS = frozenset(("", "CV", "KH", "CT", "CĐ", "QĐ", "NQ", "CTr", "ĐA", "PA", "HD"))


class Assignment(NamedTuple):
    """Bodies that one passage names, in order, open groups among them. `paragraph`: index among `order_paragraphs`;
    `start`, `end`: where the passage stands in the document."""

    form: Form
    role: TaskRole
    bodies: tuple[Body, ...]
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paper:
    """What the reader must know of the paper as a whole."""

    content: str
    news: bool
    number: str
    code: str
    signed: str | None
    issuer: str  # its `body_key`

    @property
    def normative(self) -> bool:
        return bool(re.match(r"[^/]*/\d{4}/", self.number)) or self.code in ("Luật", "PL", "NĐ", "TT")

    @property
    def tells(self) -> bool:
        """A report tells what was done."""
        return self.code in ("BC", "TTr")

    @property
    def plans(self) -> bool:
        """A plan, a directive, a decision or a letter, not what tells of blame, of a meeting or of what was done."""
        return self.code in _PLANS
