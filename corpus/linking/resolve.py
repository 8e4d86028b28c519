"""From mentions to the documents they mean. Pure: a lookup is given, nothing is read or written.

A mention is resolved only when what it says (or what is inferred with a recorded reason) leaves one document and
identifies it; being the only paper of that number in the archive is not enough, the right one may be missing. Then it
is ambiguous with its candidates, a stub (not held, identity known) or unresolved, never the nearest neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from corpus.annexed import Carried, part_meant
from corpus.linking.evidence import (
    Evidence,
    central_letters,
    differences,
    impossible,
    issuers_agree,
    same_day_misprinted,
    titles_contradict,
    weigh,
)
from extractor.annexed import annexed_key
from extractor.text import slug

Outcome = Literal["resolved", "ambiguous", "stub", "unresolved"]


@dataclass(frozen=True, slots=True)
class Known:
    """A document that a mention may mean: held, or cited elsewhere with its full identity. `type`, `issuer`: slugs."""

    id: str
    held: bool
    key: str | None
    block: str | None
    short: str | None
    type: str | None = None
    issuer: str | None = None
    locality: str | None = None
    year: int | None = None
    term: str | None = None
    date: str | None = None
    title: str | None = None
    annexed: Carried = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """What one mention gives. `context`: the folded words behind it; `annexed`: the words for the paper issued with
    the cited act, where that is meant."""

    position: int
    key: str | None
    block: str | None
    short: str | None
    type: str | None = None
    issuer: str | None = None
    locality: str | None = None
    year: int | None = None
    term: str | None = None
    date: str | None = None
    title: str | None = None
    context: str | None = None
    annexed: str | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """The citing document: nothing dated after it can be cited by it."""

    id: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of one mention. `candidates`: (node id, evidence); `findings`: contradictions worth a look; `part`:
    which paper issued with the target is meant."""

    position: int
    state: Outcome
    target: str | None = None
    candidates: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    part: str | None = None


class Lookup(Protocol):
    """What the archive knows. Every answer must depend on the set of documents only, not on the order they came."""

    def by_key(self, key: str) -> Sequence[Known]: ...

    def by_block(self, block: str) -> Sequence[Known]: ...

    def by_short(self, short: str) -> Sequence[Known]: ...


_ALONE = "chỉ khớp một phần; văn bản đúng có thể chưa có trong kho"


def resolve_document(citing: Citing, mentions: Sequence[Cited], lookup: Lookup) -> tuple[Resolution, ...]:
    """One resolution a mention, in their order, with what cannot be of the mention itself among its findings."""
    found = _resolved(citing, mentions, lookup)
    if any(m.annexed for m in mentions):
        pairs = zip(mentions, found, strict=True)
        found = tuple(_with_part(citing, m, r, lookup) if m.annexed else r for m, r in pairs)
    wrong = {m.position: why for m in mentions if m.date and (why := impossible(citing.date, m.year, m.date))}
    if not wrong:
        return found
    return tuple(replace(r, findings=(*wrong[r.position], *r.findings)) if r.position in wrong else r for r in found)


def _with_part(citing: Citing, mention: Cited, found: Resolution, lookup: Lookup) -> Resolution:
    """The resolution with the paper issued with its target. Where the act is not held but that paper is, as a file of
    its own, it is what is cited."""
    if found.target is None or mention.annexed is None:
        return found
    near = (*(lookup.by_key(mention.key) if mention.key else ()), *_of_block(mention, lookup))
    act = next((k for k in near if k.id == found.target and k.held), None)
    meant = part_meant(mention.annexed, act.annexed if act else ())
    if found.state == "stub" and meant.child is not None and mention.key == found.target:
        alone = [k for k in lookup.by_key(annexed_key(found.target, meant.child)) if k.held and not _not_yet(citing, k)]
        if len(alone) == 1:
            why = "khớp khóa nhận dạng của văn bản ban hành kèm theo"
            return Resolution(mention.position, "resolved", alone[0].id, (), (why,), found.findings)
    return replace(
        found,
        reasons=(*found.reasons, *meant.reasons),
        findings=(*found.findings, *meant.findings),
        part=meant.child,
    )


def _resolved(citing: Citing, mentions: Sequence[Cited], lookup: Lookup) -> tuple[Resolution, ...]:
    """Mentions with a full identity go first: they explain the others."""
    found: dict[int, Resolution] = {}
    for mention in mentions:
        if mention.key is not None:
            found[mention.position] = _with_key(citing, mention, mention.key, lookup)
    partial = [mention for mention in mentions if mention.key is None]
    if not partial:
        return tuple(found.values())
    told = _siblings([mention for mention in mentions if mention.key is not None])
    for mention in partial:
        found[mention.position] = _without_key(citing, mention, told, found, lookup)
    # What issuer, date or title settled explains the mentions that have still less.
    still = [m for m in partial if (r := found[m.position]).state == "ambiguous" or (r.target or "").startswith("so~")]
    told = _siblings(mentions) if still else {}
    for mention in still:
        found[mention.position] = _from_siblings(mention, told, found) or found[mention.position]
    return tuple([found[mention.position] for mention in mentions])


