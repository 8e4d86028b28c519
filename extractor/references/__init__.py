from __future__ import annotations

from extractor.document import BodyUnit, Footer, Header, Link, Reference, Text


def find_references(
    text: Text, header: Header, footer: Footer, body: tuple[BodyUnit, ...]
) -> tuple[tuple[Reference, ...], tuple[Link, ...]]:
    return (), ()
