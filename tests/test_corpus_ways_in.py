"""Ways in: watched folders, lists that come with the files; and several files of one paper."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from corpus.archive import Archive
from corpus.balance import BalanceSheet
from corpus.errors import CatalogueUnavailable
from corpus.watch import settled_changes, watch
from tests.corpus_plans import PLAN, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", range(1, 7))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as opened:
        yield opened


# -- watching a folder


def test_a_file_is_taken_when_it_has_come_to_rest() -> None:
    assert settled_changes({}, {"a": "1"}, {}) == []
    assert settled_changes({"a": "1"}, {"a": "1", "b": "1"}, {}) == ["a"]
    assert settled_changes({"a": "1"}, {"a": "2"}, {}) == []
    assert settled_changes({"a": "2"}, {"a": "2"}, {"a": "1"}) == ["a"]
    assert settled_changes({"a": "2"}, {"a": "2"}, {"a": "2"}) == []
    assert settled_changes({}, {"a": None}, {}) == []
    assert settled_changes({"a": None}, {"a": None}, {}) == ["a"], "a broken link is told too"
    assert settled_changes({"a": None}, {"a": None}, {"a": None}) == []


def test_a_watched_folder_is_taken_in_as_it_fills(archive: Archive, folder: Path, tmp_path: Path) -> None:
    waits: list[int] = []

    def wait() -> bool:
        waits.append(1)
        if len(waits) == 4:
            fill(folder, range(7, 9))
        if len(waits) == 7:
            shutil.rmtree(folder)  # a share that is not there for a while
        return len(waits) < 9

    trouble: list[Exception] = [CatalogueUnavailable("bận")]
    heard: list[Exception] = []

    def take(found: list[Path]) -> BalanceSheet:
        if trouble:
            raise trouble.pop()
        return archive.ingest(found, workers=0)

    sheets = list(watch([folder], tmp_path / "data", take, wait, heard.append))
    assert [sheet.indexed for sheet in sheets] == [6, 2]
    assert len(heard) == 1
    assert archive.status()["files"]["indexed"] == 8


# -- lists that come with the files


LIST = "tệp;Số, ký hiệu;ngày ban hành;loại văn bản;cơ quan ban hành\n"


def test_a_list_fills_what_was_not_read_and_checks_what_was(archive: Archive, tmp_path: Path) -> None:
    from corpus.known import read_manifest

    folder = fill(tmp_path / "in", range(1, 3))
    (folder / "trơn.txt").write_text("Kính gửi các đơn vị.\nĐề nghị báo cáo trước thứ Sáu.\n", encoding="utf-8")
    (folder / "danh sách.csv").write_text(
        LIST + "trơn.txt;45/CV-VP;05/02/2021;Công văn;Văn phòng Ủy ban nhân dân tỉnh Sơn La\n"
        "kh-1.txt;11/KH-UBND;01/03/2021;KH;\n",
        encoding="utf-8",
    )
    files = sorted(folder.glob("*.txt"))
    archive.ingest(files, workers=0)
    assert archive.find("45/CV-VP") == []
    listed = read_manifest(folder / "danh sách.csv")
    sheet = archive.ingest(files, workers=0, listed=listed)
    assert sheet.unchanged == 1
    (found,) = archive.find("45/CV-VP")
    assert (found["date"], found["held"]) == ("2021-02-05", True)
    shown = archive.show(archive.find("1/KH-UBND")[0]["id"])
    assert shown["number"] == "1/KH-UBND"
    assert ("manifest-differs", "number") in {(w["code"], w["field"]) for w in shown["warnings"]}
    assert archive.ingest(files, workers=0, listed=listed).nothing_new
    assert not archive.status()["pending"]
    assert archive.show(found["id"])["evidence"]["number"]["rule"] == "manifest"


def test_lines_of_a_list_without_a_file_are_named_and_nothing_waits_for_them(archive: Archive, tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", range(1, 2))
    late = folder / "kh-9.txt"
    listed = {str(folder / "kh-1.txt"): {"secrecy": "mat"}, str(late): {"type": "KH"}}
    assert archive.ingest([folder], workers=0, listed=listed).without_file == (str(late),)
    assert not archive.status()["pending"]
    (check,) = [check for check in archive.examine() if check.name == "list"]
    assert check.verdict == "warn" and str(late) in check.message
    fill(folder, range(9, 10))
    assert archive.ingest([folder], workers=0, listed=listed).without_file == ()
    (check,) = [check for check in archive.examine() if check.name == "list"]
    assert check.verdict == "ok"


def test_a_wish_that_comes_when_all_is_done_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    from corpus import projection, runs

    folder = fill(tmp_path / "in", range(1, 3))
    update = projection.update

    def late(*given: Any, **more: Any) -> object:
        found = update(*given, **more)
        assert runs.ask(archive._parts.catalogue, "stop") == 1
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(projection, "update", late)
        assert archive.ingest([folder], workers=0).indexed == 2
    (last, *_) = archive.runs()
    assert (last["state"], last["stage"]) == ("finished", "done")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("số;ngày\n", "cột không hiểu"),
        ("path,number,number\n", "mỗi cột một lần"),
        ("path,date\na.txt,31/02/2021\n", "dòng 2"),
        ("path,type\na.txt,Thư tình\n", "loại văn bản"),
        ("path,number\na.txt,1/QĐ\na.txt,2/QĐ\n", "dòng 3"),
        ("path,number\n,1/QĐ\n", "thiếu đường dẫn"),
        ("path,number\na.txt\n", "có 1 ô"),
        ("path,secrecy\na.txt,bí mật\n", "độ mật"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    from corpus.errors import BadManifest
    from corpus.known import read_manifest

    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadManifest, match=told):
        read_manifest(path)


# -- files of one paper


BODY = "\n".join(f"Điều {n}. Đơn vị thứ {n} chịu trách nhiệm chăm sóc rừng ở bản số {n}, xã {n}." for n in range(1, 30))


def test_files_of_one_paper_are_one_record_with_their_differences(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    whole = PLAN.format(number=5, day=5).replace("CHỦ TỊCH\n", BODY + "\n\nCHỦ TỊCH\n")
    (folder / "a.txt").write_text(whole, encoding="utf-8")
    (folder / "b.txt").write_text(whole.replace("bản số 7,", "bản số 8,"), encoding="utf-8")
    draft = whole.replace("Số: 5/KH-UBND", "Số:      /KH-UBND").replace("ngày 05 tháng 3", "ngày    tháng   ")
    (folder / "dự thảo.txt").write_text(draft, encoding="utf-8")
    (folder / "khác.txt").write_text(PLAN.format(number=9, day=9), encoding="utf-8")
    archive.ingest([folder], workers=0)
    found = archive.versions("5/KH-UBND")
    assert len(found["files"]) == 2
    assert [one["shown"] for one in found["files"]].count(True) == 1
    (difference,) = found["differences"]
    assert difference["fields"] == {}
    assert {tuple(p.values()) for p in difference["passages"]} <= {("7,", "8,"), ("8,", "7,")}
    (near,) = found["near"]
    assert near["relation"] == "draft"
    assert near["likeness"] > 0.8


def test_texts_of_other_words_are_not_near(archive: Archive, folder: Path) -> None:
    archive.ingest([folder], workers=0)
    (folder / "lạ.txt").write_text("Số: 70/KH-UBND\nNgày 01 tháng 4 năm 2022\n" + BODY, encoding="utf-8")
    archive.ingest([folder], workers=0)
    (odd,) = [i for p, i in archive.files().items() if p.endswith("lạ.txt")]
    assert archive.versions(odd)["near"] == []


def test_a_list_counts_for_every_file_of_a_content(archive: Archive, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("Không có đầu đề.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Không có đầu đề.\n", encoding="utf-8")
    listed = {str(folder / "b.txt"): {"issuer": "Sở Nội vụ"}}
    archive.ingest([folder], workers=0, listed=listed)
    held = archive.files()[str(folder / "b.txt")]
    assert archive.show(held)["issuer"] == "Sở Nội vụ"
    assert not archive.status()["pending"]
    archive.ingest([folder / "a.txt"], workers=0, listed={str(folder / "a.txt"): {"issuer": "Sở Y tế", "place": "Huế"}})
    shown = archive.show(held)
    assert (shown["issuer"], shown["place"]) == ("Sở Y tế", "Huế")
    assert [w["message"] for w in shown["warnings"] if w["code"] == "manifest-differs"] == [
        "Danh sách kèm theo ghi “Sở Nội vụ”."
    ]


# -- folders that cannot be walked


def test_a_package_with_a_member_that_cannot_be_read_is_told_on_the_balance_sheet(
    archive: Archive, tmp_path: Path
) -> None:
    place = tmp_path / "uploads" / ("a" * 32) / "file"
    place.mkdir(parents=True)
    with ZipFile(place / "hồ sơ.zip", "w") as package:
        package.writestr("kh.txt", PLAN.format(number=41, day=3))
        package.writestr("hong.docx", b"PK\x03\x04 cut off")
    for _ in range(2):  # told again when nothing is new
        sheet = archive.ingest([tmp_path / "uploads"], workers=0)
        assert (sheet.indexed, sheet.failed, sheet.balanced) == (1, 0, True)
        (problem,) = sheet.problems
        assert (problem.state, problem.code) == ("indexed", "members-unread")
        assert "hong.docx" in (problem.message or "")
    told = archive.status()
    assert [one["code"] for one in told["problems"]] == ["members-unread"]
    assert told["folders"][0]["folder"] == str(tmp_path / "uploads"), "uploads lie in folders of their own"
    assert archive.retry(workers=0).files == 0, "it does not pass by itself"


def test_several_files_of_one_paper_count_once(archive: Archive, tmp_path: Path) -> None:
    for name, end in (("a.txt", ""), ("b.txt", "\n")):
        (tmp_path / name).write_text(PLAN.format(number=42, day=4) + end)
    archive.ingest([tmp_path / "a.txt", tmp_path / "b.txt"], workers=0)
    told = archive.status()
    assert told["files"]["indexed"] == 2
    assert told["documents"] == archive.covers()[0] == 1


def test_a_folder_that_cannot_be_listed_stands_in_the_balance_until_it_can(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "kín"
    fill(closed, range(20, 22))
    real, listing = os.scandir, os.listdir

    def refused(given: Any, look: Callable[[Any], Any]) -> Any:
        if os.fspath(given) == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(closed))
        return look(given)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", lambda given: refused(given, real))
        patched.setattr(os, "listdir", lambda given: refused(given, listing))
        sheet = archive.ingest([folder], workers=0)
        assert sheet.balanced
        assert [(p.path, p.code) for p in sheet.problems] == [(str(closed), "unreadable-folder")]
        assert archive.ingest([folder / "kh-1.txt"], workers=0).balanced
        assert [p["code"] for p in archive.status()["problems"]] == ["unreadable-folder"]
    after = archive.ingest([folder], workers=0)
    assert (after.indexed, after.problems) == (8, ())
    assert archive.status()["problems"] == []


def test_a_link_to_a_folder_is_refused_and_not_followed(archive: Archive, folder: Path, tmp_path: Path) -> None:
    fill(tmp_path / "elsewhere", range(20, 22))
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    sheet = archive.ingest([folder], workers=0)
    assert (sheet.indexed, sheet.refused) == (6, 1)
    assert sheet.problems[0].code == "linked-folder"
