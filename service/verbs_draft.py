"""`vanban bases` and `vanban check`: legal bases for a draft, and findings on the bases that it cites."""

from __future__ import annotations

import argparse

from service.errors import ServiceError


def bases(args: argparse.Namespace) -> int:
    raise ServiceError("not-available", "vanban bases")


def check(args: argparse.Namespace) -> int:
    raise ServiceError("not-available", "vanban check")
