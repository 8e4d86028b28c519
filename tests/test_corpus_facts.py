"""From an extracted document to rows of the catalogue: one identity, the one that the reader of the text found."""

from __future__ import annotations

import json

from corpus.facts import paper_of
from corpus.records import Paper
from extractor.document import SourceFile, Text
from extractor.pipeline import extract


def paper(*lines: str) -> Paper:
    """A plan with these lines as its bases."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 91/KH-UBND\nSơn La, ngày 12 tháng 8 năm 2024\n\nKẾ HOẠCH\nDọn bãi sông\n"
    content = "\n".join([head, *lines, "\n1. Sở Xây dựng thực hiện./."])
    text = Text(content)
    return paper_of(extract(text), text, SourceFile("a.txt", "0" * 64, "text/plain", len(content)))


def test_a_mention_has_the_key_that_the_contract_prints() -> None:
    made = paper(
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        "Căn cứ Luật Thương mại ngày 14/6/2005;",
        "Căn cứ Luật Bến bãi đường sông ngày 02 tháng 3 năm 2021;",
        "Theo Hiến pháp, Kế hoạch số 12/KH-UBND ngày 01/3/2023 của UBND tỉnh.",
    )
    printed = [reference["key"] for reference in json.loads(made.contract)["references"]]
    assert len(printed) == 5
    assert [mention.key for mention in made.mentions] == printed
    assert printed[0] == printed[3] == "hien-phap~hien-phap~2013"
    assert printed[2] == "luat~luat-ben-bai-duong-song~2021"


def test_the_sentence_of_a_mention_keeps_to_its_title_line_or_full_stop() -> None:
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 91/KH-UBND\nSơn La, ngày 12 tháng 8 năm 2024\n\nKẾ HOẠCH\n"
        "Sửa đổi Kế hoạch số 12/KH-UBND ngày 01/3/2023\ncủa UBND tỉnh về dọn bãi sông\n\n"
    )
    content = head + (
        "Căn cứ Luật Đê điều ngày 29/11/2006;\nThực hiện việc dọn bãi. Kế hoạch số 40/KH-UBND ngày 02/5/2023 hết hiệu\n"
        "lực. Sở Xây dựng báo cáo.\n\nNơi nhận:\n- Như Quyết định số 7/QĐ-UBND ngày 03/3/2024;\n- Lưu: VT."
    )
    text = Text(content)
    made = paper_of(extract(text), text, SourceFile("a.txt", "0" * 64, "text/plain", len(content)))
    sentences = {mention.raw.split(" ngày")[0]: content[mention.sentence_start : mention.sentence_end]
                 for mention in made.mentions}  # fmt: skip
    assert sentences["Kế hoạch số 12/KH-UBND"].endswith("của UBND tỉnh về dọn bãi sông"), "all of the title"
    assert sentences["Luật Đê điều"] == "Căn cứ Luật Đê điều ngày 29/11/2006;"
    assert sentences["Kế hoạch số 40/KH-UBND"] == "Kế hoạch số 40/KH-UBND ngày 02/5/2023 hết hiệu\nlực."
    assert sentences["Quyết định số 7/QĐ-UBND"] == "- Như Quyết định số 7/QĐ-UBND ngày 03/3/2024;"
