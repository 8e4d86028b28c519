"""The log of who did what: one line of JSON a request, only ever appended to, each bound to the one before it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOG = "access.jsonl"
# Most lines are shorter; of a longer one more is read, until its beginning is found.
_TAIL_BYTES = 4 * 1024
LEAST_BYTES = 8
"""What is made unreadable is at least so long: a line with so many crosses is told from one that was forged."""
_CROSSES = b"x" * LEAST_BYTES
_BINDING = ("digest", "chain")
# No letter or figure of a word, but that of a character written in figures (`%20`).
_BEFORE_RE = re.compile(rb"(?:^|[^0-9A-Za-z]|%[0-9A-Fa-f]{2})$")
_AFTER_RE = re.compile(rb"(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `AuditLog.verify` found. `redacted`: lines in which a purge made names unreadable. `broken`: the first line
    (from 1) that was changed, or before which one is missing; None where all fit. `last`: what the newest line is bound
    by; whoever notes it elsewhere can tell later that no line was cut off at the end."""

    lines: int
    redacted: int
    broken: int | None
    last: str


class AuditLog:
    """The log of one archive. Several processes may write it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOG

    def record(self, entry: Mapping[str, Any]) -> None:
        """Adds one line: the entry with the time, its digest, and what binds it to the line before."""
        body = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **entry}
        digest = _digest(body)
        log = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(log, fcntl.LOCK_EX)
            line = json.dumps({**body, "digest": digest, "chain": _bound(_last(log), digest)}, ensure_ascii=False)
            os.write(log, line.encode("utf-8", "backslashreplace") + b"\n")
        finally:
            os.close(log)

    def lines(self, since: str = "", until: str = "") -> Iterator[bytes]:
        """The lines of these days (ISO, both included; empty: open), oldest first, each with its line end."""
        if not self._path.exists():
            return
        with self._path.open("rb") as log:
            for line in log:
                day = str(_read(line).get("time", ""))[:10]
                if since <= day and (not until or day <= until):
                    yield line

    def verify(self) -> Verdict:
        """Whether the lines are those that were written."""
        last, number, redacted, broken = "", 0, 0, None
        for number, line in enumerate(self.lines(), start=1):
            entry = _read(line)
            body = {key: value for key, value in entry.items() if key not in _BINDING}
            digest = str(entry.get("digest", ""))
            whole = digest == _digest(body)
            gone = not whole and _CROSSES in line
            redacted += gone
            if broken is None and (entry.get("chain") != _bound(last, digest) or not (whole or gone)):
                broken = number
            last = str(entry.get("chain", ""))
        return Verdict(number, redacted, broken, last)

    def forget(self, names: Sequence[str]) -> int:
        """Makes these names unreadable where they stand by themselves, while others may be adding lines; how many lines
        named one."""
        if not self._path.exists():
            return 0
        with self._path.open("r+b") as log:
            content = log.read()
            lines = {content.count(b"\n", 0, at) for name in names for at in _places(content, name.encode())}
            for name in names:
                for at in _places(content, name.encode()):
                    log.seek(at)
                    log.write(b"x" * len(name.encode()))
            log.flush()
            os.fsync(log.fileno())
        return len(lines)


def _last(log: int) -> str:
    """What the newest line is bound by."""
    size = os.lseek(log, 0, os.SEEK_END)
    length = _TAIL_BYTES
    while True:
        _, line_end, line = os.pread(log, length, max(size - length, 0)).rstrip(b"\n").rpartition(b"\n")
        if line_end or length >= size:
            return str(_read(line).get("chain", ""))
        length *= 8


def _read(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:  # cut off by a full disk
        return {}
    return found if isinstance(found, dict) else {}


def _digest(body: Mapping[str, Any]) -> str:
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
    return hashlib.sha256(content).hexdigest()


def _bound(before: str, digest: str) -> str:
    return hashlib.sha256(f"{before}\n{digest}".encode()).hexdigest()


def _places(content: bytes, name: bytes) -> Iterator[int]:
    """Where a name stands that is no part of a longer one: `7/KH-UBND` is not in `77/KH-UBND`."""
    at = content.find(name) if name else -1
    while at >= 0:
        if _BEFORE_RE.search(content[max(at - 3, 0) : at]) and _AFTER_RE.match(content, at + len(name)):
            yield at
        at = content.find(name, at + 1)
