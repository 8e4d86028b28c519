"""Learns the weights of the legal-basis suggestions from the citing habits of a history.

`python -m bench.drafting_learn --history H.jsonl --texts DIR --out FILE`; never reads the records measured on.

Every paper of the history is a query against those dated before it, with an archive that is up to date and with one
that lags, cold and with a half given; a linear part and shallow trees are fitted to which candidates it cites. What
holds for archives that begin is learnt apart, on queries against none, a hundredth and a tenth of them and those of one
issuer alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.bases.evaluate import given_half, load_records, read_papers, wanted_keys
from corpus.bases.features import prepare
from corpus.bases.index import Floats, Paper, Precedents

DEPTH = 4
ROUNDS = 110
GROWN = 3
GROWN_YOUNG = 2
RATE = 0.13
MIX = 0.1
_KEPT = 150
_LEAST = 8.0
_RIDGE = 5.0
_BINS = 48
_LAGS_DAYS = (10, 25, 60)
_WHOLE = 60
_SAMPLED = 0.3
_ENOUGH_BEFORE = 100
_YOUNG_SHARES = (0.01, 0.1)
_DRAWINGS = 3
_LEAST_SCALE = 1e-4


@dataclass(frozen=True, slots=True)
class Query:
    """A paper of the history as a draft: its place there, the bases that it cites, the half of them that may be given,
    and how many papers are older."""

    place: int
    draft: Paper
    wanted: tuple[str, ...]
    half: frozenset[str]
    earlier: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Candidates of many queries: features, whether it is cited, and the weight of the row."""

    features: Floats
    cited: Floats
    weight: Floats


class Gathered:
    """Takes in the candidates of one query after the other."""

    def __init__(self) -> None:
        self._features: list[Floats] = []
        self._cited: list[Floats] = []
        self._weights: list[Floats] = []
        self._chance = np.random.default_rng(0)

    def add(self, precedents: Precedents, query: Query, half: bool, *, lag: int = 0, weight: float = 1.0) -> None:
        given = query.half if half else frozenset[str]()
        case = prepare(precedents, query.draft, given, behind_days=lag)
        sought = set(query.wanted) - given
        right = np.array([float(precedents.keys[at] in sought) for at in case.places[:_KEPT]])
        # of the unlikely ones that are wrong a sample stands for all
        sure = (np.arange(len(right)) < _WHOLE) | (right > 0)
        taken = sure | (self._chance.random(len(right)) < _SAMPLED)
        self._features.append(case.features[:_KEPT][taken])
        self._cited.append(right[taken])
        self._weights.append(weight * np.where(sure, 1.0, 1.0 / _SAMPLED)[taken] / np.sqrt(len(sought)))

    def rows(self) -> Rows:
        return Rows(np.concatenate(self._features), np.concatenate(self._cited), np.concatenate(self._weights))


def queries(history: Sequence[dict[str, Any]], papers: Mapping[str, Paper]) -> list[Query]:
    """What the history itself asks."""
    dates = sorted(paper.date for paper in papers.values())
    found = []
    for place, record in enumerate(history):
        wanted = wanted_keys(record)
        draft = replace(papers[record["id"]], lines={})
        if len(wanted) >= 2:
            half = frozenset(given_half(record["id"], wanted))
            found.append(Query(place, draft, tuple(wanted), half, bisect_left(dates, draft.date)))
    return found


def examples(asked: Sequence[Query], papers: Sequence[Paper]) -> Rows:
    """Candidates of the queries against all earlier papers."""
    precedents = Precedents(papers)
    found = Gathered()
    for query in asked:
        for lag in (0, _LAGS_DAYS[query.place % len(_LAGS_DAYS)]):
            if query.earlier >= _ENOUGH_BEFORE * (1 + bool(lag)):
                for half in (False, True):
                    found.add(precedents, query, half, lag=lag)
    return found.rows()


def examples_of_young(asked: Sequence[Query], papers: Sequence[Paper]) -> Rows:
    """Candidates against archives that begin, those of one issuer among them, and against all papers with half the
    weight: what an archive of some dozens lacks is told by one that has it. Of each query and archive either cold or
    half is taken."""
    everything = Precedents(papers)
    drawn = [[Precedents([])], *(_drawn(papers, share) for share in _YOUNG_SHARES)]
    of_issuer = {name: Precedents([p for p in papers if p.issuer == name]) for name in {p.issuer for p in papers}}
    found = Gathered()
    for query in asked:
        if query.earlier < 2 * _ENOUGH_BEFORE:
            continue
        archives = [drawings[query.place % len(drawings)] for drawings in drawn]
        archives += [of_issuer[query.draft.issuer], everything]
        for number, precedents in enumerate(archives):
            weight = 0.5 if precedents is everything else 1.0
            found.add(precedents, query, bool((query.place + number) % 2), weight=weight)
    return found.rows()


def _drawn(papers: Sequence[Paper], share: float) -> list[Precedents]:
    """Archives that hold a share of the papers, drawn by lot."""
    lots = (np.random.default_rng(seed).random(len(papers)) < share for seed in range(_DRAWINGS))
    return [Precedents([paper for paper, taken in zip(papers, lot, strict=True) if taken]) for lot in lots]


def learn(rows: Rows, *, rounds: int = ROUNDS, grown: int = GROWN) -> dict[str, Any]:
    """A part of the model as `corpus.bases.model.model_from` reads it. The trees are grown several times from other
    samples and averaged: two growths alone differ by as much as a good feature brings."""
    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0)
    scale = np.where(scale < _LEAST_SCALE, 1.0, scale)  # a column that is the same throughout tells nothing
    linear = _linear((rows.features - mean) / scale, rows)
    features, thresholds, leaves = [], [], []
    for seed in range(grown):
        of_one = _boost(rows, rounds, seed)
        features += of_one[0]
        thresholds += of_one[1]
        leaves += [[round(leaf / grown, 6) for leaf in tree] for tree in of_one[2]]
    return {
        "mix": MIX,
        "mean": [round(float(x), 6) for x in mean],
        "scale": [round(float(x), 6) for x in scale],
        "weights": [round(float(x), 6) for x in linear],
        "split_feature": features,
        "threshold": thresholds,
        "leaf": leaves,
    }


