"""The main job end to end: reading, linking, the chain, resuming, damaged files. `make bench-main`."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.damaged import plant
from bench.figures import Report, gold_folder
from bench.scores import extract_to, score, vanban, vanban_json

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
PLAN = "003_"  # the one official paper among the seeds
YEN_BAI = "004_"  # the report whose `UBND tỉnh` is that of Yên Bái


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("the main job, end to end", arguments)
    report = Report()
    seeds = gold / "seeds"
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
        held = [SAMPLES]
        if report.folder(seeds):
            read_seeds(report, gold, Path(scratch))
            held.append(texts_alone(seeds, Path(scratch) / "seeds"))
        archive(report, held, seeds, Path(scratch))
        damaged(report, Path(scratch))
    start_up(report)
    return report.close()


def texts_alone(seeds: Path, target: Path) -> Path:
    """The seed texts without the annotations beside them, which are no documents."""
    target.mkdir()
    for text in seeds.glob("*.txt"):
        shutil.copy(text, target)
    return target


def read_seeds(report: Report, gold: Path, scratch: Path) -> None:
    """What is read from the five seed texts, by the scorer beside them."""
    seeds, out = gold / "seeds", scratch / "seeds.jsonl"
    status = extract_to(sorted(seeds.glob("*.txt")), out)
    report.fact("seeds: extract ends with status 0", status == 0)
    every = score(gold, [seeds], out)
    plan = score(gold, [seeds], out, slice_=PLAN)
    for name, must in (("reference key", 0.95), ("reference span", 0.90), ("units", 0.80)):
        report.figure(f"seeds: {name} F1", every[name].value, ">=", must, note=f"n {every[name].n}")
    report.figure("seeds: whole header of the plan", plan["whole header"].value, "==", 1, note="number to signers")
    report.figure("seeds: place of the plan", plan["header place"].value, "==", 1)


def archive(report: Report, held: list[Path], seeds: Path, scratch: Path) -> None:
    """Samples and seeds in one archive: a chain of levels, provinces kept apart, a second run that does nothing."""
    data = ["--data", str(scratch / "archive")]
    paths = [str(path) for path in held]
    began = time.perf_counter()
    first = vanban("ingest", *data, *paths)
    took = time.perf_counter() - began
    report.fact("archive: ingest of samples and seeds ends with status 0", first.returncode == 0, note=f"{took:.1f} s")
    before = vanban_json("status", *data)
    report.fact("archive: files in = sum of the states", bool(before["balanced"]), note=str(before["files"]))

    chain = vanban_json("chain", *data, "34-CT/TW", "--date", "2014-04-07", "--down")
    levels = {node["level"] for node in chain.get("nodes", [])}
    report.figure("chain of 34-CT/TW (2014) down: levels", max(levels, default=0), ">=", 3, note=f"{len(levels)} rows")
    bare = [edge for edge in chain.get("edges", []) if not str(edge.get("text") or "").strip()]
    report.figure("chain: links", len(chain.get("edges", [])), ">=", 3)
    report.figure("chain: links without their sentence", len(bare), "==", 0)
    bodies = {str(node["issuer"] or "") for node in chain.get("nodes", [])}
    report.fact("chain: the other 34-CT/TW stays out of it", not any("Ban Bí thư" in body for body in bodies))

    if seeds.exists():
        yen_bai(report, data, seeds)

    second = vanban("ingest", *data, *paths, "--json")
    report.fact("second ingest ends with status 0", second.returncode == 0)
    report.fact("second ingest does nothing and says so", '"nothing_new": true' in second.stdout)
    after = vanban_json("status", *data)
    same = [key for key in ("files", "documents", "mentions", "wanted") if before[key] != after[key]]
    report.fact("second ingest leaves the archive as it was", not same, note=", ".join(same))


def yen_bai(report: Report, data: list[str], seeds: Path) -> None:
    """The report of Yên Bái speaks of `UBND tỉnh`: none of that may be linked to Hà Nội, whose papers are held too."""
    stem = next(seeds.glob(f"{YEN_BAI}*.txt")).stem
    title = next(line for line in (seeds / f"{stem}.txt").read_text(encoding="utf-8").splitlines() if line.strip())
    hits = vanban_json("search", *data, title)["hits"]
    shown: dict[str, Any] = next(
        (d for hit in hits if stem in str((d := vanban_json("show", *data, hit["id"])).get("files"))), {}
    )
    references = shown.get("references", [])
    of_province = [r for r in references if "Ủy ban nhân dân" in str(r["issuer"])]
    report.figure("Yên Bái: references to papers of the province's committee", len(of_province), ">=", 1)
    named = [r["text"] for r in references if "Hà Nội" in f"{r['issuer']} {r['locality']} {r['key']}"]
    report.figure("Yên Bái: references read as Hà Nội's", len(named), "==", 0, note="; ".join(named)[:120])
    if not shown:
        return
    chain = vanban_json("chain", *data, shown["id"], "--up", "--depth", "1")
    linked = [node["number"] for node in chain["nodes"] if "Hà Nội" in str(node["issuer"])]
    report.figure("Yên Bái: links to papers of Hà Nội", len(linked), "==", 0, note="; ".join(map(str, linked)))


def damaged(report: Report, scratch: Path) -> None:
    """Files that cannot be read end in the status with their reason; the good one among them comes in."""
    folder, data = scratch / "damaged", ["--data", str(scratch / "archive-damaged")]
    bad = plant(folder)
    done = vanban("ingest", *data, str(folder))
    report.figure("damaged files: exit status of ingest", done.returncode, "==", 1)
    status = vanban_json("status", *data)
    told = {Path(p["path"]).name: p for p in status["problems"]}
    for name in bad:
        problem = told.get(name, {})
        has_reason = bool(problem.get("code") and problem.get("message"))
        report.fact(f"damaged files: {name} has its reason", has_reason, note=str(problem.get("code")))
    lines = vanban("status", *data).stdout.splitlines()
    one_each = all(sum(name in line for line in lines) == 1 for name in bad)
    report.fact("damaged files: one line each in `vanban status`", one_each)
    report.figure("damaged files: the good file is indexed", status["files"]["indexed"], "==", 1)


def start_up(report: Report, rounds: int = 9) -> None:
    """Time to the help text. The median: the first start after an installation also compiles."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        vanban("--help")
        times.append(time.perf_counter() - began)
    report.figure("vanban --help", statistics.median(times), "<=", 0.3, unit=" s", note=f"median of {rounds}")


if __name__ == "__main__":
    sys.exit(main())
