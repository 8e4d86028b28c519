"""`vanban digest`: what is new about what people follow, printed or sent as letters (for a timer of the system)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from service.accounts import Accounts
from service.digest import heading, news, shortened, there
from service.errors import EXIT_OK, ServiceError
from service.following import Following
from service.opening import open_archive, settings_for
from service.output import put_json, put_line
from service.people import OWNER, Person
from service.rights import View
from service.words import today


def digest(args: argparse.Namespace) -> int:
    """Prints the owner's news; `--send` sends each person theirs, once, as far as their rights go."""
    settings = settings_for(args.data)
    kept = Following(Path(settings.data))
    with open_archive(settings) as archive:
        if not args.send:
            rows = [(one.name, news(View(archive, OWNER), one.seen, there(View(archive, OWNER), one, today())))
                    for one in kept.of(OWNER.name)]  # fmt: skip
            return _printed(rows, args.json)
        if settings.smtp is None or settings.mail_from is None:
            raise ServiceError("bad-setting", "để gửi thư cần VANBAN_SMTP và VANBAN_MAIL_FROM.")
        sent = []
        for person in _people(Path(settings.data), kept):
            address = kept.address(person.name)
            if address and _send_to(person, address, View(archive, person), kept, settings):
                sent.append(person.name)
    put_json({"sent": sent}) if args.json else put_line(f"Đã gửi {len(sent)} thư.")
    return EXIT_OK


def _printed(rows: list[tuple[str, list[Any]]], as_json: bool) -> int:
    if as_json:
        put_json([{"name": name, "news": [{"text": n.text, "href": n.href} for n in told]} for name, told in rows])
        return EXIT_OK
    for name, told in rows:
        listed, more = shortened(told)
        put_line(f"{name}: {'chưa có gì mới' if not told else ''}".rstrip())
        for one in listed:
            put_line(f"  - {one.text}")
        if more:
            put_line(f"  - và {more} tin nữa")
    if not rows:
        put_line("Chưa theo dõi mục nào.")
    return EXIT_OK


def _people(folder: Path, kept: Following) -> list[Person]:
    """Those who follow anything, with the rights of their accounts; without accounts the owner."""
    accounts = Accounts(folder)
    if not accounts.kept:
        return [OWNER] if OWNER.name in kept.people() else []
    following = set(kept.people())
    return [
        Person(one.name, one.role, one.clearance, one.units)
        for one in accounts.listed()
        if one.name in following and not one.barred
    ]


def _send_to(person: Person, address: str, view: View, kept: Following, settings: Any) -> bool:
    from service.mail import letter, send

    now = [(one, there(view, one, today())) for one in kept.of(person.name)]
    parts = [(heading(view, one), rows) for one, state in now if (rows := news(view, one.mailed, state))]
    if parts:
        send(settings.smtp, settings.smtp_password, [letter(settings.mail_from, address, parts, settings.base_url)])
    for one, state in now:  # only after the server took the letter
        kept.looked(person.name, one, state, mail=True)
    return bool(parts)
