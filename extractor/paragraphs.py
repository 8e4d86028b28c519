"""Lines to paragraphs: the text as its author broke it, whatever a portal or a PDF did to its lines.

Portals and PDF texts wrap at some 80 columns and break after the first word (`Điều\\n1. Công bố`, `2.\\nCác đơn vị`);
a blank line, a marker (`Điều 3.`, `a)`, `-`) or a finished sentence starts the next paragraph.
Marks of divisions: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6; `Điều 5a`: Nghị định 78/2025/NĐ-CP, Điều 69.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from extractor.led_patterns import LedPattern

MarkerKind = Literal[
    "part", "chapter", "section", "subsection", "article", "upper", "roman", "number", "paren", "letter", "dash",
    "plus", "annex",
]  # fmt: skip


class Marker(NamedTuple):
    """The mark at the head of a paragraph. `label` as a reader says it (`3`, `5a`, `IV`, `1.2`, `đ`, `-`)."""

    kind: MarkerKind
    label: str
    end: int


class Paragraph(NamedTuple):
    """One paragraph, without the white space around it. `text_start` is where its words begin, after the mark.

    `quoted`: it opens with a quotation mark, as articles inside an amending act do.
    `after_blank`: a blank line (or the start of the text) stands before it.
    """

    start: int
    end: int
    text_start: int
    marker: Marker | None = None
    quoted: bool = False
    after_blank: bool = False


_new = tuple.__new__  # makes a named tuple in half the time: texts have thousands of paragraphs
_START = attrgetter("start")
_UPPER = "A-Z" + "".join(chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper())
_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_DECORATION = re.compile(r"[-–—_=*~.·\s]{3,}\Z")
_MARKS: dict[str, list[tuple[MarkerKind, re.Pattern[str]]]] = {}


def _mark(kind: MarkerKind, first: str, pattern: str) -> None:
    compiled = re.compile(pattern)
    for char in first:
        _MARKS.setdefault(char, []).append((kind, compiled))


# A heading word counts only with nothing, a separator or capitals behind its number: `Chương II của Luật` is a mention.
_TAIL = rf"(?=[ \t\u00a0]*(?:[.:–-](?:\s|\Z)|\n|\Z|\(|[{_UPPER}]{{2,}}[\s,{_UPPER}]))[ \t\u00a0]*(?:[.:–-](?=\s|\Z))?"
_mark(
    "article",
    "ĐÐ",
    r"[ĐÐ](?:iều|IỀU|iÒu)\s+(\d{1,4}[a-zđ]?\d?)"
    r"\s?(?:[.:](?:\s?[-–](?=\s))?|[-–](?=\s)|(?=[ \t\u00a0]*(?:\n|\Z)))",
)
_mark("part", "P", rf"(?:Phần|PHẦN)\s+((?:thứ|THỨ)\s+\w+(?:\s+\w+)?|{_ROMAN}|\d{{1,2}}|[A-H]){_TAIL}")
_mark("chapter", "C", rf"(?:Chương|CHƯƠNG)\s+({_ROMAN}|\d{{1,2}}|(?:thứ|THỨ)\s+\w+){_TAIL}")
_mark("section", "M", rf"(?:Mục|MỤC)\s+(\d{{1,2}}[a-zđ]?|{_ROMAN}|[A-H]){_TAIL}")
_mark("subsection", "T", rf"(?:Tiểu\s+mục|TIỂU\s+MỤC)\s+(\d{{1,2}}){_TAIL}")
_mark(
    "annex",
    "P",
    r"((?:Phụ|PHỤ)\s+(?:lục|LỤC)"
    rf"(?:[ \t\u00a0]+(?:số\s+|SỐ\s+)?(?:{_ROMAN}|\d{{1,3}}|[A-H])[a-zA-Z]?(?:[.-]\d{{1,2}})?\b)?){_TAIL}",
)
_mark(
    "annex",
    "MB",
    r"((?:Mẫu|MẪU|Biểu|BIỂU)(?:\s+(?:mẫu|MẪU|biểu|BIỂU))?"
    rf"\s+(?:số\s*:?|SỐ\s*:?)\s*[\dIVX][\w./-]{{0,12}}?){_TAIL}",
)
_mark("roman", "IVXLC", rf"({_ROMAN})\s{{0,2}}[.\-–/)]\s*(?=[^\d\s.])")
_mark("upper", "ABCDEGH", rf"([A-H])[.)/]\s*(?=[{_UPPER}][\w])")
_mark("number", "0123456789", rf"(\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}}){{0,4}})(?:\s?[./](?=\s)|[./](?=[{_UPPER}]))\s*(?=\S)")
_mark("number", "123456789", rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})[ \t\u00a0]+(?=[{_UPPER}])")
_mark(
    "number", "123456789", rf"(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})[-–][ \t\u00a0]+(?=[{_UPPER}])"
)  # Party papers: `1- Mục đích`
_mark("paren", "(123456789[", r"([(\[]\d{1,2}[)\]]|\d{1,2}\))\s*(?=\S)")
_mark("letter", "abcdeghiklmnopqrstuvxyđ", r"([a-eg-ik-vxyđ]{1,2}\d?)\)\s*(?=\S)")
_mark("letter", "abcdeghiklmnopqrstuvxyđ", rf"([a-eg-ik-vxyđ])[./]\s+(?=[{_UPPER}])")
_mark("dash", "-–—•●○▪■♦", r"([-–—•●○▪■♦])\s*(?=[^\s\-–—_=*])")
_mark("plus", "+*", r"([+*])\s*(?=[^\s\-–—_=*+])")

_QUOTE = re.compile(r"[“\"„«]\s?")
_BEFORE_NUMBER = LedPattern(
    "KkĐđSsMmPpCcvth,(",
    r"(?:[Kk]hoản|[Đđ]iểm|(?<!số )[Đđ]iều|[Ss]ố|[Mm]ục|[Pp]hần|[Pp]hụ lục|[Cc]hương|và|đến|từ|tại|theo|hoặc|[,(])\Z",
)
_BEFORE_DAY = re.compile(r"(?:[Nn]gày|[Tt]háng|[Qq]uý)\Z")
# What titles of articles end with too: `Điều 5. Bảo đảm thanh khoản`, `Điều 8. Chủ dự án thành phần`.
_ENDS_TITLE = re.compile(r"(?:khoản|điểm|mục|phần|chương|ngày|tháng|quý)\Z")
# Words that never end a line's thought: the next line goes on even when it starts with a capital.
_GOES_ON_WORDS = frozenset(
    (
        "Sở Bộ Vụ Cục Ban Ủy Uỷ Văn Trung Phòng Tổng Chi Viện Hội Công và của các với tại do cho về theo từ đến Thành "
        "thành phố phòng tâm đoàn tra viện hàng đốc tịch trưởng cục ty trận Việt Tổ Thừa Bắc Quảng Lâm Đồng Khánh Nghệ "
        "Ninh Đắk Gia Kon Lạng Lào Tuyên Phú Vĩnh Cà Cần Bạc Sóc Điện Hưng Hải tỉnh xã phường huyện quận thuộc số Nghị "
        "Quyết Thông Luật Chánh Chủ Giám Trưởng Phó Thủ Hồ Quốc Chính Thị bởi là trên hoặc Căn Theo Xét Thực Để Giao "
        "Điều Đảng trong được ông bà"
    ).split()
)
_GOES_ON = re.compile(rf"\b(?:{'|'.join(sorted(_GOES_ON_WORDS))})\Z")
_GOES_ON_SIGNS = frozenset(",-–/(“&")
_LONGEST_WORD = 8  # code points, more than any of them has
# A body whose name is still open at the end of a line: `Ngân hàng Nhà nước\nViệt Nam`.
_OPEN_NAME = re.compile(r"\b(?:Ngân hàng|Đại học|Trường|Học viện|Hiệp hội|Tập đoàn)(?:[ \t][\w-]+){1,5}\Z")
# Who is asked stands on the next line: `Căn cứ quy định nêu trên và hồ sơ kèm theo, đề nghị\nThuế tỉnh A`.
_ASKS = re.compile(r"[^,\n]{30},\s(?:[^\s,;]+\s){0,4}(?:đề nghị|yêu cầu)\Z")
# A name broken before the dash inside it, which is no mark: `Sở Lao động\n- Thương binh và Xã hội`.
_DASHED_NAME = re.compile(
    r"(?:Lao động\s[-–]\sThương binh|Văn hóa\s[-–]\s(?:Thông tin|Thể thao)|Giáo dục\s[-–]\sĐào tạo"
    r"|Bưu chính\s[-–]\sViễn thông|Tài chính\s[-–]\sVật giá|Quy hoạch\s[-–]\sKiến trúc)"
)
_SHARED_HEAD = re.compile(
    r"[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Pp]hòng|[Cc]ục|[Vv]ụ|[Tt]ỉnh)(?![\w\s,]*\s(?:thực|triển|tập|phải|cần)\s)[\w\s,]{0,20}:\Z"
)  # `các Bộ:` and its members; not `yêu cầu các sở, ngành thực hiện:`
_WIDEST = 100  # code points; lines of a page are no wider
_UNWRAPPED = 140  # code points; no page has lines so wide
_SHORT_PAPER = 120  # lines
_CAPTION = re.compile(r"\(\s*(?:Ban\s+hành\s+|ban\s+hành\s+)?[Kk]èm\s+theo\s")
_HEADING_GOES_ON = frozenset("hiụẫ")  # second letters of Phần, Phụ lục, Chương, Điều, Tiểu mục, Biểu, Mục, Mẫu
_SMALL = frozenset(filter(str.islower, _MARKS))
_CAPITALS = frozenset(filter(str.isupper, _MARKS))
_LETTER_CLOSES = frozenset(")./")
_DIGITS = frozenset("0123456789")
_NUMBER_CLOSES = frozenset("./)-–")
_NUMBER_SEEN = 6  # characters that a number's mark closes within: three digits, a letter, a space, the sign
_RULE_MARKS = frozenset("-–—_=*~.·")
_QUOTES = frozenset('“"„«')
_ENDS = frozenset(".;:!?…|")


def marker_at(content: str, position: int) -> Marker | None:
    """The mark that stands exactly at `position`, or None. Says nothing about whether it fits its place."""
    first = content[position : position + 1]
    candidates = _MARKS.get(first)
    if candidates is None:
        return None
    if first in _SMALL:
        if _LETTER_CLOSES.isdisjoint(content[position + 1 : position + 4]):
            return None  # nearly every line of wrapped text that opens with a letter is no `a)`
    elif first in _DIGITS:
        if _NUMBER_CLOSES.isdisjoint(content[position + 1 : position + _NUMBER_SEEN]):
            return None  # nor a line of a flattened table `1.`
    elif first in _CAPITALS:
        second = content[position + 1 : position + 2]
        if second not in _HEADING_GOES_ON and second.islower():
            return None  # nor is one that opens with any other word a heading
    for kind, pattern in candidates:
        found = pattern.match(content, position)
        if found is not None and (label := found[1]):
            return _new(Marker, (kind, label if label.isalnum() else " ".join(label.split()), found.end()))
    return None


@lru_cache(maxsize=2)
def paragraphs(content: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a stretch of text, in order. Linear; never raises."""
    lines: list[tuple[int, int, bool]] = []
    position = start
    after_blank = True
    for line in content[start:end].split("\n"):
        stripped = line.strip()
        if stripped:
            first = stripped[0]
            line_start = position if line[0] == first else position + line.index(first)
            if first not in _RULE_MARKS or not _DECORATION.match(stripped):
                lines.append((line_start, line_start + len(stripped), after_blank))
            after_blank = False
        else:
            after_blank = True
        position += len(line) + 1
    return tuple(_joined(content, lines))


