"""Which matches in a text the query meant: its accents where they were typed, neighbours where they stand together.

Documents are found by folded syllables, so that `thi dua`, `thi đua` and a text that lost its accents meet. Marking by
the same rule lights up `THỊ` of `CHỈ THỊ` for who asked for `thi đua`: right as a find, wrong as a mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.text import fold
from index.expansion import Phrase, Word
from index.query import Parsed
from index.tokens import WORD, exact_form

LONGEST = 160
"""Code points of a mark that is made of neighbours. A snippet (`index.snippets`) is half as long again."""

Match = tuple[int, int, str]
"""A stretch of the text, and what was found there."""
Syllable = tuple[int, int, str, str]
"""A stretch of the text that is a syllable of the query: folded, and with the accents that it has there."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The syllables of a query: how each folded one was typed, which follow each other; its quoted phrases.

    `accented`: some syllable carries accents, so that who typed it types them.
    """

    typed: dict[str, frozenset[str]]
    following: frozenset[tuple[str, str]]
    accented: bool
    phrases: frozenset[tuple[str, ...]] = frozenset()

    def exactly(self, text: str) -> bool:
        """Whether a match is what was typed; anything is, where no accents were typed or no syllables stand there."""
        return not self.accented or all(
            form in self.typed[syllable] for _, _, syllable, form in self._syllables(text, 0) or ()
        )

    def chosen(self, content: str, matches: Iterable[Match]) -> list[Match]:
        """The matches that are worth a mark, neighbours as one, in the order of the text.

        A syllable typed with accents is marked with them, or where the text has none at all. One typed without, beside
        others that have some, is marked as it stands beside its neighbour of the query (one that was typed without
        accents itself, or that stands there as typed), else as typed: how many of a query carry none tells nothing, for
        `thi tay nghề` has all that it needs. Syllables that stand together somewhere in the text as they do in the
        query are not marked where they stand alone. A quoted phrase stays whole.
        """
        whole: list[Match] = []
        loose: list[Syllable] = []
        for start, end, what in matches:
            syllables = self._syllables(content[start:end], start)
            if syllables is None or tuple(form for _, _, _, form in syllables) in self.phrases:
                whole.append((start, end, what))
            else:
                loose += syllables
        together = self._together(content, self._as_typed(content, loose))
        paired = {syllable for group in together if len(group) > 1 for _, _, syllable, _ in group}
        joined = [
            (group[0][0], group[-1][1], " ".join(syllable for _, _, syllable, _ in group))
            for group in together
            if len(group) > 1 or group[0][2] not in paired
        ]
        return sorted([*whole, *joined])

    def _syllables(self, text: str, at: int) -> list[Syllable] | None:
        """The query's syllables in a match: start, end, folded, with accents. None where it is a number, a phrase or a
        name in another form, which stands as it is."""
        found = []
        for word in WORD.finditer(text):
            form = exact_form(word.group())
            folded = fold(form)
            if folded not in self.typed:
                return None
            found.append((at + word.start(), at + word.end(), folded, form))
        return found or None

    def _as_typed(self, content: str, loose: Sequence[Syllable]) -> list[Syllable]:
        if not self.accented:
            return list(loose)
        forms: dict[str, set[str]] = defaultdict(set)
        for _, _, syllable, form in loose:
            forms[syllable].add(form)
        beside = self._beside(content, loose)
        wanted = {syllable: self._forms(syllable, seen, beside[syllable]) for syllable, seen in forms.items()}
        return [one for one in loose if one[3] in wanted[one[2]]]

    def _forms(self, syllable: str, seen: set[str], beside: set[str]) -> set[str]:
        """Which of the forms that a text has of a syllable are marked."""
        typed = self.typed[syllable]
        if syllable not in typed:
            return seen & typed or seen & {syllable}
        return beside & typed or beside or seen & typed

    def _beside(self, content: str, loose: Sequence[Syllable]) -> dict[str, set[str]]:
        """The forms in which syllables stand beside a neighbour of the query that has the accents it was typed with, or
        was typed without any."""
        beside: dict[str, set[str]] = defaultdict(set)
        for before, one in pairwise(loose):
            if self._follows(content, before, one):
                if self._leads(before):
                    beside[one[2]].add(one[3])
                if self._leads(one):
                    beside[before[2]].add(before[3])
        return beside

    def _leads(self, one: Syllable) -> bool:
        """Whether it stands as typed, or was typed without accents: its neighbour is then the one of the query."""
        return not self.typed[one[2]].isdisjoint(one[2:])

    def _follows(self, content: str, before: Syllable, one: Syllable) -> bool:
        return (before[2], one[2]) in self.following and not WORD.search(content, before[1], one[0])

    def _together(self, content: str, loose: Sequence[Syllable]) -> list[list[Syllable]]:
        """Syllables that follow each other in the text and in the query, in groups."""
        groups: list[list[Syllable]] = [[loose[0]]] if loose else []
        for before, one in pairwise(loose):
            if self._follows(content, before, one) and one[1] - groups[-1][0][0] <= LONGEST:
                groups[-1].append(one)
            else:
                groups.append([one])
        return groups


def meant_by(parsed: Parsed) -> Meant:
    """The syllables of a query as they were typed."""
    typed: dict[str, set[str]] = defaultdict(set)
    words = [clause for clause in parsed.clauses if isinstance(clause, Word)]
    for word in words:
        typed[word.folded].add(word.exact)
    following = frozenset(
        (left.folded, right.folded)
        for run in parsed.runs
        for left, right in pairwise(run)
        if isinstance(left, Word) and isinstance(right, Word)
    )
    return Meant(
        {syllable: frozenset(forms) for syllable, forms in typed.items()},
        following,
        parsed.accented,
        phrases=frozenset(clause.exact for clause in parsed.clauses if isinstance(clause, Phrase)),
    )
