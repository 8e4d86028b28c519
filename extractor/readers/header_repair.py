"""Puts the header of a recognised page right: mottos below a stamp, the line that is a document's type alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from extractor.document import Warning_
from extractor.knowledge import toml_data
from extractor.readers.page_words import Piece
from extractor.syllables import is_syllable
from extractor.text import fold, quoted
from extractor.types import code_letters, type_of_code, type_of_word

SPECKS = frozenset("'`\"“‘’.,:;~^°")
_BESIDE = ".,'`’~^°_-–"
# What opens an item of a list, a remark or a quotation: it may have been printed.
_LISTED = frozenset('-–—+*•·●○▪■◆►➢✓o([{<«“„‘"')
# Fewer letters than these a stamp leaves behind; none of them are words that a title breaks before.
_FEW, _OF_TITLES = 4, frozenset(toml_data("ocr_phrases.toml")["beside"]["titles"]["words"])
_MOTTO_RE = re.compile(r"doc lap\W+tu do\W+hanh")
_PARTY_RE, _OF_PARTY = re.compile(r"dang cong san viet nam"), ("TW", "TU", "HU", "ĐU", "QU")
_MARKS = ",.;:'`’"
_STATE = ("cong", "hoa", "xa", "hoi", "chu", "nghia")
_LIKE_NAME, _LIKE_TYPE, _SURE = 0.7, 0.75, 0.9
_MOST_SCRAPS = 4  # that stand in the place of that word: signs, one small letter, a figure behind a sign
_SCRAP_RE = re.compile(r"[^\w\s]+\d?|[^\w\s]*(?=[^\W\d_])[^A-ZĐ]")
# What the first word of the motto may be read as: so many letters; syllables that end no name; pieces of it, the first
# of two, and capitals left of it, unless they name one of several (`KHU C`).
_MOST_COMMON, _SPOILT_COMMON = 5, frozenset(("CŨNG", "CỤNG", "CỘN", "ỘNG", "ỌNG"))
_FIRST_PIECE_RE, _LEFT = re.compile(r"c[uo]?\W*"), frozenset(("C", "N", "G", "NG"))
_LETTERED = frozenset(("KHU", "VỰC", "KHỐI", "NHÓM", "TỔ", "ĐỘI", "LÔ", "NHÀ", "SỞ", "TRẠM", "SỐ", "CỤM", "ĐIỂM"))
# What ends names without being a syllable.
_ENDS_NAME_RE = re.compile(r"\d+[A-ZĐ]?|[IVXL]+|Y")
# What a pen over number, stroke and type leaves.
_COVERED_RE = re.compile(r"S[ốô] ?:? (?:-[A-ZĐ]{2,8}(?:-[A-ZĐ]{2,8})?|/[A-ZĐ]{0,8}(?:TW|TU|HU|ĐU|QU))")
# The number line with the letters of its type, how many lines may stand before it, and between it and the type.
_NUMBER_RE, _BEFORE, _BETWEEN = re.compile(r"S[ốô]\b\W*\d*(?:/\d{4})? ?[/-]([A-ZĐ][A-ZĐrh]{1,5})(?=[-/])"), 12, 8


def repair_mottos(words: Sequence[str], fixed: list[str]) -> None:
    """Puts the name of the State and of the Party right above a header, where a stamp runs over one of their words:
    that word, or the pieces it was read as, of which the last are made empty."""
    bare = [fold(word).strip(_MARKS) for word in words]
    for place in range(len(words)):
        if tuple(bare[place : place + 8]) == (*_STATE, "viet", "nam") and words[place].isupper():
            # Specks between the words are no commas.
            fixed[place : place + 7] = [word.strip(_MARKS) for word in fixed[place : place + 7]]
        if tuple(bare[place : place + 6]) == _STATE and bare[place + 6 : place + 8] != ["viet", "nam"]:
            for end in (place + 7, place + 8, place + 9):
                rest = "".join(bare[place + 6 : end])
                if len(rest) > 5 and rest[-3:] == "nam" and SequenceMatcher(None, rest, "vietnam").ratio() > _LIKE_NAME:
                    fixed[place + 6 : end] = ["VIỆT NAM", *[""] * (end - place - 7)]
                    break
        if tuple(bare[place + 1 : place + 6]) == _STATE[1:] and bare[place] != "cong" and words[place + 1].isupper():
            # its first word spoilt, or cut in two: `GỘNG HÒA XÃ HỘI CHỦ NGHĨA`, `CỤ ŸG HÒA`
            begin = next((at for at in (place, place - 1) if at >= 0 and _is_common(words, bare, at, place)), None)
            if begin is not None:
                if words[begin] == "ỘNG" and begin and words[begin - 1] == "C" and _is_left(words, begin - 1):
                    begin -= 1
                fixed[begin : place + 1] = ["CỘNG", *[""] * (place - begin)]
        if tuple(bare[place : place + 7]) == (*_STATE[1:], "viet", "nam") and words[place].isupper():
            _put_common(words, bare, fixed, place)
        if bare[place : place + 2] == ["dang", "cong"] and bare[place + 3 : place + 5] == ["viet", "nam"]:
            if words[place].isupper() and SequenceMatcher(None, bare[place + 2], "san").ratio() > _LIKE_NAME:
                fixed[place + 2] = "SẢN"


def _put_common(words: Sequence[str], bare: Sequence[str], fixed: list[str], place: int) -> None:
    """Puts the first word of the motto back before its `HÒA`, where a stamp left scraps of it or nothing. Figures and
    capitals before it end the name of the body (`PHƯỜNG 3`, `KHU VỰC V`), which stands beside or above it."""
    if place and (bare[place - 1] == "cong" or "CỘNG" in fixed[max(0, place - 2) : place]):
        return
    begin = place - 1 if place and _is_left(words, place - 1) else place
    while begin and place - begin < _MOST_SCRAPS and _SCRAP_RE.fullmatch(words[begin - 1]):
        begin -= 1
    fixed[begin : place + 1] = [*[""] * (place - begin), "CỘNG HÒA"]


def _is_left(words: Sequence[str], at: int) -> bool:
    return words[at] in _LEFT and (not at or words[at - 1] not in _LETTERED)


def _is_common(words: Sequence[str], bare: Sequence[str], begin: int, place: int) -> bool:
    """Whether one or two folded words are what was read for `CỘNG`: nearly its letters, or its first and last with few
    between; no word that may end a name (`CAO BẰNG`, `AN CHUNG`), and of two the first no short form (`CCB`)."""
    word = words[place].strip(_MARKS)
    if is_syllable(word) and word not in _SPOILT_COMMON and bare[place] != "gong":
        return False
    if begin < place and not _FIRST_PIECE_RE.fullmatch(bare[begin]):
        return False
    return _is_like_common("".join(bare[begin : place + 1]), whole=begin == place)


def _is_like_common(read: str, *, whole: bool) -> bool:
    letters = "".join(filter(str.isalpha, read))
    if letters[:1] == "c" and letters[-1:] == "g" and len(letters) <= _MOST_COMMON:
        return True
    return whole and SequenceMatcher(None, letters, "cong").ratio() > _LIKE_NAME


def beside_motto(lines: Sequence[Sequence[Piece]], page: int) -> list[Warning_]:
    """What is told where a word was left before a motto whose first word was put back, and may be what was read for
    that: nearly its letters (`DONG`), or no word."""
    for line in lines[:_BEFORE]:
        for before, piece in pairwise(line):
            word = before.text.strip(_MARKS)
            doubtful = _is_like_common(fold(word), whole=True) or not is_syllable(word)
            if piece.text == "CỘNG HÒA" and doubtful and not _ENDS_NAME_RE.fullmatch(word):
                note = f"Chữ {quoted(word)} đứng trước quốc hiệu đọc thiếu chữ “CỘNG”: có thể không thuộc tên cơ quan."
                return [Warning_("uncertain", f"{note} Hãy đối chiếu với bản quét.", "issuer", page)]
    return []


def without_mark(words: Sequence[str]) -> list[str]:
    """The words of a line that says nothing but a document's type, or `Nơi nhận:`, less a speck that was read as a mark
    before its first letter (`'THÔNG BÁO`), or less what a stamp left of its letters beside it (`mì THÔNG BÁO`), which
    is made empty."""
    said = list(words)
    scrap = said[0] if len(said) > 1 else ""
    drawn = not any(map(str.isalnum, scrap)) and scrap not in _LISTED
    if drawn or (scrap.isalpha() and scrap.islower() and len(scrap) < _FEW and fold(scrap) not in _OF_TITLES):
        rest = " ".join(said[1:])
        if rest.isupper() and type_of_word(rest) is not None:
            return ["", *said[1:]]
    if not said or said[0][:1] not in SPECKS or len(said[0]) < 3 or not said[0][1].isalpha():
        return said
    rest = " ".join(said)[1:]
    heading = rest.isupper() and type_of_word(rest) is not None
    return [said[0][1:], *said[1:]] if heading or fold(rest) == "noi nhan:" else said


def repair_heading(lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The lines, the one that says the document's type put right where a seal or stamp spoilt letters of it: it stands
    below the number, and the letters of that name the same type (`/QĐ-UBND`, `QƯYÉI ĐỊNH`)."""
    head = [_without_specks(_without_rest(line)) for line in lines[:_BEFORE]]
    result = [_state_above_motto(line, after) for line, after in pairwise([*head, []])] + list(lines[_BEFORE:])
    said = [" ".join(piece.text for piece in line) for line in result]
    found = ((at, _NUMBER_RE.match(line)) for at, line in enumerate(said[:_BEFORE]))
    number, letters = next(((at, match.group(1)) for at, match in found if match), (0, ""))
    entry = type_of_code(letters) if letters else None
    if not letters:
        return _with_covered_type(result, said)
    if entry is None:
        return _with_type_letters(result, said, number, letters)
    words = entry.name.upper().split()
    bare = "".join(map(fold, words))
    for at in range(number + 1, min(len(said), number + 1 + _BETWEEN)):
        if not said[at].isupper():
            continue
        if type_of_word(said[at]) is not None:
            break
        like = SequenceMatcher(None, fold(said[at]).replace(" ", ""), bare, autojunk=False).ratio()
        if len(lines[at]) == len(words) and like >= _LIKE_TYPE:
            result[at] = [replace(piece, text=word) for piece, word in zip(lines[at], words, strict=True)]
            break
    return result


