"""The pages, server-rendered in Vietnamese. They work without script and by keyboard."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import NotFound
from extractor.text import quoted
from index.base import Query as Question
from index.base import Results
from service import asking, batches, guide
from service.api.answers import file_answer
from service.chained import in_chain
from service.errors import ServiceError
from service.gate import Open, person_of
from service.lists import csv_stream
from service.pages import annexed, asks, document, pasted, review, search
from service.pages import chain as chain_page
from service.pages.correct import last_done
from service.pages.docs import operations
from service.pages.search import Asked, document_href
from service.people import may_open
from service.putting_right import AtDesk
from service.render import page
from service.rights import View
from service.shapes import verify
from service.tree import Asked as TreeAsked
from service.tree import tree
from service.words import LEVELS, RELATIONS, covers_told, day, is_day, missed, named, task_told, today

WANTED_PAGE = 50
CHAIN_DEPTH = 10
# Citing sentences shown for each of the papers that one number may mean.
QUOTED = 2


def page_router() -> APIRouter:
    """Every page; none is part of the API's description."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for path, function in (
        ("/", _search),
        ("/documents/{id:path}/chain", _chain),
        ("/documents/{id:path}", _document),  # after its chain, for a number has slashes of its own
        ("/batch", _batch_form),
        ("/verify", _verify_form),
        ("/wanted", _wanted),
        ("/outdated", _outdated),
        ("/path", _path),
        ("/issuers", _issuers),
        ("/review", _review),
        ("/help", _help),
        ("/help/{name}", _chapter),
        ("/docs", _docs),
    ):
        router.add_api_route(path, function)
    router.add_api_route("/verify", _verify, methods=["POST"])
    router.add_api_route("/batch", _batch, methods=["POST"])
    router.add_api_route("/searches", _keep_search, methods=["POST"])
    return router


def _search(
    request: Request,
    archive: Open,
    asked: asking.Loose,
    chain: str = "",
    number: Annotated[int, Query(alias="page", ge=1, le=500)] = 1,
) -> Response:
    question, refused = asked
    wanted = Asked(question, chain.strip(), number, refused)
    searched = bool(wanted.text or wanted.filtered or number > 1)
    ids = in_chain(archive, wanted.chain) if wanted.chain else None
    results = archive.search(wanted.query(ids))
    cited = archive.find(wanted.text) if wanted.text and not results.total else []
    saved = request.app.state.saved.of(person_of(request).name)
    told = _told_apart(archive, wanted.text, results)
    body = search.one_body(question)
    covers = archive.covers(body)
    held = results.total or (covers if body is None else archive.covers())["held"]
    shown = search.context(wanted, results, searched, cited, saved, told)
    return page(request, "search.html", covers=covers_told(covers), held=held, **shown)


def _told_apart(archive: View, text: str, results: Results) -> dict[str, Any]:
    """What speaks for each of several papers of the number that was asked for."""
    same = {hit.id for hit in search.same_number(results.hits)}
    if not same:
        return {}
    return {
        one["id"]: {"evidence": one["evidence"], "citing": archive.cited_by(one["id"])[:QUOTED]}
        for one in archive.find(text)
        if one["id"] in same
    }


