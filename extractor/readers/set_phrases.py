"""Phrases that papers have word by word, and names of provinces: recognised words beside each other are put right by
them, in their accents alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.knowledge import toml_data
from extractor.syllables import is_syllable
from extractor.text import fold, old_tone

# A word, with the marks before and behind it.
CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_Phrases = dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


@lru_cache(maxsize=1)
def set_phrases() -> _Phrases:
    """First bare word -> (bare words, right words), longest phrase first."""
    data = toml_data("ocr_phrases.toml")
    known = [line.strip() for line in data["phrases"].splitlines() if line.strip()]
    for name in data["provinces"].split(";"):
        plain = " ".join(name.split()).lower()
        known += [f"tỉnh {plain}", f"thành phố {plain}"]
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase in known:
        words = tuple(word.strip(",") for word in phrase.split() if word != "-")
        bare = tuple(fold(word) for word in words)
        found.setdefault(bare[0], []).append((bare, words))
    return {first: tuple(sorted(group, key=lambda g: -len(g[0]))) for first, group in found.items()}


def repair_phrases(words: Sequence[str], fixed: list[str]) -> None:
    """Puts right in `fixed` the set phrases that stand in `words`, one a place: letters, case and punctuation stay."""
    # Dashes standing alone are skipped, so that phrases match across them.
    cores = [CORE.match(word) for word in words]
    index = [i for i, core in enumerate(cores) if core and core.group(2)]
    bare = [fold(cores[i].group(2)) if cores[i] else "" for i in index]  # type: ignore[union-attr]  # filtered above
    phrases = set_phrases()
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
    match = CORE.match(recognised)
    if match is None:
        return recognised
    before, core, after = match.groups()
    cased = "".join(r.upper() if c.isupper() else r for c, r in zip(core, right, strict=False))
    # `uỷ` and `ủy` are both right: a mere difference of tone placement is left as printed.
    return before + (core if len(cased) != len(core) or _same_marks(core, cased) else cased) + after


def _same_marks(one: str, other: str) -> bool:
    return old_tone(one.lower()) == old_tone(other.lower())
