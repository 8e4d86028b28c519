"""Papers issued with an act: carried by it, alone in a file, cited by the act they came with."""

from __future__ import annotations

import pytest

from extractor.annexed import PaperKind, act_key, annexed_key, child_of, issued_with, kind_at, kinds, kinds_named
from extractor.document import Document, SourceFile, Text
from extractor.pipeline import extract
from extractor.render import document_json
from tests.annexed_papers import ACT, ANNEXED, HEAD


def read(content: str) -> Document:
    return extract(Text(content))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.slug)
def test_examples_of_the_data_file(kind: PaperKind) -> None:
    for words in kind.finds:
        found = issued_with(words, 0, len(words))
        assert found is not None and kinds_named(found) == (kind.slug,), words
    for words in kind.misses:
        assert issued_with(words, 0, len(words)) is None, words


def test_names_of_kinds_are_unique_and_usable_in_an_address() -> None:
    slugs = [kind.slug for kind in kinds()]
    assert len(set(slugs)) == len(slugs)
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz-") for slug in slugs)


def test_a_key_and_its_parts() -> None:
    key = annexed_key("quyet-dinh-qppl~12~uy-ban-nhan-dan-tinh-lao-cai~2021", "quy-che")
    assert key == "quyet-dinh-qppl~12~uy-ban-nhan-dan-tinh-lao-cai~2021~kem-theo~quy-che"
    assert act_key(key) == "quyet-dinh-qppl~12~uy-ban-nhan-dan-tinh-lao-cai~2021"
    assert child_of(key) == "quy-che"
    assert act_key("luat~77~2015~qh13") is None and act_key(None) is None


def test_an_act_carries_what_stands_below_its_signatures() -> None:
    content = ACT + ANNEXED + ANNEXED.replace("Quản lý bến thuyền", "Trông giữ xe tại bến")
    document = read(content)
    assert [(one.child, one.kind, one.title) for one in document.annexed] == [
        ("quy-che", "Quy chế", "Quản lý bến thuyền trên địa bàn tỉnh Lào Cai"),
        ("quy-che-2", "Quy chế", "Trông giữ xe tại bến trên địa bàn tỉnh Lào Cai"),
    ]
    first = document.annexed[0].span
    assert content[first.start : first.end] == ANNEXED.strip()
    assert document.annexed_to is None
    assert document.references[0].annexed is None


@pytest.mark.parametrize("head", ["", HEAD + "\n"])
def test_a_file_of_its_own_names_its_act_and_has_no_number(head: str) -> None:
    document = read(head + ANNEXED)
    header = document.header
    assert (header.kind, header.type_name, header.number) == ("official", "Quy chế", None)
    assert header.title is not None and header.title.value == "Quản lý bến thuyền trên địa bàn tỉnh Lào Cai"
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"
    assert header.date is not None and header.date.value == "2021-03-05"
    assert [(w.code, w.field) for w in document.warnings] == [("annexed-paper", "number")]
    assert "Quyết định số 12/2021/QĐ-UBND" in document.warnings[0].message
    assert document.annexed_to == 0
    assert document.references[0].relation == "attached"


def test_a_charter_whose_kind_has_no_letters() -> None:
    document = read(ANNEXED.replace("QUY CHẾ\nQuản lý bến thuyền", "ĐIỀU LỆ\nQuỹ Cứu hộ trên sông"))
    assert (document.header.type_code, document.header.type_name) == (None, "Điều lệ")
    assert document.annexed_to == 0 and [w.field for w in document.warnings] == ["number"]


def test_what_the_caption_does_not_give_is_told() -> None:
    document = read(ANNEXED.replace(" ngày 05 tháng 3 năm 2021 của Ủy ban nhân dân tỉnh Lào Cai)", ")"))
    assert document.header.date is None and document.header.issuer is None
    assert {w.field for w in document.warnings} == {"number", "date", "issuer"}


@pytest.mark.parametrize(
    "content",
    [
        "QUY CHẾ mới về bến thuyền\nNgười dân vùng hồ đón nhận tin này.\n\nQuyết định số 12/2021/QĐ-UBND nêu rõ.\n",
        "Phổ biến quy chế\nQUY CHẾ\nBến thuyền\n\nVăn bản do tỉnh soạn.\n",
    ],
)
def test_a_report_about_a_regulation_stays_news(content: str) -> None:
    assert read(content).header.kind == "news"


def test_a_citation_of_what_was_issued_with_an_act() -> None:
    document = read(
        f"{HEAD}Số: 7/KH-UBND\nLào Cai, ngày 05 tháng 9 năm 2022\n\nKẾ HOẠCH\nKiểm tra bến thuyền\n\n"
        "Căn cứ khoản 2 Điều 5 Quy chế quản lý bến thuyền ban hành kèm theo Quyết định số 12/2021/QĐ-UBND "
        "ngày 05/3/2021 của UBND tỉnh Lào Cai;\n"
        "Thực hiện Quyết định số 13/2021/QĐ-UBND ngày 05/3/2021 của UBND tỉnh ban hành Quy chế bến xe.\n"
        "Mẫu số 02 ban hành kèm theo Quyết định số 14/2021/QĐ-UBND ngày 05/3/2021 của UBND tỉnh.\n"
    )
    assert [(r.number, r.annexed) for r in document.references] == [
        ("12/2021/QĐ-UBND", "Quy chế quản lý bến thuyền"),
        ("13/2021/QĐ-UBND", None),
        ("14/2021/QĐ-UBND", None),
    ]
    assert document.references[0].pinpoint == "khoản 2 Điều 5"


def test_several_capital_words_are_all_named() -> None:
    assert kinds_named("Kế hoạch triển khai Quy chế phối hợp") == ("ke-hoach", "quy-che")
    assert kinds_named("quy chế thực hiện chương trình") == ("quy-che", "chuong-trinh")
    assert kind_at("QUY ĐỊNH VỀ GIÁ") is not None and kind_at("QUY ĐỊNHVỀ") is None


def test_the_contract_gains_fields_and_loses_none() -> None:
    text = Text(ACT + ANNEXED)
    found = document_json(extract(text), text, SourceFile("a.txt", "0" * 64, "text/plain", 1))
    start = text.content.index("QUY CHẾ\n")
    assert found["annexed"] == [
        {
            "child": "quy-che",
            "type_name": "Quy chế",
            "title": "Quản lý bến thuyền trên địa bàn tỉnh Lào Cai",
            "start": start,
            "end": len(text.content) - 1,
        }
    ]
    assert found["annexed_to"] is None and found["references"][0]["annexed"] is None
