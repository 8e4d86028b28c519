"""Searching inside one chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.rights import View


def in_chain(archive: View, root: str) -> tuple[str, ...]:
    """The held documents of one chain, as far as they may be seen: for `Query.ids`. Raises NotFound, Ambiguous."""
    return tuple(node["id"] for node in archive.chain(root)["nodes"] if node["held"])
