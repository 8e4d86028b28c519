"""The guide tells the truth: commands run, pages exist, words stand on the screens, each error has advice."""

from __future__ import annotations

import importlib.metadata
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from service import guide
from service.app import create_app
from service.command import main
from service.errors import CAUSES
from service.settings import SETTINGS, Settings
from service.verbs.options import build_parser
from tests.rights_matrix import every_route
from tests.service_archive import FakeArchive

ROOT = Path(__file__).resolve().parents[1]
OFFLINE = f"vanban-{importlib.metadata.version('vanban')}-offline"  # what `make bundle` makes; its own test installs it
SOURCES = {name: guide.source(name) for name in guide.CHAPTERS}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
BARE = {name: BLOCK.sub("", text) for name, text in SOURCES.items()}
SAMPLES = (
    "kh-118-ubnd-huyen-gia-lam.txt", "kh-168-ubnd-ha-noi.docx", "ct-34-ban-bi-thu-2024.html",
    "ct-34-bo-chinh-tri-2014.docx", "kh-311-so-vhttdl-ha-noi.docx",
)  # fmt: skip
# What runs until it is stopped, or needs a scan, a mail server or annotated papers: the program's own parser reads it.
ONLY_PARSED = {"serve", "watch", "mcp", "evaluate", "pdfa", "--send"}
SAVED = re.compile(r"vanban-\d{4}-\d\d-\d\dT\d{6}Z")


def commands() -> Iterator[tuple[str, list[str]]]:
    """Chapter and words of each line of a block of commands, in reading order."""
    for name, text in SOURCES.items():
        for language, block in BLOCK.findall(text):
            if language == "sh":
                for line in block.splitlines():
                    yield name, shlex.split(line, comments=True)


def test_every_block_is_a_command_or_an_example() -> None:
    kinds = {language for text in SOURCES.values() for language, _ in BLOCK.findall(text)}
    assert kinds == {"sh", "text"}
    assert len(list(commands())) > 60


def of_vanban() -> list[list[str]]:
    return [words[1:] for _, words in commands() if words[0] in ("vanban", "~/vanban/bin/vanban")]


def test_every_command_of_ours_is_understood() -> None:
    parser = build_parser()
    for words in of_vanban():
        parser.parse_args(words)  # leaves the test with SystemExit where it is not


def test_every_verb_is_shown() -> None:
    from service.command import HANDLERS

    assert set(HANDLERS) - {words[0] for words in of_vanban()} == set()


def test_every_other_command_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    settings = {setting.name for setting in SETTINGS}
    for _, words in commands():
        tool, *rest = words
        if tool == "make":
            assert re.search(rf"^{rest[0]}:", makefile, re.M), words
        elif tool == "export":
            assert rest[0].partition("=")[0] in settings, words
        elif tool == "docker-compose":
            assert rest[0] == "up" or f"\n  {rest[-1]}:\n" in compose, words
        elif tool in ("tar", "sh"):
            assert any(word in (f"{OFFLINE}.tar", f"{OFFLINE}/install.sh") for word in rest), words
        else:
            assert tool in ("vanban", "~/vanban/bin/vanban"), words


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(r"VANBAN_[A-Z_]*[A-Z]", "".join(SOURCES.values())))
    assert named and named <= {setting.name for setting in SETTINGS}


def ends(words: list[str]) -> int:
    """With which status: what cannot be undone wants to be confirmed."""
    return 2 if words[1] == "purge" and "--yes" not in words else 0


