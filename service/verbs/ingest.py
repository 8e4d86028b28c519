"""`vanban ingest`: files and folders into the archive, with a progress bar and a balance sheet at the end."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import os_reason
from extractor.text import quoted
from service.errors import EXIT_FAILED, EXIT_OK, EXIT_USAGE, ServiceError, describe
from service.opening import open_archive, settings_for
from service.output import complain, put_json, put_line, table
from service.progress import Bar
from service.words import STATES

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from corpus.balance import BalanceSheet
    from service.settings import Settings


_CLUSTER_S = 20.0
_ANSWERS_S = 5.0
"""So long a scheduler may take to answer at all, one that is just being started; a busy one has longer to greet."""
_KNOCKS_S = 0.3
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Reading:
    """What reads files: an executor of others (None: the archive's own processes), and how many jobs it takes at once
    (None: one a core)."""

    executor: Executor | None
    workers: int | None


def ingest(args: argparse.Namespace) -> int:
    """Exit status 0: every file is in or a duplicate; 1: one was refused or failed; 2: a path is missing."""
    missing = [path for path in args.paths if not os.path.lexists(path)]
    if missing:
        complain(f"vanban ingest: không có tệp hoặc thư mục {', '.join(missing)}. Hãy kiểm tra đường dẫn.")
        return EXIT_USAGE
    settings = settings_for(args.data)
    settings = replace(settings, workers=args.workers or settings.workers, executor=args.executor or settings.executor)
    listed = read_list(args.manifest)
    with open_archive(settings, create=True) as archive, reading_of(settings) as reading, Bar() as bar:
        sheet = archive.ingest(
            [Path(path) for path in args.paths],
            workers=reading.workers,
            progress=bar.step,
            stages=bar.stage,
            executor=reading.executor,
            order=args.order,
            listed=listed,
        )
    if args.json:
        put_json(sheet.as_json())
    else:
        print_sheet(sheet)
    return EXIT_FAILED if sheet.failed or sheet.refused or not sheet.balanced else EXIT_OK


def watch(args: argparse.Namespace) -> int:
    """Takes in what appears in folders until it is stopped (Ctrl+C, SIGTERM)."""
    from corpus.watch import watch as look

    settings = settings_for(args.data)
    settings = replace(settings, workers=args.workers or settings.workers)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    complain(f"Đang theo dõi {', '.join(args.paths)} (Ctrl+C để dừng)")
    away = [path for path in args.paths if not os.path.lexists(path)]
    if away:
        complain(f"Chú ý: chưa có {', '.join(away)}; sẽ nạp khi thấy.")
    with open_archive(settings, create=True) as archive, reading_of(settings) as reading:

        def take(found: list[Path]) -> BalanceSheet:
            return archive.ingest(found, workers=reading.workers, executor=reading.executor)

        def wait() -> bool:
            return not stop.wait(args.interval)

        def told(error: Exception) -> None:
            complain(f"vanban watch: {describe(error)} Sẽ thử lại.")

        for sheet in look([Path(path) for path in args.paths], Path(settings.data), take, wait, told):
            if args.json:
                put_json(sheet.as_json())
            else:
                print_sheet(sheet)
    return EXIT_OK


def read_list(path: str | None) -> dict[str, dict[str, str]] | None:
    """The list that came with the files, when there is one. Raises BadManifest."""
    from corpus.errors import BadManifest
    from corpus.known import read_manifest

    if path is None:
        return None
    try:
        return read_manifest(Path(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "không phải UTF-8"
        raise BadManifest(f"{path}: không đọc được (cần CSV, UTF-8): {reason}.") from error


def print_sheet(sheet: BalanceSheet) -> None:
    if sheet.nothing_new and sheet.files:
        put_line("Không có gì mới: mọi tệp đã được xử lý từ trước.")
    counts = {"indexed": sheet.indexed, "duplicate": sheet.duplicate, "refused": sheet.refused, "failed": sheet.failed}
    rows = [(STATES[name], str(count)) for name, count in counts.items()]
    put_line(table([*rows, ("tổng số tệp", str(sheet.files))], ("Trạng thái", "Số tệp")))
    put_line(f"\nKho có {sheet.documents} văn bản. {sheet.unchanged} tệp đã có từ trước.")
    if not sheet.balanced:
        put_line("Các con số KHÔNG khớp nhau.")
    for problem in sheet.problems:
        put_line(f"{STATES[problem.state]}: {problem.path}: {problem.message or ''} [{problem.code}]")
    for path in sheet.lists:
        put_line(f"Danh sách kèm theo, không nạp như văn bản (dùng với --manifest): {path}")
    for path in sheet.without_file:
        put_line(f"Danh sách có dòng không ứng với tệp nào: {path}")


@contextmanager
def reading_of(settings: Settings) -> Iterator[Reading]:
    """Where files are read, and by how many workers: processes of this machine, or a cluster (`dask://HOST:PORT`)."""
    where = settings.executor
    if not where:
        yield Reading(None, settings.workers)
        return
    printed = re.fullmatch(r"dask://[^/\s]+:(\d{1,5})/?", where)
    if printed is None:
        raise ServiceError("usage", f"--executor: {quoted(where)} không có dạng dask://HOST:PORT.")
    if not 1 <= int(printed[1]) <= _LAST_PORT:
        raise ServiceError("usage", f"--executor: {quoted(where)}: cổng phải từ 1 đến {_LAST_PORT}.")
    try:
        distributed = import_module("distributed")  # optional: only where a cluster is used
    except ModuleNotFoundError:
        message = "--executor cần gói `distributed` (dask): pip install distributed."
        raise ServiceError("not-available", message) from None
    _answering(where)
    try:
        client: Any = distributed.Client(where.replace("dask://", "tcp://", 1), timeout=_CLUSTER_S)
    except (OSError, TimeoutError) as error:
        raise ServiceError("cluster-lost", f"{where}: không kết nối được trong {_CLUSTER_S:.0f} giây.") from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ServiceError("cluster-lost", f"{where}: cụm không có tiến trình nào (dask worker).")
        yield Reading(client.get_executor(pure=False), settings.workers or threads)
    finally:
        client.close()


def _answering(where: str) -> None:
    """Waits until somebody listens where the scheduler is said to be: its own client would go on knocking for as long
    as it may take to be greeted. Raises ServiceError (`cluster-lost`)."""
    host, _, port = where.removeprefix("dask://").rstrip("/").rpartition(":")
    until = time.monotonic() + _ANSWERS_S
    while True:
        left = until - time.monotonic()
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=max(left, 0.1)).close()
            return
        except OSError as error:
            if left > _KNOCKS_S:
                time.sleep(_KNOCKS_S)
                continue
            raise ServiceError(
                "cluster-lost",
                f"{where}: trong {_ANSWERS_S:.0f} giây không có bộ điều phối (dask scheduler) nào trả lời "
                f"({_unanswered(error)}). Hãy kiểm tra nó đang chạy, tên máy và cổng; không có cụm thì bỏ --executor "
                "và VANBAN_EXECUTOR.",
            ) from error


def _unanswered(error: OSError) -> str:
    return "máy ấy im lặng" if isinstance(error, TimeoutError) else os_reason(error)
