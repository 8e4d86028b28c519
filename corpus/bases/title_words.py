"""Words of two syllables by which the title of an act of the registers says what it alone is about: `học phí`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from corpus.bases.register import register_keys
from extractor.knowledge import toml_data
from extractor.laws.decrees import decrees
from index.tokens import exact_tokens, pairs

_FEW = 6  # acts, versions counted apart: a law, the decrees on it and those that amend them


def subject_words(key: str) -> frozenset[str]:
    """Those of an act's title that stand in few titles of the registers; none for any other key."""
    return _subject_words().get(key, frozenset())


def words_of(title: str) -> frozenset[str]:
    """Pairs of its syllables, without those that say what a paper does or is (`kế hoạch`, `thành lập`)."""
    return frozenset(pair for pair in pairs(exact_tokens(title)) if _says_something(pair))


def telling(counted: Mapping[str, float]) -> dict[str, float]:
    """Those of counted terms that are pairs of syllables and say something (`words_of`)."""
    return {term: count for term, count in counted.items() if "_" in term and _says_something(term)}


def _says_something(pair: str) -> bool:
    words, syllables = _formal()
    return pair not in words and syllables.isdisjoint(pair.split("_"))


@cache
def _formal() -> tuple[frozenset[str], frozenset[str]]:
    rows = toml_data("drafting.toml")
    words = frozenset(word.replace(" ", "_") for word in rows["formal_words"])
    return words, frozenset(rows["empty_syllables"])


@cache
def _subject_words() -> dict[str, frozenset[str]]:
    titles = {key: exact_tokens(entry.name) for key, entry in register_keys().items()}
    titles |= {number: exact_tokens(decree.name) for number, decree in decrees().items()}
    often = Counter(pair for tokens in titles.values() for pair in set(pairs(tokens)))
    return {key: frozenset(_whole(tokens, often)) for key, tokens in titles.items()}


def _whole(tokens: list[str], often: Counter[str]) -> Iterator[str]:
    """Pairs of syllables that are words: of two that share a syllable the one that stands in more titles is, as in
    `quản lý | học phí`, where `lý học` is none."""
    row = list(pairs(tokens))
    for at, pair in enumerate(row):
        beside = (row[at - 1] if at else "", row[at + 1] if at + 1 < len(row) else "")
        if often[pair] <= _FEW and often[pair] >= max(map(often.__getitem__, beside)):
            if _says_something(pair):
                yield pair
