"""The parts of a DOCX (ECMA-376, Part 2): the document itself, its styles, list numbers, notes and page headers.

python-docx opens the package. Its `Document` takes ordinary documents only; templates, documents with macros and
documents in the strict form of ISO/IEC 29500 hold the same parts and are opened here as well.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from extractor.errors import DamagedFile, TooLarge
from extractor.limits import Limits
from extractor.readers.guard import open_container, read_member
from extractor.readers.word_relations import without_missing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURE_TAGS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
# The strict form has namespaces of its own for the same elements.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
# Parts whose words are read: they are looked at for depth and entities before anything else parses them.
_WORDED_RE = re.compile(r"word/(?:document\w*|footnotes\w*|endnotes\w*|header\w*)\.xml")


@dataclass(frozen=True, slots=True)
class WordPackage:
    """Root elements (lxml); `None` where a document has no such part."""

    document: Any
    styles: Any | None
    numbering: Any | None
    footnotes: Any | None
    endnotes: Any | None
    page_header: Any | None  # what stands above the text of the first page
    pictures: tuple[tuple[str, bytes], ...]  # names and files of the pictures in the text, in its order
    title: str
    author: str
    subject: str
    missing: tuple[str, ...]  # parts that the document speaks of and does not hold


def open_package(name: str, data: bytes, limits: Limits) -> WordPackage:
    """Raises DamagedFile, EncryptedFile, TooLarge; what python-docx raises on a broken part goes through."""
    with open_container(name, data, limits) as archive:
        for member in archive.infolist():
            if _WORDED_RE.fullmatch(member.filename):
                check_markup(name, read_member(name, archive, member, limits), limits)
        data, missing = without_missing(name, data, archive, limits)
    from docx.package import Package

    package = Package.open(io.BytesIO(data))
    main = _related(package, "officeDocument")
    if main is None:
        raise KeyError("officeDocument")
    document = _root(main)
    if document is None or document.find(W + "body") is None:
        raise KeyError("body")
    if not main.rels and _speaks_of_parts(document):
        missing = (*missing, f"{main.partname.baseURI[1:]}/_rels/{main.partname.filename}.rels")
    core = package.core_properties
    return WordPackage(
        document,
        styles=_root(_related(main, "styles")),
        numbering=_root(_related(main, "numbering")),
        footnotes=_root(_related(main, "footnotes")),
        endnotes=_root(_related(main, "endnotes")),
        page_header=_page_header(document, main),
        pictures=_pictures(document, main),
        title=core.title,
        author=core.author,
        subject=core.subject,
        missing=missing,
    )


def _related(part: Any, kind: str) -> Any | None:
    """The part of that kind. The type of a relationship is an address that ends with the kind in both forms."""
    relationships = part.rels.values()
    return next((rel.target_part for rel in relationships if rel.reltype.endswith("/" + kind)), None)


def _speaks_of_parts(document: Any) -> bool:
    """Whether numbers of lists, pictures, notes or links stand in the text that only other parts explain."""
    return next(document.iter(W + "numPr"), None) is not None or any(
        attribute.startswith(_R) for node in document.iter() for attribute in node.attrib
    )


def _root(part: Any | None) -> Any | None:
    if part is None:
        return None
    from docx.oxml.parser import parse_xml
    from lxml import etree

    root = part.element if hasattr(part, "element") else None
    blob: bytes = part.blob if root is None else b""
    if root is not None and "purl.oclc.org" in root.tag:
        blob = etree.tostring(root)
    for strict, usual in _STRICT:
        blob = blob.replace(strict, usual)
    return parse_xml(blob) if blob else root


def _page_header(document: Any, main: Any) -> Any | None:
    """The header of the first page: its own where the first section has one, else that of all pages."""
    section = next(document.iter(W + "sectPr"), None)
    if section is None:
        return None
    parts = {reference.get(W + "type"): reference.get(_R + "id") for reference in section.iter(W + "headerReference")}
    own = section.find(W + "titlePg")
    key = parts.get("first" if own is not None and own.get(W + "val") not in ("0", "false") else "default")
    return _root(main.rels[key].target_part) if key in main.rels else None


def _pictures(document: Any, main: Any) -> tuple[tuple[str, bytes], ...]:
    keys = (node.get(_R + name) for node in document.iter() for name in ("embed", "id") if node.tag in _PICTURE_TAGS)
    wanted = dict.fromkeys(key for key in keys if key in main.rels and not main.rels[key].is_external)
    parts = (main.rels[key].target_part for key in wanted)
    return tuple((part.partname.lstrip("/"), part.blob) for part in parts)


def check_markup(name: str, xml: bytes, limits: Limits) -> None:
    """Raises DamagedFile for broken XML or entities of its own, TooLarge for elements nested too deep."""
    from lxml import etree

    if b"<!ENTITY" in xml[:4096] or b"<!DOCTYPE" in xml[:4096]:
        raise DamagedFile(f"{name}: tệp Word khai báo thực thể XML, điều không có ở tệp Word thật. Không đọc tệp này.")
    depth = 0
    try:
        for event, _ in etree.iterparse(
            io.BytesIO(xml), events=("start", "end"), resolve_entities=False, no_network=True
        ):
            depth += 1 if event == "start" else -1
            if depth > limits.markup_depth:
                raise TooLarge(f"{name}: cấu trúc lồng quá {limits.markup_depth} lớp (giới hạn markup_depth).")
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"{name}: nội dung tệp Word bị hỏng ({error}). Hãy mở bằng Word và lưu lại.") from error
