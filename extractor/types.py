"""The register of document types: from a printed word or from the letters of a code to the type.

The register is data (`extractor/data/document_types.toml`); a new type needs no Python. Norms: Nghị định
30/2020/NĐ-CP, Phụ lục III; Luật 64/2025/QH15, Điều 4; Quy định 399-QĐ/TW.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.knowledge import toml_data
from extractor.text import LOOKALIKES, compare_form, fold, squash

System = Literal["state", "qppl", "party", "mass", "body"]
_DATA = "document_types.toml"


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One type. `code` are its letters (`QĐ`), `letters` what stands for it in a code, `words` how it is printed
    (lower case, the name first), `phrases` words with a qualifier that are cited as one, `short` abbreviations used in
    place of the word, `misses` words that are not it."""

    code: str
    name: str
    letters: tuple[str, ...]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    short: tuple[str, ...]
    systems: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def all_types() -> tuple[TypeEntry, ...]:
    """Every type of the register, in its order."""
    return tuple(
        TypeEntry(
            code=row["code"],
            name=row["name"],
            letters=tuple(row["letters"]),
            words=(row["name"].lower(), *row["words"]),
            phrases=tuple(row.get("phrases", ())),
            short=tuple(row["short"]),
            systems=tuple(row["systems"]),
            misses=tuple(row["misses"]),
        )
        for row in toml_data(_DATA)["type"]
    )


@cache
def code_letters() -> frozenset[str]:
    """The groups of letters that stand for a type in a code, as printed; codes of other shapes still parse."""
    listed = (letters for entry in all_types() for letters in entry.letters)
    return frozenset((*listed, *toml_data(_DATA)["letters_alone"]))


@cache
def _by_word() -> dict[str, TypeEntry]:
    found: dict[str, TypeEntry] = {}
    for entry in all_types():
        for word in (*entry.words, *entry.phrases):
            found.setdefault(compare_form(word), entry)
    return found


@cache
def _by_glued() -> dict[str, TypeEntry]:
    """Words of several syllables whose spaces were lost: `Thôngtư`."""
    return {word.replace(" ", ""): entry for word, entry in _by_word().items() if " " in word}


@cache
def _by_folded() -> dict[str, TypeEntry]:
    """Words of several syllables without their accents, where one type alone is named so."""
    found: dict[str, set[str]] = {}
    for word, entry in _by_word().items():
        if " " in word:
            found.setdefault(fold(word), set()).add(entry.code)
    by_code = {entry.code: entry for entry in all_types()}
    return {word: by_code[codes.pop()] for word, codes in found.items() if len(codes) == 1}


@cache
def _by_short() -> dict[str, TypeEntry]:
    return {word: entry for entry in all_types() for word in entry.short}


@cache
def _by_letters(plain: bool) -> dict[str, tuple[TypeEntry, ...]]:
    """Letters of a code to the types that claim them; `plain`: without case and Đ."""
    found: dict[str, list[TypeEntry]] = {}
    for entry in all_types():
        for letters in entry.letters:
            claimed = found.setdefault(_plain_letters(letters) if plain else letters, [])
            if entry not in claimed:
                claimed.append(entry)
    return {letters: tuple(entries) for letters, entries in found.items()}


def type_of_word(words: str) -> TypeEntry | None:
    """The type of a printed type word or abbreviation, in any case, tone placement and spacing, line breaks included.

    Exact: `Chương trình hành động` is CTr, `chương trình mục tiêu quốc gia` is None. `Văn bản` is no type: its code
    decides. A qualifier that the register does not know is the caller's to cut off (see `type_at`).
    """
    folded = compare_form(words.translate(LOOKALIKES))
    found = _by_word().get(folded) or _by_short().get(squash(words).rstrip(".").translate(LOOKALIKES))
    return found or (_by_glued().get(folded) if " " not in folded else None)


def type_misread(words: str) -> TypeEntry | None:
    """The type of a type word of several syllables whose accents OCR lost or changed: `Ke hoạch`, `Chi thị`."""
    return _by_folded().get(fold(squash(words)))


def type_at(text: str, start: int = 0, *, phrases: bool = True) -> tuple[TypeEntry, int] | None:
    """The longest type word that begins at `start`, and where it ends; None where none begins there.

    The word must end at a word boundary; any white space stands for a space. `phrases`: words with a qualifier that
    only a citation has (see the register) count too.
    """
    match = _word_pattern(phrases).match(text, start)
    if match is None:
        return None
    entry = type_of_word(match.group())
    return (entry, match.end()) if entry else None


@cache
def _word_pattern(phrases: bool) -> re.Pattern[str]:
    """All type words; each letter may stand in either case and each tone in either place, white space is free."""
    listed = [word for e in all_types() for word in (*e.words, *(e.phrases if phrases else ()))]
    words = {form for word in listed for form in (word, _new_tone(word))}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(_loose(word) for word in ordered) + r")(?!\w)")


def _loose(word: str) -> str:
    """The pattern of one word: both cases spelt out, so that no pattern runs case-insensitively."""
    cases = {" ": r"\s+", "đ": "[đĐ\u00d0\u00f0]"}  # Eth is what some files have in place of Đ
    return "".join(cases.get(char) or f"[{char}{char.upper()}]" for char in word)


def _new_tone(word: str) -> str:
    for old, new in (("ỏa", "oả"), ("òa", "oà"), ("ủy", "uỷ")):
        word = word.replace(old, new)
    return word


def _plain_letters(letters: str) -> str:
    """Letters of a code without what files lose: look-alikes restored, Đ as D, capitals."""
    return letters.translate(LOOKALIKES).replace("Đ", "D").replace("đ", "d").upper()


def type_of_code(letters: str, *, system: System | None = None) -> TypeEntry | None:
    """The type that the letters of a code stand for (`KH` of `327/KH-SVHTT`), None when they stand for none.

    Letters are read as printed first; only then with Đ lost and case ignored (`QD`, `CTR`). Letters of several types
    (TT: Thông tư, in the Party Thông tri) go by `system`, without it to the first of the register.
    """
    printed = letters.strip().translate(LOOKALIKES)
    entries = _by_letters(False).get(printed) or _by_letters(True).get(_plain_letters(printed), ())
    for entry in entries:
        if system is not None and system in entry.systems:
            return entry
    return entries[0] if entries else None


def type_name(code: str, *, system: System | None = None) -> str | None:
    """The name of a type by our code (`QyĐ` -> `Quy định`), None for an unknown code.

    Where two types share a code, `system` decides, without it the first of the register.
    """
    named = [entry for entry in all_types() if entry.code == code]
    for entry in named:
        if system is not None and system in entry.systems:
            return entry.name
    return named[0].name if named else None
