"""The drafting aid on real documents: suggested bases, the checker, and how long both take. `make bench-drafting`."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench import form
from bench.figures import Report, gold_folder
from corpus.bases import suggest
from corpus.bases.check import check_draft
from corpus.bases.check_evaluate import evaluate_check
from corpus.bases.evaluate import MODES, Outcome, as_recorded, load_records, measure, read_papers, write_predictions
from corpus.bases.index import Paper, Precedents
from corpus.bases.known import Act, KnownActs
from corpus.bases.mutations import KINDS
from extractor.document import SourceFile, Text
from extractor.pipeline import extract
from extractor.render import document_json
from extractor.text import nfc

MUST = {("cold", "MAP"): 0.56, ("cold", "Recall@10"): 0.58, ("half", "MAP"): 0.58, ("half", "Recall@10"): 0.66}
_LARGE = 100_000
_TEN_PAGES = 25_000
_ZERO = (
    "citation strings of wanted acts left in a query",
    "precedents not dated before",
    "future, replaced or not in force in the first 10",
    "without precedent or reason",
    "documents that nothing earlier names",
)


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("the drafting aid", arguments)
    report = Report()
    folder = gold / "bases"
    if report.folder(folder):
        papers = suggestions(report, folder)
        checks(report, folder)
        speed(report, papers)
        check_speed(report, folder)
        form.form(report, folder / "texts", workers=os.cpu_count() or 1)
    form.written(report)
    form.check_time(report)
    return report.close()


def suggestions(report: Report, folder: Path) -> list[Paper]:
    """The protocol of the measuring set, with habits as we read them; beside it those of the records."""
    history, queries = load_records(folder / "history.jsonl"), load_records(folder / "dev.jsonl")
    papers = read_papers([*history, *queries], [folder / "texts"], workers=os.cpu_count() or 1)
    held = [papers[record["id"]] for record in history]
    own = measure(held, queries, papers)
    recorded = measure(as_recorded(papers, history), queries, papers, audit=False)
    for mode in MODES:
        for name in ("MAP", "Recall@10"):
            note = f"n {len(own.rows[mode])}, from the records {recorded.mean(mode, name):.3f}"
            report.figure(f"{mode}: {name}", own.mean(mode, name), ">=", MUST[mode, name], note=note)
        central, province = own.mean(mode, "MAP", "central"), own.mean(mode, "MAP", "province")
        low, high = own.gap(mode, "province", "central")
        reach = " and ".join(f"{own.mean_reach(mode, level):.3f}" for level in ("province", "central"))
        note = f"95 % between {low:+.3f} and {high:+.3f}; a perfect ranking of the candidates has {reach}"
        report.figure(f"{mode}: MAP of provinces less that of central bodies", province - central, ">=", 0, note=note)
    for line in own.lines("own reading"):
        report.told("table", line.replace(" | ", "; "))
    agrees(report, folder, own)
    for name in _ZERO:
        report.figure(f"audit: {name}", own.audit[name], "==", 0, note=f"{own.audit['suggestions']} suggestions")
    return held


def agrees(report: Report, folder: Path, own: Outcome) -> None:
    """The scorer beside the records prints the same figures."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "predictions.jsonl"
        write_predictions(own, out)
        command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(out), "--boot", "10"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    means = [line.split()[1] for line in said.splitlines() if line.strip().startswith("MAP")]
    ours = [f"{own.mean('cold', 'MAP'):.3f}"]
    report.fact("score.py says the same MAP", means[:1] == ours, note=f"{means[:1]} and {ours}")


def checks(report: Report, folder: Path) -> None:
    """Faults put into the preambles of the texts."""
    outcome = evaluate_check(folder / "texts", workers=os.cpu_count() or 1)
    for kind in KINDS:
        report.figure(f"check: {kind}", outcome.rate(kind), ">=", 0.95, note=f"n {outcome.made[kind]}")
    report.figure("check: faults put in", sum(outcome.made.values()), ">=", 1000)
    note = f"{len(outcome.alarms)} of {outcome.untouched}; {outcome.abstained} abstained on"
    report.figure("check: false alarms", outcome.alarm_rate, "<=", 0.01, note=note)


def speed(report: Report, papers: Sequence[Paper]) -> None:
    """Papers are multiplied under other numbers and issuers to the size of a large archive."""
    chance = random.Random(1)
    large = []
    for number in range(_LARGE):
        one = papers[number % len(papers)]
        words = one.body[:1500].split()
        chance.shuffle(words)
        large.append(
            replace(one, id=f"{one.id}-{number}", body=" ".join(words[:60]), issuer=f"{one.issuer} {number % 90}")
        )
    began = time.perf_counter()
    precedents = Precedents(large)
    report.told("time to take in the large archive", f"{time.perf_counter() - began:.0f} s ({_LARGE} papers)")
    times = []
    for paper in chance.sample(list(papers), 20):
        began = time.process_time()  # the machine may be shared
        suggest(precedents, replace(paper, date="2026-06-30", lines={}))
        times.append(time.process_time() - began)
    report.figure(
        "a suggestion in the large archive",
        statistics.median(times),
        "<=",
        0.3,
        unit=" s",
        note="processor time, median of 20",
    )
    report.told("slowest of these", json.dumps(round(max(times), 3)))


def check_speed(report: Report, folder: Path) -> None:
    """Drafts of about ten pages are read and checked against as many known acts as a large archive holds."""
    acts = [
        Act(f"{n % 9000}/{1990 + n % 35}/NĐ-{n}", "NĐ", "2001-01-01", f"Về việc {n}", None, None, False, f"a{n}")
        for n in range(_LARGE)
    ]
    known = KnownActs(acts)
    long = [text for path in sorted((folder / "texts").glob("*.txt")) if len(text := path.read_text()) > _TEN_PAGES]
    times = []
    for text in random.Random(2).sample(long, 10):
        whole = Text(content=nfc(text[:_TEN_PAGES]))
        began = time.process_time()
        contract = document_json(extract(whole), whole, SourceFile("draft.txt", "", "text/plain", len(text)))
        check_draft(contract["references"], whole.content, known, on=contract["date"], draft_type=contract["type"])
        times.append(time.process_time() - began)
    note = "processor time with reading, slowest of 10"
    report.figure("a check of ten pages, 100,000 acts known", max(times), "<=", 2.0, unit=" s", note=note)


if __name__ == "__main__":
    sys.exit(main())
