"""What speaks for each possible basis of a draft: votes of similar papers, habits, words, named laws, co-citation.

Every figure is computed from precedents dated before the draft alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corpus.bases.earlier import Earlier, largest, nearest
from corpus.bases.index import Floats, Ints, Paper, Precedents, body_terms, kind_of, terms, year_of
from corpus.bases.register import decree_of, law_of, successor_of, validity
from corpus.bases.subject import is_statute_of, organisation_keys, subjects_of
from corpus.bases.title_words import telling, words_of

POOL = 600
_SEEDS = 12
_OFTEN = 3.0


@dataclass(frozen=True, slots=True)
class Case:
    """The possible bases of one draft: places in `Precedents.keys`, their features (one row each), the similarity of
    every precedent (0 for those of its day and later), and how many `earlier` papers have bases."""

    places: Ints
    features: Floats
    similar: Floats
    earlier: int


class Given(NamedTuple):
    """What the bases that the draft has already say. `overlap`: of papers, how much of those bases they share with it;
    the others are columns over keys: how often they stand beside those bases, and how alike their lines are."""

    places: list[int]
    overlap: Floats
    mean: Floats
    most: Floats
    union: Floats
    lifted: Floats
    line: Floats


class Alike(NamedTuple):
    """How like the draft each earlier paper is: by title, by words of the whole, by both with issuer, type, level and
    common bases (`blend`), and by what is said alone (`relevant`)."""

    title: Floats
    body: Floats
    blend: Floats
    relevant: Floats


class Habits(NamedTuple):
    """How often earlier papers cite each key: those of its level, type, issuer, the newest of them. `lifts`: how much
    more than others (logarithms): those with its kind of number, type, issuer and type; its level."""

    level: Floats
    type: Floats
    issuer: Floats
    both: Floats
    recent: Floats
    recent_level: Floats
    lifts: list[Floats]


class Votes(NamedTuple):
    """Shares of the nearest papers that cite each key, by title, words and both, of few, many and new ones."""

    title: Floats
    body: Floats
    blend: Floats
    wide: Floats
    issuer: Floats
    sharp: Floats
    first: Floats
    fresh: Floats


class Words(NamedTuple):
    """What the draft's words say of each key: how alike they are to its name, how much of that stands in them, which
    rare ones both have; what the draft says of it, and whether it gives the issuer competence."""

    like_title: Floats
    like_body: Floats
    title_covers: Floats
    body_covers: Floats
    named: Floats
    named_early: Floats
    in_title: Floats
    subject_title: Floats
    subject_body: Floats
    competence: Floats
    rare: list[Floats]


class Walk(NamedTuple):
    """What is cited beside the likely bases (`seed`), by papers that rest on them, or stands beside one of them in a
    register or a title."""

    seed: Floats
    far: Floats
    near: Floats
    paired: Floats
    amends: Floats
    follows: Floats
    names: Floats
    named_by: Floats


def prepare(precedents: Precedents, draft: Paper, given: frozenset[str] = frozenset(), *, behind_days: int = 0) -> Case:
    """The candidates of a draft with their features. `given`: keys already typed, which are not proposed again.

    `behind_days`: leaves out that many days before the draft too, as in an archive that lags (for learning)."""
    earlier = Earlier(precedents, draft, behind_days)
    title, counted = terms(draft.title), body_terms(draft)
    typed = _given(earlier, given)
    alike = _alike(earlier, title, counted, typed)
    habits = _habits(earlier, draft)
    votes = _votes(earlier, alike)
    words = _words(precedents, draft, title, counted)
    times = earlier.vote(earlier.all)
    walk = _walk(earlier, draft, alike, habits, votes, words, typed, times)
    places = _candidates(earlier, habits, votes, words, walk, typed, times)

    lg = _logarithm
    columns = [
        lg(votes.blend), lg(votes.wide), lg(votes.body), lg(votes.title), lg(votes.issuer), lg(votes.sharp),
        votes.first, earlier.most(alike.body * earlier.all), earlier.most(alike.title * earlier.all),
        np.log1p(times), np.log1p(earlier.vote(alike.body * earlier.all)),
        lg(habits.level), lg(habits.type), lg(habits.issuer), lg(habits.both), lg(habits.recent),
        lg(habits.recent_level), words.like_title, words.like_body, np.log1p(words.named), words.named_early,
        words.in_title, lg(typed.mean), lg(typed.most), lg(walk.far), lg(walk.near),
        earlier.since(earlier.all), earlier.since(earlier.same_issuer), lg(typed.union), lg(typed.lifted), typed.line,
        lg(votes.fresh), lg(walk.amends), lg(walk.follows), words.subject_title, words.subject_body,
        words.title_covers, words.body_covers, words.competence, lg(walk.paired), lg(walk.names), lg(walk.named_by),
        *habits.lifts, *words.rare,
    ]  # fmt: skip
    own = float(np.log1p(earlier.same_issuer.sum()))
    of_rows = [column[places] for column in columns] + _of_each(precedents, draft, places)
    of_rows += _of_draft(draft, places, len(typed.places), float(alike.blend.max(initial=0.0)), own)
    of_rows.append(np.array([float(_taken_over(precedents.keys[at], draft)) for at in places]))
    of_rows.append(np.full(len(places), float(draft.title.lower().lstrip().startswith(("sửa đổi", "bãi bỏ")))))
    for column in (votes.blend, walk.near, habits.recent):  # relative strength within this draft
        of_rows.append(column[places] / max(float(column[places].max(initial=1e-9)), 1e-9))
    return Case(places, np.stack(of_rows, axis=1), alike.blend, int(earlier.all.sum()))


def _given(earlier: Earlier, given: frozenset[str]) -> Given:
    p = earlier.p
    nothing = np.zeros(len(p.keys))
    places = [p.key_place[key] for key in sorted(given) if key in p.key_place]
    if not places:
        return Given([], np.zeros(len(p.papers)), nothing, nothing, nothing, nothing, nothing)
    overlap = np.zeros(len(p.papers))
    together: list[Floats] = []
    held: list[float] = []
    for at in places:
        holders = earlier.citing(at)
        overlap += holders
        held.append(float(holders.sum()))
        together.append(earlier.share(holders) if holders.sum() else nothing)
    return Given(
        places=places,
        overlap=overlap / np.sqrt(np.maximum(p.sizes, 1) * len(places)),
        mean=np.mean(together, axis=0),
        most=np.max(together, axis=0),
        union=np.asarray(1.0 - np.prod([1.0 - column for column in together], axis=0)),
        lifted=np.mean([column * n / (n + 3.0) for column, n in zip(together, held, strict=True)], axis=0),
        line=p.lines.cosine(terms(" ".join(p.key_line[at] for at in places))),
    )


def _alike(earlier: Earlier, title: Mapping[str, float], counted: Mapping[str, float], typed: Given) -> Alike:
    by_title = earlier.p.titles.cosine(title) * earlier.dated
    by_body = earlier.p.bodies.cosine(counted) * earlier.dated
    blend = by_body + 0.5 * by_title + 0.15 * earlier.same_issuer + 0.08 * earlier.same_type + 0.08 * earlier.same_level
    blend = (blend + 0.5 * typed.overlap) * earlier.all
    return Alike(by_title, by_body, blend, (by_body + by_title + typed.overlap) * earlier.all)


def _habits(earlier: Earlier, draft: Paper) -> Habits:
    smoothed, all_, level = earlier.smoothed, earlier.all, earlier.same_level
    fresh = np.exp(-earlier.age / 60.0)
    prior = earlier.share(all_)
    by_level = smoothed(level, prior, 5.0)
    by_type = smoothed(earlier.same_type * level, by_level, 4.0)
    by_issuer = smoothed(earlier.same_issuer, by_level, 2.0)
    by_both = smoothed(earlier.same_issuer * earlier.same_type, by_issuer, 1.5)
    by_number = smoothed((earlier.p.normative == draft.normative) * level, by_level, 4.0)
    lifts = [_logarithm(one) - _logarithm(by_level) for one in (by_number, by_type, by_both)]
    lifts.append(_logarithm(by_level) - _logarithm(prior))
    recent = smoothed(earlier.same_issuer * earlier.same_type * fresh, by_both, 1.0)
    recent_level = smoothed(earlier.same_type * level * fresh, by_type, 2.0)
    return Habits(by_level, by_type, by_issuer, by_both, recent, recent_level, lifts)


def _votes(earlier: Earlier, alike: Alike) -> Votes:
    share, blend = earlier.share, alike.blend
    first = np.zeros_like(blend)
    first[largest(blend, 1)] = 1.0
    return Votes(
        title=share(nearest(alike.title * earlier.all, 15, 1.5)),
        body=share(nearest(alike.body * earlier.all, 15, 2.0)),
        blend=share(nearest(blend, 12, 4.0)),
        wide=share(nearest(blend, 60, 3.0)),
        issuer=share(nearest(alike.body * earlier.same_issuer * earlier.same_type, 8, 2.0)),
        sharp=share(nearest(blend, 4, 6.0)),
        first=earlier.vote(first),
        fresh=share(nearest(blend * np.exp(-earlier.age / 120.0), 12, 4.0)),
    )


def _words(p: Precedents, draft: Paper, title: Mapping[str, float], counted: Mapping[str, float]) -> Words:
    rare = [*p.lines.shared((word, 1.0) for word in words_of(draft.title))]
    often = {word: n for word, n in counted.items() if n > 1}
    rare += p.lines.shared((word, min(np.log1p(n), _OFTEN)) for word, n in telling(often).items())
    like_title, like_body = p.lines.cosine(title), p.lines.cosine(terms(draft.body[:3000]))
    covers = (p.lines.coverage(title), p.lines.coverage(counted))
    return Words(like_title, like_body, *covers, *_said(p, draft), _competence(p, draft), rare)


def _walk(
    earlier: Earlier, draft: Paper, alike: Alike, habits: Habits, votes: Votes, words: Words, typed: Given,
    times: Floats,
) -> Walk:  # fmt: skip
    """From bases that look likely to papers that rest on them, and to what else these papers rest on."""
    p = earlier.p
    seed = 0.45 * votes.blend + 0.2 * votes.body + 0.15 * votes.title + 0.2 * habits.recent
    seed = seed + 0.1 * np.minimum(words.named, 3) / 3 + 0.3 * words.in_title
    seed = seed + 0.5 * typed.mean + 0.2 * words.subject_title + 0.05 * np.minimum(words.subject_body, 2.0)
    listed = p.listed & (p.known_from < earlier.day) & (words.title_covers > 0.5)
    seed = seed + 0.2 * words.title_covers * listed
    seed[typed.places] = 1.0
    agree = np.bincount(p.cite_paper, weights=seed[p.cite_key], minlength=len(p.papers)).astype(np.float64)
    agree = agree / np.sqrt(np.maximum(p.sizes, 1)) * earlier.all
    return Walk(
        seed,
        earlier.share(nearest(agree, 25, 3.0)),
        earlier.share(nearest(agree * (0.1 + alike.relevant), 15, 2.0)),
        _paired(earlier, seed * ((times > 0) | (seed >= 1.0))),
        *_relations(p, seed, draft),  # acts that amend or follow a likely one, though nobody cited them yet
        *_linked(p, seed),
    )


def _candidates(
    earlier: Earlier, habits: Habits, votes: Votes, words: Words, walk: Walk, typed: Given, times: Floats
) -> Ints:
    """Places of the keys that are judged: cited before, or known and spoken for. The likeliest come first, by a sum."""
    p = earlier.p
    parts = (
        (3.0, votes.blend), (1.0, votes.wide), (1.0, votes.body), (1.0, votes.title), (1.0, habits.recent),
        (1.0, walk.far), (1.0, words.in_title), (0.3, words.named_early), (1.0, words.like_title), (1.0, typed.most),
        (1.0, walk.amends), (1.0, walk.follows), (0.5, walk.names), (0.3, walk.named_by), (0.7, words.subject_title),
        (0.2, words.subject_body), (0.5, words.title_covers), (0.5, words.competence), (1.0, walk.paired),
        (0.3, words.body_covers * p.listed),
    )  # fmt: skip
    rough = sum((weight * column for weight, column in parts), np.zeros(len(p.keys)))
    promising = (
        (words.in_title > 0) | (words.named > 0) | (walk.amends > 0.02) | (walk.follows > 0.02) | (walk.names > 0.1)
        | (words.like_title > 0.25) | (words.subject_title > 0) | (words.subject_body > 1.0)
        | (words.title_covers > 0.6) | (words.competence > 0)
        | (p.listed & ((words.body_covers > 0.4) | (words.like_title > 0.1) | (walk.names > 0.02)))
    )  # fmt: skip
    rough = np.where((times > 0) | ((p.known_from < earlier.day) & promising), rough, -1.0)
    rough[typed.places] = -1.0
    places = np.argsort(-rough, kind="stable")[:POOL]
    return np.asarray(places[rough[places] >= 0])


def _said(p: Precedents, draft: Paper) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """For each key, what the draft says of it: how often its body names it, whether it does so early, whether its title
    does; whether the title is about its subject, and how much the body is."""
    named, early, in_title, subject_title, subject_body = (np.zeros(len(p.keys)) for _ in range(5))
    for rank, key in enumerate(draft.named):
        if key in p.key_place:
            named[p.key_place[key]] += 1.0
            if rank < 5:
                early[p.key_place[key]] = 1.0
    for key in draft.named_in_title:
        if key in p.key_place:
            in_title[p.key_place[key]] = 1.0
    subjects = subjects_of(draft.title, draft.body)
    for key in subjects.in_title:
        subject_title[p.key_place[key]] = 1.0
    for key, count in subjects.in_body.items():
        subject_body[p.key_place[key]] = np.log1p(count)
    return named, early, in_title, subject_title, subject_body


def _taken_over(key: str, draft: Paper) -> bool:
    """Whether another act was passed in place of this one that the draft may rest on already: up to the day of a law a
    plan rests on the one before."""
    later = successor_of(key, draft.date, passed=True)
    return later is not None and validity(later, draft.date, draft_type=draft.judged_as).usable


def _of_each(p: Precedents, draft: Paper, places: Ints) -> list[Floats]:
    """Columns on the candidates themselves: of which kind, how old on the draft's day, whether local."""
    kinds = [kind_of(p.keys[at]) for at in places]
    years = np.array([draft.date[:4] and int(draft.date[:4]) - (year_of(p.keys[at]) or 2000) for at in places])
    columns = [
        np.array([kind == name for kind in kinds], dtype=np.float64)
        for name in ("law", "constitution", "decree", "circular", "decision")
    ]
    columns.append(np.log1p(np.maximum(years, 0)))
    columns.append(np.array(["@" in p.keys[at] for at in places], dtype=np.float64))
    return columns


