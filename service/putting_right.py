"""Corrections as one person may see and make them: papers that may not be seen are neither told of nor changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from extractor.text import quoted
from service.gate import person_of
from service.rights import View

if TYPE_CHECKING:
    from corpus.task_marks import State

OWNER_NAME = "chủ máy"
_LATER = 100  # corrections since one that is still told as just made
_ROWS = 1000  # of the history, read at a time for who may not see all of it


class Desk(View):
    """A `View` that may put values right, in the name of its person. Verbs are those of `Archive`."""

    @property
    def _who(self) -> str:
        return self.person.name or OWNER_NAME

    def correct_field(self, id: str, field: str, value: Any) -> dict[str, Any]:
        return self._seen(self._archive.correct_field(self.show(id)["id"], field, value, person=self._who))

    def correct_reference(self, id: str, start: int, end: int, means: str | None) -> dict[str, Any]:
        held = self.show(id)["id"]
        if means is not None:
            means = self.node(means)["id"] if "~" in means else self._one(means)
        return self._seen(self._archive.correct_reference(held, start, end, means, person=self._who))

    def _one(self, asked: str) -> str:
        """The one document among those seen that a number means. Raises NotFound, Ambiguous."""
        from corpus.errors import Ambiguous, NotFound

        found = self.find(asked)
        if not found:
            raise NotFound(f"không có văn bản nào ứng với {quoted(asked)}")
        if len(found) > 1:
            raise Ambiguous(f"{quoted(asked)} ứng với {len(found)} văn bản", found)
        return str(found[0]["id"])

    def _held(self, asked: str) -> str:
        """The id of the only held document among those seen that a number means; else the number itself."""
        held = [one["id"] for one in self.find(asked) if one["held"]]
        return str(held[0]) if len(held) == 1 else asked

    def _node_of(self, id: str) -> str:
        """The document that stands for all files of the one that is meant: its tasks are those that are listed."""
        return str(self.node(self.show(id)["id"])["id"])

    def correct_line(self, id: str, at: int, text: str) -> dict[str, Any]:
        return self._seen(self._archive.correct_line(self.show(id)["id"], at, text, person=self._who))

    def correct_issuer(self, name: str, right: str) -> dict[str, Any]:
        return self._seen(self._archive.correct_issuer(name, right, person=self._who))

    def dismiss(self, id: str, code: str, message: str) -> dict[str, Any]:
        return self._seen(self._archive.dismiss(self.show(id)["id"], code, message, person=self._who))

    def mark_task(
        self, id: str, code: str, state: State, day: str | None = None, by: str | None = None
    ) -> dict[str, Any]:
        """As Archive.mark_task; `by` is a document that may be seen: an id, or a number that means one that is held."""
        held = self._node_of(id)
        paper = self.show(self._held(by))["id"] if by else None
        return self._seen(self._archive.mark_task(held, code, state, day, paper, person=self._who))

    def task(self, id: str, code: str) -> dict[str, Any]:
        """The task of a document that has this code, as `told_to` lists it. Raises NotFound."""
        from corpus.errors import NotFound

        rows = self._archive.told_to(limit=1, ids=(self._node_of(id),), code=code, undated=True)
        if not rows:
            raise NotFound(f"không có nhiệm vụ {quoted(code)} ở văn bản này")
        return self._marks_seen(rows)[0]

    def task_marks(self, record: Mapping[str, Any]) -> list[dict[str, Any] | None]:
        """What people said became of each task of a document's object, in their order."""
        from corpus.task_marks import codes

        if not record["tasks"]:
            return []
        node = self.node(record["id"])["id"]
        rows = self._archive.told_to(limit=None, ids=(node,), undated=True)
        said = {row["code"]: row["mark"] for row in self._marks_seen(rows)}
        return [said.get(code) for code in codes(record["tasks"])]

    def undo(self, number: int) -> dict[str, Any]:
        self.correction(number)
        return self._seen(self._archive.undo(number, person=self._who))

    def correction(self, number: int) -> dict[str, Any]:
        """Raises NotFound, also where the paper may not be seen."""
        from corpus.errors import NotFound

        found = self._told([self._archive.correction(number)])
        if not found:
            raise NotFound(f"không có lần sửa số {number}")
        return found[0]

    def just_made(self, number: int) -> dict[str, Any] | None:
        """The correction of this number, if this person made it and it still stands: neither taken back nor followed by
        another of the same thing."""
        from corpus.errors import NotFound

        try:
            made = self.correction(number)
        except NotFound:
            return None
        if made["undone"] or made["who"] != self._who:
            return None
        same = ("kind", "target", "document")
        for one in self.corrections(made["document"], limit=_LATER):
            if one["id"] == number:
                return made
            if not one["undone"] and all(one[name] == made[name] for name in same):
                return None
        return None  # so much was put right since that it is no news any more

    def corrections(
        self, id: str | None = None, *, limit: int = 100, before: int | None = None
    ) -> list[dict[str, Any]]:
        held = self.show(id)["id"] if id is not None else None
        told: list[dict[str, Any]] = []
        # the store passes over hidden papers, large batches over the rest: time tells nothing of how much there is
        hidden, size = self._all_hidden(), limit if self.person.sees_all else max(limit, _ROWS)
        while rows := self._archive.corrections(held, limit=size, before=before, without=hidden):
            told += self._told(rows)
            if len(told) >= limit or len(rows) < size:
                break
            before = rows[-1]["id"]
        return told[:limit]

    def doubtful(
        self, *, limit: int, offset: int = 0, field: str | None = None, code: str | None = None
    ) -> list[dict[str, Any]]:
        """As Archive.doubtful, among papers that may be seen; citations by hidden ones do not count."""
        rows = self._of_seen(
            lambda size, at: self._archive.doubtful(limit=size, offset=at, field=field, code=code),
            "document", limit, offset,
        )  # fmt: skip
        if not self.person.sees_all:
            for row in rows:
                if row["depends"]:
                    row["depends"] = len({edge["from"] for edge in self.cited_by(row["document"])})
        return rows

    def told_to(self, *, limit: int, offset: int = 0, **asked: Any) -> list[dict[str, Any]]:
        """As Archive.told_to, among papers that may be seen."""
        return self._marks_seen(
            self._of_seen(
                lambda size, at: self._archive.told_to(limit=size, offset=at, **asked), "document", limit, offset
            )
        )

    def _marks_seen(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of tasks; who may not see the paper that did one is told neither that there is one nor its day."""
        from corpus.task_marks import without_paper

        if self.person.sees_all:
            return list(rows)
        hidden = self._hidden(row["mark"]["paper"] for row in rows if row["mark"] and row["mark"]["paper"])
        return [
            {**row, "mark": without_paper(row["mark"])}
            if row["mark"] and (row["mark"]["paper"] is None or row["mark"]["paper"] in hidden)
            else row
            for row in rows
        ]

    def count_told(self, days: Sequence[str], **asked: Any) -> list[int]:
        """As Archive.count_told, among papers that may be seen."""
        counts = self._archive.count_told(days, **asked)
        hidden = self._all_hidden()
        less = self._archive.count_told(days, ids=hidden, **asked) if hidden else [0] * len(counts)
        return [all_ - some for all_, some in zip(counts, less, strict=True)]

    def _told(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without those of or about hidden papers; a name put right for all papers may be one that only those print."""
        if self.person.sees_all:
            return list(rows)
        named = {id for row in rows for id in (row["document"], row["meant"]) if id}
        # a file whose place another one took is hidden as that one is
        now = self._archive.papers_now(named)
        barred = self._hidden([*named, *now.values()])
        # a file whose place holds another paper has no node to ask after: what it bore counts
        left = self._archive.marks_left(named)
        barred |= self._barred({id: mark for id, mark in left.items() if mark is not None and mark[0]})
        barred |= {id for id, mark in left.items() if mark is None}
        hidden = {id for id in named if id in barred or now.get(id) in barred}
        rows = [_without_paper(row, hidden) for row in rows]
        return [
            row
            for row in rows
            if not hidden & {row["document"], row["meant"]} and (row["document"] or row["who"] == self._who)
        ]

    def _seen(self, change: dict[str, Any]) -> dict[str, Any]:
        """The change with those of its papers that may be seen. One that waits for hidden papers alone is done."""
        if self.person.sees_all:
            return change
        hidden = self._hidden([*change["papers"], *([change["meant"]] if change["meant"] else [])])
        seen = {name: [id for id in change[name] if id not in hidden] for name in ("papers", "waiting")}
        done = change["settled"] or bool(change["waiting"] and not seen["waiting"])
        return {**_without_paper(change, hidden), **seen, "settled": done}


def _without_paper(change: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    """What became of a task, without the paper that may not be seen and the day that is that of the paper."""
    if change["kind"] != "task" or not (change["meant"] is None or change["meant"] in hidden):
        return change
    said = change["to"]
    return {**change, "meant": None, "to": {**said, "day": None} if said.get("day_of_paper") else said}


def desk_of(request: Request) -> Desk:
    """The archive as the person who asks may see it and put it right."""
    return Desk(request.app.state.archive, person_of(request))


AtDesk = Annotated[Desk, Depends(desk_of)]