def _with_key(citing: Citing, mention: Cited, key: str, lookup: Lookup) -> Resolution:
    held = [k for k in lookup.by_key(key) if k.held and _letters_agree(mention, k)]
    fitting = [k for k in held if not _not_yet(citing, k)]
    if len(fitting) == 1:
        return _by_key(mention, fitting[0])
    if len(fitting) > 1:
        dated = [k for k in fitting if mention.date and k.date == mention.date]
        if len(dated) == 1:
            return Resolution(mention.position, "resolved", dated[0].id, (), ("khớp khóa nhận dạng và ngày",))
        return _ambiguous(mention, fitting, "nhiều văn bản trong kho có cùng khóa nhận dạng")
    if held:
        return _ambiguous(mention, held, "văn bản mang số này trong kho có ngày sau văn bản dẫn")
    printed = _printed_otherwise(citing, mention, lookup)
    if len(printed) == 1:
        other = printed[0]
        return Resolution(
            mention.position, "resolved", other.id, (), ("khớp số, ký hiệu và ngày",), differences(mention, other)
        )
    if printed:
        return _ambiguous(mention, printed, "nhiều văn bản khớp số, ký hiệu và ngày")
    nameless = _compatible(citing, mention, [k for k in _of_block(mention, lookup) if k.held and k.key is None])
    certain = [(k, e) for k in nameless if (e := weigh(mention, k)).identifies]
    if len(certain) == 1:
        found, evidence = certain[0]
        return Resolution(mention.position, "resolved", found.id, (), evidence.reasons, differences(mention, found))
    if nameless:
        return _ambiguous(mention, nameless, "văn bản trong kho mang số này nhưng chưa đọc đủ phần đầu")
    return Resolution(mention.position, "stub", key, (), ("chưa có trong kho; khóa nhận dạng đầy đủ",))


def _by_key(mention: Cited, known: Known) -> Resolution:
    """Same key. Another date is a slip of the pen unless the titles contradict as well."""
    findings = differences(mention, known)
    if mention.date and known.date and mention.date != known.date:
        if titles_contradict(mention, known) and not same_day_misprinted(mention.date, known.date):
            return _ambiguous(mention, [known], "cùng khóa nhận dạng nhưng ngày và trích yếu đều khác")
    return Resolution(mention.position, "resolved", known.id, (), ("khớp khóa nhận dạng",), findings)


def _printed_otherwise(citing: Citing, mention: Cited, lookup: Lookup) -> list[Known]:
    """Number, letters and day agree, but the type word or the author is cited in another way: `Quyết định 66-QĐ/TW`
    for a Quy định, Bộ Chính trị for Ban Bí thư. Letters that every province has prove nothing without the issuer."""
    if mention.date is None or mention.block is None:
        return []
    same_day = [
        k
        for k in lookup.by_block(mention.block)
        if k.held and k.date == mention.date and not _not_yet(citing, k)
        if (mention.issuer and mention.issuer == k.issuer and not mention.issuer.endswith("-"))
        or central_letters(mention.block)
        or (k.issuer is None and (mention.locality is None or k.locality == mention.locality))
    ]
    return same_day


def _without_key(
    citing: Citing,
    mention: Cited,
    siblings: dict[str, list[Cited]],
    found: dict[int, Resolution],
    lookup: Lookup,
) -> Resolution:
    told = _from_siblings(mention, siblings, found)
    if told is not None:
        return told
    candidates = _compatible(citing, mention, _of_block(mention, lookup))
    if mention.date is None and mention.title is not None:
        candidates = [k for k in candidates if not titles_contradict(mention, k)]
    weighed = [(k, weigh(mention, k)) for k in candidates]
    certain = [(k, e) for k, e in weighed if e.identifies]
    if len(certain) == 1:
        known, evidence = certain[0]
        state: Outcome = "resolved" if known.held else "stub"
        return Resolution(mention.position, state, known.id, (), evidence.reasons, differences(mention, known))
    if weighed:
        why = "không đủ căn cứ để chọn" if len(weighed) > 1 else _ALONE
        left = _ambiguous(mention, [k for k, _ in weighed], why, {k.id: e for k, e in weighed})
        if mention.block is None or any(k.held for k, _ in weighed):
            return left
        # None of them is held: a node of its own, beside those that it may turn out to be.
        reasons = ("chưa có trong kho; có thể là văn bản đã được dẫn đầy đủ ở nơi khác",)
        return Resolution(mention.position, "stub", partial_id(mention), left.candidates, reasons)
    missing = _what_is_missing(mention)
    if mention.block is not None:
        return Resolution(mention.position, "stub", partial_id(mention), (), ("chưa có trong kho; " + missing,))
    return Resolution(mention.position, "unresolved", None, (), (missing,))


