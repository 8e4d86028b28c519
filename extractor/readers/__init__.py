"""From a file's bytes to its texts: one reader a format, chosen by content, never by name."""

from __future__ import annotations

import hashlib
import io
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
    os_reason,
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
    formats.WORD_XML: "extractor.readers.office:read_word_xml",
    formats.WEB_ARCHIVE: "extractor.readers.mail:read_web_archive",
    formats.MAIL: "extractor.readers.mail:read_mail",
    formats.ZIP: "extractor.readers.archive:read_zip",
    formats.EDXML: "extractor.readers.edxml:read_edxml",
    **dict.fromkeys(formats.PICTURES, "extractor.readers.picture:read_picture_file"),
}

# What reads no more than the header needs, for the formats where that saves work.
HEAD_READERS: dict[str, str] = {
    formats.PDF: "extractor.readers.pdf:read_pdf_head",
    **dict.fromkeys(formats.PICTURES, "extractor.readers.picture:read_picture_head"),
}


def read(path: Path, *, limits: Limits = DEFAULT, head_only: bool = False) -> tuple[SourceFile, tuple[Text, ...]]:
    """The file and its papers, one `Text` each (most files hold one).

    `head_only`: of files with pages only the first page is read, of a scan only its upper part.

    Raises subclasses of `extractor.errors.ExtractError` only (and ImportError: the program itself is damaged); each
    message names the file, the limit where one was hit, and what to do.
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
        raise UnreadableFile(f"{name}: không mở được tệp ({os_reason(error)}). Hãy kiểm tra quyền đọc.") from error
    return read_bytes(str(path), data, limits=limits, head_only=head_only)


def read_bytes(
    name: str, data: bytes, *, limits: Limits = DEFAULT, head_only: bool = False
) -> tuple[SourceFile, tuple[Text, ...]]:
    """As `read`, for content already in memory; `name` becomes `SourceFile.path` as given. Raises as `read` does."""
    shown = name.rsplit("/", 1)[-1] or name
    if not data:
        raise EmptyFile(f"{shown}: tệp rỗng (0 byte). Hãy lấy lại bản gốc.")
    if len(data) > limits.file_bytes:
        raise too_large(shown, len(data), limits)
    media_type = formats.sniff(data, name=shown)
    if media_type == formats.ENCRYPTED_OFFICE:
        raise EncryptedFile(f"{shown}: tệp Word có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi nạp lại.")
    entry = (HEAD_READERS if head_only and media_type in HEAD_READERS else READERS).get(media_type)
    if entry is None:
        told = formats.remedy(data) or (
            "không nhận ra định dạng. Đọc được PDF, DOCX, DOC, RTF, ODT, HTML, MHT, TXT, TIFF, JPEG, PNG, BMP, GIF, "
            "WebP, edXML, thư EML và ZIP chứa các tệp này."
        )
        raise UnsupportedFormat(f"{shown}: {told}")
    try:
        texts = _reader(entry)(shown, data, limits)
    except (ExtractError, ImportError):  # a part of the program that is missing is no fault of the file
        raise
    except MemoryError as error:
        raise TooLarge(f"{shown}: không đủ bộ nhớ để đọc tệp. Hãy tách tệp.") from error
    except Exception as error:  # parsers raise what the broken part happens to break; the cause is kept
        raise DamagedFile(
            f"{shown}: không đọc được ({type(error).__name__}: {error}). Tệp có thể hỏng; hãy mở và lưu lại."
        ) from error
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), media_type, len(data))
    return source, texts


def page_count(data: bytes) -> int:
    """How many pages a PDF or TIFF has, to judge how long reading may take; 1 for other files and broken ones."""
    try:
        media_type = formats.sniff(data)
        if media_type == formats.PDF:
            import pypdfium2

            with pypdfium2.PdfDocument(data) as document:
                return max(1, len(document))
        if media_type == formats.TIFF:
            from PIL import Image

            with Image.open(io.BytesIO(data)) as picture:
                return max(1, int(getattr(picture, "n_frames", 1)))
    except Exception:  # noqa: BLE001 - whatever is broken in it, reading will say
        pass
    return 1


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