async def _keep_search(request: Request) -> Response:
    """Keeps or drops a search under a name, and goes back to it."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    name, address, drop = (fields.get(field, [""])[0] for field in ("name", "address", "drop"))
    saved, person = request.app.state.saved, person_of(request).name
    if drop:
        await run_in_threadpool(saved.drop, person, drop)
        return RedirectResponse("/", 303)
    there = {one.name: one.address for one in await run_in_threadpool(saved.of, person)}
    if there.get(" ".join(name.split()), address) != address:
        raise ServiceError("invalid-request", f"đã có tìm kiếm khác lưu tên “{name}”: chọn tên khác, hoặc xóa cái cũ.")
    kept = await run_in_threadpool(saved.keep, person, name, address)
    return RedirectResponse(kept.address, 303)


def _batch_form(request: Request) -> Response:
    return page(request, "batch.html", most=batches.MOST)


async def _batch(request: Request, archive: Open) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    asked = batches.questions(fields.get("csv", [""])[0])
    top = fields.get("top", ["1"])[0]
    rows = batches.answers(archive, asked, Question(), min(max(int(top) if top.isdecimal() else 1, 1), 100))
    # the first piece holds the answers to some hundred questions: not on the thread that serves everybody
    pieces = csv_stream(batches.COLUMNS, rows)
    return await run_in_threadpool(
        lambda: file_answer(pieces, "csv", "ket-qua-tim-nhieu-cau", archive.covers())
    )  # fmt: skip


def _document(
    request: Request,
    archive: AtDesk,
    id: str,
    part: int = 1,
    at: int | None = None,
    here: int | None = None,
    done: str = "",
) -> Response:
    node = archive.node(id)
    citing = archive.cited_by(node["id"])
    if not node["held"]:
        doc = {**document.head(node), "cited_by": document.citing_views(citing)}
        return page(request, "stub.html", doc=doc, tab=document.TEXT_TAB)
    record, text = archive.show(node["id"]), archive.text(node["id"])
    begins = annexed.start_of(record, id) if here is None else None
    if begins is not None:  # the key of a paper issued with this one
        return RedirectResponse(document.line_at(record, text, begins), 303)
    if at is not None:
        return RedirectResponse(document.place_of(record, text, at), 303)
    person = person_of(request)
    followed = any(one.target == record["id"] for one in request.app.state.following.of(person.name))
    marks = [task_told(mark) if mark else "" for mark in archive.task_marks(record)]
    may_correct = may_open(person, "GET", "/correct")
    shown = document.context(record, text, citing, part, here, may_correct=may_correct, followed=followed, marks=marks)
    row = last_done(archive, done) if may_correct else None
    just = row if row and row["document"] == record["id"] else None
    return page(request, "document.html", done=just, back="", **shown)


def _chain(
    request: Request,
    archive: Open,
    id: str,
    direction: str = "both",
    depth: int | None = None,
    relation: asking.Texts = (),
    tier: asking.Texts = (),
    at: str = "",
) -> Response:
    asked = TreeAsked(
        at=at if is_day(at) else today(),
        up=direction == "up",
        down=direction == "down",
        depth=min(max(depth or CHAIN_DEPTH, 1), 50),
        relations=tuple(one for one in relation if one in RELATIONS) or None,
        tiers=tuple(one for one in tier if one in LEVELS),
    )
    found = tree(archive, id, asked)
    shown = chain_page.context(found, asked, whole=depth is not None)
    notes = [f"“{at}” không phải là ngày nên được bỏ qua."] if at and not is_day(at) else []
    root = found["root"]
    teller = found["asked"]  # tasks are given by the paper that was asked for, also where it hangs on its act
    held = any(node["held"] for node in found["nodes"] if node["id"] == teller)
    rows = archive.follow_up(teller, at=asked.at) if held else []
    plans = archive.nodes({one for row in rows for one in row["documents"]})
    told = chain_page.follow_up(rows, plans, document_href(teller))
    head = document.head(_head_record(archive, root))
    covers = covers_told(archive.covers())
    return page(request, "chain.html", doc=head, notes=notes, told=told, root=root, covers=covers, **shown)


def _head_record(archive: View, id: str) -> dict[str, Any]:
    try:
        return archive.show(id)
    except NotFound:  # a stub: only what others say of it is known
        return archive.node(id)


def _verify_form(request: Request) -> Response:
    return page(request, "verify.html", **pasted.context("", []))


async def _verify(request: Request, archive: Open) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    # browsers send line ends as CR LF; the text goes back into the box as it was typed
    text = fields.get("text", [""])[0].replace("\r\n", "\n")
    found = await run_in_threadpool(verify, archive, text)
    return page(request, "verify.html", **pasted.context(text, found["references"]))


def _wanted(
    request: Request, archive: Open, number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1
) -> Response:
    covers = archive.covers()
    first = (number - 1) * WANTED_PAGE
    found = archive.wanted(first + WANTED_PAGE + 1)[first:]
    items = [
        {
            "href": document_href(one["id"]),
            "name": named(one),
            "title": one["title"] if one["number"] else "",
            "issuer": one["issuer"] or "",
            "date": day(one["date"]),
            "count": one["cited_by"],
            "why": missed(one),
        }
        for one in found[:WANTED_PAGE]
    ]
    return page(
        request,
        "wanted.html",
        items=items,
        held=covers["held"],
        covers=covers_told(covers),
        previous_href=f"/wanted?page={number - 1}" if number > 1 else None,
        next_href=f"/wanted?page={number + 1}" if len(found) > WANTED_PAGE else None,
    )


def _outdated(
    request: Request, archive: Open, at: str = "", number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1
) -> Response:
    day_asked = at if is_day(at) else today()
    rows = archive.outdated(day_asked)
    first = (number - 1) * WANTED_PAGE
    return page(
        request,
        "outdated.html",
        at=day_asked,
        total=len(rows),
        covers=covers_told(archive.covers()),
        previous_href=f"/outdated?at={day_asked}&page={number - 1}" if number > 1 else None,
        next_href=f"/outdated?at={day_asked}&page={number + 1}" if len(rows) > first + WANTED_PAGE else None,
        **asks.outdated(rows[first : first + WANTED_PAGE]),
    )


def _path(
    request: Request,
    archive: Open,
    one: Annotated[str, Query(alias="from", max_length=200)] = "",
    other: Annotated[str, Query(alias="to", max_length=200)] = "",
) -> Response:
    way = archive.path(one.strip(), other.strip()) if one.strip() and other.strip() else None
    known = archive.nodes({id for edge in way or () for id in (edge["from"], edge["to"])})
    return page(request, "path.html", one=one, other=other, **asks.path(way, known))


def _issuers(request: Request, name: Annotated[str, Query(max_length=300)] = "") -> Response:
    return page(request, "issuers.html", name=name, **asks.issuers(name.strip()))


def _review(
    request: Request,
    desk: AtDesk,
    number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1,
    field: Annotated[str, Query(max_length=40)] = "",
    open_page: Annotated[int, Query(alias="open", ge=1, le=1_000_000)] = 1,
    done: str = "",
) -> Response:
    return page(request, "review.html", **review.context(desk, number, field, open_page, done))


def _help(request: Request) -> Response:
    return page(request, "help.html", chapters=guide.chapters(), chapter=None)


def _chapter(request: Request, name: str) -> Response:
    book = guide.chapters()
    at = next((at for at, one in enumerate(book) if one.name == name), None)
    if at is None:
        raise ServiceError("no-page", f"sách hướng dẫn không có chương {quoted(name)}.")
    before = book[at - 1] if at else None
    after = book[at + 1] if at + 1 < len(book) else None
    return page(request, "help.html", chapters=book, chapter=book[at], before=before, after=after)


def _docs(request: Request) -> Response:
    described = request.app.openapi()
    return page(request, "docs.html", groups=operations(described), version=described["openapi"])
