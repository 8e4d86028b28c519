"""`make bundle`: the archive installs on a machine without a network, and what it installs reads and serves."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
VERSION = importlib.metadata.version("vanban")
NAME = f"vanban-{VERSION}-offline"
SAMPLE = ROOT / "corpus" / "samples" / "files" / "kh-118-ubnd-huyen-gia-lam.txt"
# Cuts the network off and brings this machine's own address up in what is left.
ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket() as made:
    fcntl.ioctl(made, 0x8914, struct.pack("16sH14s", b"lo", 1, b""))  # SIOCSIFFLAGS, IFF_UP
os.execvp(sys.argv[1], sys.argv[1:])
"""
# Asks the server it starts for a page and for an answer, and leaves its status.
ASK = """
import json, subprocess, sys, urllib.request
command = [sys.argv[1], "serve", "--port", "0", "--data", sys.argv[2]]
with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    address = next(line for line in server.stderr if "http://" in line).split("http://")[1].split()[0]
    try:
        for path in ("/help/can-bo", "/api/v1/search?q=khen"):
            with opener.open(f"http://{address}{path}", timeout=30) as answer:
                print(json.dumps(answer.read().decode()))
    finally:
        server.terminate()
"""


def cut_off() -> list[str]:
    """What a command is prefixed with so that it has no network; [] where this account may not do that."""
    unshare = shutil.which("unshare")
    prefix = [unshare or "", "-rn", sys.executable, "-c", ALONE]
    probe = subprocess.run([*prefix, "true"], capture_output=True, check=False) if unshare else None
    return prefix if probe is not None and probe.returncode == 0 else []


