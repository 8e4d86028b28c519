"""Measures search: `python -m bench.search --gold DIR [--size N] [--parts ...]`.

Prints `name | value | must | ok or SHORT`, one line a figure and engine, and at the end both engines side by side. The
archive is the real texts under `DIR/bases`; for time, generated documents of about 150 syllables, N of them.
Elasticsearch is a real node, started and stopped here. Times count only on a machine that does nothing else; all parts
together take about an hour, `--size`, `--minutes` and `--parts` make less of it.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import Report
from bench.search_load import away, export, node_module, soak
from bench.search_times import filled, parity, times
from bench.spellings import fits, spellings
from extractor.text import fold, nfc
from index import open_index
from index.abbreviations import all_abbreviations
from index.base import Entry, Index, Query
from index.entry import level_of
from index.tokens import folded_tokens

SPELLINGS, ABBREVIATIONS = 3000, 150
PARTS = ("quality", "times", "parity", "load")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"), metavar="DIR")
    parser.add_argument(
        "--size", type=int, default=1_000_000, help="generated documents for the embedded engine's times"
    )
    parser.add_argument("--elastic-size", type=int, default=100_000, help="the same for Elasticsearch")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the exported list")
    parser.add_argument("--minutes", type=float, default=10.0, help="of writes, deletes and reindexing together")
    parser.add_argument("--only", choices=("embedded", "elasticsearch"), help="one engine")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the embedded index of that size here, or use it")
    given = parser.parse_args(arguments)
    report = Report()
    with tempfile.TemporaryDirectory() as folder, engines(report, Path(folder), given.only) as opened:
        for name, make in opened.items():
            if "quality" in given.parts:
                quality(report, name, make, given.gold)
            if "times" in given.parts:
                size = given.size if name == "embedded" else given.elastic_size
                kept = given.keep if name == "embedded" else None
                times(report, name, open_index(str(kept)) if kept else make("size"), size)
            if "load" in given.parts:
                soak(report, name, make("soak"), given.minutes)
        if "parity" in given.parts and len(opened) == 2:
            parity(report, [make("parity") for make in opened.values()])
        if "load" in given.parts:
            export(report, Path(folder), given.rows)
            if "elasticsearch" in opened:
                away(report, opened["elasticsearch"]("away"), node_of(), Path(folder))
        report.side_by_side("embedded", "elasticsearch")
    return report.close()


def quality(report: Report, name: str, make: Callable[[str], Index], gold: Path) -> None:
    """What is found, in the real texts and letter by letter."""
    if report.folder(gold / "bases" / "texts"):
        archive = list(held(gold / "bases"))
        with filled(make("archive"), archive) as index:
            numbers(report, name, index, archive)
            known_items(report, name, index, archive)
            abbreviations(report, name, index)
    with filled(make("letters"), letters()) as index:
        every_letter(report, name, index)


@contextmanager
def engines(report: Report, folder: Path, only: str | None) -> Iterator[dict[str, Callable[[str], Index]]]:
    """Name -> how to open a fresh index of that name. Elasticsearch is a node that is started and stopped here; where
    this machine cannot run one, that is said and it is passed over."""
    made: dict[str, Callable[[str], Index]] = {"embedded": lambda name: open_index(str(folder / name))}
    if only == "embedded":
        yield made
        return
    servers = node_module()
    try:
        node = servers.start(heap_mib=1024)
    except servers.Missing as missing:
        report.passed_over.append(f"Elasticsearch ({missing})")
        yield made
        return
    _RUNNING.append(node)
    try:
        made["elasticsearch"] = lambda name: open_index(f"{node.url}-{name}", password=node.password, ca=str(node.ca))
        if only:
            del made["embedded"]
        yield made
    finally:
        servers.stop(node.folder)


_RUNNING: list[Any] = []


def node_of() -> Any:
    """The node that `engines` started."""
    return _RUNNING[-1]


def held(bases: Path) -> Iterator[Entry]:
    """The real documents, with what their records say of them."""
    for name in ("history.jsonl", "dev.jsonl"):
        for line in (bases / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield Entry(
                id=record["id"],
                key=record["key"],
                title=record["title"],
                content=(bases / "texts" / f"{record['id']}.txt").read_text(encoding="utf-8"),
                number=record["number"],
                type_code=record["type"],
                type_name=record["type_name"],
                issuer=record["issuer"],
                level=level_of(record["issuer"]),
                date=record["date"],
                cited_numbers=tuple(dict.fromkeys(n for base in record["bases"] for n in base["numbers"])),
            )


def numbers(report: Report, engine: str, index: Index, archive: list[Entry]) -> None:
    """Number lookup: the right document first, and no empty answer."""
    by_id = {entry.id: entry for entry in archive}
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    empty, missed = 0, []
    for wanted, spelling in spellings(archive, SPELLINGS):
        hits = index.search(Query(text=spelling.query, limit=1, facets=False, snippets=False)).hits
        asked[spelling.kind] += 1
        empty += not hits
        if hits and fits(by_id[hits[0].id], wanted, spelling):
            right[spelling.kind] += 1
        else:
            missed.append(f"{spelling.kind}: {spelling.query!r} -> {hits[0].number if hits else None}")
    for line in missed[:10]:
        print(f"# missed {line}")
    share = right.total() / asked.total()
    report.figure(f"{engine}: number lookup, right first", share, ">=", 0.995, note=f"{asked.total()} of {len(asked)}")
    report.figure(f"{engine}: empty answers to held numbers", empty, "==", 0)
    worst = min(asked, key=lambda kind: right[kind] / asked[kind])
    report.told(f"{engine}: worst kind of spelling", f"{worst}: {right[worst]} of {asked[worst]}")


def known_items(report: Report, engine: str, index: Index, archive: list[Entry]) -> None:
    """Titles and rare words of them find their document or one of the same title, accented or not."""
    titles: dict[str, set[str]] = defaultdict(set)
    for entry in archive:
        titles[" ".join(folded_tokens(entry.title))].add(entry.id)
    frequency = Counter(word for entry in archive for word in set(folded_tokens(f"{entry.title} {entry.content}")))
    gains: dict[str, list[float]] = defaultdict(list)
    for kind in ("title", "rare words"):
        first = ten = 0
        for entry in archive:
            right = titles[" ".join(folded_tokens(entry.title))]
            query = entry.title if kind == "title" else rare_words(entry.title, frequency)
            ranks = {}
            for form, text in (("accented", query), ("plain", fold(query))):
                hits = index.search(Query(text=plain_query(text), limit=10, facets=False, snippets=False)).hits
                ranks[form] = [at for at, hit in enumerate(hits) if hit.id in right]
                ideal = sum(1 / math.log2(at + 2) for at in range(min(10, len(right))))
                gains[f"{kind} {form}"].append(sum(1 / math.log2(at + 2) for at in ranks[form]) / ideal)
            first += ranks["accented"][:1] == [0]
            ten += bool(ranks["accented"])
        note = f"n {len(archive)}"
        report.figure(f"{engine}: {kind} finds it first", first / len(archive), ">=", 0.95, note=note)
        report.figure(f"{engine}: {kind} finds it in ten", ten / len(archive), ">=", 0.99, note=note)
        kept = statistics.mean(gains[f"{kind} plain"]) / statistics.mean(gains[f"{kind} accented"])
        report.figure(f"{engine}: nDCG@10 of {kind} without accents", kept, ">=", 0.97)


def plain_query(text: str) -> str:
    """A title as a reader types it: no quotes, no dash that would exclude a word."""
    return text.replace('"', " ").replace(" -", " ")


def rare_words(title: str, frequency: Counter[str]) -> str:
    """Four to six words of a title that stand in the fewest documents, in its order."""
    words = list(dict.fromkeys(word for word in title.replace('"', " ").split() if folded_tokens(word)))
    count = 6
    rarest = sorted(words, key=lambda word: min(frequency[t] for t in folded_tokens(word)))[:count]
    return " ".join(word for word in words if word in rarest)


def abbreviations(report: Report, engine: str, index: Index) -> None:
    """A short form and its long form have the same first ten."""
    same = asked = 0
    for row in all_abbreviations()[:ABBREVIATIONS]:
        found = []
        for form in (row.short[0], row.long[0]):
            hits = index.search(Query(text=form, limit=10, facets=False, snippets=False)).hits
            found.append({hit.id for hit in hits})
        both, either = found[0] & found[1], found[0] | found[1]
        asked += 1
        same += not either or len(both) / len(either) >= 0.9
    report.figure(f"{engine}: abbreviations with the same first ten", same / asked, ">=", 1.0, note=f"{asked} pairs")


def letters() -> list[Entry]:
    """One document for each of the 146 letters: twelve vowels, six tones, two cases, and đ."""
    tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones] + ["đ"]
    return [
        Entry(id=f"letter-{at}", title=f"Chữ thứ {at}", content=f"Mẫu số {at}: b{letter}k, hết.")
        for at, letter in enumerate(letter for each in small for letter in (each, each.upper()))
    ]


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def every_letter(report: Report, engine: str, index: Index) -> None:
    """Each letter is found composed and decomposed, its own document among those ranked first."""
    found = asked = 0
    for entry in letters():
        word = entry.content.split()[-2].rstrip(",")
        for form in (nfc, decomposed):
            hits = index.search(Query(text=form(word), limit=50)).hits
            asked += 1
            # a letter without accents stands for all of its accented ones; an accented one ranks its two cases first
            among = hits if fold(word) == word.lower() else hits[:2]
            found += entry.id in {hit.id for hit in among}
    report.figure(f"{engine}: letters found, NFC and NFD", found, "==", asked)


if __name__ == "__main__":
    raise SystemExit(main())
