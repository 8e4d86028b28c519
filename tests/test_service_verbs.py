"""The verbs that read the archive: contract objects with --json, readable lines without, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from index.base import Query, Results
from service.command import main
from tests.service_archive import FakeArchive


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path))


Captured = pytest.CaptureFixture[bytes]


def output(capture: Captured) -> str:
    return capture.readouterr().out.decode("utf-8")


def answer(capture: Captured) -> Any:
    lines = output(capture).splitlines()
    assert len(lines) == 1, "one JSON value on one line"
    return json.loads(lines[0])


def test_search_json_is_the_contract_object(capfdbinary: Captured) -> None:
    assert main(["search", "cây", "--json"]) == 0
    found = answer(capfdbinary)
    assert found["total"] == 1
    assert found["hits"][0]["number"] == "15/KH-UBND"
    assert isinstance(found["facets"], dict)


def test_search_words_need_no_quotes_and_filters_reach_the_engine(
    capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Query] = []
    real = FakeArchive.search

    def listening(self: FakeArchive, query: Query) -> Results:
        asked.append(query)
        return real(self, query)

    monkeypatch.setattr(FakeArchive, "search", listening)
    arguments = ["--type", "KH", "--type", "QĐ", "--issuer", "Bộ Y tế", "--from", "2020-01-01", "--to", "2020-12-31"]
    assert main(["search", "trồng", "cây", *arguments, "--limit", "7", "--json"]) == 0
    query = asked[-1]
    assert (query.text, query.types, query.issuers) == ("trồng cây", ("KH", "QĐ"), ("Bộ Y tế",))
    assert (query.date_from, query.date_to, query.limit) == ("2020-01-01", "2020-12-31", 7)


def test_search_for_people(capfdbinary: Captured) -> None:
    assert main(["search", "cây"]) == 0
    text = output(capfdbinary)
    assert "1 văn bản" in text and "15/KH-UBND · 02/3/2024" in text and "id: d1" in text


@pytest.mark.parametrize("arguments", ["search cây --from mai", "chain d1 --date 31/4/2014", "standing d1 --at mai"])
def test_a_date_that_is_none_is_wrong_usage(arguments: str, capfdbinary: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    assert output(capfdbinary) == ""


def test_show_by_id_and_by_number(capfdbinary: Captured) -> None:
    for name in ("d1", "15/KH-UBND"):
        assert main(["show", name, "--json"]) == 0
        assert answer(capfdbinary)["id"] == "d1"
    assert main(["show", "d1"]) == 0
    text = output(capfdbinary)
    assert "Cơ quan ban hành: Ủy ban nhân dân tỉnh Hòa An" in text
    assert "[kho chưa có]" in text and "[2 khả năng]" in text and "[chưa rõ]" in text


@pytest.mark.parametrize("name", ["khong-co", "s1"])
def test_show_of_what_is_not_held_exits_with_1(name: str, capfdbinary: Captured) -> None:
    assert main(["show", name]) == 1
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert "not-found" in captured.err.decode("utf-8")


def test_show_names_what_else_the_number_can_mean(capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    held = FakeArchive().node("d1")
    cited = {**held, "id": "ke-hoach~15~so-y-te~2020", "held": False, "issuer": "Sở Y tế", "date": "2020-05-01",
             "evidence": "chưa có trong kho, biết qua trích dẫn; 3 văn bản trong kho dẫn"}  # fmt: skip
    real = FakeArchive.find
    both = [{**held, "evidence": "có trong kho"}, cited]
    monkeypatch.setattr(FakeArchive, "find", lambda self, n, **k: both if n == "15/KH-UBND" else real(self, n, **k))
    assert main(["show", "15/KH-UBND", "--json"]) == 0
    found = answer(capfdbinary)
    assert found["id"] == "d1" and [one["id"] for one in found["others"]] == [cited["id"]]
    assert main(["show", "15/KH-UBND"]) == 0
    printed = capfdbinary.readouterr()
    said = printed.err.decode()
    assert "chỉ biết qua viện dẫn" in said and "Sở Y tế" in said and "3 văn bản trong kho dẫn" in said
    assert "Sở Y tế" not in printed.out.decode()
    assert main(["show", "d1"]) == 0
    assert not capfdbinary.readouterr().err


@pytest.mark.parametrize("verb", ["show", "chain"])
def test_an_ambiguous_number_prints_the_candidates_and_exits_with_3(verb: str, capfdbinary: Captured) -> None:
    assert main([verb, "7/NQ-HĐND", "--json"]) == 3
    found = answer(capfdbinary)
    assert [one["id"] for one in found["ambiguous"]] == ["d3", "d4"]
    assert found["ambiguous"][0].keys() >= {"id", "key", "number", "issuer", "date", "title", "evidence"}


def test_a_date_chooses_among_them(capfdbinary: Captured) -> None:
    assert main(["chain", "7/NQ-HĐND", "--date", "2022-12-08", "--json"]) == 0
    assert answer(capfdbinary)["root"] == "d4"


def test_chain_directions(capfdbinary: Captured) -> None:
    for flags, ids in (([], {"s1", "d1", "d2"}), (["--down"], {"d1", "d2"}), (["--up"], {"s1", "d1"})):
        assert main(["chain", "d1", *flags, "--json"]) == 0
        assert {node["id"] for node in answer(capfdbinary)["nodes"]} == ids


def test_chain_for_people_shows_the_sentence_behind_each_link(capfdbinary: Captured) -> None:
    assert main(["chain", "d1"]) == 0
    text = output(capfdbinary)
    assert "Dựa trên:" in text and "Theo sau:" in text
    assert "[thực hiện] thực hiện Kế hoạch số 15/KH-UBND" in text
    assert "kho chưa có" in text


def test_status_wanted_review(capfdbinary: Captured) -> None:
    assert main(["status", "--json"]) == 0
    sheet = answer(capfdbinary)
    assert sheet["files"]["total"] == 6 and sheet["balanced"]
    assert main(["status"]) == 0
    assert "kho/hỏng.pdf: Tệp bị hỏng [damaged-file]" in output(capfdbinary)
    assert main(["wanted", "--json"]) == 0
    assert answer(capfdbinary)[0]["number"] == "34-CT/TW"
    assert main(["wanted"]) == 0
    assert "34-CT/TW" in output(capfdbinary)
    assert main(["review", "--json"]) == 0
    assert {one["code"] for one in answer(capfdbinary)} == {"ambiguous", "handwritten"}
    assert main(["review"]) == 0
    assert "Số viết tay" in output(capfdbinary)


def test_status_that_does_not_balance_exits_with_1(capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = {**FakeArchive().status(), "balanced": False}
    monkeypatch.setattr(FakeArchive, "status", lambda self: sheet)
    assert main(["status"]) == 1
    assert main(["status", "--json"]) == 1
    assert "KHÔNG khớp" in output(capfdbinary)


def test_export_to_stdout_and_to_a_file(capfdbinary: Captured, tmp_path: Path) -> None:
    assert main(["export"]) == 0
    lines = output(capfdbinary)
    assert [json.loads(line)["id"] for line in lines.splitlines()] == ["d1", "d2", "d3", "d4"]
    target = tmp_path / "kho.jsonl"
    assert main(["export", "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == lines
    assert [path.name for path in tmp_path.iterdir()] == ["kho.jsonl"]


def test_an_export_that_breaks_off_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "kho.jsonl"
    target.write_text("cũ", encoding="utf-8")

    def broken(self: FakeArchive, id: str) -> None:
        raise RuntimeError("đứt")

    monkeypatch.setattr(FakeArchive, "show", broken)
    with pytest.raises(RuntimeError):
        main(["export", "--output", str(target)])
    assert target.read_text(encoding="utf-8") == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["kho.jsonl"]


def test_reading_makes_no_archive(tmp_path: Path, capfdbinary: Captured) -> None:
    missing = tmp_path / "chưa-có"
    assert main(["status", "--data", str(missing)]) == 1
    assert "no-archive" in capfdbinary.readouterr().err.decode("utf-8")
    assert not missing.exists()


def test_an_unknown_setting_is_refused(monkeypatch: pytest.MonkeyPatch, capfdbinary: Captured) -> None:
    monkeypatch.setenv("VANBAN_DTA", "x")
    assert main(["status"]) == 2
    assert "VANBAN_DATA" in capfdbinary.readouterr().err.decode("utf-8")


def test_ingest_of_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, capfdbinary: Captured) -> None:
    assert main(["ingest", str(tmp_path / "không-có")]) == 2
    assert "không-có" in capfdbinary.readouterr().err.decode("utf-8")


def test_a_tree_for_people_names_who_was_told_and_has_not(capfdbinary: Captured) -> None:
    assert main(["tree", "d1", "--at", "2026-01-02"]) == 0
    text = output(capfdbinary)
    assert "Thực hiện, bậc 1:" in text and "40/BC-SXD" in text
    assert "Sở Nội vụ <b> · kho chưa có, đã quá hạn 30/6/2024" in text
    assert main(["tree", "7/NQ-HĐND", "--json"]) == 3
    assert len(answer(capfdbinary)["ambiguous"]) == 2


def test_who_was_told_and_what_became_of_a_paper(capfdbinary: Captured) -> None:
    assert main(["follow-up", "d1", "--json"]) == 0
    assert [row["state"] for row in answer(capfdbinary)] == ["issued", "not-held"]
    assert main(["standing", "d1", "--at", "2026-01-02"]) == 0
    assert "Vào ngày 02/01/2026: chưa rõ còn hiệu lực" in output(capfdbinary)
    assert main(["outdated"]) == 0
    text = output(capfdbinary)
    assert "15/KH-UBND 02/3/2024" in text and "7/NQ-HĐND 08/12/2023" in text


def test_the_way_between_two_papers_and_bodies_before_and_after(capfdbinary: Captured) -> None:
    assert main(["path", "d2", "s1"]) == 0
    assert "[thực hiện]" in output(capfdbinary)
    assert main(["path", "d1", "d3"]) == 0
    assert "Không có đường nối" in output(capfdbinary)
    assert main(["issuer", "Bộ", "Tài", "chính", "--json"]) == 0
    assert {"name": "Bộ Kế hoạch và Đầu tư", "side": "before", "since": "1995", "until": "2025-02-28"} in answer(
        capfdbinary
    )


def test_a_chain_in_the_forms_of_other_programs(capfdbinary: Captured) -> None:
    for form, begin in (("mermaid", "flowchart LR"), ("graphml", "<?xml"), ("akn", "<?xml"), ("csv", "\ufefffrom")):
        assert main(["chain", "d1", "--format", form]) == 0
        assert output(capfdbinary).startswith(begin)
