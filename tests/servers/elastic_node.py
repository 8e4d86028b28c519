"""A real Elasticsearch for tests, without Docker: fetched by artifact coordinates, started with TLS and a limited user.

    python tests/servers/elastic_node.py start     prints the address, password and CA as shell assignments
    python tests/servers/elastic_node.py stop FOLDER

The server refuses to run as root; then a system user owns its folder. Needs `java` 17 or newer, `mvn` and `unzip`.
"""

from __future__ import annotations

import argparse
import base64
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

VERSIONS = {"8": "8.19.21", "9": "9.5.0"}
PREFIX, USER, ROLE = "vanbantest", "vanban", "vanban_app"

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
_ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
_START_WITHIN_S = 180.0
# What the application needs, on its own indices alone.
_ROLES = f"""{ROLE}:
  cluster: []
  indices:
    - names: ["{PREFIX}*"]
      privileges: ["manage", "read", "write"]
"""


class Missing(Exception):
    """What this machine lacks, with what to install."""


@dataclass(frozen=True)
class Node:
    """A running server. `url` is the address for `index.open_index`."""

    folder: Path
    url: str
    password: str
    ca: Path
    pid: int

    @property
    def https(self) -> str:
        return re.sub(r"^elasticsearch\+(https://)[^@]*@([^/]*)/.*$", r"\1\2", self.url)


def find_java(major: str) -> Path:
    """The home of a Java that runs this line. Raises Missing with what to install."""
    wanted = {"8": 17, "9": 21}[major]
    homes = [os.environ.get("JAVA_HOME"), *sorted(map(str, Path("/usr/lib/jvm").glob("*")), reverse=True)]
    on_path = shutil.which("java")
    if on_path:
        homes.append(str(Path(on_path).resolve().parents[1]))
    for home in homes:
        java = Path(home, "bin", "java") if home else None
        if java is None or not java.exists():
            continue
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
        version = re.search(r'version "(\d+)', said)
        if version is None or int(version.group(1)) < wanted:
            continue
        modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True).stdout
        if major == "8" or "jdk.incubator.vector" in modules:
            return Path(home or "")
    needs = "Java 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless)"
    if major == "9":
        needs = "Java 21 or newer with the module jdk.incubator.vector"
    raise Missing(f"Elasticsearch {VERSIONS[major]} needs {needs}")


def fetch(major: str) -> Path:
    """The distribution's zip, fetched once into the user's cache. Raises Missing."""
    version = VERSIONS[major]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vanban-tests"
    archive = cache / f"elasticsearch-{version}.zip"
    if archive.exists():
        return archive
    if not shutil.which("mvn"):
        raise Missing("Elasticsearch for the tests is fetched by Maven: apt-get install maven")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as partial:
        artifact = f"-Dartifact={_ARTIFACT.format(version=version)}"
        done = subprocess.run(
            ["mvn", "-q", "-B", _PLUGIN, artifact, f"-DoutputDirectory={partial}"], capture_output=True, text=True
        )
        fetched = Path(partial, archive.name)
        if done.returncode or not fetched.exists():
            raise Missing(f"Maven could not fetch Elasticsearch {version}:\n{done.stdout}\n{done.stderr}")
        fetched.replace(archive)
    return archive


def start(major: str = "8", *, heap_mib: int = 768) -> Node:
    """Starts a node of its own on free ports and waits until it answers. Raises Missing, RuntimeError."""
    java = find_java(major)
    if not shutil.which("unzip"):
        raise Missing("unzip is missing: apt-get install unzip")
    archive = fetch(major)
    folder = Path(tempfile.mkdtemp(prefix="vanban-elasticsearch-"))
    try:
        return _start(folder, archive, java, heap_mib)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _start(folder: Path, archive: Path, java: Path, heap_mib: int) -> Node:
    subprocess.run(["unzip", "-q", str(archive), "-d", str(folder)], check=True)
    home = next(folder.glob("elasticsearch-*"))
    http, transport = _free_ports(2)
    with (home / "config" / "elasticsearch.yml").open("a", encoding="utf-8") as out:
        out.write(
            "\ndiscovery.type: single-node\nnetwork.host: 127.0.0.1\n"
            f"http.port: {http}\ntransport.port: {transport}\n"
            "xpack.security.enabled: true\nxpack.security.http.ssl.enabled: true\n"
            "xpack.security.http.ssl.key: certificates/instance/instance.key\n"
            "xpack.security.http.ssl.certificate: certificates/instance/instance.crt\n"
            "xpack.security.http.ssl.certificate_authorities: certificates/ca/ca.crt\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
        )
    (home / "config" / "roles.yml").write_text(_ROLES, encoding="utf-8")
    owner = _owner()
    if owner is not None:
        _give(folder, owner)
    run = _Runner(home, java, owner, heap_mib)
    password = secrets.token_urlsafe(18)
    zipped = home / "config" / "ca.zip"
    run("elasticsearch-certutil", "ca", "--silent", "--pem", "--out", str(zipped))
    certificates = home / "config" / "certificates"
    run.plain("unzip", "-q", str(zipped), "-d", str(certificates))
    signed = home / "config" / "node.zip"
    authority = ["--ca-cert", str(certificates / "ca" / "ca.crt"), "--ca-key", str(certificates / "ca" / "ca.key")]
    names = ["--ip", "127.0.0.1", "--dns", "localhost"]
    run("elasticsearch-certutil", "cert", "--silent", "--pem", *authority, *names, "--out", str(signed))
    run.plain("unzip", "-q", str(signed), "-d", str(certificates))
    run("elasticsearch-users", "useradd", USER, "-p", password, "-r", ROLE)
    run("elasticsearch", "-d", "-p", "pid")
    ca = folder / "ca.crt"
    shutil.copyfile(certificates / "ca" / "ca.crt", ca)
    url = f"elasticsearch+https://{USER}@localhost:{http}/{PREFIX}"
    node = Node(folder, url, password, ca, int((home / "pid").read_text()))
    try:
        _wait(node)
    except BaseException:
        stop(node.folder)
        raise
    return node


