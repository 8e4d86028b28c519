"""`vanban bases` and `vanban check`: legal bases for a draft, and findings on the bases that it cites."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import EXIT_FAILED, EXIT_OK, EXIT_USAGE, ServiceError
from service.opening import open_archive, settings_for
from service.output import complain, put_json, put_line
from service.words import VALIDITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.bases.check_finding import CheckFinding
    from corpus.bases.evaluate import Outcome


def bases(args: argparse.Namespace) -> int:
    """Prints suggested bases for a draft, each with who else cites it; what the draft cites already is not repeated."""
    from corpus.bases import suggest, suggestion_json
    from corpus.bases.archive import precedents as earlier_papers
    from corpus.bases.archive import read_draft
    from corpus.bases.precedent_file import CACHE

    draft = read_draft(Path(args.draft))
    settings = settings_for(args.data)
    with open_archive(settings) as archive:
        earlier = earlier_papers(archive, Path(settings.data) / CACHE)
    given = frozenset(draft.paper.lines)
    found = suggest(earlier, draft.paper, given=given, limit=args.limit)
    if args.json:
        put_json(
            {
                "draft": draft.described(), "given": sorted(given), "precedents": len(earlier.papers),
                "suggestions": [suggestion_json(one) for one in found],
            }
        )  # fmt: skip
        return EXIT_OK
    for note in draft.notes:
        complain(note)
    for place, one in enumerate(found, 1):
        put_line(f"{place}. {one.line}")
        put_line(f"   {one.key} · {VALIDITIES[one.validity.state][1]}")
        for reason in one.reasons:
            put_line(f"   - {reason}")
        for precedent in one.precedents[:3]:
            words = f" (chung: {', '.join(precedent.words[:4])})" if precedent.words else ""
            put_line(f"     · {precedent.key or precedent.id} ngày {precedent.date}: {precedent.title}{words}")
    if not found:
        put_line("Chưa có căn cứ nào để gợi ý: kho chưa có văn bản tương tự.")
    return EXIT_OK


def check(args: argparse.Namespace) -> int:
    """Prints the findings on what a draft cites and on the draft itself; exit status 1 when one of them is a fault."""
    from corpus.bases.archive import known_acts, read_draft
    from corpus.bases.check import check_draft
    from corpus.bases.check_finding import UNDECIDED, finding_json
    from corpus.drafts import paper_findings, read_draft_file
    from corpus.drafts.checks import finding_json as paper_json
    from service.verbs.writing import finding_lines

    draft = read_draft(Path(args.draft))
    own = paper_findings(read_draft_file(Path(args.draft).name, Path(args.draft).read_bytes()))
    with open_archive(settings_for(args.data)) as archive:
        day = draft.paper.date
        findings = check_draft(
            draft.contract["references"], draft.text, known_acts(archive), on=day, draft_type=draft.paper.type,
            standing=lambda id: archive.standings([id], day).get(id), draft=draft.contract,
        )  # fmt: skip
    faults = [*(one for one in findings if one.fault), *(one for one in own if one.fault)]
    paper = [paper_json(one) for one in own]
    if args.json:
        found = [finding_json(one) for one in findings]
        put_json({"draft": draft.described(), "findings": found, "paper": paper})
        return EXIT_FAILED if faults else EXIT_OK
    for note in draft.notes:
        complain(note)
    for one in sorted(findings, key=lambda one: not one.fault):
        if one.code not in UNDECIDED:
            put_line(f"[{one.code}] {one.text}")
            put_line(f"   {one.message}")
    for line in finding_lines(paper, draft.text):
        put_line(line)
    for line in _undecided_lines(findings):
        put_line(line)
    undecided = sum(one.code in UNDECIDED for one in findings)
    unsure = sum(not one.fault for one in findings) + sum(not one.fault for one in own) - undecided
    put_line(f"{len(faults)} lỗi, {undecided} viện dẫn không kiểm tra được, {unsure} chỗ cần xem lại.")
    return EXIT_FAILED if faults else EXIT_OK


def _undecided_lines(findings: Sequence[CheckFinding]) -> list[str]:
    """What could not be checked, each cause once: among many such lines the faults would not be seen."""
    from corpus.bases.check_finding import UNDECIDED

    rows: dict[tuple[str, str], dict[str, None]] = {}
    for one in findings:
        if one.code in UNDECIDED:
            rows.setdefault((one.code, one.message), {})[one.text] = None
    return [line for (code, said), texts in rows.items() for line in (f"[{code}] {said}:", f"   {'; '.join(texts)}")]


def evaluate_bases(args: argparse.Namespace) -> int:
    """The protocol of the measuring set: predictions to a file, the tables to stdout."""
    from corpus.bases.evaluate import as_recorded, load_records, measure, read_papers, write_predictions

    if not (args.history and args.queries and args.texts):
        complain("vanban evaluate --bases: cần --history, --queries và --texts.")
        return EXIT_USAGE
    workers = args.workers or os.cpu_count() or 1
    try:
        history, queries = load_records(Path(args.history)), load_records(Path(args.queries))
        folders = [Path(folder) for folder in args.texts]
        papers = read_papers([*history, *queries], folders, workers=workers)
    except (OSError, ValueError, KeyError) as error:
        raise ServiceError("usage", str(error)) from error
    own = measure([papers[record["id"]] for record in history], queries, papers)
    if args.predictions:
        write_predictions(own, Path(args.predictions))
    recorded = measure(as_recorded(papers, history), queries, papers, audit=False)
    if args.json:
        put_json({"own_reading": _figures(own), "records": _figures(recorded), "audit": own.audit})
        return EXIT_OK
    for line in (*own.lines("own reading"), *recorded.lines("records")):
        put_line(line)
    put_line("audit")
    for name, count in own.audit.items():
        put_line(f"  {name} | {count}")
    return EXIT_OK


def evaluate_check(args: argparse.Namespace) -> int:
    """Detection of faults put into real preambles, and false alarms on untouched ones."""
    from corpus.bases.check_evaluate import evaluate_check as measure_check

    try:
        outcome = measure_check(Path(args.check), workers=args.workers or os.cpu_count() or 1)
    except OSError as error:
        raise ServiceError("no-gold", str(error)) from error
    if args.json:
        put_json(
            {
                "kinds": {
                    kind: {"made": outcome.made[kind], "found": outcome.found[kind]} for kind in sorted(outcome.made)
                },
                "untouched": outcome.untouched, "alarms": len(outcome.alarms), "abstained": outcome.abstained,
            }
        )  # fmt: skip
        return EXIT_OK
    for line in outcome.lines():
        put_line(line)
    for name, alarm in outcome.alarms[: args.errors]:
        put_line(f"  alarm {name}: {alarm.code} {alarm.text}: {alarm.message}")
    for kind, what in outcome.missed[: args.errors]:
        put_line(f"  missed {kind} {what[:300]}")
    return EXIT_OK


def _figures(outcome: Outcome) -> dict[str, Any]:
    from corpus.bases.evaluate import NAMES

    return {
        mode: {
            level or "all": {name: round(outcome.mean(mode, name, level), 4) for name in NAMES}
            for level in (None, *sorted({at for at, _ in rows}))
        }
        for mode, rows in outcome.rows.items()
    }
