"""Runs the program and the scorers that lie beside the gold files, and reads what they print."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SCORE = re.compile(
    r"^(?P<name>\S.*?)\s+(?:F1|acc|CER) (?P<value>\d\.\d+).*?(?:\bn|\bgold|characters) (?P<n>\d+)", re.M
)
_READING = re.compile(r"^(?P<name>\S.*?)\s+(?P<value>\d\.\d+)\s+n=(?P<n>\d+)", re.M)


@dataclass(frozen=True, slots=True)
class Score:
    """A figure of a scorer over `n` gold items."""

    value: float
    n: int

    @property
    def wrong(self) -> int:
        return round((1 - self.value) * self.n)


def vanban(*arguments: str, timeout_s: float = 1800) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user would, in its own process."""
    command = [str(Path(sys.executable).with_name("vanban")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)


def vanban_json(*arguments: str) -> Any:
    """What a verb prints with `--json`. Raises RuntimeError with its own words when it failed."""
    done = vanban(*arguments, "--json")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        said = (done.stderr or done.stdout).strip()[-500:]
        raise RuntimeError(f"vanban {' '.join(arguments)}: exit {done.returncode}: {said}") from None


def extract_to(files: Sequence[Path], out: Path) -> int:
    """`vanban extract` on the files into a file of JSON lines; the exit status."""
    command = [str(Path(sys.executable).with_name("vanban")), "extract", *map(str, files)]
    with out.open("wb") as target:
        return subprocess.run(command, stdout=target, stderr=subprocess.DEVNULL, check=False).returncode


def score(gold: Path, folders: Sequence[Path], predictions: Path, *, slice_: str = "") -> dict[str, Score]:
    """The figures of gold/score.py by name; `slice_` as its option."""
    options = ["--slice", slice_] if slice_ else []
    said = _run([str(gold / "score.py"), ",".join(map(str, folders)), str(predictions), *options])
    return scores_in(said)


def scores_in(said: str) -> dict[str, Score]:
    """The figures in the scorer's form of output."""
    return {m["name"]: Score(float(m["value"]), int(m["n"])) for m in _SCORE.finditer(said)}


def score_reading(gold: Path, records: Sequence[Path], predictions: Path) -> dict[str, Score]:
    """The figures of gold/bases/score_reading.py by name."""
    said = _run([str(gold / "bases" / "score_reading.py"), ",".join(map(str, records)), str(predictions)])
    return {m["name"]: Score(float(m["value"]), int(m["n"])) for m in _READING.finditer(said)}


def _run(arguments: list[str]) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]}: {done.stderr.strip()[-500:]}")
    return done.stdout
