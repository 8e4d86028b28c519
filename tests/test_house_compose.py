"""docker-compose.yml is valid and keeps its promises: TLS, own user, loopback, nothing writable that need not be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ROOT / "docker-compose.yml"
SECRETS = {"ELASTIC_PASSWORD": "e1", "VANBAN_ELASTICSEARCH_PASSWORD": "v1", "POSTGRES_PASSWORD": "p1"}


def config(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("docker-compose")
    assert tool, "docker-compose is missing: `make test` installs it, or apt-get install docker-compose"
    base = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
    command = [tool, "-f", str(COMPOSE), "config", *options]
    return subprocess.run(command, env=base | environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as docker-compose understands them, anchors and variables filled in."""
    import yaml

    done = config(SECRETS)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
    return services


@pytest.mark.server
def test_it_has_every_part_and_health_checks(services: dict[str, Any]) -> None:
    assert {"app", "elasticsearch", "postgres", "worker", "scheduler"} <= set(services)
    once = {"certificates", "accounts"}  # run to their end
    assert all("healthcheck" in service for name, service in services.items() if name not in once)


@pytest.mark.server
def test_whatever_listens_is_bound_to_this_machine(services: dict[str, Any]) -> None:
    ports = [str(port) for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.server
def test_the_application_writes_only_its_archive(services: dict[str, Any]) -> None:
    for name in ("app", "worker", "scheduler"):
        assert services[name]["read_only"] is True
        writable = [v for v in services[name]["volumes"] if not str(v).endswith(":ro")]
        assert [str(v).split(":")[1] for v in writable] == ["/archive"]


@pytest.mark.server
def test_the_application_uses_its_own_limited_user_over_tls(services: dict[str, Any]) -> None:
    environment = services["app"]["environment"]
    assert environment["VANBAN_INDEX"].startswith("elasticsearch+https://vanban@")
    assert SECRETS["ELASTIC_PASSWORD"] not in json.dumps(services["app"])
    accounts = " ".join(services["accounts"]["command"])
    assert '"names": ["vanban*"]' in accounts
    assert environment["VANBAN_ELASTICSEARCH_CA"]


@pytest.mark.server
@pytest.mark.parametrize("name", sorted(SECRETS))
def test_without_a_password_it_does_not_start(name: str) -> None:
    done = config({key: value for key, value in SECRETS.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr


def test_no_version_key_and_the_image_the_readme_names() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    assert not re.search(r"^version:", text, re.M)
    assert "image: elasticsearch:9.5.0" in text


def test_no_password_stands_in_the_file() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    values = re.findall(r"PASSWORD: (\S+)", text)
    assert values
    assert all(value.startswith("${") for value in values)
