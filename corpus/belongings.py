"""Every file of an archive's folder: what a backup saves of it, and what a purge does to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

Saved = Literal["tables", "originals", "copy", "no"]
Purged = Literal["rows", "rebuilt", "dropped", "named", "names", "nothing"]

UPLOADS = "uploads"
"""What came through the pages or the API: each file in a folder of its own, `uploads/ID/file/NAME`; of a file that was
sent with its folder NAME is the path from there."""
# the outermost one: folders that were sent may be called anything
_UPLOADED = re.compile(rf"(?P<folder>.*?/{UPLOADS})/[0-9a-f]{{32}}/file/(?P<name>.+)")


def uploaded(path: str) -> tuple[str, str] | None:
    """The folder of uploads and the file's own name, where a path is that of an upload."""
    found = _UPLOADED.fullmatch(path)
    return (found["folder"], found["name"]) if found else None


@dataclass(frozen=True, slots=True)
class Belonging:
    """Files of one kind, by the pattern of their name in the archive's folder.

    `saved`: how a backup keeps it (`no`: it is built anew, or passes). `purged`: its rows of a paper are deleted and
    the file written anew (`rows`); it is built anew without the paper; dropped, to be made again when it is wanted;
    named to the person who purges; what names the paper there is made unreadable or dropped (`service.taking_out`); or
    it knows no paper's words.
    """

    pattern: str
    saved: Saved
    purged: Purged


BELONGINGS = (
    Belonging("catalogue.sqlite", "tables", "rows"),
    Belonging("catalogue.sqlite-*", "no", "rows"),
    Belonging("catalogue.v*.sqlite", "no", "named"),
    Belonging("originals", "originals", "dropped"),
    Belonging("copies", "no", "dropped"),
    Belonging(UPLOADS, "no", "dropped"),
    Belonging("search", "no", "rebuilt"),
    Belonging("graph", "no", "rebuilt"),
    Belonging("meanings.sqlite*", "no", "dropped"),
    Belonging("precedents.cache", "no", "dropped"),
    Belonging(".graph-*", "no", "dropped"),
    Belonging(".*.part", "no", "dropped"),
    Belonging("accounts.sqlite", "copy", "nothing"),
    Belonging("accounts.sqlite-*", "no", "nothing"),
    Belonging("searches.sqlite", "copy", "names"),
    Belonging("searches.sqlite-*", "no", "names"),
    Belonging("following.sqlite", "copy", "names"),
    Belonging("following.sqlite-*", "no", "names"),
    Belonging("answers.sqlite*", "no", "dropped"),
    Belonging("access.jsonl", "copy", "names"),
    Belonging("ingest.lock", "no", "nothing"),
)

DERIVED = ("meanings.sqlite*", "precedents.cache", ".graph-*", ".*.part", "answers.sqlite*")
"""Made from papers and made again when wanted: what a purge deletes as it is."""

COPIED = tuple(one.pattern for one in BELONGINGS if one.saved == "copy")


def strangers(folder: Path) -> list[str]:
    """Names in an archive's folder that are none of its own: neither saved by a backup nor looked at by a purge."""
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if not any(fnmatchcase(name, one.pattern) for one in BELONGINGS)]
