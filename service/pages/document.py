"""The page of a document: its text with references, tasks, deadlines and fields marked, and what was read from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlencode

from extractor.corrections import FIELDS as CORRECTABLE
from service.highlight import Mark, RefLink, cut, sections
from service.outline import anchors, contents
from service.pages.annexed import act_view, annexed_views, meant
from service.pages.search import document_href, kind_name
from service.sheets import DRAWN, is_scan
from service.words import (
    AUTHORITIES,
    FIELDS,
    RELATIONS,
    RELATIONS_BACK,
    ROLES,
    RULES,
    day,
    format_name,
    moment,
)

# A page stays light: longer texts are shown in parts of about this many code points.
PART_SIZE = 40_000
HEADER_FIELDS = ("type", "number", "date", "issuer", "title", "place", "secrecy", "urgency")
# Fields that most papers rightly lack; they are listed only when read.
OPTIONAL = ("place", "secrecy", "urgency")
HERE = "here"
_LINE = re.compile(r"\s*[^\n.;]{1,200}")
TEXT_TAB = "Văn bản"
CHAIN_TAB = "Chuỗi văn bản"
SHEET_TAB = "Bản gốc"
VERSIONS_TAB = "Các bản"


def context(
    record: Mapping[str, Any],
    text: str,
    citing: Sequence[Mapping[str, Any]],
    part: int = 1,
    shown_at: int | None = None,
    *,
    may_correct: bool = False,
    followed: bool = False,
    marks: Sequence[str] = (),
) -> dict[str, Any]:
    """What `document.html` prints, from the archive's object of the document and the edges that point at it. `shown_at`
    is the offset of what is to be set off; `may_correct`: with a link to put each value right; `marks`:
    what became of each task, in words (empty: nobody said)."""
    id_ = record["id"]
    stretches = sections(text, PART_SIZE)
    number = min(max(part, 1), len(stretches))
    start, end = stretches[number - 1]
    links = [_link(index, reference) for index, reference in enumerate(record["references"])]

    branches, divisions = contents(record["body"], text, lambda at, anchor: _place(id_, stretches, at, anchor))

    def here(one: Mapping[str, Any]) -> bool:
        """Whether it stands in the part that is shown; the lists beside a long text keep to it."""
        return bool(start <= one["start"] < end)

    return {
        "doc": {
            **head(record),
            "warnings": [{"text": warning["message"]} for warning in record["warnings"]],
            "fields": _fields(record, may_correct),
            "followed": followed,
            "may_correct": may_correct,
            "references": [
                _listed(reference, link, id_, stretches, may_correct)
                for reference, link in zip(record["references"], links, strict=True)
                if here(reference)
            ],
            "reference_count": len(record["references"]),
            "cited_by": citing_views(citing),
            "tasks": [
                {**_task(index, one, id_, stretches), "mark": marks[index] if index < len(marks) else ""}
                for index, one in enumerate(record["tasks"])
                if here(one)
            ],
            "task_count": len(record["tasks"]),
            "deadlines": [
                {
                    "text": one["text"],
                    "date": day(one["date"]),
                    "place": _place(id_, stretches, one["start"], f"d{index}"),
                }
                for index, one in enumerate(record["deadlines"])
                if here(one)
            ],
            "deadline_count": len(record["deadlines"]),
            "source": _source(record),
            "forms": _forms(record),
            "annexed": annexed_views(record),
            "act": act_view(record),
        },
        "tab": TEXT_TAB,
        "parts": [
            {"href": f"{document_href(id_)}?part={index}", "here": index == number}
            for index in range(1, len(stretches) + 1)
        ],
        "contents": branches,
        "divisions": divisions,
        "pieces": cut(
            text, links, [*_marks(record), *anchors(record["body"], text), *_here(text, shown_at)], start, end
        ),
    }


def head(record: Mapping[str, Any]) -> dict[str, Any]:
    """What stands over each of a document's pages; `record` is the document's object or, for a stub, its node."""
    id_ = record["id"]
    number = record.get("number") or record.get("symbol")
    return {
        "id": id_,
        "kind": record.get("type_name") or kind_name(record.get("type")),
        "number": number,
        "title": record.get("title") or number or "(không có trích yếu)",
        "issuer": record.get("issuer"),
        "date": day(record.get("date") or record.get("date_partial")),
        "secrecy": record.get("secrecy"),
        "urgency": record.get("urgency"),
        "tabs": _tabs(record),
    }


def _tabs(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    href = document_href(record["id"])
    tabs = [(href, TEXT_TAB), (f"{href}/chain", CHAIN_TAB)]
    source = record.get("source")
    if source:
        tabs.append((f"{href}/versions", VERSIONS_TAB))
    if source and source["media_type"] in DRAWN:
        tabs.append((f"{href}/pages/{source['part']['first_page'] or 1}", SHEET_TAB))
    return tabs


def citing_views(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The documents that cite this one, each once with every place where it does."""
    by_document: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for edge in edges:
        by_document.setdefault((edge["from"], edge["relation"]), []).append(edge)
    return [_citing(places) for places in by_document.values()]


