"""Form lint: every rule by its own examples, whole papers by the system of their date, spans that hold."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Text
from extractor.form import Linted, lint, run_rule
from extractor.form.parts import Piece
from extractor.form.rules import Rule, rules, system_on, systems
from extractor.pipeline import extract
from extractor.types import all_types

PLAN = """UBND TỈNH LÀO CAI
SỞ NỘI VỤ
-------
Số: 15/KH-SNV

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Lào Cai, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Sắp xếp kho lưu trữ năm 2024

Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.
Sở Nội vụ ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Kho gọn, tìm nhanh.
II. VIỆC PHẢI LÀM
1. Phòng Văn thư lập danh mục.
2. Văn phòng bố trí giá kệ, báo cáo Giám đốc Sở trước ngày 30/6/2024./.

Nơi nhận:
- Giám đốc Sở;
- Các phòng thuộc Sở;
- Lưu: VT, VP.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Hoàng Minh Thu
"""


def parts(names: str) -> list[Piece]:
    return [Piece(name, at, at + 1, "x") for at, name in enumerate(names.split())]


def faults(rule: Rule, example: str) -> list[tuple[int, int]]:
    """What a rule finds in an example: the text of its part, or parts by name for rules on order and presence."""
    if rule.fault is None:
        return list(run_rule(rule, parts(example)))
    return list(run_rule(rule, [Piece(rule.part, 0, len(example), example)]))


def linted(text: str, on: str = "2026-11-01") -> Linted:
    content = Text(text)
    return lint(content, extract(content), on=on)


def names(found: Linted) -> list[str]:
    return [one.rule for one in found.findings]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_leaves_the_others(rule: Rule) -> None:
    assert (rule.fault is not None) + rule.missing + (rule.after is not None) == 1
    assert rule.finds and rule.misses
    for example in rule.finds:
        assert faults(rule, example), example
    for example in rule.misses:
        assert not faults(rule, example), example


def test_rules_name_systems_and_types_that_exist() -> None:
    known = {system.id for system in systems()}
    codes = {entry.code for entry in all_types()}
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.norms and rule.norms.keys() <= known
        assert rule.types | rule.not_types <= codes, rule.id


def test_systems_of_a_kind_follow_one_another() -> None:
    assert [one.id for day in ("2015-06-01", "2020-03-04", "2020-03-05") if (one := system_on("state", day))] == [
        "tt01", "tt01", "nd30",
    ]  # fmt: skip
    assert [one.id for day in ("2018-04-03", "2026-05-26", "2026-05-27") if (one := system_on("party", day))] == [
        "hd36", "hd36", "hd05",
    ]  # fmt: skip
    assert system_on("state", "2004-01-01") is None


def test_a_paper_in_good_form_has_no_finding() -> None:
    found = linted(PLAN)
    assert found.system is not None and found.system.id == "nd30"
    assert found.findings == ()


@pytest.mark.parametrize(
    "right, wrong, rules_found",
    [
        ("Số: 15/KH-SNV", "Số 5/KH - SNV", ["number-colon", "number-zero", "number-spaces"]),
        ("ngày 05 tháng 3", "ngày 5 tháng 03", ["date-zero", "month-zero"]),
        ("Lào Cai, ngày", "Lào Cai ngày", ["place-comma"]),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", ["freedom-dashes"]),
        ("năm 2011;", "năm 2011", ["basis-semicolon"]),
        ("30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của", "30/2020/NĐ-CP của", ["basis-date"]),
        ("Luật Lưu trữ ngày", "Luật Lưu trữ số 01/2011/QH13 ngày", ["basis-law-number"]),
        ("30/6/2024./.", "30/6/2024.", ["body-end"]),
        ("- Các phòng thuộc Sở;", "- Các phòng thuộc Sở", ["recipient-semicolon"]),
        ("- Giám đốc Sở;\n- Các phòng thuộc Sở;\n- Lưu", "Giám đốc Sở;\nCác phòng Sở;\nLưu", ["recipient-dash"] * 3),
        ("- Lưu: VT, VP.", "- Lưu VT, VP;", ["recipient-store-form", "recipient-end"]),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC\nGIÁM ĐỐC", ["deputy-position"]),
        ("KT. GIÁM ĐỐC\n", "K/T GIÁM ĐỐC\n", ["authority-state"]),
        ("\nHoàng Minh Thu", "\nTS. Hoàng Minh Thu", ["signer-degree"]),
        ("Nơi nhận:\n- Giám đốc Sở;\n- Các phòng thuộc Sở;\n- Lưu: VT, VP.\n", "", ["recipients-missing"]),
    ],
)  # fmt: skip
def test_one_slip_gives_its_finding_and_no_other(right: str, wrong: str, rules_found: list[str]) -> None:
    assert right in PLAN
    found = linted(PLAN.replace(right, wrong, 1))
    assert sorted(names(found)) == sorted(rules_found)


def test_a_finding_names_its_norm_and_its_place() -> None:
    text = PLAN.replace("ngày 05 tháng 3", "ngày 5 tháng 3", 1)
    found = linted(text).findings[0]
    assert text[found.start : found.end] == "5"
    assert found.norm == "Nghị định số 30/2020/NĐ-CP, Phụ lục I, Mục II.4"
    assert found.message and found.remedy


def test_a_letter_left_out_between_points_is_found() -> None:
    steps = "1. Phòng Văn thư:\n" + "".join(f"{letter}) Bước {letter};\n" for letter in "abcde")
    found = linted(PLAN.replace("1. Phòng Văn thư lập danh mục.", steps, 1))
    assert names(found) == ["order-of-divisions"]
    assert "đ)" in found.findings[0].remedy


def test_articles_are_counted_whatever_stands_behind_their_number() -> None:
    decision = PLAN.replace("Số: 15/KH-SNV", "Số: 15/QĐ-SNV").replace("\nKẾ HOẠCH\n", "\nQUYẾT ĐỊNH\n")
    start, stop = decision.index("Sở Nội vụ ban hành"), decision.index("\n\nNơi nhận")
    articles = "Điều 1. Mở kho.\nĐiều 2{} Kê giá.\nĐiều {}. Văn phòng thi hành Quyết định này./."
    body = decision[:start] + "\nQUYẾT ĐỊNH:\n\n" + articles + decision[stop:]
    assert names(linted(body.format(":", 3))) == ["article-dot"]
    twice = linted(body.format(".", 2))
    assert names(twice) == ["order-of-divisions"] and "hai lần “Điều 2”" in twice.findings[0].message
    assert names(linted(body.format(".", 3).replace("\nQUYẾT ĐỊNH:", "\nQUYẾT NGHỊ:"))) == ["enacting-decides"]
    clauses = "Điều 1. Mở kho.\n1. Quét sàn.\n2. Lau giá.\n{}. Mở cửa."
    assert names(linted(body.format(".", 3).replace("Điều 1. Mở kho.", clauses.format(3)))) == []
    gap = linted(body.format(".", 3).replace("Điều 1. Mở kho.", clauses.format(4)))
    assert [(one.rule, one.level) for one in gap.findings] == [("order-of-divisions", "advice")]
    for other in ("2) Lau giá.\n3", "2 . Lau giá.\n3", "Khoản 2: Lau giá.\n3"):
        written = clauses.replace("2. Lau giá.\n{}", other)
        assert names(linted(body.format(".", 3).replace("Điều 1. Mở kho.", written))) == []
    amends = "Điều 1. Sửa đổi Điều 1 Quy chế giữ kho như sau:\nĐiều 1. Kho mở buổi sáng."
    assert names(linted(body.format(".", 3).replace("Điều 1. Mở kho.", amends))) == []
    adds = "Điều 1. Giao Sở Nội vụ bổ sung giá kê như sau:\n1. Giá gỗ."
    doubled = linted(body.format(".", 2).replace("Điều 1. Mở kho.", adds))
    assert names(doubled) == ["order-of-divisions"]
    counted = clauses.replace("2. Lau giá.", "Có người trông là\n2 thủ kho và\n2.5 người phụ.").format(3)
    assert names(linted(body.format(".", 3).replace("Điều 1. Mở kho.", counted))) == ["order-of-divisions"]
    quoted = clauses.format("4").replace("Lau giá.", "Lau “giá”.")
    assert names(linted(body.format(".", 3).replace("Điều 1. Mở kho.", quoted))) == []
    found = linted(body.format(".", 4))
    assert names(found) == ["order-of-divisions"] and "“Điều 2” sang “Điều 4”" in found.findings[0].message


def test_a_basis_that_the_issuing_sentence_goes_on_from_ends_with_it() -> None:
    joined = PLAN.replace("về công tác văn thư.\nSở Nội vụ ban hành", "về công tác văn thư,\nSở Nội vụ ban hành")
    assert names(linted(joined)) == []


def test_a_cue_may_be_broken_and_a_note_may_stand_behind_the_end() -> None:
    last = "Theo đề {} của Chánh Văn phòng Sở.\nSở Nội vụ ban hành"
    asked = PLAN.replace("về công tác văn thư.\nSở Nội vụ ban hành", "về công tác văn thư;\n" + last, 1)
    assert names(linted(asked.format("nghị"))) == names(linted(asked.format("xuất"))) == []
    broken = asked.format("nghị")
    assert names(linted(broken.replace("Theo đề", "Theo\nđề"))) == []
    assert names(linted(broken.replace("đề nghị", "đề\nnghị"))) == []
    noted = PLAN.replace("30/6/2024./.\n", "30/6/2024./.\n(Kế hoạch số 3/KH-VP\ngửi kèm theo)\n", 1)
    assert names(linted(noted)) == []
    assert names(linted(noted.replace("./.\n(", ".\n("))) == ["body-end"]


def test_what_a_piece_of_a_paper_lacks_is_no_fault() -> None:
    start, stop = PLAN.index("KẾ HOẠCH"), PLAN.index("\nNơi nhận")
    headless = linted(PLAN[start:])
    assert names(headless) == [] and any("phần đầu không được soát" in note for note in headless.notes)
    footless = linted(PLAN[:stop])
    assert names(footless) == [] and any("phần cuối không được soát" in note for note in footless.notes)
    assert names(linted(PLAN.replace("Số: 15/KH-SNV\n", ""))) == ["number-missing"]


def test_what_an_older_or_another_system_asks_is_asked_of_its_papers_only() -> None:
    older = linted(PLAN.replace("năm 2024\n\nKẾ", "năm 2018\n\nKẾ"))
    assert older.system is not None and older.system.id == "tt01"
    circular = PLAN.replace("Số: 15/KH-SNV", "Số: 15/2024/TT-BNV").replace("\nKẾ HOẠCH", "\nTHÔNG TƯ")
    found = linted(circular.replace("tháng 3 năm 2024\n\nTHÔNG", "tháng 12 năm 2025\n\nTHÔNG"))
    assert found.system is not None and found.system.kind == "normative"
    assert found.findings == () and found.notes


PARTY = """TỈNH ỦY LÀO CAI
VĂN PHÒNG
*
Số 07-KH/VPTU