def _linear(scaled: Floats, rows: Rows, ridge: float = 1.0) -> Floats:
    """Logistic regression by Newton steps."""
    table = np.c_[scaled, np.ones(len(scaled))]
    beta = np.zeros(table.shape[1])
    for _ in range(8):
        chance = 1.0 / (1.0 + np.exp(-table @ beta))
        gradient = table.T @ (rows.weight * (chance - rows.cited)) + ridge * beta
        curve = (table * (rows.weight * chance * (1 - chance))[:, None]).T @ table + ridge * np.eye(len(beta))
        beta -= np.linalg.solve(curve, gradient)
    return beta


def _boost(rows: Rows, rounds: int, seed: int) -> tuple[list[list[int]], list[list[float]], list[list[float]]]:
    chance = np.random.default_rng(seed)
    count = rows.features.shape[1]
    edges = [np.unique(np.quantile(rows.features[:, f], np.linspace(0, 1, _BINS + 1)[1:-1])) for f in range(count)]
    binned = np.stack(
        [np.searchsorted(edges[f], rows.features[:, f], side="left") for f in range(count)], axis=1
    ).astype(np.int16)
    score = np.full(len(binned), -3.0)
    splits, thresholds, leaves = [], [], []
    for done in range(rounds):
        likely = 1.0 / (1.0 + np.exp(-score))
        slope, curve = rows.weight * (likely - rows.cited), rows.weight * likely * (1 - likely)
        sample = np.flatnonzero(chance.random(len(binned)) < 0.7)
        tried = chance.permutation(count)[: int(0.6 * count)]
        tree = _Tree(binned, slope, curve, tried)
        tree.grow(0, sample, 0)
        score += RATE * tree.predict(binned)
        splits.append([int(f) for f in tree.feature])
        thresholds.append(
            [
                round(float(edges[f][min(b, len(edges[f]) - 1)]) + 1e-6, 6) if b < _BINS and len(edges[f]) else 1e12
                for f, b in zip(tree.feature, tree.bin, strict=True)
            ]
        )
        base = -3.0 / rounds
        leaves.append([round(float(RATE * value + base), 6) for value in tree.leaf])
        if (done + 1) % 25 == 0:
            print(f"{done + 1} of {rounds} trees", file=sys.stderr, flush=True)
    return splits, thresholds, leaves


class _Tree:
    """A complete tree of fixed depth; what is not split goes left everywhere."""

    def __init__(self, binned: NDArray[np.int16], slope: Floats, curve: Floats, tried: NDArray[np.int64]) -> None:
        self.binned, self.slope, self.curve, self.tried = binned, slope, curve, tried
        inner = 2**DEPTH - 1
        self.feature = np.zeros(inner, dtype=np.int64)
        self.bin = np.full(inner, _BINS + 1, dtype=np.int64)
        self.leaf = np.zeros(2**DEPTH)

    def grow(self, node: int, rows: NDArray[np.int64], depth: int) -> None:
        slope, curve = float(self.slope[rows].sum()), float(self.curve[rows].sum())
        split = None if depth == DEPTH else self._best(rows, slope, curve)
        if split is None:
            width = 2 ** (DEPTH - depth)
            first = (node + 1) * width - 1 - (2**DEPTH - 1)
            self.leaf[first : first + width] = -slope / (curve + _RIDGE)
            return
        self.feature[node], self.bin[node] = split
        left = self.binned[rows, split[0]] <= split[1]
        self.grow(2 * node + 1, rows[left], depth + 1)
        self.grow(2 * node + 2, rows[~left], depth + 1)

    def _best(self, rows: NDArray[np.int64], slope: float, curve: float) -> tuple[int, int] | None:
        if curve < 2 * _LEAST:
            return None
        best, split = 1e-6, None
        slopes, curves = self.slope[rows], self.curve[rows]
        for feature in self.tried:
            values = self.binned[rows, feature]
            left = np.bincount(values, weights=slopes, minlength=_BINS + 1).cumsum()[:-1]
            mass = np.bincount(values, weights=curves, minlength=_BINS + 1).cumsum()[:-1]
            gain = left**2 / (mass + _RIDGE) + (slope - left) ** 2 / (curve - mass + _RIDGE)
            gain -= slope**2 / (curve + _RIDGE)
            gain[(mass < _LEAST) | (curve - mass < _LEAST)] = -1.0
            at = int(gain.argmax())
            if gain[at] > best:
                best, split = float(gain[at]), (int(feature), at)
        return split

    def predict(self, binned: NDArray[np.int16]) -> Floats:
        node = np.zeros(len(binned), dtype=np.int64)
        rows = np.arange(len(binned))
        for _ in range(DEPTH):
            node = 2 * node + np.where(binned[rows, self.feature[node]] <= self.bin[node], 1, 2)
        return np.asarray(self.leaf[node - (2**DEPTH - 1)])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="learns the weights of the legal-basis suggestions")
    parser.add_argument("--history", type=Path, required=True, metavar="H.jsonl")
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    history = load_records(options.history)
    papers = read_papers(history, [options.texts], workers=os.cpu_count() or 1)
    asked, held = queries(history, papers), list(papers.values())
    model = {"grown": learn(examples(asked, held)), "young": learn(examples_of_young(asked, held), grown=GROWN_YOUNG)}
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
