"""How the name of a body is built: head of the body, register name or committee, place, term. Read word by word.

One reader serves both questions: where a name ends in running text, and which body it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.issuer_register import BodyEntry, register
from extractor.name_words import NameTree, Word
from extractor.places import place_names
from extractor.text import old_tone

PROVINCE_KINDS = ("tỉnh", "thành phố")
_KINDS = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "thu do": "thành phố", "quan": "quận", "q": "quận",
    "huyen": "huyện", "h": "huyện", "thi xa": "thị xã", "tx": "thị xã", "xa": "xã", "phuong": "phường", "p": "phường",
    "thi tran": "thị trấn", "tt": "thị trấn", "dac khu": "đặc khu",
}  # fmt: skip
_TIER = {
    "tỉnh": 3, "thành phố": 3, "quận": 2, "huyện": 2, "thị xã": 2, "xã": 1, "phường": 1, "thị trấn": 1, "đặc khu": 1,
}  # fmt: skip
_DOTTED = frozenset({"q", "h", "p", "tt"})
_COMMITTEES = {
    "Ủy ban nhân dân": ("Ủy ban nhân dân", "UBND", "UBNĐ", "ƯBND", "Ủy ban ND", "UB nhân dân", "CTUBND"),
    "Hội đồng nhân dân": ("Hội đồng nhân dân", "HĐND", "HDND", "Hội đồng ND"),
    "Ủy ban hành chính": ("Ủy ban hành chính", "UBHC"),
}
_PARTY = {
    "Tỉnh ủy": "tỉnh", "Thành ủy": "thành phố", "Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã",
    "Tỉnh đoàn": "tỉnh", "Thành đoàn": "thành phố", "Huyện đoàn": "huyện", "Quận đoàn": "quận", "Thị đoàn": "thị xã",
}  # fmt: skip
_PARTY_OVER = ("Đảng ủy", "Đảng bộ", "Chi bộ", "Ban cán sự đảng", "Đảng đoàn")
_TERM_WORDS = frozenset({"khoa"})
_ROMAN = frozenset("IVXLC")
_ORDINALS = frozenset("nhất hai ba tư năm sáu bảy tám chín mười".split())
_MAX_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Territory:
    """A place as printed: its kind, its name (None: `UBND tỉnh`), whether the register knows it, what it lies in."""

    kind: str | None
    name: str | None
    known: bool
    outer: Territory | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A body as read: its name without place, its level, the place printed, and the index of the word behind it.

    `local`: belongs to a place even where none is printed. `bare`: the place follows without its kind (`Tỉnh ủy Lào
    Cai`), `kind` is then the kind that the name itself says. `known`: from the registers, not by shape.
    """

    name: str
    level: str
    end: int
    territory: Territory | None = None
    local: bool = False
    bare: bool = False
    kind: str | None = None
    known: bool = True
    entry: BodyEntry | None = None
    entries: tuple[BodyEntry, ...] = ()


def _names(table: dict[str, tuple[str, ...]]) -> NameTree[str]:
    tree: NameTree[str] = NameTree()
    for name, forms in table.items():
        for form in forms:
            tree.add(form, name)
    return tree


_COMMITTEE_TREE = _names(_COMMITTEES)
_PARTY_TREE = _names({name: (name,) for name in _PARTY})
_PARTY_OVER_TREE = _names({name: (name,) for name in _PARTY_OVER})
_KIND_TREE = _names({kind: tuple(k for k, v in _KINDS.items() if v == kind) for kind in dict.fromkeys(_KINDS.values())})


