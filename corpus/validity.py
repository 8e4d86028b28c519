"""What became of a paper by a given day: in force, carried out, over, replaced, answered, or not known and why. Pure.

Norm: Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15: a normative act ends by its own term, by another that
replaces it, or by repeal. Plans, letters and Party papers end with their period or with what supersedes them.
What the archive does not hold cannot be seen from here, so that nothing is ever called in force for want of news.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from extractor.dates import written_day
from extractor.periods import title_period

State = Literal[
    "not-issued", "not-yet", "in-force", "running", "ended", "replaced", "repealed", "replied", "tells", "unknown"
]
DEAD = frozenset({"ended", "replaced", "repealed"})
ENDING = ("replaces", "repeals")
LAWS = frozenset({"Luật", "BL", "PL", "HP"})
LETTERS = frozenset({"CV", "TTr"})
TELLS = frozenset({"BC", "BB", "GM", "news"})
"""Reports, minutes, invitations and news: they say what is or was, and order nothing that could end."""

_TELLS = "văn bản loại này thông tin về việc đã có, không quy định điều gì để hết hiệu lực"
_SILENCE = "kho không có văn bản nào thay thế hoặc bãi bỏ; văn bản như vậy có thể chưa vào kho"
_DONE = {"replaces": "bị thay thế", "repeals": "bị bãi bỏ"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The paper that is asked about. `type`: its code, `news` for a news item. Days ISO; `effect`: first day in force,
    where the text prints it."""

    type: str | None
    title: str | None
    date: str | None
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a later paper does to it. `by`: node of that paper, None for one that only the law register knows;
    `day`: first day on which it counts; `part`: the article or clause that it touches, None for the whole; `child`: the
    last segment of the key of the paper issued with it that it touches, None for the paper itself."""

    by: str | None
    named: str
    relation: str
    day: str | None
    part: str | None = None
    place: str | None = None
    child: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`since`: the day from which the state holds; `until`: the last day of a period; `by`: the changes behind it."""

    state: State
    since: str | None = None
    until: str | None = None
    by: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object of `Archive.standing`, without the paper and the day."""
        return {
            "state": self.state,
            "since": self.since,
            "until": self.until,
            "by": [_change_json(change) for change in self.by],
            "changed_by": [_change_json(change) for change in self.changed],
            "reasons": list(self.reasons),
        }


def announced(changes: Iterable[Change]) -> Literal["replaced", "repealed", "partly_in_force"] | None:
    """What others say that a paper is or will be, on whatever day it counts; None where nobody says anything."""
    ends = [change for change in changes if change.relation in ENDING]
    whole = {change.relation for change in ends if not change.part}
    if whole:
        return "replaced" if "replaces" in whole else "repealed"
    return "partly_in_force" if ends else None


def judge(subject: Subject, changes: Iterable[Change], at: str, *, registered: bool = False) -> Standing:
    """The state on day `at` (ISO). `registered`: the law register knows the act and all that replaced it."""
    if subject.date and subject.date > at:
        return Standing("not-issued", subject.date, reasons=("ban hành sau ngày xét",))
    known = sorted(
        {c for c in changes if c.day is None or c.day <= at}, key=lambda c: (c.day or "9999", c.named, c.relation)
    )
    changed = tuple(c for c in known if c.day and (c.relation == "amends" or (c.relation in ENDING and c.part)))
    whole = [c for c in known if c.relation in ENDING and not c.part]
    dated = [c for c in whole if c.day]
    if dated:
        first = dated[0]
        state: State = "replaced" if first.relation == "replaces" else "repealed"
        why = f"{_DONE[first.relation]} bởi {first.named} từ ngày {written_day(first.day)}"
        return Standing(state, first.day, None, tuple(dated), changed, (why,))
    reasons = [f"{_DONE[c.relation]} bởi {c.named} nhưng chưa rõ từ ngày nào" for c in whole]
    if subject.effect and subject.effect > at:
        why = f"có hiệu lực từ ngày {written_day(subject.effect)}"
        return Standing("not-yet", subject.effect, None, (), changed, (why,))
    if registered:
        return Standing(
            "in-force", subject.effect or subject.date, None, tuple(whole), changed, ("theo danh mục luật", *reasons)
        )
    answers = tuple(c for c in known if c.relation == "replies" and c.day)
    if subject.type in LETTERS and answers:
        first = answers[0]
        return Standing("replied", first.day, None, answers, changed, (f"đã được trả lời tại {first.named}",))
    if subject.type in TELLS and not whole:
        return Standing("tells", subject.date, None, (), changed, (_TELLS,))
    period = title_period(subject.title, subject.date) if subject.title and subject.type not in LAWS else None
    if period is not None:
        told = f"trích yếu ghi “{period.words}”"
        if period.end < at:
            return Standing("ended", None, period.end, (), changed, (*reasons, told))
        if not whole:
            return Standing("running", subject.effect or subject.date, period.end, (), changed, (told, _SILENCE))
    if subject.type in LETTERS:
        reasons.append("kho chưa có văn bản trả lời")
    reasons.append(_SILENCE if not whole else "phải xem lại văn bản nêu trên")
    if subject.date is None:
        reasons.append("chưa rõ ngày ban hành")
    return Standing("unknown", None, None, tuple(whole), changed, tuple(reasons))


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "id": change.by,
        "number": change.named,
        "relation": change.relation,
        "date": change.day,
        "part": change.part,
        "document": change.place,
    }
