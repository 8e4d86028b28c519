"""Mentions by type word and integer alone: `Chỉ thị 34`, `Nghị định 30/2020`, `Chương trình 06 của Thành ủy`.

A number without a code may count anything: what stands around it decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.issuers import match_body
from extractor.references.anchors import SHORT_TYPES
from extractor.references.head import Head, may_follow_type, number_word_at, read_head, second_type
from extractor.references.mention import Mention
from extractor.references.short_lists import COUNTED, listed_shorts
from extractor.references.tail import passed_elsewhere, read_tail
from extractor.types import type_name

_SHORT_LETTERS = frozenset("CV TTr BC".split())  # short only with a date, an issuer or a long number
_NUMBER_WORDS = ("số", "Số", "SỐ")
_ACTS = frozenset("NĐ NQ CT QĐ KL TT".split())  # in small letters their numbers need no `số` where a body follows
_LAWS = ("Luật", "PL")
_LETTER_BEHIND = re.compile(r"-[A-Z](?!\w|/)")  # `Sắc lệnh số 9-C`
_ISSUED_BEFORE = re.compile(r"(?<!\w)(?:ký|ban\s+hành|(?P<may_be>(?:đã|vừa|mới)\s+(?:có|ra)))\s+$")
# What goes on with a paper behind its number, and not with what the number counts (`quyết định số 12 hộ được đền bù`)
_GOES_ON_WITH_IT = re.compile(r"\s*(?:[,.]|(?:ngày|của|về|gửi|yêu\s+cầu)(?!\w))")
_STOPS = frozenset(".;:,!?\n")
# `03 Quyết định (số 5, 6, 7/QĐ-UBND ngày ...)`; not `Quyết định (số 35), tăng so với năm trước`
_OPENS_LIST = re.compile(
    r"\d{1,4}(?:[ \t]*,[ \t]*(?:số[ \t]+)?\d{1,4}){0,20}(?:[ \t]*,[ \t]*|[ \t]+và[ \t]+)(?:số[ \t]+)?\d{1,4}[/-][A-ZĐ]"
)
# `Quyết định (số 35 ngày 3/4/2031 của UBND tỉnh)`
_TELLS_OF_IT = re.compile(r"[ \t]+(?:ngày[ \t]+\d|của[ \t]+(?=[A-ZĐ]))")
_YEAR_AFTER = re.compile(r"\s+năm\s+((?:19|20)\d\d)(?!\d)")


class _Short(NamedTuple):
    """Mentions of one type word. `certain`: else they count only where the paper cites them by their code too."""

    mentions: list[Mention]
    certain: bool = True


def find_short(
    content: str, numbers: list[re.Match[str]], taken: list[tuple[int, int]], coded: list[Mention]
) -> list[Mention]:
    """The mentions at those of `numbers` that lie outside `taken` and name a paper; both in order.

    `coded`: the mentions with a code: what they name may stand in small letters too.
    """
    mentions: list[Mention] = []
    small_ones: list[Mention] = []  # `nghị định 168`, which may be anything else
    index = 0
    for found in numbers:
        start = found.start()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            continue
        before = content[max(0, start - 16) : start]
        if before[-1:] == "\n" and before[-2:-1] in _STOPS:
            continue  # the number of a paragraph behind a finished one
        word = before[: number_word_at(before, _NUMBER_WORDS, ":")]
        if word.rstrip().endswith("(") and _is_of_paper(content, start, found.end(), word != before):
            word = word.rstrip().removesuffix("(")
        if not may_follow_type(word):
            continue
        if COUNTED.match(content, found.end()):
            continue
        read = _read_short(content, found, read_head(content, start))
        if read is not None:
            (mentions if read.certain else small_ones).extend(read.mentions)
    if small_ones:
        cited = {(m.type_code, m.code.integer) for m in coded if m.code is not None}
        cited |= {(m.type_code, int(m.number)) for m in mentions if m.number and m.number.isdigit()}
        mentions += [m for m in small_ones if m.number and m.number.isdigit() and (m.type_code, int(m.number)) in cited]
        mentions.sort(key=lambda m: m.start)
    return mentions


def _is_of_paper(content: str, start: int, end: int, numbered: bool) -> bool:
    """Whether a number behind a bracket is that of a paper, or of the first of a list, and counts nothing: the letters
    of the list, or a day or a body behind `số 35`, say so."""
    if _OPENS_LIST.match(content, start) is not None:
        return True
    told = _TELLS_OF_IT.match(content, end) if numbered else None
    return told is not None and (told.group()[-1].isdigit() or match_body(content, told.end()) is not None)


def _names_a_paper(word: str, number: str, head: Head, printed_year: str | None) -> bool:
    """Whether a type word in front of an integer can name a paper: what stands between them (`số`), capitals, the
    type and the length of the number decide."""
    entry, numbered, small = head.entry, head.has_number_word, not word[:1].isupper()
    letter = entry.code in _SHORT_LETTERS if entry is not None else head.generic
    if head.rejected or not ((letter and numbered) or (entry and entry.code in SHORT_TYPES)):
        return False
    if word.startswith("SL") and not numbered:
        return False  # `SL 45` of a list: số lượng, sản lượng
    if small and not numbered and (len(number) < 2 or entry is None or entry.code not in _ACTS):
        return False  # `kế hoạch 3 năm`
    if "\n\n" in word or ("\n" in word and not numbered):
        return False
    if entry is not None and entry.code in _LAWS and not (numbered and (printed_year or not small)):
        return False  # `Pháp lệnh số 04/2013`, but no `pháp lệnh 12`
    if numbered:
        return True
    if len(number) == 1 and not printed_year:
        return False
    # `Kế hoạch 2024` is a plan of that year, not number 2024
    return not (number.isdigit() and 1900 <= int(number) <= 2100)


def _read_short(content: str, found: re.Match[str], head: Head) -> _Short | None:
    """The mention of a type word and the integer `found` behind it, with the others of its list; None where they name
    no paper."""
    start, entry = found.start(), head.entry
    word, number = content[start - head.back : start], found.group().partition("/")[0]
    printed_year = found["short_year"]
    if not _names_a_paper(word, number, head, printed_year):
        return None
    said = entry or second_type(word)
    mention = Mention(
        start=start - head.back,
        end=found.end(),
        number_start=start,
        class_="short",
        rule="short",
        number=number,
        type_code=said.code if said else "CV",
        type_name=said.name if said else type_name("CV"),
        has_word=True,
        year=int(printed_year[1:]) if printed_year else None,
        issuer_raw=head.issuer_raw,
    )
    if mention.type_code == "SL" and (letter_behind := _LETTER_BEHIND.match(content, mention.end)):
        mention.number, mention.end = f"{number}{letter_behind.group()}", letter_behind.end()
    _short_year(content, mention)
    read_tail(content, mention)
    members = listed_shorts(content, mention, start + len(number), printed_year is None)
    last = members[-1] if members else mention
    told = last.date or last.issuer_raw or printed_year
    if entry is not None and entry.code in _LAWS and (not told or passed_elsewhere(content, last, last.issuer_raw)):
        return None  # `Pháp lệnh số 34 của Ủy ban Thường vụ Quốc hội`, but not `Luật số 12`
    small = not word[:1].isupper()
    if small and not told:
        long_number = len(number) > 2
        alone = long_number and not content.startswith(("/", "-"), found.end())  # not `5581/BNl`, an unread number
        if not head.has_number_word or not (alone or (len(number) > 1 and _is_issued(content, mention, last))):
            return _Short([mention], certain=False)  # `nghị quyết số 2` may be any second one
    letter = entry.code in _SHORT_LETTERS if entry is not None else head.generic
    if letter and not (mention.date or mention.issuer_raw or len(number) > 2):
        return None  # `Báo cáo số 2` may be the second of its kind
    return _Short([mention, *members] if told or not small else [mention])


def _is_issued(content: str, mention: Mention, last: Mention) -> bool:
    """Whether the words before a paper in small letters say that somebody issued it; `last`: the last of its list."""
    issued = _ISSUED_BEFORE.search(content, max(0, mention.start - 12), mention.start)
    return issued is not None and (not issued["may_be"] or _GOES_ON_WITH_IT.match(content, last.end) is not None)


def _short_year(content: str, mention: Mention) -> None:
    found = _YEAR_AFTER.match(content, mention.end)
    if found and mention.year is None:
        mention.year = int(found.group(1))
        mention.end = found.end()
