"""What became of a paper by a day: judged from changes, period and register; gathered from a real archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.archive import Archive
from corpus.errors import Ambiguous, NotFound
from corpus.validity import Change, Subject, announced, judge

PLAN = Subject("KH", "Trồng tre chắn sóng giai đoạn 2021-2025", "2021-02-01")
LETTER, ANSWER = Subject("CV", "Về đò ngang", "2021-02-01"), Change("n", "1", "replies", "2021-03-01")
REPLACED = Change("n2", "9/KH-UBND", "replaces", "2023-05-01")


@pytest.mark.parametrize(
    ("subject", "changes", "at", "state"),
    [
        (PLAN, [], "2020-12-31", "not-issued"),
        (PLAN, [], "2025-12-31", "running"),
        (PLAN, [], "2026-01-01", "ended"),
        (PLAN, [REPLACED], "2023-04-30", "running"),
        (PLAN, [REPLACED], "2023-05-01", "replaced"),
        (PLAN, [Change("n2", "9/KH-UBND", "repeals", "2023-05-01")], "2024-01-01", "repealed"),
        # a part that is repealed leaves the rest standing
        (PLAN, [Change("n2", "9/KH-UBND", "repeals", "2023-05-01", "Điều 3")], "2024-01-01", "running"),
        (LETTER, [ANSWER], "2021-03-01", "replied"),
        (LETTER, [ANSWER], "2021-02-28", "unknown"),
        (Subject("QĐ", "Quy chế bến đò", "2021-02-01", "2021-04-01"), [], "2021-03-01", "not-yet"),
        (Subject("QĐ", "Quy chế bến đò", "2021-02-01", "2021-04-01"), [], "2021-05-01", "unknown"),
        (Subject("CT", None, None), [], "2021-05-01", "unknown"),
        # what only tells of something cannot go out of force, but a report may be replaced all the same
        (Subject("news", "Sửa đò ngang giai đoạn 2021-2025", "2021-02-01"), [], "2026-01-01", "tells"),
        (Subject("BC", "Sơ kết họp bến", "2021-02-01"), [], "2024-01-01", "tells"),
        (Subject("BC", "Sơ kết họp bến", "2021-02-01"), [REPLACED], "2024-01-01", "replaced"),
    ],
)  # fmt: skip
def test_the_state_on_a_day(subject: Subject, changes: list[Change], at: str, state: str) -> None:
    found = judge(subject, changes, at)
    assert found.state == state
    assert found.reasons


def test_a_change_without_a_day_is_told_and_decides_nothing() -> None:
    found = judge(PLAN, [Change("n2", "9/KH-UBND", "replaces", None)], "2024-01-01")
    assert found.state == "unknown"
    assert "bị thay thế bởi 9/KH-UBND nhưng chưa rõ từ ngày nào" in found.reasons


def test_a_change_without_a_day_is_told_of_a_registered_law_too() -> None:
    told = Change("n2", "9/2023/QH15", "repeals", None)
    found = judge(Subject("Luật", "Đò ngang", "2021-02-01"), [told], "2024-01-01", registered=True)
    assert (found.state, found.by) == ("in-force", (told,))
    assert "bị bãi bỏ bởi 9/2023/QH15 nhưng chưa rõ từ ngày nào" in found.reasons


def test_silence_is_no_force() -> None:
    assert judge(Subject("QĐ", "Quy chế bến đò", "2021-02-01"), [], "2024-01-01").state == "unknown"
    assert judge(Subject("Luật", "Đò ngang", "2021-02-01"), [], "2024-01-01", registered=True).state == "in-force"


def test_parts_and_amendments_are_listed_beside_the_state() -> None:
    part = Change("n2", "9", "repeals", "2023-05-01", "khoản 2 Điều 3")
    amended = Change("n3", "10", "amends", "2023-06-01", "Điều 4")
    assert judge(PLAN, [amended, part], "2024-01-01").changed == (part, amended)
    assert judge(PLAN, [amended, part], "2023-05-15").changed == (part,)


def test_what_is_announced_is_told_whatever_the_day() -> None:
    later, part = Change("n2", "9", "repeals", "2099-01-01"), Change("n3", "10", "repeals", None, "Điều 2")
    assert announced([later, REPLACED, part]) == "replaced"
    assert announced([later, part]) == "repealed"
    assert announced([part]) == "partly_in_force"
    assert announced([ANSWER, Change("n4", "11", "amends", "2020-01-01")]) is None


HEAD = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
Sơn La, ngày {day:02d} tháng {month:02d} năm {year}

{type}
{title}

{body}

CHỦ TỊCH
Lò Văn Sáng
"""


def paper(number: str, date: tuple[int, int, int], title: str, body: str, type: str = "QUYẾT ĐỊNH") -> str:
    day, month, year = date
    return HEAD.format(number=number, day=day, month=month, year=year, title=title, body=body, type=type)


