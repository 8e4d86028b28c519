"""What became of documents, for those who follow them: who was told what, whose plan is held, what stands by a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from corpus import changes, registers
from corpus.errors import Ambiguous, NotFound
from corpus.finding import held_document, one_node
from corpus.followup import follow_ups
from corpus.graph.nodes import Hides, load_nodes, node_of
from corpus.putting_right import PuttingRight
from extractor.text import quoted

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_PAGE = 1000
"""Rows that are remembered of a list: pages of it, not what is written into a file."""

Answer = TypeVar("Answer")


class Following(PuttingRight):
    """Answers that hold until the catalogue is written to are remembered."""

    def _remember(self, key: Hashable, make: Callable[[Connection], Answer]) -> Answer:
        """What `make` reads of the catalogue, made again only after it was written to. Nobody may change it."""

        def read() -> Answer:
            with self._catalogue.read() as connection:
                return make(connection)

        return self._remembered.get(key, read)

    def _listed(
        self, key: Hashable, limit: int | None, make: Callable[[Connection], list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        """The rows of a list; those of a page are remembered, whoever asks gets dictionaries of their own."""
        if limit is None or limit > _PAGE:
            with self._catalogue.read() as connection:
                return make(connection)
        return [dict(row) for row in self._remember(key, make)]

    def told_to(self, *, limit: int | None = 1000, **asked: Any) -> list[dict[str, Any]]:
        """Who was told to do what by when (see `corpus.registers.told_to`)."""
        return self._listed(
            ("told", limit, *sorted(asked.items())), limit,
            lambda connection: registers.told_to(connection, limit=limit, **asked),
        )  # fmt: skip

    def count_told(self, days: Sequence[str], *, ids: Collection[str] | None = None, **asked: Any) -> list[int]:
        """How many of them are due when (see `corpus.registers.count_told`)."""
        some = None if ids is None else frozenset(ids)
        return self._remember(
            ("count told", tuple(days), some, *sorted(asked.items())),
            lambda connection: registers.count_told(connection, days, ids=some, **asked),
        )

    def follow_up(self, id: str, *, at: str | None = None, hides: Hides | None = None) -> list[dict[str, Any]]:
        """Who was told by a held document to issue a plan: `[{"unit", "state": "issued"|"unclear"|"not-held", "reason",
        "documents", "text", "start", "end", "deadline", "overdue", "body"}]`; `not-held` says what the archive lacks,
        not what a body failed to do, `body` is the slug of the body (None for a group). `at` (ISO): plans up to
        that day count, and `overdue` says whether the deadline was over without one (None without a day to tell by).
        Raises NotFound, Ambiguous."""
        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            node = node_of(connection, held) or held
            return follow_ups(connection, [node], at, hides).get(node, [])

    def follow_ups(
        self, ids: Sequence[str], *, at: str | None = None, hides: Hides | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """The rows of `follow_up` of those of these held nodes that tell anybody anything."""
        with self._catalogue.read() as connection:
            return follow_ups(connection, ids, at, hides)

    def standings(self, ids: Collection[str], at: str, *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        """What became of these nodes by the day `at` (ISO): `{"state", "since", "until", "by", "changed_by",
        "reasons"}`, where `state` is a `corpus.validity.State` and `by` and `changed_by` are `[{"id", "number",
        "relation", "date", "part", "document"}]`. What documents of `without` say does not count."""
        with self._catalogue.read() as connection:
            known = load_nodes(connection, ids)
            return {id: s.as_json() for id, s in changes.standings(connection, known, at, without).items()}

    def standing(
        self, asked: str, at: str, *, date: str | None = None, issuer: str | None = None, without: Collection[str] = ()
    ) -> dict[str, Any]:
        """What became of one document, held, cited, or only in the law register: the fields of `node` and of
        `standings`. Raises NotFound, Ambiguous."""
        with self._catalogue.read() as connection:
            try:
                node = one_node(connection, asked, date=date, issuer=issuer)
            except NotFound:
                acts = [act for act in changes.registered(asked) if date in (None, act.date)]
                if len(acts) > 1:
                    listed = [{**act.as_json(), "evidence": "theo danh mục luật"} for act in acts]
                    raise Ambiguous(f"{quoted(asked)} ứng với {len(acts)} văn bản", listed) from None
                if not acts:
                    raise
                (node,) = acts
            found = changes.standings(connection, {node.id: node}, at, without)[node.id]
        return {**node.as_json(), "at": at, **found.as_json()}

    def outdated(self, at: str, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
        """Papers that stand on the day `at` (ISO) though a legal basis of theirs was replaced or repealed by then:
        `[{"document", "basis", "when": "inherited"|"at-issue", "text_of", "start", "end", ...}]`, two nodes, whether
        the basis was dead already when the paper was issued, where the paper cites it, and the basis's `standings`."""
        seen = frozenset(without)
        return list(
            self._remember(("outdated", at, seen), lambda connection: changes.outdated(connection, at, seen))
        )  # fmt: skip
