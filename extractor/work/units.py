"""Units: the bodies that get a task, are named as responsible for carrying the paper out, or are listed as members.

Not the recipients, not the issuers of cited papers. Where the work is given is read by `assignments`, how bodies are
named by `bodies`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.bodies.names import body_key
from extractor.document import BodyUnit, Footer, Found, Header, Span, Text
from extractor.knowledge import toml_data
from extractor.work.assignments import find_assignments

_KIND = re.compile(r" (?:các )?(?:tỉnh|thành phố) (?=\w)(?!trực|thuộc)")
# `UBND quận, huyện` is `UBND các quận, huyện`
_OF_SEVERAL = re.compile(r"(?<=ân dân )các (?=\w+(?: \w+)?(?:,| và) )")
_COUNCILS = frozenset(("ủy ban nhân dân", "hội đồng nhân dân"))  # two in one paper are two
_PLACE = re.compile(r" (?:tỉnh|thành phố|tp|huyện|quận|xã|phường|thuộc|trực thuộc|các tỉnh)(?= |\Z)")


def find_units(text: Text, header: Header, footer: Footer, body: tuple[BodyUnit, ...]) -> tuple[Found[str], ...]:
    """The units of one paper, as printed, in order, each once. Never raises."""
    found: list[Found[str]] = []
    seen: set[str] = set()
    shorter: set[str] = set()  # names of seen units without their place
    for assignment in find_assignments(text, header, footer, body):
        for unit in assignment.bodies:
            key, plain, bases = _unit_keys(unit.name)
            if key in seen or plain in seen or key in shorter or bases & seen:
                continue  # `Sở Tài chính` and `Sở Tài chính tỉnh Bắc Ninh` are one unit in one paper
            seen |= {key, plain}
            shorter |= bases
            raw = text.content[unit.start : unit.end]
            found.append(Found(unit.name, raw, Span(unit.start, unit.end), f"unit:{assignment.form}"))
    found.sort(key=lambda unit: unit.span.start)  # an order that goes on behind `;` is read before its paragraph
    return tuple(unit for unit in found if not (body_key(unit.value) in _COUNCILS and _named_further(unit, found)))


def _named_further(bare: Found[str], units: list[Found[str]]) -> bool:
    """Whether a council without a place stands beside one with its place: `UBND, Chủ tịch UBND tỉnh`."""
    key = body_key(bare.value)
    return any(unit is not bare and body_key(unit.value).startswith(f"{key} ") for unit in units)


@cache
def _fields() -> tuple[re.Pattern[str], dict[str, str]]:
    """The short forms of what ministries and departments look after, each with its words, as `body_key` has them."""
    table = toml_data("issuers.toml")["fields"]
    spelt = {body_key(short): body_key(full) for full, forms in table.items() for short in forms}
    ordered = sorted(spelt, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), spelt


@lru_cache(maxsize=4096)  # papers name the same bodies again and again
def _unit_keys(name: str) -> tuple[str, str, frozenset[str]]:
    """The keys of a name: with its field spelt out (`Sở KH&CN`), without the kind of its place (`Sở Xây dựng Lâm Đồng`
    is `Sở Xây dựng tỉnh Lâm Đồng`), and the shorter ones without its place."""
    key = _OF_SEVERAL.sub("", body_key(name).replace(" & ", " và "), count=1)
    head, _, rest = key.partition(" ")
    if head in ("sở", "bộ", "phòng"):
        short, spelt = _fields()
        found = short.match(rest)
        key = f"{head} {spelt[found.group()]}{rest[found.end() :]}" if found else key
    bases = frozenset(key[: place.start()] for place in _PLACE.finditer(key))
    return key, _KIND.sub(" ", key), bases - _COUNCILS
