"""How often a value is wrong, counted on annotated documents: the table by which the review queue is ordered, and
whether that order is a good one on documents that were not counted.

`python -m bench.workplace_risks --gold DIR --write` writes `corpus/value_risks.toml`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.figures import Report
from bench.worn_scans import draw
from corpus.evaluate import Read, gold_files, predict
from corpus.evaluate.scoring_text import body, folded, number
from corpus.risks import FIELDS, ODD, code_of, risk, spread

TABLE = Path(__file__).parents[1] / "corpus" / "value_risks.toml"
WORN = int(os.environ.get("BENCH_SCANS", "30"))
Key = tuple[str, str, str, str]
Seen = list[tuple[str, Key, bool]]  # name of the document, what the value is like, whether it is wrong
_HEAD = """# How often a value is wrong: counted by `python -m bench.workplace_risks --write` on annotated documents.
# `rule` none: nothing was read; read: a list without a rule of its own. `code`: the warning that names the field.

"""


def _bare(title: Any) -> str | None:
    """A title without the words that some records leave out before it."""
    said = folded(title)
    return re.sub(r"^(?:v/v|về việc)[:\s]*", "", said) if said else said


def _same(field: str, gold: Any, read: Any) -> bool:
    if field == "signers":
        return {folded(s.get("name")) for s in gold or []} == {folded(s.get("name")) for s in read or []}
    norm = {"issuer": body, "number": number, "title": _bare}.get(field, folded)
    return bool(norm(gold) == norm(read)) if gold is not None else not read


def seen(gold: Path, *, scans: Path | None = None) -> Seen:
    """Every header value of the annotated documents; `scans`, an empty folder: also of the files and of worn scans that
    are drawn there, whose recognition takes minutes."""
    found = _of_worn(scans) if scans else []
    folders = [
        folder for folder in (gold / "seeds", gold / "dev", *([gold / "files"] if scans else [])) if folder.is_dir()
    ]
    records = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in gold_files(folders)}
    read = predict(gold_files(folders), workers=1)
    for name, record in records.items():
        if name in read and "error" not in read[name].contract:
            fields = [f for f in FIELDS if f in record]
            found += _values(name, record, read[name], fields)
    texts = gold / "bases" / "texts"
    listed = [
        json.loads(line)
        for part in ("history", "dev")
        if (gold / "bases" / f"{part}.jsonl").exists()
        for line in (gold / "bases" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for one in listed:
        path = texts / f"{one['id']}.txt"
        if path.exists():
            found += _values(one["id"], one, _read(path), ["type", "number", "date", "issuer", "title"])
    return found


def _of_worn(folder: Path) -> Seen:
    found: Seen = []
    for path, said in draw(folder, WORN):
        read = predict([path.with_suffix(".json")]).get(path.stem)
        if read is not None and "error" not in read.contract:
            found += _values(path.stem, said, read, ["type", "number", "date", "issuer", "title"])
    return found


def _read(path: Path) -> Read:
    from extractor.document import SourceFile, Text
    from extractor.pipeline import extract
    from extractor.render import document_json
    from extractor.text import nfc

    text = Text(nfc(path.read_text(encoding="utf-8")))
    return Read(document_json(extract(text), text, SourceFile(path.name, "0" * 64, "text/plain", 0)))


def _values(name: str, gold: Any, read: Read, fields: Sequence[str]) -> Seen:
    contract = read.contract
    warned = {w["field"]: w["code"] for w in reversed(contract["warnings"]) if w["field"]}
    found: Seen = []
    for field in fields:
        evidence = contract["evidence"].get(field)
        rule = evidence["rule"] if evidence else ("read" if contract.get(field) else "none")
        code = code_of(field, contract.get(field), warned.get(field, ""))
        key = (field, rule, contract["source"]["text_source"], code)
        found.append((name, key, not _same(field, gold.get(field), contract.get(field))))
    return found


def written(values: Seen) -> str:
    """The table as TOML."""
    n, wrong = Counter(key for _, key, _ in values), Counter(key for _, key, bad in values if bad)
    lines = [
        f"{{ field = {json.dumps(key[0])}, rule = {json.dumps(key[1], ensure_ascii=False)}, source = "
        f"{json.dumps(key[2])}, code = {json.dumps(key[3])}, n = {n[key]}, wrong = {wrong[key]} }},"
        for key in sorted(n)
    ]
    return _HEAD + "counted = [\n" + "".join(f"  {line}\n" for line in lines) + "]\n"


def measure(report: Report, gold: Path, scratch: Path) -> None:
    """Prints the counts, and how well a table of one half orders the values of the other."""
    if not report.folder(gold / "seeds"):
        return
    values = seen(gold, scans=scratch)
    n, wrong = Counter(key for _, key, _ in values), Counter(key for _, key, bad in values if bad)
    for key in sorted(n, key=lambda k: -wrong[k] / n[k])[:12]:
        report.told(f"risk: {', '.join(part for part in key if part)}", f"{wrong[key]} of {n[key]} wrong")
    report.told("risk: values counted", f"{len(values)}, {sum(wrong.values())} of them wrong")
    names = sorted({name for name, _, _ in values})
    halves = [order(values, set(names[half::2])) for half in (0, 1)]
    report.figure(
        "risk: chance that a wrong value stands before a right one, on the half not counted", min(halves), ">=", 0.8,
        note=f"{sum(wrong.values())} wrong values in all",
    )  # fmt: skip
    unwarned = [order(values, set(names[half::2]), unwarned=True) for half in (0, 1)]
    report.told("risk: the same among values that no warning names", f"{min(unwarned):.2f}")
    pictures = [one for one in values if one[1][2] != "text"]
    within = [order(pictures, set(sorted({name for name, _, _ in pictures})[half::2])) for half in (0, 1)]
    report.told("risk: the same within what was recognised from pictures", f"{min(within):.2f} (n {len(pictures)})")


def order(values: Seen, counted: set[str], *, unwarned: bool = False) -> float:
    """Area under the curve: of a wrong and a right value of documents that were not counted, how often the wrong one
    has the higher risk (ties count half). `unwarned`: among values of which the reader itself says nothing."""
    table = spread(written([one for one in values if one[0] in counted]))
    told = [(risk(*key, table), bad) for name, key, bad in values
            if name not in counted and not (unwarned and key[3] not in ("", ODD))]  # fmt: skip
    bad = sorted(r for r, wrong in told if wrong)
    good = [r for r, wrong in told if not wrong]
    if not bad or not good:
        return 1.0
    pairs = sum((b > g) + 0.5 * (b == g) for b in bad for g in good)
    return pairs / (len(bad) * len(good))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="how often a value is wrong")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"), metavar="DIR")
    parser.add_argument("--write", action="store_true", help="write corpus/value_risks.toml")
    args = parser.parse_args(arguments)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as scratch:
        if args.write:
            TABLE.write_text(written(seen(args.gold, scans=Path(scratch))), encoding="utf-8")
            return 0
        measure(report, args.gold, Path(scratch))
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
