"""The province that stands beside a number in place of its body."""

from __future__ import annotations

import pytest

from extractor.references import place_beside
from tests.reading_references import read

_LAO_CAI, _HUE = "Ủy ban nhân dân tỉnh Lào Cai", "Hội đồng nhân dân thành phố Huế"


@pytest.mark.parametrize(
    ("content", "text", "issuer"),
    [
        ("Theo Quyết định 15/2032/QĐ-UBND của tỉnh Lào Cai", "Quyết định 15/2032/QĐ-UBND của tỉnh Lào Cai", _LAO_CAI),
        ("Theo Quyết định 15/2032/QĐ-UBND tỉnh Lào Cai thì", "Quyết định 15/2032/QĐ-UBND tỉnh Lào Cai", _LAO_CAI),
        (
            "Theo Quyết định 15/QĐ-UBND tỉnh Lào Cai ngày 9/3/2032, các",
            "Quyết định 15/QĐ-UBND tỉnh Lào Cai ngày 9/3/2032",
            _LAO_CAI,
        ),
        ("Nghị quyết số 9/NQ-HĐND của TP Huế về nước", "Nghị quyết số 9/NQ-HĐND của TP Huế", _HUE),
        (
            "Theo Quyết định 15/QĐ-UBND\ncủa tỉnh Lào Cai thì",
            "Quyết định 15/QĐ-UBND\ncủa tỉnh Lào Cai",
            _LAO_CAI,
        ),
        ("Tỉnh Lào Cai đã ban hành Kế hoạch số 9/KH-UBND về nước", "Kế hoạch số 9/KH-UBND", _LAO_CAI),
        ("Ngày 5/6/2032, tỉnh Lào Cai ban hành Kế hoạch số 9/KH-UBND.", "Kế hoạch số 9/KH-UBND", _LAO_CAI),
        ("Nơi có. Huế vừa thông qua Nghị quyết số 9/NQ-HĐND về nước", "Nghị quyết số 9/NQ-HĐND", _HUE),
        ("Kế hoạch 9/KH-UBND về giữ nước do tỉnh Lào Cai ban hành nêu", "Kế hoạch 9/KH-UBND", _LAO_CAI),
        # below the first level, of another paper or body, or not said to issue it
        ("Theo Quyết định 15/QĐ-UBND thành phố Lào Cai thì", "Quyết định 15/QĐ-UBND", None),
        ("Theo Quyết định 15/QĐ-UBND, tỉnh Lào Cai có 9 bến", "Quyết định 15/QĐ-UBND", None),
        ("Theo Quyết định 15/QĐ-STC của tỉnh Lào Cai thì", "Quyết định 15/QĐ-STC", None),
        ("Chợ ở xã A, tỉnh Lào Cai ban hành Kế hoạch số 9/KH-UBND", "Kế hoạch số 9/KH-UBND", None),
        ("Tỉnh Lào Cai làm theo Kế hoạch số 9/KH-UBND về nước", "Kế hoạch số 9/KH-UBND", None),
        ("Kế hoạch 9/KH-UBND về nước. Quy chế do tỉnh Lào Cai ban hành", "Kế hoạch 9/KH-UBND", None),
        ("Kế hoạch 9/KH-UBND về nước do tỉnh Lào Cai tài trợ", "Kế hoạch 9/KH-UBND", None),
        ("Kế hoạch 9/KH-UBND triển khai bộ tiêu chí do tỉnh Lào Cai ban hành", "Kế hoạch 9/KH-UBND", None),
        ("Kế hoạch 9/KH-UBND về sửa quy chế bến do tỉnh Lào Cai ban hành", "Kế hoạch 9/KH-UBND", None),
        ("Theo Quyết định 15/QĐ-UBND\nTỉnh Lào Cai hiện có 9 bến", "Quyết định 15/QĐ-UBND", None),
        ("Theo Quyết định 15/QĐ-UBND\n\nTỉnh Lào Cai hiện có 9 bến", "Quyết định 15/QĐ-UBND", None),
    ],
)
def test_the_place_stands_for_its_committee_or_council(content: str, text: str, issuer: str | None) -> None:
    (reference,), _ = read(content, {"kind": "news", "place": "Sơn La"})
    assert content[reference.span.start : reference.span.end] == text
    assert reference.issuer == issuer if issuer else reference.locality == "Sơn La"


def test_papers_below_the_heading_of_a_province_are_its_own() -> None:
    content = (
        "Diện tích ở vùng sông Cửu Long\n\n1. LÀO CAI\nCăn cứ: Quyết định 65/2032/QĐ-UBND\na) Ở xã\n"
        "Thành phố Huế:\nTheo Nghị quyết 7/2032/NQ-HĐND\nSơn La\nTheo Quyết định 66/2032/QĐ-UBND\n"
    )
    references, _ = read(content, {"kind": "news", "place": "Phú Thọ"})
    assert [r.locality for r in references] == ["Lào Cai", "Huế", "Phú Thọ"]  # a bare name may be a caption


def test_the_last_of_a_list_of_provinces_is_no_heading() -> None:
    content = "Ba nơi có lũ:\n- Lào Cai\n- Lai Châu\nTheo Quyết định 65/2032/QĐ-UBND, dân được đi phà.\n"
    (reference,), _ = read(content, {"kind": "news", "place": "Sơn La"})
    assert reference.locality == "Sơn La"


def test_one_bullet_or_caption_is_no_heading() -> None:
    content = "Lũ về\n+ Lào Cai:\nTheo Quyết định 65/2032/QĐ-UBND thì\n+ Lào Cai:\nTheo Kế hoạch 6/KH-UBND.\n"
    references, _ = read(content, {"kind": "news", "place": "Sơn La"})
    assert [r.locality for r in references] == ["Sơn La", "Sơn La"]


def test_headings_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    read_heading = place_beside._read_heading

    def counted(content: str, start: int, end: int) -> tuple[str, str | None] | None:
        looks.append(start)
        return read_heading(content, start, end)

    monkeypatch.setattr(place_beside, "_read_heading", counted)
    unit = "1. Lào Cai\n" + "Theo Quyết định 65/2032/QĐ-UBND thì\n" * 50
    references, _ = read("Lũ về\n" + unit + unit.replace("Lào Cai", "Huế"), {"kind": "news", "place": "Sơn La"})
    assert [r.locality for r in references] == ["Lào Cai"] * 50 + ["Huế"] * 50
    assert len(looks) == len(set(looks)) == 102


def test_each_of_several_places_has_its_own_papers() -> None:
    content = "Tỉnh Lào Cai ban hành Kế hoạch số 9/KH-UBND; Kế hoạch số 8/KH-UBND về nước do thành phố Huế ban hành."
    references, _ = read(content, {"kind": "news", "place": "Sơn La"})
    assert [r.locality for r in references] == ["Lào Cai", "Huế"]