def _of_draft(draft: Paper, places: Ints, given: int, most_alike: float, own: float) -> list[Floats]:
    """Columns on the draft, the same for all its candidates. `given`: how many bases it has already; `most_alike`: of
    the nearest paper; `own`: how many papers its issuer has (logarithm)."""
    values = [float(draft.type == code) for code in ("TT", "NĐ", "QĐ", "NQ")]
    values += [float(draft.normative), float(draft.rank == "central"), float(given), most_alike, own]
    return [np.full(len(places), value) for value in values]


def _competence(p: Precedents, draft: Paper) -> Floats:
    """1 for each act that gives the issuer its competence: on its organisation or on its functions and tasks."""
    found = np.zeros(len(p.keys))
    for key in organisation_keys(draft.issuer):
        found[p.key_place[key]] = 1.0
    for at, form in p.statutes if draft.issuer else ():
        if is_statute_of(form, draft.issuer or ""):
            found[at] = 1.0
    return found


def _paired(earlier: Earlier, seed: Floats) -> Floats:
    """For each key: how surely it stands beside one of the likeliest bases (the best of them counts)."""
    best = np.zeros(len(earlier.p.keys))
    for at in largest(seed, _SEEDS):
        if seed[at] <= 0.05:
            break
        holders = earlier.citing(int(at))
        beside = earlier.vote(holders)
        beside[at] = 0.0
        best = np.maximum(best, min(float(seed[at]), 1.0) * beside / (float(holders.sum()) + 2.0))
    return best


