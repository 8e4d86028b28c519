"""`vanban extract`: files in, one JSON object a paper out, in the order of the files."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import os_reason
from service.errors import CAUSES, EXIT_FAILED, EXIT_OK, EXIT_USAGE, cause_of
from service.output import complain, put_line, put_text

if TYPE_CHECKING:
    from concurrent.futures import Executor

Outcome = tuple[list[str], list[str]]
# Starting worker processes costs more than it brings for a handful of files.
PARALLEL_FROM = 8


def run(args: argparse.Namespace) -> int:
    """Exit status 0 when every file was read, 1 when some failed, 2 for wrong usage."""
    if args.text:
        return _print_text(args)
    if args.part is not None:
        complain("vanban extract: --part chỉ dùng cùng --text.")
        return EXIT_USAGE
    failed = False
    for lines, notes in results(args.files, args.workers, head_only=args.header_only):
        for note in notes:
            complain(note)
            failed = True
        for line in lines:
            put_line(line)
    return EXIT_FAILED if failed else EXIT_OK


def results(files: list[str], workers: int | None, *, head_only: bool = False) -> Iterator[Outcome]:
    """For each file, in order: its JSON lines, and notes for stderr when it failed. Many files: worker processes."""
    one = partial(_extract_file, head_only=head_only)
    count = workers or min(os.cpu_count() or 1, len(files))
    if count <= 1 or len(files) < PARALLEL_FROM:
        yield from map(one, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    yield from in_processes(
        files, one, lambda most: ProcessPoolExecutor(min(count, most), mp_context=get_context("spawn"))
    )


def in_processes(
    files: Sequence[str], one: Callable[[str], Outcome], processes: Callable[[int], Executor]
) -> Iterator[Outcome]:
    """As `map(one, files)` in processes of which `processes(most)` makes at most so many.

    A file that ends its process is found by trying alone the one that the others wait for; it gets a line with
    `worker-died`, and the others go on in fresh processes.
    """
    from concurrent.futures.process import BrokenProcessPool

    waiting = list(files)
    while waiting:
        done = 0
        with processes(len(waiting)) as pool:
            futures = [pool.submit(one, file) for file in waiting]
            try:
                for future in futures:
                    yield future.result()
                    done += 1
            except BrokenProcessPool:
                pass
        if done < len(waiting):
            yield _alone(waiting[done], one, processes)
            done += 1
        waiting = waiting[done:]


def _alone(file: str, one: Callable[[str], Outcome], processes: Callable[[int], Executor]) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool

    try:
        with processes(1) as pool:
            return pool.submit(one, file).result()
    except BrokenProcessPool:
        message = f"{Path(file).name}: {CAUSES['worker-died'].message} Hãy tách tệp hoặc in lại ra PDF."
        return [json.dumps(_failure(file, "worker-died", message), ensure_ascii=False)], [f"{file}: {message}"]


def _extract_file(path: str, *, head_only: bool = False) -> Outcome:
    """Lines for stdout and, when the file failed, notes for stderr. Raises nothing: a failed file has its line too."""
    from extractor.pipeline import extract, extract_header
    from extractor.readers import read
    from extractor.render import document_json

    try:
        source, texts = read(Path(path), head_only=head_only)
        rendered = []
        if head_only:
            found = document_json(extract_header(texts[0]), texts[0], source)
            # How many pages and papers the file holds is not known: it was not looked at.
            found["source"] |= {"pages": None, "part": None}
            return [json.dumps({**found, "header_only": True}, ensure_ascii=False)], []
        for part, text in _parts(texts):
            rendered.append(json.dumps(document_json(extract(text, part=part), text, source), ensure_ascii=False))
        return rendered, []
    except Exception as error:  # noqa: BLE001 - the boundary of one file: the others go on, this one is reported
        code, message = _explain(error)
        return [json.dumps(_failure(path, code, message), ensure_ascii=False)], [f"{path}: {message} [{code}]"]


def _parts(texts: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Each text with its place among the papers of its file. Page numbers are 1-based within the file."""
    from extractor.document import Part

    for number, text in enumerate(texts, start=1):
        pages = text.pages
        first, last = (pages[0].number, pages[-1].number) if pages else (None, None)
        yield replace(Part(), index=number, of=len(texts), first_page=first, last_page=last), text


def _explain(error: Exception) -> tuple[str, str]:
    if isinstance(error, OSError):
        return "unreadable-file", f"{CAUSES['unreadable-file'].message} {os_reason(error)}"
    code, cause = cause_of(error)
    if code == "internal-error":
        return code, f"{cause.message}\n{''.join(traceback.format_exception(error)).rstrip()}"
    return code, str(error) or cause.message


def _failure(path: str, code: str, message: str) -> dict[str, Any]:
    from extractor.document import SourceFile
    from extractor.render import failure_json

    try:
        data = Path(path).read_bytes()
    except OSError:
        digest, size = "", 0
    else:
        digest, size = hashlib.sha256(data).hexdigest(), len(data)
    line = failure_json(SourceFile(path, digest, "", size), code, message)
    line["source"] = {key: value or None for key, value in line["source"].items()}
    return line


def _print_text(args: argparse.Namespace) -> int:
    from extractor.readers import read

    if len(args.files) != 1:
        complain("vanban extract --text: cần đúng một tệp.")
        return EXIT_USAGE
    path = args.files[0]
    try:
        _, texts = read(Path(path))
    except Exception as error:  # noqa: BLE001 - the boundary of one file, reported with its code
        code, message = _explain(error)
        complain(f"{path}: {message} [{code}]")
        return EXIT_FAILED
    if args.part is None and len(texts) > 1:
        complain(f"{path}: tệp chứa {len(texts)} văn bản; hãy chọn một bằng --part 1 đến --part {len(texts)}.")
        return EXIT_USAGE
    number = args.part or 1
    if not 1 <= number <= len(texts):
        complain(f"{path}: không có phần {number}; tệp chứa {len(texts)} văn bản.")
        return EXIT_USAGE
    put_text(texts[number - 1].content)
    sys.stdout.flush()
    return EXIT_OK
