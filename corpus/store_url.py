"""Originals in any store that has a URL (fsspec): S3-compatible object stores, shares, memory. The same names as in a
folder; what is shown is fetched into a folder of this machine first."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from corpus.errors import NotFound, StoreDamaged, StoreRefused, StoreUnavailable
from corpus.store import Store, checked_name, is_hash

T = TypeVar("T")

_BUCKETS = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs"))
"""Stores without folders: asking for one would, where the name of a bucket is mistyped, make a new bucket."""


class Originals(Protocol):
    """What a store of originals must do; `corpus.store.Store` and `UrlStore` pass one contract test."""

    def put(self, data: bytes, sha256: str) -> object: ...

    def flush(self, hashes: Iterable[str]) -> None: ...

    def read(self, sha256: str) -> bytes: ...

    def path(self, sha256: str) -> Path: ...

    def check(self, sha256: str) -> None: ...

    def remove(self, sha256: str) -> None: ...

    def hashes(self) -> list[str]: ...

    def strangers(self) -> list[str]: ...

    def sweep(self) -> int: ...


def open_store(where: str, copies: Path | None = None) -> Originals:
    """The store at a folder or URL. `copies`: where `path` lays what it fetches (a temporary folder if not given).

    Raises StoreUnavailable for a URL that nothing installed here can open.
    """
    protocol, separator, rest = where.partition("://")
    if not separator:
        return Store(Path(where))
    if protocol in ("file", "local"):
        return Store(Path(rest))
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(where)
    except (ImportError, ValueError) as error:
        raise StoreUnavailable(f"không mở được {protocol}://: {error}. Hãy cài gói mà fsspec cần.") from error
    return UrlStore(system, root, copies, folders=protocol not in _BUCKETS)


class UrlStore:
    """`Originals` on a file system of fsspec. A put that returns is safe: that is the store's promise. One that was cut
    short is found by its bytes and written anew."""

    def __init__(self, system: Any, root: str, copies: Path | None, *, folders: bool = True) -> None:
        self._system = system
        self._root = root.rstrip("/")
        self._folders = folders
        self._copies = copies

    def put(self, data: bytes, sha256: str) -> str:
        """Keeps `data`, whose hash is `sha256`. Raises StoreDamaged when it is not, OSError when the store refuses."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(f"nội dung không có mã băm {sha256[:16]}…")
        target = self._target(sha256)
        try:
            if self._asked(lambda: self._system.size(target)) == len(data) and self.read(sha256) == data:
                return target
        except (FileNotFoundError, NotFound):
            pass
        if self._folders:
            self._asked(lambda: self._system.makedirs(target.rpartition("/")[0], exist_ok=True))
        self._asked(lambda: self._system.pipe_file(target, data))
        return target

    def flush(self, hashes: Iterable[str]) -> None:
        """Nothing is left to do."""

    def read(self, sha256: str) -> bytes:
        """The original's bytes. Raises NotFound, OSError."""
        target = self._target(sha256)
        try:
            data: bytes = self._asked(lambda: self._system.cat_file(target))
        except FileNotFoundError as error:
            raise NotFound(f"kho không có bản gốc {sha256[:16]}…") from error
        return data

    def path(self, sha256: str) -> Path:
        """A copy on this machine. Raises NotFound, OSError."""
        folder = self._copies or Path(tempfile.gettempdir()) / f"vanban-{os.getuid()}"
        copy = folder / checked_name(sha256)
        if not copy.exists():
            data = self.read(sha256)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, beside = tempfile.mkstemp(prefix=".fetching-", dir=folder)
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.replace(beside, copy)
        return copy

    def check(self, sha256: str) -> None:
        """Reads the original and compares its hash. Raises NotFound, StoreDamaged."""
        if hashlib.sha256(self.read(sha256)).hexdigest() != sha256:
            raise StoreDamaged(f"bản gốc {sha256[:16]}… đã bị thay đổi trong kho")

    def remove(self, sha256: str) -> None:
        """Takes the original and its copy here out; nothing happens where it is not held."""
        target = self._target(sha256)
        if self._copies is not None:
            (self._copies / sha256).unlink(missing_ok=True)
        try:
            self._asked(lambda: self._system.rm_file(target))
        except FileNotFoundError:
            return

    def hashes(self) -> list[str]:
        """Every original held, sorted. What else lies there (`strangers`) is none."""
        return [name for name in self._names() if is_hash(name)]

    def strangers(self) -> list[str]:
        """Files under the store's address that are no originals."""
        return [name for name in self._names() if not is_hash(name)]

    def _names(self) -> list[str]:
        self._asked(self._system.invalidate_cache)  # others put too
        try:
            found: list[str] = self._asked(lambda: self._system.find(self._root))
        except FileNotFoundError:
            return []
        return sorted(name.rpartition("/")[2] for name in found)

    def sweep(self) -> int:
        """Removes the copies that `path` left on this machine; returns how many."""
        left = list(self._copies.glob("*")) if self._copies is not None else []
        for copy in left:
            copy.unlink(missing_ok=True)
        return len(left)

    def _target(self, sha256: str) -> str:
        return f"{self._root}/{checked_name(sha256)[:2]}/{sha256}"

    def _asked(self, work: Callable[[], T]) -> T:
        """Whatever a store's client raises is an OSError to those who ask; "not there" stays what it is."""
        try:
            return work()
        except OSError:
            raise
        except Exception as error:
            raise StoreRefused(_told(error)) from error


_KEYS = "Hãy đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY"
_REFUSALS = {
    "NoCredentialsError": f"chưa có khóa truy cập. {_KEYS}",
    "PartialCredentialsError": f"khóa truy cập chưa đủ. {_KEYS}",
    "EndpointConnectionError": "không kết nối được địa chỉ của kho. Hãy kiểm tra AWS_ENDPOINT_URL và máy chủ",
    "ConnectTimeoutError": "không kết nối được địa chỉ của kho. Hãy kiểm tra AWS_ENDPOINT_URL và máy chủ",
    "NoRegionError": "chưa có vùng của kho. Hãy đặt AWS_DEFAULT_REGION",
}
"""What the client of S3 raises when a setting is missing or wrong, by the names of its classes: it is no dependency."""


def _told(error: Exception) -> str:
    name = type(error).__name__
    return f"VANBAN_ORIGINALS: {_REFUSALS.get(name) or f'{name}: {error}'}"
