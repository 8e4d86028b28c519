"""Writing a paper: order and wording of the bases, the form of each type, a Word file that reads back as ordered."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from corpus.drafts.bases_block import _ranks, basis_line, block, in_order
from corpus.drafts.checks import check_paper
from corpus.drafts.composing import Composed, Order, _issuer_kind, as_text, compose, type_codes
from corpus.drafts.docx import as_docx
from corpus.errors import CannotDraft
from extractor.document import Authority, Document, SourceFile, Text
from extractor.form import lint
from extractor.form.word import lint_word
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.render import document_json

PLAN = Order(
    type_code="KH", issuer="Sở Nội vụ tỉnh Lào Cai", day="2026-11-20", title="Số hóa kho lưu trữ năm 2027",
    bases=(
        "Kế hoạch số 41/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Lào Cai về chuyển đổi số",
        "33/2024/QH15",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
    ),
    recipients=("Ủy ban nhân dân tỉnh (để b/c)", "Các phòng thuộc Sở"), signer="Hoàng Minh Thu", authority="KT",
    number="7", unit="VP", dated=True,
)  # fmt: skip


def read_back(paper: Composed) -> tuple[Text, Document, dict[str, Any]]:
    text = read_bytes("du-thao.docx", as_docx(paper))[1][0]
    return text, *_read(text)


def _read(text: Text) -> tuple[Document, dict[str, Any]]:
    document = extract(text)
    return document, document_json(document, text, SourceFile("du-thao", "", "", 0))


def test_bases_stand_in_the_order_of_the_rules() -> None:
    assert block(PLAN.bases, party=False, proposal="Chánh Văn phòng Sở") == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;",
        "Căn cứ Kế hoạch số 41/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai về chuyển đổi số;",
        "Theo đề nghị của Chánh Văn phòng Sở.",
    ]
    assert block(["Điều lệ Đảng Cộng sản Việt Nam"], party=True) == ["- Căn cứ Điều lệ Đảng Cộng sản Việt Nam,"]
    assert block([], party=False) == []


def test_what_is_chosen_twice_stands_once() -> None:
    assert in_order(["33/2024/QH15", "Luật Lưu trữ ngày 21/6/2024;"]) == ["Luật Lưu trữ ngày 21 tháng 6 năm 2024"]


def test_a_law_keeps_its_number_where_no_day_is_known() -> None:
    assert basis_line("Luật Đèn biển số 15/2027/QH16") == "Luật Đèn biển số 15/2027/QH16"


@pytest.mark.parametrize("place, row", list(enumerate(toml_data("drafting.toml")["rank"])))
def test_a_rank_finds_its_examples(place: int, row: dict[str, Any]) -> None:
    def rank(line: str) -> int:
        return next(i for i, (_, pattern) in enumerate(_ranks()) if pattern.match(line))

    assert [rank(line) for line in row["finds"]] == [place] * len(row["finds"])
    assert place not in [rank(line) for line in row["misses"]]


@pytest.mark.parametrize("row", toml_data("drafting.toml")["issuer"])
def test_an_issuer_is_headed_by_its_row(row: dict[str, Any]) -> None:
    assert all(_issuer_kind(name) == row for name in row["finds"])
    assert not any(_issuer_kind(name) == row for name in row["misses"])


def test_a_plan_reads_back_as_it_was_ordered() -> None:
    text, document, read = read_back(compose(PLAN))
    for name, value in {
        "type": "KH", "number": "07/KH-SNV", "date": "2026-11-20", "place": "Lào Cai", "issuer": PLAN.issuer,
        "title": PLAN.title, "recipients": ["Ủy ban nhân dân tỉnh (để b/c)", "Các phòng thuộc Sở", "Lưu: VT, VP"],
        "signers": [{"name": "Hoàng Minh Thu", "position": "PHÓ GIÁM ĐỐC", "authority": "KT"}],
    }.items():  # fmt: skip
        assert read[name] == value, name
    numbers = [one["number"] for one in read["references"] if one["relation"] == "basis"]
    assert numbers == ["72/2025/QH15", "33/2024/QH15", "41/KH-UBND"]
    found = lint(text, document, on=PLAN.day)
    assert found.system is not None and found.findings == ()
    assert lint_word(as_docx(compose(PLAN)), text, document, found.system) == []


def test_the_file_is_set_as_the_decree_asks() -> None:
    word = docx.Document(io.BytesIO(as_docx(compose(PLAN))))
    section = word.sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [round(side / 36_000) for side in sides if side] == [210, 297, 30, 15, 20]
    head = word.tables[0]
    assert head.cell(0, 0).text.split("\n")[:3] == ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "SỞ NỘI VỤ"]
    assert head.cell(0, 1).text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [run.bold for paragraph in head.cell(0, 0).paragraphs[:3] for run in paragraph.runs] == [False, False, True]
    bases = [paragraph for paragraph in word.paragraphs if paragraph.text.startswith("Căn cứ")]
    assert len(bases) == 3 and all(run.italic and run.font.size == Pt(14) for one in bases for run in one.runs)
    assert word.tables[-1].cell(0, 0).text.startswith("Nơi nhận:")


def test_the_line_of_what_is_kept_is_put_right() -> None:
    paper = compose(replace(PLAN, recipients=("Các phòng thuộc Sở", "Lưu VT, NV")))
    assert paper.recipients == ("- Các phòng thuộc Sở;", "- Lưu: VT, NV.")


def test_the_same_order_gives_the_same_bytes() -> None:
    made = as_docx(compose(PLAN))
    assert made == as_docx(compose(PLAN))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "no part tells the hour"


def test_what_is_set_otherwise_is_found() -> None:
    word = docx.Document(io.BytesIO(as_docx(compose(PLAN))))
    head = word.tables[0]
    word.sections[0].left_margin = Mm(20)
    head.cell(0, 1).paragraphs[0].runs[0].bold = False
    head.cell(1, 1).paragraphs[0].runs[0].italic = False
    type_line, title = word.paragraphs[0], word.paragraphs[1]
    type_line.runs[0].font.size = Pt(18)
    type_line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    title.runs[0].font.name = "Arial"
    out = io.BytesIO()
    word.save(out)
    text = read_bytes("du-thao.docx", out.getvalue())[1][0]
    document = extract(text)
    system = lint(text, document, on=PLAN.day).system
    assert system is not None
    found = {one.rule: text.content[one.start : one.end] for one in lint_word(out.getvalue(), text, document, system)}
    assert found == {
        "layout-margin": "", "layout-bold": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "layout-italic": "Lào Cai, ngày 20 tháng 11 năm 2026", "layout-size": "KẾ HOẠCH", "layout-align": "KẾ HOẠCH",
        "layout-font": PLAN.title,
    }  # fmt: skip


@pytest.mark.parametrize(
    "type_code, issuer, given, symbol, position, signed",
    [
        ("QĐ", "Ủy ban nhân dân tỉnh Lào Cai", "KT", "QĐ-UBND", "PHÓ CHỦ TỊCH", "KT"),
        ("CV", "Bộ Nội vụ", "KT", "BNV-VP", "THỨ TRƯỞNG", "KT"),
        ("KH", "Văn phòng Tỉnh ủy Lào Cai", "KT", "KH/VPTU", "PHÓ CHÁNH VĂN PHÒNG", "KT"),
        ("QĐ", "Tỉnh ủy Lào Cai", None, "QĐ/TU", "BÍ THƯ", "TM"),
    ],
)
def test_types_and_issuers_read_back(
    type_code: str, issuer: str, given: Authority | None, symbol: str, position: str, signed: str
) -> None:
    order = replace(PLAN, type_code=type_code, issuer=issuer, authority=given, number="", dated=False)
    _, read = _read(Text(as_text(compose(order))))
    assert (read["type"], read["issuer"], read["symbol"]) == (type_code, issuer, symbol)
    assert read["number"] is None and read["date"] is None
    assert (read["signers"][0]["position"], read["signers"][0]["authority"]) == (position, signed)


def test_what_cannot_be_written_says_what_is_missing() -> None:
    with pytest.raises(CannotDraft, match="không phải loại văn bản"):
        compose(replace(PLAN, type_code="Bài thơ"))
    with pytest.raises(CannotDraft, match="cơ quan ban hành"):
        compose(replace(PLAN, issuer=" "))
    with pytest.raises(CannotDraft, match="chữ viết tắt"):
        compose(replace(PLAN, issuer="Câu lạc bộ Đèn biển"))
    with pytest.raises(CannotDraft, match="chức vụ"):
        compose(replace(PLAN, authority="TL"))
    assert ("KH", "Kế hoạch") in type_codes() and "NĐ" not in dict(type_codes())


@pytest.mark.parametrize("asked", ["SY", "TrS", "BS", "Sao lục"])
def test_a_copy_is_no_paper_of_its_own(asked: str) -> None:
    with pytest.raises(CannotDraft, match="sao từ văn bản đã có"):
        compose(replace(PLAN, type_code=asked))
    assert asked not in dict(type_codes())


@pytest.mark.parametrize("asked", ["SL", "Sắc lệnh"])
def test_a_decree_of_the_president_is_no_copy(asked: str) -> None:
    with pytest.raises(CannotDraft, match="Sắc lệnh theo thể thức riêng"):
        compose(replace(PLAN, type_code=asked))


@pytest.mark.parametrize("code, name", type_codes())
def test_every_type_that_is_offered_can_be_written(code: str, name: str) -> None:
    for issuer in ("Sở Nội vụ tỉnh Lào Cai", "Tỉnh ủy Lào Cai"):
        paper = compose(replace(PLAN, type_code=code, issuer=issuer))
        assert (paper.type_line, bool(paper.subject)) == (("", True) if code == "CV" else (name.upper(), False))


def check(text: str) -> list[str]:
    content = Text(text)
    document, read = _read(content)
    return [one.code for one in check_paper(read, content, document)]


BODY = """1. Phòng Văn thư chủ trì lập danh mục trước ngày 30/6/2027.
2. Sở Tài chính bố trí kinh phí.
3. Sở Tài chính báo cáo kết quả trước ngày 15/12/2027."""


def test_a_draft_is_checked_against_itself() -> None:
    whole = replace(PLAN, body=BODY, recipients=("Sở Tài chính", "Các phòng thuộc Sở"))
    assert check(as_text(compose(whole))) == []
    assert check(as_text(compose(replace(whole, recipients=("Các phòng thuộc Sở",))))) == ["not-a-recipient"]
    more = replace(whole, recipients=("Sở Tài chính", "Sở Xây dựng", "Các phòng thuộc Sở"))
    assert check(as_text(compose(more))) == ["recipient-without-work"]
    late = replace(whole, body=BODY.replace("30/6/2027", "30/6/2026"))
    assert check(as_text(compose(late))) == ["deadline-passed"]


@pytest.mark.parametrize(
    "line",
    [
        "Theo báo cáo của các thôn, đến ngày 30/6/2026 có 17 tổ giữ sổ.",
        "Sổ nộp trước ngày 01/7/2026 thì giữ nguyên.",
        "Sổ có thời hạn nộp trước ngày 30/6/2026 được gom trong đợt này.",
        "Bể chứa hoàn thành trước ngày 30/6/2026 được lập sổ riêng.",
        "Chưa gửi sổ trước ngày 30/6/2026 có 5 thôn.",
    ],
)
def test_a_day_that_is_only_told_is_no_term_that_is_over(line: str) -> None:
    order = replace(PLAN, body=f"1. {line}", recipients=("Các phòng thuộc Sở",))
    assert check(as_text(compose(order))) == []


def test_a_term_is_seen_behind_spaces_that_do_not_break() -> None:
    late = replace(PLAN, body=BODY.replace("30/6/2027", "30/6/2026"), recipients=("Sở Tài chính", "Các phòng thuộc Sở"))
    text = as_text(compose(late)).replace("trước ngày", "trước\u00a0ngày").replace("\n", "\r\n")
    content = Text(text)
    document, read = _read(content)
    found = check_paper(read, content, document)
    assert [(one.code, text[one.start : one.end]) for one in found] == [
        ("deadline-passed", "trước\u00a0ngày 30/6/2026")
    ]


def test_what_the_paper_sets_up_needs_no_copy() -> None:
    body = "1. Thành lập Tổ công tác về số hóa.\n2. Tổ công tác báo cáo kết quả trước ngày 15/12/2027."
    order = replace(PLAN, body=body, recipients=("Chi cục Văn thư (để biết)",))
    assert check(as_text(compose(order))) == []
    held = body.replace("Thành lập Tổ công tác", "Kiện toàn bộ máy")
    assert check(as_text(compose(replace(order, body=held)))) == ["not-a-recipient"]


DECIDED = """Điều 1. Phê duyệt danh mục hồ sơ.
Điều 2. Văn phòng Sở (Trung tâm Lưu trữ) rà soát danh mục, báo cáo kết quả trước ngày 15/12/2027.
Điều 3. Chánh Văn phòng Sở, Giám đốc Trung tâm Tin học – Công báo tỉnh chịu trách nhiệm thi hành Quyết định này."""


@pytest.mark.parametrize(
    ("recipients", "found"),
    [
        (("Như Điều 3", "Sở Tư pháp"), []),  # checks every decision
        (("Như khoản 1 Điều 3", "Phòng KTTH"), []),  # initials, which the text spells out
        (("Như Điều 3", "Sở Xây dựng"), ["recipient-without-work"]),
    ],
)
def test_who_gets_a_decision_without_work_in_it(recipients: tuple[str, ...], found: list[str]) -> None:
    order = replace(PLAN, type_code="QĐ", title="Phê duyệt danh mục hồ sơ", body=DECIDED, recipients=recipients)
    assert check(as_text(compose(order))) == found


def test_ministers_named_as_a_row_are_all_ministries() -> None:
    body = "1. Bộ Nội vụ lập danh mục trước ngày 30/6/2027.\n2. Bộ Tài chính bố trí kinh phí trước ngày 30/7/2027."
    ministers = ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ",)
    order = replace(PLAN, issuer="Thủ tướng Chính phủ", body=body, recipients=ministers)
    assert check(as_text(compose(order))) == []


def test_a_number_must_fit_type_and_issuer() -> None:
    text = as_text(compose(replace(PLAN, body=BODY, recipients=("Sở Tài chính", "Các phòng thuộc Sở"))))
    assert check(text.replace("07/KH-SNV", "07/QĐ-SNV")) == ["number-against-type"]
    assert check(text.replace("07/KH-SNV", "07/KH-STC")) == ["number-against-issuer"]


def test_a_paper_named_in_the_title_belongs_among_the_bases() -> None:
    title = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị"
    order = replace(PLAN, title=title, body=BODY, recipients=("Sở Tài chính", "Các phòng thuộc Sở"))
    assert check(as_text(compose(order))) == ["not-among-bases"]
    assert check(as_text(compose(replace(order, bases=(*order.bases, title.removeprefix("Thực hiện ")))))) == []
    for opens in ("Phê duyệt danh mục bến theo", "Phân bổ vốn đợt hai của", "Ban hành Kế hoạch hưởng ứng",
                  "Bổ sung kinh phí triển khai", "Điều chỉnh Kế hoạch thực hiện"):  # fmt: skip
        assert check(as_text(compose(replace(order, title=f"{opens} {title[10:]}")))) == ["not-among-bases"], opens
    for opens in ("Công bố", "Tạm dừng", "Dừng thực hiện", "Ban hành Quy chế thay cho", "Khen thưởng nhóm soạn thảo",
                  "Sửa đổi khoản 2 của", "Thay phụ lục kèm theo", "Giao một tổ theo dõi"):  # fmt: skip
        assert check(as_text(compose(replace(order, title=f"{opens} {title[10:]}")))) == [], opens


def test_committees_of_communes_are_no_departments() -> None:
    whole = replace(PLAN, body=BODY, recipients=("Ủy ban nhân dân các xã, phường", "Các phòng thuộc Sở"))
    assert check(as_text(compose(whole))) == ["not-a-recipient"]
    named = replace(whole, recipients=("Các sở, ban, ngành tỉnh", *whole.recipients))
    assert check(as_text(compose(named))) == []


@pytest.mark.parametrize(
    ("recipients", "who", "found"),
    [
        (("Như Điều 4",), "Giám đốc các Sở, Thủ trưởng các cơ quan, đơn vị có liên quan", []),
        (("Như Điều 4",), "Giám đốc Sở, Thủ trưởng cơ quan, ban, ngành tỉnh", []),
        (("Như Điều 4",), "Chủ tịch Ủy ban nhân dân các xã, phường", ["not-a-recipient"]),
        (("Sở, ban, ngành tỉnh",), "Chánh Văn phòng", []),
        (("Sở: TC, NV, XD",), "Chánh Văn phòng", []),
        (("Sở: TC, Xây dựng",), "Chánh Văn phòng", []),
        (("Sở: NV, TC",), "Chánh Văn phòng", ["not-a-recipient"]),
        (("Mục IV",), "Chánh Văn phòng", []),
        (("Mục tin của đài",), "Chánh Văn phòng", ["not-a-recipient"] * 2),
        (("Phần mềm gửi nhận",), "Chánh Văn phòng", ["not-a-recipient"] * 2),
        (("UBND xã, phường",), "Chánh Văn phòng", ["not-a-recipient"]),
    ],
)
def test_who_gets_a_decision_by_a_row_or_article_of_many(
    recipients: tuple[str, ...], who: str, found: list[str]
) -> None:
    body = (
        "Điều 1. Ban hành danh mục hồ sơ.\nĐiều 2. Sở Xây dựng nộp hồ sơ trước ngày 15/12/2027.\n"
        f"Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\nĐiều 4. {who} chịu trách nhiệm thi hành Quyết định này."
    )
    order = replace(PLAN, type_code="QĐ", issuer="Ủy ban nhân dân tỉnh Lào Cai", body=body, recipients=recipients,
                    number="", bases=PLAN.bases[1:])  # fmt: skip
    assert check(as_text(compose(order))) == found


def test_a_line_of_what_is_carried_out_stands_among_the_bases() -> None:
    order = replace(PLAN, body=BODY, recipients=("Sở Tài chính", "Các phòng thuộc Sở"))
    lines = as_text(compose(order)).splitlines()
    last = max(at for at, line in enumerate(lines) if line.startswith("Căn cứ"))
    lines.insert(last, "Thực hiện Kế hoạch số 63/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Lào Cai về sổ hộ;")
    assert check("\n".join(lines)) == []
    told = "Sở cần thực hiện Kế hoạch số 63/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Lào Cai về sổ hộ;"
    assert check("\n".join([*lines[:last], told, *lines[last + 1 :]])) == ["not-among-bases"]


def test_what_a_title_corrects_and_a_row_carries_out_in_its_words_is_no_missing_basis() -> None:
    order = replace(PLAN, body=BODY, recipients=("Sở Tài chính", "Các phòng thuộc Sở"))
    corrects = "Đính chính Thông tư số 918/2025/TT-BNV ngày 30 tháng 9 năm 2025 của Bộ trưởng Bộ Nội vụ"
    assert check(as_text(compose(replace(order, title=corrects)))) == []
    row = (
        "Kế hoạch số 41/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Lào Cai thực hiện Nghị quyết số 916-NQ/TW"
        " ngày 22 tháng 12 năm 2025 của Bộ Chính trị"
    )
    assert check(as_text(compose(replace(order, bases=(row, "33/2024/QH15"))))) == []
    once = BODY + "\n3. Tiếp tục thực hiện Nghị quyết số 916-NQ/TW của Bộ Chính trị và Nghị quyết số 917/NQ-CP."
    assert check(as_text(compose(replace(order, body=once)))) == []


def test_regulations_of_the_centre_bear_the_letters_of_its_decisions() -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 918-QĐ/{}\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 19 tháng 11 năm 2025\n\n"
    body = "QUY ĐỊNH\nvề mượn sách\n\n- Căn cứ Điều lệ Đảng,\nĐiều 1. Ai mượn thì trả.\n\n"
    body += "T/M BAN BÍ THƯ\n\nLò Văn Hải\n"
    assert check(head.format("TW") + body) == []
    assert check(head.format("TU").replace("TRUNG ƯƠNG", "ĐẢNG BỘ TỈNH LÀO CAI") + body) == ["number-against-type"]


def test_the_motto_stands_on_one_line_and_names_break_before_their_place() -> None:
    word = docx.Document(io.BytesIO(as_docx(compose(replace(PLAN, issuer="Ủy ban nhân dân tỉnh Lào Cai")))))
    head = word.tables[0]
    for name, lines in (("Ngân hàng Chính sách xã hội", 1), ("Bảo hiểm xã hội tỉnh Lào Cai", 2)):
        paper = compose(replace(PLAN, issuer=name, letters="VB"))
        assert len(paper.issuer) == lines and "hội" not in paper.dateline
    assert head.cell(0, 0).text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"]
    left, right = (int(head.cell(0, column).width or 0) for column in (0, 1))
    assert right >= Mm(94)  # 12 pt, bold: 87 mm, and what the cell keeps free
    assert left + right <= Mm(165) + Mm(0.1)  # between the margins


@pytest.mark.parametrize(
    ("issuer", "stack", "enacting"),
    [
        ("Trường Tiểu học Mường Lai", ("HIỆU TRƯỞNG",), "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC MƯỜNG LAI"),
        ("Công an tỉnh Lào Cai", ("GIÁM ĐỐC",), "GIÁM ĐỐC CÔNG AN TỈNH LÀO CAI"),
        ("Công an xã Mường Lai", ("TRƯỞNG CÔNG AN",), "TRƯỞNG CÔNG AN XÃ MƯỜNG LAI"),
        ("Kiểm toán nhà nước", ("TỔNG KIỂM TOÁN NHÀ NƯỚC",), "TỔNG KIỂM TOÁN NHÀ NƯỚC"),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lào Cai", ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
            "BAN THƯỜNG TRỰC ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH LÀO CAI",
        ),
    ],
)  # fmt: skip
def test_who_heads_a_body_signs_for_it(issuer: str, stack: tuple[str, ...], enacting: str) -> None:
    paper = compose(replace(PLAN, type_code="QĐ", issuer=issuer, letters="VB", authority=None))
    assert (paper.stack, paper.enacting) == (stack, (enacting,))


def test_a_party_cell_writes_as_the_party_and_the_youth_union_is_told_of_its_own_form() -> None:
    cell = compose(replace(PLAN, issuer="Chi bộ Trường Tiểu học Mường Lai", authority=None))
    assert (cell.party, cell.number, cell.stack) == (True, "Số 07-KH/CB", ("T/M CHI BỘ", "BÍ THƯ"))
    with pytest.raises(CannotDraft, match="thể thức riêng"):
        compose(replace(PLAN, issuer="Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Lào Cai"))
