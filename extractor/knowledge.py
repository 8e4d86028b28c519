"""What is known of the field, as data: the registers of `extractor/data`, whose heads say what their keys mean."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml_data(name: str) -> dict[str, Any]:
    """A register by its file name, read once. What it gives is shared: nobody may change it."""
    return tomllib.loads(files("extractor").joinpath("data").joinpath(name).read_text(encoding="utf-8"))
