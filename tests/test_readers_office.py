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
from tests.reader_files import docx, zipped

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


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),  # CI installs it: there a missing one fails
    reason="LibreOffice is not installed on this machine",
)


@needs_libreoffice
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


def numbered(*numbers: int) -> dict[str, bytes]:
    """Members of a ZIP: RTF files that differ."""
    return {f"{number}.rtf": RTF.replace(b"ABC", b"ABC%d" % number) for number in numbers}


# LibreOffice as the tests need it: takes the sources it is given in turn, counts its starts, and falls over a file that
# says so. `paper.docx` stands beside it.
_STAND_IN = """echo start >> "$(dirname "$0")/starts"
take=no
for each in "$@"; do
  if [ "$take" = yes ]; then
    grep -q ABC{broken} "$each" && {{ echo half > "$out/$(basename "$each" .rtf).docx"; {end}; }}
    cp "$(dirname "$0")/paper.docx" "$out/$(basename "$each" .rtf).docx"
  fi
  [ "$last" = --outdir ] && {{ take=yes; out="$each"; }}
  last="$each"
done
"""


@pytest.mark.parametrize(
    ("broken", "end", "starts", "unread"),
    [
        (9, "exit 1", 1, 0),  # none is broken: one start for all
        (2, 'rm "$out"/*2.docx; continue', 2, 1),  # not loaded: the others come out, it is tried by itself once more
        (2, "exit 139", 3, 1),  # fell over: what comes behind it has a start of its own
        (3, "sleep 30", 2, 1),  # hangs, and is the last
    ],
)
def test_papers_of_an_archive_share_a_start_and_a_broken_one_takes_none_along(
    programs: Path, broken: int, end: str, starts: int, unread: int
) -> None:
    (programs / "paper.docx").write_bytes(docx())
    program(programs, "soffice", _STAND_IN.format(broken=broken, end=end))
    _, found = read_bytes("a.zip", zipped(numbered(0, 1, 2, 3)), limits=Limits(program_seconds=1.0))
    assert (programs / "starts").read_text().count("start") == starts
    assert [dict(text.metadata)["member"] for text in found] == [
        name for name in numbered(0, 1, 2, 3) if not (unread and name == f"{broken}.rtf")
    ]
    assert [warning.code for warning in found[0].warnings] == ["member-unread"] * unread


@needs_libreoffice
def test_each_paper_of_an_archive_keeps_its_own_text() -> None:
    _, found = read_bytes("a.zip", zipped(numbered(1, 2)))
    assert [text.content.splitlines()[1] for text in found] == ["ABC1", "ABC2"]


def test_bad_output_missing_programs_and_memory(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "soffice", 'for a in "$@"; do last="$a"; done; echo rác > "$(dirname "$last")/out/in0.docx"')
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
