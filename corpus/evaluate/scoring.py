"""One document read against its gold record, counted into a tally."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from corpus.evaluate.scoring_text import bodies, body, brief, distance, folded, key, number, plain, symbol, wilson

Record = dict[str, Any]
Norm = Callable[[Any], Any]

_HEADER: tuple[tuple[str, Norm], ...] = (
    ("kind", str), ("type", folded), ("number", number), ("date", str), ("place", folded), ("issuer", body),
    ("title", folded),
)  # fmt: skip
_REFERENCE: tuple[tuple[str, Norm], ...] = (
    ("date", str), ("issuer", body), ("locality", folded), ("pinpoint", folded), ("relation", str),
)  # fmt: skip
_ALSO_FOR_NEWS = ("date", "title", "number")


@dataclass(slots=True)
class Tally:
    """Figures of many documents. `shares`: name -> [right, all]; `f1`: name -> [true, false positive, missed].

    `errors`: what was wrong under each name, one line each.
    """

    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    f1: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    line_chars: int = 0
    line_edits: int = 0
    title_chars: int = 0
    title_edits: int = 0
    named: int = 0

    def hit(self, name: str, good: object, note: str | None = None) -> None:
        count = self.shares[name]
        count[1] += 1
        count[0] += bool(good)
        if not good and note:
            self.errors[name].append(note)

    def multiset(self, name: str, gold: Iterable[Any], read: Iterable[Any], note: object = None) -> None:
        """Adds true positives, false positives and misses of two multisets."""
        wanted, got = Counter(gold), Counter(read)
        true = sum((wanted & got).values())
        count = self.f1[name]
        count[0] += true
        count[1] += sum(got.values()) - true
        count[2] += sum(wanted.values()) - true
        self.errors[name].extend(f"{note}: missed {x}" for x in (wanted - got))
        self.errors[name].extend(f"{note}: extra {x}" for x in (got - wanted))

    def lines(self, errors: int = 0) -> list[str]:
        """One line a figure: name, value, n and interval; then up to `errors` notes a name."""
        shown = []
        for name, (true, extra, missed) in self.f1.items():
            precision = true / (true + extra) if true + extra else 0
            recall = true / (true + missed) if true + missed else 0
            value = 2 * precision * recall / (precision + recall) if precision + recall else 0
            low, high = wilson(true, true + missed)
            shown.append(
                f"{name:34s} F1 {value:.4f}  P {precision:.4f}  R {recall:.4f}  gold {true + missed}  "
                f"predicted {true + extra}  R 95% [{low:.3f},{high:.3f}]"
            )
        for name, (right, total) in self.shares.items():
            low, high = wilson(right, total)
            shown.append(f"{name:34s} acc {right / total:.4f}  n {total}  95% [{low:.3f},{high:.3f}]")
        for name, edits, chars in (
            ("character error of quoted lines", self.line_edits, self.line_chars),
            ("character error of titles", self.title_edits, self.title_chars),
        ):
            if chars:
                shown.append(f"{name:34s} CER {edits / chars:.4f}  characters {chars}")
        shown.append(f"references of class named: predicted {self.named}")
        for name, notes in self.errors.items():
            shown.extend(f"  ! {name}: {note}" for note in notes[:errors])
        return shown


def score(tally: Tally, name: str, gold: Record, read: Record, text: str | None = None) -> None:
    """Counts one document. `read` is a contract object; without `source` it stands for a missing one. `text` is what
    was read of a file that is no plain text, for its character error; None: not asked for."""
    if any("start" not in r for r in gold["references"]) or "format" in gold:
        _file(tally, name, gold, read, text)
    else:
        _text(tally, name, gold, read)


def _names(signers: list[Any] | None) -> set[str | None]:
    said = [s["name"] if isinstance(s, dict) else s for s in signers or []]
    return {folded(name) for name in said if name}


def _file(tally: Tally, name: str, gold: Record, read: Record, text: str | None) -> None:
    """A file without offsets: keys, header with handwriting, character error of the quoted lines."""
    wanted = [r for r in gold["references"] if r.get("class") != "named"]
    got = [r for r in read["references"] if r.get("class") != "named"]
    whole = gold.get("pages_read", 1) >= gold.get("pages", 1)
    if whole:
        tally.multiset("reference key", map(key, wanted), map(key, got), name)
        tally.multiset(
            "reference number", [number(r.get("number")) for r in wanted], [number(r.get("number")) for r in got], name
        )
    _handwriting(tally, name, gold, read)
    left = list(got)
    for reference in wanted if whole else []:
        match = next((r for r in left if key(r) == key(reference)), None)
        if match is None:
            continue
        left.remove(match)
        for field_, norm in (("date", str), ("issuer", body), ("relation", str)):
            if field_ == "date" and reference.get("class") == "law" and not reference.get("date"):
                continue
            a, b = reference.get(field_), match.get(field_)
            if a is not None or b is not None:
                note = f"{name} {reference['text'][:60]!r}: gold {a!r} got {b!r}"
                tally.hit(f"reference {field_}", norm(a) == norm(b), note)
    signed, said = _names(gold.get("signers")), _names(read.get("signers"))
    tally.hit("header signers", signed == said, f"{name}: gold {signed} got {said}")
    _recipients(tally, name, gold.get("recipients"), read)
    if text is not None and gold.get("lines"):
        _characters(tally, name, gold, read, plain(text))


def _handwriting(tally: Tally, name: str, gold: Record, read: Record) -> None:
    """Header fields of a scan: what is written by hand must be right or null, and be warned of."""
    by_hand = set(gold.get("handwritten") or [])
    there = "source" in read
    for field_, norm in _HEADER[1:]:
        a, b = gold.get(field_), read.get(field_)
        good = (norm(a) == norm(b)) if a is not None else b is None
        note = f"{name}: gold {a!r} got {b!r}"
        if field_ in by_hand:
            tally.hit(f"handwritten {field_}: right or null", there and (good or b is None), note)
        else:
            tally.hit(f"header {field_}", good, note)
    own = symbol(read.get("number")) or (number(read.get("symbol")) if read.get("symbol") else None)
    note = f"{name}: gold {gold.get('number')!r} got {read.get('symbol')!r}"
    tally.hit("header symbol", symbol(gold.get("number")) == own, note)
    warned = {w.get("field") for w in read.get("warnings") or [] if w.get("code") == "handwritten"}
    for field_ in sorted(by_hand):
        tally.hit("handwritten field warned of", field_ in warned, f"{name}: {field_}")
    false = sorted(map(str, warned - by_hand))
    tally.hit("no typed field warned of", there and not warned - by_hand, f"{name}: {false}")
    if by_hand and gold.get("date_partial"):
        seen = read.get("date_partial") or (read.get("date") or "")[:7]
        note = f"{name}: gold {gold['date_partial']} got {read.get('date_partial')}"
        tally.hit("date as far as typed", gold["date_partial"] == seen, note)


def _characters(tally: Tally, name: str, gold: Record, read: Record, text: str) -> None:
    title = folded(gold.get("title")) if gold.get("title") else None
    if title is not None:
        tally.title_chars += len(title)
        tally.title_edits += distance(title, folded(read.get("title")) or "")
    for quoted in gold["lines"]:
        line = plain(quoted["text"])
        edits = distance(line, text)
        tally.line_chars += len(line)
        tally.line_edits += edits
        if edits > 0.1 * len(line):
            tally.errors["quoted lines"].append(f"{name}: {edits} edits in {line!r}")


def _recipients(tally: Tally, name: str, gold: list[str] | None, read: Record) -> None:
    wanted, got = ({folded(x) for x in names or []} for names in (gold, read.get("recipients")))
    tally.multiset("recipients", wanted, got, name)


def _text(tally: Tally, name: str, gold: Record, read: Record) -> None:
    _references(tally, name, gold, read)
    _header(tally, name, gold, read)
    if "units" in gold:
        tally.multiset("units", bodies(gold["units"]), bodies(read.get("units")), name)
    if "deadlines" in gold:
        said = read.get("deadlines") or []
        wanted, got = ([(folded(d["text"]), d.get("date")) for d in each] for each in (gold["deadlines"], said))
        tally.multiset("deadlines", wanted, got, name)
        tally.multiset("deadlines, text alone", [text for text, _ in wanted], [text for text, _ in got])


def _references(tally: Tally, name: str, gold: Record, read: Record) -> None:
    every, said = gold["references"], read["references"]
    raw = bool(said) and all("raw_start" in r for r in said)
    low, high = ("raw_start", "raw_end") if raw else ("start", "end")
    named = [(r["start"], r["end"]) for r in every if r.get("class") == "named"]
    wanted = [r for r in every if r.get("class") != "named"]
    got = [r for r in said if r.get("class") != "named" and not any(s < r[high] and r[low] < e for s, e in named)]
    for r in every:
        if r.get("class") == "named":
            found = any(q.get("class") == "named" and q[low] < r["end"] and r["start"] < q[high] for q in said)
            tally.hit("recall of named (apart)", found, f"{name}: {r['text'][:60]!r}")
    tally.named += sum(q.get("class") == "named" for q in said)
    tally.multiset("reference span", [(r["start"], r["end"]) for r in wanted], [(r[low], r[high]) for r in got], name)
    tally.multiset(
        "reference span+type",
        [(r["start"], r["end"], folded(r["type"])) for r in wanted],
        [(r[low], r[high], folded(r["type"])) for r in got],
        name,
    )
    short = [(r["start"], r["end"]) for r in wanted if r.get("class") == "short"]

    def key_of(r: Record, start: str, end: str) -> tuple[Any, ...]:
        return brief(r) if any(s < r[end] and r[start] < e for s, e in short) else key(r)

    keys = [key_of(r, low, high) for r in got]
    tally.multiset("reference key", [key_of(r, "start", "end") for r in wanted], keys, name)
    read_keys = Counter(keys)
    for class_ in ("numbered", "law", "short"):
        gold_keys = Counter(key_of(r, "start", "end") for r in wanted if r.get("class") == class_)
        for each, times in gold_keys.items():
            for at in range(times):
                tally.hit(f"recall of {class_}", at < read_keys[each], f"{name}: {each}")
    for r in wanted:
        own = number(r.get("number"))
        match = next(
            (q for q in got if r["start"] < q[high] and q[low] < r["end"] and number(q.get("number")) == own), None
        )
        if match is not None:
            _fields(tally, f"{name}@{r['start']} {r['text'][:60]!r}", r, match)


def _fields(tally: Tally, where: str, gold: Record, read: Record) -> None:
    for name, norm in _REFERENCE:
        a, b = gold.get(name), read.get(name)
        if a is None and (not b or (name == "date" and gold.get("class") == "law")):
            continue
        good = norm(a) == norm(b) if a is not None else b in (None, "")
        tally.hit(f"reference {name}", good, f"{where}: gold {a!r} got {b!r}")


def _header(tally: Tally, name: str, gold: Record, read: Record) -> None:
    official = gold["kind"] == "official"
    whole = []
    for field_, norm in _HEADER:
        if field_ not in gold:
            continue
        a, b = gold.get(field_), read.get(field_)
        good = "source" in read and ((norm(a) == norm(b)) if a is not None else b is None)
        if field_ == "kind" or official or field_ in _ALSO_FOR_NEWS:
            tally.hit(f"header {field_}", good, f"{name}: gold {a!r} got {b!r}")
        if field_ not in ("kind", "place"):
            whole.append(good)
    if not official:
        return
    good = _names(gold.get("signers")) == _names(read.get("signers"))
    whole.append(good)
    tally.hit("header signers", good, f"{name}: gold {gold.get('signers')} got {read.get('signers')}")
    said = {folded(s.get("name")): s for s in read.get("signers") or []}
    for signer in gold.get("signers") or []:
        match = said.get(folded(signer["name"]), {})
        note = f"{name}: gold {signer} got {match}"
        same = folded(signer.get("position")) == folded(match.get("position"))
        tally.hit("signer position", bool(match) and same, note)
        tally.hit("signer authority", bool(match) and signer.get("authority") == match.get("authority"), note)
    tally.hit("whole header", all(whole))
    if "recipients" in gold:
        _recipients(tally, name, gold["recipients"], read)
