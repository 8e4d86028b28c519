"""Form lint on real papers, and what is written read back: parts of `make bench-drafting`."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.figures import Report
from corpus.bases.check import check_draft
from corpus.bases.known import KnownActs
from corpus.drafts import Reading, form_of, paper_findings, read_draft_file, read_draft_text
from corpus.drafts.composing import Order, as_text, compose, type_codes
from corpus.drafts.docx import as_docx
from corpus.errors import CannotDraft
from extractor.document import Text
from extractor.form import lint
from extractor.pipeline import extract
from extractor.types import all_types

_DAY = "2026-11-20"
# One body of each level whose papers look different; the letters of those that the register does not know are given.
_STATE = (
    "Chính phủ", "Thủ tướng Chính phủ", "Bộ Nội vụ", "Văn phòng Chính phủ", "Thanh tra Chính phủ",
    "Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân thành phố Hà Nội", "Hội đồng nhân dân tỉnh Lào Cai",
    "Sở Nội vụ tỉnh Lào Cai", "Sở Y tế Thành phố Hồ Chí Minh", "Ủy ban nhân dân xã Mường Lai",
)  # fmt: skip
_PARTY = (
    "Bộ Chính trị", "Tỉnh ủy Lào Cai", "Thành ủy Hà Nội", "Ban Tổ chức Tỉnh ủy Lào Cai", "Văn phòng Tỉnh ủy Lào Cai",
    "Đảng ủy xã Mường Lai",
)  # fmt: skip
_TEN_PAGES_CHARS = 25_000


def form(report: Report, texts: Path, *, workers: int) -> None:
    """Findings a paper. That they are right is for the eye: the bench prints how many there are of each rule."""
    names = sorted(texts.glob("*.txt"))
    counts: Counter[str] = Counter()
    judged = faults = clean = 0
    with ProcessPoolExecutor(workers) as pool:
        for system, found in pool.map(_linted, names, chunksize=16):
            if system in ("nd30", "tt01", "hd36", "hd05"):
                judged += 1
                faults += sum(level == "fault" for _, level in found)
                clean += not found
            counts.update(rule for rule, _ in found)
    report.told("form: papers judged", f"{judged} of {len(names)}; the rest is normative")
    judged = max(judged, 1)
    report.told("form: faults a paper", f"{faults / judged:.2f}; without any finding {clean / judged:.2f}")
    report.told("form: findings by rule", ", ".join(f"{rule} {count}" for rule, count in counts.most_common()))


def _linted(path: Path) -> tuple[str | None, list[tuple[str, str]]]:
    text = Text(path.read_text(encoding="utf-8"))
    found = lint(text, extract(text), on=_DAY)
    return found.system.id if found.system else None, [(one.rule, one.level) for one in found.findings]


def written(report: Report) -> None:
    """Every type by every level of issuer: what was ordered is what is read, and the form has no fault."""
    asked = wrong = 0
    first: list[str] = []
    for order in _orders():
        paper = compose(order)
        for name, reading in (
            ("text", read_draft_text(as_text(paper))),
            ("docx", read_draft_file("du-thao.docx", as_docx(paper))),
        ):
            asked += 1
            differs = _differences(order, reading)
            if differs:
                wrong += 1
                first.append(f"{name} {order.type_code} {order.issuer}: {', '.join(differs)}")
    report.figure("written: papers that do not read back exactly", wrong, "==", 0, note=f"n {asked}")
    for line in first[:20]:
        report.told("written: differs", line)


def _orders() -> Iterator[Order]:
    order = Order(
        "KH", "", _DAY, title="Số hóa tài liệu lưu trữ năm 2027", proposal="Chánh Văn phòng", unit="VP",
        bases=("33/2024/QH15", "Nghị định số 113/2025/NĐ-CP ngày 03/6/2025 của Chính phủ quy định về lưu trữ"),
        signer="Hoàng Minh Thu",
    )  # fmt: skip
    systems = {entry.code: entry.systems for entry in all_types()}
    for code, _ in type_codes():
        for issuer in (*_STATE, *_PARTY):
            party = issuer in _PARTY
            if ("party" if party else "state") not in systems[code]:
                continue
            recipients = ("Các phòng, ban trực thuộc", "Lưu Văn phòng" if party else "Lưu: VT, VP")
            place = "Mường Lai" if issuer.endswith("Mường Lai") else ""
            made = replace(order, type_code=code, issuer=issuer, recipients=recipients, place=place)
            try:
                compose(made)
            except CannotDraft:
                made = replace(made, letters="VB")
            yield replace(made, number="7", dated=True)
            yield replace(made, authority=None if party else "KT")


def _differences(order: Order, reading: Reading) -> list[str]:
    read, paper = reading.contract, compose(order)
    number = re.sub(r"^Số:?\s*[/-]?", "", paper.number)
    signer = read["signers"][0] if read["signers"] else {"name": None, "position": None, "authority": None}
    kt = order.authority == "KT"
    same = {
        "type": read["type"] == order.type_code,
        "number": (read["number"] if order.dated else read["symbol"]) == number,
        "date": read["date"] == (order.day if order.dated else None),
        "issuer": read["issuer"] == order.issuer,
        "title": read["title"] == (paper.subject or order.title),
        "signer": signer["name"] == order.signer and signer["position"] == paper.stack[-1],
        "authority": signer["authority"] == ("KT" if kt else "TM" if len(paper.stack) > 1 else None),
        "recipients": read["recipients"] == [line.lstrip("- ").rstrip(";.") for line in paper.recipients],
        "bases": sum(one["relation"] == "basis" for one in read["references"]) == len(order.bases),
        "form": not form_of(reading, on=order.day).findings,
    }
    return [name for name, holds in same.items() if not holds]


def check_time(report: Report) -> None:
    """A draft of ten pages: read, its bases, its words against themselves, its form."""
    order = next(one for one in _orders() if one.type_code == "KH" and one.issuer.startswith("Sở Nội vụ"))
    lines = [
        f"{number}. Phòng Văn thư chủ trì, phối hợp với Sở Tài chính rà soát kho số {number} theo Nghị định số"
        f" 113/2025/NĐ-CP, báo cáo trước ngày 15/12/2026."
        for number in range(1, 400)
    ]
    body = "\n".join(lines)[:_TEN_PAGES_CHARS]
    data = as_docx(compose(replace(order, body=body, day=_DAY)))
    known = KnownActs()
    times = []
    for _ in range(5):
        began = time.process_time()  # the machine may be shared
        reading = read_draft_file("du-thao.docx", data)
        check_draft(reading.contract["references"], reading.text.content, known, on=_DAY, draft_type="KH")
        paper_findings(reading)
        form_of(reading, on=_DAY)
        times.append(time.process_time() - began)
    report.figure(
        "check of a draft of ten pages",
        statistics.median(times),
        "<=",
        2,
        unit=" s",
        note="processor time, median of 5",
    )
