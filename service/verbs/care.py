"""`vanban retry`, `doctor`, `backup`, `restore`, `purge`, `upgrade`, `versions`, `job`: looking after an archive."""

from __future__ import annotations

import argparse
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from extractor.errors import os_reason
from service.errors import CAUSES, EXIT_FAILED, EXIT_OK, EXIT_USAGE, ServiceError
from service.opening import backup_place, open_archive, settings_for
from service.output import complain, put_json, put_line, table
from service.verbs.read import narrowed, the_held
from service.words import FIELDS, JOB_STAGES, JOB_STATES, NEAR_RELATIONS, VERDICTS, duration, moment


def retry(args: argparse.Namespace) -> int:
    """Tries files again; exit status 1 when one of them is still refused or failed."""
    from corpus.ingest import STALE
    from service.progress import Bar
    from service.verbs.ingest import print_sheet, reading_of

    if args.code and args.stale:
        complain("vanban retry: chọn --code hoặc --stale.")
        return EXIT_USAGE
    if args.code and args.code not in CAUSES:
        near = get_close_matches(args.code, CAUSES, n=1)
        hint = f" Có phải là {near[0]}?" if near else ""
        complain(f"vanban retry: không có mã lỗi “{args.code}”.{hint} Mã của từng tệp xem bằng vanban status.")
        return EXIT_USAGE
    settings = settings_for(args.data)
    settings = replace(settings, workers=args.workers or settings.workers)
    with open_archive(settings) as archive, reading_of(settings) as reading, Bar() as bar:
        sheet = archive.retry(
            STALE if args.stale else args.code,
            workers=reading.workers,
            progress=bar.step,
            executor=reading.executor,
            stages=bar.stage,
        )
    if args.json:
        put_json(sheet.as_json())
    elif not sheet.files:
        put_line("Không có tệp nào cần đọc lại.")
    else:
        print_sheet(sheet)
    return EXIT_FAILED if sheet.failed or sheet.refused or not sheet.balanced else EXIT_OK


def doctor(args: argparse.Namespace) -> int:
    """Looks whether the archive is sound; exit status 1 when something is broken."""
    from corpus.doctor import SAMPLE
    from service.account_file import examined

    settings = settings_for(args.data)
    with open_archive(settings) as archive:
        checks = archive.examine(sample=None if args.all else SAMPLE)
    checks.append(examined(Path(settings.data)))
    broken = any(check.verdict == "bad" for check in checks)
    if args.json:
        put_json({"sound": not broken, "checks": [check.as_json() for check in checks]})
    else:
        for check in checks:
            put_line(f"{VERDICTS[check.verdict]:6}  {check.message}")
            if check.remedy:
                put_line(f"        → {check.remedy}")
        put_line("Kho có chỗ hỏng." if broken else "Kho dùng được.")
    return EXIT_FAILED if broken else EXIT_OK


def backup(args: argparse.Namespace) -> int:
    """Writes a backup and says where it lies."""
    settings = settings_for(args.data)
    target = backup_place(args.target, settings.data)
    with open_archive(settings) as archive:
        try:
            saved = archive.save(target)
        except OSError as error:
            raise ServiceError("store-unavailable", f"{target}: {os_reason(error)}.") from error
    if args.json:
        put_json({**_saved(saved), "copied": saved.copied})
    else:
        put_line(f"Đã sao lưu {saved.documents} văn bản, {saved.originals} bản gốc ({saved.copied} bản mới):")
        put_line(str(saved.place))
    return EXIT_OK


def restore(args: argparse.Namespace) -> int:
    """Fills a new archive from a backup."""
    settings = settings_for(args.data)
    if (Path(settings.data) / "catalogue.sqlite").exists() and not settings.catalogue:
        complain(f"vanban restore: đã có kho ở {settings.data}. Hãy chọn một thư mục mới bằng --data.")
        return EXIT_USAGE
    from corpus.backup import read_head

    read_head(Path(args.backup))  # before a folder is made that the next try would find there
    with open_archive(settings, create=True) as archive:
        saved = archive.bring_back(Path(args.backup))
    if args.json:
        put_json(_saved(saved))
    else:
        put_line(f"Đã phục hồi {saved.documents} văn bản, {saved.originals} bản gốc vào {settings.data}")
    return EXIT_OK


