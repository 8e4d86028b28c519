"""Mentions to documents: exact, explained, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus.linking.evidence import central_letters, issuers_agree, same_day_misprinted, title_agreement
from corpus.linking.resolve import Cited, Citing, Known, Resolution, resolve_document
from corpus.linking.shelf import Shelf
from extractor.identity import identify

CITING = Citing("citing", "2024-12-01")


def known(
    id: str,
    number: str,
    type_code: str,
    issuer: str | None,
    date: str | None,
    *,
    title: str | None = None,
    held: bool = True,
) -> Known:
    key = identify(
        type_code=type_code, type_name=None, number=number, year=None, date=date, issuer=issuer, locality=None
    )
    short = f"{key.number}{key.suffix}~{(key.type or '').removesuffix('-qppl')}"
    return Known(
        id, held, key.text, key.block, short, key.type, key.issuer, None, key.year, key.term, date, title
    )  # fmt: skip


def cited(
    number: str,
    type_code: str,
    issuer: str | None = None,
    date: str | None = None,
    *,
    year: int | None = None,
    title: str | None = None,
    context: str | None = None,
    position: int = 0,
) -> Cited:
    key = identify(
        type_code=type_code, type_name=None, number=number, year=year, date=date, issuer=issuer, locality=None
    )
    short = f"{key.number}{key.suffix}~{(key.type or '').removesuffix('-qppl')}"
    return Cited(
        position, key.text, key.block, short, key.type, key.issuer, None, key.year, key.term, date, title, context
    )  # fmt: skip


def shelf(documents: Sequence[Known]) -> Shelf:
    built = Shelf()
    for document in documents:
        built.add(document)
    return built


def one(mention: Cited, documents: Sequence[Known], citing: Citing = CITING) -> Resolution:
    return resolve_document(citing, [mention], shelf(documents))[0]


EMULATION = known(
    "a1", "34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07", title="về tiếp tục đổi mới phong trào thi đua và khen thưởng"
)
HOUSING = known(
    "a2", "34-CT/TW", "CT", "Ban Bí thư", "2024-05-24", title="về tăng cường lãnh đạo phát triển nhà ở xã hội"
)
SON_LA = known("b1", "01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2020-01-15")
LANG_SON = known("b2", "01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Lạng Sơn", "2020-01-20")


def test_term_tells_two_papers_of_one_number_apart() -> None:
    both = [EMULATION, HOUSING]
    assert one(cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07"), both).target == "a1"
    assert one(cited("34-CT/TW", "CT", "Ban Bí thư", "2024-05-24"), both).target == "a2"


def test_number_alone_is_ambiguous_with_the_evidence_for_each() -> None:
    found = one(cited("34-CT/TW", "CT"), [EMULATION, HOUSING])
    assert found.state == "ambiguous"
    assert [id for id, _ in found.candidates] == ["a1", "a2"]
    assert all("không nêu năm" in evidence for _, evidence in found.candidates)


def test_the_only_paper_of_that_number_is_not_taken_for_the_right_one() -> None:
    found = one(cited("01/2020/QĐ-UBND", "QĐ"), [SON_LA])
    assert (found.state, found.target) == ("ambiguous", None)
    assert found.candidates[0][0] == "b1"


def test_another_province_is_a_stub_and_not_the_neighbour() -> None:
    found = one(cited("01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Yên Bái"), [SON_LA, LANG_SON])
    assert found.state == "stub"
    assert found.target == "quyet-dinh-qppl~1~uy-ban-nhan-dan-tinh-yen-bai~2020"


def test_nothing_is_cited_before_it_exists() -> None:
    early = Citing("early", "2019-03-01")
    assert one(cited("34-CT/TW", "CT"), [EMULATION, HOUSING], early).candidates[0][0] == "a1"
    assert len(one(cited("34-CT/TW", "CT"), [EMULATION, HOUSING], early).candidates) == 1
    assert one(cited("34-CT/TW", "CT", "Ban Bí thư", "2024-05-24"), [HOUSING], early).state == "ambiguous"


def test_title_words_around_the_mention_decide_with_the_issuer() -> None:
    mention = cited(
        "34-CT/TW", "CT", "Bộ Chính trị", context="ve tiep tuc doi moi phong trao thi dua va khen thuong, giai doan"
    )
    found = one(mention, [EMULATION])
    assert found.target == "a1"
    assert any("trích yếu" in reason for reason in found.reasons)
    other = replace(mention, context="ve phat trien nha o xa hoi cho cong nhan")
    assert one(other, [EMULATION]).state == "ambiguous"


def test_the_full_mention_in_the_same_document_explains_the_short_one() -> None:
    full = cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07", position=0)
    short = Cited(1, None, None, "34~chi-thi", "chi-thi")
    first, second = resolve_document(CITING, [full, short], shelf([EMULATION, HOUSING]))
    assert (first.target, second.target) == ("a1", "a1")
    assert "cùng văn bản" in second.reasons[0]


def test_two_full_mentions_leave_the_short_one_open() -> None:
    mentions = [
        cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07", position=0),
        cited("34-CT/TW", "CT", "Ban Bí thư", "2024-05-24", position=1),
        Cited(2, None, None, "34~chi-thi", "chi-thi"),
    ]
    found = resolve_document(CITING, mentions, shelf([EMULATION, HOUSING]))
    assert found[2].state == "ambiguous"
    assert [id for id, _ in found[2].candidates] == ["a1", "a2"]


def test_a_wrong_author_or_type_word_is_a_finding_where_number_letters_and_day_agree() -> None:
    rule = known("c1", "66-QĐ/TW", "QyĐ", "Ban Bí thư", "2017-02-06")
    found = one(cited("66-QĐ/TW", "QĐ", "Bộ Chính trị", "2017-02-06"), [rule])
    assert found.target == "c1"
    assert len(found.findings) == 2


def test_two_papers_of_that_number_letters_and_day_are_both_named() -> None:
    rule = known("c1", "66-QĐ/TW", "QyĐ", "Ban Bí thư", "2017-02-06")
    found = one(cited("66-QĐ/TW", "QĐ", "Bộ Chính trị", "2017-02-06"), [rule, replace(rule, id="c2", key="x")])
    assert (found.state, [id for id, _ in found.candidates]) == ("ambiguous", ["c1", "c2"])


def test_two_days_that_nobody_knows_are_not_the_same_day() -> None:
    undated = known("c3", "12/2019/NĐ-CP", "NQ", "Chính phủ", None)
    assert undated.key and undated.key != cited("12/2019/NĐ-CP", "NĐ", "Chính phủ").key
    assert one(cited("12/2019/NĐ-CP", "NĐ", "Chính phủ"), [undated]).state == "stub"


def test_same_day_in_another_province_is_no_slip_of_the_pen() -> None:
    found = one(cited("12/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Hà Giang", "2019-01-15"), [
        known("d1", "12/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2019-01-15")
    ])  # fmt: skip
    assert found.state == "stub"


def test_a_date_off_by_a_digit_is_a_finding() -> None:
    found = one(cited("01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2020-01-16"), [SON_LA])
    assert found.target == "b1"
    assert "ngày dẫn 16/01/2020" in found.findings[0]


def test_other_date_and_other_title_stay_open() -> None:
    paper = replace(SON_LA, title="Quy định phân cấp quản lý bảo trì đường giao thông nông thôn")
    mention = cited(
        "01/2020/QĐ-UBND",
        "QĐ",
        "Ủy ban nhân dân tỉnh Sơn La",
        "2020-09-30",
        title="Quy chế thi đua khen thưởng dành cho doanh nghiệp",
    )
    assert one(mention, [paper]).state == "ambiguous"


def test_two_held_papers_of_one_key_are_told_apart_by_the_day_only() -> None:
    twin = replace(SON_LA, id="b9", date="2020-06-30")
    assert one(cited("01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La"), [SON_LA, twin]).state == "ambiguous"
    dated = cited("01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2020-06-30")
    assert one(dated, [SON_LA, twin]).target == "b9"


def test_letters_of_another_unit_are_another_letter() -> None:
    letter = known("e1", "698/UBND-VX", "CV", "Ủy ban nhân dân tỉnh Sơn La", "2023-03-16")
    found = one(cited("698/UBND-NC", "CV", "Ủy ban nhân dân tỉnh Sơn La", "2023-03-16"), [letter])
    assert found.state == "stub"


def test_numbered_mention_without_identity_is_a_stub_of_its_own() -> None:
    found = one(cited("77-KH/TU", "KH"), [])
    assert found.state == "stub"
    assert found.target is not None
    assert found.target.startswith("so~77~kh-tu~khong-ro")
    assert "cơ quan ban hành" in found.reasons[0]


def test_nothing_to_go_by_is_unresolved_with_the_reason() -> None:
    found = one(Cited(0, None, None, None), [])
    assert (found.state, found.target) == ("unresolved", None)
    assert found.reasons


def test_district_is_known_by_name_where_one_side_leaves_the_province_out() -> None:
    plan = known("f1", "96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn", "2014-12-02")
    assert plan.key is None
    mention = cited("96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn, tỉnh Sơn La", "2014-12-02")
    assert one(mention, [plan]).target == "f1"
    undated = cited("96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn, tỉnh Sơn La", year=2014)
    assert one(undated, [plan]).state == "ambiguous"


@pytest.mark.parametrize(
    ("block", "central"),
    [("34~ct-tw", True), ("30~nd-cp", True), ("6~qh15", True), ("1~qd-ubnd", False), ("124~kh-tu", False)],
)
def test_letters_of_one_central_body(block: str, central: bool) -> None:
    assert central_letters(block) is central


def test_small_comparisons() -> None:
    assert same_day_misprinted("2020-03-04", "2020-04-03")
    assert same_day_misprinted("2020-03-04", "2020-03-05")
    assert not same_day_misprinted("2020-03-04", "2020-11-25")
    assert title_agreement("quy chế làm việc của sở", "x") is None
    assert issuers_agree("so-noi-vu-", "so-noi-vu-tinh-son-la")
    assert not issuers_agree("so-noi-vu-tinh-son-la", "so-noi-vu-tinh-lang-son")


def test_another_period_in_the_title_is_another_plan() -> None:
    plan = known(
        "g1", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2018-05-08", title="Trồng rừng phòng hộ giai đoạn 2018 - 2020"
    )
    mention = cited("41-KH/TU", "KH", "Tỉnh ủy Sơn La", title="Trồng rừng phòng hộ giai đoạn 2018 - 2020")
    assert one(mention, [plan]).target == "g1"
    other = replace(mention, title="Trồng rừng phòng hộ giai đoạn 2021 - 2025")
    assert one(other, [plan]).state == "stub"


def test_a_mention_with_less_follows_the_one_that_the_title_settled() -> None:
    plan = known(
        "g1", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2018-05-08", title="Trồng rừng phòng hộ giai đoạn 2018 - 2020"
    )
    rival = known("g2", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2013-05-08", title="Bảo tồn nghề dệt cổ trong các bản")
    mentions = [
        cited("41-KH/TU", "KH", "Tỉnh ủy Sơn La", title="Trồng rừng phòng hộ giai đoạn 2018 - 2020"),
        cited("41-KH/TU", "KH", position=1),
    ]
    for order in (mentions, mentions[::-1]):
        found = resolve_document(CITING, order, shelf([plan, rival]))
        assert {r.target for r in found} == {"g1"}


def test_of_stubs_alone_a_partial_mention_is_kept_apart_and_names_them() -> None:
    elsewhere = replace(EMULATION, id=EMULATION.key or "", held=False, title=None)
    found = one(cited("34-CT/TW", "CT"), [elsewhere])
    assert found.state == "stub"
    assert found.target == "so~34~ct-tw~khong-ro~khong-ro"
    assert [id for id, _ in found.candidates] == ["chi-thi~34~bo-chinh-tri~khoa-11"]


@pytest.mark.parametrize(
    ("number", "type_code", "year", "date", "said"),
    [
        ("12/2019/NĐ-CP", "NĐ", 2019, "2020-03-04", ("số mang năm 2019, ngày dẫn 04/3/2020",)),
        ("41-KH/TU", "KH", None, "2025-03-04", ("ngày dẫn 04/3/2025 sau ngày của văn bản dẫn (01/12/2024)",)),
        ("12/2019/NĐ-CP", "NĐ", 2019, "2019-03-04", ()),
        ("41-KH/TU", "KH", None, "2024-12-01", ()),
        ("12/2019/NĐ-CP", "NĐ", 2019, None, ()),
    ],
)
def test_what_cannot_be_of_a_citation_is_a_finding_whatever_is_held(
    number: str, type_code: str, year: int | None, date: str | None, said: tuple[str, ...]
) -> None:
    assert one(cited(number, type_code, None, date, year=year), []).findings == said


def test_a_mention_that_resolves_keeps_its_other_findings_too() -> None:
    decree = known("g1", "12/2019/NĐ-CP", "NĐ", "Chính phủ", "2019-03-04", title="Quy định về bảo vệ đê")
    mention = cited("12/2019/NĐ-CP", "NĐ", "Chính phủ", "2020-03-04", year=2019, title="Quy định về bảo vệ đê")
    found = one(mention, [decree])
    assert (found.state, found.target) == ("resolved", "g1")
    assert found.findings == (
        "số mang năm 2019, ngày dẫn 04/3/2020",
        "ngày dẫn 04/3/2020, văn bản ghi 04/3/2019",
    )


def state_of(mention: Cited, documents: Sequence[Known], citing: Citing = CITING) -> tuple[str, str | None]:
    found = one(mention, documents, citing)
    return found.state, found.target


def test_what_is_cited_in_another_way_is_that_paper_only_on_its_day_and_only_where_it_is_held() -> None:
    rule = known("c1", "66-QĐ/TW", "QyĐ", "Ban Bí thư", "2017-02-06")
    mention = cited("66-QĐ/TW", "QĐ", "Bộ Chính trị", "2017-02-06")
    assert state_of(mention, [rule]) == ("resolved", "c1")
    assert state_of(mention, [replace(rule, date="2017-02-16")]) == ("stub", mention.key)
    assert state_of(mention, [replace(rule, held=False)]) == ("stub", mention.key)
    assert state_of(mention, [rule], Citing("early", "2017-02-05")) == ("stub", mention.key)


def test_a_paper_whose_issuer_nobody_read_is_meant_where_its_province_and_day_agree() -> None:
    mention = replace(cited("12/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2019-01-15"), locality="Sơn La")
    nameless = known("d1", "12/QĐ-UBND", "QĐ", None, "2019-01-15")
    assert state_of(mention, [replace(nameless, locality="Sơn La")]) == ("resolved", "d1")
    assert state_of(mention, [nameless]) == ("ambiguous", None)
    assert state_of(mention, [replace(nameless, locality="Lai Châu")]) == ("stub", mention.key)


def test_two_papers_that_fit_alike_are_both_named() -> None:
    district = known("f1", "96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn", "2014-12-02")
    mention = cited("96/KH-UBND", "KH", "Ủy ban nhân dân huyện Mai Sơn, tỉnh Sơn La", "2014-12-02")
    assert state_of(mention, [district, replace(district, id="f2")]) == ("ambiguous", None)
    plan = known("g1", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2018-05-08", title="Trồng rừng phòng hộ ven hồ lớn")
    titled = cited("41-KH/TU", "KH", "Tỉnh ủy Sơn La", title="Trồng rừng phòng hộ ven hồ lớn")
    assert state_of(titled, [plan, replace(plan, id="g2", date="2013-05-08")]) == ("ambiguous", None)


def test_a_day_one_digit_off_is_a_slip_whatever_the_title() -> None:
    paper = replace(SON_LA, title="Quy định phân cấp quản lý bảo trì đường giao thông nông thôn")
    title = "Quy chế thi đua khen thưởng dành cho doanh nghiệp"
    found = one(cited("01/2020/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Sơn La", "2020-01-16", title=title), [paper])
    assert found.target == "b1" and len(found.findings) == 2


def test_another_title_does_not_outweigh_the_same_day() -> None:
    plan = known("g1", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2018-05-08", title="Trồng rừng phòng hộ ven hồ lớn")
    found = one(cited("41-KH/TU", "KH", None, "2018-05-08", title="Bảo tồn nghề dệt cổ trong các bản"), [plan])
    assert (found.state, [id for id, _ in found.candidates]) == ("ambiguous", ["g1"])


def test_what_is_known_from_citations_alone_is_never_held() -> None:
    elsewhere = replace(EMULATION, held=False)
    titled = cited("34-CT/TW", "CT", "Bộ Chính trị", title=EMULATION.title)
    assert state_of(titled, [elsewhere]) == ("stub", "a1")
    short = Cited(0, None, None, "34~chi-thi", "chi-thi")
    assert state_of(short, [elsewhere]) == ("ambiguous", None), "no node of its own: it has no letters"
    assert state_of(cited("34-CT/TW", "CT"), [elsewhere, HOUSING]) == ("ambiguous", None)
    first, second = resolve_document(CITING, [cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07"),
                                              replace(short, position=1)], shelf([]))  # fmt: skip
    assert (first.state, first.target) == (second.state, second.target) == ("stub", EMULATION.key)


@pytest.mark.parametrize(
    "said",
    [
        {"block": "34~ct-ttg"}, {"locality": "Lai Châu"}, {"year": 2019}, {"date": "2019-04-07"}, {"term": "khoa-13"},
        {"issuer": "ban-bi-thu"}, {"type": "ke-hoach"},
    ],
)  # fmt: skip
def test_a_short_mention_that_says_otherwise_is_another_paper(said: dict[str, Any]) -> None:
    full = replace(cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07"), locality="Sơn La")
    held = replace(EMULATION, locality="Sơn La")
    plain = Cited(1, None, None, "34~chi-thi", None)
    assert resolve_document(CITING, [full, plain], shelf([held]))[1].target == "a1"
    if "type" not in said:  # the short form of the sibling has it
        assert resolve_document(CITING, [full, replace(plain, **said)], shelf([held]))[1].target != "a1"
    assert one(replace(plain, **said), [held]).candidates == ()
    assert [id for id, _ in one(plain, [held]).candidates] == ["a1"]


def test_a_mention_follows_only_one_that_leaves_out_nothing_of_it() -> None:
    plan = known("g1", "41-KH/TU", "KH", "Tỉnh ủy Sơn La", "2018-05-08", title="Trồng rừng phòng hộ ven hồ lớn")
    titled = cited("41-KH/TU", "KH", "Tỉnh ủy Sơn La", title="Trồng rừng phòng hộ ven hồ lớn")
    dated = cited("41-KH/TU", "KH", None, "2018-05-08", position=1)
    assert [r.target for r in resolve_document(CITING, [titled, dated], shelf([plan]))] == ["g1", None]


def test_partial_identities_of_two_places_are_two_nodes() -> None:
    one_place, other = (
        one(replace(cited("77-KH/TU", "KH"), locality=place), []).target for place in ("Sơn La", "Lai Châu")
    )
    assert one_place != other and one_place and "son-la" in one_place


def test_a_paper_of_the_same_day_exists_and_a_node_of_its_own_is_shared() -> None:
    dated = cited("34-CT/TW", "CT", "Bộ Chính trị", "2014-04-07")
    assert one(dated, [EMULATION], Citing("same day", "2014-04-07")).target == "a1"
    mentions = [cited("77-KH/TU", "KH", year=2019), cited("77-KH/TU", "KH", position=1)]
    told, less = resolve_document(CITING, mentions, shelf([]))
    assert told.target == less.target == "so~77~kh-tu~khong-ro~2019"
