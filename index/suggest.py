"""Did you mean: another spelling of a query that found nothing. It is offered, never used in silence."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence

from extractor.syllables import is_syllable
from extractor.text import fold
from index.expansion import Word
from index.query import Parsed

_SHORTEST = 3  # a shorter syllable has too many neighbours to guess at


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
