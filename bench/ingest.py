"""Ingest that loses nothing: kills at random moments, speed, memory, planted files. `make bench-ingest`.

`BENCH_PARTS` names what to run (planted faults texts pages scans real kills); `BENCH_KILLS` sets how many kills (200),
`BENCH_TEXTS`, `BENCH_PAGES`, `BENCH_SCANS` how many text documents (10000), PDF pages (2000) and scanned pages (200).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.collisions import build
from bench.damaged import plant
from bench.figures import Report, gold_folder
from bench.ingest_faults import faults
from bench.ingest_kills import kills
from bench.ingest_speed import WORKERS, pages, scans, texts
from corpus.archive import Archive
from corpus.ingest import Limits

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
BAD = ("rong.txt", "hong.docx", "hong.pdf", "mat-khau.pdf", "khong-ro.bin")


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("ingest that loses nothing", arguments)
    report = Report()
    wanted = os.environ.get("BENCH_PARTS", "planted faults texts pages scans real kills").split()
    parts: dict[str, Callable[[Path], None]] = {
        "planted": lambda scratch: planted(report, scratch),
        "faults": lambda scratch: faults(report, scratch),
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
