"""Why a file could not be read: one class per cause that a user can act on.

`code` is stable: exit status, HTTP status and Vietnamese message hang on it in one table (`service.errors`).
"""

from __future__ import annotations


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
