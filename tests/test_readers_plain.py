"""Plain text: what is stored stays as stored; every encoding of the old days is told by its content."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Text
from extractor.errors import ExtractError, NoText, TooLarge, UnreadableFile
from extractor.legacy.tables import encodings
from extractor.limits import Limits
from extractor.readers import read, read_bytes
from tests.reader_files import text


def only(data: bytes, *, limits: Limits | None = None) -> Text:
    source, texts = read_bytes("a.txt", data, limits=limits or Limits())
    assert source.media_type == "text/plain"
    assert len(texts) == 1
    return texts[0]


def test_nfc_text_is_kept_to_the_character(tmp_path: Path) -> None:
    stored = text().replace("\n", "\r\n") + "  \u00a0hết\t"
    path = tmp_path / "van-ban.bin"
    path.write_bytes(stored.encode())
    source, (found,) = read(path)
    assert found.content == stored
    assert found.raw_offsets is None
    assert source.path == str(path)
    assert source.size_bytes == len(stored.encode())


def test_decomposed_text_maps_back_to_what_is_stored() -> None:
    stored = unicodedata.normalize("NFD", "Quyết định số 12")
    found = only(stored.encode())
    assert found.content == "Quyết định số 12"
    assert found.raw_offsets is not None
    at = found.content.index("định")
    assert unicodedata.normalize("NFC", stored[found.raw_offsets[at] : found.raw_offsets[at + 4]]) == "định"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert only(text().encode(encoding)).content.lstrip("\ufeff") == text()


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii", "vps"])
def test_old_encodings_are_told_by_their_content(encoding: str) -> None:
    table = {letter: code for code, letter in encodings()[encoding].table.items() if 0x80 <= code < 256}
    sample = "căn cứ luật tổ chức chính quyền địa phương, ủy ban nhân dân tỉnh quyết định tăng cường quản lý"
    stored = bytes(table.get(char, ord(char) & 0xFF) for char in sample)
    found = only(stored)
    assert found.content == sample
    assert [w.code for w in found.warnings] == ["legacy-encoding"]


def test_vni_and_cp1258_files() -> None:
    vni = "caên cöù luaät toå chöùc chính quyeàn ñòa phöông, uûy ban nhaân daân tænh quyeát ñònh"
    assert (
        only(vni.encode("latin-1")).content
        == "căn cứ luật tổ chức chính quyền địa phương, ủy ban nhân dân tỉnh quyết định"
    )
    windows = "tăng cươ\u0300ng công ta\u0301c"
    assert only(windows.encode("cp1258") * 3).content == "tăng cường công tác" * 3


def test_text_damaged_by_cp1252_is_put_right_and_maps_back() -> None:
    right = "Quyết định của Ủy ban nhân dân tỉnh về công tác quản lý"
    stored = right.encode().decode("latin-1")
    found = only(stored.encode())
    assert found.content == right
    assert found.raw_offsets is not None
    at = right.index("định")
    assert stored[found.raw_offsets[at] : found.raw_offsets[at + 4]].encode("latin-1").decode() == "định"


def test_blank_and_too_long_texts_are_refused_with_reasons() -> None:
    with pytest.raises(NoText, match="khoảng trắng"):
        only(b" \r\n\t ")
    with pytest.raises(TooLarge, match="text_chars"):
        only(b"abc " * 50, limits=Limits(text_chars=100))
    with pytest.raises(TooLarge, match="file_bytes"):
        only(b"abc " * 50, limits=Limits(file_bytes=100))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "khong-co.txt"):
        with pytest.raises(UnreadableFile, match=path.name):
            read(path)


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda s: s.strip("\ufeff \t\r\n\f\v\0") != ""))
def test_any_nfc_string_comes_back_or_is_refused(stored: str) -> None:
    stored = unicodedata.normalize("NFC", stored)
    try:
        _, texts = read_bytes("a.txt", stored.encode())
    except ExtractError:
        return
    if texts[0].warnings == () and not stored.startswith("<"):
        assert texts[0].content in (stored, stored.removeprefix("\ufeff"))


@pytest.mark.parametrize("stored", ["000\x00", "a\x00b"])
def test_a_stray_zero_is_no_sign_of_utf_16(stored: str) -> None:
    _, (found,) = read_bytes("a.txt", stored.encode())
    assert found.content == stored


@pytest.mark.parametrize(
    "stored",
    [
        b"\xef\xbb\xbf" + "Kế hoạch trồng ".encode() + b"\xe1\xbb" + " rừng".encode(),
        b"\xff\xfe" + "Kế hoạch trồng rừng".encode("utf-16-le") + b"\x01",
        "Kế hoạch trồng rừng ven sông".encode("utf-16-be") + b"\x01",
    ],
)
def test_a_damaged_character_is_told_of_and_costs_nothing_else(stored: bytes) -> None:
    found = only(stored)
    assert "Kế hoạch trồng" in found.content and "rừng" in found.content
    assert [w.code for w in found.warnings] == ["undecodable"]


def test_utf_8_with_few_damaged_bytes_is_no_old_encoding() -> None:
    stored = (text() * 2).encode()
    at = stored.index(b" ", len(stored) // 2)
    found = only(stored[:at] + b"\xff" + stored[at:])
    assert [w.code for w in found.warnings] == ["undecodable"]
    assert found.content.replace("\ufffd", "") == text() * 2


def test_lines_in_unicode_among_old_ones_stay_and_all_of_them_map_back() -> None:
    old, kept = "QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh vÒ c«ng t¸c qu¶n lý", "Kế hoạch số 5 ngày 03/4/2031 về đê điều"
    stored = "\n".join((old, old, kept, old, old))
    found = only(stored.encode())
    right = "Quyết định của ủy ban nhân dân tỉnh về công tác quản lý"
    assert found.content == "\n".join((right, right, kept, right, right))
    assert found.raw_offsets is not None and len(found.raw_offsets) == len(found.content) + 1
    for words, shown in (("đê điều", "đê điều"), ("quản lý", "qu¶n lý")):
        at = found.content.rindex(words)
        start, end = found.raw_offsets[at], found.raw_offsets[at + len(words)]
        assert stored[start:end] == shown
