"""The register behind `extractor.identity` (data/identity.toml), read once into plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.knowledge import toml_data
from extractor.text import slug


@dataclass(frozen=True, slots=True)
class Congress:
    """A congress: from `opens` on the old term is not certain, from `closes` on the new one runs. ISO dates."""

    name: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Window:
    """Five-year terms: within a boundary year the congress falls between `opens` and `closes` (MM-DD)."""

    boundary_years: tuple[int, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Register:
    """Slugs throughout. `provinces` are ordered longest first; `same_bodies` are (pattern, body, other)."""

    two_series: frozenset[str]
    central_terms: tuple[Congress, ...]
    youth_terms: tuple[Congress, ...]
    province_term: Window
    lower_term: Window
    reform_day: str
    renewed: frozenset[str]
    cities: frozenset[str]
    provinces: tuple[str, ...]
    central_letters: dict[str, str]
    same_bodies: tuple[tuple[re.Pattern[str], str, str | None], ...]


def load_register() -> Register:
    """Reads the data file. Raises KeyError or ValueError when it is incomplete."""
    raw = toml_data("identity.toml")
    reform = raw["reform_2025"]
    places = {slug(p) for group in ("renewed", "unchanged", "ended") for p in reform[group]}
    return Register(
        two_series=frozenset(raw["two_series"]),
        central_terms=tuple(Congress(t["name"], t["opens"], t["closes"]) for t in raw["central_term"]),
        youth_terms=tuple(Congress(t["name"], t["opens"], t["closes"]) for t in raw["youth_term"]),
        province_term=_window(raw["province_term"]),
        lower_term=_window(raw["lower_term"]),
        reform_day=reform["day"],
        renewed=frozenset(slug(p) for p in reform["renewed"]),
        cities=frozenset(slug(p) for p in reform["cities"]),
        provinces=tuple(sorted(places, key=lambda p: (-len(p), p))),
        central_letters={letters: slug(body) for letters, body in raw["central_letters"].items()},
        same_bodies=tuple((re.compile(row["pattern"]), row["body"], row.get("other")) for row in raw["same_body"]),
    )


def _window(row: dict[str, object]) -> Window:
    years = row["boundary_years"]
    assert isinstance(years, list)  # the data file is ours; a test reads it
    return Window(tuple(int(y) for y in years), str(row["opens"]), str(row["closes"]))
