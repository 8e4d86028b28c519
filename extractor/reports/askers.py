"""Which offices ask for something in a report, and where: `UBND tỉnh yêu cầu`, `Phó Chủ tịch UBND tỉnh giao`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from extractor.reports.tellers import asked_by_office, clause_before

_MOST = 6  # verbs of order that are looked at for one question


class Askers:
    """Who asks in one report that starts at `start`. `places`: where its verbs of order stand; `signed` (ISO): see
    `asked_by_office`. Each is looked at once."""

    __slots__ = ("_content", "_known", "_places", "_signed", "_start")

    def __init__(self, content: str, start: int, places: Iterable[int], signed: str | None) -> None:
        self._content = content
        self._start = start
        self._places = sorted(places)
        self._signed = signed
        self._known: dict[int, str] = {}  # "" where it is no office

    def before(self, start: int, stop: int) -> list[tuple[int, str]]:
        """The offices that ask last in a stretch: where their verbs stand, and the words before these."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, stop)
        places = self._places[max(first, last - _MOST) : last]
        return [(place, asker) for place in places if (asker := self._asker(place))]

    def any_behind(self, start: int, stop: int) -> bool:
        """Whether an office is among the first that ask in a stretch."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, stop)
        return any(self._asker(place) for place in self._places[first : min(last, first + _MOST)])

    def _asker(self, place: int) -> str:
        known = self._known.get(place)
        if known is None:
            asked = asked_by_office(self._content, self._start, place, self._signed)
            known = self._known[place] = clause_before(self._content, self._start, place) if asked else ""
        return known
