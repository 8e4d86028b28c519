"""A chain for other programs: CSV for spreadsheets, GraphML for drawing and counting."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from service.words import RELATIONS

_NODE_FIELDS = ("key", "number", "issuer", "date", "title", "held", "level")
_COLUMNS = ("from", "from_number", "relation", "to", "to_number", "text", "start", "end")
# A cell that begins like this is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def chain_csv(chain: Mapping[str, Any]) -> str:
    """One line a link, with a byte order mark so that spreadsheets read it as UTF-8; no cell can run as a formula."""
    numbers = {node["id"]: node["number"] or node["title"] or "" for node in chain["nodes"]}
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for edge in chain["edges"]:
        text = " ".join((edge["text"] or "").split())
        row = (edge["from"], numbers.get(edge["from"], ""), RELATIONS[edge["relation"]], edge["to"],
               numbers.get(edge["to"], ""), text, edge["start"], edge["end"])  # fmt: skip
        writer.writerow([plain_cell(value) for value in row])
    return out.getvalue()


def plain_cell(value: Any) -> str:
    """A value as a cell that no spreadsheet runs as a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def chain_graphml(chain: Mapping[str, Any]) -> str:
    """Nodes and links with the fields of the contract (GraphML 1.0)."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    kinds = {"held": "boolean", "level": "int"}
    parts += [
        f'<key id="{field}" for="node" attr.name="{field}" attr.type="{kinds.get(field, "string")}"/>'
        for field in _NODE_FIELDS
    ]
    parts += [f'<key id="e_{f}" for="edge" attr.name="{f}" attr.type="string"/>' for f in ("relation", "text")]
    parts.append('<graph edgedefault="directed">')
    for node in chain["nodes"]:
        data = "".join(_data(field, node.get(field)) for field in _NODE_FIELDS)
        parts.append(f"<node id={_attribute(node['id'])}>{data}</node>")
    for edge in chain["edges"]:
        data = _data("e_relation", edge["relation"]) + _data("e_text", edge["text"])
        parts.append(f"<edge source={_attribute(edge['from'])} target={_attribute(edge['to'])}>{data}</edge>")
    return "\n".join([*parts, "</graph>", "</graphml>", ""])


def _attribute(value: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", value))


def _data(key: str, value: Any) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("\ufffd", str(value))
    return f'<data key="{key}">{escape(text)}</data>'