def environment(home: Path) -> dict[str, str]:
    """As on another machine: no settings of ours, no cache, and proxies that lead nowhere."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8", "PYTHON": sys.executable,
        "http_proxy": nowhere, "https_proxy": nowhere, "PIP_INDEX_URL": f"{nowhere}/simple",
    }  # fmt: skip


def run(command: list[str], where: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False, timeout=900)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = ["sh", str(SCRIPTS / "bundle.sh"), sys.executable, "one", str(folder)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    path = Path(made.stdout.strip())
    assert path == folder / f"{NAME}.tar" and [one.name for one in folder.iterdir()] == [path.name]
    return path


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("carried")
    subprocess.run(["tar", "-xf", bundle, "-C", folder], check=True)
    yield folder / NAME
    shutil.rmtree(folder)  # some hundred megabytes


@pytest.mark.bundle
@pytest.mark.xdist_group("bundle")
def test_it_holds_what_it_says_and_nothing_of_this_machine(bundle: Path, unpacked: Path) -> None:
    sums = dict(line.split("  ./")[::-1] for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    files = {str(path.relative_to(unpacked)): path for path in unpacked.rglob("*") if path.is_file()}
    assert set(sums) == set(files) - {"SHA256SUMS"}
    assert {"README.md", "install.sh", "LICENSE", "docs/bat-dau.md", "tessdata/vie.traineddata"} <= set(files)
    for name, digest in sums.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == digest
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.M))
    assert len([name for name in files if name.endswith(".whl")]) == len(locked) + 1  # and our own
    with tarfile.open(bundle) as archive:
        assert {(member.uid, member.uname, member.mtime) for member in archive} == {(0, "", 0)}
    assert bundle.stat().st_size < 250 * 1024 * 1024
    told = "".join(path.read_text() for path in files.values() if path.suffix in (".md", ".sh", ".lock"))
    assert str(ROOT) not in told


@pytest.mark.bundle
@pytest.mark.xdist_group("bundle")
def test_it_installs_reads_and_serves_without_a_network(unpacked: Path, tmp_path: Path) -> None:
    alone, env = cut_off(), environment(tmp_path)
    target = tmp_path / "chương trình"
    installed = run([*alone, "sh", str(unpacked / "install.sh"), str(target)], tmp_path, env)
    assert installed.returncode == 0, installed.stderr
    assert f"vanban {VERSION}" in installed.stdout
    command = str(target / "bin" / "vanban")
    read = run([*alone, command, "extract", str(SAMPLE)], tmp_path, env)
    assert read.returncode == 0 and json.loads(read.stdout)["number"] == "118/KH-UBND", read.stderr
    data = tmp_path / "kho"
    taken = run([*alone, command, "ingest", str(SAMPLE), "--data", str(data), "--workers", "1"], tmp_path, env)
    assert taken.returncode == 0, taken.stderr
    looked = run([*alone, command, "doctor", "--data", str(data)], tmp_path, env)
    assert str(target / "share" / "vanban" / "tessdata") in looked.stdout, looked.stdout
    asked = run([*alone, sys.executable, "-c", ASK, command, str(data)], tmp_path, env)
    assert asked.returncode == 0, asked.stderr
    page, found = (json.loads(line) for line in asked.stdout.splitlines())
    assert "Một chỉ thị đã được thực hiện đến đâu" in page
    assert json.loads(found)["hits"][0]["number"] == "118/KH-UBND"


@pytest.mark.bundle
@pytest.mark.xdist_group("bundle")
@pytest.mark.parametrize(
    "harm, told",
    [
        ("wheel", "gói không còn nguyên vẹn"),
        ("python", "gói dành cho Python"),
        ("folder", "đã có thứ khác"),
    ],
)
def test_it_refuses_with_the_reason(unpacked: Path, tmp_path: Path, harm: str, told: str) -> None:
    copy, target = tmp_path / NAME, tmp_path / "vanban"
    shutil.copytree(unpacked, copy, copy_function=os.link)
    if harm == "wheel":
        broken = next(copy.glob("wheels/rich-*.whl"))
        content = broken.read_bytes()
        broken.unlink()  # the other name of the file stays as it was
        broken.write_bytes(content[:-1] + b"x")
    elif harm == "python":
        (copy / "made-for").unlink()
        (copy / "made-for").write_text("3.99 Linux x86_64\n")
        sums = (copy / "SHA256SUMS").read_text()
        (copy / "SHA256SUMS").unlink()
        digest = hashlib.sha256(b"3.99 Linux x86_64\n").hexdigest()
        (copy / "SHA256SUMS").write_text(re.sub(r"\w{64}  \./made-for", f"{digest}  ./made-for", sums))
    else:
        (target / "of-others").mkdir(parents=True)
    done = run(["sh", str(copy / "install.sh"), str(target)], tmp_path, environment(tmp_path))
    assert done.returncode == 1 and told in done.stderr
    assert not (target / "bin").exists()


def test_a_kind_of_bundle_that_is_unknown_is_named(tmp_path: Path) -> None:
    done = run(["sh", str(SCRIPTS / "bundle.sh"), sys.executable, "few", str(tmp_path)], tmp_path, dict(os.environ))
    assert done.returncode == 2 and "few" in done.stderr and not list(tmp_path.iterdir())


def test_the_readme_of_the_bundle_names_every_system_package(tmp_path: Path) -> None:
    """With nothing installed the script that tells what is missing names all that it knows."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("find", "head", "sh", "true"):
        (tools / name).symlink_to(shutil.which(name) or name)
    script = (SCRIPTS / "system_packages.sh").read_text().replace("/usr/", f"{tmp_path}/none/")
    copy = tmp_path / "system_packages.sh"
    copy.write_text(script)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    done = run([str(tools / "sh"), str(copy), "say", "python3"], tmp_path, {"PATH": str(tools)})
    assert done.returncode == 0, done.stderr
    named = done.stdout.splitlines()[0].partition(": ")[2].split()
    told = (SCRIPTS / "bundle" / "README.md").read_text(encoding="utf-8")
    assert len(named) == 6
    for package in set(named) - {"tesseract-ocr-vie"}:  # the bundle brings its own data
        assert f"`{package}`" in told, package
    assert "apt-get install" in done.stdout
