"""From words with boxes to lines in reading order; header and signature blocks are read column by column.

Layout of a State paper: Nghị định 30/2020/NĐ-CP, Phụ lục I (issuer and number at the left, motto, place and date at the
right; recipients at the left, signature at the right); Party papers place them alike.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from extractor.readers.page_words import Line, Piece
from extractor.readers.running_columns import column_by_column
from extractor.readers.signature_repair import repair_head
from extractor.readers.valley import valley
from extractor.text import fold

_LEFT, _LEVEL = attrgetter("x0"), itemgetter(0)
_ROWS_BACK = 4  # how far above the last row a word may still belong

_MOTTO_RE = re.compile(
    r"cong\W*hoa\W*xa\W*hoi|hoi\W*chu\W*nghia\W*viet|dang\W*cong\W*san\W*viet|^doc\W*lap\W|doc\W*lap\W+tu\W*do\W+hanh|doan\W*tn\w{0,3}\W*ho\W*chi"
)
_MOTTO_FIRST_RE = re.compile(r"^(?:cong\W*h|dang\W*cong|doc\W*lap|doan\W*tn\w{0,3}\W*ho)")
_DATE_RE = re.compile(r"ngay.*(?:thang|nam)|thang.*nam|, ?nam \d|\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_NUMBER_RE = re.compile(r"^s[o6]\s*(?:[:.;,…/-]|\d)|^luat so")  # `SỞ` folds to `so` too: a sign or figure must follow
_SIGNED_RE = re.compile(
    r"^(?:t\s*/?\s*m|k\s*/?\s*t|t\s*/?\s*l|t\s*u\s*q|q)\s*[.,]"
    r"|^(?:bo truong|chu tich|giam doc|thu tuong|pho |bi thu|chanh)"
)
SIGNATURE_ROWS = 14  # within which the signatures above the recipients stand
_YEAR_WANTED_RE, _FIGURES_RE = re.compile(r"\b(?:ngay|thang|nam)\s*$"), re.compile(r"^\d")
_ADDRESSED_RE = re.compile(r"k[iy]nh (?:gui|trinh)\b")  # also where it stands left of the middle, those below it
_RECIPIENTS_RE = re.compile(r"n[oơ]i nh[aâ][nm]\b")


def rows_of(pieces: Sequence[Piece]) -> list[Line]:
    """Words grouped into visual rows from top to bottom, each from left to right.

    Words that recognition put on one line stay together: single boxes are often too high.
    """
    rows: list[Line] = []
    # Of each row the tops and bottoms of its words in order, and the middle ones: a page has hundreds of words.
    edges: list[tuple[list[float], list[float]]] = []
    middles: list[tuple[float, float]] = []
    for _, high, low, group in sorted(_recognised_together(pieces), key=_LEVEL):
        at = len(rows)
        furthest = at - _ROWS_BACK
        while at > 0 and at > furthest:
            at -= 1
            top, bottom = middles[at]
            shared = (bottom if bottom < low else low) - (top if top > high else high)
            if shared > 0.5 * (bottom - top) or shared > 0.5 * (low - high):
                rows[at] += group
                tops, bottoms = edges[at]
                if len(group) == 1:
                    insort(tops, high)
                    insort(bottoms, low)
                else:
                    tops += [piece.top for piece in group]
                    bottoms += [piece.bottom for piece in group]
                    tops.sort()
                    bottoms.sort()
                half, other = len(tops) >> 1, (len(tops) - 1) >> 1
                middles[at] = (tops[other] + tops[half]) / 2, (bottoms[other] + bottoms[half]) / 2
                break
        else:
            rows.append(group)
            edges.append((sorted([piece.top for piece in group]), sorted([piece.bottom for piece in group])))
            middles.append((high, low))
    for row in rows:
        row.sort(key=_LEFT)
    return sorted(rows, key=_level)


def _recognised_together(pieces: Sequence[Piece]) -> list[tuple[float, float, float, Line]]:
    """Words of one recognised line, then those that stand alone: level, top and bottom of each group, by its median."""
    groups: dict[int, Line] = {}
    alone: list[tuple[float, float, float, Line]] = []
    for piece in pieces:
        if piece.line is None:
            top, bottom = piece.top, piece.bottom
            alone.append(((top + bottom) / 2, top, bottom, [piece]))
        else:
            groups.setdefault(piece.line, []).append(piece)
    return [
        *(
            (_level(group), median(piece.top for piece in group), median(piece.bottom for piece in group), group)
            for group in groups.values()
        ),
        *alone,
    ]


def _level(line: Line) -> float:
    return _mid(sorted([(piece.top + piece.bottom) / 2 for piece in line]))


def median(values: Iterable[float]) -> float:
    """As `statistics.median`, without its checks: rows are compared by it word by word."""
    return _mid(sorted(values))


def _mid(ordered: Sequence[float]) -> float:
    count = len(ordered)
    half = count >> 1
    return ordered[half] if count & 1 else (ordered[half - 1] + ordered[half]) / 2


def reading_order(pieces: Sequence[Piece], *, first_page: bool, columns: bool = False) -> list[Line]:
    """Lines in reading order; an empty line stands between blocks (columns, header and body).

    `first_page` says that a header block is to be expected; a signature block is looked for on every page, and columns
    of running text between them where `columns` says so: not on scans, whose tables may have lost their rules.
    """
    rows = rows_of(pieces)
    lines: list[Line] = []
    start = _header(rows, lines) if first_page else 0
    signature = next((i for i in range(start, len(rows)) if begins_recipients(_said(rows[i]))), None)
    between = rows[start:signature]
    _side_by_side(column_by_column(between) if columns else between, lines)
    if signature is not None:
        emit_signature(rows, signature, lines)
    return lines


def _side_by_side(rows: list[Line], lines: list[Line]) -> None:
    """Emits rows; the signatures of a joint paper, which stand beside each other above the recipients, one by one."""
    for index in range(len(rows) - 1, max(-1, len(rows) - SIGNATURE_ROWS), -1):
        split = between_signatures(rows[index])
        if split is None:
            continue
        while index and between_signatures(rows[index - 1]) is not None:
            index -= 1
        lines.extend(rows[:index])
        for left in (True, False):
            column = [[p for p in row if ((p.x0 + p.x1) / 2 < split) == left] for row in rows[index:]]
            lines.append([])
            lines.extend(line for line in column if line)
        return
    lines.extend(rows)


def between_signatures(row: Line) -> float | None:
    """Where a row (words from left to right) falls into two lines in capitals, one of which at least begins a
    signature; None for other rows."""
    gaps = [(two.x0 - one.x1, at) for at, (one, two) in enumerate(pairwise(row), start=1)]
    width, at = max(gaps, default=(0.0, 0))
    if width < 2 * median(p.height for p in row):
        return None
    parts = row[:at], row[at:]
    said = [" ".join(p.text for p in part) for part in parts]
    if not all(map(_in_capitals, said)):
        return None
    # Below the ring of a seal `GIÁM ĐỐC SỞ ...` may be in pieces.
    heads = [" ".join(filter(None, repair_head(each.split()))) for each in said]
    if not any(begins_signature(fold(each)) for each in heads):
        return None
    return (row[at - 1].x1 + row[at].x0) / 2


def _in_capitals(text: str) -> bool:
    """Whether all letters are capitals, but for one that a ring or a pen may have cut short (`tIÁM ĐỐC SỞ Y TẾ`)."""
    letters = [letter for letter in text if letter.isalpha()]
    small = sum(1 for letter in letters if not letter.isupper())
    return bool(letters) and (small == 0 or (small == 1 and len(letters) > 7))


def header_block(pieces: Sequence[Piece]) -> tuple[list[Line], list[Piece]]:
    """The header's lines in reading order, and the words that stand below it (all of them when there is no header)."""
    rows = rows_of(pieces)
    lines: list[Line] = []
    end = _header(rows, lines)
    return lines, [piece for row in rows[end:] for piece in row]