def by_paragraph(items: tuple[Paragraph, ...], places: list[int]) -> dict[int, list[int]]:
    """Places of a text by the index of the paragraph in which they lie, or of the one before where they lie between."""
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(bisect_right(items, place, key=_START) - 1, []).append(place)
    return found


def on_one_line(content: str, items: tuple[Paragraph, ...]) -> str:
    """The text with the breaks inside its paragraphs as spaces, so that every place stays."""
    pieces: list[str] = []
    at = 0
    for item in items:
        broken = content[item.start : item.end]
        if "\n" in broken:
            pieces += (content[at : item.start], broken.replace("\n", " "))
            at = item.end
    return "".join((*pieces, content[at:])) if pieces else content


def _joined(content: str, lines: list[tuple[int, int, bool]]) -> list[Paragraph]:
    wrapped, width = _wrapping(content, lines)
    spaced = wrapped and _is_spaced(content, lines)
    result: list[Paragraph] = []
    open_start = open_end = 0
    marker: Marker | None = None
    blank = quoted = False
    count = 0  # lines in the open paragraph
    previous_length = 0
    for line_start, line_end, after_blank in lines:
        if line_start < (marker.end if marker and count else 0):
            # the mark itself runs over the line break (`Điều\n1.`)
            open_end, previous_length, count = max(open_end, line_end), line_end - line_start, count + 1
            continue
        first = content[line_start]
        opening = _QUOTE.match(content, line_start) if first in _QUOTES else None
        here = marker_at(content, opening.end() if opening else line_start)
        if (
            here
            and count
            and not after_blank
            and _continues(content, open_end, here, previous_length, width, wrapped)
            and not (marker and _opens_article(content, open_end, marker, here))
        ):
            here = None
            joins = True
        elif here:
            joins = False
        else:
            if count and after_blank:
                joins = content[open_end - 1] == ":" and _shares_head(content, open_start, open_end)
            else:
                joins = count > 0 and _same(
                    content, open_start, open_end, line_start, wrapped, spaced, width, count, previous_length
                )
            if count and marker and marker.end >= open_end and not after_blank:
                joins = True  # so far the paragraph is its mark alone: `Điều 3.`, `2.`
            elif (opening and content[open_end - 1 : open_end] == ":") or (
                first == "(" and _CAPTION.match(content, line_start)
            ):
                joins = False
        if joins and count:
            open_end = line_end
            count += 1
        else:
            if count:
                result.append(_paragraph(content, open_start, open_end, marker, quoted, blank))
            open_start, open_end, marker, count = line_start, line_end, here, 1
            quoted, blank = opening is not None, after_blank
        previous_length = line_end - line_start
    if count:
        result.append(_paragraph(content, open_start, open_end, marker, quoted, blank))
    return result


