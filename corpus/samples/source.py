"""A sample document as it is written: one TOML file per document, told apart from how it is printed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

Format = Literal["docx", "html", "pdf", "txt"]

SOURCES = Path(__file__).parent / "sources"
FILES = Path(__file__).parent / "files"


class BadSource(ValueError):
    """A sample source lacks something or has a key that nothing reads; the message names the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a ruled table in the body, its heading row first."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Centred:
    """A line of the body that stands in the middle (`QUYẾT ĐỊNH:`, chapter headings)."""

    text: str


Block = str | Centred | Table


@dataclass(frozen=True, slots=True)
class Sample:
    """What one document says. Zones as in Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW for Party papers.

    `left`/`right` are the two columns of the head; an empty string in `signature` is the place of the signature itself.
    News items have only `headline`, `published` (dd/mm/yyyy) and a body.
    """

    slug: str
    format: Format
    body: tuple[Block, ...]
    kind: Literal["official", "news"] = "official"
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    abstract: str = ""
    to: tuple[str, ...] = ()
    type: str = ""
    by: str = ""
    title: str = ""
    opening: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    headline: str = ""
    published: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.slug}.{self.format}"

    @property
    def party(self) -> bool:
        return any("ĐẢNG CỘNG SẢN" in line for line in self.right)


TEXT_KEYS = ("number", "place_date", "abstract", "type", "by", "title", "headline", "published")
LIST_KEYS = ("left", "right", "to", "opening", "recipients", "signature")


def load(path: Path) -> Sample:
    """Reads one source. Raises BadSource on an unknown key, a missing one, or an unknown format."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {"format", "kind", "body", *TEXT_KEYS, *LIST_KEYS}
    if unknown := sorted(set(table) - known):
        raise BadSource(f"{path.name}: unknown keys {', '.join(unknown)}")
    if table.get("format") not in get_args(Format):
        raise BadSource(f"{path.name}: format must be one of {', '.join(get_args(Format))}")
    kind = table.get("kind", "official")
    needed = ("headline", "body") if kind == "news" else ("left", "right", "number", "place_date", "body")
    if missing := [key for key in needed if not table.get(key)]:
        raise BadSource(f"{path.name}: {', '.join(missing)} missing")
    fields: dict[str, Any] = {key: str(table.get(key, "")) for key in TEXT_KEYS}
    fields |= {key: tuple(table.get(key, ())) for key in LIST_KEYS}
    return Sample(slug=path.stem, format=table["format"], kind=kind, body=_blocks(table["body"]), **fields)


def load_all(folder: Path = SOURCES) -> tuple[Sample, ...]:
    """Every sample, in the order of its name."""
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))


def _blocks(body: str) -> tuple[Block, ...]:
    """Lines to blocks: `| a | b |` is a table row, `= text` stands in the middle, all else is a paragraph."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*body.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Table(tuple(rows)))
            rows = []
        if line.startswith("= "):
            blocks.append(Centred(line[2:]))
        elif line:
            blocks.append(line)
    return tuple(blocks)
