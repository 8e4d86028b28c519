"""Where the title of a cited paper ends that is printed behind its number."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.document import Text
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from extractor.references.titles import read_title

MENTION = "Thông tư số 13/2024/TT-BNV"


def title_of(behind: str) -> str | None:
    return read_title(MENTION + behind, 0, len(MENTION))


@pytest.mark.parametrize("row", toml_data("cited_titles.toml")["end"], ids=lambda row: str(row["finds"][0]))
def test_every_end_finds_and_misses_its_examples(row: dict[str, Any]) -> None:
    for example in row["finds"]:
        title, behind = example.split("|")
        assert title_of(f" về {title}{behind}") == title
    for example in row["misses"]:
        assert title_of(f" về {example}") == " ".join(example.split())


@pytest.mark.parametrize(
    "behind, title",
    [
        (
            " về chế độ báo cáo và Thông tư số 14/2024/TT-BNV ngày 02 tháng 5 năm 2024 về công tác lưu trữ;",
            "chế độ báo cáo",
        ),
        (
            " quy định chế độ báo cáo, khoản 2 Điều 3 của Thông tư số 14/2024/TT-BNV",
            "quy định chế độ báo cáo",
        ),
        # a title that names papers itself keeps all of them
        (
            " sửa đổi Thông tư số 1/2020/TT-BNV và Thông tư số 2/2020/TT-BNV;",
            "sửa đổi Thông tư số 1/2020/TT-BNV và Thông tư số 2/2020/TT-BNV",
        ),
        # what a circular guides stands above it, so it belongs to the title
        (
            " hướng dẫn Luật Lưu trữ và Nghị định số 113/2025/NĐ-CP;",
            "hướng dẫn Luật Lưu trữ và Nghị định số 113/2025/NĐ-CP",
        ),
        (" về công tác lưu trữ\nCăn cứ Luật Lưu trữ số 33/2024/QH15", "công tác lưu trữ"),
        (" về công tác văn thư,\nlưu trữ của cơ quan", "công tác văn thư, lưu trữ của cơ quan"),
    ],
)
def test_a_title_ends_where_another_paper_of_its_type_or_the_text_begins(behind: str, title: str) -> None:
    assert title_of(behind) == title


def test_the_title_of_a_reference_in_a_paper_is_its_own_only() -> None:
    paper = extract(
        Text(
            "Thực hiện Kế hoạch số 52-KH/TU ngày 03/02/2025 của Tỉnh ủy Lào Cai về đổi mới công tác khen thưởng, "
            "Ủy ban nhân dân tỉnh Lào Cai ban hành kế hoạch triển khai như sau:"
        )
    )
    assert [r.title for r in paper.references] == ["đổi mới công tác khen thưởng"]
