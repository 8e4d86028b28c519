"""Issuing bodies: which body a printed name or the letters of a number mean, and where a name ends in running text.

Knowledge is data: `data/issuers.toml`, `data/provinces.toml`. The head of a body counts as the body; what lacks its
place gets it from the citing document (Nghị định 30/2020/NĐ-CP, Phụ lục I for names of bodies).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.issuers.grammar import Reading, read_body, read_ministries, read_term
from extractor.issuers.places import (
    canonical_place,
    full_place,
    province_at,
    province_kind,
    province_of,
    province_of_zone,
    successors,
)
from extractor.issuers.registry import BodyEntry, code_key, period, pick, register
from extractor.issuers.territories import PROVINCE_KINDS, Territory
from extractor.knowledge import toml_data
from extractor.name_words import WORD, CutShort, Word, stretch_words, words_of
from extractor.number_letters import is_joint
from extractor.text import nfc, squash

__all__ = [
    "Body",
    "are_central",
    "body_of_code",
    "canonical_body",
    "match_body",
    "province_kind",
    "province_of",
    "successors",
]


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its full canonical name. `locality`: province or city, bare; None for central bodies or where unknown.

    `level`: central, party-central, mass, province, district, commune, party-province, party-district, party-commune,
    other (outside the registers).
    """

    name: str
    locality: str | None
    level: str


_LEAD = re.compile(r"^[\s\-–+*.]*(?:TM|T/M|KT|TL|TUQ|Q)\s*\.\s*|^(?:[Ll]iên tịch|LIÊN TỊCH)\s+(?:giữa\s+)?")
_TAIL = re.compile(r"[\s.,;:]*(?:\((?:cũ|khóa|khoá)[^)]*\))?[\s.,;:]*$")
_SPLIT = re.compile(r"\s*;\s*|\s+/\s+")
_TERM = re.compile(r"\d+$")
# As many words as nearly every name in running text needs to be read, and the one behind it.
_AHEAD = re.compile(rf"{WORD}(?:[\s.,&/\-\u2010-\u2015\u2212]*{WORD}){{0,8}}")
NEAR_NAME = r"[^\W_][^.;:()\"“”]{0,31}[.;:()\"“”]?"
"""What a name in running text nearly always lies in, with what ends it: fewer characters than `_AHEAD` takes."""
_NEAR = re.compile(NEAR_NAME)
_PARTIAL = re.compile(
    r"(?<![^\W_])(?<![^\W_]['’])[^\W_]+(?:['’][^\W_]*)?\Z"
)  # from its first letter only: a word may have thousands


def canonical_body(raw: str, *, place: str | None = None, date: str | None = None) -> Body | None:
    """The body that `raw` names, in any spelling or case; joint issuers come as one, joined by `; `.

    `place` (province or city of the citing document) completes `UBND tỉnh`, `Sở Nội vụ`; `date` (ISO) settles names and
    kinds that changed. None when `raw` is not a body's name as a whole.
    """
    return _canonical(raw, place, period(date))


@lru_cache(maxsize=16384)
def _canonical(raw: str, place: str | None, date: str | None) -> Body | None:
    where = canonical_place(place) if place else None
    text = _TAIL.sub("", _LEAD.sub("", squash(nfc(raw))))
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    bodies: list[Body] = []
    for piece in pieces:
        found = _bodies_of(piece, where, date)
        if found is None:
            return None
        bodies.extend(found)
    return _join(bodies)


def _join(bodies: list[Body]) -> Body | None:
    unique = list(dict.fromkeys(bodies))
    if len(unique) < 2:
        return unique[0] if unique else None
    places = {body.locality for body in unique}
    return Body("; ".join(b.name for b in unique), places.pop() if len(places) == 1 else None, unique[0].level)


