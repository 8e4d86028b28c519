"""Did you mean: another spelling of a query that found nothing. It is offered, never used in silence."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from extractor.syllables import is_syllable
from extractor.text import fold
from index.expansion import Word
from index.query import Parsed
from index.tokens import folded_tokens, tokens

_SHORTEST = 3  # a shorter syllable has too many neighbours to guess at
_TOGETHER = 1000  # a form beside its neighbour counts as much as so many alone


def suggestion_of(parsed: Parsed, text: str, frequencies: Callable[[Sequence[str]], list[int]]) -> str | None:
    """The query with every unknown syllable replaced by its most frequent neighbour at one edit; None without one. A
    syllable of the language that was typed with its accents is what was meant: the papers just do not have it.

    `frequencies` says in how many documents each folded syllable stands.
    """
    typed = (c for c in parsed.clauses if isinstance(c, Word) and c.folded.isalpha())
    words = list(dict.fromkeys(c.folded for c in typed if not (c.accented and is_syllable(c.exact))))
    unknown = [word for word, count in zip(words, frequencies(words), strict=True) if count == 0]
    if not unknown:
        return None
    changed = text
    for word in unknown:
        if len(word) < _SHORTEST:
            continue
        near = sorted(_neighbours(word))
        best = max(zip(frequencies(near), near, strict=True), key=lambda row: (row[0], row[1]), default=(0, ""))
        if best[0] > 0:
            changed = _replaced(changed, word, best[1])
    return changed if changed != text else None


def with_accents(suggestion: str, text: str, papers: Sequence[str]) -> str:
    """The suggestion with the accents that its new syllables have in papers: those beside the syllables that stand
    beside them in the suggestion, else the most frequent. `text` is the query as typed."""
    folded = folded_tokens(suggestion)
    new = set(folded) - set(folded_tokens(text))
    beside = {pair for pair in pairwise(folded) if new.intersection(pair)}
    forms: dict[str, Counter[str]] = {syllable: Counter() for syllable in new}
    for paper in papers:
        exact, bare = tokens(paper)
        for before, syllable, after, form in zip(["", *bare], bare, [*bare[1:], ""], exact, strict=False):
            if syllable in new:
                together = (before, syllable) in beside or (syllable, after) in beside
                forms[syllable][form] += _TOGETHER if together else 1
    for syllable, counted in forms.items():
        if counted:
            suggestion = _replaced(suggestion, syllable, counted.most_common(1)[0][0])
    return suggestion


def _neighbours(word: str) -> set[str]:
    """Every string at one edit: a letter less, more, other, or two swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in string.ascii_lowercase}
    more = {a + c + b for a, b in cuts for c in string.ascii_lowercase}
    return (less | swapped | other | more) - {word, ""}


def _replaced(text: str, word: str, other: str) -> str:
    """`text` with the folded syllable `word` replaced wherever it stands."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", fold(text)):
        pieces += [text[at : match.start()], other]
        at = match.end()
    return "".join(pieces) + text[at:]
