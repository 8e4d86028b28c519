"""Bodies of several places: which of them a list names, and where the names of places end."""

from __future__ import annotations

from time import process_time

import pytest

from extractor.bodies import BodyList, read_bodies
from extractor.bodies.names import MAX_NAME

_SIGNED = "2031-03-05"


def _named(text: str, signed: str = _SIGNED) -> list[str]:
    return [body.name for body in read_bodies(text, 0, len(text), signed).bodies]


def _councils(text: str, signed: str = _SIGNED) -> list[str]:
    """The places of the committees of which a text tells."""
    return [name.replace("Ủy ban nhân dân", "UBND").removeprefix("UBND ") for name in _named(text, signed)]


def _grows(short: str, long: str) -> tuple[float, BodyList]:
    """How many times longer it takes to read the second text, which is ten times as long, and what it names."""
    took, listed = [], BodyList((), (), 0)
    for text in (short, long):
        best = 1e9
        for _ in range(3):
            read_bodies.cache_clear()
            started = process_time()
            listed = read_bodies(text, 0, len(text), _SIGNED)
            best = min(best, process_time() - started)
        took.append(best)
    read_bodies.cache_clear()
    return took[1] / max(took[0], 1e-4), listed


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("UBND các huyện, thành phố Mỹ Cây, thị xã Gò Đa", None),
        ("UBND các huyện, Tp. Mỹ Cây, thị xã Gò Đa", None),
        ("UBND các huyện, thị xã Gò Đa và thành phố Mỹ Cây", None),
        ("UBND các huyện, thị xã Gò Đa và thành phố Vinh", None),
        ("UBND các huyện, thị xã Gò Đa", None),
        ("UBND các huyện, thị xã", None),
        ("UBND các huyện, thị xã và thành phố Mỹ Cây, thị xã Gò Đa", None),
        ("UBND các huyện, thành phố Mỹ Cây, thị xã Giám đốc Sở Nội vụ", "UBND các huyện, thành phố Mỹ Cây"),
    ],
)
def test_districts_with_their_towns_are_one_name(listed: str, named: str | None) -> None:
    found = _named(f"{listed}; Sở Y tế thực hiện")
    assert found[0] == (named or listed)
    assert named or found == [listed, "Sở Y tế"]


@pytest.mark.parametrize(
    "behind",
    [
        "Hàng năm", "Tiếp tục", "Rà soát", "Căn cứ", "Thường xuyên", "Văn bản", "Đề xuất",
        "Ban hành", "Tuyên truyền", "Phối hợp", "Đảm bảo", "Ngân sách", "Hoàn thành", "Cấp phát", "Nguồn vốn",
        "Đang rà soát", "Chỉ đạo các xã", "Năm 2031", "II. Bến", "III Bến",
    ],
)  # fmt: skip
def test_a_new_line_behind_towns_is_no_town(behind: str) -> None:
    assert _named(f"UBND các huyện, thị xã\n{behind} đò") == ["UBND các huyện, thị xã"]
    assert _named(f"UBND các huyện, thị xã Gò Đa, thành phố\n{behind} đò") == ["UBND các huyện, thị xã Gò Đa"]
    assert _named(f"UBND các huyện, thành phố Mỹ Cây, thị xã\n{behind} đò") == ["UBND các huyện, thành phố Mỹ Cây"]


def test_a_new_line_behind_a_town_is_no_part_of_its_name() -> None:
    for listed in ("UBND các huyện, thị xã Gò Đa", "UBND các huyện, thành phố Mỹ Cây, thị xã Gò Đa"):
        assert _named(f"{listed}\nPhối hợp rà soát") == [listed]
        assert _named(f"{listed.replace(' Đa', chr(10) + 'Đa')}; Sở Y tế") == [listed, "Sở Y tế"]
    assert _councils("UBND quận 1, thị xã Gò Đa\nPhối hợp rà soát") == ["quận 1", "thị xã Gò Đa"]


