"""`vanban account`: who may sign in, as what, and how secret a paper they may see."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import EXIT_OK, EXIT_USAGE
from service.opening import settings_for
from service.output import complain, put_json, put_line, table
from service.people import Role, shown_name
from service.words import SEES, TICKETS, instant

if TYPE_CHECKING:
    from service.accounts import Account, Accounts
    from service.staff import Staff


def account(args: argparse.Namespace) -> int:
    """Adds, lists, changes, bars, removes accounts, links them with people of the office's identity provider; sets
    passwords, issues and ends tokens; what is secret is shown once."""
    from service.accounts import Accounts
    from service.people import OWNER
    from service.staff import Staff

    settings = settings_for(args.data)
    accounts = Accounts(Path(settings.data), settings.oidc.issuer if settings.oidc else None)
    staff = Staff(accounts, settings, OWNER)
    if args.action == "list":
        return _list(accounts, args.json)
    if not args.name:
        complain(f"vanban account {args.action}: cần tên tài khoản.")
        return EXIT_USAGE
    if args.action != "add":
        args.name = accounts.called(args.name)
    if args.action == "tokens":
        return _tickets(accounts, args.name, args.json)
    if args.action == "change" and args.role is None and args.clearance is None and args.unit is None:
        complain("vanban account change: cần --role, --clearance hoặc --unit.")
        return EXIT_USAGE
    secret, done = _carry_out(args, accounts, staff)
    if args.json:
        put_json({"name": args.name, "secret": secret})
    elif secret is not None:
        complain("Chỉ hiện một lần, hãy ghi lại:")
        put_line(secret)
    elif done:
        put_line(done)
    return EXIT_OK


def _carry_out(args: argparse.Namespace, accounts: Accounts, staff: Staff) -> tuple[str | None, str]:
    """Changes one account as asked: what is secret of it now, and what is said of it in one line."""
    name, secret, done = shown_name(args.name), None, ""
    if args.action == "add":
        role: Role = args.role or "reader"
        clearance = _clearance(args) or 0
        secret = staff.add(args.name, role, clearance, args.unit or (), email=args.email, subject=args.subject)
        if secret is None:
            who = args.email or f"mã {args.subject}"
            done = f"Đã tạo tài khoản {name}, đăng nhập qua cơ quan với {who}."
    elif args.action == "change":
        now = staff.change(args.name, role=args.role, clearance=_clearance(args), units=args.unit)
        done = f"Tài khoản {name} nay là {now.role}, xem: {_sees(now)}. Mật khẩu giữ nguyên."
    elif args.action == "link":
        who = staff.link(args.name, args.email, args.subject)
        done = f"Tài khoản {name} nay đăng nhập qua cơ quan với {who}."
    elif args.action == "unlink":
        staff.unlink(args.name)
        done = f"Đã gỡ tài khoản {name} khỏi hệ thống đăng nhập của cơ quan."
    elif args.action == "password":
        secret = staff.new_password(args.name)
    elif args.action == "token":
        secret = accounts.issue_token(args.name, args.label, args.scope or ("read",), days=args.days)
    elif args.action == "revoke":
        done = f"Đã kết thúc {staff.revoke(args.name)} phiên và mã truy cập của tài khoản {name}."
    elif args.action in ("lock", "unlock"):
        staff.bar(args.name, args.action == "lock")
        done = f"Đã {'khóa' if args.action == 'lock' else 'mở khóa'} tài khoản {name}."
    else:
        staff.remove(args.name)
        done = f"Đã xóa tài khoản {name}."
    return secret, done


def _clearance(args: argparse.Namespace) -> int | None:
    """The highest mark that the options name (0: none); None where they name nothing."""
    from service.staff import clearance_of

    return None if args.clearance is None else clearance_of(args.clearance)


def _sees(account: Account) -> str:
    from service.staff import clearance_name

    return SEES[clearance_name(account.clearance)]


def _tickets(accounts: Accounts, name: str, as_json: bool) -> int:
    """The sessions and access tokens of an account that hold."""
    accounts.one(name)
    found = accounts.tickets(name)
    if as_json:
        put_json([asdict(one) for one in found])
        return EXIT_OK
    rows = [
        (one.id, TICKETS[one.kind], one.label, instant(one.made), instant(one.expires) or "không hẹn", one.origin)
        for one in found
    ]
    heading = ("Mã", "Loại", "Dùng cho", "Từ lúc", "Đến lúc", "Từ máy")
    put_line(table(rows, heading) if rows else "Không có phiên hay mã truy cập nào.")
    return EXIT_OK


def _list(accounts: Accounts, as_json: bool) -> int:
    listed = accounts.listed()
    if as_json:
        put_json([asdict(one) for one in listed])
        return EXIT_OK
    rows = [
        (shown_name(one.name), one.role, _sees(one),
         "; ".join(one.units), one.linked, "khóa" if one.barred else "tạm khóa" if one.locked else "")
        for one in listed
    ]  # fmt: skip
    put_line(
        table(rows, ("Tài khoản", "Vai trò", "Xem", "Chỉ của", "Đăng nhập cơ quan", ""))
        if rows
        else "Chưa có tài khoản nào."
    )
    return EXIT_OK
