"""The table of contents of a document: its parts, chapters, articles, headings, annexes and tables, with the way to
each in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.highlight import Mark

# What is listed; clauses and points would make the list as long as the text.
_LISTED = frozenset({"part", "chapter", "section", "article", "heading", "annex", "table"})
# Below this a list of contents says nothing that the text does not show at once.
_FEWEST = 3
_WORDS = 90


@dataclass(frozen=True, slots=True)
class Branch:
    """One division: its name, the address of its place in the text, and what is listed below it."""

    name: str
    href: str
    below: tuple[Branch, ...]


def contents(
    body: Sequence[Mapping[str, Any]], text: str, place: Callable[[int, str], str]
) -> tuple[tuple[Branch, ...], int]:
    """The divisions as a tree, and how many there are; none where there are too few to list. `place` makes the address
    of an offset with its anchor."""
    count = sum(1 for _ in _listed(body))
    if count < _FEWEST:
        return (), 0
    return _branches(body, text, place), count


def anchors(body: Sequence[Mapping[str, Any]], text: str) -> list[Mark]:
    """Where the divisions begin, as marks without a colour."""
    return [Mark(one["start"], _line_end(text, one["start"]), "place", _anchor(one)) for one in _listed(body)]


def _anchor(node: Mapping[str, Any]) -> str:
    return f"b{node['start']}-{node['kind']}"


def _listed(body: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for node in body:
        if node["kind"] in _LISTED:
            yield node
        yield from _listed(node["children"])


def _branches(body: Sequence[Mapping[str, Any]], text: str, place: Callable[[int, str], str]) -> tuple[Branch, ...]:
    found: list[Branch] = []
    for node in body:
        below = _branches(node["children"], text, place)
        if node["kind"] in _LISTED:
            found.append(Branch(_name(node, text), place(node["start"], _anchor(node)), below))
        else:  # a table inside a clause hangs on the article
            found += below
    return tuple(found)


def _name(node: Mapping[str, Any], text: str) -> str:
    label, title = node["label"] or "", " ".join((node["title"] or "").split())
    if node["kind"] == "table":
        return f"Bảng: {_cut(text[node['start'] : _line_end(text, node['start'])])}"
    if title:
        return _cut(f"{label}. {title}" if label else title)
    first = " ".join(text[node["start"] : _line_end(text, node["start"])].split())
    return _cut(first if first.startswith(label) else f"{label}. {first}".lstrip(". "))


def _line_end(text: str, start: int) -> int:
    """The end of the first line that has words, from an offset on."""
    while start < len(text) and text[start] in "\n\r\t ":
        start += 1
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " …"
