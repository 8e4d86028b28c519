"""How good suggestions are on records of real papers: the protocol of their README, split by time.

A query is type, issuer, date, title and body without the basis block and without every citation; only records dated
before it count as history. `cold`: all bases are wanted; `half`: one half is given, the others are wanted.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.bases import paper_from, rank, suggest
from corpus.bases.index import Paper, Precedents
from corpus.bases.model import Model
from corpus.bases.register import validity

MODES = ("cold", "half")
NAMES = ("MAP", "MRR", "Recall@5", "Recall@10", "all in 10")
_HEAD, _TAIL = 50_000, 8_000
_SUGGESTED = 50
_ROUNDS = 400

Record = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """Predictions as they are written, the figures of each query, and what the audit counted. `reach`: the share of
    each query's wanted bases that stand among its candidates, which is the MAP of a perfect ranking."""

    predictions: list[Record] = field(default_factory=list)
    rows: dict[str, list[tuple[str, tuple[float, ...]]]] = field(default_factory=dict)
    reach: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    audit: dict[str, int] = field(default_factory=dict)

    def mean(self, mode: str, name: str, level: str | None = None) -> float:
        """The mean of a figure over all queries, or over those of a level; 0 without any."""
        values = [row[NAMES.index(name)] for at, row in self.rows.get(mode, []) if level in (None, at)]
        return sum(values) / len(values) if values else 0.0

    def mean_reach(self, mode: str, level: str) -> float:
        """The mean share of wanted bases within reach over the queries of a level; 0 without any."""
        values = [share for at, share in self.reach.get(mode, []) if at == level]
        return sum(values) / len(values) if values else 0.0

    def gap(self, mode: str, level: str, other: str) -> tuple[float, float]:
        """The 95 % bootstrap interval of how much the MAP of one level is above that of another; both need queries."""
        one, two = ([row[0] for at, row in self.rows[mode] if at == wanted] for wanted in (level, other))
        above = sorted(a - b for a, b in zip(_means(one, 1), _means(two, 2), strict=True))
        return above[int(0.025 * _ROUNDS)], above[int(0.975 * _ROUNDS)]

    def lines(self, label: str) -> list[str]:
        """The table as printed: means with 95 % bootstrap intervals over queries."""
        printed = []
        for mode, rows in self.rows.items():
            for level in (None, *sorted({at for at, _ in rows})):
                chosen = [row for at, row in rows if level in (None, at)]
                if len(chosen) < 10 and level is not None:
                    continue
                cells = []
                for place, name in enumerate(NAMES):
                    low, high = _interval([row[place] for row in chosen])
                    cells.append(f"{name} {sum(r[place] for r in chosen) / len(chosen):.3f} [{low:.3f}-{high:.3f}]")
                printed.append(f"{label} | {mode} | {level or 'all'} | n={len(chosen)} | " + " | ".join(cells))
        return printed


