"""The signature block: authority, position, name (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7; Party: `T/M`, `K/T`).

A block is a stack of lines in capitals - `TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH` - and a personal name
below it. What has no name under it (an enacting line, a form to be filled in) is no block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.document import Signer, Span
from extractor.footer.above_list import parted_block
from extractor.footer.address import RANK, SIGNED_BY, SURNAMES
from extractor.footer.forms import PLACE_TO_SIGN, RECIPIENTS, SIGN_HERE, is_form
from extractor.footer.positions import AUTHORITY, AUTHORITY_MARK, HEADS, POSITION, any_head, position_of
from extractor.footer.stamps import is_stamp
from extractor.knowledge import toml_data
from extractor.layout import FILED_LINE, LOWER, UPPER, Line, LinePattern, is_capitals, is_rule, lines_before, read_lines
from extractor.phrases import any_of
from extractor.syllables import is_syllable
from extractor.text import squash

_WORDS = toml_data("signature.toml")

# Where a block may begin: at the start of a line, or to the right of a recipient when two columns were merged.
_OPENS = "TKQ" + "".join(sorted({head[0] for head in HEADS}))  # one look at a line's first letter passes over most
_START = LinePattern(rf"[^\w\n]{{0,8}}(?=[{_OPENS}])(?P<at>{AUTHORITY_MARK}|(?:{any_head()})(?!\w))")
_START_MERGED = re.compile(
    r"(?:(?<=[;.,:)][ \t])|(?<=[;.,:)][ \t]{2})|(?<=\t)|(?<=[ ]{3}))"
    rf"(?P<at>{AUTHORITY_MARK}|(?:{any_head()})(?!\w))"
)
# A position in small letters, which only the mark below tells from running text: `Chủ tịch Hội đồng / (Đã ký)`.
_START_SIGNED = LinePattern(
    rf"[ \t]*(?P<at>(?:{any_head(str.capitalize)})(?!\w)"
    r"[^\n]{0,50}\n\s*[\[(]\s*[Đđ]ã\s+[Kk][ýí])"
)

SIGNED = re.compile(
    rf"[\[(/]?\s*(?:[Đđ]ã\s+[Kk][ýí]|(?<=[\[(])[Kk]ý\s+(?:điện\s+tử|số)|ĐÃ\s+K[ÝÍ]|[Kk]ý\s+tên|(?<=[\[(])[Cc]hữ\s+ký\s+số|daky|[Ss]igned).{{0,30}}|{SIGN_HERE}"
)
_SIGNED_BELOW = LinePattern(r"[ \t]*[\[(][ \t]*[Đđ]ã[ \t]+[Kk][ýí][ \t]*[\])][ \t]*$")
# Over the stack of each who sign together: `CÔNG AN TỈNH / GIÁM ĐỐC / ...`.
_SIGNING_BODY = re.compile(
    r"(?:SỞ|CÔNG AN|BỘ|BAN|CỤC|CHI CỤC|HỘI|LIÊN ĐOÀN|ỦY BAN|UBND|UBMTTQ|TÒA ÁN|VIỆN|NGÂN HÀNG|BẢO HIỂM|KHO BẠC|THUẾ"
    r"|TỈNH ĐOÀN|THÀNH ĐOÀN|ĐOÀN|THANH TRA|PHÒNG|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|CÔNG TY|LIÊN MINH)\s[^\n\d]{2,70}"
)
_REMARK = re.compile(r"\((?:[Kk]iêm|[Pp]hụ\s+trách|[Pp]hó\s|[Tt]rưởng\s|[Ủủ]y\s+viên|[Tt]hành\s+viên|[Qq]uyền\s)")
_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:['’][ ]?[{UPPER}{LOWER}][{LOWER}]*)?"  # `H'Yim`, `K' Brẻo`, `Bh’riu`
_NAME = re.compile(
    rf"(?:{_SYLLABLE}(?:[ \t\u00a0]+(?:[-–][ \t]*)?{_SYLLABLE}){{1,5}}|K['’][ ]?[{UPPER}][{LOWER}]+)"  # `K’ Brẻo`
)
NAME_TAIL = re.compile(rf"(?:(?<=[;.,)][ \t])|(?<=[ \t]{{3}}))({_SYLLABLE}(?:[ \t]+{_SYLLABLE}){{1,4}})$")
_INLINE = re.compile(
    rf"(?P<stack>(?:{AUTHORITY_MARK}\s*)?[{UPPER}][{UPPER} ,.\-–/]{{5,}}?)\s+(?P<name>{_NAME.pattern})"
)
# The break between position and name lost: `THỨ TRƯỞNGLê Văn Sơn`.
_GLUED_NAME = re.compile(rf"([{UPPER}][{UPPER} ,.\-–]{{5,}})({_SYLLABLE}(?:[ \t]+{_SYLLABLE}){{1,4}})")
# More breaks lost: `TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Lê Văn Sơn`, cut where a mark, a position of two
# words, a note of signing or what follows the note begins.
_LOST_BREAK = re.compile(
    rf"(?<=[{UPPER}])(?=(?:KT|TL|TUQ)\.|[\[(]Đã ký[\])]"
    rf"|(?:{any_head(least_words=2)})(?![{UPPER}](?![{LOWER}])))"
    rf"|(?<=Đã ký[\])])(?=[{UPPER}][{LOWER}])"
)
_SHORT_NAME = re.compile(rf"{_SYLLABLE}(?:[ \t]+{_SYLLABLE}){{0,2}}")
# The end of a broken `[đã ký]`, or what OCR makes of pen strokes, before a name.
_LEFTOVER = re.compile(r"(?:\S{0,4}[\])]|(?:[^\w\s]|_){1,3}(?:\s?(?:[^\w\s]|_)){0,4})\s*")
_NOT_NAMES = re.compile(rf"(?:{any_of(_WORDS['not_names'])})\b")
_CAPITALS = rf"((?:{AUTHORITY_MARK}\s*)?[{UPPER}][{UPPER} ,.\-–]{{5,}})$"
_TAIL_CAPITALS = re.compile(rf"(?:(?<=[;.,:)][ \t])|(?<=[;.,:)][ \t]{{2}})|(?<=[ \t]{{3}})){_CAPITALS}")
_FAR_CAPITALS = re.compile(rf"(?<=[ \t]{{3}}){_CAPITALS}")

_COLUMNS = re.compile(r"(\S.*?)(?:[ \u00a0]{3,}|\t[ \t]*)(\S.*)")

# `TRƯỞNG PHÒNG NGHIỆP VỤ 2`, `TÒA ÁN NHÂN DÂN KHU VỰC 4`: the only figure that a stack has.
_NUMBERED_UNIT = re.compile(r"(?!PHỤ LỤC|MẪU|BIỂU|DANH|BẢN)[^\d]+ (?:NGHIỆP VỤ|KHU VỰC|VÙNG|TRƯỞNG VỤ) \d{1,2}")

_STACK_LINES = 9


@dataclass(frozen=True, slots=True)
class Signature:
    """A block as found. `stack` are its lines above the names, as printed: who signed for whom."""

    signers: tuple[Signer, ...]
    span: Span
    stack: tuple[str, ...]


@lru_cache(maxsize=1)
def find_signature(content: str, start: int, end: int) -> Signature | None:
    """The first signature block in a stretch of text, None where there is none. Joint papers have several signers."""
    found = _find(_START, content, start, end)
    if found is None:
        recipients = RECIPIENTS.search(content, start, end)
        if recipients is not None:
            found = _find(_START_MERGED, content, recipients.start(), min(end, recipients.start() + 4000))
    return found if found is not None else _find(_START_SIGNED, content, start, end)


def _find(pattern: LinePattern | re.Pattern[str], content: str, start: int, end: int) -> Signature | None:
    found: Signature | None = None
    position = start
    for match in pattern.finditer(content, start, end):
        if match.start("at") < position:
            continue
        if found is not None and not _is_next_block(content, found.span.end, match.start("at")):
            break
        block = _read_block(content, start, match.start("at"), end)
        if isinstance(block, int):
            parted = _parted(content, match.start("at"), end)
            if parted is None:
                position = block
                continue
            block = parted
        if found is None:
            found = block
        else:
            found = Signature(
                found.signers + block.signers, Span(found.span.start, block.span.end), found.stack + block.stack
            )
        position = block.span.end
    return found


def find_bare_name(content: str, start: int, end: int) -> Signer | None:
    """A name without a position, alone on the last line of a text whose signature lost its stack."""
    for line in read_lines(content, start, end, 4):
        text = line.text
        if _NAME.fullmatch(text) and text.split()[0].lower() in SURNAMES and not _NOT_NAMES.match(text):
            return Signer(squash(text), None, None, Span(line.start, line.end))
        if not (is_rule(text) or SIGNED.fullmatch(text)):
            return None
    return None


def find_marked_name(content: str, start: int, end: int) -> Signer | None:
    """A name that only the mark below it shows to be a signature: `Lê Văn Sơn / (Đã ký)`, its position lost."""
    for mark in _SIGNED_BELOW.finditer(content, start, end):
        above = lines_before(content, mark.end(), 1)
        signer = find_bare_name(content, above[0].start, above[0].end) if above else None
        if signer is not None:
            return signer
    return None


def _is_next_block(content: str, end: int, at: int) -> bool:
    """Whether a further block stands beside the one that ended at `end`: nothing but ornaments between them, and the
    body that the next one signs for."""
    between = read_lines(content, end, at, 3)
    if between and _SIGNING_BODY.fullmatch(between[-1].text) and is_capitals(between[-1].text):
        between.pop()
    return all(is_rule(line.text) or SIGNED.fullmatch(line.text) for line in between)


def _read_block(content: str, start: int, at: int, end: int) -> Signature | int:
    """The block that begins at `at`, or where the search goes on: what failed once is not tried again line by line.

    The paper begins at `start`.
    """
    inline = _inline_block(content, at, end)
    if inline is not None:
        return inline
    stack: list[Line] = []
    names: list[Line] = []
    lines = _cells(read_lines(content, at, min(end, at + 1500), _STACK_LINES + 6))
    to_sign = next((n for n, line in enumerate(lines) if PLACE_TO_SIGN.fullmatch(line.text)), None)
    if to_sign and is_form(content, start, at, end, lines[to_sign - 1].text):
        lines = lines[:to_sign]
    beside = _side_by_side(content, lines)
    if beside is not None:
        return beside
    lines = [line for number, line in enumerate(lines) if not (number and is_stamp(line.text))]
    remark = False  # inside of a bracket that says what else the signer is
    for number, line in enumerate(lines):
        text = line.text
        signed = SIGNED.fullmatch(text) and not SIGNED_BY.match(text)  # `Đã ký: Lê Văn Sơn`
        if signed or is_rule(text) or not any(map(str.isalnum, text)) or RANK.fullmatch(text):
            continue
        if stack and not names and (remark or _REMARK.match(text)):
            remark = ")" not in text
            continue
        if stack and (name := _name_in(line) or _surname_in(line, lines[number + 1 :])) is not None:
            names.append(_joined(content, name, lines[number + 1 :]))
            if len(names) >= _blocks_in(stack):
                break
            continue
        if names:
            if _is_rest_of_name(content, names[-1], line):
                continue
            break
        if stack and (_is_scrap(text) or not any(map(str.isalpha, text))):
            continue
        if not _is_stack_line(text):
            return line.start
        if len(stack) >= _STACK_LINES:
            return stack[_STACK_LINES // 2].start
        stack.append(line)
    if not stack or not names:
        return stack[-1].start if stack else at + 1
    return _signature(stack, names)


def _parted(content: str, at: int, end: int) -> Signature | None:
    """The block that begins at `at` and goes on below the list of recipients."""
    above, below = parted_block(content, at, end) or ([], [])
    for number, line in enumerate(below):
        if (name := _name_in(line)) is not None:
            stack = [*above, *(each for each in below[:number] if _is_stack_line(each.text))]
            return _signature(stack, [_joined(content, name, below[number + 1 :])])
        if not (SIGNED.fullmatch(line.text) or is_rule(line.text) or _is_stack_line(line.text)):
            return None
    return None


def _side_by_side(content: str, lines: list[Line]) -> Signature | None:
    """Two who sign together, their columns kept apart by spaces: a line holds a line of both stacks, or of one."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        parts = _COLUMNS.fullmatch(line.text)
        if parts is None:
            if left and (is_rule(line.text) or SIGNED.fullmatch(line.text)):
                continue
            if not left or not _is_stack_line(line.text):
                return None
            at, beside = line.start, left[0].end
            farther = at - content.rfind("\n", 0, at) > beside - content.rfind("\n", 0, beside)
            (right if farther else left).append(line)
            continue
        first, second = (
            Line(line.start + parts.start(n), line.start + parts.end(n), parts[n], line.blank_before) for n in (1, 2)
        )
        names = _name_in(first), _name_in(second)
        if left and names[0] is not None and names[1] is not None:
            one, other = _signature(left, [names[0]]), _signature(right, [names[1]])
            span = Span(left[0].start, names[1].end)
            return Signature(one.signers + other.signers, span, one.stack + other.stack)
        if not (_is_stack_line(first.text) and _is_stack_line(second.text)):
            return None
        left.append(first)
        right.append(second)
    return None


