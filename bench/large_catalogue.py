"""A catalogue of a million mentions, written straight into its tables, and documents that arrive in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.catalogue import Catalogue
from corpus.facts import short_of
from corpus.linking.current import settle
from corpus.records import Extracted, MentionRow, Paper
from corpus.schema import bodies, contents, documents, mentions, nodes, paths, resolutions
from extractor.identity import identify

CITES = 20
_BATCH = 2000
_PROVINCES = ("Sơn La", "Lạng Sơn", "Cao Bằng", "Điện Biên", "Lai Châu", "Thanh Hóa", "Nghệ An", "Hà Tĩnh")


def _head(number: int) -> tuple[str, str, str]:
    """Number, issuer, date of the document that stands at a place of the series."""
    place = _PROVINCES[number % len(_PROVINCES)]
    year = 2005 + number // 8 % 15
    return f"{number // 120 + 1}/KH-UBND", f"Ủy ban nhân dân tỉnh {place}", f"{year}-05-{number % 28 + 1:02d}"


def _mention(position: int, number: int) -> MentionRow:
    code, issuer, date = _head(number)
    key = identify(type_code="KH", type_name=None, number=code, year=None, date=date, issuer=issuer, locality=None)
    return MentionRow(
        position, 0, 1, code, "numbered", "KH", code, key.year, date, issuer, None, None, "implements", key.text,
        key.block, short_of(key), key.type, key.issuer, key.term, None, 0, 1,
    )  # fmt: skip


def _paper(number: int, cites: list[int]) -> Extracted:
    code, issuer, date = _head(number)
    key = identify(type_code="KH", type_name=None, number=code, year=None, date=date, issuer=issuer, locality=None)
    sha256 = hashlib.sha256(f"{number} {len(cites)}".encode()).hexdigest()
    paper = Paper(
        sha256[:16], 1, "official", "KH", None, code, date, issuer, None, f"Việc thứ {number}", None, "text", key.text,
        None, key.block, short_of(key), key.type, key.issuer, key.year, key.term, "{}", "x", (),
        tuple(_mention(p, c) for p, c in enumerate(cites)), (),
    )  # fmt: skip
    return Extracted(sha256, "text/plain", 0.0, (paper,))


def arriving(n: int) -> Extracted:
    """A document that some hold as a stub, citing others."""
    number = 7_000 + n * 131
    return _paper(number, [number // 3 + k * 17 for k in range(CITES)])


def fill(catalogue: Catalogue, total: int) -> None:
    """Documents that cite each other in a row; every mention points a fixed way back, mostly at papers not held."""
    from sqlalchemy import insert

    papers = (_paper(100_000 + n, [(n * 37 + k * 1009) % 60_000 for k in range(CITES)]) for n in range(total // CITES))
    while batch := list(islice(papers, _BATCH)):
        with catalogue.write() as connection:
            for table, rows in _rows(batch):
                connection.execute(insert(table), rows)
    settle(catalogue)


def _rows(batch: list[Extracted]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    papers = [file.papers[0] for file in batch]
    yield (
        contents,
        [
            {"sha256": f.sha256, "state": "indexed", "settled": "", "program_version": "", "data_version": ""}
            for f in batch
        ],
    )
    yield paths, [{"path": f"/p/{f.sha256}", "sha256": f.sha256, "first_seen": "", "last_change": ""} for f in batch]
    names = [c.name for c in documents.columns if c.name not in ("sha256", "chars")]
    yield documents, [{**{n: getattr(f.papers[0], n) for n in names}, "sha256": f.sha256, "chars": 1} for f in batch]
    yield bodies, [{"document": p.id, "contract": "{}", "content": "x", "page_starts": "[]"} for p in papers]
    yield nodes, [{"document": p.id, "node": p.id} for p in papers]
    columns = [c.name for c in mentions.columns if c.name != "document"]
    yield (
        mentions,
        [
            {"document": p.id, **{n: getattr(m, "class_" if n == "class" else n) for n in columns}}
            for p in papers
            for m in p.mentions
        ],
    )
    yield resolutions, [
        {
            "document": p.id, "position": m.position, "state": "stub", "target": m.key, "candidates": "[]",
            "reasons": json.dumps(["chưa có trong kho"]), "findings": "[]",
        }
        for p in papers
        for m in p.mentions
    ]  # fmt: skip
