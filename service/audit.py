"""The log of who did what: one line of JSON a request, only ever appended to, each bound to the one before it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOG = "access.jsonl"
# Most lines are shorter; of a longer one more is read, until its beginning is found.
_TAIL_BYTES = 4 * 1024
# A line in which a name or a whole value was made unreadable is told from one that was forged.
_CROSSES = re.compile(rb'x{8}|[=/"]x+["&/]')
# Values that tell what somebody asked for.
_TELLING = ("address", "query", "tried")
_BINDING = ("digest", "chain")
Tells = Callable[[str, str], bool]
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
            gone = not whole and _CROSSES.search(line) is not None
            redacted += gone
            if broken is None and (entry.get("chain") != _bound(last, digest) or not (whole or gone)):
                broken = number
            last = str(entry.get("chain", ""))
        return Verdict(number, redacted, broken, last)

    def forget(self, names: Sequence[str], tells: Tells = lambda what, value: False) -> int:
        """Makes these names unreadable where they stand by themselves, and every value (as `asked` gives them) that
        `tells`, while others may be adding lines; how many lines held any."""
        if not self._path.exists():
            return 0
        with self._path.open("r+b") as log:
            content = log.read()
            places = [(at, len(name.encode())) for name in names for at in _places(content, name.encode())]
            begins = 0
            for line in content.splitlines(keepends=True):
                places += ((begins + start, end - start) for start, end in _telling(line, tells))
                begins += len(line)
            for at, length in places:
                log.seek(at)
                log.write(b"x" * length)
            log.flush()
            os.fsync(log.fileno())
        return len({content.count(b"\n", 0, at) for at, _ in places})

    def asked(self) -> Iterator[list[tuple[str, str]]]:
        """Of each line the values that tell what somebody asked for, each with what it is, as they were sent:
        `address`, each parameter of the query by its name, `tried` (a name at signing in)."""
        for line in self.lines():
            yield [(what, value) for what, _, _, value in _values(line)]


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


def _values(line: bytes) -> Iterator[tuple[str, int, int, str]]:
    """The values of a line that tell what somebody asked for: what it is, where it stands (bytes), what was sent."""
    entry = _read(line)
    for field in _TELLING:
        value = entry.get(field)
        written = json.dumps(value, ensure_ascii=False)[1:-1].encode("utf-8", "backslashreplace")
        at = line.find(f'"{field}": "'.encode()) + len(field) + 5
        if not isinstance(value, str) or line[at : at + len(written)] != written:
            continue
        if field != "query":
            yield field, at, at + len(written), value
            continue
        for pair in written.split(b"&"):
            name, equals, given = pair.partition(b"=")
            start = at + len(name) + len(equals) if equals else at
            yield _said(name) if equals else "", start, at + len(pair), _said(given if equals else pair)
            at += len(pair) + 1


def _telling(line: bytes, tells: Tells) -> Iterator[tuple[int, int]]:
    """The values of a line that tell; of a path the fewest of its segments, for a number has slashes of its own."""
    for what, start, end, value in _values(line):
        if not tells(what, value):
            continue
        if what != "address":
            yield start, end
            continue
        cuts = [start, *(start + at.end() for at in re.finditer(b"/", line[start:end])), end + 1]
        spans = [(cuts[i], cuts[i + n] - 1) for n in range(1, len(cuts)) for i in range(len(cuts) - n)]
        fewest = [(one, other) for one, other in spans if other > one and tells(what, _said(line[one:other]))]
        for one, other in fewest:
            if not any(one <= a and b <= other and (a, b) != (one, other) for a, b in fewest):
                yield one, other


def _said(written: bytes) -> str:
    try:
        return str(json.loads(b'"' + written + b'"'))
    except ValueError:
        return written.decode("utf-8", "replace")


def _places(content: bytes, name: bytes) -> Iterator[int]:
    """Where a name stands that is no part of a longer one: `7/KH-UBND` is not in `77/KH-UBND`."""
    at = content.find(name) if name else -1
    while at >= 0:
        if _BEFORE_RE.search(content[max(at - 3, 0) : at]) and _AFTER_RE.match(content, at + len(name)):
            yield at
        at = content.find(name, at + 1)
