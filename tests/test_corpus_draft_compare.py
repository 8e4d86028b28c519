"""Two drafts side by side: what matters first, then division by division, and nothing lost of either text."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.drafts import form_json, form_of, paper_findings, read_draft_text
from corpus.drafts.compare import Division, _change, _pairs, compare, divisions, word_pieces
from extractor.errors import ExtractError

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
Số:      /QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Lào Cai, ngày      tháng      năm 2026

QUYẾT ĐỊNH
Ban hành Quy chế quản lý kho lưu trữ

ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:

Điều 1. Ban hành Quy chế quản lý kho lưu trữ.
Điều 2. Tổ chức thực hiện
1. Sở Nội vụ chủ trì hướng dẫn các xã, phường trước ngày 15/12/2026.
2. Sở Tài chính bố trí kinh phí.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Minh Thu
"""


def difference(*changes: tuple[str, str]) -> dict[str, Any]:
    changed = DECISION
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new, 1)
    return compare(read_draft_text(DECISION), read_draft_text(changed))


def test_the_same_draft_has_no_difference() -> None:
    found = difference()
    assert found["fields"] == found["divisions"] == []
    assert not any(names for change in found["lists"].values() for names in change.values())
    assert found["alike"] == 1 and found["same"] == len(divisions(read_draft_text(DECISION)))


def test_what_matters_is_named_first() -> None:
    found = difference(
        ("Số:      /QĐ", "Số: 15/QĐ"),
        ("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;\n", ""),
        ("15/12/2026", "20/12/2026"),
        ("Sở Tài chính", "Sở Xây dựng"),
    )
    assert {row["field"]: row["other"] for row in found["fields"]} == {"number": "15/QĐ-UBND"}
    assert found["lists"]["bases"]["removed"] == ["Luật Lưu trữ ngày 21 tháng 6 năm 2024"]
    assert found["lists"]["units"] == {"added": ["Sở Xây dựng"], "removed": ["Sở Tài chính"]}
    assert found["lists"]["deadlines"] == {
        "added": ["Sở Nội vụ: trước ngày 20/12/2026"], "removed": ["Sở Nội vụ: trước ngày 15/12/2026"],
    }  # fmt: skip


def test_words_that_changed_stand_in_their_division() -> None:
    rows = difference(("hướng dẫn các xã", "kiểm tra các xã"))["divisions"]
    assert [(row["path"], row["state"]) for row in rows] == [("Điều 2 khoản 1", "changed")]
    assert [p["text"] for p in rows[0]["pieces"] if p["kind"] == "removed"] == ["hướng", "dẫn"]
    assert [p["text"] for p in rows[0]["pieces"] if p["kind"] == "added"] == ["kiểm", "tra"]


def test_a_division_that_is_new_pushes_the_next_one_on() -> None:
    rows = difference(("2. Sở Tài chính", "2. Công an tỉnh bảo vệ kho.\n3. Sở Tài chính"))["divisions"]
    states = {(row["path"], row["state"]) for row in rows}
    assert ("Điều 2 khoản 2", "added") in states
    assert {row["was"] for row in rows if row["path"] == "Điều 2 khoản 3"} == {"Điều 2 khoản 2"}


def test_an_article_that_is_put_in_changes_no_word_of_those_behind_it() -> None:
    rows = difference(
        ("Điều 2. Tổ chức", "Điều 2. Mở cửa kho mỗi sáng.\nĐiều 3. Tổ chức"),
        ("Điều 3. Quyết định này", "Điều 4. Quyết định này"),
    )["divisions"]
    assert [(row["path"], row["was"], row["state"]) for row in rows] == [
        ("Điều 2", None, "added"), ("Điều 3", "Điều 2", "moved"), ("Điều 4", "Điều 3", "moved"),
    ]  # fmt: skip


def test_an_article_that_moved_and_changed_is_told_as_that() -> None:
    rows = difference(
        ("Điều 2. Tổ chức", "Điều 2. Mở cửa kho mỗi sáng.\nĐiều 3. Tổ chức"),
        ("Điều 3. Quyết định này có hiệu lực", "Điều 4. Quyết định này có đầy đủ hiệu lực"),
    )["divisions"]
    last = rows[-1]
    assert (last["path"], last["was"], last["state"]) == ("Điều 4", "Điều 3", "changed")
    assert "".join(piece["text"] for piece in last["pieces"] if piece["kind"] == "added").split() == ["đầy", "đủ"]


def test_two_clauses_that_changed_places_kept_their_words() -> None:
    rows = difference(
        ("1. Sở Nội vụ chủ trì hướng dẫn các xã, phường trước ngày 15/12/2026.\n2. Sở Tài chính bố trí kinh phí.",
         "1. Sở Tài chính bố trí kinh phí.\n2. Sở Nội vụ chủ trì hướng dẫn các xã, phường trước ngày 15/12/2026."),
    )["divisions"]  # fmt: skip
    assert {(row["path"], row["was"], row["state"]) for row in rows} == {
        ("Điều 2 khoản 1", "Điều 2 khoản 2", "moved"), ("Điều 2 khoản 2", "Điều 2 khoản 1", "moved"),
    }  # fmt: skip


