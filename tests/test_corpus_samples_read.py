"""What is read from every sample, in all four formats, is what its source says."""

from __future__ import annotations

import re

import pytest

from corpus.samples.source import FILES, Sample, load_all
from extractor.document import Document
from extractor.pipeline import extract
from extractor.readers import read

SAMPLES = load_all()
OFFICIAL = [sample for sample in SAMPLES if sample.kind == "official"]


def read_sample(sample: Sample) -> Document:
    _, texts = read(FILES / sample.file_name)
    (text,) = texts
    return extract(text)


def iso_date(sample: Sample) -> str:
    if sample.kind == "news":
        return "-".join(reversed(sample.published.split("/")))
    found = re.search(r"ngày (\d+) tháng (\d+) năm (\d+)", sample.place_date)
    assert found
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


def bare(line: str) -> str:
    return line.removeprefix("- ").rstrip(";.,")


@pytest.mark.parametrize("sample", OFFICIAL, ids=lambda s: s.slug)
def test_the_header_is_read(sample: Sample) -> None:
    header = read_sample(sample).header
    assert header.kind == "official"
    assert header.number is not None
    assert header.number.value == re.sub(r"^Số:?\s*", "", sample.number)
    assert header.date is not None
    assert header.date.value == iso_date(sample)
    assert header.place is not None
    assert header.place.value == sample.place_date.split(",")[0]
    assert header.title is not None
    # a line `của ...` under the type word belongs to the title
    assert header.title.value == " ".join(part for part in (sample.by, sample.title or sample.abstract) if part)
    assert (header.type_name or "").casefold() == (sample.type or "Công văn").replace(" HÀNH ĐỘNG", "").casefold()
    assert header.issuer is not None
    last = re.sub(r"\W+", " ", [line for line in sample.left if line != "*"][-1]).casefold()
    ours = re.sub(r"\W+", " ", header.issuer.value).casefold()
    central = "ban chấp hành trung ương"  # then the body that decides stands in the text
    assert last in ours or last == central or all(word in ours for word in last.split())


@pytest.mark.parametrize("sample", OFFICIAL, ids=lambda s: s.slug)
def test_signer_and_recipients_are_read(sample: Sample) -> None:
    footer = read_sample(sample).footer
    (signer,) = footer.signers
    assert signer.name == sample.signature[-1]
    assert [bare(found.value) for found in footer.recipients] == [bare(line) for line in sample.recipients]


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.kind == "news"], ids=lambda s: s.slug)
def test_news_has_a_headline_and_a_date_and_nothing_of_a_paper(sample: Sample) -> None:
    header = read_sample(sample).header
    assert header.kind == "news"
    assert header.title is not None
    assert header.title.value == sample.headline
    assert header.date is not None
    assert header.date.value == iso_date(sample)
    assert header.number is header.type_code is header.issuer is None


@pytest.mark.parametrize(
    "slug, expected",
    [
        ("qd-01-2020-ubnd-lao-cai", {("18/2015/QĐ-UBND", "replaces"), ("42/TTr-SNV", "proposal")}),
        ("qd-01-2020-ubnd-ca-mau", {("22/2016/QĐ-UBND", "repeals"), ("377/TTr-SNN", "proposal")}),
        ("tt-12-2019-bo-noi-vu", {("08/2017/TT-BNV", "replaces"), ("91/2017/NĐ-CP", "basis")}),
        ("cv-1045-ubnd-lao-cai", {("1386/BNV-BTĐKT", "replies"), ("01/2020/QĐ-UBND", "mentions")}),
        ("kh-168-ubnd-ha-noi", {("124-KH/TU", "implements"), ("34-CT/TW", "implements")}),
        ("kh-118-ubnd-huyen-gia-lam", {("168/KH-UBND", "basis"), ("124-KH/TU", "implements")}),
    ],
)
def test_what_a_sample_does_to_others(slug: str, expected: set[tuple[str, str]]) -> None:
    (sample,) = (s for s in SAMPLES if s.slug == slug)
    found = {(reference.number, reference.relation) for reference in read_sample(sample).references}
    assert expected <= found
