"""How much of a file is read: every limit that hostile or broken input can run into, by name.

A limit that is hit raises `extractor.errors.TooLarge` or `TimedOut` with the limit's value in the message; nothing is
cut off silently.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one input file. Raises ValueError when a limit is not a positive number."""

    file_bytes: int = 200 * MIB
    """Size of the file as it lies on disk."""
    unpacked_bytes: int = 512 * MIB
    """Total size of what a ZIP container (ZIP, DOCX, ODT, edXML package) unpacks to, over all levels."""
    unpack_ratio: int = 400
    """Unpacked by packed size of one member beyond which a container counts as a bomb (members above 1 MiB)."""
    members: int = 5_000
    """Files inside one container."""
    nesting: int = 3
    """Containers inside containers."""
    markup_depth: int = 200
    """Depth of nested elements in HTML, DOCX and edXML."""
    pages: int = 2_000
    """Pages of a PDF or TIFF."""
    page_pixels: int = 60_000_000
    """Pixels of one page image, decoded (A4 at 600 dpi has 35 million)."""
    text_chars: int = 20_000_000
    """Code points of the text of one file."""
    program_seconds: float = 120.0
    """Time an outside program (LibreOffice, antiword, Tesseract) may take for one file."""
    program_memory_bytes: int = 3 * 1024 * MIB
    """Address space of an outside program."""
    ocr_page_seconds: float = 60.0
    """Processor time for the recognition of a page, all readings together; one that takes longer becomes a warning."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if getattr(self, each.name) <= 0:
                raise ValueError(f"limit {each.name} must be positive")


DEFAULT = Limits()
