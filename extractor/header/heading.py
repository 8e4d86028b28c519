"""Type word and trích yếu: the heading of a paper, or the `V/v` of a letter (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5).

Line breaks say little in converted files, so the end of a title is found by what follows it: the enacting body in
capitals, the first words of a preamble, an empty line, a drawn rule, a change from capitals to running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from extractor.document import Found, Span
from extractor.knowledge import toml_data
from extractor.layout import LOWER, UPPER, Line, is_capitals, is_rule, read_lines
from extractor.phrases import any_of
from extractor.text import fold, squash
from extractor.types import TypeEntry, all_types, type_at

_WORDS = toml_data("masthead.toml")


# First words of what stands below a title. A first title line may begin with one of the weak ones (`Triển khai ...`).
_STRONG_CUE = re.compile("|".join(f"(?:{cue['pattern']})" for cue in _WORDS["cue"] if cue["strong"]))
_WEAK_CUE = re.compile("|".join(f"(?:{cue['pattern']})" for cue in _WORDS["cue"] if not cue["strong"]))
# Who enacts in the name of a body, folded: the head of the body, or an inner body of the Party.
_HEAD_TITLE = re.compile(rf"(?:{any_of(_WORDS['enacting']['heads'])})\b[, ]*")
_PARTY_BODY = re.compile(rf"(?:{any_of(_WORDS['enacting']['party_bodies'])})\b")
# Where no masthead says who issues: a body's name (a local one with its place) and nothing else on the line.
_BODY_NAME = re.compile(
    rf"(?:{any_of(_WORDS['enacting']['bodies'])})"
    r"(?:\s(?:tinh|thanh pho|huyen|xa|phuong).{0,40}|\snuoc cong hoa xa hoi chu nghia viet nam)?"
)
_WIRE = re.compile(r"[,\s]*\bđiện\s*:?\s*$")
_LOST_TITLE = re.compile(r"[\s|]*(?:VỀ\s|V/[Vv]|BAN HÀNH\s|QUY ĐỊNH\s|PHÊ DUYỆT\s|CÔNG BỐ\s|SỬA ĐỔI\s|BÃI BỎ\s)")
_GENITIVE = re.compile(
    r"(?:,|\b(?:CỦA|DO|VÀ|GIỮA|VỚI|THUỘC)"
    r"(?P<office>\s(?:BỘ(?:\sTRƯỞNG)?|CHỦ TỊCH|GIÁM ĐỐC|THỐNG ĐỐC|THỦ TRƯỞNG|TỔNG THANH TRA|TỔNG KIỂM TOÁN))?)\s*$"
)
# A line that ends so goes on in the next one.
_CONNECTOR = re.compile(
    r"(?:,|[-–]|;|\b(?:CỦA|DO|VÀ|GIỮA|VỚI|THUỘC|TẠI|TRONG|CHO|THEO|CÁC|VỀ|TỪ|ĐẾN|TRƯỞNG|TỊCH|BỞI|BAN|SỞ|BỘ|NGÀY|SỐ|THỨ|"
    r"của|do|và|giữa|với|thuộc|tại|trong|cho|theo|các|về|từ|đến|bởi|ngày|số))\s*$"
)
_PROVISION = re.compile(r"\(\s*(?:[Tt]hực hiện|[Tt]heo|[Cc]ăn cứ|[Đđ]ính kèm|[Bb]an hành)\b")
# A title is no sentence: one that ends inside a line (`TP. Huế` does not) is running text.
_SENTENCE_INSIDE = re.compile(rf"[{LOWER}]{{2}}\.\s[{UPPER}]")
_OF_BODY = re.compile(r"C[ủỦ][aA]\s")
_NUMBERED = re.compile(r"\sS[ỐÔố]\s*:?\s*\d")  # `CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 9-TTg NGÀY ...`
# Whose session or conclusion it is, in capitals: the title itself may stand below in small letters.
_OF_SESSION = re.compile(
    r"KẾT\s+LUẬN\s+CỦA\s|HỘI\s+NGHỊ\s|BAN\s+CHẤP\s+HÀNH\s|(?:\(\s*)?KH[ÓO][AÁ]\s+[IVXL]|Ý\s+KIẾN\s"
)
_ABOUT = re.compile(r"[Vv]ề\s|[Vv]/[Vv]\b")
_ABOUT_WORDS = re.compile(r"(?:[Vv]ề[ ]việc|[Vv]/[Vv])[ :.]*")  # in small letters above a title in capitals too
_TWO_WORDS = re.compile(r"[^\W\d_]\s+[^\W\d_]")  # a short form alone (`ISO 9001`) is no title in capitals
_NUMBER_BROKEN = re.compile(r"(?:\b(?:[Ss]ố|SỐ)[ :]*|\d[ ]?/)$")  # a number goes on in the next line
# Of the office that the paper came to; `CÔNG VĂN ĐI HỌC NGHỀ` is a heading.
_STAMP = re.compile(r"(?:CÔNG VĂN|VĂN BẢN) (?:ĐẾN|ĐI)\s*(?:$|[:,.\-–]|\d|(?:S[ốỐ]|N(?:gày|GÀY)|G(?:iờ|IỜ))\b)")
_GLUED = re.compile(r"^(V[ềỀ])(vi[ệê]c|VI[ỆÊ]C)\b")  # a space lost in OCR
_BETWEEN = re.compile(r"[\s\-–]+")
# Whom a Party paper is sent to, without `Kính gửi`, below its title: a list.
_ADDRESSEE = re.compile(rf"[-–]\s?[{UPPER}].*[,;.:]$")
_RECIPIENTS = re.compile(r"N[ơƠ][iI]\s+[nN][hH]")
# What a stamp or pale ink left of a capital: `-rong thời gian qua`, `.Lrong thời gian qua`.
_SPOILT_CAPITAL = re.compile(r"[-–.,:;'`’|_][^\W\d_]")
_NOTE_MARK = re.compile(rf"(?<=[{UPPER}])\d{{1,2}}$")
_NOTE = re.compile(r"(?:\[\d+\]|\(\d+\)|\*+)\s*$")
MAX_TITLE = 1600
_FEW_LINES = 16  # nearly every title ends within them
_LINES_AHEAD = 6  # that are looked at behind the end of a title


@dataclass(frozen=True, slots=True)
class Title:
    """A trích yếu, the enacting line below it (`CHÍNH PHỦ`), and the place where the body begins."""

    found: Found[str] | None
    enacting: Span | None
    body_start: int

    def full_name(self, content: str) -> Span | None:
        """The name of the enacting body in a title that opens with whose it is, where that is the longer one."""
        if self.found is None or self.enacting is None:
            return None
        line = _NUMBERED.split(self.found.raw.partition("\n")[0], maxsplit=1)[0].rstrip()
        of = _OF_BODY.match(line)
        short = content[self.enacting.start : self.enacting.end]
        if of is None or not fold(line[of.end() :]).startswith(f"{fold(short)} "):
            return None
        return Span(self.found.span.start + of.end(), self.found.span.start + len(line))


@dataclass(frozen=True, slots=True)
class Heading:
    """A type word on its line. `whole`: the line holds nothing else. `end`: after the word."""

    entry: TypeEntry
    start: int
    end: int
    whole: bool


@cache
def _folded_types() -> dict[str, TypeEntry]:
    return {fold(word): entry for entry in reversed(all_types()) for word in entry.words}


@cache
def _glued_types() -> dict[str, TypeEntry]:
    return {_glued(word): entry for word, entry in _folded_types().items() if len(word) > 6}


def heading_at(content: str, line: Line) -> Heading | None:
    """The type word that a line consists of, or begins with in capitals; None for any other line.

    `QUYẾT ĐỊNH:` with a colon is the enacting line, no heading, unless the title follows it (`THÔNG BÁO: Về việc ...`).
    """
    found = type_at(content, line.start, phrases=False)
    noted = _with_note(content, line) if found is None else None
    if noted is not None:
        return Heading(noted, line.start, line.end, True)
    if found is None:
        entry = None
        if is_capitals(line.text) and len(line.text) < 40:  # accents lost in OCR, or a word torn: `K ÉT LUẬN`
            folded = fold(line.text)
            entry = _folded_types().get(folded) or _glued_types().get(_glued(folded))
        return Heading(entry, line.start, line.end, True) if entry else None
    entry, end = _on_its_line(content, line, *found)
    stop = content.find("\n", end)
    rest = content[end : stop if stop >= 0 else len(content)].strip(" \t\u00a0\r*[]()0123456789")
    word = content[line.start : end]
    if rest.startswith(":") and not (word.isupper() and _ABOUT_WORDS.match(rest[1:].lstrip())):
        return None
    if not rest:
        return Heading(entry, line.start, end, True) if word[0].isupper() else None
    if not word.isupper() or rest[0] in ",;./-–" or _STAMP.match(line.text):
        return None
    return Heading(entry, line.start, end, False)


def _with_note(content: str, line: Line) -> TypeEntry | None:
    """`THÔNG TƯ1`: the mark of a footnote behind the word, as consolidated texts have it."""
    note = _NOTE_MARK.search(line.text)
    if note is None:
        return None
    found = type_at(content[: line.start + note.start()], line.start, phrases=False)
    return found[0] if found is not None and found[1] == line.start + note.start() else None


def _on_its_line(content: str, line: Line, entry: TypeEntry, end: int) -> tuple[TypeEntry, int]:
    """A word that is complete on its line is not made longer by the line below, unless that line ends with it.

    `THÔNG BÁO / KẾT LUẬN PHIÊN HỌP ...` is a Thông báo whose title begins with KẾT LUẬN; `QUYẾT / ĐỊNH` is one word.
    """
    if end <= line.end:
        return entry, end
    stop = content.find("\n", end)
    rest = content[end : stop if stop >= 0 else len(content)].strip()
    shorter = type_at(content[: line.end], line.start, phrases=False) if rest else None
    return shorter if shorter is not None and shorter[1] == line.end else (entry, end)


def read_title(content: str, heading: Heading, end: int, issuers: tuple[str, ...] = ()) -> Title:
    """The trích yếu below a heading. `issuers`: the bodies of the masthead, by which the enacting line is known."""
    bodies = tuple(_folded_body(name) for name in issuers)
    end = min(end, heading.end + 6000)
    lines = even_lines(read_lines(content, heading.end, end, _FEW_LINES))
    title = _title(content, heading, lines, bodies)
    if len(lines) < _FEW_LINES or title.body_start <= lines[-_LINES_AHEAD].start:
        return title
    return _title(content, heading, even_lines(read_lines(content, heading.end, end, 60)), bodies)


def title_above_basis(content: str, start: int, end: int) -> Title | None:
    """The title and the enacting line above the preamble of a paper whose heading was lost; None without the line."""
    if _LOST_TITLE.match(content, start, end) is None:
        return None
    title = _title(content, Heading(all_types()[0], start, start, True), read_lines(content, start, end, 12), ())
    return title if title.found is not None and title.enacting is not None else None


def _title(content: str, heading: Heading, lines: list[Line], bodies: tuple[str, ...]) -> Title:
    taken: list[Line] = []
    body = heading.end
    enacting: Span | None = None
    for number, line in enumerate(lines):
        if is_rule(line.text):
            if taken:
                body = line.end
                break
            continue
        if not taken and number == 0 and not heading.whole:
            taken.append(line)
            continue
        if not taken and heading.whole and _glued(line.text) == _glued(content[heading.start : heading.end]):
            continue  # the type word once more, as pages of portals print it (`NGHỊ QUYẾT / NGHỊQUYẾT`)
        if taken and _opens_paragraph(lines, number, taken):
            body = line.start
            break
        enacting = _enacting(content, lines, number, taken, bodies)
        if enacting is not None or not _belongs(content, line, taken):
            body = line.start
            break
        if taken and _PROVISION.match(line.text):
            body = line.end
            break
        taken.append(line)
    else:
        body = lines[-1].end if lines else heading.end
    if enacting is None and not bodies:
        enacting = _enacting_below(content, lines, body)
    if not taken:
        return Title(None, enacting, body)
    start, last = taken[0].start, taken[-1].end
    raw = content[start:last]
    note = _NOTE.search(raw)
    if note and len(raw) - note.start() <= 5 and not raw.endswith(")"):
        raw = raw[: note.start()].rstrip()
    raw = raw.rstrip(" .;:*")
    while raw and raw[0] in "*:.- ":
        raw, start = raw[1:], start + 1
    if not raw or len(raw) > MAX_TITLE:
        return Title(None, enacting, body)
    value = _GLUED.sub(r"\1 \2", squash(raw))
    return Title(Found(value, raw, Span(start, start + len(raw)), "heading"), enacting, max(body, last))


def even_lines(lines: list[Line]) -> list[Line]:
    """Lines as they are; where nearly every one has an empty line above it, empty lines say nothing and are dropped."""
    # The recipients of a short paper stand in a block of their own, without empty lines.
    first = list(takewhile(lambda line: not _RECIPIENTS.match(line.text), lines[:12]))
    if len(first) < 4 or sum(line.blank_before for line in first) < 0.9 * len(first):
        return lines
    return [Line(line.start, line.end, line.text, False) for line in lines]


def _enacting_below(content: str, lines: list[Line], body: int) -> Span | None:
    """The enacting line that stands below a drawn rule or an empty line, where no masthead names the issuer."""
    for number, line in enumerate(lines):
        if line.start >= body and not is_rule(line.text):
            return _enacting(content, lines, number, [], ())
    return None


def _opens_paragraph(lines: list[Line], number: int, taken: list[Line]) -> bool:
    """Whether a paragraph of full lines begins under a centred title of shorter ones: the shape of a page tells it
    where the first word does not (a first word that OCR misread)."""
    # `CỦA BAN BÍ THƯ` stands in capitals above a title in small letters.
    worded = next((part for part in taken if not _OF_BODY.match(part.text)), taken[0])
    if number + 3 >= len(lines) or is_capitals(worded.text):
        return False
    first, rest = lines[number].text, lines[number + 1 : number + 4]
    if not (first[0].isupper() or _SPOILT_CAPITAL.match(first)) or _CONNECTOR.search(taken[-1].text):
        return False
    wide = min(len(line.text) for line in rest)
    return wide >= 60 and len(first) >= 0.85 * wide and len(taken[-1].text) < 0.85 * wide


def _belongs(content: str, line: Line, taken: list[Line]) -> bool:
    """Whether a line goes on with the title (or begins it)."""
    if any(_is_below_capitals(below, above) for above, below in pairwise(taken)):
        # nothing but `và phương hướng ...`, more capitals or a part of the period (`Giai đoạn 2`) follows the period
        more = is_capitals(line.text) and not _STRONG_CUE.match(content, line.start)
        return not line.blank_before and (line.text[0].islower() or more or _PART.fullmatch(line.text) is not None)
    if taken and _is_below_capitals(line, taken[-1]):
        return not taken[-1].text.endswith((".", ":"))
    if _STRONG_CUE.match(content, line.start):
        return False
    if not taken:
        return True
    if _ADDRESSEE.match(line.text):
        return False
    above = taken[-1].text
    open_end = _CONNECTOR.search(above) is not None
    worded = " ".join(part.text for part in taken)
    about = _ABOUT_WORDS.match(worded)
    if about is not None and about.end() == len(worded):
        return True
    behind = worded[about.end() :] if about is not None else worded
    capitals = is_capitals(behind) and (about is None or _TWO_WORDS.search(behind) is not None)
    bracket = line.text.startswith("(") and line.text.endswith(")")
    # `CỦA BAN BÍ THƯ` alone is no title yet: what goes on in small letters belongs to it over an empty line too
    awaited = line.text[0].islower() and all(_OF_BODY.match(part.text) for part in taken)
    if line.blank_before and not (awaited or ((open_end or bracket) and capitals == is_capitals(line.text))):
        return False
    if capitals != is_capitals(line.text):
        if all(_OF_BODY.match(part.text) for part in taken):
            # `CHỈ THỊ / CỦA BAN BÍ THƯ / về ...`: whose it is, then the title in small letters
            return len(line.text) <= 160 and not any(_NUMBERED.search(part.text) for part in taken)
        if capitals and _ABOUT.match(line.text) and all(_OF_SESSION.match(part.text) for part in taken):
            return True
        return _small_change(taken, line, capitals)
    if capitals:
        return True
    if open_end or line.text[0].islower():
        return True
    if _WEAK_CUE.match(content, line.start) or _SENTENCE_INSIDE.search(line.text):
        return False
    return len(line.text) <= 160 and not line.text.endswith((";", ":"))


# Below a title in capitals: `Năm học 2030 - 2031`, `Quý III và 9 tháng đầu năm 2031`, `“Đi bộ vì dòng sông”`
_BELOW_CAPITALS = re.compile(
    r"(?:Năm|Tháng|Quý|Giai\s+đoạn|Nhiệm\s+kỳ|Học\s+kỳ|Kỳ|Đợt|Lần\s+thứ|Khóa|\d{1,2}\s+(?:tháng|năm))\s"
    r"(?:[IVX\d]{1,9}(?![IVX\d])|[-–/,()]|và|năm|học|tháng|quý|đầu|cuối|giai\s+đoạn|nhiệm\s+kỳ|lần\s+thứ|nhất|hai|ba|tư|\s){0,24}"
    r"(?:19|20)\d\d\)?\.?"
    r"|[“\"](?!Về\s+việc|V/v)[^“”\"]{3,100}[”\"](?:\s+(?:năm|lần\s+thứ)\s[^.;:]{1,30})?"
)
_PART = re.compile(r"(?:Quý|Giai\s+đoạn|Học\s+kỳ|Kỳ|Đợt|Lần\s+thứ|Khóa)\s(?:[IVX]{1,4}|\d{1,2}|nhất|hai|ba|tư)")


def _is_below_capitals(line: Line, above: Line) -> bool:
    """Whether a line is the period of what stands above it in capitals, or its name in quotes right below it."""
    if is_capitals(line.text) or not is_capitals(above.text) or _BELOW_CAPITALS.fullmatch(line.text) is None:
        return False
    return line.text[0].isalnum() or not line.blank_before


def _small_change(taken: list[Line], line: Line, capitals: bool) -> bool:
    """Capitals end where running text begins; a lone `VỀ` above a title in sentence case, or a line of digits, does not
    end it."""
    if not any(char.isalpha() for char in line.text):
        return True
    if line.text[0].isdigit() and _NUMBER_BROKEN.search(taken[-1].text):
        return True
    if line.text.startswith("(") and line.text.endswith(")"):
        return True
    if capitals:
        return len(taken) == 1 and len(taken[0].text) <= 12 and not _WEAK_CUE.match(line.text)
    return len(line.text) <= 12


def _enacting(content: str, lines: list[Line], number: int, taken: list[Line], bodies: tuple[str, ...]) -> Span | None:
    """The enacting body if it stands here, `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...`: the issuer or its head.

    A name printed in full needs nothing more; one that is cut short (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`) needs the first
    words of a preamble below it.
    """
    line = lines[number]
    goes_on = _GENITIVE.search(taken[-1].text) if taken and not line.blank_before else None
    # nobody is the head of a head: `... CỦA GIÁM ĐỐC / GIÁM ĐỐC SỞ NỘI VỤ`
    if goes_on is not None and not (goes_on["office"] and _HEAD_TITLE.match(_folded_body(line.text))):
        return None
    name = ""
    for offset in range(number, min(number + 4, len(lines))):
        text = lines[offset].text
        wire = _WIRE.search(text)
        if not (is_capitals(text) or wire) or (offset > number and lines[offset].blank_before):
            return None
        name = f"{name} {_folded_body(text[: wire.start()] if wire else text)}".strip()
        below = lines[offset + 1] if offset + 1 < len(lines) else None
        opens = wire is not None or below is None or _opens_body(content, below)
        if _is_body(name, bodies, opens) or (wire is not None and _HEAD_TITLE.match(name)):
            last = lines[offset].start + (wire.start() if wire else len(text))
            return Span(line.start, last)
        if wire is not None:
            return None
    return None


def _folded_body(text: str) -> str:
    return _BETWEEN.sub(" ", fold(text)).strip(" .:;*")


def _is_body(name: str, bodies: tuple[str, ...], opens: bool) -> bool:
    """Whether a folded line names the issuer or its head; `opens`: a preamble begins below it."""
    head = _HEAD_TITLE.match(name)
    core = name[head.end() :] if head else name
    if core in bodies or name in bodies:
        return True
    if not opens:
        return False
    if head and (not core or (len(core.split()) <= 12 and "," not in core)):
        return True
    if _PARTY_BODY.match(name) and len(name.split()) <= 12:
        return True
    if any(body.startswith(core) or core.startswith(body) for body in bodies):
        return len(core.split()) >= 2
    if len(core) > 20 and any(_glued(core).startswith(_glued(body)) for body in bodies if len(body) > 20):
        return True  # the same name, spaces lost in one of the two
    return not bodies and _BODY_NAME.fullmatch(name) is not None


def _glued(name: str) -> str:
    return name.replace(" ", "")


def begins_body(content: str, at: int) -> bool:
    """Whether the first words of a preamble, an order or the text begin at `at`: what no title goes on with."""
    return _STRONG_CUE.match(content, at) is not None or _WEAK_CUE.match(content, at) is not None


def _opens_body(content: str, line: Line) -> bool:
    """Whether the first words of a preamble, an order or a rule stand on a line."""
    return begins_body(content, line.start) or is_rule(line.text)