def _bodies_of(piece: str, where: str | None, date: str | None) -> list[Body] | None:
    """The bodies of one piece without `;`: a list joined by commas, dashes or `và`, or a body under its parent."""
    words = words_of(piece)
    if not words or words[-1].end < len(piece.rstrip(" .,;:)")):
        return None
    if [word.key for word in words[:2]] == ["lien", "bo"]:
        ministries = read_ministries(words, _first_ministry(words))
        whole = ministries and ministries[-1].end == len(words)
        return [_resolve(reading, where, date) for reading in ministries] if whole else None
    bodies: list[Body] = []
    index = 0
    while index < len(words):
        reading = read_body(words, index)
        if reading is None:
            return None
        if bodies and not words[index].joint:
            if not _is_parent(bodies[-1], reading):
                return None
            where = bodies.pop().locality or where  # `UBND TỈNH YÊN BÁI` over `SỞ NỘI VỤ`
        body = _resolve(reading, where, date)
        bodies.append(body)
        index = read_term(words, reading.end)
    return bodies


def _is_parent(above: Body, reading: Reading) -> bool:
    return above.level in ("province", "district", "commune", "central", "party-province") and reading.known


def match_body(content: str, start: int, *, joint: bool | None = None) -> int | None:
    """End offset of the longest body name that starts at `start` of running text; None when none starts there.

    A term behind the name (`khóa XI`) is inside; titles, verbs, brackets are not. Joint issuers: `joint` True takes
    every body of a list, False only the first, None takes those of one rank where no new clause begins.
    """
    near = _NEAR.match(content, start)
    return body_end(content, start, near.group(), joint) if near else None


def body_end(content: str, start: int, near: str, joint: bool | None = None) -> int | None:
    """As `match_body`, where `near` is what `NEAR_NAME` matches at `start`."""
    length = _usual_length(near, joint)
    if length is None:
        ahead = _AHEAD.match(content, start)
        assert ahead is not None  # `near` begins with a letter or digit
        length = _usual_length(ahead.group() + " ", joint)
    if length is not None:
        return start + length if length else None
    return _body_end(content, start, words_of(content, start), joint)


@lru_cache(maxsize=65536)
def _usual_length(ahead: str, joint: bool | None) -> int | None:
    """Length of the name that starts a few words of text, 0 for no name; None when those words do not settle it.

    Papers name the same bodies in the same phrases, so that most of these are known from the mention before.
    """
    whole = _PARTIAL.sub("", ahead)
    try:
        return _body_end(None, 0, stretch_words(whole), joint) or 0 if whole else None
    except CutShort:
        return None


def _body_end(content: str | None, start: int, words: list[Word], joint: bool | None) -> int | None:
    if not words or words[0].start != start:
        return None
    index = 0
    if words[0].key == "lien" and len(words) > 2 and words[1].key == "tich":
        index = 2
    elif words[0].key == "lien" and len(words) > 2 and words[1].key == "bo":
        ministries = read_ministries(words, _first_ministry(words))
        return words[ministries[-1].end - 1].end if ministries else None
    reading = read_body(words, index)
    if reading is None:
        return None
    end = read_term(words, reading.end)
    if joint is not False:
        end = _joint_end(content, words, reading, end, bool(joint))
    return words[end - 1].end


def _first_ministry(words: list[Word]) -> int:
    """Behind the word `liên`: `liên Bộ Nội vụ - Tài chính`, or `liên bộ Bộ Nội vụ, Bộ Tài chính`."""
    return 2 if len(words) > 2 and words[2].key == "bo" else 1


# What stands behind the last of the bodies that issued a paper.
_ENDS_LIST = re.compile(
    r"\s*(?:[.;:)\]\"“”(]|,\s*ngày\b|$|về\s|V/v|v/v|hướng\s+dẫn|quy\s+định|ngày\s|số\s|ban\s+hành\s+(?:Quy|quy)|phê\s+duyệt|sửa\s+đổi"
    r"|bổ\s+sung|công\s+bố|đã\s+được|được\s|hết\s+hiệu|và\s+(?:các\s+)?(?:Luật|Nghị|Thông|Quyết|Chỉ|Kế|Văn))"
)


