"""Taking a paper out of the archive and out of what the service wrote down of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

from corpus.telling import Told, untold
from service.audit import AuditLog, Tells
from service.following import Following
from service.saved import SavedSearches
from service.traces import Gone, Traces

if TYPE_CHECKING:
    from corpus.archive import Archive


def take_out(archive: Archive, folder: Path, id: str, told: Told = untold) -> dict[str, Any]:
    """As Archive.purge, and out of the log of accesses and of what people save and follow: `log_lines` says in how many
    lines of the log something was made unreadable, `searches` and `follows` how many were dropped (whoever looks at
    theirs misses them), `left` which numbers and titles stay where they stand because they cannot be told from what
    says something else: `[{"name", "log_lines"}]`. `searched` is False where an earlier purge was cut short so that
    number, title and words are not known any more, and only ids could be looked for."""
    papers = _papers(archive, id)
    traces = Traces(papers)
    try:
        gone = archive.purge(id, told=told)
    except Exception:
        if papers and not _papers(archive, id):  # the catalogue has forgotten it: the next purge knows no name any more
            _wipe(folder, [], lambda what, value: traces.name(value))
        raise
    kept = [_words_of(one.address) for _, one in SavedSearches(folder).all()]
    kept += [_words_of(one.target) for _, one in Following(folder).all() if one.kind == "search"]
    log = AuditLog(folder)
    alone = _found_nowhere(
        archive, traces, {*kept, *(value for line in log.asked() for what, value in line if what == "q")}
    )
    ids = [*gone["documents"], gone["sha256"]]
    wiped = _wipe(folder, ids, lambda what, value: traces.name(value) or (what == "q" and value in alone))
    left = [{"name": one, "log_lines": count} for one in traces.common if (count := _lines_with(log, traces, one))]
    return {**gone, **wiped, "left": left, "searched": bool(papers)}


def _papers(archive: Archive, id: str) -> list[Gone]:
    """What a purge takes away; empty where it is gone from the catalogue already."""
    from corpus.errors import NotFound

    try:
        found = archive.papers_with(id)
        return [Gone(one["number"], one["title"], archive.text(one["id"])) for one in found]
    except NotFound:
        return []


def _found_nowhere(archive: Archive, traces: Traces, questions: Iterable[str]) -> set[str]:
    """Those of these questions whose words stood in a paper that is gone, and stand in no other."""
    from corpus.errors import ArchiveError
    from index.base import IndexError_, Query

    alone = set()
    for question in questions:
        words = unquote_plus(question)
        if traces.may_tell(words):
            try:
                if not archive.search(Query(words, limit=0)).total:
                    alone.add(question)
            except (ArchiveError, IndexError_):  # no question that search understands
                continue
    return alone


def _lines_with(log: AuditLog, traces: Traces, common: str) -> int:
    return sum(any(traces.mentions(common, value) for _, value in line) for line in log.asked())


def _wipe(folder: Path, ids: list[str], tells: Tells) -> dict[str, Any]:
    saved, following = SavedSearches(folder), Following(folder)
    searches = [
        (person, one)
        for person, one in saved.all()
        if any(tells("q", value) for value in (one.name, _words_of(one.address), one.address))
    ]
    follows = [
        (person, one)
        for person, one in following.all()
        if one.target in ids or any(tells("q", value) for value in (one.name, _words_of(one.target), one.target))
    ]
    saved.wipe(searches)
    following.wipe(follows, ids)
    lines = AuditLog(folder).forget(ids, tells)
    return {"log_lines": lines, "searches": len(searches), "follows": len(follows)}


def _words_of(address: str) -> str:
    """The words that a search page's address asks for."""
    return " ".join(parse_qs(urlsplit(address).query).get("q", []))
