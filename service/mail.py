"""Letters with the digest, sent through the office's own mail server (`VANBAN_SMTP`). Nothing else is ever sent, and no
letter carries a word of a paper that bears a mark of secrecy."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from extractor.text import quoted
from service.digest import News, shortened
from service.errors import ServiceError

_SECONDS = 30.0
Parts = Sequence[tuple[str, Sequence[News]]]  # what is followed, and what is new about it


def letter(sender: str, to: str, parts: Parts, base_url: str | None) -> EmailMessage:
    """The digest as plain text. `base_url`: where the pages are, for links; without it there are none."""
    message = EmailMessage(policy=SMTP.clone(utf8=False))
    message["From"], message["To"] = sender, to
    count = sum(len(rows) for _, rows in parts)
    message["Subject"] = f"Kho văn bản: {count} tin mới về mục đang theo dõi"
    lines: list[str] = []
    for name, rows in parts:
        marked = sum(row.secret for row in rows)
        listed, more = shortened([row for row in rows if not row.secret])
        lines += [name, ""]
        for row in listed:
            lines.append(f"  - {row.text}")
            if base_url and row.href:
                lines.append(f"    {base_url.rstrip('/')}{row.href}")
        if more:
            lines.append(f"  - và {more} tin nữa")
        if marked:
            lines.append(f"  - {marked} tin về văn bản có độ mật: xem trong kho")
        lines.append("")
    message.set_content("\n".join(lines))
    return message


def send(url: str, password: str | None, messages: Sequence[EmailMessage]) -> None:
    """Sends through `smtp://[USER@]HOST[:PORT]` (STARTTLS where the server offers it) or `smtps://...`.

    Raises ServiceError (`mail-failed`) with the server's own words; what was sent before stays sent.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ServiceError(
            "bad-setting", f"VANBAN_SMTP={quoted(url)} không có dạng smtp://HOST:PORT hoặc smtps://HOST:PORT."
        )
    trust = ssl.create_default_context()
    try:
        server = (
            smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=_SECONDS, context=trust)
            if parts.scheme == "smtps"
            else smtplib.SMTP(parts.hostname, parts.port or 25, timeout=_SECONDS)
        )
        with server:
            if parts.scheme == "smtp":
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=trust)
            if parts.username:
                server.login(unquote(parts.username), password or "")
            for message in messages:
                server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise ServiceError("mail-failed", f"{parts.hostname}: {error}") from error
