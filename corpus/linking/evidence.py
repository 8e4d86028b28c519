"""What speaks for and against a candidate: issuer, date, title words. Every inference is put into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from extractor.dates import written_day
from extractor.text import fold


class Facts(Protocol):
    """What a mention and a known document have in common."""

    @property
    def block(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def locality(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def term(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...


class Mentioned(Facts, Protocol):
    @property
    def context(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """`identifies`: enough to say that this is the one; `reasons` for it, `words` also what is not known."""

    identifies: bool
    reasons: tuple[str, ...]
    words: str


# Letters that one central body has; those of local bodies (UBND, HĐND, TU, S...) are the same in every province.
_CENTRAL = frozenset({"tw", "cp", "ttg", "ctn", "vpcp", "tld", "mttw", "vptw", "bcdtw", "ubtvqh"})
_STOP = frozenset("ve viec cua va cac cho tai theo den tren trong voi cong tac thuc hien mot so".split())
_UNIT = re.compile(r"-(?:huyen|quan|thi-xa|xa|phuong|thi-tran|dac-khu)-[a-z]")
_PERIOD = frozenset("giai doan dot nam nhiem ky thang quy".split())
_TELLING = 4
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CONTRADICTS = 0.25
_MISPRINT_DIGITS = 1


@lru_cache(maxsize=65536)
def central_letters(block: str | None) -> bool:
    """Whether the letters of a number name one central body."""
    letters = block.partition("~")[2].split("-") if block else []
    return any(part in _CENTRAL or re.fullmatch(r"(?:qh|ubtvqh)\d+", part) for part in letters[-1:] + letters[1:2])


def issuers_agree(one: str | None, other: str | None) -> bool:
    """Whether two issuer slugs can be one body: equal, or one lacks its province (it ends with `-`) or is not known."""
    if one is None or other is None or one == other:
        return True
    return (one.endswith("-") and other.startswith(one)) or (other.endswith("-") and one.startswith(other))


def weigh(mention: Mentioned, known: Facts) -> Evidence:
    """Weighs a candidate that nothing contradicts."""
    issuer = mention.issuer is not None and mention.issuer == known.issuer and not mention.issuer.endswith("-")
    day = mention.date is not None and mention.date == known.date
    # A district or commune by name, its province printed on one side only: with the day that is the same body.
    named = day and not issuer and _names_unit(known.issuer, mention.issuer)
    placed = issuer or named or central_letters(mention.block)
    dated = day or (mention.term is not None and mention.term == known.term)
    titled = known.title is not None and _said(mention.title, mention.context, known.title)
    who: str | None
    when: str | None
    if issuer:
        who = "khớp cơ quan ban hành"
    elif named:
        who = "khớp tên cơ quan ban hành, một bên không ghi tỉnh"
    else:
        who = _NO_ISSUER if mention.issuer is None else None
    if day:
        when = "khớp ngày"
    elif mention.year is not None and mention.year == known.year:
        when = "khớp năm"
    else:
        when = _NO_YEAR if mention.year is None and mention.date is None else None
    identifies = (placed and dated) or (titled and (placed or dated))
    return _in_words(identifies, mention.block is not None, who, when, titled)


_NO_ISSUER = "không nêu cơ quan ban hành"
_NO_YEAR = "không nêu năm"


@lru_cache(maxsize=256)
def _in_words(identifies: bool, letters: bool, who: str | None, when: str | None, titled: bool) -> Evidence:
    """The evidence in words; there are few different ones."""
    told = ("khớp số, ký hiệu" if letters else "khớp số", who, when, "khớp trích yếu" if titled else None)
    reasons = tuple(part for part in told if part and part not in (_NO_ISSUER, _NO_YEAR))
    unknown = tuple(part for part in (who, when) if part in (_NO_ISSUER, _NO_YEAR))
    return Evidence(identifies, reasons, "; ".join((*reasons, *filter(None, unknown))))


def _names_unit(one: str | None, other: str | None) -> bool:
    return issuers_agree(one, other) and all(s is not None and _UNIT.search(s) for s in (one, other))


@lru_cache(maxsize=65536)
def _said(title: str | None, context: str | None, known: str) -> bool:
    """The shorter of printed and own title stands whole in the longer, four telling words at least; a title that goes
    on otherwise is another one. Without a printed title: the own title stands whole in the words behind."""
    own, said = _telling(known), _telling(title)
    if len(said) >= _TELLING:
        shorter, longer = sorted((own, said), key=len)
        return len(shorter) >= _TELLING and _in_order(shorter, longer)
    return len(own) >= _TELLING and _in_order(own, _telling(context))


def _in_order(needed: Sequence[str], said: Sequence[str]) -> bool:
    size = len(needed)
    return any(said[at : at + size] == needed for at in range(len(said) - size + 1))


def titles_contradict(mention: Facts, known: Facts) -> bool:
    """Whether both titles are known and have next to nothing in common, or speak of another period."""
    return mention.title is not None and known.title is not None and _contradict(mention.title, known.title)


@lru_cache(maxsize=65536)
def _contradict(one: str, other: str) -> bool:
    ours, theirs = ({w for w in _telling(t) if _YEAR.match(w)} for t in (one, other))
    if not (ours <= theirs or theirs <= ours):
        return True
    agreement = title_agreement(one, other)
    return agreement is not None and agreement < _CONTRADICTS


@lru_cache(maxsize=65536)
def _telling(title: str | None) -> tuple[str, ...]:
    """The words of a title that tell it from others, in order."""
    return tuple(w for w in re.findall(r"[a-z0-9]+", fold(title)) if w not in _STOP) if title else ()


def title_agreement(one: str | None, other: str | None) -> float | None:
    """Share of the shorter title's telling words that the other has, 0..1; None where one has too few to tell."""
    a, b = (frozenset(w for w in _telling(t) if w.isalpha() and w not in _PERIOD) for t in (one, other))
    if min(len(a), len(b)) < 3:
        return None
    return len(a & b) / min(len(a), len(b))


def same_day_misprinted(one: str, other: str) -> bool:
    """Day and month swapped, or one digit off."""
    if one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]:
        return True
    return sum(a != b for a, b in zip(one, other, strict=False)) <= _MISPRINT_DIGITS


def differences(mention: Facts, known: Facts) -> tuple[str, ...]:
    """What the mention prints otherwise than the document itself: findings for a person to look at."""
    found: list[str] = []
    if mention.date and known.date and mention.date != known.date:
        found.append(f"ngày dẫn {written_day(mention.date)}, văn bản ghi {written_day(known.date)}")
    if mention.type and known.type and mention.type != known.type:
        found.append(f"loại dẫn {mention.type}, văn bản ghi {known.type}")
    if mention.issuer and known.issuer and mention.issuer != known.issuer:
        found.append(f"cơ quan dẫn {mention.issuer}, văn bản ghi {known.issuer}")
    if titles_contradict(mention, known):
        found.append("trích yếu dẫn khác trích yếu của văn bản")
    return tuple(found)


def impossible(citing_day: str | None, year: int | None, day: str | None) -> tuple[str, ...]:
    """What cannot be of a citation by itself, whatever is held: its number is of another year than its day, or it cites
    a day that had not come."""
    found: list[str] = []
    if day is not None and year is not None and day[:4] != str(year):
        found.append(f"số mang năm {year}, ngày dẫn {written_day(day)}")
    if day is not None and citing_day is not None and day > citing_day:
        found.append(f"ngày dẫn {written_day(day)} sau ngày của văn bản dẫn ({written_day(citing_day)})")
    return tuple(found)
