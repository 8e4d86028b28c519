"""Text layers whose marks are shifted among Vietnamese letters, so that each syllable stays a possible one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus.samples
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.places import boxes_of, words_on_page
from extractor.readers.truth import fault_of, marks_are_wrong
from extractor.syllables import share_valid
from tests.reader_files import pdf
from tests.test_readers_pdf_damage import mapped

DATA: dict[str, Any] = toml_data("marked_pairs.toml")
# As a font does whose letters stand one place off in its table: a vowel keeps its kind, not its tone.
_SHIFT = {
    **dict(zip("ếềểễệ ốồổỗộ ấầẩẫậ ắằẳẵặ ớờởỡợ ứừửữự", "ềểễếể ồổỗốổ ầẩẫấẩ ằẳẵắẳ ờởỡớở ừửữứử", strict=True)),
    **dict(zip("áàảãạ óòỏõọ íìỉĩị úùủũụ", "àảãáả òỏõóỏ ìỉĩíỉ ùủũúủ", strict=True)),
}
SHIFT = _SHIFT | {letter.upper(): other.upper() for letter, other in _SHIFT.items()}


def _pages(text: str, length: int = 2500) -> Iterator[str]:
    """Stretches of a text as long as pages, and shorter ones."""
    for size in (length, length // 6):
        yield from (text[start : start + size] for start in range(0, len(text), size))


@pytest.mark.parametrize("example", DATA["example"], ids=lambda e: str(e["text"])[:30])
def test_shifted_marks_are_told(example: dict[str, str]) -> None:
    assert marks_are_wrong(example["text"])
    assert marks_are_wrong(example["text"].upper())


@pytest.mark.parametrize("counterexample", DATA["counterexample"], ids=lambda e: str(e["text"])[:30])
def test_errors_of_typing_and_old_spelling_are_none(counterexample: dict[str, str]) -> None:
    assert not marks_are_wrong(counterexample["text"])


@pytest.mark.parametrize("pair", DATA["pairs"])
def test_a_pair_opens_with_a_plain_letter_and_is_right_as_it_is(pair: str) -> None:
    assert pair[0].isascii()
    assert sum(not letter.isascii() and letter != "đ" for letter in pair)
    assert not marks_are_wrong(pair, doubted=True)
    assert not marks_are_wrong(f"{pair}, {pair.upper()}", doubted=True)


def test_no_page_of_a_sound_text_is_taken_for_one() -> None:
    told = []
    for path in (Path(corpus.samples.__file__).parent / "files").iterdir():
        for text in read_bytes(path.name, path.read_bytes())[1]:
            told += [(path.name, page) for page in _pages(text.content) if marks_are_wrong(page)]
    for path in Path(__file__).parent.rglob("*"):
        if path.suffix in (".txt", ".md", ".html", ".toml"):
            told += [(path.name, page) for page in _pages(path.read_text("utf-8")) if marks_are_wrong(page)]
        elif path.suffix == ".py" and path != Path(__file__):
            strings = [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)]
            prose = "\n".join(value for value in strings if isinstance(value, str))
            told += [(path.name, page) for page in _pages(prose) if marks_are_wrong(page)]
    assert told == []


def test_a_layer_with_shifted_marks_is_read_from_the_picture_on_each_page() -> None:
    data = mapped(lambda letter: SHIFT.get(letter, letter), pages=2)
    _, (found,) = read_bytes("a.pdf", data)
    assert [(w.code, w.page) for w in found.warnings if w.code.startswith("text-layer")] == [
        ("text-layer-wrong-marks", 1),
        ("text-layer-wrong-marks", 2),
    ]
    read = extract(found)
    assert read.header.issuer is not None
    assert read.header.issuer.raw.replace("\n", " ") == "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"
    assert [(signer.name, signer.position) for signer in read.footer.signers] == [("Vàng Thị Lan", "CHỦ TỊCH")]
    # A page that is looked at alone is read in the same way, so that its words have their places.
    span = found.pages[1].span
    at = found.content.index("CHỦ TỊCH", span.start)
    assert boxes_of(words_on_page("a.pdf", data, 2, found.content, span), type(span)(at, at + 8))


def test_syllables_with_shifted_marks_are_possible_ones() -> None:
    _, (sound,) = read_bytes("a.pdf", pdf())
    shifted = "".join(SHIFT.get(letter, letter) for letter in sound.content)
    assert share_valid(shifted)[0] > 0.78
    assert fault_of(shifted, image_share=0.0) is None
    assert marks_are_wrong(shifted)
