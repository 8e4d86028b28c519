"""The protocol: halves, figures, strictly earlier history, nothing of the answer left in the query."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.bases.check_evaluate import evaluate_check
from corpus.bases.evaluate import (
    Outcome,
    as_recorded,
    figures_of,
    given_half,
    load_records,
    measure,
    read_papers,
    wanted_keys,
    write_predictions,
)
from service.command import main

TEXT = """BỘ NỘI VỤ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}

Hà Nội, ngày {day} tháng {month} năm 2025

THÔNG TƯ
{title}

{block}Theo đề nghị của Cục trưởng Cục Văn thư và Lưu trữ nhà nước;

Điều 1. Phạm vi điều chỉnh
Thông tư này quy định việc bảo quản tài liệu lưu trữ theo Luật Lưu trữ số 33/2024/QH15.
"""
BLOCK = """Căn cứ Luật Lưu trữ số 33/2024/QH15;
Căn cứ Nghị định số {decree}/2025/NĐ-CP ngày 02 tháng 01 năm 2025 của Chính phủ về lưu trữ cơ quan;
"""


def record(folder: Path, id: str, month: int, decree: str) -> dict[str, Any]:
    block = BLOCK.format(decree=decree)
    number, title = f"{month}/2025/TT-BNV", f"Quy định bảo quản tài liệu lưu trữ đợt {month}"
    text = TEXT.format(number=number, day="05", month=f"{month:02d}", title=title, block=block)
    (folder / f"{id}.txt").write_text(text, encoding="utf-8")
    start = text.index("Căn cứ")
    bases = [
        {"raw": "Luật Lưu trữ", "kind": "law", "key": "33/2024/QH15"},
        {"raw": "Nghị định", "kind": "decree", "key": f"{decree}/2025/NĐ-CP"},
        {"raw": "Tờ trình", "kind": "proposal", "key": "1/TTR-BNV 2025"},
    ]
    return {
        "id": id, "key": f"0{number}", "number": number, "type": "TT", "issuer": "Bộ Nội vụ", "level": "central",
        "date": f"2025-{month:02d}-05", "title": title, "block": [start, start + len(block)], "bases": bases,
    }  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> list[dict[str, Any]]:
    made = [
        record(tmp_path, f"d{month}", month, decree) for month, decree in ((2, "11"), (3, "11"), (4, "12"), (5, "11"))
    ]
    (tmp_path / "history.jsonl").write_text("\n".join(json.dumps(r) for r in made[:3]), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text("\n".join(json.dumps(r) for r in made[1:]), encoding="utf-8")
    return made


def test_figures_of_a_ranking() -> None:
    assert figures_of(["a", "b"], ["a", "x", "b"]) == pytest.approx((5 / 6, 1.0, 1.0, 1.0, 1.0))
    assert figures_of(["a", "b"], ["x"] * 10) == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert figures_of(["a"], [str(n) for n in range(7)] + ["a"]) == pytest.approx((1 / 8, 1 / 8, 0.0, 1.0, 1.0))


def test_the_given_half_is_stable_and_the_smaller_one() -> None:
    keys = ["a", "b", "c", "d", "e"]
    assert len(given_half("id", keys)) == 2 and given_half("id", keys) == given_half("id", keys[::-1])


def test_only_earlier_records_count_and_the_answer_is_cut(records: list[dict[str, Any]], tmp_path: Path) -> None:
    papers = read_papers(records, [tmp_path])
    assert wanted_keys(records[0]) == ["33/2024/QH15", "11/2025/NĐ-CP"]
    for paper in papers.values():
        assert "33/2024/QH15" not in paper.body and "NĐ-CP" not in paper.body and "bảo quản" in paper.body
    outcome = measure([papers[r["id"]] for r in records[:3]], records[1:], papers)
    first = {row["id"]: row["suggested"] for row in outcome.predictions if row["mode"] == "cold"}
    assert "11/2025/NĐ-CP" in first["d3"] and "12/2025/NĐ-CP" not in first["d3"]
    assert "12/2025/NĐ-CP" not in first["d4"], "its own basis is no history"
    assert set(first["d5"][:3]) >= {"33/2024/QH15", "11/2025/NĐ-CP"}
    assert [outcome.audit[name] for name in outcome.audit if name not in ("queries", "suggestions")] == [0] * 5
    assert outcome.mean("cold", "MAP") > 0.5
    # the basis that nobody cited before is out of reach, the other two papers' bases are all within it
    shares = [share for _, share in outcome.reach["cold"]]
    assert shares == [1.0, 0.5, 1.0]
    assert outcome.mean_reach("cold", records[1]["level"]) == pytest.approx(2.5 / 3)
    assert outcome.mean_reach("cold", "party") == 0.0


def test_the_gap_of_two_levels_has_an_interval() -> None:
    outcome = Outcome()
    for level, precision in (("province", 0.2), ("province", 0.3), ("central", 0.8), ("central", 0.9)):
        outcome.rows.setdefault("cold", []).append((level, (precision, 0.0, 0.0, 0.0, 0.0)))
    low, high = outcome.gap("cold", "province", "central")
    assert -0.7 - 1e-9 <= low < -0.6 < high <= -0.5 + 1e-9
    assert outcome.gap("cold", "central", "province")[0] > 0


def test_our_reading_of_the_bases_is_that_of_the_records(records: list[dict[str, Any]], tmp_path: Path) -> None:
    papers = read_papers(records, [tmp_path])
    recorded = as_recorded(papers, records)
    assert len(recorded) == len(records) and any(one.lines for one in recorded)
    for one in recorded:
        assert set(one.lines) == set(papers[one.id].lines)


def test_a_missing_text_is_named(records: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "d2.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"d2\.txt"):
        read_papers(records, [tmp_path])


def test_command_writes_predictions_and_tables(
    records: list[dict[str, Any]], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "out.jsonl"
    arguments = ["evaluate", "--bases", "--history", str(tmp_path / "history.jsonl"), "--queries"]
    arguments += [
        str(tmp_path / "queries.jsonl"),
        "--texts",
        str(tmp_path),
        "--predictions",
        str(out),
        "--workers",
        "1",
    ]
    assert main(arguments) == 0
    rows = load_records(out)
    assert {(row["id"], row["mode"]) for row in rows} == {(f"d{n}", m) for n in (3, 4, 5) for m in ("cold", "half")}
    printed = capfdbinary.readouterr().out.decode("utf-8")
    assert "own reading | cold | all | n=3" in printed and "records | half | all | n=3" in printed


def test_predictions_are_one_line_each(tmp_path: Path) -> None:
    outcome = measure([], [], {})
    outcome.predictions.append({"id": "x", "mode": "cold", "suggested": ["HIẾN PHÁP 2013"]})
    write_predictions(outcome, tmp_path / "p.jsonl")
    assert (tmp_path / "p.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_checker_on_mutated_lines(records: list[dict[str, Any]], tmp_path: Path) -> None:
    outcome = evaluate_check(tmp_path)
    assert outcome.made["number"] >= 3 and outcome.found["number"] == outcome.made["number"]
    assert outcome.rate("type") == 1.0 and not outcome.alarms
    assert any(line.startswith("untouched") for line in outcome.lines())
    with pytest.raises(FileNotFoundError):
        evaluate_check(tmp_path / "empty")
