"""Precedents as a file in the format of `numpy.savez`: numbers as arrays, all else as JSON. Nothing in it can run."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.bases.index import Indexes, Paper, Precedents, TermIndex

CACHE = "precedents.cache"
_INDEXES = Indexes._fields
_TUPLES = ("replaces", "amends", "named_in_title")
_PLAIN = ("id", "date", "type", "issuer", "title", "key", "level", "printed_title", "normative", "administrative")
_FIELDS = (*_PLAIN, *_TUPLES)


def keep(path: Path, signature: str, made: Precedents) -> None:
    """Written whole or not at all; a folder that cannot be written only costs the time of the next run.

    `signature` tells of what the file was made."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.touch(mode=0o600)
        with unfinished.open("wb") as out:
            with zipfile.ZipFile(out, "w") as parts:
                for name, table in _tables(made, signature).items():
                    with parts.open(f"{name}.npy", "w", force_zip64=True) as part:
                        np.lib.format.write_array(part, table, allow_pickle=False)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)


def kept(path: Path, signature: str) -> Precedents | None:
    """What an earlier run kept under the same signature; None when there is none that can be used."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            if _json(stored["signature"]) != signature:
                return None
            indexes = Indexes(*(_index(stored, name) for name in _INDEXES))
            return Precedents(_papers(_json(stored["papers"])), indexes)
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile):
        return None


def _tables(made: Precedents, signature: str) -> dict[str, NDArray[Any]]:
    cited: list[list[int]] = [[] for _ in made.papers]
    for paper, key in zip(made.cite_paper.tolist(), made.cite_key.tolist(), strict=True):
        cited[paper].append(key)
    papers = {
        "keys": made.keys[: made.cited_keys],
        "lines": made.key_line[: made.cited_keys],
        "rows": [
            [[getattr(paper, name) for name in _FIELDS], keys] for paper, keys in zip(made.papers, cited, strict=True)
        ],
    }
    tables: dict[str, NDArray[Any]] = {"signature": _bytes(signature), "papers": _bytes(papers)}
    for name in _INDEXES:
        index: TermIndex = getattr(made, name)
        tables[f"{name}_terms"] = _bytes(list(index.terms))
        tables[f"{name}_size"] = np.array([index.size], dtype=np.int64)
        tables |= {f"{name}_starts": index.starts, f"{name}_rows": index.rows, f"{name}_values": index.values}
    return tables


def _index(stored: Mapping[str, NDArray[Any]], name: str) -> TermIndex:
    parts = (stored[f"{name}_{part}"] for part in ("starts", "rows", "values"))
    return TermIndex(int(stored[f"{name}_size"][0]), _json(stored[f"{name}_terms"]), *parts)


def _papers(held: dict[str, Any]) -> Iterator[Paper]:
    keys, lines = held["keys"], held["lines"]
    for values, cited in held["rows"]:
        fields = dict(zip(_FIELDS, values, strict=True))
        fields |= {name: tuple(fields[name]) for name in _TUPLES}
        yield Paper(**fields, body="", lines={keys[at]: lines[at] for at in cited})


def _bytes(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)


def _json(stored: NDArray[np.uint8]) -> Any:
    return json.loads(stored.tobytes().decode("utf-8"))
