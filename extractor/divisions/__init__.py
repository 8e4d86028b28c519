"""The body as a tree: phần, chương, mục, điều, khoản, điểm, headings, annexes and tables, with spans.

Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6 (bố cục) and Phụ lục III (phụ lục); plans and Party papers number
`I.`, `1.`, `a)`, `-` instead. Labels are what a reader would cite: `Điều 5a`, `khoản 2`, `điểm đ`; a heading keeps
its bare mark (`IV`, `1.2`), a dash is `-`. Numbering that restarts inside quoted amending text stays below the clause
that quotes it; numbering that restarts below the signatures belongs to an annex.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

from extractor.divisions.annex_heads import annex_starts, caption_of, title_below
from extractor.divisions.labels import (
    POINTS,
    annex_label,
    is_title,
    kind_of,
    label_of,
    number_of,
    title_of,
    title_words,
)
from extractor.divisions.parts import Regions, regions
from extractor.divisions.tables import flat_tables, opens_table
from extractor.document import BodyKind, BodyUnit, Footer, Header, Span, Text
from extractor.paragraphs import Marker, Paragraph, paragraphs

# How deep a mark stands. A mark closes everything as deep as itself or deeper.
_RANK = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5, "upper": 6, "roman": 7,
    "number": 8, "letter": 14, "paren": 15, "dash": 16, "plus": 17,
}  # fmt: skip
_OUTER = frozenset(("part", "chapter", "section", "subsection", "article", "upper", "roman", "number"))
_LETTERS = frozenset("abcdđeghiklmnopqrstuvxy")
_quoted = attrgetter("quoted")
_MAX_QUOTE_DEPTH = 3

_OWN_ARTICLE = re.compile(
    r"(?:Sửa\s+đổi|Bổ\s+sung|Bãi\s+bỏ|Thay\s+thế|Hiệu\s+lực|Điều\s+khoản|Quy\s+định\s+chuyển\s+tiếp|Trách\s+nhiệm\s+thi\s+hành"
    r"|Tổ\s+chức\s+thực\s+hiện)"
)
_QUOTE_CLOSES = re.compile(r"[”\"»][\s.;,)]*\Z")


@dataclass(slots=True)
class _Node:
    kind: BodyKind
    mark: str
    label: str | None
    title: str | None
    start: int
    end: int
    rank: int
    children: list[_Node] = field(default_factory=list)


def read_body(text: Text, header: Header, footer: Footer) -> tuple[BodyUnit, ...]:
    """The divisions of one paper in reading order; empty for a text without any.

    Children lie inside their parent, siblings never overlap. Never raises: what carries no mark stays text of the
    division around it.
    """
    content = text.content
    zones = regions(text, header, footer)
    roots: list[_Node] = []
    if zones.main_start < zones.main_end:
        main = paragraphs(content, zones.main_start, zones.main_end)
        roots.extend(_main(content, main, zones))
    for start, end in zones.tails:
        roots.extend(_annexes(content, paragraphs(content, start, end), end))
    tables = [_Node("table", "table", None, None, t.span.start, t.span.end, 99) for t in text.tables]
    if not tables:
        tables = [
            _Node("table", "table", None, None, span.start, span.end, 99)
            for start, end in zones.tails
            for span in flat_tables(content, paragraphs(content, start, end))
        ]
    for table in tables:
        _place(roots, table)
    return tuple([_frozen(node) for node in roots])


def _main(content: str, items: tuple[Paragraph, ...], zones: Regions) -> list[_Node]:
    first = 0
    for item in items:
        if item.marker is not None and item.marker.kind in _OUTER and not item.quoted:
            break
        first += 1
    roots: list[_Node] = []
    if first and items:
        last = items[first - 1] if first < len(items) else items[-1]
        roots.append(_Node("preamble", "", None, None, items[0].start, last.end, 0))
    roots.extend(_tree(content, items[first:], zones.main_end))
    return roots


def _annexes(content: str, items: tuple[Paragraph, ...], end: int) -> list[_Node]:
    """Below the signatures: annexes, each from its heading or from the title above its caption."""
    starts = annex_starts(content, items)
    if not starts:
        return []
    roots: list[_Node] = []
    for number, index in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(items)
        until = items[stop].start if stop < len(items) else end
        head = items[index]
        caption, opens = caption_of(content, items[index : min(index + 8, stop)])
        caption = index + caption if caption is not None else None
        label = head.marker.label if head.marker and head.marker.kind == "annex" else None
        title_from = index + 1 if label and head.text_start >= head.end else index
        title_parts: list[str] = []
        inner = title_from
        for i in range(title_from, min(index + 8, stop)):
            item = items[i]
            inner = i
            if i == caption or opens_table(content, item):
                words = content[item.text_start if i == index else item.start : opens] if i == caption else ""
                if words:
                    title_parts.append(words)
                break
            if caption is None and i > index and (item.marker or not is_title(content, item)):
                break
            if caption is None and i > index + 3:
                break
            title_parts.append(content[item.text_start if i == index else item.start : item.end])
            inner = i + 1
        if caption is not None:
            inner = caption + 1
            if label and not title_parts:  # `PHỤ LỤC I`, its caption, and only then its title
                below = title_below(content, items[inner : min(inner + 3, stop)])
                title_parts = [content[item.start : item.end] for item in below]
                inner += len(below)
        title = title_words(" ".join(title_parts))
        node = _Node("annex", "annex", annex_label(label), title, head.start, _strip(content, until), 0)
        node.children = _tree(content, items[min(inner, stop) : stop], until)
        roots.append(node)
    return roots


def _tree(content: str, items: tuple[Paragraph, ...], end: int, depth: int = 0) -> list[_Node]:
    roots: list[_Node] = []
    stack: list[_Node] = []
    order: dict[str, int] = {}
    last_article = 0
    articles = [(i, number_of(p.marker.label)) for i, p in enumerate(items) if p.marker and p.marker.kind == "article"]
    quotes = _quote_ends(content, items)
    last_place = {number: i for i, number in articles}
    position = 0
    while position < len(items):
        item = items[position]
        if item.quoted and stack and depth < _MAX_QUOTE_DEPTH:
            stop = quotes.get(position)
            if stop is not None and depth == 0 and position < last_place.get(last_article + 1, -1) < stop:
                stop = _before_own(content, items, articles, position, stop, last_article + 1)
            if stop is not None:
                inner = tuple(items[position:stop])
                # the first mark stands behind the quotation mark: strip it for the inner reading
                unquoted = (_without_quote(inner[0]), *inner[1:])
                until = items[stop].start if stop < len(items) else end
                stack[-1].children.extend(_tree(content, unquoted, until, depth + 1))
                position = stop
                continue
        marker = item.marker
        if marker is None or not _fits(content, marker, stack, items, position, last_article):
            position += 1
            continue
        if marker.kind == "article":
            number = number_of(marker.label)
            if number > last_article + 1 and last_place.get(last_article + 1, -1) > position:
                position += 1  # an article quoted without marks: the paper's own numbering goes on later
                continue
            last_article = number
        rank = _rank(marker, order)
        while stack and stack[-1].rank >= rank:
            stack.pop().end = _strip(content, item.start)
        in_article = bool(articles) and marker.kind not in POINTS and any(node.kind == "article" for node in stack)
        following = items[position + 1] if position + 1 < len(items) else None
        node = _Node(
            kind_of(marker, in_article, depth),
            marker.kind,
            label_of(marker, in_article or depth > 0),
            title_of(content, item, following, marker),
            item.start,
            end,
            rank,
        )
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)
        position += 1
    while stack:
        stack.pop().end = _strip(content, end)
    return roots


def _before_own(
    content: str, items: tuple[Paragraph, ...], articles: list[tuple[int, int]], start: int, stop: int, number: int
) -> int:
    """Where a quotation left open ends: before the next article of the paper itself, one that amends or closes."""
    for i, found in articles[bisect_left(articles, (start + 1, 0)) :]:
        if i >= stop:
            break
        if found == number and not items[i].quoted and _OWN_ARTICLE.match(content, items[i].text_start):
            return i
    return stop


def _rank(marker: Marker, order: dict[str, int]) -> int:
    rank = _RANK[marker.kind]
    if marker.kind == "number":
        return rank + marker.label.count(".")
    if marker.kind in ("upper", "roman"):
        # `A.` above `I.` or `I.` above `A.`: whichever came first is the upper one
        order.setdefault(marker.kind, 6 + sum(1 for other in ("upper", "roman") if other in order))
        return order[marker.kind]
    return rank


def _fits(
    content: str, marker: Marker, stack: list[_Node], items: tuple[Paragraph, ...], position: int, last_article: int
) -> bool:
    """Whether the mark can stand here: a number that does not follow on is the rest of a broken line."""
    if marker.kind == "letter" and marker.label[0] not in _LETTERS:
        return False
    if marker.kind not in ("number", "article") or items[position].after_blank or position == 0:
        return True
    before = items[position - 1]
    if content[before.end - 1] in '.;:!?”"…)|' or before.marker or is_title(content, before):
        return True
    number = number_of(marker.label)
    if marker.kind == "article":
        return number in (1, last_article, last_article + 1)
    sibling = next((node for node in reversed(stack) if node.mark == marker.kind), None)
    previous = number_of(sibling.label or "") if sibling else 0
    return number in (1, previous, previous + 1)


def _quote_ends(content: str, items: tuple[Paragraph, ...]) -> dict[int, int]:
    """For every paragraph that opens a quotation, the index behind the one that closes it; those that nothing closes
    are left out. Linear: a text of nothing but open quotation marks must not take longer."""
    if not any(map(_quoted, items)):
        return {}
    levels = [0]
    closers: list[int] = []  # paragraphs that end with a closing mark
    for i, item in enumerate(items):
        opened = content.count("“", item.start, item.end) + content.count("„", item.start, item.end)
        levels.append(levels[-1] + opened - content.count("”", item.start, item.end))
        if _QUOTE_CLOSES.search(content, max(item.start, item.end - 8), item.end):
            closers.append(i)
    ends: dict[int, int] = {}
    lower = [len(items)]  # indexes into `levels` where the level first falls back, the nearest last
    for i in range(len(items) - 1, -1, -1):
        while lower and levels[lower[-1]] > levels[i]:
            lower.pop()
        item = items[i]
        if item.quoted and content[item.start] == '"':
            alone = content.count('"', item.start, item.end) > 1
            at = bisect_left(closers, i if alone else i + 1)
            if at < len(closers):
                ends[i] = closers[at] + 1
        elif item.quoted and lower:
            ends[i] = lower[-1]
        lower.append(i)
    return ends


def _without_quote(item: Paragraph) -> Paragraph:
    return Paragraph(item.start, item.end, item.text_start, item.marker, False, True)


def _place(nodes: list[_Node], table: _Node) -> None:
    """Puts a table below the deepest division that holds it; divisions read out of its cells are dropped."""
    for node in nodes:
        if node.start <= table.start and table.end <= node.end and node.kind != "table":
            _place(node.children, table)
            return
    kept = [n for n in nodes if n.end <= table.start or n.start >= table.end]
    cut = [n for n in nodes if n not in kept and n.start < table.start]
    for node in cut:  # a division that runs into the table keeps what stands before it
        node.end = table.start
        node.children = [c for c in node.children if c.end <= table.start]
    if any(n.start <= table.start < n.end for n in kept):
        return
    nodes[:] = sorted([*kept, *cut, table], key=lambda n: n.start)


def _strip(content: str, end: int) -> int:
    while end > 0 and content[end - 1].isspace():
        end -= 1
    return end


def _frozen(node: _Node) -> BodyUnit:
    return BodyUnit(
        node.kind, node.label, node.title, Span(node.start, max(node.start, node.end)),
        tuple([_frozen(child) for child in node.children]) if node.children else (),
    )  # fmt: skip