def test_many_towns_are_named_up_to_the_longest_name_and_take_no_longer_each() -> None:
    towns = "UBND các huyện, thành phố Mỹ Cây" + ", thị xã Gò Đa" * 12
    first, *rest = _named(f"{towns}; Sở Y tế rà soát")
    assert towns.startswith(f"{first}, thị xã Gò Đa") and MAX_NAME - 20 < len(first) <= MAX_NAME
    assert rest == ["Sở Y tế"]
    short = "UBND các huyện, thành phố Mỹ Cây" + ", thị xã Gò Đa" * 2_000
    more, listed = _grows(short, short + ", thị xã Gò Đa" * 18_000)
    assert [body.name for body in listed.bodies] == [first]
    assert more < 30


@pytest.mark.parametrize(
    ("listed", "places"),
    [
        ("thành phố Mỹ Cây và các quận, huyện", ["thành phố Mỹ Cây", "các quận, huyện"]),
        ("thành phố Mỹ Cây, 9 huyện", ["thành phố Mỹ Cây", "9 huyện"]),
        ("thị xã Gò Đa, thành phố Mỹ Cây và các huyện", ["thị xã Gò Đa", "thành phố Mỹ Cây", "các huyện"]),
        ("TP. Mỹ Cây, huyện Sông Lau", ["thành phố Mỹ Cây", "huyện Sông Lau"]),
        ("Tp Mỹ Cây, huyện Sông Lau", ["thành phố Mỹ Cây", "huyện Sông Lau"]),
        ("quận 1, quận 3", ["quận 1", "quận 3"]),
        ("thành phố Hà Nội, tỉnh Lai Châu", ["thành phố Hà Nội", "tỉnh Lai Châu"]),
        ("thành phố Hà Nội, tỉnh Bà Rịa - Vũng Tàu", ["thành phố Hà Nội", "tỉnh Bà Rịa - Vũng Tàu"]),
        ("thành phố Mỹ Cây và các huyện trên địa bàn tỉnh", ["thành phố Mỹ Cây", "các huyện"]),
        ("thị xã Gò Đa, huyện Sông Lau và huyện\nGiám đốc Sở Y tế", ["thị xã Gò Đa", "huyện Sông Lau"]),
        # a place inside another, and those of whom nothing is told that tells them apart
        ("huyện Sông Lau, tỉnh Lai Châu", ["huyện Sông Lau"]),
        ("thành phố Lai Châu, tỉnh Lai Châu", ["thành phố Lai Châu"]),
        ("thành phố Mỹ Cây, thành phố Hồ Chí Minh", ["thành phố Mỹ Cây"]),
        # some of a kind, whether they are named or not
        ("thành phố Mỹ Cây và các huyện liên quan", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các huyện trưởng", ["thành phố Mỹ Cây"]),
        ("huyện Sông Lau và 12 xã bị ngập", ["huyện Sông Lau"]),
        ("thành phố Mỹ Cây và các huyện có dịch", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các huyện Sông Lau, Sông Hậu, Sở Y tế", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các huyện\nSông Lau, Sông Hậu", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các xã Cây Đa, Bến Phà", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các quận 1, 3", ["thành phố Mỹ Cây"]),
        ("thành phố Mỹ Cây và các huyện, thị xã Gò Đa", ["thành phố Mỹ Cây"]),
        # abroad, and a committee of the Party
        ("tỉnh Lào Cai và tỉnh Vân Nam (Trung Quốc)", ["tỉnh Lào Cai"]),
        ("thành phố Huế và tỉnh Savannakhet (Lào)", ["thành phố Huế"]),
        ("huyện Sông Lau và huyện Noọng Hét (Lào)", ["huyện Sông Lau"]),
        ("huyện Sông Lau và huyện Ủy Gò Đa", ["huyện Sông Lau"]),
        ("tỉnh Lào Cai Trần Bến, huyện Sông Lau", ["tỉnh Lào Cai"]),
    ],
)
def test_places_of_several_kinds_share_the_committee(listed: str, places: list[str]) -> None:
    assert _councils(f"UBND {listed} rà soát các bến phà", "2020-04-09") == places


def test_all_of_a_kind_end_their_list_with_a_line() -> None:
    for behind in ("Chủ trì rà soát", "II. Bến đò", "- Bến đò"):
        text = f"UBND thành phố Mỹ Cây và các quận, huyện\n{behind}"
        assert _councils(text) == ["thành phố Mỹ Cây", "các quận, huyện"]


def test_many_places_of_several_kinds_take_no_longer_each() -> None:
    short = "UBND thị xã Gò Đa" + ", huyện Sông Lau, thành phố Mỹ Cây" * 500
    more, listed = _grows(short, short + ", huyện Sông Lau, thành phố Mỹ Cây" * 4_500)
    assert len(listed.bodies) == 10_001
    assert {body.name for body in listed.bodies} == {
        f"Ủy ban nhân dân {place}" for place in ("thị xã Gò Đa", "huyện Sông Lau", "thành phố Mỹ Cây")
    }
    assert more < 30


@pytest.mark.parametrize(
    ("listed", "places"),
    [
        ("tỉnh Quảng Ninh, Hải Phòng", ["tỉnh Quảng Ninh", "thành phố Hải Phòng"]),
        ("tỉnh Thanh Hóa và Hà Nội", ["tỉnh Thanh Hóa", "thành phố Hà Nội"]),
        ("tỉnh Hà Nam, Nam Định và Đà Nẵng", ["tỉnh Hà Nam", "tỉnh Nam Định", "thành phố Đà Nẵng"]),
        ("các tỉnh Thanh Hóa, Hải Phòng", ["tỉnh Thanh Hóa", "thành phố Hải Phòng"]),
        ("các tỉnh: Thanh Hóa, Hải Phòng", ["tỉnh Thanh Hóa", "thành phố Hải Phòng"]),
        ("tỉnh Hòa Bình, Hòa Bình", ["tỉnh Hòa Bình"]),
        ("tỉnh Hà Nam, Nam Định, Hà Nam", ["tỉnh Hà Nam", "tỉnh Nam Định"]),
        ("tỉnh Hà Nam, Cây Đa", ["tỉnh Hà Nam"]),
    ],
)
def test_cities_among_provinces_are_named_as_cities(listed: str, places: list[str]) -> None:
    assert _councils(f"UBND {listed} rà soát các bến phà") == places


def test_no_part_of_the_year_is_a_place_on_the_coast() -> None:
    assert _named("Sở Y tế các huyện từ Quý I đến Quý IV rà soát") == ["Sở Y tế các huyện"]
    assert _named("UBND các xã từ Tháng Ba đến Tháng Tư rà soát") == ["UBND các xã"]


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("Chủ tịch UBND tỉnh Hà Tĩnh Võ Văn Bến, Sở Y tế", ["UBND tỉnh Hà Tĩnh", "Sở Y tế"]),
        ("Chủ tịch UBND TP Hà Nội Trần Bến và Sở Y tế", ["UBND TP Hà Nội", "Sở Y tế"]),
        ("UBND tỉnh Lào Cai Trần Văn Bến, Sở Y tế", ["UBND tỉnh Lào Cai", "Sở Y tế"]),
        ("Giám đốc Sở Y tế Trần Văn Bến, Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Chủ tịch UBND tỉnh Lào Cai Hà Tĩnh, Sở Y tế", ["UBND tỉnh Lào Cai"]),
    ],
)
def test_a_list_goes_on_behind_the_name_of_a_head(listed: str, named: list[str]) -> None:
    assert _named(f"{listed} rà soát các bến phà") == named