def begins_recipients(folded: str) -> bool:
    """Whether a folded line begins the list of recipients."""
    return bool(_RECIPIENTS_RE.match(folded))


def begins_signature(folded: str) -> bool:
    """Whether a folded line says in whose name or as what somebody signs."""
    return bool(_SIGNED_RE.match(folded))


def _said(line: Sequence[Piece]) -> str:
    return fold(" ".join(p.text for p in line))


def _header(rows: list[Line], lines: list[Line]) -> int:
    """Emits the header block into `lines`; the index of the first row after it (0 when there is none)."""
    found = next((i for i in range(min(len(rows), 25)) if _MOTTO_RE.search(_said(rows[i]))), None)
    if found is None:
        return 0
    split = _motto_edge(rows[found])
    if split is None:
        return 0
    size = median(p.height for p in rows[found])
    above = _spoilt_motto(rows, found, split, size)
    first = found if above is None else above
    while first > 0 and rows[first - 1][-1].x1 <= split and rows[found][0].top - rows[first - 1][0].top < 4 * size:
        first -= 1
    lines.extend(rows[:first])
    if first:
        lines.append([])
    left: list[Line] = []
    right: list[Line] = []
    last_right = rows[found][0].bottom
    centre = (min(row[0].x0 for row in rows) + max(row[-1].x1 for row in rows)) / 2
    dated = False
    end = first
    for index in range(first, len(rows)):
        parts = _split_row(rows[index], split, size)
        if parts is None and index > found:
            break
        one, two = parts or ([], rows[index])
        if (
            two
            and index > found
            and not (dated and _is_rest_of_date(right[-1], two))
            and ((dated and two[0].top > last_right - size * 0.3) or two[0].top - last_right > 6 * size)
        ):
            break  # after the place-date line nothing belongs to the right column: this is the heading
        if dated and one and not two and (_ADDRESSED_RE.match(_said(one)) or not _under(left, one, centre)):
            break
        if (
            one
            and not two
            and index > found
            and one[0].top - max(last_right, left[-1][0].bottom if left else 0) > 4 * size
        ):
            break
        if two:
            last_right = max(p.bottom for p in two)
            dated = dated or bool(_DATE_RE.search(_said(two)))
            right.append(two)
        if one:
            left.append(one)
        end = index + 1
    _emit_columns(left, right, lines)
    return end


