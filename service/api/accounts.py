"""Routes under /api/v1/accounts: who may come in, as what. For administrators who may see every paper."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from pydantic import Field

from service.accounts import NAME_CHARS, Account, Accounts
from service.api import schemas
from service.api.account import Ended, TicketState, ticket_json
from service.api.answers import answer, problems
from service.gate import note, person_of, token_of
from service.keyed import Key
from service.people import Clearance, Role
from service.staff import Staff, clearance_name, clearance_of

Name = Annotated[str, Path(max_length=1000, description="tên tài khoản", examples=["lan"])]
Units = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=50)]


class AccountState(schemas.Wire):
    """`clearance`: the highest mark this account sees; `units`: of marked papers only those of these bodies (empty: of
    all). `by_password`: it has a password here; `linked`: whom of the office's provider it lets in. `locked`: for a
    while, after wrong passwords; `barred`: until an administrator lets it in again."""

    name: str = Field(examples=["lan"])
    role: Role
    clearance: Clearance
    units: list[str] = Field(examples=[["Sở Nội vụ tỉnh Lào Cai"]])
    by_password: bool
    linked: str
    locked: bool
    barred: bool


class OneAccount(AccountState):
    tickets: list[TicketState]


class NewAccount(schemas.Wire):
    """`email` or `subject`: whom of the office's provider it lets in; such an account gets no password."""

    name: str = Field(min_length=1, max_length=NAME_CHARS, examples=["lan"])
    role: Role = "reader"
    clearance: Clearance = Field(default="không", examples=["MẬT"])
    units: Units = Field(default_factory=list)
    email: str | None = Field(default=None, max_length=255)
    subject: str | None = Field(default=None, max_length=255)


class AccountChange(schemas.Wire):
    """What is left out or null stays as it is."""

    role: Role | None = None
    clearance: Clearance | None = Field(default=None, examples=["TỐI MẬT"])
    units: Units | None = None
    barred: bool | None = Field(default=None, description="true: khóa, false: mở khóa")


class Secret(schemas.Wire):
    """`secret`: the password, shown only now; null where the office's provider lets the person in, and where the same
    `Idempotency-Key` was sent before: no password is kept."""

    name: str
    secret: str | None = Field(examples=["Zb2k0v1yXo9mQf7T3w5a"])


def staff_of(request: Request) -> Staff:
    """The accounts as who asks may look after them."""
    accounts: Accounts = request.app.state.accounts
    return Staff(accounts, request.app.state.settings, person_of(request))


AtStaff = Annotated[Staff, Depends(staff_of)]


def named(request: Request, name: Name) -> str:
    """The account that an address names, also as its name is shown."""
    accounts: Accounts = request.app.state.accounts
    return accounts.called(name)


Named = Annotated[str, Depends(named)]


def account_json(one: Account) -> dict[str, object]:
    """An account as the API lists it."""
    return {
        "name": one.name, "role": one.role, "clearance": clearance_name(one.clearance), "units": list(one.units),
        "by_password": one.by_password, "linked": one.linked, "locked": one.locked, "barred": one.barred,
    }  # fmt: skip