@given(st.text("ab .;", max_size=40), st.text("ab .;", max_size=40))
def test_pieces_give_both_texts_back(one: str, other: str) -> None:
    pieces = word_pieces(one, other)
    assert "".join(p["text"] for p in pieces if p["kind"] != "added") == one
    assert "".join(p["text"] for p in pieces if p["kind"] != "removed") == other


def test_a_reading_brings_form_and_findings() -> None:
    reading = read_draft_text(DECISION)
    assert form_json(form_of(reading, on="2026-11-20"))["system"] == "Nghị định số 30/2020/NĐ-CP"
    assert form_of(reading, on="2026-11-20").findings == ()
    assert list(paper_findings(reading)) == []
    with pytest.raises(ExtractError):
        read_draft_text("  \n")


ANNEXED = """
QUY CHẾ
Quản lý kho lưu trữ
(Ban hành kèm theo Quyết định số     /QĐ-UBND ngày    tháng    năm 2026)

Điều 1. Phạm vi
1. Quy chế này nói về việc mở cửa kho.
2. Kho mở cửa vào các buổi sáng.
Điều 2. Chìa khóa
1. Thủ kho giữ chìa khóa.
a) Mỗi kho một chìa.
"""


def behind(changed: str) -> list[tuple[str, str | None, str]]:
    rows = compare(read_draft_text(DECISION + ANNEXED), read_draft_text(DECISION + changed))["divisions"]
    return [(row["path"], row["was"], row["state"]) for row in rows]


def test_what_stands_behind_the_signature_is_compared_too() -> None:
    assert behind(ANNEXED) == []
    assert behind(ANNEXED.replace("buổi sáng", "buổi chiều")) == [("phần sau chữ ký Điều 1 khoản 2", None, "changed")]
    assert ("phần sau chữ ký Điều 2 điểm a", None, "removed") in behind(ANNEXED.replace("a) Mỗi kho một chìa.\n", ""))
    found = compare(read_draft_text(DECISION), read_draft_text(DECISION + ANNEXED))["divisions"]
    assert len(found) == 7 and {row["state"] for row in found} == {"added"}


def division(path: str, words: str, start: int, above: str = "", begins: int = -1) -> Division:
    return Division(path, words, start, start + 1, above, words, begins)


def test_divisions_of_one_path_are_told_apart() -> None:
    one = [division("Điều 1", "kho mở cửa buổi sáng", 0), division("Điều 1", "bến thuyền đóng cửa lúc tối", 5)]
    other = [
        division("Điều 1", "kho mở cửa chiều chủ nhật và ngày lễ", 0),
        division("Điều 1", "bến đóng từ tám giờ", 5),
    ]
    assert [(a and a.start, b and b.start) for a, b in _pairs(one, other)] == [(0, 0), (5, 5)]


def test_what_is_below_the_second_division_of_a_path_goes_along_with_it() -> None:
    old = (division("Điều 1", "kho", 0), division("Điều 1", "bến", 5))
    new = (division("Điều 1", "kho", 0), division("Điều 2", "bến", 5))
    went = {(a.path, a.start): (b.path, b.start) for a, b in zip(old, new, strict=True)}
    below = division("Điều 1 khoản 1", "thuyền", 6, "Điều 1", 5)
    assert _change(below, division("Điều 2 khoản 1", "thuyền", 6, "Điều 2", 5), went) is None
    below = division("Điều 1 khoản 1", "thuyền", 2, "Điều 1", 0)
    moved = _change(below, division("Điều 2 khoản 1", "thuyền", 6, "Điều 2", 5), went)
    assert moved is not None and moved["state"] == "moved"


@pytest.mark.parametrize("line", ["bến thuyền thứ {} mở cửa\n", "Điều {}. Việc\n1. Bến thuyền.\n"])
def test_a_long_annex_is_compared_in_a_moment(line: str) -> None:
    annexed = DECISION + "\nQUY CHẾ\n" + "".join(line.format(i) for i in range(3000))
    one, other = read_draft_text(annexed), read_draft_text(annexed.replace(" 7", " 8").replace("Điều 9", "Điều 10"))
    began = time.process_time()
    compare(one, other)
    assert time.process_time() - began < 10


def test_of_a_very_long_text_all_between_the_first_and_the_last_change_is_one_run() -> None:
    long = "bến thuyền " * 6000
    pieces = word_pieces(f"đầu {long}cuối", f"đầu mới {long}thì cuối")
    assert [piece["kind"] for piece in pieces] == ["same", "removed", "added", "same"]
    assert "".join(piece["text"] for piece in pieces if piece["kind"] != "added") == f"đầu {long}cuối"
    assert "".join(piece["text"] for piece in pieces if piece["kind"] != "removed") == f"đầu mới {long}thì cuối"
    assert [piece["kind"] for piece in word_pieces(long, long)] == ["same"]
