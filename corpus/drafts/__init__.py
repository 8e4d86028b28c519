"""A draft as it is read: from a file's bytes or from pasted text, with all that is said of it in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.drafts.checks import check_paper
from corpus.drafts.finding import DraftFinding
from extractor.document import Document, Text
from extractor.form import Linted, lint
from extractor.form.word import lint_word

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Reading:
    """The first paper of a file. `word` are the bytes of a DOCX file, else None; `notes` (Vietnamese) say what was
    left aside."""

    name: str
    text: Text
    document: Document
    contract: dict[str, Any]
    word: bytes | None = None
    notes: tuple[str, ...] = ()


def read_draft_file(name: str, data: bytes) -> Reading:
    """Reads a file of any format. Raises the errors of `extractor.errors`."""
    from extractor.pipeline import extract
    from extractor.readers import read_bytes
    from extractor.render import document_json

    source, texts = read_bytes(name, data)
    document = extract(texts[0])
    notes = (f"{name} có {len(texts)} văn bản: chỉ xem văn bản đầu.",) if len(texts) > 1 else ()
    word = data if source.media_type == _WORD else None
    return Reading(name, texts[0], document, document_json(document, texts[0], source), word, notes)


def read_draft_text(text: str) -> Reading:
    """Reads pasted text. Raises EmptyFile for one without letters."""
    return read_draft_file("dự thảo.txt", text.encode("utf-8", "replace"))


def form_of(reading: Reading, *, on: str) -> Linted:
    """Form lint of words and, of a Word file, of its layout. `on`: the day (ISO) of a draft without one."""
    words = lint(reading.text, reading.document, on=on)
    if reading.word is None or words.system is None:
        return words
    layout = lint_word(reading.word, reading.text, reading.document, words.system)
    found = sorted([*words.findings, *layout], key=lambda one: (one.start, one.end))
    return Linted(words.system, tuple(found), words.notes)


def paper_findings(reading: Reading, *, on: str | None = None) -> Sequence[DraftFinding]:
    """What the draft says against itself. `on`: the day (ISO) of a draft without one."""
    return check_paper(reading.contract, reading.text, reading.document, on=on)


def form_json(linted: Linted) -> dict[str, Any]:
    """Ready for JSON."""
    return {
        "system": linted.system.name if linted.system else None,
        "notes": list(linted.notes),
        "findings": [
            {
                "rule": one.rule, "level": one.level, "message": one.message, "remedy": one.remedy, "norm": one.norm,
                "start": one.start, "end": one.end,
            }
            for one in linted.findings
        ],
    }  # fmt: skip
