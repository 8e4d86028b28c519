"""Mentions in running text: the project's own cases, and properties that hold for every text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.codes import Code, parse_code
from extractor.document import Reference, Text
from extractor.knowledge import toml_data
from extractor.phrases import FIRST_WORD
from extractor.pipeline import extract
from extractor.references.cues import cues, last_match
from extractor.references.head import Head, read_head
from tests.reading_references import read

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "references.toml").read_text("utf-8"))[
    "case"
]
FIELDS = {
    "type": "type_code",
    "number": "number",
    "year": "year",
    "date": "date",
    "issuer": "issuer",
    "locality": "locality",
    "pinpoint": "pinpoint",
    "relation": "relation",
    "class": "class_",
}


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    content, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(content)
        elif char == "⟧":
            spans.append((start, len(content)))
        else:
            content += char
    return content, spans


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    content, spans = unmarked(case["text"])
    references, links = read(content, case.get("header", {}))
    numbered = [r for r in references if r.class_ != "named"]
    if not case.get("marks_optional"):
        assert [content[r.span.start : r.span.end] for r in numbered] == [content[s:e] for s, e in spans]
        assert [(r.span.start, r.span.end) for r in numbered] == spans
    for reference, expected in zip(numbered, case["expect"], strict=True):
        read_fields = {name: getattr(reference, FIELDS[name]) for name in expected}
        expected = {name: None if value == "@none" else value for name, value in expected.items()}
        assert read_fields == expected
    if "links" in case:
        assert links == case["links"]


@pytest.mark.parametrize("cue", cues(), ids=[cue.id for cue in cues()])
def test_every_cue_finds_its_examples_and_misses_the_others(cue: Any) -> None:
    assert cue.finds and cue.misses
    for example in cue.finds:
        assert last_match(cue, example.lower()), example
    for example in cue.misses:
        assert not last_match(cue, example.lower()), example


def _head_before_a_number(words: str) -> Head:
    content = f"{words} số 15/2031/ABC-XY"
    return read_head(content, content.index("15/2031"))


@pytest.mark.parametrize("words", toml_data("before_numbers.toml")["not_documents"]["words"])
def test_a_number_behind_what_is_no_document_is_refused(words: str) -> None:
    assert (_head_before_a_number(f"nộp kèm {words}").rejected or "").startswith("not a document")


def test_examples_of_what_is_no_document() -> None:
    table = toml_data("before_numbers.toml")["not_documents"]
    assert all(_head_before_a_number(words).rejected for words in table["finds"])
    assert not any(_head_before_a_number(words).rejected for words in table["misses"])


@pytest.mark.parametrize("words", toml_data("before_numbers.toml")["qualifiers"]["words"])
def test_a_qualifier_leaves_the_type_before_it(words: str) -> None:
    head = _head_before_a_number(f"theo Báo cáo {words}")
    assert head.entry is not None
    assert head.rejected is None


def test_examples_of_qualifiers() -> None:
    table = toml_data("before_numbers.toml")["qualifiers"]
    assert all(_head_before_a_number(words).entry for words in table["finds"])
    assert not any(_head_before_a_number(words).entry for words in table["misses"])


def test_examples_of_words_that_name_no_type() -> None:
    table = toml_data("before_numbers.toml")["generic"]
    assert all(_head_before_a_number(words).generic for words in [*table["words"], *table["finds"]])
    assert not any(_head_before_a_number(words).generic for words in table["misses"])


def test_tuples_made_in_the_short_way_have_every_field() -> None:
    (reference,), _ = read("Theo Quyết định số 15/2031/QĐ-BXD ngày 5/6/2031", {})
    assert len(reference) == len(Reference._fields)
    code = parse_code("15/2031/QĐ-BXD")
    assert code is not None
    assert len(code) == len(Code._fields)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_every_cue_opens_with_one_of_its_words(data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(cues()))
    found = cue.pattern.search(data.draw(st.from_regex(cue.pattern)))
    assert found is not None
    words = FIRST_WORD.findall(found.string)
    assert not cue.opens.isdisjoint(words)
    assert FIRST_WORD.findall(found.group())[0] in cue.opens


PIECES = st.lists(
    st.sampled_from(
        [
            "Căn cứ ", "Quyết định số 12/QĐ-UBND ", "ngày 05/6/2021 ", "của UBND tỉnh ", "Luật Đất đai ",
            "năm 2013", ";\n", "khoản 2 Điều 5 ", "sửa đổi, bổ sung ", "34-CT/TW", " và ", "số ", "(", ")",
            "ban hành kèm theo ", "Điều 1. ", "\n\n", "năm ", "Nghị quyết Trung ương 4 khóa XII", "7/", "-", "/",
            "“", "”", "Bãi bỏ ", "Hiến pháp", "😀", "e\u0302",
        ]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_no_text_crashes_and_every_span_gives_back_its_raw_text(pieces: list[str]) -> None:
    content = "".join(pieces)
    references, _ = read(content, {"type": "QĐ", "place": "Lâm Đồng", "date": "2024-01-01"})
    last = 0
    for reference in references:
        assert content[reference.span.start : reference.span.end] == reference.raw
        assert reference.span.start >= last
        last = reference.span.end


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CASES), st.sampled_from(["Đoàn công tác. ", "Tổ trưởng tổ dân phố đã họp.\n\n", "Ủ ấm.\n"]))
def test_a_sentence_before_moves_the_spans_and_nothing_else(case: dict[str, Any], before: str) -> None:
    content, _ = unmarked(case["text"])
    plain, _ = read(content, case.get("header", {}))
    moved, _ = read(before + content, case.get("header", {}))
    assert [(r.raw, r.number, r.date, r.issuer, r.relation, r.span.start + len(before)) for r in plain] == [
        (r.raw, r.number, r.date, r.issuer, r.relation, r.span.start) for r in moved
    ]


def test_a_number_line_that_opens_a_text_is_no_mention() -> None:
    assert read("Số: 15/QĐ-SNV\nSở báo cáo việc trồng rừng", {})[0] == ()


def test_a_law_does_not_cite_itself_nor_the_older_one_by_its_own_name() -> None:
    content = (
        "QUỐC HỘI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nLuật số: 98/2031/QH17\n\n"
        "Hà Nội, ngày 10 tháng 12 năm 2031\n\nLUẬT\nLƯU TRỮ\nQuốc hội ban hành Luật Lưu trữ.\nĐiều 1. Phạm vi\n"
        "1. Luật này thay thế Luật Lưu trữ số 33/2024/QH15.\n2. Người dân theo Luật Đất đai.\n"
    )
    found = extract(Text(content))
    assert found.header.title is not None and found.header.title.value == "LƯU TRỮ"
    assert [(r.raw, r.relation) for r in found.references] == [
        ("Luật Lưu trữ số 33/2024/QH15", "replaces"), ("Luật Đất đai", "mentions"),
    ]  # fmt: skip


def test_an_unknown_law_does_not_cite_itself() -> None:
    content = (
        "QUỐC HỘI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nLuật số: 99/2031/QH17\n\n"
        "LUẬT\nTRỒNG DÂU NUÔI TẰM\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n"
        "Quốc hội ban hành Luật Trồng dâu nuôi tằm.\nĐiều 1. Phạm vi\nLuật này nói về nghề tằm.\n"
    )
    assert [r.type_code for r in extract(Text(content)).references] == ["HP"]


def test_the_second_paper_that_a_title_amends_is_what_the_text_makes_of_it() -> None:
    title = "SỬA ĐỔI THÔNG TƯ SỐ 04/2030/TT-BTP QUY ĐỊNH CHI TIẾT LUẬT CÔNG CHỨNG VÀ THÔNG TƯ SỐ 01/2031/TT-BTP"
    content = f"""BỘ TƯ PHÁP
