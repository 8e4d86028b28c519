"""The page of a chain: what a document rests on and what came of it, as a picture and as a list with the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from service.document_page import CHAIN_TAB, told_at
from service.search_page import document_href
from service.svg import Arrow, Box, draw_chain, level_name
from service.words import FOLLOW_UP, RELATIONS, day

# More than this make the page heavy and the picture unreadable.
MAX_NODES = 80
DIRECTIONS = (("both", "Cả hai chiều"), ("up", "Dựa trên những gì"), ("down", "Được thực hiện bằng gì"))


def context(chain: Mapping[str, Any], direction: str, depth: int, *, whole: bool) -> dict[str, Any]:
    """What `chain.html` prints, from the contract's object of `vanban chain --json` that was followed to `depth`.

    Unless `whole`, a chain too large for one page is shown to the level where it still fits, and the page says so.
    """
    root = chain["root"]
    shown = depth if whole else _fitting(chain["nodes"], depth)
    nodes = [node for node in chain["nodes"] if abs(node["level"]) <= shown]
    known = {node["id"] for node in nodes}
    edges = [edge for edge in chain["edges"] if edge["from"] in known and edge["to"] in known]
    boxes = [_box(node) for node in nodes]
    arrows = [Arrow(e["from"], e["to"], e["relation"], RELATIONS.get(e["relation"], e["relation"])) for e in edges]
    above = sum(1 for node in chain["nodes"] if node["level"] < 0)
    below = sum(1 for node in chain["nodes"] if node["level"] > 0)
    missing = sum(1 for node in chain["nodes"] if not node["held"])
    summary = f"Dựa trên {above} văn bản; {below} văn bản được ban hành hoặc viện dẫn theo sau."
    if missing:
        summary += f" Trong đó kho chưa có {missing}."
    here = f"{document_href(root)}/chain"
    return {
        "summary": summary,
        "directions": [(f"{here}?direction={value}", name, value == direction) for value, name in DIRECTIONS],
        "picture": draw_chain(root, boxes, arrows),
        "levels": _levels(nodes, edges),
        "note": _note(chain["nodes"], nodes, shown, depth),
        "deeper_href": f"{here}?direction={direction}&depth={50 if shown == depth else depth}",
        "files": [
            (f"/api/v1{here}.{form}" + (f"?{direction}=true" if direction in ("up", "down") else ""), name)
            for form, name in (("csv", "CSV"), ("graphml", "GraphML"))
        ],
        "tab": CHAIN_TAB,
    }


def follow_up(rows: Sequence[Mapping[str, Any]], nodes: Mapping[str, Mapping[str, Any]], href: str) -> list[Any]:
    """Who was told to issue a plan, with the plans that are held; `nodes` are those plans by id."""
    return [
        {
            "unit": row["unit"],
            "deadline": day(row["deadline"]),
            "tone": FOLLOW_UP[row["state"]][0],
            "state": FOLLOW_UP[row["state"]][1],
            "reason": row["reason"],
            "place": f"{href}?at={row['start']}",
            "plans": [
                {"href": document_href(one), "name": node_name(nodes[one])} for one in row["documents"] if one in nodes
            ],
        }
        for row in rows
    ]


def node_name(node: Mapping[str, Any]) -> str:
    """How a node is called: its number, else its title."""
    name: str = node["number"] or node["title"] or "(không rõ số)"
    return name


def _box(node: Mapping[str, Any]) -> Box:
    return Box(
        id=node["id"],
        href=document_href(node["id"]),
        number=node_name(node),
        title=node["title"] or "",
        who=_who(node),
        held=node["held"],
        level=node["level"],
    )


def _who(node: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (day(node["date"]), node["issuer"]) if part)


def _levels(nodes: list[Any], edges: list[Any]) -> list[dict[str, Any]]:
    """The root first, then what it rests on, then what came of it, each level with the sentences behind its links."""
    named = {node["id"]: node for node in nodes}
    outgoing: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for edge in edges:
        outgoing[edge["from"]].append(edge)
    by_level: dict[int, list[Any]] = defaultdict(list)
    for node in nodes:
        by_level[node["level"]].append(node)
    order = sorted(by_level, key=lambda level: (level > 0, abs(level)))
    return [
        {
            "name": level_name(level),
            "nodes": [_listed(node, outgoing[node["id"]], named) for node in sorted(by_level[level], key=_order)],
        }
        for level in order
    ]


def _order(node: Mapping[str, Any]) -> tuple[str, str]:
    return node["date"] or "9999", node_name(node)


def _listed(
    node: Mapping[str, Any], edges: list[Mapping[str, Any]], named: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    href = document_href(node["id"])
    return {
        "id": node["id"],
        "href": href,
        "number": node_name(node),
        "title": node["title"] if node["number"] else "",
        "who": _who(node),
        "held": node["held"],
        "links": [
            {
                "relation": RELATIONS.get(edge["relation"], edge["relation"]),
                "number": node_name(named[edge["to"]]),
                "href": document_href(edge["to"]),
                "text": " ".join((edge["text"] or "").split()),
                "place": told_at(edge),
            }
            for edge in edges
            if edge["to"] in named
        ],
    }


def _fitting(nodes: Sequence[Mapping[str, Any]], depth: int) -> int:
    """The deepest level up to which there are not more than MAX_NODES nodes; at least 1."""
    for level in range(depth, 1, -1):
        if sum(abs(node["level"]) <= level for node in nodes) <= MAX_NODES:
            return level
    return 1


def _note(nodes: Sequence[Any], shown_nodes: Sequence[Any], shown: int, depth: int) -> str:
    if len(shown_nodes) < len(nodes):
        return (
            f"Chuỗi có {len(nodes)} văn bản đến bậc {depth}; trang này nêu {len(shown_nodes)} văn bản đến bậc {shown}."
        )
    if depth < 50 and max((abs(node["level"]) for node in nodes), default=0) >= depth:
        return f"Chuỗi được xem đến bậc {depth}; có thể còn nữa."
    return ""
