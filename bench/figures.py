"""How a bench prints: one line a figure, `name | value | must | ok or SHORT`; exit status 1 when one is short."""

from __future__ import annotations

import argparse
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Bound = Literal[">=", "<=", "=="]
_HOLDS: dict[Bound, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le, "==": operator.eq}


def _shown(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.1f}"


@dataclass(slots=True)
class Report:
    """Prints each figure as it is measured and remembers what is short and what could not be measured."""

    short: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    printed: list[tuple[str, str, str, str]] = field(default_factory=list)  # name, value, must, ok or SHORT

    def figure(self, name: str, value: float, bound: Bound, must: float, *, unit: str = "", note: str = "") -> bool:
        """One figure with what it must reach. `note` (sample size, machine) stands in brackets behind the value."""
        holds = _HOLDS[bound](value, must)
        shown = f"{_shown(value)}{unit}" + (f" ({note})" if note else "")
        self._print(name, shown, f"{bound} {_shown(must)}{unit}", "ok" if holds else "SHORT")
        if not holds:
            self.short.append(name)
        return holds

    def fact(self, name: str, holds: bool, *, note: str = "") -> bool:
        """Something that is so or not."""
        shown = ("yes" if holds else "no") + (f" ({note})" if note else "")
        self._print(name, shown, "yes", "ok" if holds else "SHORT")
        if not holds:
            self.short.append(name)
        return holds

    def told(self, name: str, value: str) -> None:
        """A measured value that nothing is demanded of."""
        self._print(name, value, "-", "ok")

    def _print(self, *columns: str) -> None:
        print(" | ".join(columns), flush=True)
        name, value, must, verdict = columns
        self.printed.append((name, value, must, verdict))

    def side_by_side(self, one: str, other: str) -> None:
        """Every figure that both were measured for (their names begin with `one: ` and `other: `), in one line."""
        values = {name: (value, must, verdict) for name, value, must, verdict in self.printed}
        if not any(name.startswith(f"{other}: ") for name in values):
            return
        print(f"\nfigure | {one} | {other} | must | ok or SHORT")
        for name, (value, must, verdict) in values.items():
            what = name.removeprefix(f"{one}: ")
            beside = values.get(f"{other}: {what}")
            if what != name and beside is not None:
                musts = must if must == beside[1] else f"{must}; {beside[1]}"
                both = "ok" if {verdict, beside[2]} == {"ok"} else "SHORT"
                print(f"{what} | {value} | {beside[0]} | {musts} | {both}")

    def folder(self, path: Path) -> bool:
        """Whether a folder that figures need is there; one that is not is named and passed over."""
        if path.exists():
            return True
        print(f"{path} | missing | - | passed over", flush=True)
        self.passed_over.append(str(path))
        return False

    def close(self) -> int:
        """The closing line and the exit status: 1 when a figure is short."""
        if self.passed_over:
            print(f"not measured for want of: {', '.join(self.passed_over)}")
        print(f"short: {', '.join(self.short)}" if self.short else "every measured figure is reached")
        return 1 if self.short else 0


def gold_folder(description: str, arguments: Sequence[str] | None = None) -> Path:
    """The `--gold DIR` that every bench takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"), metavar="DIR")
    return Path(parser.parse_args(arguments).gold)
