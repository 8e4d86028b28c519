"""Takes in what appears in a folder, for as long as it runs. Looks at intervals: that works on shared disks too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.balance import BalanceSheet
from corpus.walking import stamp, walk

Stamps = dict[str, str | None]


def settled_changes(before: Stamps, now: Stamps, taken: Stamps) -> list[str]:
    """Files that are new or changed since they were taken in, and that were the same at the last look: one that is
    still being copied is left for later."""
    # a stamp is None where a file cannot be looked at: that is a state like others, and told once
    same = (path for path, seen in now.items() if path in before and before[path] == seen)
    return sorted(path for path in same if path not in taken or taken[path] != now[path])


def watch(
    paths: Sequence[Path],
    own: Path,
    take: Callable[[list[Path]], BalanceSheet],
    wait: Callable[[], bool],
    told: Callable[[Exception], None],
) -> Iterator[BalanceSheet]:
    """The sheet of each time that something was taken in. `own` is the archive's folder, which is left out; `wait` ends
    the watch by saying False. A folder that is away for a while (a share that is not mounted) is no error.

    A watch lasts for months: what `take` raises (another process takes files in, a file vanished, the index is away) is
    `told`, and the files are tried again at the next look. Raises Stopped, when someone asks the ingest to stop.
    """
    from corpus.errors import ArchiveError, Stopped
    from extractor.errors import ExtractError
    from index.base import IndexError_

    before: Stamps = {}
    taken: Stamps = {}
    while True:
        there = [path for path in paths if os.path.lexists(path)]
        now: Stamps = {path: stamp(path) for path in walk(there, own)}
        changed = settled_changes(before, now, taken)
        if changed:
            try:
                sheet = take([Path(path) for path in changed if os.path.lexists(path)])
            except Stopped:
                raise
            except (ArchiveError, ExtractError, IndexError_, OSError) as error:
                told(error)
            else:
                taken.update((path, now[path]) for path in changed)
                yield sheet
        before = now
        if not wait():
            return
