"""Originals by the hash of their content: written once, atomically, flushed before they count, never changed.

Workers put, the one writer flushes: the disk brings many files to safety at once in hardly more time than one.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from corpus.errors import NotFound, StoreDamaged
from extractor.text import quoted

_HASH = re.compile(r"[0-9a-f]{64}")
_FLUSHING = 32
"""Flushes at once: the file system gathers those that wait into one write of its journal."""


class Store:
    """A folder `ab/<sha256>`. Any number of processes may put at once: equal content has one name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes, sha256: str) -> Path:
        """Keeps `data`, whose hash is `sha256`; it survives a power cut only after `flush`. What lies there already is
        kept if it has these bytes, and written anew if a power cut left others.

        Raises StoreDamaged when the hash is not that of the data, OSError when the disk refuses.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(f"nội dung không có mã băm {sha256[:16]}…")
        target = self._path(sha256)
        try:
            if target.read_bytes() == data:
                return target
        except FileNotFoundError:
            pass
        beside = target.with_name(f".putting-{socket.gethostname()}-{os.getpid()}-{threading.get_ident()}")
        handle = _made(beside)
        try:
            with open(handle, "wb") as stream:
                stream.write(data)
            os.replace(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return target

    def flush(self, hashes: Iterable[str]) -> None:
        """Brings these originals and the folders that name them onto the disk. Raises OSError when it refuses."""
        files = [self._path(sha256) for sha256 in hashes]
        if not files:
            return
        folders = {f.parent for f in files} | {self._folder}
        all_of_them = [*files, *sorted(folders)]
        count = min(_FLUSHING, len(all_of_them))
        with ThreadPoolExecutor(count) as flushing:
            for _ in flushing.map(_flush_each, (all_of_them[n::count] for n in range(count))):
                pass

    def path(self, sha256: str) -> Path:
        """Where the original lies. Raises NotFound."""
        target = self._path(sha256)
        if not target.exists():
            raise NotFound(f"kho không có bản gốc {sha256[:16]}…")
        return target

    def read(self, sha256: str) -> bytes:
        """The original's bytes. Raises NotFound, OSError."""
        return self.path(sha256).read_bytes()

    def check(self, sha256: str) -> None:
        """Reads the original and compares its hash. Raises NotFound, StoreDamaged."""
        if not _is_whole(self.path(sha256)):
            raise StoreDamaged(f"bản gốc {sha256[:16]}… đã bị thay đổi trên đĩa")

    def remove(self, sha256: str) -> None:
        """Takes the original out; nothing happens where it is not held."""
        target = self._path(sha256)
        target.unlink(missing_ok=True)
        if target.parent.exists():
            onto_disk(target.parent)

    def hashes(self) -> list[str]:
        """Every original held, sorted. What else lies there (`strangers`) is none."""
        return sorted(p.name for p in self._folder.glob("??/*") if is_hash(p.name))

    def strangers(self) -> list[str]:
        """Files in the store's folder that are no originals, and no left-over of a `put`."""
        files = (path for path in self._folder.glob("**/*") if path.is_file())
        return sorted(p.name for p in files if not is_hash(p.name) and not p.name.startswith(".putting-"))

    def bring_up(self) -> int:
        """Moves originals that a first version kept a folder deeper (`ab/cd/<sha256>`) to where they lie now; how many.
        It may be cut short anywhere and go on later."""
        old = [path for path in self._folder.glob("??/??/*") if is_hash(path.name)]
        for path in old:
            target = self._path(path.name)
            if target.exists() and _is_whole(target):  # it came again since
                path.unlink()
            else:
                path.replace(target)
        self.flush(path.name for path in old)
        for folder in {path.parent for path in old}:
            with suppress(OSError):  # something else lies there too
                folder.rmdir()
        return len(old)

    def sweep(self) -> int:
        """Removes what an interrupted `put` left behind; returns how many. Only while nothing else puts."""
        left = list(self._folder.glob("??/.putting-*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, sha256: str) -> Path:
        return self._folder / checked_name(sha256)[:2] / sha256


def checked_name(sha256: str) -> str:
    """The hash itself, when it is one: nothing else may become part of a path. Raises NotFound."""
    if not is_hash(sha256):
        raise NotFound(f"không phải mã băm: {quoted(sha256[:80])}")
    return sha256


def is_hash(name: str) -> bool:
    """Whether this is the name of an original."""
    return _HASH.fullmatch(name) is not None


def _is_whole(original: Path) -> bool:
    """Whether a file has the bytes that its name promises."""
    with original.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == original.name


def _made(path: Path) -> int:
    """A handle to a new file there; nearly always the first try makes it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, 0o444)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        path.unlink()  # of a process that had this number and was killed
    return os.open(path, flags, 0o444)


def _flush_each(paths: Iterable[Path]) -> None:
    for path in paths:
        onto_disk(path)


def onto_disk(path: Path) -> None:
    """Brings a file, or the names in a folder, onto the disk. Raises OSError when it refuses."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