def _linked(p: Precedents, seed: Floats) -> tuple[Floats, Floats]:
    """For each key: how likely the acts are that its title names, and those whose titles name it."""
    names, named_by = np.zeros(len(p.keys)), np.zeros(len(p.keys))
    np.maximum.at(names, p.link_from, seed[p.link_to])
    np.maximum.at(named_by, p.link_to, seed[p.link_from])
    return names, named_by


def _logarithm(column: Floats) -> Floats:
    return np.asarray(np.log(column + 1e-3))


def _relations(p: Precedents, seed: Floats, draft: Paper) -> tuple[Floats, Floats]:
    """For each key: how likely the acts are that it amends, and those that it replaced, by that day."""
    amends, follows = np.zeros(len(p.keys)), np.zeros(len(p.keys))
    for at in np.flatnonzero(seed > 0.02):
        key = p.keys[at]
        for amending, date in p.amended.get(key, ()):
            if date < draft.date:
                amends[p.key_place[amending]] = max(amends[p.key_place[amending]], seed[at])
        if law_of(key) is None and decree_of(key) is None:
            continue
        later = successor_of(key, draft.date, passed=True)
        if later in p.key_place:
            follows[p.key_place[later]] = max(follows[p.key_place[later]], seed[at])
        for number, _ in validity(key, draft.date).amended_by:
            place = p.key_place.get(number)
            if place is not None:
                amends[place] = max(amends[place], seed[at])
    return amends, follows
