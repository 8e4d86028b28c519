"""A chain for other programs: CSV for spreadsheets, GraphML for drawing and counting, Mermaid for texts that hold
pictures, Akoma Ntoso for systems that exchange references of laws."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from extractor.text import slug
from extractor.types import type_name
from service.words import FOLLOW_UP, RELATIONS, STANDINGS, day, task_told

_NODE_FIELDS = ("key", "number", "issuer", "date", "title", "held", "level")
_COLUMNS = ("from", "from_number", "relation", "to", "to_number", "text", "start", "end", "part")
# The table of a tree is for people.
_ROWS = (
    "Bậc", "Mã", "Số, ký hiệu", "Trích yếu", "Cơ quan", "Ngày", "Có trong kho", "Tình trạng", "Thời hạn",
    "Được giao tại",
)  # fmt: skip
_HELD = {True: "có", False: "chưa"}
# A cell that begins like this is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_NO_DAY = "<!-- ngày ban hành: không rõ -->"
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
               numbers.get(edge["to"], ""), text, edge["start"], edge["end"], edge["part"])  # fmt: skip
        writer.writerow([plain_cell(value) for value in row])
    return out.getvalue()


def chain_mermaid(chain: Mapping[str, Any]) -> str:
    """A flow chart in Mermaid's language, from what is cited to what cites it; what is not held has a dashed frame."""
    names = {node["id"]: f"n{place}" for place, node in enumerate(chain["nodes"])}
    parts = ["flowchart LR"]
    for node in chain["nodes"]:
        lines = (node["number"] or node["title"] or "(không rõ số)", day(node["date"]), node["issuer"])
        label = "<br/>".join(_mermaid(line) for line in lines if line)
        parts.append(f'  {names[node["id"]]}["{label}"]' + ("" if node["held"] else ":::stub"))
    for edge in chain["edges"]:
        if edge["from"] in names and edge["to"] in names:
            arrow = f"-- {RELATIONS[edge['relation']]} -->"
            parts.append(f"  {names[edge['from']]} {arrow} {names[edge['to']]}")
    parts.append("  classDef stub stroke-dasharray: 5 4")
    return "\n".join([*parts, ""])


def _mermaid(text: str) -> str:
    """Letters that Mermaid or HTML would read as their own, as entities."""
    plain = " ".join(text.split())
    return "".join(f"#{ord(char)};" if char in '"#&<>`[]{}|\\' else char for char in plain)


def chain_akn(chain: Mapping[str, Any]) -> str:
    """The root's references in Akoma Ntoso 3.0 (OASIS): `activeRef` for what it cites, `passiveRef` for what cites it.
    The standard holds one document's own references, so links further off are left out."""
    known = {node["id"]: node for node in chain["nodes"]}
    root = known[chain["root"]]
    work, name = _akn_iri(root), _akn_kind(root)
    # The standard demands a day; one that nobody knows is left out and said, so that no program takes it for a day.
    day_of = f'<FRBRdate date="{root["date"]}" name="ban-hanh"/>' if _is_day(root["date"]) else _NO_DAY
    made = f'{day_of}<FRBRauthor href="#{slug(root["issuer"] or "khong-ro")}"/>'
    levels = (
        ("FRBRWork", work, '<FRBRcountry value="vn"/>'),
        ("FRBRExpression", f"{work}/vie@", '<FRBRlanguage language="vie"/>'),
        ("FRBRManifestation", f"{work}/vie@.akn", ""),
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">',
        f'<doc name="{name}"><meta><identification source="#vanban">',
    ]
    for level, iri, more in levels:
        this = _attribute(iri)
        parts.append(f"<{level}><FRBRthis value={this}/><FRBRuri value={this}/>{made}{more}</{level}>")
    parts.append('</identification><references source="#vanban">')
    for place, edge in enumerate(chain["edges"]):
        ends = (edge["from"], edge["to"])
        if root["id"] not in ends or not known.keys() >= set(ends):
            continue
        kind, other = ("activeRef", ends[1]) if ends[0] == root["id"] else ("passiveRef", ends[0])
        shown = _attribute(f"{RELATIONS[edge['relation']]}: {_akn_name(known[other])}")
        # a paper issued with an act is a component of it
        iri = _akn_iri(known[other]) + (f"/!{edge['part']}" if kind == "activeRef" and edge["part"] else "")
        parts.append(f'<{kind} eId="ref_{place + 1}" href={_attribute(iri)} showAs={shown}/>')
    parts += ["</references></meta>", "<mainBody><p/></mainBody></doc></akomaNtoso>", ""]
    return "\n".join(parts)


