"""A chain of documents as a picture: one column a level, what it rests on to the left, what came of it to the right."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.sax.saxutils import escape, quoteattr

from extractor.text import fold

NODE_WIDTH = 236
NODE_HEIGHT = 102
COLUMN_GAP = 124
ROW_GAP = 18
MARGIN = 14
HEADING = 26
LOWEST = 2 * (NODE_HEIGHT + ROW_GAP)
PADDING = 11
FONT, SMALL_FONT = 13, 12  # px, as in style.css


@dataclass(frozen=True, slots=True)
class Box:
    """One document of the picture, or several as one. `level` is 0 for the root, below 0 for what it rests on; `status`
    says what became of it, `tone` (good, warn, bad or empty) colours that."""

    id: str
    href: str
    number: str
    title: str
    who: str
    held: bool
    level: int
    status: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """`source` cites `target`. `relation` is the contract's word, `label` the Vietnamese one."""

    source: str
    target: str
    relation: str
    label: str


def draw_chain(root: str, boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    """The picture as an SVG element without scripts or style attributes (the page's own style sheet colours it)."""
    columns = _columns(boxes, arrows)
    places: dict[str, tuple[int, int]] = {}
    tallest = max((len(column) for column in columns.values()), default=0)
    for index, level in enumerate(sorted(columns)):
        # In the middle of the tallest, but not so far down that the root is out of sight when the page opens.
        shift = min((tallest - len(columns[level])) * (NODE_HEIGHT + ROW_GAP) // 2, LOWEST)
        for row, box in enumerate(columns[level]):
            x = MARGIN + index * (NODE_WIDTH + COLUMN_GAP)
            places[box.id] = (x, MARGIN + HEADING + shift + row * (NODE_HEIGHT + ROW_GAP))
    width = MARGIN * 2 + len(columns) * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP
    height = MARGIN * 2 + HEADING + tallest * (NODE_HEIGHT + ROW_GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="group" aria-label="Sơ đồ chuỗi văn bản">',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>',
    ]
    for index, level in enumerate(sorted(columns)):
        x = MARGIN + index * (NODE_WIDTH + COLUMN_GAP)
        parts.append(f'<text class="level" x="{x}" y="{MARGIN + 10}">{level_name(level)}</text>')
    edges = [_edge(arrow, places) for arrow in _one_a_pair(arrows) if {arrow.source, arrow.target} <= places.keys()]
    parts += [line for line, _ in edges] + [label for _, label in edges]
    parts += [_node(box, places[box.id], box.id == root) for column in columns.values() for box in column]
    parts.append("</svg>")
    return "".join(parts)


def _one_a_pair(arrows: Sequence[Arrow]) -> list[Arrow]:
    """One arrow for all mentions of one document in another; the first relation gives its look, all its label."""
    pairs: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        pairs[arrow.source, arrow.target].append(arrow)
    return [replace(same[0], label=", ".join(dict.fromkeys(a.label for a in same))) for same in pairs.values()]


def level_name(level: int) -> str:
    """The heading of a level, in Vietnamese."""
    if level == 0:
        return "Văn bản đang xem"
    return f"Cơ sở, bậc {-level}" if level < 0 else f"Thực hiện, bậc {level}"


def _columns(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> dict[int, list[Box]]:
    """Boxes by level, ordered so that arrows cross little (mean row of the neighbours nearer to the root)."""
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        columns[box.level].append(box)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for arrow in arrows:
        neighbours[arrow.source].append(arrow.target)
        neighbours[arrow.target].append(arrow.source)
    rows: dict[str, int] = {}
    for level in sorted(columns, key=abs):
        middle = {
            box.id: _mean([rows[other] for other in neighbours[box.id] if other in rows]) for box in columns[level]
        }
        columns[level].sort(key=lambda box: (middle[box.id], not box.held, box.number, box.id))
        rows |= {box.id: row for row, box in enumerate(columns[level])}
    return dict(columns)


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def _edge(arrow: Arrow, places: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The line of an arrow and its label, which no other line may cross out."""
    (x1, y1), (x2, y2) = places[arrow.source], places[arrow.target]
    middle = NODE_HEIGHT // 2
    if x1 == x2:  # one column: a bow on the right side
        start, end = (x1 + NODE_WIDTH, y1 + middle), (x2 + NODE_WIDTH, y2 + middle)
        bow = x1 + NODE_WIDTH + COLUMN_GAP // 2
        path = f"M{start[0]} {start[1]}C{bow} {start[1]} {bow} {end[1]} {end[0]} {end[1]}"
        label = (bow - 10, (start[1] + end[1]) // 2)
    else:
        leftward = x2 < x1
        start = (x1 if leftward else x1 + NODE_WIDTH, y1 + middle)
        end = (x2 + NODE_WIDTH if leftward else x2, y2 + middle)
        bend = (end[0] - start[0]) // 2
        path = f"M{start[0]} {start[1]}C{start[0] + bend} {start[1]} {end[0] - bend} {end[1]} {end[0]} {end[1]}"
        label = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    words = _clip(arrow.label, COLUMN_GAP - 16, SMALL_FONT)
    wide = int(_width(words, SMALL_FONT)) + 8
    return (
        f'<path class={quoteattr("edge " + arrow.relation)} d="{path}" marker-end="url(#head)"/>',
        f'<rect class="label-bg" x="{label[0] - wide // 2}" y="{label[1] - 9}" width="{wide}" height="17" rx="4"/>'
        f'<text class="label" x="{label[0]}" y="{label[1] + 4}" text-anchor="middle">{escape(words)}</text>',
    )


def _node(box: Box, place: tuple[int, int], is_root: bool) -> str:
    x, y = place
    classes = " ".join(["node", *(["root"] if is_root else []), *([] if box.held else ["stub"])])
    told = box.status or ("" if box.held else "Kho chưa có văn bản này")
    whole = ". ".join(part for part in (box.number, box.title, box.who, told) if part)
    room = NODE_WIDTH - 2 * PADDING
    number, title = _clip(box.number, room, FONT, bold=True), _wrap(box.title, room, 2)
    who, status = _clip(box.who, room, SMALL_FONT), _clip(told, room, SMALL_FONT, bold=True)
    lines = [f'<text class="no" x="{PADDING}" y="21">{escape(number)}</text>']
    lines += [f'<text x="{PADDING}" y="{38 + 16 * row}">{escape(line)}</text>' for row, line in enumerate(title)]
    lines.append(f'<text class="who" x="{PADDING}" y="72">{escape(who)}</text>')
    if told:
        tone = f"status {box.tone}".strip()
        lines.append(f'<text class="{tone}" x="{PADDING}" y="{NODE_HEIGHT - 11}">{escape(status)}</text>')
    # What is printed comes first, so that who speaks to the machine can say it (WCAG 2.1, 2.5.3); then what was cut.
    printed = ". ".join(part for part in (number, " ".join(title), who, status) if part)
    spoken = printed if "…" not in printed else f"{printed}. Đầy đủ: {whole}"
    size = f'width="{NODE_WIDTH}" height="{NODE_HEIGHT}"'
    return (
        f"<a href={quoteattr(box.href)} aria-label={quoteattr(spoken)}>"
        f'<g class="{classes}"><title>{escape(whole)}</title>'
        # An inner svg cuts off what a font wider than ours would print over the edge.
        f'<rect x="{x}" y="{y}" {size} rx="7"/><svg x="{x}" y="{y}" {size}>{" ".join(lines)}</svg></g></a>'
    )


# Widths of letters in ems, those of the widest of the common screen fonts; what is not named here is as wide as `n`.
_EMS = {
    **dict.fromkeys("ijl'", 0.3), **dict.fromkeys(" .,:;/|!·", 0.34), **dict.fromkeys("-ftr()", 0.41),
    **dict.fromkeys("m…", 1.0), "w": 0.82,
}  # fmt: skip
_EM, _CAPITAL_EM, _BOLD = 0.63, 0.79, 1.14


def _advances(text: str) -> Iterator[float]:
    """How wide each letter is at most, ems."""
    for char, plain in zip(text, fold(text), strict=True):
        if char.isupper():
            yield 0.3 if plain == "i" else 1.0 if plain in "mw" else _CAPITAL_EM
        else:
            yield _EMS.get(plain, _EM)


def _width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a text is at most, px."""
    return sum(_advances(text)) * size * (_BOLD if bold else 1)


def _clip(text: str, room: float, size: int, *, bold: bool = False) -> str:
    """A text of at most so many px; what does not fit ends in an ellipsis."""
    ends = [end * size * (_BOLD if bold else 1) for end in accumulate(_advances(text))]
    if not ends or ends[-1] <= room:
        return text
    left = room - _width("…", size, bold=bold)
    return text[: bisect_right(ends, left)].rstrip() + "…"


def _wrap(text: str, room: float, count: int) -> list[str]:
    """Lines of at most so many px, broken at spaces; what does not fit ends in an ellipsis (the whole title is in the
    box's tooltip, in its spoken name and in the list)."""
    lines: list[str] = []
    wide = 0.0
    space = _width(" ", FONT)
    for word in text.split():
        more = _width(word, FONT)
        if lines and wide + space + more <= room:
            lines[-1] += " " + word
            wide += space + more
        else:
            lines.append(word)
            wide = more
    if len(lines) > count:
        lines[count - 1 :] = [" ".join(lines[count - 1 :])]
    return [_clip(line, room, FONT) for line in lines]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how many, and where it leads."""

    name: str
    count: int
    href: str
    chosen: bool


def draw_bars(bars: Sequence[Bar], name: str) -> str:
    """Counts as bars, each a link that says its name and count."""
    width, height, foot = 240, 64, 16
    step = width / max(len(bars), 6)
    most = max((bar.count for bar in bars), default=1) or 1
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" class="bars" viewBox="0 0 {width} {height + foot}" ']
    parts.append(f'role="group" aria-label={quoteattr(name)}>')
    for index, bar in enumerate(bars):
        x = round(index * step, 1)
        tall = max(2, round(bar.count / most * (height - 4)))
        spoken = f"Năm {bar.name}: {bar.count} văn bản" + (", đang chọn" if bar.chosen else "")
        chosen = ' class="chosen"' if bar.chosen else ""
        parts.append(
            f"<a href={quoteattr(bar.href)} aria-label={quoteattr(spoken)}{chosen}><title>{escape(spoken)}</title>"
            f'<rect class="hit-area" x="{x}" y="0" width="{round(step, 1)}" height="{height}"/>'
            f'<rect class="bar" x="{x + 1}" y="{height - tall}" width="{round(step - 2, 1)}" height="{tall}"/></a>'
        )
        if index in (0, len(bars) - 1):
            anchor = "start" if index == 0 else "end"
            at = x if index == 0 else round(x + step, 1)
            parts.append(f'<text x="{at}" y="{height + 13}" text-anchor="{anchor}">{escape(bar.name)}</text>')
    return "".join([*parts, "</svg>"])
