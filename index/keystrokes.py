"""Words typed by the keys of Telex while the keyboard did not turn them into letters with accents: `hoachj` -> `hoạch`.

Telex as every Vietnamese keyboard program has it: letters doubled (`aa`, `dd`) or followed by `w`, the tone as one of
`s f r x j` behind the vowel, in any place from there on.
"""

from __future__ import annotations

import re
import unicodedata

from extractor.syllables import is_syllable

_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_KEYED = re.compile(r"(?P<onset>[^aeiouy]*)(?P<rest>[aeiouy][a-z]*)")
_DOUBLED = (("aa", "â"), ("ee", "ê"), ("oo", "ô"))
_HORNED = (("uo", "ươ"), ("ua", "ưa"), ("u", "ư"), ("o", "ơ"), ("a", "ă"))
_VOWELS = re.compile(r"[aăâeêioôơuưy]+")
_LONGEST = 12  # keys of `nghieengj` and a few more


def letters_of(keys: str) -> str | None:
    """The syllable that these keys spell; None where they spell none, or nothing but themselves."""
    found = _KEYED.fullmatch(keys) if len(keys) <= _LONGEST else None
    if found is None:
        return None
    onset, rest = found["onset"].replace("dd", "đ"), found["rest"]
    tones = [key for key in rest if key in _TONES]
    rest = "".join(key for key in rest if key not in _TONES)
    for keyed, letter in _DOUBLED:
        rest = rest.replace(keyed, letter)
    if "w" in rest:
        rest = rest.replace("w", "")
        bare, horned = next(((bare, horned) for bare, horned in _HORNED if bare in rest), ("", ""))
        rest = rest.replace(bare, horned, 1) if bare else rest
    if len(tones) > 1:
        return None
    spelt = _toned(onset, rest, _TONES[tones[0]]) if tones else onset + rest
    return spelt if spelt != keys and is_syllable(spelt) else None


def _toned(onset: str, rest: str, tone: str) -> str:
    """The tone on its vowel: the last one with a mark, else the last before a consonant, else the one before the last
    (tones stand so in `hòa`)."""
    lead = rest[:1] if (onset, rest[:1]) in (("q", "u"), ("g", "i")) and _VOWELS.match(rest, 1) else ""
    rest = rest[len(lead) :]
    cluster = _VOWELS.match(rest)
    vowels = cluster.group() if cluster else rest[:1]
    marked = [at for at, letter in enumerate(vowels) if letter in "ăâêôơư"]
    if marked:
        at = marked[-1]
    else:
        at = len(vowels) - 1 if len(vowels) < len(rest) else max(0, len(vowels) - 2)
    return onset + lead + unicodedata.normalize("NFC", rest[: at + 1] + tone) + rest[at + 1 :]
