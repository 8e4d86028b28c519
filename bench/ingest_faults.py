"""What fails around the files: each fault ends the run with an error that says what to do; the next run converges."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest import mock

from bench.figures import Report
from bench.ingest_kills import small
from corpus.archive import Archive
from service.errors import describe

_ROOM_KIB = 1500
Fault = Callable[[Path], AbstractContextManager[object]]


def faults(report: Report, scratch: Path) -> None:
    """Disk full under originals and catalogue, index down, catalogue locked, clock wrong; and what was told of each."""
    folder = small(scratch / "mixed")
    with Archive.open(scratch / "clean") as archive:
        archive.ingest([folder], workers=0)
        clean = archive.digest()
    ends: dict[str, tuple[Fault, str | None]] = {
        "disk full": (disk_full, "store-unavailable catalogue-unavailable index-unavailable"),
        "index down": (index_down, "index-unavailable"),
        "catalogue locked": (catalogue_locked, "catalogue-unavailable"),
        "clock in 1970": (lambda _: _clock("1970-01-01T00:00:00+00:00"), None),
        "clock in 2099": (lambda _: _clock("2099-12-31T23:59:59+00:00"), None),
    }
    for name, (fault, codes) in ends.items():
        data = scratch / name.replace(" ", "-")
        try:
            with fault(data):
                error = _error(folder, data)
        except PermissionError as refused:
            report.passed_over.append(f"{name} ({refused})")
            continue
        if codes is not None:
            said = describe(error) if error else "nothing"
            report.fact(f"{name}: a clear error", getattr(error, "code", "") in codes.split(), note=said[:200])
        with Archive.open(data) as archive:
            before = archive.status()["balanced"]
            sheet = archive.ingest([folder], workers=0)
            same = archive.digest() == clean
        report.fact(f"{name}: the sum holds before and after the rerun", before and sheet.balanced)
        report.fact(f"{name}: the rerun is as one clean run", same)
        _unmount(data)


def _error(folder: Path, data: Path) -> Exception | None:
    try:
        with Archive.open(data) as archive:
            archive.ingest([folder], workers=0)
    except Exception as error:  # noqa: BLE001 - whatever is told is the figure
        return error
    return None


@contextmanager
def disk_full(data: Path) -> Iterator[None]:
    """A real disk of a few MiB, which gets room afterwards. Raises PermissionError where nobody may mount one."""
    data.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM_KIB}k", "tmpfs", str(data)]
    made = subprocess.run(small, capture_output=True, text=True, check=False)
    if made.returncode:
        raise PermissionError(made.stderr.strip())
    yield
    subprocess.run(["mount", "-o", "remount,size=512m", str(data)], check=True)


def _unmount(data: Path) -> None:
    if data.is_mount():
        subprocess.run(["umount", "--lazy", str(data)], check=True)  # the index's files stay mapped for a while


@contextmanager
def index_down(data: Path) -> Iterator[None]:
    """Somebody else holds the index and does not let it go; our patience is cut short."""
    with Archive.open(data):
        pass
    with (
        (data / "search" / "write.lock").open("w") as held,
        mock.patch("index.embedded._LOCK_WAIT_S", 0.1),
        mock.patch("corpus.ingest._AWAY_SECONDS", 0.0),
    ):
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def catalogue_locked(data: Path) -> Iterator[None]:
    """Another program writes into the catalogue and does not end."""
    with Archive.open(data):
        pass
    with contextlib.closing(sqlite3.connect(data / "catalogue.sqlite")) as other:
        with mock.patch("corpus.catalogue._LOCK_WAIT_MS", 100):
            other.execute("BEGIN IMMEDIATE")
            yield


def _clock(moment: str) -> AbstractContextManager[object]:
    return mock.patch("corpus.runs.now", return_value=moment)
