"""The archivist's page: the running ingest, the balance sheet, and every failure with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from extractor.limits import DEFAULT, MIB
from service.errors import CAUSES, ServiceError, describe
from service.forms import Form, read_form
from service.gate import Open, person_of, view_of
from service.metrics import exposition
from service.render import page
from service.rights import View
from service.streams import how_far
from service.uploads import DEEPEST, MOST_FILES, NAME_BYTES, PATH_BYTES, Intake, Uploads
from service.words import JOB_STAGES, JOB_STATES, STAGE_UNITS, STATES, moment, place_of_file, place_of_folder

OPEN_STATES = ("running", "paused")
WISHES: dict[str, Literal["pause", "stop"] | None] = {"pause": "pause", "resume": None, "stop": "stop"}
_EARLIER = 5
_FOLDERS = 200
_PROBLEMS = 500


def status_router() -> APIRouter:
    """The page, its buttons, and the figures for Prometheus."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/status", _status, response_class=HTMLResponse)
    router.add_api_route("/status/job", _ask, methods=["POST"])
    router.add_api_route("/status/upload", _upload, methods=["POST"])
    router.add_api_route("/metrics", _metrics)
    return router


def job_view(job: Mapping[str, Any]) -> dict[str, Any]:
    """A run as the page shows it; the same words come over the event stream."""
    return {
        "id": job["id"],
        "open": job["state"] in OPEN_STATES,
        "state": JOB_STATES[job["state"]],
        "paused": job["state"] == "paused",
        "stage": JOB_STAGES[job["stage"]],
        **how_far(job["done"], job["total"], job["rate"], job["seconds_left"], STAGE_UNITS.get(job["stage"], "tệp")),
        "failed": job["failed"],
        "started": moment(job["started"]),
        "message": job["message"] or "",
    }


def remedy(code: str | None) -> str:
    """What to do about a failure, from the one table of causes: what stands after its first sentence."""
    message = CAUSES[code].message if code in CAUSES else ""
    what, _, todo = message.partition(". ")
    return todo or what


def _status(
    request: Request, archive: Open, sent: Annotated[int | None, Query(ge=1, le=MOST_FILES)] = None
) -> Response:
    return _shown(request, archive, sent=f"Đã gửi {sent} tệp; kho đang đọc." if sent else "")


def _shown(request: Request, archive: View, *, sent: str = "", unsent: str = "", status: int = 200) -> Response:
    sheet = archive.status()
    jobs = [job_view(one) for one in archive.runs(_EARLIER)]
    files, mentions = sheet["files"], sheet["mentions"]
    return page(
        request,
        "status.html",
        status,
        sent=sent,
        unsent=unsent,
        most_bytes=DEFAULT.file_bytes,
        most_mib=DEFAULT.file_bytes // MIB,
        most_files=MOST_FILES,
        path_limits=(NAME_BYTES, PATH_BYTES, DEEPEST),
        most_request_mib=request.app.state.settings.max_upload_mib,
        job=jobs[0] if jobs and jobs[0]["open"] else None,
        earlier=[one for one in jobs if not one["open"]],
        balanced=sheet["balanced"],
        total=files["total"],
        figures=[
            ("văn bản trong kho", sheet["documents"]),
            ("văn bản được viện dẫn mà chưa có", sheet["wanted"]),
            ("lượt viện dẫn", mentions["total"]),
            ("lượt chưa rõ văn bản nào", mentions["ambiguous"]),
        ],
        states=[(STATES[name], files[name]) for name in STATES],
        folders=_folders(sheet["folders"]),
        more_folders=max(len(sheet["folders"]) - _FOLDERS, 0),
        state_names=[STATES[name] for name in STATES],
        problems=[
            {
                **one,
                "path": place_of_file(one["path"]),
                "state_name": STATES[one["state"]],
                "remedy": remedy(one["code"]),
            }
            for one in sheet["problems"][:_PROBLEMS]
        ],
        more_problems=max(len(sheet["problems"]) - _PROBLEMS, 0),
        waiting_uploads=request.app.state.intake.trouble,
    )


def _folders(folders: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": place_of_folder(one["folder"], one["sent"]),
            "total": one["total"],
            "counts": [one[state] for state in STATES],
        }
        for one in folders[:_FOLDERS]
    ]


async def _ask(request: Request) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    wish = fields.get("wish", [""])[0]
    if wish not in WISHES:
        raise ServiceError("invalid-request", "wish: phải là pause, resume hoặc stop")
    await run_in_threadpool(view_of(request).ask, WISHES[wish])
    return RedirectResponse("/status", 303)


async def _upload(request: Request) -> Response:
    """Files of a browser without script, in one request. What cannot be taken is named, the rest goes in."""
    form = await read_form(request)
    return await run_in_threadpool(_taken, request, form)


def _taken(request: Request, form: Form) -> Response:
    uploads: Uploads = request.app.state.uploads
    intake: Intake = request.app.state.intake
    person, taken, refused = person_of(request).name, 0, []
    for name, content in form.sent[:MOST_FILES]:
        try:
            whole = uploads.append(uploads.create(name.replace("/", "_"), len(content), person).id, 0, content)
        except ServiceError as error:
            refused.append(f"{name} ({'tệp rỗng' if not content else describe(error)})")
            continue
        if whole.path is not None:
            intake.add(whole.path)
            taken += 1
    refused += [f"{name} (quá {MOST_FILES} tệp)" for name, _ in form.sent[MOST_FILES:]]
    if taken and not refused:
        return RedirectResponse(f"/status?sent={taken}#gui", 303)
    told = f"Chưa gửi được: {'; '.join(refused)}." if refused else "Chưa chọn tệp nào."
    if not person_of(request).sees_all:  # the balance sheet names files of everybody
        raise ServiceError("invalid-request", f"Đã gửi {taken} tệp. {told}")
    sent = f"Đã gửi {taken} tệp; kho đang đọc." if taken else ""
    return _shown(request, view_of(request), sent=sent, unsent=told, status=422)


def _metrics(archive: Open) -> Response:
    content = exposition(archive.status(), archive.runs(1))
    return Response(content, media_type="text/plain; version=0.0.4; charset=utf-8")
