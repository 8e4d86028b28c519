"""A passage of a paper that gives bodies something to do."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extractor.body_series import Body
from extractor.document import TaskRole

Form = Literal["closing", "order", "item", "label", "telegram", "members", "row"]


class Assignment(NamedTuple):
    """Bodies that one passage names, in order, open groups among them. `paragraph`: index among `order_paragraphs`;
    `start`, `end`: where the passage stands in the document."""

    form: Form
    role: TaskRole
    bodies: tuple[Body, ...]
    paragraph: int
    start: int
    end: int
