"""Small bounded priors over what the engines found: cited often, in force, recent for directives.

They re-rank the first `WINDOW` candidates of either engine; together they can add at most a fifth, so that they order
equals and never lift a poor match over a good one. Ties go by key.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from index.entry import FLAG_DIRECTIVE, FLAG_IN_FORCE

WINDOW = 200

CITED, IN_FORCE, RECENT = 0.10, 0.05, 0.05
_CITED_FULL = 100  # so many citing documents earn the whole prior
_RECENT_YEARS = 5.0
_PRIOR_ON = 60.0  # priors act on so much of a score at most


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match before it is read: `ref` is the engine's own handle, `date` yyyymmdd (0: none)."""

    ref: Any
    score: float
    date: int = 0
    cited_by: int = 0
    flags: int = 0


def prior(candidate: Candidate, today: int) -> tuple[float, tuple[str, ...]]:
    """The factor (1.0 to 1.2) and its reasons in Vietnamese. `today` is yyyymmdd."""
    factor = 1.0
    reasons: list[str] = []
    if candidate.cited_by > 0:
        factor += CITED * min(1.0, math.log1p(candidate.cited_by) / math.log1p(_CITED_FULL))
        reasons.append(f"được {candidate.cited_by} văn bản trích dẫn")
    if candidate.flags & FLAG_IN_FORCE:
        factor += IN_FORCE
        reasons.append("còn hiệu lực")
    if candidate.flags & FLAG_DIRECTIVE and candidate.date:
        years = max(0.0, (today - candidate.date) / 10000)
        gain = RECENT * math.exp(-years / _RECENT_YEARS)
        if gain >= 0.01:
            factor += gain
            reasons.append("văn bản chỉ đạo mới")
    return factor, tuple(reasons)


def rerank(
    candidates: Sequence[Candidate],
    today: int,
    keys_of: Callable[[list[Candidate]], list[str]],
) -> list[tuple[Candidate, float, tuple[str, ...]]]:
    """Candidates with final score and reasons, best first. `keys_of` is asked for the keys of equals only."""
    scored = []
    for candidate in candidates:
        factor, reasons = prior(candidate, today)
        # beside a looked-up number, whose score is far above what words give, priors only order equals
        final = candidate.score + (factor - 1.0) * min(candidate.score, _PRIOR_ON)
        # single precision is what engines give: differences below it are none
        scored.append((candidate, float(f"{final:.6g}"), reasons))
    scored.sort(key=lambda row: -row[1])
    at = 0
    while at < len(scored):
        end = at + 1
        while end < len(scored) and scored[end][1] == scored[at][1]:
            end += 1
        if end - at > 1:
            keys = keys_of([row[0] for row in scored[at:end]])
            order = sorted(range(end - at), key=lambda i: (-scored[at + i][0].date, keys[i]))
            scored[at:end] = [scored[at + i] for i in order]
        at = end
    return scored
