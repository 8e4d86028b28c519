"""What speaks for each possible basis of a draft: votes of similar papers, habits, words, named laws, co-citation.

Every figure is computed from precedents dated before the draft alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus.bases.index import Floats, Ints, Paper, Precedents, body_terms, day_number, kind_of, terms, year_of
from corpus.bases.register import decree_of, law_of, successor_of, validity
from corpus.bases.subject import is_statute_of, organisation_keys, subjects_of

POOL = 600
_BELOW_PROVINCE = ("district", "commune")
_SEEDS = 12


@dataclass(frozen=True, slots=True)
class Case:
    """The possible bases of one draft: places in `Precedents.keys`, their features (one row each), and the similarity
    of every precedent (0 for those of its day and later)."""

    places: Ints
    features: Floats
    similar: Floats


def prepare(precedents: Precedents, draft: Paper, given: frozenset[str] = frozenset(), *, behind_days: int = 0) -> Case:
    """The candidates of a draft with their features. `given`: keys already typed, which are not proposed again.

    `behind_days`: leaves out that many days before the draft too, as in an archive that lags (for learning)."""
    p = precedents
    day = day_number(draft.date)
    usable = (p.days < day - behind_days).astype(np.float64)
    total_keys = len(p.keys)
    by_paper, by_key = p.cite_paper, p.cite_key

    def vote(weights: Floats) -> Floats:
        return np.bincount(by_key, weights=weights[by_paper], minlength=total_keys).astype(np.float64)

    def share(weights: Floats) -> Floats:
        return vote(weights) / max(float(weights.sum()), 1e-9)

    def smoothed(weights: Floats, prior: Floats, strength: float) -> Floats:
        return (vote(weights) + strength * prior) / (float(weights.sum()) + strength)

    title = terms(draft.title)
    s_title = p.titles.cosine(title) * usable
    words = body_terms(draft)
    s_body = p.bodies.cosine(words) * usable
    has = usable * (p.sizes > 0)
    same_type = (p.types == p.code("type", draft.form)) * has
    same_issuer = (p.issuers == p.code("issuer", draft.issuer)) * has
    same_level = (p.levels == p.code("level", draft.rank)) * has
    if draft.rank in _BELOW_PROVINCE and not same_level.any():
        same_level = (p.levels == p.code("level", "province")) * has  # the nearest habits that there are
    age = np.maximum(day - p.days, 0).astype(np.float64)
    fresh = np.exp(-age / 60.0)
    overlap = np.zeros(len(p.papers))
    together: list[Floats] = []
    held: list[float] = []
    given_places = [p.key_place[key] for key in sorted(given) if key in p.key_place]
    for at in given_places:
        holders = np.zeros(len(p.papers))
        holders[by_paper[by_key == at]] = 1.0
        holders *= has
        overlap += holders
        held.append(float(holders.sum()))
        together.append(share(holders) if holders.sum() else np.zeros(total_keys))
    if given_places:
        overlap /= np.sqrt(np.maximum(p.sizes, 1) * len(given_places))

    blend = s_body + 0.5 * s_title + 0.15 * same_issuer + 0.08 * same_type + 0.08 * same_level + 0.5 * overlap
    blend = blend * has
    relevant = (s_body + s_title + overlap) * has

    def nearest(similar: Floats, count: int, power: float) -> Floats:
        kept = _largest(similar, count)
        weights = np.zeros_like(similar)
        weights[kept] = similar[kept] ** power
        return weights

    prior = share(has)
    by_level = smoothed(same_level, prior, 5.0)
    by_type = smoothed(same_type * same_level, by_level, 4.0)
    by_issuer = smoothed(same_issuer, by_level, 2.0)
    by_both = smoothed(same_issuer * same_type, by_issuer, 1.5)
    recent = smoothed(same_issuer * same_type * fresh, by_both, 1.0)
    recent_level = smoothed(same_type * same_level * fresh, by_type, 2.0)
    v_title = share(nearest(s_title * has, 15, 1.5))
    v_body = share(nearest(s_body * has, 15, 2.0))
    v_blend = share(nearest(blend, 12, 4.0))
    v_wide = share(nearest(blend, 60, 3.0))
    v_issuer = share(nearest(s_body * same_issuer * same_type, 8, 2.0))
    v_sharp = share(nearest(blend, 4, 6.0))
    first = np.zeros_like(blend)
    first[_largest(blend, 1)] = 1.0
    v_first = vote(first)
    max_similar = np.zeros(total_keys)
    np.maximum.at(max_similar, by_key, (s_body * has)[by_paper])
    max_title = np.zeros(total_keys)
    np.maximum.at(max_title, by_key, (s_title * has)[by_paper])
    times = vote(has)
    sum_similar = vote(s_body * has)
    l_title = p.lines.cosine(title)
    l_body = p.lines.cosine(terms(draft.body[:3000]))
    named, named_early, in_title, subject_title, subject_body = _said(p, draft)
    competence = _competence(p, draft)
    c_title, c_body = p.lines.coverage(title), p.lines.coverage(words)
    co_mean = np.mean(together, axis=0) if together else np.zeros(total_keys)
    co_max = np.max(together, axis=0) if together else np.zeros(total_keys)

    union = 1.0 - np.prod([1.0 - column for column in together], axis=0) if together else np.zeros(total_keys)
    lifted = (
        np.mean([column * n / (n + 3.0) for column, n in zip(together, held, strict=True)], axis=0)
        if together
        else union
    )
    l_given = np.zeros(total_keys)
    if given_places:
        l_given = p.lines.cosine(terms(" ".join(p.key_line[at] for at in given_places)))
    v_fresh = share(nearest(blend * np.exp(-age / 120.0), 12, 4.0))

    # the walk: bases that look likely -> papers that rest on them -> what else these papers rest on
    seed = (
        0.45 * v_blend + 0.2 * v_body + 0.15 * v_title + 0.2 * recent + 0.1 * np.minimum(named, 3) / 3 + 0.3 * in_title
    )
    seed = seed + 0.5 * co_mean + 0.2 * subject_title + 0.05 * np.minimum(subject_body, 2.0)
    known = p.known_from < day
    seed = seed + 0.2 * c_title * (p.listed & known & (c_title > 0.5))
    if given_places:
        seed[given_places] = 1.0
    agree = np.bincount(by_paper, weights=seed[by_key], minlength=len(p.papers)) / np.sqrt(np.maximum(p.sizes, 1)) * has
    walk = share(nearest(agree, 25, 3.0))
    walk_near = share(nearest(agree * (0.1 + relevant), 15, 2.0))
    paired = _paired(p, seed * ((times > 0) | (seed >= 1.0)), has)
    last_seen = np.zeros(total_keys)
    np.maximum.at(last_seen, by_key, (p.days * has)[by_paper])
    since = np.log1p(np.where(last_seen > 0, day - last_seen, 5000))
    last_issuer = np.zeros(total_keys)
    np.maximum.at(last_issuer, by_key, (p.days * same_issuer)[by_paper])
    since_issuer = np.log1p(np.where(last_issuer > 0, day - last_issuer, 5000))

    # acts that amend or follow a likely one, though nobody cited them yet
    amends, follows = _relations(p, seed, draft)
    names, named_by = _linked(p, seed)
    raw = (
        3 * v_blend
        + v_wide
        + v_body
        + v_title
        + recent
        + walk
        + in_title
        + 0.3 * named_early
        + l_title
        + co_max
        + amends
        + follows
        + 0.5 * names
        + 0.3 * named_by
        + 0.7 * subject_title
        + 0.2 * subject_body
        + 0.5 * c_title
        + 0.5 * competence
        + paired
        + 0.3 * c_body * p.listed
    )
    promising = (
        (in_title > 0) | (named > 0) | (amends > 0.02) | (follows > 0.02) | (names > 0.1) | (l_title > 0.25)
        | (subject_title > 0) | (subject_body > 1.0) | (c_title > 0.6) | (competence > 0)
        | (p.listed & ((c_body > 0.4) | (l_title > 0.1) | (names > 0.02)))
    )  # fmt: skip
    raw = np.where((times > 0) | (known & promising), raw, -1.0)
    if given_places:
        raw[given_places] = -1.0
    places = np.argsort(-raw, kind="stable")[:POOL]
    places = places[raw[places] >= 0]

    lg = _logarithm
    columns = [
        lg(v_blend), lg(v_wide), lg(v_body), lg(v_title), lg(v_issuer), lg(v_sharp), v_first, max_similar, max_title,
        np.log1p(times), np.log1p(sum_similar), lg(by_level), lg(by_type), lg(by_issuer), lg(by_both), lg(recent),
        lg(recent_level), l_title, l_body, np.log1p(named), named_early, in_title, lg(co_mean), lg(co_max), lg(walk),
        lg(walk_near), since, since_issuer, lg(union), lg(lifted), l_given, lg(v_fresh), lg(amends), lg(follows),
        subject_title, subject_body, c_title, c_body, competence, lg(paired), lg(names), lg(named_by),
    ]  # fmt: skip
    table = np.stack([column[places] for column in columns], axis=1) if len(places) else np.zeros((0, len(columns)))
    most_alike, own = float(blend.max(initial=0.0)), float(np.log1p(same_issuer.sum()))
    extra = _of_each(p, draft, places) + _of_draft(draft, places, len(given_places), most_alike, own)
    extra.append(np.array([float(successor_of(p.keys[at], draft.date, passed=True) is not None) for at in places]))
    extra.append(np.full(len(places), float(draft.title.lower().lstrip().startswith(("sửa đổi", "bãi bỏ")))))
    # relative strength within this draft
    for column in (v_blend, walk_near, recent):
        top = float(column[places].max(initial=1e-9))
        extra.append(column[places] / max(top, 1e-9))
    features = (
        np.concatenate([table, np.stack(extra, axis=1)], axis=1)
        if len(places)
        else np.zeros((0, len(columns) + len(extra)))
    )
    return Case(places, features, blend)


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


def _paired(p: Precedents, seed: Floats, has: Floats) -> Floats:
    """For each key: how surely it stands beside one of the likeliest bases (the best of them counts)."""
    best = np.zeros(len(p.keys))
    for at in _largest(seed, _SEEDS):
        if seed[at] <= 0.05:
            break
        holders = np.zeros(len(p.papers))
        holders[p.cite_paper[p.cite_key == at]] = 1.0
        holders *= has
        beside = np.bincount(p.cite_key, weights=holders[p.cite_paper], minlength=len(p.keys))
        beside[at] = 0.0
        best = np.maximum(best, min(float(seed[at]), 1.0) * beside / (float(holders.sum()) + 2.0))
    return best


def _linked(p: Precedents, seed: Floats) -> tuple[Floats, Floats]:
    """For each key: how likely the acts are that its title names, and those whose titles name it."""
    names, named_by = np.zeros(len(p.keys)), np.zeros(len(p.keys))
    np.maximum.at(names, p.link_from, seed[p.link_to])
    np.maximum.at(named_by, p.link_to, seed[p.link_from])
    return names, named_by


def _largest(column: Floats, count: int) -> Ints:
    """Places of the largest values, largest first; of equal ones the earlier."""
    if len(column) > 8 * count:
        bound = -np.partition(-column, count - 1)[count - 1]
        some = np.flatnonzero(column >= bound)
        if len(some) < len(column) // 2:
            return some[np.argsort(-column[some], kind="stable")][:count]
    return np.argsort(-column, kind="stable")[:count]


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
