"""Filters are taken as people write them, on the page, over HTTP and in the command; what there is not is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from index.base import Query
from service.app import create_app
from service.command import main
from service.digest import there
from service.following import Follow
from service.people import OWNER, Person
from service.rights import View
from service.settings import Settings

PAPER = (
    "{head}\nSố: {number}\n{place}, ngày {day:02d} tháng 5 năm 2031\nKẾ HOẠCH\n{title}\n\n"
    "Căn cứ Quyết định số 5/QĐ-UBND ngày 03/02/2031 của Ủy ban nhân dân tỉnh Cà Mau;\n1. Trồng cây.\n"
)
PAPERS = (
    ("UBND TỈNH CÀ MAU\nSỞ NỘI VỤ", "71/KH-SNV", "Cà Mau", 4, "Trồng đước ven kênh"),
    ("UBND TỈNH CÀ MAU\nSỞ XÂY DỰNG", "72/KH-SXD", "Cà Mau", 5, "Sửa cầu gỗ"),
    ("UBND TỈNH LÀO CAI\nSỞ XÂY DỰNG", "72/KH-SXD", "Lào Cai", 6, "Sửa cầu treo"),
)  # fmt: skip
SECRET = ("UBND TỈNH CÀ MAU\nSỞ TÀI CHÍNH\nMẬT", "9/KH-STC", "Cà Mau", 7, "Kho dự trữ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filters")
    for at, (head, number, place, day, title) in enumerate((*PAPERS, SECRET)):
        text = PAPER.format(head=head, number=number, place=place, day=day, title=title)
        (folder / f"{at}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "kho") as archive:
        archive.ingest(sorted(folder.glob("*.txt")), workers=0)
    return folder / "kho"


@pytest.fixture
def view(folder: Path) -> Iterator[View]:
    with Archive.open(folder) as archive:
        yield View(archive, OWNER)


@pytest.mark.parametrize("written", ["KH", "kh", " kh ", "Kế hoạch", "kế hoạch", "ke hoach"])
def test_a_type_is_known_by_its_letters_and_by_its_name(written: str, view: View) -> None:
    found = view.search(Query(types=(written,)))
    assert found.total == 4 and not found.notes
    assert view.search(Query(exclude_types=(written,))).total == 0
    assert len(list(view.scan(Query(types=(written,))))) == 4


def test_a_type_that_there_is_not_is_told(view: View) -> None:
    found = view.search(Query(types=("ZZ",)))
    assert found.total == 0 and any("“ZZ”" in note and "KH, QĐ" in note for note in found.notes)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("Sở Nội vụ tỉnh Cà Mau", 1), ("sở nội vụ tỉnh cà mau", 1), ("so noi vu tinh ca mau", 1), ("nội vụ", 1),
        ("Sở Xây dựng", 2), ("xây dựng tỉnh lào cai", 1),
    ],
)  # fmt: skip
def test_a_body_is_known_in_any_spelling_and_by_a_part_of_its_name(written: str, count: int, view: View) -> None:
    found = view.search(Query(issuers=(written,)))
    assert found.total == count == len(list(view.scan(Query(issuers=(written,)))))
    whole = written == "Sở Nội vụ tỉnh Cà Mau"
    assert whole != any(f"“{written}” được hiểu là" in note for note in found.notes)


def test_a_body_that_there_is_not_is_told(view: View) -> None:
    found = view.search(Query(text="cây", issuers=("Sở Hải sản",)))
    assert found.total == 0 and "Kho không có văn bản nào của “Sở Hải sản”." in found.notes


def test_words_that_fit_nothing_do_not_widen_a_body_that_is_known(view: View) -> None:
    found = view.search(Query(text="khongcochunay", issuers=("Sở Xây dựng tỉnh Cà Mau",)))
    assert found.total == 0 and not any("được hiểu là" in note for note in found.notes)


def test_a_body_whose_papers_may_not_be_seen_is_not_there(folder: Path) -> None:
    with Archive.open(folder) as archive:
        assert View(archive, OWNER).search(Query(issuers=("tài chính",))).total == 1
        reader = View(archive, Person("lan", "reader", 0))
        found = reader.search(Query(issuers=("tài chính",)))
        gone = reader.search(Query(issuers=("hải sản",)))
    assert found.total == gone.total == 0
    assert [note.replace("tài chính", "hải sản") for note in found.notes] == list(gone.notes)


@pytest.mark.parametrize("written", ["nội vụ", "Sở Nội vụ tỉnh Cà Mau"])
def test_a_body_is_not_named_by_a_paper_that_has_just_been_marked(written: str, folder: Path) -> None:
    with Archive.open(folder) as archive, pytest.MonkeyPatch.context() as patch:
        now = archive.marked(None) | {archive.find("71/KH-SNV")[0]["id"]: ("MẬT", None)}
        patch.setattr(archive, "marked", lambda ids: {id: now[id] for id in now.keys() & (now if ids is None else ids)})
        reader = View(archive, Person("lan", "reader", 0))
        asked = Query(issuers=(written,))
        assert reader.search(asked).notes == (f"Kho không có văn bản nào của “{written}”.",)
        assert reader.filter_notes(asked) == [f"Kho không có văn bản nào của “{written}”."]
        assert list(reader.scan(asked)) == []


def test_what_merely_has_most_of_the_words_is_no_news_of_a_search(view: View) -> None:
    for asked, count in (("sửa cầu treo", 1), ("sửa cầu treo lát đá", 0)):
        followed = Follow("search", f"/?{urlencode({'q': asked})}", asked, {}, {}, "2031-01-01")
        assert len(there(view, followed, "2031-06-01")["hits"]) == count
    assert view.search(Query(text="sửa cầu treo lát đá")).total


def test_days_in_the_wrong_order_are_told(folder: Path) -> None:
    with TestClient(create_app(Settings(data=str(folder))), base_url="http://127.0.0.1") as client:
        said = "Ngày 02/5/2031 đứng sau ngày 01/5/2031"
        assert said in client.get("/?from=2031-05-02&to=2031-05-01").text
        assert said in client.get("/api/v1/search?from=2031-05-02&to=2031-05-01").json()["notes"][0]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["search", "--type", "kế hoạch", "--limit", "1"], 0, "Mới in 1 văn bản"),
        (["search", "khongcochunay"], 0, "Thử bớt từ"),
        (["search", "--type", "KH", "--offset", "9"], 0, "đã quá văn bản cuối"),
        (["search", "--saved"], 0, "Chưa lưu tìm kiếm nào"),
        (["search", "--chain", "72/KH-SXD"], 3, "hãy ghi id thay cho số"),
        (["versions", "72/KH-SXD"], 3, "Sở Xây dựng tỉnh Lào Cai"),
        (["purge", "72/KH-SXD"], 3, "Sở Xây dựng tỉnh Lào Cai"),
        (["path", "71/KH-SNV", "72/KH-SXD"], 3, "thay cho số:"),
        (["show", "72/KH-SXD", "--date", "07/5/2031"], 1, "ngày 07/5/2031. Bỏ --date"),
        (["chain", "72/KH-SXD", "--issuer", "Sở Y tế"], 1, "của Sở Y tế. Bỏ --date"),
        (["follow-up", "72/KH-SXD", "--date", "07/5/2031"], 1, "ngày 07/5/2031. Bỏ --date"),
        (["follow-up", "72/KH-SXD"], 3, "thêm --date, --issuer"),
        (["status", "--xlsx", "bang.doc"], 2, "phải kết thúc bằng .xlsx"),
        (["retry", "--code", "encrypted-fle"], 2, "Có phải là encrypted-file?"),
    ],
)
def test_the_command_says_what_was_not_found_and_what_to_do(
    arguments: list[str], status: int, told: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--data", str(folder)]) == status
    assert told in capfd.readouterr().err


@pytest.mark.parametrize("verb", ["show", "chain", "follow-up"])
def test_to_leave_out_the_day_is_no_advice_where_nothing_has_the_number(
    verb: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "799/KH-SXD", "--date", "07/5/2031", "--data", str(folder)]) == 1
    told = capfd.readouterr().err
    assert "ngày 07/5/2031" in told and "Bỏ --date" not in told


def test_a_follow_up_is_chosen_by_day_and_a_way_names_its_papers(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["follow-up", "72/KH-SXD", "--date", "06/5/2031", "--data", str(folder)]) == 0
    assert main(["path", "71/KH-SNV", "5/QĐ-UBND", "--data", str(folder)]) == 0
    assert "71/KH-SNV 04/5/2031 [căn cứ] 5/QĐ-UBND 03/02/2031" in capfd.readouterr().out
    assert main(["tree", "71/KH-SNV", "--data", str(folder)]) == 0
    assert "Kho chưa có văn bản nào thực hiện" in capfd.readouterr().out
    assert main(["tasks", "--unit", "zz", "--data", str(folder)]) == 0
    assert "thử bỏ --unit" in capfd.readouterr().out


def test_a_body_to_leave_out_is_known_as_one_to_look_for(view: View) -> None:
    found = view.search(Query(exclude_issuers=("sở xây dựng",)))
    assert found.total == 2 and any("“sở xây dựng” được hiểu là" in note for note in found.notes)
    assert view.search(Query(exclude_issuers=("Sở Hải sản",))).notes == ("Kho không có văn bản nào của “Sở Hải sản”.",)


def test_each_body_is_understood_beside_one_that_is_known(view: View) -> None:
    found = view.search(Query(issuers=("Sở Nội vụ tỉnh Cà Mau", "xây dựng tỉnh lào cai")))
    assert found.total == 2 and any("“xây dựng tỉnh lào cai” được hiểu là" in note for note in found.notes)


@pytest.mark.parametrize("part", ["s", "dung tinh c", "ội vụ", "y"])
def test_a_part_of_a_name_is_made_of_whole_syllables(part: str, view: View) -> None:
    assert view.search(Query(issuers=(part,))).notes == (f"Kho không có văn bản nào của “{part}”.",)


def test_a_list_and_many_questions_say_what_was_not_understood(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = "Không có loại văn bản “xyz”"
    assert main(["search", "--type", "xyz", "--output", str(tmp_path / "o.csv"), "--data", str(folder)]) == 0
    assert told in capfd.readouterr().err
    (tmp_path / "q.csv").write_text("trồng cây\n", encoding="utf-8")
    assert main(["search", "--type", "xyz", "--batch", str(tmp_path / "q.csv"), "--data", str(folder)]) == 0
    assert told in capfd.readouterr().err
