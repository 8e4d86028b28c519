from __future__ import annotations
from extractor.document import Footer, Header, Text
def read_footer(text: Text, header: Header) -> Footer:
    return Footer()
