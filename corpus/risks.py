"""How often a value is wrong, by field, rule, kind of text, and warning or look: counted on annotated documents.

`python -m bench.workplace_risks --gold DIR --write` counts it anew.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extractor.syllables import share_valid

FIELDS = ("type", "number", "date", "issuer", "title", "signers", "secrecy")
LEAST = 0.02
"""Below this risk a value without a warning is not put before a person."""

ODD = "odd"
_LONG_TITLE_CHARS = 400
_STOP_RE = re.compile(r"[^\W\d_]{2}\. +[^\W\d_]")

_PRIOR = 0.02  # of a value of which nothing was counted
_PRIOR_WARNED = 0.5  # a reader that says itself that it is not sure
_WEIGHT = 4.0
"""So many documents the next wider count weighs: what was seen twice is not known to be always right."""


Key = tuple[str, str, str, str]
Table = dict[Key, tuple[int, int]]


@cache
def counted() -> Table:
    """The table that comes with the program."""
    return spread(files("corpus").joinpath("value_risks.toml").read_text(encoding="utf-8"))


def spread(toml: str) -> Table:
    """(field, rule, text source, code) -> how many, and how many of them wrong; `*` stands for any."""
    found: Table = {}
    for r in tomllib.loads(toml)["counted"]:
        field, rule, source, code = r["field"], r["rule"], r["source"], r["code"]
        for at in ((field, rule, source, code), (field, "*", source, code), (field, "*", "*", code),
                   ("*", "*", "*", code)):  # fmt: skip
            before = found.get(at, (0, 0))
            found[at] = before[0] + r["n"], before[1] + r["wrong"]
    return found


def code_of(field: str, value: Any, warned: str) -> str:
    """What the table knows a value by beside its rule: the warning that names its field, else `odd` where it does not
    look like what it should be. A body's name and a title are words: they hold none that cannot be a Vietnamese
    syllable, and a title is one sentence (Nghị định 30/2020/NĐ-CP, Phụ lục I: it tells the subject in short)."""
    if warned or field not in ("issuer", "title") or not isinstance(value, str):
        return warned
    valid, _, total = share_valid(value)
    runs_on = field == "title" and (len(value) > _LONG_TITLE_CHARS or bool(_STOP_RE.search(value)))
    return ODD if runs_on or (total and valid < 1) else ""


def risk(field: str, rule: str, source: str, code: str, table: Table | None = None) -> float:
    """The share of such values that is wrong (0..1): the count of just these, drawn towards wider counts where it is
    small. `source` is the contract's `text_source`, `code` that of the warning that names the field or empty."""
    if table is None:
        return _usual(field, rule, source, code)
    wider = _PRIOR_WARNED if code else _PRIOR
    for at in (("*", "*", "*", code), (field, "*", "*", code), (field, "*", source, code), (field, rule, source, code)):
        n, wrong = table.get(at, (0, 0))
        wider = (wrong + _WEIGHT * wider) / (n + _WEIGHT)
    return round(wider, 4)


@lru_cache(maxsize=4096)
def _usual(field: str, rule: str, source: str, code: str) -> float:
    """By the table that comes with the program: many values share the same few."""
    return risk(field, rule, source, code, counted())
