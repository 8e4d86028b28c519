"""What a finding on validity weighs for this draft: some papers may rest on what is not yet or no longer in force.

Norm: Luật Ban hành văn bản quy phạm pháp luật 2025 and Nghị định 78/2025/NĐ-CP for bases of normative acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from corpus.bases.check_finding import CheckFinding
from corpus.bases.register import NORMATIVE
from extractor.text import compare_form

_OF_A_YEAR = re.compile(r"/\s*(?:19|20)\d\d\s*/")
_CARRIES_OUT = re.compile(r"thi hành|triển khai|thực hiện|áp dụng")


def weighed(
    findings: Iterable[CheckFinding], references: Iterable[Mapping[str, Any]], text: str, draft: Mapping[str, Any]
) -> list[CheckFinding]:
    """The findings that count for this draft (the contract's object).

    A normative act, and a plan to carry a law out, may rest on what comes into force later; a letter that argues from
    an article of a dead act speaks of what was, which is told, but as no fault."""
    pinpointed = {one["start"] for one in references if one.get("pinpoint")}
    title = compare_form(draft.get("title") or "")
    kept = []
    for one in findings:
        if one.code == "not-yet-in-force" and (_is_normative(draft, text) or _carries_out(title, one)):
            continue
        if one.code == "replaced" and draft.get("type") == "CV" and one.start in pinpointed:
            one = replace(one, code="no-longer-in-force")
        kept.append(one)
    return kept


def _is_normative(draft: Mapping[str, Any], text: str) -> bool:
    """By its type, or by the year before the letters of its number (`Số:    /2026/QĐ-UBND`)."""
    place = draft["evidence"].get("symbol")
    printed = text[max(0, place["start"] - 12) : place["end"]] if place else ""
    return draft.get("type") in NORMATIVE or _OF_A_YEAR.search(printed) is not None


def _carries_out(title: str, one: CheckFinding) -> bool:
    """Whether the draft's title names the law as what is carried out."""
    name = re.split(r"\s(?:số|ngày)\s", compare_form(one.text))[0]
    return bool(name) and name in title and _CARRIES_OUT.search(title) is not None