def _citing(edges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    edge = edges[0]
    name = edge["number"] or edge["title"] or "(không rõ)"
    more = ", ".join(part for part in (edge["issuer"], f"ngày {day(edge['date'])}" if edge["date"] else "") if part)
    href = document_href(edge["from"])
    return {
        "relation": RELATIONS_BACK[edge["relation"]] + meant(edge["part"]),
        "href": href,
        "name": f"{name} ({more})" if more else name,
        "places": [
            {
                "text": " ".join((one["text"] or "").split()),
                "href": told_at(one),
            }
            for one in edges
        ],
    }


def told_at(edge: Mapping[str, Any]) -> str:
    """The address of the sentence behind a link; nearly always in the citing document, sometimes in a third one."""
    href = document_href(edge.get("document") or edge["from"])
    return f"{href}?at={edge['start']}" if edge["start"] is not None else href


def place_of(record: Mapping[str, Any], text: str, offset: int) -> str:
    """The address of an offset: the reference or field that covers it, else the very word that stands there."""
    id_ = record["id"]
    stretches = sections(text, PART_SIZE)
    href = f"{document_href(id_)}?part={part_of(stretches, offset)}"
    for index, reference in enumerate(record["references"]):
        if reference["start"] <= offset < reference["end"]:
            return f"{href}#r{index}"
    for name, evidence in record.get("evidence", {}).items():
        if name in HEADER_FIELDS and evidence["start"] <= offset < evidence["end"]:
            return f"{href}#f-{name}"
    return line_at(record, text, offset)


def line_at(record: Mapping[str, Any], text: str, offset: int) -> str:
    """The address of the line that begins at an offset."""
    href = f"{document_href(record['id'])}?part={part_of(sections(text, PART_SIZE), offset)}"
    return f"{href}&here={offset}#{HERE}" if 0 <= offset < len(text) else href


def _here(text: str, offset: int | None) -> list[Mark]:
    """The line from an offset on, up to a sentence's length: where a link from a list leads."""
    if offset is None or not 0 <= offset < len(text):
        return []
    line = _LINE.match(text, offset)
    return [Mark(offset, line.end(), "here", HERE)] if line is not None and line.end() > offset else []


def part_of(stretches: Sequence[tuple[int, int]], offset: int) -> int:
    """The part (1-based) that holds an offset."""
    for index, (start, end) in enumerate(stretches, start=1):
        if start <= offset < end:
            return index
    return len(stretches)


def _place(id_: str, stretches: Sequence[tuple[int, int]], offset: int, anchor: str) -> str:
    """The address of a place in the text: an anchor, with its part where the text is shown in several."""
    if len(stretches) == 1:
        return f"#{anchor}"
    return f"{document_href(id_)}?part={part_of(stretches, offset)}#{anchor}"


def _link(index: int, reference: Mapping[str, Any]) -> RefLink:
    resolution = reference["resolution"]
    relation = RELATIONS[reference["relation"]]
    state: Literal["held", "stub", "open"] = "open"
    href, note = None, "Chưa rõ là văn bản nào"
    if resolution["state"] == "ambiguous":
        note = f"Có thể là một trong {len(resolution['candidates'])} văn bản"
        if reference["number"]:
            href = "/?" + urlencode({"q": reference["number"]})
    elif resolution["target"] is not None:
        state = "held" if resolution["state"] == "resolved" else "stub"
        href = document_href((state == "held" and resolution["part_key"]) or resolution["target"])
        note = "" if state == "held" else "Kho chưa có văn bản này"
    label = ". ".join(part for part in (relation, note, *resolution["findings"]) if part)
    return RefLink(reference["start"], reference["end"], href, state, label, f"r{index}")


def _marks(record: Mapping[str, Any]) -> list[Mark]:
    marks = [Mark(t["start"], t["end"], "task", f"t{i}") for i, t in enumerate(record["tasks"])]
    marks += [Mark(d["start"], d["end"], "deadline", f"d{i}") for i, d in enumerate(record["deadlines"])]
    for name, evidence in record.get("evidence", {}).items():
        if name in HEADER_FIELDS and evidence["end"]:
            marks.append(Mark(evidence["start"], evidence["end"], "field", f"f-{name}"))
    return marks


def _fields(record: Mapping[str, Any], may_correct: bool) -> list[dict[str, Any]]:
    """Each with where its value came from: rule, page, words on the paper, and who put it right."""
    said = {one["target"]: one for one in reversed(record.get("corrections", ())) if one["kind"] == "field"}

    def more(name: str) -> dict[str, Any]:
        evidence = record.get("evidence", {}).get(name)
        page = evidence.get("page") if evidence else None
        told = said.get(name)
        drawn = page and record["source"]["media_type"] in DRAWN
        return {
            "rule": RULES.get(evidence["rule"], evidence["rule"]) if evidence else "",
            "by": f"{told['who']} sửa lúc {moment(told['when'])}" if told else "",
            "page": page,
            "page_href": f"{document_href(record['id'])}/pages/{page}" if drawn else None,
            "fix": f"/correct?{urlencode({'document': record['id'], 'field': name})}"
            if may_correct and name in CORRECTABLE else None,
        }  # fmt: skip

    reasons = {w["field"]: w["message"] for w in record["warnings"] if w.get("field")}
    news = record["kind"] == "news"
    fields: list[dict[str, Any]] = []
    for name in HEADER_FIELDS:
        value = record["type_name"] if name == "type" else record[name]
        if name == "number" and not value:
            value = record["symbol"]
        if name == "date":
            value = day(value or record["date_partial"])
        if not value and (name in OPTIONAL or (news and name not in ("date", "title"))):
            continue
        evidence = record.get("evidence", {}).get(name)
        raw = " ".join(evidence["raw"].split()) if evidence else ""
        fields.append(
            {
                "name": FIELDS[name],
                "shown": [value] if value else [],
                "reason": reasons.get(name, ""),
                # said only where the text has it in another form than the value
                "raw": raw if raw.casefold() != (value or "").casefold() else "",
                "anchor": f"f-{name}",
                **more(name),
            }
        )
    signers = [_signer(signer) for signer in record["signers"]]
    lists = (("signers", signers), ("recipients", record["recipients"]), ("units", record["units"]))
    fields += [
        {"name": FIELDS[name], "shown": values, "reason": reasons.get(name, ""), "raw": "", "anchor": "", **more(name)}
        for name, values in lists
        if values or name in reasons
    ]
    return fields


def _signer(signer: Mapping[str, Any]) -> str:
    authority = AUTHORITIES.get(signer["authority"] or "", "")
    tail = ", ".join(part for part in (signer["position"], authority.lower()) if part)
    return f"{signer['name']} ({tail})" if tail else signer["name"]


def _listed(
    reference: Mapping[str, Any], link: RefLink, id_: str, stretches: Sequence[tuple[int, int]], may_correct: bool
) -> dict[str, Any]:
    at = {"document": id_, "start": reference["start"], "end": reference["end"]}
    return {
        "relation": RELATIONS.get(reference["relation"], reference["relation"])
        + meant(reference["resolution"]["part"]),
        "name": " ".join(reference["text"].split()),
        "href": link.href,
        "state": link.state,
        "place": _place(id_, stretches, link.start, link.anchor),
        "fix": f"/correct?{urlencode(at)}" if may_correct else None,
    }


def _task(index: int, task: Mapping[str, Any], id_: str, stretches: Sequence[tuple[int, int]]) -> dict[str, Any]:
    deadline = task["deadline"]
    return {
        "unit": task["unit"],
        "role": ROLES.get(task["role"], task["role"]),
        "text": " ".join(task["text"].split()),
        "deadline": (day(deadline["date"]) or deadline["text"]) if deadline else "",
        "place": _place(id_, stretches, task["start"], f"t{index}"),
    }


def _forms(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Address and name of each form in which the paper leaves the archive."""
    base = f"/api/v1/documents/{record['id']}"
    forms = [(base, "JSON"), (f"{base}/chain.akn?depth=1", "Akoma Ntoso")]
    alone = record["source"]["part"]["of"] == 1  # a file of several papers is not for everybody
    if alone:
        forms.append((f"{base}/original", "Tệp gốc"))
    if alone and not record["secrecy"]:  # such papers do not go over the exchange
        forms.append((f"{base}/package.edxml", "Gói edXML"))
    if is_scan(record["source"]):
        forms.append((f"{base}/searchable.pdf", "PDF/A có lớp chữ"))
    return forms


def _source(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    source = record["source"]
    made = {"text": "có sẵn trong tệp", "ocr": "nhận dạng từ ảnh", "mixed": "một phần nhận dạng từ ảnh"}
    part = source["part"]
    rows = [("Tệp", source["path"].rsplit("/", 1)[-1]), ("Loại tệp", format_name(source["media_type"]))]
    if source["pages"]:
        rows.append(("Số trang", str(source["pages"])))
    rows.append(("Phần chữ", made.get(source["text_source"], source["text_source"])))
    if part["of"] > 1:
        rows.append(("Vị trí", f"văn bản {part['index']} trong {part['of']} của tệp"))
    rows.append(("SHA-256", source["sha256"][:16] + "…"))
    return rows