def load_records(path: Path) -> list[Record]:
    """Records of a JSON-lines file. Raises OSError, ValueError."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def wanted_keys(record: Mapping[str, Any]) -> list[str]:
    """The scored bases: distinct keys, neither proposal nor letter, in printed order."""
    keys = [b["key"] for b in record["bases"] if b.get("key") and b["kind"] not in ("proposal", "letter")]
    return list(dict.fromkeys(keys))


def given_half(id: str, keys: Sequence[str]) -> list[str]:
    """The half that is given: the floor(n/2) keys with the smallest sha1 of `id|key`."""
    return sorted(keys, key=lambda key: hashlib.sha1(f"{id}|{key}".encode()).hexdigest())[: len(keys) // 2]


def read_papers(records: Sequence[Record], folders: Sequence[Path], *, workers: int = 1) -> dict[str, Paper]:
    """Each record's paper: header as given, words and bases by the product's own reading of its text.

    Raises FileNotFoundError for a record without text."""
    jobs = []
    for record in records:
        found = next((f for d in folders if (f := d / f"{record['id']}.txt").is_file()), None)
        if found is None:
            raise FileNotFoundError(f"{record['id']}.txt: không có trong {', '.join(map(str, folders))}")
        jobs.append((record, str(found)))
    if workers > 1 and len(jobs) > 8:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            papers = list(pool.map(_read, jobs, chunksize=8))
    else:
        papers = [_read(job) for job in jobs]
    return {record["id"]: paper for record, paper in zip(records, papers, strict=True)}


def _read(job: tuple[Record, str]) -> Paper:
    from extractor.document import SourceFile, Text
    from extractor.pipeline import extract
    from extractor.render import document_json
    from extractor.text import nfc

    record, path = job
    stored = nfc(Path(path).read_text(encoding="utf-8"))
    text = stored if len(stored) <= _HEAD + _TAIL else f"{stored[:_HEAD]}\n{stored[-_TAIL:]}"
    whole = Text(content=text)
    contract = document_json(extract(whole), whole, SourceFile(path, "", "text/plain", len(stored)))
    contract |= {name: record[name] for name in ("type", "issuer", "date", "title", "number")}
    paper = paper_from(contract, text, id=record["id"])
    block = record.get("block")
    if block:
        # the protocol takes the printed block out whole, whatever our reading makes of it
        outside = {**contract, "references": [r for r in contract["references"] if not _inside(r, block)]}
        blanked = text[: block[0]] + " " * (min(block[1], len(text)) - block[0]) + text[block[1] :]
        cut = paper_from(outside, blanked, id=record["id"])
        paper = replace(paper, body=cut.body, named=cut.named)
    return replace(paper, key=record["key"], level=record["level"])


def _inside(reference: Mapping[str, Any], block: Sequence[int]) -> bool:
    return reference["start"] is not None and block[0] <= reference["start"] < block[1]


def as_recorded(papers: Mapping[str, Paper], records: Sequence[Record]) -> list[Paper]:
    """The same papers with the bases of their records in place of our reading."""
    found = []
    for record in records:
        lines: dict[str, str] = {}
        for base in record["bases"]:
            if base.get("key") and base["kind"] not in ("proposal", "letter"):
                lines.setdefault(base["key"], base["raw"])
        found.append(replace(papers[record["id"]], lines=lines))
    return found


def measure(
    history: Sequence[Paper],
    queries: Sequence[Record],
    papers: Mapping[str, Paper],
    *,
    model: Model | None = None,
    audit: bool = True,
) -> Outcome:
    """Ranks bases for every query with at least two scored bases, in both modes."""
    precedents = Precedents(history)
    outcome = Outcome()
    counts = {
        "queries": 0, "citation strings of wanted acts left in a query": 0, "precedents not dated before": 0,
        "suggestions": 0, "future, replaced or not in force in the first 10": 0, "without precedent or reason": 0,
        "documents that nothing earlier names": 0,
    }  # fmt: skip
    for record in queries:
        wanted = wanted_keys(record)
        if len(wanted) < 2:
            continue
        counts["queries"] += 1
        draft = replace(papers[record["id"]], lines={})
        counts["citation strings of wanted acts left in a query"] += _left_in(draft, wanted)
        for mode in MODES:
            given = frozenset(given_half(record["id"], wanted)) if mode == "half" else frozenset()
            _, ranked = rank(precedents, draft, given, model=model)
            keys = [precedents.keys[at] for at, _ in ranked[:_SUGGESTED]]
            outcome.predictions.append({"id": record["id"], "mode": mode, "suggested": keys})
            sought = [key for key in wanted if key not in given]
            outcome.rows.setdefault(mode, []).append((record["level"], figures_of(sought, keys)))
            candidates = {precedents.keys[at] for at, _ in ranked}
            share = sum(key in candidates for key in sought) / len(sought)
            outcome.reach.setdefault(mode, []).append((record["level"], share))
            if audit and mode == "cold":
                _audit(counts, precedents, draft)
    outcome.audit = counts
    return outcome


def figures_of(wanted: Sequence[str], ranked: Sequence[str]) -> tuple[float, ...]:
    """Average precision, reciprocal rank, recall at 5 and 10, and whether all stand in the first ten."""
    sought, hits, precision, reciprocal = set(wanted), 0, 0.0, 0.0
    for place, key in enumerate(ranked, 1):
        if key in sought:
            hits += 1
            precision += hits / place
            reciprocal = reciprocal or 1 / place
    recall = [len(sought & set(ranked[:n])) / len(sought) for n in (5, 10)]
    return precision / len(sought), reciprocal, recall[0], recall[1], float(recall[1] == 1.0)


def _audit(counts: dict[str, int], precedents: Precedents, draft: Paper) -> None:
    for suggestion in suggest(precedents, draft, limit=10):
        counts["suggestions"] += 1
        state = validity(suggestion.key, draft.date, draft_type=draft.judged_as, replaced=precedents.replaced)
        counts["future, replaced or not in force in the first 10"] += not state.usable
        counts["without precedent or reason"] += not (suggestion.precedents or suggestion.reasons)
        counts["precedents not dated before"] += sum(p.date >= draft.date for p in suggestion.precedents)
        known = suggestion.cited_by or _issued_before(precedents, suggestion.key, draft.date)
        counts["documents that nothing earlier names"] += not known


def _issued_before(precedents: Precedents, key: str, date: str) -> bool:
    from corpus.bases.index import day_number

    return int(precedents.known_from[precedents.key_place[key]]) < day_number(date)


def _left_in(draft: Paper, wanted: Sequence[str]) -> int:
    """How many of the wanted numbers still stand in the words of the query."""
    words = f"{draft.title}\n{draft.body}".upper()
    numbers = [key.split(" ")[0] for key in wanted if re.match(r"\d", key)]
    return sum(1 for number in numbers if re.search(rf"(?<!\d){re.escape(number)}(?!\w)", words))


def _interval(values: Sequence[float]) -> tuple[float, float]:
    means = sorted(_means(values, 20250101))
    return means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS)]


def _means(values: Sequence[float], seed: int) -> list[float]:
    """Means of drawings with replacement."""
    chance = random.Random(seed)
    return [sum(chance.choices(values, k=len(values))) / len(values) for _ in range(_ROUNDS)]


def write_predictions(outcome: Outcome, path: Path) -> None:
    """One JSON line a query and mode. Raises OSError."""
    lines = (json.dumps(row, ensure_ascii=False) for row in outcome.predictions)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
