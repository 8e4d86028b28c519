"""Interim seam to the register of issuers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.codes import Code


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    locality: str | None = None
    level: str | None = None


def _module() -> Any:
    try:
        from extractor import issuers
    except ImportError:
        return None
    return issuers


def canonical_body(raw: str, *, place: str | None = None, date: str | None = None) -> Body | None:
    module = _module()
    try:
        return module.canonical_body(raw, place=place, date=date) if module else None
    except RecursionError:
        return None


def body_of_code(code: Code, *, place: str | None = None, date: str | None = None) -> Body | None:
    module = _module()
    if module is None:
        return None
    found: Body | None = module.body_of_code(
        code.organs, type_code=code.type_letters, system=code.system, place=place, date=date
    )
    return found
