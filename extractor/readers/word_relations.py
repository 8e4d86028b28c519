"""Relationships of a package (ECMA-376, Part 2) that lead to no part: `NULL`, or a picture that a program left out.

Word opens such documents, python-docx does not.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from extractor.limits import Limits
from extractor.readers.guard import read_member

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def without_missing(name: str, data: bytes, archive: zipfile.ZipFile, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The package without the relationships whose part is missing, and the names of those parts; the same bytes where
    none is.

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
    if not changed:
        return data, ()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for member in archive.infolist():
            part = changed.get(member.filename)
            package.writestr(member.filename, read_member(name, archive, member, limits) if part is None else part)
    return out.getvalue(), tuple(missing)


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
