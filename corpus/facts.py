"""From an extracted document to the rows of the catalogue: identity, blocks, and the sentence behind each mention."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import orjson

from corpus.records import MentionRow, Paper
from extractor.annexed import annexed_key, kind_at
from extractor.divisions.parts import Regions, regions
from extractor.document import Annexed, Document, Reference, SourceFile, Span, Text
from extractor.identity import DocKey, identify, register
from extractor.paragraphs import Paragraph, paragraphs
from extractor.render import document_json
from extractor.text import fold, slug, squash

_LAWS = frozenset({"Luật", "BL", "PL", "HP"})
_TERM = re.compile(r"\bkho[aá]\s+([IVX]+)\b|\bkhóa\s+([IVX]+)\b")
_SENTENCE_END = re.compile(r"[.!?…][”\"')\]]*\s+(?=[“\"'(]?[^\W\d_])|;\s*\n")
_ABBREVIATION = re.compile(r"(?:\b(?:TM|KT|TL|TUQ|Q|TP|Tp|TS|ThS|PGS|GS|v\.v|st|số|No|Mr|Mrs|Ô|B)|\b[A-ZĐ])\.$")
_CONTEXT = 240
_ROMAN = {"I": 1, "V": 5, "X": 10}


def paper_of(document: Document, text: Text, source: SourceFile, *, layout: str | None = None) -> Paper:
    """The rows of one paper. `id` is the first 16 hex digits of the file's hash, `-N` added for its N-th paper;
    `layout` is what `readings.layout_of` gives of the text."""
    header = document.header
    value = {name: found.value if found else None for name, found in (
        ("type", header.type_code), ("number", header.number), ("date", header.date), ("issuer", header.issuer),
        ("title", header.title), ("partial", header.date_partial), ("secrecy", header.secrecy),
    )}  # fmt: skip
    partial = value["partial"]
    key = identify(
        type_code=value["type"],
        type_name=header.type_name,
        number=value["number"],
        year=int(partial[:4]) if partial else None,
        date=value["date"],
        issuer=value["issuer"],
        locality=header.issuer_place,
    )
    alias = None
    if value["type"] in _LAWS and value["title"] and header.type_name:
        alias = identify(
            type_code=value["type"], type_name=None, number=None, year=None, date=value["date"], issuer=None,
            locality=None, law_name=f"{header.type_name} {value['title']}",
        ).text  # fmt: skip
    part = document.part
    title = header.title.span if header.title else None
    sentences = _Sentences(text.content, regions(text, header, document.footer), title)
    cited = tuple(_mention(n, r, text.content, sentences) for n, r in enumerate(document.references))
    if document.annexed_to is not None:
        key = _annexed(key, header.type_name or "", cited[document.annexed_to])
    return Paper(
        id=source.sha256[:16] + (f"-{part.index}" if part.index > 1 else ""),
        part=part.index,
        kind=header.kind,
        type=value["type"],
        type_name=header.type_name,
        number=value["number"],
        date=value["date"],
        issuer=value["issuer"],
        locality=_province(header.issuer_place),
        title=value["title"],
        secrecy=value["secrecy"],
        text_source=text.source,
        key=key.text,
        alias=alias,
        block=key.block,
        short=short_of(key),
        type_slug=key.type,
        issuer_slug=key.issuer,
        year=key.year,
        term=key.term,
        contract=orjson.dumps(document_json(document, text, source)).decode(),
        text=text.content,
        page_starts=tuple(page.span.start for page in text.pages),
        mentions=cited,
        links=tuple((link.source, link.target, link.relation) for link in document.links),
        layout=layout,
        annexed=_listed(document.annexed),
    )


def _listed(carried: Sequence[Annexed]) -> str | None:
    return json.dumps([[one.child, one.title] for one in carried], ensure_ascii=False) if carried else None


def _annexed(own: DocKey, type_name: str, act: MentionRow) -> DocKey:
    """The identity of a paper issued with the act that this mention of its caption names: that of the act, and its
    kind. It has no number, so none of its own block or short form."""
    kind = kind_at(type_name)
    if kind is None or act.key is None:
        return own
    return DocKey(annexed_key(act.key, kind.slug), kind.slug, issuer=act.issuer_slug, year=act.year, term=act.term)


def short_of(key: DocKey) -> str | None:
    """What a short mention (`Chỉ thị 34`) gives: integer part and type, the words "normative" left out."""
    if key.number is None or key.type is None:
        return None
    return f"{key.number}{key.suffix}~{key.type.removesuffix('-qppl')}"


def _mention(position: int, reference: Reference, content: str, sentences: _Sentences) -> MentionRow:
    key = identify(
        type_code=reference.type_code,
        type_name=reference.type_name,
        number=reference.number,
        year=reference.year,
        date=reference.date,
        issuer=reference.issuer,
        locality=reference.locality,
    )
    term, text = key.term, reference.key or key.text
    if text is None and key.missing == ("term",):
        term = _printed_term(reference.raw)
        if term is not None:
            text = f"{key.type}~{key.number}{key.suffix}~{key.issuer}~{term}"
    start, end = sentences.around(reference.span.start, reference.span.end)
    context = None
    if text is None:
        after = content[reference.span.end : reference.span.end + _CONTEXT]
        context = fold(squash(f"{reference.title or ''} {after}"))
    return MentionRow(
        position=position,
        start=reference.span.start,
        end=reference.span.end,
        raw=reference.raw,
        class_=reference.class_,
        type=reference.type_code,
        number=reference.number,
        year=reference.year,
        date=reference.date,
        issuer=reference.issuer,
        locality=_province(reference.locality),
        title=reference.title,
        relation=reference.relation,
        key=text,
        block=key.block,
        short=short_of(key),
        type_slug=key.type,
        issuer_slug=key.issuer,
        term=term,
        context=context,
        sentence_start=start,
        sentence_end=end,
        annexed=reference.annexed,
    )


@lru_cache(maxsize=4096)
def _province(name: str | None) -> str | None:
    """The place, if it is a province: a district's own name says nothing about where another district lies."""
    return name if name and slug(name) in register().provinces else None


