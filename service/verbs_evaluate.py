"""`vanban evaluate`: accuracy against annotated documents."""

from __future__ import annotations

import argparse

from service.errors import ServiceError


def evaluate(args: argparse.Namespace) -> int:
    raise ServiceError("not-available", "vanban evaluate")
