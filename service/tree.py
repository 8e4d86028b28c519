"""What came of a paper, level by level, as staff follow it: who carried it out, who was told to and has not, and what
has become of each paper by a given day. Everything is read through the `View`: nobody sees more than they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.entry import level_of
from service.rights import View

CARRIES_OUT = ("implements", "basis", "guides", "attached")
"""Relations by which a paper carries another one out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a permalink holds besides the root. `relations` None: all that a chain follows; `tiers` (levels of bodies as
    in search) empty: all; `at`: the archive as of this day (ISO)."""

    at: str
    up: bool = False
    down: bool = True
    depth: int = 10
    relations: tuple[str, ...] | None = None
    tiers: tuple[str, ...] = ()


def tree(view: View, root: str, asked: Asked, *, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
    """The object of `vanban chain` with `at`, and on each node `tier` and `standing`; then

    `expected`: `[{"told_by", "level", "unit", "state", "reason", "deadline", "overdue", "documents", "text", "start",
    "end"}]`, every body that a paper of the tree tells to issue something and whose paper is not among the nodes;
    `level` is where it would stand. Raises NotFound, Ambiguous.
    """
    found = view.chain(
        root,
        up=asked.up,
        down=asked.down,
        depth=asked.depth,
        relations=asked.relations,
        date=date,
        issuer=issuer,
        date_to=asked.at,
    )
    standings = view.standings([node["id"] for node in found["nodes"]], asked.at)
    nodes = [
        {**node, "tier": level_of(node["issuer"]), "standing": standings.get(node["id"])} for node in found["nodes"]
    ]
    expected = []
    if asked.down or not asked.up:
        known = {node["id"] for node in nodes}
        levels = {node["id"]: node["level"] for node in nodes if node["held"] and 0 <= node["level"] < asked.depth}
        for id, rows in sorted(view.follow_ups(list(levels), at=asked.at).items(), key=lambda e: levels[e[0]]):
            missing = [row for row in rows if row["state"] != "issued" or not known.intersection(row["documents"])]
            expected += [{"told_by": id, "level": levels[id] + 1, **row} for row in missing]
    kept = [node for node in nodes if not asked.tiers or node["id"] == found["root"] or node["tier"] in asked.tiers]
    names = {node["id"] for node in kept}
    return {
        "root": found["root"],
        "asked": found["asked"],
        "at": asked.at,
        "nodes": kept,
        "edges": [edge for edge in found["edges"] if edge["from"] in names and edge["to"] in names],
        "expected": [one for one in expected if not asked.tiers or level_of(one["unit"]) in asked.tiers],
    }


def counts(nodes: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many papers came of the root, how many of them are not held, how many bodies are without, how many
    late; what a person said is done or none of theirs counts as neither."""
    below = [node for node in nodes if node["level"] > 0]
    open_ = [one for one in expected if not one["mark"]]
    return {
        "below": len(below),
        "stubs": sum(not node["held"] for node in below),
        "missing": sum(one["state"] == "not-held" for one in open_),
        "unclear": sum(one["state"] == "unclear" for one in open_),
        "overdue": sum(bool(one["overdue"]) for one in open_),
    }
