"""Identity and the citation graph: collisions, planted plans, real texts, speed, size. `make bench-graph`.

`BENCH_PARTS` names what to run (collisions planted resolving arrival large real whole).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.collisions import Citation, Corpus, build
from bench.figures import Report, gold_folder
from bench.graph_large import large_graph
from bench.graph_speed import arrival_speed, resolution_speed
from bench.implementation import implementation
from bench.whole_archive import whole_archive
from corpus.archive import Archive

WORKERS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("identity and the citation graph", arguments)
    report = Report()
    parts: dict[str, Callable[[Path], None]] = {
        "collisions": lambda scratch: collisions(report, scratch),
        "planted": lambda scratch: implementation(report, scratch, workers=WORKERS),
        "resolving": lambda scratch: resolution_speed(report),
        "arrival": lambda scratch: arrival_speed(report, scratch / "large"),
        "large": lambda scratch: large_graph(report, scratch),
        "real": lambda scratch: real_texts(report, gold / "bases", scratch / "real"),
        "whole": lambda scratch: whole_archive(report, gold, scratch, workers=WORKERS),
    }
    for name in os.environ.get("BENCH_PARTS", " ".join(parts)).split():
        with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
            parts[name](Path(scratch))
    return report.close()


def collisions(report: Report, scratch: Path) -> None:
    """What becomes of every citation of the collision corpus."""
    corpus = build()
    report.figure("collision corpus: true collisions", corpus.collisions, ">=", 300)
    absent = sum(not t.held for t in corpus.targets) / len(corpus.targets)
    report.told("collision corpus: targets withheld", f"{absent:.3f}")
    corpus.write(scratch / "collisions")
    with Archive.open(scratch / "archive") as archive:
        sheet = archive.ingest([scratch / "collisions"], workers=WORKERS)
        report.fact("collision corpus: every file taken in", sheet.balanced and sheet.indexed == sheet.files)
        tally = count(corpus, archive)
        reversed_ = backward(corpus, archive)
    total = sum(len(paper.citations) for paper in corpus.papers)
    right, resolved = tally["right"], tally["right"] + tally["wrong"]
    report.told("collision corpus: citations", f"{total}, not read at all {tally['unread']}")
    report.figure("resolution precision", right / max(resolved, 1), ">=", 0.995, note=f"n {resolved}")
    report.figure(
        "coverage of what the text identifies and the archive holds",
        tally["certain right"] / max(tally["certain held"], 1), ">=", 0.95, note=f"n {tally['certain held']}",
    )  # fmt: skip
    report.figure("wrong province", tally["wrong province"] / max(resolved, 1), "<=", 0.003)
    report.figure(
        "truth among the candidates when ambiguous",
        tally["truth listed"] / max(tally["ambiguous held"], 1), ">=", 0.99, note=f"n {tally['ambiguous held']}",
    )  # fmt: skip
    report.figure(
        "stub when the identified target is absent",
        tally["stub"] / max(tally["certain absent"], 1), ">=", 0.99, note=f"n {tally['certain absent']}",
    )  # fmt: skip
    report.figure("reversed edges", reversed_, "==", 0)


def count(corpus: Corpus, archive: Archive) -> Counter[str]:
    """Outcomes by name. Prints what went wrong to stderr."""
    tally: Counter[str] = Counter()
    ids = ids_by_stem(archive)
    provinces = {ids[t.stem]: t.province for t in corpus.targets if t.held}
    for paper in corpus.papers:
        shown = archive.show(ids[paper.stem])
        text = archive.text(ids[paper.stem])
        for citation in paper.citations:
            low = text.index(citation.line)
            inside = [r for r in shown["references"] if low <= r["start"] < low + len(citation.line)]
            _one(tally, citation, inside, ids, provinces, paper.stem)
    return tally


def _one(
    tally: Counter[str],
    citation: Citation,
    inside: list[dict[str, Any]],
    ids: dict[str, str],
    provinces: dict[str, str | None],
    stem: str,
) -> None:
    target = citation.target
    truth = ids.get(target.stem)
    if citation.certain:
        tally["certain held" if truth else "certain absent"] += 1
    if not inside:
        tally["unread"] += 1
        return
    found = inside[0]["resolution"]
    state = found["state"]
    note = f"{stem} [{citation.form}] {citation.line[:90]!r}: {state} {found['target']} {found['reasons']}"
    if state == "resolved":
        good = found["target"] == truth
        tally["right" if good else "wrong"] += 1
        if good and citation.certain:
            tally["certain right"] += 1
        if not good:
            if provinces.get(found["target"]) != target.province:
                tally["wrong province"] += 1
            print(f"  wrong: {note}", file=sys.stderr)
        return
    tally["left open"] += 1
    if state == "ambiguous" and truth:
        tally["ambiguous held"] += 1
        listed = truth in [c["id"] for c in found["candidates"]]
        tally["truth listed"] += listed
        if not listed:
            print(f"  truth not listed: {note}", file=sys.stderr)
    if truth and citation.certain:
        print(f"  open: {note}", file=sys.stderr)
    if truth is None and citation.certain:
        tally["stub"] += state == "stub"
        if state != "stub":
            print(f"  no stub: {note}", file=sys.stderr)


def backward(corpus: Corpus, archive: Archive) -> int:
    """Edges that run from a cited document to the one that cites it."""
    ids = ids_by_stem(archive)
    targets = {ids[t.stem] for t in corpus.targets if t.held}
    found = 0
    for paper in corpus.papers:
        found += sum(row["from"] in targets for row in archive.cited_by(ids[paper.stem]))
    return found


def ids_by_stem(archive: Archive) -> dict[str, str]:
    """Node of each file by its name without the ending."""
    return {Path(path).stem: node for path, node in archive.files().items()}


def real_texts(report: Report, bases: Path, data: Path) -> None:
    """968 real texts whose records know what each cites: links to the right one, none to a wrong one, else stubs."""
    if not report.folder(bases / "texts"):
        return
    records = [
        json.loads(line)
        for name in ("history", "dev")
        for line in (bases / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    with Archive.open(data) as archive:
        sheet = archive.ingest([bases / "texts"], workers=WORKERS)
        taken = sheet.balanced and sheet.indexed + sheet.duplicate == sheet.files
        report.fact("real texts: every file accounted for, none failed", taken)
        ids = ids_by_stem(archive)
        by_key: dict[str, set[str]] = {}
        for record in records:
            by_key.setdefault(record["key"], set()).add(ids[record["id"]])
        named = {node: record["key"] for record in records for node in [ids[record["id"]]]}
        total = linked = wrong = 0
        for record in records:
            own = ids[record["id"]]
            references = archive.show(own)["references"]
            targets = {r["resolution"]["target"] for r in references if r["resolution"]["state"] == "resolved"}
            for base in record["bases"]:
                wanted = by_key.get(base["key"] or "", set()) - {own}
                if wanted:
                    total += 1
                    linked += bool(wanted & targets)
            block = record["block"] or [0, 0]
            known = {node for base in record["bases"] for node in by_key.get(base["key"] or "", ())}
            for r in references:
                target = r["resolution"]["target"]
                if block[0] <= r["start"] < block[1] and target in named and r["relation"] == "basis":
                    if target not in known and target != own:
                        wrong += 1
                        print(f"  not listed: {record['id']} {r['text']!r} -> {named[target]}", file=sys.stderr)
    report.figure("real texts: bases of the set that are linked", linked / max(total, 1), ">=", 0.97, note=f"n {total}")
    report.figure("real texts: bases linked to a paper that the record does not name", wrong, "==", 0)


if __name__ == "__main__":
    sys.exit(main())
