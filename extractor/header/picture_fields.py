"""Fields of a header that was read from a picture, against each other: what one of them says puts another right, and
what no name can hold is no name."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from extractor.document import Found, Warning_
from extractor.header.fields import Fields
from extractor.issuers.places import canonical_place
from extractor.syllables import is_syllable
from extractor.text import fold

# Signs that stand in no name of a body; what is read for pieces of a seal or a pen has them.
_NO_NAME_RE = re.compile(r"[\\/;:@#*|<>=_]")
# The territory that ends a name, and a single letter behind it; a stop inside a title (`Sở. Y tế`, not `TP. Huế`).
_PROVINCE_RE = re.compile(r"(?<!\w)(?:tỉnh|thành phố) (?P<name>[^\W\d_][^,;]*)$")
_SCRAP_RE, _STOP_RE = re.compile(r"(?: \W*\w?\W*)+$"), re.compile(r"(?<!\w)(\w+)\.(?= [A-ZĐ][^\W\dA-ZĐ_])")
# A title is seldom so long (code points), and has no semicolon and no stop between sentences.
_LONG, _SENTENCES_RE = 250, re.compile(r";\s|[^\W\d_]{2}\.\s")
# Signs that stand in no word of a title, what stands around one, and a group with small letters and figures.
_NEVER_RE, _AROUND, _GROUPS_RE = re.compile(r"[\\|{}<>=~^!_¬¦©®]"), ".,;:()[]“”\"'‘’…", re.compile(r"[-–/.,]")
_MIXED_RE = re.compile(r"(?=.*[^\W\d_]\d|.*\d[^\W\d_])(?=.*[^\W\dA-ZĐ_]{2})\w+")
_WORD_RE = re.compile(r"[^\W\d_]{2,}")
# How like a known place what opens with the same two letters must be.
_LIKE = 0.85
# Of the words of a name so many may be no syllables (`ASEAN`, `Logistics`).
_ODD = 0.34


def unread_header() -> list[Warning_]:
    """What is told of a sheet on which no header was found: few are news, most lost it to a seal or to pale ink."""
    note = "Không nhận ra phần đầu văn bản trên bản quét. Hãy đối chiếu với bản quét."
    return [Warning_("uncertain", note, field) for field in ("number", "date", "issuer", "type", "title")]


def settle_place(fields: Fields) -> None:
    """Place of issue and territory of the issuer put right by each other, where one of them is no place that is known
    and one letter off the other, or what is left of it. A province that no register knows is told."""
    place, own = fields.place, fields.issuer_place
    if place is not None and own is not None and canonical_place(place.value) is None:
        if _is_like(place.value, own):
            fields.place = replace(place, value=own, rule="place-date line, put right by the issuer")
    issuer = fields.issuer
    if issuer is not None and issuer.rule == "body of the text":
        note = f"Không đọc được tên cơ quan ở đầu văn bản; {issuer.value!r} lấy từ lời văn. Hãy đối chiếu với bản quét."
        fields.warn("uncertain", note, "issuer")
    territory = _PROVINCE_RE.search(issuer.value) if issuer is not None else None
    if issuer is None or territory is None or canonical_place(territory["name"]) is not None:
        return
    known = canonical_place(place.value) if place is not None else None
    if known is not None and _is_like(territory["name"], known):
        value = f"{issuer.value[: territory.start('name')]}{known}"
        fields.issuer = replace(issuer, value=value, rule=f"{issuer.rule}, put right by the place")
        fields.issuer_place = known
    else:
        note = f"Không có tỉnh, thành phố nào tên {territory['name']!r}. Hãy đối chiếu với bản quét."
        fields.warn("uncertain", note, "issuer")


def _is_like(read: str, known: str) -> bool:
    """Whether a place was read for a known one: a letter is another, too much or lost, or but a word of it is left;
    what a pen or seal behind it left is passed over."""
    one, other = fold(_SCRAP_RE.sub("", read)), fold(known)
    if _differ_once(one, other) or other.endswith(f" {one}") or other.startswith(f"{one} "):
        return True
    if one.endswith(f" {other}"):
        return True  # the end of the number's line before it: `KH-UBND Lào Cai`
    return one[:2] == other[:2] and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE


def doubt_title(fields: Fields) -> None:
    """Tells of a title that a stamp, a pen or pale ink beside it spoilt: signs that no title holds, a first word that
    was lost, the text below it taken along. `Về` alone can stand before `việc`: it is put back."""
    title = fields.title
    if title is None:
        return
    odd = [word for word in title.value.split() if _is_odd(word.strip(_AROUND))]
    if odd:
        said = ", ".join(map(repr, odd[:3]))
        note = f"Trích yếu có chữ không đọc được ({said}): có thể lẫn dấu hoặc nét bút."
    elif (value := _STOP_RE.sub(_unstopped, title.value)) != title.value:
        note = "Trích yếu có dấu chấm không thuộc câu chữ, đã bỏ."
        fields.title = replace(title, value=value)
    elif title.value.startswith("việc "):
        note = "Trích yếu mất chữ đầu, được đọc là “Về việc”."
        fields.title = replace(title, value=f"Về {title.value}")
    elif title.value[0].islower():
        note = "Trích yếu mở đầu bằng chữ thường: có thể mất chữ đầu."
    elif len(title.value) > _LONG and _SENTENCES_RE.search(title.value) is not None:
        note = "Trích yếu dài bất thường: có thể lẫn lời văn ở dưới."
    else:
        return
    fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "title")


def _unstopped(found: re.Match[str]) -> str:
    """A word without the stop behind it; short forms of places and degrees (`TP.`, `ThS.`) are no syllables."""
    return found[1] if is_syllable(found[1]) and not found[1].isupper() else found[0]


def _is_odd(word: str) -> bool:
    """Whether a word is neither letters nor a number, day or share: figures and letters in one group, strange signs."""
    if _NEVER_RE.search(word):
        return True
    return any(_MIXED_RE.fullmatch(group) is not None for group in _GROUPS_RE.split(word))


def is_damaged(issuer: Found[str]) -> bool:
    """Whether what stands for a name that no register knows holds what no name does: strange signs, mostly no words,
    words in capitals beside others in small letters (`BAN NHÂN DÂN UBND cu`)."""
    if _NO_NAME_RE.search(issuer.value):
        return True
    words = [word for word in _WORD_RE.findall(issuer.value) if not word.isupper() or is_syllable(word)]
    mixed = any(map(str.isupper, words)) and any(map(str.islower, words))
    return not words or mixed or sum(not is_syllable(word) for word in words) > _ODD * len(words)


def _differ_once(one: str, other: str) -> bool:
    """Whether one letter is another, is missing, or is there too much."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at, char in enumerate(short) if char != long[at]), len(short))
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]
