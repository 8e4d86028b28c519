"""Letters inside a number that say more than the name of one body: `TTLT`, `TW`, `UBND`. What they are is data
(`data/number_letters.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.knowledge import toml_data

_DATA = toml_data("number_letters.toml")

JOINT_TYPES: frozenset[str] = frozenset(_DATA["joint"]["types"])
"""Types that several bodies issue together."""

PARTY_OF_EVERY_PLACE: tuple[str, ...] = tuple(_DATA["every_place"]["party"])
OF_EVERY_PLACE: frozenset[str] = frozenset((*PARTY_OF_EVERY_PLACE, *_DATA["every_place"]["state"]))
"""Letters of committees and councils that do not say of which place they are."""

PARTY_ORGANS: frozenset[str] = frozenset(_DATA["party"]["organs"])
"""Whole groups of letters of organs of the Party."""
OF_SEVERAL_BODIES: frozenset[str] = frozenset(_DATA["several_bodies"]["letters"])
"""Letters that do not say which body of one level wrote them."""

_PARTY_ENDING = re.compile(_DATA["party"]["ending"])


def is_party(organ: str) -> bool:
    """Whether a group of letters is of an organ of the Party, or of the Youth Union, which writes its numbers alike."""
    return organ in PARTY_ORGANS or ends_party(organ)


def ends_party(organ: str) -> bool:
    """Whether a group of letters ends like those of an organ of the Party (`BTCTW`)."""
    return _PARTY_ENDING.search(organ) is not None


def is_joint(type_letters: str | None, organs: Sequence[str]) -> bool:
    """Whether every group of a number names an issuer."""
    return type_letters in JOINT_TYPES and len(organs) > 1
