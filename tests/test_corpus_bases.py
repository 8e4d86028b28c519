"""Suggested bases: what is read as a basis, what may be cited on a day, and the ranking with its evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.bases import paper_from, rank, suggest, suggestion_json
from corpus.bases.archive import precedents
from corpus.bases.features import prepare
from corpus.bases.index import Paper, Precedents, TermIndex, day_number, kind_of, terms, year_of
from corpus.bases.model import learnt
from corpus.bases.precedent_file import CACHE
from corpus.bases.reading import cited_bases, key_of, named_laws, without_citations
from corpus.bases.register import decree_of, law_of, of_another_province, register_keys, successor_of, validity
from corpus.bases.subject import gives_competence, organisation_keys, subjects_of
from extractor.document import SourceFile, Text
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from extractor.render import document_json

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 415/QĐ-UBND

Lào Cai, ngày 12 tháng 9 năm 2025

QUYẾT ĐỊNH
Về việc giao đất cho Trường Mầm non Hoa Ban

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Luật Đất đai số 31/2024/QH15 được sửa đổi, bổ sung bởi Luật số 43/2024/QH15;
Căn cứ Nghị định số 102/2024/NĐ-CP ngày 30 tháng 7 năm 2024 của Chính phủ quy định chi tiết thi hành Luật Đất đai;
Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 88/TTr-SNNMT ngày 05 tháng 9 năm 2025.

QUYẾT ĐỊNH:

Điều 1. Giao 2.400 m2 đất cho Trường Mầm non Hoa Ban theo quy định của Luật Giáo dục.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""


def read(text: str) -> dict[str, Any]:
    whole = Text(content=text)
    return document_json(extract(whole), whole, SourceFile("draft.txt", "0" * 64, "text/plain", len(text)))


def paper(
    id: str, date: str, title: str, bases: tuple[str, ...], *, issuer: str = "Bộ Nội vụ", type: str = "TT"
) -> Paper:
    return Paper(id, date, type, issuer, title, title * 3, {key: f"văn bản {key}" for key in bases})


ARCHIVE = [
    paper("a1", "2025-03-03", "Hướng dẫn bảo quản tài liệu lưu trữ", ("33/2024/QH15", "25/2025/NĐ-CP")),
    paper("a2", "2025-04-03", "Quy định định mức bảo quản tài liệu lưu trữ giấy", ("33/2024/QH15", "25/2025/NĐ-CP")),
    paper("a3", "2025-05-03", "Quy định thời hạn nâng bậc lương công chức", ("22/2008/QH12", "204/2004/NĐ-CP")),
    paper("a4", "2025-05-13", "Hướng dẫn chế độ lương của viên chức", ("58/2010/QH12", "204/2004/NĐ-CP")),
    paper("a5", "2026-09-01", "Quy định bảo quản tài liệu lưu trữ điện tử", ("77/2026/NĐ-CP",)),
]


@pytest.mark.parametrize(
    ("number", "year", "locality", "type_code", "key"),
    [
        ("25/2025/NĐ-CP", 2025, None, "NĐ", "25/2025/NĐ-CP"),
        ("4/QĐ-TTg", 2022, None, "QĐ", "04/QĐ-TTG 2022"),
        ("415/QĐ-UBND", 2025, "Lào Cai", "QĐ", "415/QĐ-UBND 2025 @LÀO CAI"),
        ("57-NQ/TW", 2024, None, "NQ", "57-NQ/TW 2024"),
        ("25/2025/ND-CP", 2025, None, "NĐ", "25/2025/NĐ-CP"),
        ("4/QD-TTg", 2022, None, "QĐ", "04/QĐ-TTG 2022"),
        ("7/NQ-HDND", 2025, "Lào Cai", "NQ", "07/NQ-HĐND 2025 @LÀO CAI"),
        ("12/ND-BGD", 2025, None, "CV", "12/ND-BGD 2025"),
        (None, 2013, None, "HP", "HIẾN PHÁP 2013"),
        ("415/QĐ-UBND", None, None, "QĐ", None),
        (None, None, None, "Luật", None),
    ],
)
def test_key(number: str | None, year: int | None, locality: str | None, type_code: str, key: str | None) -> None:
    assert key_of(number=number, year=year, locality=locality, type_code=type_code) == key


def test_bases_with_what_amends_them_but_no_proposal_and_no_act_inside_a_title() -> None:
    contract = read(DECISION)
    found = [cited.key for cited in cited_bases(contract["references"], DECISION)]
    assert found == ["72/2025/QH15", "31/2024/QH15", "43/2024/QH15", "102/2024/NĐ-CP"]


def test_a_query_keeps_no_citation_but_bare_names_of_laws() -> None:
    bare = without_citations(DECISION)
    assert "Căn cứ" not in bare and "31/2024/QH15" not in bare and "88/TTr-SNNMT" not in bare
    assert "Luật Giáo dục" in bare and "Trường Mầm non Hoa Ban" in bare


def test_named_laws_mean_the_version_in_force() -> None:
    assert [key for key, _ in named_laws("thi hành Luật Đất đai và pháp luật khác", "2020-05-05")] == ["45/2013/QH13"]
    assert [key for key, _ in named_laws("thi hành Luật Đất đai và pháp luật khác", "2025-05-05")] == ["31/2024/QH15"]


def test_validity_by_day() -> None:
    assert validity("45/2013/QH13", "2020-05-05").state == "in_force"
    late = validity("45/2013/QH13", "2025-05-05")
    assert (late.state, late.by) == ("replaced", "31/2024/QH15") and not late.usable
    assert validity("31/2024/QH15", "2023-05-05").state == "future"
    assert successor_of("45/2013/QH13", "2025-05-05") == "31/2024/QH15"
    assert successor_of("31/2024/QH15", "2025-05-05") is None


def test_passed_but_not_in_force_only_for_normative_drafts() -> None:
    entry = law_of("109/2025/QH15")
    assert entry is not None and entry.effective_from is not None and entry.date is not None
    between = "2026-01-15"
    assert entry.date < between < entry.effective_from
    assert validity("109/2025/QH15", between, draft_type="NĐ").usable
    assert not validity("109/2025/QH15", between, draft_type="KH").usable


def test_similar_papers_win_and_later_ones_stay_out() -> None:
    earlier = Precedents(ARCHIVE)
    draft = paper("d", "2025-08-08", "Hướng dẫn bảo quản tài liệu lưu trữ lịch sử", ())
    found = suggest(earlier, draft, limit=10)
    keys = [one.key for one in found]
    assert set(keys[:2]) == {"33/2024/QH15", "25/2025/NĐ-CP"}
    assert "77/2026/NĐ-CP" not in keys
    first = found[0]
    assert first.cited_by == 2 and {p.id for p in first.precedents} == {"a1", "a2"}
    assert first.precedents[0].words and first.reasons
    assert all(one.precedents or one.reasons for one in found)
    assert suggestion_json(first)["validity"]["state"] == first.validity.state


def test_an_act_that_only_amends_falls_with_what_it_amends() -> None:
    assert validity("47/2019/QH14", "2021-05-05").state == "in_force"
    fallen = validity("47/2019/QH14", "2026-05-05")  # both laws that it amends were replaced in 2025
    assert (fallen.state, fallen.usable) == ("replaced", False)
    assert validity("39/2013/QH13", "2023-12-31").state == "in_force"
    assert validity("39/2013/QH13", "2024-01-01").state == "replaced"
    assert validity("42/2019/QH14", "2026-05-05").state == "in_force", "one of its two laws stands"
    assert validity("35/2018/QH14", "2026-05-05").state == "in_force", "which laws it amends is not known"


@pytest.mark.parametrize(
    ("key", "place", "foreign"),
    [
        ("07/2019/NQ-HĐND @LÀO CAI", "Hà Giang", True),
        ("07/2019/NQ-HĐND @LÀO CAI", "Lào Cai", False),
        ("07/2019/NQ-HĐND @HÀ GIANG", "Tuyên Quang", False),  # Hà Giang became part of it
        ("07/2019/NQ-HĐND @LÀO CAI", None, False),
        ("07/2019/NQ-HĐND", "Hà Giang", False),
        ("30/2020/NĐ-CP", "Hà Giang", False),
    ],
)
def test_papers_of_other_provinces_are_no_basis(key: str, place: str | None, foreign: bool) -> None:
    assert of_another_province(key, place) is foreign


def test_successor_in_place_of_the_replaced() -> None:
    earlier = Precedents([*ARCHIVE, paper("a6", "2025-05-20", "Thông tư về giá đất ở", ("45/2013/QH13",))])
    draft = paper("d", "2025-08-08", "Thông tư về giá đất ở tại nông thôn", ())
    keys = [earlier.keys[at] for at, _ in rank(earlier, draft)[1]]
    assert "45/2013/QH13" not in keys and "31/2024/QH15" in keys


def test_a_law_in_force_is_known_though_its_day_of_issue_is_not() -> None:
    law = law_of("124/2025/QH15")
    assert law is not None and law.date is None and law.effective_from == "2026-01-01"
    made = Precedents(ARCHIVE)
    known = made.known_from[made.key_place["124/2025/QH15"]]
    assert day_number("2025-12-31") < known <= day_number("2026-01-01")


def test_given_bases_are_not_repeated_and_bring_their_company() -> None:
    earlier = Precedents(ARCHIVE)
    draft = paper("d", "2025-08-08", "Thông tư", ())
    keys = [earlier.keys[at] for at, _ in rank(earlier, draft, frozenset({"22/2008/QH12"}))[1]]
    assert "22/2008/QH12" not in keys and "204/2004/NĐ-CP" in keys[:2]


def test_decree_replaced_by_a_held_one() -> None:
    newer = replace(paper("n", "2025-06-01", "Nghị định mới", ()), key="99/2025/NĐ-CP", replaces=("25/2025/NĐ-CP",))
    earlier = Precedents([*ARCHIVE, newer])
    draft = paper("d", "2025-08-08", "Hướng dẫn bảo quản tài liệu lưu trữ lịch sử", ())
    keys = [earlier.keys[at] for at, _ in rank(earlier, draft)[1]]
    assert "25/2025/NĐ-CP" not in keys and "99/2025/NĐ-CP" in keys


def test_a_law_named_after_the_subject_comes_though_nobody_cited_it() -> None:
    draft = paper("d", "2025-08-08", "Quy định nội dung kỹ thuật trong hoạt động dầu khí", ())
    found = {one.key: one for one in suggest(Precedents(ARCHIVE), draft, limit=30)}
    assert "12/2022/QH15" in found and not any("L/CTN" in key for key in found)
    assert found["12/2022/QH15"].cited_by == 0 and any("lĩnh vực" in r for r in found["12/2022/QH15"].reasons)


def test_a_commune_without_precedents_follows_its_province() -> None:
    province, law = "Ủy ban nhân dân tỉnh Lào Cai", ("72/2025/QH15",)
    of_province = [paper(f"p{n}", "2025-03-03", f"Việc số {n}", law, issuer=province, type="QĐ") for n in range(4)]
    draft = paper("d", "2025-08-08", "Giao quản lý chợ", (), issuer="Ủy ban nhân dân xã Mường Lai", type="QĐ")
    earlier = Precedents([*ARCHIVE, *of_province])
    held = [place for place, one in enumerate(earlier.papers) if one.issuer == province]
    near, far = prepare(earlier, draft).similar, prepare(earlier, replace(draft, level="party")).similar
    assert (near[held] > far[held]).all()


def test_the_province_of_the_issuer_is_no_subject() -> None:
    text = DECISION.replace("Về việc giao đất", "Về việc tỉnh Lào Cai giao đất")
    whole = Text(content=text)
    contract = document_json(extract(whole), whole, SourceFile("a.txt", "", "text/plain", len(text)))
    read = paper_from(contract, text, id="a")
    assert "Lào Cai" not in read.title + read.body and "LÀO CAI" not in read.body
    assert "Lào Cai" in read.printed_title and "Mầm non Hoa Ban" in read.title


@pytest.mark.parametrize("row", toml_data("drafting.toml")["common_word"], ids=lambda row: row["law"])
def test_an_everyday_word_is_a_subject_only_in_company(row: dict[str, Any]) -> None:
    laws = {key for key, entry in register_keys().items() if entry.name == f"Luật {row['law'].capitalize()}"}
    for text in row["finds"]:
        assert subjects_of(text, "").in_title & laws, text
    for text in row["misses"]:
        assert not subjects_of(text, text).in_title & laws and not subjects_of("", text).in_body.keys() & laws, text


def test_the_longest_name_of_a_law_is_the_subject() -> None:
    found = subjects_of("Kế hoạch đầu tư công trung hạn", "")
    assert {register_keys()[key].name for key in found.in_title} == {"Luật Đầu tư công"}


def test_what_gives_the_issuer_its_competence() -> None:
    of_interior = "Nghị định số 25/2025/NĐ-CP quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Nội vụ;"
    assert gives_competence("25/2025/NĐ-CP", of_interior, "Bộ Nội vụ")
    assert not gives_competence("25/2025/NĐ-CP", of_interior.replace("vụ;", "vụ và lễ tân;"), "Bộ Nội vụ")
    assert gives_competence("72/2025/QH15", "", "Ủy ban nhân dân xã Y Tý")
    assert not gives_competence("72/2025/QH15", "", "Bộ Nội vụ")
    assert "63/2025/QH15" in organisation_keys("Chính phủ") and organisation_keys(None) == ()


def test_a_held_decree_that_amends_a_likely_one_comes_and_is_told() -> None:
    newer = replace(paper("n", "2025-06-01", "Nghị định sửa đổi", ()), key="98/2025/NĐ-CP", amends=("25/2025/NĐ-CP",))
    draft = paper("d", "2025-08-08", "Hướng dẫn bảo quản tài liệu lưu trữ lịch sử", ())
    found = {one.key: one for one in suggest(Precedents([*ARCHIVE, newer]), draft, limit=30)}
    assert "98/2025/NĐ-CP" in found
    told = suggestion_json(found["25/2025/NĐ-CP"])
    assert told["validity"]["last_amendment"] == {"number": "98/2025/NĐ-CP", "date": "2025-06-01"}
    assert any("gần nhất: 98/2025/NĐ-CP ngày 01/6/2025" in reason for reason in told["reasons"])


@pytest.mark.parametrize(
    ("type_", "title", "name", "about"),
    [
        ("CT", "CỦA TỈNH ỦY về dọn kho lưu trữ", "Chỉ thị", "về dọn kho lưu trữ"),
        ("KH", "Dọn kho lưu trữ", "Kế hoạch", "về dọn kho lưu trữ"),
        ("QĐ", "Ban hành Quy chế lưu trữ", "Quyết định", "ban hành Quy chế lưu trữ"),
    ],
)
def test_a_held_paper_that_nobody_cited_is_offered_as_it_is_to_be_cited(
    type_: str, title: str, name: str, about: str
) -> None:
    line = f"{name} số 61-CT/TU ngày 01 tháng 6 năm 2025 của Tỉnh ủy Lào Cai {about}"
    held = replace(
        paper("n", "2025-06-01", title, ()), key="61-CT/TU 2025 @LÀO CAI", type=type_, issuer="Tỉnh ủy Lào Cai"
    )
    found = suggest(Precedents([*ARCHIVE, held]), paper("d", "2025-08-08", "Hướng dẫn dọn kho lưu trữ", ()), limit=40)
    assert [one.line for one in found if one.key == held.key] == [line]


def test_features_agree_with_the_model_and_nothing_to_go_by_is_no_error() -> None:
    case = prepare(Precedents(ARCHIVE), paper("d", "2025-08-08", "Hướng dẫn lưu trữ", ()))
    assert case.features.shape[1] == len(learnt().grown.mean) and np.isfinite(case.features).all()
    alone = suggest(Precedents([]), paper("d", "2025-08-08", "Quy định về giá đất", ()))
    assert all(one.cited_by == 0 and (law_of(one.key) or decree_of(one.key)) and one.reasons for one in alone)


def test_draft_as_read() -> None:
    draft = paper_from(read(DECISION), DECISION, id="x", locality="Lào Cai")
    assert draft.key == "415/QĐ-UBND 2025 @LÀO CAI" and draft.date == "2025-09-12"
    assert "Căn cứ" not in draft.body and len(draft.lines) == 4
    with pytest.raises(ValueError):
        paper_from(read("Kế hoạch"), "Kế hoạch", id="x")


@pytest.mark.parametrize(
    ("number", "normative"),
    [
        ("415/QĐ-UBND", False),
        ("415/2025/QĐ-UBND", True),
        ("…../2025/QĐ-UBND", True),
        ("        /2025/QĐ-UBND", True),
        ("        /QĐ-UBND", False),
    ],
)
def test_the_form_of_the_number_tells_a_normative_draft(number: str, normative: bool) -> None:
    text = DECISION.replace("415/QĐ-UBND", number)
    draft = paper_from(read(text), text, id="x", locality="Lào Cai")
    assert draft.normative is normative
    assert draft.form == ("QĐ*" if normative else "QĐ")


def test_normative_papers_are_their_own_precedents() -> None:
    title = "Quy định mức chi tổ chức hội thi"
    year = [
        replace(paper(f"a{n}", "2025-05-03", title, ("78/2025/NĐ-CP",), type="QĐ"), normative=True) for n in range(8)
    ]
    plain = [paper(f"b{n}", "2025-05-03", title, ("63/2010/NĐ-CP",), type="QĐ") for n in range(8)]
    made = Precedents([*year, *plain])
    for normative, first in ((True, "78/2025/NĐ-CP"), (False, "63/2010/NĐ-CP")):
        _, ranked = rank(made, replace(paper("d", "2025-08-08", title, (), type="QĐ"), normative=normative))
        assert made.keys[ranked[0][0]] == first


def test_precedents_come_in_any_order() -> None:
    draft = paper("d", "2025-08-08", "Hướng dẫn bảo quản tài liệu lưu trữ lịch sử", ())
    assert suggest(Precedents(ARCHIVE), draft) == suggest(Precedents(iter(reversed(ARCHIVE))), draft)


def test_cosine_and_kinds() -> None:
    index = TermIndex.of([terms("bảo quản tài liệu"), terms("chế độ lương"), terms("giá đất ở")])
    scores = index.cosine(terms("tài liệu lưu trữ"))
    assert scores[0] > 0 and scores[1] == 0
    assert index.best_terms(index.weigh(terms("tài liệu lưu trữ")), 0) == ["liệu", "tài", "tài liệu"]
    assert (kind_of("25/2025/NĐ-CP"), kind_of("33/2024/QH15"), kind_of("x")) == ("decree", "law", "other")
    assert [kind_of(key) for key in ("26/2025/TT-BNV", "7/2031/TTLT-BNV-BTC")] == ["circular"] * 2
    assert [kind_of(key) for key in ("314/TTg", "15/TTr-BNV")] == ["other"] * 2  # of the Prime Minister; a submission
    assert year_of("04/QĐ-TTG 2022") == 2022


def test_precedents_are_kept_between_runs_and_made_anew_when_the_archive_changes(tmp_path: Path) -> None:
    cache = tmp_path / "data" / CACHE
    first = tmp_path / "qd-415.txt"
    first.write_text(DECISION, encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([first], workers=1)
        made = precedents(archive, cache)
        assert made.keys[:2] == ["72/2025/QH15", "31/2024/QH15"] and cache.stat().st_mode & 0o077 == 0
        stamp = cache.stat().st_mtime_ns
        assert precedents(archive, cache).keys == made.keys and cache.stat().st_mtime_ns == stamp
        second = tmp_path / "qd-416.txt"
        second.write_text(DECISION.replace("415", "416").replace("Hoa Ban", "Hoa Mai"), encoding="utf-8")
        archive.ingest([second], workers=1)
        assert len(precedents(archive, cache).papers) == 2
        draft = paper("d", "2026-01-01", "Về việc giao đất cho trường mầm non", ())
        again, fresh = precedents(archive, cache), precedents(archive)
        assert suggest(again, draft) == suggest(fresh, draft) != []
        whole = cache.read_bytes()
        for damaged in (b"damaged", whole[: len(whole) // 2], b""):
            cache.write_bytes(damaged)
            assert len(precedents(archive, cache).papers) == 2
        archive.purge(archive.headers()[0]["id"])
        assert not cache.exists() and len(precedents(archive, cache).papers) == 1