def test_the_name_of_the_head_of_a_committee_is_behind_it() -> None:
    for name, behind in (("UBND tỉnh Lào Cai", ""), ("Sở Y tế", " Trần Văn Bến")):
        text = f"Chủ tịch {name} Trần Văn Bến rà soát các bến phà"
        assert text[read_bodies(text, 0, len(text), _SIGNED).end :] == f"{behind} rà soát các bến phà"


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("cảnh sát biển Trung Quốc chấm dứt", []),
        ("Bộ đội Biên phòng của nước Lào, Sở Y tế rà soát", ["Sở Y tế"]),
        ("Bộ đội Biên phòng Lào Cai rà soát", ["Bộ đội Biên phòng Lào Cai"]),
        ("Cảnh sát biển Việt Nam rà soát", ["Cảnh sát biển Việt Nam"]),
        ("Bộ đội biên phòng bắt giữ 12 đò chở quá tải", ["Bộ đội biên phòng"]),
        ("Cảnh sát biển chấm dứt việc này", ["Cảnh sát biển"]),
    ],
)
def test_forces_of_another_country_are_nobody_that_is_told(listed: str, named: list[str]) -> None:
    assert _named(listed) == named


def test_the_matter_of_an_office_belongs_to_its_name() -> None:
    for name in ("Ban Chỉ đạo Nhà nước về Du lịch", "Cục Cảnh sát điều tra tội phạm về ma túy"):
        assert _named(f"{name}, Sở Y tế rà soát") == [name, "Sở Y tế"]
    assert _named("Sở Y tế về bến phà, Sở Nội vụ") == ["Sở Y tế"]


