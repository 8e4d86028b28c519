"""From a file's bytes to its texts: one reader a format, chosen by content, never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from extractor.document import SourceFile, Text
from extractor.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    ExtractError,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from extractor.limits import DEFAULT, Limits
from extractor.readers import sniff as formats

Reader = Callable[[str, bytes, Limits], tuple[Text, ...]]

# Media type -> module:function. The modules pull in heavy libraries, so they are imported when first needed.
READERS: dict[str, str] = {
    formats.TEXT: "extractor.readers.plain:read_plain",
    formats.HTML: "extractor.readers.html:read_html",
    formats.DOCX: "extractor.readers.word:read_docx",
    formats.PDF: "extractor.readers.pdf:read_pdf",
    formats.DOC: "extractor.readers.office:read_doc",
    formats.RTF: "extractor.readers.office:read_rtf",
    formats.ODT: "extractor.readers.office:read_odt",
    formats.TIFF: "extractor.readers.picture:read_picture_file",
    formats.JPEG: "extractor.readers.picture:read_picture_file",
    formats.PNG: "extractor.readers.picture:read_picture_file",
    formats.ZIP: "extractor.readers.archive:read_zip",
    formats.EDXML: "extractor.readers.edxml:read_edxml",
}


def read(path: Path, *, limits: Limits = DEFAULT) -> tuple[SourceFile, tuple[Text, ...]]:
    """The file and its papers, one `Text` each (most files hold one).

    Raises subclasses of `extractor.errors.ExtractError` only; each message names the file, the limit where one was
    hit, and what to do.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{name}: đây là thư mục, không phải tệp. Hãy chọn từng tệp, hoặc dùng lệnh nạp.")
        if not path.is_file():
            raise UnreadableFile(f"{name}: không có tệp này, hoặc không phải tệp thường.")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(name, size, limits)
        with path.open("rb") as stream:
            # One byte more than allowed: a file that grows while it is read is refused, not read without end.
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableFile(
            f"{name}: không mở được tệp ({error.strerror or error}). Hãy kiểm tra quyền đọc."
        ) from error
    return read_bytes(str(path), data, limits=limits)


def read_bytes(name: str, data: bytes, *, limits: Limits = DEFAULT) -> tuple[SourceFile, tuple[Text, ...]]:
    """As `read`, for content already in memory; `name` becomes `SourceFile.path` as given. Raises as `read` does."""
    shown = name.rsplit("/", 1)[-1] or name
    if not data:
        raise EmptyFile(f"{shown}: tệp rỗng (0 byte). Hãy lấy lại bản gốc.")
    if len(data) > limits.file_bytes:
        raise too_large(shown, len(data), limits)
    media_type = formats.sniff(data, name=shown)
    if media_type == formats.ENCRYPTED_OFFICE:
        raise EncryptedFile(f"{shown}: tệp Word có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi nạp lại.")
    entry = READERS.get(media_type)
    if entry is None:
        raise UnsupportedFormat(
            f"{shown}: không nhận ra định dạng. Đọc được PDF, DOCX, DOC, RTF, ODT, HTML, TXT, TIFF, JPEG, PNG, "
            "edXML và ZIP chứa các tệp này."
        )
    try:
        texts = _reader(entry)(shown, data, limits)
    except ExtractError:
        raise
    except MemoryError as error:
        raise TooLarge(f"{shown}: không đủ bộ nhớ để đọc tệp. Hãy tách tệp.") from error
    except Exception as error:  # parsers raise what the broken part happens to break; the cause is kept
        raise DamagedFile(
            f"{shown}: không đọc được ({type(error).__name__}: {error}). Tệp có thể hỏng; hãy mở và lưu lại."
        ) from error
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), media_type, len(data))
    return source, texts


def _reader(entry: str) -> Reader:
    module, _, function = entry.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def too_large(name: str, size: int, limits: Limits) -> TooLarge:
    """The error of a file of `size` bytes that is not even to be loaded."""
    return TooLarge(
        f"{name}: {size / 1048576:.1f} MiB, vượt quá giới hạn {limits.file_bytes / 1048576:.0f} MiB (file_bytes). "
        "Hãy tách tệp hoặc nâng giới hạn."
    )