-------
Số: 14/2032/TT-BTP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hà Nội, ngày 25 tháng 9 năm 2032

THÔNG TƯ
{title}

Căn cứ Luật Công chứng ngày 26 tháng 11 năm 2024;
Điều 1. Sửa đổi một số điều của Thông tư số 04/2030/TT-BTP
1. Bãi bỏ Phụ lục 2.
Điều 2. Thay thế cụm từ “huyện” bằng cụm từ “xã” tại Điều 5 Thông tư số 01/2031/TT-BTP.

BỘ TRƯỞNG

Nguyễn Văn An
"""
    told = {r.number: r.relation for r in extract(Text(content)).references if r.span.start < content.index("Căn cứ")}
    assert told == {"04/2030/TT-BTP": "amends", "46/2024/QH15": "mentions", "01/2031/TT-BTP": "amends"}


@pytest.mark.parametrize("word", ["SAO Y", "SAO LỤC", "BẢN SAO"])
def test_the_number_of_a_copys_head_is_no_mention(word: str) -> None:
    content = (
        "Căn cứ Bản sao y số 7/SY-UBND ngày 03/4/2016;\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVừ A Páo\n\n"
        f"{word}\nSố: 61/SY-UBND\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nTẩn Thị Lả\n"
    )
    assert [each.number for each in extract(Text(content)).references] == ["7/SY-UBND"]


@pytest.mark.parametrize(
    ("number", "issuer", "cited", "named"),
    [
        ("62-BC/ĐU", "Đảng ủy xã Minh Châu", "Kế hoạch số 21-KH/ĐU", "Đảng ủy xã Minh Châu"),
        ("62/BC-UBND", "Ủy ban nhân dân xã Minh Châu", "Kế hoạch số 21-KH/ĐU", "Đảng ủy xã Minh Châu"),
        ("7/TB-THMC", "Trường Tiểu học Minh Châu", "Kế hoạch số 9/KH-THMC", "Trường Tiểu học Minh Châu"),
        ("7/TB-THMC", "Trường Tiểu học Minh Châu", "Kế hoạch số 9/KH-THMA", None),
    ],
)
def test_a_paper_of_the_issuer_itself(number: str, issuer: str, cited: str, named: str | None) -> None:
    described = {"number": number, "issuer": issuer, "place": "Hà Nội", "date": "2031-02-02"}
    references, _ = read(f"Ngày 5/1/2031 đã có {cited}, ngày 05/01/2031 về nuôi cá.", described)
    assert [r.issuer for r in references] == [named]


@pytest.mark.parametrize(
    ("number", "issuer", "cited"),
    [
        ("14/CV-BHXH", "Bảo hiểm xã hội huyện Cát Sơn", "Quyết định số 777/QĐ-BHXH"),
        ("5/KH-MTTQ-BTT", "Ban Thường trực Ủy ban MTTQ Việt Nam xã Cát Tân", "Hướng dẫn số 18/HD-MTTQ-BTT"),
        ("6/BC-BCĐ", "Ban Chỉ đạo 389 tỉnh Gia Lai", "Kế hoạch số 8/KH-BCĐ"),
        ("9/BC-TTYT", "Trung tâm Y tế huyện Cát Sơn", "Kế hoạch số 27/KH-TTYT"),
        ("9/BC-TCTr", "Trường Chính trị tỉnh Gia Lai", "Kế hoạch số 27/KH-TCTr"),
    ],
)
def test_letters_that_other_bodies_bear_too_name_no_own_paper(number: str, issuer: str, cited: str) -> None:
    for place in ("", "Gia Lai"):
        described = {"number": number, "issuer": issuer, "date": "2031-02-02", "place": place}
        references, _ = read(f"Thực hiện {cited} về nuôi cá.", described)
        assert [r.issuer for r in references] == [None]


def test_the_day_of_publication_is_not_that_of_a_paper() -> None:
    document = extract(
        Text(
            "Hà Nội phân công 12 nhiệm vụ\n\nHà An\n31-03-2031 14:17\n(Báo) - Chủ tịch UBND TP Hà Nội vừa ký ban "
            "hành Kế hoạch số 84/KH-UBND về nhà ở. Ngày 05/02/2031, Chủ tịch đã ký ban hành Quyết định số 9/QĐ-UBND.\n"
        )
    )
    assert document.header.date is not None and document.header.date.value == "2031-03-31"
    assert [reference.date for reference in document.references] == [None, "2031-02-05"]


def test_the_day_of_a_report_above_its_first_sentence_hides_no_day_in_it() -> None:
    document = extract(
        Text(
            "06:40 12/06/2033\nTheo ủy quyền của Thủ tướng Chính phủ, ngày 11/6, Phó Thủ tướng Hà Văn An đã ký "
            "Quyết định số 483/QĐ-TTg về kho lưu trữ."
        )
    )
    assert [reference.date for reference in document.references] == ["2033-06-11"]


def test_a_joint_paper_is_of_all_its_issuers_or_of_none() -> None:
    cited = "Kế hoạch số 37/KHPH-BCA-{} về nuôi cá"
    known, unknown = (read(f"Thực hiện {cited.format(letters)}.", {})[0][0].issuer for letters in ("BTC", "XYZTU"))
    assert (known, unknown) == ("Bộ Công an; Bộ Tài chính", None)


def test_who_leads_the_work_on_a_paper_did_not_issue_it() -> None:
    for leader in ("làm Trưởng ban", "Lý Văn Bền làm Trưởng ban", "chủ trì"):
        (reference,), _ = read(f"Tổ triển khai Đề án 97 do Bộ trưởng Bộ Xây dựng {leader}.", {"kind": "news"})
        assert (reference.raw, reference.issuer) == ("Đề án 97", None)
    (reference,), _ = read("Tổ triển khai Đề án 97 do Bộ Xây dựng ban hành.", {"kind": "news"})
    assert (reference.raw, reference.issuer) == ("Đề án 97 do Bộ Xây dựng", "Bộ Xây dựng")


@pytest.mark.parametrize(
    ("content", "cited"),
    [
        ("Mua cây chè SL 45, tổng SL 120 cây, mã SL 45/2031.", []),  # số lượng
        ("Theo SL số 47 ngày 3/4/1948, các sở", ["SL số 47 ngày 3/4/1948"]),
        ("Phổ biến tới các cấp, các ngành Luật Đất đai năm 2024.", ["Luật Đất đai năm 2024"]),
        ("Sinh viên ngành Luật kinh tế", []),
        ("Theo Quyết định số 59/QĐ-UBND\nNgày 22/7/2031 của UBND xã có 40 hộ nộp đơn", ["Quyết định số 59/QĐ-UBND"]),
    ],
)
def test_what_only_looks_like_part_of_a_citation(content: str, cited: list[str]) -> None:
    references, _ = read(content, {"type": "KH"})
    assert [reference.raw for reference in references] == cited


@pytest.mark.parametrize(
    ("guided", "relation"),
    [
        ("Nghị định số 61/2031/NĐ-CP về bến phà và Nghị định số 84/2032/NĐ-CP về nuôi cá", "mentions"),
        ("Nghị định số 61/2031/NĐ-CP về bến phà; Nghị định số 84/2032/NĐ-CP về nuôi cá", "basis"),
        ("Nghị định số 61/2031/NĐ-CP về bến phà và Thông tư số 84/2032/TT-BTP về nuôi cá", "basis"),
        ("Luật Đất đai năm 2024 về bến phà và Nghị định số 84/2032/NĐ-CP về nuôi cá", "basis"),
    ],
)
def test_what_else_a_circular_guides_is_no_basis(guided: str, relation: str) -> None:
    references, _ = read(f"Căn cứ Thông tư số 5/2033/TT-BXD hướng dẫn thi hành {guided};\n", {"type": "QĐ"})
    assert [reference.relation for reference in references] == ["basis", "mentions", relation]


@pytest.mark.parametrize(
    ("heading", "after", "described", "relation"),
    [
        ("I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "II. MỤC TIÊU", {"type": "KH"}, "basis"),
        ("I. CĂN CỨ XÂY DỰNG\nKẾ HOẠCH", "II. MỤC TIÊU", {"type": "KH"}, "basis"),
        ("1. Cơ sở pháp lý:", "2. Mục tiêu", {"type": "TTr"}, "basis"),
        ("I. Căn cứ lập Kế hoạch", "II. Mục tiêu", {"type": "KH"}, "basis"),
        ("III. CĂN CỨ PHÁP LÝ", "IV. MỤC TIÊU", {"type": "KH"}, "mentions"),
        ("I. MỤC TIÊU\n- Đếm phao.\n1. Căn cứ pháp lý", "2. Kinh phí", {"type": "KH"}, "mentions"),
        ("1. Căn cứ lập dự toán", "2. Nguồn", {"type": "KH"}, "mentions"),
        ("1. Cơ sở pháp lý còn vướng mắc", "2. Mục tiêu", {"type": "KH"}, "mentions"),
        ("1. Căn cứ ban hành Nghị quyết", "2. Mục tiêu", {"type": "TTr"}, "mentions"),
        ("I. Căn cứ pháp lý", "II. Mục tiêu", {"type": "BC"}, "mentions"),
        ("1. Căn cứ pháp lý của thủ tục hành chính", "2. Mục tiêu", {"type": "KH"}, "mentions"),
        ("1. Căn cứ pháp lý", "2. Mục tiêu", {"type": "QĐ"}, "mentions"),
    ],
)
def test_what_the_first_section_of_a_plan_rests_on(
    heading: str, after: str, described: dict[str, str], relation: str
) -> None:
    first = "- Chỉ thị số 46/CT-TTg của Thủ tướng về phao;"
    listed = "- Quyết định số 47/QĐ-TTg của Thủ tướng về bến phà, nay theo Thông tư số 9/2031/TT-BXD;"
    content = f"KẾ HOẠCH\n{heading}\n{first}\n{listed}\n{after}\n- Nghị định số 61/2031/NĐ-CP.\n"
    references, _ = read(content, described)
    assert [reference.relation for reference in references[1:]] == [relation, "mentions", "mentions"]


@pytest.mark.parametrize(
    ("letters", "issuer"),
    [("TCHQ-GSQL", "Tổng cục Hải quan"), ("HQ-KX", "Tổng cục Hải quan"), ("BTC-TCHQ", "Bộ Tài chính")],
)
def test_an_office_in_brackets_wrote_unless_the_letters_are_the_ministrys(letters: str, issuer: str) -> None:
    said = "Ngày 09/3/2019, Bộ Tài chính (Tổng cục Hải quan) có"
    (reference,), _ = read(f"{said} Công văn số 61/{letters} về bến phà.", {"date": "2019-05-05"})
    assert (reference.issuer, reference.date) == (issuer, "2019-03-09")


def test_who_writes_again_has_written_that_day() -> None:
    (reference,), _ = read("Ngày 09/3/2031, Sở Nội vụ có tiếp Công văn số 61/NV-TC về bến phà.", {"place": "Lai Châu"})
    assert (reference.issuer, reference.date) == ("Sở Nội vụ tỉnh Lai Châu", "2031-03-09")


@pytest.mark.parametrize(
    ("before", "note"),
    [("", "[1] Điều này quy định như sau: “ "), ("Các Quyết định (số ", "5, ")],
    ids=["notes", "list"],
)
def test_notes_and_lists_without_an_end_take_time_that_grows_with_their_length(before: str, note: str) -> None:
    def seconds(count: int) -> float:
        notes = f"{before}{note * count}7/QĐ-UBND ngày 3/4/2031)"
        runs = []
        for _ in range(3):  # the best of three, in processor time: others on the machine do not count
            start = time.process_time()
            read(notes, {"type": "NĐ", "number": "9/VBHN-BTP"})
            runs.append(time.process_time() - start)
        return min(runs)

    small, large = max(seconds(2_000), 1e-3), seconds(16_000)
    assert large / small < 40
