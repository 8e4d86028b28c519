"""Routes under /api/v1/account: one's own account, its password, its sessions and access tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from service.accounts import Accounts
from service.api import schemas
from service.api.answers import answer, problems
from service.errors import ServiceError
from service.gate import note, person_of, token_of
from service.people import Clearance, Role, Scope
from service.staff import clearance_name
from service.tickets import Kind, Ticket, ticket_id

TicketId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="mã trong danh sách, không phải mã truy cập")]


class TicketState(schemas.Wire):
    """A session or an access token that holds. Times are seconds since 1970, null where none is known or set."""

    id: str = Field(examples=["9f86d081884c7d65"])
    kind: Kind
    label: str = Field(examples=["máy soạn thảo"])
    made: float | None
    expires: float | None
    scopes: list[Scope]
    origin: str = Field(examples=["10.0.0.12"])
    agent: str
    current: bool = Field(description="yêu cầu này đi bằng chính nó")


class OwnAccount(schemas.Wire):
    """`by_password`: false for who comes in by the office's provider alone, which keeps the password."""

    name: str = Field(examples=["lan"])
    role: Role
    clearance: Clearance
    units: list[str]
    by_password: bool
    tickets: list[TicketState]


class NewPassword(schemas.Wire):
    """The old password is asked again: whoever finds an open screen cannot take the account over."""

    old: str = Field(max_length=4096, examples=["mật khẩu đang dùng"])
    new: str = Field(max_length=4096, examples=["một câu dài dễ nhớ"])


class Ended(schemas.Wire):
    ended: int = Field(examples=[2])


def add_account(router: APIRouter) -> None:
    """Adds the routes."""

    @router.get("/account", tags=["tài khoản"], summary="Tài khoản của tôi, phiên làm việc và mã truy cập đang có",
                response_model=OwnAccount, responses=problems())  # fmt: skip
    def own(request: Request) -> Response:
        person = person_of(request)
        return answer(
            request,
            {
                "name": person.name,
                "role": person.role,
                "clearance": clearance_name(person.clearance),
                "units": list(person.units),
                "by_password": by_password(request),
                "tickets": [ticket_json(one, token_of(request)) for one in own_tickets(request)],
            },
        )

    @router.post("/account/password", tags=["tài khoản"], status_code=204,
                 summary="Đổi mật khẩu của tôi; các phiên và mã truy cập khác của tài khoản kết thúc",
                 responses=problems(409))  # fmt: skip
    async def password(request: Request, body: NewPassword) -> Response:  # no key: see service.keyed
        await change_own(request, body.old, body.new)
        return Response(None, 204)

    @router.delete("/account/tokens", tags=["tài khoản"],
                   summary="Kết thúc mọi phiên và mã truy cập khác của tôi", response_model=Ended,
                   responses=problems(404))  # fmt: skip
    def end_others(
        request: Request, kind: Annotated[Kind | None, Query(description="chỉ loại này")] = None
    ) -> Response:
        return answer(request, {"ended": end_own(request, kind)})

    @router.delete("/account/tokens/{id_}", tags=["tài khoản"], status_code=204,
                   summary="Kết thúc một phiên hoặc mã truy cập của tôi", responses=problems(404))  # fmt: skip
    def end(request: Request, id_: TicketId) -> Response:
        _accounts(request).end_ticket(person_of(request).name, id_)
        return Response(None, 204)


def ticket_json(one: Ticket, token: str) -> dict[str, object]:
    """A ticket as the API lists it; `token`: the one by which who asks came in."""
    return {
        "id": one.id, "kind": one.kind, "label": one.label, "made": one.made, "expires": one.expires,
        "scopes": list(one.scopes), "origin": one.origin, "agent": one.agent, "current": one.id == ticket_id(token),
    }  # fmt: skip


def own_tickets(request: Request) -> list[Ticket]:
    return _accounts(request).tickets(person_of(request).name)


def by_password(request: Request) -> bool:
    """Whether who asks has a password here."""
    name = person_of(request).name
    return any(one.name == name and one.by_password for one in _accounts(request).listed())


def end_own(request: Request, kind: Kind | None = None) -> int:
    """Ends the other sessions and tokens of who asks; without accounts there are none."""
    name = person_of(request).name
    return _accounts(request).end_tickets(name, keep=token_of(request), kind=kind) if name else 0


async def change_own(request: Request, old: str, new: str) -> None:
    """As Accounts.change_password for who asks; no more guesses at once than at signing in."""
    name = person_of(request).name
    async with request.app.state.guesses:
        try:
            await run_in_threadpool(lambda: _accounts(request).change_password(name, old, new, keep=token_of(request)))
        except ServiceError as error:
            note(request, outcome=error.code)
            raise


def _accounts(request: Request) -> Accounts:
    accounts: Accounts = request.app.state.accounts
    return accounts
