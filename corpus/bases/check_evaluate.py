"""How many faults the checker finds in real preambles into which one was put, and how often it cries for nothing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.bases.check import check_draft, check_references
from corpus.bases.check_finding import UNDECIDED, CheckFinding
from corpus.bases.known import Act, KnownActs, held_act, number_form
from corpus.bases.mutations import KINDS, mutations
from corpus.bases.printed import printed_parts
from extractor.laws.registry import name_key

_HEAD = 9_000
_BEHIND = 600
_PROOF, _FAR_MORE = 2, 5


@dataclass(slots=True)
class CheckOutcome:
    """`made`/`found` by kind, `otherwise`: another fault was reported instead; `untouched` checked citations and the
    `alarms` on them, each with its file; `misprints`: faults reported on untouched citations that are the papers' own,
    as other papers prove (`_own_misprint`); `abstained`: citations of unknown acts."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    otherwise: Counter[str] = field(default_factory=Counter)
    untouched: int = 0
    abstained: int = 0
    alarms: list[tuple[str, CheckFinding]] = field(default_factory=list)
    misprints: list[tuple[str, CheckFinding]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)

    def rate(self, kind: str) -> float:
        """Share of the faults of a kind that were found as what they are."""
        return self.found[kind] / self.made[kind] if self.made[kind] else 0.0

    @property
    def alarm_rate(self) -> float:
        return len(self.alarms) / self.untouched if self.untouched else 0.0

    def lines(self) -> list[str]:
        """The table as printed."""
        printed = [
            f"{kind} | n={self.made[kind]} | detected {self.rate(kind):.3f}"
            f" | as another fault {self.otherwise[kind]} | not at all"
            f" {self.made[kind] - self.found[kind] - self.otherwise[kind]}"
            for kind in KINDS
        ]
        printed.append(
            f"untouched | n={self.untouched} | false alarms {len(self.alarms)} ({self.alarm_rate:.4f})"
            f" | misprints of the papers themselves {len(self.misprints)}"
            f" | abstained on {self.abstained} others"
        )
        return printed


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    text: str
    contract: dict[str, Any]
    locality: str | None


def _held(one: _Read) -> Act | None:
    return held_act({**one.contract, "locality": one.locality, "id": one.name})


def evaluate_check(folder: Path, *, workers: int = 1, seed: int = 20250101) -> CheckOutcome:
    """Every text of the folder is a draft of its own day; together with the register they are what is known.

    Each citation of a basis that is known gets one fault of each kind that leaves something to tell it by. Raises
    FileNotFoundError for a folder without texts."""
    files = sorted(str(path) for path in folder.glob("*.txt"))
    if not files:
        raise FileNotFoundError(f"{folder}: không có tệp .txt nào")
    read = [one for one in _mapped(_read, files, workers) if one is not None]
    held = [act for one in read if (act := _held(one)) is not None]
    known = KnownActs(held)
    outcome = CheckOutcome()
    jobs: list[tuple[str, str, str, int, int, str, str | None, str]] = []
    chance = random.Random(seed)
    habits = _habits(read)
    for one in read:
        _untouched(one, known, chance, outcome, jobs, habits)
    results = _mapped(_Checker(held), jobs, workers)
    for job, codes in zip(jobs, results, strict=True):
        kind = job[0]
        outcome.made[kind] += 1
        if KINDS[kind] in codes:
            outcome.found[kind] += 1
        else:
            outcome.otherwise[kind] += bool(codes)
            outcome.missed.append((kind, f"{job[7]}: {' '.join(job[1][job[3] : job[4] + 120].split())} -> {codes}"))
    return outcome


