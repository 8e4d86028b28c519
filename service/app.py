"""`create_app(settings)` builds the whole web service; importing this module builds nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from service.settings import Settings

HERE = Path(__file__).parent


def create_app(settings: Settings) -> FastAPI:
    """The API under /api/v1, its description at /docs and /openapi.json, and the pages.

    The archive is opened when the service starts and closed when it stops.
    """
    from corpus.errors import ArchiveError
    from extractor.errors import ExtractError
    from extractor.limits import DEFAULT
    from index.base import IndexError_
    from service.accounts import Accounts
    from service.audit import AuditLog
    from service.chores import Chores
    from service.drafting import Desk
    from service.errors import ServiceError
    from service.following import Following
    from service.gate import GUESSES, admit
    from service.keyed import Answers
    from service.oidc import Provider
    from service.opening import NoArchive, open_archive
    from service.render import render_error
    from service.saved import SavedSearches
    from service.sheets import Drawer
    from service.slow import BodyGuard
    from service.uploads import Intake, Uploads
    from service.web import guard, refuse, register

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_archive(settings, create=True) as archive:
            app.state.archive = archive
            app.state.drawer = Drawer()
            app.state.desk = desk = Desk(archive, Path(settings.data))
            app.state.intake = intake = Intake(lambda paths: archive.ingest(paths, workers=settings.workers or 1))
            for path in app.state.uploads.waiting():
                intake.add(path)
            intake.start()
            app.state.chores = Chores()
            app.state.chores.start()
            yield
            app.state.chores.close()
            desk.close()
            intake.close()
            app.state.drawer.close()

    app = FastAPI(
        title="vanban",
        version="1",
        description="Đọc, liên kết và tìm kiếm văn bản hành chính Việt Nam. Văn bản không rời khỏi máy của cơ quan.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.uploads = Uploads(Path(settings.data), DEFAULT.file_bytes)
    app.state.accounts = Accounts(Path(settings.data), settings.oidc.issuer if settings.oidc else None)
    app.state.guesses = asyncio.Semaphore(GUESSES)
    app.state.audit = AuditLog(Path(settings.data))
    app.state.following = Following(Path(settings.data))
    app.state.saved = SavedSearches(Path(settings.data))
    app.state.answers = Answers(Path(settings.data))
    if settings.oidc is not None:
        app.state.oidc = Provider(settings.oidc)
    for router in _routers(signs_in_elsewhere=settings.oidc is not None):
        _describe_in_vietnamese(router)
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    guard(app, settings, render_error, lambda request, call_next: admit(request, call_next, render_error))
    app.add_middleware(
        BodyGuard, most_bytes=settings.max_upload_mib * 1024 * 1024, refuse=partial(refuse, render_error=render_error)
    )
    register(app, render_error, ServiceError, ExtractError, IndexError_, ArchiveError, NoArchive)
    return app


def _describe_in_vietnamese(router: APIRouter) -> None:
    """What stands in the description of the API where a route says nothing of its answer."""
    for route in router.routes:
        if isinstance(route, APIRoute) and route.response_description == "Successful Response":
            route.response_description = "thành công"


def _routers(*, signs_in_elsewhere: bool) -> Iterator[APIRouter]:
    """Everything that can be asked, in the order in which an address is looked for."""
    from service.api.jobs import jobs_router
    from service.api.routes import api_router
    from service.api.uploads import uploads_router
    from service.gate import gate_router
    from service.pages.account import account_router
    from service.pages.accounts import accounts_router
    from service.pages.correct import correct_router
    from service.pages.draft import draft_router
    from service.pages.enter import enter_router
    from service.pages.following import following_router
    from service.pages.oidc import oidc_router
    from service.pages.review import review_router
    from service.pages.routes import page_router
    from service.pages.sheet import sheet_router
    from service.pages.status import status_router
    from service.pages.task_mark import task_mark_router
    from service.pages.tasks import tasks_router
    from service.pages.upkeep import upkeep_router
    from service.pages.write import write_router

    yield gate_router()
    if signs_in_elsewhere:
        yield oidc_router()
    yield uploads_router()
    yield jobs_router()  # before the rest, whose documents take any address
    yield api_router()
    yield status_router()
    yield sheet_router()
    yield upkeep_router()
    yield enter_router()
    yield correct_router()
    yield review_router()
    yield following_router()
    yield tasks_router()
    yield task_mark_router()
    yield account_router()
    yield accounts_router()
    yield draft_router()
    yield write_router()
    yield page_router()
