"""Where one is to sign: `(Ký, đóng dấu)` above the name of who did, and in forms to be filled in.

Both print the same words. What stands above tells them apart: a paper is signed before its annexes and forms begin.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.layout import LinePattern, lines_before

RECIPIENTS = LinePattern(r"[ \t]*N[ơo](?:i\s+nh)[ậâạ]n|[ \t]*NƠI\s+NH[ẬÂẠ]N")
# In brackets, for they are words of sentences too. Whose name is to be written as well has a form to fill in.
SIGN_HERE = r"[\[(](?:[Kk]ý|[Cc]hữ\s+ký)(?=[\s\]),])(?!\s+(?:tên|số))(?![^\])\n]*(?:[Gg]hi|[Hh]ọ)(?!\w)).{0,30}"
# `(Ký, đóng dấu)` stands in forms too: it tells of a signature only above all that may hold one.
PLACE_TO_SIGN = re.compile(SIGN_HERE)
_ANY_OFFICE = re.compile(r"THỦ TRƯỞNG(?: (?:CƠ QUAN|ĐƠN VỊ|TỔ CHỨC)(?:, (?:CƠ QUAN|ĐƠN VỊ|TỔ CHỨC))*)?")
_LISTED = re.compile(r"[-–—+•*]|Nơi nh|[Ll]ưu\b|NƠI NH")
_FORM = LinePattern(r"[ \t]*(?:Phụ lục|PHỤ LỤC|MẪU|(?:Mẫu|Biểu) (?:số|\d+)|BIỂU (?:SỐ|\d+))(?!\w)")


@lru_cache(maxsize=2)
def _first(pattern: LinePattern, content: str, start: int, end: int) -> int:
    found = pattern.search(content, start, end)
    return found.start() if found is not None else end


def is_form(content: str, start: int, at: int, end: int, head: str) -> bool:
    """Whether a block in which one is to sign is one to fill in: of any office, below the mark of a form or an annex,
    or parted from the recipients by anything but their list."""
    if _ANY_OFFICE.fullmatch(head) or at > _first(_FORM, content, start, end):
        return True
    above = lines_before(content, at, 2) if at > _first(RECIPIENTS, content, start, end) else []
    if not above or content[content.rfind("\n", 0, at) + 1 : at].strip():
        return False
    if len(above) > 1 and above[1].blank_before:  # that stands below it: the line above the block is no rest of an item
        above.pop()
    return not any(_LISTED.match(line.text) for line in above)
