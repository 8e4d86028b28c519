"""From an address to an engine: the only place that knows which engines there are."""

from __future__ import annotations

from extractor.text import quoted
from index.base import Index


def open_index(
    where: str | None = None, *, password: str | None = None, ca: str | None = None, rebuilding: bool = False
) -> Index:
    """See `index.open_index`."""
    if where is None or where == ":memory:":
        from index.embedded import EmbeddedIndex

        return EmbeddedIndex(None)
    if where.startswith(("elasticsearch+http://", "elasticsearch+https://")):
        from index.elastic import open_elastic

        return open_elastic(where, password=password, ca=ca, rebuilding=rebuilding)
    if "://" in where:
        raise ValueError(
            f"Không có máy tìm kiếm {quoted(where)}. Dùng một thư mục hoặc elasticsearch+https://USER@HOST:PORT/PREFIX."
        )
    from index.embedded import EmbeddedIndex

    return EmbeddedIndex(where, rebuilding=rebuilding)
