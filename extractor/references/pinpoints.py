"""Pinpoints: the divisions of the cited act that stand before the mention (`khoản 2 Điều 6 Nghị định ...`).

They go from small to large; lists inherit the missing upper level from the right, commas may be levels.
"""

from __future__ import annotations

import re

from extractor.led_patterns import LedPattern
from extractor.references.mention import Mention

_W = r"[ \t\n\u00a0]"  # white space between two words of a chain, a line break among it
# The name of a division, how it is told (`2`, `a`, `IV`, `cuối`), a bracket behind it, and what joins two of them.
_UNIT = (
    rf"(?:[Tt]iểu{_W}+mục|[Gg]ạch{_W}+đầu{_W}+dòng{_W}+thứ|[Mm]ẫu{_W}+số|[Pp]hụ{_W}+lục(?:{_W}+số)?"
    rf"|[Ss]ố{_W}+thứ{_W}+tự|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương(?!{_W}+trình)|[Pp]hần|[Mm]ẫu|[Bb]iểu|[Đđ]oạn"
    rf"|(?<![Cc]hi\s)[Tt]iết|[Tt]iểu{_W}+tiết)"
)
_IDENT = (
    r"(?:[A-Z](?:\.[IVXLC]+)?(?:\.\d+)+|[A-Z]\d{1,2}|[IVXLC]+(?:\.\d+)+|\d+(?:\.\d+)*[a-zđ]?\d?|[IVXLC]+[a-z]?|[a-zđ](?:\d"
    r"|\.\d+)?(?![\wà-ỹ])|[A-Z](?:\.\d+)*(?![\wà-ỹ])|cuối|nhất|hai|ba|tư|thứ" + _W + r"+\w+)"
)
_NOTE = rf"(?:{_W}*\([^()\n]{{1,80}}(?:\n[^()\n]{{1,80}})?\))?"
_JOIN = (
    rf"(?:{_W}*[,;]{_W}*(?:và{_W}+|hoặc{_W}+)?|{_W}+(?:và|hoặc|đến|hay){_W}+"
    rf"|{_W}+(?:(?:của|tại|thuộc|trong){_W}+)?)"
)
_CHAIN = re.compile(
    rf"(?<![\wà-ỹ]){_UNIT}(?:{_W}+{_IDENT}(?![\wà-ỹ]))?{_NOTE}(?:{_JOIN}"
    rf"(?:{_UNIT}{_W}+)?{_IDENT}(?![\wà-ỹ]){_NOTE}|{_JOIN}{_UNIT}(?![\wà-ỹ]))*"
)

# Between the pinpoint and the mention: nothing, `của`, or the paper that the act was issued with.
_ANNEXED = (
    rf"(?:(?:các{_W}+)?(?:[Qq]uy{_W}+chế|Quy{_W}+định|quy{_W}+định{_W}+(?:về|việc)|Kế{_W}+hoạch|Điều{_W}+lệ"
    rf"|Chương{_W}+trình|Đề{_W}+án|Danh{_W}+mục|Phương{_W}+án|Hướng{_W}+dẫn|Bộ{_W}+tiêu{_W}+chí|Nội{_W}+quy"
    rf"|Quy{_W}+trình)(?:(?!ngày{_W})[^.;:/]){{0,160}}?)?"
)
_CONNECTOR = re.compile(
    rf"{_W}*,?{_W}*(?:của{_W}+|tại{_W}+|trong{_W}+|theo{_W}+)?(?:{_ANNEXED}{_W}*(?:,{_W}*)?"
    rf"(?:được{_W}+)?(?:ban{_W}+hành{_W}+)?(?:[Kk]èm{_W}+theo|đính{_W}+kèm(?:{_W}+theo)?){_W}+)?"
    rf"(?:của{_W}+)?(?:các{_W}+)?$"
)
# The first letters of a division: a quick look for where a chain may begin.
_UNIT_OPENS = re.compile(r"[TtGgMmPpSsĐđKkCcBb](?=iể|ạch|ẫu|hụ|ố|iề|hoả|ục|hươ|hầ|oạ|iế)(?<![\wà-ỹ].)")
_HAS_UNIT = LedPattern("TtGgMmPpSsĐđKkCcBb", _UNIT)
_PARTS_OF_UNITS = ("iều", "hoản", "iểm", "ục", "iểu", "ạch", "ẫu", "hứ", "hương", "hần", "oạn", "iết")
_BARE_UNIT = re.compile(rf"{_UNIT}(?:,{_W}*{_UNIT})*{_W}+(?:của|tại|thuộc|trong){_W}+(?={_UNIT}{_W}+\d)")
# How the words before a mention end where a pinpoint may stand: with a division, an identifier, or a connecting word.
_MAY_END = re.compile(
    rf"(?:\d\w{{0,3}}|(?<![\wà-ỹ])(?:\w|[IVXLC]+[a-z]?)|\)|{_UNIT}|cuối|nhất|hai|ba|tư|thứ{_W}+\w+"
    r"|của|tại|trong|theo|kèm|các)[,;]?\s*$"
)
# The last letters of its words that are longer than one letter, and of those of `_UNIT`.
_ENDINGS = (
    "iểm", "hoản", "iều", "ục", "iểu", "ẫu", "thứ", "số", "tự", "hương", "hần", "oạn", "iết", "uối", "nhất", "hai",
    "ba", "tư", "của", "tại", "rong", "heo", "kèm", "các",
)  # fmt: skip
_END_SEEN = 24  # characters that the pattern above needs
_BACK = 240
_CAPITALS = re.compile(r"(?![IVXLC]+\b)[^\W\d_]{2,}")  # words, but no Roman numbers
_MORE_IDENTS = re.compile(rf";{_W}*(?:và{_W}+|hoặc{_W}+)?{_IDENT}(?![\wà-ỹ])")


