"""Rules laid over the ranking: heirs of dead bases, acts that a newer one of their kind replaced, and the wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus.bases import paper_from, rank, suggest
from corpus.bases.features import prepare
from corpus.bases.index import Paper, Precedents, TermIndex
from corpus.bases.legal_documents import is_administrative, only_repeals, speaks_of_them
from corpus.bases.register import misprinted
from corpus.bases.title_words import telling
from extractor.knowledge import toml_data


def paper(id: str, title: str, lines: dict[str, str] | tuple[str, ...], *, date: str = "2025-03-03") -> Paper:
    cited = lines if isinstance(lines, dict) else {key: f"văn bản {key}" for key in lines}
    return Paper(id, date, "TT", "Bộ Nội vụ", title, title * 3, cited)


ARCHIVE = [
    paper("a1", "Hướng dẫn bảo quản tài liệu lưu trữ", ("33/2024/QH15", "25/2025/NĐ-CP")),
    paper("a2", "Quy định định mức bảo quản tài liệu lưu trữ giấy", ("33/2024/QH15", "25/2025/NĐ-CP")),
    paper("a3", "Quy định thời hạn nâng bậc lương công chức", ("22/2008/QH12", "204/2004/NĐ-CP")),
    paper("a4", "Hướng dẫn chế độ lương của viên chức", ("58/2010/QH12", "204/2004/NĐ-CP")),
]


def test_what_replaced_a_given_basis_comes_first_and_says_so() -> None:
    draft = paper("d", "Quy định thời hạn nâng bậc lương công chức", (), date="2025-08-08")
    found = suggest(Precedents(ARCHIVE), draft, given=frozenset({"01/2011/QH13"}), limit=5)  # Luật Lưu trữ 2011
    assert found[0].key == "33/2024/QH15" and found[0].reasons[0].startswith("thay thế 01/2011/QH13")
    assert not suggest(Precedents(ARCHIVE), draft, limit=5)[0].reasons[0].startswith("thay thế")


def test_one_act_is_shown_in_the_wording_of_the_register_or_of_a_paper_and_no_other_with_it() -> None:
    lines = {
        "33/2024/QH15": "Luật Lưu trữ số 33/2024/QH15; Luật Tố cáo ngày 12 tháng 6 năm 2018",
        "25/2025/NĐ-CP": "Nghị định số 25/2025/NĐ-CP về kho tài liệu; Nghị định số 26/2025/NĐ-CP về phí",
    }
    earlier = [replace(one, lines=lines) for one in ARCHIVE[:2]]
    draft = paper("d", "Hướng dẫn bảo quản tài liệu lưu trữ", (), date="2025-08-08")
    shown = {one.key: one.line for one in suggest(Precedents(earlier), draft)}
    assert shown["33/2024/QH15"] == "Luật Lưu trữ ngày 21 tháng 6 năm 2024"
    assert shown["25/2025/NĐ-CP"] == "Nghị định số 25/2025/NĐ-CP về kho tài liệu"


def test_no_decree_for_a_law_and_no_circular_for_a_decree_is_offered() -> None:
    lines = ("33/2024/QH15", "25/2025/NĐ-CP", "26/2025/TT-BNV")
    held = Precedents([paper(f"a{n}", "Hướng dẫn bảo quản tài liệu lưu trữ", lines) for n in range(3)])
    draft = paper("d", "Hướng dẫn bảo quản tài liệu lưu trữ", (), date="2025-08-08")

    def offered(type_code: str) -> set[str]:
        one = replace(draft, type=type_code, issuer="Quốc hội" if type_code == "Luật" else "Chính phủ")
        return {found.key for found in suggest(held, one, limit=40)}

    assert set(lines) <= {one.key for one in suggest(held, draft, limit=40)}
    assert offered("NĐ") & set(lines) == {"33/2024/QH15", "25/2025/NĐ-CP"}
    assert offered("Luật") & set(lines) == {"33/2024/QH15"}
    assert not any("/NĐ-" in key for key in offered("Luật"))


def test_what_few_would_cite_is_told_as_unsure() -> None:
    draft = paper("d", "Hướng dẫn bảo quản tài liệu lưu trữ", (), date="2025-08-08")
    unsure = [any("ít chắc chắn" in reason for reason in one.reasons) for one in suggest(Precedents(ARCHIVE), draft)]
    assert not unsure[0] and unsure == sorted(unsure)


def test_the_newest_statute_of_the_issuer_replaces_those_before() -> None:
    of = "của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Nội vụ"
    lines = {
        "34/2017/NĐ-CP": f"Nghị định số 34/2017/NĐ-CP {of}",
        "63/2022/NĐ-CP": f"Nghị định số 63/2022/NĐ-CP {of}",
        "64/2022/NĐ-CP": f"Nghị định số 64/2022/NĐ-CP sửa đổi Nghị định số 63/2022/NĐ-CP {of}",
        "65/2022/NĐ-CP": f"Nghị định số 65/2022/NĐ-CP {of.replace('Bộ Nội vụ', 'Bộ Tài chính')}",
    }
    earlier = Precedents([paper("s1", "Hướng dẫn bảo quản tài liệu", lines)])
    draft = paper("d", "Hướng dẫn bảo quản tài liệu", (), date="2025-08-08")
    found = {earlier.keys[at] for at, _ in rank(earlier, draft)[1]}
    assert "34/2017/NĐ-CP" not in found and {"63/2022/NĐ-CP", "64/2022/NĐ-CP", "65/2022/NĐ-CP"} <= found


def test_a_party_paper_rests_on_what_the_party_issued() -> None:
    state = {
        "72/2025/QH15": "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "33/2024/QH15": "Luật Lưu trữ ngày 21 tháng 6 năm 2024",
        "971/2024/NĐ-CP": "Nghị định số 971/2024/NĐ-CP ngày 02 tháng 9 năm 2024 của Chính phủ chi tiết Luật Lưu trữ",
    }
    party = {"991-QĐ/TW 2024": "Quyết định số 991-QĐ/TW ngày 05 tháng 9 năm 2024 của Ban Bí thư về sổ đảng viên"}
    title = "Kiểm tra sổ sách và kho lưu trữ"
    earlier = [_paper(f"p{n}", "Ủy ban nhân dân tỉnh Lào Cai", title, {**state, **party}) for n in range(6)]

    def offered(title: str, given: frozenset[str] = frozenset(), held: Sequence[Paper] = earlier) -> set[str]:
        draft = replace(_paper("d", "Tỉnh ủy Lào Cai", title, {}), date="2025-09-08")
        return {one.key for one in suggest(Precedents(held), draft, given=given, limit=40)}

    assert "991-QĐ/TW 2024" in offered("Kiểm tra sổ sách") and not offered("Kiểm tra sổ sách") & state.keys()
    assert {"33/2024/QH15", "971/2024/NĐ-CP"} <= offered("Kiểm tra sổ sách lưu trữ về lưu trữ")
    assert "72/2025/QH15" in offered("Kiểm tra sổ sách", frozenset({"33/2024/QH15"}))
    of_party = [*earlier, _paper("q", "Tỉnh ủy Lào Cai", title, {"72/2025/QH15": state["72/2025/QH15"]})]
    assert "72/2025/QH15" in offered("Kiểm tra sổ sách", held=of_party)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("915/2019/QH15", True), ("915/2021/QH15", False), ("915/2021/QH14", False), ("915/2013/UBTVQH14", True),
        ("915/2035/QH17", False), ("915/2024/QH1", True),
        ("915/2024/UBTVQH", True), ("915/1996/QH9", False), ("915/2019/NĐ-CP", False), ("HIẾN PHÁP 2013", False),
    ],
)  # fmt: skip
def test_a_number_of_an_assembly_that_did_not_sit_then_is_a_misprint_and_not_offered(key: str, wrong: bool) -> None:
    assert misprinted(key) is wrong
    earlier = [_paper(f"p{n}", "Bộ Y tế", "Quản lý vườn thuốc", {key: f"văn bản số {key}"}) for n in range(4)]
    draft = replace(_paper("d", "Bộ Y tế", "Quản lý vườn thuốc", {}), date="2025-09-08")
    assert (key in {one.key for one in suggest(Precedents(earlier), draft, limit=40)}) is not wrong


TAKEN_OVER = -5  # place of that feature, from the last

ON_DOCUMENTS = {
    "64/2025/QH15": "Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025",
    "78/2025/NĐ-CP": "Nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025 của Chính phủ",
    "187/2025/NĐ-CP": "Nghị định số 187/2025/NĐ-CP ngày 01 tháng 7 năm 2025 của Chính phủ sửa đổi, bổ sung một số điều "
    "của Nghị định số 78/2025/NĐ-CP",
    "72/2025/QH15": "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
}


def test_acts_on_legal_documents_are_for_such_documents_and_for_papers_about_them() -> None:
    title = "Quy định về chăn thả trâu bò trên đê"
    earlier = [
        replace(_paper(f"p{n}", "Ủy ban nhân dân tỉnh Lào Cai", title, ON_DOCUMENTS), type="QĐ", normative=True)
        for n in range(6)
    ]
    made = Precedents(earlier)

    def offered(draft: Paper, given: frozenset[str] = frozenset()) -> set[str]:
        return {one.key for one in suggest(made, replace(draft, date="2025-09-08", lines={}), given=given, limit=40)}

    plan = replace(_paper("d", "Ủy ban nhân dân tỉnh Lào Cai", title, {}), administrative=True)
    assert offered(plan) & ON_DOCUMENTS.keys() == {"72/2025/QH15"}
    assert offered(replace(earlier[0], id="d")) >= ON_DOCUMENTS.keys()
    assert offered(replace(plan, administrative=False)) >= ON_DOCUMENTS.keys()  # not known to be a plan
    assert offered(replace(plan, title=f"Bãi bỏ {title}")) >= ON_DOCUMENTS.keys()
    assert offered(replace(plan, body="Soạn văn bản quy phạm pháp luật. " * 3)) >= ON_DOCUMENTS.keys()
    assert offered(plan, frozenset({"78/2025/NĐ-CP"})) >= {"64/2025/QH15", "187/2025/NĐ-CP"}


@pytest.mark.parametrize(
    ("type_code", "number", "head", "administrative"),
    [
        ("QĐ", "915/QĐ-UBND", "", True), ("QĐ", None, "Số:      /QĐ-UBND", True), ("QĐ", None, "", False),
        ("NQ", "91/NQ-HĐND", "", True), ("KH", None, "", True), ("CV", "915/SNV-VP", "", True),
        ("TT", None, "", False), (None, None, "Số:      /QĐ-UBND", False),
    ],
)  # fmt: skip
def test_what_is_known_to_be_no_legal_document(
    type_code: str | None, number: str | None, head: str, administrative: bool
) -> None:
    assert is_administrative(type_code, number, head, normative=False) is administrative
    assert not is_administrative(type_code, number, head, normative=True)
    contract: dict[str, Any] = {"type": type_code, "number": number, "date": "2031-03-04", "references": []}
    assert paper_from(contract, head, id="d").administrative is administrative


def test_words_that_tell_a_paper_about_legal_documents() -> None:
    words = toml_data("drafting.toml")["legal_documents"]
    assert all(speaks_of_them(title.upper(), "") for title in words["finds"])
    assert not any(speaks_of_them(title, title) for title in words["misses"])


def test_nothing_rests_on_an_act_that_only_repeals_others() -> None:
    about = "Thông tư quy định về kho lưu trữ giấy dó"
    held = [
        replace(_paper(f"h{n}", "Bộ Nội vụ", title, {"33/2024/QH15": "Luật Lưu trữ"}), type="TT", key=key)
        for n, (title, key) in enumerate({f"Bãi bỏ {about}": "915/2025/TT-BNV", about: "916/2025/TT-BNV"}.items())
    ]
    draft = replace(_paper("d", "Bộ Nội vụ", about, {}), date="2025-09-08")
    found = {one.key for one in suggest(Precedents(held), draft, limit=40)}
    assert "916/2025/TT-BNV" in found and "915/2025/TT-BNV" not in found


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("Bãi bỏ Thông tư quy định về kho lưu trữ giấy dó", True),
        ("Về việc bãi bỏ Nghị quyết sửa đổi, bổ sung mức thu phí đò ngang", True),
        ("Bãi bỏ các văn bản quy phạm pháp luật do Ủy ban nhân dân tỉnh ban hành", True),
        ("ĐÍNH CHÍNH Quyết định ban hành đơn giá trồng dừa nước", True),
        ("Bãi bỏ, sửa đổi, bổ sung một số điều của Quy định về bến thuyền", False),
        ("Bãi bỏ và bổ sung một số khoản của Quy chế chợ nổi", False),
        ("Bãi bỏ một phần Quyết định số 83/2031/QĐ-UBND và ban hành Quy định về bến thuyền", False),
        ("Đính chính và thay thế Phụ lục II Nghị quyết về phí đò ngang", False),
        ("Bãi bỏ Quyết định số 83/2031/QĐ-UBND; quy định mức thu phí đò ngang", False),
        ("Sửa đổi, bãi bỏ một số điều của Quy chế chợ nổi", False),
    ],
)
def test_an_act_that_does_more_than_repeal(title: str, alone: bool) -> None:
    assert only_repeals(title) is alone


def test_a_law_whose_heir_is_not_in_force_is_still_what_a_plan_rests_on() -> None:
    made = Precedents([_paper("p", "Bộ Tài chính", "Lập dự toán", {"83/2015/QH13": "Luật Ngân sách nhà nước"})])
    plan = replace(_paper("d", "Bộ Tài chính", "Lập dự toán", {}), date="2025-11-11", administrative=True)

    def told(draft: Paper) -> float:
        case = prepare(made, draft)
        row = case.places.tolist().index(made.key_place["83/2015/QH13"])
        return float(case.features[row, TAKEN_OVER])

    assert told(plan) == 0.0 and told(replace(plan, administrative=False, normative=True)) == 1.0
    late = replace(plan, date="2026-01-02")
    assert told(late) == 1.0


def test_an_act_is_compared_by_its_own_name_and_not_by_what_its_line_goes_on_with() -> None:
    lines = {
        "33/2024/QH15": "Luật Lưu trữ ngày 21 tháng 6 năm 2024, Luật Phòng, chống rửa thuyền",
        "915/2024/NĐ-CP": "Nghị định số 915/2024/NĐ-CP về rửa thuyền ở bến; Nghị định số 916/2024/NĐ-CP về phơi lưới",
    }
    made = Precedents([_paper("p", "Bộ Nội vụ", "Bến sông", lines)])
    about = {key: made.lines.cosine({word: 1.0})[at] > 0 for at, key in enumerate(made.keys) for word in ("thuyền",)}
    assert about["915/2024/NĐ-CP"] and not about["33/2024/QH15"]
    assert made.lines.cosine({"lưới": 1.0})[made.key_place["915/2024/NĐ-CP"]] == 0
    assert made.lines.cosine({"trữ": 1.0})[made.key_place["33/2024/QH15"]] > 0


def test_the_rarest_word_that_a_name_shares_with_the_draft() -> None:
    index = TermIndex.of(Counter(words) for words in (["kho", "thóc"], ["kho", "muối"], ["kho"]))
    rarest, together = index.shared({"kho": 1.0, "muối": 2.0, "vàng": 1.0}.items())
    assert rarest[1] > rarest[0] == rarest[2] > 0 and together[1] == pytest.approx(rarest[1] + rarest[0])
    assert set(telling({"kho_thóc": 2.0, "thực_hiện": 5.0, "kho": 1.0})) == {"kho_thóc"}


def test_what_nothing_near_the_draft_speaks_for_and_one_in_a_hundred_cites_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = [_paper(f"f{n}", "Bộ Y tế", "Vườn thuốc nam", {f"91{n}/2024/TT-BYT": "vườn thuốc"}) for n in range(2)]
    near = [_paper(f"n{n}", "Bộ Nội vụ", "Kho lưu trữ giấy dó", {"33/2024/QH15": "Luật Lưu trữ"}) for n in range(16)]
    made = Precedents([*far, *near])
    draft = replace(_paper("d", "Bộ Nội vụ", "Kho lưu trữ giấy dó", {}), date="2025-09-08")
    everything = rank(made, draft)[1]

    def shown(score: float) -> set[str]:
        ranked = [(at, score if made.keys[at].startswith("91") else of_it) for at, of_it in everything]
        monkeypatch.setattr("corpus.bases.rank", lambda *_: (prepare(made, draft), ranked))
        return {one.key for one in suggest(made, draft, limit=40)}

    assert shown(-4.5) >= {"910/2024/TT-BYT", "33/2024/QH15"}
    assert not shown(-4.7) & {"910/2024/TT-BYT", "911/2024/TT-BYT"} and "33/2024/QH15" in shown(-4.7)


def _paper(id: str, issuer: str, title: str, lines: dict[str, str]) -> Paper:
    return Paper(id=id, date="2025-08-12", type="KH", issuer=issuer, title=title, body=title, lines=lines)
