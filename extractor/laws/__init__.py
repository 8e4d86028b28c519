"""Laws cited by name: where the name ends in running text. Which act is meant says `extractor.laws.versions`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.laws.registry import LawEntry, laws, name_key
from extractor.laws.versions import find_law, laws_by_number
from extractor.name_words import CutShort, NameTree, Word, stretch_words, words_of
from extractor.text import old_tone

__all__ = ["LawEntry", "LawMatch", "find_law", "laws_by_number", "match_law_name"]

_TYPES = {("luat",): "Luật", ("bo", "luat"): "Bộ luật", ("phap", "lenh"): "Pháp lệnh", ("hien", "phap"): "Hiến pháp"}
_INSIDE_GROUPS = frozenset({"có", "liên", "đến", "trong", "thuộc"})
_OTHER_TYPES = frozenset(
    "nghi dinh|nghi quyet|thong tu|thong bao|thong tri|quyet dinh|chi thi|ke hoach|ket luan|cong van|cong dien|bao cao"
    "|chuong trinh|huong dan|quy dinh|quy che|van ban|to trinh|de an".split("|")
)
_MAX_WORDS = 150
_MAX_UNKNOWN = 14
_LOOSE_UNKNOWN = 4
_LONG_LIST = 4  # amended laws, of which one may be misprinted
_PLAIN_WORDS = 6
_PASSING = frozenset({"do", "của", "được", "ban", "công", "thông"})
_PASSED = re.compile(  # `Pháp lệnh thuế muối do Hội đồng Nhà nước ban hành ngày 5`: what may stand before the day
    r"(?:(?:do|của|được) (?:hội đồng nhà nước|quốc hội|[uủ][yỷ] ban thường vụ quốc hội) )?"
    r"(?:(?:ban hành|công bố|thông qua) )?ngày \d"
)
_PHAP = re.compile(r"(?i:pháp)\s+\Z")  # `pháp luật` is no law
# Enough words for nearly every name, and a sign that ends it: without that a name that goes so far would be read twice.
_BETWEEN = r"[\s.,&/\-\u2010-\u2015\u2212]*"
_AHEAD = re.compile(rf"[^\W_]+(?:{_BETWEEN}[^\W_]+){{0,13}}(?:{_BETWEEN}[;:()\"“”])?")
_CLOSING = re.compile(r"\s*\([^()\n]{2,20}\)")


@dataclass(frozen=True, slots=True)
class LawMatch:
    """A law's name in running text, up to `end`. `base_name` is canonical and without year and number.

    `known`: the register holds the name; otherwise it was read by its shape.
    """

    end: int
    base_name: str
    amending: bool
    known: bool


def match_law_name(content: str, start: int) -> LawMatch | None:
    """The longest name of a law, code, ordinance or constitution that starts at `start`; None for generic words.

    An amending law is one name with the names in it. Any case, spelling of tones, joints and line breaks pass.
    """
    ahead = _AHEAD.match(content, start)
    if ahead is None:
        return None
    if _PHAP.search(content, max(0, start - 8), start) and words_of(content, start, limit=1)[0].key == "luat":
        return None
    try:
        found, base = _usual_name(ahead.group()), start
    except CutShort:
        found, base = _name_of(words_of(content, start, limit=_MAX_WORDS)), 0
    if found is None:
        return None
    end = _bracket_end(content, base + found.end, found.base_name)
    return LawMatch(end, found.base_name, found.amending, found.known)


@lru_cache(maxsize=16384)
def _usual_name(ahead: str) -> LawMatch | None:
    """The name that starts a few words of text, which repeat from paper to paper; CutShort where they are too few."""
    return _name_of(stretch_words(ahead))


def _name_of(words: list[Word]) -> LawMatch | None:
    behind = _type_end(words, 0)
    if behind is not None and _is_amending(words, behind):
        return _amending(words, behind)
    found = _plain(words, 0)
    if found is None:
        return None
    name, at, known = found
    at = _revised_end(words, at)
    return LawMatch(words[at - 1].end, name, False, known)


def _bracket_end(content: str, end: int, name: str) -> int:
    """The end behind a bracket that is part of the name (`... mắc phải ở người (HIV/AIDS)`)."""
    closing = _CLOSING.match(content, end) if name.endswith(")") else None
    return closing.end() if closing and name.endswith(closing.group().strip()) else end


def _revised_end(words: list[Word], index: int) -> int:
    """The index behind `sửa đổi` between a name and its year (`Luật Đất đai sửa đổi năm 2024`): part of the name."""
    if index >= len(words) or words[index].exact != "sửa":
        return index
    exact = [word.exact for word in words[index : index + 6]]
    if exact[:2] == ["sửa", "đổi"] and not words[index].joint:
        at = 4 if exact[2:4] == ["bổ", "sung"] else 2
        year = exact[at + 1 : at + 2] if exact[at : at + 1] == ["năm"] else exact[at : at + 1]
        if year and len(year[0]) == 4 and year[0].isdigit():
            return index + at
    return index


def _type_end(words: list[Word], index: int) -> int | None:
    """The index behind the type word at `index`; None when none stands there."""
    for keys in _TYPES:
        if tuple(word.key for word in words[index : index + len(keys)]) == keys:
            return index + len(keys)
    return None


def _plain(words: list[Word], index: int, *, inner: bool = False) -> tuple[str, int, bool] | None:
    """A name that does not amend: canonical name, index behind it, whether the register holds it.

    `inner`: stands in the name of an amending law, so that an unknown name may be printed without capitals.
    """
    if index >= len(words):
        return None
    behind = _type_end(words, index)
    capital = words[index].capital
    found = laws().names.longest(words, index)
    if found is not None:
        values, at = found
        named = at == index + 1 or behind is None or behind >= len(words) or words[behind].capital or at == behind
        whole = at - index > _PLAIN_WORDS  # `luật ban hành văn bản quy phạm pháp luật`: too long for a common noun
        meant = capital or named or inner or whole or _has_its_year(words, at, values[0]) or _is_dated(words, at)
        if meant and not (values[0] == "Hiến pháp" and not capital):
            if not _other_word(words, behind, at, values[0]):
                return values[0], at, True
    if behind is None or behind >= len(words) or not capital or words[behind].key == words[behind - 1].key:
        return None  # `Luật Luật Nhà ở`: the name begins at the second word
    if _phrase_at(laws().generic, words, behind) or words[behind].joint:
        return None
    if not (words[behind].capital or inner):
        dated = _dated_end(words, behind)
        return (_printed(words, index, behind, dated, False), dated, False) if dated is not None else None
    return _by_shape(words, index, behind)


def _has_its_year(words: list[Word], at: int, name: str) -> bool:
    """Whether a name without capitals is told by the year behind it: `luật đất đai năm 2013`."""
    behind = [word.key for word in words[at : at + 2] if not word.joint]
    year = behind[1:] if behind[:1] == ["nam"] else behind[:1]
    versions = laws().by_name.get(name_key(name), ())
    return bool(year) and any(str(entry.year) == year[0] for entry in versions)


def _is_dated(words: list[Word], index: int) -> bool:
    """Whether a number stands right behind a name, or a day of the last century: old papers print names of laws in
    small letters (`luật doanh nghiệp ngày 12/6/1999`), while a day of today behind them may be any."""
    if index + 1 >= len(words) or words[index].joint or not words[index + 1].key[:1].isdigit():
        return False
    old = any(len(word.key) == 4 and word.key.startswith("19") for word in words[index + 1 : index + 7])
    return words[index].exact == "số" or (words[index].exact == "ngày" and old)


def _dated_end(words: list[Word], behind: int) -> int | None:
    """The end of an unknown name without capitals, which old papers print: only its day tells it from other words."""
    for at in range(behind + 1, min(len(words) - 1, behind + _MAX_UNKNOWN)):
        if words[at].exact == "ngày" and not words[at].joint:
            return at if words[at + 1].key.isdigit() else None
        word = words[at]
        if word.exact in _PASSING and _PASSED.match(" ".join(other.exact for other in words[at : at + 12])):
            return at if at > behind + 1 else None  # `Luật vừa được Quốc hội thông qua ngày 5`
        joined = word.joint in ("", ",", "&", "-")
        if not joined or _begins_another(words, at) or _phrase_at(laws().stops, words, at):
            return None
    return None


def _other_word(words: list[Word], behind: int | None, end: int, name: str) -> bool:
    """Whether a name of one syllable is another word that differs by its accent only: `luật gia` is no `Luật Giá`."""
    return end - 1 == behind and len(name.split()) == 2 and words[end - 1].exact != old_tone(name.split()[-1].lower())


def _by_shape(words: list[Word], index: int, behind: int) -> tuple[str, int, bool] | None:
    """An unknown name: to the first stop word or sign; behind a comma only where a number, date or end follows."""
    upper = all(word.upper for word in words[index : behind + 1])
    at = behind
    comma: int | None = None
    settled = False
    while at < len(words) and at - behind < _MAX_UNKNOWN:
        word = words[at]
        if _phrase_at(laws().stops, words, at) and not _dan_so(words, at):
            settled = comma is None or word.exact in ("số", "ngày", "năm")
            break
        if at > behind:
            if word.joint in (".", "/") or (word.joint and _begins_another(words, at)):
                settled = True
                break
            if _type_end(words, at) is not None and word.capital:
                settled = True
                break
            if word.joint == ",":
                if word.capital and not upper:
                    settled = True
                    break
                comma = comma or at
        at += 1
    else:
        settled = at == len(words)
    if comma is not None and not settled:
        at = comma
    elif not settled:
        at = min(at, behind + _LOOSE_UNKNOWN)
    if at == behind:
        return None
    return _printed(words, index, behind, at, upper), at, False


def _dan_so(words: list[Word], index: int) -> bool:
    """`số` that belongs to a word (`Dân số`), not to a number."""
    following = words[index + 1] if index + 1 < len(words) else None
    return (
        words[index].exact == "số" and words[index - 1].exact == "dân" and not (following and following.key.isdigit())
    )


def _begins_another(words: list[Word], index: int) -> bool:
    pair = " ".join(word.key for word in words[index : index + 2])
    return words[index].capital and (_type_end(words, index) is not None or pair in _OTHER_TYPES)


def _printed(words: list[Word], index: int, behind: int, end: int, upper: bool) -> str:
    type_word = _TYPES[tuple(word.key for word in words[index:behind])]
    parts = [type_word]
    for at in range(behind, end):
        word = words[at]
        mark = {",": ", ", "-": " - ", "&": " và "}.get(word.joint, " ")
        shown = (word.exact.capitalize() if at == behind else word.exact) if upper else old_tone(word.raw)
        parts.append((" " if at == behind else mark) + shown)
    return "".join(parts)


def _phrase_at(tree: NameTree[str], words: list[Word], index: int) -> bool:
    for phrases, end in tree.match(words, index):
        printed = " ".join(word.exact for word in words[index:end])
        joined = f"và {printed}" if words[index].joint == "&" else printed
        if any(old_tone(phrase.lower()) in (printed, joined) for phrase in phrases):
            return True
    return False


# ---- Amending laws ---------------------------------------------------------------------------------------------------


def _is_amending(words: list[Word], index: int) -> bool:
    return [word.exact for word in words[index : index + 2]] == ["sửa", "đổi"]


def _amending(words: list[Word], behind: int) -> LawMatch | None:
    """`Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`: one name."""
    at = behind + 2
    if [word.exact for word in words[at : at + 2]] == ["bổ", "sung"]:
        at += 2
    first = _first_amended(words, at)
    if first is None:
        return None
    head = _object(words, behind, first)
    if _grouped(words, first):
        return _group_of_laws(words, head, first)
    ends: list[tuple[int, str]] = []
    names: list[str] = []
    at = first
    numbered = False
    while True:
        inner = _plain(words, at, inner=True)
        if inner is None:
            break
        before = names.pop() + " " if names and names[-1].endswith(" của") else ""
        names.append(before + inner[0])
        behind_number = _number_end(words, inner[1])
        goes_on = _goes_on(words, behind_number)
        numbered = numbered or (goes_on and behind_number > inner[1])
        at = behind_number if numbered else inner[1]
        ends.append((at, _join_names(head, names)))
        if not _goes_on(words, at):
            break
        if words[at].key == "dieu":
            names.append(f"Điều {words[at + 1].raw} của")
            at += 3
    if not ends:
        return None
    register = laws().by_name
    if len(ends) >= _LONG_LIST and name_key(ends[-1][1]) not in register:
        meant = _misprinted(ends[-1][1])
        if meant is not None:
            return LawMatch(words[ends[-1][0] - 1].end, meant, True, True)
    for end, name in reversed(ends):
        entries = register.get(name_key(name))
        if entries:
            return LawMatch(words[end - 1].end, entries[0].name, True, True)
    end, name = ends[-1]
    return LawMatch(words[end - 1].end, name, True, False)


@lru_cache(maxsize=256)
def _misprinted(printed: str) -> str | None:
    """The one amending law of the register that a long list of amended laws means, though a name in it is misprinted:
    as many laws, the same one first."""
    key = name_key(printed)
    first = key.split(" luat ", 2)[:2]
    alike = {
        entry.name
        for known, (entry, *_) in laws().by_name.items()
        if entry.amending
        and known.split(" luat ", 2)[:2] == first
        and known.count("luat") == key.count("luat")
        and SequenceMatcher(None, key, known, autojunk=False).ratio() > 0.9
    }
    return next(iter(alike)) if len(alike) == 1 else None


def _goes_on(words: list[Word], index: int) -> bool:
    if index >= len(words) or words[index].joint not in (",", "&"):
        return False
    keys = [word.key for word in words[index : index + 3]]  # `... và Điều 121 của Luật Đất đai`
    at = index + 3 if keys[0] == "dieu" and keys[2:] == ["cua"] else index
    return _type_end(words, at) is not None


def _number_end(words: list[Word], index: int) -> int:
    """The index behind a number printed inside a name: `Luật Đất đai số 31/2024/QH15, Luật Nhà ở ...`."""
    parts = words[index : index + 4]
    if len(parts) == 4 and parts[0].exact == "số" and parts[2].joint == parts[3].joint == "/":
        return index + 4
    return index


def _first_amended(words: list[Word], index: int) -> int | None:
    """Where the first amended law stands: a name, or `luật` behind a number or `các`."""
    for at in range(index, min(len(words), index + 24)):
        if words[at].exact in ("ngày", "năm") or words[at].joint in (".", "/"):
            return None
        if _type_end(words, at) is None:
            continue
        if _grouped(words, at) or _plain(words, at, inner=True):
            return at
    return None


def _grouped(words: list[Word], index: int) -> bool:
    """`37 Luật có liên quan ...`, `các luật về thuế`: a kind of laws, no name."""
    if not (words[index - 1].key.isdigit() or words[index - 1].exact == "các"):
        return False
    if index + 1 >= len(words) or words[index].joint:
        return False
    return not words[index + 1].capital or (words[index + 1].upper and laws().names.longest(words, index) is None)


def _group_of_laws(words: list[Word], head: str, first: int) -> LawMatch | None:
    """`... của 37 luật có liên quan đến quy hoạch`, `các luật về thuế`."""
    at = first + 1
    held: tuple[int, str] | None = None
    while at < len(words) and at - first < 16:
        word = words[at]
        stopped = word.exact not in _INSIDE_GROUPS and _phrase_at(laws().stops, words, at)
        if stopped or word.joint in (".", "/") or (word.key.isdigit() and len(word.key) == 4):
            break
        if words[at].joint and _begins_another(words, at):
            break
        at += 1
        entries = laws().by_name.get(name_key(head + _group(words[first:at])))
        held = (at, entries[0].name) if entries else held
    if held is not None:
        return LawMatch(words[held[0] - 1].end, held[1], True, True)
    return LawMatch(words[at - 1].end, head + _group(words[first:at]), True, False)


def _group(words: list[Word]) -> str:
    return "".join({",": ", ", "-": " - ", "&": " và "}.get(word.joint, " ") + word.exact for word in words)


def _object(words: list[Word], behind: int, first: int) -> str:
    """`Luật sửa đổi, bổ sung một số điều của`: everything before the first amended law, in canonical print."""
    type_word = _TYPES[tuple(word.key for word in words[:behind])]
    parts = [type_word]
    for word in words[behind:first]:
        shown = word.raw if word.key == "dieu" and word.capital and not word.upper else word.exact
        parts.append({",": ", ", "-": " - ", "&": " và "}.get(word.joint, " ") + old_tone(shown))
    text = "".join(parts)
    return text if text.endswith((" của", " các")) or text[-1].isdigit() else f"{text} của"


def _join_names(head: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"{head} {names[0]}"
    return f"{head} {', '.join(names[:-1])} và {names[-1]}"