def _inline_block(content: str, at: int, end: int) -> Signature | None:
    """A whole block on one line, as a table cell flattened to one line gives it."""
    stop = content.find("\n", at, min(end, at + 300))
    line = content[at : stop if stop >= 0 else min(end, at + 300)].rstrip()
    match = _INLINE.fullmatch(line)
    if match is None or _NOT_NAMES.match(match["name"]):
        return None
    stack = [
        Line(at + part.start(), at + part.end(), part.group(), False)
        for part in re.finditer(rf"(?:{AUTHORITY_MARK}\s*)?.+?(?=\s+{AUTHORITY_MARK}|$)", match["stack"])
    ]
    name = Line(at + match.start("name"), at + match.end("name"), match["name"], False)
    return _signature(stack, [name])


def _cells(lines: list[Line]) -> list[Line]:
    """Lines without the recipients that a merged left column put before them."""
    cells: list[Line] = []
    for line in lines:
        if line.text[0] in "-–+•*" or line.text.startswith("Nơi nhận"):
            text = line.text[-200:]
            # the offices of `Lưu: VT, TCKH.` are in capitals too
            tail = (_FAR_CAPITALS if FILED_LINE.match(text) else _TAIL_CAPITALS).search(text) or NAME_TAIL.search(text)
            if tail is None:
                if cells:
                    continue
                cells.append(line)
            else:
                start = line.end - len(text) + tail.start(1)
                cells.append(Line(start, start + len(tail[1]), tail[1], line.blank_before))
        else:
            cells += _unglued(line)
    return cells


