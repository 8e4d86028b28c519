"""From one text to one document: the stages, in order. Pure: no files, no clock, no network."""

from __future__ import annotations

from extractor.body import read_body
from extractor.deadlines import find_deadlines
from extractor.document import Document, Footer, Header, Part, Text, Warning_
from extractor.footer import read_footer
from extractor.header import read_header
from extractor.references import find_references
from extractor.tasks import find_tasks
from extractor.units import find_units


def extract(text: Text, *, part: Part | None = None) -> Document:
    """Reads one paper (or news item) from its text.

    Never raises on any string: what cannot be read is None with a warning that says why.
    """
    header = read_header(text)
    footer = read_footer(text, header)
    body = read_body(text, header, footer)
    references, links = find_references(text, header, footer, body)
    deadlines = find_deadlines(text, header, footer, references)
    units = find_units(text, header, footer, body)
    tasks = find_tasks(text, header, footer, body, units, deadlines)
    return Document(
        header=header,
        footer=footer,
        references=references,
        links=links,
        units=units,
        deadlines=deadlines,
        tasks=tasks,
        body=body,
        warnings=(*text.warnings, *header.warnings, *_unsigned(header, footer)),
        part=part or Part(),
    )


def extract_header(text: Text, *, part: Part | None = None) -> Document:
    """The header alone, for a quick register: nothing else is looked for, so nothing else is found missing."""
    header = read_header(text)
    return Document(
        header=header,
        footer=Footer(),
        references=(),
        links=(),
        units=(),
        deadlines=(),
        tasks=(),
        body=(),
        warnings=(*text.warnings, *header.warnings),
        part=part or Part(),
    )


def _unsigned(header: Header, footer: Footer) -> tuple[Warning_, ...]:
    """Why a paper has no signers; a news item has none by nature."""
    if header.kind == "news" or footer.signers:
        return ()
    return (Warning_("signers-missing", "Không thấy chữ ký có họ tên ở cuối văn bản.", "signers"),)
