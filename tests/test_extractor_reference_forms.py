"""Forms of references found in real papers (`cases/reference_forms.toml`), one case a form."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.codes import parse_code
from extractor.document import Footer, Found, Header, Reference, Span, Text
from extractor.references import find_references

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "reference_forms.toml").read_text(encoding="utf-8")
)["case"]
FIELDS = {"type": "type_code", "class": "class_"}
NONE = "@none"


def header_of(described: dict[str, str], length: int) -> Header:
    def found(name: str) -> Found[str] | None:
        return Found(described[name], "", Span(0, 0), "case") if name in described else None

    return Header(
        kind="news" if described.get("kind") == "news" else "official",
        start=0,
        end=length,
        body_start=0,
        type_code=found("type"),
        number=found("number"),
        date=found("date"),
        issuer=found("issuer"),
        issuer_place=described.get("place"),
    )


def unmarked(marked: str) -> tuple[str, list[str]]:
    spans = [piece.split("⟧")[0] for piece in marked.split("⟦")[1:]]
    return marked.replace("⟦", "").replace("⟧", ""), spans


def fields_of(reference: Reference, names: dict[str, Any]) -> dict[str, Any]:
    read = {name: getattr(reference, FIELDS.get(name, name)) for name in names}
    return {name: NONE if value is None and names[name] == NONE else value for name, value in read.items()}


def test_every_form_has_a_case() -> None:
    assert [case["id"] for case in CASES] == [f"{number:03d}" for number in range(1, 183)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_form(case: dict[str, Any]) -> None:
    content, spans = unmarked(case["text"])
    text = Text(content)
    references, _ = find_references(text, header_of(case.get("header", {}), len(content)), Footer(), ())
    cited = [reference for reference in references if reference.class_ != "named"]
    if not case.get("marks_optional"):
        assert [reference.raw for reference in cited] == spans
    assert [fields_of(r, e) for r, e in zip(cited, case["expect"], strict=True)] == case["expect"]
    named = [reference for reference in references if reference.class_ == "named"]
    if "named" in case:
        assert [fields_of(r, e) for r, e in zip(named, case["named"], strict=True)] == case["named"]


@pytest.mark.parametrize("case", [c for c in CASES if "own" in c], ids=lambda case: case["id"])
def test_own_number_is_read_with_its_repairs(case: dict[str, Any]) -> None:
    code = parse_code(case["own"]["printed"])
    assert code is not None
    assert code.canonical == case["own"]["number"]
