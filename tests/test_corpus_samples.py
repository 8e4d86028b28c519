"""The sample archive: what is built is what the sources say, and the forms it promises are all there."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from corpus.samples.build import build, main
from corpus.samples.source import FILES, BadSource, Centred, Sample, Table, load, load_all

SAMPLES = load_all()


def words(sample: Sample) -> set[str]:
    said = [sample.number, sample.place_date, sample.title, sample.headline, *sample.recipients, *sample.to]
    for block in sample.body:
        if isinstance(block, Table):
            said += [cell for row in block.rows for cell in row]
        else:
            said.append(block.text if isinstance(block, Centred) else block)
    return set(re.findall(r"\w+", " ".join(said)))


def test_every_sample_is_built_and_nothing_else() -> None:
    assert {path.name for path in FILES.iterdir()} == {sample.file_name for sample in SAMPLES}


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.format != "pdf"], ids=lambda s: s.slug)
def test_built_file_is_up_to_date(sample: Sample) -> None:
    """DOCX by what the container holds: its compression differs between builds of zlib."""
    built, stored = build(sample), (FILES / sample.file_name).read_bytes()
    if sample.format == "docx":
        assert members(stored) == members(built), "run `make samples`"
    else:
        assert stored == built, "run `make samples`"


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.format == "pdf"], ids=lambda s: s.slug)
def test_pdf_says_what_its_source_says(sample: Sample) -> None:
    """By words and not by bytes: the font that is embedded differs between machines."""
    import pypdfium2

    with pypdfium2.PdfDocument(FILES / sample.file_name) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\ufffe", "-")
    assert words(sample) <= set(re.findall(r"\w+", text))


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(first) == len(SAMPLES)
    assert main([str(tmp_path), "--check"]) == 0
    (tmp_path / SAMPLES[0].file_name).write_bytes(b"changed by hand")
    assert main([str(tmp_path), "--check"]) == 1
    assert main([str(tmp_path)]) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_every_format_and_both_kinds_occur() -> None:
    assert set(Counter(sample.format for sample in SAMPLES)) == {"docx", "html", "pdf", "txt"}
    assert {sample.kind for sample in SAMPLES} == {"official", "news"}


@pytest.mark.parametrize("code", ["NQ", "QĐ", "CT", "KH", "CTr", "HD", "TB", "BC", "TTr"])
def test_one_state_and_one_party_paper_of_each_main_type(code: str) -> None:
    state = [s.slug for s in SAMPLES if not s.party and re.search(rf"\d/{code}-", s.number)]
    party = [s.slug for s in SAMPLES if s.party and re.search(rf"\d-{code}/", s.number)]
    assert state
    assert party


def test_letters_conclusions_decree_and_circular_occur() -> None:
    numbers = " ".join(sample.number for sample in SAMPLES)
    for form in (r"\d+/UBND-\w+", r"\d+-CV/TU", r"\d+-KL/TU", r"\d+/\d{4}/NĐ-CP", r"\d+/\d{4}/TT-BNV"):
        assert re.search(form, numbers), form


def test_numbers_that_collide() -> None:
    """Two papers of one number: told apart by province, and by date and body."""
    by_number = Counter(re.sub(r"^Số:?\s*", "", sample.number) for sample in SAMPLES if sample.number)
    assert {number for number, count in by_number.items() if count > 1} == {"01/2020/QĐ-UBND", "34-CT/TW"}


def test_unknown_key_in_a_source_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "x.toml"
    source.write_text('format = "txt"\nkind = "news"\nheadline = "h"\nbody = "b"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(BadSource, match="colour"):
        load(source)
