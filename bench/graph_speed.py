"""How fast mentions are resolved: against a large register, and after one arrival in a large archive."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path

from bench.collisions import Citation, Target, build
from bench.figures import Report
from corpus.facts import short_of
from corpus.linking.resolve import Cited, Citing, Known, resolve_document
from corpus.linking.shelf import Shelf
from extractor.identity import DocKey, identify

REGISTER = 500_000
PAPERS = 12_000
PASSES = 3


def resolution_speed(report: Report) -> None:
    """Resolutions a second of processor time, on the mix of forms of the collision corpus. Of passes over as many
    other papers the best one counts: what else runs on the machine takes from the caches of the processor, and a pass
    can only lose by it."""
    corpus = build(papers=PASSES * PAPERS)
    shelf = register([t for t in corpus.targets if t.held])
    papers = [
        [_cited(position, citation) for position, citation in enumerate(paper.citations)] for paper in corpus.papers
    ]
    citing = Citing("bench", "2026-12-01")
    rates = []
    for at in range(PASSES):
        began = time.process_time()
        done = sum(len(resolve_document(citing, mentions, shelf)) for mentions in papers[at::PASSES])
        rates.append(done / (time.process_time() - began))
    report.figure(
        "resolutions a second a core", max(rates), ">=", 100_000,
        note=f"of {PASSES} passes, the worst {min(rates):.0f}; register {REGISTER}",
    )  # fmt: skip


def register(targets: list[Target]) -> Shelf:
    """The held targets, filled up to the register's size with papers of the same kinds under other numbers."""
    shelf = Shelf()
    models = [_known(target) for target in targets]
    for model in models:
        shelf.add(model)
    for count in range(REGISTER - len(models)):
        model = models[count % len(models)]
        number = str(1000 + count // len(models))
        shelf.add(
            replace(
                model,
                id=f"x{count}",
                key=_renumbered(model.key, number, 1),
                block=_renumbered(model.block, number, 0),
                short=_renumbered(model.short, number, 0),
            )
        )
    return shelf


def _renumbered(joined: str | None, number: str, at: int) -> str | None:
    parts = (joined or "").split("~")
    if len(parts) <= at:
        return joined
    parts[at] = number
    return "~".join(parts)


def _known(target: Target) -> Known:
    key = _key(target, target.date.isoformat(), None, target.issuer)
    return Known(
        target.stem, True, key.text, key.block, short_of(key), key.type, key.issuer, target.province, key.year,
        key.term, target.date.isoformat(), target.title,
    )  # fmt: skip


def _cited(position: int, citation: Citation) -> Cited:
    target, form = citation.target, citation.form
    issuer = None if form in ("number alone", "again") else target.issuer
    date = target.date.isoformat() if form.startswith(("full", "own")) else None
    key = _key(target, date, target.date.year if form == "year" else None, issuer)
    return Cited(
        position, key.text, key.block, short_of(key), key.type, key.issuer, target.province if issuer else None,
        key.year, key.term, date, target.title if form in ("full", "title") else None, None if key.text else "",
    )  # fmt: skip


def _key(target: Target, date: str | None, year: int | None, issuer: str | None) -> DocKey:
    return identify(
        type_code=target.type,
        type_name=None,
        number=target.number,
        year=year,
        date=date,
        issuer=issuer,
        locality=target.province if issuer else None,
    )


def arrival_speed(report: Report, folder: Path, *, mentions: int = 1_000_000, arrivals: int = 20) -> None:
    """Processor time from one document written to everything that it touches resolved anew."""
    from bench.large_catalogue import arriving, fill
    from corpus.catalogue import Catalogue
    from corpus.ledger import Finding, put_outcome, put_path
    from corpus.linking.current import settle

    folder.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(folder)
    fill(catalogue, mentions)
    times, waits = [], []
    for n in range(arrivals):
        file = arriving(n)
        with catalogue.write() as connection:
            put_outcome(connection, file, f"{n}.txt", "2026-01-01")
            put_path(connection, Finding(f"/in/{n}.txt", file.sha256, 1, "s"), "2026-01-01")
        began, clock = time.process_time(), time.perf_counter()
        settle(catalogue)
        times.append((time.process_time() - began) * 1000)
        waits.append((time.perf_counter() - clock) * 1000)
    catalogue.close()
    report.figure(
        "re-resolution after one arrival, median", statistics.median(times), "<=", 50, unit=" ms",
        note=f"{mentions} mentions, worst {max(times):.0f} ms; by the clock {statistics.median(waits):.0f} ms",
    )  # fmt: skip
