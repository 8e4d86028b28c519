"""Letters of the digest through a mail server of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from service.digest import News
from service.errors import ServiceError
from service.mail import letter, send

PARTS = [
    (
        "34-CT/TW",
        [
            News("Được viện dẫn trong 12/KH-UBND: Sửa bến đò", "/documents/ab12"),
            News("Được viện dẫn trong 99/KH-UBND: Việc kín", "/documents/cd34", secret=True),
        ],
    )
]


class Server:
    """Speaks as much SMTP as a letter needs, and keeps what it was given."""

    def __init__(self, refuse: bool = False) -> None:
        self.letters: list[str] = []
        self._refuse = refuse
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        talk, _ = self._socket.accept()
        with talk, talk.makefile("rwb") as line:

            def say(text: str) -> None:
                line.write(text.encode() + b"\r\n")
                line.flush()

            say("220 thu")
            while asked := line.readline().decode().strip():
                verb = asked.split()[0].upper()
                if verb == "EHLO":
                    say("250 thu")
                elif verb == "RCPT" and self._refuse:
                    say("550 khong nhan")
                elif verb == "DATA":
                    say("354 noi di")
                    told: list[str] = []
                    while (text := line.readline().decode().rstrip("\r\n")) != ".":
                        told.append(text)
                    self.letters.append("\n".join(told))
                    say("250 da nhan")
                elif verb == "QUIT":
                    say("221 chao")
                    return
                else:
                    say("250 duoc")

    def close(self) -> None:
        self._thread.join(5)
        self._socket.close()


@pytest.fixture(params=[False, True])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    made = Server(refuse=request.param)
    yield made
    made.close()


def test_a_letter_arrives_or_the_server_is_named(server: Server) -> None:
    message = letter("kho@co-quan.vn", "lan@co-quan.vn", PARTS, "https://kho.co-quan.vn/")
    url = f"smtp://127.0.0.1:{server.port}"
    if server._refuse:
        with pytest.raises(ServiceError, match="khong nhan") as refused:
            send(url, None, [message])
        assert refused.value.code == "mail-failed"
        assert server.letters == []
    else:
        send(url, None, [message])
        assert len(server.letters) == 1
        assert "To: lan@co-quan.vn" in server.letters[0]


def test_no_letter_carries_a_word_of_a_marked_paper() -> None:
    text = str(letter("a@b.vn", "c@d.vn", PARTS, "https://kho.vn").get_content())
    assert "https://kho.vn/documents/ab12" in text
    assert "kín" not in text
    assert "cd34" not in text
    assert "1 tin về văn bản có độ mật" in text


@pytest.mark.parametrize("url", ["http://thu.vn", "thu.vn", "smtp://"])
def test_an_address_that_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ServiceError, match="VANBAN_SMTP"):
        send(url, None, [])