def _motto_edge(row: Line) -> float | None:
    """Where the right column begins: the left edge of the first word of the motto."""
    for pattern in (_MOTTO_FIRST_RE, _MOTTO_RE):
        for index in range(len(row) - 1, -1, -1):
            if pattern.search(_said(row[index:])):
                return row[index].x0
    return None


def _spoilt_motto(rows: list[Line], found: int, split: float, size: float) -> int | None:
    """The row above `Độc lập - Tự do - Hạnh phúc` that names the State, of which a stamp left but its first word; None
    where it is read, or there is none."""
    if "doc lap" not in _said(rows[found]):
        return None
    for index in range(found - 1, max(-1, found - _ROWS_BACK), -1):
        if rows[found][0].top - rows[index][0].top > 4 * size:
            return None
        _, right = _split_row(rows[index], split, size) or ([], [])
        if right and _MOTTO_FIRST_RE.match(_said(right)):
            return index
    return None


def _split_row(row: Line, split: float, size: float) -> tuple[Line, Line] | None:
    """The row's words left and right of the split; None when the row runs across it without a gap."""
    slack = 1.2 * size
    left = [p for p in row if (p.x0 + p.x1) / 2 < split]
    right = [p for p in row if (p.x0 + p.x1) / 2 >= split]
    if not left or not right:
        only = left or right
        # A centred line (the heading) may lie on one side by its words and still cross the edge.
        return (left, right) if not (only[0].x0 < split - slack and only[-1].x1 > split + slack) else None
    gaps = [(row[i + 1].x0 - row[i].x1, i) for i in range(len(row) - 1)]
    # The place of a long place-date line begins left of the motto: cut where the gap is widest near the edge.
    # One that begins right of it is short and centred there (`NAM`, the rest of a motto that wraps).
    near = [g for g in gaps if row[g[1]].x1 <= split + size and row[g[1] + 1].x0 > split - 9 * size]
    width, cut = max(near, default=(0.0, 0))
    if width < 0.9 * size:
        return None
    return row[: cut + 1], row[cut + 1 :]


