"""Corrections in the catalogue: everything that hangs on a value follows, and nothing that comes later undoes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from corpus import ledger
from corpus.archive import Archive
from corpus.errors import BadCorrection, NotFound
from corpus.schema import documents
from index.base import Query

HEAD = """{issuer}
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day} tháng {month} năm 2023

{kind}
{title}

{text}

CHỦ TỊCH
Trần Văn Bình
"""


def paper(number: str, kind: str, title: str, text: str, day: str = "03", province: str = "Yên Bái") -> str:
    return HEAD.format(
        issuer=f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}", number=number, place=province, day=day, month="02",
        kind=kind, title=title, text=text,
    )  # fmt: skip


FILES = {
    "goc.txt": paper("7/QĐ-UBND", "QUYẾT ĐỊNH", "Về bến đò ngang", "Căn cứ tình hình bến đò;"),
    "kh.txt": paper(
        "12/KH-UBND", "KẾ HOẠCH", "Sửa bến đò ngang",
        "Thực hiện Quyết định số 7/QĐ-UBND ngày 03/02/2023 của UBND tỉnh;\nSở Giao thông vận tải chủ trì.", "10",
    ),
    "la.txt": paper("7/QĐ-UBND", "QUYẾT ĐỊNH", "Về chợ nổi", "Căn cứ tình hình chợ;", "05", "Hậu Giang"),
}  # fmt: skip
BASE = "Quyết định số 7/QĐ-UBND ngày 03/02/2023 của UBND tỉnh"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path) as opened:
        yield opened


def filled(folder: Path, data: str = "data") -> Archive:
    files = folder / "giay"
    files.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (files / name).write_text(text, encoding="utf-8")
    archive = Archive.open(folder / data)
    archive.ingest([files], workers=0)
    return archive


def id_of(archive: Archive, name: str) -> str:
    return next(node for path, node in archive.files().items() if path.endswith(f"/{name}"))


def reprocess(archive: Archive, folder: Path) -> None:
    """Reads everything again, as after a new version of the program."""
    files = folder / "giay"
    archive.ingest([files], workers=0, retry=frozenset({"stale"}))


def test_edges_search_and_counts_follow_a_corrected_field(archive: Archive) -> None:
    base, plan = id_of(archive, "goc.txt"), id_of(archive, "kh.txt")
    assert archive.show(base)["cited_by"] == 1
    told = archive.correct_field(base, "number", "17/QĐ-UBND", person="lan")
    assert (told["from"], told["to"], told["who"], told["settled"]) == ("7/QĐ-UBND", "17/QĐ-UBND", "lan", True)
    assert archive.show(base)["cited_by"] == 0
    assert archive.show(plan)["references"][0]["resolution"]["state"] == "stub"
    assert [one["number"] for one in archive.wanted()] == ["7/QĐ-UBND"]
    assert [hit.id for hit in archive.search(Query("17/QĐ-UBND")).hits] == [base]
    archive.undo(told["id"], person="lan")
    assert archive.show(base)["cited_by"] == 1
    assert archive.wanted() == []


def test_a_reference_leads_to_what_a_person_says_and_follows_it(archive: Archive) -> None:
    plan, other = id_of(archive, "kh.txt"), id_of(archive, "la.txt")
    start = archive.text(plan).index(BASE)
    archive.correct_reference(plan, start, start + 8, other, person="lan")
    shown = archive.show(plan)["references"][0]
    assert (shown["resolution"]["target"], shown["rule"]) == (other, "correction")
    assert [edge["from"] for edge in archive.cited_by(other)] == [plan]
    archive.correct_field(other, "number", "8/QĐ-UBND", person="minh")
    shown = archive.show(plan)["references"][0]
    assert (shown["number"], shown["resolution"]["target"]) == ("8/QĐ-UBND", other)
    told = archive.correct_reference(plan, start, start + 8, None, person="lan")
    assert archive.show(plan)["references"] == []
    assert archive.cited_by(other) == []
    archive.undo(told["id"], person="lan")
    assert archive.show(plan)["references"][0]["resolution"]["target"] == other, "what held before holds again"


def test_a_name_is_put_right_on_every_paper_that_prints_it_also_on_later_ones(archive: Archive, tmp_path: Path) -> None:
    told = archive.correct_issuer("Ủy ban nhân dân tỉnh Hậu Giang", "UBND tỉnh Kiên Giang", person="lan")
    assert told["papers"] == [id_of(archive, "la.txt")]
    late = tmp_path / "giay" / "muon.txt"
    late.write_text(paper("9/KH-UBND", "KẾ HOẠCH", "Về chợ nổi", "Sửa chợ.", "20", "Hậu Giang"), encoding="utf-8")
    archive.ingest([late], workers=0)
    for name in ("la.txt", "muon.txt"):
        assert archive.show(id_of(archive, name))["issuer"] == "Ủy ban nhân dân tỉnh Kiên Giang"
    back = archive.undo(told["id"], person="lan")
    assert back["papers"] == sorted(id_of(archive, name) for name in ("la.txt", "muon.txt"))
    assert archive.show(id_of(archive, "muon.txt"))["issuer"] == "Ủy ban nhân dân tỉnh Hậu Giang"


def test_history_tells_who_when_from_what_to_what_and_saying_it_twice_is_once(archive: Archive) -> None:
    plan = id_of(archive, "kh.txt")
    first = archive.correct_field(plan, "title", "Sửa bến đò dọc", person="lan")
    again = archive.correct_field(plan, "title", "Sửa bến đò  dọc", person="minh")
    assert (first["new"], again["new"], again["id"]) == (True, False, first["id"])
    second = archive.correct_field(plan, "title", "Sửa cầu", person="minh")
    archive.undo(second["id"], person="hoa")
    assert not archive.undo(second["id"], person="lan")["new"]
    assert archive.show(plan)["title"] == "Sửa bến đò dọc"
    told = [(c["from"], c["to"], c["who"], c["undone_by"]) for c in archive.corrections(plan)]
    assert told == [("Sửa bến đò dọc", "Sửa cầu", "minh", "hoa"), ("Sửa bến đò ngang", "Sửa bến đò dọc", "lan", None)]
    assert [c["id"] for c in archive.show(plan)["corrections"]] == [first["id"]]


@pytest.mark.parametrize(
    ("at", "text"), [(0, "hai\ndòng"), (0, "hai\r\ndòng"), (0, "hai\rdòng"), (-1, "x"), (9999, "x")]
)
def test_a_line_of_a_scan_stays_one_line_of_it(archive: Archive, at: int, text: str) -> None:
    plan = id_of(archive, "kh.txt")
    with archive._catalogue.write() as connection:
        connection.execute(update(documents).values(text_source="ocr"))
    with pytest.raises(BadCorrection, match="một dòng"):
        archive.correct_line(plan, at, text, person="lan")
    assert archive.corrections() == []


def test_what_cannot_be_is_refused(archive: Archive) -> None:
    plan = id_of(archive, "kh.txt")
    with pytest.raises(BadCorrection, match="31/2"):
        archive.correct_field(plan, "date", "31/2/2023", person="lan")
    with pytest.raises(BadCorrection, match="màu"):
        archive.correct_field(plan, "màu", "đỏ", person="lan")
    with pytest.raises(BadCorrection, match="nhận dạng"):
        archive.correct_line(plan, 0, "x", person="lan")
    with pytest.raises(BadCorrection, match="vị trí"):
        archive.correct_reference(plan, 5, 999_999, None, person="lan")
    with pytest.raises(NotFound):
        archive.correct_reference(plan, 0, 5, "77/QĐ-KHÔNG", person="lan")
    with pytest.raises(NotFound):
        archive.undo(99, person="lan")
    assert archive.corrections() == []


def test_a_running_ingest_is_not_disturbed_and_does_what_follows(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.putting_right._PATIENCE_SECONDS", 0.1)
    plan = id_of(archive, "kh.txt")
    with archive._catalogue.one_writer():
        told = archive.correct_field(plan, "title", "Sửa cầu", person="lan")
    assert not told["settled"]
    reprocess(archive, tmp_path)
    assert archive.show(plan)["title"] == "Sửa cầu"
    assert archive.search(Query("sửa cầu")).total == 1


def test_a_purge_forgets_what_was_put_right(archive: Archive) -> None:
    plan = id_of(archive, "kh.txt")
    archive.correct_field(plan, "title", "Sửa cầu", person="lan")
    archive.purge(plan)
    assert archive.corrections() == []


def test_a_paper_read_before_layouts_were_kept_is_read_again(archive: Archive) -> None:
    with archive._catalogue.write() as connection:
        connection.exec_driver_sql("UPDATE bodies SET layout = NULL")
    plan = id_of(archive, "kh.txt")
    archive.correct_field(plan, "title", "Sửa cầu", person="lan")
    assert archive.show(plan)["title"] == "Sửa cầu"
    assert archive.show(plan)["number"] == "12/KH-UBND"


def test_one_old_paper_whose_file_is_gone_keeps_no_other_from_being_put_right(archive: Archive) -> None:
    plan, base = id_of(archive, "kh.txt"), id_of(archive, "goc.txt")
    with archive._catalogue.write() as connection:
        connection.exec_driver_sql("UPDATE bodies SET layout = NULL")
        connection.exec_driver_sql(f"INSERT INTO pending VALUES ('correct', '{plan}')")
        sha256 = connection.exec_driver_sql(f"SELECT sha256 FROM documents WHERE id = '{plan}'").scalar()
    archive._parts.store.remove(str(sha256))
    for field, value in (("title", "Sửa cầu"), ("issuer", "Sở Y tế tỉnh Yên Bái")):
        with pytest.raises(BadCorrection, match=r"không có bản gốc.* vào chỗ cũ, chạy: vanban retry --stale"):
            archive.correct_field(plan, field, value, person="lan")
    assert archive.corrections() == [], "what cannot be laid over the paper is not in its history either"
    assert archive.correct_field(base, "title", "Về bến phà", person="lan")["settled"]
    assert archive.show(base)["title"] == "Về bến phà" and archive.show(plan)["title"] == "Sửa bến đò ngang"


def test_an_unmark_that_would_show_nothing_names_the_file_that_bears_the_mark(tmp_path: Path) -> None:
    """A mark is shown of all files of a paper, and taken off each of them."""
    files = tmp_path / "giay"
    files.mkdir()
    (files / "goc.txt").write_text(FILES["goc.txt"].replace(";", "; các sở thực hiện." * 3), encoding="utf-8")
    (files / "dau.txt").write_text(FILES["goc.txt"].replace("Số: 7", "MẬT\nSố: 7"), encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([files], workers=0)
        first = id_of(archive, "goc.txt")
        (marked,) = archive.show(first)["copies"]
        assert archive.show(marked)["files"][0].endswith("dau.txt") and archive.show(first)["secrecy"] == "MẬT"
        with pytest.raises(BadCorrection, match=f"hãy sửa ở: {marked}"):
            archive.correct_field(first, "secrecy", None, person="lan")
        assert archive.corrections() == []
        told = archive.correct_field(first, "secrecy", "TỐI MẬT", person="lan")
        assert (told["from"], archive.show(marked)["secrecy"]) == (None, "TỐI MẬT")
        assert archive.correct_field(marked, "secrecy", None, person="lan")["from"] == "MẬT"
        assert archive.correct_field(first, "secrecy", None, person="lan")["from"] == "TỐI MẬT"
        assert archive.show(first)["secrecy"] is archive.show(marked)["secrecy"] is None


def test_an_old_paper_keeps_what_the_list_of_the_office_said_of_it(tmp_path: Path) -> None:
    """Else it would be open to everybody from its first correction on."""
    file = tmp_path / "giay" / "kh.txt"
    file.parent.mkdir()
    file.write_text(FILES["kh.txt"], encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([file], workers=0, listed={str(file): {"secrecy": "MẬT"}})
        with archive._catalogue.write() as connection:
            connection.exec_driver_sql("UPDATE bodies SET layout = NULL")
        plan = id_of(archive, "kh.txt")
        assert archive.show(plan)["secrecy"] == "MẬT"
        archive.correct_field(plan, "title", "Sửa cầu", person="lan")
        assert (archive.show(plan)["secrecy"], archive.show(plan)["title"]) == ("MẬT", "Sửa cầu")


def test_corrections_survive_reindexing(archive: Archive) -> None:
    plan = id_of(archive, "kh.txt")
    archive.correct_field(plan, "number", "13/KH-UBND", person="lan")
    before = archive.digest()
    archive.reindex()
    assert archive.digest() == before


CHANGES: dict[str, Callable[[Archive], Any]] = {
    "number": lambda a: a.correct_field(id_of(a, "goc.txt"), "number", "17/QĐ-UBND", person="lan"),
    "date": lambda a: a.correct_field(id_of(a, "kh.txt"), "date", "2023-02-11", person="lan"),
    "empty": lambda a: a.correct_field(id_of(a, "kh.txt"), "signers", None, person="lan"),
    "reference": lambda a: a.correct_reference(
        id_of(a, "kh.txt"), a.text(id_of(a, "kh.txt")).index(BASE), a.text(id_of(a, "kh.txt")).index(BASE) + 5,
        id_of(a, "la.txt"), person="lan",
    ),
    "issuer": lambda a: a.correct_issuer("Ủy ban nhân dân tỉnh Hậu Giang", "UBND tỉnh Kiên Giang", person="lan"),
}  # fmt: skip


@pytest.mark.parametrize("cut", [3])
def test_correcting_and_reading_anew_come_out_the_same_in_either_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """The bench runs many orders over many papers; here one stands for them."""
    digests = []
    order = sorted(CHANGES)
    for before in (cut, 0):
        monkeypatch.setattr(ledger, "versions", lambda: ("9", "9"))
        with filled(tmp_path, str(before)) as archive:
            for name in order[:before]:
                CHANGES[name](archive)
            monkeypatch.setattr(ledger, "versions", lambda: ("10", "10"))
            reprocess(archive, tmp_path)
            for name in order[before:]:
                CHANGES[name](archive)
            digests.append(archive.digest())
    assert digests[0] == digests[1]