def _state_above_motto(line: list[Piece], after: Sequence[Piece]) -> list[Piece]:
    """The line above `Độc lập - Tự do - Hạnh phúc`, of which a stamp left but the first word: it names the State."""
    words = [piece.text for piece in line]
    if not words or words[0] not in ("CỘNG", "CỌNG", "CỔNG") or not _MOTTO_RE.match(_bare(after)):
        return line
    if _bare(line).startswith(" ".join(_STATE)) or all(map(is_syllable, words)):
        return line
    return [replace(line[0], text="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x1=line[-1].x1)]


def _without_rest(line: list[Piece]) -> list[Piece]:
    """The line less what a stamp left behind `Hạnh phúc`, which ends its column (`Hạnh phúc phúc`)."""
    if len(line) < 2 or not _MOTTO_RE.search(_bare(line)):
        return line
    end = next((at for at in range(1, len(line)) if _bare(line[at - 1 : at + 1]) == "hanh phuc"), len(line))
    return line[: end + 1]


def _without_specks(line: list[Piece]) -> list[Piece]:
    """The line less specks read beside a type that is all it says (`CHỈ THỊ.`); a colon ends who decides."""
    words = [piece.text for piece in line]
    if not words or words[-1][-1:] not in _BESIDE or not " ".join(words).isupper():
        return line
    bare = words[-1].rstrip(_BESIDE)
    if type_of_word(" ".join([*words[:-1], bare] if bare else words[:-1])) is None:
        return line
    return [*line[:-1], *([replace(line[-1], text=bare)] if bare else [])]


def _bare(line: Sequence[Piece]) -> str:
    return fold(" ".join(piece.text for piece in line))


def _with_type_letters(lines: list[list[Piece]], said: Sequence[str], number: int, letters: str) -> list[list[Piece]]:
    """The lines, the letters of the type in the number put right where they name none, were not read for sure or stand
    behind a pen's figures, and are but for one those of the type that stands below (`/XH-THPT`, `KẾ HOẠCH`)."""
    below = said[number + 1 : number + 1 + _BETWEEN]
    entry = next((entry for line in below if line.isupper() and (entry := type_of_word(line)) is not None), None)
    held = [at for at, piece in enumerate(lines[number]) if f"/{letters}-" in piece.text]
    if len(held) != 1:
        return lines
    line = list(lines[number])
    piece = line[held[0]]
    penned, sure = not any(map(str.isdigit, said[number])), (piece.confidence or 0.0) >= _SURE
    unsure = penned and not sure  # the pen's last stroke may stand before the letters (`/GNQ-HĐND`)
    alike = [
        each
        for each in (entry.letters if entry is not None else ())
        if _differ_once(each, letters) or (unsure and letters[1:] == each)
    ]
    if entry is not None and entry.code in alike:
        alike = [entry.code]  # `CTr`, also written `CTR`
    if len(alike) != 1 or (sure and not penned):
        return lines
    line[held[0]] = replace(piece, text=piece.text.replace(f"/{letters}-", f"/{alike[0]}-", 1))
    return [*lines[:number], line, *lines[number + 1 :]]


def _with_covered_type(lines: list[list[Piece]], said: Sequence[str]) -> list[list[Piece]]:
    """The lines, the letters of the type put back before what a pen's figures left of a number's code (`Số: -UBND`):
    they are those of the type that stands below (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3). A number of the Party
    has the type behind its dash and before its stroke (`Số: /TW`, `-KL/TW`; Hướng dẫn 36-HD/VPTW)."""
    at = next((at for at, line in enumerate(said[:_BEFORE]) if _COVERED_RE.fullmatch(line)), None)
    party = any(_PARTY_RE.search(fold(line)) for line in said[:at])
    if at is None or (said[at].find("-") >= 0) == party or _names_type(said[at]):
        return lines
    below = said[at + 1 : at + 1 + _BETWEEN]
    entry = next((entry for line in below if line.isupper() and (entry := type_of_word(line)) is not None), None)
    if entry is None or entry.letters[:1] != (entry.code,):
        return lines
    last = lines[at][-1]
    line = [*lines[at][:-1], replace(last, text=f"{'-' if party else '/'}{entry.letters[0]}{last.text}")]
    return [*lines[:at], line, *lines[at + 1 :]]


def _names_type(line: str) -> bool:
    """Whether the letters behind the dash begin with a type (`-QĐTU`, `-TB`) or are of the Party."""
    group = line.partition("-")[2].split("-")[0]
    types = tuple(letters for letters in code_letters() if len(letters) > 1)
    return (group.startswith(types) and group != "HĐND") or group.endswith(_OF_PARTY)


def _differ_once(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) == 1
