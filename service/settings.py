"""What can be set from outside: one table, read from the environment, unknown `VANBAN_*` names refused."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from extractor.errors import os_reason
from extractor.text import quoted

SettingType = Literal["text", "path", "secret", "integer", "yes-no"]
PREFIX = "VANBAN_"
FOR_OTHERS = ("VANBAN_TEST_", "VANBAN_INBOX")


class SettingsError(Exception):
    """A setting is unknown or has a value that cannot be used. The message says which and what is allowed."""

    code = "bad-setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. `name` is the environment variable; `help` is Vietnamese."""

    name: str
    type: SettingType
    default: str | None
    help: str
    minimum: int = 0
    maximum: int = 1_000_000


SETTINGS: tuple[Setting, ...] = (
    Setting("VANBAN_DATA", "path", "./data", "thư mục kho lưu trữ"),
    Setting("VANBAN_INDEX", "text", None, "máy tìm kiếm: elasticsearch+https://USER@HOST:PORT/PREFIX; trống: tantivy"),
    Setting("VANBAN_CATALOGUE", "text", None, "danh mục: postgresql://...; trống: SQLite trong thư mục kho"),
    Setting("VANBAN_ORIGINALS", "text", None, "nơi giữ bản gốc: s3://... hoặc URL khác; trống: thư mục kho"),
    Setting("VANBAN_ELASTICSEARCH_PASSWORD", "secret", None, "mật khẩu Elasticsearch"),
    Setting("VANBAN_ELASTICSEARCH_CA", "path", None, "tệp chứng thực gốc (CA) của Elasticsearch"),
    Setting("VANBAN_MODEL", "path", None, "thư mục véc-tơ từ để xếp hạng thêm theo nghĩa; trống: không dùng"),
    Setting("VANBAN_EXECUTOR", "text", None, "nơi chạy việc nạp: dask://HOST:PORT; trống: tiến trình trên máy này"),
    Setting("VANBAN_WORKERS", "integer", None, "số tiến trình nạp văn bản", 1, 512),
    Setting("VANBAN_SMTP", "text", None, "máy chủ thư của cơ quan: smtp://USER@HOST:PORT hoặc smtps://..."),
    Setting("VANBAN_SMTP_PASSWORD", "secret", None, "mật khẩu của máy chủ thư"),
    Setting("VANBAN_MAIL_FROM", "text", None, "địa chỉ người gửi trong thư"),
    Setting("VANBAN_BASE_URL", "text", None, "địa chỉ của trang web, để thư có đường dẫn: https://vanban.coquan.vn"),
    Setting("VANBAN_HOST", "text", "127.0.0.1", "địa chỉ máy chủ lắng nghe; mặc định chỉ máy này truy cập được"),
    Setting("VANBAN_PORT", "integer", "8000", "cổng của máy chủ", 0, 65535),
    Setting("VANBAN_ALLOWED_HOSTS", "text", None, "tên máy được phép trong phần Host, cách nhau bằng dấu phẩy"),
    Setting("VANBAN_REFUSE_SECRET", "yes-no", "no", "yes: không nhận văn bản có độ mật vào kho"),
    Setting("VANBAN_BACKUP", "path", None, "thư mục (trên đĩa khác) để trang web sao lưu vào; trống: chỉ bằng lệnh"),
    Setting("VANBAN_TOKEN", "secret", None, "mã truy cập của trợ lý soạn thảo (`vanban mcp`)"),
    Setting(
        "VANBAN_OIDC_ISSUER", "text", None, "đăng nhập bằng tài khoản của cơ quan (OpenID Connect): địa chỉ issuer"
    ),
    Setting("VANBAN_OIDC_CLIENT_ID", "text", None, "mã ứng dụng (client id) đã đăng ký với issuer"),
    Setting("VANBAN_OIDC_CLIENT_SECRET", "secret", None, "mật khẩu của ứng dụng; trống: ứng dụng công khai, chỉ PKCE"),
    Setting("VANBAN_OIDC_CLIENT_SECRET_FILE", "path", None, "tệp chứa mật khẩu đó, thay cho biến trên"),
    Setting("VANBAN_OIDC_CA", "path", None, "tệp chứng thực gốc (CA) của issuer; trống: của hệ điều hành"),
    Setting("VANBAN_OIDC_NEW_ACCOUNTS", "yes-no", "no", "yes: người lạ đăng nhập lần đầu được tài khoản chỉ đọc"),
    Setting("VANBAN_MAX_UPLOAD_MIB", "integer", "50", "dung lượng tối đa của một yêu cầu gửi lên (MiB)", 1, 4096),
)


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """Where the office's people sign in (OpenID Connect). `client_secret` None: a public client. `new_accounts`: who
    has no account gets one that reads open papers only. `ca`: file of the authority that signed the issuer's
    certificate. `base_url`: where our own pages are, without a slash at its end."""

    issuer: str
    client_id: str
    base_url: str
    client_secret: str | None = field(default=None, repr=False)
    ca: str | None = None
    new_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. Paths as given; `workers` None means one a core."""

    data: str = "./data"
    index: str | None = None
    catalogue: str | None = None
    originals: str | None = None
    elasticsearch_password: str | None = None
    elasticsearch_ca: str | None = None
    model: str | None = None
    executor: str | None = None
    workers: int | None = None
    smtp: str | None = None
    smtp_password: str | None = None
    mail_from: str | None = None
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ()
    max_upload_mib: int = 50
    refuse_secret: bool = False
    backup: str | None = None
    token: str | None = None
    oidc: OidcSettings | None = None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return _on_this_machine(self.host)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. An empty value counts as not set.

    Raises SettingsError on an unknown `VANBAN_*` name (a misspelt name must not be passed over in silence), on a number
    that is none or out of range, and on settings for signing in that are not complete. The one file that is read is
    that of the client's secret.
    """
    given = os.environ if environment is None else environment
    known = {setting.name for setting in SETTINGS}
    for name in sorted(given):
        # VANBAN_TEST_* and VANBAN_INBOX speak to the tests and to docker-compose, which share our environment
        if name.startswith(PREFIX) and name not in known and not name.startswith(FOR_OTHERS):
            near = get_close_matches(name, known, n=1)
            hint = f" Có phải là {near[0]}?" if near else ""
            raise SettingsError(f"Không có thiết lập {name}.{hint} Các tên được dùng: {', '.join(sorted(known))}.")
    values = {setting.name: given.get(setting.name) or setting.default for setting in SETTINGS}
    _addresses_fit(values)
    numbers = {s.name: _integer(s, values[s.name]) for s in SETTINGS if s.type == "integer"}
    hosts = values["VANBAN_ALLOWED_HOSTS"] or ""
    return Settings(
        data=values["VANBAN_DATA"] or "./data",
        index=values["VANBAN_INDEX"],
        catalogue=values["VANBAN_CATALOGUE"],
        originals=values["VANBAN_ORIGINALS"],
        elasticsearch_password=values["VANBAN_ELASTICSEARCH_PASSWORD"],
        elasticsearch_ca=values["VANBAN_ELASTICSEARCH_CA"],
        model=values["VANBAN_MODEL"],
        executor=values["VANBAN_EXECUTOR"],
        workers=numbers["VANBAN_WORKERS"],
        smtp=values["VANBAN_SMTP"],
        smtp_password=values["VANBAN_SMTP_PASSWORD"],
        mail_from=values["VANBAN_MAIL_FROM"],
        base_url=values["VANBAN_BASE_URL"],
        host=values["VANBAN_HOST"] or "127.0.0.1",
        port=_given(numbers["VANBAN_PORT"], 8000),
        allowed_hosts=tuple(host.strip().lower() for host in hosts.split(",") if host.strip()),
        max_upload_mib=_given(numbers["VANBAN_MAX_UPLOAD_MIB"], 50),
        refuse_secret=_yes("VANBAN_REFUSE_SECRET", values["VANBAN_REFUSE_SECRET"]),
        backup=values["VANBAN_BACKUP"],
        token=values["VANBAN_TOKEN"],
        oidc=_oidc(values),
    )