def _joint_end(content: str | None, words: list[Word], first: Reading, end: int, every: bool) -> int:
    rank = _rank(first)
    if rank is None and not every:
        return end
    at, joint = end, ""
    while at < len(words) and words[at].joint in (",", "&", "-"):
        if joint == "&" and words[at].joint == ",":
            break  # behind its last member: `giữa Ủy ban A và Hội B, Ủy ban A xây dựng ...`
        joint = words[at].joint
        reading = read_body(words, at)
        if reading is None or (not reading.known and not every) or (not every and _rank(reading) != rank):
            break
        if reading.name == first.name and reading.territory == first.territory:
            break  # `... của Bộ A, Bộ A quy định`: it goes on to speak itself
        at = read_term(words, reading.end)
    if content is None and at != end:
        raise CutShort  # what stands behind the list decides
    if content is None or at == end or every or _ENDS_LIST.match(content, words[at - 1].end):
        return at
    return end


def _rank(reading: Reading) -> str | None:
    """Bodies that issue papers together: ministries and their like; the leading Party bodies; those of one place."""
    if not reading.known or reading.entry is None:
        return None
    if reading.entry.id in ("bchtw", "bchtwd", "bctri", "bbt"):
        return "party"
    if reading.entry.level in ("central", "mass") and reading.entry.id not in ("qh", "ttg", "ctn", "vpcp"):
        return "place" if reading.local or reading.territory is not None else "state"
    return None


def _resolve(reading: Reading, where: str | None, date: str | None) -> Body:
    name, territory = reading.name, reading.territory
    if reading.entries:
        chosen = pick(reading.entries, date)
        if reading.entry is not None and chosen is not reading.entry:
            name = name.replace(reading.entry.name, chosen.name)
    if not reading.local:
        return Body(name, None, reading.level)
    if territory is None:
        return _completed(name, reading, None, where, date)
    if territory.name is None:
        return _completed(name, reading, territory.kind, where, date)
    return _placed(name, reading, territory, where, date)


def _completed(name: str, reading: Reading, kind: str | None, where: str | None, date: str | None) -> Body:
    """A local body whose place is not printed, or only its kind (`UBND tỉnh`)."""
    kind = kind or reading.kind
    if where is not None and kind in (None, *PROVINCE_KINDS):
        held = province_at(where, date)
        of_date, where = (held.kind, held.name) if held else (None, where)
        fits = kind is None or kind == of_date or (of_date is not None and _ever(where, kind))
        if fits:
            return Body(_with_place(name, reading, where, kind or of_date, date), where, reading.level)
        where = None  # the citing document is from a place of the other kind
    printed = name if kind is None or reading.bare else f"{name} {kind}"
    return Body(printed, where, reading.level)


def _ever(name: str, kind: str) -> bool:
    return any(province_kind(name, day) == kind for day in ("2000-01-01", "2024-12-31", "2025-12-31", None))


def _with_place(name: str, reading: Reading, bare: str, kind: str | None, date: str | None) -> str:
    full = full_place(bare, kind, date)
    if reading.bare:
        return f"{name} {full if full[0].isupper() else bare}"
    return f"{name} {full}"


def _placed(name: str, reading: Reading, territory: Territory, where: str | None, date: str | None) -> Body:
    place = territory.name or ""
    kind = territory.kind or reading.kind
    if territory.known and kind in (None, *PROVINCE_KINDS):
        held = province_at(place, date)
        of_date = held.kind if held and held.name == place else "tỉnh"
        if kind == "thành phố" and of_date == "tỉnh" and not (date is None and _ever(place, kind)):
            # The town that gave its name to the province (`UBND thành phố Lào Cai`), or Huế before 2025.
            inside = held.name if held else None
            level = "party-district" if reading.level.startswith("party") else "district"
            if reading.level not in ("province", "party-province", "party-district"):
                level = reading.level
            return Body(f"{name} {place}" if reading.bare else f"{name} {kind} {place}", inside, level)
        return Body(_with_place(name, reading, place, kind or of_date, date), place, reading.level)
    names = [f"{kind} {place}" if kind and not reading.bare else place]
    outer, locality = territory.outer, None
    while outer is not None:
        names.append(f"{outer.kind} {outer.name}")
        if outer.known:
            locality = outer.name
        outer = outer.outer
    level = reading.level
    if reading.bare and reading.kind == "thành phố" and level == "party-province":
        level = "party-district"
    if kind == "đặc khu" and locality is None:
        locality = province_of_zone(place)
    return Body(f"{name} {', '.join(names)}", locality or where, level)