def _from_siblings(mention: Cited, siblings: dict[str, list[Cited]], found: dict[int, Resolution]) -> Resolution | None:
    """The full mention elsewhere in the same document, when all of them agree on one target."""
    if mention.short is None:
        return None
    targets: dict[str, tuple[Cited, Resolution]] = {}
    for other in siblings.get(mention.short, ()):
        resolution = found.get(other.position)
        if resolution is None or other.position == mention.position or not _says_more(other, mention):
            continue
        if resolution.target is not None and _one_paper(mention, other):
            targets.setdefault(resolution.target, (other, resolution))
    if not targets:
        return None
    if len(targets) > 1:
        ordered = tuple((target, "được dẫn đầy đủ trong cùng văn bản") for target in sorted(targets))
        return Resolution(mention.position, "ambiguous", None, ordered, ("văn bản này dẫn nhiều văn bản cùng số",))
    ((other, resolution),) = targets.values()
    return Resolution(
        mention.position,
        resolution.state,
        resolution.target,
        (),
        ("được dẫn đầy đủ ở chỗ khác trong cùng văn bản", *resolution.reasons),
    )


def _siblings(mentions: Sequence[Cited]) -> dict[str, list[Cited]]:
    grouped: dict[str, list[Cited]] = defaultdict(list)
    for mention in mentions:
        if mention.short is not None:
            grouped[mention.short].append(mention)
    return grouped


def _says_more(other: Cited, mention: Cited) -> bool:
    """Whether the other mention gives something that this one leaves out."""
    if other.key is not None:
        return mention.key is None
    pairs = ((other.issuer, mention.issuer), (other.date or other.year, mention.date or mention.year),
             (other.title, mention.title))  # fmt: skip
    return any(a is not None and b is None for a, b in pairs) and all(a is not None or b is None for a, b in pairs)


def _one_paper(mention: Cited, other: Cited) -> bool:
    """Whether nothing that the two mentions say tells them apart."""
    return (
        _may_equal(mention.block, other.block)
        and _may_equal(mention.locality, other.locality)
        and _may_equal(mention.year, other.year)
        and _may_equal(mention.date, other.date)
        and _may_equal(mention.term, other.term)
        and issuers_agree(mention.issuer, other.issuer)
    )


def _of_block(mention: Cited, lookup: Lookup) -> Sequence[Known]:
    if mention.block is not None:
        return lookup.by_block(mention.block)
    return lookup.by_short(mention.short) if mention.short is not None else ()


def _compatible(citing: Citing, mention: Cited, candidates: Iterable[Known]) -> list[Known]:
    """Those that nothing contradicts: what only one side knows contradicts nothing.

    Written out, what tells most apart first: a number that every province has comes here with hundreds of papers.
    """
    place, date, year, term, issuer = mention.locality, mention.date, mention.year, mention.term, mention.issuer
    kind = _plain(mention.type) if mention.type is not None else None
    return [
        known
        for known in candidates
        if (date is None or known.date is None or known.date == date)
        and (place is None or known.locality is None or known.locality == place)
        and (year is None or known.year is None or known.year == year)
        and (term is None or known.term is None or known.term == term)
        and (issuer is None or issuers_agree(issuer, known.issuer))
        and (kind is None or known.type is None or _plain(known.type) == kind)
        and not _not_yet(citing, known)
    ]


def _may_equal(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _plain(type_slug: str) -> str:
    return type_slug.removesuffix("-qppl")


def _letters_agree(mention: Cited, known: Known) -> bool:
    """Same key but other letters: a wrong type in the letters is let pass, another organ or unit is another paper."""
    if mention.block == known.block or mention.block is None or known.block is None:
        return True
    ours, theirs = (block.partition("~")[2].split("-") for block in (mention.block, known.block))
    return ours[1:] == theirs[1:] and bool(ours[1:])


def _not_yet(citing: Citing, known: Known) -> bool:
    """Nothing is cited before it exists."""
    return citing.date is not None and known.date is not None and known.date > citing.date


def _ambiguous(
    mention: Cited, candidates: Iterable[Known], why: str, evidence: dict[str, Evidence] | None = None
) -> Resolution:
    listed = []
    for known in sorted(candidates, key=lambda k: k.id):
        weighed = evidence[known.id] if evidence else weigh(mention, known)
        listed.append((known.id, weighed.words))
    return Resolution(mention.position, "ambiguous", None, tuple(listed), (why,))


def _what_is_missing(mention: Cited) -> str:
    missing = [
        name
        for name, value in (
            ("số", mention.short or mention.block),
            ("loại", mention.type),
            ("cơ quan ban hành", mention.issuer),
            ("năm hoặc ngày", mention.year or mention.date or mention.term),
        )
        if not value
    ]
    return "thiếu " + ", ".join(missing) if missing else "năm không đủ để biết nhiệm kỳ hoặc đợt đánh số"


def partial_id(mention: Cited) -> str:
    """The node of mentions that give the same part of an identity, kept apart from nodes whose identity is whole."""
    known = (mention.block, (mention.issuer or "khong-ro").rstrip("-"), mention.locality and slug(mention.locality))
    when = mention.date or (str(mention.year) if mention.year else None) or mention.term or "khong-ro"
    return "~".join(("so", *(part for part in known if part), when))
