"""Puts accents right in set phrases of official papers, word by word, where recognition missed nothing but a mark."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from extractor.readers.lines import Piece, begins_recipients
from extractor.syllables import is_syllable
from extractor.text import fold, old_tone

_CORE_RE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_CODE_RE = re.compile(r"^\W*\d{1,6}[a-zđ]?(?:/\d{4})?[/-]\w")
_AUTHORITY_RE = re.compile(r"^((?:TM|KT|TL|TUQ|Q)[.,]|T/[ML]|K/T)(?=[^\W\d_]{2})")
_ARCHIVE_RE = re.compile(r"^V[IỊTŢ1lLU](?=\W|$)")
_MARK_RE = re.compile(r"[A-ZĐ]{2,}\W*$|P\.[A-ZĐ]")
_FOR_RE = re.compile(r"^[KX1Il]T[.,:]?$")
_DEPUTY_RE = re.compile(r"^(?:P[HIl1|NØ]{1,3}[OÓÒỎ0Q]|[HTIN]{1,2}Ó)[:.]?$")
_DEPUTY_READ = 5  # letters that `PHÓ` under a seal is read as, at most
_SAME_WORD = 0.6
_PEN = "\"'“”„‘’`.,:;-–_~^*"
_PARTY_MARK_RE = re.compile(r"^(?:T[Il1|!][ML]|K[Il1|!]T)$")
_PARTY_BODIES = frozenset(("BAN", "BCH", "TỈNH", "THÀNH", "HUYỆN", "ĐẢNG", "BỘ", "CHÁNH", "TRƯỞNG"))
_OFFICES = frozenset(("CHỦ", "GIÁM", "BỘ", "TỔNG", "TRƯỞNG", "CHÁNH", "VIỆN", "CỤC", "THỦ"))
_DEPUTY_OF = _OFFICES | {"BÍ", "VỤ"}
# A comma or colon is followed by a space in typed text; recognition loses it where the letters stand close.
_COMMA_RE = re.compile(r"(?<=[^\W\d_][,:])(?=[^\W\d_])")
# What recognition takes for a figure, read as that figure only where nothing but a figure can stand: between `ngày`,
# `tháng` and `năm`.
_LOOK_ALIKES = str.maketrans("óÓòbOoQlI|][!SsZz", "66660001111115522")
# Behind these a figure follows, never the end of a sentence.
_BEFORE_FIGURES = ("ngay", "thang", "nam", "so")
_DATE_PARTS = {"ngay": ("thang", 31), "thang": ("nam", 12)}
_MONTH_RE = re.compile(r"t[hl]?.n[gq]|th.ng?")
_Phrases = dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    """First bare word -> (bare words, right words), longest phrase first."""
    raw = tomllib.loads(files("extractor").joinpath("data/ocr_phrases.toml").read_text(encoding="utf-8"))
    known = [line.strip() for line in raw["phrases"].splitlines() if line.strip()]
    for name in raw["provinces"].split(";"):
        plain = " ".join(name.split()).lower()
        known += [f"tỉnh {plain}", f"thành phố {plain}"]
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase in known:
        words = tuple(word.strip(",") for word in phrase.split() if word != "-")
        bare = tuple(fold(word) for word in words)
        found.setdefault(bare[0], []).append((bare, words))
    return {first: tuple(sorted(group, key=lambda g: -len(g[0]))) for first, group in found.items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    raw = tomllib.loads(files("extractor").joinpath("data/ocr_phrases.toml").read_text(encoding="utf-8"))
    return dict(raw["codes"])


def repair_code(word: str) -> str:
    """A code with its groups put right where they are known misreadings (`136/TTY-UBND`); other words as they are."""
    if not _CODE_RE.match(word):
        return word
    return re.sub(r"[^\W_]+", lambda group: _codes().get(group.group(), group.group()), word)


def repair_words(words: Sequence[str]) -> list[str]:
    """The words of a stretch of text with set phrases put right; as many words as came in.

    Only accents change: the bare letters, the case and the punctuation stay as recognised.
    """
    fixed = [repair_code(word) for word in words]
    for place in range(1, len(words)):
        # The archive's copy, last of the recipients: `Lưu: VT` (văn thư).
        if fold(words[place - 1]).strip("-– ") == "luu:":
            fixed[place] = _ARCHIVE_RE.sub("VT", words[place])
        # The ministry and the departments of health, by a letter that stands alone (`Sở V tế`).
        if words[place - 1] == "V" and words[place].rstrip(";,.") == "tế":
            fixed[place - 1] = "Y"
        # `KT.` before the office that somebody signs for, under the ring of a seal.
        if _FOR_RE.match(words[place - 1]) and words[place] in _OFFICES:
            fixed[place - 1] = "KT."
        if _DEPUTY_RE.match(words[place - 1]) and words[place] in _DEPUTY_OF:
            fixed[place - 1] = "PHÓ"
        # The ring of the seal on the first letter of `CHỦ TỊCH`.
        if fold(words[place - 1]).lstrip("©") == "hu" and words[place].isupper() and fold(words[place]) == "tich":
            fixed[place - 1 : place + 1] = "CHỦ", "TỊCH"
        # The stroke of the Party's `T/M` and `K/T`, read as a letter.
        if _PARTY_MARK_RE.match(words[place - 1]) and words[place] in _PARTY_BODIES:
            fixed[place - 1] = f"{words[place - 1][0]}/{words[place - 1][2]}"
    for place in range(1, len(words) - 1):
        after, most = _DATE_PARTS.get(fold(words[place - 1]), ("", 0))
        figures = words[place].translate(_LOOK_ALIKES)
        if after == fold(words[place + 1]) and figures.isdecimal() and len(figures) < 3 and 0 < int(figures) <= most:
            fixed[place] = figures
    for place in range(1, len(words) - 2):
        # `ngày 01 thúng 12 năm`: nothing but the month's word can stand there, also where a pen's day was left out.
        if _is_month(fixed[max(0, place - 2) : place], fixed[place : place + 3]):
            fixed[place] = "tháng"
    fixed = [_without_speck(fixed, place) for place in range(len(fixed))]
    # Dashes standing alone are skipped, so that phrases match across them.
    cores = [_CORE_RE.match(word) for word in words]
    index = [i for i, core in enumerate(cores) if core and core.group(2)]
    bare = [fold(cores[i].group(2)) if cores[i] else "" for i in index]  # type: ignore[union-attr]  # filtered above
    phrases = _phrases()
    at = 0
    while at < len(index):
        for letters, right in phrases.get(bare[at], ()):
            span = index[at : at + len(letters)]
            if tuple(bare[at : at + len(letters)]) == letters and not _broken(words, span):
                for offset, word in enumerate(right):
                    place = index[at + offset]
                    fixed[place] = _with_case(fixed[place], word)
                at += len(letters) - 1
                break
        at += 1
    return fixed


def _is_month(before: Sequence[str], words: Sequence[str]) -> bool:
    month, figures, year = words
    day = before[-1] if not before[-1].isdecimal() else before[0]
    return (
        (fold(day), fold(year)) == ("ngay", "nam")
        and figures.isdecimal()
        and _MONTH_RE.fullmatch(fold(month)) is not None
    )


def _without_speck(words: Sequence[str], place: int) -> str:
    """A word less the full stop of a speck of dirt where no sentence can end: `Căn cứ. Quyết định`, `ngày. 05/3`."""
    word = words[place]
    if len(word) < 3 or not word.endswith(".") or place + 1 == len(words):
        return word
    core, after = fold(word[:-1]), words[place + 1]
    if core in _BEFORE_FIGURES and after[:1].isdigit():
        return word[:-1]
    if core == "cu" and place and words[place - 1] == "Căn" and after[:1].isupper():
        return word[:-1]
    if after.strip(".") == "ngày" and _CODE_RE.match(word) and word[-2].isalpha():
        return word[:-1]
    return word


def _broken(words: Sequence[str], span: Sequence[int]) -> bool:
    """Whether a full stop, semicolon or colon stands inside the run, or a heading in capitals ends there: then it is no
    phrase (`THÔNG BÁO / Về ...` does not say `bảo vệ`)."""
    return any(
        words[place][-1:] in ".;:"
        or (
            words[place].isupper()
            and is_syllable(words[place])
            and len(words[place]) > 1
            and not words[after].isupper()
        )
        for place, after in pairwise(span)
    )


def _with_case(recognised: str, right: str) -> str:
    match = _CORE_RE.match(recognised)
    if match is None:
        return recognised
    before, core, after = match.groups()
    cased = "".join(r.upper() if c.isupper() else r for c, r in zip(core, right, strict=False))
    # `uỷ` and `ủy` are both right: a mere difference of tone placement is left as printed.
    return before + (core if len(cased) != len(core) or _same_marks(core, cased) else cased) + after


def _same_marks(one: str, other: str) -> bool:
    return old_tone(one.lower()) == old_tone(other.lower())


def split_glued(piece: Piece) -> list[Piece]:
    """A piece cut where words ran together: a set phrase (`Vềviệc`), an authority (`TM.ỦY`), a list (`CT,PCT`)."""
    authority = _AUTHORITY_RE.match(piece.text)
    if authority:
        return _cut(piece, authority.end(1))
    comma = _COMMA_RE.search(piece.text)
    if comma:
        first, rest = _cut(piece, comma.start())
        return [first, *split_glued(rest)]
    match = _CORE_RE.match(piece.text)
    core = match.group(2) if match else ""
    if len(core) < 5 or is_syllable(core) or not core.isalpha():
        return [piece]
    bare = fold(core)
    for cut in range(2, len(core) - 1):
        pair = (bare[:cut], bare[cut:])
        if any(letters == pair for letters, _ in _phrases().get(pair[0], ())):
            return _cut(piece, piece.text.index(core) + cut)
    return [piece]


def _deputy_whole(line: Sequence[Piece]) -> list[Piece]:
    """The line with a `PHÓ` that a seal or a stroke cut in two made whole."""
    whole: list[Piece] = []
    for piece in line:
        if whole and whole[-1].text + piece.text == "PHÓ":
            whole[-1] = replace(whole[-1], text="PHÓ", x1=piece.x1)
        else:
            whole.append(piece)
    return whole


def _cut(piece: Piece, at: int) -> list[Piece]:
    edge = piece.x0 + (piece.x1 - piece.x0) * at / len(piece.text)
    return [replace(piece, text=piece.text[:at], x1=edge), replace(piece, text=piece.text[at:], x0=edge)]


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    """Bare surname -> surname, where no two differ in their marks alone."""
    raw = tomllib.loads(files("extractor").joinpath("data/ocr_phrases.toml").read_text(encoding="utf-8"))
    names = list(dict.fromkeys(raw["surnames"].split()))
    bare = [fold(name) for name in names]
    return {one: name for one, name in zip(bare, names, strict=True) if bare.count(one) == 1}


def repair_name(words: Sequence[str]) -> list[str]:
    """The words of a line of a signature block, with the surname's marks put right where it is a person's name."""
    if 3 <= len(words) <= 5 and fold(words[0].lstrip(_PEN)) in _surnames() and all(w.istitle() for w in words[1:]):
        words = [words[0].lstrip(_PEN), *words[1:]]  # `“Đỉnh Bích Lan`: a stroke of the pen before the name
    if 3 <= len(words) <= 5 and words[0][0] in "1Il|" and fold("L" + words[0][1:]) in _surnames():
        words = ["L" + words[0][1:], *words[1:]]  # `1ý Văn Thành`
    if 3 <= len(words) <= 5 and all(word.istitle() for word in words[1:]) and fold(words[0]) in _surnames():
        words = [words[0].title(), *words[1:]]  # `vũ Đức Thịnh`: the seal covers a part of the first letter
    if 3 <= len(words) <= 5 and all(word.isalpha() and word.istitle() for word in words):
        if words[0].upper() in _OFFICES:
            return list(words)
        surname = _surnames().get(fold(words[0]))
        if surname is not None:
            return [_with_case(words[0], surname), *words[1:]]
    return list(words)


def repair_archive(words: Sequence[str]) -> list[str]:
    """The words of a line of recipients, with the comma that stands between the archive's copy and the mark of the
    department (`Lưu: VT, NC.`; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""
    said = list(words)
    for at in range(2, len(said)):
        if said[at - 1] == "VT" and fold(said[at - 2]).strip("-– ") == "luu:" and _MARK_RE.match(said[at]):
            said[at - 1] = "VT,"
    return said


def repair_deputy(above: Sequence[str], words: Sequence[str]) -> list[str]:
    """The line below `KT. GIÁM ĐỐC`, the first word of which a seal made unreadable: who signs for a head is its deputy
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7)."""
    said = list(words)
    if not above or above[0] not in ("KT.", "K/T"):
        return said
    head = [fold(word) for word in above[1:]]
    bare = [fold(word) for word in said]
    if head == ["bo", "truong"] and bare == ["thu", "truong"]:
        return ["THỨ", "TRƯỞNG"]
    again = bare[1 : 1 + len(head)]
    if len(head) < 2 or len(said[0]) > _DEPUTY_READ or bare[0] == head[0] or again[1:] != head[1:]:
        return said
    if SequenceMatcher(None, again[0], head[0]).ratio() < _SAME_WORD:
        return said
    return ["PHÓ", *above[1:], *said[1 + len(head) :]]


def repair_lines(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Lines with their phrases put right, also where a phrase runs over a line's end (not over an empty line)."""
    lines = [[part for piece in _deputy_whole(line) for part in split_glued(piece)] for line in lines]
    flat = [piece for line in lines for piece in line]
    words: list[str] = []
    position = 0
    groups: list[tuple[int, int]] = []
    for line in lines:
        if not line:
            groups.append((position, position))
        position += len(line)
    start = 0
    for cut, _ in [*groups, (len(flat), len(flat))]:
        words.extend(repair_words([piece.text for piece in flat[start:cut]]))
        start = cut
    fixed = iter(words)
    repaired: list[list[Piece]] = []
    signed = False
    above: list[str] = []
    for line in lines:
        said = [next(fixed) for _ in line]
        signed = signed or begins_recipients(fold(" ".join(said)))
        if signed:
            said = repair_archive(repair_name(repair_deputy(above, said)))
        above = said
        repaired.append([replace(piece, text=word) for piece, word in zip(line, said, strict=True)])
    return repaired
