"""`vanban audit`: the log of who opened and changed what, as it was written, and whether it still is."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from service.audit import AuditLog
from service.errors import EXIT_FAILED, EXIT_OK
from service.opening import NoArchive, settings_for
from service.output import complain, put_json, put_line


def audit(args: argparse.Namespace) -> int:
    """Prints the lines of some days as JSON Lines; `--verify`: exit status 1 when a line was changed or is missing."""
    folder = Path(settings_for(args.data).data)
    if not folder.is_dir():
        raise NoArchive(f"Thư mục {folder}.")
    log = AuditLog(folder)
    if not args.verify:
        written = False
        for line in log.lines(args.date_from or "", args.date_to or ""):
            written = bool(sys.stdout.buffer.write(line))
        if not written:
            complain("Nhật ký không có dòng nào trong những ngày ấy.")
        return EXIT_OK
    found = log.verify()
    if args.json:
        put_json(asdict(found))
    elif found.broken is None:
        put_line(f"Nhật ký nguyên vẹn: {found.lines} dòng, {found.redacted} dòng được xóa mã khi gỡ văn bản.")
        if found.last:
            put_line(f"Mã của dòng cuối, để đối chiếu sau này: {found.last}")
    else:
        put_line(f"Dòng {found.broken} đã bị sửa, hoặc có dòng bị bỏ ngay trước nó.")
    return EXIT_OK if found.broken is None else EXIT_FAILED
