"""The pages for those who write: a draft with its findings, a new paper, two drafts side by side.

They work without script; a draft that is pasted or uploaded is read in memory and not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.bases.check_finding import UNDECIDED
from corpus.drafts import Reading
from extractor.errors import ExtractError
from service.api.drafts import desk_of
from service.drafting import Judged
from service.errors import describe
from service.forms import Form, read_form
from service.gate import view_of
from service.highlight import Mark, MarkKind, cut
from service.pages.search import document_href
from service.render import page
from service.words import DRAFT_LISTS, FIELDS, VALIDITIES, covers_told, day

TABS = (("/draft", "Soát dự thảo"), ("/draft/new", "Soạn văn bản"), ("/draft/compare", "So sánh"))
_LEVELS = {"fault": ("bad", "Lỗi"), "advice": ("warn", "Nên sửa"), "unsure": ("", "Cần xem"),
           "unknown": ("", "Chưa kiểm được")}  # fmt: skip
_MARKS: dict[str, MarkKind] = {"fault": "fault", "unknown": "unknown"}  # whatever else is advice
_STATES = {"added": "Thêm", "removed": "Bỏ", "changed": "Sửa", "moved": "Đổi số thứ tự"}
_SHOWN_PLACES = 8
_SHOWN_PRECEDENTS = 3


def draft_router() -> APIRouter:
    """Every page for drafts; none is part of the API's description."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/draft", _empty)
    router.add_api_route("/draft", _judge, methods=["POST"])
    router.add_api_route("/draft/compare", _compare_form)
    router.add_api_route("/draft/compare", _compare, methods=["POST"])
    return router


def _empty(request: Request) -> Response:
    desk_of(request).get_ready()
    return page(request, "draft.html", tabs=TABS, error="", text="", found=None)


async def _judge(request: Request) -> Response:
    form = await read_form(request)
    text = form.one("text")
    try:
        reading = await run_in_threadpool(read_sent, form, "text", "file")
    except ExtractError as error:
        return page(request, "draft.html", 422, tabs=TABS, error=describe(error), text=text, found=None)
    if reading is None:
        error_text = "Chưa có dự thảo: dán chữ vào ô, hoặc chọn một tệp."
        return page(request, "draft.html", 422, tabs=TABS, error=error_text, text=text, found=None)
    view = view_of(request)
    judged = await run_in_threadpool(desk_of(request).judge, reading, view)
    covers = covers_told(await run_in_threadpool(view.covers))
    found = {**judged_context(judged), "covers": covers}
    return page(request, "draft.html", tabs=TABS, error="", text=text, found=found)


def read_sent(form: Form, text: str, file: str) -> Reading | None:
    """The draft that a form brings, a file before pasted text; None where it brings neither."""
    from corpus.drafts import read_draft_file, read_draft_text

    if file in form.files:
        return read_draft_file(*form.files[file])
    return read_draft_text(form.one(text)) if form.one(text).strip() else None


def judged_context(judged: Judged) -> dict[str, Any]:
    """What `draft.html` prints of a draft: its text with marks, findings by kind, suggested bases."""
    contract, text = judged.reading.contract, judged.reading.text.content
    cited = [{**one, "level": _level_of_cited(one), "norm": "", "remedy": ""} for one in judged.cited]
    paper = [{**one, "level": "fault" if one["fault"] else "advice", "norm": ""} for one in judged.paper]
    kinds: tuple[tuple[str, str, list[dict[str, Any]], str], ...] = (
        ("Căn cứ và viện dẫn", "Không thấy sai ở văn bản nào được viện dẫn.", cited, "code"),
        ("Nội dung", "Không thấy chỗ nào mâu thuẫn trong dự thảo.", paper, "code"),
        ("Thể thức", "Không thấy lỗi thể thức.", judged.form["findings"], "rule"),
    )
    marks: list[Mark] = []
    groups: list[dict[str, Any]] = []
    for title, empty, findings, name in kinds:
        groups.append({"title": title, "empty": empty, "rows": _rows(findings, name, marks)})
    read = [(FIELDS[n], contract[n]) for n in ("type", "number", "issuer", "title") if contract[n]]
    return {
        "name": judged.reading.name,
        "read": read,
        "day": day(judged.day),
        "dated": bool(contract["date"]),
        "system": judged.form["system"],
        "notes": [*judged.reading.notes, *judged.form["notes"]],
        "pieces": cut(text, [], marks),
        "groups": groups,
        "faults": sum(row["count"] for g in groups for row in g["rows"] if row["level"] == "fault"),
        "suggestions": [suggestion_row(one) for one in judged.suggestions],
        "text": text,
    }


