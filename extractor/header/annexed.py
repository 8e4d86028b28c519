"""The header of a file that holds nothing but a paper issued with an act, which gives it day and issuer, no number."""

from __future__ import annotations

from extractor.annexed import Alone
from extractor.document import Found, Header, Span, Warning_
from extractor.header.lost import own_act
from extractor.issuers import canonical_body
from extractor.text import squash
from extractor.types import type_of_word

_RULE = "caption of the act it was issued with"


def annexed_header(content: str, alone: Alone) -> Header:
    """Kind and title from what stands above the caption; day and issuer are those of the act that the caption names."""
    start, end = alone.name
    entry = type_of_word(alone.kind.name)
    word = content[start:end]
    act = own_act(content, alone.cites)
    named = act.issuer if act is not None else None
    body = canonical_body(named.value, place=None, date=act.date.value if act and act.date else None) if named else None
    title = None
    if alone.title is not None:
        raw = content[slice(*alone.title)]
        title = Found(squash(raw), raw, Span(*alone.title), "below the name of an annexed paper")
    with_act = f"{act.word.value} số {act.number.value}" if act else "văn bản khác"
    told = f"{alone.kind.name} ban hành kèm theo {with_act}, không có số riêng."
    warnings = [Warning_("annexed-paper", told, "number")]
    if title is None:
        warnings.append(Warning_("no-title", "Không có trích yếu dưới tên loại văn bản.", "title"))
    return Header(
        kind="official",
        start=0,
        end=len(content),
        body_start=min(alone.end, len(content)),
        type_code=Found(entry.code, word, Span(start, end), "heading") if entry else None,
        type_name=alone.kind.name,
        date=Found(act.date.value, act.date.raw, act.date.span, _RULE) if act and act.date else None,
        issuer=Found(body.name, named.raw, named.span, _RULE) if body and named else None,
        issuer_place=body.locality if body else None,
        title=title,
        warnings=tuple(warnings),
    )
