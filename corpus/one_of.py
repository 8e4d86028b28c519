"""`column IN values` and `column NOT IN values` as one statement with one parameter, however many values there are.

The engine's own list would be put together, parsed and planned anew for every length; for pairs SQLite would not even
look into an index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _OneOf(FunctionElement[bool]):
    name = "one_of"
    inherit_cache = True  # and no type: SQLite would be asked whether a truth value is 1, and use no index


class _NoneOf(_OneOf):
    name = "none_of"
    inherit_cache = True


class _OnePairOf(_OneOf):
    name = "one_pair_of"
    inherit_cache = True


def one_of(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether the column, which holds text, has one of these values."""
    return _OneOf(column, json.dumps(list(values)))


def none_of(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether the column, which holds text, has a value and none of these: a server looks each up in a table of them,
    where it would go through all of a negated `one_of`."""
    return _NoneOf(column, json.dumps(list(values)))


def one_pair_of(
    first: ColumnElement[Any], second: ColumnElement[Any], pairs: Iterable[tuple[str, str]]
) -> ColumnElement[bool]:
    """Whether two columns of text have together one of these pairs of values."""
    return _OnePairOf(first, second, json.dumps(list(pairs)))


def _parts(element: _OneOf, compiler: SQLCompiler, options: dict[str, Any]) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]


@compiles(_OneOf, "sqlite")
def _sqlite(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = _parts(element, compiler, options)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_OneOf, "postgresql")
def _postgresql(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = _parts(element, compiler, options)
    return f"{column} = ANY (ARRAY(SELECT json_array_elements_text(CAST({values} AS json))))"


@compiles(_NoneOf, "sqlite")
def _none_sqlite(element: _NoneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = _parts(element, compiler, options)
    return f"{column} NOT IN (SELECT value FROM json_each({values}))"


@compiles(_NoneOf, "postgresql")
def _none_postgresql(element: _NoneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = _parts(element, compiler, options)
    return f"{column} NOT IN (SELECT json_array_elements_text(CAST({values} AS json)))"


@compiles(_OnePairOf, "sqlite")
def _pair_sqlite(element: _OnePairOf, compiler: SQLCompiler, **options: Any) -> str:
    first, second, pairs = _parts(element, compiler, options)
    each = f"SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({pairs})"
    return f"({first}, {second}) IN ({each})"


@compiles(_OnePairOf, "postgresql")
def _pair_postgresql(element: _OnePairOf, compiler: SQLCompiler, **options: Any) -> str:
    first, second, pairs = _parts(element, compiler, options)
    each = f"SELECT pair ->> 0, pair ->> 1 FROM json_array_elements(CAST({pairs} AS json)) AS pair"
    return f"({first}, {second}) IN ({each})"
