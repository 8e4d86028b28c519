"""What the command says of wrong arguments: in Vietnamese, with what to do, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.archive import Archive
from service.command import main
from service.verbs.options import build_parser
from tests.corpus_plans import PLAN


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PLAN.format(number=31, day=3), encoding="utf-8")
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest([tmp_path / "a.txt"], workers=0)
    return tmp_path / "kho"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["serch", "x"], "không có LỆNH “serch”. Có phải là search?"),
        (["search", "--limit", "x", "a"], "--limit: “x” không phải số nguyên."),
        (["search", "--limit", "0", "a"], "--limit: phải là số nguyên từ 1 trở lên."),
        (["search", "--sort", "new", "a"], "Chọn một trong: relevance, date, -date."),
        (["account", "add", "a", "--clearance", "TUYỆT_MẬT"], "Có phải là TUYỆT MẬT? Chọn một trong: MẬT, TỐI MẬT,"),
        (["search", "--limit"], "--limit: cần một giá trị."),
        (["search", "a", "--khong"], "không có tham số --khong."),
        (["path", "a"], "còn thiếu SỐ-HOẶC-ID."),
        (["serve", "--port", "99999"], "--port: phải là số nguyên từ 0 đến 65535."),
        (["correct", "x", "--field", "a", "--undo", "1"], "--undo không dùng cùng --field."),
    ],
)
def test_wrong_arguments_are_told_in_vietnamese(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(asked)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in told
    assert "--help" in told
    assert not re.search(r"usage|error|argument|required", told)


def test_help_speaks_vietnamese_and_lists_each_option_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["ingest", "--help"])
    told = capsys.readouterr().out
    assert told.startswith("cách dùng: vanban ingest")
    assert told.count("tùy chọn:") == told.count("\n  --data") == 1
    assert "usage" not in told and "show this help" not in told


@pytest.mark.parametrize(
    ("name", "value"), [("VANBAN_CATALOGUE", "mysql://a:secret@b/c"), ("VANBAN_INDEX", "elasticsearch")]
)
def test_an_address_that_cannot_be_is_a_setting_to_mend(
    name: str, value: str, data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["status", "--data", str(data)]) == 2
    told = capfd.readouterr().err
    assert name in told and "bad-setting" in told and "secret" not in told


@pytest.mark.parametrize("verb", [["ingest", __file__], ["serve", "--port", "0"]])
def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    verb: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    assert main([*verb, "--data", str(tmp_path / "tep")]) == 2
    told = capfd.readouterr().err
    assert "Không tạo được thư mục kho" in told and "Traceback" not in told


def test_a_list_of_questions_that_cannot_be_read_is_told(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (data / "la.csv").write_bytes(b"\xff\xfe\xff")
    for name in ("khong-co.csv", "la.csv"):
        assert main(["search", "--batch", str(data / name), "--data", str(data)]) == 2
        assert "--batch: không đọc được" in capfd.readouterr().err


def test_days_of_the_log_are_checked(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["audit", "--from", "hôm qua", "--data", str(data)])
    assert "2014-04-07" in capfd.readouterr().err


def test_a_backup_does_not_lie_in_the_archive_itself(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(data / "sao-luu"), "--data", str(data)]) == 2
    assert "mất kho là mất cả bản sao lưu" in capfd.readouterr().err
    assert not (data / "sao-luu").exists()


def test_an_empty_index_is_told_and_not_taken_for_an_empty_archive(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_INDEX", str(tmp_path / "chi-muc-moi"))
    assert main(["search", "kế hoạch", "--data", str(data)]) == 1
    assert "vanban reindex" in capfd.readouterr().err
    assert main(["reindex", "--data", str(data)]) == 0
    assert main(["search", "khong-co-chu-nay", "--data", str(data)]) == 0
    assert main(["search", "kế hoạch", "--data", str(data)]) == 0
    assert "31/KH-UBND" in capfd.readouterr().out
