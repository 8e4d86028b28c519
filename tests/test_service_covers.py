"""Every answer that counts or lists says what the archive covers, as far as the person may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.api.answers import COVERS
from service.app import create_app
from service.people import OWNER, Person
from service.rights import View
from service.settings import Settings
from service.words import covers_told

HEAD = "{body}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: {number}\n{mark}"
HEAD += (
    "Lai Châu, ngày {day} tháng 3 năm 2021\n\n{type}\n{title}\n\n{text}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Mai\n"
)
READER = Person("an", "reader", 0)
PROVINCE = "Ủy ban nhân dân tỉnh Lai Châu"


def paper(
    number: str, text: str, day: str, *, kind: str = "KẾ HOẠCH", title: str = "Làm cầu treo", mark: str = ""
) -> str:
    body = "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU"
    return HEAD.format(body=body, number=number, text=text, day=day, type=kind, title=title, mark=mark)


PAPERS = {
    "chi-thi": paper(
        "5/CT-UBND", "Giao Sở Xây dựng xây dựng kế hoạch làm cầu treo trước ngày 30/6/2021.\n"
        "Giao Ủy ban nhân dân tỉnh Lai Châu ban hành kế hoạch sửa đường trước ngày 30/7/2021.", "02", kind="CHỈ THỊ",
    ),
    "ke-hoach": paper(
        "41/KH-UBND", "Thực hiện Chỉ thị số 5/CT-UBND ngày 02/3/2021 của Ủy ban nhân dân tỉnh Lai Châu và Kế hoạch số "
        "77/KH-UBND ngày 09/2/2021 của Ủy ban nhân dân tỉnh Lai Châu, Ủy ban nhân dân tỉnh làm cầu.", "12",
    ),
    "mat": paper(
        "99/KH-UBND", "Căn cứ Kế hoạch số 78/KH-UBND ngày 10/2/2021 của Ủy ban nhân dân tỉnh Lai Châu; Kế hoạch số "
        "77/KH-UBND ngày 09/2/2021 của Ủy ban nhân dân tỉnh Lai Châu.", "20", title="Giữ kho muối", mark="MẬT\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kho")
    (root / "in").mkdir()
    for name, text in PAPERS.items():
        (root / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(root / "data") as archive:
        archive.ingest([root / "in"], workers=1)
    return root / "data"


@pytest.fixture(scope="module")
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(folder)))) as opened:
        yield opened


def test_what_is_held_and_what_is_missing(archive: Archive) -> None:
    assert View(archive, OWNER).covers() == {"issuer": None, "held": 3, "missing": 2}
    assert View(archive, OWNER).covers(PROVINCE) == {"issuer": PROVINCE, "held": 3, "missing": 2}
    assert View(archive, OWNER).covers("Sở Y tế tỉnh Lai Châu") | {"issuer": None} == {
        "issuer": None, "held": 0, "missing": 0,
    }  # fmt: skip
    assert len(archive.wanted()) == 2


def test_a_hidden_paper_and_what_only_it_cites_do_not_count(archive: Archive) -> None:
    seen = View(archive, READER)
    assert seen.covers() == {"issuer": None, "held": 2, "missing": 1}
    assert seen.covers(PROVINCE) == {"issuer": PROVINCE, "held": 2, "missing": 1}
    assert len(seen.wanted()) == 1


def test_who_was_told_is_weighed_by_what_is_held_of_them(archive: Archive) -> None:
    for person, count in ((OWNER, 3), (READER, 2)):
        rows = {row["unit"]: row for row in View(archive, person).follow_up("5/CT-UBND", at="2022-01-01")}
        assert "body" not in rows["Sở Xây dựng"]
        assert (rows["Sở Xây dựng"]["state"], rows["Sở Xây dựng"]["held"]) == ("not-held", 0)
        assert rows[PROVINCE]["held"] == count


ROUTES = {
    "/api/v1/search": {"q": "cầu treo"},
    "/api/v1/find": {"number": "41/KH-UBND"},
    "/api/v1/wanted": {},
    "/api/v1/tasks": {},
    "/api/v1/outdated": {},
    "/api/v1/path": {"from": "41/KH-UBND", "to": "5/CT-UBND"},
    "/api/v1/search.csv": {"q": "cầu"}, "/api/v1/tasks.xlsx": {}, "/api/v1/documents/5%2FCT-UBND/chain.csv": {},
    "/api/v1/documents/5%2FCT-UBND/tree.csv": {},
    **{f"/api/v1/documents/5%2FCT-UBND/{name}": {} for name in ("chain", "tree", "cited-by", "follow-up")},
}  # fmt: skip


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_over_http_says_it(client: TestClient, path: str) -> None:
    answer = client.get(path, params=ROUTES[path])
    assert answer.status_code == 200
    assert answer.headers[COVERS] == "held=3, missing=2"
    if "json" not in answer.headers["content-type"]:
        return  # a file, which has no validator
    if isinstance(answer.json(), dict):
        assert answer.json()["covers"] == {"issuer": None, "held": 3, "missing": 2}
    again = client.get(path, params=ROUTES[path], headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304 and again.headers[COVERS]


def test_a_search_of_one_body_and_a_draft_say_it_too(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "", "issuer": PROVINCE}).json()
    assert found["covers"] == {"issuer": PROVINCE, "held": 3, "missing": 2}
    judged = client.post("/api/v1/drafts/judge", json={"text": PAPERS["ke-hoach"]})
    assert judged.json()["covers"]["held"] == 3 and judged.headers[COVERS]


def test_every_page_says_it(client: TestClient) -> None:
    told = "Kho đang giữ 3 văn bản; 2 văn bản được dẫn nhưng kho chưa có."
    for path in ("/", "/?q=cầu", "/wanted", "/tasks", "/outdated", "/documents/5%2FCT-UBND/chain"):
        lines = re.findall(r'class="small muted covers">([^<]*)<', client.get(path).text)
        assert lines == [told], path
    whose = client.get("/", params={"issuer": PROVINCE}).text
    assert f"3 văn bản của {PROVINCE}; 2 văn bản của cơ quan này được dẫn nhưng kho chưa có." in whose
    assert "Kho chưa giữ văn bản nào của cơ quan này." in client.get("/documents/5%2FCT-UBND/chain").text
    assert told in client.post("/draft", data={"text": PAPERS["ke-hoach"]}).text
    fields = {"action": "suggest", "type": "KH", "issuer": PROVINCE, "title": "Làm cầu"}
    assert told in client.post("/draft/new", data=fields).text


def test_the_sentence() -> None:
    assert covers_told({"issuer": None, "held": 0, "missing": 0}) == "Kho đang giữ 0 văn bản."
