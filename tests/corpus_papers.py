"""Papers made by hand for tests of the catalogue: what a worker would hand over, without reading a file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.facts import short_of
from corpus.ledger import Finding, put_outcome, put_path
from corpus.linking.current import settle
from corpus.records import Extracted, MentionRow, Paper
from extractor.identity import DocKey, identify


@dataclass(frozen=True)
class Head:
    """What names a document."""

    number: str | None
    type: str | None
    issuer: str | None = None
    date: str | None = None
    title: str | None = None
    relation: str = "implements"

    def key(self) -> DocKey:
        return identify(
            type_code=self.type,
            type_name=None,
            number=self.number,
            year=None,
            date=self.date,
            issuer=self.issuer,
            locality=None,
        )


def extracted(head: Head, cites: tuple[Head, ...] = (), *, copy: int = 0) -> Extracted:
    """One file with one paper. The same arguments give the same file; `copy` makes another file of the same paper."""
    text = "\n".join([f"{head.number} {head.date} {copy}", *(f"Thực hiện {c.number} {c.date}." for c in cites)])
    sha256 = hashlib.sha256(repr((head, cites, copy)).encode()).hexdigest()
    key = head.key()
    mentions = []
    at = text.index("\n") + 1 if cites else 0
    for position, cited in enumerate(cites):
        end = text.find("\n", at)
        mentions.append(_mention(position, cited, text, at, end if end >= 0 else len(text)))
        at = end + 1
    paper = Paper(
        id=sha256[:16],
        part=1,
        kind="official" if head.number else "news",
        type=head.type,
        type_name=None,
        number=head.number,
        date=head.date,
        issuer=head.issuer,
        locality=None,
        title=head.title,
        secrecy=None,
        text_source="text",
        key=key.text,
        alias=None,
        block=key.block,
        short=short_of(key),
        type_slug=key.type,
        issuer_slug=key.issuer,
        year=key.year,
        term=key.term,
        contract=json.dumps({"source": {"path": ""}, "number": head.number, "date": head.date, "references": []}),
        text=text,
        page_starts=(),
        mentions=tuple(mentions),
        links=(),
    )
    return Extracted(sha256, "text/plain", 0.0, (paper,))


def _mention(position: int, cited: Head, text: str, start: int, end: int) -> MentionRow:
    key = cited.key()
    return MentionRow(
        position, start, end, text[start:end], "numbered", cited.type, cited.number, key.year, cited.date,
        cited.issuer, None, cited.title, cited.relation, key.text, key.block, short_of(key), key.type, key.issuer,
        key.term, None if key.text else "", start, end,
    )  # fmt: skip


class Shelves:
    """A catalogue that files come to and leave, as ingest writes it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.catalogue = Catalogue(folder)

    def arrive(self, path: str, file: Extracted, *, settled: bool = True) -> None:
        with self.catalogue.write() as connection:
            put_outcome(connection, file, Path(path).name, "2026-01-01T00:00:00+00:00")
            put_path(connection, Finding(path, file.sha256, 1, "s"), "2026-01-01T00:00:00+00:00")
        if settled:
            settle(self.catalogue)

    def replace_by_nothing(self, path: str) -> None:
        """The file at `path` is now an empty one of no interest: its paper leaves the graph."""
        blank = Extracted(hashlib.sha256(path.encode()).hexdigest(), "text/plain", 0.0, ())
        self.arrive(path, blank)

    def picture(self) -> list[tuple[object, ...]]:
        """Everything that resolution says, in a fixed order."""
        from sqlalchemy import select

        from corpus.schema import nodes, resolutions

        with self.catalogue.read() as connection:
            rows = [tuple(r) for r in connection.execute(select(resolutions))]
            rows += [tuple(r) for r in connection.execute(select(nodes))]
        return sorted(rows, key=repr)
