"""Passages of the original text around what matched, with their division and page (keyword in context).

Offsets survive because `fold` maps one code point to one code point; nothing is taken from an engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.text import fold
from index.base import Entry, Passage, Snippet
from index.expansion import Group, Phrase, Word
from index.marks import LONGEST, Match, Meant, meant_by
from index.query import Parsed
from index.tokens import exact_form

WIDTH = LONGEST * 3 // 2  # code points of a snippet: any mark fits into it with some text around
MOST = 3  # snippets of one document
_WINDOW = 6000  # long texts are folded piece by piece, only as far as needed
_ENOUGH = 60  # matches looked at before the best passages are chosen
_MOST_LOOKED_AT = 1000  # of all matches, though none be as typed
_DIVISION = re.compile(r"\b(?:dieu|khoan) \d+[a-z]?\b|\bphu luc (?:\d+|[ivx]+)\b")
_FURTHEST = 400_000  # beyond this many code points nothing is looked for: the opening stands for the document


@dataclass(frozen=True, slots=True)
class Needles:
    """What to look for: one pattern over the folded text, one over the text with accents; `meant` chooses among that.

    `divisions` are those that the query names, folded: `dieu 5`, `khoan 2`.
    """

    folded: re.Pattern[str] | None
    exact: re.Pattern[str] | None
    wanted: int
    meant: Meant
    divisions: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.folded is not None or self.exact is not None


def needles_of(parsed: Parsed) -> Needles:
    """The patterns of a query. A number is marked as the user spelt it and as its parts stand in order."""
    folded: list[str] = []
    exact: list[str] = []
    for number in parsed.numbers:
        parts = [number.number, *([str(number.year)] if number.year else []), *number.groups]
        if len(parts) > 1:
            folded.append(r"0*" + r"[\W_]{0,3}".join(map(re.escape, parts)))
    for run in () if parsed.lookup and folded else parsed.runs:
        words = [c for c in run if isinstance(c, Word)]
        if 1 < len(words) == len(run):
            folded.append(_phrase(tuple(w.folded for w in words)))
        for clause in run:
            if isinstance(clause, Phrase):
                exact.append(_phrase(clause.exact))
            elif isinstance(clause, Group):
                folded += [_phrase(form) for form in clause.forms]
            else:
                folded.append(re.escape(clause.folded))
    folded = sorted(dict.fromkeys(folded), key=lambda p: -len(p))
    divisions = frozenset(" ".join(m.group().split()) for m in _DIVISION.finditer(parsed.folded))
    return Needles(_pattern(folded), _pattern(exact), len(folded) + len(exact), meant_by(parsed), divisions)


def _phrase(tokens: tuple[str, ...]) -> str:
    return r"[\W_]+".join(map(re.escape, tokens))


def _pattern(parts: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(parts) + r")(?![^\W_])") if parts else None


def snippets(entry: Entry, needles: Needles) -> tuple[Snippet, ...]:
    """The best passages of a document in the order of the text: the division that the query names, then those where
    most of it stands, of different divisions as far as there are; the opening where nothing matched."""
    content = entry.content
    marks = needles.meant.chosen(content, _matches(content, needles)) if needles else []
    named = _named(entry.passages, needles.divisions)
    windows = sorted(_windows(marks), key=lambda w: (-w[2], w[0]))
    if named is not None:
        windows.insert(0, (named.start, min(named.end, named.start + WIDTH), 0.0))
    if not windows:
        opening = _cut(content, 0, min(len(content), WIDTH), ())
        return (_placed(opening, entry.passages),) if opening.text else ()
    chosen: list[Snippet] = []
    spare: list[Snippet] = []
    for start, end, _ in windows[: 4 * MOST]:
        if any(start < c.start + len(c.text) and c.start < end for c in chosen):
            continue
        cut = _cut(content, start, end, [m for m in marks if start <= m[0] and m[1] <= end])
        snippet = _placed(cut, entry.passages)
        seen = snippet.label is not None and any(snippet.label == c.label for c in chosen)
        (spare if seen else chosen).append(snippet)
        if len(chosen) == MOST:
            break
    return tuple(sorted([*chosen, *spare][:MOST], key=lambda snippet: snippet.start))


def _named(passages: tuple[Passage, ...], divisions: frozenset[str]) -> Passage | None:
    """The innermost division that the query names: all that it says stands in the division's label."""
    if not divisions:
        return None
    fitting = [p for p in passages if p.label and divisions <= {part.strip() for part in fold(p.label).split(",")}]
    return min(fitting, key=lambda p: p.end - p.start, default=None) if len(divisions) > 1 else _widest(fitting)


