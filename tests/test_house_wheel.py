"""What is installed is what was meant: four packages with their data, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"extractor", "index", "corpus", "service"}
TRAVEL = {".toml", ".html", ".css", ".js", ".svg", ".docx", ".pdf", ".txt", ".gz", ".csv", ".json"}


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_top_level_holds_the_four_packages_only(contents: set[str]) -> None:
    top = {name.split("/")[0] for name in contents}
    assert {name for name in top if not name.endswith(".dist-info")} == PACKAGES


def test_every_module_and_every_data_file_travels(contents: set[str]) -> None:
    here = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", *TRAVEL} and "__pycache__" not in path.parts
    }
    assert here - contents == set()


def test_the_guide_travels_beside_the_pages_that_show_it(contents: set[str]) -> None:
    chapters = {path.name for path in (ROOT / "docs").iterdir()}
    assert {name.split("/")[-1] for name in contents if name.startswith("service/guide/")} == chapters


def test_licence_and_command_travel(contents: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in contents)
    assert any(name.endswith("entry_points.txt") for name in contents)
