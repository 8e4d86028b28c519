"""Every error class of the packages below has its entry in the one table."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import getmembers, isclass
from types import ModuleType

import pytest

import corpus
import extractor
import index
import service
from service.errors import CAUSES, cause_of, describe
from service.pages.status import remedy


def modules(package: ModuleType) -> list[ModuleType]:
    found = [package]
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not info.name.endswith("__main__"):
            found.append(import_module(info.name))
    return found


def error_classes() -> list[type[Exception]]:
    found = {
        value
        for package in (extractor, index, corpus, service)
        for module in modules(package)
        for _, value in getmembers(module, isclass)
        if issubclass(value, Exception) and value.__module__ == module.__name__ and hasattr(value, "code")
    }
    return sorted(found, key=lambda value: value.__qualname__)


def test_the_walk_sees_the_known_classes() -> None:
    names = {value.__name__ for value in error_classes()}
    assert {"ExtractError", "EncryptedFile", "IndexUnavailable", "BadQuery", "SettingsError"} <= names


@pytest.mark.parametrize("value", error_classes(), ids=lambda value: value.__name__)
def test_every_error_class_has_a_cause(value: type[Exception]) -> None:
    assert value.code in CAUSES  # type: ignore[attr-defined]  # the walk keeps only classes that have it


def test_causes_are_usable() -> None:
    for code, cause in CAUSES.items():
        assert code == code.lower()
        assert cause.exit_status in (1, 2, 3), code
        assert 400 <= cause.http_status < 600, code
        assert cause.message.endswith("."), code


def test_every_cause_of_a_file_says_what_to_do() -> None:
    """The balance sheet prints what stands behind the first sentence."""
    from extractor import errors as readers

    of_files = {value.code for _, value in getmembers(readers, isclass) if hasattr(value, "code")}
    of_files |= {"file-changed", "out-of-memory", "not-finished", "worker-died", "secret-paper", "kept-earlier"}
    assert not [code for code in of_files & CAUSES.keys() if remedy(code) in ("", CAUSES[code].message)]
    assert not [code for code in of_files & CAUSES.keys() if not CAUSES[code].message.endswith(remedy(code))]
    assert not [code for code in of_files & CAUSES.keys() if ". " not in CAUSES[code].message]


def test_every_cause_says_what_to_do_unless_the_error_itself_does() -> None:
    """What is left to the error: which part of a question, a setting or a draft is wrong, and how to write it."""
    told_by_the_error = {
        "bad-query", "catalogue-mismatch", "bad-manifest", "bad-correction", "backup-damaged", "no-gold", "bad-draft",
        "bad-setting", "usage", "not-available", "not-confirmed", "invalid-request",
    }  # fmt: skip
    assert {code for code, cause in CAUSES.items() if "ãy " not in cause.message} == told_by_the_error


def test_an_unknown_exception_is_an_internal_error() -> None:
    assert cause_of(ValueError("x"))[0] == "internal-error"
    assert "ValueError: x" in describe(ValueError("x"))
