"""One finding on one citation of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.bases.known import Act
from corpus.bases.printed import Printed
from extractor.dates import written_day

FAULTS = frozenset({"wrong-date", "wrong-number", "wrong-title", "wrong-type", "wrong-issuer", "replaced", "future"})
UNDECIDED = frozenset({"not-held", "cannot-decide"})


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One finding on one citation. `message` in Vietnamese; `expected` what should stand there; `source` where that is
    known from (`register`, or the id of a held paper); offsets are code points of the draft's text."""

    code: str
    message: str
    text: str
    start: int
    end: int
    expected: str | None = None
    source: str | None = None

    @property
    def fault(self) -> bool:
        return self.code in FAULTS


def finding(
    code: str, printed: Printed, message: str, expected: str | None = None, act: Act | None = None
) -> CheckFinding:
    source = None if act is None else (act.id or "register")
    return CheckFinding(code, message, printed.text, printed.start, printed.end, expected, source)


def shown(date: str | None) -> str:
    return written_day(date) or "không rõ"


def issued_later(act: Act) -> str:
    """The message on an act of a later day than the draft."""
    return f"văn bản ban hành ngày {shown(act.date)}, sau ngày của dự thảo"


def finding_json(finding: CheckFinding) -> dict[str, Any]:
    """Ready for JSON."""
    return {
        "code": finding.code, "fault": finding.fault, "message": finding.message, "text": finding.text,
        "start": finding.start, "end": finding.end, "expected": finding.expected, "source": finding.source,
    }  # fmt: skip
