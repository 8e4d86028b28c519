"""How often a value is wrong, by field, rule, kind of text and warning: a table counted on annotated documents.

`python -m bench.workplace_risks --gold DIR --write` counts it anew.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

FIELDS = ("type", "number", "date", "issuer", "title", "signers", "secrecy")
LEAST = 0.02
"""Below this risk a value without a warning is not put before a person."""

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


def risk(field: str, rule: str, source: str, code: str, table: Table | None = None) -> float:
    """The share of such values that is wrong (0..1): the count of just these, drawn towards wider counts where it is
    small. `source` is the contract's `text_source`, `code` that of the warning that names the field or empty."""
    known = counted() if table is None else table
    wider = _PRIOR_WARNED if code else _PRIOR
    for at in (("*", "*", "*", code), (field, "*", "*", code), (field, "*", source, code), (field, rule, source, code)):
        n, wrong = known.get(at, (0, 0))
        wider = (wrong + _WEIGHT * wider) / (n + _WEIGHT)
    return round(wider, 4)
