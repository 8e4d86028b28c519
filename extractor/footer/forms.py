"""Where one is to sign: `(Ký, đóng dấu)` above the name of who did, and in forms to be filled in.

Both print the same words. Where they stand tells them apart: a paper is signed before its annexes and forms begin, and
right below its list of recipients, or above it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.layout import FILED_LINE, LOWER, LinePattern, each_line, is_capitals, is_rule

RECIPIENTS = LinePattern(r"[ \t]*N[ơo](?:i\s+nh)[ậâạ]n|[ \t]*NƠI\s+NH[ẬÂẠ]N")
# In brackets, for they are words of sentences too. Whose name is to be written as well has a form to fill in.
SIGN_HERE = r"[\[(](?:[Kk]ý|[Cc]hữ\s+ký)(?=[\s\]),])(?!\s+(?:tên|số))(?![^\])\n]*(?:[Gg]hi|[Hh]ọ)(?!\w)).{0,30}"
# `(Ký, đóng dấu)` stands in forms too: it tells of a signature only above all that may hold one.
PLACE_TO_SIGN = re.compile(SIGN_HERE)
_ANY_OFFICE = re.compile(r"THỦ TRƯỞNG(?: (?:CƠ QUAN|ĐƠN VỊ|TỔ CHỨC)(?:, (?:CƠ QUAN|ĐƠN VỊ|TỔ CHỨC))*)?")
_LIST = LinePattern(r"[ \t*_]*(?:N[ơo]i\s+nh[ậâạ]n|NƠI\s+NH[ẬÂẠ]N)[*_]*(?:[ \t]*(?:[:\-–]|$)|[ ]{3}|\t)")
# Not `Phụ lục I kèm theo.`, the end of a sentence broken over lines.
FORM = LinePattern(
    r"[ \t]*(?:(?:Phụ lục|PHỤ LỤC|MẪU|(?:Mẫu|Biểu) (?:số|\d+)|BIỂU (?:SỐ|\d+))(?!\w)(?![^\n]*[.;,][ \t]*$)"
    r"|(?:ĐƠN|DANH (?:SÁCH|MỤC)|BIÊN BẢN|BẢNG|BIỂU|TỜ KHAI|GIẤY|PHIẾU|HỢP ĐỒNG|BẢN (?:CAM KẾT|KÊ|KHAI)|SỔ)"
    rf"(?!\w)(?![^\n]*[{LOWER}]))"
)
_BULLET = re.compile(r"[-–—−+•*·]")
_PAGE = re.compile(r"(?:[-–—] ?)?\d{1,3}(?: ?[-–—])?")
_DATED = re.compile(r"[^,\n]{2,40},\s*ngày\s[^\n]{0,12}tháng\s[^\n]{0,12}năm\s*[\d.…]*")
_WHOSE = re.compile(r"(?:ĐẠI DIỆN|SỞ|CÔNG AN|BỘ|BAN|HỘI|ỦY BAN|UBND|HĐND|CÔNG TY|TRUNG TÂM|CHI CỤC|ĐOÀN)\s")
_NUMBERED = re.compile(r"(?:[IVX]+|\d+|[A-Z])[.)]|(?:CHƯƠNG|PHẦN|MỤC|ĐIỀU)\s")


@lru_cache(maxsize=2)
def _list_starts(content: str, start: int, end: int) -> int:
    found = _LIST.search(content, start, end)
    return found.start() if found is not None else end


@lru_cache(maxsize=2)
def _form_starts(content: str, start: int, end: int) -> int:
    """Where the first mark or title of a form or an annex stands."""
    found = FORM.search(content, start, end)
    return found.start() if found is not None else end


@lru_cache(maxsize=2)
def _title_starts(content: str, start: int, end: int) -> int:
    """Where the first line in capitals stands that may be a title of anything."""
    for line in each_line(content, start, end):
        text = line.text
        if len(text.split()) > 2 and text[-1] != ":" and is_capitals(text) and not _opens_none(text):
            return line.start
    return end


def _opens_none(text: str) -> bool:
    return _WHOSE.match(text) is not None or _NUMBERED.match(text) is not None


@lru_cache(maxsize=2)
def _list_ends(content: str, start: int, end: int) -> int:
    """Where the first line stands that is neither of the list of recipients which begins at `start` nor one of those
    that may stand between it and who signs: a rule, a page's number, place and date, whom the signer stands for, or
    anything in capitals right above the block."""
    lines = each_line(content, start, end)
    last = next(lines).text
    filed, listed = FILED_LINE.search(last) is not None, False
    over, capitals = False, -1  # below the list; where a line in capitals stands that only a block goes on
    for line in lines:
        text = line.text
        if is_rule(text) or _PAGE.fullmatch(text):
            continue
        if (capitals >= 0 and line.blank_before) or FORM.match(content, content.rfind("\n", 0, line.start) + 1):
            return capitals if capitals >= 0 else line.start
        if is_capitals(text) and " " in text and text[-1] not in ".;," and not _BULLET.match(text):
            over = True
            if capitals < 0 and not _WHOSE.match(text):
                capitals = line.start
            continue
        if _DATED.fullmatch(text):
            over = True
            continue
        if over:
            return line.start
        finished = last[-1] in ";."
        if _BULLET.match(text) or FILED_LINE.match(text):
            if filed and last[-1] not in ";,":
                return line.start
            listed = listed or FILED_LINE.match(text) is None
        elif line.blank_before and finished:
            return line.start
        elif filed:
            if finished or not (last[-1] == "," or text[0].islower()):
                return line.start
        else:
            apart = line.blank_before and not text[0].islower() and last[-1] not in ",:"
            if apart or (listed and finished and text[-1] != ";"):
                return line.start
        filed = filed or FILED_LINE.match(text) is not None
        last = text
    return end


def is_form(content: str, start: int, at: int, end: int, head: str) -> bool:
    """Whether a block in which one is to sign is one to fill in: parted from the recipients above it by anything but
    their list; where none are above it, of any office or below the mark or the title of a form or an annex."""
    recipients = _list_starts(content, start, end)
    if at > recipients:
        return content.rfind("\n", 0, at) + 1 > _list_ends(content, recipients, end)
    if _ANY_OFFICE.fullmatch(head) or at > _form_starts(content, start, end):
        return True
    return recipients == end and at > _title_starts(content, start, end)
