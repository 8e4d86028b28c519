"""What every change of an archive works on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.graph.file import GraphFile
from corpus.store_url import Originals
from index.base import Index


@dataclass(frozen=True, slots=True)
class Parts:
    """The archive's folder, catalogue, store of originals, index and graph."""

    folder: Path
    originals: Path | str  # where the store lies, for workers that open it themselves
    catalogue: Catalogue
    store: Originals
    index: Index
    graph: GraphFile
    refuse_secret: bool = False  # no file with a paper that bears a mark of secrecy