def _addresses_fit(values: Mapping[str, str | None]) -> None:
    """A mistyped address must not open an empty index or a driver that nobody installed."""
    index = values["VANBAN_INDEX"]
    if index and not index.startswith(("elasticsearch+http://", "elasticsearch+https://", "/")):
        raise SettingsError(
            f"VANBAN_INDEX phải là elasticsearch+https://USER@HOST:PORT/PREFIX hoặc đường dẫn đầy đủ của một thư mục, "
            f"không phải {_without_rest(index)}."
        )
    catalogue = values["VANBAN_CATALOGUE"] or "postgresql://"
    if not catalogue.startswith(("postgresql://", "postgres://", "postgresql+psycopg://", "sqlite:///")):
        raise SettingsError(
            f"VANBAN_CATALOGUE phải là postgresql://USER:PASSWORD@HOST/NAME, không phải {_without_rest(catalogue)}."
        )


def _without_rest(address: str) -> str:
    """An address as far as it may stand in a log: what follows the scheme may hold a password."""
    scheme, colon, _ = address.partition(":")
    return f"{scheme}:..." if colon else repr(address)


def _oidc(values: Mapping[str, str | None]) -> OidcSettings | None:
    new_accounts = _yes("VANBAN_OIDC_NEW_ACCOUNTS", values["VANBAN_OIDC_NEW_ACCOUNTS"])
    issuer, client_id = values["VANBAN_OIDC_ISSUER"], values["VANBAN_OIDC_CLIENT_ID"]
    base_url = (values["VANBAN_BASE_URL"] or "").rstrip("/")
    if issuer is None:
        alone = [n for n in values if n.startswith("VANBAN_OIDC_") and values[n] not in (None, "no")]
        if alone:
            raise SettingsError(f"{alone[0]} chỉ dùng cùng VANBAN_OIDC_ISSUER. Hãy đặt issuer, hoặc bỏ thiết lập này.")
        return None
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and _on_this_machine(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.query or parts.fragment:
        raise SettingsError(
            "VANBAN_OIDC_ISSUER phải là địa chỉ https://... (http:// chỉ với chính máy này), "
            f"không phải {quoted(issuer)}."
        )
    if client_id is None:
        raise SettingsError("VANBAN_OIDC_ISSUER cần VANBAN_OIDC_CLIENT_ID: mã ứng dụng đã đăng ký với issuer.")
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise SettingsError(
            "VANBAN_OIDC_ISSUER cần VANBAN_BASE_URL (https://vanban.coquan.vn): "
            "nơi issuer đưa người đăng nhập trở về; không đoán từ yêu cầu."
        )
    return OidcSettings(issuer, client_id, base_url, _secret(values), values["VANBAN_OIDC_CA"], new_accounts)


def _secret(values: Mapping[str, str | None]) -> str | None:
    """The client's secret, from the environment or from its file."""
    given, name = values["VANBAN_OIDC_CLIENT_SECRET"], values["VANBAN_OIDC_CLIENT_SECRET_FILE"]
    if name is None:
        return given
    if given is not None:
        raise SettingsError("Chỉ đặt một: VANBAN_OIDC_CLIENT_SECRET hoặc VANBAN_OIDC_CLIENT_SECRET_FILE.")
    try:
        secret = Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "không phải UTF-8"
        raise SettingsError(f"VANBAN_OIDC_CLIENT_SECRET_FILE: không đọc được {name}: {reason}.") from None
    if not secret:
        raise SettingsError(f"VANBAN_OIDC_CLIENT_SECRET_FILE: tệp {name} rỗng.")
    return secret


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _given(value: int | None, default: int) -> int:
    return default if value is None else value


def _yes(name: str, value: str | None) -> bool:
    if value not in ("yes", "no"):
        raise SettingsError(f"{name} phải là yes hoặc no, không phải {quoted(value)}.")
    return value == "yes"


def _integer(setting: Setting, value: str | None) -> int | None:
    if value is None:
        return None
    try:
        number = int(value)
    except ValueError:
        raise SettingsError(f"{setting.name} phải là số nguyên, không phải {quoted(value)}.") from None
    if not setting.minimum <= number <= setting.maximum:
        raise SettingsError(
            f"{setting.name} phải nằm trong khoảng {setting.minimum} đến {setting.maximum}, không phải {number}."
        )
    return number
