"""Reading files: the gold's, drawn scans, bound papers, the speed of PDF, broken files. `make bench-files`."""

from __future__ import annotations

import copy
import io
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Report, gold_folder
from bench.mutated import mutated, seed_files
from bench.scans import character_error, complete_fonts, drawn, sheet, worn
from bench.scores import scores_in, vanban
from bench.varied_reading import FIELDS, tally
from bench.varied_scans import scans as varied_scans
from extractor.errors import ExtractError
from extractor.limits import DEFAULT, Limits
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.paged import PageRead, split
from extractor.readers.scanned import read_picture
from extractor.readers.sniff import sniff

if TYPE_CHECKING:
    from PIL.Image import Image

SHEETS = 60
PEER_SHEETS = 6
BUNDLES = 30
BROKEN = 2000
VARIED_ROUNDS = 2
# A black seal over a name leaves less than can be read; fields without a share of their own: 0.9.
VARIED_MUST = {"signers": 0.7, "recipients": 0.8, "title": 0.85}
OFFICE_EVERY = 50  # LibreOffice takes seconds to start
SCANS, OTHERS = "scan-", "pdf-,docx-,doc-,garbled-"


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("reading files of every format", arguments)
    report = Report()
    if report.folder(gold / "files"):
        real_files(report, gold)
    scans(report)
    varied(report)
    peer(report)
    bundles(report)
    born_digital(report, gold)
    broken(report)
    return report.close()


def real_files(report: Report, gold: Path) -> None:
    """The gold files by the scorer beside them, scans and the others apart."""
    folder = gold / "files"
    files = sorted(path for path in folder.iterdir() if path.suffix not in (".json", ".md"))
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
        out, texts = Path(scratch) / "files.jsonl", Path(scratch) / "texts"
        texts.mkdir()
        lines = []
        for path in files:
            lines.append(vanban("extract", str(path)).stdout)
            (texts / f"{path.stem}.txt").write_text(vanban("extract", "--text", "--part", "1", str(path)).stdout)
        out.write_text("".join(lines))
        for slice_, name, keys in ((SCANS, "scans", 0.88), (OTHERS, "other files", 0.95)):
            command = [str(gold / "score.py"), str(folder), str(out), "--texts", str(texts), "--slice", slice_]
            said = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout
            every = scores_in(said)
            for field in ("type", "symbol", "issuer"):
                report.figure(f"{name}: wrong {field}", every[f"header {field}"].wrong, "<=", 1)
            report.figure(f"{name}: reference key F1", every["reference key"].value, ">=", keys)
            report.figure(f"{name}: no typed field warned of", every["no typed field warned of"].value, "==", 1)
            if slice_ == SCANS:
                for figure in ("handwritten number: right or null", "handwritten date: right or null"):
                    report.figure(f"{name}: {figure}", every[figure].value, "==", 1)
                report.figure(f"{name}: date as far as typed", every["date as far as typed"].value, "==", 1)
                report.figure(f"{name}: CER of lines", every["character error of quoted lines"].value, "<=", 0.012)
                report.figure(f"{name}: CER of titles", every["character error of titles"].value, "<=", 0.02)


def scans(report: Report) -> None:
    """Drawn pages in every font with all letters: wrong characters, speed, no typed number taken for a pen's."""
    fonts = list(complete_fonts().values())
    report.figure("drawn scans: fonts with every letter", len(fonts), ">=", 3)
    for name, dpi, must, speed in (("clean 300 dpi", 300, 0.005, 25.0), ("worn 200 dpi", 200, 0.03, 25.0)):
        wrong = total = warned = 0
        seconds = 0.0
        for number in range(SHEETS):
            page = sheet(fonts[number % len(fonts)], number)
            image = drawn(page, dpi) if dpi == 300 else worn(page, number)
            stream = io.BytesIO()
            image.save(stream, "PNG", dpi=(dpi, dpi))
            began = time.process_time()
            _, texts = read_bytes("page.png", stream.getvalue())
            seconds += time.process_time() - began
            errors, length = character_error(page.lines, "\n".join(text.content for text in texts))
            wrong, total = wrong + errors, total + length
            warned += sum(1 for text in texts for warning in text.warnings if warning.code == "handwritten")
        report.figure(
            f"drawn scans, {name}: CER", wrong / total, "<=", must, note=f"{SHEETS} pages, {total} characters"
        )
        report.figure(f"drawn scans, {name}: typed fields taken for handwriting", warned, "==", 0)
        report.figure(f"drawn scans, {name}: pages a minute a core", 60 * SHEETS / seconds, ">=", speed)


