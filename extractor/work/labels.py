"""Labels that say whose work something is: `Cơ quan chủ trì` over a list, and `(Sở A chủ trì, phối hợp với Sở B)`.

The label with the bodies behind its colon is read by `assignments`. Norm of the form: Nghị định 30/2020/NĐ-CP, Phụ lục
I, mục II.6; the labels are those of any plan of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.bodies import list_openings, read_bodies
from extractor.bodies.series import Body
from extractor.document import TaskRole
from extractor.paragraphs import Paragraph, marker_at
from extractor.phrases import FIRST_WORD
from extractor.work.clauses import after_comma
from extractor.work.forms import HELPS

_LABEL_LENGTH = 60  # code points; a longer paragraph is no label
_LABEL_OVER_LIST = re.compile(
    r"(?:[Cc]ác\s+)?(?:Đơn\s+vị|Cơ\s+quan|Bộ\s+phận|đơn\s+vị|cơ\s+quan|bộ\s+phận)(?:\s*[,/]\s*(?:đơn\s+vị|cơ\s+quan))?\s+(?:chịu\s+trách\s+nhiệm\s+)?"
    r"(?P<what>chủ\s+trì|thực\s+hiện|phối\s+hợp|đầu\s+mối|tham\s+mưu)(?:\s+(?:thực\s+hiện|tham\s+mưu|triển\s+khai))?\s*[:.]?\Z"
)
_SPACE_OR_SIGN = re.compile(r"[\s;,.]*")
_REMARK = re.compile(r"[\s;,.]*\([^()]*\)[\s;,.]*")
# In brackets behind the work: `(Sở A chủ trì, phối hợp với Sở B)`, `(chủ trì: Sở A)` is a label with a colon.
_BRACKET = re.compile(r"\(\s*(?=\w)")
_DOES = re.compile(
    r"(?:là\s+(?:cơ\s+quan|đơn\s+vị)\s+)?(?P<what>chủ\s+trì|phối\s+hợp|thực\s+hiện|tham\s+mưu|đầu\s+mối)(?!\w)"
    # `cấp có thẩm quyền (Bộ A, Bộ B chủ trì dự án)` tells nobody
    # `UBND xã thực hiện, chịu trách nhiệm` says whose right it is
    r"(?=\s*[,;)](?!\s*chịu\s)|\s+(?:và\s+)?(?:phối\s+hợp|thực\s+hiện|tham\s+mưu|triển\s+khai|trong|trước|từ)(?!\w))"
)
# Behind a bracket that says who does the work: nothing else, for `Hội thi (Tỉnh đoàn chủ trì) thu hút 400 người` tells
# of what took place.
_CLOSES = re.compile(r"\)\s*(?:[.;|]|\Z)")
_REMARK_LENGTH = 240  # code points
_YEAR = re.compile(r"(?:năm\s+|/)(\d{4})(?!\d)")
# A heading over labels: `b) Cơ quan thực hiện:`, `2. Cơ quan chủ trì, phối hợp`.
_OVER_LABELS = re.compile(
    r"(?:Đơn\s+vị|Cơ\s+quan|Bộ\s+phận)(?:\s*[,/]\s*(?:đơn\s+vị|cơ\s+quan))?\s+(?:chủ\s+trì|thực\s+hiện|phối\s+hợp)"
    r"[^\n]{0,30}?[ \t]*(?:\n|\Z)"
)
_TOGETHER = re.compile(r"[^();]{0,60}?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng(?:\s+với)?)?\s*(?=\S)")


def heads_labels(content: str, start: int) -> bool:
    """Whether the division that begins at `start` is no work but a heading over labels."""
    mark = marker_at(content, start)
    begin = mark.end if mark is not None else start
    return _OVER_LABELS.match(content, begin) is not None


class Labelled(NamedTuple):
    """The bodies of one label. `paragraph`: the index of the label's; `start`, `end`: from the label to the last."""

    paragraph: int
    role: TaskRole
    bodies: tuple[Body, ...]
    start: int
    end: int


def label_lists(content: str, items: tuple[Paragraph, ...], signed: str | None) -> Iterator[Labelled]:
    """The lists of bodies below a label of its own paragraph, with a mark or a colon (`2. Cơ quan chủ trì`); without
    either it is the head of a column. `signed` (ISO): see `read_bodies`."""
    for index, item in enumerate(items):
        if item.end - item.start > _LABEL_LENGTH or content[item.end - 1] not in "ìnpiu:.":
            continue
        label = _LABEL_OVER_LIST.match(content, item.text_start, item.end)
        if label is None or not (item.marker or content[item.end - 1] == ":"):
            continue
        bodies, last = _listed_below(content, items, index, signed)
        if bodies:
            role: TaskRole = "support" if label["what"].startswith("phối") else "lead"
            yield Labelled(index, role, bodies, item.text_start, last)