def read_pinpoint(content: str, mention: Mention, floor: int) -> None:
    """Sets `mention.pinpoint` when divisions stand right before it. `floor`: end of the mention before it."""
    low = max(floor, mention.start - _BACK)
    if mention.lead.undivided:
        return
    window = content[low : mention.start]
    if content[mention.start : mention.start + 4].isupper():  # a title in capitals
        window = in_small_letters(window)
    if not may_stand_before(window, 0, len(window)) or not _may_hold_unit(window):
        return
    best = _chain_to_the_end(window)
    if best is None:
        return
    begins = best.start()
    if bare := _BARE_UNIT.match(window, begins):  # `một số khoản của Điều 47 ...`: no division is named before that
        begins = bare.end()
    raw = content[low + begins : low + best.end()]
    if not re.search(r"\d|[IVXLC]\b|\b[a-zđ]\b|[Pp]hụ|[Mm]ẫu", raw):
        return
    if window[begins : best.end()].strip() in ("phụ lục", "mẫu biểu", "biểu mẫu", "mẫu", "biểu"):
        return  # an annex or a form as such, not a division
    # a list number of this document's own text (`khoản\n1. ...`) is no pinpoint
    mention.pinpoint = " ".join(raw.split())
    mention.pinpoint_start = low + begins


def in_small_letters(words: str) -> str:
    """Words of a heading in capitals as the patterns of divisions know them, of the same length; Roman numbers stay."""
    return _CAPITALS.sub(lambda word: word[0].lower(), words)


def _chain_to_the_end(window: str) -> re.Match[str] | None:
    """The first chain of divisions of which nothing but a connector stands behind."""
    opens = _UNIT_OPENS.search(window)
    while opens is not None:
        found = _CHAIN.match(window, opens.start())
        if found is not None and _CONNECTOR.match(window, found.end()):
            return found
        opens = _UNIT_OPENS.search(window, found.end() if found is not None else opens.end())
    return None


def may_stand_before(content: str, low: int, high: int) -> bool:
    """Whether a pinpoint may stand before `high`, by signs that cost little: most mentions have none.

    Between a division and its act no stop stands, and a stop inside the division is that of a number (`1.2`), of a
    bracket, or the semicolon of a list.
    """
    near = max(low, high - _END_SEEN)
    if _ends_with_a_plain_word(content, near, high) or not _no_stop_parts(content, low, high):
        return False
    return _MAY_END.search(content, near, high) is not None  # the dearest look of the three


def _no_stop_parts(content: str, low: int, high: int) -> bool:
    rfind = content.rfind
    stop = max(rfind(".", low, high), rfind(";", low, high), rfind(":", low, high), rfind("/", low, high))
    lead = content[stop + 1 : high]
    if stop < 0 or ")" in lead or (_may_hold_unit(lead) and _HAS_UNIT.stands(lead)):
        return True
    if content[stop] == ";":
        return _MORE_IDENTS.match(content, stop, high) is not None
    return stop + 1 != high and not content[stop + 1].isspace()


def _ends_with_a_plain_word(content: str, low: int, high: int) -> bool:
    """Whether a stretch certainly ends as `_MAY_END` does not allow: with a word that is none of its."""
    near = content[low:high].rstrip()
    if "thứ" in near:
        return False
    words = (near[:-1] if near.endswith((",", ";")) else near).rsplit(None, 1)
    last = words[-1] if words else ""
    return len(last) > 1 and last.isalpha() and not last.endswith(_ENDINGS) and not last[:-1].isupper()


def _may_hold_unit(words: str) -> bool:
    """Whether a division may be named, by parts of words: sooner than by the pattern of all their names."""
    return any(part in words for part in _PARTS_OF_UNITS)