def _is_rest_of_date(line: Line, below: Line) -> bool:
    """Whether a line that ends with `năm` goes on with the year in the one below: the column was too narrow."""
    return bool(_YEAR_WANTED_RE.search(_said(line)) and _FIGURES_RE.match(_said(below)))


def _under(left: list[Line], row: Line, centre: float) -> bool:
    """Whether a row stands under the left column (`V/v ...`) rather than in the middle of the page (the heading)."""
    if not left:
        return False
    column = median((line[0].x0 + line[-1].x1) / 2 for line in left)
    middle = (row[0].x0 + row[-1].x1) / 2
    return abs(middle - column) < abs(middle - centre)


def _emit_columns(left: list[Line], right: list[Line], lines: list[Line]) -> None:
    """Issuer, motto, number (with what stands under it), place and date: the order of the header table's cells."""
    cut = next((i for i, line in enumerate(left) if _NUMBER_RE.match(_said(line))), len(left))
    date = next((i for i, line in enumerate(right) if _DATE_RE.search(_said(line))), len(right))
    # A long place wraps: the line before the one that holds the date, when it is no part of the motto.
    while date > 1 and date <= len(right) - 1 and not _is_motto(right[date - 1]) and not _is_rule(right[date - 1]):
        date -= 1
    for block in (left[:cut], right[:date], left[cut:], right[date:]):
        if block:
            lines.extend(block)
            lines.append([])


def _is_motto(line: Line) -> bool:
    said = _said(line)
    return bool(_MOTTO_RE.search(said)) or "tu do" in said or "hanh phuc" in said


def _is_rule(line: Line) -> bool:
    return not any(char.isalnum() for piece in line for char in piece.text)


def _is_apart(row: Line, split: float, size: float) -> bool:
    """Whether words right of the split begin a column: they stand alone, or no ordinary space behind others."""
    at = next((at for at, piece in enumerate(row) if (piece.x0 + piece.x1) / 2 >= split), None)
    return at is not None and (at == 0 or row[at].x0 - row[at - 1].x1 >= 0.9 * size)


def emit_signature(rows: list[Line], start: int, lines: list[Line]) -> None:
    """Emits recipients (left column), then the signature (right column), then what comes after both."""
    block = rows[start:]
    size = median(p.height for row in block for p in row)
    split = valley(block, size)
    if split is None or not any(_is_apart(row, split, size) for row in block):
        lines.extend(block)
        return
    # The signature may begin a line or two above the recipients.
    early: list[Line] = []
    while lines and lines[-1] and lines[-1][0].x0 > split - size and begins_signature(_said(lines[-1])):
        early.insert(0, lines.pop())
    left: list[Line] = []
    right: list[Line] = early
    end = len(block)
    for index, row in enumerate(block):
        one = [p for p in row if (p.x0 + p.x1) / 2 < split]
        two = [p for p in row if (p.x0 + p.x1) / 2 >= split]
        if one and two and two[0].x0 - one[-1].x1 < 0.6 * size and index > 3 and row[-1].x1 - row[0].x0 > 22 * size:
            end = index
            break
        if one:
            left.append(one)
        if two:
            right.append(two)
    for column in (left, right):
        if column:
            if lines and lines[-1]:
                lines.append([])
            # The lines of the two do not stand level: a word of one may have gone with a row of the other.
            lines.extend(rows_of([piece for row in column for piece in row]))
    if block[end:]:
        lines.append([])
        lines.extend(block[end:])