def _unglued(line: Line) -> list[Line]:
    """The lines of a block that stand in one line because the breaks between them were lost."""
    text = line.text
    cuts = [0, *(lost.start() for lost in _LOST_BREAK.finditer(text)), len(text)]
    if glued := _GLUED_NAME.fullmatch(text, cuts[-2]):
        cuts.insert(-1, glued.start(2))
    return [
        Line(line.start + start, line.start + end, text[start:end], line.blank_before and not start)
        for start, end in pairwise(cuts)
    ]


def _is_scrap(text: str) -> bool:
    """Whether a line between position and name is what recognition made of the pen: a few letters that are no word."""
    letters = "".join(text.split())
    if len(letters) > 4 or not letters.isalpha() or text.istitle():
        return False
    return not is_capitals(letters) or len(letters) < 3 or not is_syllable(letters)


def _is_stack_line(text: str) -> bool:
    if len(text) > 90:
        return False
    if AUTHORITY.match(text):
        return True
    if is_capitals(text):
        return not any(char.isdigit() for char in text) or _NUMBERED_UNIT.fullmatch(text) is not None
    return POSITION.match(text) is not None and len(text) < 60


def _name_in(line: Line) -> Line | None:
    """The personal name on a line, without rank or degree; None when the line is none."""
    text = line.text
    rank = RANK.match(text) or SIGNED_BY.match(text) or _LEFTOVER.match(text)
    offset = rank.end() if rank else 0
    name = text[offset:].rstrip(" .")
    if not _NAME.fullmatch(name) or _NOT_NAMES.match(name) or POSITION.match(name):
        words = name.split()
        capitals = len(words) in (3, 4, 5) and is_capitals(name) and words[0].lower() in SURNAMES
        if not capitals or POSITION.match(name) or not all(word.isalpha() for word in words):
            return None
    return Line(line.start + offset, line.start + offset + len(name), name, line.blank_before)


