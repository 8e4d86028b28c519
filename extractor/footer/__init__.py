"""Footer zone of a paper: who signed and who receives it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.document import Footer, Header, Text
from extractor.footer.recipients import find_recipients
from extractor.footer.signature import find_bare_name, find_marked_name, find_signature
from extractor.layout import with_printed_raw

__all__ = ["read_footer"]


def read_footer(text: Text, header: Header) -> Footer:
    """Signers and recipients of the paper that `header` bounds; empty for news. Never raises.

    Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9. Of a file that carries a copy's block (sao y) below
    the paper only the paper's own signature counts.
    """
    if header.kind == "news":
        return Footer()
    plain = _with_plain_cells(text)
    footer = _read(plain.content, header)
    if plain is text:
        return footer
    printed = (with_printed_raw(found, text) for found in footer.recipients)
    return replace(footer, recipients=tuple(found for found in printed if found is not None))


# The edges of a cell in a row kept on one line: `| Nơi nhận: - Như trên; | GIÁM ĐỐC Lê Văn Sơn |`.
_EDGE = re.compile(r"\|(?:[ ](?=\S)|(?<=\S[ ]\|)(?=[ \t]*$))", re.MULTILINE)


def _with_plain_cells(text: Text) -> Text:
    """The same text with the edges of cells as blanks and tabs: offsets hold."""
    if "|" not in text.content:
        return text
    return replace(text, content=_EDGE.sub(lambda edge: " \t" if len(edge[0]) > 1 else " ", text.content))


def _read(content: str, header: Header) -> Footer:
    signature = find_signature(content, header.body_start, header.end)
    span = signature.span if signature else None
    recipients, block = find_recipients(content, header.body_start, header.end, span)
    if signature:
        return Footer(signature.signers, recipients, span, block)
    if block:
        signer = find_bare_name(content, block.end, header.end)
        if signer:
            return Footer((signer,), recipients, signer.span, block)
    signer = find_marked_name(content, header.body_start, header.end)
    if signer:
        return Footer((signer,), recipients, signer.span, block)
    return Footer((), recipients, None, block)
