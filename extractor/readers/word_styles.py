"""What a run looks like: its font, whether Word draws it in capitals, whether it is hidden (ECMA-376 Part 1, 17.7.2).

A run's own properties decide, then its character style, then its paragraph's style, each with the styles it is based
on, then the document's default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from extractor.legacy import encoding_of_font
from extractor.readers.word_package import W


class RunStyles:
    def __init__(self, styles: Any | None) -> None:
        self._based: dict[str, str | None] = {}
        self._properties: dict[str, Any] = {}
        self._lines: dict[str, bool | None] = {}
        self._default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
        self._ordinary: str | None = None
        for style in styles.iter(W + "style") if styles is not None else ():
            key = style.get(W + "styleId") or ""
            self._properties[key] = style.find(W + "rPr")
            if style.get(W + "type") == "table":
                self._lines[key] = has_lines([*style.iter(W + "tblBorders"), *style.iter(W + "tcBorders")])
            based = style.find(W + "basedOn")
            self._based[key] = based.get(W + "val") if based is not None else None
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._ordinary = key
        self._known: dict[tuple[str | None, str], Any] = {}

    def font(self, run: Any) -> str | None:
        """Name of the font of the run's Latin letters."""
        name: str | None = self._first(run, "font", _ascii_font)
        return name

    def encoding(self, run: Any) -> str | None:
        """Name of the old encoding that its font stands for; `None` for Unicode."""
        return encoding_of_font(self.font(run))

    def capitals(self, run: Any) -> bool:
        """Whether Word draws its small letters as capitals."""
        return bool(self._first(run, "caps", _CAPITALS))

    def hidden(self, run: Any) -> bool:
        """Whether Word neither shows nor prints it."""
        return bool(self._first(run, "vanish", _HIDDEN))

    def ruled(self, style: str | None) -> bool:
        """Whether a style of tables, or one that it is based on, draws lines. Its key says nothing: Word translates
        it (`LiBang`)."""
        seen: set[str] = set()
        while style and style not in seen:
            lines = self._lines.get(style)
            if lines is not None:
                return lines
            seen.add(style)
            style = self._based.get(style)
        return False

    def _first(self, run: Any, what: str, read: Callable[[Any], Any]) -> Any:
        own = run.find(W + "rPr")
        found = read(own)
        if found is not None:
            return found
        character = own.find(W + "rStyle") if own is not None else None
        if character is not None:
            found = self._of_style(character.get(W + "val"), what, read)
            if found is not None:
                return found
        paragraph = nearest(run, W + "p")
        style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
        found = self._of_style(style.get(W + "val") if style is not None else self._ordinary, what, read)
        return read(self._default) if found is None else found

    def _of_style(self, key: str | None, what: str, read: Callable[[Any], Any]) -> Any:
        if (key, what) not in self._known:
            found, seen, at = None, set(), key
            while at and at not in seen and found is None:
                seen.add(at)
                found = read(self._properties.get(at))
                at = self._based.get(at)
            self._known[key, what] = found
        return self._known[key, what]


def has_lines(borders: Iterable[Any]) -> bool | None:
    """Whether borders of a table or of its cells are drawn; None where they say nothing."""
    sides = [side.get(W + "val") for each in borders for side in each if side.tag in _SIDES]
    return any(value not in ("none", "nil", None) for value in sides) if sides else None


def nearest(node: Any, tag: str) -> Any:
    """The closest element around `node` with that tag; `None` when there is none."""
    parent = node.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


def is_on(switch: Any | None) -> bool:
    """Whether an element such as `<w:caps/>` is there and not turned off."""
    return switch is not None and switch.get(W + "val") not in ("0", "false", "off", "none")


def _switch(tag: str) -> Callable[[Any], bool | None]:
    def read(properties: Any | None) -> bool | None:
        switch = properties.find(tag) if properties is not None else None
        return None if switch is None else is_on(switch)

    return read


def _ascii_font(properties: Any | None) -> str | None:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    if fonts is None:
        return None
    value: str | None = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return value


_SIDES = [W + side for side in ("top", "left", "bottom", "right", "insideH", "insideV")]
_CAPITALS, _HIDDEN = _switch(W + "caps"), _switch(W + "vanish")
