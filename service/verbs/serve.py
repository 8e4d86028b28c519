"""`vanban serve`: the HTTP API and the pages, on this machine only unless told otherwise."""

from __future__ import annotations

import argparse
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import os_reason
from service.errors import EXIT_FAILED, EXIT_OK
from service.opening import open_archive
from service.output import complain
from service.people import shown_name
from service.settings import Settings, read_settings

if TYPE_CHECKING:
    from service.accounts import Accounts


def serve(args: argparse.Namespace) -> int:
    """Runs until it is stopped. Says on stderr where it listens (port 0: the system chooses)."""
    import uvicorn

    from service.accounts import Accounts
    from service.app import create_app
    from service.slow import PatientProtocol

    settings = read_settings()
    settings = replace(
        settings,
        data=args.data or settings.data,
        host=args.host or settings.host,
        port=settings.port if args.port is None else args.port,
    )
    app = create_app(settings)  # what cannot be is told before an account is made
    with open_archive(settings, create=True):  # in one line here, not as the trace of a start that failed
        pass
    issuer = settings.oidc.issuer if settings.oidc else None
    nobody_shut_out(Accounts(Path(settings.data), issuer))  # accounts of a newer version are told here, too
    try:
        listener = _listen(settings)
    except OSError as error:
        complain(f"vanban serve: không mở được {settings.host}:{settings.port}: {os_reason(error)}.")
        return EXIT_FAILED
    if not settings.loopback:
        complain(f"Chú ý: {settings.host} cho phép máy khác trên mạng truy cập kho này.")
    if not settings.loopback or settings.oidc is not None:
        _first_account(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses hold what people search for
        server_header=False,
        http=PatientProtocol,
        timeout_keep_alive=15,
    )
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    complain(f"vanban đang chạy tại http://{shown}:{listener.getsockname()[1]} (Ctrl+C để dừng)")
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    return EXIT_OK if server.started else EXIT_FAILED


def _first_account(settings: Settings) -> None:
    """An archive that other machines can reach, or where people sign in at a provider, is never open to whoever comes:
    without accounts it gets one."""
    from service.accounts import Accounts
    from service.people import FULL_CLEARANCE

    accounts = Accounts(Path(settings.data))
    if not accounts.kept:
        password = accounts.add("admin", "administrator", FULL_CLEARANCE)
        complain(f"Đã tạo tài khoản quản trị, chỉ hiện một lần: admin / {password}")


def nobody_shut_out(accounts: Accounts) -> None:
    """Says so where nobody who looks after the accounts can come in: those of the first version have no password that
    is read today, a link lets nobody in without its provider."""
    shut = accounts.shut_out()
    if shut is not None:
        action = "unlock" if shut.barred and shut.by_password else "password"
        complain(
            "Chú ý: chưa ai trông coi tài khoản đăng nhập được (không có mật khẩu dùng được, đang bị khóa, hoặc gắn "
            f"với hệ thống đăng nhập chưa khai báo). Hãy mở lại: vanban account {action} {shown_name(shut.name)}"
        )


def _listen(settings: Settings) -> socket.socket:
    """A listening socket, so that whoever reads the printed address can connect at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(256)
    except OSError:
        listener.close()
        raise
    return listener
