"""The pages of correction: one value, reference or line; a body's name once for all papers; the history with undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import BadCorrection, NotFound
from extractor.corrections import FIELDS as CORRECTABLE
from service.errors import ServiceError
from service.pages.document import place_of
from service.pages.search import document_href
from service.people import shown_name
from service.putting_right import AtDesk, Desk
from service.render import page
from service.sheets import DRAWN
from service.verbs.correct import shown
from service.words import FIELDS, KINDS_OF_FIX, day, moment, waiting_told

_AT_A_TIME = 50
_OFFERED = 8
_DIGITS = 10  # of a number that is too large for the catalogue
# How people tell the boxes apart that hold one value a line.
_LISTS = {"signers": "Họ và tên | chức vụ | TM, KT, TL, TUQ hoặc Q", "recipients": "Mỗi nơi nhận một dòng"}


def correct_router() -> APIRouter:
    """Pages for those who may put values right."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/correct", _form)
    router.add_api_route("/correct", _correct, methods=["POST"])
    router.add_api_route("/corrections", _history)
    router.add_api_route("/corrections/{number}/undo", _undo, methods=["POST"])
    return router


def _form(
    request: Request,
    desk: AtDesk,
    document: Annotated[str, Query(max_length=300)] = "",
    field: Annotated[str, Query(max_length=40)] = "",
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
    at: Annotated[int | None, Query(ge=0)] = None,
    name: Annotated[str, Query(max_length=300)] = "",
    back: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    asked = {"document": document, "field": field, "start": start, "end": end, "at": at, "name": name}
    asked["back"] = to_queue(back)
    return _shown(request, desk, asked)


def to_queue(address: str) -> str:
    """The address of a page of the queue of doubts, or of the ledger of tasks, to go back to; empty for any other."""
    return address if address.partition("?")[0] in ("/review", "/tasks") else ""


def after(back: str, change: Mapping[str, Any]) -> Response:
    """Back to the page, which says what was done (`done`) and lets it be undone."""
    stood = urlsplit(back)
    kept = [(name, value) for name, value in parse_qsl(stood.query) if name != "done"]
    return RedirectResponse(f"{stood.path}?{urlencode([*kept, ('done', str(change['id']))])}", 303)


def _shown(
    request: Request, desk: Desk, asked: Mapping[str, Any], refused: str = "", typed: str | None = None
) -> Response:
    status = 422 if refused else 200
    if asked["name"]:
        context: dict[str, Any] = {"kind": "issuer", "doc": None, "value": typed or asked["name"], "rows": []}
        return page(request, "correct.html", status, asked=asked, refused=refused, back="/corrections", **context)
    record = desk.show(asked["document"])
    if asked["field"] in CORRECTABLE:
        context = of_field(record, asked["field"])
        back = document_href(record["id"])
    elif asked["start"] is not None and asked["end"] is not None:
        context = _of_reference(desk, record, asked["start"], asked["end"])
        back = f"{document_href(record['id'])}?at={asked['start']}"
    elif asked["at"] is not None:
        context = _of_line(desk.text(record["id"]), asked["at"])
        back = document_href(record["id"])
    else:
        raise ServiceError("invalid-request", "cần chỉ rõ trường, viện dẫn hoặc dòng cần sửa.")
    context["seen"] = _standing(context)
    if typed is not None:
        context["value"] = typed
    rows = [row_of(one) for one in desk.corrections(record["id"]) if one["kind"] == context["kind"]]
    doc = {"id": record["id"], "name": record["number"] or record["title"] or record["id"], "href": back}
    drawn = record["source"]["media_type"] in DRAWN
    return page(
        request, "correct.html", status, asked=asked, refused=refused, back=back, doc=doc, rows=rows[:_OFFERED],
        crop=f"{document_href(record['id'])}/crop/{asked['field']}.png" if drawn and asked["field"] else None,
        **context,
    )  # fmt: skip


def _standing(context: Mapping[str, Any]) -> str:
    """What the archive holds now, as the form sends it back: whoever saves puts right only what they saw."""
    return str(context["target"] or "") if context["kind"] == "reference" else str(context["value"])


def _overtaken(
    desk: Desk, record: Mapping[str, Any], sent: Mapping[str, str], numbers: Mapping[str, int | None]
) -> str:
    """Why this must be looked at again: somebody else put the value right meanwhile. Empty where nobody did."""
    start, end, at = numbers["start"], numbers["end"], numbers["at"]
    if "seen" not in sent:
        return ""
    if sent.get("field") in CORRECTABLE:
        now = of_field(record, sent["field"])
    elif start is not None and end is not None:
        now = _of_reference(desk, record, start, end)
    elif at is not None:
        now = _of_line(desk.text(record["id"]), at)
    else:
        return ""
    standing = _standing(now)
    if standing == sent["seen"].replace("\r\n", "\n"):
        return ""
    shown_now = _candidate(desk.node(standing))["name"] if now["kind"] == "reference" and standing else standing
    return (
        f"người khác đã sửa mục này từ lúc bạn mở trang, nay là “{shown_now or 'không có'}”. "
        "Xem lại, rồi lưu lần nữa nếu vẫn muốn sửa."
    )


def of_field(record: Mapping[str, Any], field: str) -> dict[str, Any]:
    """What the form shows of a field: its value as it is typed, how to type it, what the paper prints."""
    value = record[field]
    if field == "signers":
        text = "\n".join(" | ".join(one[part] or "" for part in ("name", "position", "authority")) for one in value)
    elif field == "recipients":
        text = "\n".join(value)
    elif field == "type":
        text = record["type_name"] or value or ""
    else:
        text = (day(value) if field == "date" else value) or ""
    evidence = record["evidence"].get(field)
    return {
        "kind": "field",
        "label": FIELDS[field],
        "value": text,
        "hint": _LISTS.get(field, "ngày/tháng/năm, ví dụ 07/4/2014" if field == "date" else ""),
        "lines": max(3, text.count("\n") + 2) if field in (*_LISTS, "title") else 0,
        "raw": " ".join(evidence["raw"].split()) if evidence else "",
        "printed": record["issuer"] if field == "issuer" else "",
    }


def _of_reference(desk: Desk, record: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    text = desk.text(record["id"])
    found = next((one for one in record["references"] if one["start"] < end and start < one["end"]), None)
    offered: list[dict[str, Any]] = []
    if found is not None:
        resolution = found["resolution"]
        ids = [resolution["target"], *(one["id"] for one in resolution["candidates"])]
        ids += [one["id"] for one in (desk.find(found["number"]) if found["number"] else [])]
        offered = [_candidate(desk.node(id)) for id in dict.fromkeys(id for id in ids if id)][:_OFFERED]
    return {
        "kind": "reference",
        "label": "Viện dẫn",
        "value": "",
        "words": " ".join(text[start:end].split()),
        "around": " ".join(text[max(0, start - 160) : end + 160].split()),
        "target": found["resolution"]["target"] if found else None,
        "offered": offered,
    }


def _candidate(node: Mapping[str, Any]) -> dict[str, Any]:
    parts = (node["number"], f"ngày {day(node['date'])}" if node["date"] else "", node["issuer"], node["title"])
    return {"id": node["id"], "name": ", ".join(part for part in parts if part), "held": node["held"]}


def _of_line(text: str, at: int) -> dict[str, Any]:
    at = min(at, len(text))
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return {"kind": "line", "label": "Dòng chữ", "value": text[start : end if end >= 0 else len(text)]}


def row_of(one: Mapping[str, Any]) -> dict[str, Any]:
    """A correction as the history prints it."""
    field = FIELDS.get(one["target"], one["target"]) if one["kind"] == "field" else one["target"]
    if one["kind"] == "seen":
        field = one["target"].partition(": ")[2]  # without its code
    return {
        "id": one["id"],
        "meant": one["meant"] if one["kind"] == "task" else None,
        "kind": KINDS_OF_FIX[one["kind"]],
        "what": field,
        "from": shown(one["from"]),
        "to": "không phải viện dẫn" if one["kind"] == "reference" and one["to"] is None else shown(one["to"]),
        "who": shown_name(one["who"]),
        "when": moment(one["when"]),
        "undone": f"{shown_name(one['undone_by'])}, {moment(one['undone'])}" if one["undone"] else "",
        "document": one["document"],
        "href": document_href(one["document"]) if one["document"] else None,
    }


def last_done(desk: Desk, number: str) -> dict[str, Any] | None:
    """The correction that this person has just made (`Desk.just_made`); None for what is the number of none."""
    if not (number.isascii() and number.isdecimal() and len(number) < _DIGITS):
        return None
    made = desk.just_made(int(number))
    return row_of(made) if made else None


async def _correct(request: Request, desk: AtDesk) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    sent = {name: values[0] for name, values in fields.items()}
    return await run_in_threadpool(_carried_out, request, desk, sent)


def _carried_out(request: Request, desk: Desk, sent: Mapping[str, str]) -> Response:
    numbers = {name: int(sent[name]) if sent.get(name, "").isdecimal() else None for name in ("start", "end", "at")}
    asked: dict[str, Any] = {name: sent.get(name, "") for name in ("document", "field", "name")} | numbers
    asked["back"] = to_queue(sent.get("back", ""))
    value = sent.get("value", "").replace("\r\n", "\n")
    none = "none" in sent
    try:
        if asked["name"]:
            change = desk.correct_issuer(asked["name"], value)
            if waiting := waiting_told(change):
                return _shown(request, desk, asked, refused=waiting, typed=value)
            return RedirectResponse("/corrections", 303)
        record = desk.show(asked["document"])
        id = record["id"]
        if overtaken := _overtaken(desk, record, sent, numbers):
            return _shown(request, desk, asked, refused=overtaken, typed=value)
        if asked["field"]:
            if sent.get("everywhere") and value.strip():
                change = desk.correct_issuer(desk.show(id)["issuer"] or value, value)
                if waiting := waiting_told(change):
                    return _shown(request, desk, asked, refused=waiting, typed=value)
            else:
                change = desk.correct_field(id, asked["field"], None if none else _typed(asked["field"], value))
            if asked["back"] or change["document"]:
                return after(asked["back"] or document_href(id), change)
            return RedirectResponse("/corrections", 303)  # what holds for all papers is told of on none of them
        if numbers["at"] is not None:
            desk.correct_line(id, numbers["at"], value)
            return RedirectResponse(place_of(desk.show(id), desk.text(id), numbers["at"]), 303)
        if numbers["start"] is not None and numbers["end"] is not None:
            means = None if none else (value.strip() or sent.get("means", ""))
            if means == "":
                raise BadCorrection("hãy chọn một văn bản, gõ số của nó, hoặc đánh dấu “không phải viện dẫn”.")
            change = desk.correct_reference(id, numbers["start"], numbers["end"], means)
            return after(asked["back"] or document_href(id), change)
    except BadCorrection as error:
        return _shown(request, desk, asked, refused=str(error), typed=value)
    raise ServiceError("invalid-request", "cần chỉ rõ trường, viện dẫn hoặc dòng cần sửa.")


def _typed(field: str, value: str) -> Any:
    """What a box of the form holds, as the archive takes it."""
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    if field == "recipients":
        return lines
    if field == "signers":
        return [_signer(line) for line in lines]
    return value


def _signer(line: str) -> dict[str, str | None]:
    parts = [part.strip() for part in line.split("|")] + ["", ""]
    return {"name": parts[0], "position": parts[1] or None, "authority": parts[2].upper() or None}


def _history(
    request: Request,
    desk: AtDesk,
    document: Annotated[str, Query(max_length=300)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    found = desk.corrections(document or None, limit=_AT_A_TIME, before=before)
    more = {"document": document} if document else {}
    older = "/corrections?" + urlencode({**more, "before": found[-1]["id"]}) if len(found) == _AT_A_TIME else None
    names = {id: _name(desk, id) for id in {one["document"] for one in found} if id}
    rows = [{**row_of(one), "name": names.get(one["document"] or "", "mọi văn bản")} for one in found]
    return page(request, "corrections.html", rows=rows, older=older, document=document)


def _name(desk: Desk, id: str) -> str:
    try:
        node = desk.node(id)
    except NotFound:
        return id  # its file is not held any more; what was done to it is history all the same
    return str(node["number"] or node["title"] or id)


async def _undo(request: Request, desk: AtDesk, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    change = await run_in_threadpool(desk.undo, number)
    back = document_href(change["document"]) if change["document"] else "/corrections"
    return RedirectResponse(to_queue(fields.get("back", [""])[0]) or back, 303)