def read_body(words: list[Word], index: int = 0, *, depth: int = 0) -> Reading | None:
    """The body whose name starts at word `index`; None when none does."""
    if index >= len(words) or depth > 3:
        return None
    known = register()
    named = _read_entry(words, index, depth)
    committee = _read_committee(words, index) or _read_party(words, index, depth)
    best = max((r for r in (named, committee) if r), key=lambda r: r.end, default=None)
    if best is not None:
        return best
    if [w.key for w in words[index : index + 2]] == ["hoi", "nghi"]:  # `Hội nghị lần thứ sáu Ban Chấp hành ...`
        behind = read_term(words, index + 2)
        return read_body(words, behind, depth=depth + 1) if behind < len(words) and not words[behind].joint else None
    head = known.heads.longest(words, index)
    if head is not None and head[1] < len(words) and words[head[1]].joint in ("", ".", "-", ","):
        inner = read_body(words, head[1], depth=depth + 1)
        if inner is not None and (words[head[1]].joint in ("", ".") or inner.known):
            return inner
    return _read_unknown(words, index, after_head=depth > 0)


def read_term(words: list[Word], index: int) -> int:
    """The index behind a term that follows an issuer (`khóa XVI`, `nhiệm kỳ 2020 - 2025`, `lần thứ XIII`)."""
    at = index
    while at + 1 < len(words):
        key, following = words[at].key, words[at + 1]
        if key in _TERM_WORDS and _ordinal(following) and not words[at].joint:
            at += 2
        elif key == "lan" and following.key == "thu" and at + 2 < len(words) and _ordinal(words[at + 2]):
            at += 3
        elif key == "nhiem" and following.key == "ky" and at + 2 < len(words) and words[at + 2].key.isdigit():
            at += 3
            if at < len(words) and words[at].joint == "-" and words[at].key.isdigit():
                at += 1
        else:
            break
    return at


def _ordinal(word: Word) -> bool:
    return word.key.isdigit() or (word.upper and set(word.key.upper()) <= _ROMAN) or word.exact in _ORDINALS


def _read_entry(words: list[Word], index: int, depth: int) -> Reading | None:
    for values, end in reversed(list(register().names.match(words, index))):
        organs = [v for v in values if v.level == "party-organ"]
        if organs and len(organs) == len(values):
            nested = _read_nested(words, end, depth)
            if nested is not None:
                return replace(nested, name=f"{organs[0].name} {nested.name}", entry=organs[0])
            continue
        territory, behind = read_territory(words, end)
        local = [v for v in values if v.level in ("province", "district") or v.place or v.level == "mass"]
        if territory is not None and local:
            entry = local[0]
            level = entry.level if entry.level in ("province", "district") else _level(territory)
            return Reading(entry.name, level, behind, territory, local=True, entry=entry, entries=tuple(local))
        free = [v for v in values if v.place != "must" and v.level != "party-organ"]
        if free:
            entry = free[0]
            is_local = entry.level in ("province", "district")
            return Reading(entry.name, entry.level, end, local=is_local, entry=entry, entries=tuple(free))
    return None


def _read_nested(words: list[Word], index: int, depth: int) -> Reading | None:
    """The committee that an organ belongs to: `Ban Thường vụ` + `Tỉnh ủy`, `Ban Chấp hành` + `Đảng bộ tỉnh`."""
    if index >= len(words) or words[index].joint not in ("", "."):
        return None
    party = _read_party(words, index, depth)
    if party is not None:
        return party
    inner = _read_entry(words, index, depth + 1) if depth < 3 else None
    return inner if inner is not None and inner.level == "mass" else None


def _read_committee(words: list[Word], index: int) -> Reading | None:
    found = _COMMITTEE_TREE.longest(words, index)
    if found is None:
        return None
    (name, *_), end = found
    territory, behind = read_territory(words, end)
    return Reading(name, _level(territory), behind, territory, local=True)


