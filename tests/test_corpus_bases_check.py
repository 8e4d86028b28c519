"""The checker: one fault at a time in a preamble written for this test, silence on the right one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.bases.archive import known_acts, precedents
from corpus.bases.check import StandingOf, check_draft, check_references
from corpus.bases.check_finding import CheckFinding
from corpus.bases.known import Act, KnownActs, held_act
from corpus.bases.mutations import KINDS, mutations
from corpus.bases.printed import title_after
from extractor.document import SourceFile, Text
from extractor.pipeline import extract
from extractor.render import document_json

HEAD = """CHÍNH PHỦ
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 90/2025/NĐ-CP

Hà Nội, ngày 20 tháng 11 năm 2025

NGHỊ ĐỊNH
Quy định về quản lý vườn thực vật

Căn cứ {basis};
Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;
Theo đề nghị của Bộ trưởng Bộ Nông nghiệp và Môi trường;
"""
HELD = Act(
    "971/2024/NĐ-CP",
    "NĐ",
    "2024-06-27",
    "Quy định về giống cây thân gỗ trồng trong công viên",
    "Chính phủ",
    None,
    False,
    "h1",
)
HEADER = {"number": "988/2024/NĐ-CP", "type": "NĐ", "issuer": "Chính phủ", "locality": None}
RIGHT = (
    "Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024",
    "Luật Đất đai ngày 18 tháng 01 năm 2024",
    "Nghị định số 971/2024/NĐ-CP ngày 27/6/2024 của Chính phủ quy định về giống cây thân gỗ trồng trong công viên",
)


def checked(basis: str, held: Act = HELD, standing: StandingOf | None = None) -> list[CheckFinding]:
    text, known = HEAD.format(basis=basis), KnownActs([held])
    references = read(text)["references"]
    return check_references(references, text, known, on="2025-11-20", draft_type="NĐ", standing=standing)


def read(text: str) -> dict[str, Any]:
    whole = Text(content=text)
    return document_json(extract(whole), whole, SourceFile("draft.txt", "0" * 64, "text/plain", len(text)))


@pytest.mark.parametrize("basis", RIGHT)
def test_what_is_right_gives_no_finding(basis: str) -> None:
    assert checked(basis) == []


@pytest.mark.parametrize(
    ("basis", "code", "expected"),
    [
        ("Luật Đất đai số 31/2024/QH15 ngày 19 tháng 01 năm 2024", "wrong-date", "2024-01-18"),
        ("Luật Đất đai ngày 19 tháng 01 năm 2024", "wrong-date", "2024-01-18"),
        ("Luật Đất đai số 13/2024/QH15", "wrong-number", "31/2024/QH15"),
        ("Luật Lưu trữ số 31/2024/QH15 ngày 18 tháng 01 năm 2024", "wrong-title", "Luật Đất đai"),
        ("Pháp lệnh Đất đai số 31/2024/QH15", "wrong-type", "Luật Đất đai"),
        ("Luật Đất đai số 45/2013/QH13", "replaced", "31/2024/QH15"),
        ("Luật Quản lý thuế số 108/2025/QH15", "future", None),
        ("Thông tư số 971/2024/NĐ-CP ngày 27 tháng 6 năm 2024 của Chính phủ", "wrong-type", "NĐ"),
        ("Nghị định số 971/2024/NĐ-CP ngày 26 tháng 6 năm 2024 của Chính phủ", "wrong-date", "2024-06-27"),
        (
            "Nghị định số 977/2024/NĐ-CP ngày 27 tháng 6 năm 2024 của Chính phủ quy định về giống cây thân gỗ trồng"
            " trong công viên",
            "wrong-number",
            "971/2024/NĐ-CP",
        ),
    ],
)
def test_one_fault(basis: str, code: str, expected: str | None) -> None:
    found = [(one.code, one.expected) for one in checked(basis) if one.fault]
    assert found == [(code, expected)]


def test_a_sister_decree_of_the_same_day_is_no_misprint() -> None:
    basis = (
        "Nghị định số 972/2024/NĐ-CP ngày 27/6/2024 của Chính phủ quy định về giống cây thân gỗ trồng trong công viên"
        " do doanh nghiệp quốc phòng, an ninh quản lý"
    )
    assert [one.code for one in checked(basis)] == ["not-held"]


def test_who_issues_the_draft_is_no_title_of_its_last_basis() -> None:
    text = HEAD.replace("Theo đề nghị của Bộ trưởng Bộ Nông nghiệp và Môi trường;\n", "").format(basis="{basis}")
    text = text.format(basis="Luật Đất đai ngày 18 tháng 01 năm 2024") + (
        "Thực hiện Nghị định số 971/2024/NĐ-CP ngày 27/6/2024 của Chính phủ,\n"
        "Chính phủ ban hành kế hoạch làm sạch hồ, ao như sau:\n1. Vét bùn;\n"
    )
    assert not check_references(read(text)["references"], text, KnownActs([HELD]), on="2025-11-20", draft_type="NĐ")


def test_the_words_behind_a_clause_are_not_the_title_of_the_act() -> None:
    basis = "khoản 2 Điều 5 Nghị định số 971/2024/NĐ-CP ngày 27/6/2024 của Chính phủ quy định về chặt hạ cây gãy đổ"
    assert checked(basis) == []


def test_numbers_of_other_provinces_and_bodies_are_other_papers() -> None:
    header = {"number": "01/2020/QĐ-UBND", "type": "QĐ", "date": "2020-03-03", "title": "Về bến thuyền", "id": "h2"}
    body = "Ủy ban nhân dân tỉnh Lào Cai"
    unknown = held_act({**header, "issuer": "Ủy ban nhân dân huyện Bát Xát", "locality": None})
    known = held_act({**header, "issuer": body, "locality": "Lào Cai"})
    assert unknown is not None and known is not None
    acts = KnownActs([unknown, known])
    assert acts.numbered("01/2020/QĐ-UBND", "Lào Cai", body) == [known]
    assert acts.numbered("01/2020/QĐ-UBND", "Lào Cai", "Ủy ban nhân dân xã Y Tý") == []
    assert acts.numbered("01/2020/QĐ-UBND", None) == acts.numbered("01/2020/QĐ-UBND", "Sơn La") == []


def test_what_held_papers_did_to_a_basis_is_told() -> None:
    by = {"id": "h9", "number": "12/2025/NĐ-CP"}
    gone = {"state": "replaced", "reasons": ["bị thay thế bởi 12/2025/NĐ-CP từ ngày 01/3/2025"], "by": [by]}
    basis = "Nghị định số 971/2024/NĐ-CP ngày 27/6/2024 của Chính phủ"
    found = checked(basis, standing=lambda id: gone if id == "h1" else None)
    assert [(one.code, one.expected, one.source) for one in found] == [("replaced", "12/2025/NĐ-CP", "h9")]
    later = {"state": "not-yet", "reasons": ["có hiệu lực từ ngày 01/01/2026"], "by": []}
    assert [one.code for one in checked(basis, standing=lambda id: later)] == ["not-yet-in-force"]
    assert checked(basis, standing=lambda id: None) == []


def test_what_nobody_holds_is_said_and_is_no_fault() -> None:
    found = checked("Thông tư số 5/2019/TT-BXYZ ngày 05 tháng 5 năm 2019 của Bộ trưởng")
    assert [(one.code, one.fault) for one in found] == [("not-held", False)]


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        (" ngày 27/6/2024 của Chính phủ quy định về giống cây trồng lâu năm;", "quy định về giống cây trồng lâu năm"),
        (" của Bộ trưởng Bộ Y tế hướng dẫn khám cho người trồng rừng. 2. Sở", "hướng dẫn khám cho người trồng rừng"),
        (" của UBND TP. Hồ Chí Minh về việc chăm sóc vườn ươm;", "về việc chăm sóc vườn ươm"),
        (" của Ủy ban nhân dân tỉnh (khóa X) về việc trồng cây ven sông;", "về việc trồng cây ven sông"),
        (", Bộ Tài chính hướng dẫn thu phí vườn ươm;", "hướng dẫn thu phí vườn ươm"),
        (
            " về trồng cây trên địa bàn TP. Hồ Chí Minh đến năm 2040;",
            "về trồng cây trên địa bàn TP. Hồ Chí Minh đến năm 2040",
        ),
        (", Bộ Tài chính trình phê duyệt dự án trồng rừng ven biển;", None),
        (" được sửa đổi, bổ sung tại khoản 7 Điều 1 Nghị định số 8/2030/NĐ-CP;", None),
        (" theo quy định tại điểm c khoản này cho người trồng rừng;", None),
        (" và quy định của pháp luật, hồ sơ cụ thể để thực hiện;", None),
        (" trong thời hạn 5 ngày, Sở trình phê duyệt dự án trồng rừng ven biển;", None),
    ],
)
def test_what_a_clause_says_of_an_act_is_not_its_title(behind: str, title: str | None) -> None:
    text = f"Nghị định số 7/2031/NĐ-CP{behind};"
    assert title_after(text, text.index("CP") + 2) == title


LISTED = "Nghị định số 43/2014/NĐ-CP ngày 15 tháng 5 năm 2014 của Chính phủ"


@pytest.mark.parametrize(
    ("basis", "codes"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư", ["not-held"]),
        ("Nghị định số 30/2020/NĐ-CP ngày 06 tháng 3 năm 2020 của Chính phủ", ["not-held"]),
        (
            "Nghị định số 152/2025/NĐ-CP ngày 15 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong "
            "lĩnh vực thi đua, khen thưởng",
            ["wrong-date"],
        ),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về trồng cây lâu năm", ["not-held"]),
        (LISTED, ["replaced"]),
        (f"{LISTED} quy định chi tiết thi hành một số điều của Luật Đất đai", ["replaced"]),
        ("Nghị định số 43/2014/NĐ-CP", ["not-held"]),  # nothing beside the number says that it is meant
        ("Luật Phòng vệ dân sự ngày 20 tháng 6 năm 2023", ["wrong-title"]),
        ("Luật Đất rừng núi ngày 18 tháng 01 năm 2024", ["not-held"]),
    ],
)
def test_what_the_register_of_decrees_and_a_syllable_say(basis: str, codes: list[str]) -> None:
    assert [one.code for one in checked(basis)] == codes


def test_what_agrees_with_the_register_of_decrees_is_said_to_agree() -> None:
    bases = ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ", "Nghị định số 30/2020/NĐ-CP")
    assert [checked(basis)[0].message.partition(" với")[0] for basis in bases] == ["số và ngày khớp", "số khớp"]
    assert "khớp" not in checked("Nghị định số 31/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ")[0].message


def test_a_decree_of_the_register_of_a_later_day_is_told() -> None:
    found = checked("Nghị định số 248/2026/NĐ-CP ngày 30 tháng 6 năm 2026 của Chính phủ")
    assert [(one.code, one.fault, one.source) for one in found] == [("future", True, "register")]
    assert "sau ngày của dự thảo" in found[0].message


@pytest.mark.parametrize(
    ("basis", "codes"),
    [
        ("Luật Lưu tr\u00adữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024", []),
        ("Luật Lưu tr\u200bữ ngày 21\u00a0tháng 6 năm 2024", []),
        ("Luật Lưu tr\u00adữ ngày 20 tháng 6 năm 2024", ["wrong-date"]),
    ],
)
def test_marks_that_nobody_sees_make_no_other_name(basis: str, codes: list[str]) -> None:
    text = HEAD.format(basis=basis)
    found = check_draft(read(text)["references"], text, KnownActs(), on="2025-11-20", draft_type="NĐ")
    assert [one.code for one in found] == codes
    assert all(text[one.start : one.end] == basis for one in found)


def test_a_replaced_decree_is_told_with_what_holds() -> None:
    found = checked("Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014 của Chính phủ")
    assert [(one.expected, one.source) for one in found] == [("150/2025/NĐ-CP", "register")]
    assert "45/2025/NĐ-CP" in found[0].message and "hiện hành là 150/2025/NĐ-CP" in found[0].message


def test_a_number_of_two_papers_is_not_decided() -> None:
    rows = [{**HEADER, "id": f"h{at}", "date": f"2024-0{at}-11", "title": title} for at, title in (
        (3, "Quy định về bến thuyền nan ven sông"), (4, "Quy định về lán nuôi tằm trên núi"))]  # fmt: skip
    acts = [act for row in rows if (act := held_act(row)) is not None]
    text = HEAD.format(basis="Nghị định số 988/2024/NĐ-CP ngày 05 tháng 5 năm 2024 của Chính phủ")
    found = check_references(read(text)["references"], text, KnownActs(acts), on="2025-11-20", draft_type="NĐ")
    assert [one.code for one in found] == ["cannot-decide"]
    text = HEAD.format(basis="Nghị định số 988/2024/NĐ-CP ngày 11 tháng 3 năm 2024 của Chính phủ")
    found = check_references(read(text)["references"], text, KnownActs(acts), on="2025-11-20", draft_type="NĐ")
    assert found == [], "one of them is cited rightly"


def test_two_series_of_the_assembly_are_not_confused() -> None:
    found = checked("Nghị quyết số 31/2024/QH15 ngày 01 tháng 02 năm 2024 của Quốc hội")
    assert not any(one.fault for one in found)


def test_every_kind_of_fault_can_be_put_in_and_is_found() -> None:
    text = HEAD.format(basis="Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024")
    known = KnownActs([HELD])
    reference = read(text)["references"]
    law = next(r for r in reference if r["number"] == "31/2024/QH15")
    made = mutations(law, text, known, "2025-11-20", random.Random(1))
    assert {one.kind for one in made} == set(KINDS)
    for one in made:
        inside = [r for r in read(one.text)["references"] if one.start <= r["start"] < one.end]
        codes = {f.code for f in check_references(inside, one.text, known, on="2025-11-20", draft_type="NĐ") if f.fault}
        assert KINDS[one.kind] in codes, (one.kind, one.text[one.start : one.end])


def test_held_papers_are_known_but_secret_ones_are_not(tmp_path: Path) -> None:
    for name, number, mark in (("a", "31", ""), ("b", "32", "MẬT\n")):
        text = HEAD.format(basis="Luật Đất đai số 31/2024/QH15").replace("90/2025", f"{number}/2025")
        (tmp_path / f"{name}.txt").write_text(text.replace("\nSố:", f"\n{mark}Số:"), encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([tmp_path / "a.txt", tmp_path / "b.txt"], workers=1)
        secret = [row["number"] for row in archive.headers() if row["secrecy"]]
        known = known_acts(archive)
    assert [act.date for act in known.numbered("31/2025/NĐ-CP", None)] == ["2025-11-20"]
    assert secret == ["32/2025/NĐ-CP"] and known.numbered("32/2025/NĐ-CP", None) == []


def test_papers_that_left_and_copies_are_no_papers_and_the_mark_of_any_copy_counts(tmp_path: Path) -> None:
    """A draft on an archive where a file was put in the place of another one failed."""
    shape = HEAD.format(basis="Luật Đất đai số 31/2024/QH15")

    def put(name: str, number: str, mark: str = "") -> None:
        text = shape.replace("90/2025", f"{number}/2025").replace("\nSố:", f"\n{mark}Số:")
        (tmp_path / f"{name}.txt").write_text(text + name, encoding="utf-8")

    for name, number in (("a", "41"), ("b", "42"), ("c", "43"), ("d", "44"), ("dd", "44")):
        put(name, number)
    put("bb", "42", "MẬT\n")
    files = [tmp_path / f"{name}.txt" for name in ("a", "b", "bb", "c", "d", "dd")]
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest(files, workers=0)
        before = archive.heads()
        put("c", "45")
        archive.ingest(files, workers=0)
        heads = sorted((row["number"], row["secrecy"]) for row in archive.headers())
        assert heads == [(f"{n}/2025/NĐ-CP", "MẬT" if n == 42 else None) for n in (41, 42, 44, 45)]
        papers = precedents(archive).papers
        known = known_acts(archive)
        after = archive.heads()
        archive.correct_field(next(p.id for p in papers), "secrecy", "MẬT", person="an")
        assert len({before, after, archive.heads()}) == 3
        assert len(precedents(archive).papers) == 2
    assert len(papers) == 3
    assert [len(known.numbered(f"{n}/2025/NĐ-CP", None)) for n in range(41, 46)] == [1, 0, 0, 1, 1]


def own(text: str, acts: list[Act], on: str = "2025-11-20") -> list[tuple[str, str | None]]:
    """Code and what is expected of all that is said of a whole draft, as the desk asks."""
    draft = read(text)
    found = check_draft(draft["references"], text, KnownActs(acts), on=on, draft_type=draft["type"], draft=draft)
    return [(one.code, one.expected) for one in found if one.code != "not-held"]


def test_a_day_that_is_the_amending_acts() -> None:
    day = "2021-05-14"
    acts = [
        Act("7/2012/QH13", "Luật", "2012-03-09", "Luật Đèn biển", None, None, True),
        Act("8/2021/QH15", "Luật", day, "Luật sửa đổi, bổ sung một số điều của Luật Đèn biển", None, None, True),
    ]
    amended = "Luật số 8/2021/QH15 sửa đổi, bổ sung một số điều của Luật Đèn biển ngày 14 tháng 5 năm 2021"
    assert own(HEAD.format(basis=amended), acts) == []
    said = own(HEAD.format(basis="Luật Đèn biển ngày 14 tháng 5 năm 2021"), acts)
    assert said == [("wrong-title", "Luật sửa đổi, bổ sung một số điều của Luật Đèn biển")]
    said = own(HEAD.format(basis="Luật Đèn biển ngày 15 tháng 5 năm 2021"), acts)
    assert [code for code, _ in said] == ["wrong-date"]


def test_what_goes_on_behind_a_short_name_is_no_title() -> None:
    text = HEAD.format(basis="Luật Đất đai ngày 18 tháng 01 năm 2024") + (
        "Điều 1. Áp dụng quy định về giống cây (sau đây gọi là Nghị định số 971/2024/NĐ-CP),\n"
        "hướng dẫn trồng, tỉa, chặt hạ cây gãy đổ trong vườn và pháp luật có liên quan;\n"
    )
    assert own(text, [HELD]) == []


def test_letters_of_old_numbers_tell_no_type() -> None:
    assert checked("Quyết định số 318-CT ngày 11 tháng 6 năm 1986 của Chủ tịch Hội đồng Bộ trưởng")[0].fault is False
    assert checked("Quyết định số 318/CT-TTg ngày 11 tháng 6 năm 2016 của Thủ tướng Chính phủ")[0].code == "wrong-type"
    for number in ("1985/2025/NĐ-CP", "1985/QĐ-TTg"):  # 1985 is no year there
        assert checked(f"Thông tư số {number} về đèn biển")[0].code == "wrong-type"
    assert checked("Quyết định số 318-CT năm 1986 về đèn biển")[0].fault is False


def test_a_number_in_a_long_list_takes_no_type_from_the_middle_of_a_sentence() -> None:
    far = "Nghị định số 15/2006/NĐ-CP " + "quy định chi tiết việc trông coi các bến thuyền trên sông " * 3
    text = HEAD.format(basis=f"{far};\n- Các Quyết định: số 29/2005/QĐ-TTg, số 18/2007/QĐ-TTg,\nsố 31/2008/QĐ-TTg")
    assert [code for code, _ in own(text, [])] == []


def test_a_day_behind_the_drafts_own_is_told_whatever_is_known_of_the_act() -> None:
    basis = "Nghị định số 918/2025/NĐ-CP ngày {} của Chính phủ về đèn biển"
    assert own(HEAD.format(basis=basis.format("21/11/2025")), []) == [("future", None)]
    assert own(HEAD.format(basis=basis.format("20/11/2025")), []) == []


def test_a_decree_that_was_amended_is_a_hint_where_the_amending_one_stands_nowhere() -> None:
    decision = HEAD.replace("NGHỊ ĐỊNH\n", "QUYẾT ĐỊNH\n").replace("90/2025/NĐ-CP", "90/QĐ-TTg")
    basis = "Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính"
    assert own(decision.format(basis=basis), []) == [("amended", "92/2017/NĐ-CP")]
    assert "amended" not in dict(own(decision.format(basis=basis), [], on="2013-05-13"))
    with_it = f"{basis}; Nghị định số 92/2017/NĐ-\nCP ngày 07 tháng 8 năm 2017 của Chính phủ"
    assert own(decision.format(basis=with_it), []) == []
    wrong = basis.replace("08 tháng 6", "09 tháng 6")
    assert [code for code, _ in own(decision.format(basis=wrong), [])] == ["wrong-date"]
    for beside in ("Nghị định số 192/2017/NĐ-CP", "Nghị định số 92/2017/NĐ-HĐBT"):  # other numbers that hold it
        assert "amended" in dict(own(decision.format(basis=f"{basis}; {beside} ngày 07/8/2017 của Chính phủ"), []))
    for spelt in ("92 /2017/NĐ–CP", "092/2017/NĐ-CP"):
        with_it = f"{basis};\nCăn cứ Nghị định số {spelt} ngày 07/8/2017 của Chính phủ"
        assert "amended" not in dict(own(decision.format(basis=with_it), []))
    for goes_on in (" đã được sửa đổi, bổ sung", ", được sửa đổi,\nbổ sung năm 2017", " (sửa đổi năm 2017)"):
        assert "amended" not in dict(own(decision.format(basis=basis + goes_on), []))
    other = f"{basis};\nCăn cứ Quyết định số 918/QĐ-TTg ngày 07/8/2017 được sửa đổi, bổ sung năm 2020"
    assert "amended" in dict(own(decision.format(basis=other), []))
