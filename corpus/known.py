"""What an office already knows of its papers: a list (CSV) that fills what could not be read and checks what was.

The columns are `path` (relative to the list's folder, or absolute) and any of the fields below. A value that was not
read is taken from the list, with the rule `manifest`; one that was read otherwise stays, with a warning.
"""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalogue import rows_in
from corpus.errors import BadManifest
from corpus.schema import known, paths
from extractor.corrections import SECRECIES, checked
from extractor.document import Document, Found, Span, Warning_

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

FIELDS = ("number", "date", "type", "issuer", "title", "place", "secrecy", "urgency")
RULE = "manifest"
_HEADINGS = {
    "đường dẫn": "path", "tệp": "path", "số, ký hiệu": "number", "số ký hiệu": "number", "ngày": "date",
    "ngày ban hành": "date", "loại": "type", "loại văn bản": "type", "cơ quan ban hành": "issuer",
    "trích yếu": "title", "nơi ban hành": "place", "độ mật": "secrecy", "độ khẩn": "urgency",
}  # fmt: skip
_PATH_ALONE = ("path", "đường dẫn")
_SEPARATORS = re.compile(r"[,;\t]")
_HEAD_BYTES = 1024
_HEADER = {"type": "type_code"}


def read_manifest(path: Path) -> dict[str, dict[str, str]]:
    """Absolute path of a file -> what is known of it. CSV in UTF-8 (or UTF-16 with its mark), commas,
    semicolons or tabs; headings in English or
    Vietnamese; dates ISO or dd/mm/yyyy; types by code or name.

    Raises BadManifest with the line, OSError.
    """
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    headings = [_HEADINGS.get(h.strip().lower(), h.strip().lower()) for h in next(rows, [])]
    unknown = [h for h in headings if h != "path" and h not in FIELDS]
    if "path" not in headings or unknown or len(set(headings)) != len(headings):
        what = f"cột không hiểu: {', '.join(unknown)}" if unknown else "cần đúng một cột path và mỗi cột một lần"
        raise BadManifest(f"{path}: {what}. Các cột được dùng: path, {', '.join(FIELDS)}.")
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(headings):
            raise BadManifest(f"{path}, dòng {number}: có {len(row)} ô, cần {len(headings)}.")
        given = {h: " ".join(cell.split()) for h, cell in zip(headings, row, strict=True) if cell.strip()}
        named = given.pop("path", None)
        if named is None:
            raise BadManifest(f"{path}, dòng {number}: thiếu đường dẫn tệp.")
        whole = os.path.abspath(path.parent / named)
        if whole in found:
            raise BadManifest(f"{path}, dòng {number}: {named} đã có ở một dòng trước.")
        try:
            found[whole] = {name: checked(name, given[name]) for name in FIELDS if name in given}
        except ValueError as error:
            raise BadManifest(f"{path}, dòng {number}: {error}") from error
    return found


def is_list(path: str) -> bool:
    """Whether a file is such a list, told by its first line: the heading of the path first, beside another one that
    may be the office's own; or known headings, one of them the path."""
    if not path.lower().endswith(".csv") or not os.path.isfile(path):  # a pipe would be waited for
        return False
    try:
        with open(path, "rb") as stream:
            first = _decoded(stream.read(_HEAD_BYTES), "replace").partition("\n")[0]
    except OSError:
        return False  # who reads it will say why
    names = [one.strip().strip('"').lower() for one in _SEPARATORS.split(first)]
    headings = [_HEADINGS.get(one, one) for one in names]
    if len(headings) < 2 or "path" not in headings:
        return False
    # `Tệp` may head any table of files; beside it a field must be known
    leads = names[0] in _PATH_ALONE or (headings[0] == "path" and any(one in FIELDS for one in headings))
    return (leads and bool(headings[1])) or all(one == "path" or one in FIELDS for one in headings)


