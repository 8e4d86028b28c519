"""Scoring: what counts as right, the figures' arithmetic, gains and losses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import Read, evaluate, gains_and_losses, gold_files, load_predictions, predict, slices
from corpus.evaluate.scoring import Tally
from corpus.evaluate.scoring_text import bodies, body, distance, folded, number, symbol, wilson

TEXT = "Thực hiện Quyết định số 12/2020/QĐ-UBND ngày 03/3/2020 của UBND tỉnh Sơn La và Luật Lâm nghiệp năm 2017."


def reference(text: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    base = {
        "text": text, "start": start, "end": start + len(text), "class": "numbered", "type": None, "number": None,
        "year": None, "date": None, "issuer": None, "locality": None, "pinpoint": None, "relation": "mentions",
    }  # fmt: skip
    return base | fields


DECISION = reference(
    "Quyết định số 12/2020/QĐ-UBND ngày 03/3/2020 của UBND tỉnh Sơn La",
    type="QĐ", number="12/2020/QĐ-UBND", year=2020, date="2020-03-03",
    issuer="Ủy ban nhân dân tỉnh Sơn La", locality="Sơn La", relation="implements",
)  # fmt: skip
LAW = reference("Luật Lâm nghiệp năm 2017", type="Luật", number="16/2017/QH14", year=2017, issuer="Quốc hội") | {
    "class": "law"
}
GOLD: dict[str, Any] = {
    "kind": "official", "type": "KH", "number": "07/KH-SNN", "date": "2021-01-05", "place": "Sơn La",
    "issuer": "Sở Nông nghiệp tỉnh Sơn La", "title": "Trồng rừng năm 2021",
    "signers": [{"name": "Lò Thị Ban", "position": "GIÁM ĐỐC", "authority": None}],
    "recipients": ["Như trên", "Lưu: VT"], "units": ["Sở Nội vụ", "các sở, ban, ngành"],
    "deadlines": [{"text": "trước ngày 30/6/2021", "date": "2021-06-30"}],
    "references": [DECISION, LAW],
}  # fmt: skip


def read(**changes: Any) -> Read:
    return Read({**json.loads(json.dumps(GOLD)), "source": {"path": "/x/off-a.txt"}, **changes})


@pytest.fixture
def gold(tmp_path: Path) -> list[Path]:
    (tmp_path / "off-a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "off-a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "off-a.ann.json").write_text("{}", encoding="utf-8")
    return gold_files([tmp_path])


def f1(tally: Tally, name: str) -> tuple[int, ...]:
    return tuple(tally.f1[name])


def test_a_perfect_reading_is_right_in_everything(gold: list[Path]) -> None:
    report = evaluate(gold, {"off-a": read()})
    assert (report.documents, report.missing) == (1, 0)
    assert all(extra == missed == 0 for _, extra, missed in report.tally.f1.values())
    assert all(right == total for right, total in report.tally.shares.values())
    assert not any(report.tally.errors.values())
    assert report.lines()[0] == "documents 1, without a prediction 0"
    assert "reference key                      F1 1.0000  P 1.0000  R 1.0000  gold 2  predicted 2" in report.lines()[3]


def test_folding_forgives_spelling_and_nothing_else(gold: list[Path]) -> None:
    same = read(number="7/kh-snn", issuer="Giám đốc Sở Nông nghiệp tỉnh Sơn La", title="TRỒNG  RỪNG năm 2021.")
    assert evaluate(gold, {"off-a": same}).tally.shares["whole header"] == [1, 1]
    other = read(issuer="Sở Nông nghiệp tỉnh Lạng Sơn")
    tally = evaluate(gold, {"off-a": other}).tally
    assert (tally.shares["whole header"], tally.shares["header issuer"]) == ([0, 1], [0, 1])


def test_wrong_span_keeps_the_key_and_wrong_year_loses_it(gold: list[Path]) -> None:
    shifted = DECISION | {"end": DECISION["end"] - 3}
    tally = evaluate(gold, {"off-a": read(references=[shifted, LAW])}).tally
    assert (f1(tally, "reference span"), f1(tally, "reference key")) == ((1, 1, 1), (2, 0, 0))
    tally = evaluate(gold, {"off-a": read(references=[DECISION | {"year": 2021}, LAW])}).tally
    assert (f1(tally, "reference span"), f1(tally, "reference key")) == ((2, 0, 0), (1, 1, 1))
    assert tally.shares["recall of numbered"] == [0, 1]
    assert tally.shares["recall of law"] == [1, 1]


def test_named_mentions_are_counted_apart(gold: list[Path]) -> None:
    named = LAW | {"class": "named", "start": 0, "end": 4}
    tally = evaluate(gold, {"off-a": read(references=[DECISION, LAW, named])}).tally
    assert tally.named == 1
    assert f1(tally, "reference span") == (2, 0, 0)


def test_open_groups_of_units_are_passed_over(gold: list[Path]) -> None:
    tally = evaluate(gold, {"off-a": read(units=["sở nội vụ", "các đơn vị có liên quan"])}).tally
    assert f1(tally, "units") == (1, 0, 0)


def test_offsets_into_the_stored_file_count_where_they_are_given(gold: list[Path]) -> None:
    moved = [r | {"raw_start": r["start"], "raw_end": r["end"], "start": 0, "end": 1} for r in (DECISION, LAW)]
    assert f1(evaluate(gold, {"off-a": read(references=moved)}).tally, "reference span") == (2, 0, 0)


def test_a_missing_or_failed_reading_is_all_wrong(gold: list[Path]) -> None:
    for found in ({}, {"off-a": Read({"source": {"path": "off-a.txt"}, "error": {"code": "damaged-file"}})}):
        report = evaluate(gold, found)
        assert report.missing == 1
        assert f1(report.tally, "reference key") == (0, 0, 2)
        assert report.tally.shares["whole header"] == [0, 1]


def test_gains_and_losses(gold: list[Path]) -> None:
    before = evaluate(gold, {"off-a": read(date=None)})
    after = evaluate(gold, {"off-a": read(title="khác")})
    gains, losses = gains_and_losses(after, before)
    assert [line.split(":")[0] for line in gains] == ["header date"]
    assert [line.split(":")[0] for line in losses] == ["header title"]


def test_files_are_scored_by_keys_handwriting_and_characters(tmp_path: Path) -> None:
    record = {k: v for k, v in GOLD.items() if k not in ("units", "deadlines")} | {
        "format": "pdf", "handwritten": ["date"], "date_partial": "2021-01", "lines": [{"text": "Trồng rừng năm 2021"}],
        "references": [{k: v for k, v in LAW.items() if k not in ("start", "end")}],
    }  # fmt: skip
    (tmp_path / "scan-b.json").write_text(json.dumps(record), encoding="utf-8")
    gold = gold_files([tmp_path])
    warned = {
        **record, "date": None, "source": {"path": "scan-b.pdf"},
        "warnings": [{"code": "handwritten", "field": "date"}],
    }  # fmt: skip
    tally = evaluate(gold, {"scan-b": Read(warned, "x\nTrồng rùng  năm 2021")}, texts=True).tally
    assert tally.shares["handwritten date: right or null"] == [1, 1]
    assert tally.shares["handwritten field warned of"] == [1, 1]
    assert tally.shares["date as far as typed"] == [1, 1]
    assert (tally.line_edits, tally.line_chars) == (1, 19)
    guessed = {**warned, "date": "2021-01-09", "warnings": []}
    tally = evaluate(gold, {"scan-b": Read(guessed)}).tally
    assert tally.shares["handwritten date: right or null"] == [0, 1]
    assert tally.shares["handwritten field warned of"] == [0, 1]


def test_slices_follow_the_gold_issuer(gold: list[Path]) -> None:
    assert slices(gold) == {"local": ["off-a"]}
    assert evaluate(gold, {}, only=["another"]).documents == 0


def test_reading_anew_and_stored_lines_meet(gold: list[Path], tmp_path: Path) -> None:
    fresh = predict(gold)
    assert fresh["off-a"].text == TEXT
    stored = tmp_path / "old.jsonl"
    stored.write_text(json.dumps(fresh["off-a"].contract) + "\n", encoding="utf-8")
    assert evaluate(gold, load_predictions(stored)).lines() == evaluate(gold, fresh).lines()


def test_comparison_forms() -> None:
    assert folded("Thuỷ  lợi – “Hoà Bình”.") == "thủy lợi-hòa bình"
    assert body("Chủ tịch UBND TP. Huế") == "ủy ban nhân dân thành phố huế"
    assert number("05/2020/QĐ-UBND") == "5|2020|qd|ubnd"
    assert symbol("05/2020/QĐ-UBND") == "qd|ubnd"
    assert bodies(["Các sở, ban, ngành", "UBND huyện Mai Sơn"]) == {"ủy ban nhân dân huyện mai sơn"}
    assert distance("abc", "xxabdcx") == 1
    assert distance("", "abc") == 0
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
