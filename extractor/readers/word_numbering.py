"""Automatic numbers of Word paragraphs: not in the text of a DOCX, but `Điều 1.` and `a)` may be such numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extractor.readers.word_package import W
from extractor.readers.word_styles import is_on

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# Symbol fonts put bullets into the private use area.
_BULLET_RE = re.compile("^[\uf000-\uf0ff\u2022\u00b7\u25aa\u25cf\u25a0\u2013\u2014o-]$")


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int
    restart: int | None  # how many levels above it start it anew; None: all
    legal: bool  # numbers of the levels above are drawn as decimals
    joined: bool  # nothing stands between number and text


class Numbering:
    """Counts the numbered paragraphs in document order; `label` must be called once for each.

    Lists (`num`) that share a definition (`abstractNum`) go on counting where the other stopped, unless a list says
    that it starts anew (ECMA-376 Part 1, 17.9).
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        for style in styles.iter(W + "style") if styles is not None else ():
            based = _value(style.find(W + "basedOn"))
            self._styles[style.get(W + "styleId") or ""] = (*_number_of(style.find(W + "pPr")), based)
        self._abstract: dict[str, Any] = {}
        self._list: dict[str, Any] = {}
        for abstract in numbering.iter(W + "abstractNum") if numbering is not None else ():
            self._abstract[abstract.get(W + "abstractNumId") or ""] = abstract
        for number in numbering.iter(W + "num") if numbering is not None else ():
            self._list[number.get(W + "numId") or ""] = number
        self._levels: dict[str, tuple[str, dict[int, _Level], dict[str, int], dict[int, int]] | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number Word draws before the paragraph, with one space after it; empty when there is none."""
        properties = paragraph.find(W + "pPr")
        key, index = _number_of(properties)
        style = _value(properties.find(W + "pStyle")) if properties is not None else None
        if key is None or index is None:
            key, index = self._with_style(key, index, style)
        found = self._levels_of(key) if key is not None and key != "0" else None
        if key is None or found is None:
            return ""
        definition, levels, by_style, starts = found
        level = index if index is not None else by_style.get(style or "", 0)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        if level in starts and (key, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((key, level))
        for above in range(level):  # a level that was passed over counts as begun
            if above in levels:
                counts.setdefault(above, levels[above].start)
        counts[level] = counts.get(level, starts.get(level, levels[level].start) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return _draw(levels, counts, level)

    def _with_style(self, key: str | None, index: int | None, style: str | None) -> tuple[str | None, int | None]:
        """What the paragraph does not say itself, from its style and those that this is based on."""
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            number, level, based = self._styles[style]
            key = number if key is None else key
            index = level if index is None else index
            if key is not None:
                break
            style = based
        return key, index

    def _levels_of(self, key: str) -> tuple[str, dict[int, _Level], dict[str, int], dict[int, int]] | None:
        """Of a list: its definition, levels, levels by the style they belong to, and where it starts anew."""
        if key not in self._levels:
            self._levels[key] = self._read_list(key)
        return self._levels[key]

    def _read_list(self, key: str) -> tuple[str, dict[int, _Level], dict[str, int], dict[int, int]] | None:
        number = self._list.get(key)
        definition = _value(number.find(W + "abstractNumId")) if number is not None else None
        abstract = self._abstract.get(definition or "")
        linked = _value(abstract.find(W + "numStyleLink")) if abstract is not None else None
        if linked is not None:
            # The definition is kept at a style of lists, whose own list leads to it.
            other = self._list.get(self._styles.get(linked, (None, None, None))[0] or "")
            definition = _value(other.find(W + "abstractNumId")) if other is not None else None
            abstract = self._abstract.get(definition or "")
        if number is None or definition is None or abstract is None:
            return None
        levels, by_style = {}, {}
        starts: dict[int, int] = {}
        for level in abstract.iter(W + "lvl"):
            levels[_index(level)] = _read_level(level)
            if style := _value(level.find(W + "pStyle")):
                by_style[style] = _index(level)
        for override in number.iter(W + "lvlOverride"):
            own = override.find(W + "lvl")
            if own is not None:
                levels[_index(override)] = _read_level(own)
            if (start := _value(override.find(W + "startOverride"))) is not None:
                starts[_index(override)] = int(start)
        return definition, levels, by_style, starts


def _read_level(level: Any) -> _Level:
    restart = _value(level.find(W + "lvlRestart"))
    return _Level(
        _value(level.find(W + "numFmt")) or "decimal",
        _value(level.find(W + "lvlText")) or "",
        int(_value(level.find(W + "start")) or 0),
        int(restart) if restart is not None else None,
        is_on(level.find(W + "isLgl")),
        _value(level.find(W + "suff")) == "nothing",
    )


def _index(level: Any) -> int:
    return int(level.get(W + "ilvl") or 0)


def _draw(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.kind == "bullet":
        return "- " if _BULLET_RE.match(level.pattern) or not level.pattern else f"{level.pattern} "

    def shown(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        above = levels.get(index)
        if above is None or above.kind in ("none", "bullet"):
            return ""
        kind = "decimal" if level.legal and index < at else above.kind
        return format_number(counts.get(index, above.start), kind)

    drawn = re.sub(r"%(\d)", shown, level.pattern)
    return drawn if level.joined or not drawn else f"{drawn} "


def format_number(value: int, kind: str) -> str:
    """A list number as Word draws it. Unknown kinds come out as decimals."""
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else str(value)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman"):
        rest, roman = value, ""
        for amount, sign in _ROMAN:
            while rest >= amount:
                roman, rest = roman + sign, rest - amount
        return roman if kind == "upperRoman" else roman.lower()
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def _number_of(properties: Any | None) -> tuple[str | None, int | None]:
    """List and level that a paragraph or a style says; `None` for what it leaves to others."""
    numbers = properties.find(W + "numPr") if properties is not None else None
    if numbers is None:
        return None, None
    level = _value(numbers.find(W + "ilvl"))
    return _value(numbers.find(W + "numId")), int(level) if level is not None else None


def _value(node: Any | None) -> str | None:
    if node is None:
        return None
    value: str | None = node.get(W + "val")
    return value
