"""Papers issued with an act and numbered by it: the Quy chế that a Quyết định brings into force with itself.

Such a paper has an identity of its own as a child of its act: the act's key, `kem-theo` and its kind.
Three places tell of it: the act that carries it below its signatures, a file that holds it alone under the caption
`(Ban hành kèm theo Quyết định số ...)`, and whoever cites it by the act it came with. Norm: Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.5 (văn bản ban hành kèm theo).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.document import Annexed, BodyUnit, Header, Reference
from extractor.knowledge import toml_data
from extractor.layout import is_capitals, read_lines
from extractor.phrases import any_of
from extractor.text import fold, squash

MARK = "~kem-theo~"
"""Between the key of an act and the kind of a paper issued with it."""
_REACH = 320  # characters between the paper's name and the act it was issued with
_NEAR = 24  # characters that nearly always tell whether one was issued with it
_LONGEST_END = len("theo")
_TOP_LINES = 14
_OPENS_BELOW = 6  # lines between the name of the paper and the caption below its title
_CAPTION = re.compile(
    r"[\[(]?\s*(?:[Đđ]ược\s+)?(?:[Bb]an\s+hành\s+|BAN\s+HÀNH\s+)?(?:[Đđ]ính\s+)?(?:[Kk]èm\s+theo|KÈM\s+THEO)\s+(?=[A-ZĐ])"
)
_ISSUED_WITH = re.compile(
    r"[\s,;(]*(?:[Đđ]ược\s+)?(?:[Bb]an\s+hành\s+(?:kèm\s+theo|kèm|theo)|[Kk]èm\s+theo|[Đđ]ính\s+kèm(?:\s+theo)?)\s+"
    r"(?:các\s+)?\Z"
)
_CLAUSE = re.compile(r"(?<!T[Pp])[.;:!?](?=\s)|\n\s*\n|\n(?=\s*(?:[-+*•]|Căn\s+cứ\b|Điều\s+\d))")
_FORM = re.compile(r"(?<!\w)(?:phụ\s+lục|mẫu|biểu|danh\s+mục|danh\s+sách)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper that comes with an act. `slug`: its name in keys."""

    name: str
    slug: str
    finds: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A file that holds an annexed paper only: where its name, the title below it and its caption's citation begin."""

    kind: PaperKind
    name: tuple[int, int]
    title: tuple[int, int] | None
    cites: int
    end: int


@cache
def kinds() -> tuple[PaperKind, ...]:
    """All kinds of the data file (`annexed_papers.toml`)."""
    return tuple(
        PaperKind(row["name"], fold(row["name"]).replace(" ", "-"), tuple(row["finds"]), tuple(row["misses"]))
        for row in toml_data("annexed_papers.toml")["paper"]
    )


def annexed_key(act: str, child: str) -> str:
    """The key of a paper issued with the act of this key: `quyet-dinh-qppl~12~...~2021~kem-theo~quy-che`."""
    return f"{act}{MARK}{child}"


def act_key(key: str | None) -> str | None:
    """The key of the act that the paper of this key was issued with; None for any other key."""
    act, mark, _ = (key or "").partition(MARK)
    return act if mark else None


def child_of(key: str) -> str:
    """The last segment of an annexed paper's key (`quy-che`)."""
    return key.partition(MARK)[2]


def name_of(child: str) -> str:
    """The kind in words of the last segment of a key: `Quy chế` of `quy-che-2`."""
    return next((kind.name for kind in kinds() if kind.slug == kind_of(child)), child)


def kind_of(child: str) -> str:
    """The kind of the last segment of a key, as in keys: `quy-che` of `quy-che-2`."""
    return child.rstrip("-0123456789")


def kind_at(words: str) -> PaperKind | None:
    """The kind that a title begins with, in any case."""
    folded = fold(words)
    return next((k for k in kinds() if re.match(rf"{fold(k.name)}(?!\w)", folded)), None)


