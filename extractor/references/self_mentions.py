"""Mentions of the document itself are no references: its own number, also where an annex or a summary repeats it."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.codes import parse_code
from extractor.document import Header
from extractor.references.mention import Mention
from extractor.text import fold, squash

_SEPARATORS = re.compile(r"[\s/\-.&,]+")


def without_self(content: str, mentions: list[Mention], header: Header) -> list[Mention]:
    """The mentions that are not the document itself.

    The same number and letters are its own unless year or date, where both are known, tell them apart.
    """
    if header.kind == "news" or header.number is None:
        return mentions
    own = _form(header.number.value)
    digits = own[: len(own) - len(own.lstrip("0123456789"))]
    own_code = parse_code(header.number.value)
    own_year = own_code.year if own_code and own_code.year else None
    own_date = header.date.value if header.date else None
    own_name = _law_name(header)
    kept = []
    for mention in mentions:
        number = mention.number
        if own_name and mention.class_ == "law" and not (number or mention.year or mention.date):
            if fold(mention.law_name or "") != own_name and not _is_heading(mention, header):
                kept.append(mention)
            continue
        if number is None or not (number.lstrip("0").startswith(digits) and _is_own(mention, own, own_year, own_date)):
            kept.append(mention)
            continue
        year = own_year or (int(own_date[:4]) if own_date else None)
        if mention.date is not None and own_date is not None and mention.date != own_date:
            same_year = mention.year is not None and year is not None and mention.year == year
            if not (same_year and _near(mention.date, own_date)):
                kept.append(mention)
        elif mention.year is not None and year is not None and mention.year != year:
            kept.append(mention)
    return kept


def _law_name(header: Header) -> str | None:
    """The name of a law, code or ordinance that is the document itself: `LUẬT / ĐẦU TƯ` speaks of no earlier one."""
    if header.type_code is None or header.type_code.value not in ("Luật", "BL", "PL") or header.title is None:
        return None
    return fold(f"{header.type_name} {squash(header.title.value)}")


def _is_heading(mention: Mention, header: Header) -> bool:
    return header.title is not None and mention.start <= header.title.span.start < mention.end


def _is_own(mention: Mention, own: str, own_year: int | None, own_date: str | None) -> bool:
    if mention.number is None or mention.class_ == "law":
        return False
    form = _form(mention.number)
    if form == own or (mention.class_ == "numbered" and own.startswith(form + "|")):
        return True  # the whole number, or what is left of it where a separator was lost
    return _yearless(form, own_year) == _yearless(own, own_year) and mention.date == own_date


def _yearless(form: str, year: int | None) -> str:
    """The form without the year in it: annex captions drop it (`71/TT-BNV` for 71/2024/TT-BNV)."""
    return form.replace(f"|{year}|", "|", 1) if year else form


def _near(one: str, other: str) -> bool:
    """Whether two dates of one year share day or month: a slip of the pen in the paper's own caption."""
    return one[5:7] == other[5:7] or one[8:10] == other[8:10]


@lru_cache(maxsize=32768)
def _form(number: str) -> str:
    return _SEPARATORS.sub("|", fold(number)).lstrip("0")
