"""What the register of decrees says against a citation: a wrong day, a day behind the draft, a successor.

The register is short: a number that it lacks says nothing, and what contradicts one of it in number or title is left
alone. What agrees with it is said to agree, and counts as undecided: a wrong number would not be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.bases.check_finding import CheckFinding, finding, issued_later, shown
from corpus.bases.known import Act, number_form
from corpus.bases.likeness import resemblance
from corpus.bases.printed import Printed, printed_parts
from corpus.bases.reading import key_of
from corpus.bases.register import decree_of, successor_of
from extractor.laws.decrees import Decree, decrees

_ITS_OWN, _SURELY_ITS_OWN = 0.5, 0.9
_AMENDED = re.compile(r"(?:đã|được|,|\()\s*sửa\s+đổi")
_ROW_ENDS = re.compile(r";|\.\s|\n\s*\n|Căn\s+cứ\s")
_ROW = 600


def listed(printed: Printed) -> Decree | None:
    """The decree of the register with that number, where the printed title, if there is one, is its own. A number that
    stands beside another title is not judged: which of the two is wrong, the register is too short to tell."""
    key = key_of(number=printed.number, year=None, locality=None, type_code=None)
    decree = decree_of(key) if key and printed.type in (None, "NĐ") else None
    if decree is None or printed.locality is not None:
        return None
    alike = resemblance(printed, _act_of(decree))
    if alike is None:
        return decree if printed.date in (None, decree.date) else None
    return decree if alike >= (_SURELY_ITS_OWN if printed.date != decree.date else _ITS_OWN) else None


def _act_of(decree: Decree) -> Act:
    return Act(decree.number, "NĐ", decree.date, decree.name, "Chính phủ")


def against_listed(printed: Printed, decree: Decree, on: str | None) -> list[CheckFinding]:
    """What the register of decrees says against a citation; `on`: the draft's day where it rests on the decree."""
    act = _act_of(decree)
    if printed.date is not None and printed.date != decree.date:
        return [finding("wrong-date", printed, f"ngày ban hành đúng là {shown(decree.date)}", decree.date, act)]
    certain = printed.date is not None or resemblance(printed, act) is not None
    if on is not None and certain and decree.date > on:
        return [finding("future", printed, issued_later(act), None, act)]
    if on is None or not certain or decree.ends is None or decree.ends > on:
        agrees = "số và ngày khớp" if printed.date is not None else "số khớp"
        return [finding("not-held", printed, f"{agrees} với danh mục nghị định; kho chưa có văn bản này", None, act)]
    message = f"đã được thay thế bởi {decree.replaced_by} (hiệu lực từ {shown(decree.ends)})"
    last = successor_of(decree.number, on)
    if last is not None and last != decree.replaced_by:
        message += f"; hiện hành là {last}"
    return [finding("replaced", printed, message, last or decree.replaced_by, act)]


def amended_uncited(references: Sequence[Mapping[str, Any]], text: str, on: str) -> Iterator[CheckFinding]:
    """Decrees of the register among the bases that others have amended by that day, where the text names none of
    these nor says behind the decree that it was amended: a hint, once a decree."""
    told: set[str] = set()
    cited: set[str] | None = None
    for one in references:
        if one["relation"] != "basis" or one["start"] is None or (printed := printed_parts(one, text)) is None:
            continue
        decree = listed(printed)
        if decree is None or decree.number in told or (decree.ends is not None and decree.ends <= on):
            continue
        told.add(decree.number)
        by = [decrees()[number] for number in decree.amended_by if decrees()[number].date <= on]
        if not by:
            continue
        if cited is None:
            cited = {number_form(other["number"]) for other in references if other["number"]}
        if any(number_form(act.number) in cited for act in by) or _said_to_be_amended(printed, text):
            continue
        last = max(by, key=lambda act: act.date)
        message = f"đã được sửa đổi, bổ sung bởi {last.number} ngày {shown(last.date)}: xem có cần dẫn kèm"
        yield finding("amended", printed, message, last.number, _act_of(decree))


def _said_to_be_amended(printed: Printed, text: str) -> bool:
    """Whether the row goes on behind the citation with `đã được sửa đổi, bổ sung ...`."""
    stop = _ROW_ENDS.search(text, printed.end, printed.end + _ROW)
    end = stop.start() if stop is not None else min(len(text), printed.end + _ROW)
    return _AMENDED.search(text, printed.end, end) is not None
