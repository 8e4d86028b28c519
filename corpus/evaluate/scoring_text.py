"""Forms in which a gold value and a read value are compared."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from typing import Any

_TONE = [
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
]  # fmt: skip
_TONE_RES = [(re.compile("(?<!q)" + new), old) for new, old in _TONE]
_HEADS = re.compile(
    r"^(?:bộ trưởng|chủ tịch|giám đốc|chánh|tổng cục trưởng|cục trưởng|chủ nhiệm|thống đốc|tổng thanh tra) "
    r"(?=bộ |ủy ban|hội đồng|sở |văn phòng|tổng cục|cục |ngân hàng|thanh tra)"
)
# Groups that name no body: `các sở, ban, ngành`; they count neither as found nor as missed.
_OPEN_GROUP = re.compile(
    r"liên quan|cơ quan ngang bộ|cơ quan thuộc|tổ chức, cá nhân"
    r"|^(?:các |hệ thống các )?(?:sở|bộ|ban|ngành|đơn vị|phòng|cơ quan|tổ chức|lực lượng|cấp ủy)"
    r"(?: chức năng| chuyên môn)?"
    r"(?:$|,| thuộc| báo chí| trực thuộc| cấp| tỉnh$| thành phố$| ban| sự nghiệp| có )"
)


def folded(value: Any) -> str | None:
    """NFC, lower case, one space, old tone placement, plain dashes, no quotes, no final punctuation; None stays."""
    if value is None:
        return None
    text = unicodedata.normalize("NFC", str(value)).replace("\u00d0", "Đ").casefold().replace("ß", "ss")
    text = re.sub(r"[\u2010-\u2015\u2212\u00ad]", "-", text)
    text = re.sub(r"[“”\"'‘’]", "", text)
    for pattern, old in _TONE_RES:
        text = pattern.sub(old, text)
    return re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", text)).strip(" .;:,")


def body(value: Any) -> str | None:
    """A folded issuer: UBND in full, the head of a body as the body."""
    text = folded(value)
    if text is None:
        return None
    text = re.sub(r"\bubnd\b", "ủy ban nhân dân", text)
    text = re.sub(r"\bhđnd\b", "hội đồng nhân dân", text)
    text = re.sub(r"\btp\.? ", "thành phố ", text)
    return _HEADS.sub("", text)


def number(value: Any) -> str | None:
    """A folded number: separators, case, accents and leading zeros do not matter."""
    text = folded(value) if value else None
    if not value or text is None:
        return None
    text = unicodedata.normalize("NFD", text.replace("đ", "d"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[\s/\-–&.,]+", "|", text))


def symbol(value: Any) -> str | None:
    """The letters of a number: what follows its integer part and year."""
    text = number(value)
    return re.sub(r"^[\d|]*(?:\|\d{4}(?=\|))?\|?", "", text) if text else None


def key(reference: dict[str, Any]) -> tuple[Any, ...]:
    """Type, number and year."""
    return (folded(reference.get("type")), number(reference.get("number")), reference.get("year"))


def brief(reference: dict[str, Any]) -> tuple[Any, ...]:
    """The key of a short form: type, integer part, year."""
    found = re.match(r"\d+", number(reference.get("number")) or "")
    return (folded(reference.get("type")), found and found.group(), reference.get("year"))


def bodies(units: list[Any] | None) -> set[str]:
    """Folded units without open groups (`các sở, ban, ngành`)."""
    return {u for u in map(body, units or []) if u and not _OPEN_GROUP.search(u)}


def plain(text: str) -> str:
    """NFC with single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson's score)."""
    if not total:
        return (0.0, 1.0)
    z = 1.96
    share = hits / total
    divisor = 1 + z * z / total
    middle = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (max(0, (middle - half) / divisor), min(1, (middle + half) / divisor))


def distance(line: str, text: str) -> int:
    """Fewest edits that turn `line` into some stretch of `text` (Myers' bit vectors, approximate search)."""
    size = len(line)
    if not size:
        return 0
    mask, top = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = defaultdict(int)
    for at, char in enumerate(line):
        places[char] |= 1 << at
    plus, minus, score, best = mask, 0, size, size
    for char in text:
        equal = places.get(char, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | ~(horizontal | plus) & mask
        down = plus & horizontal
        score += bool(up & top) - bool(down & top)
        best = min(best, score)
        up = (up << 1) & mask
        down = (down << 1) & mask
        plus = down | ~(vertical | up) & mask
        minus = up & vertical
    return best
