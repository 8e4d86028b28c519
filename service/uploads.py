"""Files that come over HTTP, in pieces that may be interrupted: kept on the disk as they come, taken in when whole.

The protocol is the core of tus 1.0 (create, ask for the offset, send on from there), so that its clients can be used.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import os
import queue
import re
import secrets
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.errors import ServiceError, describe

FOLDER = "uploads"
_INFO, _PART, _TAKEN, _FILE = "info.json", "part", "taken", "file"
"""What lies in the folder of an upload; the whole file lies in `file` under its own name, whatever that is."""
_ID = re.compile(r"[0-9a-f]{32}")
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Categories of signs that nobody sees in a name: controls, those that turn or join letters, ends of lines."""
NAME_BYTES = 200
PATH_BYTES, DEEPEST = 1000, 20
MOST_FILES = 2000
"""Files that the page sends at a time; whoever has more has them in a folder that `vanban ingest` reads."""
_AGAIN_S = 5.0
_LONGEST_S = 300.0
_log = logging.getLogger("vanban")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way. `offset` is how many bytes have come; `path` where it lies once it is whole."""

    id: str
    name: str
    length: int
    offset: int
    path: Path | None

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "length": self.length, "offset": self.offset,
                "whole": self.path is not None}  # fmt: skip


class Uploads:
    """The folder of uploads of an archive. Safe for several requests: each upload is written by one at a time."""

    def __init__(self, data: Path, most_bytes: int) -> None:
        self._folder = data / FOLDER
        self._most_bytes = most_bytes
        self._locks: dict[str, threading.Lock] = {}
        self._mutex = threading.Lock()

    def create(self, name: str, length: int, person: str = "") -> Upload:
        """A new upload of this person.

        `name`: a file's name, or with slashes the path in the folder that it is sent with.

        Raises ServiceError: `too-large`, `invalid-request` for a name or length that cannot be.
        """
        if length > self._most_bytes:
            raise ServiceError("too-large", f"Tối đa {self._most_bytes // 1024**2} MiB mỗi tệp.")
        if length < 1:
            raise ServiceError("invalid-request", "cần Upload-Length từ 1: tệp rỗng không được gửi.")
        fit = _fitting(name)
        id_ = secrets.token_hex(16)
        place = self._folder / id_
        place.mkdir(parents=True)
        (place / _PART).touch()
        info = {"name": fit, "length": length, "person": person}
        (place / _INFO).write_text(json.dumps(info, ensure_ascii=False), encoding="utf-8")
        return Upload(id_, fit, length, 0, None)

    def get(self, id_: str, person: str | None = None) -> Upload:
        """The upload, of this person where one is named. Raises ServiceError (`not-found`)."""
        place = self._folder / id_
        try:
            if not _ID.fullmatch(id_):
                raise FileNotFoundError(id_)
            info = json.loads((place / _INFO).read_text(encoding="utf-8"))
            if person is not None and info.get("person", "") != person:
                raise FileNotFoundError(id_)
        except (OSError, ValueError):
            raise ServiceError("not-found", "không có lượt gửi tệp này.") from None
        whole = place / _FILE / info["name"]
        if whole.exists():
            return Upload(id_, info["name"], info["length"], info["length"], whole)
        return Upload(id_, info["name"], info["length"], (place / _PART).stat().st_size, None)

    def every(self, person: str | None = None) -> list[Upload]:
        """All that are known, or those of one person, by id: a name of a file tells what it holds."""
        found = sorted(p.name for p in self._folder.glob("*") if _ID.fullmatch(p.name) and (p / _INFO).exists())
        return [self.get(id_) for id_ in found if person is None or self._is_of(id_, person)]

    def _is_of(self, id_: str, person: str) -> bool:
        try:
            self.get(id_, person)
        except ServiceError:
            return False
        return True

    def waiting(self) -> list[Path]:
        """Whole uploads that were not taken in yet, with those that a crash kept from being put in their place."""
        for one in self.every():
            if one.path is None and one.offset == one.length:
                with self._lock(one.id):
                    self._finish(self._folder / one.id, one.name)
        whole = [one.path for one in self.every() if one.path is not None]
        return [path for path in whole if not (_home(path) / _TAKEN).exists()]

    def append(self, id_: str, offset: int, piece: bytes) -> Upload:
        """Adds a piece; the upload after it, whole when it was the last one (then it is on the disk for good).

        Raises ServiceError: `not-found`; `upload-conflict` when the piece does not begin where the last one ended.
        """
        with self._lock(id_):
            upload = self.get(id_)
            if upload.path is not None or offset != upload.offset or offset + len(piece) > upload.length:
                raise ServiceError("upload-conflict", f"đã nhận {upload.offset} trên {upload.length} byte.")
            place = self._folder / id_
            with (place / _PART).open("ab") as out:
                out.write(piece)
                out.flush()
                if offset + len(piece) == upload.length:
                    os.fsync(out.fileno())
            if offset + len(piece) == upload.length:
                self._finish(place, upload.name)
            return self.get(id_)

    def _finish(self, place: Path, name: str) -> None:
        whole = place / _FILE / name
        whole.parent.mkdir(parents=True, exist_ok=True)
        (place / _PART).rename(whole)

    def _lock(self, id_: str) -> threading.Lock:
        with self._mutex:
            return self._locks.setdefault(id_, threading.Lock())


def take_once(uploads: Sequence[Path], take: Callable[[list[Path]], object]) -> None:
    """Takes files in and notes beside each that it was done, so that no later start does it again."""
    take(list(uploads))
    for path in uploads:
        (_home(path) / _TAKEN).touch()


def _home(path: Path) -> Path:
    """The folder of the upload whose whole file this is."""
    folders = [one for one in path.parents if one.name == _FILE and _ID.fullmatch(one.parent.name)]
    return next(one.parent for one in reversed(folders) if one.parent.parent.name == FOLDER)


def _fitting(name: str) -> str:
    """The name as it may stand on the disk, none of its parts leading elsewhere.

    Raises ServiceError (`invalid-request`) for one that cannot, with what would have to be otherwise.
    """
    parts = [_seen(part).strip(" .") for part in name.split("/")]
    kept = [part for part in parts if part]
    sizes = [len(part.encode("utf-8", "replace")) for part in kept]
    if not parts[-1]:
        why = "cần tên tệp (filename) trong Upload-Metadata."
    elif max(sizes) > NAME_BYTES:
        why = f"tên tệp hoặc thư mục dài {max(sizes)} byte (chữ có dấu 2, 3 byte), tối đa {NAME_BYTES}: hãy rút ngắn."
    elif len(kept) > DEEPEST:
        why = f"đường dẫn có {len(kept)} cấp kể cả tên tệp, tối đa {DEEPEST}: hãy chọn một thư mục con."
    elif sum(sizes) > PATH_BYTES:
        why = f"đường dẫn dài {sum(sizes)} byte, tối đa {PATH_BYTES}: hãy chọn một thư mục con, hoặc đặt tên ngắn hơn."
    else:
        return "/".join(kept)
    raise ServiceError("invalid-request", why)


def _seen(part: str) -> str:
    """A part of a path as people see it: signs that nobody sees, and those that would lead elsewhere, become `_`."""
    return "".join("_" if char in "/\\" or unicodedata.category(char) in _UNSEEN else char for char in part)


class Intake:
    """Takes whole uploads into the archive, one batch after the other, in a thread of its own.

    Whatever goes wrong (another process takes files in, the disk is full) is told by `trouble` and the log, and tried
    again after a pause that grows. When someone stops the run, the uploads wait for the next one that comes. What a
    stopped service left is taken up at its next start.
    """

    def __init__(self, take: Callable[[list[Path]], object]) -> None:
        self._take = take
        self._waiting: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self.trouble: str | None = None
        self._thread = threading.Thread(target=self._run, name="vanban-intake", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def add(self, path: Path) -> None:
        self._waiting.put(path)

    def close(self) -> None:
        """Ends after the batch that it is at."""
        self._stop.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        from corpus.errors import Stopped

        left: list[Path] = []
        pause_s: float | None = None  # None: until another upload comes
        while not self._stop.is_set():
            left += self._come(pause_s)
            left = [path for path in left if path.exists()]
            if not left or self._stop.is_set():
                pause_s = None
                continue
            try:
                take_once(left, self._take)
            except Stopped as error:
                self.trouble, pause_s = describe(error), None
            except Exception as error:  # noqa: BLE001 - whatever it is, later uploads must not wait for a restart
                _log.warning("uploads wait: %s", error, exc_info=not hasattr(error, "code"))
                self.trouble = describe(error)
                pause_s = min(2 * pause_s, _LONGEST_S) if pause_s else _AGAIN_S
            else:
                left, self.trouble, pause_s = [], None, None

    def _come(self, longest_s: float | None) -> list[Path]:
        """The uploads that have come, at the latest after so long."""
        try:
            come = [self._waiting.get(timeout=longest_s)]
        except queue.Empty:
            return []
        while not self._waiting.empty():
            come.append(self._waiting.get())
        return [path for path in come if path is not None]


def file_name(metadata: str) -> str:
    """The name of a tus `Upload-Metadata` header (`key base64,key base64`): `relativePath`, the path in the folder that
    a file is sent with, else `filename`, in which a slash is no folder. Empty where there is none."""
    found: dict[str, str] = {}
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key in ("filename", "relativePath"):
            try:
                found.setdefault(key, base64.b64decode(value, validate=True).decode("utf-8"))
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return found.get("relativePath") or found.get("filename", "").replace("/", "_")
