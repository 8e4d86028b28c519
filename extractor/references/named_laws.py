"""Laws, codes and ordinances cited by name, with number, year or date where they are printed."""

from __future__ import annotations

import re

from extractor.codes import CODE, Code, code_of_match
from extractor.dates import match_date
from extractor.laws import laws_by_number, match_law_name
from extractor.laws.registry import LawEntry, name_key
from extractor.layout import LOWER
from extractor.led_patterns import LedPattern
from extractor.references.mention import Mention
from extractor.references.taken import Taken
from extractor.types import type_of_code

_WORD_ENDING_HERE = LedPattern(
    "BbLlPpHh",
    # behind another word or a list number whose space was lost only in capitals: `theoLuật Đất đai`, `2Luật Đất đai`
    rf"(?:(?<!\w)|(?<=[{LOWER}\d])(?=[LBPH]))"
    r"(?:(?:(?:[Bb]ộ|BỘ)\s{1,3})?(?:[Ll]uật|LUẬT)|(?:[Pp]háp|PHÁP)\s+(?:[lL]ệnh|LỆNH)|(?:[Hh]iến"
    r"|HIẾN)\s+(?:[pP]háp|PHÁP)|BL(?:HS|DS|LĐ|TTHS|TTDS))$",
)
_YEAR = re.compile(r"[ \t\n]{1,3}(?:(?:năm|NĂM)[ \t\n]{0,3})?((?:19|20)\d\d)(?![\d/])")
_NUMBER = re.compile(
    # `Luật Giá (Luật số 16/2023/QH15)`: the bracket says the type word once more
    r"[ \t\n]{0,3},?[ \t\n]{0,3}\(?(?:(?<=\()(?:(?:Bộ[ \t\n])?[Ll]uật|Pháp[ \t\n]lệnh)[ \t\n]{1,3}(?=[Ss][ốổ]))?"
    r"(?:(?:[Ss][ốổ]|S[ỐỔ])\.?)?[ \t\n]{0,2}:?[ \t\n]{0,3}(?=\d{1,3}[a-z]?\s*/\s*"
    r"(?:\d{4}\s*/)?\s*[A-ZĐ]|\d{1,3}[- ]L)"
)
# `Luật Giá số 16/2023`, the letters left out
_SHORT_NUMBER = re.compile(r"[ \t\n]{1,3}số[ \t\n]{1,3}\d{1,3}/((?:19|20)\d\d)(?!\d|\s*[/\-–])")
_DATE = re.compile(r"[ \t\n]{0,3},?[ \t\n]{1,4}(?=(?:ngày|NGÀY)(?:\b|\d))|[ \t\n]{1,3}\((?=ngày\b)")
# Signs with which none of these opens, nor the end of the text.
_NOTHING_FOLLOWS = frozenset(("", *".;)”"))
_W = r"[ \t\n]+"
_ASSEMBLY = rf"(?:Quốc{_W}hội|Hội{_W}đồng{_W}[Nn]hà{_W}nước|[ỦủUu][yỷ]{_W}ban{_W}[Tt]hường{_W}vụ{_W}Quốc{_W}hội)"
# What may stand before the day: `của Quốc hội`, `được Quốc hội khóa X thông qua`, `công bố` (by the President's order)
_ASSEMBLY_DATE = re.compile(
    rf",?{_W}(?:(?:(?:đã{_W})?được|của|do){_W}{_ASSEMBLY}(?:{_W}[Nn]ước(?:{_W}[^\W\d]+){{2,8}}?{_W}Việt{_W}Nam)?"
    rf"(?:,?{_W}[Kk]h[oó][aá]{_W}[IVX\d]{{1,4}})?(?:,?{_W}[Kk]ỳ{_W}họp(?:{_W}lần)?{_W}thứ{_W}\w{{1,5}})?,?"
    rf"(?:{_W}(?:ban{_W}hành|thông{_W}qua))?|(?:công{_W}bố|thông{_W}qua|ban{_W}hành))[ \t\n]*,?{_W}(?=ngày\b)"
)
_REVISED = re.compile(rf"[ \t\n]{{1,3}}\([Ss]ửa{_W}đổi(?:,?{_W}bổ{_W}sung)?\)")  # `Luật Đất đai (sửa đổi) ngày ...`
_LOOSE_DATE = re.compile(r"(?!\s*\n\s*\n)[ \t\n]{1,3}(?=\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})")
_NUMBERED_LAW = re.compile(r"[ \t\n]{1,3}(?:[Ss]ố|SỐ)[ \t\n]*:?[ \t\n]*(?=\d)")
# `Luật sửa đổi, bổ sung một số điều của | Luật ...`: an act whose name is the act that it amends.
_AMENDS = re.compile(
    r"[ \t\n]+(?:về[ \t\n]+)?[Ss]ửa[ \t\n]+đổi"
    r"(?:,?[ \t\n]+bổ[ \t\n]+sung)?[ \t\n]+một[ \t\n]+số[ \t\n]+[Đđ]iều[ \t\n]+(?:của[ \t\n]+)?"
    r"(?:các[ \t\n]+)?(?=(?:Bộ[ \t\n]+luật|[Ll]uật|Pháp[ \t\n]+lệnh|BL(?:HS|DS|LĐ|TTHS|TTDS))\b)"
)
_NEXT_AMENDED = re.compile(r"[ \t\n]*(?:,|và)?[ \t\n]*(?=(?:Bộ[ \t\n]+luật|Luật|Pháp[ \t\n]+lệnh)[ \t\n])")
_AMENDED_NUMBER = re.compile(r"[ \t\n]+số[ \t\n]+(?=\d{1,3}/\d{4}/)")
_NUMBER_WORD = re.compile(r"[Ss]ố:?\s*\Z")
# pháp luật, kỷ luật, quy luật; `ĐH Luật TP. Hồ Chí Minh`, `Khoa Luật`
_LAW_AS_SUCH = LedPattern(
    "PpKkQqĐNn",
    r"(?:(?:[Pp]háp|PHÁP|[Kk][ỷỉ]|K[ỶỈ]|[Qq]uy|QUY)[ \t\n]+"
    r"|(?<!\w)(?:ĐH|Đại[ \t]học|ĐẠI[ \t]HỌC|[Kk]hoa|(?<!các[ \t])[Nn]gành)[ \t]+)$",
)
_AS_SUCH = 12  # code points before the word
_TYPE = {
    "luật": ("Luật", "Luật"),
    "bộ luật": ("BL", "Bộ luật"),
    "pháp lệnh": ("PL", "Pháp lệnh"),
    "hiến pháp": ("HP", "Hiến pháp"),
}


