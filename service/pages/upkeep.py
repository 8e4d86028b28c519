"""The pages of upkeep: what looks after the archive, what was asked for, and taking a paper out for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.chores import Chore
from service.errors import CAUSES, ServiceError
from service.gate import Open
from service.originals import DocumentId
from service.pages.document import VERSIONS_TAB, head
from service.pages.search import document_href
from service.people import may_open
from service.render import page
from service.streams import how_far
from service.upkeep import STALE, AtWork, Keeper, keeper_of
from service.words import (
    CHORE_STATES,
    CHORES,
    FIELDS,
    JOB_STAGES,
    NEAR_RELATIONS,
    STAGE_UNITS,
    VERDICTS,
    day,
    format_name,
    moment,
    place_of_file,
    taken_out_told,
)

_TONES = {"ok": "good", "warn": "warn", "bad": "bad"}


def upkeep_router() -> APIRouter:
    """Must be included before the pages of documents, whose address takes everything."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/upkeep", _page)
    router.add_api_route("/upkeep/retry", _retry, methods=["POST"])
    router.add_api_route("/upkeep/examine", _examine, methods=["POST"])
    router.add_api_route("/upkeep/reindex", _reindex, methods=["POST"])
    router.add_api_route("/upkeep/backup", _backup, methods=["POST"])
    router.add_api_route("/upkeep/purge", _going)
    router.add_api_route("/upkeep/purge", _purge, methods=["POST"])
    router.add_api_route("/documents/{id:path}/versions", _versions)
    return router


def _page(request: Request, keeper: AtWork, examine: bool = False) -> Response:
    problems = keeper.status()["problems"]
    checks = keeper.examine() if examine else []
    return page(
        request,
        "upkeep.html",
        chores=[_view(one) for one in keeper.chores()],
        job=next((chore_view(one) for one in reversed(keeper.chores()) if one.open), None),
        codes=[(code, CAUSES[code].message if code in CAUSES else code, sum(one["code"] == code for one in problems))
               for code in sorted({one["code"] for one in problems if one["code"]})],
        examined=examine,
        checks=[{**one, "tone": _TONES[one["verdict"]], "verdict": VERDICTS[one["verdict"]]} for one in checks],
        sound=all(one["verdict"] != "bad" for one in checks),
        backup_folder=keeper.backup_folder,
        administers=may_open(keeper.person, "POST", "/upkeep/purge"),
    )  # fmt: skip


def chore_view(chore: Chore) -> dict[str, Any]:
    """Work as the page shows it while it goes, with the same keys as an ingest (`service.pages.status.job_view`)."""
    rate = chore.done / chore.seconds if chore.seconds and chore.done else None
    left = (chore.total - chore.done) / rate if rate else None
    done = chore.state == "done"
    return {
        "id": chore.number,
        "kind": CHORES[chore.kind],
        "open": chore.open,
        "state": CHORE_STATES[chore.state],
        "paused": False,
        "stage": JOB_STAGES["done"] if done else JOB_STAGES[chore.stage] if chore.stage else "chuẩn bị",
        **how_far(chore.done, chore.total, rate, left, STAGE_UNITS[chore.stage or "read"]),
        **({} if chore.total or done else {"percent": 0.0}),
        "failed": int(chore.state == "failed"),
        "started": moment(chore.started) if chore.started else "",
        "message": " ".join(_lines(chore)),
    }


def _lines(chore: Chore) -> list[str]:
    """What came of it, or why nothing did."""
    return [chore.problem] if chore.problem else _told(chore.kind, chore.told) if chore.told else []


def _view(chore: Chore) -> dict[str, Any]:
    return {
        "number": chore.number,
        "kind": CHORES[chore.kind],
        "about": "đã đọc bằng phiên bản khác" if chore.about == STALE else chore.about,
        "who": chore.who,
        "asked": moment(chore.asked),
        "state": CHORE_STATES[chore.state],
        "tone": {"done": "good", "failed": "bad"}.get(chore.state, "warn"),
        "lines": _lines(chore),
    }


