"""The grammar of số, ký hiệu: `327/KH-SVHTT`, `34-CT/TW`, `01/2020/QĐ-UBND`, `06/2022/QH15`, `326-CP`.

State papers write number/TYPE-ORGAN (Nghị định 30/2020/NĐ-CP, Phụ lục I, III), normative ones put the year in between
(Luật Ban hành văn bản quy phạm pháp luật), Party papers number-TYPE/ORGAN (Hướng dẫn 36-HD/VPTW), letters
number/ORGAN-unit. Real texts damage all of these; what was repaired is recorded, the text itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.layout import LOWER
from extractor.number_letters import JOINT_TYPES, PARTY_ORGANS, ends_party, is_joint, is_party
from extractor.text import LOOKALIKES
from extractor.types import code_letters

System = Literal["state", "letter", "normative", "assembly", "party", "old"]

_DASH = "\\-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"
_SLASH = "/\u2044\u2215\uff0f"
_UP = "A-ZĐƯÂÊÔƠĂÐ\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
# One group of letters. Lower-case letters only where offices write them: TTg, CTr, Ctr, TTri, QyĐ, QĐi, TrS, SNgV, ThU
_LOWER = rf"(?:tr|ri|r|g|h|y|i|đ|ngV|gV|o(?=[{_UP}]))(?![{LOWER}])"
_GROUP = (
    rf"(?:TTg(?=của\b|ngày\b|về\b)|[{_UP}](?:[{_UP}0-9]|TTg|[{_UP}]?{_LOWER})*)"
    rf"(?:(?:[ ]?&[ ]?|[.,])[{_UP}][{_UP}0-9]*)*(?:\.\d\d(?=-[{_UP}]))?"
)
_LOST_SLASH = r"[ ]?(?=(?:NĐ|TT|TTLT|QĐ|NQ|CT)-[A-ZĐ]{2})"  # `98/2021NĐ-CP`, `98/2021 NĐ-CP`
# `01/CV-01`: firms count their letters at the end; only before a date or a body, else it is the next number of a text
_COUNTED = r"(?<=[A-ZĐ]-)\d{1,3}(?=\s+(?:ngày|của)\s)"

# `1111/NQ-UBTVQH 14 ngày ...`: the term of the National Assembly behind a space
_TERM_BEHIND = r"(?<=QH)[ ]1[0-9](?=\s+(?:ngày|của|về)\s|[,;.)])"

# `5/TB-KV VII`: the branch of a region, whose number stands behind a space
_REGION_BEHIND = r"(?<=[/\-]KV)[ ][IVX]{1,5}(?!\w)"

# `9/2020/TT BTC ngày ...`, `9/QĐ UBND ngày ...`: a hyphen became a space; `9/2020/TT-BGD ĐT`, an ampersand
_ORGAN_BEHIND = (
    r"(?:(?<=/TT)[ ]B[A-ZĐ]{2,8}|(?<=/(?:QĐ|KH|TB|CT|NQ|BC))[ ](?:UBND|HĐND|TTg|CP)"
    r"|(?<=[BS]GD)[ ]ĐT|(?<=[BS]KH)[ ](?:ĐT|CN)|(?<=[BS]LĐ)[ ]TBXH|(?<=[BS]NN)[ ]PTNT)"
    r"(?=\s+(?:ngày|của|về)\s|[,;.)])"
)

# Behind its first digit; OCR makes letters of figures. Figures and spaces are never given back: most numbers of a text
# are no papers', and each would be tried again with one figure less.
# A stop that strayed behind them (`12./QĐ-UBND`) is no part of the number.
# Python before 3.11.5 stays behind what a possessive group took before it failed: behind the look ahead, which must
# have no choice in it, none fails.
_NUM = r"[\dOol]{0,5}+(?:(?=\.[\d/-]\S)\.\d{0,3})?+[a-zđA-EĐ]?(?:\+\d{1,5})?"

# `58NQ/TW`: the hyphen of a Party number lost; `12NQ/HĐNN7`, the space in one of the Council of State; `12TCT/NV2`,
# the habit of the tax offices before 2004
_GLUED = (
    r"(?=(?:(?:NQ|CT|KL|QĐ|KH|HD|TB|BC|CTr|CV|TTr)/"
    r"(?:[A-ZĐ]{0,6}T[WUƯ]|HU|ĐU|TWĐTN|TĐTN|HĐNN\d?|UBTVQH\d{0,2})|TCT?/(?:TCT|CST|NV|CS|TTr|DNNN)\d?)(?!\w))"
)

# A code in running text. Spaces around separators are damage by PDF text and typists; a line break may fall there.
_S = r"[ \t\u00a0]{0,3}+\n?+[ \t]{0,3}+"
# `số 27/2016/TT-`, the letters go on at the head of the next page; more words in capitals are a heading
_OVER_PAGE = rf"(?<=[{_DASH}])\n\n(?=[A-ZĐ]{{2,12}}(?:[-/]|[\s,.;)](?!\s*[{_UP}]{{2}})))"
CODE_BEHIND_DIGIT = (
    rf"(?P<digits>{_NUM})(?:"
    rf"{_S}(?P<sep1>[{_SLASH}{_DASH}]){_S}(?:(?P<year>(?:19|2[0Oo])[\dOo]{{2}})(?:{_S}[{_SLASH}{_DASH}]{_S}|{_LOST_SLASH}))?"
    rf"(?P<tail>{_GROUP}(?:{_S}[{_SLASH}{_DASH}](?:{_OVER_PAGE}|{_S})(?:L\.\d+|{_GROUP}|(?:19|20)\d\d(?!\d)|(?<=QH[-/])\d\d(?!\d)|{_COUNTED})|{_TERM_BEHIND}|{_REGION_BEHIND}|{_ORGAN_BEHIND})*)"
    rf"|(?:[ ]|{_GLUED})(?P<bare>{_GROUP}(?:{_S}[{_SLASH}{_DASH}]{_S}{_GROUP})+))"
    rf"(?:(?=của\b|ngày\b|về\b|như\b|quy\b|được\b)|(?![{_UP}a-zà-ỹ]))"
)
# The look behind stands after the first digit: a pattern that begins with a plain class scans twice as fast.
NO_NUMBER_BEFORE = r"(?<![0-9A-Za-z.:/\-].)"
CODE = re.compile(rf"[0-9]{NO_NUMBER_BEFORE}{CODE_BEHIND_DIGIT}")
GLUED_CODE = re.compile(rf"[0-9]{CODE_BEHIND_DIGIT}")
"""A code right behind other text (`ngày 15/02/201931/GP-UBND`: two table cells run together)."""

_new = tuple.__new__  # makes a named tuple in half the time
_DOTTED_TYPE = re.compile(rf"([{_UP}][{_UP}a-z]{{1,3}})\.(?=[{_UP}]{{2}})")
_TERM_APART = re.compile(r"(QH)[-/](\d\d)$")
_LOST_SPACE = re.compile(r"(?<=[A-ZĐ]) (?=[A-ZĐ]{2,6}$)")
_CLEAN_SPACE = re.compile(r"\s+")
_MISREAD = re.compile(r"O|o(?=\d)|l(?=\d)")
_SEPARATORS = re.compile(rf"[{_SLASH}{_DASH}]")
_ASSEMBLY = re.compile(r"^(?:QH|UBTVQH|NQ-UBTVQH|PL-UBTVQH)\d{0,2}$")


class Code(NamedTuple):
    """A number as a value. `canonical` is the printed form after repair; `symbol` is it without number and year.

    `organs` are the groups that are not the type, in printed order. `repairs` says what was restored.
    """

    number: str
    year: int | None
    type_letters: str | None
    organs: tuple[str, ...]
    system: System
    canonical: str
    symbol: str
    repairs: tuple[str, ...] = ()

    @property
    def integer(self) -> int:
        found = re.match(r"\d+", self.number)
        return int(found.group()) if found else 0


def parse_code(raw: str) -> Code | None:
    """Reads one code, e.g. `327 /KH-SVHTT`; None when the text does not hold exactly one."""
    raw = raw.strip()
    code = _parse(raw)
    if code is None and _LOST_SPACE.search(raw):
        code = _parse(_LOST_SPACE.sub("-", raw))  # `4977/BVHTTDL VP`: a hyphen lost in a number that stands alone
        return code._replace(repairs=(*code.repairs, "hyphen lost")) if code else None
    return code


@lru_cache(maxsize=65536)
def _parse(raw: str) -> Code | None:
    found = CODE.match(raw)
    if not found or found.end() != len(raw):
        return None
    return code_of_match(found)


def code_of_match(found: re.Match[str]) -> Code | None:
    """The code of a match of `CODE`; None when its shape is no code at all (a fraction, a lone letter)."""
    sep1, printed_year, tail, bare = found.group("sep1", "year", "tail", "bare")
    number = found.string[found.start() : found.end("digits")]
    shape = _shape(printed_year is not None, sep1 or "", bare or tail, bare is not None)
    if shape is None:
        return None
    _, year, type_letters, organs, system, canonical, symbol, repairs = shape
    if not number.isdigit() or not (printed_year or "0").isdigit():
        if number.endswith("."):
            number, repairs = number[:-1], (*repairs, "stop behind the figures")
        figures, printed_year = _figures(number), printed_year and _figures(printed_year)
        repairs = (*repairs, "figures misread") if figures != number or found["year"] != printed_year else repairs
        number = figures
    if printed_year is None:
        canonical = number + canonical
    else:
        year, canonical = int(printed_year), f"{number}/{printed_year}/{symbol}"
        if not found.string[found.end("year") : found.start("tail")].strip():
            repairs = (*repairs, "slash lost")
    return _new(Code, (number, year, type_letters, organs, system, canonical, symbol, repairs))


def _figures(printed: str) -> str:
    """Figures that OCR made letters of, `9O2`; a letter that ends a number (`12b`) is its own but for O."""
    return _MISREAD.sub(lambda found: "1" if found.group() == "l" else "0", printed)


@lru_cache(maxsize=32768)
def _shape(has_year: bool, sep1: str, tail: str, bare: bool) -> Code | None:
    """The code without its digits, which are the smaller part of it: letters repeat from paper to paper."""
    translated, repairs = _repaired(tail)
    groups = [g for g in _SEPARATORS.split(translated) if g]
    seps = ["/" if s in _SLASH else "-" for s in _SEPARATORS.findall(translated)]
    if not groups:
        return None
    if groups[-1].endswith((".", ",")):
        groups[-1] = groups[-1][:-1]
    first = "" if bare else ("/" if sep1 in _SLASH else "-")
    trailing_year = None
    if groups[-1].isdigit() and len(groups[-1]) == 4 and len(groups) > 1:  # 3/NQ/1976: year last
        trailing_year = int(groups[-1])
    letters = [g for g in groups if not g.isdigit()]
    if not letters or (len(letters) == 1 and len(letters[0]) == 1 and not has_year):
        return None
    # hyphen lost: 30c/NQCP, 61/2018/NĐCP, 1961/QĐUBND
    if len(letters) == 1 and not bare:
        split = _split_lost_hyphen(letters[0])
        if split:
            letters = list(split)
            groups, seps = list(split), ["-"]
            repairs.append("hyphen lost")
    type_letters: str | None = letters[0] if letters[0] in code_letters() else None
    organs = tuple(letters[1:]) if type_letters else tuple(letters)
    system: System
    if bare and type_letters and organs and is_party(organs[0]):
        return _shape(False, "-", tail, False)  # `84 QĐ/TWĐTN`: the hyphen was left out
    if type_letters == "TC" and len(organs) == 1 and (bare or first == "-") and organs[0] not in PARTY_ORGANS:
        type_letters, organs = None, tuple(letters)  # `12-TC/TCT` of the Ministry of Finance, no Thông cáo
    if bare:
        canonical_tail = _put_together(groups, seps)
        return Code("", None, type_letters, organs, "old", canonical_tail, canonical_tail, tuple(repairs))
    if type_letters and len(letters) == 1:
        organs = ()
    party = bool(organs) and is_party(organs[0])
    behind = letters[-1] in code_letters() and (first == "/" or letters[-1] in JOINT_TYPES)
    if not type_letters and len(letters) >= 2 and behind and not has_year:
        type_letters, organs = letters[-1], tuple(letters[:-1])  # 03/UBND-ĐA: groups swapped, letters stay as printed
        party = organs[0] in PARTY_ORGANS
        if party:
            groups, letters = [type_letters, *organs], [type_letters, *organs]
        repairs.append("groups swapped")
    if has_year or trailing_year is not None:
        system = "assembly" if has_year and _ASSEMBLY.match("-".join(letters)) else "normative"
        symbol = _put_together(groups, seps)
        return Code("", trailing_year, type_letters, organs, system, first + symbol, symbol, tuple(repairs))
    if party and is_joint(type_letters, organs) and not all(map(ends_party, organs)):
        party = False  # `03/CTPH-TĐTN-SGDĐT`: of the Youth Union with an office of the State
    if party and type_letters:
        # Party order: number-TYPE/ORGAN(-unit); `22/CT-TW`, `1658/NQ-QUTW` are separators swapped. A State-like order
        # of mass bodies (25/TT-MTTW-BTT) does not end here: their organs are no Party organs.
        symbol = f"{type_letters}/" + "-".join(organs)
        if first != "-" or (seps and seps[0] != "/"):
            repairs.append("separators swapped")
        return Code("", None, type_letters, organs, "party", f"-{symbol}", symbol, tuple(repairs))
    symbol = _put_together(groups, seps)
    if first == "-" or (len(letters) == 1 and not type_letters):
        system = "old"
    elif type_letters:
        system = "state"
    else:
        system = "letter"
    return Code("", None, type_letters, organs, system, first + symbol, symbol, tuple(repairs))


def _repaired(tail: str) -> tuple[str, list[str]]:
    """What stands behind the digits without the damage that is common, and what was put right."""
    repairs: list[str] = []
    compact = _CLEAN_SPACE.sub("", tail)
    if compact != tail:
        repairs.append("spaces in the number")
    translated = compact.translate(LOOKALIKES)
    if translated != compact:
        repairs.append("look-alike letters")
    dotted = _DOTTED_TYPE.match(translated)
    if dotted and dotted.group(1) in code_letters():  # `01/1999/QĐ.UB`, the habit of the 1990s
        translated = f"{dotted.group(1)}-{translated[dotted.end() :]}"
        repairs.append("dot for hyphen")
    translated = _TERM_APART.sub(r"\1\2", translated)  # `54/2014/QH-13`
    return translated, repairs


def _put_together(groups: Sequence[str], separators: Sequence[str]) -> str:
    return groups[0] + "".join(s + g for s, g in zip(separators, groups[1:], strict=False))


_LOST = re.compile(
    r"^(NQ|QĐ|CT|NĐ|TTLT|TTr|TT|KH|TB|BC|CTr|CĐ|HD|KL)(CP|TTg|UBND|HĐND|UB|VPCP|B[A-ZĐ]{2,7}|SNV|STC"
    r"|S[A-ZĐ]{2,6}|CTN|NHNN)$"
)


def _split_lost_hyphen(letters: str) -> tuple[str, str] | None:
    """`NĐCP` -> (`NĐ`, `CP`), the longest organ first; `TTVPCP` is TT-VPCP, never TTV-PCP."""
    found = _LOST.match(letters)
    return (found.group(1), found.group(2)) if found else None