def find_laws(content: str, words: list[int], numbered: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Every law cited by name, and the numbered mentions that stay: where a name and a number stand together they are
    one mention. `words`: where the words for laws end."""
    mentions: list[Mention] = []
    stretches: list[tuple[int, int]] = []
    blocked = Taken((m.start, m.end) for m in numbered)
    position = 0
    for end in sorted(words):
        if end <= position:
            continue
        low = max(0, end - 16)
        word = _WORD_ENDING_HERE.search(content[low:end])
        if word is None or _LAW_AS_SUCH.stands(content[max(0, low + word.start() - _AS_SUCH) : low + word.start()]):
            continue
        found = _law_at(content, low + word.start(), end)
        if found is None:
            continue
        mention, behind = found
        if word.group().endswith("Lệnh") and not (mention.rule == "law-name" or mention.year or mention.code):
            continue  # `Pháp Lệnh` may be words of a person's name
        if blocked.holds_inside(mention.start):
            continue
        mentions.append(mention)
        stretches.append((mention.start, behind))
        position = behind
    if not mentions:
        return mentions, list(numbered)
    spans = Taken(stretches)
    kept = [n for n in numbered if not spans.holds(n.number_start)]
    for each in kept:
        if spans.meets(each.start, each.number_start):
            _cut_behind_law(content, each, stretches)
    return mentions, kept


def _cut_behind_law(content: str, mention: Mention, stretches: list[tuple[int, int]]) -> None:
    """`Luật Quy hoạch (số 37/2019/NĐ-CP`: what looks like the type word of the number belongs to the law before it."""
    entry = type_of_code(mention.code.type_letters) if mention.code and mention.code.type_letters else None
    law_end = max(end for start, end in stretches if start < mention.number_start)
    word = _NUMBER_WORD.search(content, law_end, mention.number_start)
    if entry is not None:
        mention.start = word.start() if word is not None else mention.number_start
        mention.type_code, mention.type_name = entry.code, entry.name


def _law_at(content: str, start: int, word_end: int) -> tuple[Mention, int] | None:
    """The law that starts at `start`, and the end of what belongs to it though it is not in its span."""
    if _NUMBERED_LAW.match(content, word_end):
        return _numbered_amending(content, start, word_end)
    matched = match_law_name(content, start)
    if matched is None:
        return None
    type_code, type_name = _type_of(content[start:word_end])
    mention = Mention(
        start=start,
        end=matched.end,
        number_start=start,
        class_="law",
        rule="law-name" if matched.known else "law-shape",
        type_code=type_code,
        type_name=type_name,
        has_word=True,
        law_name=matched.base_name,
        amending=matched.amending,
    )
    _read_law_tail(content, mention)
    return mention, mention.end


def _numbered_amending(content: str, start: int, word_end: int) -> tuple[Mention, int] | None:
    """`Luật số 90/2025/QH15 sửa đổi, bổ sung một số điều của Luật A, Luật B`: one mention, by number."""
    lead = _NUMBERED_LAW.match(content, word_end)
    assert lead is not None  # the caller matched it
    code_match = CODE.match(content, lead.end())
    if code_match is None:
        return None
    number_end, date = _date_behind(content, code_match.end())
    amends = _AMENDS.match(content, number_end)
    code = code_of_match(code_match)
    if amends is None or code is None:
        return None
    known = next((entry for entry in laws_by_number(code.canonical) if entry.amending), None)
    end, swallowed = _amended_laws(content, amends.end(), number_end, known)
    if date is None and swallowed == end:
        date_end, date = _date_behind(content, end)
        if date is not None and known is not None and known.date not in (None, date):
            swallowed, date = date_end, None  # the day of the amended law
        elif date is not None:
            end = swallowed = date_end
    year = _YEAR.match(content, end) if swallowed == end else None
    if year is not None and int(year[1]) == code.year:  # its own, not of the law it amends
        end = swallowed = year.end()
    return Mention(
        start=start,
        end=end,
        number_start=code_match.start(),
        class_="law",
        rule="law-number-amending",
        code=code,
        number=code.canonical,
        type_code="Luật",
        type_name="Luật",
        has_word=True,
        year=code.year,
        date=date,
        law_name="",
        amending=True,
    ), swallowed


def _date_behind(content: str, end: int) -> tuple[int, str | None]:
    lead = _DATE.match(content, end)
    date = match_date(content, lead.end()) if lead else None
    return (date.end, date.iso) if date is not None and date.iso else (end, None)


def _amended_laws(content: str, position: int, floor: int, known: LawEntry | None) -> tuple[int, int]:
    """The end of the amended laws' names from `position` on, and the end of a number that the last of them bears.

    Numbers inside the list belong to the name (`của Luật A số 1/2024/QH15, Luật B số 2/2024/QH15`) where the register
    knows it; one behind a single amended law does not. `floor`: the end where no name is read at all.
    """
    end = behind = floor
    listed = False
    while True:
        matched = match_law_name(content, position)
        if matched is None or (
            listed and known is not None and name_key(matched.base_name) not in name_key(known.name)
        ):
            break
        end = behind = matched.end
        lead = _AMENDED_NUMBER.match(content, end)
        number = CODE.match(content, lead.end()) if lead else None
        if number is not None:
            behind, _ = _date_behind(content, number.end())
        gap = _NEXT_AMENDED.match(content, number.end() if number is not None and known is not None else end)
        if gap is None or _NUMBERED_LAW.match(content, gap.end() + 4):
            return (behind, behind) if number is not None and listed and known is not None else (end, behind)
        position, listed = gap.end(), True
    return end, behind


def _read_law_tail(content: str, mention: Mention) -> None:
    """Year, number, date, issuer after the name, in any order; behind `(sửa đổi)` too, which alone is left out."""
    revised = _REVISED.match(content, mention.end)
    if revised is not None:
        end, mention.end = mention.end, revised.end()
        _read_law_details(content, mention)
        mention.end = end if mention.end == revised.end() else mention.end
    else:
        _read_law_details(content, mention)


def _read_law_details(content: str, mention: Mention) -> None:
    seen: set[str] = set()
    while content[mention.end : mention.end + 1] not in _NOTHING_FOLLOWS:
        year = None if "year" in seen else _YEAR.match(content, mention.end)
        if year and not match_date(content, year.start(1)):
            seen.add("year")
            mention.year = int(year.group(1))
            mention.end = year.end()
            continue
        short = None if mention.amending or seen & {"year", "number"} else _SHORT_NUMBER.match(content, mention.end)
        if short is not None:
            seen.add("number")
            mention.year, mention.end = int(short[1]), short.end()
            continue
        number = None if "number" in seen else _NUMBER.match(content, mention.end)
        code_match = CODE.match(content, number.end()) if number else None
        code = code_of_match(code_match) if code_match else None
        if code_match and code and _may_be_of_a_law(code):
            seen.add("number")
            mention.code, mention.number = code, code.canonical
            mention.year = mention.year if code.year is None else code.year
            mention.end = _behind_bracket(content, mention.start, code_match.end())
            continue
        lead = (
            None
            if "date" in seen
            else (
                _DATE.match(content, mention.end)
                or _LOOSE_DATE.match(content, mention.end)
                or _ASSEMBLY_DATE.match(content, mention.end)
            )
        )
        date = match_date(content, lead.end()) if lead else None
        if lead and date is not None and date.iso:
            seen.add("date")
            mention.date = date.iso
            mention.year = mention.year or date.year
            mention.end = _behind_bracket(content, mention.start, date.end)
            continue
        break


def _behind_bracket(content: str, start: int, end: int) -> int:
    """The end with the bracket that closes there what the mention opened: `(số 16/2023/QH15)`, `(ngày 19/6/2023)`."""
    opened = content.rfind("(", start, end) > content.rfind(")", start, end)
    return end + 1 if opened and content[end : end + 1] == ")" else end


def _may_be_of_a_law(code: Code) -> bool:
    """Whether a number can be a law's: not a decree's behind the law it details (`Luật Giá (số 8/2024/NĐ-CP)`)."""
    own = code.type_letters in (None, "L", "PL")
    return code.system in ("assembly", "old") or (code.system == "normative" and own)


def _type_of(word: str) -> tuple[str, str]:
    lowered = " ".join(word.lower().split())
    if lowered.startswith("bl"):
        return "BL", "Bộ luật"
    return _TYPE[lowered]
