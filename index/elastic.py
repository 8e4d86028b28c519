"""Elasticsearch 8.19 or 9.x behind `Index`, through the official client.

`PREFIX` is an alias over one numbered index (`PREFIX-000001`); every other name begins with PREFIX too, so that a user
limited to `PREFIX*` suffices. While a rebuild runs, `PREFIX-building` names the index being filled: writers then write
to both, the rebuild's own copies carry version 1 and never overwrite what a writer sent meanwhile.
"""

from __future__ import annotations

import datetime
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from extractor.text import quoted
from index.base import Entry, IndexMismatch, IndexUnavailable, PutReport, Query, Results
from index.elastic_sending import Sending
from index.elastic_view import ElasticView, entry_of_source, index_body, source_of
from index.entry import analysis_signature, index_fields
from index.search import scan_plan, search

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_CHUNK = 500
_CHUNK_BYTES = 20_000_000
_TOLD = "errors,items.*._id,items.*.status,items.*.error"  # of the answer to a chunk
_TIMEOUT_S = 30.0
_TOO_LARGE = 413  # what the cluster answers to a body above its http.max_content_length
_TOO_LARGE_ALONE = (
    "Văn bản quá lớn cho Elasticsearch. Tăng http.max_content_length của cụm rồi chạy vanban reindex, hoặc tách tệp."
)


