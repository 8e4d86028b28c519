"""Puts accents right in set phrases of official papers, word by word, where recognition missed nothing but a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.knowledge import toml_data
from extractor.readers.header_repair import SPECKS, repair_heading, repair_mottos, without_mark
from extractor.readers.lines import begins_recipients, begins_signature
from extractor.readers.near_pairs import marks
from extractor.readers.own_number import repair_own_number
from extractor.readers.page_words import Piece
from extractor.readers.set_phrases import CORE, repair_phrases, set_phrases
from extractor.readers.signature_repair import (
    OFFICES,
    cut_position,
    deputy_in_pieces,
    position_alone,
    repair_deputy,
    repair_head,
    repair_name,
    repair_position,
)
from extractor.syllables import is_syllable
from extractor.text import fold
from extractor.types import code_letters

_DATA = toml_data("ocr_phrases.toml")


def _beside(name: str) -> frozenset[str]:
    return frozenset(_DATA["beside"][name]["words"])


_DECISION_RE = re.compile(r"(?<=[\d/-])Q[ĐÐ]{2,4}(?![^\W_])")
_DOT_RE = re.compile(r"(?<=[^\W\d_]-)\.(?=[A-ZĐ]{2})")
# Its figures are missing where a pen wrote them.
_CODE_RE = re.compile(r"^(?:\W*\d{1,6}[a-zđ]?(?:/\d{4})?[/-]|/)\w")
# The letters of the type in a number, and the year before them.
_TYPE_GROUP_RE = re.compile(r"(?:[^\w/]*\d{1,6}[a-zđ]?)?(/\d{4})?[/-]([^\W_]+)(?=-)")
# A small letter of the shape of its capital, between capitals of a code (`/TB-SxD`).
_SHAPED_RE, _IN_CODE_RE = re.compile(r"(?<=[A-ZĐ])[xvscouzw](?=[A-ZĐ])"), re.compile(r"[/-][A-ZĐ]")
_AUTHORITY_RE = re.compile(r"^((?:TM|KT|TL|TUQ|Q)[.,]|T/[ML]|K/T)(?=[^\W\d_]{2})")
_ARCHIVE_RE = re.compile(r"^V(?:[IỊTŢ1lLU\]]|[IỪỤỮ]L)(?=\W|$)")
# The same before the mark of a department; the comma between them makes `T` an `Ụ` or an `E`.
_ARCHIVE_BESIDE_RE = re.compile(r"V[ỤỮEFTD7]?[LI1l|!\[\]]?[,.]?")
_UNITS = frozenset(("xã", "huyện", "trấn", "phường", "tỉnh", "quận"))
_CLOSE_CODE_RE = re.compile(r"^(\d{1,5})(?=(?:[A-ZĐ]{2,4}|TTr|CTr)-[A-ZĐ]{2})")
_LONGEST_SYLLABLE = 7  # letters, of `nghiêng`
# How many lines of a page may stand before its number.
_HEADER_LINES = 12
_PENNED_RE = re.compile(r"/[Il1|!J]([A-ZĐ][A-ZĐr]+)(?=-)")
_CODE_OPEN_RE, _LETTERS_RE = re.compile(r"\d{0,5}[/-](?:\d{4}/)?[A-ZĐ]{1,6}-"), re.compile(r"[A-ZĐ]{2,8}\.?")
_VOWELS = frozenset("AEIOU")  # `SYT` can be said, but is no word
_HEALTH_RE = re.compile(r"V|[YÝ]V|VY|Ý|yv|vy")
_HEALTH_GLUED = frozenset(("SởY", "SỞY", "sởY", "BộY", "BỘY"))
_FOR_INFORMATION_RE = re.compile(r"(?<=\(b/)[oeo0](?=\))")
_MARK_RE = re.compile(r"[A-ZĐ]{2,}\W*$|P\.[A-ZĐ]")
_FOR_RE = re.compile(r"^(?:[KX1Il]T|K[I1l])[.,:]?$")
_BY_ORDER_RE = re.compile(r"T[I1l|!J][.,]")
_DEPUTY_RE = re.compile(r"^(?:P[HIl1|NØ]{1,3}[OÓÒỎ0Q]|[HTIN]{1,2}Ó)[:.-]?$")
_PARTY_MARK_RE = re.compile(r"^(?:T[IÍÌỊỈJl1|!][ML]|K[IÍÌỊỈJl1|!]T)$")
_PARTY_BODIES = _beside("party")
# What opens a line of a signature block or of a header, glued to what follows: `PHÓ-TRƯỞNG BAN`, `Số33-CT/TU`; parts of
# dates (`năm2021`).
_GLUED_RE = re.compile(
    r"^(?:PHÓ[-.](?=[^\W\d_]{2})|S[ốô]:?(?=\d{1,5}[-/][^\W\d_])|năm(?=(?:19|20)\d\d\W?$)|(?:ngày|tháng)(?=[0-3]?\d$))"
)
_OF_RE = re.compile(r"C[UÚÙỦŨỤ]{1,2}A")
_OWNERS, _BEFORE_NAMES = _beside("owners"), _beside("names")
_OFFICE_RE, _DEPARTMENTS = re.compile(r"S[ơƠỠỡớỚỒồ]"), _beside("departments")
_BEFORE_UNION = frozenset(("", "VỤ", "HÀNH", "BCH"))
_PROVINCES = [name.upper().split() for name in _DATA["provinces"].split(";") if name.strip()]
_PROVINCES_OPEN = frozenset(name[0] for name in _PROVINCES)
_TWO_OPEN, _ENDS = frozenset(" ".join(name[:2]) for name in _PROVINCES), ",.;:"
_BARE_OFFICES = frozenset(map(fold, OFFICES))
_DEPUTY_OF = frozenset(map(fold, OFFICES | _beside("deputies")))
_PARTY_FOR_RE = re.compile(r"K/[I1l|!J]")
# A comma or colon is followed by a space in typed text; recognition loses it where the letters stand close.
_COMMA_RE = re.compile(r"(?<=[^\W\d_][,:])(?=[^\W\d_])")
# What recognition takes for a figure, read as that figure only where nothing but a figure can stand: between `ngày`,
# `tháng` and `năm`.
_LOOK_ALIKES = str.maketrans("óÓòbOoQlI|][!SsZz", "66660001111115522")
# Behind these a figure follows, never the end of a sentence.
_BEFORE_FIGURES = ("ngay", "thang", "nam", "so")
_DATE_PARTS = {"ngay": ("thang", 31), "thang": ("nam", 12)}
_MONTH_RE = re.compile(r"t[hl]?.n[gq]|th.ng?")


def repair_code(word: str) -> str:
    """A code with its groups put right where they are known misreadings (`136/TTY-UBND`); other words as they are."""
    word = _DECISION_RE.sub("QĐ", word.replace("/TT/-", "/TTr-"))
    if "-." in word and _IN_CODE_RE.search(word):
        word = _DOT_RE.sub("", word)  # a speck between the groups
    if _SHAPED_RE.search(word) and _IN_CODE_RE.search(word):
        word = _SHAPED_RE.sub(lambda letter: letter.group().upper(), word)
    opened = _PENNED_RE.match(word)
    if opened and opened.group(1) in code_letters() and opened.group()[1:] not in code_letters():
        word = "/" + word[2:]  # a stroke of the pen before the letters
    if not _CODE_RE.match(word):
        return word
    word = re.sub(r"[^\W_]+", lambda group: _DATA["codes"].get(group.group(), group.group()), word)
    of_type = _TYPE_GROUP_RE.match(word)
    if of_type is None:
        return word
    known: dict[str, str] = _DATA["type_codes_of_years" if of_type[1] else "type_codes"]
    return word[: of_type.start(2)] + known.get(of_type[2], of_type[2]) + word[of_type.end() :]


def repair_words(words: Sequence[str]) -> list[str]:
    """The words of a stretch of text with set phrases put right; as many words as came in.

    Of phrases only accents change: the bare letters, the case and the punctuation stay as recognised. A word that is a
    piece of the one before it is made empty.
    """
    fixed = [_FOR_INFORMATION_RE.sub("c", repair_code(_undoubled(words, place))) for place in range(len(words))]
    for place in range(1, len(words)):
        _repair_names(words, fixed, place)
        _repair_offices(words, fixed, place)
    _repair_dates(words, fixed)
    fixed = [_without_speck(fixed, place) for place in range(len(fixed))]
    repair_mottos(words, fixed)
    repair_phrases(words, fixed)
    return fixed


def _undoubled(words: Sequence[str], place: int) -> str:
    """A word less a letter that was read twice, its first (`TTRUNG`) or a vowel, once with fewer of its marks
    (`TRỤỰC`, `huương`), where that makes a syllable of it. Two capitals before others in small letters, or one word in
    capitals among others, may be a short form (`TTrực`, `xã TTHANH`)."""
    word = words[place]
    if not 3 < len(word) <= _LONGEST_SYLLABLE + 1 or not word.isalpha() or is_syllable(word):
        return word
    short = not word[1].islower() and not " ".join(words[max(0, place - 1) : place + 2]).isupper()
    if len(word) > 4 and word[0] == word[1] and not short and is_syllable(word[1:]):
        return word[1:]
    for at in range(len(word) - 1):
        one, other = word[at].lower(), word[at + 1].lower()
        if fold(one) == fold(other) and marks(one) != marks(other):
            less = at if marks(one) < marks(other) else at + 1 if marks(other) < marks(one) else None
            rest = "" if less is None else word[:less] + word[less + 1 :]
            if rest and is_syllable(rest):
                return rest
    return word


def _repair_names(words: Sequence[str], fixed: list[str], place: int) -> None:
    """What a word and its neighbours say together: number and code, the archive, the names of bodies and places."""
    # The slash between number and code, lost where they stand close: `Số: 94HD-MTTQ-BTT`.
    if fold(words[place - 1]) == "so:":
        fixed[place] = _CLOSE_CODE_RE.sub(r"\1/", fixed[place])
    # The paper's own code in two pieces, a ring of a seal between them: `Số: /NQ- 'HĐND`.
    last = words[place].lstrip("-" + "".join(SPECKS))
    if place > 1 and words[place - 2] in ("Số:", "Số") and _CODE_OPEN_RE.fullmatch(words[place - 1]):
        said = is_syllable(last.strip(".")) and not _VOWELS.isdisjoint(last)  # `Số: 84/QĐ- BAN HÀNH`
        if _LETTERS_RE.fullmatch(last) and not said:
            fixed[place - 1 : place + 1] = words[place - 1] + last, ""
    # The archive's copy, last of the recipients: `Lưu: VT` (văn thư).
    if fold(words[place - 1]).strip("-– ") == "luu:":
        fixed[place] = _ARCHIVE_RE.sub("VT", words[place])
    # The ministry and the departments of health, by a letter that stands alone (`Sở V tế`).
    if words[place].rstrip(";,.") in ("tế", "TẾ") and _HEALTH_RE.fullmatch(words[place - 1]):
        fixed[place - 1] = "y" if words[place - 1].islower() else "Y"
    before = words[place - 2] if place > 1 else ""
    if _is_city(before, words[place - 1 : place + 2]):
        fixed[place] = words[place].replace("ế", "ố")
    if words[place - 1] in ("TÍNH", "TĨNH") and " ".join(fixed[max(0, place - 3) : place - 1]) == "NHÂN DÂN":
        # `NHÂN DÂN TĨNH SƠN LA`, but not `NÔNG DÂN TÍNH THEO HỘ`, `NHÂN DÂN TĨNH GIA`
        fixed[place - 1] = "TỈNH" if _opens_province(words[place : place + 2]) else words[place - 1]
    fixed[place - 1] = _before(before, words[place - 1], words[place : place + 2]) or fixed[place - 1]


def _repair_offices(words: Sequence[str], fixed: list[str], place: int) -> None:
    """The mark of whom somebody signs for, and the office behind it."""
    # `KT.` before the office that somebody signs for, under the ring of a seal.
    if _FOR_RE.match(words[place - 1]) and words[place].isupper() and fold(words[place]) in _BARE_OFFICES:
        fixed[place - 1] = "KT."
    if _DEPUTY_RE.match(words[place - 1]) and words[place].isupper() and fold(words[place]) in _DEPUTY_OF:
        fixed[place - 1] = "PHÓ"
    position = all(word.isupper() for word in words[place : place + 3])  # `lô K/1 GIÁM ĐỐC điều hành`
    if position and _PARTY_FOR_RE.fullmatch(words[place - 1]) and words[place] in OFFICES:
        fixed[place - 1] = "K/T"
    # `TL.` before the office that somebody signs for; nobody signs `TI.`.
    whole = place + 1 == len(words) or words[place + 1].isupper()  # `nhà T1, CHỦ đầu tư`
    if whole and _BY_ORDER_RE.fullmatch(words[place - 1]) and words[place] in OFFICES:
        fixed[place - 1] = "TL."
    # The ring of the seal on the first letter of `CHỦ TỊCH`.
    read = fold(words[place - 1]).lstrip("©“”\"'‘’")
    if read == "hu" and words[place].isupper() and fold(words[place]) == "tich":
        fixed[place - 1 : place + 1] = "CHỦ", "TỊCH"
    # The stroke of the Party's `T/M` and `K/T`, read as a letter.
    if _PARTY_MARK_RE.match(words[place - 1]) and words[place] in _PARTY_BODIES:
        fixed[place - 1] = f"{words[place - 1][0]}/{words[place - 1][2]}"


def _repair_dates(words: Sequence[str], fixed: list[str]) -> None:
    """The figures and the words of days, months and years."""
    for place in range(1, len(words) - 1):
        after, most = _DATE_PARTS.get(fold(words[place - 1]), ("", 0))
        figures = words[place].translate(_LOOK_ALIKES)
        if after == fold(words[place + 1]) and figures.isdecimal() and len(figures) < 3 and 0 < int(figures) <= most:
            fixed[place] = figures
    for place in range(1, len(words) - 2):
        # `ngày 01 thúng 12 năm`: nothing but the month's word can stand there, also where a pen's day was left out.
        if _is_month(fixed[max(0, place - 2) : place], fixed[place : place + 3]):
            fixed[place] = "tháng"


def _before(before: str, word: str, after: Sequence[str]) -> str | None:
    """A small word put right by what stands around it, `CÚA BAN THƯỜNG VỤ`, `SỞ Y tế`, `Sơ Nội vụ`, `Ban BÍ thư`,
    `TÍNH ĐOÀN`; None where it stays."""
    if _OF_RE.fullmatch(word) and after[0] in _OWNERS:
        return "CỦA"
    if word in ("TÍNH", "TĨNH") and after[0] == "ĐOÀN" and _is_union(before, after[1:]):
        return "TỈNH"
    if word == "BÍ" and after[0].strip(".,;:") == "thư":
        return "Bí"
    if word == "SỞ" and ((after[0].istitle() and len(after[0]) > 1) or [w.strip(";,.") for w in after] == ["Y", "tế"]):
        return "Sở"
    if fold(before) in _BEFORE_NAMES:
        return None  # `ông Sơ Văn Minh`, `Hồ Sơ Công`
    if after[1:] and after[1].istitle() and after[1].strip(";,.") != "Thương":
        return None  # `Lê Sơ Tài Em`: of departments only that of industry has two capitals
    return "Sở" if _OFFICE_RE.fullmatch(word) and after[0] in _DEPARTMENTS else None


def _is_union(before: str, after: Sequence[str]) -> bool:
    """Whether `TỈNH ĐOÀN` stands between these words: before a province, or at the end of a name in a header; not in
    `TÍNH ĐOÀN KẾT`."""
    return after[0] in _PROVINCES_OPEN if after else before in _BEFORE_UNION


def _opens_province(after: Sequence[str]) -> bool:
    """Whether two words open the name of a province, the second perhaps spoilt behind its first letter (`SƠN L)`)."""
    if len(after) < 2:
        return False
    said, spoilt = " ".join(after), not after[1].strip(_ENDS).isalpha()
    return any(said.rstrip(_ENDS) == name or (spoilt and said[: len(after[0]) + 2] in name) for name in _TWO_OPEN)


def _is_city(before: str, words: Sequence[str]) -> bool:
    """Whether `thành phế` is `thành phố`: before a name, or behind another unit of a list (`thị xã, thành phế;`), but
    not in `thành phế liệu`."""
    if [word.strip(",.;:").lower() for word in words[:2]] != ["thành", "phế"]:
        return False
    after = words[2] if len(words) > 2 else "-"
    if words[1][-1:].isalpha() and after[:1].isalpha():
        return after[:1].isupper()
    return before.strip(",") in _UNITS


def _is_month(before: Sequence[str], words: Sequence[str]) -> bool:
    month, figures, year = words
    day = before[-1] if not before[-1].isdecimal() else before[0]
    return (
        (fold(day), fold(year)) == ("ngay", "nam")
        and figures.isdecimal()
        and _MONTH_RE.fullmatch(fold(month)) is not None
    )


def _without_speck(words: Sequence[str], place: int) -> str:
    """A word less the full stop of a speck of dirt where no sentence can end: `Căn cứ. Quyết định`, `ngày. 05/3`."""
    word = words[place]
    if len(word) < 3 or not word.endswith(".") or place + 1 == len(words):
        return word
    core, after = fold(word[:-1]), words[place + 1]
    if core in _BEFORE_FIGURES and after[:1].isdigit():
        return word[:-1]
    if core == "cu" and place and words[place - 1] == "Căn" and after[:1].isupper():
        return word[:-1]
    if after.strip(".") == "ngày" and _CODE_RE.match(word) and word[-2].isalpha():
        return word[:-1]
    return word


def split_glued(piece: Piece) -> list[Piece]:
    """A piece cut where words ran together: a set phrase (`Vềviệc`), an authority (`TM.ỦY`), a list (`CT,PCT`)."""
    opening = _AUTHORITY_RE.match(piece.text) or _GLUED_RE.match(piece.text)
    if opening:
        return _cut(piece, opening.end())
    comma = _COMMA_RE.search(piece.text)
    if comma:
        first, rest = _cut(piece, comma.start())
        return [first, *split_glued(rest)]
    match = CORE.match(piece.text)
    core = match.group(2) if match else ""
    if core in _HEALTH_GLUED:
        return _cut(piece, piece.text.index(core) + 2)
    if fold(core) == "vietnam" and core != "Vietnam":
        return _cut(piece, piece.text.index(core) + 4)
    if len(core) < 5 or is_syllable(core) or not core.isalpha():
        return [piece]
    position = cut_position(core)
    if position:
        return _cut(piece, piece.text.index(core) + position)
    bare = fold(core)
    for cut in range(2, len(core) - 1):
        pair = (bare[:cut], bare[cut:])
        if any(letters == pair for letters, _ in set_phrases().get(pair[0], ())):
            return _cut(piece, piece.text.index(core) + cut)
    return [piece]


def _deputy_whole(line: Sequence[Piece]) -> list[Piece]:
    """The line with a `PHÓ` that a seal or a stroke cut in two made whole."""
    whole: list[Piece] = []
    for piece in line:
        if whole and whole[-1].text + piece.text == "PHÓ":
            whole[-1] = replace(whole[-1], text="PHÓ", x1=piece.x1)
        else:
            whole.append(piece)
    return whole


def _cut(piece: Piece, at: int) -> list[Piece]:
    edge = piece.x0 + (piece.x1 - piece.x0) * at / len(piece.text)
    return [replace(piece, text=piece.text[:at], x1=edge), replace(piece, text=piece.text[at:], x0=edge)]


def repair_archive(words: Sequence[str]) -> list[str]:
    """The words of a line of recipients, with the comma that stands between the archive's copy and the mark of the
    department (`Lưu: VT, NC.`; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""
    said = list(words)
    for at in range(2, len(said)):
        if fold(said[at - 2]).strip("-– ") != "luu:" or not _MARK_RE.match(said[at]):
            continue
        if _ARCHIVE_BESIDE_RE.fullmatch(said[at - 1]):
            said[at - 1] = "VT,"
    return said


def repair_lines(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Lines with their phrases put right, also where a phrase runs over a line's end (not over an empty line)."""
    lines = [[part for piece in _deputy_whole(line) for part in split_glued(piece)] for line in lines]
    flat = [piece for line in lines for piece in line]
    words: list[str] = []
    position = 0
    groups: list[tuple[int, int]] = []
    for line in lines:
        if not line:
            groups.append((position, position))
        position += len(line)
    start = 0
    for cut, _ in [*groups, (len(flat), len(flat))]:
        words.extend(repair_words([piece.text for piece in flat[start:cut]]))
        start = cut
    fixed = iter(words)
    repaired: list[list[Piece]] = []
    listed = signed = False
    above: list[str] = []
    for line in lines:
        said = without_mark([next(fixed) for _ in line])
        # The dash inside a name (`Lao động – Thương binh`): no paper of an office has the long one.
        said = [word if word != "—" or place == 0 else "–" for place, word in enumerate(said)]
        # Close headers leave no room below the name of the body, which is set in capitals.
        if (not above or " ".join(above).isupper()) and len(repaired) < _HEADER_LINES:
            said = repair_own_number(said)
        if [word.strip(":") for word in said] == ["kính", "gửi"]:
            said[0] = "Kính"  # alone on its line: it opens the list of addressees
        listed = listed or begins_recipients(fold(" ".join(said)))
        if said and not above:
            # Also above the recipients, where several sign together.
            said = repair_head(said)
            signed = begins_signature(fold(" ".join(said))) and " ".join(said).isupper()
        if listed or signed:
            if deputy_in_pieces(above, said):
                said = ["PHÓ CHỦ", *[""] * (len(said) - 2), "TỊCH"]
                first, *_, last = repaired[-1]
                repaired[-1] = [replace(first, text="KT. CHỦ", x1=last.x0), last]
            said = repair_position(above, repair_archive(repair_name(repair_deputy(above, said))))
            said = said if above else position_alone(said)
        above = [word for word in said if word]
        repaired.append([replace(piece, text=word) for piece, word in zip(line, said, strict=True) if word])
    return repair_heading(repaired)
