"""The office's workplace: pages, correction, staff tasks, rights and load. `make bench-workplace`.

`BENCH_PARTS` names what to run; each part is a module of its own and gets the report, the folder of annotated
documents and an empty folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import (
    axe,
    workplace_api,
    workplace_corrections,
    workplace_load,
    workplace_pages,
    workplace_risks,
    workplace_staff,
)
from bench.figures import Report, gold_folder

Part = Callable[[Report, Path, Path], None]
PARTS: dict[str, Part] = {
    "pages": workplace_pages.measure,
    "axe": axe.measure,
    "api": workplace_api.measure,
    "corrections": workplace_corrections.measure,
    "risks": workplace_risks.measure,
    "load": workplace_load.measure,
    "staff": workplace_staff.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    gold = gold_folder("the office's workplace", arguments)
    report = Report()
    for name in os.environ.get("BENCH_PARTS", " ".join(PARTS)).split():
        with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
            PARTS[name](report, gold, Path(scratch))
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
