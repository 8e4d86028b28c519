"""Looks into ZIP containers before anything unpacks them: bombs, path traversal, encryption, damage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.limits import MIB, Limits
from extractor.text import quoted

# Bytes that containers of the file being read may still unpack to, over all levels; a list of one number.
_allowance: ContextVar[list[int] | None] = ContextVar("allowance", default=None)


@contextmanager
def one_allowance(limits: Limits) -> Iterator[None]:
    """While a container is read, all containers inside it share what it may unpack to."""
    if _allowance.get() is not None:
        yield
        return
    token = _allowance.set([limits.unpacked_bytes])
    try:
        yield
    finally:
        _allowance.reset(token)


def take_from_allowance(name: str, size: int) -> None:
    """Counts bytes that were unpacked. Raises TooLarge when they are more than the file may unpack to."""
    left = _allowance.get()
    if left is not None:
        left[0] -= size
        if left[0] < 0:
            raise TooLarge(f"{name}: giải nén ra quá giới hạn unpacked_bytes, kể cả các gói bên trong. Hãy tách gói.")


def open_container(name: str, data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The container, its directory checked against the limits. Members are still packed.

    Raises DamagedFile, EncryptedFile or TooLarge. Sizes are those the directory declares; `read_member` enforces them.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile(f"{name}: gói nén bị hỏng hoặc thiếu phần cuối ({error}). Hãy lấy lại bản gốc.") from error
    if len(members) > limits.members:
        raise TooLarge(f"{name}: gói nén có {len(members)} tệp, vượt quá giới hạn {limits.members} (members).")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise TooLarge(
            f"{name}: giải nén ra quá {limits.unpacked_bytes / MIB:.0f} MiB (giới hạn unpacked_bytes). Hãy tách gói."
        )
    for member in members:
        if member.flag_bits & 0x1:
            raise EncryptedFile(f"{name}: gói nén có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.")
        if member.file_size > MIB and member.file_size > limits.unpack_ratio * max(1, member.compress_size):
            raise TooLarge(
                f"{name}: mục {quoted(member.filename)} nén quá {limits.unpack_ratio} lần (giới hạn unpack_ratio), "
                "giống bom nén nên không giải nén."
            )
    return archive


def read_member(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """One member unpacked, never more than its declared size and `limits.unpacked_bytes`.

    Raises DamagedFile when it does not unpack, TooLarge when it unpacks to more than it declares or than all containers
    of the file may together.
    """
    allowed = min(member.file_size, limits.unpacked_bytes)
    try:
        with archive.open(member) as stream:
            data = stream.read(allowed + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise DamagedFile(f"{name}: mục {quoted(member.filename)} trong gói nén bị hỏng ({error}).") from error
    except Exception as error:  # zlib.error, lzma.LZMAError have no common base
        raise DamagedFile(f"{name}: mục {quoted(member.filename)} trong gói nén bị hỏng ({error}).") from error
    if len(data) > allowed:
        raise TooLarge(
            f"{name}: mục {quoted(member.filename)} lớn hơn kích thước khai báo, giống bom nén nên dừng đọc."
        )
    take_from_allowance(name, len(data))
    return data
