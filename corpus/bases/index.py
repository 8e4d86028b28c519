"""Precedents: papers with their words and what they rest on, as arrays that are searched for a draft in one pass."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.bases.legal_documents import on_legal_documents
from corpus.bases.links import links, title_of
from corpus.bases.register import decree_of, law_of, register_keys
from corpus.bases.subject import statute_form
from extractor.laws.decrees import decrees
from index.entry import level_of
from index.tokens import exact_tokens, pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER = 10**7
_NONE: tuple[NDArray[np.int32], NDArray[np.float32]] = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
HEAD_CHARS = 24_000
_HEAD_WEIGHT_CHARS = 3_000
_QUERY_TERMS = 300
_LEAST_TITLE = 15  # characters
_KINDS = (
    ("law", re.compile(r"/QH\d|/UBTVQH|^LUẬT|^BỘ LUẬT|^PHÁP LỆNH")), ("constitution", re.compile(r"^HIẾN")),
    ("decree", re.compile(r"/NĐ-")), ("circular", re.compile(r"/TT(?![gr])")), ("decision", re.compile(r"/QĐ|-QĐ")),
)  # fmt: skip
_LOWER = {
    **dict.fromkeys(("HP", "Luật", "BL", "PL"), frozenset({"decree", "circular", "decision"})),
    "NĐ": frozenset({"circular"}),
}
_KEY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper or a draft as it is compared: `title` and `body` without basis lines and citations, `date` ISO.

    `lines`: key of each basis -> the line that cites it, in printed order. `named`: keys of laws that the body names
    without number, as often as it does; `named_in_title` those of the title; `replaces`, `amends`:
    keys of papers to which it does that;
    `printed_title`: the title with its citations, for showing; `normative`: its number bears the year, as those of
    normative papers do (Decree 78/2025/NĐ-CP), or has room for it in a draft; `administrative`: it is known to be none.
    """

    id: str
    date: str
    type: str | None
    issuer: str | None
    title: str
    body: str
    lines: Mapping[str, str]
    named: tuple[str, ...] = ()
    named_in_title: tuple[str, ...] = ()
    key: str | None = None
    level: str | None = None
    replaces: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    printed_title: str = ""
    normative: bool = False
    administrative: bool = False

    @property
    def form(self) -> str | None:
        """Its type, normative ones apart: `63/2025/QĐ-UBND` rests on other acts than `63/QĐ-UBND`."""
        return f"{self.type}*" if self.normative else self.type

    @property
    def judged_as(self) -> str | None:
        """The type by whose rules its bases are judged: a normative decision looks ahead as a circular does, an
        administrative resolution does not."""
        return "TT" if self.normative else None if self.administrative else self.type

    @property
    def rank(self) -> str:
        """Level of the issuer (`central`, `province` ...), `unknown` where it cannot be told."""
        return self.level or level_of(self.issuer) or "unknown"


def kind_of(key: str) -> str:
    """`law`, `constitution`, `decree`, `circular`, `decision` or `other`, by the letters of a key."""
    return next((kind for kind, form in _KINDS if form.search(key)), "other")


def of_lower_force(key: str, type_code: str | None) -> bool:
    """Whether an act is a decree, circular or decision and the paper a law, or a circular and the paper a decree: so it
    can be no basis of it, for normative acts rest on what is of higher force (Decree 78/2025/NĐ-CP). Resolutions of
    councils, directives, plans and, of a decree, decisions are not judged."""
    lower = _LOWER.get(type_code or "")
    return lower is not None and kind_of(key) in lower


def _of_one_kind(old: str, new: str) -> bool:
    """Only a decree changes a decree, a circular a circular: what else is read so is not trusted."""
    return kind_of(old) == kind_of(new) and kind_of(old) in ("decree", "circular")


def year_of(key: str) -> int | None:
    """The year that a key names."""
    found = _KEY_YEAR.findall(key.split("@")[0])
    return int(found[-1]) if found else None


