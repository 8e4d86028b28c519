"""Did you mean: another spelling of a query that found nothing. It is offered, never used in silence."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.syllables import is_syllable
from extractor.text import fold
from index.expansion import Group, Word
from index.keystrokes import letters_of
from index.query import Parsed
from index.tokens import folded_tokens, tokens

_SHORTEST = 3  # a shorter syllable has too many neighbours to guess at
_TOGETHER = 1000  # a form beside its neighbour counts as much as so many alone
_LONGEST_RUN = 28  # letters of syllables typed without a blank between them
_LONGEST_SYLLABLE = 7
_VOWELS = frozenset("aeiouy")
_MOST_WAYS = 16  # of cutting a run, the shortest first

Counts = Callable[[Sequence[str]], list[int]]


def suggestion_of(parsed: Parsed, text: str, frequencies: Counts, together: Counts, spelt: Counts) -> str | None:
    """The query with every unknown syllable replaced by what its keys spell in Telex, else by its most frequent
    neighbour at one edit, else by the syllables that were typed in one; None without any of them. A syllable of the
    language that was typed with its accents is what was meant: the papers just do not have it.

    `frequencies` says in how many documents each folded syllable stands, `together` each pair (`khen_thuong`), `spelt`
    each syllable with its accents.
    """
    typed = (c for c in parsed.clauses if isinstance(c, Word) and c.folded.isalpha())
    words = list(dict.fromkeys(c.folded for c in typed if not (c.accented and is_syllable(c.exact))))
    unknown = [word for word, count in zip(words, frequencies(words), strict=True) if count == 0]
    if not unknown:
        return None
    changed = text
    keyed = {} if parsed.accented else _keyed(parsed, words, frequencies, together, spelt)
    for word in unknown:
        other = keyed.get(word)
        if other or (len(word) >= _SHORTEST and (other := _meant(word, frequencies, together))):
            changed = _replaced(changed, word, other)
    return changed if changed != text else None


def slip_for(parsed: Parsed, title: str) -> Word | None:
    """The one word of a long query that a title lacks, where it may be a slip: the last one, cut off; one at an edit
    from a word that only the title has, if it is no syllable of the language spelt as the query is, with accents or
    without (`Bình` is not `Minh`); or one word more than the title has. Any other word in its place is what was meant:
    another place or person."""
    folded = folded_tokens(title)
    lacking = [c for c in parsed.clauses if isinstance(c, Word) and c.folded not in folded]
    if len(lacking) != 1 or not lacking[0].folded.isalpha():
        return None
    word = lacking[0]
    typed = {c.folded for c in parsed.clauses if isinstance(c, Word)}
    typed |= {syllable for c in parsed.clauses if isinstance(c, Group) for form in c.forms for syllable in form}
    others = {syllable for syllable in folded if syllable not in typed}
    if not others and len(folded) < len(folded_tokens(parsed.folded)):
        return word
    if word == parsed.clauses[-1] and any(other.startswith(word.folded) for other in others):
        return word
    spelt = word.accented == parsed.accented and is_syllable(word.exact)
    return None if spelt or others.isdisjoint(_neighbours(word.folded)) else word


def _keyed(
    parsed: Parsed, words: Sequence[str], frequencies: Counts, together: Counts, spelt: Counts
) -> dict[str, str]:
    """What words spell by the keys of Telex, where papers have that syllable: one with a mere tone behind it (`bus`,
    `gas`) only with another such word, or where papers have it beside its neighbour and mostly with these accents."""
    meant = {word: letters for word in words if len(word) >= _SHORTEST and (letters := letters_of(word))}
    bare = [fold(letters) for letters in meant.values()]
    counts = dict(zip(meant, zip(spelt(list(meant.values())), frequencies(bare), strict=True), strict=True))
    known = {word: letters for word, letters in meant.items() if counts[word][0]}
    if len(known) > 1:
        return known
    found = {}
    for word, letters in known.items():
        so, all_forms = counts[word]
        mere_tone = word[:-1] == fold(letters) and not word.endswith("w")
        if not mere_tone or (2 * so > all_forms and any(together(_sides(parsed, word, fold(letters))))):
            found[word] = letters
    return found


def _sides(parsed: Parsed, word: str, meant: str) -> list[str]:
    """The pairs that `meant` would make with the neighbours of the `word` in whose place it is."""
    runs = ([meant if c.folded == word else c.folded for c in run if isinstance(c, Word)] for run in parsed.runs)
    return ["_".join(pair) for run in runs for pair in pairwise(run) if meant in pair]


def _meant(word: str, frequencies: Counts, together: Counts) -> str | None:
    near = sorted(_neighbours(word))
    best = max(zip(frequencies(near), near, strict=True), key=lambda row: (row[0], row[1]), default=(0, ""))
    return best[1] if best[0] > 0 else _parted(word, frequencies, together)


def _parted(run: str, frequencies: Counts, together: Counts) -> str | None:
    """Syllables that were typed without blanks: into as few as can be, of which all neighbours stand side by side in
    papers, in the most there are."""
    if len(run) > _LONGEST_RUN:
        return None
    size = len(run)
    cut = {run[at : at + n] for at in range(size) for n in range(1, _LONGEST_SYLLABLE + 1)}
    pieces = sorted(piece for piece in cut if not _VOWELS.isdisjoint(piece))
    known = {piece for piece, count in zip(pieces, frequencies(pieces), strict=True) if count}
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in run)]  # of cutting the first so many letters
    for end in range(1, size + 1):
        shorter = [
            (*way, run[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if run[start:end] in known
            for way in ways[start]
        ]
        ways[end] = sorted(shorter, key=len)[:_MOST_WAYS]
    counted = list(dict.fromkeys("_".join(pair) for way in ways[size] for pair in pairwise(way)))
    found = dict(zip(counted, together(counted), strict=True))
    worth = [(-len(way), min((found["_".join(pair)] for pair in pairwise(way)), default=0), way) for way in ways[size]]
    best = max((row for row in worth if row[1]), default=None)
    return " ".join(best[2]) if best else None


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


@lru_cache(maxsize=8)  # a slip is compared with title after title
def _neighbours(word: str) -> frozenset[str]:
    """Every string at one edit: a letter less, more, other, or two swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in string.ascii_lowercase}
    more = {a + c + b for a, b in cuts for c in string.ascii_lowercase}
    return frozenset((less | swapped | other | more) - {word, ""})


def _replaced(text: str, word: str, other: str) -> str:
    """`text` with the folded syllable `word` replaced wherever it stands."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", fold(text)):
        pieces += [text[at : match.start()], other]
        at = match.end()
    return "".join(pieces) + text[at:]