def varied(report: Report) -> None:
    """Fields of invented papers of many kinds, signed, sealed, stamped and scanned in many ways."""
    counted = tally(varied_scans(VARIED_ROUNDS))
    for name in FIELDS:
        must = VARIED_MUST.get(name, 0.9)
        report.figure(f"varied scans: right {name}", counted.right[name] / counted.papers, ">=", must)
    for miss in counted.misses:
        report.told("varied scans: miss", miss)


def peer(report: Report) -> None:
    """The same worn pages by OCRmyPDF, with the recognition data of the system: what people use today."""
    program = Path(sys.executable).with_name("ocrmypdf")
    if not report.folder(program):
        return
    fonts = list(complete_fonts().values())
    ours = theirs = total = 0
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
        scan, text = Path(scratch) / "page.jpg", Path(scratch) / "page.txt"
        for number in range(PEER_SHEETS):
            page = sheet(fonts[number % len(fonts)], 700 + number)
            worn(page, number).save(scan, "JPEG", quality=95, dpi=(200, 200))
            _, texts = read_bytes("page.jpg", scan.read_bytes())
            ours += character_error(page.lines, "\n".join(each.content for each in texts))[0]
            options = ["-l", "vie", "--jobs", "1", "--output-type", "pdf", "--sidecar", str(text)]
            subprocess.run([program, *options, scan, scan.with_suffix(".pdf")], capture_output=True, check=True)
            wrong, length = character_error(page.lines, text.read_text())
            theirs, total = theirs + wrong, total + length
    report.told("worn pages: CER", f"ours {ours / total:.4f}, OCRmyPDF {theirs / total:.4f} ({PEER_SHEETS} pages)")
    report.figure("worn pages: CER as share of OCRmyPDF's", ours / max(1, theirs), "<=", 1 / 3)


