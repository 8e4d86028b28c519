"""/api/v1/drafts: findings on a draft, a new paper, two drafts side by side. Nothing that is sent is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.api import draft_schemas as wire
from service.api.answers import answer, problems
from service.drafting import Desk
from service.gate import Open

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def desk_of(request: Request) -> Desk:
    """The drafting desk of this service."""
    desk: Desk = request.app.state.desk
    return desk


def add_drafts(router: APIRouter) -> None:
    """Routes for those who write."""

    @router.post(
        "/drafts/judge",
        tags=["dự thảo"],
        summary="Soát một dự thảo: viện dẫn, nội dung, thể thức; kèm căn cứ gợi ý",
        response_model=wire.JudgeAnswer,
        responses=problems(415),
    )
    def judge(request: Request, archive: Open, body: wire.JudgeRequest) -> Response:
        from corpus.drafts import read_draft_text

        found = desk_of(request).judge(read_draft_text(body.text), archive, suggest=body.suggest)
        return answer(request, found.as_json(), archive.covers())

    @router.post(
        "/drafts/write",
        tags=["dự thảo"],
        summary="Soạn văn bản mới đúng thể thức, dạng chữ",
        response_model=wire.WriteAnswer,
        responses=problems(),
    )
    def write(request: Request, body: wire.WriteRequest) -> Response:
        from corpus.drafts.composing import as_text, compose

        paper = compose(body.order())
        return answer(request, {"text": as_text(paper), "system": paper.system.name})

    @router.post(
        "/drafts/write.docx",
        tags=["dự thảo"],
        summary="Soạn văn bản mới đúng thể thức, tệp Word",
        response_class=Response,
        responses={200: {"content": {WORD: {}}, "description": "tệp DOCX"}, **problems()},
    )
    def write_word(body: wire.WriteRequest) -> Response:
        from corpus.drafts.composing import compose
        from corpus.drafts.docx import as_docx

        return word_answer(as_docx(compose(body.order())))

    @router.post(
        "/drafts/compare",
        tags=["dự thảo"],
        summary="So sánh hai dự thảo, hoặc dự thảo với bản đã ký",
        response_model=wire.CompareAnswer,
        responses=problems(415),
    )
    def compare(request: Request, body: wire.CompareRequest) -> Response:
        from corpus.drafts import read_draft_text
        from corpus.drafts.compare import compare as compare_readings

        return answer(request, compare_readings(read_draft_text(body.one), read_draft_text(body.other)))


def word_answer(data: bytes, name: str = "du-thao") -> Response:
    """A Word file as a download."""
    return Response(data, media_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}.docx"'})
