"""`vanban draft`, `vanban lint`, `vanban compare`, and what `vanban check` says of a draft against itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from service.command import main

ORDER = [
    "draft", "--type", "KH", "--issuer", "Sở Nội vụ tỉnh Lào Cai", "--title", "Số hóa kho lưu trữ",
    "--basis", "33/2024/QH15", "--basis", "Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
    "--signer", "Hoàng Minh Thu", "--authority", "KT", "--date", "2026-11-20", "--number", "7",
]  # fmt: skip
Capture = pytest.CaptureFixture[bytes]


def printed(capture: Capture) -> str:
    return capture.readouterr().out.decode("utf-8")


def answer(capture: Capture) -> Any:
    return json.loads(printed(capture))


def test_a_plan_is_written_as_text(capfdbinary: Capture) -> None:
    assert main(ORDER) == 0
    text = printed(capfdbinary)
    assert "Số: 07/KH-SNV" in text and "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nHoàng Minh Thu" in text
    assert text.index("Căn cứ Luật Tổ chức") < text.index("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024.")


def test_a_plan_is_written_as_a_word_file_in_good_form(tmp_path: Path, capfdbinary: Capture) -> None:
    file = tmp_path / "ke-hoach.docx"
    assert main([*ORDER, "--output", str(file), "--json"]) == 0
    assert answer(capfdbinary)["file"] == str(file)
    assert docx.Document(str(file)).tables[0].cell(1, 0).text == "Số: 07/KH-SNV"
    assert main(["lint", str(file), "--json"]) == 0
    assert answer(capfdbinary) == {"system": "Nghị định số 30/2020/NĐ-CP", "notes": [], "findings": []}
    assert main([*ORDER, "--output", str(tmp_path / "ke-hoach.pdf")]) == 2


def test_an_order_that_cannot_be_written_is_explained(capfdbinary: Capture) -> None:
    assert main(["draft", "--type", "Thơ", "--issuer", "Sở Nội vụ tỉnh Lào Cai"]) == 2
    assert "bad-draft" in capfdbinary.readouterr().err.decode("utf-8")


def test_lint_and_compare_name_what_changed(tmp_path: Path, capfdbinary: Capture) -> None:
    assert main(ORDER) == 0
    good = printed(capfdbinary)
    one, other = tmp_path / "mot.txt", tmp_path / "hai.txt"
    one.write_text(good, encoding="utf-8")
    other.write_text(good.replace("năm 2024.", "năm 2024").replace("Số: 07", "Số: 8"), encoding="utf-8")
    assert main(["lint", str(other)]) == 1
    said = printed(capfdbinary)
    assert "[number-zero]" in said and "[basis-end]" in said and "Phụ lục I, Mục II.3" in said
    assert main(["compare", str(one), str(other), "--json"]) == 0
    assert answer(capfdbinary)["fields"] == [{"field": "number", "one": "07/KH-SNV", "other": "8/KH-SNV"}]
    assert main(["compare", str(one), str(other)]) == 0
    assert "Số, ký hiệu: 07/KH-SNV -> 8/KH-SNV" in printed(capfdbinary)
    assert main(["compare", str(one), str(tmp_path / "khong-co.txt")]) == 1


def test_check_says_what_a_draft_says_against_itself(tmp_path: Path, capfdbinary: Capture) -> None:
    assert main(ORDER) == 0
    file = tmp_path / "du-thao.txt"
    file.write_text(printed(capfdbinary).replace("KH-SNV", "QĐ-SNV"), encoding="utf-8")
    assert main(["check", str(file), "--json", "--data", str(tmp_path)]) == 1
    assert [one["code"] for one in answer(capfdbinary)["paper"]] == ["number-against-type"]
    assert main(["check", str(file), "--data", str(tmp_path)]) == 1
    assert "number-against-type" in printed(capfdbinary)
