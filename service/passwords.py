"""Passwords: argon2id (RFC 9106) with the parameters of its second recommended choice; 64 MiB a guess."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from service.errors import ServiceError

MIN_CHARS = 10
MAX_CHARS = 1024
HASHER = PasswordHasher()
_ALWAYS_WRONG: list[str] = []


def chosen(password: str | None) -> tuple[str, str]:
    """The password (a random one unless given) and its hash.

    Raises ServiceError (`usage`) for one too short or too long.
    """
    if password is not None and not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise ServiceError("usage", f"mật khẩu phải có từ {MIN_CHARS} đến {MAX_CHARS} ký tự.")
    password = password or secrets.token_urlsafe(15)
    return password, HASHER.hash(password.encode("utf-8", "surrogatepass"))


def fits(password: str, hashed: str | None) -> bool:
    """Whether the password is that of the hash. Without a hash (no such account, or one without a password) the answer
    is no and takes as long."""
    if not _ALWAYS_WRONG:
        _ALWAYS_WRONG.append(HASHER.hash(secrets.token_bytes(16)))
    try:
        HASHER.verify(hashed or _ALWAYS_WRONG[0], password[:MAX_CHARS].encode("utf-8", "surrogatepass"))
    except (Argon2Error, InvalidHashError):
        return False
    return bool(hashed) and len(password) <= MAX_CHARS


def outdated(hashed: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(hashed)
