"""`vanban account`: who may sign in, as what, and how secret a paper they may see."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import EXIT_OK, EXIT_USAGE
from service.opening import settings_for
from service.output import complain, put_json, put_line, table
from service.people import SECRECIES

if TYPE_CHECKING:
    from service.accounts import Accounts


def account(args: argparse.Namespace) -> int:
    """Adds, lists, removes accounts; sets passwords and issues tokens, which are shown once."""
    from service.accounts import Accounts
    from service.saved import SavedSearches

    folder = Path(settings_for(args.data).data)
    accounts = Accounts(folder)
    if args.action == "list":
        return _list(accounts, args.json)
    if not args.name:
        complain(f"vanban account {args.action}: cần tên tài khoản.")
        return EXIT_USAGE
    secret = None
    if args.action == "add":
        clearance = SECRECIES.index(args.clearance) + 1 if args.clearance else 0
        secret = accounts.add(args.name, args.role, clearance, units=args.unit or ())
    elif args.action == "password":
        secret = accounts.set_password(args.name)
    elif args.action == "token":
        secret = accounts.issue_token(args.name, args.label, args.scope or ("read",), days=args.days)
    else:
        accounts.remove(args.name)
        SavedSearches(folder).forget(args.name)
    if args.json:
        put_json({"name": args.name, "secret": secret})
    elif secret is not None:
        complain("Chỉ hiện một lần, hãy ghi lại:")
        put_line(secret)
    return EXIT_OK


def _list(accounts: Accounts, as_json: bool) -> int:
    listed = accounts.listed()
    if as_json:
        put_json([asdict(one) for one in listed])
        return EXIT_OK
    rows = [
        (one.name, one.role, (SECRECIES[one.clearance - 1] if one.clearance else "không"), "; ".join(one.units),
         "khóa" if one.locked else "")
        for one in listed
    ]  # fmt: skip
    put_line(table(rows, ("Tài khoản", "Vai trò", "Xem đến", "Chỉ của", "")) if rows else "Chưa có tài khoản nào.")
    return EXIT_OK