def stop(folder: Path) -> None:
    """Stops the node of this folder and removes the folder."""
    _end(folder)
    shutil.rmtree(folder, ignore_errors=True)


def pause(node: Node) -> None:
    """Stops the server and keeps what it holds."""
    _end(node.folder)


def resume(node: Node, *, major: str = "8", heap_mib: int = 768) -> None:
    """Starts a paused server again, on its old ports with its old data, and waits until it answers."""
    home = next(node.folder.glob("elasticsearch-*"))
    (home / "pid").unlink(missing_ok=True)
    _Runner(home, find_java(major), _owner(), heap_mib)("elasticsearch", "-d", "-p", "pid")
    _wait(node)


def _end(folder: Path) -> None:
    for pid_file in folder.glob("*/pid"):
        pid = int(pid_file.read_text())
        try:
            os.kill(pid, signal.SIGTERM)
            for _ in range(150):
                os.kill(pid, 0)
                time.sleep(0.2)
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


class _Runner:
    """Runs the server's programs as the user that owns its folder."""

    def __init__(self, home: Path, java: Path, owner: pwd.struct_passwd | None, heap_mib: int) -> None:
        self._home = home
        self._as: list[str] = []
        if owner is not None:
            self._as = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        self._environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(home),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": f"-Xms{heap_mib}m -Xmx{heap_mib}m",
            "LC_ALL": "C.UTF-8",
        }

    def __call__(self, program: str, *arguments: str) -> None:
        self.plain(str(self._home / "bin" / program), *arguments)

    def plain(self, *command: str) -> None:
        done = subprocess.run(
            [*self._as, *command], cwd=self._home, env=self._environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{Path(command[0]).name} failed ({done.returncode}):\n{done.stdout}\n{done.stderr}")


def _owner() -> pwd.struct_passwd | None:
    """The user that runs the server: ourselves, or for root a system user without rights."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _give(folder: Path, owner: pwd.struct_passwd) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def _wait(node: Node) -> None:
    trusted = ssl.create_default_context(cafile=str(node.ca))
    request = urllib.request.Request(f"{node.https}/{PREFIX}*/_count")
    request.add_header("Authorization", "Basic " + base64.b64encode(f"{USER}:{node.password}".encode()).decode())
    deadline = time.monotonic() + _START_WITHIN_S
    problem = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(request, context=trusted, timeout=10):
                return
        except (urllib.error.URLError, OSError) as error:
            problem = str(error)
        try:
            os.kill(int(next(node.folder.glob("*/pid")).read_text()), 0)
        except ProcessLookupError:
            break
        time.sleep(0.3)
    log = "".join(p.read_text(errors="replace")[-3000:] for p in node.folder.glob("*/logs/*.log"))
    raise RuntimeError(f"Elasticsearch does not answer: {problem}\n{log}")


def main() -> int:
    """Starts or stops a node by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start").add_argument("--line", choices=VERSIONS, default="8")
    commands.add_parser("stop").add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.command == "stop":
        stop(given.folder)
        return 0
    try:
        node = start(given.line)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"VANBAN_INDEX={node.url}")
    print(f"VANBAN_ELASTICSEARCH_PASSWORD={node.password}")
    print(f"VANBAN_ELASTICSEARCH_CA={node.ca}")
    print(f"# stop: python tests/servers/elastic_node.py stop {node.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
