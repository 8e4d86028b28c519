"""The page "Theo dõi": what is new about the documents and searches that a person follows."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.digest import news, shortened, there
from service.following import Follow, Following, Kind
from service.gate import Open, person_of
from service.pages.search import document_href
from service.render import page
from service.rights import View
from service.words import day, today


def following_router() -> APIRouter:
    """Pages for everybody who reads."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/following", _page)
    router.add_api_route("/following", _change, methods=["POST"])
    return router


def _kept(request: Request) -> Following:
    kept: Following = request.app.state.following
    return kept


def _page(request: Request, archive: Open) -> Response:
    kept, person = _kept(request), person_of(request).name
    items: list[dict[str, Any]] = []
    for one in kept.of(person):
        rows = news(archive, one.seen, there(archive, one, today()))
        listed, more = shortened(rows)
        items.append(
            {
                "name": one.name,
                "kind": one.kind,
                "target": one.target,
                "href": one.target if one.kind == "search" else document_href(one.target),
                "since": day(one.since),
                "news": listed,
                "more": more,
            }
        )
    items.sort(key=lambda one: not one["news"])
    return page(request, "following.html", items=items, address=kept.address(person) or "")


async def _change(request: Request, archive: Open) -> Response:
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    fields = {name: values[0] for name, values in sent.items()}
    return await run_in_threadpool(_changed, request, archive, fields)


def _changed(request: Request, archive: View, sent: dict[str, str]) -> Response:
    kept, person = _kept(request), person_of(request).name
    kind: Kind = "search" if sent.get("kind") == "search" else "document"
    target = sent.get("target", "")
    if "address" in sent:
        kept.set_address(person, sent["address"])
    elif "looked" in sent:
        for one in kept.of(person):
            if not target or one.target == target:
                kept.looked(person, one, there(archive, one, today()))
    elif "drop" in sent:
        kept.drop(person, kind, target)
    elif kind == "document":
        node = archive.node(target)
        name = node["number"] or node["title"] or target
        _begin(kept, archive, person, Follow(kind, node["id"], name, {}, {}, today()))
        return RedirectResponse(document_href(node["id"]), 303)
    else:
        _begin(kept, archive, person, Follow(kind, target, sent.get("name", "").strip() or target, {}, {}, today()))
    return RedirectResponse("/following", 303)


def _begin(kept: Following, archive: View, person: str, one: Follow) -> None:
    kept.follow(person, one.kind, one.target, one.name, there(archive, one, one.since), one.since)
