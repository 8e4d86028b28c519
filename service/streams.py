"""Work as it goes, as server-sent events: one shape for whatever runs long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from service.words import duration

EVERY_S = 1.0
LONGEST_S = 600.0
"""After so long a stream ends; browsers come back by themselves."""

Look = Callable[[], Mapping[str, Any] | None]


def job_stream(request: Request, look: Look) -> StreamingResponse:
    """An event `job` once a second with what `look` sees (None: nothing yet) while it says `open`, then `end`."""
    return StreamingResponse(_events(request, look), media_type="text/event-stream")


def how_far(done: int, total: int, rate: float | None, seconds_left: float | None, unit: str) -> dict[str, Any]:
    """The part of a job's view that counts, in words. `rate`: `unit` a second."""
    return {
        "percent": round(100 * (done / total if total else 1.0), 1),
        "files": f"{done} / {total}",
        "rate": f"{rate:.1f} {unit}/giây" if rate else "chưa rõ",
        "left": duration(int(seconds_left)) if seconds_left is not None else "chưa rõ",
    }


async def _events(request: Request, look: Look) -> AsyncIterator[bytes]:
    yield b"retry: 5000\n\n"
    left = LONGEST_S
    while left > 0 and not await request.is_disconnected():
        view = await run_in_threadpool(look)
        yield b"event: job\ndata: " + json.dumps(view, ensure_ascii=False).encode() + b"\n\n"
        if view is None or not view["open"]:
            yield b"event: end\ndata: {}\n\n"
            return
        await asyncio.sleep(EVERY_S)
        left -= EVERY_S