def _is_day(date: str | None) -> bool:
    return date is not None and len(date) == len("2014-04-07")


def _akn_iri(node: Mapping[str, Any]) -> str:
    """`/akn/vn/doc/chi-thi/2014-04-07/34-ct-tw@bo-chinh-tri`: what tells the work, in the order of the standard; the
    issuer too, for a number is not enough. Of a paper without a day the year in its number stands for it."""
    kind = _akn_kind(node)
    number = slug(node["number"] or node["title"] or node["id"])
    when = node["date"] or _year_of(node) or "khong-ro-ngay"
    return f"/akn/vn/doc/{kind}/{when}/{number}@{slug(node['issuer'] or 'khong-ro')}"


def _year_of(node: Mapping[str, Any]) -> str | None:
    found = _YEAR.search(node["number"] or "")
    return found[1] if found else None


def _akn_kind(node: Mapping[str, Any]) -> str:
    code = node.get("type")
    return slug((type_name(code) or code) if code else "van-ban")


def _akn_name(node: Mapping[str, Any]) -> str:
    parts = (node["number"] or node["title"] or "", day(node["date"]), node["issuer"] or "")
    return ", ".join(part for part in parts if part)


def tree_csv(tree: Mapping[str, Any]) -> str:
    """The rows of the table of a tree: every paper, and every body whose paper is not among them, with its state."""
    names = {node["id"]: node["number"] or node["title"] or "" for node in tree["nodes"]}
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(_ROWS)
    rows: list[tuple[Any, ...]] = [
        (node["level"], node["id"], node["number"], node["title"], node["issuer"], node["date"],
         _HELD[node["held"]], STANDINGS[node["standing"]["state"]][1] if node["standing"] else None, None, None)
        for node in tree["nodes"]
    ]  # fmt: skip
    rows += [
        (one["level"], None, None, None, one["unit"], None, _HELD[False],
         FOLLOW_UP[one["state"]][1] + (f"; {task_told(one['mark'])}" if one["mark"] else "")
         + (", đã quá hạn" if one["overdue"] else ""), one["deadline"],
         names.get(one["told_by"]))
        for one in tree["expected"]
    ]  # fmt: skip
    for row in sorted(rows, key=lambda row: (row[0], row[5] or "9999", str(row[4]))):
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
    parts += [f'<key id="e_{f}" for="edge" attr.name="{f}" attr.type="string"/>' for f in ("relation", "text", "part")]
    parts.append('<graph edgedefault="directed">')
    for node in chain["nodes"]:
        data = "".join(_data(field, node.get(field)) for field in _NODE_FIELDS)
        parts.append(f"<node id={_attribute(node['id'])}>{data}</node>")
    for edge in chain["edges"]:
        data = "".join(_data(f"e_{field}", edge[field]) for field in ("relation", "text", "part"))
        parts.append(f"<edge source={_attribute(edge['from'])} target={_attribute(edge['to'])}>{data}</edge>")
    return "\n".join([*parts, "</graph>", "</graphml>", ""])


def _attribute(value: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", value))


def _data(key: str, value: Any) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("\ufffd", str(value))
    return f'<data key="{key}">{escape(text)}</data>'


CHAIN_FORMS: dict[str, tuple[str, Callable[[Mapping[str, Any]], str]]] = {
    "csv": ("text/csv; charset=utf-8", chain_csv),
    "graphml": ("application/xml", chain_graphml),
    "mermaid": ("text/plain; charset=utf-8", chain_mermaid),
    "akn": ("application/xml", chain_akn),
}
"""Forms of a chain besides JSON: media type and what writes it."""
