"""Accuracy against annotated documents: reads every gold file anew, or takes stored results, and compares.

A gold folder holds NAME.json beside NAME.txt (or .pdf, .docx ...). A stored result is a JSON line of `vanban extract`,
matched by the file name in `source.path`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.evaluate.scoring import Record, Tally, score


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one file: its first paper as a contract object, and the text (None: not known)."""

    contract: Record
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`documents` scored, `missing` of them without a result; figures and errors stand in `tally`."""

    documents: int
    missing: int
    tally: Tally

    def lines(self, errors: int = 0) -> list[str]:
        """As printed: a head line and one line a figure."""
        head = f"documents {self.documents}, without a prediction {self.missing}"
        return [head, *self.tally.lines(errors)]


def gold_files(folders: Sequence[Path], prefixes: Sequence[str] = ("",)) -> list[Path]:
    """The gold records, sorted by path. `prefixes`: only names that begin with one of them."""
    found = sorted(f for folder in folders for f in folder.glob("*.json"))
    return [f for f in found if not f.name.endswith(".ann.json") and f.stem.startswith(tuple(prefixes))]


def predict(gold: Sequence[Path], *, workers: int = 1) -> dict[str, Read]:
    """Reads the file behind each gold record. A file that fails has its error in place of fields."""
    sources = [source for path in gold if (source := _source(path)) is not None]
    if workers > 1 and len(sources) > 8:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            results = list(pool.map(_read, sources, chunksize=2))
    else:
        results = [_read(source) for source in sources]
    return {Path(source).stem: result for source, result in zip(sources, results, strict=True)}


def load_predictions(path: Path) -> dict[str, Read]:
    """Stored results by file name without its ending; of several papers of one file the first."""
    found: dict[str, Read] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                found.setdefault(Path(record["source"]["path"]).stem, Read(record))
    return found


def evaluate(
    gold: Sequence[Path], predictions: Mapping[str, Read], *, texts: bool = False, only: Iterable[str] | None = None
) -> Report:
    """The figures over these gold records. `texts`: also the character error of files, a missing text counting as all
    wrong. `only`: names to keep (see `slices`)."""
    tally = Tally()
    kept = set(only) if only is not None else None
    documents = missing = 0
    for path in gold:
        if kept is not None and path.stem not in kept:
            continue
        documents += 1
        found = predictions.get(path.stem)
        if found is None or "error" in found.contract:
            missing += 1
            record: Record = {"references": [], "kind": None}
        else:
            record = dict(found.contract)
        record["references"] = [dict(r) for r in record.get("references") or []]
        for reference in record["references"]:
            if reference.get("start") is None and path.with_suffix(".txt").exists():
                reference["start"] = reference["end"] = -1  # counts as extra
        text = (found.text if found is not None else None) or ""
        score(tally, path.stem, json.loads(path.read_text(encoding="utf-8")), record, text if texts else None)
    return Report(documents, missing, tally)


def slices(gold: Sequence[Path]) -> dict[str, list[str]]:
    """Names of the documents by slice: `central`, `local` and `party` by the gold issuer, `news`, `scan`, `file`."""
    from index.entry import level_of

    found: dict[str, list[str]] = {}
    for path in gold:
        record = json.loads(path.read_text(encoding="utf-8"))
        names = []
        if record.get("kind") == "news":
            names.append("news")
        elif record.get("issuer"):
            level = level_of(record["issuer"])
            names.append(level if level in ("central", "party") else "local")
        if path.stem.startswith("scan-"):
            names.append("scan")
        if "format" in record:
            names.append("file")
        for name in names:
            found.setdefault(name, []).append(path.stem)
    return found


def gains_and_losses(now: Report, before: Report) -> tuple[list[str], list[str]]:
    """What was wrong before and is right now, and the other way round, one line each."""
    was, is_ = (Counter(_notes(report)) for report in (before, now))
    return sorted((was - is_).elements()), sorted((is_ - was).elements())


def _notes(report: Report) -> Iterable[str]:
    for name, notes in report.tally.errors.items():
        for note in notes:
            yield f"{name}: {note}"


def _source(gold: Path) -> str | None:
    """The file that a gold record describes: same name, any other ending."""
    found = sorted(p for p in gold.parent.glob(f"{gold.stem}.*") if not p.name.endswith(".json"))
    return str(found[0]) if found else None


def _read(path: str) -> Read:
    """The first paper of a file; its error where it cannot be read."""
    from extractor.errors import ExtractError
    from extractor.pipeline import extract
    from extractor.readers import read
    from extractor.render import document_json

    try:
        source, texts = read(Path(path))
        contract: dict[str, Any] = document_json(extract(texts[0]), texts[0], source)
    except ExtractError as error:
        return Read({"source": {"path": path}, "error": {"code": error.code, "message": str(error)}})
    return Read(contract, texts[0].content)