def add_accounts(router: APIRouter) -> None:
    """Adds the routes."""

    @router.get("/accounts", tags=["tài khoản"], summary="Mọi tài khoản của kho", response_model=list[AccountState],
                responses=problems())  # fmt: skip
    def listed(request: Request, staff: AtStaff) -> Response:
        return answer(request, [account_json(one) for one in staff.listed()])

    @router.post("/accounts", tags=["tài khoản"], summary="Thêm tài khoản; mật khẩu chỉ có trong câu trả lời này",
                 status_code=201, response_model=Secret, responses=problems(400))  # fmt: skip
    def add(request: Request, staff: AtStaff, body: NewAccount, key: Key = None) -> Response:
        secret = added(request, staff, body)
        return _told(request, {"name": body.name, "secret": secret}, 201)

    @router.post("/accounts/{name:path}/password", tags=["tài khoản"], response_model=Secret,
                 summary="Đặt mật khẩu mới; mọi phiên và mã truy cập của tài khoản kết thúc",
                 responses=problems(404))  # fmt: skip
    def password(request: Request, staff: AtStaff, name: Named, key: Key = None) -> Response:
        note(request, account=name)
        return _told(request, {"name": name, "secret": staff.new_password(name)})

    @router.post("/accounts/{name:path}/revoke", tags=["tài khoản"], response_model=Ended,
                 summary="Kết thúc mọi phiên và mã truy cập của một tài khoản", responses=problems(404))  # fmt: skip
    def revoke(request: Request, staff: AtStaff, name: Named, key: Key = None) -> Response:
        note(request, account=name)
        return answer(request, {"ended": staff.revoke(name)})

    @router.get("/accounts/{name:path}", tags=["tài khoản"], summary="Một tài khoản, phiên và mã truy cập của nó",
                response_model=OneAccount, responses=problems(404))  # fmt: skip
    def one(request: Request, staff: AtStaff, name: Named) -> Response:
        found = account_json(staff.one(name))
        tickets = [ticket_json(each, token_of(request)) for each in staff.accounts.tickets(name)]
        return answer(request, {**found, "tickets": tickets})

    @router.patch("/accounts/{name:path}", tags=["tài khoản"],
                  summary="Đổi vai trò, độ mật được xem, đơn vị; khóa hoặc mở khóa. Có hiệu lực từ yêu cầu sau",
                  response_model=AccountState, responses=problems(404, 409))  # fmt: skip
    def change(request: Request, staff: AtStaff, name: Named, body: AccountChange) -> Response:
        return answer(request, account_json(changed(request, staff, name, body)))

    @router.delete("/accounts/{name:path}", tags=["tài khoản"], status_code=204,
                   summary="Xóa tài khoản cùng tìm kiếm đã lưu và mục theo dõi của nó",
                   responses=problems(404, 409))  # fmt: skip
    def remove(request: Request, staff: AtStaff, name: Named) -> Response:
        note(request, account=name)
        staff.remove(name)
        return Response(None, 204)


def added(request: Request, staff: Staff, body: NewAccount) -> str | None:
    """Makes the account; its password. Notes in the log what it may do."""
    clearance = clearance_of(body.clearance)
    note(request, account=body.name, does_to=_said(body.role, body.clearance, body.units))
    if not staff.accounts.kept and staff.settings.oidc is None:
        return staff.add_first(body.name, body.role, clearance, body.units, email=body.email, subject=body.subject)
    return staff.add(body.name, body.role, clearance, body.units, email=body.email, subject=body.subject)


def changed(request: Request, staff: Staff, name: str, body: AccountChange) -> Account:
    """Carries the change out; the account after it. Notes in the log what it was and is to be, before it is tried: the
    status of the line says whether it was done."""
    note(request, account=name)
    before = staff.one(name)
    clearance = None if body.clearance is None else clearance_of(body.clearance)
    if body.barred is not None:
        note(request, bars=str(body.barred).lower())
    if body.role or clearance is not None or body.units is not None:
        was = _said(before.role, clearance_name(before.clearance), before.units)
        units = before.units if body.units is None else body.units
        to_be = _said(body.role or before.role, body.clearance or clearance_name(before.clearance), units)
        note(request, does_to=f"{was} → {to_be}")
    return staff.change(name, role=body.role, clearance=clearance, units=body.units, barred=body.barred)


def _said(role: str, clearance: str, units: object) -> str:
    of = "; ".join(units) if isinstance(units, list | tuple) else ""
    return f"{role}, {clearance}" + (f", {of}" if of else "")


def _told(request: Request, told: dict[str, object], status: int = 200) -> Response:
    made = answer(request, told)
    made.status_code = status
    made.headers["Cache-Control"] = "no-store"
    del made.headers["ETag"]
    return made
