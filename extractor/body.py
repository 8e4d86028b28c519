from __future__ import annotations
from extractor.document import BodyUnit, Footer, Header, Text
def read_body(text: Text, header: Header, footer: Footer) -> tuple[BodyUnit, ...]:
    return ()
