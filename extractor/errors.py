"""Why a file could not be read: one class per cause that a user can act on.

`code` is stable: exit status, HTTP status and Vietnamese message hang on it in one table (`service.errors`).
"""

from __future__ import annotations

import errno
import socket

_OS_REASONS = {
    errno.EACCES: "không có quyền",
    errno.EADDRINUSE: "cổng này đang có chương trình khác dùng; hãy chọn cổng khác",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
    errno.EBUSY: "đang có chương trình khác dùng",
    errno.ECONNREFUSED: "nơi nhận từ chối kết nối",
    errno.EDQUOT: "vượt hạn mức đĩa",
    errno.EEXIST: "đã có tệp mang tên ấy",
    errno.EHOSTUNREACH: "không tới được máy ấy",
    errno.EIO: "ổ đĩa gặp lỗi khi đọc, ghi",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ELOOP: "liên kết dẫn vòng quanh",
    errno.EMFILE: "chương trình mở quá nhiều tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOSPC: "đĩa đầy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ETIMEDOUT: "chờ quá lâu không có trả lời",
}


OF_THE_MACHINE = frozenset((errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS))
"""What no program can put right: disk full, no rights."""


def os_reason(error: OSError) -> str:
    """Why the operating system refused something, in Vietnamese where it is a common cause."""
    if isinstance(error, socket.gaierror):
        return "không có máy mang tên ấy"
    return _OS_REASONS.get(error.errno or 0) or error.strerror or str(error)


class ExtractError(Exception):
    """A file that cannot be read. The message says what, which file, which limit, and what to do."""

    code = "extract-error"


class EmptyFile(ExtractError):
    code = "empty-file"


class UnsupportedFormat(ExtractError):
    code = "unsupported-format"


class EncryptedFile(ExtractError):
    code = "encrypted-file"


class DamagedFile(ExtractError):
    code = "damaged-file"


class TooLarge(ExtractError):
    code = "too-large"


class NoText(ExtractError):
    """The file opened, but holds no text at all (a blank page, an image without OCR)."""

    code = "no-text"


class ToolMissing(ExtractError):
    """An outside program that this format needs is not installed."""

    code = "tool-missing"


class ToolFailed(ExtractError):
    code = "tool-failed"


class TimedOut(ExtractError):
    code = "timed-out"


class UnreadableFile(ExtractError):
    """The operating system refused the file: missing, no permission, a folder."""

    code = "unreadable-file"