def _printed_term(raw: str) -> str | None:
    """`... của Bộ Chính trị khóa XI` prints the term itself."""
    found = _TERM.search(raw)
    if not found:
        return None
    value, previous = 0, 0
    for letter in reversed(found[1] or found[2]):
        step = _ROMAN[letter]
        value += step if step >= previous else -step
        previous = max(previous, step)
    return f"khoa-{value}"


class _Sentences:
    """The sentence around a range: inside its paragraph, from the last full stop before to the first one after; in the
    title of the paper all of it.

    Paragraphs are those of the stretches that the stages of the extractor read (which are remembered), and of what lies
    between them where a range stands there."""

    def __init__(self, content: str, zones: Regions, title: Span | None) -> None:
        self._content = content
        self._title = title
        inner = (zones.main_start, zones.main_end, *(at for tail in zones.tails for at in tail))
        self._bounds = sorted({0, *inner, len(content)})
        self._stretch = -1
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._at = 0

    def _reach(self, start: int) -> None:
        """Goes to the stretch in which a range begins."""
        stretch = bisect_right(self._bounds, start) - 1
        if stretch != self._stretch and stretch + 1 < len(self._bounds):
            self._stretch, self._at = stretch, 0
            self._paragraphs = paragraphs(self._content, *self._bounds[stretch : stretch + 2])

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range that holds [start, end). Mentions come in order, so the search goes forward."""
        title = self._title
        if title is not None and title.start <= start and end <= title.end:
            return title.start, title.end
        self._reach(start)
        if self._at < len(self._paragraphs) and self._paragraphs[self._at].start > start:
            self._at = 0
        while self._at < len(self._paragraphs) and self._paragraphs[self._at].end <= start:
            self._at += 1
        low, high = start, end
        if self._at < len(self._paragraphs) and self._paragraphs[self._at].start <= start:
            paragraph = self._paragraphs[self._at]
            low, high = paragraph.start, max(paragraph.end, end)
        content = self._content
        for found in _SENTENCE_END.finditer(content, low, high):
            if _ABBREVIATION.search(content, max(low, found.start() - 8), found.start() + 1):
                continue
            if found.end() <= start:
                low = found.end()
            elif found.start() >= end:
                high = found.start() + 1
                break
        while high > end and content[high - 1].isspace():
            high -= 1
        return low, high