def _surname_in(line: Line, following: list[Line]) -> Line | None:
    """A surname alone on its line, the rest of the name on the next: `Phan / Thị Hà`."""
    if line.text.lower() not in SURNAMES or not line.text.istitle() or not following:
        return None
    rest = following[0]
    words = rest.text.split()
    given = len(words) <= 3 and all(re.fullmatch(_SYLLABLE, word) for word in words)
    return line if given and not rest.blank_before else None


def _joined(content: str, name: Line, following: list[Line]) -> Line:
    """A name broken over two lines: `Lê Tấn / Cận` at the end of a text or before an empty line."""
    if not following or len(name.text.split()) > 3:
        return name
    rest = following[0]
    if not _is_rest_of_name(content, name, rest):
        return name
    closed = len(following) == 1 or following[1].blank_before or len(name.text.split()) == 1
    if not closed or len(name.text.split()) + len(rest.text.split()) > 5:
        return name
    return Line(name.start, rest.end, squash(content[name.start : rest.end]), name.blank_before)


def _is_rest_of_name(content: str, name: Line, line: Line) -> bool:
    if line.start < name.end:
        return True
    return (
        not line.blank_before
        and _SHORT_NAME.fullmatch(line.text) is not None
        and not _NOT_NAMES.match(line.text)
        and content.count("\n", name.end, line.start) == 1
    )


def _blocks_in(stack: list[Line]) -> int:
    """How many people a stack announces: two columns give `KT. BỘ TRƯỞNG ... KT. BỘ TRƯỞNG ...` before two names."""
    marks = [m["mark"][0] for line in stack if (m := AUTHORITY.match(line.text))]
    return max(1, marks.count("K")) if "T" not in marks[1:] else 1


def _signature(stack: list[Line], names: list[Line]) -> Signature:
    groups = _split(stack, len(names))
    signers = []
    for name, group in zip(names, groups, strict=False):
        position, authority = position_of(group)
        signers.append(Signer(name.text, position, authority, Span(name.start, name.end)))
    texts = tuple(squash(line.text) for line in stack)
    return Signature(tuple(signers), Span(stack[0].start, names[-1].end), texts)


def _split(stack: list[Line], count: int) -> list[list[Line]]:
    if count == 1:
        return [stack]
    groups: list[list[Line]] = []
    for line in stack:
        if not groups or (AUTHORITY.match(line.text) and len(groups) < count):
            groups.append([])
        groups[-1].append(line)
    while len(groups) < count:
        groups.append(groups[-1])
    return groups
