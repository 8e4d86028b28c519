"""The same papers with the letters, spaces and lines that portals, editors and PDFs leave: all is read as before.

Each change keeps what a paper says. `values` is all that is read of it, without places.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.figures import Report
from extractor.document import SourceFile, Text
from extractor.pipeline import extract
from extractor.render import document_json

EVERY = 12  # of the texts of `bases` one in so many is read
MOST_LOST = 0.001  # of all values

_SOURCE = SourceFile("a.txt", "", "text/plain", 0)
_PLAIN = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200e\ufeff\u202a\u202c"), ""), 0x2011: "-", 0xD0: "Đ", 0xF0: "đ"}
_PLAIN |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def wrapped(text: str, width: int = 90) -> str:
    """Lines of at most so many characters, as a PDF has them."""
    return "\n".join(re.sub(rf"(.{{1,{width}}})(?: |$)", r"\1\n", line).removesuffix("\n") for line in text.split("\n"))


CHANGES: dict[str, Callable[[str], str]] = {
    "spaces that do not break": lambda text: re.sub(r"(?<=\w) (?=[\w(])", "\u00a0", text),
    "every other one": lambda text: re.sub(r" (\S+) ", "\u00a0\\1 ", text),
    "line ends of two characters": lambda text: text.replace("\n", "\r\n"),
    "line ends turned twice": lambda text: text.replace("\n", "\r\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "Eth": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "unseen marks": lambda text: re.sub(r"(?<=[aio])(?=[cnt])", "\u00ad", text.replace(" của", "\u200b của\u200e")),
    "a mark of the order of bytes": lambda text: "\ufeff" + text,
    "dashes that do not break": lambda text: text.replace("-", "\u2011"),
    "letters of full width": lambda text: re.sub(r"(?<=\d)/(?=[\dA-ZĐ])", "\uff0f", text),
    "figures of full width": lambda text: re.sub(r"\d", lambda one: chr(ord(one.group()) + 0xFEE0), text),
    "wide spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u3000", text),
    "marks of direction around numbers": lambda text: re.sub(r"(\d+/\S*\w)", "\u202a\\1\u202c", text),
    "separators of lines": lambda text: text.replace("\n", "\u2028"),
    "a margin": lambda text: re.sub(r"(?m)^(?=.)", "    ", text),
    "lines set in": lambda text: re.sub(r"\n(?=[^\s-])", "\n" + " " * 12, text),
    "empty paragraphs": lambda text: text.replace("\n\n", "\n\u00a0\n"),
    "blanks behind every line": lambda text: text.replace("\n", " \n"),
}


def values(text: str) -> Any:
    """All that is read of a text but where it stands and by which steps."""
    return _without_places(document_json(extract(Text(text)), Text(text), _SOURCE))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_places(v) for k, v in value.items() if k not in ("start", "end", "reasons")}
    if isinstance(value, list):
        return [_without_places(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def plain(words: str) -> str:
    """The words without what is odd in them."""
    return " ".join(words.translate(_PLAIN).split())


def odd_letters(report: Report, gold: Path) -> None:
    """The share of values that each change loses, over the annotated texts and a part of `bases`."""
    there = [path for folder in ("dev", "seeds") for path in sorted((gold / folder).glob("*.txt"))]
    texts = [path.read_text("utf-8") for path in (*there, *sorted((gold / "bases" / "texts").glob("*.txt"))[::EVERY])]
    read = [_counted(values(plain_lines(text))) for text in texts]
    total = sum(found.total() for found in read)
    for name, change in CHANGES.items():
        lost = sum(
            (found - _counted(values(change(plain_lines(text))))).total()
            for found, text in zip(read, texts, strict=True)
        )
        report.figure(f"odd letters, {name}: values lost", lost / total, "<=", MOST_LOST, note=f"of {total}")


def plain_lines(text: str) -> str:
    """The text without the odd letters that it has itself: both readings begin from the same."""
    return "\n".join(line.translate(_PLAIN).replace("\u00a0", " ") for line in text.splitlines())


def _counted(read: Any) -> Counter[str]:
    """Every value of a contract, its lists member by member; divisions of the body by their label."""
    found: Counter[str] = Counter()
    for name, value in read.items():
        for one in value if isinstance(value, list) else [value]:
            found[f"{name} {json.dumps(one, ensure_ascii=False, sort_keys=True)}"] += 1
    return found
