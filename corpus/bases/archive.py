"""Precedents, known acts and drafts as files: where the drafting aid meets the archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.bases import paper_from
from corpus.bases.index import Paper, Precedents
from corpus.bases.known import KnownActs, held_act
from corpus.bases.precedent_file import keep, kept

if TYPE_CHECKING:
    from corpus.archive import Archive


_CACHE_VERSION = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read. `notes` (Vietnamese) say what was assumed."""

    contract: dict[str, Any]
    text: str
    paper: Paper
    notes: tuple[str, ...]

    def described(self) -> dict[str, Any]:
        """What the aid took the draft to be."""
        names = ("type", "issuer", "title", "number")
        return {name: self.contract.get(name) for name in names} | {"date": self.paper.date, "notes": list(self.notes)}


def read_draft(path: Path, *, today: str | None = None) -> Draft:
    """The first paper of a file. A draft without a date is judged on `today` (ISO; default: the clock), and says so.

    Raises the errors of `extractor.errors` for a file that cannot be read."""
    from extractor.pipeline import extract
    from extractor.readers import read
    from extractor.render import document_json

    source, texts = read(path)
    contract: dict[str, Any] = document_json(extract(texts[0]), texts[0], source)
    notes = []
    day = contract.get("date")
    if not day:
        day = today or Day.today().isoformat()
        notes.append(f"Dự thảo chưa có ngày: hiệu lực được xét theo ngày {day}.")
    for name, label in (("type", "loại văn bản"), ("issuer", "cơ quan ban hành"), ("title", "trích yếu")):
        if not contract.get(name):
            notes.append(f"Không đọc được {label} của dự thảo.")
    paper = paper_from(contract, texts[0].content, id=f"draft:{source.sha256}", date=day)
    return Draft(contract, texts[0].content, paper, tuple(notes))


def precedents(archive: Archive, cache: Path | None = None) -> Precedents:
    """Every held paper with a date, as precedents. Those with a secrecy mark are left out: suggestions show titles.

    `cache`: file that keeps them for the next run over the same archive."""
    headers = [row for row in archive.headers() if row["date"] and not row["secrecy"]]
    signature = _signature(headers) if cache is not None else ""
    made = kept(cache, signature) if cache is not None else None
    if made is None:
        made = Precedents(_papers(archive, headers))
        if cache is not None:
            keep(cache, signature, made)
    return made


def _papers(archive: Archive, headers: Iterable[dict[str, Any]]) -> Iterator[Paper]:
    """One paper at a time: an archive may be larger than memory."""
    for row in headers:
        contract, text = archive.show(row["id"]), archive.text(row["id"])
        yield paper_from(contract, text, id=row["id"], locality=row["locality"])


def _signature(headers: list[dict[str, Any]]) -> str:
    """Changes with the papers and with what was read (or told by hand) of their heads, and with the program and its
    knowledge."""
    from corpus.ledger import versions

    return sha256(json.dumps([_CACHE_VERSION, list(versions()), headers], ensure_ascii=False).encode()).hexdigest()


def known_acts(archive: Archive) -> KnownActs:
    """The law register and every held paper with number and date, but none with a secrecy mark."""
    rows = (row for row in archive.headers() if not row["secrecy"])
    return KnownActs(act for row in rows if (act := held_act(row)) is not None)
