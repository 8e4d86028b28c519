"""Worn scans of invented papers, of which is known what stands on them: what a reader makes of bad pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.scans import complete_fonts, sheet, worn

# Dots an inch, from what offices use to the end of what can be read.
DOTS = (200, 130, 100, 90, 72, 60)
_HEAD = 0.45  # of the page: what names the paper stands above
_LEFT, _RIGHT = (0, 2, 4), (1, 3, 5)  # lines of the two columns over the title


def draw(folder: Path, count: int) -> list[tuple[Path, dict[str, Any]]]:
    """So many files, each the upper part of a page, and for each what its text says, read from the text itself."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = list(complete_fonts().values())
    drawn = []
    for number in range(count):
        page = sheet(fonts[number % len(fonts)], 1000 + number)
        image = worn(page, number)
        dots = DOTS[number % len(DOTS)]
        image = image.crop((0, 0, image.width, round(image.height * _HEAD)))
        image = image.resize((image.width * dots // 200, image.height * dots // 200))
        path = folder / f"mo-{number:03}.pdf"
        image.save(path, "PDF", resolution=dots)
        drawn.append((path, _said(page.lines)))
    return drawn


def _said(lines: tuple[str, ...]) -> dict[str, Any]:
    from extractor.document import SourceFile, Text
    from extractor.pipeline import extract
    from extractor.render import document_json
    from extractor.text import nfc

    left, right = ("\n".join(lines[at] for at in column) for column in (_LEFT, _RIGHT))
    text = Text(nfc(f"{left}\n\n{right}\n\n" + "\n".join(lines[6:])))
    said: dict[str, Any] = document_json(extract(text), text, SourceFile("to", "0" * 64, "text/plain", 0))
    return said
