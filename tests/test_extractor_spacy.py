from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.vocab import Vocab

from extractor.spacy_component import DocumentTokenizer, blank

TEXT = (
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh Lào Cai, Sở Nội vụ yêu cầu:\n"
    "Giao Phòng Hành chính báo cáo trước ngày 20/12/2024.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank()


def test_the_component_fills_the_span_groups(nlp: Language) -> None:
    doc = nlp(TEXT)
    (reference,) = doc.spans["references"]
    assert reference.text.startswith("Quyết định số 12/QĐ-UBND ngày 05/3/2024")
    assert reference.label_ == "numbered"
    assert [(span.text, span.kb_id_) for span in doc.spans["deadlines"]] == [("trước ngày 20/12/2024", "2024-12-20")]


def test_the_component_is_known_by_its_name() -> None:
    assert Language.has_factory("vanban")


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aệ1 \n\t.,/-“"), max_size=40) | st.text(max_size=40))
def test_the_tokenizer_loses_no_character(text: str) -> None:
    assert DocumentTokenizer(Vocab())(text).text == text


def test_spans_of_decomposed_text_lie_in_the_text_as_given(nlp: Language) -> None:
    import unicodedata

    doc = nlp(unicodedata.normalize("NFD", TEXT))
    assert [unicodedata.normalize("NFC", span.text) for span in doc.spans["deadlines"]] == ["trước ngày 20/12/2024"]