def _level_of_cited(one: Mapping[str, Any]) -> str:
    if one["fault"]:
        return "fault"
    return "unknown" if one["code"] in UNDECIDED else "unsure"


def _rows(findings: Sequence[Mapping[str, Any]], name: str, marks: list[Mark]) -> list[dict[str, Any]]:
    """Findings of one rule and one message together, with a link to each place; their places are added to `marks`."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in findings:
        tone, label = _LEVELS[one["level"]]
        row = rows.setdefault(
            (one[name], one["message"]),
            {
                "tone": tone, "label": label, "level": one["level"], "message": one["message"], "norm": one["norm"],
                "remedy": one["remedy"], "said": one.get("text", ""), "places": [], "count": 0,
                "texts": set(),
            },
        )  # fmt: skip
        row["count"] += 1
        row["texts"].add(row["said"] and one["text"])
        if one["end"] > one["start"]:
            anchor = f"f{len(marks) + 1}"
            marks.append(Mark(one["start"], one["end"], _MARKS.get(one["level"], "advice"), anchor))
            if len(row["places"]) < _SHOWN_PLACES:
                row["places"].append(f"#{anchor}")
    order = {"fault": 0, "advice": 1, "unsure": 2, "unknown": 3}
    for row in rows.values():
        row["others"] = len(row.pop("texts")) - 1
    return sorted(rows.values(), key=lambda row: order[row["level"]])


def suggestion_row(one: Any) -> dict[str, Any]:
    """A suggested basis as the pages print it."""
    from corpus.drafts.bases_block import basis_line

    tone, words = VALIDITIES[one.validity.state]
    return {
        "line": basis_line(one.line),
        "tone": tone,
        "state": words,
        "reasons": one.reasons,
        "precedents": [
            {"href": document_href(p.id), "name": f"{p.title or p.key or p.id} ({day(p.date)})"}
            for p in one.precedents[:_SHOWN_PRECEDENTS]
        ],
    }


def _compare_form(request: Request) -> Response:
    return page(request, "draft_compare.html", tabs=TABS, error="", one="", other="", found=None)


async def _compare(request: Request) -> Response:
    from corpus.drafts.compare import compare

    form = await read_form(request)
    kept = {"one": form.one("one"), "other": form.one("other")}
    try:
        readings = [await run_in_threadpool(read_sent, form, name, f"file_{name}") for name in ("one", "other")]
    except ExtractError as error:
        return page(request, "draft_compare.html", 422, tabs=TABS, error=describe(error), found=None, **kept)
    if readings[0] is None or readings[1] is None:
        missing = "Cần đủ hai bản: dán chữ hoặc chọn tệp cho mỗi bên."
        return page(request, "draft_compare.html", 422, tabs=TABS, error=missing, found=None, **kept)
    found = await run_in_threadpool(compare, readings[0], readings[1])
    return page(request, "draft_compare.html", tabs=TABS, error="", found=compared_context(found), **kept)


def compared_context(found: Mapping[str, Any]) -> dict[str, Any]:
    """What `draft_compare.html` prints of a comparison."""
    fields = [
        (FIELDS[row["field"]], _value(row["field"], row["one"]), _value(row["field"], row["other"]))
        for row in found["fields"]
    ]
    lists = [
        {"name": DRAFT_LISTS[name], "added": change["added"], "removed": change["removed"]}
        for name, change in found["lists"].items()
        if change["added"] or change["removed"]
    ]
    divisions = [{**row, "state": _STATES[row["state"]], "kind": row["state"]} for row in found["divisions"]]
    return {
        "fields": fields, "lists": lists, "divisions": divisions, "same": found["same"],
        "alike": round(found["alike"] * 100), "equal": not (fields or lists or divisions),
    }  # fmt: skip


def _value(field: str, value: str | None) -> str:
    if not value:
        return "không có"
    return day(value) if field == "date" else value
