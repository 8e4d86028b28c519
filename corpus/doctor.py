"""Looks whether an archive is sound: room, versions, tools, originals, index against catalogue, orphans. Reads only."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corpus import ledger, runs
from corpus.backup import free_bytes
from corpus.belongings import strangers
from corpus.catalogue import Catalogue, chunks, rows_in
from corpus.errors import NotFound, StoreDamaged
from corpus.purging import CONTENT
from corpus.schema import backups, contents, known, nodes, paths, pending
from corpus.store_url import Originals
from corpus.telling import Told, untold
from extractor.errors import os_reason
from index.base import Query

if TYPE_CHECKING:
    from index.base import Index

Verdict = Literal["ok", "warn", "bad"]

SAMPLE = 200
"""Originals whose bytes are read, unless all are asked for."""

_LITTLE_ROOM_BYTES = 2 * 1024**3
_NO_ROOM_BYTES = 200 * 1024**2
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `message` and `remedy` are Vietnamese; `remedy` is empty where nothing is to be done."""

    name: str
    verdict: Verdict
    message: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "verdict": self.verdict, "message": self.message, "remedy": self.remedy}


def examine(
    catalogue: Catalogue,
    store: Originals,
    index: Index,
    folder: Path,
    *,
    sample: int | None = SAMPLE,
    seed: int = 0,
    told: Told = untold,
) -> list[Check]:
    """All checks, in a fixed order. `sample`: how many originals are read (None: all), of which `told` hears."""
    return [
        _room(folder),
        *_tools(),
        _versions(catalogue),
        _left_over(catalogue),
        _listed(catalogue),
        _strangers(folder, store),
        *_originals(catalogue, store, sample, seed, told),
        *_index(catalogue, index),
        _saved(catalogue),
    ]


def _room(folder: Path) -> Check:
    free = free_bytes(folder)
    shown = f"còn {free / 1024**3:.1f} GiB trống"
    if free < _NO_ROOM_BYTES:
        return Check("disk", "bad", shown, "Giải phóng chỗ trên đĩa trước khi nạp tiếp.")
    if free < _LITTLE_ROOM_BYTES:
        return Check("disk", "warn", shown, "Nên giải phóng chỗ trên đĩa.")
    return Check("disk", "ok", shown)


def _tools() -> Iterator[Check]:
    from extractor.readers.ocr_data import data_folder

    # Scans are read by a library that comes along; what may be missing is its data.
    data = data_folder()
    if data is not None:
        yield Check("ocr", "ok", f"dữ liệu nhận dạng tiếng Việt ở {data}: đọc bản quét")
    else:
        yield Check("ocr", "warn", "thiếu dữ liệu nhận dạng tiếng Việt: không đọc bản quét được",
                    "Cài gói hệ thống tesseract-ocr-vie.")  # fmt: skip
    programs = ("soffice", "libreoffice", "antiword")
    found = [program for program in programs if shutil.which(program)]
    if found:
        yield Check("word", "ok", f"{found[0]}: đọc tệp Word đời cũ")
    else:
        missing = f"thiếu {' hoặc '.join(programs)}: không đọc tệp Word đời cũ được"
        yield Check("word", "warn", missing, "Cài đặt chương trình này.")


def _versions(catalogue: Catalogue) -> Check:
    program, data = ledger.versions()
    with catalogue.read() as connection:
        stale = len(ledger.stale_paths(connection))
    shown = f"chương trình {program}, dữ liệu {data}"
    if stale:
        return Check(
            "versions", "warn", f"{shown}; {stale} tệp do phiên bản khác đọc", "Đọc lại bằng: vanban retry --stale"
        )
    return Check("versions", "ok", shown)


def _left_over(catalogue: Catalogue) -> Check:
    """What an interrupted run left. While one runs there is always something."""
    from sqlalchemy import func, select

    if catalogue.writer_lives():
        return Check("pending", "ok", "đang có việc nạp chạy")
    with catalogue.read() as connection:
        waiting = connection.execute(select(func.count()).select_from(pending)).scalar() or 0
        unread = select(func.count()).select_from(
            paths.outerjoin(contents, contents.c.sha256 == paths.c.sha256)
        ).where(paths.c.sha256.is_not(None), contents.c.sha256.is_(None))  # fmt: skip
        unfinished = connection.execute(unread).scalar() or 0
    last = runs.latest(catalogue, 1)
    if waiting or unfinished:
        told = f"{unfinished} tệp chưa đọc, {waiting} việc chưa xong"
        how = f" (lần nạp cuối: {last[0]['state']})" if last else ""
        return Check("pending", "warn", told + how, "Chạy lại vanban ingest với thư mục đó.")
    return Check("pending", "ok", "không còn việc dở dang")


def _listed(catalogue: Catalogue) -> Check:
    """Lines of the office's lists whose file never came in: a typing error, or a paper that is still to come."""
    from sqlalchemy import select

    with catalogue.read() as connection:
        without = select(known.c.path).where(known.c.path.not_in(select(paths.c.path))).order_by(known.c.path)
        left = list(connection.execute(without).scalars())
    if left:
        told = f"{len(left)} dòng của danh sách không có tệp trong kho: {', '.join(left[:_NAMED])}"
        return Check("list", "warn", told, "Nạp các tệp đó, hoặc sửa đường dẫn trong danh sách rồi nạp lại.")
    return Check("list", "ok", "mọi dòng của danh sách đều có tệp")


