"""Automatic numbers of Word paragraphs: not in the text of a DOCX, but `Điều 1.` and `a)` may be such numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# Symbol fonts put bullets into the private use area.
_BULLET_RE = re.compile("^[\uf000-\uf0ff\u2022\u00b7\u25aa\u25cf\u25a0\u2013\u2014o-]$")


class Numbering:
    """Counts the numbered paragraphs in document order; `label` must be called once for each."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._load(part.element if hasattr(part, "element") else None)
        for style in document.styles.element.iter(_W + "style"):
            found = _number_of(style.find(_W + "pPr"))
            if found is not None:
                self._style_numbers[style.get(_W + "styleId") or ""] = found

    def _load(self, root: Any) -> None:
        if root is None:
            return
        for abstract in root.iter(_W + "abstractNum"):
            levels = {}
            for level in abstract.iter(_W + "lvl"):
                index = int(level.get(_W + "ilvl") or 0)
                start = level.find(_W + "start")
                levels[index] = (
                    _value(level.find(_W + "numFmt")) or "decimal",
                    _value(level.find(_W + "lvlText")) or "",
                    int(_value(start) or 1) if start is not None else 1,
                )
            self._levels[abstract.get(_W + "abstractNumId") or ""] = levels
        for number in root.iter(_W + "num"):
            self._abstract_of[number.get(_W + "numId") or ""] = _value(number.find(_W + "abstractNumId")) or ""

    def label(self, paragraph: Any) -> str:
        """The number Word draws before the paragraph, with one space after it; empty when there is none."""
        found = _number_of(paragraph.find(_W + "pPr"))
        if found is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            found = self._style_numbers.get(style.get(_W + "val") or "") if style is not None else None
        if found is None or found[0] == "0":
            return ""
        abstract = self._abstract_of.get(found[0])
        levels = self._levels.get(abstract or "", {})
        if abstract is None or found[1] not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        level = found[1]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._draw(levels, counts, level)

    def _draw(self, levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        style, pattern, _ = levels[level]
        if style == "none":
            return ""
        if style == "bullet":
            return "- " if _BULLET_RE.match(pattern) or not pattern else f"{pattern} "

        def shown(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            kind, _, start = levels.get(index, ("decimal", "", 1))
            return format_number(counts.get(index, start), kind)

        drawn = re.sub(r"%(\d)", shown, pattern)
        return f"{drawn} " if drawn else ""


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


def _number_of(properties: Any) -> tuple[str, int] | None:
    if properties is None:
        return None
    number = properties.find(f"{_W}numPr/{_W}numId")
    if number is None:
        return None
    level = properties.find(f"{_W}numPr/{_W}ilvl")
    return number.get(_W + "val") or "0", int(_value(level) or 0) if level is not None else 0


def _value(node: Any) -> str | None:
    if node is None:
        return None
    value: str | None = node.get(_W + "val")
    return value
