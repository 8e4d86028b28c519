"""Texts that a converter marked up are read as if they bore no marks, and what is read stands where it stands."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from bench.odd_letters import values
from extractor.document import Text
from extractor.markdown import markdown_marks
from extractor.pipeline import extract

SAMPLE = Path(__file__).parents[1] / "corpus/samples/files/kh-118-ubnd-huyen-gia-lam.txt"


def read(text: str) -> str:
    for start, end, instead in reversed(markdown_marks(text)):
        text = text[:start] + instead + text[end:]
    return text


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**KT. CHỦ TỊCH**\n**PHÓ CHỦ TỊCH**", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
        ("_Căn cứ Luật Bờ kè;_", "Căn cứ Luật Bờ kè;"),
        ("***Nơi nhận:***", "Nơi nhận:"),
        ("# KẾ HOẠCH\n## Giữ bờ kè", "KẾ HOẠCH\nGiữ bờ kè"),
        ("_Căn cứ Luật Bờ\nkè;_", "Căn cứ Luật Bờ\nkè;"),
        ("**Số:** 12/KH-UBND", "Số: 12/KH-UBND"),
        ("theo [Công văn số 9/SBK-QL](https://kho.example.vn/9) đã gửi", "theo Công văn số 9/SBK-QL đã gửi"),
        ("số 9/SBK-QL[[2]](#_ftn2) ngày", "số 9/SBK-QL[2] ngày"),
        ("số 9/SBK-QL[2](#_ftn2) ngày", "số 9/SBK-QL[2] ngày"),
        ("| XÃ NẬM MÍT<br>**PHÒNG BỜ KÈ** | _Nậm Mít, ngày 3_ |", "| XÃ NẬM MÍT PHÒNG BỜ KÈ | Nậm Mít, ngày 3 |"),
        ("Nơi nhận:<br>- Như trên;", "Nơi nhận:\n- Như trên;"),
        ("**Điều 1\\.** Giữ bờ kè\\-đê", "Điều 1. Giữ bờ kè-đê"),
    ],
)
def test_marks_are_read_over(marked: str, words: str) -> None:
    assert read(marked) == words


@pytest.mark.parametrize(
    "text",
    [
        "ĐOÀN XÃ NẬM MÍT\n***\nSố: 5-KH/ĐTN",
        "ĐẢNG ỦY\n*\nSố 5-KH/ĐU",
        "Số: ____/KH-UBND ngày ____ tháng ____",
        "Số: __2031__/KH-UBND",
        "Số _12_-KH/ĐU",
        "* Căn cứ Luật Bờ kè\n* Căn cứ Nghị định về kè",
        "Diện tích 5*4 m, 3*2 m",
        "bo_ke_so_9@example.vn",
        "chỉ tiêu (*) và chỉ tiêu (*)",
        "Ghi chú: a* là kè, b* là đê",
        "*Ghi chú\n\nKè đá*",
        "Điều 1.[1] Giữ bờ kè (2)",
    ],
)
def test_lines_items_and_notes_are_no_marks(text: str) -> None:
    assert markdown_marks(text) == []


def test_what_a_paper_says_hangs_on_no_marks() -> None:
    text = SAMPLE.read_text("utf-8")
    marked = re.sub(r"(?m)^.{6,}$", lambda line: f"**{line[0]}**" if line[0].isupper() else line[0], text)
    marked = re.sub(r"(?m)^(Căn cứ [^\n]+;)$", r"_\1_", marked)
    assert marked.count("**") > 8
    marked_values, plain_values = values(marked), values(text)
    for one in (marked_values, plain_values):
        one.pop("evidence")  # the title stands on two lines, with marks between them
    assert marked_values == plain_values
    for reference in extract(Text(marked)).references:
        assert marked[reference.span.start : reference.span.end] == reference.raw


@pytest.mark.parametrize("sign", ["**a", "_a", "*a* ", "_a b_ ", "# a\n", "[a](/b)", "<br>", "[", "\\*"])
def test_a_flood_takes_time_by_its_length(sign: str) -> None:
    def took(times: int) -> float:
        text = sign * times
        began = time.perf_counter()
        markdown_marks(text)
        return time.perf_counter() - began

    took(2_000)
    assert min(took(80_000) for _ in range(3)) < 8 * 5 * min(took(10_000) for _ in range(3)) + 0.05