def _strangers(folder: Path, store: Originals) -> Check:
    try:
        found = [*strangers(folder), *store.strangers()]
    except OSError as error:
        return _unreadable_store(error)
    if found:
        named = ", ".join(found[:_NAMED])
        told = f"{len(found)} tệp lạ trong thư mục của kho: {named}"
        return Check("folder", "warn", told, "Sao lưu và gỡ văn bản không biết đến chúng: hãy chuyển đi chỗ khác.")
    return Check("folder", "ok", "thư mục của kho không có tệp lạ")


def _unreadable_store(error: OSError) -> Check:
    why = f"không đọc được kho bản gốc: {os_reason(error)}"
    return Check("hashes", "bad", why, "Kiểm tra ổ đĩa, ổ mạng hoặc quyền đọc rồi chạy lại.")


def _originals(catalogue: Catalogue, store: Originals, sample: int | None, seed: int, told: Told) -> Iterator[Check]:
    from sqlalchemy import select

    with catalogue.read() as connection:
        kept = set(connection.execute(select(contents.c.sha256).where(contents.c.state == "indexed")).scalars())
        leaving = set(connection.execute(select(pending.c.value).where(pending.c.what == CONTENT)).scalars())
    if leaving:
        left = f"{len(leaving)} lần gỡ văn bản bị ngắt, bản gốc có thể còn"
        yield Check("purge", "bad", left, "Chạy lại lệnh vanban purge đó, hoặc vanban ingest.")
    try:
        held = set(store.hashes()) - leaving
    except OSError as error:
        yield _unreadable_store(error)
        return
    missing = sorted(kept - held)
    if missing:
        named = _paths_of(catalogue, missing)
        yield Check(
            "originals",
            "bad",
            f"thiếu {len(missing)} bản gốc: {named}",
            "Nạp lại các tệp đó, hoặc phục hồi từ bản sao lưu.",
        )
    orphans = sorted(held - kept)
    if orphans:
        named = ", ".join(sha256[:16] for sha256 in orphans[:_NAMED])
        remedy = "Do lần nạp bị ngắt: nạp lại thư mục đó thì hết."
        yield Check("orphans", "warn", f"{len(orphans)} bản gốc không thuộc văn bản nào: {named}", remedy)
    there = sorted(kept & held)
    looked = there if sample is None or sample >= len(there) else random.Random(seed).sample(there, sample)
    damaged = []
    for number, sha256 in enumerate(looked, start=1):
        try:
            store.check(sha256)
        except (StoreDamaged, NotFound):
            damaged.append(sha256)
        except OSError as error:
            yield _unreadable_store(error)
            return
        told("check", number, len(looked))
    if damaged:
        named = _paths_of(catalogue, damaged)
        yield Check(
            "hashes",
            "bad",
            f"{len(damaged)} trong {len(looked)} bản gốc bị thay đổi: {named}",
            "Phục hồi từ bản sao lưu.",
        )
    elif not missing:
        yield Check("hashes", "ok", f"{len(looked)} trong {len(there)} bản gốc được đọc lại, đều nguyên vẹn")


def _paths_of(catalogue: Catalogue, hashes: list[str]) -> str:
    with catalogue.read() as connection:
        named = sorted(r.path for r in rows_in(connection, (paths.c.path,), paths.c.sha256, hashes[:_NAMED]))
    more = " ..." if len(hashes) > _NAMED else ""
    return ", ".join(named or [h[:16] for h in hashes[:_NAMED]]) + more


def _index(catalogue: Catalogue, index: Index) -> Iterator[Check]:
    from sqlalchemy import select

    with catalogue.read() as connection:
        shown = select(nodes.c.document).where(nodes.c.document == nodes.c.node)
        wanted = set(connection.execute(shown).scalars())
        waiting = set(connection.execute(select(pending.c.value).where(pending.c.what == "index")).scalars())
    count = index.count()
    missing: list[str] = []
    for piece in chunks(sorted(wanted - waiting)):  # a question for each would be as many requests to a server
        there = {entry.id for entry in index.scan(Query(ids=tuple(piece)))}
        missing += (id for id in piece if id not in there)
    if missing:
        yield Check(
            "index",
            "bad",
            f"chỉ mục thiếu {len(missing)} văn bản: {', '.join(missing[:_NAMED])}",
            "Chạy: vanban reindex",
        )
    elif count > len(wanted | waiting):
        yield Check("index", "bad", f"chỉ mục có {count} mục, danh mục có {len(wanted)}", "Chạy: vanban reindex")
    else:
        yield Check("index", "ok", f"{count} văn bản, khớp với danh mục")


def _saved(catalogue: Catalogue) -> Check:
    from sqlalchemy import func, select

    with catalogue.read() as connection:
        last = connection.execute(select(func.max(backups.c.made))).scalar()
    if last is None:
        return Check("backup", "warn", "chưa có bản sao lưu nào", "Chạy: vanban backup THƯ_MỤC (trên đĩa khác).")
    return Check("backup", "ok", f"bản sao lưu cuối: {last}")
