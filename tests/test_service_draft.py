"""`vanban check` and `vanban bases` on a draft: what no longer stands is named, what is cited is not offered again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.command import main

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"
DRAFT = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
Số:    /QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Lào Cai, ngày 10 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Quy chế xét tặng danh hiệu thi đua, khen thưởng

ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Căn cứ {law};
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế thi đua, khen thưởng.
"""


def draft(folder: Path, law: str) -> str:
    path = folder / "du-thao.txt"
    path.write_text(DRAFT.format(law=law), encoding="utf-8")
    return str(path)


def answer(capture: pytest.CaptureFixture[bytes]) -> Any:
    return json.loads(capture.readouterr().out)


def test_a_law_that_was_replaced_is_found(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Luật 65/2025/QH15 replaced 77/2015/QH13 from 01/3/2025."""
    path = draft(tmp_path, "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015")
    nowhere = ["--data", str(tmp_path)]
    assert main(["check", path, "--json", *nowhere]) == 1
    found = answer(capfdbinary)
    assert [(one["code"], one["fault"], one["expected"]) for one in found["findings"]] == [
        ("replaced", True, "65/2025/QH15")
    ]
    assert main(["check", path, *nowhere]) == 1
    assert "65/2025/QH15" in capfdbinary.readouterr().out.decode("utf-8")


def test_a_law_in_force_gives_no_finding(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = draft(tmp_path, "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
    assert main(["check", path, "--json", "--data", str(tmp_path)]) == 0
    assert not any(one["fault"] for one in answer(capfdbinary)["findings"])


def test_what_cannot_be_checked_stands_together_behind_the_faults(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    unknown = "Nghị định số {}/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ"
    law = f"{unknown.format(916)};\nCăn cứ {unknown.format(917)};\nCăn cứ Luật Đất đai số 45/2013/QH13"
    assert main(["check", draft(tmp_path, law), "--data", str(tmp_path)]) == 1
    lines = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    heads = [line for line in lines if line.startswith("[")]
    assert heads[0].startswith("[replaced]") and [line.startswith("[not-held]") for line in heads].count(True) == 1
    told = lines[lines.index(next(line for line in lines if line.startswith("[not-held]"))) + 1]
    assert "916/2025/NĐ-CP" in told and "917/2025/NĐ-CP" in told


def test_suggestions_come_with_reasons_and_leave_out_what_is_cited(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = ["--data", str(tmp_path / "kho")]
    files = [str(path) for path in sorted(SAMPLES.glob("*.txt"))]
    assert main(["ingest", *data, "--workers", "1", *files]) == 0
    path = draft(tmp_path, "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
    capfdbinary.readouterr()
    assert main(["bases", path, "--limit", "5", "--json", *data]) == 0
    found = answer(capfdbinary)
    assert 0 < len(found["suggestions"]) <= 5
    for one in found["suggestions"]:
        assert one["reasons"] and one["key"] not in found["given"]
        assert one["validity"]["state"] in ("in_force", "unknown")


def test_evaluating_suggestions_needs_its_files(tmp_path: Path) -> None:
    assert main(["evaluate", "--bases"]) == 2
    missing = str(tmp_path / "khong-co.jsonl")
    arguments = ["--history", missing, "--queries", missing, "--texts", str(tmp_path)]
    assert main(["evaluate", "--bases", *arguments]) == 2


def test_evaluating_the_check_needs_texts(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["evaluate", "--check", str(tmp_path)]) == 2
    draft(tmp_path, "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
    capfdbinary.readouterr()
    assert main(["evaluate", "--check", str(tmp_path), "--workers", "1", "--json"]) == 0
    assert answer(capfdbinary)["alarms"] == 0
