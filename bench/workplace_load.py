"""Fifty people at work at once: searches, documents, chains and lists over an archive of 20,000 papers.

`BENCH_MINUTES` sets how long it is measured after a minute of warming, `BENCH_DOCUMENTS` how many papers there are.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from bench import collisions
from bench.browsing import serving, take_in
from bench.documents import TOPICS, documents
from bench.figures import Report

CLIENTS = 50
PAUSE_S = (2.0, 4.0)
WARMING_S = 60.0
PATIENCE_S = 60.0
_WATCH_S = 2.0
_MOST_INGEST_S = 3600.0
_KNOWN = 100  # documents that are opened

Ask = tuple[str, str, str, bytes | None]  # what for, method, address, body


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """Errors, times of searches and of all else, memory and processor time of the service."""
    papers, minutes = int(os.environ.get("BENCH_DOCUMENTS", "20000")), float(os.environ.get("BENCH_MINUTES", "10"))
    write(scratch / "papers", papers)
    take_in(scratch / "data", [scratch / "papers"], most_s=_MOST_INGEST_S)
    with serving(scratch / "data") as (address, pid):
        load = Load(address)
        watched = load.run(minutes * 60, pid)
    for problem, count in load.problems.most_common(5):
        print(f"# {problem}: {count} times")
    note = f"{CLIENTS} clients, {minutes:g} minutes, {papers} documents, {load.asked} requests"
    report.figure("load: errors", load.problems.total(), "==", 0, note=note)
    searches = load.times("search")
    report.figure("load: searches, 95th percentile", searches[len(searches) * 95 // 100], "<=", 150, unit=" ms",
                  note=f"n {len(searches)}, median {searches[len(searches) // 2]:.0f}")  # fmt: skip
    for kind in sorted(load.taken.keys() - {"search"}):
        told = load.times(kind)
        shown = f"{told[len(told) * 95 // 100]:.0f} ms (n {len(told)}, median {told[len(told) // 2]:.0f})"
        report.told(f"load: {kind}, 95th percentile", shown)
    part = max(1, len(watched.memory_mb) // 5)
    begun, ended = (sum(some) / len(some) for some in (watched.memory_mb[:part], watched.memory_mb[-part:]))
    note = f"{begun:.0f} MB in the first fifth of the time, {ended:.0f} in the last"
    report.figure("load: memory of the service, grown by the factor", ended / begun, "<=", 1.1, note=note)
    busy = 1000 * watched.processor_s / load.asked
    report.told("load: processor time of the service", f"{busy:.1f} ms a request")


def write(folder: Path, count: int) -> None:
    """So many papers in true form as text files: half of them cite papers that share their numbers, half are plans with
    tasks and deadlines."""
    half = count // 2
    corpus = collisions.build(papers=half)
    texts = [collisions.document_text(target) for target in corpus.targets if target.held]
    texts += [paper.text for paper in corpus.papers[: max(half - len(texts), 0)]]
    texts = texts[:half]
    megabytes = 1.0
    plans: list[str] = []
    while len(plans) < count - half:
        plans, megabytes = documents(megabytes)[0], megabytes * 2
    for at, text in enumerate((*texts, *plans[: count - half])):
        into = folder / f"{at // 1000:03}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{at:06}.txt").write_text(text, encoding="utf-8")


class Watched:
    """What the service used while it was measured."""

    def __init__(self, pid: int) -> None:
        self._proc = Path(f"/proc/{pid}")
        self._begun = self._ticks()
        self.memory_mb: list[float] = []
        self.processor_s = 0.0

    def look(self) -> None:
        lines = dict(line.split(":", 1) for line in (self._proc / "status").read_text().splitlines())
        self.memory_mb.append(int(lines["RssAnon"].split()[0]) / 1024)

    def close(self) -> None:
        self.processor_s = (self._ticks() - self._begun) / os.sysconf("SC_CLK_TCK")

    def _ticks(self) -> int:
        fields = (self._proc / "stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


class Load:
    """Clients that ask, wait and ask again."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._counting = False
        self.taken: dict[str, list[float]] = {}
        self.problems: Counter[str] = Counter()
        self.ids = self._some_ids()

    @property
    def asked(self) -> int:
        return sum(map(len, self.taken.values())) + self.problems.total()

    def times(self, kind: str) -> list[float]:
        """Milliseconds, sorted."""
        return sorted(self.taken.get(kind, [])) or [float("inf")]

    def run(self, seconds: float, pid: int) -> Watched:
        """Warms, then counts for so long."""
        threads = [threading.Thread(target=self._client, args=(seed,), daemon=True) for seed in range(CLIENTS)]
        for thread in threads:
            thread.start()
        time.sleep(WARMING_S)
        watched = Watched(pid)
        self._counting = True
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            watched.look()
            time.sleep(_WATCH_S)
        self._counting = False
        watched.close()
        self._stop.set()
        for thread in threads:
            thread.join(PATIENCE_S)
        return watched

    def _some_ids(self) -> list[str]:
        connection = HTTPConnection(self._host, timeout=PATIENCE_S)
        connection.request("GET", f"/api/v1/search?limit={_KNOWN}&q={quote('kế hoạch')}")
        hits = json.loads(connection.getresponse().read())["hits"]
        connection.close()
        return [hit["id"] for hit in hits]

    def _client(self, seed: int) -> None:
        chance = random.Random(seed)
        connection = HTTPConnection(self._host, timeout=PATIENCE_S)
        self._stop.wait(chance.uniform(0, PAUSE_S[1]))
        for kind, method, address, body in asks(chance, self.ids):
            if self._stop.is_set():
                break
            begun = time.perf_counter()
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            try:
                connection.request(method, address, body, headers)
                answer = connection.getresponse()
                answer.read()
                fault = f"{answer.status} {address}" if answer.status >= 400 else ""
            except (OSError, HTTPException) as error:
                fault = f"{type(error).__name__} {address}"
                connection.close()
            if self._counting:
                with self._lock:
                    if fault:
                        self.problems[fault] += 1
                    else:
                        self.taken.setdefault(kind, []).append((time.perf_counter() - begun) * 1000)
            self._stop.wait(chance.uniform(*PAUSE_S))
        connection.close()