def age_of(key: str) -> tuple[int, int]:
    """Year and running number of a key, by which two acts of one series stand in order of time."""
    running = re.match(r"\d+", key)
    return year_of(key) or 0, int(running.group()) if running else 0


def day_number(date: str) -> int:
    """Days since the year 1 of an ISO date. Raises ValueError."""
    return Day.fromisoformat(date).toordinal()


def terms(text: str) -> Counter[str]:
    """Syllables and pairs of syllables of a text with their counts."""
    tokens = [token for token in exact_tokens(text) if not token.isdigit()]
    return Counter(pairs(tokens)) + Counter(token for token in tokens if len(token) > 1)


class TermIndex:
    """Cosine of tf-idf vectors against many texts. Idf comes from the texts themselves.

    The texts in which term `i` stands are `rows[starts[i]:starts[i + 1]]`, ascending, with its weights in `values`."""

    def __init__(
        self, size: int, terms: Sequence[str], starts: Ints, rows: NDArray[np.int32], values: NDArray[np.float32]
    ) -> None:
        self.size, self.terms, self.starts, self.rows, self.values = size, terms, starts, rows, values
        self._at = {term: place for place, term in enumerate(terms)}
        self._idf = np.log((1 + size) / (0.5 + np.diff(starts)))
        squares = np.bincount(rows, weights=values.astype(np.float64) ** 2, minlength=size)
        self._norm = np.sqrt(np.maximum(squares, 1e-9))
        self._mass = np.maximum(np.bincount(rows, weights=values, minlength=size), 1e-9)

    @classmethod
    def of(cls, counted: Iterable[Mapping[str, float]]) -> TermIndex:
        """The index of these texts, each given by how often its terms stand in it; they are taken in one by one."""
        rows: dict[str, array[int]] = {}
        values: dict[str, array[float]] = {}
        logarithms = [1.0, 1.0, *(1.0 + math.log(count) for count in range(2, 64))]
        size = 0
        for place, counts in enumerate(counted):
            size = place + 1
            for term, count in counts.items():
                postings = rows.get(term)
                if postings is None:
                    postings = rows[term] = array("i")
                    values[term] = array("f")
                postings.append(place)
                weight = logarithms[int(count)] if count < len(logarithms) else 1.0 + math.log(count)
                values[term].append(weight)
        lengths = np.fromiter((len(places) for places in rows.values()), dtype=np.int64, count=len(rows))
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        flat, weights = np.empty(int(starts[-1]), dtype=np.int32), np.empty(int(starts[-1]), dtype=np.float32)
        for place, term in enumerate(rows):
            flat[starts[place] : starts[place + 1]] = rows[term]
            weights[starts[place] : starts[place + 1]] = values[term]
        idf = np.log((1 + size) / (0.5 + lengths))
        return cls(size, list(rows), starts, flat, weights * np.repeat(idf, lengths).astype(np.float32))

    def in_order(self, order: Sequence[int]) -> TermIndex:
        """The same index with text `order[i]` in place `i`."""
        place = np.empty(self.size, dtype=np.int32)
        place[np.asarray(order, dtype=np.int64)] = np.arange(self.size, dtype=np.int32)
        moved = place[self.rows]
        of_term = np.repeat(np.arange(len(self.terms)), np.diff(self.starts))
        sorted_ = np.lexsort((moved, of_term))
        return TermIndex(self.size, self.terms, self.starts, moved[sorted_], self.values[sorted_])

    def _postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]] | None:
        at = self._at.get(term)
        if at is None:
            return None
        held = slice(self.starts[at], self.starts[at + 1])
        return self.rows[held], self.values[held]

    def weigh(self, counts: Mapping[str, float]) -> list[tuple[str, float]]:
        """The terms of a text that this index knows, heaviest first, at most some hundreds, with their weights."""
        known = [
            (t, (1.0 + math.log(c) if c > 1 else 1.0) * float(self._idf[at]))
            for t, c in counts.items()
            if (at := self._at.get(t)) is not None
        ]
        known.sort(key=lambda row: (-row[1], row[0]))
        return known[:_QUERY_TERMS]

    def cosine(self, counts: Mapping[str, float]) -> Floats:
        """Similarity 0..1 of a text with every text of the index."""
        scores = np.zeros(self.size)
        square = 0.0
        for term, weight in self.weigh(counts):
            square += weight * weight
            rows, values = self._postings(term) or _NONE
            scores[rows] += values * weight
        return scores / (self._norm * np.sqrt(square)) if square else scores

    def coverage(self, words: Iterable[str]) -> Floats:
        """How much of each text of the index, by weight, lies in these words (0..1)."""
        found = np.zeros(self.size)
        for term in words:
            rows, values = self._postings(term) or _NONE
            found[rows] += values
        return found / self._mass

    def shared(self, weighed: Iterable[tuple[str, float]]) -> tuple[Floats, Floats]:
        """For each text: how rare the rarest of these words is that stands in it, and all that do taken together, each
        times its weight."""
        rarest, together = np.zeros(self.size), np.zeros(self.size)
        for term, weight in weighed:
            at = self._at.get(term)
            if at is not None:
                rows, value = self.rows[self.starts[at] : self.starts[at + 1]], weight * float(self._idf[at])
                together[rows] += value
                rarest[rows] = np.maximum(rarest[rows], value)
        return rarest, together

    def best_terms(self, weighed: Sequence[tuple[str, float]], place: int, limit: int = 6) -> list[str]:
        """The terms that weigh most in the similarity with one text (`weighed`: see `weigh`)."""
        shares: list[tuple[float, str]] = []
        for term, weight in weighed:
            rows, values = self._postings(term) or _NONE
            at = int(np.searchsorted(rows, place))
            if at < len(rows) and rows[at] == place:
                shares.append((-weight * float(values[at]), term))
        return [term.replace("_", " ") for _, term in sorted(shares)[:limit]]


