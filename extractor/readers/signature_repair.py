"""Puts the lines of a signature block right: positions and names under the ring of a seal or a stroke of the pen.

What stands there is narrow: below an authority a position, below a position a name (Nghị định 30/2020/NĐ-CP, Phụ lục I,
mục II.7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.knowledge import toml_data
from extractor.syllables import has_accent, is_syllable
from extractor.text import fold, old_tone

_PHRASES = toml_data("ocr_phrases.toml")
OFFICES = frozenset(_PHRASES["beside"]["offices"]["words"])
_FOR = frozenset(("KT.", "K/T"))
AUTHORITIES = _FOR | frozenset(("TM.", "T/M", "TL.", "T/L", "TUQ.", "T/UQ", "Q."))
_DEPUTY_READ = 5  # letters that `PHÓ` under a seal is read as, at most
_SAME_WORD, _LIKE_WORD = 0.6, 0.5
_SAME_DEPUTY = 0.9
_HEAD, _LIKE_HEAD = "giamdoc", 0.7
PEN_MARKS = "\"'“”„‘’`.,:;-–_~^*ˆ˜"  # what strokes of a pen are read as beside a word
# So many words before a position are pieces of a seal, when they can be no `KT.` and no part of a `PHÓ`.
_NUMBERING_RE = re.compile(r"\d{1,2}[.)/]?|(?:[IVX]+|[A-Za-zĐđ])[.)]|[-–+•*]")
_SCRAPS, _SCRAP_RE = 2, re.compile(r"[^KkTtHPOÓ0Q]{0,2}")
_DEGREE_RE = re.compile(r"^(P?GS|TS|ThS|BS)[:,]$")
_NGUYEN_RE = re.compile(r"[^\W\d_]{1,2}uyễn|N[^\W\d_]{1,2}uyễn")


@lru_cache(maxsize=1)
def _positions() -> tuple[tuple[str, ...], ...]:
    """The positions of more than one word, in capitals."""
    return tuple(words for name in toml_data("signature.toml")["positions"] if len(words := tuple(name.split())) > 1)


@lru_cache(maxsize=1)
def _surnames_as_written() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PHRASES["surnames"].split()))


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    """Bare surname -> surname, where no two differ in their marks alone."""
    names = _surnames_as_written()
    bare = [fold(name) for name in names]
    return {one: name for one, name in zip(bare, names, strict=True) if bare.count(one) == 1}


@lru_cache(maxsize=1)
def _all_surnames() -> frozenset[str]:
    surnames = toml_data("signature.toml")["surnames"]
    return frozenset(old_tone(name) for name in (*surnames, *map(str.lower, _surnames_as_written())))


def is_surname(word: str) -> bool:
    """Whether a word is a surname, with its marks."""
    return old_tone(word.lower()) in _all_surnames()


def like_nguyen(word: str) -> bool:
    """Whether a word is `Nguyễn` with a ring through its first letters (`NƯuyễn`, `Ñguyễn`); what can be said is a word
    of its own (`Nhuyễn`, `Chuyễn`)."""
    return word == "guyễn" or (_NGUYEN_RE.fullmatch(word) is not None and not is_syllable(word))


def doubtful_surname(words: Sequence[str]) -> bool:
    """Whether a line looks like a name whose surname is none, but would be one with other marks (`Giảng Hữu Sáng`); a
    word without any may be no name at all (`Ban Nội Chính`)."""
    if (
        not 3 <= len(words) <= 5
        or not has_accent(words[0])
        or not all(w.isalpha() and w.istitle() and is_syllable(w) for w in words)
    ):
        return False
    return not is_surname(words[0]) and fold(words[0]) in _bare_surnames()


@lru_cache(maxsize=1)
def _bare_surnames() -> frozenset[str]:
    return frozenset(map(fold, _all_surnames()))


def repair_name(words: Sequence[str]) -> list[str]:
    """The words of a line of a signature block, with the surname's marks put right where it is a person's name."""
    if 3 <= len(words) <= 5 and fold(words[0].lstrip(PEN_MARKS)) in _surnames() and all(w.istitle() for w in words[1:]):
        words = [words[0].lstrip(PEN_MARKS), *words[1:]]  # `“Đỉnh Bích Lan`: a stroke of the pen before the name
    if 3 <= len(words) <= 5 and like_nguyen(words[0].lstrip(PEN_MARKS)) and all(w.istitle() for w in words[1:]):
        words = ["Nguyễn", *words[1:]]
    words = [_DEGREE_RE.sub(r"\1.", word) for word in words[:1]] + list(words[1:])  # `PGS: TS. Lý Công Bằng`
    words = [word.replace("ÿ", "ý") for word in words]  # no letter of the language: `Lÿ Công Bằng`
    if 3 <= len(words) <= 5 and words[0][0] in "1Il|" and fold("L" + words[0][1:]) in _surnames():
        words = ["L" + words[0][1:], *words[1:]]  # `1ý Văn Thành`
    named = 3 <= len(words) <= 5 and all(word.istitle() for word in words[1:])
    if named and (fold(words[0]) in _surnames() or words[0].title() in _surnames_as_written()):
        words = [words[0].title(), *words[1:]]  # `vũ Đức Thịnh`: the seal covers a part of the first letter
    if 3 <= len(words) <= 5 and all(word.isalpha() and word.istitle() for word in words):
        if words[0].upper() in OFFICES:
            return list(words)
        surname = _surnames().get(fold(words[0]))
        if surname is not None and not is_surname(words[0]):  # `Hờ` is one too, not only `Hồ`
            # `Hoà` and `Hòa` are both right: a mere difference of tone placement is left as printed.
            return [words[0] if old_tone(words[0]) == old_tone(surname) else surname, *words[1:]]
    return list(words)


_SIGNS_FOR = frozenset(("Q", "P", "KT", "TL", "TM", "TUQ", "QUYỀN", "PHÓ"))


def repair_head(words: Sequence[str]) -> list[str]:
    """The first line of a signature block, where that is `GIÁM ĐỐC`, alone or of a `SỞ`, below a ring (`G@IÁM BỐC SỞ Y
    TẾ`); what is too much is made empty."""
    said = list(words)
    mark = said[0].lstrip(PEN_MARKS)
    if mark in AUTHORITIES and all(map(str.isupper, said[1:])):
        said[0] = mark  # `-_T/M BAN BÍ THƯ`: a stroke of the pen before it
    if said[0].strip(".,").upper() in _SIGNS_FOR:
        return said  # `Q. GIÁM ĐỐC`, `P. GIÁM ĐỐC`: who acts for the head, or is the deputy
    end = next((at for at in range(1, min(4, len(said))) if fold(said[at]) == "so"), len(said))
    if end == len(said) and said[-1:] != ["ĐỐC"]:
        return said
    read = "".join(filter(str.isalnum, fold("".join(said[:end]))))
    if 1 < end < 4 and len(read) <= len(_HEAD) + 1 and SequenceMatcher(None, read, _HEAD).ratio() > _LIKE_HEAD:
        return ["GIÁM", "ĐỐC", *[""] * (end - 2), *said[end:]]
    return said


def deputy_in_pieces(above: Sequence[str], words: Sequence[str]) -> bool:
    """Whether two lines are `KT. CHỦ TỊCH` and `PHÓ CHỦ TỊCH` with all but their last words below a ring: no other two
    lines of a signature block end alike in `TỊCH`, and a deputy signs for the head."""
    if list(above) == ["CHỦ", "TỊCH"] or above[:1] == ["Q."]:
        return False  # the upper one is whole
    return all(
        1 < len(line) < 5 and line[-1] == "TỊCH" and not any(_is_read_word(word) for word in line[:-1])
        for line in (above, words)
    )


def _is_read_word(word: str) -> bool:
    core = word.strip(PEN_MARKS)
    return len(core) > 1 and core.isalpha() and core not in ("KT", "CHỦ", "PHÓ") and is_syllable(core)


def repair_deputy(above: Sequence[str], words: Sequence[str]) -> list[str]:
    """The line below `KT. GIÁM ĐỐC`, the first word of which a seal made unreadable: who signs for a head is its deputy
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7)."""
    said = list(words)
    if not above or above[0] not in _FOR:
        return said
    head = [fold(word) for word in above[1:]]
    bare = [fold(word) for word in said]
    if len(head) > 1 and bare[1:] == head[1:] and bare[0] != head[0] and len(bare[0]) > _DEPUTY_READ:
        # Both words under the ring, run together: `PHQ4IÁNH VĂN PHÒNG`.
        if SequenceMatcher(None, bare[0], f"pho{head[0]}").ratio() > _LIKE_WORD:
            return [f"PHÓ {above[1]}", *above[2:]]
        return said
    if head == ["bo", "truong"] and len(bare) > 1 and _is_deputy_minister(said):
        return ["THỨ", "TRƯỞNG", *[""] * (len(said) - 2)]
    if 1 < len(head) < len(said) and _reads_as_deputy(said, head):
        return ["PHÓ", *above[1:], *[""] * (len(said) - len(head) - 1)]
    again = bare[1 : 1 + len(head)]
    if len(head) < 2 or len(said[0]) > _DEPUTY_READ or bare[0] == head[0] or again[1:] != head[1:]:
        return said
    # `BI LIIÁNH VĂN PHÒNG`: where two words follow alike, the one before them need only be like the head's.
    if SequenceMatcher(None, again[0], head[0]).ratio() < (_SAME_WORD if len(head) < 3 else _LIKE_WORD):
        return said
    return ["PHÓ", *above[1:], *said[1 + len(head) :]]


def _reads_as_deputy(words: Sequence[str], head: Sequence[str]) -> bool:
    """Whether a line is `PHÓ` and the head's position but for a letter or two, its words cut anywhere (`P HO GIÁM
    ĐỌOC`). Where `PHÓ` was read, or the line ends in another word or figure, more is printed than the position."""
    said, meant = "".join(words), "pho" + "".join(head)
    if words[0] == "PHÓ" or said[0] != "P" or not said.isupper() or _figures(said) != _figures(meant):
        return False
    ends_alike = SequenceMatcher(None, fold(words[-1]), head[-1]).ratio() >= _LIKE_WORD
    return ends_alike and SequenceMatcher(None, fold(said), meant).ratio() > _SAME_DEPUTY


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_deputy_minister(words: Sequence[str]) -> bool:
    """Whether what stands below `KT. BỘ TRƯỞNG` is `THỨ TRƯỞNG`, its first word in pieces: a minister has no other
    deputy."""
    pieces = "".join(words[:-1])
    return fold(words[-1]) == "truong" and words[-1].isupper() and (fold(pieces) == "thu" or not _is_word(pieces))


def _is_word(text: str) -> bool:
    return len(text) > _DEPUTY_READ or (text.isupper() and is_syllable(text))


def cut_position(word: str) -> int | None:
    """Where a word in capitals is to be cut that is a position of two words run together (`BÍTHƯ`)."""
    if not word.isupper():
        return None
    return next((len(p[0]) for p in _positions() if len(p) == 2 and fold("".join(p)) == fold(word)), None)


def repair_position(above: Sequence[str], words: Sequence[str]) -> list[str]:
    """The line below an authority, where all but its first word is that of one position and the first is like it
    (`nHÓ BÍ THƯ`, `QHÁIH VĂN PHÒNG`); what a seal left before it is made empty."""
    said = list(words)
    if not above or above[0] not in AUTHORITIES:
        return said
    bare = [fold(word) for word in said]
    head = tuple(above[1:]) if above[0] in _FOR else ()  # nobody signs for himself
    for start in range(min(_SCRAPS + 1, len(said) - 1)):
        if not all(_SCRAP_RE.fullmatch(word.strip(PEN_MARKS)) for word in said[:start]):
            break
        rest = bare[start + 1 :]
        unread = not (said[start].isupper() and is_syllable(said[start]))
        like = {
            position: SequenceMatcher(None, bare[start], fold(position[0])).ratio()
            for position in _positions()
            if [fold(word) for word in position[1:]] == rest
            and position != head
            and all(word.isupper() for word in said[start + 1 :])
            and (unread or bare[start] == fold(position[0]))
        }
        best = max(like, key=lambda position: like[position], default=None)
        if best is not None and like[best] > _LIKE_WORD and list(like.values()).count(like[best]) == 1:
            return [*[""] * start, *best]
    return said


def position_alone(words: Sequence[str]) -> list[str]:
    """The first line of a signature block, where that is a whole position with the marks of another (`HIỆU TRƯƠNG`), or
    behind pieces of a seal (`pÄ, CHỦ TỊCH`), which are made empty. Numbers of a list stay (`1. CHỦ TỊCH`)."""
    said = list(words)
    marked = [position for position in _positions() if list(map(fold, position)) == list(map(fold, said))]
    if len(marked) == 1 and all(map(str.isupper, said)):
        return list(marked[0])
    if said and _NUMBERING_RE.fullmatch(said[0]):
        return said
    bare = tuple(fold(word) for word in said)
    for start in range(1, min(_SCRAPS + 1, len(said) - 1)):
        if not all(_SCRAP_RE.fullmatch(word.strip(PEN_MARKS)) for word in said[:start]):
            break
        if any(bare[start:] == tuple(map(fold, position)) for position in _positions()):
            return [*[""] * start, *said[start:]] if all(map(str.isupper, said[start:])) else said
    return said
