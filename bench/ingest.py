"""Ingest that loses nothing: kills at random moments, speed, memory, planted files. `make bench-ingest`.

`BENCH_PARTS` names what to run (planted texts pages scans real kills); `BENCH_KILLS` sets how many kills (200),
`BENCH_TEXTS`, `BENCH_PAGES`, `BENCH_SCANS` how many text documents (10000), PDF pages (2000) and scanned pages (200).
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.collisions import build
from bench.damaged import plant
from bench.figures import Report, gold_folder
from bench.ingest_speed import WORKERS, pages, scans, texts
from corpus.archive import Archive
from corpus.ingest import Limits

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
BAD = ("rong.txt", "hong.docx", "hong.pdf", "mat-khau.pdf", "khong-ro.bin")


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("ingest that loses nothing", arguments)
    report = Report()
    wanted = os.environ.get("BENCH_PARTS", "planted texts pages scans real kills").split()
    parts: dict[str, Callable[[Path], None]] = {
        "planted": lambda scratch: planted(report, scratch),
        "texts": lambda scratch: texts(report, scratch, int(os.environ.get("BENCH_TEXTS", "10000"))),
        "pages": lambda scratch: pages(report, scratch, int(os.environ.get("BENCH_PAGES", "2000"))),
        "scans": lambda scratch: scans(report, scratch, int(os.environ.get("BENCH_SCANS", "200"))),
        "real": lambda scratch: whole(report, gold / "bases" / "texts", scratch / "real"),
        "kills": lambda scratch: kills(report, scratch, int(os.environ.get("BENCH_KILLS", "200"))),
    }
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
            parts[name](Path(scratch))
    return report.close()


def planted(report: Report, scratch: Path) -> None:
    """A folder with files that are damaged, locked, endless, huge or time out among good ones: the good ones all come
    in, each bad one has its reason, and the sum holds."""
    folder = mixed(scratch / "hostile")
    good = sum(1 for path in folder.rglob("*") if path.is_file()) - len(BAD)
    (folder / "dài vô tận.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "ống.txt")
    with (folder / "khổng lồ.pdf").open("wb") as huge:
        huge.write(b"%PDF-1.7\n")
        huge.truncate(3 * 1024**3)
    with zipfile.ZipFile(folder / "bom.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b" " * 300_000_000)
    (folder / "lồng.html").write_text("<div>" * 200_000 + "Kính gửi", encoding="utf-8")
    with Archive.open(scratch / "data") as archive:
        sheet = archive.ingest([folder], workers=WORKERS, limits=Limits(seconds=120.0))
        codes = sorted({str(p.code) for p in sheet.problems})
        again = archive.ingest([folder], workers=WORKERS, limits=Limits(seconds=120.0))
    report.fact("planted: the sum holds", sheet.balanced and again.balanced, note=f"{sheet.files} files")
    report.figure("planted: good files that came in", sheet.indexed + sheet.duplicate, "==", good)
    told = sum(1 for p in sheet.problems if p.message)
    report.figure("planted: bad files with their reason", told, "==", len(BAD) + 5)
    report.told("planted: reasons", ", ".join(codes))


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
        print(f"kill {n + 1} of {count}: {balanced} balanced, {same} as a clean run", file=sys.stderr, flush=True)
        took = 0.8 * took + 0.2 * (time.perf_counter() - began) * 0.6
        shutil.rmtree(data)
    report.told("kills: runs that were struck before they ended", f"{struck} of {count}")
    report.figure("kills: reruns whose balance is exact", balanced, "==", count)
    report.figure("kills: reruns with the digest of a clean run", same, "==", count)


def _killed(folder: Path, data: Path, after_s: float, *, parent: bool) -> bool:
    """Starts an ingest and kills it, or one of its workers, after a while. Whether it was still running."""
    vanban = [sys.executable, "-m", "service.command"]
    child = subprocess.Popen(
        [*vanban, "ingest", "--data", str(data), "--workers", str(WORKERS), str(folder)],
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
            with contextlib.suppress(ProcessLookupError):
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


def whole(report: Report, folder: Path, data: Path) -> None:
    """Real texts: all accounted for, none failed, a repeated run changes nothing."""
    if not report.folder(folder):
        return
    with Archive.open(data) as archive:
        sheet = archive.ingest([folder], workers=WORKERS)
        digest = archive.digest()
        again = archive.ingest([folder], workers=WORKERS)
        report.fact("real texts: every file accounted for", sheet.balanced, note=f"{sheet.files} files")
        report.figure("real texts: failed or refused", sheet.failed + sheet.refused, "==", 0)
        report.fact("real texts: a repeated run changes nothing", again.nothing_new and archive.digest() == digest)


if __name__ == "__main__":
    sys.exit(main())
