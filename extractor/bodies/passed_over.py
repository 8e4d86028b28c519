"""What stands in a list of bodies and names none: a place, or a group in small letters (`các hợp tác xã`)."""

from __future__ import annotations

import re

from extractor.bodies.names import SHARED_HEAD, name_end, skip_space
from extractor.bodies.series import OTHERS, SEPARATOR
from extractor.bodies.words import Grammar
from extractor.layout import LOWER, UPPER
from extractor.phrases import FIRST_WORD

# A place in the middle of a list stands for nobody that has a name: `Sở A, quận Cây Đa, Công ty B`.
_PLACE = re.compile(
    rf"(?:tỉnh|[Tt]hành\s+phố|TP\.?|quận|huyện|thị\s+xã|xã|phường)(?:\s+[{UPPER}]\w*){{1,4}}(?=\s*[,;]|\s+và\s)"
)
_MEMBER = re.compile(rf"(?:(?:các|những|một\s+số)\s+)?(?=[{LOWER}])(?:\w+\s+(?:-\s+)?){{1,7}}?\w+(?=\s*[,;]|\s+và\s)")
_SEVERAL = re.compile(r"(?:các|những|một\s+số)\s+")
_TELLS = re.compile(r"\s(?:phải|cần|đã|sẽ|vẫn|được|bị|chưa|không|là|do|từ)\s")  # a clause
_OF_SEVERAL_PLACES = re.compile(r".*\scác\s")
_COUNCIL = re.compile(r"(?:UBND|HĐND|[UỦ][ỷy]\s+ban|Hội\s+đồng)(?!\w)")
_DIGITAL = re.compile(r"\s+(?:số|điện\s+tử)(?!\w)")  # `Chính phủ số`
# In brackets behind a body: what it is besides, or its short name: `UBND các xã, phường (UBND cấp xã)`.
OTHER_NAME = re.compile(r"Thường|(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân)\s+cấp\s+\w+\s*\)")
_MOST = 3  # members in small letters one behind the other


def behind_nobody(text: str, position: int, end: int, rules: Grammar) -> int | None:
    """Where a list of bodies goes on behind members that name nobody; None where it does not."""
    place = _PLACE.match(text, position, end)
    separator = SEPARATOR.match(text, place.end(), end) if place else None
    if separator is not None and separator.end() > separator.start():
        return separator.end()
    for _ in range(_MOST):
        member = _MEMBER.match(text, position, end)
        if member is None or not opens_member(text, position, end, rules):
            return None
        if _TELLS.search(text, position, member.end()):
            return None
        separator = SEPARATOR.match(text, member.end(), end)
        if separator is None or separator.end() == separator.start():
            return None
        position = separator.end()
        if _opens_body(text, position, end, rules):
            return position
    return None


# `các phòng chuyên môn như Phòng A`, `các bộ, ngành gồm: Bộ B`
_SUCH_AS = re.compile(r"\s*,?\s+(?:(?P<like>như)|gồm(?:\s+có)?|bao\s+gồm|trong\s+đó\s+có|nhất\s+là)\s*:?\s+(?=\S)")


def list_goes_on(text: str, position: int, end: int, rules: Grammar, *, behind_group: bool) -> int | None:
    """Where a list of bodies goes on without a comma: behind one that was lost, or, `behind_group`, where those of an
    open group are named."""
    such_as = _SUCH_AS.match(text, position, end) if behind_group else None
    if such_as is not None and _opens_body(text, such_as.end(), end, rules):
        named = such_as["like"] is None or _names_several(text, such_as.end(), end, rules)
        return such_as.end() if named else None
    return behind_lost_comma(text, position, end, rules)


_WALKED = 8  # bodies behind `như` that are looked through for the end of their list
# `các sở như Bộ A, Bộ B đã chỉ đạo`: what these did, by which nobody is named
_DID = re.compile(r"\s+(?:đã|vừa|từng|yêu\s+cầu|kết\s+luận|đề\s+nghị|chỉ\s+đạo|kiến\s+nghị|giao|quy\s+định|nêu)(?!\w)")


def _names_several(text: str, position: int, end: int, rules: Grammar) -> bool:
    """Whether two bodies or more are listed behind `như`, and not what they did: one alone is as often the model for
    the work (`các địa phương như Chính phủ đã yêu cầu`)."""
    for number in range(_WALKED):
        title = rules.title.match(text, position, end)
        at = skip_space(text, title.end(), end) if title is not None else position
        if SHARED_HEAD.match(text, at, end) is not None:
            return True
        head = rules.head.match(text, at, end)
        if head is None:
            return number > 1
        stop = name_end(text, at, head, end, rules)
        separator = SEPARATOR.match(text, stop, end)
        if separator is None or separator.end() == stop or not _opens_body(text, separator.end(), end, rules):
            return number > 0 and _DID.match(text, stop, end) is None
        position = separator.end()
    return True


def behind_lost_comma(text: str, position: int, end: int, rules: Grammar) -> int | None:
    """Where the next of a list begins whose comma was lost: `UBND huyện Bến Phà Giám đốc các Sở: Y tế, Nội vụ`."""
    at = skip_space(text, position, end)
    if at == position or not text[at : at + 1].isupper():
        return None
    title = rules.title.match(text, at, end)
    if title is None:
        return None
    body = skip_space(text, title.end(), end)
    named = SHARED_HEAD.match(text, body, end) or rules.head.match(text, body, end)
    return at if named is not None else None


def opens_member(text: str, position: int, end: int, rules: Grammar) -> bool:
    """Whether a member of a list begins there that names nobody: not `rà soát`, `khi có bão`, `nguồn kinh phí chậm`."""
    several = _SEVERAL.match(text, position, end)
    at = several.end() if several else position
    return rules.member.match(text, at, end) is not None and rules.no_member.match(text, at, end) is None


def behind_no_name(text: str, name: str, stop: int, end: int) -> int | None:
    """Where a name ends that words behind it, from `stop` on, make that of nobody: `Chính phủ | số`, `Sở Y tế các địa
    phương | khác`. None where they do not."""
    if name == "Chính phủ":
        return stop if _DIGITAL.match(text, stop, end) else None
    others = OTHERS.match(text, stop, end) if _OF_SEVERAL_PLACES.match(name) and not _COUNCIL.match(name) else None
    return others.end() if others is not None else None


def _opens_body(text: str, position: int, end: int, rules: Grammar) -> bool:
    """Whether a body or the title of its head stands here, with a capital somewhere in its first word."""
    word = FIRST_WORD.match(text, position, end)
    if word is None:
        return False
    if SHARED_HEAD.match(text, position, end):
        return True
    if word.group().islower():
        return False
    return any(names.match(text, position, end) is not None for names in (rules.head, rules.title, rules.prefix_title))
