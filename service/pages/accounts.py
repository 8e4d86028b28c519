"""The pages "Tài khoản": who may come in, as what; for administrators who may see every paper."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from service.accounts import NAME_CHARS, Account
from service.api.accounts import AccountChange, AtStaff, NewAccount, added, changed, staff_of
from service.errors import ServiceError, cause_of, describe
from service.forms import Form, read_form
from service.gate import note, token_of
from service.pages.account import ticket_views
from service.people import NO_CLEARANCE, SECRECIES, shown_name
from service.render import page
from service.staff import Staff, clearance_name
from service.words import SEES, STAFF_ROLES

Name = Annotated[str, Query(max_length=1000)]
_TOLD = {
    "changed": "Đã lưu. Quyền mới có hiệu lực từ lần mở trang tiếp theo của người ấy.",
    "revoked": "Đã kết thúc mọi phiên làm việc và mã truy cập của tài khoản này.",
    "barred": "Đã khóa. Không ai vào được bằng tài khoản này cho đến khi mở khóa.",
    "let-in": "Đã mở khóa.",
    "removed": "Đã xóa tài khoản.",
}


def accounts_router() -> APIRouter:
    """The list, the page of one account, and what their buttons do."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/accounts", _page)
    router.add_api_route("/accounts", _add, methods=["POST"])
    router.add_api_route("/accounts/edit", _one)
    router.add_api_route("/accounts/edit", _act, methods=["POST"])
    return router


def _page(request: Request, staff: AtStaff, told: str = "") -> Response:
    return _list(request, staff, told=_TOLD.get(told, ""))


def _list(
    request: Request, staff: Staff, *, told: str = "", failure: str = "", secret: tuple[str, str] | None = None,
    sent: Form | None = None, status: int = 200,
) -> Response:  # fmt: skip
    sent = sent or Form()
    rows = [_view(one) for one in staff.listed()]
    return page(
        request,
        "accounts.html",
        status,
        rows=rows,
        roles=list(STAFF_ROLES.items()),
        clearances=list(SEES.items()),
        by_oidc=staff.settings.oidc is not None,
        most_chars=NAME_CHARS,
        told=told,
        failure=failure,
        secret=secret,
        # the first account must look after the others
        sent={"name": sent.one("name"), "role": sent.one("role") or ("reader" if rows else "administrator"),
              "clearance": sent.one("clearance") or (NO_CLEARANCE if rows else SECRECIES[-1]),
              "units": sent.one("units"), "email": sent.one("email")},
    )  # fmt: skip


def _view(one: Account) -> dict[str, Any]:
    ways = [*(["mật khẩu"] if one.by_password else []), *([f"cơ quan: {one.linked}"] if one.linked else [])]
    return {
        "name": shown_name(one.name),
        "href": "/accounts/edit?" + urlencode({"name": one.name}),  # two may be shown alike
        "role": STAFF_ROLES[one.role],
        "sees": SEES[clearance_name(one.clearance)],
        "units": one.units,
        "ways": "; ".join(ways) or "chưa có cách vào",
        "state": ("bad", "đã khóa") if one.barred else ("warn", "tạm khóa vì sai mật khẩu") if one.locked else None,
    }


async def _add(request: Request) -> Response:
    form = await read_form(request)
    return await run_in_threadpool(_made, request, staff_of(request), form)


def _made(request: Request, staff: Staff, form: Form) -> Response:
    try:
        body = NewAccount.model_validate(
            {"name": form.one("name").strip(), "role": form.one("role"), "clearance": form.one("clearance"),
             "units": _lines(form.one("units")), "email": form.one("email").strip() or None}
        )  # fmt: skip
        secret = added(request, staff, body)
    except ValidationError:
        failure = f"Chưa thêm: cần tên (từ 1 đến {NAME_CHARS} ký tự), vai trò và mức được xem."
        return _list(request, staff, failure=failure, sent=form, status=422)
    except ServiceError as error:
        return _list(request, staff, failure=describe(error), sent=form, status=cause_of(error)[1].http_status)
    if secret is None:
        told = f"Đã thêm {body.name}. Người ấy vào bằng hệ thống đăng nhập của cơ quan."
        return _list(request, staff, told=told)
    return _list(request, staff, secret=(body.name, secret))


def _one(request: Request, staff: AtStaff, name: Name = "", told: str = "") -> Response:
    return _shown(request, staff, name, told=_TOLD.get(told, ""))


def _shown(
    request: Request, staff: Staff, name: str, *, told: str = "", failure: str = "", secret: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    one = staff.one(staff.accounts.called(name))
    return page(
        request,
        "account_edit.html",
        status,
        one=_view(one),
        role=one.role,
        clearance=clearance_name(one.clearance),
        roles=list(STAFF_ROLES.items()),
        clearances=list(SEES.items()),
        barred=one.barred,
        locked=one.locked,
        by_password=one.by_password,
        tickets=ticket_views(staff.accounts.tickets(one.name), token_of(request)),
        told=told,
        failure=failure,
        secret=secret,
    )


async def _act(request: Request) -> Response:
    form = await read_form(request)
    return await run_in_threadpool(_acted, request, staff_of(request), form)


def _acted(request: Request, staff: Staff, form: Form) -> Response:
    """What the pressed button asks: `save`, `password`, `revoke`, `bar`, `let-in`, or `remove` (typed again)."""
    # by the address: a browser changes the ends of lines in what a form holds
    asked = request.query_params.get("name") or form.one("name")
    name, action = staff.accounts.called(asked), form.one("action")
    staff.one(name)
    try:
        if action == "password":
            note(request, account=name, does_to="password")
            return _shown(request, staff, name, secret=staff.new_password(name))
        told = _done(request, staff, name, action, form)
    except ServiceError as error:
        failure, status = describe(error), cause_of(error)[1].http_status
        return _shown(request, staff, name, failure=failure, status=status)
    if told == "removed":
        return RedirectResponse("/accounts?told=removed", 303)
    return RedirectResponse("/accounts/edit?" + urlencode({"name": name, "told": told}), 303)


def _done(request: Request, staff: Staff, name: str, action: str, form: Form) -> str:
    """Carries it out; the key of what to say about it."""
    if action == "save":
        try:
            body = AccountChange.model_validate(
                {"role": form.one("role"), "clearance": form.one("clearance"), "units": _lines(form.one("units"))}
            )
        except ValidationError:
            raise ServiceError("invalid-request", "cần vai trò và mức được xem.") from None
        changed(request, staff, name, body)
        return "changed"
    if action in ("bar", "let-in"):
        changed(request, staff, name, AccountChange(barred=action == "bar"))
        return "barred" if action == "bar" else "let-in"
    note(request, account=name, does_to=action)
    if action == "revoke":
        staff.revoke(name)
        return "revoked"
    if action != "remove":
        raise ServiceError("invalid-request", "action: không có việc này.")
    if form.one("confirm") not in (name, shown_name(name)):
        raise ServiceError("not-confirmed", "tên đã gõ không phải tên của tài khoản này.")
    staff.remove(name)
    return "removed"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
