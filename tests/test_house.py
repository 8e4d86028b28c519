"""The rules of the house (DECISIONS.md, CONTRIBUTING.md), checked over every file of the project."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("extractor", "index", "corpus", "service")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAX_LINES = 400
BINARY = {".docx", ".pdf", ".png", ".gz", ".ttf", ".woff2", ".ico", ".zip", ".doc"}


def project_files() -> list[Path]:
    """What git tracks or would track; without git (an unpacked source archive) everything but build products."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]
    skipped = {".venv", "__pycache__", "data", "dist", "build"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts[:-1])]


FILES = project_files()
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]
TEXT_FILES = [path for path in FILES if path.suffix not in BINARY and not path.name.endswith(".min.js")]
DATA_FILES = sorted((ROOT / "extractor" / "data").glob("*.toml"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_ours_and_not_one_of_that_name_from_elsewhere(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve().is_relative_to(ROOT)


def test_the_wheel_names_the_four_packages() -> None:
    assert PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(PACKAGES)


def test_no_runtime_folder_carries_the_name_of_a_package() -> None:
    """`python FILE` in such a folder would import the wrong thing; the archive lives in ./data."""
    assert not [p for p in PACKAGES if (ROOT / "data" / p).exists()]


def test_no_name_of_a_package_hides_a_module_of_it() -> None:
    """A module that is imported becomes a name of its package, and takes the place of a function called so."""
    hidden = []
    for path in PYTHON_FILES:
        if path.name != "__init__.py":
            continue
        modules = {one.stem for one in path.parent.glob("*.py")} | {one.name for one in path.parent.iterdir()}
        package = ".".join(path.parent.relative_to(ROOT).parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            own = isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}.")
            aliases = [] if own or not isinstance(node, ast.ImportFrom | ast.Import) else node.names
            names = [one.asname or one.name.partition(".")[0] for one in aliases]
            names += [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
            names += [t.id for t in node.targets if isinstance(t, ast.Name)] if isinstance(node, ast.Assign) else []
            hidden += [f"{name(path)}: {one}" for one in names if one in modules]
    assert not hidden


def test_no_file_is_longer_than_a_person_can_hold_in_the_head() -> None:
    counted = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON_FILES}
    assert not {file: lines for file, lines in counted.items() if lines > MAX_LINES}


def test_no_junk_drawers() -> None:
    drawers = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert not [name(path) for path in PYTHON_FILES if {path.stem, *path.relative_to(ROOT).parts[:-1]} & drawers]


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not for types alone either: what two modules both need has a home below them. A circle raises, and is named."""
    rooms = [path.relative_to(ROOT) for path in PYTHON_FILES if path.relative_to(ROOT).parts[0] in PACKAGES]
    modules = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in rooms}
    needs: dict[str, set[str]] = {}
    for module, path in modules.items():
        wanted = needs[module] = set()
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = {f"{node.module}.{alias.name}" for alias in node.names} & set(modules)
                wanted |= inside or {node.module} & set(modules)
            elif isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names} & set(modules)
    TopologicalSorter(needs).prepare()


_IGNORES = (
    re.compile("type: " + r"ignore(?!\[[a-z-]+(?:,\s*[a-z-]+)*\]\s+#\s*\S)"),
    re.compile("# no" + r"qa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+\S)"),
)
_SKIPS = ("pytest.skip", "pytest.mark.skip", "pytest.mark.skipif")


def test_what_is_passed_over_has_its_reason_on_the_line() -> None:
    wrong = []
    for path in PYTHON_FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        wrong += [f"{name(path)}:{n}" for n, line in enumerate(lines, 1) if any(p.search(line) for p in _IGNORES)]
    assert not wrong


def _skips(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call that passes a test over, and the source of what decides on it: its function, or itself outside one."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in _SKIPS:
            around = [each for each in functions if call in ast.walk(each)]
            yield call, ast.unparse(around[-1] if around else call)


def test_no_test_is_passed_over_in_ci() -> None:
    wrong = []
    for path in PYTHON_FILES:
        for call, decides in _skips(ast.parse(path.read_text(encoding="utf-8"))):
            if "os.environ.get('CI')" not in decides or not (call.args or call.keywords):
                wrong.append(f"{name(path)}:{call.lineno}: {ast.unparse(call)}")
    assert not wrong


def test_no_test_serves_the_archive_of_this_folder() -> None:
    """`make run` takes the sample papers into a folder that is empty: what tests leave there would stand in its way."""
    wrong = []
    for path in PYTHON_FILES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
                serves = any(ast.unparse(each.func) == "TestClient" for each in calls)
                bare = [each for each in calls if serves and ast.unparse(each.func) == "Settings"]
                wrong += [f"{name(path)}:{one.lineno}" for one in bare if "data" not in {k.arg for k in one.keywords}]
    assert not wrong


# Put together here so that this file does not hold what it forbids.
_REGISTRIES = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "maven", "deb" + "ian"])
HOSTS = re.compile(rf"//[a-z0-9.-]*(?:{_REGISTRIES})[a-z0-9.-]*\.[a-z]+(?:/|\b)")
HOMES = re.compile(r"(?<![\w./-])/(?:ro" + r"ot|home/\w+|Users/\w+)/")


def test_no_path_of_one_machine_and_no_download_host() -> None:
    shared_by_all = {"", "tmp", "usr", "opt", "srv", "var", "home", "mnt"}
    here = [f"{folder}/" for folder in (ROOT, ROOT.parent) if folder.name not in shared_by_all]
    wrong = []
    for path in TEXT_FILES:
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [f"{name(path)}: {found}" for found in here if found in text]
        wrong += [f"{name(path)}: {m.group()}" for p in (HOSTS, HOMES) for m in p.finditer(text)]
    assert not wrong


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-server.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_for_every_version_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--?[a-z]", text, re.M)
    pinned = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==\S+ \\\n(    --hash=sha256:[0-9a-f]{64})?", text, re.M)
    assert len(pinned) > 20
    assert all(digest for _, digest in pinned)
    assert len(re.findall(r"^\w", text, re.M)) == len(pinned), "a line without a version or without a hash"


def _normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _declared(requirements: list[str]) -> set[str]:
    return {_normal(re.match(r"[\w.-]+", r).group()) for r in requirements}  # type: ignore[union-attr] # always matches


DECLARED = _declared(PYPROJECT["project"]["dependencies"])
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
DECLARED_SERVER = _declared([*EXTRAS["cluster"], *EXTRAS["oidc"], *EXTRAS["s3"]])
DECLARED_DEV = _declared(EXTRAS["dev"])
LOCKS = {
    "requirements.lock": DECLARED,
    "requirements-server.lock": DECLARED | DECLARED_SERVER,
    "requirements-dev.lock": DECLARED | DECLARED_DEV,
}


def test_the_locks_hold_every_declared_dependency() -> None:
    for lock, wanted in LOCKS.items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = {_normal(found) for found in re.findall(r"^([\w.-]+)", text, re.M)}
        assert wanted <= pinned, f"{lock}: run `make lock`"


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_whatever_is_imported_is_declared() -> None:
    """A package that only comes along with another one may go away with its next release."""
    providers = importlib.metadata.packages_distributions()
    missing = set()
    for path in PYTHON_FILES:
        room = path.relative_to(ROOT).parts[0]
        runtime = room in PACKAGES and not path.is_relative_to(ROOT / "corpus" / "samples")
        allowed = DECLARED | DECLARED_SERVER if runtime else DECLARED | DECLARED_DEV
        for module in set(_imported(path)) - set(sys.stdlib_module_names) - {*PACKAGES, "tests", "bench"}:
            names = {_normal(n) for n in providers.get(module, [module])}
            # These two are the visible halves of what is declared beside them.
            names |= {"fastapi"} if module in {"starlette", "pydantic"} else set()
            names |= {"elasticsearch"} if module == "elastic_transport" else set()
            if not names & allowed:
                missing.add(f"{name(path)}: {module}")
    assert not missing


def test_no_dependency_is_under_the_gpl() -> None:
    """GPL programs are called as separate processes and never shipped or linked; LGPL libraries may be used."""
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    forbidden = []
    for distribution in [*locked, *(d for d in DECLARED if d not in locked)]:
        try:
            metadata = importlib.metadata.metadata(distribution)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform
        classifiers = [c for c in metadata.get_all("Classifier") or [] if c.startswith("License")]
        texts = [*(metadata.get_all("License-Expression") or []), *(metadata.get_all("License") or [])]
        licence = " | ".join([*classifiers, *(text.strip().split("\n")[0] for text in texts)])
        copyleft = re.search(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License|Affero", licence)
        choice = re.search(r"\bOR\b|Apache|\bMIT\b|\bBSD\b|MPL", licence)
        if copyleft and not choice:
            forbidden.append(f"{distribution}: {licence}")
    assert not forbidden


def _tables(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield where, value
        for key, inner in value.items():
            yield from _tables(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _tables(inner, f"{where}[{number}]")


def _entries() -> list[Any]:
    entries = []
    for path in DATA_FILES:
        for where, table in _tables(tomllib.loads(path.read_text(encoding="utf-8")), path.stem):
            if {"finds", "misses", "pattern"} & set(table):
                entries.append(pytest.param(table, id=where))
    return entries


def test_there_is_knowledge_as_data() -> None:
    assert DATA_FILES
    assert _entries()


@pytest.mark.parametrize("entry", _entries())
def test_an_entry_of_the_data_has_sound_examples(entry: dict[str, Any]) -> None:
    """What is the same for all data files; that an example is found by its own rule is tested beside each rule."""
    finds, misses = entry.get("finds", []), entry.get("misses", [])
    assert isinstance(finds, list)
    assert isinstance(misses, list)
    texts = [example for example in (*finds, *misses) if isinstance(example, str)]
    assert all(text.strip() for text in texts), "an empty example shows nothing"
    assert len(set(texts)) == len(texts), "an example stands twice, or is both found and missed"
    if "pattern" in entry:
        assert finds, "a pattern shows at least one text that it finds"
        re.compile(entry["pattern"])
