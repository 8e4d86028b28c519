"""What a finding on validity weighs for this draft: some papers may rest on what is not yet or no longer in force.

Norm: Luật Ban hành văn bản quy phạm pháp luật 2025 and Nghị định 78/2025/NĐ-CP for bases of normative acts.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from corpus.bases.check_finding import CheckFinding
from corpus.bases.register import NORMATIVE
from extractor.laws import match_law_name
from extractor.laws.registry import name_key
from extractor.text import compare_form

_OF_A_YEAR = re.compile(r"/\s*(?:19|20)\d\d\s*/")
_CARRIES_OUT = re.compile(r"thi hành|triển khai|thực hiện|áp dụng")


def weighed(
    findings: Iterable[CheckFinding], references: Iterable[Mapping[str, Any]], text: str, draft: Mapping[str, Any]
) -> list[CheckFinding]:
    """The findings that count for this draft (the contract's object).

    A normative act, and a plan to carry a law out, may rest on what comes into force later; a letter that argues from
    an article of a dead act, and neither gives work by it nor carries it out, speaks of what was: that is told, but as
    no fault."""
    held = list(references)
    argued = _argued(draft, held, text) if draft.get("type") == "CV" else frozenset()
    carried_out = _carried_out(draft, held, text)
    named = {one["start"]: _names(one, text) for one in held if one["start"] is not None}
    kept = []
    for one in findings:
        if one.code == "not-yet-in-force" and (
            _is_normative(draft, text) or carried_out & named.get(one.start, frozenset())
        ):
            continue
        if one.code == "replaced" and one.start in argued:
            one = replace(one, code="no-longer-in-force")
        kept.append(one)
    return kept


def _is_normative(draft: Mapping[str, Any], text: str) -> bool:
    """By its type, or by the year before the letters of its number (`Số:    /2026/QĐ-UBND`)."""
    place = draft["evidence"].get("symbol")
    printed = text[max(0, place["start"] - 12) : place["end"]] if place else ""
    return draft.get("type") in NORMATIVE or _OF_A_YEAR.search(printed) is not None


def _argued(draft: Mapping[str, Any], references: Sequence[Mapping[str, Any]], text: str) -> frozenset[int]:
    """Where an article is cited outside of what is ordered, of a paper that the letter carries out nowhere."""
    done = {one["key"] for one in references if one["relation"] == "implements"}
    cited = (one for one in references if one.get("pinpoint") and one["key"] not in done)
    tasks = sorted((task["start"], task["end"]) for task in draft["tasks"])
    ends = [0, *accumulate((end for _, end in tasks), max)]  # how far the tasks reach that begin before a place
    return frozenset(one["start"] for one in cited if ends[bisect(tasks, (one["start"], len(text)))] <= one["start"])


def _carried_out(draft: Mapping[str, Any], references: Sequence[Mapping[str, Any]], text: str) -> frozenset[str]:
    """The papers that the draft's title names as what is carried out."""
    place = draft["evidence"].get("title")
    if place is None or not _CARRIES_OUT.search(compare_form(draft.get("title") or "")):
        return frozenset()
    told = (one for one in references if one["start"] is not None and place["start"] <= one["start"] < place["end"])
    return frozenset(name for one in told for name in _names(one, text))


def _names(reference: Mapping[str, Any], text: str) -> frozenset[str]:
    """Under which a paper is the same in title and bases: its key and, of a law, its name."""
    law = match_law_name(text, reference["start"]) if reference["class"] == "law" else None
    return frozenset(one for one in (reference["key"], name_key(law.base_name) if law else None) if one)