def _untouched(
    one: _Read, known: KnownActs, chance: random.Random, outcome: CheckOutcome,
    jobs: list[tuple[str, str, str, int, int, str, str | None, str]], habits: _Habits,
) -> None:  # fmt: skip
    on, type_ = one.contract.get("date"), one.contract.get("type")
    if not on:
        return
    for reference in one.contract["references"]:
        if reference["relation"] != "basis":
            continue
        findings = check_references([reference], one.text, known, on=on, draft_type=type_)
        if any(f.code in UNDECIDED for f in findings):
            outcome.abstained += 1
            continue
        outcome.untouched += 1
        faults = [f for f in findings if f.fault]
        for fault in faults:
            own = _own_misprint(fault, reference, one, habits)
            (outcome.misprints if own else outcome.alarms).append((one.name, fault))
        if faults or not (reference["number"] or reference["date"]):
            continue
        for made in mutations(reference, one.text, known, on, chance):
            cut = made.text[: made.end + _BEHIND]
            jobs.append((made.kind, cut, one.name, made.start, made.end, on, type_, one.name))


# pair -> the papers that print it, each with its day
_Habits = dict[tuple[str, str], dict[str, str]]


def _printed_pairs(reference: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """What a citation prints together: number and day, name and number, name and day, number and type word."""
    printed = printed_parts(reference, text)
    if printed is None:
        return []
    name = name_key(printed.name) if printed.name else None
    number = number_form(printed.number) if printed.number else None
    pairs = [(number, printed.date), (name, number), (name, printed.date), (number, printed.type)]
    return [(a, b) for a, b in pairs if a and b]


def _habits(read: Sequence[_Read]) -> _Habits:
    found: _Habits = {}
    for one in read:
        for reference in one.contract["references"]:
            if reference["start"] is not None:
                for pair in _printed_pairs(reference, one.text):
                    found.setdefault(pair, {})[one.name] = one.contract.get("date") or ""
    return found


def _own_misprint(fault: CheckFinding, reference: dict[str, Any], one: _Read, habits: _Habits) -> bool:
    """Whether other papers prove that the paper itself is wrong: at least two of them, and far more than print what
    stands here, print what the checker expects; for a dead basis at least two, not later ones, cite the successor."""
    if fault.expected is None:
        return False
    expected = number_form(fault.expected) if "/" in fault.expected else fault.expected
    day = one.contract.get("date") or ""
    for first, second in _printed_pairs(reference, one.text):
        proof = [at for name, at in habits.get((first, expected), {}).items() if name != one.name]
        if fault.code == "replaced":
            if sum(1 for at in proof if at <= day) >= _PROOF:
                return True
            continue
        same = len(habits.get((first, second), {}).keys() - {one.name})
        if len(proof) >= max(_PROOF, _FAR_MORE * same):
            return True
    return False


class _Checker:
    """Reads a changed preamble anew and says which faults lie in the changed place. Picklable."""

    def __init__(self, held: Sequence[Act]) -> None:
        self.held = tuple(held)
        self.known: KnownActs | None = None

    def __getstate__(self) -> tuple[Act, ...]:
        return self.held

    def __setstate__(self, state: tuple[Act, ...]) -> None:
        self.held, self.known = state, None

    def __call__(self, job: tuple[str, str, str, int, int, str, str | None, str]) -> tuple[str, ...]:
        from extractor.document import SourceFile, Text
        from extractor.pipeline import extract
        from extractor.render import document_json

        global _known
        if _known is None:
            _known = KnownActs(self.held)
        _, text, name, start, end, on, type_, _ = job
        whole = Text(content=text)
        contract = document_json(extract(whole), whole, SourceFile(name, "", "text/plain", len(text)))
        found = check_draft(contract["references"], text, _known, on=on, draft_type=type_)
        return tuple(f.code for f in found if f.fault and start <= f.start < end)


_known: KnownActs | None = None  # built once in each worker process


def _read(path: str) -> _Read | None:
    from extractor.document import SourceFile, Text
    from extractor.pipeline import extract
    from extractor.render import document_json
    from extractor.text import nfc

    text = nfc(Path(path).read_text(encoding="utf-8"))[:_HEAD]
    whole = Text(content=text)
    document = extract(whole)
    contract = document_json(document, whole, SourceFile(path, "", "text/plain", len(text)))
    official = contract["kind"] == "official"
    return _Read(Path(path).stem, text, contract, document.header.issuer_place) if official else None


def _mapped(work: Any, jobs: Sequence[Any], workers: int) -> list[Any]:
    if workers > 1 and len(jobs) > 16:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            return list(pool.map(work, jobs, chunksize=32))
    return [work(job) for job in jobs]
