"""Exchange packages: what our own reader reads back is what was held, and links stand where they belong."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.edxml import PRIORITIES, read_edxml
from service.app import create_app
from service.command import main
from service.edxml import NAMESPACE, RELATED_NAMESPACE, package
from service.errors import ServiceError
from service.outgoing import edxml
from service.pages.document import context
from service.people import OWNER, Person
from service.rights import View
from service.settings import Settings
from tests.service_archive import TEXTS, FakeArchive, node

ED, VB = f"{{{NAMESPACE}}}", f"{{{RELATED_NAMESPACE}}}"
PAPER = "Số: 15/KH-UBND\nNội dung của văn bản.\n"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SYMBOLS = st.sampled_from(["KH-UBND", "QĐ-UBND", "CT/TW", "BNV-BTĐKT", "TTr-SNV&<x>"])
NUMBERS = st.builds(lambda digits, year, mark: (f"{digits}{year}", mark), st.integers(1, 9999).map(str),
                    st.sampled_from(["", "/2020"]), st.sampled_from(["/", "-"]))  # fmt: skip


def record_of(**changed: Any) -> dict[str, Any]:
    return {**FakeArchive().show("d2"), "references": [], **changed}


def written(record: dict[str, Any], folder: Path, nodes: Any = None, **more: Any) -> bytes:
    original = folder / "goc"
    original.write_text(PAPER, encoding="utf-8")
    return b"".join(package(record, nodes or {}, original, "kho/kế hoạch 15.txt", **more))


def plain(value: str | None) -> str | None:
    """What XML can hold of a value, on one line; nothing where nothing is left."""
    held = "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
                   for c in value or "")  # fmt: skip
    found = " ".join(held.split())
    return found if found and found.upper() != "N/A" else None


@given(
    number=NUMBERS, symbol=SYMBOLS, title=WORDS, issuer=WORDS, place=WORDS, signer=WORDS, position=WORDS,
    kind=WORDS, urgency=st.sampled_from([None, *PRIORITIES.values()]), date=st.dates(),
)  # fmt: skip
def test_what_is_read_back_is_what_was_held(
    tmp_path_factory: pytest.TempPathFactory, number: tuple[str, str], symbol: str, title: str, issuer: str,
    place: str, signer: str, position: str, kind: str, urgency: str | None, date: Any,
) -> None:  # fmt: skip
    digits, mark = number
    record = record_of(
        number=f"{digits}{mark}{symbol}", symbol=symbol, title=title, issuer=issuer, place=place, type_name=kind,
        signers=[{"name": signer, "position": position, "authority": "KT"}], urgency=urgency, date=date.isoformat(),
    )  # fmt: skip
    (text,) = read_edxml("gói", written(record, tmp_path_factory.getbasetemp()), Limits())
    declared = {key: value for key, value in text.metadata if key.startswith("edxml:")}
    held = {
        "number": digits, "symbol": symbol, "title": plain(title), "issuer": plain(issuer), "place": plain(place),
        "signer": plain(signer), "position": plain(position), "type": plain(kind), "urgency": urgency,
        "date": date.isoformat(),
    }  # fmt: skip
    assert declared == {f"edxml:{key}": value for key, value in held.items() if value is not None}
    assert text.content == PAPER


@pytest.mark.parametrize(
    ("number", "symbol", "parts"),
    [
        ("118/KH-UBND", "KH-UBND", ("118", "KH-UBND")),
        ("01/2020/QĐ-UBND", "QĐ-UBND", ("01/2020", "QĐ-UBND")),
        ("34-CT/TW", "CT/TW", ("34", "CT/TW")),
        ("118/KH-UBND", None, ("118/KH-UBND", "N/A")),
        (None, "KH-UBND", ("N/A", "KH-UBND")),
        (None, None, ("N/A", "N/A")),
    ],
)
def test_a_number_is_split_where_its_letters_begin(
    tmp_path: Path, number: str | None, symbol: str | None, parts: tuple[str, str]
) -> None:
    root = ElementTree.fromstring(written(record_of(number=number, symbol=symbol), tmp_path))
    code = next(root.iter(f"{ED}Code"))
    assert tuple(one.text for one in code) == parts


def test_what_nobody_knows_is_not_made_up(tmp_path: Path) -> None:
    bare = record_of(date="2024-05", number=None, symbol=None, issuer=None, urgency="GẤP LẮM", signers=[])
    root = ElementTree.fromstring(written(bare, tmp_path, organ_id="000.00.01.H41"))
    for name in ("PromulgationDate", "OrganName", "Priority", "DocumentId", "Timestamp"):
        assert {one.text for one in root.iter(f"{ED}{name}")} == {"N/A"}, name
    assert not list(root.iter(f"{ED}SignerInfo"))
    whole = record_of(date="2024-05-06", number="15/KH-UBND")
    known = ElementTree.fromstring(written(whole, tmp_path, organ_id="000.00.01.H41"))
    assert [one.text for one in known.iter(f"{ED}DocumentId")] == ["000.00.01.H41,2024/05/06,15/KH-UBND"]


def to(target: str | None, relation: str, part: str | None = None) -> dict[str, Any]:
    return {"relation": relation, "resolution": {"target": target, "part": part, "part_key": None}}


def test_every_resolved_link_is_told_once_and_an_answer_where_the_norm_has_its_place(tmp_path: Path) -> None:
    references = [to("s1", "implements"), to("d1", "replies"), to("s1", "implements"), to("s1", "mentions", "quy-che"),
                  to(None, "basis"), to("hidden", "basis")]  # fmt: skip
    nodes = {one: node(one) for one in ("s1", "d1")}
    root = ElementTree.fromstring(written(record_of(references=references), tmp_path, nodes))
    (all_of_them,) = root.iter(f"{VB}RelatedDocuments")
    assert all_of_them.get("unresolved") == "2"
    rows = [{one.tag.removeprefix(VB): one.text for one in row} for row in all_of_them]
    assert [(row["Relation"], row["Code"], row.get("Part")) for row in rows] == [
        ("implements", "34-CT/TW", None), ("replies", "15/KH-UBND", None), ("mentions", "34-CT/TW", "quy-che"),
    ]  # fmt: skip
    assert rows[0] == {"Relation": "implements", "RelationName": "thực hiện", "Key": "key:s1", "Code": "34-CT/TW",
                       "PromulgationDate": "2014/04/07", "OrganName": "Bộ Chính trị"}  # fmt: skip
    (answered,) = root.iter(f"{ED}ResponseFor")
    assert [one.text for one in answered] == ["N/A", "15/KH-UBND", "2024/03/02", "N/A"]


def test_large_files_come_in_pieces_that_join_to_the_file(tmp_path: Path) -> None:
    large = tmp_path / "goc"
    content = bytes(range(256)) * 2500
    large.write_bytes(content)
    pieces = list(package(record_of(), {}, large, "a.bin"))
    assert len(pieces) > 4
    root = ElementTree.fromstring(b"".join(pieces))
    encoded = next(root.iter(f"{ED}ContentTransferEncoded")).text or ""
    assert base64.b64decode(encoded, validate=True) == content


def test_a_secret_paper_does_not_go_over_the_exchange(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="28/2018"):
        written(record_of(secrecy="MẬT"), tmp_path)
    forms = [name for _, name in context(record_of(secrecy="MẬT"), TEXTS["d2"], [])["doc"]["forms"]]
    assert forms == ["JSON", "Akoma Ntoso", "Tệp gốc"]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def test_the_page_leads_to_a_package_that_is_one(client: TestClient) -> None:
    assert 'href="/api/v1/documents/d1/package.edxml"' in client.get("/documents/d1").text
    answer = client.get("/api/v1/documents/15/KH-UBND/package.edxml", params={"organ_id": "000.00.01.H41"})
    assert answer.headers["content-type"] == "application/vnd.edxml+xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="15-kh-ubnd.edxml"'
    source, _ = read_bytes("a", answer.content)
    assert source.media_type == "application/vnd.edxml+xml"
    root = ElementTree.fromstring(answer.content)
    assert [one.text for one in root.iter(f"{VB}Code")] == ["34-CT/TW"]
    assert client.get("/api/v1/documents/d1/package.edxml", params={"organ_id": "a b"}).status_code == 422
    assert client.get("/api/v1/documents/s1/package.edxml").status_code == 404
    assert client.get("/api/v1/documents/7/NQ-HĐND/package.edxml").status_code == 409


def test_the_command_writes_it_whole_or_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path))
    target = tmp_path / "ra.edxml"
    assert main(["export", "15/KH-UBND", "--format", "edxml", "--output", str(target)]) == 0
    assert next(ElementTree.parse(target).iter(f"{ED}CodeNumber")).text == "15/KH-UBND"
    assert main(["export", "d1", "--format", "edxml"]) == 0
    assert capfdbinary.readouterr().out == target.read_bytes()
    assert main(["export", "d1"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["id"] == "d1"
    assert main(["export", "7/NQ-HĐND", "--format", "edxml"]) == 3
    assert main(["export", "--format", "edxml"]) == 2
    assert "cần số" in capfdbinary.readouterr().err.decode()
    assert not list(tmp_path.glob(".*.part"))


def test_a_file_of_several_papers_goes_along_only_for_who_may_see_everything() -> None:
    class Bound(FakeArchive):
        def show(self, id: str) -> dict[str, Any]:
            record = super().show(id)
            part = {"index": 2, "of": 3, "first_page": None, "last_page": None}
            return {**record, "source": {**record["source"], "part": part}}

    archive: Any = Bound()
    with pytest.raises(ServiceError) as refused:
        edxml(View(archive, Person("lan", "reader", 1)), "d1")
    assert refused.value.code == "no-rights"
    assert next(edxml(View(archive, OWNER), "d1").pieces).startswith(b"<?xml")
    forms = [name for _, name in context(Bound().show("d1"), TEXTS["d1"], [])["doc"]["forms"]]
    assert forms == ["JSON", "Akoma Ntoso"]
