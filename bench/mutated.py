"""Breaks files at random: cut, bit-flipped, doubled, spliced with parts of other files."""

from __future__ import annotations

import random
from collections.abc import Sequence


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One to four random changes to a file; `others` give the parts that are spliced in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                del changed[at:]
            case 1:
                for _ in range(chance.randint(1, 30)):
                    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            case 2:
                start = chance.randrange(len(changed))
                changed[at:at] = changed[start : start + chance.randint(1, 400)]
            case 3:
                del changed[at : at + chance.randint(1, 400)]
            case _:
                other = chance.choice(others)
                place = chance.randrange(max(1, len(other)))
                changed[at : at + 200] = other[place : place + 200]
    return bytes(changed)
