"""The pages for drafts without script: paste or upload, findings beside the text, bases taken, the Word file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Event, Thread
from threading import enumerate as enumerate_threads
from time import sleep
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser

from corpus.bases.index import Precedents
from corpus.drafts.composing import Order, as_text, compose
from corpus.drafts.docx import as_docx
from corpus.errors import CannotDraft
from service.api import draft_schemas
from service.app import create_app
from service.drafting import Desk
from service.errors import ServiceError
from service.forms import parse_multipart
from service.settings import Settings

PLAN = Order(
    "KH", "Sở Nội vụ tỉnh Lào Cai", "2026-11-20", title="Số hóa kho lưu trữ", bases=("33/2024/QH15",),
    recipients=("Các phòng thuộc Sở",), signer="Hoàng Minh Thu", number="7", dated=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service over an archive that holds nothing yet."""
    with TestClient(create_app(Settings(data=str(tmp_path_factory.mktemp("kho"))))) as opened:
        yield opened


def text_of(answer: Any) -> str:
    body = LexborHTMLParser(answer.text).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def test_a_pasted_draft_shows_its_findings_beside_the_text(client: TestClient) -> None:
    draft = as_text(compose(PLAN)).replace("Số: 07", "Số: 7").replace("ngày 21 tháng 6", "ngày 20 tháng 6")
    answer = client.post("/draft", data={"text": draft})
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    assert [one.text() for one in page.css(".text .fault")] == ["7", "Luật Lưu trữ ngày 20 tháng 6 năm 2024"]
    said = text_of(answer)
    assert "2 lỗi" in said and "ngày ban hành đúng là 21/6/2024" in said
    assert "Nghị định số 30/2020/NĐ-CP, Phụ lục I, Mục II.3" in said
    for link in page.css(".side a[href^='#f']"):
        assert page.css_first(str(link.attributes["href"])) is not None


def test_what_cannot_be_checked_is_one_row_and_no_coloured_mark(client: TestClient) -> None:
    lines = "".join(
        f"Căn cứ Nghị định số {n}/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ về bến thuyền;\n"
        for n in (916, 917)
    )
    draft = as_text(compose(PLAN)).replace("Căn cứ Luật Lưu trữ", f"{lines}Căn cứ Luật Lưu trữ", 1)
    answer = client.post("/draft", data={"text": draft})
    page = LexborHTMLParser(answer.text)
    marked = [one.text() for one in page.css(".text .unknown")]
    assert sum("916/2025" in one or "917/2025" in one for one in marked) == 2
    said = text_of(answer)
    assert said.count("không có trong danh mục luật và trong kho") == 1 and "văn bản khác" in said


def test_opening_the_page_gets_ready_what_a_first_draft_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, built = Event(), Event(), []

    def slow(*given: object) -> Precedents:
        begun.set()
        assert go_on.wait(30)
        built.append(given)
        return Precedents([])

    monkeypatch.setattr("corpus.bases.archive.precedents", slow)
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        assert opened.get("/draft").status_code == 200 and begun.wait(30)
        assert opened.get("/draft/new").status_code == 200  # nobody waits for it, and it is not begun twice
        go_on.set()
        assert opened.post("/draft", data={"text": as_text(compose(PLAN))}).status_code == 200
        assert len(built) == 1


def test_the_service_ends_when_what_it_gets_ready_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*given: object) -> Precedents:
        raise CannotDraft("x")

    monkeypatch.setattr("corpus.bases.archive.precedents", gone)
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        assert opened.get("/draft").status_code == 200  # told where a draft is sent, not here
    assert not any(thread.name == "desk" for thread in enumerate_threads())


def test_what_is_got_ready_is_begun_once_however_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, go_on, begun = Barrier(5), Event(), []

    class Slow(Thread):
        def __init__(self, **given: Any) -> None:
            super().__init__(target=go_on.wait, args=(30,), daemon=True)
            begun.append(given["name"])
            sleep(0.05)  # long enough for the others to look whether one is alive

    desk = Desk(None, tmp_path)  # type: ignore[arg-type] # nothing is read of it
    monkeypatch.setattr("service.drafting.Thread", Slow)

    def ask() -> None:
        asked.wait(30)
        desk.get_ready()

    asking = [Thread(target=ask) for _ in range(5)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    go_on.set()
    desk.close()
    assert begun == ["desk"]


def test_what_fails_unforeseen_while_it_is_got_ready_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: Desk) -> None:
        raise OSError("disk")

    monkeypatch.setattr(Desk, "_acts", broken)
    desk = Desk(None, tmp_path)  # type: ignore[arg-type] # nothing is read of it
    for _ in range(2):
        desk.get_ready()
        desk.close()
    assert [one.getMessage() for one in caplog.records] == ["getting ready for drafts failed: OSError: disk"]


def test_a_word_file_is_judged_by_its_layout_too(client: TestClient) -> None:
    word = docx.Document(io.BytesIO(as_docx(compose(PLAN))))
    word.paragraphs[0].runs[0].font.name = "Arial"
    out = io.BytesIO()
    word.save(out)
    answer = client.post("/draft", data={"text": ""}, files={"file": ("ke-hoach.docx", out.getvalue())})
    assert "Phông chữ Arial" in text_of(answer) and "1 lỗi trong ke-hoach.docx" in text_of(answer)
    good = client.post("/draft", files={"file": ("ke-hoach.docx", as_docx(compose(PLAN)))})
    assert "Không thấy lỗi trong ke-hoach.docx" in text_of(good)


