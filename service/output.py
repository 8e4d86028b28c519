"""How the command prints: UTF-8 whatever the locale, results to stdout, diagnostics to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractor.errors import os_reason
from service.errors import ServiceError

_LAST_RULE = 40
"""A last column often holds whole sentences: a rule as long would fill screens."""


def put_text(text: str) -> None:
    """Writes exactly these characters: UTF-8, no newline translation."""
    put_bytes(text.encode("utf-8", "surrogatepass"))


def put_bytes(content: bytes) -> None:
    """Writes these bytes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def put_line(text: str = "") -> None:
    put_text(text + "\n")


def put_json(value: Any) -> None:
    """One JSON value on one line."""
    put_line(json.dumps(value, ensure_ascii=False))


def complain(message: str) -> None:
    """A diagnostic, to stderr; characters that the terminal cannot show are escaped, never a crash."""
    sys.stderr.buffer.write((message + "\n").encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def table(rows: Sequence[tuple[str, ...]], headings: tuple[str, ...]) -> str:
    """Columns for a terminal; the last column is not padded, and its rule no longer than `_LAST_RULE`."""
    everything = [headings, *rows]
    widths = [max(len(row[i]) for row in everything) for i in range(len(headings))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in everything
    ]
    rules = ["-" * width for width in (*widths[:-1], min(widths[-1], _LAST_RULE))]
    return "\n".join([lines[0], "  ".join(rules), *lines[1:]])


def write_pieces(target: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file whole or not at all. Raises ServiceError (`usage`) where it cannot be written."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _writing(target):
            out = unfinished.open("wb")
        with out:
            for piece in pieces:  # reading them may fail too, which says nothing of the file that is written
                with _writing(target):
                    out.write(piece)
        with _writing(target):
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServiceError("usage", f"không ghi được {target}: {os_reason(error)}.") from error


def is_spreadsheet(target: str) -> bool:
    """Whether a name ends as a table's; says so where it does not."""
    if Path(target).suffix.lower() in (".csv", ".xlsx"):
        return True
    complain(f"--output {target}: tên tệp phải kết thúc bằng .csv hoặc .xlsx.")
    return False
