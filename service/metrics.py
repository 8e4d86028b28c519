"""The archive's figures in the text form that Prometheus reads (exposition format 0.0.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# name, kind, what it says
_FAMILIES = {
    "vanban_files": ("gauge", "Files by state."),
    "vanban_problems": ("gauge", "Refused and failed files by code."),
    "vanban_documents": ("gauge", "Papers held."),
    "vanban_wanted": ("gauge", "Papers cited but not held."),
    "vanban_mentions": ("gauge", "Mentions by outcome."),
    "vanban_pending": ("gauge", "Steps of work that wait."),
    "vanban_index_documents": ("gauge", "Papers in the search index."),
    "vanban_balanced": ("gauge", "1 when the states add up to the files."),
    "vanban_job_running": ("gauge", "1 while an ingest runs."),
    "vanban_job_files": ("gauge", "Files of the newest ingest, or papers of its stage: all, done, failed."),
    "vanban_job_rate": ("gauge", "Files a second of the newest ingest."),
}


def exposition(sheet: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]]) -> str:
    """`sheet` as `Archive.status`, `jobs` as `Archive.runs`."""
    lines: list[str] = []
    last = ""
    for name, labels, value in _samples(sheet, jobs):
        if name != last:
            kind, told = _FAMILIES[name]
            lines += [f"# HELP {name} {told}", f"# TYPE {name} {kind}"]
            last = name
        shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        lines.append(f"{name}{{{shown}}} {value}" if shown else f"{name} {value}")
    return "\n".join(lines) + "\n"


def _samples(
    sheet: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, dict[str, str], float]]:
    for state, count in sheet["files"].items():
        if state != "total":
            yield "vanban_files", {"state": state}, count
    for code, count in sorted(Counter(str(one["code"]) for one in sheet["problems"]).items()):
        yield "vanban_problems", {"code": code}, count
    yield "vanban_documents", {}, sheet["documents"]
    yield "vanban_wanted", {}, sheet["wanted"]
    for state, count in sheet["mentions"].items():
        if state != "total":
            yield "vanban_mentions", {"state": state}, count
    yield "vanban_pending", {}, sheet["pending"]
    yield "vanban_index_documents", {}, sheet["index"]["documents"]
    yield "vanban_balanced", {}, int(sheet["balanced"])
    job = jobs[0] if jobs else None
    yield "vanban_job_running", {}, int(job is not None and job["state"] in ("running", "paused"))
    if job is not None:
        for name in ("total", "done", "failed"):
            yield "vanban_job_files", {"count": name}, job[name]
        yield "vanban_job_rate", {}, job["rate"] or 0


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
