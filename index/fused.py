"""An index with a second ranking beside it, by nearness of meaning; the two are fused by reciprocal rank.

Cormack, Clarke, Büttcher 2009: a document scores the sum of 1 / (60 + its rank) over the rankings that have it. Off
unless a model is given. What only the meaning found is said to be so; numbers, phrases and lists by date stay as they
are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index.base import Entry, Hit, Index, PutReport, Query, Results
from index.expansion import Phrase
from index.meanings import Meanings
from index.query import parse
from index.ranking import WINDOW

_RANK = 60.0
_BATCH = 500


class FusedIndex:
    """`Index` over another one. Every filter is the other's: what it does not give is not shown."""

    def __init__(self, engine: Index, meanings: Meanings) -> None:
        self._engine = engine
        self._meanings = meanings

    def put(self, entries: Iterable[Entry]) -> PutReport:
        stored = 0
        failed: list[tuple[str, str]] = []
        rows = iter(entries)
        while batch := list(islice(rows, _BATCH)):
            report = self._engine.put(batch)
            refused = {id_ for id_, _ in report.failed}
            self._meanings.put((e.id, f"{e.title}\n{e.content}") for e in batch if e.id not in refused)
            stored += report.stored
            failed += report.failed
        return PutReport(stored, tuple(failed))

    def delete(self, ids: Sequence[str]) -> None:
        self._engine.delete(ids)
        self._meanings.delete(ids)

    def get(self, id: str) -> Entry | None:
        return self._engine.get(id)

    def search(self, query: Query) -> Results:
        """As the engine does, its first hits fused with the documents nearest in meaning."""
        parsed, _ = parse(query)
        plain = parsed.clauses and not parsed.numbers and not any(isinstance(c, Phrase) for c in parsed.clauses)
        last = query.offset + query.limit
        if not plain or query.sort != "relevance" or not 0 < query.limit <= last <= WINDOW:
            return self._engine.search(query)
        found = self._engine.search(replace(query, offset=0, limit=WINDOW, snippets=False))
        if not self._meanings.fits():
            note = "Véc-tơ ngữ nghĩa do mô hình khác tạo ra nên chưa dùng. Hãy chạy: vanban reindex"
            page = self._engine.search(query)
            return replace(page, notes=(*page.notes, note))
        near = self._allowed(query, self._meanings.nearest(query.text, WINDOW))
        by_words = {hit.id: hit for hit in found.hits}
        # beyond the first WINDOW it is not known whether the words found a document too: it is then no new one
        only_near = [hit for id_, hit in near.items() if id_ not in by_words] if found.total <= WINDOW else []
        ranks: dict[str, float] = defaultdict(float)
        for ranking in (list(by_words), [id_ for id_ in near if id_ in by_words or found.total <= WINDOW]):
            for rank, id_ in enumerate(ranking, start=1):
                ranks[id_] += 1 / (_RANK + rank)
        order = sorted(ranks, key=lambda id_: -ranks[id_])  # stable: equals in the order of the words' ranking
        known = {**{hit.id: hit for hit in only_near}, **by_words}
        shown = tuple(replace(known[id_], score=ranks[id_]) for id_ in order[query.offset : last])
        said = (f"{len(only_near)} văn bản gần nghĩa, không chứa các từ đã gõ, được thêm vào.",) if only_near else ()
        return replace(
            found,
            total=found.total + len(only_near),
            hits=self._with_snippets(query, shown) if query.snippets else shown,
            notes=(*found.notes, *said),
        )

    def _allowed(self, query: Query, ids: Sequence[str]) -> dict[str, Hit]:
        """Those of the documents that the query's filters admit, in their order."""
        within = ids if query.ids is None else [id_ for id_ in ids if id_ in set(query.ids)]
        if not within:
            return {}
        _, filtered = parse(query)  # filters that were typed into the text
        asked = replace(filtered, text="", ids=tuple(within), offset=0, limit=len(within), facets=False, snippets=False)
        hits = {hit.id: replace(hit, matched="meaning") for hit in self._engine.search(asked).hits}
        return {id_: hits[id_] for id_ in within if id_ in hits}

    def _with_snippets(self, query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        shown = replace(query, ids=tuple(hit.id for hit in hits), offset=0, limit=len(hits), facets=False)
        cut = {hit.id: hit.snippets for hit in self._engine.search(replace(shown, text="")).hits}
        cut |= {hit.id: hit.snippets for hit in self._engine.search(shown).hits}
        return tuple(replace(hit, snippets=cut.get(hit.id, ())) for hit in hits)

    def scan(self, query: Query) -> Iterator[Entry]:
        """What the words find: a list of everything has no place for what is merely near."""
        return self._engine.scan(query)

    def count(self) -> int:
        return self._engine.count()

    def refresh(self) -> None:
        self._engine.refresh()

    def rebuild(self, entries: Iterable[Entry]) -> PutReport:
        self._meanings.clear()

        def noted() -> Iterator[Entry]:
            rows = iter(entries)
            while batch := list(islice(rows, _BATCH)):
                self._meanings.put((entry.id, f"{entry.title}\n{entry.content}") for entry in batch)
                yield from batch

        report = self._engine.rebuild(noted())
        self._meanings.complete()  # a rebuild that failed leaves them unused rather than half known
        return report

    def signature(self) -> str:
        return self._engine.signature()

    def close(self) -> None:
        self._engine.close()
