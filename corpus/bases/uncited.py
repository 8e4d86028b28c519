"""Which acts of the registers that nobody cited yet are left out: those of which nothing in the draft speaks.

An archive that begins has no habits, and the likeliest of what is left may be on something else altogether. An empty
place beats such an act.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from corpus.bases.index import Floats, Paper, Precedents, body_terms, kind_of
from corpus.bases.legal_documents import only_repeals
from corpus.bases.register import decree_of, heirs_of, law_of
from corpus.bases.subject import gives_competence, subjects_of
from corpus.bases.title_words import subject_words, words_of

# Shares are those of the register's acts in the first ten on an archive that holds nothing, on drafts of the history.
_HOPELESS = {"law": -3.5, "constitution": -3.5}  # log odds below which one law in forty is right,
_HOPELESS_OTHER = -3.0  # ... and one decree in forty
_LIKELY = -2.5  # log odds from which one in five is right that no words speak for, below one in seventeen
_IN_TITLE, _IN_BODY = 0.05, 0.3  # below both one decree in forty is right


class Uncited:
    """Judges the candidates of one draft that no earlier paper cites. `given`: bases that it has."""

    def __init__(self, precedents: Precedents, draft: Paper, given: frozenset[str]) -> None:
        self._p, self._draft = precedents, draft
        self._heirs = heirs_of(given, draft.date)

    def left_out(self, at: int, score: float, above: Container[int]) -> bool:
        """Whether the act at that place is left out. `above`: places of those that stand above it."""
        key = self._p.keys[at]
        if at >= self._p.cited_keys and only_repeals(self._p.key_line[at]):
            return True
        if at < self._p.cited_keys or key in self._p.held or (law_of(key) is None and decree_of(key) is None):
            return False
        if key in self._heirs or key in self._draft.named:
            return False
        if subject_words(key) & self._words:
            return False
        if score < _HOPELESS.get(kind_of(key), _HOPELESS_OTHER):
            return True
        if score >= _LIKELY:  # mostly a basis that is given speaks for it
            return False
        return not (self._shares_words(at) or self._spoken_of(key) or self._names_one_of(at, above))

    def _shares_words(self, at: int) -> bool:
        """Whether its name has words in a row in common with the draft: any of the title's for a law, such as carry
        some weight in title or body for another act."""
        if law_of(self._p.keys[at]) is not None:
            return bool(self._in_title[at] > 0)
        return bool(self._in_title[at] >= _IN_TITLE or self._in_body[at] >= _IN_BODY)

    def _spoken_of(self, key: str) -> bool:
        """Whether the draft is about the subject of the act, or the act gives its issuer competence."""
        if key in self._subjects or key in self._draft.named_in_title:
            return True
        return gives_competence(key, self._p.key_line[self._p.key_place[key]], self._draft.issuer)

    def _names_one_of(self, at: int, above: Container[int]) -> bool:
        """Whether it names in its title, or was issued under, an act of which the draft speaks or that stands above."""
        named = [int(place) for place in self._p.link_to[self._p.link_from == at]]
        return any(place in above or self._p.keys[place] in self._subjects for place in named)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        told = subjects_of(self._draft.title, self._draft.body)
        often = {key for key, times in told.in_body.items() if times > 1}
        return frozenset({*told.in_title, *often, *self._draft.named})

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of(self._draft.title)

    @cached_property
    def _in_title(self) -> Floats:
        return self._p.lines.coverage(sorted(self._words))

    @cached_property
    def _in_body(self) -> Floats:
        return self._p.lines.coverage([term for term in body_terms(self._draft) if "_" in term])
