"""How fast files come in, on one worker and two, how it grows, and where the time goes."""

from __future__ import annotations

import io
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from bench.collisions import build
from bench.figures import Report
from bench.scans import complete_fonts, drawn, sheet
from corpus.archive import Archive
from corpus.balance import BalanceSheet

WORKERS = 2
_STEPS = {
    "catalogue": "corpus.ingest.put_batch",
    "flushing originals": "corpus.store.Store.flush",
    "resolution": "corpus.linking.current.settle",
    "graph file": "corpus.graph.file.GraphFile.write",
    "index": "corpus.projection.update",
}


def texts(report: Report, scratch: Path, count: int) -> None:
    """Many text documents: how many a second, time a file as they grow, memory of the writing process, shares."""
    folder = scratch / "many"
    for n, paper in enumerate(build(papers=count).papers):
        into = folder / f"{n // 1000:03d}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{n:06d}.txt").write_text(paper.text, encoding="utf-8")
    few = _taken(scratch / "few", folder / "000")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent: dict[str, float] = {}
    with _timed(spent):
        lots = _taken(scratch / "lots", folder)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    in_few = min(count, 1000)
    sheet = lots.sheet
    report.fact("texts: every file taken in", sheet.balanced and sheet.indexed + sheet.duplicate == count)
    report.figure("texts: documents a second", count / lots.wall_s, ">=", 400, note=f"{count} texts, {WORKERS} workers")
    cores = min(os.cpu_count() or 1, WORKERS)
    note = (
        f"{1000 * lots.own_s / count:.2f} ms a text in the writer, {1000 * lots.workers_s / count:.2f} in the workers"
    )
    free = cores * count / (lots.own_s + lots.workers_s)
    report.told(f"texts: documents that {cores} cores of our own would take a second", f"{free:.0f} ({note})")
    wall = (lots.wall_s / count) / (few.wall_s / in_few)
    cpu = ((lots.own_s + lots.workers_s) / count) / ((few.own_s + few.workers_s) / in_few)
    report.figure("texts: processor time a file, all against the first 1,000", cpu, "<=", 1.1, note=f"wall {wall:.2f}")
    report.figure("texts: memory of the writer grown by", grown, "<=", 150, unit=" MB")
    for name, seconds in spent.items():
        report.told(f"texts: share of {name}", f"{100 * seconds / lots.wall_s:.0f} %")
    report.told(
        "texts: share of all else (reading and extracting)", f"{100 - 100 * sum(spent.values()) / lots.wall_s:.0f} %"
    )


def pages(report: Report, scratch: Path, count: int) -> None:
    """Born-digital PDF pages, ten a file: two workers against one, and how it grows."""
    font = next(iter(complete_fonts().values()))
    folder = scratch / "pages"
    for n in range(count // 10):
        into = folder / f"{n // 20:03d}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{n:05d}.pdf").write_bytes(
            _joined([sheet(font, 100 * n + k, header=k == 0, signed=k == 9).pdf for k in range(10)])
        )
    _compared(report, scratch, folder, "PDF pages", count, 1.5, rounds=3)


def scans(report: Report, scratch: Path, count: int) -> None:
    """Scanned pages, one a file: two workers against one."""
    font = next(iter(complete_fonts().values()))
    folder = scratch / "scans"
    folder.mkdir()
    for n in range(count):
        drawn(sheet(font, n), 200).save(folder / f"{n:04d}.png", dpi=(200, 200))
    _compared(report, scratch, folder, "scanned pages", count, 1.7)


def _compared(report: Report, scratch: Path, folder: Path, what: str, count: int, must: float, rounds: int = 1) -> None:
    """The shortest of some runs with one worker against the shortest with two, in turns: a shared machine is a third
    faster or slower from one minute to the next."""
    runs: dict[int, list[_Taken]] = {1: [], 2: []}
    for turn in range(rounds):
        for workers, done in runs.items():
            done.append(_taken(scratch / f"{folder.name}-{workers}-{turn}", folder, workers=workers))
    one, two = (min(done, key=lambda run: run.wall_s) for done in runs.values())
    report.fact(f"{what}: every file taken in", one.sheet.balanced and one.sheet.failed + one.sheet.refused == 0)
    report.figure(f"{what}: two workers against one", one.wall_s / two.wall_s, ">=", must, note=f"{count} pages")
    report.told(f"{what}: pages a second, {WORKERS} workers", f"{count / two.wall_s:.1f}")
    for name, taken in (("one worker", one), ("two workers", two)):
        ms = [1000 * seconds / count for seconds in (taken.own_s, taken.workers_s, taken.wall_s)]
        spent = f"{ms[0]:.2f} in the writer, {ms[1]:.2f} in the workers, while {ms[2]:.2f} passed"
        report.told(f"{what}: ms of processor time a page, {name}", spent)


class _Taken:
    """One ingest of a folder into a fresh archive: its sheet, its length, and processor time here and in workers."""

    def __init__(self, data: Path, folder: Path, workers: int) -> None:
        with Archive.open(data) as archive:
            wall, own, children = time.perf_counter(), time.process_time(), _children_s()
            self.sheet: BalanceSheet = archive.ingest([folder], workers=workers)
            self.wall_s = time.perf_counter() - wall
            self.own_s = time.process_time() - own
            self.workers_s = _children_s() - children


def _taken(data: Path, folder: Path, workers: int = WORKERS) -> _Taken:
    return _Taken(data, folder, workers)


def _children_s() -> float:
    """Processor time of the server that forks workers, and of those that ended: it waits for them, not this process."""
    ticks = 0
    for entry in Path("/proc/self/task").glob("*/children"):
        for pid in entry.read_text().split():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ticks / os.sysconf("SC_CLK_TCK") + used.ru_utime + used.ru_stime


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Adds up how long the steps of `_STEPS` take. Flushing and the catalogue run beside reading."""
    from contextlib import ExitStack
    from importlib import import_module

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return real(*arguments, **named)
            finally:
                spent[name] = spent.get(name, 0.0) + time.perf_counter() - began

        return step

    with ExitStack() as stack:
        for name, place in _STEPS.items():
            owner, _, attribute = place.rpartition(".")
            try:
                holder: Any = import_module(owner)
            except ModuleNotFoundError:
                module, _, class_ = owner.rpartition(".")
                holder = getattr(import_module(module), class_)
            stack.enter_context(mock.patch.object(holder, attribute, watched(name, getattr(holder, attribute))))
        yield


def _joined(pdfs: list[bytes]) -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for pdf in pdfs:
        part = pypdfium2.PdfDocument(pdf)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
