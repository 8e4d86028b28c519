"""The archive's corrections: a person puts a value right, and everything that hangs on it follows at once."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus import correcting, corrections, projection, runs, showing, task_marks
from corpus.catalogue import row_of, rows_in
from corpus.corrections import Change, meant_of
from corpus.errors import BadCorrection, NotFound, StoreDamaged, WriterBusy
from corpus.finding import held_document, one_node
from corpus.graph.nodes import marks_left, node_of
from corpus.keeping import Keeping
from corpus.known import known_of_contents
from corpus.ledger import mark
from corpus.schema import bodies, contents, documents, doubts
from extractor.corrections import FIELDS, SECRECIES, Meant, Place, checked, place_of
from extractor.dates import written_day
from extractor.issuers import canonical_body
from extractor.text import nfc, quoted, squash

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from corpus.task_marks import State

_PATIENCE_SECONDS = 5.0
"""So long is waited for a running ingest; after that it does what follows from the correction when it ends."""
_READING_SECONDS = 300.0


class PuttingRight(Keeping):
    """Each verb returns the change as `history` lists it, with `new` (it did not hold before), `papers` (how many it
    is laid over), `waiting` (those of them that an older version read and whose file cannot be read again: put the
    file in again, `retry --stale`) and `settled` (all of them, links, search and counts have followed; else, where
    none waits, a running ingest does it at its end)."""

    def correct_field(self, id: str, field: str, value: Any, *, person: str) -> dict[str, Any]:
        """Puts a header field of a held document right (`extractor.corrections.FIELDS`); None: the paper has none. The
        value that is there already confirms it. Raises NotFound, Ambiguous, BadCorrection."""
        if field not in FIELDS:
            raise BadCorrection(f"không có trường {quoted(field)}; sửa được: {', '.join(FIELDS)}.")
        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            record = showing.shown(connection, held)
            own = row_of(connection, (documents.c.secrecy,), documents.c.id, held).secrecy
            marks = {r.id: r.secrecy for r in rows_in(connection, (documents.c.id, documents.c.secrecy),
                                                      documents.c.id, record["copies"])}  # fmt: skip
        try:
            after = checked(field, value)
        except ValueError as error:
            raise BadCorrection(f"{error}.") from error
        if field == "issuer" and after:
            after = _named(after, record["date"])
        before = record[field]
        if field == "secrecy":  # shown is the highest of all copies
            before = own
            higher = sorted(id for id, mark in marks.items() if _degree(mark) > _degree(after))
            if higher and _degree(own) <= _degree(after):
                raise BadCorrection(
                    f"độ mật {record['secrecy']} ở tệp khác của văn bản này, tệp này không có; hãy sửa ở: "
                    f"{', '.join(higher)}."
                )
        return self._put(Change(held, "field", field, before, after), person, [held])

    def correct_reference(self, id: str, start: int, end: int, means: str | None, *, person: str) -> dict[str, Any]:
        """Says which document the words at [start, end) of a held document mean (an id, key or number), or (None) that
        they are no reference; where no reference was read there, one is made. Raises as `correct_field` does."""
        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            content = self._content(connection, held)
            if not 0 <= start < end <= len(content) or not content[start:end].strip():
                raise BadCorrection(f"không có chữ nào ở vị trí {start}–{end}; văn bản dài {len(content)} ký tự.")
            before = None
            for one in showing.shown(connection, held)["references"]:
                if one["start"] < end and start < one["end"]:
                    before = {name: one[name] for name in ("text", "number", "key")}
                    start, end = one["start"], one["end"]
                    break
            meant, node = self._meant(connection, means) if means is not None else (None, None)
        after = asdict(meant) if meant else None
        place = place_of(content, start, end)
        return self._put(Change(held, "reference", place, before, after, node), person, [held])

    def correct_line(self, id: str, at: int, text: str, *, person: str) -> dict[str, Any]:
        """Puts the text of the line that holds offset `at` right, on a paper recognised from a picture. Raises as
        `correct_field` does."""
        text = nfc(text)
        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            row = row_of(connection, (bodies.c.content, bodies.c.read), bodies.c.document, held)
            how = row_of(connection, (documents.c.text_source,), documents.c.id, held).text_source
        if how == "text":
            raise BadCorrection(
                "chữ của tệp này có sẵn trong tệp, không phải nhận dạng từ ảnh; hãy sửa trường thông tin."
            )
        if not 0 <= at <= len(row.content) or "\n" in text or "\r" in text:
            raise BadCorrection("mỗi lần sửa một dòng có trong văn bản, không xuống dòng.")
        number = row.content[:at].count("\n")
        lines = (row.content if row.read is None else row.read).split("\n")
        place = Place(lines[number], lines[:number].count(lines[number]))
        return self._put(Change(held, "line", place, row.content.split("\n")[number], text), person, [held])

    def correct_issuer(self, name: str, right: str, *, person: str) -> dict[str, Any]:
        """Puts a body's name right once, for every paper on which `name` was read as its issuer, also those that come
        later. A paper whose issuer was put right by itself keeps that. Raises BadCorrection."""
        try:
            before, after = checked("issuer", name), _named(checked("issuer", right), None)
        except ValueError as error:
            raise BadCorrection(f"{error}.") from error
        return self._put(Change(None, "issuer", before, before, after), person, names=[before])

    def dismiss(self, id: str, code: str, message: str, *, person: str) -> dict[str, Any]:
        """Says that a person looked at what `doubtful` names by this `code` and `message`, and that there is nothing to
        put right; it is named no more until that is undone. Raises NotFound, Ambiguous."""
        from sqlalchemy import select

        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            named = (doubts.c.document == held) & (doubts.c.code == code) & (doubts.c.message == message)
            if connection.execute(select(doubts.c.number).where(named).limit(1)).first() is None:
                raise NotFound(f"không có mục cần xem {quoted(message)} ở văn bản này")
        change = Change(held, "seen", corrections.seen_target(code, message), corrections.OPEN, corrections.SEEN)
        with self._catalogue.write() as connection:
            number, new = corrections.put(connection, change, person, runs.now())
        return {**self.correction(number), "new": new, "papers": [held], "waiting": [], "settled": True}

    def mark_task(
        self, id: str, code: str, state: State, day: str | None = None, by: str | None = None, *, person: str
    ) -> dict[str, Any]:
        """Says that a task of a held document (by its `code`, see `told_to`) is done, on a day (ISO; None: not known,
        or that of the paper) and by a held paper where there is one, or that it is none of theirs. It holds until it is
        undone or said otherwise. Raises NotFound, Ambiguous, BadCorrection."""
        with self._catalogue.read() as connection:
            node = node_of(connection, id := held_document(connection, id)) or id
            row = task_marks.told(connection, node, code)
            if row is None:
                raise NotFound(f"không có nhiệm vụ {quoted(code)} ở văn bản này")
            paper, its_day = None, None
            if by is not None and state == "done":
                paper = node_of(connection, by := held_document(connection, by)) or by
                its_day = row_of(connection, (documents.c.date,), documents.c.id, paper).date
            issued = row_of(connection, (documents.c.date,), documents.c.id, node).date
            mark = task_marks.of_papers(connection, [node]).get((node, code))
        if state not in task_marks.STATES or (state != "done" and (day or by)):
            raise BadCorrection("nhiệm vụ thì đã xong (ngày nào, bằng văn bản nào), hoặc không thuộc đơn vị.")
        if paper == node:
            raise BadCorrection("văn bản giao việc không phải là văn bản thực hiện nó.")
        if issued and its_day and its_day < issued:
            raise BadCorrection(
                f"văn bản thực hiện ngày {written_day(its_day)} có trước văn bản giao việc ngày {written_day(issued)}."
            )
        day = day or its_day
        if day is not None and not "1945-01-01" <= day <= date.today().isoformat():
            raise BadCorrection(f"ngày xong {written_day(day)} phải là một ngày đã qua hoặc hôm nay.")
        if issued and day is not None and day < issued:
            raise BadCorrection(f"ngày xong {written_day(day)} có trước ngày giao việc {written_day(issued)}.")
        after: dict[str, Any] = {"state": state, "day": day}
        if day is not None and day == its_day:  # so that it is told with the paper alone
            after["day_of_paper"] = True
        before = {"unit": row.unit, "text": squash(row.text), "state": mark["state"] if mark else task_marks.OPEN}
        change = Change(node, "task", code, before, after, paper)
        with self._catalogue.write() as connection:
            number, new = corrections.put(connection, change, person, runs.now())
        return {**self.correction(number), "new": new, "papers": [node], "waiting": [], "settled": True}

    def undo(self, number: int, *, person: str) -> dict[str, Any]:
        """Takes a change back; one that was taken back before stays so. What was put right before it on the same place
        holds again. Raises NotFound."""
        with self._catalogue.write() as connection:
            row = corrections.one(connection, number)
            if row is None:
                raise NotFound(f"không có lần sửa số {number}")
            change = corrections.as_json(row)
            held = corrections.undo(connection, number, person, runs.now())
            papers = [row.document] if row.document else []
            if held and row.document and row.kind in corrections.READ:
                mark(connection, [("correct", row.document)])
            elif held and row.document is None:
                papers = correcting.mark_issuer(connection, [change["from"], change["to"]])
        return self._told(number, held, papers, {}, follow=held)

    def corrections(
        self, id: str | None = None, *, limit: int = 100, before: int | None = None, without: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """The history, newest first, of a held document or of all, but for those of `without` (see
        `corpus.corrections.history`). Raises NotFound, Ambiguous."""
        with self._catalogue.read() as connection:
            document = held_document(connection, id) if id is not None else None
            found = corrections.history(connection, document=document, limit=limit, before=before, without=without)
            _with_papers(connection, found)
        return found

    def correction(self, number: int) -> dict[str, Any]:
        """One change. Raises NotFound."""
        with self._catalogue.read() as connection:
            row = corrections.one(connection, number)
            if row is None:
                raise NotFound(f"không có lần sửa số {number}")
            _with_papers(connection, [found := corrections.as_json(row)])
        return found

    def papers_now(self, ids: Iterable[str]) -> dict[str, str]:
        """The nodes that stand today for the papers of these documents (see `corpus.task_marks.papers_now`)."""
        with self._catalogue.read() as connection:
            return task_marks.papers_now(connection, ids)

    def marks_left(self, ids: Collection[str]) -> dict[str, tuple[str, str | None] | None]:
        """As `marked`, of those of these documents that stand in the archive no more (see
        `corpus.graph.nodes.marks_left`)."""
        with self._catalogue.read() as connection:
            return marks_left(connection, ids)

    def _put(
        self, change: Change, person: str, papers: list[str] | None = None, names: list[str] | None = None
    ) -> dict[str, Any]:
        read = self._read_again(papers or ()) if change.kind in corrections.READ else {}
        with self._catalogue.write() as connection:
            number, new = corrections.put(connection, change, person, runs.now())
            if names:
                papers = correcting.mark_issuer(connection, names)
            elif new:
                mark(connection, [("correct", id) for id in papers or ()])
        # said again, a name reaches those papers that it did not reach before
        return self._told(number, new, papers or [], read, follow=new or bool(names and papers))

    def _told(
        self, number: int, new: bool, papers: list[str], read: Mapping[str, tuple[str, str]], *, follow: bool
    ) -> dict[str, Any]:
        waiting = self._follow(set(papers), read) if follow else set()
        told = {"papers": papers, "waiting": sorted(waiting or ()), "settled": waiting == set()}
        return {**self.correction(number), "new": new, **told}

    def _follow(self, papers: set[str], read: Mapping[str, tuple[str, str]]) -> set[str] | None:
        """Links, graph, search and counts after a correction of these papers; `read`: what files were read again for
        it. Gives those over which it could not be laid. None: an ingest is at it, and does this at its end."""

        def again(id: str) -> tuple[str, str] | None:
            if id not in papers:  # left by an earlier one: it would be tried in vain with each correction of another
                return None
            return read.get(id) or self._reread(id)

        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                with self._catalogue.one_writer():
                    waiting = correcting.settle(self._catalogue, again)
                    self._parts.graph.write(self._catalogue)
                    projection.update(self._catalogue, self._parts.index)
                return waiting & papers
            except WriterBusy:
                if time.monotonic() > until:
                    return None
                time.sleep(0.05)

    def _read_again(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Content and layout of those of these papers that were read before layouts were kept, before anything is
        written: what cannot be laid over a paper is not taken. Raises as `_reread`."""
        with self._catalogue.read() as connection:
            old = [r.document for r in rows_in(connection, (bodies.c.document, bodies.c.layout), bodies.c.document,
                                               list(ids)) if r.layout is None]  # fmt: skip
        return {id: self._reread(id) for id in old}

    def _reread(self, id: str) -> tuple[str, str]:
        """Content and layout of a paper that was read before layouts were kept, from its original, in a process of its
        own. Raises ExtractError, BadCorrection."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        from corpus.readings import read_part

        with self._catalogue.read() as connection:
            row = row_of(connection, (documents.c.sha256, documents.c.part), documents.c.id, id)
            name = row_of(connection, (contents.c.name,), contents.c.sha256, row.sha256).name
            known = known_of_contents(connection, [row.sha256], ())[row.sha256]
        try:
            self._parts.store.check(row.sha256)
        except (NotFound, StoreDamaged) as error:
            raise BadCorrection(
                f"văn bản này do phiên bản cũ đọc, muốn sửa phải đọc lại tệp, mà {error}. Hãy đặt lại tệp vào chỗ cũ, "
                "chạy: vanban retry --stale, rồi sửa lại."
            ) from error
        path = self._parts.store.path(row.sha256)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                return pool.submit(read_part, str(path), name, row.part, known).result(_READING_SECONDS)
            except ValueError as error:
                raise BadCorrection(f"{error}. Hãy chạy: vanban retry --stale") from error

    @staticmethod
    def _content(connection: Connection, id: str) -> str:
        return str(row_of(connection, (bodies.c.content,), bodies.c.document, id).content)

    @staticmethod
    def _meant(connection: Connection, means: str) -> tuple[Meant, str | None]:
        """What a reference to a document gives, and its id where it is held."""
        node = one_node(connection, means)
        if node.key is None:
            raise BadCorrection(
                f"văn bản {node.number or node.id} chưa đủ loại, số, ngày, cơ quan để nhận ra; hãy sửa thông tin của "
                "nó trước."
            )
        if not node.held:
            told: Mapping[str, Any] = node.as_json()
            year = int(node.date[:4]) if node.date else None
            return Meant(node.key, told["type"], node.number, year, node.date, node.issuer), None
        row = row_of(connection, tuple(documents.c), documents.c.id, node.id)
        return meant_of(row), node.id


def _with_papers(connection: Connection, changes: Sequence[dict[str, Any]]) -> None:
    """Puts in the place of the file that did a task the node that stands for its paper today."""
    of_tasks = [one for one in changes if one["kind"] == "task" and one["meant"]]
    now = task_marks.papers_now(connection, [one["meant"] for one in of_tasks]) if of_tasks else {}
    for one in of_tasks:
        one["meant"] = now.get(one["meant"])


def _degree(mark: str | None) -> int:
    """How secret a paper with this mark is; one without is least."""
    return SECRECIES.index(mark) + 1 if mark else 0


def _named(name: str, date: str | None) -> str:
    """A body's name in full as the register has it; a name that it does not know stays as it was given."""
    body = canonical_body(name, date=date)
    return body.name if body else name
