"""The office's own identity provider: OpenID Connect Core 1.0, authorization code (RFC 6749) with PKCE (RFC 7636).

The only module that speaks to it, and only where the settings name one. Who may see what is never taken from there: it
says who somebody is, `service.accounts` says what that account may do.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, quote_plus, unquote, urlencode, urlsplit

from extractor.text import quoted
from service.errors import ServiceError
from service.settings import OidcSettings

if TYPE_CHECKING:
    from httpx2 import Response

T = TypeVar("T")
CALLBACK = "/login/oidc/callback"
ATTEMPT_S = 600
"""How long a person may take to sign in at the provider."""
ANSWER_S = 10.0
"""Time for one answer of the provider."""
KNOWN_S = 3600.0
"""How long its addresses and keys are kept; a token signed by a key that is not among them makes us look again."""
AWAY_S = 5.0
"""Who comes so soon after the provider did not answer is told so at once and does not wait for it again."""
AGAIN_S = 60.0
"""How often keys are fetched anew for a token that nobody asked for."""
LEEWAY_S = 60
"""What two clocks may differ by."""
# Signatures that only the provider can make. HS256 is made with the client's secret, `none` by anybody.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider names. `subject` is its own name for the person and never changes; `email` only where the
    provider says that it has verified that the address is theirs. `name`: what the person is called there; `sid`: the
    provider's own name for the session, where it gives one."""

    subject: str
    email: str | None
    name: str | None
    sid: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One signing in on its way, kept in a cookie of the browser that began it and nowhere else: state, nonce and
    verifier are made from its secret, so that an answer fits this browser alone. `onward`: where the person goes."""

    secret: str
    begun: int
    onward: str

    @staticmethod
    def begin(onward: str) -> Attempt:
        return Attempt(secrets.token_urlsafe(32), int(time.time()), onward)

    @staticmethod
    def read(cookie: str, state: str) -> Attempt:
        """The attempt that an answer of the provider belongs to. Raises ServiceError (`sign-in-stale`)."""
        secret, begun, onward = (*cookie.split("|"), "", "")[:3]
        attempt = Attempt(secret, int(begun) if begun.isdecimal() and len(begun) < 12 else 0, unquote(onward))
        if not secret or not hmac.compare_digest(attempt.state.encode(), state.encode("utf-8", "replace")):
            raise ServiceError(
                "sign-in-stale", "Trình duyệt này không bắt đầu lần đăng nhập ấy (cookie bị chặn, hoặc đã dùng rồi)."
            )
        if not 0 <= time.time() - attempt.begun <= ATTEMPT_S:
            raise ServiceError("sign-in-stale", f"Đã quá {ATTEMPT_S // 60} phút.")
        return attempt

    @property
    def cookie(self) -> str:
        return f"{self.secret}|{self.begun}|{quote(self.onward, safe='')}"

    @property
    def state(self) -> str:
        return self._made("state")

    @property
    def nonce(self) -> str:
        return self._made("nonce")

    @property
    def verifier(self) -> str:
        return self._made("verifier")

    def _made(self, purpose: str) -> str:
        return hmac.digest(self.secret.encode(), purpose.encode(), "sha256").hex()


class Provider:
    """One provider as the settings name it. Raises ServiceError at once where it could never be asked: Authlib is not
    installed (`not-available`), the file of the authority cannot be used (`bad-setting`)."""

    def __init__(self, settings: OidcSettings) -> None:
        try:
            import authlib.integrations.httpx_client  # noqa: F401  # said at the start, not when somebody signs in
        except ImportError as error:
            raise ServiceError("not-available", 'VANBAN_OIDC_ISSUER cần: pip install ".[oidc]"') from error
        try:
            self._trusted = ssl.create_default_context(cafile=settings.ca)
        except OSError as error:  # ssl.SSLError is one
            raise ServiceError("bad-setting", f"VANBAN_OIDC_CA: không dùng được {settings.ca}: {error}.") from error
        self.settings = settings
        self._redirect = settings.base_url + CALLBACK
        self._known: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read_at = self._away_at = self._again_at = float("-inf")
        self._one = asyncio.Lock()

    async def address(self, attempt: Attempt) -> str:
        """Where the browser goes to sign in. Raises ServiceError (`sign-in-away`)."""
        known = await self._metadata()
        async with self._client(known) as client:
            address, _ = client.create_authorization_url(
                known["authorization_endpoint"], attempt.state, attempt.verifier, nonce=attempt.nonce
            )
        return str(address)

    async def who(self, attempt: Attempt, code: str) -> Identity:
        """Whom the provider's answer to this attempt names.

        Raises ServiceError: `sign-in-away`, `sign-in-refused` (the code is not taken), `sign-in-invalid` (the ID token
        is not for us, not for this attempt, out of time or not signed by the provider).
        """
        known = await self._metadata()
        token = await self._token(known, attempt, code)
        claims = await self._claims(token, attempt.nonce)
        subject, sid = claims["sub"], claims.get("sid")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise ServiceError("sign-in-invalid", "Thẻ không nêu người nào (sub).")
        if "email" not in claims and "access_token" in token and self._sound(known.get("userinfo_endpoint")):
            more = await self._asked(known["userinfo_endpoint"], token["access_token"])
            if more.get("sub") != subject:
                raise ServiceError("sign-in-invalid", "Thông tin người dùng (userinfo) là của một người khác.")
            claims = more  # whole: what one of them verified is not what the other one says
        email, name = claims.get("email"), claims.get("preferred_username") or claims.get("name")
        verified = isinstance(email, str) and claims.get("email_verified") is True
        return Identity(
            subject,
            email.strip().lower() if verified and email else None,
            name if isinstance(name, str) else None,
            sid if isinstance(sid, str) and 0 < len(sid) <= 255 else None,
        )

    async def opened(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of a token that somebody hands in (a logout token) and that the provider signed; what they
        say is not looked at. Keys are fetched anew at most once in AGAIN_S: whoever likes may send rubbish here.

        Raises ServiceError: `sign-in-away`, `sign-in-invalid`.
        """
        from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

        await self._metadata()
        try:
            try:
                return self._decoded(token)
            except (InvalidKeyIdError, BadSignatureError):
                if time.monotonic() - self._again_at < AGAIN_S:
                    raise
                self._again_at = time.monotonic()
                self._keys = await self._asked(self._known["jwks_uri"])
                return self._decoded(token)
        except (JoseError, ValueError, TypeError) as error:
            raise ServiceError("sign-in-invalid", f"{type(error).__name__}: {error}") from error

    def _decoded(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        from joserfc import jwt
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        read = jwt.decode(token, _key_set(self._keys), registry=registry)
        return dict(read.header), dict(read.claims)

    async def way_out(self) -> str | None:
        """Where a person signs out of the provider too; None where it has no such address.
        OpenID Connect RP-Initiated Logout 1.0; no ID token is kept, so the provider asks whether it is meant."""
        end = (await self._metadata()).get("end_session_endpoint")
        if not isinstance(end, str) or not self._sound(end):
            return None
        back = {"client_id": self.settings.client_id, "post_logout_redirect_uri": self.settings.base_url + "/login"}
        return f"{end}{'&' if urlsplit(end).query else '?'}{urlencode(back)}"

    async def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0); asked by one for all who wait."""
        async with self._one:
            if time.monotonic() - self._read_at > KNOWN_S:
                if time.monotonic() - self._away_at < AWAY_S:
                    raise ServiceError("sign-in-away", "Vừa thử cách đây vài giây.")
                try:
                    self._known = await self._discovered()
                    self._keys = await self._asked(self._known["jwks_uri"])
                except ServiceError:
                    self._away_at = time.monotonic()
                    raise
                self._read_at = time.monotonic()
            return self._known

    async def _discovered(self) -> dict[str, Any]:
        issuer = self.settings.issuer
        found = await self._asked(issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            told = f"Issuer tự xưng là {quoted(found.get('issuer'))}, không phải {quoted(issuer)}."
            raise ServiceError("sign-in-away", told)
        bad = [name for name in _NEEDED if not self._sound(found.get(name))]
        if bad:
            raise ServiceError("sign-in-away", f"Cấu hình của issuer thiếu hoặc sai: {', '.join(bad)}.")
        return found

    def _sound(self, address: object) -> bool:
        """Whether an address that the provider names may be used: as safe a way as the one to itself."""
        if not isinstance(address, str):
            return False
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.scheme in ("https", urlsplit(self.settings.issuer).scheme)

    async def _token(self, known: Mapping[str, Any], attempt: Attempt, code: str) -> dict[str, Any]:
        from authlib.integrations.base_client import OAuthError

        async def fetch() -> Any:
            async with self._client(known) as client:
                return await client.fetch_token(
                    known["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                    redirect_uri=self._redirect,
                )

        try:
            token = await _patiently(fetch)
        except OAuthError as error:
            raise ServiceError("sign-in-refused", f"Trả lời: {error.error}.") from error
        if not isinstance(token, dict) or not isinstance(token.get("id_token"), str):
            raise ServiceError("sign-in-invalid", "Trả lời không có thẻ ID (id_token).")
        return token

    async def _claims(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of a token that is the provider's, for us, for this attempt and in time (Core 1.0, 3.1.3.7)."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidKeyIdError, JoseError

        try:
            try:
                header, said = self._decoded(token["id_token"])
            except (InvalidKeyIdError, BadSignatureError):  # the provider may have new keys
                self._keys = await self._asked(self._known["jwks_uri"])
                header, said = self._decoded(token["id_token"])
            wanted = {
                "iss": {"essential": True, "value": self.settings.issuer},
                "aud": {"essential": True, "value": self.settings.client_id},
            }
            claims = CodeIDToken(
                said,
                header,
                wanted,
                {"nonce": nonce, "client_id": self.settings.client_id, "access_token": token.get("access_token")},
            )
            claims.validate(leeway=LEEWAY_S)
        except ExpiredTokenError as error:
            raise ServiceError("sign-in-invalid", "Thẻ đã hết hạn, hoặc đồng hồ của hai máy lệch nhau.") from error
        except (JoseError, ValueError, TypeError) as error:
            told = f"{type(error).__name__}: {error}"
            raise ServiceError("sign-in-invalid", f"Thẻ không qua được kiểm tra ({told}).") from error
        return dict(claims)

    async def _asked(self, address: str, token: str | None = None) -> dict[str, Any]:
        """The JSON object at an address of the provider. Raises ServiceError (`sign-in-away`)."""

        async def fetch() -> dict[str, Any]:
            import httpx2

            headers = {"Authorization": f"Bearer {token}"} if token else None
            async with httpx2.AsyncClient(verify=self._trusted, timeout=ANSWER_S, trust_env=False) as client:
                answer: Response = await client.get(address, headers=headers)
            if answer.status_code != 200:
                raise ServiceError("sign-in-away", f"{urlsplit(address).hostname} trả lời {answer.status_code}.")
            found = answer.json()
            if not isinstance(found, dict):
                raise ValueError("not an object")
            return found

        return await _patiently(fetch)

    def _client(self, known: Mapping[str, Any]) -> Any:
        """Authlib's client, which names us in a way that the provider takes; no proxy of the environment sees the
        secret."""
        from authlib.integrations.httpx_client import AsyncOAuth2Client

        client_id, secret = self.settings.client_id, self.settings.client_secret
        taken = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if secret is None:
            method = "none"
        elif "client_secret_basic" in taken:
            method = "client_secret_basic"  # RFC 6749, 2.3.1 wants them so; Authlib sends them as they are
            client_id, secret = quote_plus(client_id), quote_plus(secret)
        else:
            method = "client_secret_post"
        return AsyncOAuth2Client(
            client_id,
            secret,
            token_endpoint_auth_method=method,
            scope="openid profile email",
            redirect_uri=self._redirect,
            code_challenge_method="S256",
            verify=self._trusted,
            timeout=ANSWER_S,
            trust_env=False,
        )


async def _patiently(fetch: Callable[[], Awaitable[T]]) -> T:
    """What the provider answers within its time. Raises ServiceError (`sign-in-away`)."""
    import httpx2

    try:
        async with asyncio.timeout(ANSWER_S):
            return await fetch()
    except TimeoutError as error:
        raise ServiceError("sign-in-away", f"Không trả lời trong {ANSWER_S:.0f} giây.") from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ServiceError("sign-in-away", f"Không kết nối được ({type(error).__name__}).") from error
    except ValueError as error:  # no JSON
        raise ServiceError("sign-in-away", "Trả lời không phải là JSON như quy định.") from error


def _key_set(found: Mapping[str, Any]) -> Any:
    """The provider's keys for signatures; those for other purposes or of kinds that we do not know are left out."""
    from joserfc.jwk import KeySet

    keys = found.get("keys")
    if not isinstance(keys, list):
        raise ValueError("no keys")
    fit = [k for k in keys if isinstance(k, dict) and k.get("kty") in ("RSA", "EC") and k.get("use") in (None, "sig")]
    return KeySet.import_key_set({"keys": fit})
