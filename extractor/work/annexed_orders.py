"""Where a paper gives work below its signatures and in tables: a plan issued with a decision, a list of tasks.

`QUYẾT ĐỊNH ban hành Kế hoạch ...` says who does what in the Kế hoạch below the signature; a plan says it in an annex
whose table a portal flattened to one cell a paragraph. Annexes that list procedures give nobody work.
Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5 (văn bản ban hành kèm theo) and Phụ lục III (phụ lục).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.annexed import kind_at
from extractor.bodies import list_openings, read_bodies
from extractor.bodies.series import Body
from extractor.divisions.lined_tables import cells
from extractor.divisions.parts import Regions
from extractor.document import BodyUnit, TaskRole
from extractor.paragraphs import Paragraph, paragraphs
from extractor.phrases import FIRST_WORD

_PLANS = frozenset(("ke-hoach", "chuong-trinh", "de-an", "phuong-an", "chien-luoc"))
_RULES = frozenset(("quy-che", "quy-dinh", "dieu-le", "noi-quy", "quy-tac"))
_TASKS = re.compile(r"nhiệm\s+vụ|phân\s+công|công\s+việc|tiến\s+độ|kế\s+hoạch", re.IGNORECASE)
_NO_TASKS = re.compile(r"thủ\s+tục|tthc|quy\s+trình|biểu\s+mẫu|kết\s+quả", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?:Cơ\s+quan|Đơn\s+vị|CƠ\s+QUAN|ĐƠN\s+VỊ)(?:\s*[,/]\s*(?:cơ\s+quan|đơn\s+vị))?"
    r"\s+(?:chủ\s+trì|thực\s+hiện|(?P<support>phối\s+hợp|PHỐI\s+HỢP)|CHỦ\s+TRÌ|THỰC\s+HIỆN)(?:\s+(?:thực\s+hiện|tham\s+mưu))?\Z"
)
# Heads that may also be of a meeting or of marks: only in this order, beside a head of what is to be done.
_SHORT_LEAD = re.compile(r"(?:Phân\s+công\s+)?[Cc]hủ\s+trì\Z|CHỦ\s+TRÌ\Z|Phân\s+công\s+thực\s+hiện\Z")
_SHORT_SUPPORT = re.compile(r"(?:Phân\s+công\s+)?[Pp]hối\s+hợp\Z|PHỐI\s+HỢP\Z")
_WORK_COLUMN = re.compile(
    r"(?:Nội\s+dung|Nhiệm\s+vụ|Công\s+việc|NỘI\s+DUNG|NHIỆM\s+VỤ|CÔNG\s+VIỆC)(?!\w)(?!(?i:.{0,40}(?:đánh\s+giá|kết\s+quả)))"
)
# An agenda: its hours, its first points, its title
_AGENDA = re.compile(
    r"(?:Từ\s+)?\d{1,2}\s*(?:[hg:]|giờ)\s*(?:\d{2})?(?!\w)|(?:Sáng|Chiều|Tối|Buổi)(?!\w)"
    r"|(?:Khai\s+mạc|Bế\s+mạc|Đón\s+(?:tiếp|khách|đại\s+biểu)|Tham\s+luận|Phát\s+biểu|Chào\s+cờ|Văn\s+nghệ\s+chào)(?!\w)"
)
_AGENDA_TITLE = re.compile(
    r"chương\s+trình\s+(?:hội\s+nghị|hội\s+thảo|(?:cuộc\s+)?họp|to?ạ\s+đàm|lễ(?!\s+hội))(?!\w)", re.IGNORECASE
)
_HEADS = 5  # paragraphs around a short head in which that of what is to be done stands
_FIRST_ROW = 8  # ... and behind it in which an agenda says at what hour or how it opens
_TITLE_ABOVE = 12  # ... and before it in which its title stands
# Who approves what was done (`Cấp trình`) is given no work.
_APPROVES = re.compile(
    r"(?:Trình|TRÌNH|CẤP\s+TRÌNH|(?:Trình\s+cấp|Cấp)\s+(?:trình|phê\s+duyệt|ban\s+hành|quyết\s+định|có\s+thẩm\s+quyền))\Z"
)
_APPROVING = re.compile(
    r"(?:UBND|HĐND|Ủy\s+ban\s+nhân\s+dân|Hội\s+đồng\s+nhân\s+dân)\s+(?:(?:tỉnh|thành\s+phố|TP)(?!\w)|(?:huyện|xã|phường)\Z)"
    r"|(?:Ban\s+Thường\s+vụ\s+|Thường\s+trực\s+)?(?:Tỉnh|Thành)\s+ủy"
)
# Whom a paper is laid before (`Cấp trình: Bộ Chính trị`), not who carries it out.
_ABOVE = frozenset(
    ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ")
)
_COLUMN_LENGTH = 40  # code points; a longer paragraph is no head of a column
_WHEN = re.compile(
    r"(?:Qu[ýí]|Tháng|Năm|Ngày|Giai\s+đoạn|Định\s+kỳ|Trước|Trong|Từ|Hoàn\s+thành|Thường\s+xuyên|H[ằà]ng)(?!\w)|\d{1,2}[/.]\d"
)
_WHEN_LENGTH = 60
# Behind the bodies of a cell: which of them are meant, and what they do.
_REST_OF_CELL = re.compile(
    r"\s*(?:,\s*thành\s+phố\s+trực\s+thuộc\s+[Tt]rung\s+ương|\([^()]*\)|(?:có\s+)?liên\s+quan|nơi\s+có\s[^.,;\n]{0,60}"
    r"|trên\s+địa\s+bàn\s[^.,;\n]{0,30}|chủ\s+trì|phối\s+hợp|thực\s+hiện)?[\s;,.]*"
)
_BETWEEN_BODIES = re.compile(r"[\s;,.+\-–]*")


class Stretch(NamedTuple):
    """An annex that may give work. `rules`: it has the articles of a Quy chế, of which only duties count; `listed`: it
    is a list of tasks in columns, and its running text is none."""

    start: int
    end: int
    rules: bool
    listed: bool


class Row(NamedTuple):
    """The bodies in one cell of a list of tasks. `paragraph`: its index; `start`, `end`: from the task to its term."""

    paragraph: int
    role: TaskRole
    bodies: tuple[Body, ...]
    start: int
    end: int


def stretches(body: Sequence[BodyUnit], zones: Regions) -> tuple[Stretch, ...]:
    """The annexes below the main text that may give work, by their titles."""
    found: list[Stretch] = []
    for unit in body:
        if unit.kind != "annex" or not unit.title or unit.span.start < zones.main_end:
            continue
        kind = kind_at(unit.title)
        slug = kind.slug if kind is not None else ""
        listed = not slug and bool(_TASKS.search(unit.title)) and not _NO_TASKS.search(unit.title)
        if slug in _PLANS or slug in _RULES or listed:
            found.append(Stretch(unit.span.start, unit.span.end, slug in _RULES, listed))
    return tuple(found)


@lru_cache(maxsize=1)  # units and tasks of one paper ask for the same
def order_paragraphs(content: str, zones: Regions, annexes: tuple[Stretch, ...]) -> tuple[tuple[Paragraph, ...], ...]:
    """The paragraphs that may give work: those of the main text, then those of each annex."""
    main = paragraphs(content, zones.main_start, zones.main_end)
    return (main, *(paragraphs(content, annex.start, annex.end) for annex in annexes))


def rows(content: str, items: tuple[Paragraph, ...], signed: str | None, *, tells: bool) -> Iterator[Row]:
    """The cells of a flattened table that hold bodies and nothing else, from the head `Cơ quan chủ trì` on: of two in a
    row the first leads, where their heads do not stand the other way round. Those of a table with a line a row come
    first. `signed` (ISO): see `read_bodies`; `tells`: the paper reports what was done."""
    yield from _lined_rows(content, items, signed)
    openings = list_openings()
    heads: list[str] = []  # of the columns of bodies, in order
    task = -1  # the paragraph that says what is to be done
    row: list[tuple[int, tuple[Body, ...]]] = []  # the cells of bodies of one row, and where they stand
    in_head = False
    for index, item in enumerate(items):
        head = _head(content, items, index, tells=tells)
        if not head and in_head and _approves(content, item):
            head = "above"
        if head:
            yield from _row(content, items, task, row, heads)
            if not in_head:
                heads = ["above"] if index and _approves(content, items[index - 1]) else []
            heads, row, task, in_head = [*heads, head], [], -1, True
            continue
        if not heads:
            continue
        word = FIRST_WORD.match(content, item.start, item.end)
        parts = _parts(content, item, signed) if word and word.group() in openings else ()
        if parts:
            row.extend((index, part) for part in parts)
            in_head = False
            continue
        yield from _row(content, items, task, row, heads)
        row = []
        if item.end - item.start > 3:
            task = index
        in_head = in_head and _is_short(item)
    yield from _row(content, items, task, row, heads)


def _is_short(item: Paragraph) -> bool:
    return item.end - item.start <= _COLUMN_LENGTH


def _approves(content: str, item: Paragraph) -> bool:
    return _is_short(item) and _APPROVES.match(content[item.start : item.end]) is not None


def _head(content: str, items: tuple[Paragraph, ...], index: int, *, tells: bool) -> str:
    """Which column of bodies a paragraph is the head of; empty for none."""
    item = items[index]
    if not _is_short(item):
        return ""
    words = content[item.start : item.end]
    column = _COLUMN.match(words)
    if column is not None:
        return "support" if column["support"] else "lead"
    if tells:
        return ""
    if _SHORT_LEAD.match(words):
        below = items[index + 1] if index + 1 < len(items) else None
        led = below is not None and _is_short(below) and _SHORT_SUPPORT.match(content[below.start : below.end])
        return "lead" if (led or words.startswith("Phân")) and _heads_work(content, items, index) else ""
    if _SHORT_SUPPORT.match(words) and index:
        above = items[index - 1]
        led = _is_short(above) and _SHORT_LEAD.match(content[above.start : above.end])
        return "support" if led and _heads_work(content, items, index) else ""
    return ""


def _heads_work(content: str, items: tuple[Paragraph, ...], index: int) -> bool:
    """Whether a short head stands beside one of what is to be done, and over no agenda."""
    near = items[max(0, index - _HEADS) : index + _HEADS]
    if not any(_is_short(item) and _WORK_COLUMN.match(content, item.start, item.end) for item in near):
        return False
    if any(_AGENDA_TITLE.match(content, item.start, item.end) for item in items[max(0, index - _TITLE_ABOVE) : index]):
        return False
    return not any(_AGENDA.match(content, item.start, item.end) for item in items[index : index + _FIRST_ROW])


def _row(
    content: str,
    items: tuple[Paragraph, ...],
    task: int,
    row: Sequence[tuple[int, tuple[Body, ...]]],
    heads: Sequence[str],
) -> Iterator[Row]:
    """The cells of one row of a table, without those of who approves; each has its role by the order of the heads."""
    cells = list(row)
    if "above" in heads and len(cells) > 1:
        # cells may be empty or hold several bodies: one is told by its end of the row and its name
        place = heads.index("above")
        place = len(cells) - 1 if place == len(heads) - 1 else place
        if place < len(cells) and all(_may_approve(body) for body in cells[place][1]):
            del cells[place]
    turned = [head for head in heads if head != "above"] == ["support", "lead"]
    leads = len(cells) - 1 if turned else 0  # those who help may stand in several paragraphs
    for number, (index, part) in enumerate(cells):
        role: TaskRole = "lead" if number == leads else "support"
        bodies = tuple(body for body in part if not _is_above(body))
        if bodies:
            start = items[task].start if task >= 0 else items[index].start
            yield Row(index, role, bodies, start, _term_end(content, items, index))


def _is_above(body: Body) -> bool:
    return body.name.removeprefix("các ") in _ABOVE


def _may_approve(body: Body) -> bool:
    return _is_above(body) or _APPROVING.match(body.name) is not None


def _parts(content: str, item: Paragraph, signed: str | None) -> tuple[tuple[Body, ...], ...]:
    """The cells of bodies in one paragraph that holds nothing else: of two that a narrow column broke into lines each
    begins a line, and no sign stands between them. Empty where something else stands there too."""
    parts: list[tuple[Body, ...]] = []
    position, between = item.start, ""
    while position < item.end:
        listed = read_bodies(content, position, item.end, signed)
        if not (listed.bodies or listed.groups) or listed.end <= position:
            return ()
        if parts and ("\n" not in between or between.strip()):
            parts[-1] = (*parts[-1], *listed.bodies)  # a sign was forgotten, or it stands behind an open group
        else:
            parts.append(listed.bodies)
        behind = _REST_OF_CELL.match(content, listed.end, item.end)
        position = behind.end() if behind else listed.end
        between = content[listed.end : position]
    return tuple(parts)


def _lined_rows(content: str, items: tuple[Paragraph, ...], signed: str | None) -> Iterator[Row]:
    starts = [item.start for item in items]
    for cell in cells(content, items[0].start, items[-1].end) if items else ():
        if cell.column == "term":
            continue
        first = _BETWEEN_BODIES.match(content, cell.start, cell.end)
        bodies = _bodies_of_cell(content, first.end() if first else cell.start, cell.end, signed)
        if bodies:
            yield Row(bisect_right(starts, cell.start) - 1, cell.role, bodies, cell.line, cell.line_end)


def _bodies_of_cell(content: str, start: int, end: int, signed: str | None) -> tuple[Body, ...]:
    """The bodies of a cell that holds nothing else; its lines were joined by spaces, so that one may follow another
    without a sign between them."""
    bodies: list[Body] = []
    while start < end:
        listed = read_bodies(content, start, end, signed)
        if not (listed.bodies or listed.groups) or listed.end <= start:
            return ()
        bodies += listed.bodies
        behind = _BETWEEN_BODIES.match(content, listed.end, end)
        start = behind.end() if behind else listed.end
    return tuple(body for body in bodies if body.name not in _ABOVE)


def _term_end(content: str, items: tuple[Paragraph, ...], index: int) -> int:
    """Behind the cell that says by when, at most two cells further."""
    for item in items[index + 1 : index + 3]:
        if item.end - item.start <= _WHEN_LENGTH and _WHEN.match(content, item.start, item.end):
            return item.end
    return items[index].end
