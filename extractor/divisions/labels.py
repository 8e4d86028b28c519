"""How the divisions of a body are called: their kind, the label that a reader would cite, their title."""

from __future__ import annotations

import re

from extractor.document import BodyKind
from extractor.paragraphs import Marker, Paragraph

POINTS = frozenset(("dash", "plus", "letter"))
TITLE_LIMIT = 400
_NAMES = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục", "article": "Điều"}
_LAST_NUMBER = re.compile(r"(\d+)[a-zđ]?\d?\Z")


def number_of(label: str) -> int:
    """The number that a label ends with (`1.2` is 2, `5a` is 5), 0 without one."""
    if label.isdecimal():
        return int(label)
    found = _LAST_NUMBER.search(label)
    return int(found[1]) if found else 0


def kind_of(marker: Marker, in_article: bool, depth: int) -> BodyKind:
    """`in_article`: a number is a clause there, a heading elsewhere; so it is inside quoted text (`depth`)."""
    if marker.kind == "part" or marker.kind == "chapter" or marker.kind == "article" or marker.kind == "annex":
        return marker.kind
    if marker.kind in ("section", "subsection"):
        return "section"
    if marker.kind in POINTS:
        return "point"
    if in_article or depth:
        return "clause" if marker.kind == "number" else "point" if marker.kind == "paren" else "heading"
    return "heading"


def label_of(marker: Marker, cited: bool) -> str:
    """The label; `cited`: the division is cited as `khoản 2`, not by its bare mark."""
    named = _NAMES.get(marker.kind)
    if named:
        return f"{named} {marker.label}"
    if marker.kind == "annex":
        return annex_label(marker.label) or marker.label
    if cited and marker.kind == "number" and "." not in marker.label:
        return f"khoản {marker.label}"
    if marker.kind == "letter":
        return f"điểm {marker.label}"
    return marker.label


def annex_label(label: str | None) -> str | None:
    """`PHỤ LỤC IV` as running text writes it."""
    if label is None:
        return None
    first, *others = label.split()
    return " ".join([first.capitalize(), *(w.lower() if w.isupper() and not _is_number(w) else w for w in others)])


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+|[A-H]|\d.*", word))


def title_of(content: str, item: Paragraph, following: Paragraph | None, marker: Marker) -> str | None:
    """The heading's words: a heading is short, has no full stop, and something stands below it."""
    if marker.kind in ("dash", "plus", "letter", "paren") and content[item.end - 1] != ":":
        return None
    words = content[item.text_start : item.end].strip()
    if marker.kind in ("part", "chapter", "section", "subsection"):
        if not words and following and not following.marker and following.end - following.start <= TITLE_LIMIT:
            words = content[following.start : following.end]
        return title_words(words)
    if not words or len(words) > TITLE_LIMIT or words[-1] in '.;,”"…/':
        return None
    if marker.kind == "number" and following is None:
        return None
    return title_words(words.rstrip(" :"))


def title_words(words: str) -> str | None:
    """A title on one line, None for an empty one."""
    return " ".join(words.split()) or None


def is_capitals(words: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = list(filter(str.isalpha, words))
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def is_title(content: str, item: Paragraph) -> bool:
    """Whether a paragraph stands in capitals."""
    return is_capitals(content[item.start : item.end])
