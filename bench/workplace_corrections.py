"""Correcting and reading anew in either order give the same archive; how soon everything has followed a correction."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.browsing import SAMPLES
from bench.figures import Report
from corpus import ledger
from corpus.archive import Archive
from corpus.errors import BadCorrection

ORDERS = 3
CHANGES = 20
_FIELDS = {"title": "Tên đã sửa {}", "date": "0{}/02/2024", "place": "Nơi {}", "number": "{}/KH-UBND"}


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """Random corrections over the sample archive, cut at a random place by a reading anew."""
    versions = ledger.versions
    equal = 0
    times: list[float] = []
    try:
        for seed in range(ORDERS):
            digests = set()
            cut = random.Random(seed).randrange(1, CHANGES)
            for at in (cut, 0):
                ledger.versions = lambda: ("1", "1")  # type: ignore[assignment]  # put back below
                with Archive.open(scratch / f"{seed}-{at}") as archive:
                    archive.ingest([SAMPLES], workers=0)
                    plan = _planned(archive, seed)
                    for change in plan[:at]:
                        times.append(_made(archive, change))
                    ledger.versions = lambda: ("2", "2")  # type: ignore[assignment]  # a later version
                    archive.ingest([SAMPLES], workers=0, retry=frozenset({"stale"}))
                    for change in plan[at:]:
                        times.append(_made(archive, change))
                    digests.add(archive.digest())
            equal += len(digests) == 1
    finally:
        ledger.versions = versions
    note = f"{CHANGES} corrections each, one reading anew at a random place"
    report.figure("corrections: orders with the same archive", equal, "==", ORDERS, note=note)
    shown = f"{median(times) * 1000:.0f} ms of processor time (median of {len(times)})"
    report.told("corrections: until links, search and counts have followed", shown)


def _planned(archive: Archive, seed: int) -> list[dict[str, Any]]:
    """The same for the same archive: places as they are read before anything is corrected."""
    dice = random.Random(seed)
    ids = sorted(entry["id"] for entry in archive.headers())
    plan: list[dict[str, Any]] = []
    for number in range(CHANGES):
        record = archive.show(dice.choice(ids))
        kind = dice.choice(["field", "field", "reference", "issuer"])
        if kind == "reference" and record["references"]:
            told = dice.choice(record["references"])
            means = dice.choice([None, *(id for id in ids if archive.node(id)["key"])])
            plan.append({"kind": kind, "id": record["id"], "words": told["text"], "at": told["start"], "means": means})
        elif kind == "issuer" and record["issuer"]:
            plan.append({"kind": kind, "name": record["issuer"], "right": f"{record['issuer']} mới {number}"})
        else:
            field = dice.choice(sorted(_FIELDS))
            value = _FIELDS[field].format(1 + number % 9)
            plan.append({"kind": "field", "id": record["id"], "field": field, "value": value})
    return plan


def _made(archive: Archive, change: dict[str, Any]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    if change["kind"] == "field":
        archive.correct_field(change["id"], change["field"], change["value"], person="bench")
    elif change["kind"] == "issuer":
        archive.correct_issuer(change["name"], change["right"], person="bench")
    else:
        end = change["at"] + len(change["words"])
        # what an issuer corrected before left without a key cannot be meant, in either order
        with contextlib.suppress(BadCorrection):
            archive.correct_reference(change["id"], change["at"], end, change["means"], person="bench")
    return time.process_time() - begun
