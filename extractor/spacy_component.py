"""The extractor as a spaCy component: `nlp.add_pipe("vanban")` fills `doc.spans["references"]`.

`doc.spans["references"]` holds a span for every mention of another document, labelled with its class (`numbered`,
`law`, `short`, `named`) and with its key as `kb_id_`; `doc.spans["units"]` and `doc.spans["deadlines"]` (the ISO day as
`kb_id_`) come along. spaCy's own Vietnamese tokenizer needs pyvi and its blank one keeps commas on numbers, so
`blank()` brings a tokenizer that loses no character. Only this module imports spaCy; nothing else imports this module.
"""

from __future__ import annotations

import re

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractor.document import Text
from extractor.pipeline import extract
from extractor.text import nfc_with_offsets, raw_range

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


class DocumentTokenizer:
    """Words, single marks and runs of white space; `doc.text` is the text itself, whatever it holds."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for found in _TOKEN.finditer(text):
            token = found.group()
            if token.isspace() and token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True  # the one space that spaCy keeps with the token before it
                token = token[1:]
                if not token:
                    continue
            words.append(token)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


class VanbanComponent:
    """Runs the whole extractor over `doc.text` and lays what it finds over the tokens."""

    def __call__(self, doc: Doc) -> Doc:
        content, offsets = nfc_with_offsets(doc.text)
        document = extract(Text(content, raw_offsets=offsets))

        def lay(start: int, end: int, label: str, identity: str | None) -> Span | None:
            raw_start, raw_end = raw_range(offsets, start, end)
            return doc.char_span(raw_start, raw_end, label=label, kb_id=identity or "", alignment_mode="expand")

        references = [lay(r.span.start, r.span.end, r.class_, r.key) for r in document.references]
        units = [lay(u.span.start, u.span.end, "unit", None) for u in document.units]
        deadlines = [lay(d.span.start, d.span.end, "deadline", d.date) for d in document.deadlines]
        doc.spans["references"] = [span for span in references if span is not None]
        doc.spans["units"] = [span for span in units if span is not None]
        doc.spans["deadlines"] = [span for span in deadlines if span is not None]
        return doc


@Language.factory("vanban")
def create_component(nlp: Language, name: str) -> VanbanComponent:
    """Factory that spaCy calls for `nlp.add_pipe("vanban")`."""
    return VanbanComponent()


def blank() -> Language:
    """A blank Vietnamese-ready pipeline with our tokenizer and the component in place."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = DocumentTokenizer(nlp.vocab)
    nlp.add_pipe("vanban")
    return nlp
