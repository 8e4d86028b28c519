"""`vanban evaluate`: accuracy against annotated documents, with gains and losses against an earlier run."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import EXIT_OK, EXIT_USAGE, ServiceError
from service.output import complain, put_json, put_line

if TYPE_CHECKING:
    from corpus.evaluate import Read, Report


def evaluate(args: argparse.Namespace) -> int:
    """Prints the figures; exit status 2 without a folder or when a folder holds no annotated document."""
    if args.bases or args.check:
        from service.verbs.draft import evaluate_bases, evaluate_check

        return evaluate_bases(args) if args.bases else evaluate_check(args)
    if not args.directories:
        complain("vanban evaluate: cần ít nhất một thư mục GOLD_DIR.")
        return EXIT_USAGE
    from corpus.evaluate import evaluate as measure
    from corpus.evaluate import gains_and_losses, gold_files, predict

    folders = [Path(folder) for folder in args.directories]
    for folder in folders:
        if not gold_files([folder]):
            raise ServiceError("no-gold", f"{folder}: không có tệp NAME.json nào.")
    gold = gold_files(folders, (args.slice or "").split(","))
    read_now = not args.predictions
    read = predict(gold, workers=args.workers or os.cpu_count() or 1) if read_now else _load(args.predictions)
    # the character error needs the texts, which stored results do not have
    now = measure(gold, read, texts=read_now)
    change = gains_and_losses(now, measure(gold, _load(args.against))) if args.against else None
    if args.json:
        put_json(_as_json(now, change))
        return EXIT_OK
    for line in now.lines(args.errors):
        put_line(line)
    if change is not None:
        for word, sign, notes in (("gained", "+", change[0]), ("lost", "-", change[1])):
            put_line(f"{word} {len(notes)}")
            for note in notes:
                put_line(f"  {sign} {note}")
    return EXIT_OK


def _load(path: str) -> dict[str, Read]:
    from corpus.evaluate import load_predictions

    try:
        return load_predictions(Path(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ServiceError("usage", f"{path}: không phải kết quả của `vanban extract` ({error}).") from error


def _as_json(report: Report, change: tuple[list[str], list[str]] | None) -> dict[str, Any]:
    """`f1`: name -> true, extra, missed; `shares`: name -> right of all."""
    tally = report.tally
    answer: dict[str, Any] = {
        "documents": report.documents,
        "missing": report.missing,
        "f1": {name: dict(zip(("true", "extra", "missed"), counts, strict=True)) for name, counts in tally.f1.items()},
        "shares": {name: dict(zip(("right", "all"), counts, strict=True)) for name, counts in tally.shares.items()},
        "named": tally.named,
        "lines": report.lines(),
    }
    if change is not None:
        answer |= {"gained": change[0], "lost": change[1]}
    return answer