class Indexes(NamedTuple):
    """Words of titles, of bodies with their titles, and of the lines under which each key is cited."""

    titles: TermIndex
    bodies: TermIndex
    lines: TermIndex


class Precedents:
    """Everything known of earlier papers. Citations are two flat arrays: `cite_paper[i]` cites key `cite_key[i]`."""

    def __init__(self, papers: Iterable[Paper], indexes: Indexes | None = None) -> None:
        """`papers` in any order; each is let go of its body as soon as its words are taken. `indexes`: those of an
        earlier run over the same papers, which then come in order and without bodies."""
        kept: list[Paper] = []

        def words() -> Iterator[Mapping[str, float]]:
            for paper in papers:
                kept.append(replace(paper, body="", named=()))
                yield body_terms(paper)

        if indexes is None:
            bodies = TermIndex.of(words())
            order = sorted(range(len(kept)), key=lambda i: (kept[i].date, kept[i].id))
            self.papers = tuple(kept[i] for i in order)
            self.bodies = bodies if order == list(range(len(kept))) else bodies.in_order(order)
        else:
            self.papers, self.bodies = tuple(papers), indexes.bodies
        self.days: Ints = np.array([day_number(p.date) for p in self.papers], dtype=np.int64)
        self.keys: list[str] = []
        self.key_place: dict[str, int] = {}
        self.key_line: list[str] = []
        cites: list[tuple[int, int]] = []
        for place, paper in enumerate(self.papers):
            for key, line in paper.lines.items():
                at = self.key_place.setdefault(key, len(self.keys))
                if at == len(self.keys):
                    self.keys.append(key)
                    self.key_line.append(line)
                cites.append((place, at))
        self.cited_keys = len(self.keys)
        self.key_day: list[int] = [NEVER] * self.cited_keys
        for paper in self.papers:
            if paper.key:
                self._add(paper.key, f"{paper.title}", day_number(paper.date))
        for key, entry in register_keys().items():
            day = entry.date or entry.effective_from  # what is in force has been issued
            self._add(key, entry.name, day_number(day) if day else NEVER)
        for number, decree in decrees().items():
            self._add(number, f"Nghị định {decree.name}", day_number(decree.date))
        self.listed = np.array([key in decrees() for key in self.keys], dtype=bool)
        self.known_from: Ints = np.array(self.key_day, dtype=np.int64)
        self.held = {p.key: p for p in self.papers if p.key}
        self.replaced: dict[str, tuple[str, str]] = {}
        self.amended: dict[str, list[tuple[str, str]]] = {}
        for paper in self.papers:
            if paper.key is None:
                continue
            for old in paper.replaces:
                if _of_one_kind(old, paper.key):
                    self.replaced.setdefault(old, (paper.key, paper.date))
            for old in paper.amends:
                if _of_one_kind(old, paper.key):
                    self.amended.setdefault(old, []).append((paper.key, paper.date))
        self.cite_paper: Ints = np.array([c[0] for c in cites], dtype=np.int64)
        self.cite_key: Ints = np.array([c[1] for c in cites], dtype=np.int64)
        self.sizes = np.bincount(self.cite_paper, minlength=len(self.papers)).astype(np.float64)
        self._codes: dict[str, dict[str | None, int]] = {}
        self.types = self._coded("type", [p.form for p in self.papers])
        self.normative = np.array([p.normative for p in self.papers], dtype=bool)
        self.issuers = self._coded("issuer", [p.issuer for p in self.papers])
        self.levels = self._coded("level", [p.rank for p in self.papers])
        self.titles = indexes.titles if indexes else TermIndex.of(terms(p.title) for p in self.papers)
        self.lines = indexes.lines if indexes else TermIndex.of(terms(line) for line in self._names())
        forms = ((at, statute_form(line)) for at, line in enumerate(self.key_line))
        self.statutes = [(at, form) for at, form in forms if form is not None]
        pairs_, self.details = links(zip(self.keys, self.key_line, strict=True), self.key_place)
        self.on_legal_documents = on_legal_documents(self.keys, self.key_line, pairs_)
        self.link_from: Ints = np.array([pair[0] for pair in pairs_], dtype=np.int64)
        self.link_to: Ints = np.array([pair[1] for pair in pairs_], dtype=np.int64)

    def _names(self) -> Iterator[str]:
        """What each key is by its own name: a line that cites it may go on with other acts."""
        for at, (key, line) in enumerate(zip(self.keys, self.key_line, strict=True)):
            law, decree = law_of(key), decree_of(key)
            if law is not None:
                yield law.name
            elif decree is not None:
                yield f"Nghị định {decree.name}"
            else:
                title = title_of(line) if at < self.cited_keys else line
                yield title if len(title) > _LEAST_TITLE else line

    def _add(self, key: str, line: str, day: int) -> None:
        """A document that may be cited although no paper did so before: known from its own day on."""
        at = self.key_place.setdefault(key, len(self.keys))
        if at == len(self.keys):
            self.keys.append(key)
            self.key_line.append(line)
            self.key_day.append(day)
        else:
            self.key_day[at] = min(self.key_day[at], day)

    def _coded(self, name: str, values: Sequence[str | None]) -> Ints:
        codes = self._codes.setdefault(name, {})
        return np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.int64)

    def code(self, name: str, value: str | None) -> int:
        """The number of a type, issuer or level in these arrays; -1 for one that no paper has."""
        return self._codes[name].get(value, -1)


def body_terms(paper: Paper) -> Mapping[str, float]:
    """Terms of title and body; the title counts three times, the head of the body twice."""
    counted = terms(paper.body[:HEAD_CHARS])
    counted.update(terms(paper.body[:_HEAD_WEIGHT_CHARS]))
    for term, count in terms(paper.title).items():
        counted[term] += 3 * count
    return counted