def bundles(report: Report) -> None:
    """Scans of several papers bound at random; each page is recognised once, and the pages are bound anew each time."""
    chance = random.Random(7)
    fonts = list(complete_fonts().values())
    papers: list[list[PageRead]] = []
    for number in range(10):
        first = sheet(fonts[number % len(fonts)], 500 + number)
        later = sheet(fonts[number % len(fonts)], 600 + number, header=False)
        images = [drawn(first, 200), *([drawn(later, 200)] if number % 2 else [])]
        papers.append([_recognised(image.resize((image.width * 3 // 2, image.height * 3 // 2))) for image in images])
    right = found_count = true_count = 0
    for _ in range(BUNDLES):
        pages: list[PageRead] = []
        starts: set[int] = set()
        for paper in chance.sample(papers, chance.randint(2, 5)):
            starts.add(len(pages))
            pages.extend(copy.deepcopy(paper))
        for index, page in enumerate(pages):
            page.number = index + 1
        found = {group[0].number - 1 for group in split(pages)}
        right, found_count, true_count = right + len(found & starts), found_count + len(found), true_count + len(starts)
    report.figure(
        "bound scans: split F1", 2 * right / (found_count + true_count), ">=", 0.95, note=f"{BUNDLES} bundles"
    )


def _recognised(image: Image) -> PageRead:
    scanned = read_picture(image, 1, DEFAULT)
    texts = [" ".join(piece.text for piece in line) for line in scanned.lines]
    return PageRead(1, (595, 842), texts, scanned.lines, True, list(scanned.warnings))


def born_digital(report: Report, gold: Path) -> None:
    """From PDF to finished record, against nothing but PDFium's own text of the same pages: drawn ones and real ones.

    Processor time of this process, the two in turns.
    """
    import pypdfium2

    font = next(iter(complete_fonts().values()))
    whole = pypdfium2.PdfDocument.new()
    for number in range(60):
        whole.import_pages(
            pypdfium2.PdfDocument(sheet(font, 900 + number, header=number % 8 == 0, signed=number % 8 == 7).pdf)
        )
    stream = io.BytesIO()
    whole.save(stream)
    real = [path.read_bytes() for path in sorted((gold / "files").glob("pdf-*.pdf"))]
    for name, files in (("drawn", [stream.getvalue()]), ("real", real)):
        if not files:
            continue
        turns = [_turn(files) for _ in range(15)]
        read_ratio, record_ratio, rate = (statistics.median(each) for each in zip(*turns, strict=True))
        report.told(f"born-digital, {name}: PDFium's text alone", f"{rate:.0f} pages/s")
        report.told(f"born-digital, {name}: reading, share of that rate", f"{read_ratio:.2f}")
        report.figure(f"born-digital, {name}: PDF to finished record, share of that rate", record_ratio, ">=", 0.8)


def _turn(files: Sequence[bytes]) -> tuple[float, float, float]:
    """Reading and whole record as shares of the rate of PDFium alone, and that rate in pages a second."""
    import pypdfium2

    pages = 0
    began = time.process_time()
    for data in files:
        document = pypdfium2.PdfDocument(data)
        pages += len(document)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()
    raw = time.process_time() - began
    reading = records = 0.0
    for data in files:
        began = time.process_time()
        _, texts = read_bytes("a.pdf", data)
        reading += time.process_time() - began
        for text in texts:
            extract(text)
        records += time.process_time() - began
    return raw / reading, raw / records, pages / raw


def broken(report: Report) -> None:
    """Broken files of every format: each ends with a record or one of our reasons, in time and in memory."""
    chance = random.Random(11)
    papers, office = seed_files()
    seeds = [*papers, *office]
    limits = Limits(page_pixels=3_000_000, ocr_page_seconds=10, program_seconds=15)
    ends: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    slowest = slowest_busy = 0.0
    for number in range(BROKEN):
        seed = chance.choice(office if office and number % OFFICE_EVERY == 0 else papers)
        data = mutated(seed, seeds, chance)
        began, busy = time.perf_counter(), time.process_time()
        try:
            kinds[sniff(data).rsplit("/", 1)[-1].rsplit(".", 1)[-1]] += 1
            _, texts = read_bytes(f"broken-{number}", data, limits=limits)
            for text in texts:
                extract(text)
            ends["record"] += 1
        except ExtractError as error:
            ends[error.code] += 1
        except Exception as error:  # noqa: BLE001 - a crash is what this is there to find
            ends[f"crash {type(error).__name__}"] += 1
        slowest = max(slowest, time.perf_counter() - began)
        slowest_busy = max(slowest_busy, time.process_time() - busy)
    report.told("broken files: formats", json.dumps(dict(kinds.most_common()), ensure_ascii=False))
    report.told("broken files: how they end", json.dumps(dict(ends.most_common()), ensure_ascii=False))
    crashes = sum(count for end, count in ends.items() if end.startswith("crash"))
    report.figure("broken files: crashes", crashes, "==", 0, note=f"{BROKEN} files")
    note = f"{slowest_busy:.1f} s of processor time"
    report.figure("broken files: slowest", slowest, "<=", 60, unit=" s", note=note)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.figure("broken files: memory of the process", memory, "<=", 1536, unit=" MiB")


if __name__ == "__main__":
    sys.exit(main())