def _widest(passages: Sequence[Passage]) -> Passage | None:
    """`Điều 5` itself and not one of its clauses."""
    return max(passages, key=lambda p: p.end - p.start, default=None)


def _matches(content: str, needles: Needles) -> Iterator[Match]:
    """Matches in the text in its order, up to `_ENOUGH` of them as typed, fewer once all that was asked was seen."""
    found = looked_at = 0
    seen: set[str] = set()
    at = 0
    while at < min(len(content), _FURTHEST):
        end = min(len(content), at + _WINDOW)
        while end < len(content) and not content[end].isspace() and end - at < _WINDOW + 200:
            end += 1
        piece = content[at:end]
        rows: list[Match] = []
        if needles.exact is not None:
            rows += [(m.start(), m.end(), m.group()) for m in needles.exact.finditer(exact_form(piece))]
        if needles.folded is not None:
            rows += [(m.start(), m.end(), m.group()) for m in needles.folded.finditer(fold(piece))]
        last = -1
        for start, stop, what in sorted(rows, key=lambda row: (row[0], -row[1])):
            if start >= last:
                yield at + start, at + stop, what
                if needles.meant.exactly(content[at + start : at + stop]):
                    seen.add(what)
                    found += 1
                looked_at += 1
                last = stop
        if found >= _ENOUGH or looked_at >= _MOST_LOOKED_AT or (found >= 8 and len(seen) >= needles.wanted):
            return
        at = end


def _windows(marks: Sequence[Match]) -> list[tuple[int, int, float]]:
    """Stretches of at most `WIDTH` that do not overlap, with what they are worth."""
    windows: list[tuple[int, int, float]] = []
    at = 0
    while at < len(marks):
        end = at
        while end + 1 < len(marks) and marks[end + 1][1] - marks[at][0] <= LONGEST:
            end += 1
        inside = marks[at : end + 1]
        # long matches are phrases; different words are worth more than one word many times
        worth = sum({what: 1.0 + 0.1 * len(what) for _, _, what in inside}.values()) + 0.1 * len(inside)
        middle = (inside[0][0] + inside[-1][1]) // 2
        half = max(WIDTH // 2, (inside[-1][1] - inside[0][0]) // 2 + 1)
        windows.append((max(0, middle - half), middle + half, worth))
        at = end + 1
    return windows


def _cut(content: str, start: int, end: int, marks: Sequence[Match]) -> Snippet:
    """The text from `start` to `end`, brought to word boundaries without cutting a mark."""
    end = min(end, len(content))
    first = marks[0][0] if marks else start
    last = max((m[1] for m in marks), default=0)
    while start > 0 and start < first and not content[start - 1].isspace():
        start += 1
    while end < len(content) and end > max(last, start) and not content[end].isspace():
        end -= 1
    while start < min(first, end) and content[start].isspace():
        start += 1
    while end > max(last, start) and content[end - 1].isspace():
        end -= 1
    return Snippet(content[start:end], start, tuple((s - start, e - start) for s, e, _ in marks))


def _placed(snippet: Snippet, passages: tuple[Passage, ...]) -> Snippet:
    """The snippet with the innermost division that holds its first mark (its beginning, where it has none)."""
    at = snippet.start + (snippet.marks[0][0] if snippet.marks else 0)
    inside = [p for p in passages if p.start <= at < p.end]
    if not inside:
        return snippet
    best = min(inside, key=lambda p: p.end - p.start)
    return Snippet(snippet.text, snippet.start, snippet.marks, best.label, best.page)