def body_of_code(
    orgs: tuple[str, ...], *, type_code: str | None, system: str, place: str | None, date: str | None
) -> Body | None:
    """The body that the letters of a number name; None when they do not settle it.

    `orgs`: the groups that are not the type (`QĐ-BNNPTNT-VPĐP`: BNNPTNT, VPĐP), `system` as in `codes.System`. TW is
    the Central Committee, the Politburo or the Secretariat and settles nothing (Hướng dẫn 36-HD/VPTW).
    """
    if not orgs:
        return None
    where = canonical_place(place) if place else None
    if type_code == "VBHN":
        return _of_letters(orgs[-1], where, date)
    paired = _of_letters("".join(orgs[:2]), where, date) if len(orgs) > 1 and orgs[0] in _FRONT else None
    if paired is not None:
        return paired
    if is_joint(type_code, orgs):
        bodies = [_of_letters(letters, where, date) for letters in orgs]
        if any(body is None for body in bodies):
            return None
        return _join([body for body in bodies if body is not None])
    first = _of_letters(orgs[0], where, date)
    if first is None and len(orgs) > 1:  # `TT-BGD-ĐT`, `QĐ-SLĐ-TBXH`
        first = _of_letters("".join(orgs[:2]), where, date)
    return first or (
        _of_letters(orgs[0].split(".")[0], where, date) if "." in orgs[0] else None  # `QĐ-UBND.KT`: the drafting unit
    )


@lru_cache(maxsize=4096)
def are_central(organs: tuple[str, ...]) -> bool:
    """Whether all letter groups of a number name central bodies: a joint paper (`KH-BCA-BNNMT`), no drafting unit."""
    bodies = [_of_letters(letters, None, None) for letters in organs]
    return all(body is not None and body.level in ("central", "party-central", "mass") for body in bodies)


def department_of(letters: str) -> str | None:
    """The department of a province that the letters of a number name (`SYT` is `Sở Y tế`), without its place."""
    body = _of_letters(letters, "Hà Nội", None)  # any place: the name is asked for
    return body.name.split(" thành phố ")[0] if body is not None and body.name.startswith("Sở ") else None


_FRONT = frozenset({"MTTW", "MTTQ", "MT"})
_LETTERS = toml_data("number_letters.toml")
_UNSETTLED = frozenset(map(code_key, _LETTERS["unsettled"]["letters"]))
_COMMITTEE_CODES: dict[str, str] = _LETTERS["committees"]["names"]
_PARTY_CODES: dict[str, str] = _LETTERS["provincial_party"]["names"]


def _of_letters(letters: str, where: str | None, date: str | None) -> Body | None:
    key = code_key(letters)
    if letters.upper() == "TƯ":  # Trung ương, or a misread TU
        return None
    bare = _TERM.sub("", key)
    if key in _UNSETTLED:
        return None
    if key == "tu" or key in _PARTY_CODES:
        if where is None:
            return None
        committee = "Thành ủy" if province_kind(where, date) == "thành phố" else "Tỉnh ủy"
        organ = _PARTY_CODES.get(key)
        return _canonical(f"{organ} {committee}" if organ else committee, where, date)
    for form in (key, bare):
        committee_name = _COMMITTEE_CODES.get(form)
        if committee_name is not None:
            return _canonical(committee_name, where, date) if where else None
        entries = register().codes.get(form)
        if entries:
            return _of_entry(pick(_of_time(entries, date), date), where, date)
    return None


def _of_time(entries: tuple[BodyEntry, ...], date: str | None) -> tuple[BodyEntry, ...]:
    return tuple(entry for entry in entries if entry.holds(date)) or entries


def _of_entry(entry: BodyEntry, where: str | None, date: str | None) -> Body | None:
    if entry.level in ("central", "party-central") or (entry.level == "mass" and entry.place is None):
        return Body(entry.name, None, entry.level)
    if entry.level == "province" or entry.place == "may":
        if where is None:
            return None
        return Body(f"{entry.name} {full_place(where, None, date)}", where, entry.level)
    return None
