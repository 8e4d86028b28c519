"""The page of a chain: what a document rests on, what came of it, who was told and has not; picture and table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from service.groups import grouped
from service.pages.document import CHAIN_TAB, told_at
from service.pages.search import document_href, kind_name
from service.svg import Arrow, Box, draw_chain, level_name
from service.tree import Asked, counts
from service.words import FOLLOW_UP, LEVELS, RELATIONS, STANDINGS, day, named, task_told

# More rows than this make the page heavy.
MAX_NODES = 400
DIRECTIONS = (("both", "Cả hai chiều"), ("up", "Dựa trên những gì"), ("down", "Được thực hiện bằng gì"))
DEPTHS = (1, 2, 3, 5, 10, 20, 50)
_NOT_HELD = ("warn", "kho chưa có văn bản")


def context(tree: Mapping[str, Any], asked: Asked, *, whole: bool) -> dict[str, Any]:
    """What `chain.html` prints, from the object of `service.tree.tree`.

    Unless `whole`, a chain too large for one page is shown to the level where it still fits, and the page says so.
    """
    root = tree["root"]
    shown = asked.depth if whole else _fitting([*tree["nodes"], *tree["expected"]], asked.depth)
    nodes = [node for node in tree["nodes"] if abs(node["level"]) <= shown]
    expected = [one for one in tree["expected"] if one["level"] <= shown]
    known = {node["id"]: node for node in nodes}
    edges = [edge for edge in tree["edges"] if edge["from"] in known and edge["to"] in known]
    direction = "both" if asked.up == asked.down else "up" if asked.up else "down"
    return {
        "summary": _summary(tree),
        "choices": _choices(asked, direction),
        "permalink": f"{document_href(root)}/chain?{_query(asked, direction, asked.depth)}",
        "picture": _picture(root, nodes, expected, edges),
        "levels": _levels(nodes, expected, edges, known),
        "note": _note(tree["nodes"], nodes, shown, asked.depth),
        "deeper_href": f"{document_href(root)}/chain?"
        + _query(asked, direction, 50 if shown == asked.depth else asked.depth),
        "files": _files(root, asked, direction),
        "tab": CHAIN_TAB,
    }


def follow_up(rows: Sequence[Mapping[str, Any]], nodes: Mapping[str, Mapping[str, Any]], href: str) -> list[Any]:
    """Who was told to issue a plan, with the plans that are held; `nodes` are those plans by id."""
    return [
        {
            "unit": row["unit"],
            "tone": expected_status(row)[0],
            "state": expected_status(row)[1],
            "reason": row["reason"],
            "held": held_told(row["held"]),
            "place": f"{href}?at={row['start']}",
            "plans": [
                {"href": document_href(one), "name": named(nodes[one])} for one in row["documents"] if one in nodes
            ],
        }
        for row in rows
    ]


def held_told(count: int | None) -> str:
    """How much `kho chưa có` can mean of a body; empty for a group of bodies."""
    if count is None:
        return ""
    return f"Kho giữ {count} văn bản của cơ quan này." if count else "Kho chưa giữ văn bản nào của cơ quan này."


def status_of(node: Mapping[str, Any]) -> tuple[str, str]:
    """Colour and words for what became of a paper of the tree."""
    if not node["held"]:
        return _NOT_HELD
    standing = node["standing"]
    if standing is None:
        return "", ""
    tone, words = STANDINGS[standing["state"]]
    if standing["state"] == "running":
        words += f" đến {day(standing['until'])}"
    elif standing["state"] in ("replaced", "repealed") and standing["by"]:
        words += f" bởi {standing['by'][0]['number']}"
    return tone, words


def expected_status(one: Mapping[str, Any]) -> tuple[str, str]:
    """Colour and words for a body that was told to issue something. What is not held is no accusation."""
    tone, words = FOLLOW_UP[one["state"]]
    if one["mark"]:
        return "good" if one["mark"]["state"] == "done" else "", f"{words}; {task_told(one['mark'])}"
    if one["state"] == "not-held":
        tone = "bad" if one["overdue"] else "warn"
    if one["deadline"]:
        words += f", {'đã quá' if one['overdue'] else 'thời'} hạn {day(one['deadline'])}"
    return tone, words


def _picture(
    root: str, nodes: Sequence[Any], expected: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> str:
    boxes = [_box(node) for node in nodes]
    kinds = {node["id"]: f"{kind_name(node['type'])} · {_tier(node['tier'])}" for node in nodes}
    arrows = [Arrow(e["from"], e["to"], e["relation"], RELATIONS[e["relation"]]) for e in edges]
    for place, one in enumerate(expected):
        name = f"expected-{place}"
        tone, words = expected_status(one)
        href = f"{document_href(one['told_by'])}?at={one['start']}"
        boxes.append(Box(name, href, one["unit"], "Được giao ban hành văn bản", "", False, one["level"], words, tone))
        kinds[name] = "Cơ quan được giao"
        arrows.append(Arrow(name, one["told_by"], "expected", "được giao tại"))
    shown, left = grouped(boxes, arrows, lambda box: kinds[box.id], _anchor)
    return draw_chain(root, shown, left)


def _box(node: Mapping[str, Any]) -> Box:
    tone, words = status_of(node)
    return Box(
        id=node["id"],
        href=document_href(node["id"]),
        number=named(node),
        title=node["title"] or "",
        who=_who(node),
        held=node["held"],
        level=node["level"],
        status=words,
        tone=tone,
    )


def _who(node: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (day(node["date"]), node["issuer"]) if part)


def _tier(tier: str | None) -> str:
    return LEVELS.get(tier or "", "Khác")


def _anchor(level: int) -> str:
    return f"#bac-{level}"


def _levels(
    nodes: Sequence[Any],
    expected: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """The rows of the table: the root first, then what it rests on, then what came of it."""
    outgoing: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for edge in edges:
        outgoing[edge["from"]].append(edge)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (node["date"] or "9999", named(node))):
        rows[node["level"]].append(_row(node, outgoing[node["id"]], known))
    for one in expected:
        rows[one["level"]].append(_expected_row(one, known))
    order = sorted(rows, key=lambda level: (level > 0, abs(level)))
    return [{"name": level_name(level), "anchor": _anchor(level)[1:], "rows": rows[level]} for level in order]


def _row(
    node: Mapping[str, Any], edges: list[Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    tone, words = status_of(node)
    return {
        "id": node["id"],
        "href": document_href(node["id"]),
        "name": named(node),
        "title": node["title"] if node["number"] else "",
        "who": _who(node),
        "tier": _tier(node["tier"]) if node["tier"] else "",
        "tone": tone,
        "status": words,
        "reason": "; ".join(node["standing"]["reasons"]) if node["held"] and node["standing"] else "",
        "links": [
            {
                "relation": RELATIONS[edge["relation"]],
                "number": named(known[edge["to"]]),
                "href": document_href(edge["to"]),
                "text": " ".join((edge["text"] or "").split()),
                "place": told_at(edge),
                "reasons": "; ".join(edge.get("reasons") or ()),
            }
            for edge in edges
        ],
    }


def _expected_row(one: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    tone, words = expected_status(one)
    told_by = known.get(one["told_by"])
    link = {
        "relation": "được giao tại",
        "number": named(told_by) if told_by else "",
        "href": document_href(one["told_by"]),
        "text": " ".join(one["text"].split()),
        "place": f"{document_href(one['told_by'])}?at={one['start']}",
        "reasons": "",
    }
    maybe = [{**link, "relation": "có thể là", "number": named(known[id]), "href": document_href(id), "text": ""}
             for id in one["documents"] if id in known]  # fmt: skip
    return {
        "id": "",
        "href": link["place"],
        "name": one["unit"],
        "title": "được giao ban hành văn bản",
        "who": "",
        "tier": "",
        "tone": tone,
        "status": words,
        "reason": one["reason"],
        "links": [link, *maybe],
    }


def _summary(tree: Mapping[str, Any]) -> str:
    above = sum(1 for node in tree["nodes"] if node["level"] < 0)
    found = counts(tree["nodes"], tree["expected"])
    text = f"Tính đến {day(tree['at'])}: dựa trên {above} văn bản; "
    text += f"{found['below']} văn bản được ban hành hoặc viện dẫn theo sau."
    stubs = sum(not node["held"] for node in tree["nodes"])
    if stubs:
        text += f" Trong đó kho chưa có {stubs}."
    if found["missing"] or found["unclear"]:
        text += f" Cơ quan được giao: {found['missing']} chưa thấy văn bản, {found['unclear']} chưa rõ"
        text += f", {found['overdue']} đã quá hạn." if found["overdue"] else "."
    return text


def _choices(asked: Asked, direction: str) -> dict[str, Any]:
    chosen = asked.relations or ()
    return {
        "directions": [(value, name, value == direction) for value, name in DIRECTIONS],
        "depths": [(depth, depth == asked.depth) for depth in sorted({*DEPTHS, asked.depth})],
        "relations": [(code, name, code in chosen) for code, name in RELATIONS.items()],
        "tiers": [(code, name, code in asked.tiers) for code, name in LEVELS.items()],
        "at": asked.at,
        "narrowed": bool(chosen or asked.tiers),
    }


def _query(asked: Asked, direction: str, depth: int) -> str:
    pairs = [("direction", direction), ("depth", str(depth)), ("at", asked.at)]
    pairs += [("relation", one) for one in asked.relations or ()]
    return urlencode([*pairs, *(("tier", one) for one in asked.tiers)])


def _files(root: str, asked: Asked, direction: str) -> list[tuple[str, str]]:
    """Addresses of the same chain in other forms."""
    way = [(direction, "true")] if direction != "both" else []
    same = [*way, ("depth", str(asked.depth)), *(("relation", one) for one in asked.relations or ())]
    base = f"/api/v1{document_href(root)}"
    chain = urlencode([*same, ("until", asked.at)])
    forms = [(f".{form}", name) for form, name in
             (("csv", "CSV"), ("graphml", "GraphML"), ("mermaid", "Mermaid"), ("akn", "Akoma Ntoso"))]  # fmt: skip
    rows = urlencode([*same, ("at", asked.at), *(("tier", one) for one in asked.tiers)])
    return [
        (f"{base}/tree.csv?{rows}", "Bảng (CSV)"),
        *((f"{base}/chain{form}?{chain}", name) for form, name in forms),
        (f"{base}/chain?{chain}", "JSON"),
    ]


def _fitting(rows: Sequence[Mapping[str, Any]], depth: int) -> int:
    """The deepest level up to which there are not more than MAX_NODES rows; at least 1."""
    for level in range(depth, 1, -1):
        if sum(abs(row["level"]) <= level for row in rows) <= MAX_NODES:
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
