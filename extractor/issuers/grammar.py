"""How the name of a body is built: head of the body, register name or committee, place, term. Read word by word.

One reader serves both questions: where a name ends in running text, and which body it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.issuers.free_names import inside_word, joint, name_words
from extractor.issuers.registry import BodyEntry, register
from extractor.issuers.territories import (
    COMMITTEE_TREE,
    PARTY,
    PARTY_OVER_TREE,
    PARTY_TREE,
    TIER,
    Territory,
    kind_at,
    level_of,
    read_territory,
    starts_body,
    stop_at,
)
from extractor.name_words import Word
from extractor.text import old_tone

_TERM_WORDS = frozenset({"khoa"})
_ROMAN = frozenset("IVXLC")
_ORDINALS = frozenset("nhất hai ba tư năm sáu bảy tám chín mười".split())


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


def read_body(words: list[Word], index: int = 0, *, depth: int = 0) -> Reading | None:
    """The body whose name starts at word `index`; None when none does."""
    if index >= len(words) or depth > 3:
        return None
    known = register()
    council = _read_council(words, index, depth) if words[index].key == "hoi" else None
    if council is not None:
        return council
    named = _read_entry(words, index, depth)
    committee = _read_committee(words, index) or _read_party(words, index, depth)
    best = max((r for r in (named, committee) if r), key=lambda r: r.end, default=None)
    if best is not None:
        return best
    if [w.key for w in words[index : index + 2]] == ["hoi", "nghi"]:  # `Hội nghị lần thứ sáu Ban Chấp hành ...`
        behind = read_term(words, index + 2)
        return read_body(words, behind, depth=depth + 1) if behind < len(words) and not words[behind].joint else None
    head = known.heads.longest(words, index)
    if head is not None and words[index].exact == "trường" and head[1] < len(words) and words[head[1]].key == "dai":
        head = None  # `Trường Đại học Cây Đa`: no Trưởng of a Đại học
    if head is not None and head[1] < len(words) and words[head[1]].joint in ("", ".", "-", ","):
        twice = [word.key for word in words[head[1] : head[1] + 2]] == ["ban", "ban"]  # `Trưởng ban Ban Quản lý`
        inner = read_body(words, head[1] + twice, depth=depth + 1)
        if inner is not None and (words[head[1]].joint in ("", ".") or inner.known):
            return inner
        if "Bộ trưởng" in head[0]:  # `Bộ trưởng Tài chính`: the word Bộ is left out
            return _read_ministry(words, head[1])
    return _read_unknown(words, index, after_head=depth > 0)


def _read_council(words: list[Word], index: int, depth: int) -> Reading | None:
    """A council that stands beside the head of a body: `Hội đồng Thi đua - Khen thưởng Sở Y tế`, `Hội đồng trường |
    Trường Đại học Cây Đa`. Without a body behind it, it is read as any other."""
    known = register()
    found = known.councils.longest(words, index)
    if found is None or found[1] >= len(words) or words[found[1]].joint:
        return None
    (name, *_), end = found
    if not words[end].capital or kind_at(words, end):
        return None
    body = read_body(words, end, depth=depth + 1)
    if body is None:
        return None
    return replace(body, name=f"{known.spelt.get(name, name)} {body.name}", entry=None, entries=())


def _read_ministry(words: list[Word], index: int) -> Reading | None:
    """A ministry named by what it looks after, without the word Bộ."""
    found = register().fields.longest(words, index)
    entries = [e for e in register().entries if found and e.name == f"Bộ {found[0][0]}"]
    if found is None or not entries or not words[index].capital:
        return None
    return Reading(entries[0].name, "central", found[1], entry=entries[0], entries=tuple(entries))


def read_ministries(words: list[Word], index: int) -> list[Reading]:
    """The ministries of `liên Bộ Nội vụ, Tài chính và Y tế`: the head noun is said once. `index`: at the word Bộ."""
    readings: list[Reading] = []
    first = read_body(words, index)
    at = index
    while first is not None and first.known:
        readings.append(first)
        at = first.end
        if at >= len(words) or words[at].joint not in (",", "-", "&"):
            break
        first = _read_ministry(words, at) or read_body(words, at)
    return readings


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
    plain: Reading | None = None
    for values, end in reversed(list(register().names.match(words, index))):
        organs = [v for v in values if v.level == "party-organ"]
        if organs and len(organs) == len(values):
            # `Ban Chấp hành Trung ương | Hội Nông dân`: what an organ belongs to reaches behind a shorter name.
            nested = _read_nested(words, end, depth, organs[0])
            if nested is not None and (plain is None or nested.end > plain.end):
                return nested
        elif plain is None and not _says_committee(words, index, end):
            plain = _read_named(words, values, end)
    return plain


def _read_named(words: list[Word], values: list[BodyEntry], end: int) -> Reading | None:
    """A body whose name ends before word `end`, with the place behind it."""
    region = _of_region(words, values, end)
    if region is not None:
        return region
    territory, behind = read_territory(words, end)
    local = [v for v in values if v.level in ("province", "district") or v.place or v.level == "mass"]
    if territory is not None and local:
        local = [v for v in local if "Trung ương" not in v.name] or local  # `MTTQ Việt Nam tỉnh Lào Cai`
        entry = local[0]
        level = entry.level if entry.level in ("province", "district") else level_of(territory)
        return Reading(entry.name, level, behind, territory, local=True, entry=entry, entries=tuple(local))
    free = [v for v in values if v.place != "must" and v.level != "party-organ"]
    if free:
        entry = free[0]
        is_local = entry.level in ("province", "district")
        return Reading(entry.name, entry.level, end, local=is_local, entry=entry, entries=tuple(free))
    return None


def _of_region(words: list[Word], values: list[BodyEntry], end: int) -> Reading | None:
    """A branch of a region: `Kho bạc Nhà nước khu vực VIII`, `Ngân hàng Nhà nước Khu vực 4`."""
    if end + 2 >= len(words) or words[end].key != "khu" or words[end + 1].key != "vuc" or words[end].joint:
        return None
    entry = next((value for value in values if value.regions), None)
    number = words[end + 2]
    if entry is None or not (number.key.isdigit() or (number.upper and set(number.key.upper()) <= _ROMAN)):
        return None
    name = f"{entry.name.removesuffix(' Việt Nam')} khu vực {number.raw}"
    return Reading(name, "other", end + 3)


def _read_nested(words: list[Word], index: int, depth: int, organ: BodyEntry) -> Reading | None:
    """An organ with the body it belongs to: `Ban Thường vụ` + `Tỉnh ủy`, `Ban Chấp hành` + `Đảng bộ tỉnh`."""
    if index >= len(words) or words[index].joint not in ("", "."):
        return None
    inner = _read_party(words, index, depth)
    if inner is None:
        inner = _read_entry(words, index, depth + 1) if depth < 3 else None
        mass = inner is not None and inner.entry is not None and inner.entry.level == "mass"
        if inner is None or not (mass or inner.name.startswith(("Ủy ban", "Hội đồng", "Đảng ủy"))):
            inner = _read_union(words, index)
    if inner is None:
        return None
    centre = "" if inner.name.startswith("Trung ương") or not _says_centre(words, index) else "Trung ương "
    return replace(inner, name=f"{organ.name} {centre}{inner.name}", entry=organ, entries=())


def _read_union(words: list[Word], index: int) -> Reading | None:
    """The Youth Union of a place behind its organ: `Ban Chấp hành Đoàn tỉnh`; `Đoàn` alone may be any delegation."""
    if words[index].key != "doan":
        return None
    territory, behind = read_territory(words, index + 1)
    return Reading("Đoàn", "mass", behind, territory, local=True) if territory is not None else None


def _says_committee(words: list[Word], index: int, end: int) -> bool:
    """Whether `TU`, `T.U` (Tỉnh ủy) stands where a name has `TƯ`, `T.Ư` (Trung ương): accents tell them apart."""
    return any(word.raw == "TU" or (word.raw == "U" and word.joint == ".") for word in words[index:end])


def _says_centre(words: list[Word], index: int) -> bool:
    return words[index].key == "tw" or [w.key for w in words[index : index + 2]] in (["trung", "uong"], ["t", "u"])


def _read_committee(words: list[Word], index: int) -> Reading | None:
    found = COMMITTEE_TREE.longest(words, index)
    if found is None:
        return None
    (name, *_), end = found
    territory, behind = read_territory(words, end)
    return Reading(name, level_of(territory), behind, territory, local=True)


def _read_party(words: list[Word], index: int, depth: int) -> Reading | None:
    found = PARTY_TREE.longest(words, index)
    if found is not None:
        (name, *_), end = found
        kind = PARTY[name]
        territory, behind = read_territory(words, end, kind=kind)
        level = "mass" if name.endswith("đoàn") else ("party-province" if TIER[kind] == 3 else "party-district")
        return Reading(name, level, behind, territory, local=True, bare=True, kind=kind)
    over = PARTY_OVER_TREE.longest(words, index)
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
            return Reading(name, f"party-{level_of(territory)}", behind, territory, local=True)
        body = read_body(words, end, depth=depth + 1)
        if body is not None and body.known:
            return replace(body, name=f"{name} {body.name}", level="party-organ", entry=None, entries=())
    return None


_SURNAMES = frozenset(("vũ", "bàn", "tô"))  # which differ from `Vụ`, `Ban`, `Tổ` by their accents alone


def _read_unknown(words: list[Word], index: int, *, after_head: bool) -> Reading | None:
    """A body outside the registers, by its shape: a head noun, capitalised words, and words that names go on with."""
    known = register()
    found = known.unknown_heads.longest(words, index)
    if found is None or not (words[index].capital or after_head) or words[index].exact in _SURNAMES:
        return None
    (head, *_), start = found
    said = words[index].exact in (words[index].key, old_tone(head.split()[0].lower()))
    if not said and (not words[index].upper or head == "Báo"):
        return None  # `Trương Thị Mai` is no Trường, `BẢO HIỂM` no newspaper
    upper = all(w.upper for w in words[index : index + 2])
    steering = _read_steering(words, start, head) if head in _STEERING and not upper else None
    if steering is not None:
        return steering
    if upper and start < len(words) and kind_at(words, start) and not inside_word(words, start):
        own, behind = read_territory(words, start)  # `BƯU ĐIỆN TỈNH LÀO CAI`
        return Reading(head, "other", behind, own, local=True, known=False) if own is not None else None
    parts, last, at = name_words(words, start, head, upper=upper)
    if last == start:
        alone = head in known.alone and (at == len(words) or bool(words[at].joint) or stop_at(words, at))
        return _read_alone(words, start, head) if alone else None
    if head == "Đoàn" and not upper and last - index == 3 and all(word.capital for word in words[index:last]):
        return None  # `Đoàn Minh Hà`: a person
    name = " ".join(parts[: 1 + last - start])
    name = known.spelt.get(head, head) + name[len(head) :] if name.startswith(head) else name
    committee = _read_party(words, last, 3) if last < len(words) and not words[last].joint else None
    if committee is not None:  # `Ban Bảo vệ sức khỏe cán bộ Tỉnh ủy`
        return replace(committee, name=f"{name} {committee.name}", level="other", known=False)
    territory, behind = read_territory(words, last)
    return Reading(
        name, "other", behind, territory, local=head in known.local_heads or territory is not None, known=False
    )


_STEERING = ("Ban Chỉ đạo", "Ban Chỉ huy")
_LONGEST_PURPOSE = 30  # words


def _read_steering(words: list[Word], start: int, head: str) -> Reading | None:
    """A committee of a place, named by what it steers in whatever words: `Ban Chỉ đạo chăm sóc sức khỏe nhân dân tỉnh`.
    None where its place does not end the name."""
    parts = [head]
    covered = start  # behind a phrase that names go on with: `chuyển đổi số`
    for at in range(start, min(start + _LONGEST_PURPOSE, len(words))):
        word = words[at]
        phrase = register().inside.longest(words, at) if at >= covered else None
        covered = max(covered, phrase[1] if phrase is not None else at)
        if word.joint not in ("", "-", "&", ",") or (at >= covered and stop_at(words, at)):
            return None
        if at > start and not word.joint and kind_at(words, at) and at >= covered:
            territory, behind = read_territory(words, at)
            if territory is None:
                return None
            return Reading(" ".join(parts), "other", behind, territory, local=True, known=False)
        if word.joint and (starts_body(words, at) or (word.joint != "&" and word.capital)):
            return None  # the next body of a list
        if word.exact in register().verbs and at >= covered:
            return None
        if word.joint == ",":
            parts[-1] += ","
        parts.append(joint(word) + old_tone(word.raw))
    return None


def _read_alone(words: list[Word], index: int, head: str) -> Reading:
    """A head without a name of its own: `Ban Chỉ đạo`, or with whose it is, `Ban Chỉ đạo của Chính phủ về ...`."""
    if index + 1 < len(words) and words[index].exact == "của" and not words[index].joint:
        owner = read_body(words, index + 1, depth=1)
        if owner is not None and owner.known and owner.level == "central":
            return Reading(f"{head} của {owner.name}", "other", owner.end, known=False)
    return Reading(head, "other", index, known=False)
