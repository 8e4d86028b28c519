"""Files cut, flipped and mixed at random: every one ends with a text or with a reason, never otherwise."""

from __future__ import annotations

import random
import time
from functools import lru_cache

import pytest

from bench.mutated import mutated
from extractor.errors import ExtractError
from extractor.limits import Limits
from extractor.readers import READERS, read_bytes
from tests.reader_files import docx, edxml, letter, pdf, text, zipped

LIMITS = Limits(page_pixels=2_000_000, ocr_page_seconds=5, program_seconds=5, unpacked_bytes=20_000_000)
SECONDS = 60.0  # what is promised for any file; a machine with much else to do needs most of it


@lru_cache(maxsize=1)
def seeds() -> tuple[bytes, ...]:
    return (
        pdf(pages=2),
        docx(),
        zipped({"a.txt": text().encode(), "b.docx": docx()}),
        edxml({"a.docx": docx()}),
        f"<html><body><table><tr><td>{text()}</td></tr></table></body></html>".encode(),
        text().encode(),
        text().encode("utf-16"),
        bytes(letter(("a.docx", docx()))),
    )


@pytest.mark.parametrize("seed", range(12))
def test_mutated_files_end_with_a_text_or_a_reason(seed: int) -> None:
    dice = random.Random(seed)
    for number in range(6):
        data = mutated(dice.choice(seeds()), seeds(), dice)
        started = time.monotonic()
        contents, reason = outcome(f"{seed}-{number}", data)
        assert time.monotonic() - started < SECONDS
        if reason is None:
            assert contents
            assert all(content.strip() for content in contents)
        else:
            assert reason.code != "extract-error"
            assert f"{seed}-{number}" in str(reason)


def outcome(name: str, data: bytes) -> tuple[list[str], ExtractError | None]:
    """What reading a file comes to; anything but a text or one of our errors fails the test that calls."""
    try:
        _, texts = read_bytes(name, data, limits=LIMITS)
    except ExtractError as error:
        return [], error
    return [each.content for each in texts], None


def test_limits_are_positive() -> None:
    with pytest.raises(ValueError, match="pages"):
        Limits(pages=0)


def test_every_reader_can_be_found() -> None:
    from importlib import import_module

    for entry in READERS.values():
        module, _, function = entry.partition(":")
        assert callable(getattr(import_module(module), function))


def test_importing_the_readers_stays_cheap() -> None:
    import subprocess
    import sys

    heavy = "docx pypdfium2 selectolax lxml tesserocr PIL numpy pdfplumber".split()
    probe = f"import sys, extractor.readers; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True)
    assert found.stdout.strip() == "[]"


def test_a_picture_that_nobody_knows_is_told_in_words_for_people() -> None:
    with pytest.raises(ExtractError) as raised:
        read_bytes("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(30))
    assert str(raised.value) == "anh.png: tệp ảnh bị hỏng hoặc thiếu phần cuối. Hãy quét lại."
