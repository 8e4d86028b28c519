"""Looks at files: which there are, what each holds, and whether it is still what it was."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from corpus.ledger import Finding
from corpus.worker import shown
from extractor.errors import os_reason

Order = Literal["path", "size"]
"""In which order files are read: folder by folder, or small ones first, so that many are in soon."""

_READ_BYTES = 1 << 20


def ordered(found: Sequence[str], order: Order) -> list[str]:
    """Paths in the order of reading; a file that cannot be looked at comes first, its failure is told at once."""
    if order == "path":
        return list(found)

    def size_bytes(path: str) -> int:
        try:
            return os.stat(path).st_size
        except OSError:
            return -1

    return sorted(found, key=lambda path: (size_bytes(path), path))


def walk(paths: Sequence[Path], folder: Path) -> Iterator[str]:
    """Every file under the paths, absolute, each once, in order of name; also a folder that cannot be listed and a link
    to a folder, which is not followed: `look` says so of them. The archive's own folder is left out."""
    own = folder.resolve()
    found: set[str] = set()
    for path in paths:
        absolute = Path(os.path.abspath(path))
        if absolute.is_dir():
            for root, folders, names in os.walk(absolute, onerror=lambda error: found.add(str(error.filename))):
                here = Path(root)
                folders[:] = [f for f in folders if (here / f).resolve() != own]
                if here.resolve() != own:
                    found.update(str(here / name) for name in names)
                    found.update(str(here / name) for name in folders if (here / name).is_symlink())
        else:
            found.add(str(absolute))
    yield from sorted(found)


def look(path: str) -> Finding:
    """The content at a path, by its hash; or why there is none."""
    name = shown(path)
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            return _folder(path, name)
        if not stat.S_ISREG(status.st_mode):
            return Finding(name, None, None, None, "unreadable-file", "không phải tệp thường.")
        digest = hashlib.sha256()
        with open(path, "rb") as stream:
            while piece := stream.read(_READ_BYTES):
                digest.update(piece)
        after = os.stat(path)
    except OSError as error:
        return Finding(name, None, None, None, "unreadable-file", f"không mở được tệp: {os_reason(error)}.")
    return Finding(name, digest.hexdigest(), after.st_size, _stamp_of(after))


def _folder(path: str, name: str) -> Finding:
    """Why a folder stands among the files."""
    if os.path.islink(path):
        return Finding(name, None, None, None, "linked-folder", "liên kết tới thư mục không được đi theo.")
    why = trouble_of(path) or "vừa rồi không trả lời"
    return Finding(name, None, None, None, "unreadable-folder", f"không đọc được thư mục: {why}.")


def trouble_of(folder: str) -> str | None:
    """Why what lies in a folder is not taken in; None where it is, or where there is no such folder any more."""
    if os.path.islink(folder):
        return "liên kết"
    try:
        os.listdir(folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        return os_reason(error)
    return None


def stamp(path: str) -> str | None:
    try:
        return _stamp_of(os.stat(path))
    except OSError:
        return None


def _stamp_of(status: os.stat_result) -> str:
    """Size, modification and change time: a tool can set the former two back, never the last."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"
