"""Reads the drawn scans of `bench.varied_scans` and counts which fields are right, for `make bench-files`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.varied_scans import Scan
from extractor.document import Document
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.text import compare_form, old_tone

FIELDS = ("number", "date", "type", "issuer", "title", "signers", "recipients", "references", "warned of a pen")


@dataclass(slots=True)
class Tally:
    """How many papers were right, field by field, and what was read where one was not."""

    papers: int = 0
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, scan: Scan) -> None:
        """Reads a scan and counts what is right."""
        _, texts = read_bytes("scan", scan.data)
        read = [extract(text) for text in texts]
        self.papers += 1
        for name, (found, wanted) in _compared(read, scan).items():
            if found == wanted:
                self.right[name] += 1
            else:
                self.misses.append(f"{scan.paper.kind}, {scan.look.name}: {name} {found!r} for {wanted!r}")


def tally(scans: Sequence[Scan]) -> Tally:
    """All scans read, one after the other."""
    counted = Tally()
    for scan in scans:
        counted.add(scan)
    return counted


def _compared(read: Sequence[Document], scan: Scan) -> dict[str, tuple[object, object]]:
    """What was read and what stands on the paper, by field. What a pen wrote must be left out and warned of."""
    printed, look = scan.paper, scan.look
    if len(read) != 1:
        return dict.fromkeys(FIELDS, (f"{len(read)} papers", "one paper"))
    document = read[0]
    header, footer = document.header, document.footer
    day, month, year = printed.day
    warned = {warning.field for warning in document.warnings if warning.code == "handwritten"}
    by_pen = {name for name, written in (("number", look.pen), ("date", look.pen_day)) if written}
    dated = None if look.pen_day else f"{year}-{month:02}-{day:02}"
    return {
        "number": (header.number and header.number.value, None if look.pen else printed.number),
        "date": (header.date and header.date.value, dated),
        "type": (header.type_code and header.type_code.value, printed.type_code),
        "issuer": (compare_form(header.issuer.value) if header.issuer else None, compare_form(printed.issuer)),
        "title": (header.title and old_tone(header.title.value), old_tone(printed.whole_title)),
        "signers": (
            {(old_tone(who.name), who.position, who.authority) for who in footer.signers},
            {(old_tone(who.name), who.position, who.authority) for who in printed.signers},
        ),
        "recipients": ([each.value for each in footer.recipients], [each.rstrip(";,.") for each in printed.recipients]),
        "references": ({each.number for each in document.references}, set(printed.cited)),
        "warned of a pen": (warned, by_pen),
    }