def _paragraph(content: str, start: int, end: int, marker: Marker | None, quoted: bool, blank: bool) -> Paragraph:
    text_start = start
    if marker is not None:
        text_start = min(marker.end, end)
        while text_start < end and content[text_start].isspace():
            text_start += 1
    return _new(Paragraph, (start, end, text_start, marker, quoted, blank))


def _wrapping(content: str, lines: list[tuple[int, int, bool]]) -> tuple[bool, int]:
    """Whether lines are broken by width, and about how wide they are."""
    if len(lines) < 3:
        return all(end - start <= _UNWRAPPED for start, end, _ in lines), 80
    lengths = sorted([end - start for start, end, _ in lines])
    width = max(lengths[len(lengths) * 9 // 10], 30)
    if width > _UNWRAPPED:
        return False, width
    going_on = sum([content[start].islower() for start, _, blank in lines if not blank])
    return going_on * 12 >= len(lines) or (width <= _WIDEST and _broken_off(content, lines, width)), width


def _broken_off(content: str, lines: list[tuple[int, int, bool]], width: int) -> bool:
    """Whether some full lines break off inside a sentence: the sign in a short paper, most of whose lines are heads.

    Cells of a flattened table, many of them short, are no lines of a page.
    """
    cells = sum([end - start <= _LONGEST_WORD for start, end, _ in lines])
    if len(lines) > _SHORT_PAPER or cells * 10 > len(lines):
        return False
    broken = 0
    for (start, end, _), (follow, _, after_blank) in pairwise(lines):
        if end - start >= 0.85 * width and not after_blank and content[end - 1] not in _ENDS:
            full = content[start:end]
            broken += not full.isupper() and (content[follow].islower() or marker_at(content, follow) is None)
    return broken >= 3


def _is_spaced(content: str, lines: list[tuple[int, int, bool]]) -> bool:
    """Whether blank lines stand between paragraphs: then a line without one above it goes on, however short it is."""
    finished = spaced = 0
    for (_, end, _), (_, _, after_blank) in pairwise(lines):
        if content[end - 1] in ".;":
            finished += 1
            spaced += after_blank
    return finished >= 6 and spaced >= 0.8 * finished


def _continues(content: str, open_end: int, marker: Marker, previous: int, width: int, wrapped: bool) -> bool:
    """Whether what looks like a mark at the head of a line is the rest of a wrapped sentence."""
    if not wrapped:
        return False
    last = content[open_end - 1]
    tail = content[max(0, open_end - 16) : open_end]
    if marker.kind == "number":
        if _BEFORE_NUMBER.stands(tail):
            return True
        if _BEFORE_DAY.search(tail) and previous >= width * 0.6:  # not `Điều 3. Mức trợ cấp hằng tháng`, a heading
            return True
    if last in _ENDS or last in ')]”"':
        return False
    if marker.kind == "dash" and _DASHED_NAME.search(content, max(0, open_end - 24), marker.end + 24):
        return True
    if marker.kind in ("dash", "plus", "roman", "upper"):
        return previous >= width * 0.8
    if marker.kind in ("article", "annex", "part", "chapter", "section", "subsection"):
        # `quy định tại\nĐiều 5.`: a line that breaks off before the word
        return bool(re.search(r"(?:\b(?:tại|của|và|theo|khoản|điểm|đến|sau|trong|về|các|từ|bằng|\d[a-z]?)|,)\Z", tail))
    return False


def _opens_article(content: str, open_end: int, above: Marker, here: Marker) -> bool:
    """Whether `1.` is the first clause below the title of an article, whose last word numbers may follow too."""
    if above.kind != "article" or here.label != "1":
        return False
    return _ENDS_TITLE.search(content, max(above.end, open_end - 8), open_end) is not None


def _shares_head(content: str, start: int, end: int) -> bool:
    """Whether a paragraph ends with a head noun whose members follow: `các Bộ:`."""
    return _SHARED_HEAD.search(content, max(start, end - 40), end) is not None


def _goes_on(content: str, start: int, end: int) -> bool:
    """Whether the end of a line is a word or a sign that never ends a thought."""
    last = content[start:end].rsplit(None, 1)[-1]
    if last.isalpha():
        return last in _GOES_ON_WORDS
    if not last[-1].isalpha():
        return last[-1] in _GOES_ON_SIGNS  # nearly every figure of a table
    return _GOES_ON.search(content, start, end) is not None


def _same(
    content: str,
    open_start: int,
    open_end: int,
    line_start: int,
    wrapped: bool,
    spaced: bool,
    width: int,
    count: int,
    previous: int,
) -> bool:
    """Whether an unmarked line goes on with the open paragraph."""
    first = content[line_start]
    last = content[open_end - 1]
    if not wrapped:
        return first.islower() and last not in _ENDS
    if first.islower() or first in ",;.)":
        return not (last in ".;" and previous < width * 0.6) or first in ",;.)"
    if last == ":" and (spaced or _shares_head(content, open_start, open_end)):
        return True
    if last in _ENDS:
        # a sentence may end at the end of a full line, inside a paragraph
        return last != ":" and previous >= width * 0.88
    if spaced or _goes_on(content, max(open_start, open_end - _LONGEST_WORD), open_end):
        return True
    if content.startswith(("Việt Nam", "Hà Nội"), line_start) and _OPEN_NAME.search(
        content, max(open_start, open_end - 50), open_end
    ):
        return True
    if last in "ịu" and _ASKS.search(content, max(open_start, open_end - 90), open_end):
        return True
    if first.isdigit() or first in '(“"':
        return previous >= width * 0.5
    if previous >= width * 0.75:
        return True
    return count == 1 and previous <= 8  # a first word left alone on its line: `Điều\n`, `Các\n`