def _told(kind: str, told: Mapping[str, Any]) -> list[str]:
    """What came of it, in sentences."""
    if kind == "retry":
        if not told["files"]:
            return ["Không có tệp nào cần đọc lại."]
        return [f"{told['files']} tệp: {told['indexed']} vào kho, {told['duplicate']} trùng, "
                f"{told['refused']} bị từ chối, {told['failed']} bị lỗi."]  # fmt: skip
    if kind == "reindex":
        failed = f" Không vào được chỉ mục: {', '.join(told['failed'])}." if told["failed"] else ""
        return [f"{told['documents']} văn bản.{failed}"]
    if kind == "examine":
        bad = [f"{VERDICTS[one['verdict']]}: {one['message']} {one['remedy']}".rstrip() for one in told["checks"]
               if one["verdict"] != "ok"]  # fmt: skip
        return ["Kho dùng được." if told["sound"] else "Kho có chỗ hỏng.", *bad]
    if kind == "backup":
        return [f"{told['documents']} văn bản, {told['originals']} bản gốc ({told['copied']} bản mới): {told['place']}"]
    return taken_out_told(told)


async def _fields(request: Request) -> dict[str, str]:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[0] for name, values in fields.items()}


async def _retry(request: Request) -> Response:
    which = (await _fields(request)).get("which", "")
    keeper = keeper_of(request)
    await run_in_threadpool(keeper.retry, which if which != STALE else None, stale=which == STALE)
    return RedirectResponse("/upkeep#viec", 303)


async def _examine(request: Request) -> Response:
    await run_in_threadpool(keeper_of(request).examine_all)
    return RedirectResponse("/upkeep#viec", 303)


async def _reindex(request: Request) -> Response:
    confirmed = (await _fields(request)).get("confirm") == "yes"
    await run_in_threadpool(keeper_of(request).reindex, confirmed=confirmed)
    return RedirectResponse("/upkeep#viec", 303)


async def _backup(request: Request) -> Response:
    await run_in_threadpool(keeper_of(request).backup)
    return RedirectResponse("/upkeep#viec", 303)


def _going(request: Request, keeper: AtWork, document: Annotated[str, Query(max_length=300)] = "") -> Response:
    return _asked(request, keeper, document.strip())


def _asked(request: Request, keeper: Keeper, document: str, refused: str = "") -> Response:
    going = keeper.going(document) if document else None
    record = going["record"] if going else None
    return page(
        request,
        "purge.html",
        422 if refused else 200,
        refused=refused,
        id=record["id"] if record else "",
        name=(record["number"] or record["title"] or record["id"]) if record else "",
        title=record["title"] if record else "",
        files=record["files"] if record else [],
        papers=[
            {"href": document_href(one["id"]), "date": day(one["date"]),
             "name": one["number"] or one["title"] or one["id"]}
            for one in (going["papers"] if going else [])
        ],
    )  # fmt: skip


async def _purge(request: Request) -> Response:
    fields = await _fields(request)
    keeper = keeper_of(request)
    document = fields.get("document", "")
    try:
        await run_in_threadpool(keeper.purge, document, confirm=fields.get("confirm", ""))
    except ServiceError as error:
        if error.code != "not-confirmed":
            raise
        return await run_in_threadpool(_asked, request, keeper, document, "mã đã gõ không phải mã của văn bản.")
    return RedirectResponse("/upkeep#viec", 303)


def _versions(request: Request, archive: Open, id: DocumentId, near: bool = False) -> Response:
    record = archive.show(id)
    found = archive.versions(record["id"], near=near)
    files = [
        {**one, "paths": [place_of_file(path) for path in one["paths"]], "format": format_name(one["media_type"])}
        for one in found["files"]
    ]
    names = {one["document"]: one["name"] for one in files}
    return page(
        request,
        "versions.html",
        doc=head(record),
        tab=VERSIONS_TAB,
        files=files,
        differences=[
            {**one, "name": names.get(one["document"], one["document"]),
             "fields": [(FIELDS.get(name, name), *values) for name, values in one["fields"].items()]}
            for one in found["differences"]
        ],
        asked_near=near,
        near=[
            {"href": document_href(one["document"]), "name": one["number"] or one["title"] or one["document"],
             "title": one["title"] or "", "date": day(one["date"]), "relation": NEAR_RELATIONS[one["relation"]],
             "likeness": f"{one['likeness'] * 100:.0f}%"}
            for one in found["near"]
        ],
        near_href=f"{document_href(record['id'])}/versions?near=true",
    )  # fmt: skip
