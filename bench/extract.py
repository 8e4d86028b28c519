"""What is read right, and how fast beside the usual ways. `make bench-extract`."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import peers
from bench.documents import documents
from bench.figures import Report, gold_folder
from bench.odd_letters import odd_letters
from bench.scores import extract_to, score, score_reading, scores_in, vanban

OFFICIAL = "off-,003_"  # the 19 official papers of dev and seeds, by file name
MEGABYTES = 20.0
ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("what is read right, and how fast", arguments)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
        folders = [gold / "dev", gold / "seeds"]
        there = [report.folder(folder) for folder in folders]  # a list: each missing one is named
        if all(there):
            quality(report, gold, folders, Path(scratch))
            odd_letters(report, gold)
        if report.folder(gold / "bases"):
            bases(report, gold, Path(scratch))
    speed(report)
    return report.close()


def quality(report: Report, gold: Path, folders: list[Path], scratch: Path) -> None:
    """Fields of the annotated papers and news items, by gold/score.py; `vanban evaluate` must print the same."""
    out = scratch / "gold.jsonl"
    extract_to([path for folder in folders for path in sorted(folder.glob("*.txt"))], out)
    every = score(gold, folders, out)
    for name, must in (("reference span", 0.95), ("reference key", 0.98)):
        report.figure(f"{name} F1", every[name].value, ">=", must, note=f"n {every[name].n}")
    for name, must in (("issuer", 0.96), ("date", 0.98), ("relation", 0.93)):
        found = every[f"reference {name}"]
        report.figure(f"reference {name}", found.value, ">=", must, note=f"n {found.n}")
    official = score(gold, folders, out, slice_=OFFICIAL)
    for name, wrong in (("number", 1), ("date", 1), ("type", 1), ("issuer", 1), ("signers", 1), ("title", 2)):
        found = official[f"header {name}"]
        report.figure(f"official papers with a wrong {name}", found.wrong, "<=", wrong, note=f"of {found.n}")
    whole = official["whole header"]
    report.figure("official papers with the whole header right", whole.n - whole.wrong, ">=", 17, note=f"of {whole.n}")
    for name, must in (("units", 0.80), ("deadlines", 0.90), ("recipients", 0.95)):
        report.figure(f"{name} F1", every[name].value, ">=", must, note=f"n {every[name].n}")
    ours = scores_in(vanban("evaluate", *map(str, folders)).stdout)
    differ = [name for name, found in every.items() if ours.get(name) != found]
    report.fact("vanban evaluate prints the scorer's figures to the digit", not differ, note="; ".join(differ)[:120])


def bases(report: Report, gold: Path, scratch: Path) -> None:
    """The 968 real documents: header and basis lines, by gold/bases/score_reading.py."""
    folder, out = gold / "bases", scratch / "bases.jsonl"
    began = time.perf_counter()
    extract_to(sorted((folder / "texts").glob("*.txt")), out)
    took = time.perf_counter() - began
    read = score_reading(gold, [folder / "history.jsonl", folder / "dev.jsonl"], out)
    wanted = {"number": 0.99, "date": 0.99, "type": 0.99, "issuer": 0.98, "title": 0.95}
    for name, must in wanted.items():
        found = read[f"header {name}"]
        report.figure(f"bases: header {name}", found.value, ">=", must, note=f"n {found.n}")
    for name in ("basis found", "basis numbers true"):
        report.figure(f"bases: {name}", read[name].value, ">=", 0.98, note=f"n {read[name].n}")
    report.told("bases: time to read all", f"{took:.0f} s")


def speed(report: Report) -> None:
    """Ratios in one run, on one core, interleaved; slow peers read a part of the text (its size is printed)."""
    from extractor.document import Text
    from extractor.pipeline import extract

    papers, written = documents(MEGABYTES)
    texts = [Text(paper) for paper in papers]
    report.told("speed: generated text", f"{_megabytes(papers):.1f} MB, {len(papers)} papers, {written} references")

    part = papers[: len(papers) // 10]
    slow = papers[: len(papers) // 100]
    whole = texts[: len(texts) // 4]
    stage, found, first_s = _reference_stage(texts)
    report.told("speed: references, first look at papers never seen", f"{_megabytes(papers) / first_s:.3g} MB/s")
    report.figure("speed: references found of those written", found / written, ">=", 0.99, note=str(found))
    ruler, citations = peers.entity_ruler(), peers.eyecite()
    citations(slow[:1])  # its patterns are compiled at the first call
    runs: dict[str, tuple[Callable[[], object], float]] = {
        "naive pattern": (lambda: peers.naive(papers), _megabytes(papers)),
        "references with key, date, issuer": (stage, _megabytes(papers)),
        "whole document": (lambda: [extract(text) for text in whole], _megabytes(papers[: len(whole)])),
        "entity_ruler": (lambda: ruler(part), _megabytes(part)),
        "eyecite": (lambda: citations(slow), _megabytes(slow)),
    }
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (run, size) in runs.items():
            rates[name].append(size / _seconds(run))
    for name, seen in rates.items():
        size = runs[name][1]
        report.told(f"speed: {name}", f"{statistics.median(seen):.3g} MB/s on {size:.1f} MB, median of {ROUNDS}")

    def ratio(ours: str, theirs: str) -> float:
        return statistics.median(a / b for a, b in zip(rates[ours], rates[theirs], strict=True))

    references = "references with key, date, issuer"
    report.figure("speed: references / naive pattern", ratio(references, "naive pattern"), ">=", 15, unit="x")
    report.figure("speed: references / entity_ruler", ratio(references, "entity_ruler"), ">=", 40, unit="x")
    report.figure("speed: references / eyecite", ratio(references, "eyecite"), ">=", 200, unit="x")
    report.figure("speed: whole document / naive pattern", ratio("whole document", "naive pattern"), ">=", 3, unit="x")

    normal = _seconds(lambda: extract(Text("".join(papers)[:700_000])))
    for hostile in ("1/A-", "số "):
        text = Text(hostile * (1_000_000 // len(hostile.encode())))
        scale = len(text.content.encode()) / len("".join(papers)[:700_000].encode())
        times = _seconds(lambda text=text: extract(text)) / (normal * scale)  # type: ignore[misc] # bound now
        report.figure(f"speed: time for 1 MB of {hostile!r} / normal text", times, "<=", 3, unit="x")


def _reference_stage(texts: Sequence[object]) -> tuple[Callable[[], object], int, float]:
    """The stage that finds references, on papers whose head, foot and body are already read; how many it finds, and the
    processor seconds of the first round."""
    from extractor.divisions import read_body
    from extractor.document import Text
    from extractor.footer import read_footer
    from extractor.header import read_header
    from extractor.references import find_references

    ready = []
    for text in texts:
        assert isinstance(text, Text)
        header = read_header(text)
        footer = read_footer(text, header)
        ready.append((text, header, footer, read_body(text, header, footer)))
    found: list[int] = []
    first_s = _seconds(lambda: found.extend(len(find_references(*parts)[0]) for parts in ready))
    return lambda: [find_references(*parts) for parts in ready], sum(found), first_s


def _megabytes(papers: Sequence[str]) -> float:
    return sum(len(paper.encode()) for paper in papers) / 1_000_000


def _seconds(run: Callable[[], object]) -> float:
    """Processor time of this process: others on the machine do not count."""
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