def kinds_named(words: str) -> tuple[str, ...]:
    """The kinds that printed words name, as in keys; those in small letters only where none has a capital."""
    found = [m.group() for m in _named(True).finditer(words)] or [m.group() for m in _named(False).finditer(words)]
    return tuple(dict.fromkeys(fold(squash(name)).replace(" ", "-") for name in found))


@cache
def _named(capital: bool) -> re.Pattern[str]:
    """The names of the kinds; `capital`: as proper names begin, else also in small letters, where no verb is."""
    names = any_of(k.name for k in kinds())
    verb = "" if capital else r"(?!\s+(?:tại|trong|theo|này|nêu|chi\s+tiết|cụ\s+thể|rõ)(?!\w))"
    return re.compile(rf"(?<!\w)(?:{names})(?!\w){verb}", 0 if capital else re.IGNORECASE)


def issued_with(content: str, floor: int, start: int) -> str | None:
    """The words (one line) for the paper that was issued with the act cited at `start`: `Quy chế làm việc` before `ban
    hành kèm theo Quyết định số ...`; None where the act itself is meant. `floor`: the end of the mention before."""
    near = content[max(floor, start - _NEAR) : start].rstrip().removesuffix("các").rstrip()
    if len(near) > _LONGEST_END and not near.endswith(("èm", "theo")):
        return None  # most mentions
    lead = content[max(floor, start - _REACH) : start]
    words = lead.rstrip().removesuffix("các").rstrip()
    if not words.endswith("èm") and not (words.endswith("theo") and words[:-4].rstrip().endswith(("èm", "hành"))):
        return None
    ends = _ISSUED_WITH.search(lead)
    if ends is None:
        return None
    clause = lead[: ends.start()]
    clause = clause[max((found.end() for found in _CLAUSE.finditer(clause)), default=0) :]
    first = _named(True).search(clause) or _last(_named(False), clause)
    if first is None or _FORM.search(clause, first.end()):
        return None
    return squash(clause[first.start() :]).strip(" ,(")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def annexed_papers(body: Sequence[BodyUnit]) -> tuple[Annexed, ...]:
    """The papers that an act carries below its signatures, in the order of the text; of several of one kind the second
    is `quy-che-2` in keys."""
    found: list[Annexed] = []
    seen: Counter[str] = Counter()
    for unit in body:
        kind = kind_at(unit.title) if unit.kind == "annex" and unit.title else None
        if kind is None or unit.title is None:
            continue
        seen[kind.slug] += 1
        child = kind.slug if seen[kind.slug] == 1 else f"{kind.slug}-{seen[kind.slug]}"
        title = unit.title[len(kind.name) :].strip(" :") or None
        found.append(Annexed(child, kind.name, title, unit.span))
    return tuple(found)


def standing_alone(content: str) -> Alone | None:
    """Whether a file without a header of its own is a paper issued with an act: the name of its kind on a line of its
    own, and below its title the caption that names the act."""
    lines = read_lines(content, 0, len(content), _TOP_LINES)
    for at, line in enumerate(lines):
        kind = kind_at(line.text)
        if kind is None or not is_capitals(line.text):
            continue
        for below in lines[at + 1 : at + 1 + _OPENS_BELOW]:
            caption = _CAPTION.match(content, below.start)
            if caption is None:
                continue
            end = content.find("\n\n", caption.end())
            named = line.start + len(kind.name)
            between = content[named : below.start].strip(" \t\r\n:_-–*")
            start = content.index(between, named) if between else 0
            title = (start, start + len(between)) if between else None
            return Alone(kind, (line.start, named), title, caption.end(), end if end >= 0 else len(content))
        return None
    return None


def cited_in_caption(content: str, header: Header, references: Sequence[Reference]) -> int | None:
    """Which reference of a paper without a number of its own is the act that it was issued with: the one in its
    caption; None for every other paper."""
    if header.number is not None or header.symbol is not None or kind_at(header.type_name or "") is None:
        return None
    for index, reference in enumerate(references):
        start = reference.span.start
        if start > header.body_start + _REACH:
            return None
        line = content.rfind("\n", 0, start) + 1
        caption = _CAPTION.match(content, line)
        if caption is not None and caption.end() == start:
            return index
    return None
