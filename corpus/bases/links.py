"""Which acts the title of an act names: a decree the law that it details, an amending act what it amends.

Told by the lines under which acts are cited, so that it holds for acts of which nothing else is known; of the decrees
of the register it is known beside under which laws they were issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.bases.printed import DAY, iso_day
from corpus.bases.reading import key_of, named_laws
from corpus.bases.register import decree_of, law_of, successor_of

# Only numbers that bear their year say by themselves which act is meant.
_NUMBER = re.compile(r"\d{1,4}/(?:19|20)\d\d/[A-ZĐƯ][\w-]*")
_DATED = re.compile(r"ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|tháng\s+\d{1,2}\s+năm\s+)((?:19|20)\d\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ENDS = re.compile(r";|\b(?:đã\s+)?được\s+sửa\s+đổi|\bcăn\s+cứ\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:,|và\b|-)")  # not the title but the next act of a list
_DETAILS = re.compile(r"\b(?:quy định chi tiết|[Hh]ướng dẫn|Quy định chi tiết|biện pháp thi hành)\b")
_AMENDS = re.compile(r"\b[Ss]ửa đổi\b[^;]{0,80}?\b[Nn]ghị định\b")
_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh)\b")


def named_by_title(key: str, line: str) -> tuple[str, ...]:
    """Keys of the acts that the title in a citing line names, each once; `key` is the act that the line cites."""
    title = title_of(line)
    if not title:
        return ()
    found = [made for hit in _NUMBER.finditer(title) if (made := _key(hit.group()))]
    if _LAW.search(title):
        day = _day_of(key, line)
        found += _laws_amended_for(title, day) if _AMENDS.search(title) else _laws(title, day)
    return tuple(dict.fromkeys(one for one in found if one != key))


def _laws(title: str, day: str | None, *, passed: bool = True) -> list[str]:
    return [_newest(law, day, passed=passed) for law, _ in named_laws(title, day)]


def _laws_amended_for(title: str, on: str | None) -> list[str]:
    """The decrees that a title amends detail the law of their own days; none is told where those say different things.
    Of decrees without a number it is the law that is in force on the day of the act."""
    days = {
        _day_of(key, title[hit.start() :])
        for hit in _NUMBER.finditer(title)
        if "/NĐ-" in hit.group() and (key := _key(hit.group()))
    }
    told = {tuple(_laws(title, day)) for day in days} or {tuple(_laws(title, on, passed=False))}
    return list(told.pop()) if len(told) == 1 else []


def _day_of(key: str, line: str) -> str | None:
    """The day of the act that a line cites, else the end of its year."""
    printed, listed, year = DAY.search(line, 0, 80), decree_of(key), _YEAR.search(key)
    if listed is not None:
        return listed.date
    day = iso_day(printed) if printed is not None else None
    if year is None or (day is not None and day[:4] == year.group()):
        return day
    return f"{year.group()}-12-31"  # none printed, or a misprinted one


def _newest(law: str, day: str | None, *, passed: bool) -> str:
    """What details a law is mostly issued before it comes into force: the version `passed` by then is meant."""
    return (successor_of(law, day, passed=passed) if day else None) or law


def issued_under(key: str) -> tuple[str, ...]:
    """Keys of the laws under which a decree of the register was issued and which its title does not name."""
    decree = decree_of(key)
    if decree is None:
        return ()
    return tuple(dict.fromkeys(law for name in decree.under for law in _laws(name, decree.date)))


def detailed_laws(key: str, line: str) -> tuple[str, ...]:
    """Keys of the laws that the act cited by a line details or guides; none where its title names anything else, but
    for the decrees that it amends. With these laws it ends (Law 80/2015/QH13, Article 154; Law 64/2025/QH15,
    Article 57)."""
    return _detailed(line, named_by_title(key, line))


def _detailed(line: str, named: Sequence[str]) -> tuple[str, ...]:
    others = [one for one in named if "/NĐ-" not in one]
    laws = tuple(one for one in others if (entry := law_of(one)) is not None and not entry.amending)
    return laws if laws and len(laws) == len(others) and _DETAILS.search(line) else ()


def title_of(line: str) -> str:
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


def links(
    lines: Iterable[tuple[str, str]], places: Mapping[str, int]
) -> tuple[list[tuple[int, int]], dict[int, tuple[str, ...]]]:
    """Pairs of places, the act at the first naming the act at the second in its title or issued under it; and for each
    place of an act that details laws and nothing else (`detailed_laws`), their keys. `lines`: key and line."""
    pairs: list[tuple[int, int]] = []
    details: dict[int, tuple[str, ...]] = {}
    for key, line in lines:
        named = named_by_title(key, line)
        linked = dict.fromkeys((*named, *issued_under(key)))
        pairs += [(places[key], places[one]) for one in linked if one in places]
        if laws := _detailed(line, named):
            details[places[key]] = laws
    return pairs, details