def test_nothing_and_what_cannot_be_read_are_explained(client: TestClient) -> None:
    assert client.post("/draft", data={"text": " "}).status_code == 422
    broken = client.post("/draft", files={"file": ("hong.docx", b"PK\x03\x04broken")})
    assert broken.status_code == 422 and "hong.docx" in text_of(broken)
    assert "Cần đủ hai bản" in text_of(client.post("/draft/compare", data={"one": "a", "other": ""}))


def test_a_draft_is_taken_over_with_the_bases_that_were_ticked(client: TestClient) -> None:
    basis = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    fields = {"action": "from", "text": as_text(compose(PLAN)), "basis": [basis]}
    page = LexborHTMLParser(client.post("/draft/new", data=fields).text)
    chosen = [str(one.attributes["value"]) for one in page.css("input[name=basis][checked]")]
    assert chosen == [basis, "Luật Lưu trữ ngày 21 tháng 6 năm 2024"]
    issuer = page.css_first("input[name=issuer]")
    assert issuer is not None and issuer.attributes["value"] == PLAN.issuer


def order_fields(**changed: str) -> dict[str, Any]:
    fields = {"type": "KH", "issuer": PLAN.issuer, "title": PLAN.title, "date": PLAN.day, "number": "7"}
    return {**fields, "signer": PLAN.signer, "basis": ["33/2024/QH15"], **changed}


def test_the_form_gives_a_preview_a_word_file_or_says_what_is_missing(client: TestClient) -> None:
    preview = client.post("/draft/new", data=order_fields(action="preview"))
    assert "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024." in text_of(preview)
    suggested = client.post("/draft/new", data=order_fields(action="suggest"))  # a listed decree details the chosen law
    assert "113/2025/NĐ-CP" in text_of(suggested) and "có trong danh mục nghị định" in text_of(suggested)
    word = client.post("/draft/new", data=order_fields(action="docx", more_bases="tình hình thực tế"))
    assert word.headers["content-disposition"] == 'attachment; filename="du-thao.docx"'
    paragraphs = [one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert "Căn cứ tình hình thực tế." in paragraphs
    wrong = client.post("/draft/new", data=order_fields(action="docx", issuer="Câu lạc bộ Đèn biển"))
    assert wrong.status_code == 422 and "chữ viết tắt" in text_of(wrong)
    title = LexborHTMLParser(wrong.text).css_first("textarea[name=title]")
    assert title is not None and title.text().strip() == PLAN.title


def test_two_drafts_side_by_side(client: TestClient) -> None:
    one = as_text(compose(PLAN))
    answer = client.post("/draft/compare", data={"one": one, "other": one.replace("Số: 07", "Số: 08")})
    assert "07/KH-SNV" in text_of(answer) and "08/KH-SNV" in text_of(answer)
    assert "Hai bản không khác nhau" in text_of(client.post("/draft/compare", data={"one": one, "other": one}))


def test_the_same_over_the_api(client: TestClient) -> None:
    order = {"type": "KH", "issuer": PLAN.issuer, "title": PLAN.title, "bases": ["33/2024/QH15"], "date": PLAN.day}
    written = client.post("/api/v1/drafts/write", json=order).json()
    TypeAdapter(draft_schemas.WriteAnswer).validate_python(written)
    judged = client.post("/api/v1/drafts/judge", json={"text": written["text"]}).json()
    TypeAdapter(draft_schemas.JudgeAnswer).validate_python(judged)
    assert judged["draft"]["issuer"] == PLAN.issuer and judged["form"]["findings"] == []
    word = client.post("/api/v1/drafts/write.docx", json=order)
    assert docx.Document(io.BytesIO(word.content)).tables
    both = client.post("/api/v1/drafts/compare", json={"one": written["text"], "other": written["text"]}).json()
    assert both["alike"] == 1 and both["divisions"] == []
    wrong = client.post("/api/v1/drafts/write", json={**order, "type": "Thơ"})
    assert wrong.status_code == 422 and wrong.json()["code"] == "bad-draft"
    assert client.post("/api/v1/drafts/write", json={**order, "date": "20/11/2026"}).status_code == 422


def test_a_form_with_a_file_is_read_byte_for_byte() -> None:
    data = bytes(range(256)) + b"\r\n--x\r\n\n"
    head = b'--vach\r\nContent-Disposition: form-data; name="text"\r\n\r\nd\xc3\xb2ng\r\nhai\r\n--vach\r\n'
    file = b'Content-Disposition: form-data; name="file"; filename="C:\\\\a\\\\b.docx"\r\nContent-Type: x/y\r\n\r\n'
    form = parse_multipart(head + file + data + b"\r\n--vach--\r\n", b"vach")
    assert form.one("text") == "dòng\nhai" and form.one("khác") == ""
    assert form.files["file"] == ("b.docx", data)
    for broken in (b"", head, head + b"\r\n\r\nx\r\n--vach--"):
        with pytest.raises(ServiceError):
            parse_multipart(broken, b"vach")
