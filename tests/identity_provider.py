"""A small OpenID Connect provider on this machine, over real HTTP, that can be told to go wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "kho-van-ban", "mật-khẩu/của ứng dụng"


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


class Provider:
    """Signs in `person` at once, whoever asks. Tests change: `claims` (laid over those of a good token), `left_out`
    (those that are not sent), `signs` (the key, and the algorithm), `faults` (path: status, or bytes to answer with),
    `refuses` (an error in place of a code), `metadata` (laid over the discovery document)."""

    def __init__(self, key: RSAKey) -> None:
        self.key = key
        self.reset()

    def reset(self) -> None:
        self.person: dict[str, Any] = {"sub": "u-1", "email": "lan@coquan.example", "email_verified": True}
        self.claims: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.signs: tuple[RSAKey | OctKey | None, str] = (self.key, "RS256")
        self.shown: list[RSAKey] = [self.key]
        self.faults: dict[str, int | bytes] = {}
        self.refuses = ""
        self.metadata: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    @property
    def by_post(self) -> bool:
        return "token_endpoint_auth_methods_supported" in self.metadata

    issuer = ""

    def answer(self, method: str, path: str, query: dict[str, str], body: dict[str, str], sign: str) -> tuple[Any, ...]:
        """Status, headers, body."""
        self.asked.append(path)
        if path in self.faults:
            fault = self.faults[path]
            return (fault, {}, b"") if isinstance(fault, int) else (200, {"Content-Type": "application/json"}, fault)
        if path == "/.well-known/openid-configuration":
            return self.json({
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo", "end_session_endpoint": f"{self.issuer}/out",
            } | self.metadata)  # fmt: skip
        if path == "/keys":
            odd = [{"kty": "new-kind", "kid": "x"}, {"kty": "RSA", "use": "enc", "kid": "y"}]
            return self.json({"keys": [*odd, *(one.as_dict(private=False) for one in self.shown)]})
        if path == "/authorize":
            return self.authorize(query)
        if path == "/token" and method == "POST":
            return self.token(body, sign)
        if path == "/userinfo":
            return self.json(self.userinfo) if sign == "Bearer access-1" else (401, {}, b"")
        if path == "/out":
            return 200, {"Content-Type": "text/html; charset=utf-8"}, "<title>Đã ra</title>".encode()
        return 404, {}, b""

    def authorize(self, query: dict[str, str]) -> tuple[Any, ...]:
        assert query["response_type"] == "code" and query["client_id"] == CLIENT
        assert "openid" in query["scope"].split() and query["code_challenge_method"] == "S256"
        answer = {"error": self.refuses} if self.refuses else {"code": secrets.token_urlsafe(16)}
        if "code" in answer:
            self.codes[answer["code"]] = query
        back = f"{query['redirect_uri']}?{urlencode({**answer, 'state': query['state'], 'iss': self.issuer})}"
        return 302, {"Location": back}, b""

    def token(self, body: dict[str, str], sign: str) -> tuple[Any, ...]:
        if sign:
            name, _, secret = base64.b64decode(sign.removeprefix("Basic ")).decode().partition(":")
            given = unquote_plus(name), unquote_plus(secret)
        else:
            given = body.get("client_id", ""), body.get("client_secret", "")
        if given != (CLIENT, SECRET) or bool(sign) == self.by_post:
            return self.json({"error": "invalid_client"}, 401)
        query = self.codes.pop(body.get("code", ""), None)
        digest = hashlib.sha256(body.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if query is None or query["code_challenge"] != challenge or query["redirect_uri"] != body["redirect_uri"]:
            return self.json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": query["nonce"]}
        claims = {**claims, **self.person, **self.claims}
        claims = {name: value for name, value in claims.items() if name not in self.left_out}
        access = {} if claims.pop("no access token", False) else {"access_token": "access-1"}
        return self.json({**access, "token_type": "Bearer", "id_token": self.signed(claims)})

    def logout_token(self, typ: str = "logout+jwt", **changes: Any) -> str:
        """What is sent to the service when the person signs out here; a change to None leaves a claim out."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": secrets.token_hex(8),
            "sub": self.person["sub"], "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        }  # fmt: skip
        return self.signed({k: v for k, v in {**claims, **changes}.items() if v is not None}, typ)

    def signed(self, claims: dict[str, Any], typ: str = "JWT") -> str:
        key, algorithm = self.signs
        if key is None:  # no signature at all
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        header = {"alg": algorithm, "typ": typ} | ({"kid": key.kid} if key.kid else {})
        return jwt.encode(header, claims, key, algorithms=[algorithm])

    def json(self, found: dict[str, Any], status: int = 200) -> tuple[Any, ...]:
        return status, {"Content-Type": "application/json"}, json.dumps(found).encode()


@contextmanager
def provided(key: RSAKey, host: str = "127.0.0.1") -> Iterator[Provider]:
    """A provider that listens, on a port that was free."""
    provider = Provider(key)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            sign = self.headers.get("Authorization", "")
            status, headers, content = provider.answer(self.command, parts.path, query, body, sign)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
