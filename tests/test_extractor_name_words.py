"""Words of names: joints, and a piece of text that may be cut inside a name."""

from __future__ import annotations

import pytest

from extractor.issuers import match_body
from extractor.name_words import CutShort, stretch_words, words_of


def test_joints_between_words() -> None:
    assert [word.joint for word in words_of("Thi đua - Khen thưởng, Tôn giáo và Dân tộc")] == [
        "", "", "-", "", ",", "", "&", "",
    ]  # fmt: skip


def test_looking_behind_a_cut_piece_raises() -> None:
    words = stretch_words("Ủy ban nhân dân")
    assert [word.raw for word in words[:4]] == ["Ủy", "ban", "nhân", "dân"]
    with pytest.raises(CutShort):
        _ = words[4].key


def test_a_piece_that_a_stop_ends_has_no_cut() -> None:
    assert len(stretch_words("Bộ Tài chính. Các đơn vị")) == 3


@pytest.mark.parametrize("behind", ["", ".", " về việc", ", Bộ Tài chính và Bộ Y tế."])
def test_a_name_longer_than_the_first_look_is_read_whole(behind: str) -> None:
    name = "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"
    assert match_body(f"của {name}{behind}", 4, joint=False) == 4 + len(name)


def test_ministries_that_issue_together_are_one_end() -> None:
    text = "Bộ Tài chính, Bộ Nội vụ, Bộ Y tế và Bộ Giáo dục và Đào tạo hướng dẫn việc này"
    assert match_body(text, 0) == text.index(" hướng dẫn")
    assert match_body(text, 0, joint=False) == len("Bộ Tài chính")


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("Quốchội", ["Quốc", "hội"]),
        ("củaHội đồngnhân dân", ["của", "Hội", "đồng", "nhân", "dân"]),
        ("Kế hoạchvà Đầutư vàXây", ["Kế", "hoạch", "Đầu", "tư", "Xây"]),
        ("Petrolimex nghiêng", ["Petrolimex", "nghiêng"]),
    ],
)
def test_two_words_that_a_converter_glued_are_two(glued: str, parts: list[str]) -> None:
    words = words_of(glued)
    assert [word.raw for word in words] == parts
    assert all(glued[word.start : word.end] == word.raw for word in words)


def test_bodies_and_laws_are_known_though_spaces_were_lost() -> None:
    text = "Hội đồngnhân dân tỉnh về việc"
    assert match_body(text, 0) == len("Hội đồngnhân dân tỉnh")
    assert match_body("Sở Kế hoạchvà Đầu tư trình", 0) == len("Sở Kế hoạchvà Đầu tư")
