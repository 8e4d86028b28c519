from __future__ import annotations
from extractor.document import Deadline, Footer, Header, Reference, Text
def find_deadlines(text: Text, header: Header, footer: Footer, references: tuple[Reference, ...]) -> tuple[Deadline, ...]:
    return ()
