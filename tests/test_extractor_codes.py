from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import number_letters
from extractor.codes import CODE, Code, parse_code
from extractor.issuers import body_of_code
from extractor.knowledge import toml_data


def _code(printed: str) -> Code:
    code = parse_code(printed)
    assert code is not None, printed
    return code


def _issuer(code: Code) -> str | None:
    body = body_of_code(code.organs, type_code=code.type_letters, system=code.system, place="Lào Cai", date=None)
    return body.name if body else None


LETTERS: dict[str, Callable[[Code], bool]] = {
    "joint": lambda code: number_letters.is_joint(code.type_letters, code.organs),
    "party": lambda code: code.system == "party",
    "every_place": lambda code: code.organs[0] in number_letters.OF_EVERY_PLACE,
    "several_bodies": lambda code: code.organs[0] in number_letters.OF_SEVERAL_BODIES,
    "unsettled": lambda code: _issuer(code) is None,
    "committees": lambda code: _issuer(code) in ("Ủy ban nhân dân tỉnh Lào Cai", "Hội đồng nhân dân tỉnh Lào Cai"),
    "provincial_party": lambda code: (_issuer(code) or "").endswith(" Tỉnh ủy Lào Cai"),
}


@pytest.mark.parametrize("entry", toml_data("number_letters.toml"))
def test_letters_of_the_data_are_seen_in_numbers(entry: str) -> None:
    shown = toml_data("number_letters.toml")[entry]
    for printed in shown["finds"]:
        assert LETTERS[entry](_code(printed)), printed
    for printed in shown["misses"]:
        assert not LETTERS[entry](_code(printed)), printed


def test_every_joint_type_names_all_its_issuers() -> None:
    for letters in number_letters.JOINT_TYPES:
        code = _code(f"17/{letters}-BTC-BNV")
        assert number_letters.is_joint(code.type_letters, code.organs), letters


CANONICAL = [
    ("327 /KH-SVHTT", "327/KH-SVHTT", "state", "KH"),
    ("34-CT/TW", "34-CT/TW", "party", "CT"),
    ("34/CT-TW", "34-CT/TW", "party", "CT"),
    ("05/CT-TU", "05-CT/TU", "party", "CT"),
    ("56 - CTr/TU", "56-CTr/TU", "party", "CTr"),
    ("1658/NQ-QUTW", "1658-NQ/QUTW", "party", "NQ"),
    ("03/CTPH-TĐTN-SGDĐT", "03/CTPH-TĐTN-SGDĐT", "state", "CTPH"),
    ("01/2020/QĐ-UBND", "01/2020/QĐ-UBND", "normative", "QĐ"),
    ("06/2022/QH15", "06/2022/QH15", "assembly", None),
    ("1685/NQ-UBTVQH15", "1685/NQ-UBTVQH15", "state", "NQ"),
    ("03/UBND-ĐA", "03/UBND-ĐA", "state", "ĐA"),
    ("07-BXYZ-BTC/TTLT", "07-BXYZ-BTC/TTLT", "old", "TTLT"),
    ("912-TC/TCT", "912-TC/TCT", "old", None),
    ("912 TC/TCT", "912TC/TCT", "old", None),
    ("12-TC/TW", "12-TC/TW", "party", "TC"),
    ("12-QyĐ/TU", "12-QyĐ/TU", "party", "QyĐ"),
    ("3-TTri/TW", "3-TTri/TW", "party", "TTri"),
    ("5/Ctr-UBND", "5/Ctr-UBND", "state", "Ctr"),
    ("698/UBND-BTĐ", "698/UBND-BTĐ", "letter", None),
    ("33/2018/TT- BGTVT", "33/2018/TT-BGTVT", "normative", "TT"),
    ("88/2006/NĐ - CP", "88/2006/NĐ-CP", "normative", "NĐ"),
    ("30c/NQCP", "30c/NQ-CP", "state", "NQ"),
    ("61/2018/NĐCP", "61/2018/NĐ-CP", "normative", "NĐ"),
    ("01/2018/TTVPCP", "01/2018/TT-VPCP", "normative", "TT"),
    ("1961/QĐUBND", "1961/QĐ-UBND", "state", "QĐ"),
    ("66.25/2026/NQ-CP", "66.25/2026/NQ-CP", "normative", "NQ"),
    ("51/2025/TT-BTС", "51/2025/TT-BTC", "normative", "TT"),
    ("2/2019/QÐ-UBND", "2/2019/QĐ-UBND", "normative", "QĐ"),
    ("69/QĐ-BNNPTNT-VPĐP", "69/QĐ-BNNPTNT-VPĐP", "state", "QĐ"),
    ("225-KH/TWĐTN-CTTN", "225-KH/TWĐTN-CTTN", "party", "KH"),
    ("161/TTr-MTTW-BPT", "161/TTr-MTTW-BPT", "state", "TTr"),
    ("1554/UBND-VH&TT", "1554/UBND-VH&TT", "letter", None),
    ("9O2/QĐ-UBND", "902/QĐ-UBND", "state", "QĐ"),
    ("12./QĐ-UBND", "12/QĐ-UBND", "state", "QĐ"),
    ("3./2031/NĐ-CP", "3/2031/NĐ-CP", "normative", "NĐ"),
    ("77.-KH/TU", "77-KH/TU", "party", "KH"),
    ("65/2O17/NĐ-CP", "65/2017/NĐ-CP", "normative", "NĐ"),
    ("1l2-KH/TU", "112-KH/TU", "party", "KH"),
    ("12NQ/HĐNN7", "12NQ/HĐNN7", "old", "NQ"),
    ("58KH/TU", "58-KH/TU", "party", "KH"),
    ("7b/NQ-TLĐ", "7b/NQ-TLĐ", "state", "NQ"),
    ("54/2014/QH-13", "54/2014/QH13", "assembly", None),
    ("454/TTr-SoNNMT", "454/TTr-SoNNMT", "state", "TTr"),
    ("326-CP", "326-CP", "old", None),
    ("17/2011/QĐ_BXD", "17/2011/QĐ-BXD", "normative", "QĐ"),
    ("111/HĐBT", "111/HĐBT", "old", None),
    ("57-L/CTN", "57-L/CTN", "old", "L"),
    ("6-LCT/HĐNN8", "6-LCT/HĐNN8", "old", "LCT"),
    ("110-SL/L.12", "110-SL/L.12", "old", "SL"),
]


