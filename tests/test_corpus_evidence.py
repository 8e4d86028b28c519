"""What makes a candidate the one that is meant, and what does not suffice."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.linking.evidence import central_letters, issuers_agree, same_day_misprinted, titles_contradict, weigh
from corpus.linking.resolve import Cited, Known

TITLE = "Bảo tồn nghề dệt cổ trong các bản vùng cao"
SHORT = "Chăn nuôi"
BOTH = f"{SHORT} và {TITLE}"


def identifies(said: dict[str, Any], own: dict[str, Any]) -> bool:
    mention = Cited(0, None, said.pop("block", "41~kh-tu"), None, **said)
    return weigh(mention, Known("k", True, None, mention.block, None, **own)).identifies


@pytest.mark.parametrize(
    ("said", "own", "enough"),
    [
        ({"issuer": "tinh-uy-son-la", "date": "2018-05-08"}, {"issuer": "tinh-uy-son-la", "date": "2018-05-08"}, True),
        ({"issuer": "tinh-uy-son-la", "term": "khoa-13"}, {"issuer": "tinh-uy-son-la", "term": "khoa-13"}, True),
        ({"issuer": "tinh-uy-son-la", "title": TITLE}, {"issuer": "tinh-uy-son-la", "title": TITLE}, True),
        ({"date": "2018-05-08", "title": TITLE}, {"date": "2018-05-08", "title": TITLE}, True),
        ({"block": "41~kh-tw", "date": "2018-05-08"}, {"date": "2018-05-08"}, True),
        ({"issuer": "tinh-uy-son-la"}, {"issuer": "tinh-uy-son-la"}, False),
        ({"issuer": "so-noi-vu-", "date": "2018-05-08"}, {"issuer": "so-noi-vu-", "date": "2018-05-08"}, False),
        ({"date": "2018-05-08"}, {"date": "2018-05-08"}, False),
        ({"title": TITLE}, {"title": TITLE}, False),
        ({"issuer": "tinh-uy-son-la", "title": SHORT}, {"issuer": "tinh-uy-son-la", "title": SHORT}, False),
        ({"issuer": "tinh-uy-son-la", "title": BOTH}, {"issuer": "tinh-uy-son-la", "title": SHORT}, False),
        (
            {"issuer": "tinh-uy-son-la", "context": "ve chan nuoi giai doan"},
            {"issuer": "tinh-uy-son-la", "title": SHORT},
            False,
        ),
        (
            {"issuer": "uy-ban-nhan-dan-huyen-mai-son-tinh-son-la", "title": TITLE},
            {"issuer": "uy-ban-nhan-dan-huyen-mai-son-", "title": TITLE},
            False,
        ),
        (
            {"issuer": "uy-ban-nhan-dan-huyen-mai-son-", "date": "2018-05-08"},
            {"issuer": "uy-ban-nhan-dan-huyen-moc-chau-tinh-son-la", "date": "2018-05-08"},
            False,
        ),
    ],
)
def test_what_is_enough(said: dict[str, Any], own: dict[str, Any], enough: bool) -> None:
    assert identifies(said, own) is enough


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("Trồng rừng ven hồ năm 2021", "Trồng rừng ven hồ năm 2021, định hướng năm 2025", False),
        ("Trồng rừng ven hồ năm 2021, định hướng năm 2025", "Trồng rừng ven hồ năm 2021", False),
        ("Trồng rừng ven hồ năm 2021", "Trồng rừng ven hồ năm 2025", True),
        ("Nghề dệt lụa cổ truyền", "Cầu đường nông thôn dệt kim", True),  # one word of five
        ("Chăn nuôi", "Dệt lụa", False),  # too few words to tell
    ],
)
def test_titles_that_cannot_be_of_one_paper(one: str, other: str, contradict: bool) -> None:
    mention, known = Cited(0, None, None, None, title=one), Known("k", True, None, None, None, title=other)
    assert titles_contradict(mention, known) is contradict


def test_comparisons_that_say_no() -> None:
    assert not same_day_misprinted("2020-03-04", "2021-04-03"), "day and month change places within one year"
    assert not issuers_agree("so-noi-vu", "so-noi-vu-tinh-son-la"), "a name that is whole is another body's"
    assert issuers_agree("so-noi-vu-tinh-son-la", "so-noi-vu-")
    assert central_letters("5~qd-ttg-cn")
