"""One reader a media type, chosen by content, never by name."""
from __future__ import annotations
import hashlib
from pathlib import Path
from extractor.document import Page, SourceFile, Span, Text
from extractor.text import nfc_with_offsets

def read(path: Path) -> tuple[SourceFile, tuple[Text, ...]]:
    data = path.read_bytes()
    content, offsets = nfc_with_offsets(data.decode("utf-8"))
    source = SourceFile(str(path), hashlib.sha256(data).hexdigest(), "text/plain", len(data))
    return source, (Text(content, (), raw_offsets=offsets),)
