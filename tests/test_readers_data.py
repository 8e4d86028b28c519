"""Data of programs, and the list that comes with files, are no papers: they are refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.known import is_list, read_manifest
from extractor.errors import UnsupportedFormat
from extractor.readers import read_bytes
from service.command import main
from tests.corpus_plans import PLAN


@pytest.mark.parametrize(
    "data",
    [
        b'{"schema": 1, "number": "5/KH-UBND"}', b'\xef\xbb\xbf\r\n{ "a" : [1] }', b'[\n  {"id": 5},\n  {"id": 6}]',
        b'{"a": 1}\n{"a": 2}\n', '{"số": "5"}'.encode(), b'{"a": null}', b'{"a":{}}', b'{"a": "' + b"x" * 9000 + b'"}',
    ],
)  # fmt: skip
def test_json_is_no_paper(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match="JSON"):
        read_bytes("kho.json", data)


@pytest.mark.parametrize("data", [b"path,number,date\na.txt,5,\n", b"path;secrecy\r\na.txt;\r\n", b"path,type"])
def test_the_list_that_comes_with_files_is_no_paper(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match="--manifest"):
        read_bytes("so.csv", data)


@pytest.mark.parametrize(
    "text",
    [
        "{Dự thảo} KẾ HOẠCH", '["Bản 2"] KẾ HOẠCH trồng cây', '{"Dự thảo"} KẾ HOẠCH', "path, number and date",
        "path,unknown\nx", '"Kế hoạch": trồng cây', "{\n}", "[1] KẾ HOẠCH",
        '{ "Luật Đò ngang": quy định bến', '{"Bến đò": "một nơi" và', '{"Bến": 5 nơi}',
    ],
)  # fmt: skip
def test_texts_with_brackets_are_read(text: str) -> None:
    assert read_bytes("a.txt", text.encode())[1][0].content == text


def test_thousands_of_open_brackets_are_looked_at_in_a_moment() -> None:
    blanks, names = "[" + " " * 200_000 + "{", "path" + ",number" * 50_000
    for text in ("{" * 200_000, '{"' + "a" * 200_000, "[" * 200_000, blanks, names):
        read_bytes("a.txt", text.encode())


@pytest.mark.parametrize("given", [True, False])
def test_a_list_inside_the_folder_that_it_is_of_is_taken_for_no_paper(
    given: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN.format(number=31, day=3), encoding="utf-8")
    (folder / "so.csv").write_text("Tệp,Ngày ban hành\na.txt,03/4/2031\n", encoding="utf-8")
    (folder / "b.csv").mkdir()
    listed = ["--manifest", str(folder / "so.csv")] if given else []
    words = ["ingest", str(folder), *listed, "--data", str(tmp_path / "kho"), "--workers", "1"]
    assert main(words) == 0
    told = capfd.readouterr().out
    assert "Kho có 1 văn bản" in told and "tổng số tệp  1" in told
    assert "Danh sách kèm theo, không nạp như văn bản (dùng với --manifest)" in told and "so.csv" in told
    assert main([*words, "--json"]) == 0
    assert '"lists": ["' in capfd.readouterr().out


def test_a_table_with_other_columns_is_no_list(tmp_path: Path) -> None:
    others = {
        "a.csv": "Tệp,Màu\n",
        "b.csv": "path\n",
        "c.csv": "number,date\n",
        "d.txt": "path,date",
        "e.csv": "colour,path\n",
        "f.csv": "path,\n",
    }
    for name, content in others.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert not [path for path in tmp_path.iterdir() if is_list(str(path))]
    (tmp_path / "e.CSV").write_text('\ufeff"Đường dẫn";"Số ký hiệu"\r\n', encoding="utf-8")
    assert is_list(str(tmp_path / "e.CSV")) and not is_list(str(tmp_path / "missing.csv"))


@pytest.mark.parametrize(
    "heading", ["path,ghi chú", "Đường dẫn;Ghi chú", "tệp,ghi chú,ngày", "path\tghi chú", "path,number"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_with_a_column_of_its_own_is_no_paper(heading: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text(f"{heading}\na.txt,b\n", encoding=encoding)
    assert is_list(str(tmp_path / "so.csv"))


def test_a_list_that_a_spreadsheet_saved_as_unicode_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text("path\tngày\na.txt\t07/4/2031\n", encoding="utf-16")
    assert read_manifest(tmp_path / "so.csv") == {str(tmp_path / "a.txt"): {"date": "2031-04-07"}}
