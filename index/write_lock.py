"""A file that one process at a time may hold: who writes an index, who builds it anew."""

from __future__ import annotations

import os
import time
from pathlib import Path

from extractor.errors import os_reason
from index.base import IndexUnavailable

_AGAIN_S = 0.02


def take(path: Path, wait_s: float) -> int:
    """The handle of the lock file, held for this process; the system takes it back when the process ends.

    Raises IndexUnavailable when another keeps it longer than `wait_s`, or when it cannot be opened for writing.
    """
    import fcntl

    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        why = f"{os_reason(error)}. Nó cần ghi được cả khi chỉ tìm: hãy cấp quyền ghi cho người chạy chương trình"
        raise IndexUnavailable(f"Không mở được thư mục chỉ mục {path.parent}: {why}.") from error
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError:
            if time.monotonic() >= deadline:
                os.close(handle)
                raise IndexUnavailable(
                    f"Chỉ mục {path.parent} đang được một tiến trình khác ghi; hãy đợi tiến trình đó xong."
                ) from None
            time.sleep(_AGAIN_S)


def give_back(handle: int) -> None:
    os.close(handle)
