"""The contract's words all have their Vietnamese ones, and dates read as they are written in Vietnam."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus.validity import State
from extractor.document import Authority, DocumentKind, Relation, TaskRole
from service.words import AUTHORITIES, KINDS, RELATIONS, RELATIONS_BACK, ROLES, STANDINGS, day


def test_every_word_of_the_contract_has_a_vietnamese_one() -> None:
    assert set(RELATIONS) == set(RELATIONS_BACK) == set(get_args(Relation))
    assert set(AUTHORITIES) == set(get_args(Authority))
    assert set(ROLES) == set(get_args(TaskRole))
    assert set(STANDINGS) == set(get_args(State))
    assert set(KINDS) == set(get_args(DocumentKind))


@pytest.mark.parametrize(
    ("iso", "written"),
    [("2014-04-07", "07/4/2014"), ("2020-02-05", "05/02/2020"), ("2023-12-15", "15/12/2023"), ("2025-01", "01/2025"),
     ("2024-10-20", "20/10/2024"), (None, ""), ("", "")],
)  # fmt: skip
def test_day(iso: str | None, written: str) -> None:
    assert day(iso) == written
