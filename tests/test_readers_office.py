"""DOC, RTF and ODT through outside programs, and those programs when they hang, crash or write nonsense."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from extractor.errors import DamagedFile, EncryptedFile, TimedOut, ToolFailed, ToolMissing
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.programs import run
from tests.reader_files import zipped

RTF = (
    "{\\rtf1\\ansi\\ansicpg1258 "
    + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in "QUYẾT ĐỊNH số 5/QĐ-UBND")
    + "\\par ABC\\par}"
).encode()
DOC_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = DOC_HEAD + b"\xec\xa5\xc1\x00" + bytes(508) + "WordDocument".encode("utf-16-le")


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that stand before the real ones."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),  # CI installs it: there a missing one fails
    reason="LibreOffice is not installed on this machine",
)
def test_rtf_through_libreoffice() -> None:
    source, (found,) = read_bytes("a.rtf", RTF)
    assert source.media_type == "application/rtf"
    assert found.content.splitlines()[:2] == ["QUYẾT ĐỊNH số 5/QĐ-UBND", "ABC"]


def test_antiword_serves_where_libreoffice_fails(programs: Path) -> None:
    program(programs, "soffice", "exit 3")
    rows = "|ỦY BAN NHÂN DÂN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|\\n\\nQuyết định số 5"
    program(programs, "antiword", f"printf '{rows}\\n'")
    _, (found,) = read_bytes("a.doc", DOC)
    assert "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" in found.content
    assert [w.code for w in found.warnings] == ["plain-reading"]
    program(programs, "antiword", "exit 1")
    with pytest.raises(DamagedFile, match=r"a\.doc"):
        read_bytes("a.doc", DOC)


def test_a_program_that_hangs_is_killed_with_its_children(programs: Path, tmp_path: Path) -> None:
    marker = tmp_path / "alive"
    program(programs, "soffice", f"(sleep 2; touch {marker}) & sleep 60")
    started = time.monotonic()
    with pytest.raises(TimedOut, match="program_seconds"):
        read_bytes("a.rtf", RTF, limits=Limits(program_seconds=0.5))
    assert time.monotonic() - started < 10
    time.sleep(2.2)
    assert not marker.exists()


def test_bad_output_missing_programs_and_memory(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "soffice", 'for a in "$@"; do last="$a"; done; echo rác > "$(dirname "$last")/out/in.docx"')
    with pytest.raises(DamagedFile):
        read_bytes("a.rtf", RTF)
    program(programs, "soffice", "echo 'Error: source file could not be loaded' >&2; exit 1")
    with pytest.raises(ToolFailed, match="could not be loaded"):
        read_bytes("a.rtf", RTF)
    finished = run("a", ["sh", "-c", "ulimit -v"], folder=tmp_path, limits=Limits(program_memory_bytes=512 * 1024**2))
    assert finished.output.strip() == str(512 * 1024).encode()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="soffice"):
        read_bytes("a.rtf", RTF)


def test_programs_see_no_secrets_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_ELASTICSEARCH_PASSWORD", "kín")
    finished = run("a", ["env"], folder=tmp_path, limits=Limits())
    assert b"VANBAN" not in finished.output
    assert f"HOME={tmp_path}".encode() in finished.output
    assert os.environ["VANBAN_ELASTICSEARCH_PASSWORD"] == "kín"


def test_locked_files_are_told_apart() -> None:
    locked = bytearray(DOC)
    locked[512 + 11] |= 1
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_bytes("a.doc", bytes(locked))
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    sealed = zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"", "META-INF/manifest.xml": manifest}
    )
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_bytes("a.odt", sealed)


def test_programs_run_under_limits_lower_than_ours(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import resource, pathlib; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
        "from extractor.readers.programs import run\nfrom extractor.limits import Limits\n"
        f"print(run('a', ['sh', '-c', 'ulimit -v'], folder=pathlib.Path({str(tmp_path)!r}), limits=Limits()).output)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == str(f"{2**31 // 1024}\n".encode())