def _read_party(words: list[Word], index: int, depth: int) -> Reading | None:
    found = _PARTY_TREE.longest(words, index)
    if found is not None:
        (name, *_), end = found
        kind = _PARTY[name]
        territory, behind = read_territory(words, end, kind=kind)
        level = "mass" if name.endswith("đoàn") else ("party-province" if _TIER[kind] == 3 else "party-district")
        return Reading(name, level, behind, territory, local=True, bare=True, kind=kind)
    over = _PARTY_OVER_TREE.longest(words, index)
    if over is None:
        return None
    (name, *_), end = over
    if end < len(words) and words[end].joint in ("", "."):
        inner = _read_committee(words, end)
        if inner is not None:
            return replace(inner, name=f"{name} {inner.name}", level=f"party-{inner.level}")
        if [w.key for w in words[end : end + 4]] == ["cac", "co", "quan", "dang"]:
            territory, behind = read_territory(words, end + 4)
            return Reading(f"{name} các cơ quan Đảng", "party-province", behind, territory, local=True)
        territory, behind = read_territory(words, end)
        if territory is not None:
            return Reading(name, f"party-{_level(territory)}", behind, territory, local=True)
        body = read_body(words, end, depth=depth + 1)
        if body is not None and body.known:
            return replace(body, name=f"{name} {body.name}", level="party-organ", entry=None, entries=())
    return None


def _level(territory: Territory | None) -> str:
    if territory is None or territory.kind is None:
        return "province"
    if territory.kind == "thành phố" and territory.name is not None and not territory.known:
        return "district"
    return {3: "province", 2: "district", 1: "commune"}[_TIER[territory.kind]]


def read_territory(words: list[Word], index: int, *, kind: str | None = None) -> tuple[Territory | None, int]:
    """The place behind a body's name and the index behind it. `kind`: what the body's own name says (`Tỉnh ủy`)."""
    if index >= len(words) or words[index].joint not in ("", ".", "-"):
        return None, index
    printed = _kind_at(words, index)
    if printed is None:
        place = place_names().longest(words, index) if words[index].capital else None
        if place is not None and words[index].joint != "-":
            return Territory(kind, place[0][0], True), place[1]
        if (kind is not None and _TIER[kind] < 3) or kind == "thành phố":
            name, end = _proper_name(words, index, words[index - 1].upper)
            if name is not None and words[index].joint != "-":
                return _with_outer(words, Territory(kind, name, False), end)
        return None, index
    kind, at = printed
    if words[index].joint == "-" and at >= len(words):
        return None, index
    if at < len(words) and words[at].joint in ("", "."):
        place = place_names().longest(words, at) if words[at].capital else None
        if place is not None and _TIER[kind] == 3:
            return Territory(kind, place[0][0], True), place[1]
        if kind != "tỉnh":
            name, end = _proper_name(words, at, words[at - 1].upper)
            if name is not None:
                return _with_outer(words, Territory(kind, name, False), end)
    if words[index].joint == "-":
        return None, index
    return Territory(kind, None, False), at


def _kind_at(words: list[Word], index: int) -> tuple[str, int] | None:
    found = _KIND_TREE.longest(words, index)
    if found is None:
        return None
    (kind, *_), end = found
    if words[index].key in _DOTTED and (end >= len(words) or (words[end].joint != "." and not words[index].upper)):
        return None
    return kind, end


def _with_outer(words: list[Word], inner: Territory, index: int) -> tuple[Territory, int]:
    """`huyện Gia Lâm, thành phố Hà Nội`: the larger place that follows belongs to the name."""
    if index < len(words) and words[index].joint in (",", "-", ""):
        printed = _kind_at(words, index)
        if printed is not None and inner.kind is not None:
            kind, at = printed
            larger = _TIER[kind] > _TIER[inner.kind] or (inner.kind == "thành phố" and kind == "tỉnh")
            if larger and at < len(words) and words[at].joint in ("", "."):
                place = place_names().longest(words, at)
                if place is not None and _TIER[kind] == 3:
                    return replace(inner, outer=Territory(kind, place[0][0], True)), place[1]
                name, end = _proper_name(words, at, words[at - 1].upper)
                if name is not None and kind != "tỉnh":
                    outer, behind = _with_outer(words, Territory(kind, name, False), end)
                    return replace(inner, outer=outer), behind
    return inner, index


