"""The search seam: one `Index` protocol, an embedded engine and Elasticsearch behind it."""

from __future__ import annotations

from pathlib import Path

from index.base import Index


def open_index(
    where: str | None = None, *, password: str | None = None, ca: str | None = None, rebuilding: bool = False
) -> Index:
    """Opens a search index: a folder, `:memory:` (also None), or `elasticsearch+https://USER@HOST:PORT/PREFIX`.

    `password` and `ca` (a PEM file) are for Elasticsearch. `rebuilding` lets an index of another version open, for
    `Index.rebuild` only. Raises IndexMismatch when the index was built by another version, IndexUnavailable when it
    cannot be reached, ValueError when `where` is no such address.
    """
    from index.open import open_index as opened

    return opened(where, password=password, ca=ca, rebuilding=rebuilding)


def with_meanings(index: Index, model: Path, kept: Path) -> Index:
    """The index with a second ranking by nearness of meaning. `model` is a local folder (see `index.meanings`), `kept`
    the file of the documents' vectors. Raises ValueError when the folder holds no model."""
    from index.fused import FusedIndex
    from index.meanings import Meanings, Model

    return FusedIndex(index, Meanings(kept, Model(model)))