@pytest.mark.parametrize("named", ["các huyện: Sông Lau, Sông Hậu", "các huyện (Sông Lau, Sông Hậu)"])
def test_districts_that_are_named_behind_a_sign_are_not_all_of_them(named: str) -> None:
    assert not any("các huyện" in name for name in _named(f"UBND thành phố Mỹ Cây và {named} rà soát hộ dân"))


def test_a_province_is_no_town() -> None:
    assert _named("UBND các quận, huyện, thị xã Hà Nội rà soát") == ["UBND các quận, huyện, thị xã"]


@pytest.mark.parametrize(
    "which",
    [
        "vùng Đồng bằng sông Cửu Long",
        "vùng Trung du và miền núi phía Bắc",
        "khu vực Duyên hải miền Trung",
        "vùng Thủ đô Hà Nội",
        "miền Trung và Tây Nguyên",
        "miền Trung, Tây Nguyên",
        "miền Bắc và miền Trung",
        "vùng Bắc Trung Bộ và Duyên hải Trung Bộ",
        "khu vực Nam Trung Bộ và Đông Nam Bộ",
        "phía Bắc",
        "miền núi phía Bắc",
        "vùng cao biên giới",
        "vùng cao, vùng biên giới",
        "biên giới và hải đảo",
        "ven sông",
        "ven đê sông Lau",
        "vùng Gò Đa",
        "phía Tây Gò Đa",
    ],
)
def test_which_part_of_the_country_is_named_whole(which: str) -> None:
    assert _named(f"UBND các tỉnh {which}, Bộ Y tế rà soát") == [f"UBND các tỉnh {which}", "Bộ Y tế"]
    own = which.endswith("Gò Đa")  # the next line may go on with such a name
    assert _named(f"UBND các xã {which}\nSở Y tế rà soát") == ["UBND các xã" if own else f"UBND các xã {which}"]


def test_half_a_name_and_another_place_are_no_part_of_the_country() -> None:
    for behind in ("vùng Đồng bằng Gò Đa", "khu vực Duyên hải Gò Đa", "vùng Thủ đô Mỹ Cây", "miền Trung và Nam Định"):
        part = behind.partition(" và ")[0] if " và " in behind else ""
        assert _named(f"UBND các tỉnh {behind}, Bộ Y tế rà soát") == [f"UBND các tỉnh {part}".strip()]


@pytest.mark.parametrize(
    "behind",
    [
        "khu vực Trung tâm",
        "vùng Dự án bến Gò Đa",
        "phía Tây Đường sắt Gò Đa",
        "vùng An toàn khu",
        "khu vực Cảng hàng không Gò Đa",
        "phía Đông Quốc lộ 94",
        "phía Nam Trung tâm tỉnh",
        "khu vực Biên giới",
    ],
)
def test_half_a_name_of_a_place_is_no_part_of_a_body(behind: str) -> None:
    assert _named(f"UBND các phường {behind} rà soát") == ["UBND các phường"]
