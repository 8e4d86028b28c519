"""Every mention of another document, in order, and the edges between cited documents."""

from __future__ import annotations

import re

from extractor.annexed import issued_with
from extractor.document import BodyUnit, Footer, Header, Link, Reference, Relation, Span, Text
from extractor.identity import key_text
from extractor.references.anchors import named_starts, short_numbers
from extractor.references.context import Context
from extractor.references.dated import find_dated
from extractor.references.infer import infer
from extractor.references.lead import read_lead
from extractor.references.lists import share_types
from extractor.references.local_issuers import own_territory
from extractor.references.mention import Mention
from extractor.references.named import find_named
from extractor.references.named_laws import find_laws
from extractor.references.pinpoints import read_pinpoint
from extractor.references.place import citing_place
from extractor.references.relations import RelationReader
from extractor.references.scan import find_foreign, scan_text
from extractor.references.self_mentions import without_self
from extractor.references.short_lists import numbers_between
from extractor.references.short_mentions import find_short
from extractor.references.tail import free_days_of_clauses
from extractor.references.titles import read_title

_new = tuple.__new__  # makes a named tuple in half the time: archives have millions


def find_references(
    text: Text, header: Header, footer: Footer, body: tuple[BodyUnit, ...]
) -> tuple[tuple[Reference, ...], tuple[Link, ...]]:
    """Reads all references of one paper or news item.

    Spans are code points into `text.content`; what was repaired or inferred stands in `reasons`.
    """
    content = text.content
    own = tuple(found.span for found in (header.number, header.symbol) if found is not None)
    found = scan_text(content, own)
    laws, kept = find_laws(content, found.laws, found.numbered)
    shorts = found.shorts
    if len(kept) < len(found.numbered):  # a law holds the number of some: what they held else is free
        for lost in set(found.numbered).difference(kept):
            shorts += short_numbers(content, lost.number_start, lost.end)
        shorts.sort(key=re.Match.start)
    mentions = [*kept, *laws, *find_foreign(content)]
    if shorts:
        taken = sorted([(m.start, m.end) for m in mentions] + [(span.start, span.end) for span in own])
        mentions += find_short(content, shorts, taken, mentions)
    read = len(mentions)
    mentions = _without_overlaps(mentions)
    named = found.named
    if len(mentions) < read or len(kept) < len(found.numbered):
        for lost in set(found.numbered).difference(mentions):
            named += named_starts(content, lost.number_start, lost.end)
    if named:
        mentions += find_named(content, sorted(named), [(m.start, m.end) for m in mentions])
    dated = find_dated(content, header, mentions)
    if named or dated:
        mentions = sorted([*mentions, *dated], key=lambda m: m.start)
    if shorts:
        mentions = sorted([*mentions, *numbers_between(content, mentions)], key=lambda m: m.start)
    if header.kind == "news":
        free_days_of_clauses(content, mentions)
    share_types(content, mentions)
    mentions = without_self(content, mentions, header)
    floor = 0
    for mention in mentions:
        mention.lead = read_lead(content, floor, mention.start)
        read_pinpoint(content, mention, floor)
        mention.title = read_title(content, mention.start, mention.end)
        mention.annexed = issued_with(content, floor, mention.start)
        floor = mention.end
    context = Context(
        place=citing_place(content, header, mentions),
        date=header.date.value if header.date else None,
        header=header,
        own=own_territory(content, header),
        latest_date=max((m.date or f"{m.year}-12-31" for m in mentions if m.date or m.year), default=None),
    )
    infer(content, mentions, context)
    edges = RelationReader(content, header).read(mentions)
    references = tuple(_frozen(content, mention) for mention in mentions)
    return references, _links(edges)


def _links(edges: list[tuple[int, int, Relation]]) -> tuple[Link, ...]:
    return tuple(Link(source, target, relation) for source, target, relation in edges)


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Where two readings overlap the one that starts first stays, of equals the longer one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            continue
        kept.append(mention)
    return kept


def _frozen(content: str, m: Mention) -> Reference:
    return _new(
        Reference,
        (
            content[m.start : m.end],
            Span(m.start, m.end),
            m.class_,
            m.type_code,
            m.type_name,
            m.number,
            m.year,
            m.date,
            m.issuer,
            m.locality,
            m.pinpoint,
            m.title,
            m.relation or "mentions",
            key_text(m.type_code, m.type_name, m.number, m.year, m.date, m.issuer, m.locality, m.law_name),
            m.rule,
            tuple(m.reasons),
            m.annexed,
        ),
    )
