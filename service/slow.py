"""Clients that send too much or too slowly: refused with the reason, before they hold memory or a connection."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import CAUSES

HEADERS_S = 10.0
"""Time for the head of a request."""
GRACE_S = 20.0
LEAST_BYTES_A_S = 4096
"""A body may take `GRACE_S` and as long as it lasts at this rate."""
# What is read before anybody has signed in.
SMALL = {"/login": 8 * 1024, "/login/oidc/logout": 64 * 1024}

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Request, str, str], Response]


class BodyGuard:
    """Counts what a request sends, whatever its Content-Length says, and how long it takes. ASGI.

    `refuse` makes the answer for a code of the table of causes; to what stands behind this the client has gone away.
    """

    def __init__(self, app: App, most_bytes: int, refuse: Refuse) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = SMALL.get(scope["path"], self._most_bytes)
        begun, taken, whole, answering = time.monotonic(), 0, False, False
        refused: list[tuple[str, str]] = []

        async def counted() -> Message:
            nonlocal taken, whole
            if refused:
                return {"type": "http.disconnect"}
            if whole:  # what comes now is only the end of the connection
                return await receive()
            left = begun + GRACE_S + taken / LEAST_BYTES_A_S - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(left, 0.001))
            except TimeoutError:
                refused.append(("too-slow", f"Đã nhận {taken} byte; tối thiểu {LEAST_BYTES_A_S} byte/giây."))
                return {"type": "http.disconnect"}
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                refused.append(("too-large", f"Tối đa {most // 1024} KiB."))
                return {"type": "http.disconnect"}
            return message

        async def sent(message: Message) -> None:
            nonlocal answering
            if not refused or answering:
                answering = True
                await send(message)

        try:
            await self._app(scope, counted, sent)
        except Exception:
            if not refused:
                raise
        if refused and not answering:
            response = self._refuse(Request(scope), *refused[0])
            response.headers["Connection"] = "close"
            await response(scope, receive, send)


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP with a limit on how long the head of a request may take."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self._arm()

    def data_received(self, data: bytes) -> None:
        if self._timer is None and not self._busy():
            self._arm()
        super().data_received(data)
        if self._busy():
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def _busy(self) -> bool:
        """Whether the head of a request is read and its answer not finished."""
        cycle: Any = self.cycle  # None before the first request, which uvicorn does not say
        return cycle is not None and not cycle.response_complete

    def _arm(self) -> None:
        self._timer = self.loop.call_later(HEADERS_S, self._give_up)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        cause = CAUSES["too-slow"]
        told = {"type": "urn:vanban:error:too-slow", "title": cause.message, "status": 408, "code": "too-slow"}
        body = json.dumps(told, ensure_ascii=False).encode()
        head = f"HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nContent-Length: {len(body)}"
        self.transport.write(f"{head}\r\nConnection: close\r\n\r\n".encode() + body)
        self.transport.close()
