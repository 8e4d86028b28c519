"""Compares two drafts, or a draft with what was signed: bases, units, deadlines and recipients first, then division by
division with the words that changed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus.drafts import Reading
from extractor.text import compare_form, squash

FIELDS = ("number", "date", "type", "issuer", "title", "secrecy", "urgency")
LISTS = ("bases", "units", "deadlines", "recipients", "signers")
_ALIKE = 0.6
_LEAST_ALIKE = 0.25  # of two divisions with the same path, where nothing else is left to pair them with
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TRIED = 400  # pairs of unmatched divisions that are compared by their words
_LONG, _VERY_LONG = 2000, 20_000  # words and spaces, or divisions
_SAME_PATH = 8  # divisions of one path (`Điều 1` of a decision and of its annex) that are compared by their words
_ANNEXED = "phần sau chữ ký"
_HEADS = ("điều", "chương", "mục", "phần")
_SAME_PLACE = 0.1  # what the same path adds to how alike two divisions are
# The number under which a division stands is no word of it: what is put in before it changes it.
_MARK = re.compile(
    r"(?:(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[\dIVXLC]+[a-zđ]?\s*[.:)–-]?"
    r"|[IVXLC]+\s*[.)–-]|\d+(?:\.\d+)*[a-zđ]?\s*[.)]|[a-zđ]\s*\))\s*"
)
_MARKED_LINE = re.compile(rf"\n[ \t]*(?={_MARK.pattern})")


@dataclass(frozen=True, slots=True)
class Division:
    """A division by its path (`Điều 3 khoản 2`) and its own words, without those of the divisions inside it. `above`
    is the path without its own mark, `begins` where that division does, `words` the text without the mark."""

    path: str
    text: str
    start: int
    end: int
    above: str = ""
    words: str = ""
    begins: int = -1


def compare(one: Reading, other: Reading) -> dict[str, Any]:
    """`{"fields": [{"field", "one", "other"}], "lists": {name: {"added", "removed"}}, "divisions": [{"path", "state",
    "one", "other", "pieces": [{"kind", "text"}]}], "same", "alike"}`.

    `state`: changed, added, removed, moved (same words under another mark); divisions without a change are only
    counted (`same`), and so are those that only went along with the division above them. `pieces` are same, added or
    removed words; joined without the added they are the one's words (of what both have: without the mark).
    `alike` (0..1) is the share of words in common.
    """
    pairs = _pairs(divisions(one), divisions(other))
    went = {(a.path, a.start): (b.path, b.start) for a, b in pairs if a is not None and b is not None}
    changed = [_change(a, b, went) for a, b in pairs]
    return {
        "fields": [
            {"field": name, "one": one.contract[name], "other": other.contract[name]}
            for name in FIELDS
            if _differs(one.contract[name], other.contract[name])
        ],
        "lists": {name: _list_change(_listed(one, name), _listed(other, name)) for name in LISTS},
        "divisions": [row for row in changed if row is not None],
        "same": sum(row is None for row in changed),
        "alike": round(_alike(one.text.content, other.text.content), 4),
    }


def divisions(reading: Reading) -> list[Division]:
    """The divisions of a paper in reading order, and what it brings behind the signature; one without any is one."""
    content = reading.text.content
    found = list(_flat(reading.contract["body"], content, ""))
    header, footer = reading.document.header, reading.document.footer
    if not found:
        whole = squash(content[header.body_start : header.end])
        found = [Division("nội dung", whole, header.body_start, header.end, words=whole)]
    foot = [block.end for block in (footer.signature_block, footer.recipients_block) if block is not None]
    return found + (list(_behind(content, max(*foot, found[-1].end, 0))) if foot else [])


def _behind(content: str, start: int) -> Iterator[Division]:
    """What stands behind the signature, a division for every line that begins with a mark: its units were not read."""
    begins = [start, *(line.end() for line in _MARKED_LINE.finditer(content, start))]
    article, opened = _ANNEXED, -1
    for begin, end in pairwise([*begins, len(content)]):
        text = squash(content[begin:end])
        mark = _MARK.match(text) if begin != start else None
        label = mark.group().strip(" .:)–-") if mark is not None else ""
        is_head = label.lower().startswith(_HEADS)
        above, within = (_ANNEXED, -1) if is_head else (article, opened)
        if not is_head and opened >= 0:
            label = f"khoản {label}" if label.isdigit() else f"điểm {label}" if len(label) == 1 else label
        path = f"{above} {label}".strip()
        if is_head:
            article, opened = path, begin
        if text:
            yield Division(path, text, begin, end, above, text[mark.end() :] if mark else text, within)


def _flat(units: Sequence[Mapping[str, Any]], content: str, above: str, begins: int = -1) -> Iterator[Division]:
    for unit in units:
        own_end = unit["children"][0]["start"] if unit["children"] else unit["end"]
        label = _label(unit)
        path = f"{above} {label}".strip()
        text = squash(content[unit["start"] : own_end])
        if text:
            mark = _MARK.match(text) if unit["label"] else None
            yield Division(path, text, unit["start"], own_end, above, text[mark.end() :] if mark else text, begins)
        yield from _flat(unit["children"], content, path, unit["start"])


def _label(unit: Mapping[str, Any]) -> str:
    if unit["kind"] == "preamble":
        return "phần mở đầu"
    if unit["kind"] == "table":
        return "bảng"
    return str(unit["label"] or unit["title"] or unit["kind"])


def _pairs(one: list[Division], other: list[Division]) -> list[tuple[Division | None, Division | None]]:
    """Each division with its partner: same words first, then same path, then words alike."""
    left: dict[int, Division] = dict(enumerate(one))
    right: dict[int, Division] = dict(enumerate(other))
    found: list[tuple[int, int]] = []

    def take(a: int, b: int) -> None:
        found.append((a, b))
        del left[a], right[b]

    for block in _matcher([d.words for d in one], [d.words for d in other]).get_matching_blocks():
        for step in range(block.size):
            take(block.a + step, block.b + step)
    elsewhere: dict[str, list[int]] = {}
    for b in reversed(list(right)):
        elsewhere.setdefault(right[b].words, []).append(b)
    for a in list(left):
        if same := elsewhere.get(left[a].words):
            take(a, same.pop())
    if len(left) * len(right) <= _MOST_TRIED:
        scored = []
        for a in left:
            for b in right:
                alike = _alike(left[a].words, right[b].words)
                if alike >= _ALIKE:
                    scored.append((alike + _SAME_PLACE * (left[a].path == right[b].path), a, b))
        for _, a, b in sorted(scored, reverse=True):
            if a in left and b in right:
                take(a, b)
    places: dict[str, list[int]] = {}
    for b, division in right.items():
        places.setdefault(division.path, []).append(b)
    for a in list(left):
        here = places.get(left[a].path, [])
        alike, place = max(((_alike(left[a].words, right[b].words), -b) for b in here[:_SAME_PATH]), default=(0.0, 0))
        if alike >= _LEAST_ALIKE:
            here.remove(-place)
            take(a, -place)
    rows: list[tuple[float, Division | None, Division | None]] = [(b, one[a], other[b]) for a, b in found]
    rows += [(b, None, division) for b, division in right.items()]
    placed = dict(found)
    for a, division in left.items():  # what is gone stands behind what stood before it
        before = max((placed[k] for k in placed if k < a), default=-1)
        rows.append((before + 0.5 + a * 1e-6, division, None))
    return [(a, b) for _, a, b in sorted(rows, key=lambda row: row[0])]


def _change(
    one: Division | None, other: Division | None, went: Mapping[tuple[str, int], tuple[str, int]]
) -> dict[str, Any] | None:
    """What became of a division; `went` says which of the other the divisions above are there, by path and start."""
    if one is not None and other is not None and one.words == other.words:
        own_mark = one.path.removeprefix(one.above) == other.path.removeprefix(other.above)
        if one.path == other.path or (own_mark and went.get((one.above, one.begins)) == (other.above, other.begins)):
            return None
    whole = other or one
    if whole is None:
        return None
    if one is None or other is None:
        state = "removed" if other is None else "added"
        pieces = [{"kind": state, "text": whole.text}]
    else:
        state = "moved" if one.words == other.words else "changed"
        pieces = word_pieces(one.words, other.words)
    return {
        "path": whole.path,
        "was": one.path if one is not None and other is not None and one.path != other.path else None,
        "state": state,
        "one": {"start": one.start, "end": one.end} if one else None,
        "other": {"start": other.start, "end": other.end} if other else None,
        "pieces": pieces,
    }


def word_pieces(one: str, other: str) -> list[dict[str, str]]:
    """Two texts as runs of same, removed and added words, in order; of very long ones all between the first and the
    last word that differs is one run."""
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    pieces: list[dict[str, str]] = []
    for tag, i, j, k, m in _matcher(a, b).get_opcodes() if max(len(a), len(b)) <= _VERY_LONG else _one_change(a, b):
        if tag == "equal":
            pieces.append({"kind": "same", "text": "".join(a[i:j])})
            continue
        if j > i:
            pieces.append({"kind": "removed", "text": "".join(a[i:j])})
        if m > k:
            pieces.append({"kind": "added", "text": "".join(b[k:m])})
    return pieces


def _matcher(a: list[str], b: list[str]) -> difflib.SequenceMatcher[str]:
    """Of long lists what comes again and again is left out as a place to begin at: time would grow with its square."""
    return difflib.SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _LONG)


def _one_change(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    most = min(len(a), len(b))
    head = next((i for i in range(most) if a[i] != b[i]), most)
    tail = next((i for i in range(most - head) if a[-1 - i] != b[-1 - i]), most - head)
    i, k = len(a) - tail, len(b) - tail
    rows = (("equal", 0, head, 0, head), ("replace", head, i, head, k), ("equal", i, len(a), k, len(b)))
    return [row for row in rows if row[2] > row[1] or row[4] > row[3]]


def _alike(one: str, other: str) -> float:
    """Share of words in common, by count; 0..1."""
    a, b = one.lower().split(), other.lower().split()
    if not a or not b:
        return float(a == b)
    counts: dict[str, int] = {}
    for word in a:
        counts[word] = counts.get(word, 0) + 1
    common = 0
    for word in b:
        if counts.get(word, 0) > 0:
            counts[word] -= 1
            common += 1
    return 2 * common / (len(a) + len(b))


def _listed(reading: Reading, name: str) -> dict[str, str]:
    """What a list holds: how each item is told apart, and how it is shown."""
    contract = reading.contract
    if name == "bases":
        rows = [r for r in contract["references"] if r["relation"] == "basis"]
        return {r["key"] or compare_form(r["text"]): squash(r["text"]) for r in rows}
    if name == "deadlines":
        shown = [f"{t['unit']}: {squash(t['deadline']['text'])}" for t in contract["tasks"] if t["deadline"]]
        of_units = {t["deadline"]["text"] for t in contract["tasks"] if t["deadline"]}
        shown += [squash(d["text"]) for d in contract["deadlines"] if d["text"] not in of_units]
        return {compare_form(text): text for text in shown}
    if name == "signers":
        rows = contract["signers"]
        return {compare_form(s["name"]): ", ".join(p for p in (s["name"], s["position"]) if p) for s in rows}
    return {compare_form(text): text for text in contract[name]}


def _list_change(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        "added": [shown for key, shown in other.items() if key not in one],
        "removed": [shown for key, shown in one.items() if key not in other],
    }


def _differs(one: Any, other: Any) -> bool:
    return (compare_form(str(one)) if one else None) != (compare_form(str(other)) if other else None)
