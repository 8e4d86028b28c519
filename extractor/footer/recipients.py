"""Nơi nhận: who gets the paper (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""

from __future__ import annotations

import re

from extractor.document import Found, Span
from extractor.footer.positions import AUTHORITY, POSITION
from extractor.footer.signature import NAME_TAIL, SIGNED
from extractor.footer.stamps import is_stamp
from extractor.knowledge import toml_data
from extractor.layout import UPPER, Line, is_capitals, is_rule, read_lines
from extractor.phrases import any_of
from extractor.text import fold, squash

_WORDS = r"[*_]{0,3}(?:N[ơo]i\s+(?:nh[ậâạ]n|gửi)|NƠI\s+NHẬN)[*_]{0,3}[ \t]*(?::|(?<=[ \t]{3})|(?=[-–] )|$)"
_HEAD = re.compile(r"[ \t\u00a0]*" + _WORDS, re.MULTILINE)
_ANY_HEAD = re.compile(r"N(?:[ơo]i\s+(?:nh[ậâạ]n|gửi)|ƠI\s+NHẬN)")  # what each head holds
_HEAD_MERGED = re.compile(r"(?<=[ \t]{3})" + _WORDS, re.MULTILINE)  # right of another column
_BULLET = re.compile(r"[-–—−+•*·_]+[ \t\u00a0]*")
_NEXT_ITEM = re.compile(r"[;,][ \t]+[-–][ \t]*(?=[^\s\d])|;[ \t]*[-–][ \t]*(?=[^\s\d])|;[ \t]+(?=[Ll]ưu[ \t]?:)")
_NEXT_BARE = re.compile(r";[ \t\n]+(?=[^\s\d])")  # where no item of the list has a dash
_BRACKET = re.compile(r"[()]")
_PAGE = re.compile(r"(?:[-–—] ?)?\d{1,3}(?: ?[-–—])?")  # the number of a page that begins inside of a list
_SHORT_FORM = re.compile(r"(?<!\w)(?:T[Pp]|T[Xx]|TT)\.")  # ends no list: `- UBND TP.`
_STORE = re.compile(r"[Ll][ưu]u\b(?![ \t]+trữ[ \t]+(?!VT|VP)\w)")  # not `Lưu trữ tỉnh`, a recipient
# A mark alone behind a comma is a department: `Lưu: VT, KT.`
_RIGHT_COLUMN = re.compile(
    r"(?:(?:(?<=[;.,:)][ \t])|(?<=[;.,:)][ \t]{2}))(?!(?:TM|KT|TL|TUQ|Q)\.$)|(?<=\t)|(?<=[ ]{3}))(?:"
    r"(?:TM|KT|TL|TUQ|Q)\s*[./]|(?:T/M|K/T|T/L|T/UQ)[\s.]|"
    r"PHÓ\s|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TỔNG\s|VỤ TRƯỞNG|THỐNG ĐỐC|"
    r"\((?:[Đđ]ã\s+)?[Kk]ý(?:\s+(?:tên|thay|số))?(?:\s*,)?(?:\s+(?:và\s+)?đóng\s+dấu)?\)\s*\Z|"
    rf"CHÁNH\s|CỤC TRƯỞNG|TRƯỞNG\s|BÍ THƯ|HIỆU TRƯỞNG|ỦY BAN|BAN\s|THƯỜNG TRỰC\s)[{UPPER} ,./]*$"
)
_UNHEADED = re.compile(
    r"^[ \t]*[-–+][ \t]*Như[ \t]+(?:trên|kính[ \t]+gửi|[Đđ]iều[ \t]+\d{1,3}(?:[ \t]*,[ \t]*\d{1,3})*)[ \t]*"
    r"(?:\([^()\n]{1,40}\)[ \t]*)?[;,.]?(?=[ \t]*\n|[ \t]{3}|\t)",
    re.MULTILINE,
)
# `Lưu hồ sơ 5 năm` is work
_FILED = re.compile(rf"[Ll][ưu]u[ \t]*(?::|[{UPPER}]{{2}})")
_FILED_INSIDE = re.compile(rf";[ \t]*[Ll][ưu]u[ \t]*(?::|[{UPPER}]{{2}})")
# What no recipient ends with, and what a recipient begins with (folded), where only breaks of lines part them.
_BARE = toml_data("signature.toml")["bare_recipients"]
_GOES_ON = re.compile(rf"(?:\([^()]*|(?<!\w)(?:{any_of(_BARE['open_ends'])})|[,:–-])\Z")
_MAY_GO_ON = re.compile(rf"(?<!\w)(?:{any_of(_BARE['doubtful_ends'])})\Z")
_OPENS = re.compile(rf"(?:{any_of(_BARE['begins'])})(?!\w)")
_OPENS_ANEW = re.compile(rf"(?:{any_of(_BARE['begins_anew'])})(?!\w)")
_OF_SEVERAL = re.compile(r"[Cc]ác[^:;]{1,30}:")  # `Các Sở: Y tế, Nội vụ`: what follows may be one of them
_WORK = ("Chủ trì", "Thư ký")  # positions in capitals only: `Chủ trì các dự án`, `Thư ký của các Phó Chủ tịch`
_LONGEST_BARE = 60  # lines
_NEAR = 4000  # code points above the signature
_LIMIT = 3000  # lines: more than one paper is sent to (all communes of a province, the units of each ministry)
_LONG_LINE = 500


def find_recipients(
    content: str, start: int, end: int, signature: Span | None
) -> tuple[tuple[Found[str], ...], Span | None]:
    """The lines of Nơi nhận in a stretch of text and the span of the block; empty where there is none.

    Of several blocks the one nearest to the signature counts; annexes with forms have their own.
    """
    head = _nearest(_heads(content, start, end, signature), signature)
    if head is None:
        return _without_head(content, start, signature)
    stop, merged = end, False
    if signature is not None and signature.start > head.end():
        beside = content[content.rfind("\n", 0, signature.start) + 1 : signature.start].strip()
        merged = bool(beside)  # beside a recipient: two columns made one, of which the left may be the longer
        stop = min(end, signature.end + _LONG_LINE) if merged else signature.start
    begin = head.end()
    between = content[begin : signature.start] if signature else ""
    if signature is not None and "\n" in between and not between.strip():
        begin, stop = signature.end, end  # the right column was printed first: heading, signature, list
    items: list[tuple[int, int]] = []
    if signature is not None and begin == signature.end:
        for line in read_lines(content, signature.start, signature.end, _LIMIT):
            _take_between(items, line, signature, content)
    lines = read_lines(content, begin, stop, _LIMIT)
    bare = not items and not merged and _is_bare(lines)
    for line in lines:
        if merged and signature is not None and line.start >= signature.end and not _BULLET.match(line.text):
            break
        if not _take(items, _left_of(line, signature), content, bare=bare):
            break
    if not merged and signature is not None and begin < signature.start and items:
        _take_behind_page(items, signature, content)
    parted_by = _NEXT_BARE if bare and _FILED_INSIDE.search(lines[0].text) else _NEXT_ITEM
    parts = [part for item in items for part in _split(content, *item, parted_by)]
    found = tuple(_found(content, a, b) for a, b in parts)
    found = tuple(item for item in found if len(item.value) > 1)  # a lone letter is a speck on a scan
    if not found:
        return (), None
    return found, Span(head.start() + len(head[0]) - len(head[0].lstrip()), found[-1].span.end)


def _without_head(content: str, start: int, signature: Span | None) -> tuple[tuple[Found[str], ...], Span | None]:
    """A list whose heading a page lost: above the signature it opens with `- Như trên;` and ends with what is filed."""
    if signature is None:
        return (), None
    opens = list(_UNHEADED.finditer(content, max(start, signature.start - _NEAR), signature.start))
    items: list[tuple[int, int]] = []
    for line in read_lines(content, opens[-1].start(), signature.start, _LIMIT) if opens else ():
        if not _BULLET.match(line.text) or not _take(items, _left_of(line, signature), content):
            break
        if _FILED.match(content, items[-1][0]):
            found = tuple(_found(content, a, b) for first, last in items for a, b in _split(content, first, last))
            return found, Span(opens[-1].start(), found[-1].span.end)
    return (), None


def _heads(content: str, start: int, end: int, signature: Span | None) -> list[re.Match[str]]:
    """The heads of lists, each on a line of its own, else behind the signature block that stands to their left."""
    words = [found.start() for found in _ANY_HEAD.finditer(content, start, end)]
    begins = dict.fromkeys(content.rfind("\n", 0, at) + 1 for at in words)  # few lines: most of a paper is not tried
    heads = [head for at in begins if at >= start and (head := _HEAD.match(content, at, end)) is not None]
    if not words or heads or signature is None:
        return heads
    return list(_HEAD_MERGED.finditer(content, max(start, signature.start - 6000), min(end, signature.end + 1500)))


def _take_between(items: list[tuple[int, int]], line: Line, signature: Span, content: str) -> None:
    """A recipient inside of a signature: a table read cell by cell, each line of the stack behind one of the list."""
    bullet = _BULLET.match(line.text)
    listed = line.text[bullet.end() :] if bullet is not None else ""
    if listed and not is_stamp(listed) and not SIGNED.fullmatch(listed):
        _take(items, _left_of(line, signature), content)


def _take_behind_page(items: list[tuple[int, int]], signature: Span, content: str) -> None:
    """The rest of a list that a page broke, beside the name: nothing goes on below `Lưu` or behind a full stop."""
    if content[items[-1][1] - 1] == "." or any(_is_stored(content, item) for item in items):
        return
    for line in read_lines(content, signature.start, signature.end, _LIMIT):
        if SIGNED.fullmatch(line.text):
            return
        text = _left_of(line, signature).text
        if text.endswith((";", ",", ".")) or _FILED.search(text):
            _take_between(items, line, signature, content)


def _left_of(line: Line, signature: Span | None) -> Line:
    """A line without the signature block, or the name that ends it, where that stands to its right."""
    if signature is None:
        return line
    if line.start < signature.start < line.end:
        cut = signature.start
    elif signature.start < line.start and signature.end == line.end and (name := NAME_TAIL.search(line.text)):
        cut = line.start + name.start(1)
    else:
        return line
    text = line.text[: cut - line.start].rstrip()
    return Line(line.start, line.start + len(text), text, line.blank_before)


def _nearest(heads: list[re.Match[str]], signature: Span | None) -> re.Match[str] | None:
    if not heads:
        return None
    if signature is None:
        return heads[0]
    before = [head for head in heads if head.start() <= signature.start]
    after = [head for head in heads if head.start() >= signature.end]
    if before and (not after or signature.start - before[-1].end() <= 6000):
        return before[-1]
    within = [head for head in heads if signature.start < head.start() < signature.end]
    if within:  # the list parts the block in two
        return within[-1]
    return after[0] if after and after[0].start() - signature.end <= 1500 else None


def _is_bare(lines: list[Line]) -> bool:
    """Whether a list that ends with what is filed has neither dashes nor signs at the ends of its lines: each of its
    lines is one recipient then, or all stand on one line, with semicolons between them. A line that neither begins like
    a recipient nor goes on with one leaves it open which of both it does."""
    for number, line in enumerate(lines[:_LONGEST_BARE]):
        if _BULLET.match(line.text) or (number and line.blank_before):
            return False
        if _FILED.match(line.text):
            return number > 0
        if not number and line.text.count(";") > 1 and _FILED_INSIDE.search(line.text):
            return True
        if line.text[-1] in ";,." or _OF_SEVERAL.match(line.text):
            return False
        above = lines[number - 1].text if number else ""
        goes_on = number and (line.text[0].islower() or _GOES_ON.search(above))
        opens = fold(line.text)
        if not goes_on and not _OPENS_ANEW.match(opens) and (_MAY_GO_ON.search(above) or not _OPENS.match(opens)):
            return False
    return False


def left_whole(content: str, recipients: tuple[Found[str], ...]) -> bool:
    """Whether all above what is filed was read as one recipient of several lines, for nothing but the breaks of lines
    parts it: each line may be one."""
    if len(recipients) != 2 or not _FILED.match(recipients[1].raw):
        return False
    whole, filed = recipients[0].span, recipients[1].span
    lines = recipients[0].raw.split("\n")
    return (
        len(lines) > 1
        and content[whole.end : filed.start].isspace()
        and all(line.strip()[:1].isupper() and line.rstrip()[-1] not in ";,.:" for line in lines)
    )


def _take(items: list[tuple[int, int]], line: Line, content: str, *, bare: bool = False) -> bool:
    """Adds a line to the items; False when the block has ended before it. `bare`: of a list without dashes."""
    text = line.text
    if items and text in ("-", "–"):
        items.append((line.end, line.end))  # the dash alone on its line
        return True
    if is_rule(text):
        return not items
    if items and line.blank_before and _PAGE.fullmatch(text):
        closed = content[items[-1][1] - 1] == "." and not _SHORT_FORM.fullmatch(content, items[-1][1] - 3, items[-1][1])
        return not closed and not _is_stored(content, items[-1])
    right = _RIGHT_COLUMN.search(text) if len(text) < _LONG_LINE else None
    end = line.start + len(text[: right.start()].rstrip()) if right and right.start() > 0 else line.end
    bullet = _BULLET.match(text)
    if bullet:
        items.append((line.start + bullet.end(), end))
        return True
    stored = bool(items) and (
        _STORE.match(content, items[-1][0]) is not None
        or (bare and _FILED_INSIDE.search(content, *items[-1]) is not None)
    )
    office = POSITION.match(text)
    named = office is not None and (is_capitals(text) or (office[0] not in _WORK and (not bare or stored)))
    in_office = named and text[-1] not in ";,"
    if AUTHORITY.match(text) or in_office:  # not `Thủ tướng Chính phủ;`
        return not items and content.rfind("\n", 0, line.start) < content.rfind(":", 0, line.start)
    apart = line.blank_before or not items or content[items[-1][1] - 1] in ";."
    if apart and is_capitals(text) and " " in text and text[-1] != ";":  # not `TTTU, TTHĐND TP;`
        return False
    if not items:
        items.append((line.start, end))
        return True
    if line.blank_before:
        # an empty line inside the list occurs in converted files, but then the line before it is not finished
        if stored or content[items[-1][1] - 1] in ";.":
            return False
    if stored and content[items[-1][1] - 1] in ".;":
        return False
    ended = _ends_item(content, items[-1]) or (bare and not stored and not _GOES_ON.search(content, *items[-1]))
    if _FILED.match(text) or (ended and not text[0].islower()):
        items.append((line.start, end))  # a list without dashes
        return True
    items[-1] = (items[-1][0], end)
    return True


def _is_stored(content: str, item: tuple[int, int]) -> bool:
    """Whether an item holds what is filed, `Lưu: VT`: the last line of a list."""
    return any(_STORE.match(content, at) for at, _ in _split(content, *item))


def _ends_item(content: str, item: tuple[int, int]) -> bool:
    return content[item[1] - 1] == ";"


def _split(content: str, first: int, last: int, between: re.Pattern[str] = _NEXT_ITEM) -> list[tuple[int, int]]:
    """Several recipients on one line: `- A; - B`. A semicolon alone parts no brackets and nothing filed; a bracket that
    nothing closes before the next one opens, or before what is filed, holds nothing together."""
    parts: list[tuple[int, int]] = []
    position = seen = first
    opened = closes = 0
    for match in between.finditer(content, first, last):
        at = match.start()
        opened = max(0, opened + content.count("(", seen, at) - content.count(")", seen, at))
        seen = at
        if opened and at >= closes:
            bracket = _BRACKET.search(content, at, last)
            closed = bracket is not None and bracket[0] == ")" and not _FILED.match(content, match.end())
            opened, closes = (opened, bracket.end()) if bracket is not None and closed else (0, 0)
        if between is _NEXT_BARE and (opened or _STORE.match(content, position)):
            continue
        parts.append((position, match.start()))
        position = match.end()
    parts.append((position, last))
    return parts


def _found(content: str, start: int, end: int) -> Found[str]:
    raw = content[start:end]
    trimmed = raw.rstrip(" \t\n\u00a0;.,/:-–—")
    if trimmed.count("(") < trimmed.count(")"):
        trimmed = trimmed.rstrip(")")
    left = len(trimmed) - len(trimmed.lstrip())
    span = Span(start + left, start + len(trimmed)) if trimmed.strip() else Span(start, start)
    raw = content[span.start : span.end]
    return Found(squash(raw), raw, span, "recipient line")
