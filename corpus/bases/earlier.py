"""The papers dated before a draft: which of them are like it, and how often they cite a key.

A column over papers holds a number for each of `Precedents.papers`, a column over keys one for each of its keys.
"""

from __future__ import annotations

import numpy as np

from corpus.bases.index import Floats, Ints, Paper, Precedents, day_number

_BELOW_PROVINCE = ("district", "commune")


class Earlier:
    """The papers with bases that are dated before a draft: columns over papers, 1 where they have what the name says.

    `behind_days`: leaves out that many days before the draft too, as in an archive that lags."""

    def __init__(self, precedents: Precedents, draft: Paper, behind_days: int = 0) -> None:
        p = self.p = precedents
        self.day = day_number(draft.date)
        self.dated = (p.days < self.day - behind_days).astype(np.float64)
        self.all = self.dated * (p.sizes > 0)
        self.same_type = (p.types == p.code("type", draft.form)) * self.all
        self.same_issuer = (p.issuers == p.code("issuer", draft.issuer)) * self.all
        self.same_level = (p.levels == p.code("level", draft.rank)) * self.all
        if draft.rank in _BELOW_PROVINCE and not self.same_level.any():
            self.same_level = (p.levels == p.code("level", "province")) * self.all  # the nearest habits that there are
        self.age = np.maximum(self.day - p.days, 0).astype(np.float64)

    def vote(self, papers: Floats) -> Floats:
        """For each key the weights of the papers that cite it, taken together."""
        weights = papers[self.p.cite_paper]
        return np.bincount(self.p.cite_key, weights=weights, minlength=len(self.p.keys)).astype(np.float64)

    def share(self, papers: Floats) -> Floats:
        """The same as a share of all weights."""
        return self.vote(papers) / max(float(papers.sum()), 1e-9)

    def smoothed(self, papers: Floats, prior: Floats, strength: float) -> Floats:
        """The same share, drawn towards `prior` as if `strength` more papers cited by it."""
        return (self.vote(papers) + strength * prior) / (float(papers.sum()) + strength)

    def most(self, papers: Floats) -> Floats:
        """For each key the largest weight of a paper that cites it; 0 where none does."""
        found = np.zeros(len(self.p.keys))
        np.maximum.at(found, self.p.cite_key, papers[self.p.cite_paper])
        return found

    def citing(self, at: int) -> Floats:
        """1 for each of these papers that cites the key at that place."""
        found = np.zeros(len(self.p.papers))
        found[self.p.cite_paper[self.p.cite_key == at]] = 1.0
        return found * self.all

    def since(self, papers: Floats) -> Floats:
        """For each key the days since the last of some papers cited it (logarithm); very long where none did."""
        last = self.most(self.p.days * papers)
        return np.asarray(np.log1p(np.where(last > 0, self.day - last, 5000)))


def nearest(similar: Floats, count: int, power: float) -> Floats:
    """The weights of the nearest papers alone, raised to a power."""
    kept = largest(similar, count)
    weights = np.zeros_like(similar)
    weights[kept] = similar[kept] ** power
    return weights


def largest(column: Floats, count: int) -> Ints:
    """Places of the largest values, largest first; of equal ones the earlier."""
    if len(column) > 8 * count:
        bound = -np.partition(-column, count - 1)[count - 1]
        some = np.flatnonzero(column >= bound)
        if len(some) < len(column) // 2:
            return some[np.argsort(-column[some], kind="stable")][:count]
    return np.argsort(-column, kind="stable")[:count]
