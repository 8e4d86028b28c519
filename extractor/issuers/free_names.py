"""How far the name of a body goes that no register knows, and how it is printed: word by word, by its shape."""

from __future__ import annotations

from extractor.issuers.places import place_names
from extractor.issuers.registry import register
from extractor.issuers.territories import kind_at, starts_body, stop_at
from extractor.name_words import Word
from extractor.text import old_tone

_MOST_WORDS = 16  # of a name
_VOWELS = frozenset("aeiouy")  # without one a word in capitals is an abbreviation
_PLANNERS = ("Phòng", "Vụ", "Cục", "Ban", "Sở")


def name_words(words: list[Word], start: int, head: str, *, upper: bool) -> tuple[list[str], int, int]:
    """The head noun and the words of the name behind it, as they are printed; the index behind the last word that is
    surely of the name, and the one at which reading ended. `upper`: all is in capitals, which then tell nothing."""
    known = register()
    parts: list[str] = [head]
    at = start
    last = start
    was_capital = False
    while at < len(words) and at - start < _MOST_WORDS:
        word = words[at]
        if word.joint not in ("", "-", "&", "."):
            break
        if stop_at(words, at) and not (_numbered(words, at, head) or (at == start and _plans(words, at, head))):
            break
        if at > start and kind_at(words, at) and not inside_word(words, at):
            break
        if word.joint == "&" and (starts_body(words, at) or known.unknown_heads.longest(words, at)):
            break
        if _numbered(words, at, head):
            parts.extend(("số", words[at + 1].key))
            at += 2
            last = at
            break
        if upper and [word.key, *(each.key for each in words[at + 1 : at + 2])] == ["viet", "nam"]:
            parts.extend((joint(word) + "Việt", "Nam"))
            at = last = at + 2
            was_capital = True
            continue
        place = place_names().longest(words, at) if upper else None
        inside = known.inside.longest(words, at)
        if place is not None and place[1] - at == len(syllables := place[0][0].split()):  # capitals say nothing of it
            parts.extend((joint(word) + syllables[0], *syllables[1:]))
            at = last = place[1]
            was_capital = True
        elif inside is not None:
            for step in range(at, inside[1]):
                if words[step].joint == "," and step > at:  # `phòng, chống`
                    parts[-1] += ","
                parts.append(_print(words[step], upper, first=step == start))
            if inside[0][0] not in ("các", "và"):
                last = inside[1]
            at = inside[1]
            was_capital = word.capital and not upper
        elif word.capital or word.key.isdigit():
            parts.append(_print(word, upper, first=at == start))
            at += 1
            last = at
            was_capital = word.capital
        elif was_capital and not upper and not word.joint and word.exact not in known.verbs:
            parts.append(word.exact)
            at += 1
            last = at
            was_capital = False
        else:
            break
    return parts, last, at


def _plans(words: list[Word], index: int, head: str) -> bool:
    """`Phòng Kế hoạch - Tài chính`, `Vụ Kế hoạch`: no plan that somebody made."""
    return head in _PLANNERS and words[index].capital and words[index].exact == "kế"


def _numbered(words: list[Word], index: int, head: str) -> bool:
    """`Cụm thi đua số 3`"""
    following = words[index + 1] if index + 1 < len(words) else None
    return words[index].key == "so" and following is not None and following.key.isdigit() and "đua" in head.lower()


def inside_word(words: list[Word], index: int) -> bool:
    """Whether words that names go on with (`chuyển đổi số`) begin here."""
    return register().inside.longest(words, index) is not None


def joint(word: Word) -> str:
    """What is printed in front of a word, by what joins it to the one before."""
    return {"-": "- ", "&": "và "}.get(word.joint, "")


def _print(word: Word, upper: bool, *, first: bool) -> str:
    joined = joint(word)
    if upper and _VOWELS.isdisjoint(word.key):
        return joined + word.raw  # `TNHH`, `MTV`
    if upper:
        return joined + (word.exact.capitalize() if first else word.exact)
    return joined + old_tone(word.raw)
