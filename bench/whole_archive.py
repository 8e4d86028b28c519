"""All annotated papers and the samples as one archive: does the chain of a directive come out as people know it?

The samples are invented, the others are real, and both speak of the two `34-CT/TW` (07/4/2014, 24/5/2024).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bench.figures import Report
from bench.scores import vanban, vanban_json
from corpus.archive import Archive
from corpus.validity import LAWS

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
FOLDERS = ("seeds", "dev", "files", "bases/texts")
DIRECTIVE, PLAN = "34-CT/TW", "124-KH/TU"
AT = "2026-11-26"
"""The day on which what became of papers is asked, so that the figures do not change with the calendar."""


def whole_archive(report: Report, gold: Path, scratch: Path, *, workers: int) -> None:
    """Takes everything in and asks what staff ask; folders that are missing are named and passed over."""
    folders = [SAMPLES, *(gold / name for name in FOLDERS if report.folder(gold / name))]
    data = scratch / "whole"
    with Archive.open(data) as archive:
        sheet = archive.ingest(list(documents(folders, scratch / "papers")), workers=workers)
        report.fact("whole archive: every file accounted for, none failed", sheet.balanced and not sheet.failed,
                    note=f"{sheet.files} files")  # fmt: skip
    where = ["--data", str(data)]
    both_papers(report, where)
    chain(report, where)
    lists(report, where)


def documents(folders: list[Path], target: Path) -> Iterator[Path]:
    """The documents of these folders, copied: the annotations beside them are none."""
    for number, folder in enumerate(folders):
        place = target / str(number)
        place.mkdir(parents=True)
        for file in sorted(folder.iterdir()):
            if file.suffix not in (".json", ".jsonl", ".md", ".py"):
                shutil.copy(file, place)
        yield place


def both_papers(report: Report, where: list[str]) -> None:
    """`34-CT/TW nào?`: command and page name both papers, each with what speaks for it."""
    asked = vanban("chain", *where, DIRECTIVE)
    report.figure("34-CT/TW nào?: exit status of the command", asked.returncode, "==", 3)
    listed = vanban_json("chain", *where, DIRECTIVE)["ambiguous"]
    days = {one["date"] for one in listed}
    report.fact(
        "34-CT/TW nào?: the command names both, with the evidence",
        days == {"2014-04-07", "2024-05-24"} and all(one["evidence"] for one in listed),
        note=" / ".join(one["evidence"] for one in listed),
    )
    page = page_text(where[1], f"/?q={DIRECTIVE}")
    told = page.partition("34-CT/TW nào?")[2]
    report.fact("34-CT/TW nào?: so does the page", all(day in told for day in ("07/4/2014", "24/5/2024"))
                and told.count("văn bản trong kho dẫn") >= 2)  # fmt: skip


def chain(report: Report, where: list[str]) -> None:
    """Directive, plan of the city's Party committee, plans of units: each link with its sentence and reason."""
    found = vanban_json("chain", *where, DIRECTIVE, "--date", "2014-04-07", "--down")
    nodes = {node["id"]: node for node in found["nodes"]}
    level = {node["number"]: node["level"] for node in nodes.values()}
    report.figure("chain of 34-CT/TW (2014): level of Kế hoạch 124-KH/TU", level.get(PLAN, 0), "==", 1)
    units = [node for node in nodes.values() if node["level"] > level.get(PLAN, 9) and node["type"] == "KH"]
    report.figure("chain of 34-CT/TW (2014): plans of units below it", len(units), ">=", 4,
                  note=", ".join(sorted(node["number"] for node in units)))  # fmt: skip
    with Archive.open(Path(where[1])) as archive:
        texts = {edge["document"]: archive.text(edge["document"]) for edge in found["edges"]}
    bare = [
        edge
        for edge in found["edges"]
        if not edge["reasons"]
        or not edge["text"].strip()
        or texts[edge["document"]][edge["start"] : edge["end"]] != edge["text"]
    ]
    report.figure(
        "chain of 34-CT/TW (2014): links without their sentence or reason", len(bare), "==", 0,
        note=f"n {len(found['edges'])}",
    )  # fmt: skip
    other = [node["number"] for node in nodes.values() if node["issuer"] == "Ban Bí thư"]
    report.figure("chain of 34-CT/TW (2014): papers of the other 34-CT/TW", len(other), "==", 0)


def lists(report: Report, where: list[str]) -> None:
    """The lists of what is missing and of what rests on dead papers hold nothing that cannot be."""
    wanted = vanban_json("wanted", *where, "--limit", "100000")
    report.told("want-list", f"{len(wanted)} papers, first {', '.join(named(one) for one in wanted[:5])}")
    with Archive.open(Path(where[1])) as archive:
        rows = archive.outdated(AT)
        held = {one["id"] for one in archive.headers()}
        late = [row for row in rows for by in row["by"] if row["since"] and by["date"] and by["date"] > AT]
        ended = [(row["basis"], by["id"]) for row in rows for by in row["by"] if by["id"]]
        low = [by for basis, by in ended if basis["type"] in LAWS and archive.node(by)["type"] not in (*LAWS, "NQ")]
    report.figure("want-list: papers that are held", sum(one["id"] in held for one in wanted), "==", 0)
    report.told("papers whose basis was replaced or repealed", f"{len(rows)} on {AT}")
    report.figure("dead bases: by a change of a later day", len(late), "==", 0)
    report.figure("dead bases: laws ended by a paper that is no law", len(low), "==", 0)


def named(node: dict[str, Any]) -> str:
    return str(node["number"] or node["title"] or node["id"])


def page_text(data: str, address: str) -> str:
    """The words of a page, as the service makes it."""
    from fastapi.testclient import TestClient

    from service.app import create_app
    from service.settings import Settings

    with TestClient(create_app(Settings(data=data))) as client:
        words = _Words()
        words.feed(client.get(address).text)
        return " ".join(" ".join(words.found).split())


class _Words(HTMLParser):
    """The text of a page without its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
