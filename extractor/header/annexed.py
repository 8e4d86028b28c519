"""The header of a file that holds nothing but a paper issued with an act, which gives it day and issuer, no number."""

from __future__ import annotations

from extractor.annexed import Alone
from extractor.document import Found, Header, Span
from extractor.header.fields import Fields, explain
from extractor.header.lost import own_act
from extractor.issuers import canonical_body
from extractor.text import squash
from extractor.types import type_of_word

WITHOUT_NUMBER = "annexed-paper"
"""The code of the warning that says why there is no number: nothing is missing."""
_RULE = "caption of the act it was issued with"


def annexed_header(content: str, alone: Alone) -> Header:
    """Kind and title from what stands above the caption; day and issuer are those of the act that the caption names."""
    start, end = alone.name
    entry = type_of_word(alone.kind.name)
    word = content[start:end]
    act = own_act(content, alone.cites)
    named = act.issuer if act is not None else None
    body = canonical_body(named.value, place=None, date=act.date.value if act and act.date else None) if named else None
    fields = Fields(
        type_code=Found(entry.code, word, Span(start, end), "heading") if entry else None,
        type_name=alone.kind.name,
        date=Found(act.date.value, act.date.raw, act.date.span, _RULE) if act and act.date else None,
        issuer=Found(body.name, named.raw, named.span, _RULE) if body and named else None,
        issuer_place=body.locality if body else None,
    )
    if alone.title is not None:
        raw = content[slice(*alone.title)]
        fields.title = Found(squash(raw), raw, Span(*alone.title), "below the name of an annexed paper")
    with_act = f"{act.word.value} số {act.number.value}" if act else "văn bản khác"
    fields.warn(WITHOUT_NUMBER, f"{alone.kind.name} ban hành kèm theo {with_act}, không có số riêng.", "number")
    explain(fields, frozenset({"number"}))
    return Header(
        kind="official",
        start=0,
        end=len(content),
        body_start=min(alone.end, len(content)),
        type_code=fields.type_code,
        type_name=fields.type_name,
        date=fields.date,
        issuer=fields.issuer,
        issuer_place=fields.issuer_place,
        title=fields.title,
        # its kind is known, also where no letters stand for it
        warnings=tuple(warning for warning in fields.warnings if warning.field != "type"),
    )