def open_elastic(
    address: str,
    *,
    password: str | None = None,
    ca: str | None = None,
    rebuilding: bool = False,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> ElasticIndex:
    """Opens `elasticsearch+https://USER@HOST:PORT/PREFIX`. `ca` is a PEM file; both default to the environment.

    Raises ValueError on an address without prefix, IndexUnavailable, IndexMismatch.
    """
    from elasticsearch import Elasticsearch

    parts = urlsplit(address.removeprefix("elasticsearch+"))
    prefix = parts.path.strip("/")
    if not parts.hostname or not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", prefix):
        raise ValueError(
            f"Địa chỉ {quoted(address)} thiếu máy hoặc tiền tố (chữ thường, số, gạch nối). "
            "Ví dụ: elasticsearch+https://vanban@localhost:9200/vanban"
        )
    password = password or (unquote(parts.password) if parts.password else None)
    password = password or os.environ.get("VANBAN_ELASTICSEARCH_PASSWORD")
    ca = ca or os.environ.get("VANBAN_ELASTICSEARCH_CA")
    options: dict[str, Any] = {"request_timeout": _TIMEOUT_S, "max_retries": 2, "retry_on_timeout": False}
    if parts.username:
        options["basic_auth"] = (unquote(parts.username), password or "")
    if parts.scheme == "https" and ca:
        options["ca_certs"] = ca
    client = Elasticsearch(f"{parts.scheme}://{parts.hostname}:{parts.port or 9200}", **options)
    return ElasticIndex(client, prefix, rebuilding=rebuilding, today=today)


class ElasticIndex:
    """`Index` on an Elasticsearch cluster. Safe to use from several threads and processes at once."""

    def __init__(
        self,
        client: Elasticsearch,
        prefix: str,
        *,
        rebuilding: bool = False,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self.client = client
        self.alias = prefix
        self._building = f"{prefix}-building"
        self._today = today
        try:
            with self._said():
                self._open(rebuilding)
        except BaseException:
            client.close()
            raise

    def _open(self, rebuilding: bool) -> None:
        from elasticsearch import BadRequestError

        if not self.client.indices.exists_alias(name=self.alias):
            try:
                self.client.indices.create(
                    index=f"{self.alias}-000001", **index_body(), aliases={self.alias: {"is_write_index": True}}
                )
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":  # another process was first
                    raise
        found = self._signature_found()
        if found != analysis_signature() and not rebuilding:
            raise IndexMismatch(
                f"Chỉ mục {self.alias} trên Elasticsearch do phiên bản khác tạo ra ({found}, "
                f"cần {analysis_signature()}). Hãy chạy: vanban reindex"
            )

    def _signature_found(self) -> str:
        answer = self.client.indices.get_mapping(index=self.alias)
        found = {str(row["mappings"].get("_meta", {}).get("signature", "?")) for row in answer.body.values()}
        return ", ".join(sorted(found))

    # -- writing

    def put(self, entries: Iterable[Entry]) -> PutReport:
        """Adds or replaces. Raises IndexUnavailable without a cluster: nothing of the batch then counts as stored."""
        with self._said():
            return self._bulk(((entry.id, entry) for entry in entries), self._targets())

    def delete(self, ids: Sequence[str]) -> None:
        with self._said():
            report = self._bulk(((id_, None) for id_ in ids), self._targets())
        if report.failed:
            raise IndexUnavailable(f"Elasticsearch không xóa được {report.failed[0][0]}: {report.failed[0][1]}")

    def _targets(self) -> tuple[str, ...]:
        """The alias and the index that a rebuild is filling, by its own name: a deletion sent to an alias that has just
        gone would make an index of that name (`require_alias` does not hold for deletions)."""
        from elasticsearch import NotFoundError

        try:
            return (self.alias, *self.client.indices.get_alias(name=self._building).body)
        except NotFoundError:
            return (self.alias,)

    def _bulk(self, rows: Iterable[tuple[str, Entry | None]], targets: tuple[str, ...]) -> PutReport:
        """Writes rows to the targets; a row without entry is a deletion."""
        made: list[tuple[str, dict[str, Any] | None]] = []
        failed: dict[str, str] = {}
        size = 0
        with Sending() as sending:
            for id_, entry in rows:
                body: dict[str, Any] | None = None
                if entry is not None:
                    try:
                        body = source_of(index_fields(entry))
                    except (ValueError, TypeError, AttributeError) as error:
                        failed[id_] = str(error)
                        continue
                    size += len(entry.content) * 6
                made.append((id_, body))
                if len(made) >= _CHUNK or size >= _CHUNK_BYTES:
                    sending.next(self._send, made, targets, failed)
                    made, size = [], 0
            if made:
                sending.next(self._send, made, targets, failed)
            stored = sending.stored()
        return PutReport(stored, tuple(failed.items()))

    def _send(
        self, rows: Sequence[tuple[str, dict[str, Any] | None]], targets: tuple[str, ...], failed: dict[str, str]
    ) -> int:
        """Sends one chunk; what failed goes to `failed`. Returns how many were stored."""
        from elasticsearch import ApiError

        wrong: dict[str, str] = {}
        for target in targets:
            operations: list[dict[str, Any]] = []
            for id_, body in rows:
                action: dict[str, Any] = {"_index": target, "_id": id_}
                if target != self.alias:
                    action |= {"version": time.time_ns() // 1000, "version_type": "external_gte"}
                operations.append({"index" if body is not None else "delete": action})
                if body is not None:
                    operations.append(body)
            try:
                answer = self.client.bulk(operations=operations, require_alias=target == self.alias, filter_path=_TOLD)
            except ApiError as error:
                if error.status_code != _TOO_LARGE:
                    raise
                self._send_in_halves(rows, (target,), wrong)
                continue
            if not answer["errors"]:
                continue
            for item in answer["items"]:
                ((operation, outcome),) = item.items()
                status = outcome["status"]
                if status < 300 or (operation == "delete" and status == 404 and "error" not in outcome):
                    continue
                if target != self.alias and status == 404:
                    # the switch happened between the two writes: the alias now names the index that was being built
                    again = [row for row in rows if row[0] == outcome["_id"]]
                    self._send(again, (self.alias,), wrong)
                elif not (target != self.alias and status == 409):  # 409: something newer is there already
                    if status in (429, 503):
                        raise IndexUnavailable("Elasticsearch quá tải, chưa nhận hết văn bản; hãy thử lại sau.")
                    wrong[outcome["_id"]] = str(outcome.get("error", {}).get("reason", status))
        failed |= wrong
        return len(rows) - len(wrong)

    def _send_in_halves(
        self, rows: Sequence[tuple[str, dict[str, Any] | None]], targets: tuple[str, ...], failed: dict[str, str]
    ) -> None:
        """What is too large together is sent in halves, down to the one document that is too large alone."""
        if len(rows) == 1:
            failed[rows[0][0]] = _TOO_LARGE_ALONE
            return
        half = len(rows) // 2
        self._send(rows[:half], targets, failed)
        self._send(rows[half:], targets, failed)

    def refresh(self) -> None:
        with self._said():
            self.client.indices.refresh(index=f"{self.alias},{self._building}", ignore_unavailable=True)

    def rebuild(self, entries: Iterable[Entry]) -> PutReport:
        """Fills a fresh index and switches the alias to it at once; writers reach both meanwhile."""
        with self._said():
            old = sorted(self.client.indices.get_alias(name=self.alias).body)
            name = self._next_name()
            body = index_body()
            # The archive's catalogue lets one process rebuild at a time: what is there was left by one that died.
            if self.client.indices.exists_alias(name=self._building):
                for left in self.client.indices.get_alias(name=self._building).body:
                    self.client.indices.delete(index=left, ignore_unavailable=True)
            self.client.indices.create(index=name, **body, aliases={self._building: {"is_write_index": True}})
            try:
                report = self._fill(name, entries)
                self.client.indices.refresh(index=name)
                actions: list[dict[str, Any]] = [{"remove": {"index": each, "alias": self.alias}} for each in old]
                actions += [
                    {"add": {"index": name, "alias": self.alias, "is_write_index": True}},
                    {"remove": {"index": name, "alias": self._building}},
                ]
                self.client.indices.update_aliases(actions=actions)
            except BaseException:
                self.client.indices.delete(index=name, ignore_unavailable=True)
                raise
            self._drop_all_but((*old, name))
        return report

    def _fill(self, name: str, entries: Iterable[Entry]) -> PutReport:
        failed: dict[str, str] = {}
        with Sending() as sending:
            for chunk in _chunks(entries):
                rows: list[tuple[str, dict[str, Any]]] = []
                for entry in chunk:
                    try:
                        rows.append((entry.id, source_of(index_fields(entry))))
                    except (ValueError, TypeError, AttributeError) as error:
                        failed[entry.id] = str(error)
                if rows:
                    sending.next(self._copy, rows, name, failed)
            stored = sending.stored()
        return PutReport(stored, tuple(failed.items()))

    def _copy(self, rows: Sequence[tuple[str, dict[str, Any]]], name: str, failed: dict[str, str]) -> int:
        """Sends a chunk of a rebuild; returns how many the new index now has."""
        from elasticsearch import ApiError

        operations: list[dict[str, Any]] = []
        for id_, source in rows:
            operations += [{"index": {"_id": id_, "version": 1, "version_type": "external"}}, source]
        try:
            answer = self.client.bulk(index=name, operations=operations, filter_path=_TOLD)
        except ApiError as error:
            if error.status_code != _TOO_LARGE:
                raise
            if len(rows) == 1:
                failed[rows[0][0]] = _TOO_LARGE_ALONE
                return 0
            half = len(rows) // 2
            return self._copy(rows[:half], name, failed) + self._copy(rows[half:], name, failed)
        stored = 0
        for item in answer["items"]:
            outcome = item["index"]
            # 409: a writer was here since the rebuild began, and its version is the newer one
            if outcome["status"] < 300 or outcome["status"] == 409:
                stored += 1
            else:
                failed[outcome["_id"]] = str(outcome["error"]["reason"])
        return stored

    def _next_name(self) -> str:
        names = self.client.indices.get(index=f"{self.alias}-*").body
        numbers = [int(n.rsplit("-", 1)[1]) for n in names if n.rsplit("-", 1)[1].isdigit()]
        return f"{self.alias}-{max(numbers, default=0) + 1:06}"

    def _drop_all_but(self, kept: Sequence[str]) -> None:
        """Deletes what earlier rebuilds left; the last one stays for searches that are still reading it."""
        for name in self.client.indices.get(index=f"{self.alias}-*").body:
            if name not in kept and re.fullmatch(rf"{re.escape(self.alias)}-\d{{6}}", name):
                self.client.indices.delete(index=name, ignore_unavailable=True)

    # -- reading

    def get(self, id: str) -> Entry | None:
        from elasticsearch import NotFoundError

        with self._said():
            try:
                return entry_of_source(self.client.get(index=self.alias, id=id)["_source"])
            except NotFoundError as error:
                if error.body.get("found") is False:
                    return None
                raise

    def search(self, query: Query) -> Results:
        with self._said():
            return search(ElasticView(self.client, self.alias), query, self._today)

    def scan(self, query: Query) -> Iterator[Entry]:
        with self._said():
            view = ElasticView(self.client, self.alias)
            yield from view.scan(scan_plan(view, query), oldest_first=query.sort == "date")

    def count(self) -> int:
        with self._said():
            return int(self.client.count(index=self.alias)["count"])

    def signature(self) -> str:
        with self._said():
            return self._signature_found()

    def remove(self) -> None:
        """Deletes every index of this prefix that ours are named like: the archive's search data is gone then."""
        with self._said():
            self._drop_all_but(())

    def close(self) -> None:
        self.client.close()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turns what the client raises into IndexUnavailable with a message that says what to do."""
        from elastic_transport import TlsError, TransportError
        from elasticsearch import ApiError, AuthenticationException, AuthorizationException

        try:
            yield
        except AuthenticationException as error:
            raise IndexUnavailable(
                "Elasticsearch từ chối tài khoản: kiểm tra tên trong VANBAN_INDEX và VANBAN_ELASTICSEARCH_PASSWORD."
            ) from error
        except AuthorizationException as error:
            raise IndexUnavailable(
                f"Tài khoản Elasticsearch không có quyền trên các chỉ mục {self.alias}*: {error.message}."
            ) from error
        except TlsError as error:
            raise IndexUnavailable(
                "Không xác thực được chứng thư của Elasticsearch: đặt VANBAN_ELASTICSEARCH_CA là tệp CA của cụm."
            ) from error
        except TransportError as error:
            raise IndexUnavailable(f"Không kết nối được Elasticsearch: {error.message}.") from error
        except ApiError as error:
            raise IndexUnavailable(f"Elasticsearch báo lỗi {error.status_code}: {error.message}.") from error


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    size = 0
    for entry in entries:
        chunk.append(entry)
        size += len(entry.content) * 6
        if len(chunk) >= _CHUNK or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
