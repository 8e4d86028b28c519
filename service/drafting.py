"""The drafting desk: what a draft cites, says and looks like, and which bases it could have."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from corpus.drafts import Reading, form_json, form_of, paper_findings
from service.words import today

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.bases import Suggestion
    from corpus.bases.index import Precedents
    from corpus.bases.known import KnownActs
    from corpus.drafts.composing import Order
    from service.rights import View

_log = logging.getLogger("vanban")
SUGGESTED = 10
_FEW_WORDS = "SỞ NỘI VỤ\nSố:    /KH-SNV\nKẾ HOẠCH\nChỉnh lý tài liệu\nCăn cứ Luật Lưu trữ;\n1. Văn phòng lập danh mục."


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is said of a draft. `cited`, `paper` and `form` are ready for JSON."""

    reading: Reading
    day: str
    cited: list[dict[str, Any]]
    paper: list[dict[str, Any]]
    form: dict[str, Any]
    suggestions: list[Suggestion]

    def as_json(self) -> dict[str, Any]:
        from corpus.bases import suggestion_json

        contract = self.reading.contract
        read = {name: contract[name] for name in ("type", "issuer", "title", "number", "date")}
        return {
            "draft": {**read, "judged_on": self.day, "notes": list(self.reading.notes)},
            "text": self.reading.text.content,
            "cited": self.cited, "paper": self.paper, "form": self.form,
            "suggestions": [suggestion_json(one) for one in self.suggestions],
        }  # fmt: skip


class Desk:
    """Keeps what suggestions are made from between two questions; made anew when the archive has changed."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive = archive
        self._cache = folder / "precedents.cache"
        self._lock = Lock()
        self._state = 0
        self._known: KnownActs | None = None
        self._precedents: Precedents | None = None
        self._beginning = Lock()
        self._getting_ready: Thread | None = None
        self._failed = False

    def get_ready(self) -> None:
        """Begins in the background what the first draft would wait for: whoever opens a page for drafts will send one.
        Does nothing while that is going on."""
        with self._beginning:
            if self._getting_ready is None or not self._getting_ready.is_alive():
                self._getting_ready = Thread(target=self._load, name="desk", daemon=True)
                self._getting_ready.start()

    def close(self) -> None:
        """Waits until nothing reads the archive any more."""
        with self._beginning:
            going_on = self._getting_ready
        if going_on is not None:
            going_on.join()

    def _load(self) -> None:
        """Reads and judges a few words, for which everything is loaded that a draft needs. What fails here fails for
        the draft, too, and is told there; what nobody foresaw is logged once."""
        from corpus.drafts import read_draft_text
        from corpus.errors import ArchiveError

        try:
            reading = read_draft_text(_FEW_WORDS)
            self._acts()
            self._suggest(reading, today())
            form_of(reading, on=today())
        except ArchiveError:
            return
        except Exception as error:  # noqa: BLE001 - else a bare trace at every opening of a page, from a thread
            if not self._failed:
                self._failed = True
                _log.warning("getting ready for drafts failed: %s: %s", type(error).__name__, error)
            return
        self._failed = False

    def judge(self, reading: Reading, seen: View, *, suggest: bool = True) -> Judged:
        """Findings on a draft and bases for it, as one who sees that much of the archive may know them. A draft without
        a day is judged on today."""
        from corpus.bases.check import check_draft
        from corpus.bases.check_finding import finding_json
        from corpus.drafts.checks import finding_json as paper_json

        contract = reading.contract
        day = contract["date"] or today()

        @cache
        def standing(id: str) -> dict[str, Any] | None:  # a draft cites one paper on many pages
            return seen.standings([id], day).get(id)

        cited = check_draft(
            contract["references"], reading.text.content, self._acts(), on=day, draft_type=contract["type"],
            standing=standing, draft=contract,
        )  # fmt: skip
        return Judged(
            reading, day, [finding_json(one) for one in cited],
            [paper_json(one) for one in paper_findings(reading, on=day)],
            form_json(form_of(reading, on=day)), self._suggest(reading, day) if suggest else [],
        )  # fmt: skip

    def suggest_for(self, order: Order) -> list[Suggestion]:
        """Bases for a paper that is being written."""
        from corpus.drafts import read_draft_text
        from corpus.drafts.composing import as_text, compose

        return self._suggest(read_draft_text(as_text(compose(order))), order.day)

    def _suggest(self, reading: Reading, day: str) -> list[Suggestion]:
        from corpus.bases import paper_from, suggest

        draft = paper_from(reading.contract, reading.text.content, id="draft", date=day)
        return suggest(self._earlier(), draft, given=frozenset(draft.lines), limit=SUGGESTED)

    def _acts(self) -> KnownActs:
        from corpus.bases.archive import known_acts

        with self._lock:
            self._drop_old()
            if self._known is None:
                self._known = known_acts(self._archive)
            return self._known

    def _earlier(self) -> Precedents:
        from corpus.bases.archive import precedents

        with self._lock:
            self._drop_old()
            if self._precedents is None:
                self._precedents = precedents(self._archive, self._cache)
            return self._precedents

    def _drop_old(self) -> None:
        state = self._archive.heads()  # also of papers that were found to bear a mark of secrecy since
        if state != self._state:
            self._state, self._known, self._precedents = state, None, None


def order_of(reading: Reading, chosen: Sequence[str] = ()) -> Order:
    """What a draft would be ordered as: the parts that were read of it, and bases chosen besides its own."""
    from corpus.drafts.composing import Order

    contract, text = reading.contract, reading.text.content
    units = [unit for unit in contract["body"] if unit["kind"] != "preamble"]
    foot = [s.start for s in (reading.document.footer.signature_block, reading.document.footer.recipients_block) if s]
    stop = min([reading.document.header.end, *foot])
    body = text[units[0]["start"] : stop] if units and units[0]["start"] < stop else ""
    signer = next(iter(reading.document.footer.signers), None)
    return Order(
        type_code=contract["type"] or "",
        issuer=contract["issuer"] or "",
        day=contract["date"] or today(),
        title=contract["title"] or "",
        bases=(*_own_bases(contract, text), *chosen),
        body=body.strip(),
        recipients=tuple(contract["recipients"]),
        signer=signer.name if signer else "",
        position=(signer.position or "") if signer else "",
        authority=signer.authority if signer else None,
        number=(contract["number"] or "").split("/")[0].split("-")[0],
        place=contract["place"] or "",
        dated=bool(contract["date"]),
    )


def _own_bases(contract: dict[str, Any], text: str) -> list[str]:
    """The lines of the draft's own Căn cứ block, as printed."""
    lines: dict[str, None] = {}
    for one in contract["references"]:
        if one["relation"] == "basis":
            start = text.rfind("\n", 0, one["start"]) + 1
            end = text.find("\n", one["end"])
            lines.setdefault(text[start : end if end >= 0 else len(text)].strip(), None)
    return [line for line in lines if line]