def test_the_commands_run_one_after_the_other_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    papers = tmp_path / "van-ban"
    papers.mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "corpus" / "samples" / "files" / name, papers)
    shutil.copy(ROOT / "corpus" / "samples" / "files" / "tb-88-tinh-uy-ca-mau.pdf", tmp_path / "ban-da-ky.pdf")
    (example,) = [block for language, block in BLOCK.findall(SOURCES["van-thu"]) if block.startswith("path,")]
    (papers / "so-van-ban.csv").write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path / "kho"))
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    for name, value in {"ISSUER": "https://dang-nhap.coquan.vn", "CLIENT_ID": "vanban"}.items():
        monkeypatch.setenv(f"VANBAN_OIDC_{name}", value)  # asked for nothing: only where somebody signs in there
    monkeypatch.setenv("VANBAN_BASE_URL", "https://vanban.coquan.vn")
    for chapter, words in commands():
        if words[0] != "vanban" or ONLY_PARSED & set(words):
            continue
        saved = next((tmp_path / "sao-luu").glob("vanban-*"), Path("none"))
        filled = [SAVED.sub(saved.name, word.replace("~/", f"{tmp_path}/")) for word in words[1:]]
        status = main(filled)
        out, err = capfdbinary.readouterr()
        assert status == ends(words), f"{chapter}: {shlex.join(words)}\n{err.decode()}"
        assert (out + err).strip() or words[1] == "audit" or "remove" in words or "--output" in words, words
    assert (tmp_path / "kho-phuc-hoi").is_dir() and (tmp_path / "du-thao.docx").stat().st_size > 5000


def routes() -> list[re.Pattern[str]]:
    paths = {route.split(" ", 1)[1] for route in every_route()}
    return [re.compile(re.sub(r"\\\{\w+\\\}", "[^{}]+", re.escape(path))) for path in paths]


def test_every_page_that_is_named_exists() -> None:
    known = routes()
    for name, text in BARE.items():
        for code in re.findall(r"`(/[^`]*)`", text):
            assert code == "/api/v1" or any(one.fullmatch(code) for one in known), f"{name}: {code}"


def test_every_word_of_a_screen_stands_in_a_page() -> None:
    screens = " ".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "service").rglob("*")
        if path.suffix in (".html", ".py") and path.name != "help.html"
    )
    # what a template prints at once but writes in several pieces
    screens = re.sub(r"\{#.*?#\}", "", re.sub(r"\s+", " ", screens))
    for name, text in BARE.items():
        labels = re.findall(r"\*\*(.+?)\*\*", text)
        for label in labels:
            if label != "đậm":  # the word that explains the habit
                assert label in screens, f"{name}: {label}"
    assert sum(len(re.findall(r"\*\*(.+?)\*\*", text)) for text in BARE.values()) > 100


def test_each_error_has_advice_and_no_other_is_told() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", SOURCES["bao-loi"], re.M)
    assert sorted(told) == sorted(CAUSES)


def test_links_between_chapters_lead_to_a_heading_that_is_there() -> None:
    ids = {one.name: set(re.findall(r'id="([\w-]+)"', one.body)) for one in guide.chapters()}
    for name, text in SOURCES.items():
        for target, anchor in re.findall(r"\]\((?!http)([^)#]*)(?:#([^)]*))?\)", text):
            chapter = target.removesuffix(".md") or name
            assert target.endswith(".md") and chapter in ids
            assert not anchor or anchor in ids[chapter], f"{name}: {anchor}"


def test_every_file_of_the_folder_is_a_chapter() -> None:
    assert {path.stem for path in guide.folder().glob("*.md")} == set(guide.CHAPTERS)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def test_help_leads_to_each_chapter_and_each_chapter_to_the_next(client: TestClient) -> None:
    index = client.get("/help").text
    for name in guide.CHAPTERS:
        assert f'href="/help/{name}"' in index
    first = client.get(f"/help/{guide.CHAPTERS[0]}").text
    assert f'rel="next">{guide.chapters()[1].title}' in first and 'rel="prev"' not in first
    assert client.get("/help/khong-co").status_code == 404


def test_addresses_are_links_and_files_lead_to_pages(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/help/van-thu").text)
    hrefs = {str(link.attributes["href"]) for link in page.css("section.guide a")}
    assert {"/status", "/wanted", "/help/bao-loi", "/help/quan-tri#go-han-mot-van-ban"} <= hrefs
    assert not [href for href in hrefs if href.startswith("/api") or href.endswith(".md")]


def test_the_guide_cannot_carry_script(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "# a\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"
    hostile += "\n\n| a |\n|:-:|\n| b |\n"
    monkeypatch.setattr(guide, "source", lambda name: hostile)
    body = guide._chapter("x").body
    assert "<script" not in body and "<img" not in body and 'href="javascript' not in body and "style=" not in body
