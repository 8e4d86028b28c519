"""What form lint says: one finding on one place, with its rule, its norm and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.form.rules import Level


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One finding. `norm` names the rule; texts are Vietnamese; offsets are code points of the paper's text (equal
    where a part is missing)."""

    rule: str
    level: Level
    message: str
    remedy: str
    norm: str
    start: int
    end: int
