from __future__ import annotations
from extractor.document import BodyUnit, Footer, Found, Header, Text
def find_units(text: Text, header: Header, footer: Footer, body: tuple[BodyUnit, ...]) -> tuple[Found[str], ...]:
    return ()
