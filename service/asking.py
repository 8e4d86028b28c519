"""How a search is asked over HTTP: one set of parameters for the page, the API, its exports and batches."""

from __future__ import annotations

import inspect
from collections.abc import Collection
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, params
from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError

from index.base import Query as Question
from index.query import MAX_CHARS
from service.people import SECRECIES
from service.words import KINDS, LEVELS, STATUSES, is_day

Texts = Annotated[tuple[str, ...], Query()]


def _four_figures(given: object) -> object:
    if isinstance(given, str) and not (len(given) == 4 and given.isascii() and given.isdigit()):
        raise ValueError("phải là năm gồm bốn chữ số, ví dụ 2014")  # `2024.0` and ` 2024` are whole numbers too
    return given


Years = Annotated[tuple[Annotated[int, Field(ge=1000, le=9999), BeforeValidator(_four_figures)], ...], Query()]


def _day(text: str | None) -> str | None:
    if text is not None and not is_day(text):
        raise ValueError("phải là ngày dạng YYYY-MM-DD, ví dụ 2014-04-07")
    return text


def _one_of(known: Collection[str]) -> AfterValidator:
    def check(given: tuple[str, ...]) -> tuple[str, ...]:
        if any(one and one not in known for one in given):
            raise ValueError(f"chỉ nhận: {', '.join(known)}")
        return given

    return AfterValidator(check)


Kinds = Annotated[Texts, _one_of(KINDS)]
Statuses = Annotated[Texts, _one_of(STATUSES)]
Levels = Annotated[Texts, _one_of(LEVELS)]
Secrecies = Annotated[Texts, _one_of(SECRECIES)]
Day = Annotated[str | None, Query(examples=["2014-04-07"]), AfterValidator(_day)]
_NOT = "loại trừ"


def _asked(
    # whose length search itself refuses, in words that say what to do
    q: Annotated[
        str, Query(description="chữ cần tìm, hoặc số văn bản", json_schema_extra={"maxLength": MAX_CHARS})
    ] = "",
    type: Texts = (),
    issuer: Texts = (),
    kind: Kinds = (),
    status: Statuses = (),
    level: Levels = (),
    secrecy: Secrecies = (),
    year: Years = (),
    not_type: Annotated[tuple[str, ...], Query(description=_NOT)] = (),
    not_issuer: Annotated[tuple[str, ...], Query(description=_NOT)] = (),
    not_kind: Annotated[Kinds, Query(description=_NOT)] = (),
    not_status: Annotated[Statuses, Query(description=_NOT)] = (),
    not_level: Annotated[Levels, Query(description=_NOT)] = (),
    not_secrecy: Annotated[Secrecies, Query(description=_NOT)] = (),
    not_year: Years = (),
    date_from: Annotated[Day, Query(alias="from")] = None,
    date_to: Annotated[Day, Query(alias="to")] = None,
    sort: Literal["relevance", "date", "-date"] = "relevance",
    expand: Annotated[bool, Query(description="hiểu cả chữ viết tắt")] = True,
    renamed: Annotated[bool, Query(description="tìm cơ quan đã sáp nhập theo cả tên cũ và tên mới")] = False,
) -> Question:
    return Question(
        text=q,
        types=type,
        issuers=issuer,
        kinds=kind,
        statuses=status,
        levels=level,
        secrecies=secrecy,
        years=year,
        exclude_types=not_type,
        exclude_issuers=not_issuer,
        exclude_kinds=not_kind,
        exclude_statuses=not_status,
        exclude_levels=not_level,
        exclude_secrecies=not_secrecy,
        exclude_years=not_year,
        date_from=date_from,
        date_to=date_to,
        sort=sort,
        expand=expand,
        renamed=renamed,
    )


Asked = Annotated[Question, Depends(_asked)]
Chain = Annotated[
    str | None, Query(description="chỉ tìm trong chuỗi của văn bản này (mã, khóa hoặc số)", examples=["34-CT/TW"])
]


def _rules() -> dict[str, tuple[str, bool, TypeAdapter[Any]]]:
    """Of each parameter but the words: its name in an address, whether it may be given several times, what it takes."""
    rules = {}
    for name, parameter in inspect.signature(_asked, eval_str=True).parameters.items():
        noted = getattr(parameter.annotation, "__metadata__", ())
        aliases = [one.alias for one in noted if isinstance(one, params.Query) and one.alias]
        several = isinstance(parameter.default, tuple)
        rules[name] = (aliases[0] if aliases else name, several, TypeAdapter(parameter.annotation))
    del rules["q"]
    return rules


_RULES = _rules()


def _loose(request: Request) -> tuple[Question, tuple[str, ...]]:
    given = request.query_params
    kept: dict[str, Any] = {"q": given.get("q", "").strip()}
    refused: list[str] = []
    for name, (alias, several, rule) in _RULES.items():
        for text in filter(None, given.getlist(alias) if several else [given.get(alias, "")]):
            try:
                value = rule.validate_python((text,) if several else text)
            except ValidationError:
                refused.append(text)
            else:
                kept[name] = kept.get(name, ()) + value if several else value
    return _asked(**kept), tuple(refused)


Loose = Annotated[tuple[Question, tuple[str, ...]], Depends(_loose)]
"""As `Asked`, for a form that people fill in: what a parameter does not take is set aside and named, empty boxes are
none."""