def _decoded(content: bytes, errors: str = "strict") -> str:
    """Text in UTF-8, or in UTF-16 where a byte order mark says so (`Unicode Text` of a spreadsheet)."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if marked else "utf-8-sig", errors)


def put_known(connection: Connection, listed: Mapping[str, Mapping[str, str]], now: str) -> None:
    """Remembers what is known. Files that came in already, and of which something else is known than before, are marked
    to be read again; a file that comes later is read with what is known by then."""
    from sqlalchemy import delete, insert

    from corpus.ledger import mark

    before = known_of(connection, list(listed))
    changed = {path: dict(fields) for path, fields in listed.items() if before.get(path) != dict(fields)}
    for path, fields in changed.items():
        connection.execute(delete(known).where(known.c.path == path))
        row = {"path": path, "fields": json.dumps(fields, ensure_ascii=False), "listed": now}
        connection.execute(insert(known).values(**row))
    seen = {row.path for row in rows_in(connection, (paths.c.path,), paths.c.path, list(changed))}
    mark(connection, [("known", path) for path in changed if path in seen])


def known_of(connection: Connection, wanted: Sequence[str]) -> dict[str, dict[str, str]]:
    """Of these paths those of which something is known."""
    found = rows_in(connection, (known.c.path, known.c.fields), known.c.path, wanted)
    return {r.path: json.loads(r.fields) for r in found}


def known_of_contents(
    connection: Connection, hashes: Sequence[str], found: Sequence[tuple[str, str]]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each of these contents what is known of any file that holds it, as (field, value), in order of path. `found`:
    files (path, hash) that the catalogue may not know yet. One field may come with several values."""
    holding = {r.path: r.sha256 for r in rows_in(connection, (paths.c.path, paths.c.sha256), paths.c.sha256, hashes)}
    holding.update(found)
    told = known_of(connection, sorted(holding))
    pairs: dict[str, dict[tuple[str, str], None]] = {sha256: {} for sha256 in hashes}
    for path in sorted(told):
        pairs[holding[path]].update(dict.fromkeys(told[path].items()))
    return {sha256: tuple(each) for sha256, each in pairs.items()}


def with_known(document: Document, fields: Sequence[tuple[str, str]]) -> Document:
    """The document with what the list knows: what was not read is filled, what was read otherwise, or is listed
    otherwise of an equal file, is warned of.

    A file of several papers is left alone, with a warning: the list does not say which of them it means. Only a mark of
    secrecy holds for each of them; of two marks the higher one holds.
    """
    document = _marked(document, [value for name, value in fields if name == "secrecy"])
    if document.part.of > 1:
        told = Warning_("manifest-unclear", "Tệp chứa nhiều văn bản: danh sách kèm theo không được dùng.")
        return replace(document, warnings=(*document.warnings, told))
    header = document.header
    filled: dict[str, Any] = {}
    warnings: list[Warning_] = []
    for name, value in fields:
        attribute = _HEADER.get(name, name)
        read = filled.get(attribute) or getattr(header, attribute)
        if read is None:
            filled[attribute] = Found(value, "", Span(0, 0), RULE)
        elif _plain(read.value) != _plain(value):
            warnings.append(Warning_("manifest-differs", f"Danh sách kèm theo ghi “{value}”.", name))
    if "type_code" in filled:
        from extractor.types import type_name

        filled["type_name"] = type_name(filled["type_code"].value)
    if "number" in filled and header.symbol is None:
        symbol = filled["number"].value.lstrip("0123456789./ ").strip()
        filled["symbol"] = Found(symbol, "", Span(0, 0), RULE) if symbol else None
    return replace(document, header=replace(header, **filled), warnings=(*document.warnings, *warnings))


def _marked(document: Document, listed: Sequence[str]) -> Document:
    """The document with the highest of the marks that are read and listed; one that differs is warned of after this."""
    read = document.header.secrecy
    marks = [*([read.value] if read else []), *listed]
    highest = max((mark for mark in marks if mark in SECRECIES), key=SECRECIES.index, default=None)
    if highest is None or (read is not None and read.value == highest):
        return document
    warnings = document.warnings
    if read is not None:
        told = f"Danh sách kèm theo ghi “{highest}”, trên văn bản đọc được “{read.value}”: lấy độ mật cao hơn."
        warnings = (*warnings, Warning_("manifest-differs", told, "secrecy"))
    header = replace(document.header, secrecy=Found(highest, "", Span(0, 0), RULE))
    return replace(document, header=header, warnings=warnings)


def _plain(text: str) -> str:
    from extractor.text import fold, squash

    return fold(squash(text)).replace(" ", "")
