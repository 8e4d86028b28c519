"""What a worker hands over for one file: rows ready to be written, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class MentionRow(NamedTuple):
    """One mention with what identifies the document it means, in the order of the columns of `mentions` after the
    first. Offsets are code points into the paper's text. A plain tuple: of these the most are handed over and written.
    """

    position: int
    start: int
    end: int
    raw: str
    class_: str
    type: str | None
    number: str | None
    year: int | None
    date: str | None
    issuer: str | None
    locality: str | None
    title: str | None
    relation: str
    key: str | None
    block: str | None
    short: str | None
    type_slug: str | None
    issuer_slug: str | None
    term: str | None
    context: str | None
    sentence_start: int
    sentence_end: int
    annexed: str | None = None  # the words for the paper issued with the cited act, where that is meant


class Paper(NamedTuple):
    """One paper of a file. `contract` is its JSON line, `text` what all offsets point into. A plain tuple, like
    `MentionRow`."""

    id: str
    part: int
    kind: str
    type: str | None
    type_name: str | None
    number: str | None
    date: str | None
    issuer: str | None
    locality: str | None
    title: str | None
    secrecy: str | None
    text_source: str
    key: str | None
    alias: str | None
    block: str | None
    short: str | None
    type_slug: str | None
    issuer_slug: str | None
    year: int | None
    term: str | None
    contract: str
    text: str
    page_starts: tuple[int, ...]
    mentions: tuple[MentionRow, ...]
    links: tuple[tuple[int, int, str], ...]
    layout: str | None = None  # what the reader told beyond the words: see `corpus.readings`
    read: str | None = None  # the text as it was read, where a person corrected a line of it
    annexed: str | None = None  # JSON list of [child, title]: papers issued with this one


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file that was read; its original lies in the store before this value exists. `unread`: what is said of pages
    that wait for a missing program (`pages-unread`), or of files inside it that could not be read (`members-unread`);
    `code` says which, and the pages where it is both: they alone may come by themselves."""

    sha256: str
    media_type: str
    seconds: float
    papers: tuple[Paper, ...]
    unread: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not. `refused`: it is nothing the archive takes; else reading it failed."""

    sha256: str
    code: str
    message: str
    seconds: float
    media_type: str | None = None

    @property
    def refused(self) -> bool:
        return self.code in REFUSED


REFUSED = frozenset(
    {"empty-file", "unsupported-format", "encrypted-file", "too-large", "no-text", "secret-paper", "linked-folder"}
)
"""Causes that lie in the file: the archive does not take it. Everything else is a failure."""

FOLDERS = frozenset({"unreadable-folder", "linked-folder"})
"""What a folder that stands among the files has as its code."""

KEPT = "kept-earlier"
"""An indexed file that could not be read anew: what was read of it before stays."""

PAGES_UNREAD = "pages-unread"
"""An indexed file with pages that wait for a program which is not installed."""

MEMBERS_UNREAD = "members-unread"
"""An indexed package (ZIP, letter) with files inside that could not be read."""

NOT_WHOLE = frozenset({KEPT, PAGES_UNREAD, MEMBERS_UNREAD})
"""What an indexed file has as its code where somebody should look at it all the same."""

TRANSIENT = frozenset(
    {
        "unreadable-file", "unreadable-folder", "file-changed", "tool-missing", "timed-out", "worker-died",
        "out-of-memory", KEPT, PAGES_UNREAD,
    }
)  # fmt: skip
"""Causes that may be gone at the next try; `retry` takes these up."""

BACK_OFF_SECONDS = (60, 600, 3600, 21_600, 86_400)
"""How long a passing cause is left alone after the first, second ... failure; after the last it waits for `retry`."""

STORE_FAILED = "store-failed"
"""The original could not be kept. It is never an outcome of a file: the run stops instead."""