def _proper_name(words: list[Word], index: int, upper: bool) -> tuple[str | None, int]:
    """The run of capitalised words (or the number) of a place outside the register, as printed, in title case."""
    at = index
    parts: list[str] = []
    while at < len(words) and len(parts) < _MAX_NAME_WORDS:
        word = words[at]
        if at > index and word.joint not in ("", "-"):
            break
        if word.key.isdigit():
            if not parts:
                return word.key, at + 1
            break
        if not word.capital or (at > index and _stop_at(words, at)) or (upper and not word.upper):
            break
        if at > index and _starts_body(words, at):
            break
        printed = word.exact.capitalize() if upper else old_tone(word.raw)
        parts.append(f"- {printed}" if at > index and word.joint == "-" else printed)
        at += 1
    return (" ".join(parts), at) if parts else (None, index)


def _starts_body(words: list[Word], index: int) -> bool:
    if words[index].joint == "-":
        return bool(_kind_at(words, index))
    return bool(
        _COMMITTEE_TREE.longest(words, index)
        or _PARTY_TREE.longest(words, index)
        or any(True for _ in register().names.match(words, index))
    )


def _stop_at(words: list[Word], index: int) -> bool:
    for phrases, end in register().stops.match(words, index):
        printed = " ".join(word.exact for word in words[index:end])
        if any(printed == old_tone(phrase.lower()) for phrase in phrases):
            return True
    return False


def _read_unknown(words: list[Word], index: int, *, after_head: bool) -> Reading | None:
    """A body outside the registers, by its shape: a head noun, capitalised words, and words that names go on with."""
    known = register()
    found = known.unknown_heads.longest(words, index)
    if found is None or not (words[index].capital or after_head):
        return None
    (head, *_), start = found
    upper = all(w.upper for w in words[index : index + 2])
    parts: list[str] = [head]
    at = start
    last = start
    was_capital = False
    while at < len(words) and at - start < 16:
        word = words[at]
        if word.joint not in ("", "-", "&", ".") or (_stop_at(words, at) and not _numbered(words, at, head)):
            break
        if at > start and _kind_at(words, at) and not _inside_word(words, at):
            break
        if word.joint == "&" and (_starts_body(words, at) or known.unknown_heads.longest(words, at)):
            break
        if _numbered(words, at, head):
            parts.extend(("số", words[at + 1].key))
            at += 2
            last = at
            break
        inside = known.inside.longest(words, at)
        if inside is not None:
            for step in range(at, inside[1]):
                parts.append(_print(words[step], upper, first=step == start))
            if inside[0][0] not in ("các", "và"):
                last = inside[1]
            at = inside[1]
            was_capital = word.capital and not upper
        elif word.capital or word.key.isdigit():
            parts.append(_print(word, upper, first=at == start))
            at += 1
            last = at
            was_capital = word.capital
        elif was_capital and not word.joint:
            parts.append(word.exact)
            at += 1
            last = at
            was_capital = False
        else:
            break
    if last == start:
        return None
    name = " ".join(parts[: 1 + _parts_until(words, start, last, parts)])
    territory, behind = read_territory(words, last)
    return Reading(
        name, "other", behind, territory, local=head in known.local_heads or territory is not None, known=False
    )


def _parts_until(words: list[Word], start: int, last: int, parts: list[str]) -> int:
    return min(last - start, len(parts) - 1)


def _numbered(words: list[Word], index: int, head: str) -> bool:
    following = words[index + 1] if index + 1 < len(words) else None
    return words[index].key == "so" and following is not None and following.key.isdigit() and "đua" in head.lower()


def _inside_word(words: list[Word], index: int) -> bool:
    return register().inside.longest(words, index) is not None


def _print(word: Word, upper: bool, *, first: bool) -> str:
    joint = {"-": "- ", "&": "và "}.get(word.joint, "")
    if upper:
        return joint + (word.exact.capitalize() if first else word.exact)
    return joint + old_tone(word.raw)
