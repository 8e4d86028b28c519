"""The ledger of tasks: who was told to do what by when, over all papers; as a page, a spreadsheet, and over HTTP."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import Field

from extractor.dates import find_dates
from service.api import schemas
from service.api.answers import answer, file_answer, problems
from service.lists import Cell, Form, stream
from service.pages.correct import last_done
from service.pages.search import document_href
from service.people import may_open
from service.putting_right import AtDesk, Desk
from service.render import page
from service.words import DUE, ROLES, Due, When, covers_told, day, is_day, moment, named, task_told, today

AT_A_TIME = 100
EVERY = 1_000_000
_STATES: tuple[Due, ...] = get_args(Due)
_OPEN = _STATES[:4]
COLUMNS = (
    "Đơn vị", "Vai trò", "Nhiệm vụ", "Thời hạn", "Nguyên văn thời hạn", "Tình trạng", "Số, ký hiệu", "Ngày văn bản",
    "Cơ quan giao", "Trích yếu", "Ngày xong", "Văn bản thực hiện", "Người đánh dấu",
)  # fmt: skip

Unit = Annotated[str, Query(max_length=200, description="một phần tên đơn vị, có dấu hay không")]
At = Annotated[str, Query(max_length=10, description="xét vào ngày này (YYYY-MM-DD), mặc định hôm nay")]
InRole = Annotated[Literal["lead", "support", ""], Query(description="chủ trì hay phối hợp")]


class Mark(schemas.Wire):
    """What a person said became of a task; `id` is that of `/corrections`. `paper`: the held document that did it;
    `day_of_paper`: the day is that of the paper, and told with it alone."""

    id: int
    state: Literal["done", "not-ours"]
    day: str | None = Field(examples=["2015-06-01"])
    day_of_paper: bool
    paper: str | None
    who: str = Field(examples=["lan"])
    when: str


class Duty(schemas.Wire):
    """Somebody was told to do something. `due`: the last day of the printed term; `state` as seen from a day, or what
    was said in `mark`. `code` names the task among those of its document, for `POST /corrections`."""

    document: str
    number: str | None = Field(examples=["118/KH-UBND"])
    date: str | None
    issuer: str | None
    title: str | None
    unit: str = Field(examples=["Phòng Nội vụ"])
    role: Literal["lead", "support"]
    text: str
    start: int
    end: int
    due: str | None = Field(examples=["2015-06-10"])
    due_text: str | None
    code: str = Field(examples=["4f1d0c9be27a6385"])
    mark: Mark | None
    state: Due


def tasks_router() -> APIRouter:
    """The page, and /api/v1/tasks as objects and as files."""
    router = APIRouter()
    router.add_api_route("/tasks", _page, response_class=HTMLResponse, include_in_schema=False)
    router.add_api_route(
        "/api/v1/tasks.{form}",
        _sheet,
        tags=["nhiệm vụ"],
        summary="Sổ theo dõi nhiệm vụ thành bảng tính",
        response_class=StreamingResponse,
        responses=problems(),
    )
    router.add_api_route(
        "/api/v1/tasks",
        _listed,
        tags=["nhiệm vụ"],
        summary="Nhiệm vụ theo đơn vị và thời hạn, hạn gần nhất trước",
        response_model=list[Duty],
        responses=problems(),
    )
    return router


def window(when: When, at: str) -> dict[str, Any]:
    """The days that a choice asks for, seen from the day `at` (ISO); a week ends on Sunday."""
    day_ = datetime.date.fromisoformat(at)
    sunday = (day_ + datetime.timedelta(days=6 - day_.weekday())).isoformat()
    month = (day_.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    yesterday = (day_ - datetime.timedelta(days=1)).isoformat()
    windows: dict[When, dict[str, Any]] = {
        "overdue": {"due_to": yesterday},
        "week": {"due_from": at, "due_to": sunday},
        "month": {"due_from": at, "due_to": month.isoformat()},
        "later": {"due_from": at},
        "undated": {"due_from": "9999", "undated": True},
    }
    if when in windows:
        return {**windows[when], "mark": "open"}
    return {"undated": True, "mark": None if when == "all" else when}


def state_of(task: Mapping[str, Any], at: str) -> Due:
    """`done` or `not-ours` where a person said so, else `overdue`, `week`, `later` or `undated`, seen from `at`."""
    due: str | None = task["due"]
    if task["mark"]:
        said: Due = task["mark"]["state"]
        return said
    if due is None:
        return "undated"
    if due < at:
        return "overdue"
    return "week" if due <= window("week", at)["due_to"] else "later"


def found(desk: Desk, unit: str, when: When, at: str, role: str, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    return desk.told_to(
        unit=unit.strip() or None, role=role or None, limit=limit, offset=offset, **window(when, at)
    )  # fmt: skip


def _counts(desk: Desk, unit: str, at: str, role: str) -> dict[str, int]:
    """How many there are of each state, seen from the day `at`; `later` without those due this week."""
    monday = (datetime.date.fromisoformat(window("week", at)["due_to"]) + datetime.timedelta(days=1)).isoformat()
    counts = desk.count_told((at, monday), unit=unit.strip() or None, role=role or None)
    return dict(zip(_STATES, counts, strict=True))


def _page(
    request: Request,
    desk: AtDesk,
    unit: Unit = "",
    when: When = "open",
    at: At = "",
    role: InRole = "",
    number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1,
    done: str = "",
) -> Response:
    seen_from = at if is_day(at) else today()
    rows = found(desk, unit, when, seen_from, role, AT_A_TIME + 1, (number - 1) * AT_A_TIME)
    counts = _counts(desk, unit, seen_from, role)
    asked = {"unit": unit, "role": role, "at": at if is_day(at) else ""}
    kept = {name: value for name, value in asked.items() if value}
    place = {**kept, "when": when, **({"page": str(number)} if number > 1 else {})}
    back = "/tasks?" + urlencode(place)
    marks = may_open(desk.person, "GET", "/tasks/mark")
    papers = papers_of(desk, rows)
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in rows[:AT_A_TIME]:
        groups.setdefault(one["unit"], []).append(_view(one, seen_from, papers, back if marks else ""))
    return page(
        request,
        "tasks.html",
        groups=groups,
        covers=covers_told(desk.covers()),
        asked=asked,
        when=when,
        at=seen_from,
        choices=[
            (name, text, "/tasks?" + urlencode({**kept, "when": name}), counts[name])
            for name, text in (("overdue", "Quá hạn"), ("week", "Hạn trong tuần"), ("later", "Hạn sau đó"),
                               ("undated", "Không ghi ngày"), ("done", "Đã xong"), ("not-ours", "Không thuộc đơn vị"))
        ],
        open_href="/tasks?" + urlencode({**kept, "when": "open"}),
        all_href="/tasks?" + urlencode({**kept, "when": "all"}),
        open=sum(counts[name] for name in _OPEN),
        total=sum(counts.values()),
        done=last_done(desk, done),
        back=back,
        files=[
            (f"/api/v1/tasks.{form}?" + urlencode({**kept, "when": when}), form.upper()) for form in get_args(Form)
        ],
        previous_href="/tasks?" + urlencode({**kept, "when": when, "page": number - 1}) if number > 1 else None,
        next_href="/tasks?" + urlencode({**kept, "when": when, "page": number + 1}) if len(rows) > AT_A_TIME else None,
    )  # fmt: skip


def _view(one: Mapping[str, Any], at: str, papers: Mapping[str, Mapping[str, Any]], back: str) -> dict[str, Any]:
    """A row of the page. `back`: where whoever may say what became of it comes back to; empty for all others."""
    state, mark = state_of(one, at), one["mark"]
    paper = papers.get(mark["paper"]) if mark and mark["paper"] else None
    where = {"document": one["document"], "task": one["code"], "back": back}
    return {
        "unit": one["unit"],
        "mark": mark
        and {
            "told": task_told(mark),
            "who": mark["who"],
            "when": moment(mark["when"]),
            "id": mark["id"],
            "paper": named(paper) if paper else "",
            "href": document_href(mark["paper"]) if paper else "",
        },
        "fix": "/tasks/mark?" + urlencode(where) if back else "",
        "text": " ".join(one["text"].split()),
        "role": ROLES[one["role"]],
        "due": day(one["due"]) or one["due_text"] or "",
        # the words the day was reckoned from, unless they are that day
        "printed": one["due_text"] if one["due"] and _is_reckoned(one["due_text"] or "", one["due"]) else "",
        "state": ("", "") if mark else DUE[state],
        "paper": one["number"] or one["title"] or one["document"],
        "issuer": one["issuer"] or "",
        "href": f"{document_href(one['document'])}?at={one['start']}",
    }


def _is_reckoned(printed: str, due: str) -> bool:
    """Whether a term prints something else than the whole day that it ends on."""
    return all(found.iso != due for found in find_dates(printed))


def _sheet(
    desk: AtDesk,
    form: Annotated[Form, Path(description="dạng tệp")],
    unit: Unit = "",
    when: When = "open",
    at: At = "",
    role: InRole = "",
) -> Response:
    seen_from = at if is_day(at) else today()
    rows = found(desk, unit, when, seen_from, role, EVERY)
    pieces = stream(form, COLUMNS, duty_rows(rows, seen_from, papers_of(desk, rows)))
    return file_answer(pieces, form, "so-theo-doi-nhiem-vu", desk.covers())


def papers_of(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The papers by which tasks of these rows are done."""
    return desk.nodes({one["mark"]["paper"] for one in rows if one["mark"] and one["mark"]["paper"]})


def duty_rows(
    rows: Sequence[Mapping[str, Any]], at: str, papers: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Cell, ...]]:
    """One row a task, in the order of `COLUMNS`; `at` (ISO): the day from which terms are seen; `papers`: those by
    which tasks are done."""
    for one in rows:
        mark = one["mark"] or {"day": None, "paper": None, "who": None}
        yield (
            one["unit"],
            ROLES[one["role"]],
            " ".join(one["text"].split()),
            datetime.date.fromisoformat(one["due"]) if one["due"] else None,
            one["due_text"],
            DUE[state_of(one, at)][1],
            one["number"],
            datetime.date.fromisoformat(one["date"]) if one["date"] else None,
            one["issuer"],
            one["title"],
            datetime.date.fromisoformat(mark["day"]) if mark["day"] else None,
            named(papers[mark["paper"]]) if mark["paper"] in papers else None,
            mark["who"],
        )


def _listed(
    request: Request,
    desk: AtDesk,
    unit: Unit = "",
    when: When = "open",
    at: At = "",
    role: InRole = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> Response:
    seen_from = at if is_day(at) else today()
    rows = found(desk, unit, when, seen_from, role, limit)
    return answer(request, [{**one, "state": state_of(one, seen_from)} for one in rows], desk.covers())
