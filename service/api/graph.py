"""/api/v1, what is linked: chains and trees, who was told and has not, ways, what became of a paper, other names of a
body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response

from extractor.issuers.succession import related_bodies
from service.api import schemas
from service.api.answers import COVERS, answer, covers_header, problems
from service.asking import Day, Texts
from service.exports import CHAIN_FORMS, tree_csv
from service.gate import Open
from service.originals import DocumentId as Id
from service.tree import CARRIES_OUT, Asked, tree
from service.words import today

Depth = Annotated[int, Query(ge=1, le=50, description="số bậc")]
Relations = Annotated[tuple[schemas.Relation, ...], Query(description="chỉ đi theo những quan hệ này")]
At = Annotated[Day, Query(description="xét tại ngày này; mặc định là hôm nay")]


def add_graph(router: APIRouter) -> None:
    """To be included before the route of documents, whose address takes everything."""
    _add_chains(router)
    _add_trees(router)
    _add_asks(router)


def _add_chains(router: APIRouter) -> None:
    @router.get(
        "/documents/{id:path}/chain",
        tags=["văn bản"],
        summary="Chuỗi: văn bản dựa trên gì và được thực hiện bằng gì",
        response_model=schemas.ChainAnswer,
        responses=problems(404, 409),
    )
    def chain(
        request: Request,
        archive: Open,
        id: Id,
        up: bool = False,
        down: bool = False,
        depth: Depth = 10,
        relation: Relations = (),
        date: Day = None,
        issuer: str | None = None,
        until: Annotated[Day, Query(description="kho như vào ngày này")] = None,
    ) -> Response:
        found = archive.chain(
            id, up=up, down=down, depth=depth, relations=relation or None, date=date, issuer=issuer, date_to=until
        )
        return answer(request, found, archive.covers())

    @router.get(
        "/documents/{id:path}/chain.{form}",
        tags=["văn bản"],
        summary="Chuỗi cho chương trình khác: CSV, GraphML, Mermaid, Akoma Ntoso",
        response_class=PlainTextResponse,
        responses=problems(404, 409),
    )
    def chain_file(
        archive: Open,
        id: Id,
        form: Annotated[Literal["csv", "graphml", "mermaid", "akn"], Path(description="dạng tệp")],
        up: bool = False,
        down: bool = False,
        depth: Depth = 10,
        relation: Relations = (),
        until: Day = None,
    ) -> Response:
        found = archive.chain(id, up=up, down=down, depth=depth, relations=relation or None, date_to=until)
        media_type, write = CHAIN_FORMS[form]
        return _file(write(found), media_type, f"chain.{form}", archive.covers())


def _add_trees(router: APIRouter) -> None:
    @router.get(
        "/documents/{id:path}/tree",
        tags=["văn bản"],
        summary="Cây thực hiện theo từng bậc, với tình trạng từng văn bản và cơ quan được giao mà kho chưa có văn bản",
        response_model=schemas.TreeAnswer,
        responses=problems(404, 409),
    )
    def tree_of(
        request: Request,
        archive: Open,
        id: Id,
        depth: Depth = 10,
        relation: Relations = (),
        tier: Texts = (),
        at: At = None,
        date: Day = None,
        issuer: str | None = None,
    ) -> Response:
        asked = Asked(at or today(), depth=depth, relations=relation or CARRIES_OUT, tiers=tier)
        return answer(request, tree(archive, id, asked, date=date, issuer=issuer), archive.covers())

    @router.get(
        "/documents/{id:path}/tree.csv",
        tags=["văn bản"],
        summary="Cây thực hiện thành bảng tính",
        response_class=PlainTextResponse,
        responses=problems(404, 409),
    )
    def tree_file(
        archive: Open,
        id: Id,
        up: bool = False,
        down: bool = True,
        depth: Depth = 10,
        relation: Relations = (),
        tier: Texts = (),
        at: At = None,
    ) -> Response:
        asked = Asked(at or today(), up, down, depth, relation or CARRIES_OUT, tier)
        table = tree_csv(tree(archive, id, asked))
        return _file(table, "text/csv; charset=utf-8", "tree.csv", archive.covers())


def _add_asks(router: APIRouter) -> None:
    @router.get(
        "/path",
        tags=["văn bản"],
        summary="Đường ngắn nhất qua các viện dẫn giữa hai văn bản",
        response_model=list[schemas.ChainEdge],
        responses=problems(404, 409),
    )
    def path(
        request: Request,
        archive: Open,
        one: Annotated[str, Query(alias="from", min_length=1, max_length=200)],
        other: Annotated[str, Query(alias="to", min_length=1, max_length=200)],
    ) -> Response:
        return answer(request, archive.path(one, other), archive.covers())

    @router.get(
        "/documents/{id:path}/cited-by",
        tags=["văn bản"],
        summary="Những chỗ viện dẫn đến văn bản này",
        response_model=list[schemas.CitingEdge],
        responses=problems(404, 409),
    )
    def cited_by(request: Request, archive: Open, id: Id) -> Response:
        return answer(request, archive.cited_by(id), archive.covers())

    @router.get(
        "/documents/{id:path}/follow-up",
        tags=["văn bản"],
        summary="Cơ quan nào được giao ban hành kế hoạch, và kho có kế hoạch đó không",
        response_model=list[schemas.FollowUp],
        responses=problems(404, 409),
    )
    def follow_up(request: Request, archive: Open, id: Id, at: At = None) -> Response:
        return answer(request, archive.follow_up(id, at=at or today()), archive.covers())

    @router.get(
        "/documents/{id:path}/standing",
        tags=["văn bản"],
        summary="Tình trạng của văn bản vào một ngày: còn hiệu lực, bị thay thế, hết thời gian, hay chưa rõ vì sao",
        response_model=schemas.StandingAnswer,
        responses=problems(404, 409),
    )
    def standing(
        request: Request, archive: Open, id: Id, at: At = None, date: Day = None, issuer: str | None = None
    ) -> Response:
        return answer(request, archive.standing(id, at or today(), date=date, issuer=issuer))

    @router.get(
        "/outdated",
        tags=["kho"],
        summary="Văn bản mà căn cứ pháp lý đã bị thay thế hoặc bãi bỏ",
        response_model=list[schemas.OutdatedItem],
        responses=problems(),
    )
    def outdated(
        request: Request,
        archive: Open,
        at: At = None,
        limit: Annotated[int | None, Query(ge=1, le=1000, description="số mục tối đa; mặc định là tất cả")] = None,
        offset: Annotated[int, Query(ge=0, description="bỏ qua từng này mục đầu")] = 0,
    ) -> Response:
        rows = archive.outdated(at or today())[offset:]
        return answer(request, rows[:limit], archive.covers())

    @router.get(
        "/issuers",
        tags=["kho"],
        summary="Cơ quan trước và sau của một cơ quan qua các lần sáp nhập, chia tách",
        response_model=list[schemas.RelatedBody],
        responses=problems(),
    )
    def issuers(
        request: Request,
        archive: Open,
        name: Annotated[str, Query(min_length=1, max_length=300, examples=["Bộ Tài chính"])],
    ) -> Response:
        return answer(request, bodies_json(name))


def bodies_json(name: str) -> list[dict[str, Any]]:
    """The bodies before and after one, as the API and the command list them."""
    return [
        {"name": body.name, "side": body.side, "since": body.since, "until": body.until}
        for body in related_bodies(name)
    ]


def _file(content: str, media_type: str, name: str, covers: Mapping[str, Any]) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', COVERS: covers_header(covers)}
    return Response(content.encode("utf-8", "replace"), media_type=media_type, headers=headers)
