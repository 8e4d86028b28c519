"""Search under load: writes, deletes and rebuilds at once; a server that goes away; a long list in little memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.figures import Report
from bench.generated import documents
from index import open_index
from index.base import Entry, Index, IndexUnavailable, Query

_HELD = 400
_AWAY_S = 60.0
_PAPERS = 600


def node_module() -> ModuleType:
    """The tests' server module, by its path: some package of the environment installs a `tests` of its own."""
    if "elastic_node" in sys.modules:
        return sys.modules["elastic_node"]
    path = Path(__file__).resolve().parents[1] / "tests" / "servers" / "elastic_node.py"
    spec = spec_from_file_location("elastic_node", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing")
    module = sys.modules["elastic_node"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Wanted:
    """What the index must hold: written here before it is written there, as the catalogue is."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rows: dict[str, int] = {}
        self.pool = [replace(entry, id=f"d{at}") for at, entry in enumerate(documents(_HELD))]

    def entry(self, id_: str) -> Entry:
        return replace(self.pool[int(id_[1:])], title=f"Bản thứ {self.rows[id_]} về thi đua")

    def every(self) -> Iterator[Entry]:
        with self.lock:
            snapshot = [self.entry(id_) for id_ in sorted(self.rows)]
        yield from snapshot


def soak(report: Report, engine: str, index: Index, minutes: float) -> None:
    """Writes, deletes, rebuilds and searches at once for so long; then the index must hold exactly what was written."""
    wanted, stop, done, problems = _Wanted(), threading.Event(), Counter[str](), list[str]()
    chance = random.Random(5)

    def write() -> None:
        with wanted.lock:
            ids = dict.fromkeys(f"d{chance.randrange(_HELD)}" for _ in range(8))
            for id_ in ids:
                wanted.rows[id_] = wanted.rows.get(id_, 0) + 1
            failed = index.put([wanted.entry(id_) for id_ in ids]).failed
            gone = f"d{chance.randrange(_HELD)}"
            wanted.rows.pop(gone, None)
            index.delete([gone])
        if failed:
            problems.append(f"write: {failed[0]}")
        index.refresh()

    def read() -> None:
        index.search(Query(text="thi đua", limit=10))

    def rebuild() -> None:
        failed = index.rebuild(wanted.every()).failed
        if failed:
            problems.append(f"rebuild: {failed[0]}")

    def forever(name: str, work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            while not stop.is_set():
                try:
                    work()
                    done[name] += 1
                except Exception as error:  # noqa: BLE001  whatever went wrong in a thread is the finding
                    problems.append(f"{name}: {error!r}")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    threads = [forever("writes", write), forever("searches", read), forever("rebuilds", rebuild)]
    stop.wait(minutes * 60)
    stop.set()
    for thread in threads:
        thread.join()
    index.refresh()
    found = {entry.id: entry.title for entry in index.scan(Query())}
    lost = sum(found.get(id_) != wanted.entry(id_).title for id_ in wanted.rows) + len(
        found.keys() - wanted.rows.keys()
    )
    index.close()
    for problem in problems[:5]:
        print(f"# {problem}")
    note = f"{minutes:g} minutes: {done['writes']} writes, {done['searches']} searches, {done['rebuilds']} rebuilds"
    report.figure(f"{engine}: failed calls under load", len(problems), "==", 0, note=note)
    report.figure(f"{engine}: updates lost under load", lost, "==", 0, note=f"{len(wanted.rows)} documents")


_EXPORT = """
import json, sys
from index import open_index
from index.base import Query
from service.lists import COLUMNS, rows_of, stream

def memory():
    with open("/proc/self/status") as lines:
        return {k: int(v.split()[0]) // 1024 for k, v in (l.split(":", 1) for l in lines) if k in ("VmHWM", "RssAnon")}

index = open_index(sys.argv[1])
most, rows, size = 0, -1, 0
for at, piece in enumerate(stream(sys.argv[2], COLUMNS, rows_of(index.scan(Query())))):
    size += len(piece)
    rows += piece.count(b"\\n")
    most = max(most, memory()["RssAnon"])
print(json.dumps({"rows": rows, "bytes": size, "own": most, "peak": memory()["VmHWM"]}))
"""


def export(report: Report, folder: Path, rows: int) -> None:
    """A list of so many rows as CSV and XLSX, in a process of its own whose memory is looked at."""
    where = folder / "export"
    index = open_index(str(where))
    index.put(documents(rows))
    index.refresh()
    index.close()
    for form in ("csv", "xlsx"):
        said = subprocess.run(
            [sys.executable, "-c", _EXPORT, str(where), form], capture_output=True, text=True, check=True
        ).stdout
        told = json.loads(said)
        note = f"{rows} rows, {told['bytes'] // 1_000_000} MB; with the mapped files of the index {told['peak']} MB"
        if form == "csv":
            report.figure("export: rows of the CSV", told["rows"], "==", rows)
        report.figure(f"export: memory while {form.upper()} streams", told["own"], "<=", 150, unit=" MB", note=note)


def away(report: Report, index: Index, node: Any, folder: Path) -> None:
    """An ingest of files into an archive on Elasticsearch, which stops for a minute in the middle of it."""
    from corpus.archive import Archive

    papers = folder / "papers"
    papers.mkdir()
    for entry in documents(_PAPERS):
        head = f"{(entry.issuer or '').upper()}\nSố: {entry.number}\nHà Nội, ngày 05 tháng 3 năm 2021\n\n"
        text = f"{head}{(entry.type_name or '').upper()}\n{entry.title}\n\n{entry.content}\n"
        (papers / f"{entry.id}.txt").write_text(text, encoding="utf-8")
    index.close()
    servers = node_module()
    problems: list[str] = []
    with Archive.open(
        folder / "archive", index_url=f"{node.url}-away", index_password=node.password, index_ca=str(node.ca)
    ) as archive:

        def bring_in() -> None:
            try:
                archive.ingest([papers], workers=1)
            except IndexUnavailable as error:
                problems.append(str(error))

        thread = threading.Thread(target=bring_in)
        servers.pause(node)
        thread.start()
        time.sleep(_AWAY_S)
        servers.resume(node)
        begun = time.perf_counter()
        thread.join()
        caught_up = time.perf_counter() - begun
        found = archive.search(Query(limit=1)).total
        balanced = bool(archive.status()["balanced"])
    for problem in problems:
        print(f"# {problem}")
    note = f"of {_PAPERS} files, stopped for {_AWAY_S:.0f} s, caught up {caught_up:.0f} s after it was back"
    report.figure("elasticsearch: documents found after it was away", found, "==", _PAPERS, note=note)
    report.fact("elasticsearch: the ingest that it was away in ended well", not problems and balanced)
