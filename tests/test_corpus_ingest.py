"""Ingest: every file in one state, a second run does nothing, one bad file stops nothing, a crash loses nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import CatalogueUnavailable, WorkersUnfit
from corpus.ledger import Finding
from corpus.pool import Crew, run
from corpus.walking import look, walk
from corpus.worker import PAGE_SECONDS, Job, process
from extractor.errors import UnreadableFile
from tests.corpus_plans import PLAN, write_oddly_named
from tests.reader_files import pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five good files, among them two of equal content, and four bad ones."""
    into = tmp_path / "in"
    (into / "hộp 1").mkdir(parents=True)
    for n in range(1, 5):
        (into / "hộp 1" / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    (into / "bản sao.txt").write_text(PLAN.format(number=1, day=1), encoding="utf-8")
    (into / "rỗng.txt").write_bytes(b"")
    (into / "hỏng.docx").write_bytes(b"PK\x03\x04 not a real package")
    (into / "lạ.bin").write_bytes(bytes(range(256)) * 4)
    (into / "hỏng.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    return into


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as opened:
        yield opened


def test_every_file_ends_in_one_state_with_its_reason(archive: Archive, folder: Path) -> None:
    sheet = archive.ingest([folder], workers=0)
    assert sheet.balanced
    assert (sheet.files, sheet.indexed, sheet.duplicate) == (9, 4, 1)
    assert sheet.refused + sheet.failed == 4
    told = {Path(p.path).name: (p.code, bool(p.message)) for p in sheet.problems}
    assert told["rỗng.txt"] == ("empty-file", True)
    assert told["lạ.bin"] == ("unsupported-format", True)
    assert told["hỏng.docx"] == ("damaged-file", True)
    assert set(told) == {"rỗng.txt", "lạ.bin", "hỏng.docx", "hỏng.pdf"}
    status = archive.status()
    assert status["balanced"]
    assert status["files"]["total"] == 9
    assert {p["path"] for p in status["problems"]} == {p.path for p in sheet.problems}
    assert sum(f["total"] for f in status["folders"]) == 9


def test_a_second_run_does_nothing_and_says_so(archive: Archive, folder: Path) -> None:
    archive.ingest([folder], workers=0)
    before = archive.status()
    seen: list[str] = []
    again = archive.ingest([folder], workers=0, progress=lambda done, total, path: seen.append(path))
    assert again.nothing_new
    assert again.balanced
    assert len(seen) == 9
    assert archive.status() == before


def test_worker_processes_give_the_same_as_one(folder: Path, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "two") as two:
        first, second = one.ingest([folder], workers=0), two.ingest([folder], workers=2)
        assert (first.indexed, first.documents) == (second.indexed, second.documents)
        assert one.digest() == two.digest()
        one.reindex()
        assert one.digest() == two.digest()


def test_a_changed_file_is_a_new_version_and_the_old_one_leaves_search_and_graph(
    archive: Archive, folder: Path
) -> None:
    archive.ingest([folder / "hộp 1"], workers=0)
    (old,) = archive.find("2/KH-UBND")
    target = folder / "hộp 1" / "kh-2.txt"
    target.write_text(PLAN.format(number=22, day=2), encoding="utf-8")
    sheet = archive.ingest([folder / "hộp 1"], workers=0)
    assert (sheet.indexed, sheet.unchanged) == (4, 3)
    assert archive.find("2/KH-UBND") == []
    (new,) = archive.find("22/KH-UBND")
    assert new["id"] != old["id"]
    assert archive.status()["index"]["documents"] == 4
    target.write_text(PLAN.format(number=2, day=2), encoding="utf-8")
    archive.ingest([folder / "hộp 1"], workers=0)
    assert [n["id"] for n in archive.find("2/KH-UBND")] == [old["id"]]


def test_touching_a_file_is_no_change(archive: Archive, folder: Path) -> None:
    archive.ingest([folder], workers=0)
    os.utime(folder / "hộp 1" / "kh-1.txt", (1, 1))
    before = archive.status()
    assert archive.ingest([folder], workers=0).indexed == 4
    assert archive.status()["documents"] == before["documents"]


def test_what_does_not_exist_is_said_before_anything_is_done(archive: Archive, folder: Path) -> None:
    with pytest.raises(UnreadableFile, match="không có"):
        archive.ingest([folder, folder / "không có"], workers=0)
    assert archive.status()["files"]["total"] == 0


def test_an_unreadable_file_is_one_line_and_heals(archive: Archive, folder: Path) -> None:
    broken = folder / "mất.txt"
    broken.symlink_to(folder / "nơi khác.txt")
    sheet = archive.ingest([folder], workers=0)
    assert {p.code for p in sheet.problems if p.path == str(broken)} == {"unreadable-file"}
    (folder / "nơi khác.txt").write_text(PLAN.format(number=9, day=9), encoding="utf-8")
    healed = archive.ingest([folder], workers=0)
    assert healed.balanced
    assert str(broken) not in {p.path for p in healed.problems}


def test_the_archive_does_not_take_itself_in(tmp_path: Path, folder: Path) -> None:
    own = folder / "kho"
    with Archive.open(own) as archive:
        first = archive.ingest([folder], workers=0)
        assert archive.ingest([folder], workers=0).files == first.files
    assert not any(str(own) in path for path in walk([folder], own))


def test_a_second_writer_is_kept_out(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.ingest._PATIENCE_S", 0.3)
    with Archive.open(tmp_path / "data") as one, Archive.open(tmp_path / "data") as two:
        with one._parts.catalogue.one_writer(), pytest.raises(CatalogueUnavailable, match="tiến trình khác"):
            two.ingest([folder], workers=0)


def test_an_ingest_waits_for_who_corrects_at_this_moment(tmp_path: Path, folder: Path) -> None:
    with Archive.open(tmp_path / "data") as one, Archive.open(tmp_path / "data") as two:
        held, let_go = threading.Event(), threading.Event()

        def correct() -> None:
            with one._parts.catalogue.one_writer():
                held.set()
                let_go.wait(2.0)  # longer than the second that others wait

        person = threading.Thread(target=correct)
        person.start()
        held.wait()
        assert two.ingest([folder], workers=0).balanced
        person.join()


def test_original_and_text_come_back(archive: Archive, folder: Path) -> None:
    archive.ingest([folder], workers=0)
    (found,) = archive.find("3/KH-UBND")
    original = archive.original(found["id"])
    assert original.path.read_bytes() == (folder / "hộp 1" / "kh-3.txt").read_bytes()
    assert (original.name, original.media_type) == ("kh-3.txt", "text/plain")
    assert archive.text(found["id"]) == PLAN.format(number=3, day=3)


def test_a_dying_worker_costs_one_file(tmp_path: Path, folder: Path) -> None:
    files = sorted((folder / "hộp 1").glob("*.txt"))
    jobs = []
    for n, path in enumerate(files):
        data = path.read_bytes()
        # The second one may take no time at all: its watchdog ends the process under it.
        seconds = 1e-9 if n == 1 else 60.0
        jobs.append(Job(str(path), hashlib.sha256(data).hexdigest(), str(tmp_path / "store"), seconds))
    with Crew(2) as crew:
        outcomes = {job.path: outcome for job, outcome in run(jobs, crew)}
    assert len(outcomes) == 4
    codes = [getattr(outcomes[str(path)], "code", None) for path in files]
    assert codes == [None, "worker-died", None, None]


def test_workers_have_the_environment_of_their_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("một", "hai"):
        monkeypatch.setenv("STORE_SECRET_OF_THE_TEST", value)
        with Crew(1) as crew:
            assert crew.submit(os.getenv, "STORE_SECRET_OF_THE_TEST").result() == value


def test_workers_that_do_not_start_are_no_fault_of_the_files(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.pool.prepare", os._exit)
    path = next((folder / "hộp 1").glob("*.txt"))
    job = Job(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), str(tmp_path / "store"), 60.0)
    with Crew(1, memory_bytes=1) as crew, pytest.raises(WorkersUnfit):
        list(run([job], crew))


def test_what_workers_are_forked_from_has_one_thread_and_no_file_open() -> None:
    probe = (
        "import corpus.warm, os\n"
        "opened = [os.path.realpath(f'/proc/self/fd/{number}') for number in os.listdir('/proc/self/fd')]\n"
        "print(len(os.listdir('/proc/self/task')), [path for path in opened if os.path.isfile(path)])"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True)
    assert ran.stdout == "1 []\n"


def test_a_start_that_fails_blames_no_file(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next((folder / "hộp 1").glob("*.txt"))
    job = Job(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), str(tmp_path / "store"), 60.0)
    real = ProcessPoolExecutor.submit
    failed: list[tuple[Any, ...]] = []

    def submit(pool: ProcessPoolExecutor, *arguments: Any) -> Any:
        if len(failed) < 3:  # the server goes down: the pool, the process of its own, that one's successor
            failed.append(arguments)
            raise EOFError("unexpected EOF")
        return real(pool, *arguments)

    monkeypatch.setattr("corpus.pool.ProcessPoolExecutor.submit", submit)
    monkeypatch.setattr("corpus.pool._GOING_DOWN_S", 0.0)
    with Crew(1) as crew:
        ((done, outcome),) = run([job], crew)
    assert (done, getattr(outcome, "code", None), len(failed)) == (job, None, 3)


def test_every_page_adds_to_the_time_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "quet.pdf"
    path.write_bytes(pdf(pages=3))
    clocks: list[float] = []
    monkeypatch.setattr("signal.setitimer", lambda which, seconds: clocks.append(seconds))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert getattr(process(Job(str(path), digest, str(tmp_path / "store"), 600)), "code", None) is None
    assert clocks == [600, pytest.approx(600 + 2 * PAGE_SECONDS, abs=60), 0]


def test_a_file_that_changes_under_the_reader_is_not_taken(tmp_path: Path, folder: Path) -> None:
    outcome = process(Job(str(folder / "hộp 1" / "kh-1.txt"), "0" * 64, str(tmp_path), 0))
    assert getattr(outcome, "code", None) == "file-changed"


KILLED = """
import sys
from pathlib import Path
from typing import Any
from corpus.archive import Archive
if __name__ == "__main__":
    with Archive.open(Path(sys.argv[1])) as archive:
        archive.ingest([Path(sys.argv[2])], workers=1, progress=lambda *_: print("step", flush=True))
"""


@pytest.mark.parametrize("after", [0.0, 0.6, 1.2])
def test_killed_anywhere_the_rerun_gives_what_one_clean_run_gives(tmp_path: Path, folder: Path, after: float) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    child = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "killed"), str(folder)],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    with Archive.open(tmp_path / "killed") as again, Archive.open(tmp_path / "clean") as clean:
        one, other = again.ingest([folder], workers=0), clean.ingest([folder], workers=0)
        assert one.balanced
        assert (one.indexed, one.duplicate, one.refused, one.failed) == (
            other.indexed,
            other.duplicate,
            other.refused,
            other.failed,
        )
        assert again.digest() == clean.digest()


def test_retry_takes_up_what_may_have_passed_and_nothing_else(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import corpus.worker
    from corpus.records import Failed

    real = corpus.worker._process
    bad = folder / "hộp 1" / "kh-2.txt"

    def failing(job: Job, started: float) -> object:
        if job.path == str(bad):
            return Failed(job.sha256, "tool-missing", "thiếu chương trình", 0.0)
        return real(job, started)

    monkeypatch.setattr("corpus.worker._process", failing)
    first = archive.ingest([folder], workers=0)
    assert ("tool-missing" in {p.code for p in first.problems}, first.indexed) == (True, 3)
    monkeypatch.undo()
    assert archive.ingest([folder], workers=0).nothing_new
    again = archive.retry(workers=0)
    assert (again.files, again.indexed, again.failed) == (1, 1, 0)
    assert archive.status()["files"]["indexed"] == 4
    assert archive.retry(workers=0).files == 0
    assert archive.retry("empty-file", workers=0).refused == 1


def test_a_name_that_is_no_text_is_a_name_all_the_same(archive: Archive, folder: Path) -> None:
    write_oddly_named(folder, b"\xff\xfe.txt", PLAN.format(number=77, day=7))
    with open(os.fsencode(folder) + b"/\xfd.bin", "wb") as stream:
        stream.write(bytes(range(256)))
    (folder / r"\xff\xfe.txt").write_text(PLAN.format(number=78, day=8), encoding="utf-8")  # reads like those bytes
    sheet = archive.ingest([folder], workers=0)
    assert sheet.balanced
    assert sheet.files == 12
    assert archive.status()["files"]["indexed"] == 6
    (found,) = archive.find("77/KH-UBND")
    assert archive.show(found["id"])["files"][0].endswith("\\xff\\xfe.txt")
    assert archive.original(found["id"]).path.exists()
    assert archive.ingest([folder], workers=2).nothing_new
    (refused,) = [each for each in sheet.problems if each.path.endswith("\\xfd.bin")]
    again = archive.retry(refused.code, workers=0)
    assert [each.path for each in again.problems if "không còn tệp" in (each.message or "")] == []


def test_a_file_that_cannot_be_read_for_a_day_takes_no_paper_out(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "hộp 1" / "kh-2.txt"
    archive.ingest([folder], workers=0)
    os.utime(path, ns=(0, 0))  # it is looked at again
    unread = Finding(str(path), None, None, None, "unreadable-file", "ổ đĩa lỗi")
    with monkeypatch.context() as failing:
        failing.setattr("corpus.ingest.look", lambda each: unread if each == str(path) else look(each))
        sheet = archive.ingest([folder], workers=0)
        assert archive.ingest([folder], workers=0).nothing_new, "the same failure again is no news"
    assert (sheet.balanced, sheet.indexed, [p.code for p in sheet.problems if p.path == str(path)]) == (
        True, 3, ["unreadable-file"],
    )  # fmt: skip
    assert next(row["sha256"] for row in archive.every_file() if row["path"] == str(path))
    assert archive.reindex().stored == 4 and archive.find("2/KH-UBND")[0]["held"]
    path.write_text(PLAN.format(number=92, day=2), encoding="utf-8")
    assert archive.ingest([folder], workers=0).indexed == 4
    assert archive.find("2/KH-UBND") == [] and archive.find("92/KH-UBND")[0]["held"]


def test_half_a_character_fails_its_own_file_only(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor import readers
    from extractor.document import Text

    real = readers.read_bytes

    def broken(name: str, data: bytes) -> object:
        source, texts = real(name, data)
        return (source, (Text("nửa ký tự \ud83d"),)) if name.endswith("kh-3.txt") else (source, texts)

    monkeypatch.setattr("extractor.readers.read_bytes", broken)
    sheet = archive.ingest([folder / "hộp 1"], workers=0)
    assert (sheet.indexed, sheet.failed) == (3, 1)
    assert sheet.problems[0].code == "internal-error"


def test_any_kind_of_directory_entry_is_one_line(archive: Archive, folder: Path) -> None:
    os.mkfifo(folder / "ống")
    (folder / "vòng").symlink_to(folder)
    sheet = archive.ingest([folder], workers=0)
    assert sheet.balanced
    assert {Path(p.path).name: p.code for p in sheet.problems}["ống"] == "unreadable-file"


def test_what_another_version_read_is_read_anew_when_asked(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.ingest([folder], workers=0)
    digest = archive.digest()
    assert archive.retry("stale", workers=0).files == 0
    monkeypatch.setattr("corpus.ledger.versions", lambda: ("9.9", "other"))
    assert archive.ingest([folder], workers=0).nothing_new
    again = archive.retry("stale", workers=0)
    assert (again.files, again.unchanged, again.indexed) == (9, 0, 4)
    assert archive.digest() == digest
    assert archive.retry("stale", workers=0).files == 0
