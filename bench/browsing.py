"""A server over an archive in a process of its own, and the machine's Chromium, for what drives the pages by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def command(*arguments: str) -> list[str]:
    """The words that run `vanban` with these arguments."""
    return [sys.executable, "-m", "service.command", *arguments]


def take_in(data: Path, files: Sequence[Path], *, most_s: float = 300) -> None:
    """Brings files into the archive in `data`. Raises CalledProcessError when one failed, TimeoutExpired."""
    ingest = command("ingest", "--data", str(data), *map(str, files))
    subprocess.run(ingest, check=True, capture_output=True, timeout=most_s)


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[tuple[str, int]]:
    """The address and the process id of a server over the archive in `data`, on a port that was free (0) or on this."""
    server = subprocess.Popen(
        command("serve", "--data", str(data), "--port", str(port)), stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert server.stderr is not None
    try:
        found = re.search(r"http://\S+", server.stderr.readline())
        if not found:
            raise RuntimeError(server.stderr.read())
        yield found.group(), server.pid
    finally:
        server.terminate()
        server.wait(30)
        server.stderr.close()


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of such a server."""
    with serving(data) as (address, _):
        yield address


def chromium_program() -> str | None:
    """Where the machine's Chromium lies, or None."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """A headless browser that makes no request of its own."""
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=_ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()
