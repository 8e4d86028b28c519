"""What stands before a number: `số`, the type word with its qualifier, an issuer between the two.

Looked up backwards from the number, which is rare, never forwards from type words, which are everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.codes import Code
from extractor.issuers import match_body
from extractor.knowledge import toml_data
from extractor.layout import LOWER, UPPER
from extractor.name_words import CutShort
from extractor.text import LOOKALIKES, compare_form, fold
from extractor.types import TypeEntry, all_types, type_misread, type_of_word

_WINDOW = 90
_NEAR = 18  # what nearly always holds the type word, and one character of the word before it
_MISREAD = ("sổ", "sỗ", "só", "Sô", "Sổ", "SÔ", "SỔ")  # by OCR; other words too, so that a type must stand before
_NUMBER_WORDS = ("số", "Số", "SỐ", "so", "sồ", "sô", *_MISREAD)
_TOKEN = re.compile(r"[^\s]+")
_EDGE = "([{“\"'‘«^*-–—>,;:.…|/"


class Head(NamedTuple):
    """What was found before a number: how many characters before it the mention starts, its type, an issuer printed in
    between."""

    back: int
    entry: TypeEntry | None
    has_number_word: bool
    issuer_raw: str | None = None
    rejected: str | None = None
    generic: bool = False  # the word is `văn bản`, which names no type
    date_back: int | None = None  # how far back a date begins that stands between type and number
    plain: Head | None = None  # the head without the words in front, which are another paper's unless the letters agree


_WORDS = toml_data("before_numbers.toml")
# What carries a number but is no document, in the form of `compare_form`.
_NOT_DOCUMENTS = frozenset(map(compare_form, _WORDS["not_documents"]["words"]))
# Their last syllables, each with the last two that it ends; "" where it is one of them alone. Two, for every third
# number stands behind a `định` (`Quyết định`, `chứng thư giám định`).
_NOT_DOCUMENT_ENDS = {
    end: frozenset(
        " ".join(words.split()[-2:]) if " " in words else "" for words in _NOT_DOCUMENTS if words.split()[-1] == end
    )
    for end in {words.split()[-1] for words in _NOT_DOCUMENTS}
}
_LONGEST_OTHER = max(len(words.split()) for words in _NOT_DOCUMENTS)


@cache
def _longest_word() -> int:
    return max(len(word.split()) for entry in all_types() for word in entry.words)


# Words that stand between the type and `số` without changing the type.
_QUALIFIERS = frozenset(map(compare_form, _WORDS["qualifiers"]["words"]))
_GENERIC = frozenset(map(compare_form, _WORDS["generic"]["words"]))
_LONGEST_QUALIFIER = max(len(words.split()) for words in _QUALIFIERS)


_OF_ASSEMBLY = ("Luật", "BL", "PL", "NQ")  # whose numbers do not say which of them they are
_SIGN_WORDS = re.compile(r",?[ \n](?:k[ýí][ \n])?hiệu$")


def second_type(words: str) -> TypeEntry | None:
    """`văn bản báo cáo số`, `công văn thông báo số`: the type that the words behind the first two name."""
    said = words.split()[2:4]
    return type_of_word(" ".join(said)) if len(said) == 2 else None


def number_word_at(before: str, words: tuple[str, ...], marks: str) -> int:
    """Where `số` begins that ends a stretch of text, with one of `marks` and white space behind it; else its length.

    `words`: the spellings that count, two letters each.
    """
    end = before.rstrip()
    if end[-1:] in marks:
        end = end[:-1].rstrip()
    elif end.endswith("hiệu"):  # `Quyết định số hiệu 5/QĐ-SYT`, `số, ký hiệu`
        end = _SIGN_WORDS.sub("", end)
    return len(end) - 2 if end.endswith(words) else len(before)


def read_head(content: str, number_start: int, code: Code | None = None) -> Head:
    """Reads backwards from the first digit of a number, whose letters say whether words further off are its own."""
    usual = _usual_head(content[number_start - _NEAR : number_start]) if number_start >= _NEAR else None
    head = usual or _head_of(content, max(0, number_start - _WINDOW), number_start)
    return head if head.plain is None or (code is not None and _is_named_so(code, head.entry)) else head.plain


@lru_cache(maxsize=32768)
def _usual_head(near: str) -> Head | None:
    """The head in the last few characters before a number, which repeat from paper to paper; None where they do not
    settle it."""
    try:
        return _head_of(near, 0, len(near), cut=True)
    except CutShort:
        return None


def _head_of(content: str, low: int, number_start: int, *, cut: bool = False) -> Head:
    """The head between `low` and the number. `cut`: the text was cut at both, and a look beyond raises CutShort."""
    window = content[low:number_start]
    before = window[: number_word_at(window, _NUMBER_WORDS, ":.")]
    number_word = len(before) < len(window)
    stripped = before.rstrip()
    none = Head(len(window) - len(before), None, number_word)
    if window[len(before) :].startswith(_MISREAD):
        none = Head(0, None, False)
    # `Công văn (số 73/TTg-CN)`: the bracket opens between type and number
    if number_word and stripped.endswith(("(", "[")):
        entry, at, generic = _type_ending_at(stripped[:-1].rstrip(), cut)
        if entry or generic:
            return Head(len(window) - at, entry, True, generic=generic)
        issued = _issuer_between(content, low, stripped[:-1].rstrip(), number_start, cut)
        if issued:  # `Nghị quyết của Quốc hội (số 43/2022/QH15)`
            return issued._replace(plain=none)
    other = _other_thing(stripped.rstrip(":."), cut)
    if other:
        return none._replace(rejected=f"not a document: {other}")
    if stripped[-1:] == ":" and (number_word or "\n" not in before[len(stripped) :]):
        stripped = stripped[:-1].rstrip()
        issued = _issuer_between(content, low, stripped, number_start, cut)
        if issued:
            return _apart(issued, stripped, none)
    entry, at, generic = _type_ending_at(stripped, cut)
    if entry or generic:
        gap = before[len(stripped) :]
        if gap.count("\n") <= (2 if number_word else 1) and (number_word or gap):  # a page break: two
            return Head(len(window) - at, entry, number_word, generic=generic)
        if not gap and entry and number_word:  # glued: `Quyết địnhsố31-QĐ/TW`
            return Head(len(window) - at, entry, True, generic=generic)
    if not number_word:
        return none
    issued = _issuer_between(content, low, stripped, number_start, cut)
    if issued:
        return _apart(issued, stripped, none)
    return _dated_between(stripped, len(window)) or none


def _apart(head: Head, before: str, plain: Head) -> Head:
    """The head with what it is without the words in front, where a comma or a day stands between them and the number.

    `before`: what stands there before the number and its word.
    """
    return head._replace(plain=plain) if before.endswith(",") or head.date_back is not None else head


def _is_named_so(code: Code, entry: TypeEntry | None) -> bool:
    """Whether the letters of a number name the type that stands further in front of it."""
    if code.system == "assembly" and code.type_letters is None:  # `Nghị quyết của Quốc hội (số 43/2022/QH15)`
        return entry is not None and entry.code in _OF_ASSEMBLY
    if code.type_letters is None:
        return entry is None or entry.code == "CV"
    if entry is None:
        return False
    # the Party's committees write `QĐ` for both
    return code.type_letters in entry.letters or (code.system, entry.code, code.type_letters) == ("party", "QyĐ", "QĐ")


@lru_cache(maxsize=1024)
def _as_compared(words: str) -> str:
    return compare_form(words.lstrip(_EDGE))


def _other_thing(before: str, cut: bool) -> str | None:
    """The words right before a number that name something other than a document (`Mẫu`, `Hợp đồng`, `tài khoản`)."""
    last = before[-36:].rsplit(None, 2)
    if cut and (not last or last[-1] == before):
        raise CutShort
    ends = _NOT_DOCUMENT_ENDS.get(last[-1].lower().lstrip(_EDGE)) if last else None
    if ends is None or (len(last) == 3 and "" not in ends and _as_compared(f"{last[1]} {last[2]}") not in ends):
        return None
    if cut:
        raise CutShort
    words = before[-36:].lower().split()[-_LONGEST_OTHER:]
    for count in range(len(words), 0, -1):
        phrase = compare_form(" ".join([words[-count].lstrip(_EDGE), *words[len(words) - count + 1 :]]))
        if phrase in _NOT_DOCUMENTS:
            return phrase
    return None


_PLAIN_WORDS = re.compile(r"(?:năm\s+\d{4}|[^\W\d_]+|[-–])(?:,?\s+(?:năm\s+\d{4}|[^\W\d_]+|[-–]))*")
_CLAUSE_WORDS = re.compile(
    r"(?<!\w)(?:của|tại|theo|về|do|kèm|ngày|này|trình(?=\s+(?:[A-ZĐ]|với))|được|có|là|đến|từ|gửi|các|những|đã|bởi|ở|nêu"
    r"|ban\s+hành|thực\s+hiện|căn\s+cứ|số)(?!\w)"
)


def title_between(content: str, low: int, high: int, names: tuple[str, ...]) -> int | None:
    """Where `Báo cáo` begins in `Báo cáo kết quả kiểm tra số 12/BC-...`: words of the title stand before the number.

    `names`: the type's words by the letters of the number; `low`: end of the mention before, `high`: the word `số`.
    """
    window = content[max(low, high - _WINDOW) : high]
    for name in names:
        at = window.rfind(name)
        if at < 0 or (at and window[at - 1].isalnum()):
            continue
        between = window[at + len(name) :]
        if between[:1].isspace() and _PLAIN_WORDS.fullmatch(between.strip()) and not _CLAUSE_WORDS.search(between):
            return high - len(window) + at
    return None


def _issuer_between(content: str, low: int, before: str, number_start: int, cut: bool) -> Head | None:
    """`Quyết định của Bộ Chính trị số 31-QĐ/TW`, `các Nghị định của Chính phủ: số 12/2019/NĐ-CP`."""
    if cut:
        raise CutShort
    before = before.removesuffix(",")
    of = max(before.rfind(" của "), before.rfind("\ncủa "), before.rfind(" của\n"))
    if of < 0:
        return None
    body_start = low + of + 5
    while body_start < len(content) and content[body_start].isspace():
        body_start += 1
    end = match_body(content, body_start)
    if end is None or end != low + len(before):
        return None
    entry, at, generic = _type_ending_at(before[:of].rstrip())
    if entry is None and not generic:  # `Quyết định ngày 3/4/2031 của Sở Y tế số 5/QĐ-SYT`
        dated = _dated_between(before[:of].rstrip(), number_start - low)
        return dated._replace(issuer_raw=content[body_start:end]) if dated is not None else None
    return Head(number_start - low - at, entry, True, issuer_raw=content[body_start:end], generic=generic)


_DATE_ENDING = re.compile(
    r"(?:đề\s+)?(ngày\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]|\s+tháng\s+\d{1,2}\s+năm)\s*\d{4})\s*,?$"
)


def _dated_between(before: str, length: int) -> Head | None:
    """`văn bản đề ngày D số 21/CV-...`: the date stands before the number.

    `before`: what ends there of the `length` characters before the number.
    """
    dated = _DATE_ENDING.search(before) if before[-1:].isdigit() or before[-1:] == "," else None
    if dated is None:
        return None
    entry, at, generic = _type_ending_at(before[: dated.start()].rstrip())
    if entry is None and not generic:
        return None
    return Head(length - at, entry, True, generic=generic, date_back=length - dated.start(1))


def _type_ending_at(before: str, cut: bool = False) -> tuple[TypeEntry | None, int, bool]:
    """The longest type word that ends the text, the offset where it starts, and whether it is only `văn bản`."""
    tail = before[-70:]
    shift = len(before) - len(tail)
    ending = tail.rsplit(None, 2)[-2:]
    if not ending:
        return None, len(before), False
    most = _most_syllables(" ".join(ending))
    pieces = tail.rsplit(None, most)
    if cut and len(pieces) <= most:
        raise CutShort
    skipped = len(pieces[0]) if len(pieces) > most else 0
    found = _type_ending_in(tail[skipped:])
    if found is None and cut:
        raise CutShort
    if found is None:
        found, skipped = _type_before_qualifier(tail), 0
    return (found[0], shift + skipped + found[1], found[2]) if found else (None, len(before), False)


@cache
def _syllables_by_ending() -> dict[str, int]:
    """How many syllables the longest type word has that ends with the given one, and with the given two."""
    most = {"bản": 2}
    for entry in all_types():
        for word in (*entry.words, *entry.phrases, *entry.short):
            syllables = word.split()
            for count in (1, 2):
                ending = compare_form(" ".join(syllables[-count:]))
                for form in (ending, fold(ending)):
                    most[form] = max(most.get(form, 1), len(syllables))
    return most


@lru_cache(maxsize=32768)
def _most_syllables(ending: str) -> int:
    """The same for one or two words of text; two at least where the last of them ends longer ones."""
    known = _syllables_by_ending()
    form = compare_form(ending.translate(LOOKALIKES))
    last = form.rpartition(" ")[2]
    most = max(known.get(last, 1), known.get(last.rstrip("."), 1), known.get(fold(last), 1))
    return most if most <= 2 else max(2, known.get(form, 2), known.get(form.rstrip("."), 2), known.get(fold(form), 2))


@lru_cache(maxsize=32768)
def _type_ending_in(tail: str) -> tuple[TypeEntry | None, int, bool] | None:
    """As `_type_ending_at`, for the last few syllables, which repeat from paper to paper."""
    return _type_of_tokens(_tokens(tail))


def _tokens(text: str) -> list[tuple[str, int]]:
    return [(token.group(), token.start()) for token in _TOKEN.finditer(text)]


@lru_cache(maxsize=8192)
def _type_before_qualifier(tail: str) -> tuple[TypeEntry | None, int, bool] | None:
    """`Giấy phép thăm dò số`, `Báo cáo thẩm tra số`: the type with qualifiers between it and the number."""
    tokens = _tokens(tail)
    for words in range(_LONGEST_QUALIFIER, 0, -1):
        if len(tokens) > words and compare_form(" ".join(t for t, _ in tokens[-words:])) in _QUALIFIERS:
            found = _type_of_tokens(tokens[:-words])
            if found:
                return found
    return None


@cache
def _last_syllables() -> frozenset[str]:
    """Lower-case last syllables of everything that can name a type: what a number must follow to be worth a look."""
    ends = _ends_of(all_types()) | {"bản"}
    return frozenset(ends | {fold(end) for end in ends})  # as OCR may leave them


def _ends_of(entries: Iterable[TypeEntry]) -> set[str]:
    last = {word.split()[-1].lower() for entry in entries for word in (*entry.words, *entry.short)}
    return last | {compare_form(word) for word in last}


def behind_type_word(codes: frozenset[str]) -> str:
    """A pattern for the character after a digit before which a word for one of these types can stand, or `số`.

    It looks back at the last letters only, which rules out most numbers of a text (`ngày 5`, `khoản 2`).
    """
    ends = _ends_of(entry for entry in all_types() if entry.code in codes) | {"số"}
    letters = {(" " + end)[-3:] for end in ends}
    patterns = ("".join(r"\W" if c == " " else f"[{c}{c.upper()}]" for c in three) for three in sorted(letters))
    final = "".join({form for end in ends for form in (end[-1], end[-1].upper())})
    return rf"(?<=[{final}\s:]\s.)(?<=(?:{'|'.join(patterns)}|..[\s:])\s.)"


@lru_cache(maxsize=65536)
def _named_type(words: str) -> TypeEntry | None:
    entry = type_of_word(words)
    return type_misread(words) if entry is None and words[:1].isupper() and " " in words else entry


_GLUED = re.compile(rf".*[{LOWER}\d](?=[{UPPER}])")
_TOKEN_OPENS = re.compile(r"[(\[“\"^]")


def may_follow_type(before: str) -> bool:
    """Whether the last syllable of `before` (a short stretch) can end a type word."""
    last = before.rsplit(None, 1)[-1:]
    return bool(last) and _TOKEN_OPENS.split(last[0])[-1].lower() in _last_syllables()


def _type_of_tokens(tokens: list[tuple[str, int]]) -> tuple[TypeEntry | None, int, bool] | None:
    if not tokens:
        return None
    last = tokens[-1][0].lower().lstrip(_EDGE)
    known = last in _last_syllables() or fold(last) in _last_syllables()
    if not known and not any(c in last for c in '(“"^]|/') and tokens[-1][0][:1].islower():
        return None
    best: tuple[TypeEntry | None, int, bool] | None = None
    for count in range(1, min(_longest_word(), len(tokens)) + 1):
        first, offset = tokens[-count]
        cleaned = first.lstrip(_EDGE)
        for cut in ("(", '"', "“", "]", "^", "|", "/"):  # `[4]Nghị quyết`, `^aQuyết định`
            if cut in cleaned:
                cleaned = cleaned[cleaned.rfind(cut) + 1 :]
        if not cleaned:
            break
        words = " ".join([cleaned, *(t for t, _ in tokens[len(tokens) - count + 1 :])])
        entry = _named_type(words)
        at = offset + len(first) - len(cleaned)
        glued = _GLUED.match(cleaned) if entry is None else None
        if glued is not None:  # a footnote, a list number, a word before: `aQuyết định`, `1Nghị định`, `hiệnLuật`
            entry = _named_type(words[glued.end() :])
            at += glued.end()
        if entry is None and (words == "VB" or compare_form(words) in _GENERIC):
            return None, at, True
        if entry is not None:
            if len(words) <= 3 and not words[:1].isupper():
                continue
            best = (entry, at, False)
        if first[:1] in "(“\"'" and cleaned != first:
            break
    return best