def _listed_below(
    content: str, items: tuple[Paragraph, ...], index: int, signed: str | None
) -> tuple[tuple[Body, ...], int]:
    bodies: list[Body] = []
    above = items[index].marker
    end = items[index].end
    for item in items[index + 1 :]:
        if item.marker is not None and above is not None and item.marker.kind == above.kind:
            break
        listed = _listed(content, item, signed)
        if listed is None:
            if not _is_group(content, item):
                break  # `- Cơ quan phối hợp:` begins another list
            continue
        bodies.extend(listed)
        end = item.end
    return tuple(bodies), end


def _is_group(content: str, item: Paragraph) -> bool:
    """Whether a dash names nobody, but goes on with a list: `- Các quân khu, các tỉnh`."""
    dash = item.marker is not None and item.marker.kind in ("dash", "plus")
    many = content.startswith(("Các ", "các "), item.text_start) and item.end - item.start <= _LABEL_LENGTH
    return dash and many and content[item.end - 1] != ":"


def _listed(content: str, item: Paragraph, signed: str | None) -> tuple[Body, ...] | None:
    """The bodies and open groups of a paragraph that holds nothing else; None for any other."""
    bodies: list[Body] = []
    position = item.text_start
    while position < item.end:
        word = FIRST_WORD.match(content, position, item.end)
        if word is None or word.group() not in list_openings():
            return None
        listed = read_bodies(content, position, item.end, signed)
        if not (listed.bodies or listed.groups or listed.end > position):
            return None
        bodies.extend(listed.named)
        behind = _REMARK.match(content, listed.end, item.end) or _SPACE_OR_SIGN.match(content, listed.end, item.end)
        if behind is None or behind.end() == position:
            return None
        position = behind.end()
    return tuple(bodies)


def _is_past(content: str, start: int, end: int, signed: str | None) -> bool:
    """Whether a year stands there that was over before the paper was signed."""
    return any(signed is None or year[1] < signed[:4] for year in _YEAR.finditer(content, start, end))


def in_remark(content: str, position: int, item: Paragraph) -> bool:
    """Whether a place stands in brackets that do not end their sentence: a remark on what took place."""
    opened = content.rfind("(", max(item.text_start, position - _REMARK_LENGTH), position)
    if opened < 0 or content.find(")", opened, position) >= 0:
        return False
    close = content.find(")", position, min(item.end, position + _REMARK_LENGTH))
    return close >= 0 and _CLOSES.match(content, close, item.end) is None


def in_brackets(content: str, item: Paragraph, signed: str | None) -> Iterator[Labelled]:
    """Who leads and who helps, in brackets behind what is to be done. The index of the paragraph is left at 0."""
    for bracket in _BRACKET.finditer(content, item.text_start, item.end):
        close = content.find(")", bracket.end(), item.end)
        word = FIRST_WORD.match(content, bracket.end(), item.end)
        if close < 0 or word is None or word.group() not in list_openings():
            continue
        if not _CLOSES.match(content, close, item.end) or content.find("(", bracket.end(), close) >= 0:
            continue
        listed = read_bodies(content, bracket.end(), close, signed)
        at = after_comma(content, listed.end, close)
        does = _DOES.match(content, at, close) if listed.bodies else None
        if does is None or _is_past(content, at, min(close, at + _REMARK_LENGTH), signed):
            continue
        role: TaskRole = "support" if does["what"].startswith("phối") else "lead"
        yield Labelled(0, role, listed.bodies, bracket.end(), close)
        if role == "support":
            continue
        others = read_bodies(content, after_comma(content, does.end(), close), close, signed)
        if others.bodies and HELPS.match(content, others.end, close):  # `(Sở A chủ trì, Sở B phối hợp)`
            yield Labelled(0, "support", others.named, others.bodies[0].start, close)
            continue
        together = _TOGETHER.match(content, does.end(), close)
        if together is not None:
            helpers = read_bodies(content, together.end(), close, signed).named
            if helpers:
                yield Labelled(0, "support", helpers, together.end(), close)
