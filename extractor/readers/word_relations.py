"""Relationships of a package (ECMA-376, Part 2) that lead to no part, `NULL` or a picture that a program left out, and
those of the document itself where all of them are lost.

Word opens such documents, python-docx does not.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from extractor.limits import Limits
from extractor.readers.guard import read_member

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIP = f"{{{_PACKAGE}}}Relationship"
# Parts that are found by their names beside a document whose relationships are lost.
_BY_NAME = ("styles", "numbering", "footnotes", "endnotes")


def without_missing(name: str, data: bytes, archive: zipfile.ZipFile, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The package without the relationships whose part is missing, and the names of those parts; the same bytes where
    none is. A document without relationships gets those that the names of its parts tell.

    Raises DamagedFile and TooLarge for a member that does not unpack, lxml's errors for relationships that are no XML.
    """
    there = {member.filename.lower(): member.filename for member in archive.infolist()}
    changed: dict[str, bytes] = {}
    missing: dict[str, None] = {}
    for member in archive.infolist():
        if member.filename.endswith(".rels"):
            xml = read_member(name, archive, member, limits)
            kept, lost = _kept(member.filename, xml, there)
            if kept is not None:
                changed[member.filename] = kept
                missing.update(dict.fromkeys(lost))
    main = _main_part(name, archive, there, limits)
    own = posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels")
    if main and own.lower() not in there:
        beside = [
            (kind, there.get(posixpath.join(posixpath.dirname(main), f"{kind}.xml").lower())) for kind in _BY_NAME
        ]
        links = [
            f'<Relationship Id="n{number}" Type="{_OFFICE}/{kind}" Target="/{part}"/>'
            for number, (kind, part) in enumerate(beside)
            if part is not None
        ]
        if links:
            changed[own] = f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>'.encode()
            missing[own] = None
    return (_with_parts(data, changed), tuple(missing)) if changed else (data, ())


def _main_part(name: str, archive: zipfile.ZipFile, there: dict[str, str], limits: Limits) -> str:
    """The document's own part, as it is written in the package; empty where none is told."""
    from lxml import etree

    if "_rels/.rels" not in there:
        return ""
    xml = read_member(name, archive, archive.getinfo(there["_rels/.rels"]), limits)
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    targets = (one.get("Target", "") for one in root if one.get("Type", "").endswith("/officeDocument"))
    return there.get(next(targets, "").lstrip("/").lower(), "")


def _with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with some parts in place of those of their names; nothing is unpacked for it."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.filelist[:] = [member for member in package.filelist if member.filename not in parts]
        for part, content in parts.items():
            package.NameToInfo.pop(part, None)
            package.writestr(part, content)
    return out.getvalue()


def _kept(rels: str, xml: bytes, there: dict[str, str]) -> tuple[bytes | None, list[str]]:
    """The relationships that lead to a part or out of the package, None where all do, and what the others lead to.

    Names of parts count without regard to case; `there`: those of the package as written, by their small letters.
    """
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    base = posixpath.dirname(posixpath.dirname(rels))  # of `word/_rels/document.xml.rels`
    lost: list[str] = []
    same = True
    for relationship in root.findall(_RELATIONSHIP):
        printed = relationship.get("Target", "")
        target = posixpath.normpath(posixpath.join("/", base, printed)).lstrip("/")
        if relationship.get("TargetMode") == "External" or there.get(target.lower()) == target:
            continue
        same = False
        if target.lower() in there:
            relationship.set("Target", "/" + there[target.lower()])
        else:
            root.remove(relationship)
            lost += [] if printed.startswith("#") else [target]  # a place in the text is no part
    return None if same else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), lost
