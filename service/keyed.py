"""`Idempotency-Key` on what changes something: sent again under the same key, the answer is the one of before.

Of each person's keys the answers are kept for a day, in one SQLite file of the archive's folder. What was refused or
failed changed nothing and is not kept: the same key may be tried again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Header, Request, Response
from starlette.concurrency import run_in_threadpool

from service.errors import ServiceError

FILE = "answers.sqlite"
HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT_S = 24 * 3600.0
# A request that died with its service leaves its key behind.
GIVEN_UP_S = 600.0
_SHAPE = re.compile(r"[\x21-\x7e]{1,100}")
_SCHEMA = """CREATE TABLE IF NOT EXISTS answers (
  person TEXT NOT NULL, key TEXT NOT NULL, asked TEXT NOT NULL, time REAL NOT NULL, status INTEGER, headers TEXT,
  body BLOB, PRIMARY KEY (person, key))"""
# In answers there it is a password, shown once: nothing of it may lie on the disk.
_SECRET, _SECRET_AT = "secret", "/api/v1/accounts"
# What is asked there holds passwords. A key needs a digest of it on the disk, from which they can be guessed: it has
# none. Asked again it changes nothing, as the old password is no longer right.
_NO_KEY = ("/api/v1/account/password",)
_OWN_HEADERS = ("content-length", "transfer-encoding", "date")

Key = Annotated[
    str | None,
    Header(
        alias=HEADER, pattern=f"^{_SHAPE.pattern}$", examples=["3f2c9a50-1"],
        description="gửi lại cùng khóa và cùng nội dung trong một ngày thì nhận lại câu trả lời cũ, không làm lần nữa",
    ),
]  # fmt: skip


class Answers:
    """Those of one archive. Every call opens and closes the file: several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def claim(self, person: str, key: str, asked: str) -> Response | None:
        """The kept answer; None: the key is now this request's, to be kept or dropped.

        Raises ServiceError: `key-reused` (asked something else before), `key-in-progress`.
        """
        now = time.time()
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM answers WHERE time < ?", (now - KEPT_S,))
            db.execute("DELETE FROM answers WHERE status IS NULL AND time < ?", (now - GIVEN_UP_S,))
            row = db.execute(
                "SELECT asked, status, headers, body FROM answers WHERE person = ? AND key = ?", (person, key)
            ).fetchone()
            if row is None:
                db.execute(
                    "INSERT INTO answers (person, key, asked, time) VALUES (?, ?, ?, ?)", (person, key, asked, now)
                )
                return None
        before, status, headers, body = row
        if before != asked:
            raise ServiceError("key-reused")
        if status is None:
            raise ServiceError("key-in-progress")
        return Response(body, status, {**json.loads(headers), REPLAYED: "true"})

    def keep(self, person: str, key: str, response: Response) -> None:
        headers = {name: value for name, value in response.headers.items() if name not in _OWN_HEADERS}
        with self._open() as db:
            db.execute(
                "UPDATE answers SET status = ?, headers = ?, body = ? WHERE person = ? AND key = ?",
                (response.status_code, json.dumps(headers), bytes(response.body), person, key),
            )

    def drop(self, person: str, key: str) -> None:
        with self._open() as db:
            db.execute("DELETE FROM answers WHERE person = ? AND key = ?", (person, key))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # answers tell of papers
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.execute(_SCHEMA)
            yield db


def key_of(request: Request) -> str | None:
    """The key of a request that may have one. A key of a wrong shape is refused by its route."""
    key = request.headers.get(HEADER) if request.method == "POST" and request.scope["path"] not in _NO_KEY else None
    return key if key and _SHAPE.fullmatch(key) else None


async def once(
    request: Request, call_next: Callable[[Request], Awaitable[Response]], answers: Answers, person: str, key: str
) -> Response:
    """Runs the request, unless it was run before under this key. Raises as `Answers.claim`."""
    address = f"{request.method} {request.scope['path']}?{request.url.query}\n".encode()
    asked = hashlib.sha256(address + await request.body()).hexdigest()
    kept = await run_in_threadpool(answers.claim, person, key, asked)
    if kept is not None:
        return kept
    done = False
    try:
        response = await call_next(request)
        body = b"".join([piece async for piece in response.body_iterator])  # type: ignore[attr-defined]  # a stream
        whole = Response(body, response.status_code, dict(response.headers))
        if 200 <= whole.status_code < 300:
            kept = _without_secret(whole) if request.scope["path"].startswith(_SECRET_AT) else whole
            await run_in_threadpool(answers.keep, person, key, kept)
            done = True
        return whole
    finally:
        if not done:
            await run_in_threadpool(answers.drop, person, key)


def _without_secret(answer: Response) -> Response:
    """The answer as it may be kept: who asks again under its key is told that it was done, and no password."""
    told = json.loads(bytes(answer.body))
    if _SECRET in told:
        told[_SECRET] = None
    headers = {name: value for name, value in answer.headers.items() if name not in _OWN_HEADERS}
    return Response(json.dumps(told, ensure_ascii=False).encode(), answer.status_code, headers)
