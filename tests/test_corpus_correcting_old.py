"""Corrections of papers that an older version read: what cannot be laid over them is told, and tried no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.command import main
from service.people import Person
from service.putting_right import Desk
from service.settings import Settings
from tests.corpus_plans import PLAN

RIGHT = "Ủy ban nhân dân tỉnh Yên Bái"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Four plans without layout; of the first one the original is there still."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, 5):
        text = PLAN.format(number=number, day=number)
        (folder / f"{number}.txt").write_text(text.replace("\nSố", "\nMẬT\nSố", number == 4), encoding="utf-8")
    with Archive.open(tmp_path / "data") as opened:
        opened.ingest([folder], workers=0)
        with opened._catalogue.write() as connection:
            connection.exec_driver_sql("UPDATE bodies SET layout = NULL")
            connection.exec_driver_sql("UPDATE contents SET program_version = '0'")
        for number in range(2, 5):
            opened._parts.store.remove(opened.show(f"{number}/KH-UBND")["source"]["sha256"])
        yield opened


def issuers(archive: Archive) -> list[str]:
    return [archive.show(f"{number}/KH-UBND")["issuer"] for number in range(1, 5)]


def test_a_name_that_does_not_reach_every_paper_names_those_and_reaches_them_later(
    archive: Archive, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (issuer,) = set(issuers(archive))
    told = archive.correct_issuer(issuer, RIGHT, person="lan")
    gone = sorted(archive.node(f"{number}/KH-UBND")["id"] for number in range(2, 5))
    assert (told["new"], told["settled"], told["waiting"]) == (True, False, gone) and len(told["papers"]) == 4
    assert issuers(archive) == [RIGHT, issuer, issuer, issuer]
    again = archive.correct_issuer(issuer, RIGHT, person="lan")
    assert (again["new"], again["settled"], again["waiting"]) == (False, False, gone), "said again it is no truer"
    back = archive.undo(told["id"], person="lan")
    assert back["settled"] and issuers(archive) == [issuer] * 4, "there is nothing left that could wait"
    archive.close()
    assert main(["correct", "--data", str(tmp_path / "data"), "--issuer", issuer, "--value", RIGHT]) == 0
    said = capfd.readouterr().out
    assert "3 văn bản" in said and gone[0] in said and "vanban retry --stale" in said and "nạp đang chạy" not in said
    assert main(["retry", "--stale", "--data", str(tmp_path / "data")]) == 0
    with Archive.open(tmp_path / "data") as later:
        assert issuers(later) == [RIGHT] * 4
        with later._catalogue.read() as connection:
            left = connection.exec_driver_sql("SELECT count(*) FROM pending WHERE what = 'correct'").scalar()
        assert left == 0


def test_who_may_not_see_what_waits_is_not_told_of_it(archive: Archive) -> None:
    (issuer,) = set(issuers(archive))
    secret = archive.node("4/KH-UBND")["id"]
    desk = Desk(archive, Person("thap", "editor", 0))
    told = desk.correct_issuer(issuer, RIGHT)
    assert secret not in told["waiting"] + told["papers"] and len(told["waiting"]) == 2 and not told["settled"]
    only = {**told, "papers": [secret], "waiting": [secret]}
    assert desk._seen(only)["settled"] and desk._seen(only)["waiting"] == []


def test_what_waits_is_not_tried_again_with_each_correction_of_another(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (issuer,) = set(issuers(archive))
    archive.correct_issuer(issuer, RIGHT, person="lan")
    tried: list[str] = []
    monkeypatch.setattr(archive, "_reread", lambda id: tried.append(id))
    sound = archive.node("1/KH-UBND")["id"]
    told = archive.correct_field(sound, "title", "Đắp bờ kênh", person="lan")
    assert told["settled"] and told["waiting"] == [] and tried == []
    assert archive.show(sound)["title"] == "Đắp bờ kênh"


def test_the_page_says_what_waits(archive: Archive, tmp_path: Path) -> None:
    (issuer,) = set(issuers(archive))
    id = archive.node("3/KH-UBND")["id"]
    archive.close()
    with TestClient(create_app(Settings(data=str(tmp_path / "data")))) as client:
        whole = {"document": id, "field": "issuer", "everywhere": "1", "value": RIGHT}
        for form in (whole, {"name": issuer, "value": RIGHT}):
            answer = client.post("/correct", data=form, headers={"origin": "http://testserver"})
            assert answer.status_code == 422 and "3 văn bản" in answer.text and "retry --stale" in answer.text
        fix = {"kind": "issuer", "name": issuer, "right": RIGHT}
        told = client.post("/api/v1/corrections", json=fix).json()
        assert id in told["waiting"] and not told["settled"]
