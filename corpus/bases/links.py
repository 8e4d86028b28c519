"""Which acts the title of an act names: a decree the law that it details, an amending act what it amends.

Told by the lines under which acts are cited, so that it holds for acts of which nothing else is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.bases.reading import key_of, named_laws

# Only numbers that bear their year say by themselves which act is meant.
_NUMBER = re.compile(r"\d{1,4}/(?:19|20)\d\d/[A-ZĐƯ][\w-]*")
_DATED = re.compile(r"ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|tháng\s+\d{1,2}\s+năm\s+)((?:19|20)\d\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ENDS = re.compile(r";|\b(?:đã\s+)?được\s+sửa\s+đổi|\bcăn\s+cứ\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:,|và\b|-)")  # not the title but the next act of a list
_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh)\b")


def named_by_title(key: str, line: str) -> tuple[str, ...]:
    """Keys of the acts that the title in a citing line names, each once; `key` is the act that the line cites."""
    title = _title_of(line)
    if not title:
        return ()
    found = [made for hit in _NUMBER.finditer(title) if (made := _key(hit.group()))]
    if _LAW.search(title):
        year = _YEAR.search(key)
        found += [law for law, _ in named_laws(title, f"{year.group()}-12-31" if year else None)]
    return tuple(dict.fromkeys(one for one in found if one != key))


def _title_of(line: str) -> str:
    """What follows the number and the day of the first act of a line, up to the next act or to what amended it; the
    whole of a title that stands alone."""
    end = _ENDS.search(line, 4)
    own = line[: end.start()] if end else line
    number, day = _NUMBER.search(own), _DATED.search(own)
    starts = [hit.end() for hit in (number, day) if hit is not None and hit.start() < 60]
    if not starts:
        return "" if _LAW.match(own) else own
    title = own[max(starts) :]
    return "" if _NEXT.match(title) else title


def _key(number: str) -> str | None:
    return key_of(number=number, year=None, locality=None, type_code=None)


def links(lines: Iterable[tuple[str, str]], places: Mapping[str, int]) -> list[tuple[int, int]]:
    """Pairs of places: the act at the first names the act at the second in its title. `lines`: key and line."""
    return [
        (places[key], places[named]) for key, line in lines for named in named_by_title(key, line) if named in places
    ]
