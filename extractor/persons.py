"""Persons named in news, found by underthesea's tagger. Off by default: it reads some 12 KB a second.

The tagger knows people well and nothing else of official language: only its PER is taken, and its proper nouns behind a
form of address, and only from paragraphs that address somebody (`đồng chí`, `ông`, `bà`, a title). Its models come with
the wheel: nothing is downloaded, no text leaves the machine. Only this module imports underthesea, when it is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.bodies import read_bodies
from extractor.bodies.words import grammar
from extractor.document import Span, Text
from extractor.layout import UPPER
from extractor.paragraphs import paragraphs

_ADDRESS = re.compile(
    r"(?:[Đđ]ồng\s+chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Tt]rưởng|[Cc]hủ\s+tịch|[Gg]iám\s+đốc|[Bb]í\s+thư|Ủy\s+viên)(?!\w)"
)
_FORMS_OF_ADDRESS = frozenset(("đồng chí", "ông", "bà", "đ/c"))
_NAME = re.compile(rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{1,5}}")
_ADDRESSED = re.compile(rf"{_ADDRESS.pattern}[^,.;:\n]{{0,30}}\Z")
_POSITION = re.compile(r"\s*(?:[,\-–(]\s*)")


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as printed; `position` the words of the office behind the name, None when none stands there."""

    name: str
    position: str | None
    span: Span


def find_persons(text: Text, start: int = 0, end: int | None = None) -> tuple[Person, ...]:
    """The persons named in a stretch of text, each once, in order. Never raises on any text.

    Raises ImportError where underthesea is not installed.
    """
    from underthesea import ner  # heavy: loads its models at import

    content = text.content
    found: list[Person] = []
    seen: set[str] = set()
    for item in paragraphs(content, start, len(content) if end is None else end):
        words = content[item.start : item.end]
        if not _ADDRESS.search(words):
            continue
        tagged = _marked([(str(row[0]), str(row[1]), str(row[3])) for row in ner(words)])
        for span in _aligned(content, item.start, item.end, tagged):
            name = " ".join(content[span.start : span.end].split())
            if name in seen or not _NAME.fullmatch(name) or grammar().head.match(name) or grammar().title.match(name):
                continue
            position = _position(content, span.end, item.end)
            if position is None and not _ADDRESSED.search(content[max(item.start, span.start - 48) : span.start]):
                continue  # `quận Hai Bà Trưng`: a place named after a person
            seen.add(name)
            found.append(Person(name, position, span))
    return tuple(found)


def _marked(rows: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Tokens with their tag. A proper noun behind `đồng chí`, `ông`, `bà` is a person, whatever the tagger calls it
    (it makes places of both words together)."""
    marked: list[tuple[str, str]] = []
    before = ""
    for token, part_of_speech, tag in rows:
        addressed = before in _FORMS_OF_ADDRESS and part_of_speech == "Np"
        marked.append((token, "B-PER" if addressed else tag))
        before = token.lower()
    return marked


def _aligned(content: str, start: int, end: int, tagged: list[tuple[str, str]]) -> list[Span]:
    """Spans of the PER tokens. The tagger gives no offsets and rewrites tone marks, but never the count of letters:
    both texts are walked together over everything that is not white space."""
    spans: list[Span] = []
    position = start
    for token, tag in tagged:
        length = sum(1 for char in token if not char.isspace())
        while position < end and content[position].isspace():
            position += 1
        begin = position
        while length and position < end:
            length -= not content[position].isspace()
            position += 1
        if length:
            return spans  # the walk has lost its way: what it found so far is certain
        if tag == "B-PER":
            spans.append(Span(begin, position))
        elif tag == "I-PER" and spans and not content[spans[-1].end : begin].strip():
            spans[-1] = Span(spans[-1].start, position)
    return spans


def _position(content: str, position: int, end: int) -> str | None:
    """The office printed behind a name: `, Giám đốc Sở Y tế`."""
    lead = _POSITION.match(content, position, end)
    if not lead:
        return None
    rules = grammar()
    title = rules.title.match(content, lead.end(), end) or rules.prefix_title.match(content, lead.end(), end)
    if not title:
        return None
    listed = read_bodies(content, lead.end(), end)
    stop = listed.bodies[0].end if listed.bodies else title.end()
    return " ".join(content[lead.end() : stop].split())
