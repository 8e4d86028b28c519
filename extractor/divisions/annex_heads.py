"""Where annexes open below the signatures: by their heading (`Phụ lục II`), or by the title of a paper issued with the
act and the caption that names it (`QUY CHẾ ... (Ban hành kèm theo Quyết định số ...)`).

Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5 (văn bản ban hành kèm theo) and Phụ lục III (phụ lục).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annexed import kind_at
from extractor.divisions.labels import is_capitals
from extractor.divisions.tables import opens_table
from extractor.paragraphs import Paragraph
from extractor.types import type_of_word

_CAPTION = re.compile(r"\(?\s*(?:Ban\s+hành\s+)?[Kk]èm\s+theo\b")
_OF_ACT = re.compile(r"\(\s*(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s+(?P<two>\w+(?:\s+\w+)?)")
_CAPTION_OPENS = "(BKk"
_HEAD_OF_FORM = re.compile(r"(?:CỘNG\s+H|TÊN\s|ĐƠN\s+VỊ\s|CƠ\s+QUAN\s|[UỦ][ỶY]\s+BAN\s|BỘ\s|SỞ\s|TỔ\s+CHỨC)")


def annex_starts(content: str, items: tuple[Paragraph, ...]) -> list[int]:
    """Indexes of the paragraphs that open an annex: `Phụ lục II`, `Mẫu số 01`, or the title of a paper issued with
    this one (`QUY CHẾ ... (Ban hành kèm theo Quyết định số ...)`)."""
    starts: list[int] = []
    for i, item in enumerate(items):
        if item.marker and item.marker.kind == "annex" and not item.quoted:
            starts.append(i)
        elif content[item.start] in _CAPTION_OPENS and _CAPTION.match(content, item.start):
            top = i
            while top > 0 and i - top < 6 and is_capitals(content[items[top - 1].start : items[top - 1].end]):
                top -= 1
                opener = items[top].marker
                if opener and opener.kind == "annex":
                    break
            top = _named_above(content, items, i) if top == i else top
            if top < i and not any(top <= s <= i for s in starts):
                starts.append(top)
        elif _caption_behind(content, item) is not None:
            over = _named_over(content, items, i)
            if over is not None and not any(over <= s <= i for s in starts):
                starts.append(over)
    return starts


def caption_of(content: str, items: Sequence[Paragraph]) -> tuple[int | None, int]:
    """Which of the first paragraphs of an annex is or holds its caption, and where that begins."""
    for at, item in enumerate(items):
        opens = item.start if _CAPTION.match(content, item.start) else _caption_behind(content, item)
        if opens is not None:
            return at, opens
    return None, 0


def title_below(content: str, items: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs in capitals right below a caption: the title of an annex, not the head of a form."""
    found: list[Paragraph] = []
    for item in items:
        words = content[item.start : item.end]
        if item.marker is not None or not is_capitals(words) or _HEAD_OF_FORM.match(words):
            break
        if opens_table(content, item):
            break
        found.append(item)
    return found


def _caption_behind(content: str, item: Paragraph) -> int | None:
    """Where a caption begins that stands behind the title in its paragraph (`PHÒNG CHÁY RỪNG (Kèm theo ...)`)."""
    opens = content.rfind("(", item.start + 1, item.end)
    of = _OF_ACT.match(content, opens) if opens >= 0 else None
    if of is None or not is_capitals(content[item.start : opens]):
        return None
    act = type_of_word(of["two"]) or type_of_word(of["two"].split()[0])  # `(Kèm theo biểu giá của nhà thầu)` is of none
    return opens if act is not None else None


def _named_above(content: str, items: tuple[Paragraph, ...], caption: int) -> int:
    """The paragraph above a caption that names the paper (`QUY CHẾ`), its title in running text between the two; the
    caption itself where there is none."""
    for at in range(caption - 1, max(caption - 5, -1), -1):
        words = content[items[at].start : items[at].end]
        if is_capitals(words):
            return at if kind_at(words) is not None else caption
        if items[at].marker is not None:
            break
    return caption


def _named_over(content: str, items: tuple[Paragraph, ...], last: int) -> int | None:
    """The paragraph in capitals that names the paper whose title ends in the paragraph `last`, with the caption."""
    for at in range(last, max(last - 6, -1), -1):
        words = content[items[at].start : items[at].end]
        if at < last and not is_capitals(words):
            return None
        if kind_at(words) is not None:
            return at
    return None
