"""Ingest that loses nothing: kills at random moments, speed, memory, planted files. `make bench-ingest`.

`BENCH_KILLS` sets how many kills (200), `BENCH_TEXTS` how many text documents (10000).
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.collisions import build
from bench.damaged import plant
from bench.figures import Report, gold_folder
from corpus.archive import Archive

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
WORKERS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("ingest that loses nothing", arguments)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as name:
        scratch = Path(name)
        kills(report, scratch, int(os.environ.get("BENCH_KILLS", "200")))
        speed(report, scratch, int(os.environ.get("BENCH_TEXTS", "10000")))
        if report.folder(gold / "bases" / "texts"):
            whole(report, gold / "bases" / "texts", scratch / "real")
    return report.close()


def mixed(folder: Path) -> Path:
    """Samples of every format, invented texts, two copies, and files that cannot be read."""
    shutil.copytree(SAMPLES, folder)
    plant(folder / "damaged")
    build(papers=20).write(folder / "texts")
    for extra in sorted((folder / "texts").glob("target-0*.txt"))[40:]:
        extra.unlink()
    shutil.copy(next(iter(sorted(folder.glob("*.docx")))), folder / "copy.docx")
    return folder


def kills(report: Report, scratch: Path, count: int) -> None:
    """SIGKILL of the parent or of a worker at random moments; after each rerun the archive is that of a clean run."""
    folder = mixed(scratch / "mixed")
    with Archive.open(scratch / "clean") as archive:
        clean_sheet = archive.ingest([folder], workers=WORKERS)
        clean = archive.digest()
        began = time.perf_counter()
    report.fact("kills: the clean run balances", clean_sheet.balanced, note=f"{clean_sheet.files} files")
    rnd = random.Random(11)
    balanced = same = struck = 0
    took = 8.0
    for n in range(count):
        data = scratch / f"killed-{n}"
        began = time.perf_counter()
        struck += _killed(folder, data, rnd.random() * took, parent=n % 3 != 0)
        with Archive.open(data) as archive:
            sheet = archive.ingest([folder], workers=WORKERS)
            balanced += sheet.balanced
            same += archive.digest() == clean
        took = 0.8 * took + 0.2 * (time.perf_counter() - began) * 0.6
        shutil.rmtree(data)
    report.told("kills: runs that were struck before they ended", f"{struck} of {count}")
    report.figure("kills: reruns whose balance is exact", balanced, "==", count)
    report.figure("kills: reruns with the digest of a clean run", same, "==", count)


def _killed(folder: Path, data: Path, after_s: float, *, parent: bool) -> bool:
    """Starts an ingest and kills it, or one of its workers, after a while. Whether it was still running."""
    vanban = str(Path(sys.executable).with_name("vanban"))
    child = subprocess.Popen(
        [vanban, "ingest", "--data", str(data), "--workers", str(WORKERS), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after_s)
    running = child.poll() is None
    if running and parent:
        os.killpg(child.pid, signal.SIGKILL)
    elif running:
        for worker in _children(child.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
    child.wait(timeout=300)
    return running


def _children(pid: int) -> list[int]:
    """Worker processes of a parent, by the command line that spawn gives them."""
    found = []
    for entry in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        line = Path(f"/proc/{entry}/cmdline").read_bytes()
        if b"spawn_main" in line:
            found.append(int(entry))
    return found


def speed(report: Report, scratch: Path, count: int) -> None:
    """Many text documents: time a file, memory of the writing process."""
    folder = scratch / "many"
    texts = [paper.text for paper in build(papers=count).papers]
    for n, text in enumerate(texts):
        into = folder / f"{n // 1000:03d}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{n:06d}.txt").write_text(text, encoding="utf-8")
    with Archive.open(scratch / "few") as archive:
        began = time.perf_counter()
        archive.ingest([folder / "000"], workers=WORKERS)
        few = (time.perf_counter() - began) / min(count, 1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Archive.open(scratch / "lots") as archive:
        began = time.perf_counter()
        sheet = archive.ingest([folder], workers=WORKERS)
        many = (time.perf_counter() - began) / count
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    report.fact("texts: every file taken in", sheet.balanced and sheet.indexed + sheet.duplicate == count)
    report.figure("texts: documents a second", 1 / many, ">=", 400, note=f"{count} texts, {WORKERS} workers")
    report.figure("texts: time a file, all against the first 1,000", many / few, "<=", 1.1)
    report.figure("texts: memory of the writer grown by", grown, "<=", 150, unit=" MB")


def whole(report: Report, texts: Path, data: Path) -> None:
    """Real texts: all accounted for, none failed, a repeated run changes nothing."""
    with Archive.open(data) as archive:
        sheet = archive.ingest([texts], workers=WORKERS)
        digest = archive.digest()
        again = archive.ingest([texts], workers=WORKERS)
        report.fact("real texts: every file accounted for", sheet.balanced, note=f"{sheet.files} files")
        report.figure("real texts: failed or refused", sheet.failed + sheet.refused, "==", 0)
        report.fact("real texts: a repeated run changes nothing", again.nothing_new and archive.digest() == digest)


if __name__ == "__main__":
    sys.exit(main())
