"""How a search is asked over HTTP: one set of parameters for the page, the API, its exports and batches."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import AfterValidator, Field

from index.base import Query as Question
from service.people import SECRECIES
from service.words import KINDS, LEVELS, STATUSES, is_day

Texts = Annotated[tuple[str, ...], Query()]
Years = Annotated[tuple[Annotated[int, Field(ge=1000, le=9999)], ...], Query()]


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
    q: Annotated[str, Query(description="chữ cần tìm, hoặc số văn bản", max_length=1000)] = "",
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


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text >= "1000"


def _known(given: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in given if one in known)


def _loose(
    q: str = "",
    type: Texts = (),
    issuer: Texts = (),
    kind: Texts = (),
    status: Texts = (),
    level: Texts = (),
    secrecy: Texts = (),
    year: Texts = (),
    not_type: Texts = (),
    not_issuer: Texts = (),
    not_kind: Texts = (),
    not_status: Texts = (),
    not_level: Texts = (),
    not_secrecy: Texts = (),
    not_year: Texts = (),
    date_from: Annotated[str, Query(alias="from")] = "",
    date_to: Annotated[str, Query(alias="to")] = "",
    sort: str = "relevance",
    expand: bool = True,
    renamed: bool = False,
) -> tuple[Question, tuple[str, ...]]:
    refused = tuple(given for given in (date_from, date_to) if given and not is_day(given))
    refused += tuple(given for given in (*year, *not_year) if given and not _is_year(given))
    closed: tuple[tuple[tuple[str, ...], Collection[str]], ...] = (
        (kind + not_kind, KINDS), (status + not_status, STATUSES),
        (level + not_level, LEVELS), (secrecy + not_secrecy, SECRECIES),
    )  # fmt: skip
    refused += tuple(one for given, known in closed for one in given if one and one not in known)
    question = _asked(
        q=q.strip(),
        type=type,
        issuer=issuer,
        kind=_known(kind, KINDS),
        status=_known(status, STATUSES),
        level=_known(level, LEVELS),
        secrecy=_known(secrecy, SECRECIES),
        year=tuple(int(one) for one in year if _is_year(one)),
        not_type=not_type,
        not_issuer=not_issuer,
        not_kind=_known(not_kind, KINDS),
        not_status=_known(not_status, STATUSES),
        not_level=_known(not_level, LEVELS),
        not_secrecy=_known(not_secrecy, SECRECIES),
        not_year=tuple(int(one) for one in not_year if _is_year(one)),
        date_from=None if date_from in refused else date_from or None,
        date_to=None if date_to in refused else date_to or None,
        sort="date" if sort == "date" else "-date" if sort == "-date" else "relevance",
        expand=expand,
        renamed=renamed,
    )
    return question, refused


Loose = Annotated[tuple[Question, tuple[str, ...]], Depends(_loose)]
"""As `Asked`, for a form that people fill in: a date, year or filter that is none is set aside and named, empty boxes
are none."""
