"""The log of accesses: what was written cannot be changed, dropped or put in between without being found."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

from service.audit import LOG, AuditLog


def filled(folder: Path) -> AuditLog:
    log = AuditLog(folder)
    for number in range(5):
        log.record({"person": "lan", "address": f"/documents/van-ban-{number}", "query": "q=\ud800 cây"})
    return log


def test_each_line_is_bound_to_the_one_before(tmp_path: Path) -> None:
    found = filled(tmp_path).verify()
    assert (found.lines, found.redacted, found.broken) == (5, 0, None)
    assert json.loads((tmp_path / LOG).read_text(encoding="utf-8").splitlines()[-1])["chain"] == found.last


def test_what_was_tampered_with_is_found(tmp_path: Path) -> None:
    lines = {}
    log = filled(tmp_path)
    whole = (tmp_path / LOG).read_bytes().splitlines(keepends=True)
    lines["changed"] = [*whole[:2], whole[2].replace(b"lan", b"minh"), *whole[3:]], 3
    lines["dropped"] = [*whole[:2], *whole[3:]], 3
    lines["first dropped"] = whole[1:], 1
    lines["put in"] = [*whole[:2], whole[1], *whole[2:]], 3
    lines["out of order"] = [whole[0], whole[2], whole[1], *whole[3:]], 2
    lines["cut"] = [*whole[:4], whole[4][:40]], 5
    for what, (changed, at) in lines.items():
        (tmp_path / LOG).write_bytes(b"".join(changed))
        assert log.verify().broken == at, what


def test_a_purged_name_is_counted_and_breaks_nothing(tmp_path: Path) -> None:
    log = filled(tmp_path)
    assert log.forget(["van-ban-2"]) == 1
    assert (log.verify().redacted, log.verify().broken) == (1, None)
    log.record({"person": "minh"})
    assert log.verify().broken is None


def test_a_name_inside_a_longer_one_is_another(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    for address in ("/documents/77/KH-UBND", "/documents/177/KH-UBND", "/documents/77/KH-UBNDX"):
        log.record({"address": address, "query": "q=k%E1%BA%BF+ho%E1%BA%A1ch%2077%2FKH-UBND"})
    assert log.forget(["77/KH-UBND"]) == 1
    assert log.forget(["77%2FKH-UBND"]) == 3
    text = (tmp_path / LOG).read_text(encoding="utf-8")
    assert "/177/KH-UBND" in text and "77/KH-UBNDX" in text and "%2077" not in text
    assert (log.verify().redacted, log.verify().broken) == (3, None)


def test_a_line_longer_than_what_is_read_first_binds_the_next(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    for length in (10, 5_000, 70_000, 3):
        log.record({"query": "q" * length})
    assert (log.verify().lines, log.verify().broken) == (4, None)


def test_the_lines_of_some_days(tmp_path: Path) -> None:
    log = filled(tmp_path)
    day = json.loads(next(log.lines()))["time"][:10]
    assert len(list(log.lines(day, day))) == 5
    assert not list(log.lines("2000-01-01", "2000-01-02"))
    assert not list(AuditLog(tmp_path / "none").lines())


def _write(folder: str) -> None:
    log = AuditLog(Path(folder))
    for _ in range(50):
        log.record({"person": "x"})


def test_processes_that_write_at_once_keep_the_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(str(tmp_path),)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (AuditLog(tmp_path).verify().lines, AuditLog(tmp_path).verify().broken) == (100, None)
