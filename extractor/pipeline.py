"""From one text to one document: the stages, in order. Pure: no files, no clock, no network."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.annexed import annexed_papers, cited_in_caption
from extractor.bodies import read_bodies
from extractor.corrections import NONE, Corrections, corrected_footer, corrected_header, corrected_references
from extractor.divisions import read_body
from extractor.document import Document, Footer, Header, Part, Reference, Text, Warning_
from extractor.footer import read_footer
from extractor.footer.recipients import left_whole
from extractor.header import read_header
from extractor.plain_form import plain_form
from extractor.references import find_references
from extractor.text import quoted
from extractor.work.deadlines import find_deadlines
from extractor.work.tasks import find_tasks
from extractor.work.units import find_units


def extract(text: Text, *, part: Part | None = None, corrections: Corrections = NONE) -> Document:
    """Reads one paper (or news item) from its text. `corrections`: what a person put right, whose lines must stand in
    `text` already (`corrections.corrected_text`); what is inferred from a corrected field follows it.

    Never raises on any string: what cannot be read is None with a warning that says why.
    """
    form = plain_form(text.content)
    if form is None:
        return _read(text, part, corrections)
    return form.put_back(_read(form.text(text), part, form.corrections(corrections, text.content)), text.content)


def _read(text: Text, part: Part | None, corrections: Corrections) -> Document:
    header = corrected_header(read_header(text), corrections)
    footer = corrected_footer(read_footer(text, header), corrections)
    body = read_body(text, header, footer)
    references, links, adrift = corrected_references(
        text.content, *find_references(text, header, footer, body), corrections
    )
    annexed_to = cited_in_caption(text.content, header, references)
    if annexed_to is not None:  # its caption names the paper itself
        own = references[annexed_to]._replace(annexed=None)
        references = (*references[:annexed_to], own, *references[annexed_to + 1 :])
    deadlines = find_deadlines(text, header, footer, references)
    units = find_units(text, header, footer, body)
    tasks = find_tasks(text, header, footer, body, units, deadlines)
    read_bodies.cache_clear()  # it would keep the texts of papers that may be secret
    return Document(
        header=header,
        footer=footer,
        references=references,
        links=links,
        units=units,
        deadlines=deadlines,
        tasks=tasks,
        body=body,
        warnings=tuple(
            warning
            for warning in (
                *text.warnings,
                *header.warnings,
                *_unsigned(header, footer, annexed_to),
                *_unparted(text, footer),
                *_dated_too_early(text, header, references),
                *adrift,
            )
            if warning.field not in corrections.fields
        ),
        part=part or Part(),
        annexed=annexed_papers(body) if header.kind == "official" else (),
        annexed_to=annexed_to,
    )


def extract_header(text: Text, *, part: Part | None = None) -> Document:
    """The header alone, for a quick register: nothing else is looked for, so nothing else is found missing."""
    form = plain_form(text.content)
    header = read_header(form.text(text) if form else text)
    read_bodies.cache_clear()
    document = Document(
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
    return form.put_back(document, text.content) if form else document


def _dated_too_early(text: Text, header: Header, references: Sequence[Reference]) -> tuple[Warning_, ...]:
    """What is told of a day that was read from a picture: nobody cites what is issued later."""
    day = header.date.value if header.date is not None else None
    if day is None or not text.pages or text.pages[0].source != "ocr":
        return ()
    later = next((each for each in references if each.date is not None and each.date > day), None)
    if later is None:
        return ()
    cited = quoted(later.raw)
    note = f"Ngày ký đọc được ({day}) trước ngày của văn bản được nhắc đến ({cited}). Hãy đối chiếu với bản quét."
    return (Warning_("uncertain", note, "date"),)


def _unsigned(header: Header, footer: Footer, annexed_to: int | None) -> tuple[Warning_, ...]:
    """Why a paper has no signers; a news item has none by nature, what is issued with an act is signed with it."""
    if header.kind == "news" or footer.signers or annexed_to is not None:
        return ()
    return (Warning_("signers-missing", "Không thấy chữ ký có họ tên ở cuối văn bản.", "signers"),)


def _unparted(text: Text, footer: Footer) -> tuple[Warning_, ...]:
    if not left_whole(text.content, footer.recipients):
        return ()
    note = "“Nơi nhận” không có gạch đầu dòng hay dấu chấm phẩy, chưa tách được từng nơi. Hãy đối chiếu với văn bản."
    return (Warning_("uncertain", note, "recipients"),)