def asks(chance: random.Random, ids: list[str]) -> Iterator[Ask]:
    """What one person asks for, without end: half of it searches."""
    words = [*TOPICS, *collisions.SUBJECTS]

    def some_words() -> str:
        said = chance.choice(words).replace(",", "").split()
        at = chance.randrange(max(1, len(said) - 2))
        return " ".join(said[at : at + chance.randint(2, 4)])

    def number() -> str:
        return chance.choice((f"{chance.randint(1000, 9000)}/KH-UBND", f"{chance.randint(20, 31)}-CT/TW"))

    def page(address: str, **query: str) -> tuple[str, str, None]:
        return "GET", address + (f"?{urlencode(query)}" if query else ""), None

    def cited() -> tuple[str, str, bytes]:
        text = f"Căn cứ Kế hoạch số {number()}; thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị."
        return "POST", "/verify", urlencode({"text": text}).encode()

    kinds: tuple[tuple[int, str, Callable[[], tuple[str, str, bytes | None]]], ...] = (
        (22, "search", lambda: page("/", q=some_words())),
        (8, "search", lambda: page("/", q=f'"{some_words()}"')),
        (8, "search", lambda: page("/", q=number())),
        (6, "search", lambda: page("/", q=some_words(), type="KH", sort="date")),
        (8, "search", lambda: page("/api/v1/search", q=some_words())),
        (18, "document", lambda: page(f"/documents/{chance.choice(ids)}")),
        (8, "chain", lambda: page(f"/documents/{chance.choice(ids)}/chain")),
        (5, "verify", cited),
        (5, "tasks", lambda: page("/tasks")),
        (4, "wanted", lambda: page("/wanted")),
        (4, "review", lambda: page("/review")),
        (2, "outdated", lambda: page("/outdated")),
        (2, "status", lambda: page("/status")),
    )
    weights = [weight for weight, _, _ in kinds]
    while True:
        _, kind, ask = chance.choices(kinds, weights)[0]
        yield kind, *ask()
