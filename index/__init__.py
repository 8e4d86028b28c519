"""The search seam: one `Index` protocol, an embedded engine and Elasticsearch behind it."""

from __future__ import annotations

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