ĐẢNG CỘNG SẢN VIỆT NAM
-------
Lào Cai, ngày 12 tháng 02 năm 2025

KẾ HOẠCH
số hóa tài liệu

- Căn cứ Quy định số 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư;
- Căn cứ tình hình thực tế,
Văn phòng Tỉnh ủy ban hành kế hoạch như sau:
I- MỤC ĐÍCH
Số hóa xong trong năm.

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng Tỉnh ủy.

CHÁNH VĂN PHÒNG

Lò Văn Hải
"""


def test_a_party_paper_is_judged_by_the_partys_rules() -> None:
    good = linted(PARTY)
    assert good.system is not None and good.system.id == "hd36"
    assert good.findings == ()
    wrong = PARTY.replace("Số 07-KH", "Số: 7/KH-").replace("-/VPTU", "-VPTU")
    wrong = wrong.replace("CHÁNH VĂN PHÒNG\n", "KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n")
    assert {"number-party-colon", "number-zero", "number-party-order", "authority-party"} == set(names(linted(wrong)))


def test_news_and_papers_before_any_rule_are_left_alone() -> None:
    news = linted("Hội nghị tổng kết thi đua\nNgày đăng: 05/3/2024\nSáng nay, Sở Nội vụ tổ chức hội nghị.")
    assert news.findings == () and news.notes
    assert linted(PLAN.replace("năm 2024\n\nKẾ", "năm 2001\n\nKẾ")).system is None


LINES = PLAN.split("\n")


@given(st.lists(st.sampled_from([*LINES, "", "Căn cứ", "Số:", "“", "a) x", "- Lưu"]), max_size=30))
def test_no_text_breaks_it_and_every_place_lies_inside(lines: Sequence[str]) -> None:
    text = "\n".join(lines)
    for one in linted(text).findings:
        assert 0 <= one.start <= one.end <= len(text)


def test_a_circular_of_the_front_is_no_circular_of_a_ministry() -> None:
    circular = PLAN.replace("Số: 15/KH-SNV", "Số: 15/TTr-MTTW-BTT").replace("\nKẾ HOẠCH", "\nTHÔNG TRI")
    assert linted(circular).system is None
