"""Outside programs: in a process group of their own, with limits on time and memory, killed whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import TimedOut, TooLarge, ToolFailed, ToolMissing
from extractor.limits import MIB, Limits
from extractor.text import quoted

# Output beyond this is not a document's text.
_OUTPUT_BYTES = 64 * MIB
_KEPT_ERROR_CHARS = 400


@dataclass(frozen=True, slots=True)
class Finished:
    """What a program left: its exit status, its standard output, the end of its diagnostics."""

    status: int
    output: bytes
    errors: str


def run(
    file_name: str, command: Sequence[str], *, folder: Path, limits: Limits, extra: Mapping[str, str] | None = None
) -> Finished:
    """Runs a program in `folder` and waits for it; standard input is empty, the environment is a small fixed one.

    The output goes through a file, so a chatty program cannot fill our memory. Raises ToolMissing, TimedOut, ToolFailed
    (only when it could not be started) and TooLarge for endless output; a non-zero status is for the caller to judge.
    """
    program = shutil.which(command[0])
    if program is None:
        raise ToolMissing(
            f"{file_name}: thiếu chương trình {quoted(command[0])} để đọc loại tệp này. Hãy cài đặt rồi chạy lại."
        )
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),  # profiles and caches of the program land in the folder that is thrown away
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(folder),
        **(extra or {}),
    }
    output, errors = folder / ".stdout", folder / ".stderr"
    with output.open("wb") as stdout, errors.open("wb") as stderr:
        try:
            process = subprocess.Popen(
                [program, *command[1:]],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
                preexec_fn=lambda: _limit(limits),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ToolFailed(f"{file_name}: không chạy được {quoted(command[0])} ({error}).") from error
        try:
            status = process.wait(limits.program_seconds)
        except subprocess.TimeoutExpired:
            raise TimedOut(
                f"{file_name}: {quoted(command[0])} chạy quá {limits.program_seconds:g} giây "
                "(giới hạn program_seconds) nên đã dừng. Tệp có thể hỏng hoặc quá lớn."
            ) from None
        finally:
            _kill_group(process)
    with output.open("rb") as stream:
        data = stream.read(_OUTPUT_BYTES + 1)
    if len(data) > _OUTPUT_BYTES:
        raise TooLarge(
            f"{file_name}: {quoted(command[0])} cho ra hơn {_OUTPUT_BYTES // MIB} MiB chữ. "
            "Hãy tách tệp thành nhiều phần."
        )
    said = errors.read_bytes()[-4 * _KEPT_ERROR_CHARS :].decode("utf-8", errors="replace").strip()
    return Finished(status, data, said[-_KEPT_ERROR_CHARS:])


def _limit(limits: Limits) -> None:
    """Runs in the child before the program: memory, written file size, processor time, no core file."""
    for kind, wanted in (
        (resource.RLIMIT_AS, limits.program_memory_bytes),
        (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
        (resource.RLIMIT_CPU, int(limits.program_seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        # A worker may already live under a lower limit, which cannot be raised.
        highest = resource.getrlimit(kind)[1]
        allowed = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
        resource.setrlimit(kind, (allowed, allowed))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and everything it started; a group that has already gone is no error."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