OF = "của Ủy ban nhân dân tỉnh Sơn La"
FILES = {
    "old": paper("11/2018/QĐ-UBND", (5, 3, 2018), "Ban hành Quy chế bến đò ngang", "Điều 1. Ban hành quy chế."),
    "new": paper(
        "21/2022/QĐ-UBND", (10, 6, 2022), "Ban hành Quy chế bến đò ngang",
        "Điều 1. Ban hành quy chế.\nĐiều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2022 và thay thế "
        f"Quyết định số 11/2018/QĐ-UBND ngày 05 tháng 3 năm 2018 {OF}.",
    ),
    "before": paper(
        "31/KH-UBND", (2, 2, 2021), "Kiểm tra bến đò ngang các huyện",
        f"Căn cứ Quyết định số 11/2018/QĐ-UBND ngày 05/3/2018 {OF} ban hành Quy chế bến đò ngang;\n"
        "Ủy ban nhân dân tỉnh ban hành kế hoạch kiểm tra.", "KẾ HOẠCH",
    ),
    "after": paper(
        "41/KH-UBND", (2, 2, 2023), "Sửa chữa bến đò ngang các huyện",
        f"Căn cứ Quyết định số 11/2018/QĐ-UBND ngày 05/3/2018 {OF} ban hành Quy chế bến đò ngang;\n"
        "Ủy ban nhân dân tỉnh ban hành kế hoạch sửa chữa.", "KẾ HOẠCH",
    ),
    "news": "SƠN LA SỬA ĐÒ NGANG\n12/9/2020 10:20\n\n(Báo Bến) - Quyết định số 29/2020/QĐ-UBND ngày 01/9/2020 "
    f"{OF} thay thế Quyết định số 11/2018/QĐ-UBND ngày 05/3/2018 {OF}.\n",
    "law": paper(
        "61/KH-UBND", (2, 2, 2015), "Đo đạc bến bãi năm 2015",
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nCăn cứ Luật Đất đai số 45/2013/QH13;\n"
        "Ủy ban nhân dân tỉnh ban hành kế hoạch.", "KẾ HOẠCH",
    ),
    "over": paper(
        "51/KH-UBND", (2, 2, 2020), "Đăng kiểm đò ngang năm 2020",
        f"Căn cứ Quyết định số 11/2018/QĐ-UBND ngày 05/3/2018 {OF} ban hành Quy chế bến đò ngang;\n"
        "Ủy ban nhân dân tỉnh ban hành kế hoạch.", "KẾ HOẠCH",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("standing")
    (folder / "in").mkdir()
    for name, text in FILES.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "data") as opened:
        opened.ingest([folder / "in"], workers=0)
        yield opened


def test_a_replacement_counts_from_its_own_day_of_effect(archive: Archive) -> None:
    states = {at: archive.standing("11/2018/QĐ-UBND", at) for at in ("2022-06-30", "2022-07-01")}
    assert [found["state"] for found in states.values()] == ["unknown", "replaced"]
    after = states["2022-07-01"]
    assert after["since"] == "2022-07-01"
    assert [change["number"] for change in after["by"]] == ["21/2022/QĐ-UBND"]


def test_what_may_not_be_seen_changes_nothing(archive: Archive) -> None:
    (new,) = archive.find("21/2022/QĐ-UBND")
    assert archive.standing("11/2018/QĐ-UBND", "2023-01-01", without=[new["id"]])["state"] == "unknown"
    assert archive.outdated("2026-01-01", without=[new["id"]]) == []


def test_dead_authority_is_inherited_or_was_dead_at_issue(archive: Archive) -> None:
    assert archive.outdated("2022-06-30") == []
    rows = archive.outdated("2026-01-01")
    assert {row["document"]["number"]: row["when"] for row in rows} == {
        "31/KH-UBND": "inherited", "41/KH-UBND": "at-issue",
    }  # fmt: skip
    assert {row["basis"]["number"] for row in rows} == {"11/2018/QĐ-UBND"}
    for row in rows:
        text = archive.text(row["text_of"])[row["start"] : row["end"]]
        assert "11/2018/QĐ-UBND" in text


def test_a_law_that_the_archive_does_not_hold_is_judged_by_the_register(archive: Archive) -> None:
    found = {at: archive.standing("45/2013/QH13", at)["state"] for at in ("2013-01-01", "2020-01-01", "2025-01-01")}
    assert found == {"2013-01-01": "not-issued", "2020-01-01": "in-force", "2025-01-01": "replaced"}
    with pytest.raises(NotFound):
        archive.standing("9999/2013/QH13", "2020-01-01")
    by_name = archive.standing("Luật Tố cáo năm 2011", "2020-01-01")
    assert (by_name["number"], by_name["state"], by_name["held"]) == ("03/2011/QH13", "replaced", False)
    with pytest.raises(Ambiguous):
        archive.standing("Luật Tố cáo", "2020-01-01")
    assert archive.standing("Luật Tố cáo", "2020-01-01", date="2011-11-11")["number"] == "03/2011/QH13"


def test_a_law_that_is_cited_is_found_by_its_name_and_judged_by_the_register(archive: Archive) -> None:
    (act,) = archive.find("luật đất đai")
    assert (act["number"], act["held"]) == ("45/2013/QH13", False)
    assert archive.standing("Luật Đất đai 2013", "2025-01-01")["state"] == "replaced"
    constitution = archive.standing("Hiến pháp", "2015-06-01")
    assert (constitution["key"], constitution["state"]) == ("hien-phap~hien-phap~2013", "in-force")


def test_news_of_a_replacement_replaces_nothing(archive: Archive) -> None:
    (old,) = archive.find("11/2018/QĐ-UBND")
    said = [(row["from"], row["relation"]) for row in archive.cited_by(old["id"]) if row["relation"] == "replaces"]
    assert len(said) == 2, "the graph shows what the news item tells"
    assert archive.standing(old["id"], "2021-01-01")["by"] == []
