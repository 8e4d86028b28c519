"""What a draft says of its subject and its issuer: laws named after what it is about, the act that gives competence.

These speak for acts that nobody has cited yet, which habits cannot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.bases.register import register_keys
from extractor.knowledge import toml_data
from extractor.text import fold
from index.tokens import exact_tokens

_HEAD_WORDS = (("bộ", "luật"), ("pháp", "lệnh"), ("luật",))
_BODY_CHARS = 24_000
_TAKEN = " | "
_STATUTE = "chuc nang, nhiem vu, quyen han va co cau to chuc"
# Hiến pháp 2013 gives the Assembly its competence; the other two are named by the laws on their organisation.
_ORGANISATION = (
    ("Quốc hội", "Hiến pháp"),
    ("Chính phủ", "Luật Tổ chức Chính phủ"),
    ("Thủ tướng Chính phủ", "Luật Tổ chức Chính phủ"),
)
_LOCAL_LAW = "Luật Tổ chức chính quyền địa phương"
_LOCAL_HEADS = ("Ủy ban nhân dân", "Hội đồng nhân dân")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Keys of the register's laws whose name without `Luật` stands in the title (`tàu biển` ...), and how often each
    stands in the body."""

    in_title: frozenset[str]
    in_body: dict[str, int]


def subjects_of(title: str, body: str) -> Subjects:
    """The laws that are named after what these words are about. All versions of a law count; which one may be cited is
    judged later."""
    head, words = _spaced(title), _spaced(body[:_BODY_CHARS])
    titled: set[str] = set()
    counted: dict[str, int] = {}
    for phrase, keys in _phrases().items():
        times = _times(phrase, words)
        if times:
            counted.update(dict.fromkeys(keys, times))
        if _times(phrase, head):
            titled.update(keys)
        if phrase.strip() not in _common_words():  # those look at the words beside them
            words, head = words.replace(phrase, _TAKEN), head.replace(phrase, _TAKEN)
    return Subjects(frozenset(titled), counted)


def _times(phrase: str, words: str) -> int:
    """How often a phrase stands there as a subject: a law that bears an everyday word (`xây dựng`) is meant only in
    company that says so."""
    times = words.count(phrase)
    common = _common_words().get(phrase.strip()) if times else None
    return times if common is None else sum(1 for _ in common.finditer(words))


@cache
def _common_words() -> dict[str, re.Pattern[str]]:
    rows = toml_data("drafting.toml")["common_word"]
    return {row["law"]: re.compile(rf"\b(?:{row['pattern']})\b") for row in rows}


def _spaced(text: str) -> str:
    return f" {' '.join(exact_tokens(text))} "


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Name of a law without its head word -> keys of its versions, long names first: `đầu tư công` is no `đầu tư`. One
    syllable alone (`giá`) says too little."""
    found: dict[str, tuple[str, ...]] = {}
    for key, entry in register_keys().items():
        if entry.amending:
            continue
        words = exact_tokens(entry.name)
        head = next((h for h in _HEAD_WORDS if tuple(words[: len(h)]) == h), None)
        if head is None or len(words) - len(head) < 2:
            continue
        phrase = f" {' '.join(words[len(head) :])} "
        found[phrase] = (*found.get(phrase, ()), key)
    return dict(sorted(found.items(), key=lambda row: -len(row[0])))


def organisation_keys(issuer: str | None) -> tuple[str, ...]:
    """The acts of the register on the organisation of an issuer, all versions; none for other bodies."""
    if not issuer:
        return ()
    name = next((law for body, law in _ORGANISATION if issuer == body), None)
    if name is None and issuer.startswith(_LOCAL_HEADS):
        name = _LOCAL_LAW
    return _keys_named(name) if name else ()


@cache
def _keys_named(name: str) -> tuple[str, ...]:
    return tuple(key for key, entry in register_keys().items() if entry.name == name)


def gives_competence(key: str, line: str, issuer: str | None) -> bool:
    """Whether an act is one on the organisation, or on the functions and tasks, of that issuer."""
    form = statute_form(line)
    return key in organisation_keys(issuer) or bool(issuer and form and is_statute_of(form, issuer))


def statute_form(line: str) -> str | None:
    """The folded line of an act on `chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức` of a body; None for others."""
    folded = fold(line)
    return folded if _STATUTE in folded else None


def is_statute_of(form: str, issuer: str) -> bool:
    """Whether such a line (`statute_form`) speaks of this body: its name ends there or is followed by a break."""
    at = form.find(_STATUTE)
    name = f"cua {fold(issuer)}"
    found = form.find(name, at)
    behind = form[found + len(name) : found + len(name) + 2] if found >= 0 else ""
    return found >= 0 and not (behind[:1].isalnum() or (behind[:1] == " " and behind[1:2].isalnum()))
