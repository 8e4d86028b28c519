"""`vanban account`: who may sign in, as what, and how secret a paper they may see."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import EXIT_OK, EXIT_USAGE
from service.opening import settings_for
from service.output import complain, put_json, put_line, table
from service.people import NO_CLEARANCE, SECRECIES, Role

if TYPE_CHECKING:
    from service.accounts import Account, Accounts, Link
    from service.settings import Settings


def account(args: argparse.Namespace) -> int:
    """Adds, lists, removes accounts, links them with people of the office's identity provider; sets passwords and
    issues tokens, which are shown once."""
    from service.accounts import Accounts
    from service.following import Following
    from service.saved import SavedSearches

    settings = settings_for(args.data)
    folder = Path(settings.data)
    accounts = Accounts(folder)
    if args.action == "list":
        return _list(accounts, args.json)
    if not args.name:
        complain(f"vanban account {args.action}: cần tên tài khoản.")
        return EXIT_USAGE
    secret, done = None, ""
    if args.action == "add":
        role: Role = args.role or "reader"
        clearance = _clearance(args) or 0
        if args.email or args.subject:
            link = _link(settings, args)
            accounts.add_linked(args.name, role, clearance, link, units=args.unit or ())
            done = f"Đã tạo tài khoản {args.name}, đăng nhập qua cơ quan với {_named(link)}."
        else:
            secret = accounts.add(args.name, role, clearance, units=args.unit or ())
    elif args.action == "change":
        if args.role is None and args.clearance is None and args.unit is None:
            complain("vanban account change: cần --role, --clearance hoặc --unit.")
            return EXIT_USAGE
        now = accounts.change(args.name, role=args.role, clearance=_clearance(args), units=args.unit)
        done = f"Tài khoản {now.name} nay là {now.role}, xem đến: {_sees(now)}. Mật khẩu giữ nguyên."
    elif args.action == "link":
        link = _link(settings, args)
        accounts.link(args.name, link)
        done = f"Tài khoản {args.name} nay đăng nhập qua cơ quan với {_named(link)}."
    elif args.action == "unlink":
        accounts.unlink(args.name)
        done = f"Đã gỡ tài khoản {args.name} khỏi hệ thống đăng nhập của cơ quan."
    elif args.action == "password":
        secret = accounts.set_password(args.name)
    elif args.action == "token":
        secret = accounts.issue_token(args.name, args.label, args.scope or ("read",), days=args.days)
    else:
        accounts.remove(args.name)
        SavedSearches(folder).forget(args.name)
        Following(folder).forget(args.name)
        done = f"Đã xóa tài khoản {args.name}."
    if args.json:
        put_json({"name": args.name, "secret": secret})
    elif secret is not None:
        complain("Chỉ hiện một lần, hãy ghi lại:")
        put_line(secret)
    elif done:
        put_line(done)
    return EXIT_OK


def _clearance(args: argparse.Namespace) -> int | None:
    """The highest mark that the options name (0: none); None where they name nothing."""
    if args.clearance is None:
        return None
    return 0 if args.clearance == NO_CLEARANCE else SECRECIES.index(args.clearance) + 1


def _sees(account: Account) -> str:
    return SECRECIES[account.clearance - 1] if account.clearance else "chỉ văn bản thường"


def _link(settings: Settings, args: argparse.Namespace) -> Link:
    """Whom the options name. Raises ServiceError (`usage`)."""
    from service.accounts import Link
    from service.errors import ServiceError

    if settings.oidc is None:
        raise ServiceError("usage", "--email và --subject cần VANBAN_OIDC_ISSUER: nơi người đó đăng nhập.")
    if not (args.email or args.subject):
        raise ServiceError("usage", "vanban account link: cần --email hoặc --subject.")
    return Link(settings.oidc.issuer, args.subject, args.email)


def _named(link: Link) -> str:
    """A link as a reader knows it: the mail address, else the identifier."""
    return link.email or f"mã {link.subject}"


def _list(accounts: Accounts, as_json: bool) -> int:
    listed = accounts.listed()
    if as_json:
        put_json([asdict(one) for one in listed])
        return EXIT_OK
    rows = [
        (one.name, one.role, _sees(one),
         "; ".join(one.units), one.linked, "khóa" if one.locked else "")
        for one in listed
    ]  # fmt: skip
    put_line(
        table(rows, ("Tài khoản", "Vai trò", "Xem đến", "Chỉ của", "Đăng nhập cơ quan", ""))
        if rows
        else "Chưa có tài khoản nào."
    )
    return EXIT_OK
