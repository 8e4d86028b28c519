"""What the office's provider sends when a session ended there: a logout token (OpenID Connect Back-Channel Logout 1.0).

It comes from the provider's server, not from a browser: nothing but its signature says that it may end sessions.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.text import quoted
from service.errors import ServiceError
from service.oidc import LEEWAY_S

if TYPE_CHECKING:
    from service.oidc import Provider

EVENT = "http://schemas.openid.net/event/backchannel-logout"
FRESH_S = 300
"""How old a logout token may be. As long it is remembered, so that each counts once."""
_MOST_CHARS = 16_384
_MOST_ID_CHARS = 255
_TYPES = ("logout+jwt", "jwt")


@dataclass(frozen=True, slots=True)
class Logout:
    """Whose sessions are over: of the person `subject`, of the provider's session `sid`, or both. `jti` names the
    token, which is too old after `until` (seconds since 1970)."""

    subject: str | None
    sid: str | None
    jti: str
    until: float


async def read_logout(provider: Provider, token: str) -> Logout:
    """The logout that the provider asks for, checked as Back-Channel Logout 1.0, 2.6 demands.

    Raises ServiceError: `sign-in-invalid` (not the provider's, not for us, no logout token, too old, names nobody),
    `sign-in-away` (its keys cannot be had).
    """
    if not token or len(token) > _MOST_CHARS:
        raise _wrong("thiếu logout_token, hoặc quá dài")
    header, claims = await provider.opened(token)
    # a token made for another purpose, as an ID token of the same provider, ends nothing
    if str(header.get("typ", "JWT")).lower().removeprefix("application/") not in _TYPES:
        raise _wrong(f"loại thẻ {quoted(header.get('typ'))}")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise _wrong("không phải thẻ đăng xuất (events)")
    if "nonce" in claims:
        raise _wrong("thẻ đăng xuất không được có nonce")
    _registered(claims, provider.settings.issuer, provider.settings.client_id)
    issued = float(claims["iat"])
    if issued < time.time() - FRESH_S - LEEWAY_S:
        raise _wrong(f"cấp đã quá {FRESH_S // 60} phút (iat)")
    subject, sid, jti = (_named(claims, name) for name in ("sub", "sid", "jti"))
    if jti is None or (subject is None and sid is None):
        raise _wrong("thiếu jti, hoặc không nêu ai (sub, sid)")
    return Logout(subject, sid, jti, issued + FRESH_S + 2 * LEEWAY_S)


def _registered(claims: dict[str, Any], issuer: str, client_id: str) -> None:
    """Raises ServiceError for an issuer, an audience or times that are not right."""
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    registry = JWTClaimsRegistry(
        leeway=LEEWAY_S,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        iat={"essential": True},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise _wrong(f"{type(error).__name__}: {error}") from error


def _named(claims: dict[str, Any], name: str) -> str | None:
    """A name that a claim gives; None where it is not there. Raises ServiceError for one that is none."""
    value = claims.get(name)
    if value is not None and not (isinstance(value, str) and 0 < len(value) <= _MOST_ID_CHARS):
        raise _wrong(f"{name} không phải là một tên")
    return value


def _wrong(why: str) -> ServiceError:
    return ServiceError("sign-in-invalid", f"{why}.")
