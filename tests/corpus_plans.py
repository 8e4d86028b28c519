"""Folders of short plans of a province that cite one directive, and a catalogue as the first version made it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue

PLAN = """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: {number}/KH-UBND
Sơn La, ngày {day:02d} tháng 3 năm 2021

KẾ HOẠCH
Đẩy mạnh phong trào trồng cây bản thứ {number}

Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành kế hoạch.

CHỦ TỊCH
Lò Văn Mưa
"""


def write_oddly_named(folder: Path, name: bytes, content: str) -> bytes:
    """A file whose name is no text; its path. In CI, whose file system takes any bytes, no test is passed over."""
    path = os.fsencode(folder) + b"/" + name
    try:
        with open(path, "wb") as stream:
            stream.write(content.encode())
    except OSError as error:
        if os.environ.get("CI"):
            pytest.fail(f"the file system does not take the name {name!r}: {error}")
        pytest.skip(f"the file system does not take the name {name!r}: {error}")
    return path


def fill(folder: Path, numbers: range) -> Path:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        (folder / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    return folder


def first_form(folder: Path) -> None:
    """A catalogue as the first version made it."""
    Catalogue(folder).close()
    db = sqlite3.connect(folder / "catalogue.sqlite")
    later = ("known", "sketches", "runs", "backups", "graph_changes", "corrections", "doubts", "duties")
    for table in (*later, "alembic_version"):
        db.execute(f"DROP TABLE {table}")
    columns = {
        "contents": ("attempts", "next_try"), "bodies": ("layout", "read"), "documents": ("annexed",),
        "mentions": ("annexed",), "resolutions": ("part",),
    }  # fmt: skip
    for table, column in [(table, name) for table, names in columns.items() for name in names]:
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute("DROP INDEX documents_by_issuer")
    db.execute("UPDATE meta SET value = '1'")
    db.execute(
        "INSERT INTO contents VALUES ('a', 'refused', 'empty-file', '', NULL, 'x.txt', 0, '2026-01-01', '1', '1')"
    )
    db.commit()
    db.close()
