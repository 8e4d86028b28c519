"""Small bounded priors over what the engines found: cited often, in force, recent for directives.

They re-rank the first `WINDOW` candidates of either engine; together they can add at most a fifth, so that they order
equals and never lift a poor match over a good one. Ties go by date and key.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.entry import FLAG_DIRECTIVE, FLAG_IN_FORCE, SORT_BITS

WINDOW = 200

CITED, IN_FORCE, RECENT = 0.10, 0.05, 0.05
_CITED_FULL = 100  # so many citing documents earn the whole prior
_RECENT_YEARS = 5.0
_PRIOR_ON = 60.0  # priors act on so much of a score at most


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match before it is read: `ref` is the engine's own handle, `sort_key` as in `index.entry`.

    `band` counts from 0, the best; what is in a later band never comes before it.
    """

    ref: Any
    score: float
    sort_key: int = 0
    cited_by: int = 0
    flags: int = 0
    band: int = 0

    @property
    def date(self) -> int:
        """yyyymmdd, 0 without date."""
        return self.sort_key >> SORT_BITS


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


def rerank(candidates: Sequence[Candidate], today: int) -> list[tuple[Candidate, float, tuple[str, ...]]]:
    """Candidates with final score and reasons, best first; equals by date, newest first, then by digest of the key."""
    scored = []
    for candidate in candidates:
        factor, reasons = prior(candidate, today)
        # beside a looked-up number, whose score is far above what words give, priors only order equals
        final = candidate.score + (factor - 1.0) * min(candidate.score, _PRIOR_ON)
        # single precision is what engines give: differences below it are none
        scored.append((candidate, float(f"{final:.6g}"), reasons))
    scored.sort(key=lambda row: (row[0].band, -row[1], -row[0].sort_key))
    return scored