def _saved(saved: Any) -> dict[str, Any]:
    return {"place": str(saved.place), "documents": saved.documents, "originals": saved.originals}


def purge(args: argparse.Namespace) -> int:
    """Takes a paper that should never have come in out of everything, once it is confirmed."""
    from service.taking_out import take_out
    from service.words import taken_out_told

    settings = settings_for(args.data)
    with open_archive(settings) as archive:
        with narrowed(args, archive):
            id_ = the_held(archive, args.id, args.date, args.issuer)
        if not args.yes:
            record = archive.show(id_)
            complain(
                f"Sẽ gỡ hẳn {record['number'] or record['title'] or record['id']} và mọi văn bản cùng tệp "
                f"({', '.join(record['files'])}). Chạy lại với --yes để gỡ."
            )
            return EXIT_USAGE
        gone = take_out(archive, Path(settings.data), id_)
    if args.json:
        put_json(gone)
        return EXIT_OK
    for line in taken_out_told(gone):
        put_line(line)
    return EXIT_OK


def upgrade(args: argparse.Namespace) -> int:
    """Brings the catalogue of an older version up to this one."""
    from corpus.upgrade import upgrade as bring_up

    settings = settings_for(args.data)
    folder = Path(settings.data)
    if not folder.is_dir():
        raise ServiceError("no-archive", f"Thư mục {folder}.")
    before, after, copy = bring_up(folder, settings.catalogue)
    if args.json:
        put_json({"from": before, "to": after, "copy": str(copy) if copy else None})
    elif before == after:
        put_line(f"Danh mục đã ở phiên bản {after}.")
    else:
        kept = f" Bản cũ được giữ ở {copy}." if copy else ""
        put_line(f"Đã nâng danh mục từ phiên bản {before} lên {after}.{kept}")
        put_line("Tiếp theo: vanban reindex, rồi vanban retry --stale để đọc lại những gì bản cũ đã đọc.")
    return EXIT_OK


def versions(args: argparse.Namespace) -> int:
    """The files of one paper, how their readings differ, and papers of nearly the same words."""
    with open_archive(settings_for(args.data)) as archive:
        with narrowed(args, archive):
            found = archive.versions(the_held(archive, args.id, args.date, args.issuer))
    if args.json:
        put_json(found)
        return EXIT_OK
    for one in found["files"]:
        mark = "*" if one["shown"] else " "
        put_line(f"{mark} {one['document']}  {one['media_type']}  {one['chars']} chữ  {', '.join(one['paths'])}")
    for one in found["differences"]:
        put_line(f"\n{one['document']} khác ở:")
        for name, (shown, other) in one["fields"].items():
            put_line(f"  {FIELDS.get(name, name)}: {shown or '(trống)'} | {other or '(trống)'}")
        for passage in one["passages"]:
            put_line(f"  - {passage['shown'] or '(không có)'}\n  + {passage['other'] or '(không có)'}")
        if one["more"]:
            put_line(f"  ... và {one['more']} chỗ nữa")
    for one in found["near"]:
        name = one["number"] or one["title"] or one["document"]
        put_line(f"\n{NEAR_RELATIONS[one['relation']]}: {name} ({one['likeness']:.0%}), id: {one['document']}")
    return EXIT_OK


def job(args: argparse.Namespace) -> int:
    """The last ingests and how far the running one is; `pause`, `resume`, `stop`: exit status 1 when none runs."""
    with open_archive(settings_for(args.data)) as archive:
        if args.action in ("pause", "resume", "stop"):
            asked = archive.ask(None if args.action == "resume" else args.action)
            if not asked:
                complain("vanban job: không có việc nạp nào đang chạy.")
                return EXIT_FAILED
        found = archive.runs(args.limit)
    if args.json:
        put_json(found)
        return EXIT_OK
    rows = [
        (
            moment(one["started"]),
            JOB_STATES[one["state"]],
            JOB_STAGES[one["stage"]],
            f"{one['done']}/{one['total']}",
            f"{one['rate']:.1f}/giây" if one["rate"] else "",
            duration(one["seconds_left"]) if one["seconds_left"] is not None else "",
            one["message"] or "",
        )
        for one in found
    ]
    headings = ("Bắt đầu", "Trạng thái", "Bước", "Đã xong", "Tốc độ", "Còn lại", "Ghi chú")
    put_line(table(rows, headings) if rows else "Chưa có lần nạp nào.")
    return EXIT_OK