@pytest.mark.parametrize(("raw", "canonical", "system", "letters"), CANONICAL)
def test_reads_numbers_of_every_system_and_repairs_damage(
    raw: str, canonical: str, system: str, letters: str | None
) -> None:
    code = parse_code(raw)
    assert code is not None
    assert (code.canonical, code.system, code.type_letters) == (canonical, system, letters)


def test_a_stop_behind_the_figures_is_told_as_a_repair() -> None:
    assert _code("12./QĐ-UBND").repairs == ("stop behind the figures",)
    assert CODE.search("Mục 1.- QĐ-UBND") is None


def test_says_what_was_repaired() -> None:
    swapped = parse_code("34/CT-TW")
    lost = parse_code("30c/NQCP")
    clean = parse_code("34-CT/TW")
    assert swapped is not None and swapped.repairs == ("separators swapped",)
    assert lost is not None and lost.repairs == ("hyphen lost",)
    assert clean is not None and clean.repairs == ()


@pytest.mark.parametrize("raw", ["3/2", "12/2025", "12/A", "COVID-19", "24/7", "2021-2025", "ngày 05/6"])
def test_fractions_dates_and_house_numbers_are_no_codes(raw: str) -> None:
    assert parse_code(raw) is None


def test_keeps_letter_and_dot_parts_of_the_number_apart() -> None:
    one, other = parse_code("30/NQ-CP"), parse_code("30c/NQ-CP")
    assert one is not None and other is not None
    assert (one.number, one.integer) == ("30", 30)
    assert (other.number, other.integer) == ("30c", 30)


def test_a_word_glued_to_the_letters_does_not_cut_them() -> None:
    found = CODE.search("Quyết định số 35/2025/QĐ-TTgcủa Thủ tướng")
    assert found is not None and found.group() == "35/2025/QĐ-TTg"


def test_finds_a_code_over_a_line_break_of_pdf_text() -> None:
    found = CODE.search("Nghị định số 214/2025/NĐ-\nCP ngày")
    assert found is not None and found.group() == "214/2025/NĐ-\nCP"


@given(st.text(alphabet="0123456789/-. ABCĐQNUTWrgi\n", max_size=60))
def test_no_text_crashes_the_grammar(text: str) -> None:
    for found in CODE.finditer(text):
        parse_code(found.group())


@pytest.mark.parametrize("piece", ["1/A-", "1 /\n", "A-1/", "9.9.9/", "QĐ-UBND/", "9/QĐ UBND "])
def test_hostile_repetition_stays_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        runs = []
        for _ in range(5):  # the best of five, in processor time: others on the machine do not count
            start = time.process_time()
            for _ in CODE.finditer(text):
                pass
            runs.append(time.process_time() - start)
        return min(runs)

    small, large = max(seconds(50_000), 1e-4), seconds(400_000)
    assert large / small < 40  # eight times the text; a quadratic scan would take sixty-four times as long
