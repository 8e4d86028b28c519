"""Precedents, known acts and drafts as files: where the drafting aid meets the archive."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.bases import paper_from
from corpus.bases_index import Paper, Precedents
from corpus.bases_known import Act, KnownActs

if TYPE_CHECKING:
    from corpus.archive import Archive


_CACHE_VERSION = 2


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


def _held(archive: Archive) -> Iterator[tuple[dict[str, Any], str]]:
    for id in sorted(set(archive.files().values())):
        yield archive.show(id), archive.text(id)


def precedents(archive: Archive, cache: Path | None = None) -> Precedents:
    """Every held paper with a date, as precedents. Those with a secrecy mark are left out: suggestions show titles.

    `cache`: file that keeps them for the next run over the same archive."""
    if cache is not None:
        signature = _signature(archive)
        kept = _kept(cache, signature)
        if kept is None:
            kept = precedents(archive)
            _keep(cache, signature, kept)
        return kept
    papers = []
    for contract, text in _held(archive):
        if contract["kind"] == "official" and contract["date"] and not contract["secrecy"]:
            papers.append(paper_from(contract, text, id=contract["id"], locality=_province(contract)))
    return Precedents(papers)


def _signature(archive: Archive) -> str:
    """Changes with the held files, and with the program and its knowledge."""
    from corpus.ledger import versions

    what = [_CACHE_VERSION, list(versions()), sorted(archive.files().items())]
    return sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()


def _kept(cache: Path, signature: str) -> Precedents | None:
    """What an earlier run kept of the same archive; None when there is none that can be used."""
    try:
        with cache.open("rb") as stored:
            if stored.read(len(signature)).decode("ascii", "replace") != signature:
                return None
            found = pickle.load(stored)  # written by this program into its own data folder
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, ValueError, TypeError):
        return None
    return found if isinstance(found, Precedents) else None


def _keep(cache: Path, signature: str, made: Precedents) -> None:
    """Written whole or not at all; a folder that cannot be written only costs the time of the next run."""
    unfinished = cache.with_name(f".{cache.name}.{os.getpid()}.part")
    try:
        unfinished.touch(mode=0o600)
        with unfinished.open("wb") as out:
            out.write(signature.encode("ascii"))
            pickle.dump(made, out, protocol=pickle.HIGHEST_PROTOCOL)
        unfinished.replace(cache)
    except OSError:
        unfinished.unlink(missing_ok=True)


def known_acts(archive: Archive) -> KnownActs:
    """The law register and every held paper with number and date, but none with a secrecy mark."""
    return KnownActs(
        Act(row["number"], row["type"], row["date"], row["title"], row["issuer"], row["locality"], False, row["id"])
        for row in archive.headers()
        if row["number"] and row["date"] and not row["secrecy"]
    )


def _province(contract: dict[str, Any]) -> str | None:
    """The province of a local issuer as its references print it; None for central bodies."""
    from index.entry import level_of

    if level_of(contract["issuer"]) in ("central", "party", None):
        return None
    place = contract.get("place")
    return str(place) if place else None
