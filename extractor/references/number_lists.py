"""Numbers without letters inside a list: `Thông tư liên tịch số 21, 22 và 23/2015/TTLT-...` cites three papers."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.references.mention import Mention

_MEMBER = r"(?:số[ \t\n]+)?\d{1,4}[a-zđA-EĐ]?"
_BETWEEN = re.compile(rf"(?:[ \t]*,[ \t\n]*{_MEMBER})+[ \t\n]*(?:,|và|hoặc|,[ \t\n]*và)[ \t\n]*")
_NUMBER = re.compile(r"(?:số[ \t\n]+)?(\d{1,4}[a-zđA-EĐ]?)")


def numbers_between(content: str, mentions: list[Mention]) -> list[Mention]:
    """The members of a list between the first one, which bears the type word, and the last one, which bears the letters
    of the number. `mentions`: in order."""
    found: list[Mention] = []
    for first, last in pairwise(mentions):
        if first.class_ != "short" or first.date or first.year or first.issuer_raw or last.code is None:
            continue
        if last.has_word or not _BETWEEN.fullmatch(content, first.end, last.start):
            continue
        for number in _NUMBER.finditer(content, first.end, last.start):
            found.append(
                Mention(
                    start=number.start(),
                    end=number.end(),
                    number_start=number.start(1),
                    class_="short",
                    rule="bare-code",
                    number=number[1],
                    type_code=first.type_code,
                    type_name=first.type_name,
                )
            )
    return found
