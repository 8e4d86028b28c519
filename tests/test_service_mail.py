"""Letters of the digest through a mail server of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.archive import Archive
from index.base import Query
from service.command import main
from service.digest import News, heading, there
from service.errors import ServiceError
from service.following import Following
from service.mail import letter, send
from service.people import OWNER, Person
from service.rights import View

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


PAPER = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
{mark}
Số: {number}/KH-UBND
Sơn La, ngày {day:02d} tháng 3 năm 2031

KẾ HOẠCH
{title}

Thực hiện {cites} của Ủy ban nhân dân tỉnh Sơn La, tỉnh làm việc thứ {number}. {more}

CHỦ TỊCH
Lò Văn Mưa
"""


def put(folder: Path, number: int, title: str, cites: str, copies: Sequence[str] = ("",)) -> None:
    """A paper; `copies`: the mark of each of its files, of which the first one is the longest and is shown."""
    for at, mark in enumerate(copies):
        text = PAPER.format(
            mark=mark, number=number, day=number, title=title, cites=cites, more="Các sở tổ chức thực hiện." * (1 - at)
        )
        (folder / f"{number}-{at}.txt").write_text(text, encoding="utf-8")


def test_a_mark_on_one_copy_keeps_the_paper_out_of_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is new nor what is followed is named, though the file that is shown bears no mark."""
    folder, data = tmp_path / "in", tmp_path / "kho"
    folder.mkdir()
    put(folder, 9, "Đào hầm kín", "Kế hoạch số 7/KH-UBND ngày 07/3/2031", ("", "MẬT"))
    put(folder, 10, "Sửa bến đò", "Kế hoạch số 7/KH-UBND ngày 07/3/2031")
    kept = Following(data)
    with Archive.open(data) as archive:
        archive.ingest([folder], workers=0)
        for number in ("9/KH-UBND", "10/KH-UBND"):
            (node,) = archive.find(number)
            assert archive.show(node["id"])["secrecy"] == ("MẬT" if number[0] == "9" else None)
            kept.follow("", "document", node["id"], f"{number}: {node['title']}", {}, "2031-01-01")
            for one in kept.of(""):
                kept.looked("", one, there(View(archive, OWNER), one, "2031-06-01"), mail=True)
        kept.set_address("", "lan@co-quan.vn")
        cited = "Kế hoạch số 9/KH-UBND ngày 09/3/2031 và Kế hoạch số 10/KH-UBND ngày 10/3/2031"
        put(folder, 11, "Kè bờ sông", cited)
        put(folder, 12, "Lấp giếng kín", cited, ("", "TỐI MẬT"))
        archive.ingest([folder], workers=0)
        counted = {entry.number: entry.cited_by for entry in archive.scan(Query())}
    assert counted["10/KH-UBND"] == 1, "nor does it count for everybody who searches"
    sent: list[EmailMessage] = []
    monkeypatch.setattr("service.mail.send", lambda url, password, messages: sent.extend(messages))
    monkeypatch.setenv("VANBAN_SMTP", "smtp://thu.vn")
    monkeypatch.setenv("VANBAN_MAIL_FROM", "kho@co-quan.vn")
    assert main(["digest", "--data", str(data), "--send"]) == 0
    (message,) = sent
    text = str(message.get_content())
    assert text.count("11/KH-UBND") == 2 and "10/KH-UBND: Sửa bến đò" in text
    assert text.count("1 tin về văn bản có độ mật") == 2
    assert not [word for word in ("9/KH-UBND", "12/KH-UBND", "kín") if word in text]


def test_a_stub_that_comes_in_with_a_mark_is_not_named_either(tmp_path: Path) -> None:
    """It is followed by its key, and stands for another document from then on."""
    folder, kept = tmp_path / "in", Following(tmp_path / "kho")
    folder.mkdir()
    put(folder, 10, "Sửa bến đò", "Kế hoạch số 9/KH-UBND ngày 09/3/2031")
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest([folder], workers=0)
        (stub,) = archive.find("9/KH-UBND")
        kept.follow("", "document", stub["id"], "9/KH-UBND: Đào hầm kín", {}, "2031-01-01")
        (one,) = kept.of("")
        view = View(archive, OWNER)
        assert heading(view, one) == one.name and there(view, one, "2031-06-01")["state"] is not None
        put(folder, 9, "Đào hầm kín", "Kế hoạch số 7/KH-UBND ngày 07/3/2031", ("MẬT",))
        put(folder, 11, "Kè bờ sông", "Kế hoạch số 9/KH-UBND ngày 09/3/2031")
        archive.ingest([folder], workers=0)
        assert one.target != view.node(one.target)["id"]
        assert heading(view, one) == "Văn bản có độ mật"
        assert len(there(view, one, "2031-06-01")["citing"]) == 2
        assert there(view, one, "2031-06-01")["state"] is not None
        low = View(archive, Person("thap", "reader", 0))
        assert there(low, one, "2031-06-01") == {} and heading(low, one) == "Văn bản có độ mật"
