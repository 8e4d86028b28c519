"""SIGKILL of an ingest at random moments: after each rerun the archive must be that of one clean run."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bench.collisions import build
from bench.damaged import plant
from bench.figures import Report
from corpus.archive import Archive
from corpus.samples.source import FILES

WORKERS = 2
_CITING = 24
_EACH = 3
_LONGEST_S = 600.0


def kills(report: Report, scratch: Path, count: int, seed: int = 11) -> None:
    """`count` ingests over a small archive of every fast format, each struck once: the parent alone, the parent with
    its workers, one worker, or the server that forks them. The moments are even over the life of a run, counted from
    its first sign on the disk."""
    folder = small(scratch / "mixed")
    with Archive.open(scratch / "clean") as archive:
        sheet = archive.ingest([folder], workers=WORKERS)
        clean = archive.digest()
    report.fact("kills: the clean run balances", sheet.balanced, note=f"{sheet.files} files")
    chance = random.Random(seed)
    whole = _whole_run_s(folder, scratch / "timed")
    balanced = same = struck = orphans = 0
    stages: Counter[str] = Counter()
    while struck < count:
        data = scratch / f"killed-{struck}"
        target = ("parent", "all", "worker", "server")[struck % 4]
        ended_s, workers = strike(folder, data, chance.random() * whole, target)
        if ended_s is not None:  # the machine is faster now than when a whole run was timed
            whole = 0.7 * whole + 0.3 * ended_s
            shutil.rmtree(data)
            continue
        struck += 1
        with Archive.open(data) as archive:
            left = archive.runs(1)
            stages[f"{target}, {left[0]['stage'] if left else 'not begun'}"] += 1
            sheet = archive.ingest([folder], workers=0)
            alike = archive.digest() == clean
        balanced += sheet.balanced
        same += alike
        orphans += sum(_lives(pid) for pid in workers)
        print(f"kill {struck} of {count}: {balanced} balanced, {same} as a clean run", file=sys.stderr, flush=True)
        if alike:
            shutil.rmtree(data)  # what differs stays, to be looked at while the bench runs
    report.told("kills: struck while in", ", ".join(f"{name}: {times}" for name, times in sorted(stages.items())))
    report.figure("kills: workers that outlive their parent", orphans, "==", 0)
    report.figure("kills: reruns whose balance is exact", balanced, "==", count)
    report.figure("kills: reruns with the digest of a clean run", same, "==", count)


def small(folder: Path) -> Path:
    """Papers of every format that is read fast, texts that cite each other, a copy, and files that cannot be read."""
    plant(folder / "damaged")
    for suffix in ("docx", "pdf", "html", "txt"):
        for path in sorted(FILES.glob(f"*.{suffix}"))[:_EACH]:
            shutil.copy(path, folder)
    shutil.copy(next(iter(sorted(FILES.glob("*.docx")))), folder / "copy.docx")
    build(papers=_CITING).write(folder / "texts")
    for extra in sorted((folder / "texts").glob("target-*.txt"))[_CITING:]:
        extra.unlink()
    return folder


def strike(folder: Path, data: Path, after_s: float, target: str) -> tuple[float | None, list[int]]:
    """Starts an ingest and kills `target` (`parent`, `all`: with its workers, `worker`, `server`: what forks them) so
    long after it has begun to write. How long it had written if it had ended before (None: it was running), and the
    workers that it had."""
    child = _started(folder, data)
    began = _begun(child, data)
    while child.poll() is None and time.monotonic() - began < after_s:
        time.sleep(min(0.01, after_s))
    ended = child.poll() is not None
    workers: list[int] = []
    if not ended:
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            workers = _workers(child.pid)
            if target in ("worker", "server"):
                for one in (workers if target == "worker" else _servers(child.pid))[:1]:
                    os.kill(one, signal.SIGKILL)
            elif target == "all":
                os.killpg(child.pid, signal.SIGKILL)
            else:
                os.kill(child.pid, signal.SIGKILL)
    child.wait(timeout=_LONGEST_S)
    return time.monotonic() - began if ended else None, workers


def _lives(pid: int) -> bool:
    """Whether such a worker or their server still runs (another process may have its number by now)."""
    try:
        return b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _whole_run_s(folder: Path, data: Path) -> float:
    """How long a run writes that nobody kills."""
    child = _started(folder, data)
    began = _begun(child, data)
    child.wait(timeout=_LONGEST_S)
    shutil.rmtree(data)
    return time.monotonic() - began


def _started(folder: Path, data: Path) -> subprocess.Popen[bytes]:
    vanban = [sys.executable, "-m", "service.command"]
    return subprocess.Popen(
        [*vanban, "ingest", "--data", str(data), "--workers", str(WORKERS), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _begun(child: subprocess.Popen[bytes], data: Path) -> float:
    """The moment at which it opens its catalogue; before that there is nothing to lose."""
    while child.poll() is None and not (data / "catalogue.sqlite").exists():
        time.sleep(0.01)
    return time.monotonic()


def _servers(pid: int) -> list[int]:
    """What forks worker processes for a parent; the command line tells."""
    return [child for child in _children(pid) if _lives(child)]


def _workers(pid: int) -> list[int]:
    return [worker for server in _servers(pid) for worker in _children(server)]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        found.extend(map(int, entry.read_text().split()))
    return found
