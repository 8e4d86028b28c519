"""What runs in a worker process: one file in, `Extracted` or `Failed` out. Never an exception."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import StoreUnavailable
from corpus.records import MEMBERS_UNREAD, PAGES_UNREAD, STORE_FAILED, Extracted, Failed, Paper
from extractor.errors import os_reason

if TYPE_CHECKING:
    from extractor.document import Text

PAGE_SECONDS = 20.0
"""What every page of a PDF or TIFF adds to the time a file may take: a scan of a thousand pages is no hanging file."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. `sha256` is what the walk found; `seconds` is how long it may take (0: as long as it needs), to
    which `PAGE_SECONDS` are added for each page after the first;
    `flush`: the worker brings the original onto the disk itself, as nobody else can; `known`: header fields that the
    office's own list gives."""

    path: str
    sha256: str
    store: str
    seconds: float
    size_bytes: int = 0
    flush: bool = False
    known: tuple[tuple[str, str], ...] = ()
    refuse_secret: bool = False


# The PDF library is not safe in several threads, and a cluster's worker may have some.
_ONE_AT_A_TIME = threading.Lock()


# In a name that is text already, what looks like a byte spelt out: its own backslash is spelt out then.
_LIKE_BYTES = re.compile(rb"\\x(?=[89a-f][0-9a-f]|5cx)")
_SPELT = re.compile(rb"\\x(5c(?=x)|[89a-f][0-9a-f])")


def shown(path: str) -> str:
    """The path as text: bytes of a name that are no UTF-8 are spelt out, since neither database nor JSON takes them.
    No two paths are shown alike."""
    raw = path.encode("utf-8", "surrogateescape")
    return _LIKE_BYTES.sub(rb"\\x5cx", raw).decode("utf-8", "backslashreplace")


def shown_before(path: str) -> str:
    """The path as the first versions showed it, which did not spell out a backslash of its own."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def unshown(text: str) -> str:
    """The path that is shown so."""
    raw = _SPELT.sub(lambda byte: bytes.fromhex(byte[1].decode()), text.encode("utf-8"))
    return raw.decode("utf-8", "surrogateescape")


def prepare(memory_bytes: int | None, environment: Mapping[str, str]) -> None:
    """Runs once in a fresh worker. Gives it the environment of its run, for the server that forked it has that of the
    first one (credentials of a store stand there); limits its address space, so that a huge file fails here and not the
    machine; ends the worker when its parent is gone."""
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    threading.Thread(target=_end_with_parent, name="vanban-parent", daemon=True).start()
    import corpus.warm  # noqa: F401 - there already, unless the server could not import it

    if memory_bytes:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _end_with_parent() -> None:
    """A pool's worker waits on a pipe that its siblings hold open too: it would outlive a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def process(job: Job) -> Extracted | Failed:
    """Reads, extracts, and puts the original into the store."""
    with _ONE_AT_A_TIME:
        return _guarded(job)


def process_all(jobs: Sequence[Job]) -> list[Extracted | Failed]:
    """A bundle, one after the other, each with its own time limit."""
    return [process(job) for job in jobs]


def _guarded(job: Job) -> Extracted | Failed:
    started = time.monotonic()
    # Nobody handles this signal, so the system ends the process: nothing else stops code that is stuck in a library.
    signal.setitimer(signal.ITIMER_REAL, job.seconds)
    try:
        return _process(job, started)
    except MemoryError:
        return _failed(job, "out-of-memory", "không đủ bộ nhớ để đọc tệp này.", started)
    except Exception as error:  # noqa: BLE001 - the boundary of one file: its failure is a value, the others go on
        code, message = _explain(error)
        return _failed(job, code, message, started)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _process(job: Job, started: float) -> Extracted | Failed:
    from corpus.facts import paper_of
    from corpus.known import with_known
    from corpus.readings import layout_of
    from corpus.store_url import open_store
    from extractor.document import Part
    from extractor.limits import DEFAULT
    from extractor.pipeline import extract
    from extractor.readers import page_count, read_bytes, too_large

    size_bytes = os.stat(job.path).st_size
    if size_bytes > DEFAULT.file_bytes:
        raise too_large(Path(shown(job.path)).name, size_bytes, DEFAULT)
    data = Path(job.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return _failed(job, "file-changed", "tệp thay đổi trong lúc nạp. Hãy nạp lại.", started)
    if job.seconds:
        further = PAGE_SECONDS * (page_count(data) - 1)
        signal.setitimer(signal.ITIMER_REAL, max(1e-3, job.seconds + further - (time.monotonic() - started)))
    source, texts = read_bytes(shown(job.path), data)
    papers: list[Paper] = []
    for number, text in enumerate(texts, start=1):
        pages = text.pages
        first, last = (pages[0].number, pages[-1].number) if pages else (None, None)
        part = Part(index=number, of=len(texts), first_page=first, last_page=last)
        document = extract(text, part=part)
        if job.known:
            document = with_known(document, job.known)
        layout = layout_of(text, part, job.known)
        paper = paper_of(document, text, source, layout=layout)
        (paper.contract + paper.text).encode()  # half a character that slipped through fails here, not in the catalogue
        papers.append(paper)
    if job.refuse_secret and any(paper.secrecy for paper in papers):
        return _failed(job, "secret-paper", "tệp chứa văn bản có độ mật; kho này không nhận văn bản mật.", started)
    try:
        store = open_store(job.store)
        store.put(data, job.sha256)
        if job.flush:
            store.flush([job.sha256])
    except (OSError, StoreUnavailable) as error:
        why = os_reason(error) if isinstance(error, OSError) else error
        return _failed(job, STORE_FAILED, f"không lưu được bản gốc: {why}.", started)
    unread = _unread(texts)
    return Extracted(job.sha256, source.media_type, time.monotonic() - started, tuple(papers), *unread)


def _unread(texts: Sequence[Text]) -> tuple[str | None, str | None]:
    """What of the file was not read, and the code of that; None twice where everything was."""
    from extractor.errors import ToolMissing

    codes = {ToolMissing.code: PAGES_UNREAD, "member-unread": MEMBERS_UNREAD}
    told = [(codes[each.code], each.message) for text in texts for each in text.warnings if each.code in codes]
    if not told:
        return None, None
    code = PAGES_UNREAD if any(code == PAGES_UNREAD for code, _ in told) else MEMBERS_UNREAD
    return " ".join(message for _, message in told), code


def _failed(job: Job, code: str, message: str, started: float) -> Failed:
    return Failed(job.sha256, code, message, time.monotonic() - started)


def _explain(error: Exception) -> tuple[str, str]:
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return code, str(error)
    if isinstance(error, OSError):
        return "unreadable-file", f"không mở được tệp: {os_reason(error)}."
    trace = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(trace[-1].filename).name}:{trace[-1].lineno})" if trace else ""
    return "internal-error", f"{type(error).__name__}: {error}{place}"
