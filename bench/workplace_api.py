"""Whether every route of the API answers whatever is asked as its own description says: schemathesis over all of it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

from bench.browsing import SAMPLES, take_in
from bench.figures import Report
from service.app import create_app
from service.settings import Settings

EXAMPLES = 60
# A stream that ends with the service; its first events are tested in tests/test_service_jobs.py.
ENDLESS = ("/api/v1/jobs/events",)


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """Server errors, and answers of another status, type or shape than the description tells."""
    take_in(scratch / "data", [SAMPLES])
    asked, wrong = conformance(scratch / "data", int(os.environ.get("BENCH_EXAMPLES", str(EXAMPLES))))
    for what, count in sorted(wrong.items()):
        print(f"# {what}: {count} times")
    note = f"{asked} requests"
    broken = sum(count for what, count in wrong.items() if what.startswith("not_a_server_error"))
    report.figure("api: answers of a broken service", broken, "==", 0, note=note)
    report.figure("api: answers that the description does not tell", sum(wrong.values()) - broken, "==", 0, note=note)


def conformance(data: Path, examples: int) -> tuple[int, Counter[str]]:
    """How many requests were sent to the archive in `data` (so many a route), and what was wrong with the answers:
    `check: METHOD /route status` -> how often."""
    import schemathesis
    from fastapi.testclient import TestClient
    from hypothesis import HealthCheck, given, settings
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = (
        not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    )  # fmt: skip
    app = create_app(Settings(data=str(data)))
    wrong: Counter[str] = Counter()
    sent: Counter[str] = Counter()

    def ask(case: Any) -> None:
        route = f"{case.method} {case.path}"
        sent[route] += 1
        answer = case.call()
        for check in checks:
            try:
                case.validate_response(answer, checks=[check])
            except BaseException as error:  # a group of failures is no Exception
                if isinstance(error, (KeyboardInterrupt, SystemExit)):
                    raise
                wrong[f"{check.__name__}: {route} {answer.status_code}"] += 1

    quiet = settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    with TestClient(app, raise_server_exceptions=False):  # its start opens the archive for the requests below
        for found in schemathesis.openapi.from_asgi(str(app.openapi_url), app).get_all_operations():
            operation: Any = found.ok()  # type: ignore[union-attr]  # our own description is valid
            if operation.path not in ENDLESS:
                quiet(given(case=operation.as_strategy())(ask))()
    return sent.total(), wrong
