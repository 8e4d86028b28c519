"""Suggests legal bases for a draft: ranked, each with who else cites it, the words that match, and its validity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

from corpus.bases.features import Case, prepare
from corpus.bases.index import Paper, Precedents, age_of, body_terms, kind_of, of_lower_force
from corpus.bases.legal_documents import is_administrative, speaks_of_them
from corpus.bases.model import Model, learnt
from corpus.bases.reading import citation_spans, cited_bases, key_of, named_laws, without_citations
from corpus.bases.register import (
    Validity,
    decree_of,
    ended_on,
    heirs_of,
    law_of,
    misprinted,
    of_another_province,
    successor_of,
    validity,
)  # fmt: skip
from corpus.bases.subject import Subjects, gives_competence, is_statute_of, subjects_of
from corpus.bases.uncited import Uncited
from corpus.drafts.bases_block import basis_line, long_day
from extractor.dates import written_day
from extractor.issuers.places import province_of
from extractor.types import type_name
from index.entry import level_of

_SIMILAR_SHOWN = 15
_MUCH_ALIKE = 3
_PRECEDENTS_SHOWN = 5
_BEFORE_DRAFT_CHARS = 24_000
_HEADER_CHARS = 1_500
_NEXT_ACT = re.compile(r"\s*;\s+(?=(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Luật|Bộ luật|Pháp lệnh)\b)")
_CERTAIN = 5.0
_OF_PARTY = re.compile(r"\d+[A-Z]?-[A-ZĐ]+/")  # `57-NQ/TW`; the State writes `57/NQ-CP`
_UNLIKELY = -2.94  # log odds of one in twenty
_HOPELESS = -4.6  # ... of one in a hundred
# The number of a normative paper bears the year: `63/2025/QĐ-UBND`; a draft of one leaves room before it.
_WITH_YEAR = re.compile(r"[\d.]+[a-zđ]?/(?:19|20)\d\d/")
_ROOM_FOR_NUMBER = re.compile(r"[Ss]ố[\s.:…_]*/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier paper that cites the suggested act: `similarity` to the draft, 0 and up; `words` are shared words."""

    id: str
    key: str | None
    date: str
    issuer: str | None
    title: str
    similarity: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested basis. `line` is how it is cited (laws: name and day of the register); of the `similar`
    papers nearest to the draft `cited_by_similar` cite it, of all earlier ones `cited_by`. `reasons` in Vietnamese."""

    key: str
    line: str
    score: float
    validity: Validity
    cited_by: int
    cited_by_similar: int
    similar: int
    precedents: tuple[Precedent, ...]
    reasons: tuple[str, ...]


def paper_from(
    contract: Mapping[str, Any], text: str, *, id: str, date: str | None = None, locality: str | None = None
) -> Paper:
    """A paper as it is compared, from its contract object and text. `date` stands in for a draft's missing one,
    `locality` is the province of a local issuer.

    Raises ValueError for a paper without any date."""
    day = contract.get("date") or date
    if not day:
        raise ValueError("a paper without a date cannot be placed in time")
    head = text[:_BEFORE_DRAFT_CHARS]
    references = contract["references"]
    spans = [(start, end) for start, end in citation_spans(references) if start < len(head)]
    number, issuer = contract.get("number"), contract.get("issuer")
    place = province_of(issuer or "")
    title = _without_place(without_citations(contract.get("title") or ""), place)
    body = _without_place(without_citations(head, spans), place)
    normative = bool(_WITH_YEAR.match(number) if number else _ROOM_FOR_NUMBER.search(head[:_HEADER_CHARS]))
    return Paper(
        id=id,
        date=day,
        type=contract.get("type"),
        issuer=issuer,
        title=title,
        body=body,
        lines={cited.key: cited.line for cited in cited_bases(references, text)},
        named=tuple(key for key, _ in named_laws(body, day)),
        named_in_title=tuple(key for key, _ in named_laws(title, day)),
        key=_own_key(number, day, contract.get("type"), issuer, locality),
        printed_title=contract.get("title") or "",
        replaces=_done_to(references, "replaces"),
        amends=_done_to(references, "amends"),
        normative=normative,
        administrative=is_administrative(contract.get("type"), number, head[:_HEADER_CHARS], normative=normative),
    )


def _without_place(text: str, place: str | None) -> str:
    """The words without the issuer's own province: it stands in each of its papers, and papers of one province would
    look alike whatever they are about, those on one subject in two provinces different."""
    return re.sub(rf"(?<!\w)(?:{re.escape(place)}|{re.escape(place.upper())})(?!\w)", " ", text) if place else text


def _done_to(references: Sequence[Mapping[str, Any]], relation: str) -> tuple[str, ...]:
    """Keys of the papers that this one replaces as a whole, or amends."""
    keys = (
        key_of(number=r["number"], year=r["year"], locality=r["locality"], type_code=r["type"])
        for r in references
        if r["relation"] == relation and (relation == "amends" or not r["pinpoint"])
    )
    return tuple(dict.fromkeys(key for key in keys if key))


def _own_key(
    number: str | None, day: str, type_code: str | None, issuer: str | None, locality: str | None
) -> str | None:
    """The key under which others cite the paper; None for a local one whose province is not known."""
    if level_of(issuer) not in ("central", "party") and locality is None:
        return None
    return key_of(number=number, year=int(day[:4]), locality=locality, type_code=type_code)


def rank(
    precedents: Precedents, draft: Paper, given: frozenset[str] = frozenset(), *, model: Model | None = None
) -> tuple[Case, list[tuple[int, float]]]:
    """The candidates and, best first, (place in `precedents.keys`, score) of those that may be cited on that day.

    Rules: nothing from the future, nothing replaced (its successor instead, in its place), nothing that is not yet in
    force unless the draft is normative, nothing `of_lower_force`, no local paper of another province, no number that
    there cannot be, nothing that details a law of which another took the place long ago, nothing that nobody cited yet
    and little speaks for, no act on legal documents for an administrative draft on something else, never a given one
    or the draft itself; in a Party paper what the State issued only where something speaks for it.
    What replaced a given one comes first: the draft needs it, whatever others cite."""
    place = province_of(draft.issuer or "")
    case = prepare(precedents, draft, given)
    fits = _fits_party(precedents, draft, case, given) if draft.rank == "party" else None
    scores = (model or learnt()).score(case.features, case.earlier)
    outdated = _outdated_statutes(precedents, draft, case, given)
    ended = ended_on(draft.date)
    uncited = Uncited(precedents, draft, given)
    off_subject = _off_subject(precedents, draft, given)
    allowed: dict[int, float] = {}
    for at, score in sorted(zip(case.places.tolist(), scores.tolist(), strict=True), key=lambda row: -row[1]):
        found, key = at, precedents.keys[at]
        state = validity(key, draft.date, draft_type=draft.judged_as, replaced=precedents.replaced)
        if state.state == "replaced" and state.by is not None:
            at = precedents.key_place.get(successor_of(key, draft.date) or state.by, -1)
            if at < 0:
                continue
            key = precedents.keys[at]
            if not validity(key, draft.date, draft_type=draft.judged_as, replaced=precedents.replaced).usable:
                continue
        elif not state.usable:
            continue
        if key in given or key == draft.key or key in outdated or of_another_province(key, place) or misprinted(key):
            continue
        if at in off_subject or of_lower_force(key, draft.type) or uncited.left_out(found, score, allowed):
            continue
        if (laws := precedents.details.get(at)) and all(map(ended, laws)):
            continue
        if fits is None or fits(at):
            allowed.setdefault(at, score)
    best = max([_CERTAIN, *allowed.values()])
    allowed |= {at: best for key in heirs_of(given, draft.date) if (at := precedents.key_place.get(key, -1)) in allowed}
    return case, sorted(allowed.items(), key=lambda row: -row[1])


def _fits_party(p: Precedents, draft: Paper, case: Case, given: frozenset[str]) -> Callable[[int], bool]:
    """Whether a key may be a basis of a Party paper: those rest on the statutes and papers of the Party. What the State
    issued is one only where the draft speaks of its subject, or it or a Party paper much like it cites such."""
    if any(not _OF_PARTY.match(key) for key in given):
        return lambda at: True
    subjects = subjects_of(draft.title, draft.body)
    said = {*draft.named, *subjects.in_title, *(key for key, times in subjects.in_body.items() if times > 1)}
    alike = [at for at in np.argsort(-case.similar, kind="stable")[:_MUCH_ALIKE] if case.similar[at] > 0]
    theirs = [at for at in alike if p.papers[at].rank == "party"]
    cited = set(p.cite_key[np.isin(p.cite_paper, theirs)].tolist())
    about = {p.key_place[key] for key in said if key in p.key_place}
    about |= {int(at) for at in p.link_from[np.isin(p.link_to, list(about))]}
    return lambda at: at in cited or at in about or bool(_OF_PARTY.match(p.keys[at]))


def _off_subject(p: Precedents, draft: Paper, given: frozenset[str]) -> frozenset[int]:
    """Places of the acts on legal documents, where the draft is an administrative paper on something else."""
    if not draft.administrative or any(p.key_place.get(key, -1) in p.on_legal_documents for key in given):
        return frozenset()
    title = draft.printed_title or draft.title
    return frozenset() if speaks_of_them(title, draft.body) else p.on_legal_documents


def _outdated_statutes(p: Precedents, draft: Paper, case: Case, given: frozenset[str]) -> frozenset[str]:
    """Acts on the functions and structure of the issuer before the newest one of their kind that was known by then: a
    body has one such decree, and each takes the place of the one before."""
    known = {p.keys[at] for at in case.places} | given
    of_kind: dict[str, list[tuple[tuple[int, int], str]]] = {}
    for at, form in p.statutes if draft.issuer else ():
        key = p.keys[at]
        if "sua doi" in form:
            continue  # it only amends one
        if key in known and kind_of(key) in ("decree", "decision") and is_statute_of(form, draft.issuer or ""):
            of_kind.setdefault(kind_of(key), []).append((age_of(key), key))
    return frozenset(key for rows in of_kind.values() for _, key in sorted(rows)[:-1])


def suggest(
    precedents: Precedents,
    draft: Paper,
    *,
    given: frozenset[str] = frozenset(),
    limit: int = 10,
) -> list[Suggestion]:
    """A short list of bases for a draft, each with its evidence."""
    case, ranked = rank(precedents, draft, given)
    subjects, heirs = subjects_of(draft.title, draft.body), heirs_of(given, draft.date)
    near = [int(i) for i in np.argsort(-case.similar, kind="stable")[:_SIMILAR_SHOWN] if case.similar[i] > 0]
    weighed = precedents.bodies.weigh(body_terms(draft))

    @cache
    def words(place: int) -> tuple[str, ...]:
        return tuple(precedents.bodies.best_terms(weighed, place))

    made = (_explained(precedents, draft, case, at, score, near, words, subjects, heirs) for at, score in ranked)
    return list(islice((one for one in made if one is not None), limit))


def _explained(
    p: Precedents, draft: Paper, case: Case, at: int, score: float, near: list[int],
    words: Callable[[int], tuple[str, ...]], subjects: Subjects, heirs: Mapping[str, str],
) -> Suggestion | None:  # fmt: skip
    """A suggestion with its evidence; None for one that is hopeless and for which nothing near the draft speaks."""
    key = p.keys[at]
    holders = np.unique(p.cite_paper[p.cite_key == at])
    earlier = [int(i) for i in holders if p.papers[i].date < draft.date and p.papers[i].id != draft.id]
    shown = sorted(earlier, key=lambda i: (-case.similar[i], -p.days[i]))
    nearest = set(near)
    among = sum(1 for i in earlier if i in nearest)
    state = validity(key, draft.date, draft_type=draft.judged_as, replaced=p.replaced, amended=p.amended)
    reasons = [f"thay thế {heirs[key]} mà dự thảo đang viện dẫn"] if key in heirs else []
    cited, said = _cited_near(p, draft, earlier, among, len(near)), _said_by(p, draft, key, subjects)
    if score < _HOPELESS and earlier and not (reasons or cited or said):
        return None
    reasons += cited or ([f"{len(earlier)} văn bản trước đó viện dẫn"] if earlier else [])
    reasons += [*said, *_known_of(key, earlier, state)]
    if score < _UNLIKELY:
        reasons.append("ít chắc chắn: ước tính trong 20 văn bản như dự thảo, chưa đến 1 văn bản viện dẫn")
    return Suggestion(
        key=key,
        line=_shown_line(p, key, at),
        score=score,
        validity=state,
        cited_by=len(earlier),
        cited_by_similar=among,
        similar=len(near),
        precedents=tuple(_precedent(p, i, case, words) for i in shown[:_PRECEDENTS_SHOWN]),
        reasons=tuple(reasons),
    )


def _shown_line(p: Precedents, key: str, at: int) -> str:
    """How an act is offered; `at`: its place among the keys, behind `cited_keys` where no earlier paper cites it."""
    if at >= p.cited_keys and key in p.held:
        return _cited_as(p.held[key])
    decree = decree_of(key) if at >= p.cited_keys else None
    if decree is not None:
        return f"Nghị định số {decree.number} {long_day(decree.date)} của Chính phủ {decree.name}"
    return _line_of(key, p.key_line[at])


def _line_of(key: str, printed: str) -> str:
    """How one act is cited: a law by the register, any other as an earlier paper prints it, without the next act."""
    if law_of(key) is not None:
        return basis_line(key)
    following = _NEXT_ACT.search(printed, 8)
    return printed[: following.start()] if following else printed


_WHOSE = re.compile(r"CỦA\s.+?\s(?=về\s)")  # a line in capitals above the title that says whose the paper is
_OPENS_ABOUT = re.compile(r"(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|công bố|bãi bỏ)\s", re.IGNORECASE)


def _cited_as(paper: Paper) -> str:
    """How a held paper that nobody has cited yet is cited: type, number, day, issuer and title (Nghị định
    30/2020/NĐ-CP, Phụ lục I, mục II.6)."""
    title = paper.printed_title or paper.title
    whose = _WHOSE.match(title)
    if whose is not None and whose.group().isupper():
        title = title[whose.end() :]
    if not (paper.type and paper.key and paper.issuer):
        return title
    number = paper.key.split()[0]
    title = title[:1].lower() + title[1:] if title[1:2].islower() else title
    about = title if _OPENS_ABOUT.match(title) or not title else f"về {title}"
    type_ = type_name(paper.type) or paper.type
    return f"{type_} số {number} {long_day(paper.date)} của {paper.issuer} {about}".strip()


def _precedent(p: Precedents, place: int, case: Case, words: Callable[[int], tuple[str, ...]]) -> Precedent:
    paper = p.papers[place]
    shared = words(place)
    title = paper.printed_title or paper.title
    return Precedent(paper.id, paper.key, paper.date, paper.issuer, title, round(float(case.similar[place]), 4), shared)


def _cited_near(p: Precedents, draft: Paper, earlier: list[int], among: int, near: int) -> list[str]:
    """Reasons: which papers like the draft cite it."""
    reasons = []
    if among:
        reasons.append(f"{among} trong {near} văn bản giống dự thảo nhất viện dẫn")
    same = [i for i in earlier if p.papers[i].issuer == draft.issuer and p.papers[i].form == draft.form]
    if same:
        reasons.append(f"{len(same)} văn bản cùng loại của cùng cơ quan viện dẫn")
    return reasons


def _said_by(p: Precedents, draft: Paper, key: str, subjects: Subjects) -> list[str]:
    """Reasons: what the draft and its issuer have to do with it."""
    reasons = []
    if key in draft.named_in_title:
        reasons.append("tên dự thảo nêu tên luật này")
    elif key in draft.named:
        reasons.append("nội dung dự thảo nêu tên luật này")
    elif key in subjects.in_title:
        reasons.append("tên dự thảo nói đến lĩnh vực mà luật này mang tên")
    elif subjects.in_body.get(key, 0) > 1:
        reasons.append(f"nội dung dự thảo nói đến lĩnh vực của luật này {subjects.in_body[key]} lần")
    if gives_competence(key, p.key_line[p.key_place[key]], draft.issuer):
        reasons.append("quy định về tổ chức, chức năng, nhiệm vụ của cơ quan ban hành")
    return reasons


def _known_of(key: str, earlier: list[int], state: Validity) -> list[str]:
    """What is known of the act itself."""
    reasons = []
    entry = law_of(key)
    if entry is not None and entry.amending:
        reasons.append("sửa đổi, bổ sung luật có liên quan")
    if not earlier:
        listed = "có trong danh mục nghị định" if decree_of(key) is not None else "có trong kho"
        what = "có trong danh mục luật" if entry is not None else listed
        reasons.append(f"{what}, chưa văn bản nào trước đó viện dẫn; tên gần với dự thảo hoặc với căn cứ đã có")
    if state.amended_by:
        number, day = state.amended_by[-1]
        reasons.append(f"sửa đổi, bổ sung gần nhất: {number} ngày {written_day(day)}")
    return reasons


def _last_amendment(state: Validity) -> dict[str, str] | None:
    if not state.amended_by:
        return None
    number, day = state.amended_by[-1]
    return {"number": number, "date": day}


def suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    """Ready for JSON."""
    state = suggestion.validity
    return {
        "key": suggestion.key,
        "kind": kind_of(suggestion.key),
        "line": suggestion.line,
        "score": round(suggestion.score, 4),
        "validity": {
            "state": state.state, "replaced_by": state.by, "since": state.since,
            "amended_by": [number for number, _ in state.amended_by],
            "last_amendment": _last_amendment(state),
        },
        "cited_by": suggestion.cited_by,
        "cited_by_similar": suggestion.cited_by_similar,
        "similar": suggestion.similar,
        "precedents": [
            {
                "id": p.id, "key": p.key, "date": p.date, "issuer": p.issuer, "title": p.title,
                "similarity": p.similarity, "words": list(p.words),
            }
            for p in suggestion.precedents
        ],
        "reasons": list(suggestion.reasons),
    }  # fmt: skip
