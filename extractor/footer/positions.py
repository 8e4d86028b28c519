"""Who signs by which authority: the marks (`TM.`, `KT.`, Party `T/M`), the positions, and the one among the lines of a
block that is the signer's own (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extractor.document import Authority
from extractor.knowledge import toml_data
from extractor.layout import Line
from extractor.phrases import any_of
from extractor.text import fold, squash

_AUTHORITIES: dict[str, Authority] = {"TM": "TM", "KT": "KT", "TL": "TL", "TUQ": "TUQ", "Q": "Q", "QUYN": "Q"}  # QUYỀN
_WORDS = toml_data("signature.toml")
HEADS = tuple(_WORDS["positions"])
"""Positions in capitals, as they head a block."""
_NO_HEADS: dict[str, list[str]] = _WORDS["no_position_before"]


def any_head(form: Callable[[str], str] = str, least_words: int = 1) -> str:
    """A pattern of any position, each put into its `form`, of no fewer words; none is that opens a body's name."""
    heads = [head for head in HEADS if len(head.split()) >= least_words]
    bounded = [
        rf"{any_of([form(head)])}(?!\s+(?i:{any_of(map(form, words))})(?!\w))" for head, words in _NO_HEADS.items()
    ]
    return "|".join([*bounded, any_of(form(head) for head in heads if head not in _NO_HEADS)])


AUTHORITY_MARK = (
    r"(?:(?:T[ ./]{0,3}M|K[ ./]{0,3}T|T[ ./]{0,3}L|T[ ./]{0,3}U[ ./]{0,3}Q|Q)[ ]{0,3}(?:\.|/(?=\s))"
    r"|(?:T/M|K/T|T/L|T/UQ|T\.M|K\.T|T\.L|T\.UQ)(?![A-Z])"
    # the point forgotten: whom one signs for must follow
    rf"|(?:KT|TL|TUQ)(?=[ ]+(?:{any_head()}))|QUYỀN(?=[ ]+(?:{any_of(_WORDS['acting'])})(?!\w))"
    r"|TM(?=[ ]+(?:[ỦU][YỶ]\s+BAN|HỘI\s+ĐỒNG|BAN\s)))"
)
AUTHORITY = re.compile(rf"(?P<mark>{AUTHORITY_MARK})\s*(?P<of>[^\n]*)")
"""A line that opens with a mark, and whom it signs for."""

POSITION = re.compile(rf"(?:{any_head()}|{any_head(str.capitalize)})(?!\w)")
# The same on folded text, for positions in any case and with accents lost in OCR.
_FOLDED_POSITION = re.compile(rf"(?<!\w)(?:{any_head(fold)})(?!\w)")
_GLUED_POSITION = re.compile(rf"(?<=\w)(?:{any_head(fold, least_words=2)})(?!\w)")
_DEPUTY = re.compile(r"(?<!\w)[Pp](?:HÓ|hó)\s+\Z")
_STANDING = re.compile(r"thuong\s+truc\b")
_JOINED_POSITION = re.compile(r"(?:,|\bkiem)\s*$")
_DASHED_POSITION = re.compile(r"\s[-–]\s*$")
_MARKED = re.compile(r"(?<!\w)(?:kt|tl|tuq|q)\s?[./]\s*$")  # on folded text
# Positions that are part of a body's name behind these words: `BAN BÍ THƯ`, `HỘI ĐỒNG BỘ TRƯỞNG`, `ĐOÀN CHỦ TỊCH`.
_PARTS_OF_BODIES = {"bi thu": "ban ", "bo truong": "hoi dong ", "chu tich": "doan "}
_CITY = re.compile(r"(?:[Tt][Hh][Àà][Nn][Hh] )?[Pp][Hh][Ốố](?!\w)")


def position_of(stack: list[Line]) -> tuple[str | None, Authority | None]:
    """What the signer is, and by which authority: the lowest mark counts (`TM. ... / KT. ...` is KT)."""
    authority: Authority | None = None
    text = ""
    for line in stack:
        mark = AUTHORITY.match(line.text)
        if mark:
            authority = _AUTHORITIES.get(re.sub(r"[^A-Z]", "", mark["mark"]), authority)
            text = mark["of"]
        else:
            text = f"{text} {line.text}"
    return _own_position(squash(text).strip(" []()."), authority), authority


@lru_cache(maxsize=1024)  # there are few positions, and they sign most papers
def _own_position(text: str, authority: Authority | None) -> str | None:
    """The last position below the mark; of `KT. BỘ TRƯỞNG / THỨ TRƯỞNG` the first is the head who is signed for.

    `THỨ TRƯỞNG THƯỜNG TRỰC` is one position, and so are two that a comma, `kiêm` or a dash joins; but a dash also
    stands between the head who is signed for and who signs: `TL. CHỦ TỊCH - CHÁNH VĂN PHÒNG`.
    """
    # `THÀNH PHỐ / CHỦ TỊCH`: a city's last syllable is no deputy
    folded = fold(_CITY.sub(lambda city: "·" * len(city.group()), text))
    signed_for = authority in ("KT", "TL", "TUQ")
    starts: list[int] = []
    head = ""
    for match in _FOLDED_POSITION.finditer(folded):
        if folded[: match.start()].endswith(_PARTS_OF_BODIES.get(match.group(), "\n")):
            continue
        above = folded[: match.start()]
        continues = _STANDING.match(match.group()) or _JOINED_POSITION.search(above)
        dashed = _DASHED_POSITION.search(above) is not None and len(starts) > signed_for
        if dashed and (_MARKED.search(folded[: starts[-1]]) or match.group() == f"pho {head}"):
            dashed = False  # `KT. CHÁNH VĂN PHÒNG - PHÓ CHÁNH VĂN PHÒNG`: who is signed for, too
        if not (starts and (continues or dashed)):
            starts.append(match.start())
            head = match.group()
    if not starts and (glued := [m.start() for m in _GLUED_POSITION.finditer(folded)]):
        return text[glued[-1] :]
    if not starts or (signed_for and starts == [0]):
        return None
    deputy = _DEPUTY.search(text[: starts[-1]])  # `PHÓ` before a position of the register
    return text[deputy.start() if deputy else starts[-1] :]
