"""A small archive in memory with the interface of `corpus.archive.Archive`, for tests of the service alone.

Four papers of an invented province and the directive that they carry out, which is cited but not held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.archive import Original
from corpus.errors import Ambiguous, NotFound
from index.base import Entry, Hit, Query, Results, Snippet

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 15/KH-UBND
Hòa An, ngày 02 tháng 3 năm 2024

KẾ HOẠCH
Chăm sóc cây xanh đô thị <năm 2024> & "phố xanh"

Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị và Nghị quyết số 7/NQ-HĐND của Hội đồng nhân dân tỉnh;
Giao Sở Xây dựng chủ trì trồng cây trước ngày 30/6/2024. Xem thêm Công văn số 9/UBND-KT.
"""
REPORT = """SỞ XÂY DỰNG
Số: 40/BC-SXD

Báo cáo kết quả thực hiện Kế hoạch số 15/KH-UBND ngày 02/3/2024 của Ủy ban nhân dân tỉnh Hòa An.
"""

NODES: dict[str, dict[str, Any]] = {
    "d1": {"number": "15/KH-UBND", "type": "KH", "issuer": "Ủy ban nhân dân tỉnh Hòa An", "date": "2024-03-02",
           "title": 'Chăm sóc cây xanh đô thị <năm 2024> & "phố xanh"', "held": True},
    "d2": {"number": "40/BC-SXD", "type": "BC", "issuer": "Sở Xây dựng tỉnh Hòa An", "date": "2024-12-10",
           "title": "Kết quả chăm sóc cây xanh", "held": True},
    "s1": {"number": "34-CT/TW", "type": "CT", "issuer": "Bộ Chính trị", "date": "2014-04-07", "title": None,
           "held": False},
    "d3": {"number": "7/NQ-HĐND", "type": "NQ", "issuer": "Hội đồng nhân dân tỉnh Hòa An", "date": "2023-12-08",
           "title": "Nhiệm vụ năm 2024", "held": True},
    "d4": {"number": "7/NQ-HĐND", "type": "NQ", "issuer": "Hội đồng nhân dân tỉnh Sơn Bình", "date": "2022-12-08",
           "title": "Đầu tư công", "held": True},
}  # fmt: skip
TEXTS = {"d1": PLAN, "d2": REPORT, "d3": "Nghị quyết về nhiệm vụ", "d4": "Nghị quyết về đầu tư"}


def node(id_: str) -> dict[str, Any]:
    return {"id": id_, "key": f"key:{id_}", **NODES[id_]}


def _reference(text: str, raw: str, relation: str, number: str | None, resolution: dict[str, Any]) -> dict[str, Any]:
    start = text.index(raw)
    return {
        "text": raw, "start": start, "end": start + len(raw), "page": None, "class": "numbered", "type": None,
        "type_name": None, "number": number, "year": None, "date": None, "issuer": None, "locality": None,
        "pinpoint": None, "title": None, "relation": relation, "key": None, "rule": "test", "resolution": resolution,
        "annexed": None,
    }  # fmt: skip


def _to(state: str, target: str | None, *candidates: str) -> dict[str, Any]:
    return {"state": state, "target": target, "candidates": [{"id": one, "evidence": ""} for one in candidates],
            "reasons": [], "findings": [], "part": None, "part_key": None}  # fmt: skip


def _record(id_: str) -> dict[str, Any]:
    text, known = TEXTS[id_], NODES[id_]
    references: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    deadlines: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []
    evidence: dict[str, Any] = {}
    if id_ == "d1":
        references = [
            _reference(text, "Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị", "implements", "34-CT/TW",
                       _to("stub", "s1")),
            _reference(text, "Nghị quyết số 7/NQ-HĐND của Hội đồng nhân dân tỉnh", "implements", "7/NQ-HĐND",
                       _to("ambiguous", None, "d3", "d4")),
            _reference(text, "Công văn số 9/UBND-KT", "mentions", "9/UBND-KT", _to("unresolved", None)),
        ]  # fmt: skip
        start = text.index("Giao Sở")
        due = text.index("trước ngày 30/6/2024")
        deadline = {"text": "trước ngày 30/6/2024", "date": "2024-06-30"}
        tasks = [{"unit": "Sở Xây dựng", "role": "lead", "text": text[start : due + 20], "start": start,
                  "end": due + 20, "deadline": deadline}]  # fmt: skip
        deadlines = [{**deadline, "start": due, "end": due + 20}]
        warnings = [{"code": "handwritten", "message": "Số viết tay, cần xem lại", "field": "number", "page": 1}]
        for name, raw in (("number", "15/KH-UBND"), ("date", "ngày 02 tháng 3 năm 2024")):
            at = text.index(raw)
            evidence[name] = {"raw": raw, "start": at, "end": at + len(raw), "rule": "test"}
    if id_ == "d2":
        raw = "Kế hoạch số 15/KH-UBND ngày 02/3/2024 của Ủy ban nhân dân tỉnh Hòa An"
        references = [_reference(text, raw, "implements", "15/KH-UBND", _to("resolved", "d1"))]
    return {
        "schema": 1,
        "source": {"path": f"kho/{id_}.txt", "sha256": "0" * 64, "media_type": "text/plain", "pages": None,
                   "text_source": "text", "part": {"index": 1, "of": 1, "first_page": None, "last_page": None}},
        "kind": "official", "type": known["type"], "type_name": None, "number": known["number"], "symbol": None,
        "date": known["date"], "date_partial": None, "place": None, "issuer": known["issuer"], "title": known["title"],
        "signers": [{"name": "Nguyễn Văn An", "position": "Phó Chủ tịch", "authority": "KT"}],
        "recipients": ["Lưu: VT"],
        "units": ["Sở Xây dựng"], "secrecy": None, "urgency": None, "body": [], "tasks": tasks, "deadlines": deadlines,
        "references": references, "links": [], "warnings": warnings, "evidence": evidence,
        "id": id_, "key": f"key:{id_}", "files": [f"kho/{id_}.txt"], "copies": [], "cited_by": 0,
        "annexed": [], "annexed_to": None, "part_of": None,
    }  # fmt: skip


EDGES: list[dict[str, Any]] = [
    {"from": "d1", "to": "s1", "relation": "implements", "text": "Thực hiện Chỉ thị số 34-CT/TW", "start": PLAN.index(
        "Chỉ thị"), "end": PLAN.index("Chỉ thị") + 10, "part": None},
    {"from": "d2", "to": "d1", "relation": "implements", "text": "thực hiện Kế hoạch số 15/KH-UBND",
     "start": REPORT.index("Kế hoạch"), "end": REPORT.index("Kế hoạch") + 10, "part": None},
]  # fmt: skip


STANDING: dict[str, Any] = {"state": "unknown", "since": None, "until": None, "by": [], "changed_by": [],
                            "reasons": ["kho không có văn bản nào thay thế"]}  # fmt: skip


class FakeArchive:
    """Answers as the real one does, from the tables above."""

    job_state = "finished"

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def close(self) -> None:
        return None

    def __enter__(self) -> FakeArchive:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def search(self, query: Query) -> Results:
        found = [
            (id_, known)
            for id_, known in NODES.items()
            if known["held"]
            and not query.secrecies  # none of them bears a mark
            and (query.text.lower() in TEXTS[id_].lower() or query.text == known["number"])
            and (not query.types or known["type"] in query.types)
            and known["type"] not in query.exclude_types
            and (query.ids is None or id_ in query.ids)
        ]
        hits = tuple(
            Hit(id_, f"key:{id_}", known["number"], known["type"], known["issuer"], known["date"], known["title"], 1.0,
                "number" if query.text == known["number"] else "words",
                (Snippet("trồng <b>cây</b> xanh", 3, ((6, 9),)),) if query.text else ())
            for id_, known in found
        )  # fmt: skip
        types = sorted({known["type"] for _, known in found})
        years = sorted({known["date"][:4] for _, known in found})
        facets = (("type", tuple((type_, 1) for type_ in types)), ("year", tuple((year, 1) for year in years)))
        notes = ("Hiểu là số, ký hiệu văn bản",) if query.text[:1].isdigit() else ()
        return Results(len(hits), hits[query.offset : query.offset + query.limit], facets, notes)

    def scan(self, query: Query) -> Iterator[Entry]:
        for hit in self.search(replace(query, limit=1000, offset=0)).hits:
            yield Entry(
                hit.id, hit.title, "", hit.key, hit.number, hit.type_code, None, hit.issuer, None, date=hit.date
            )

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        return [
            {**node(id_), "evidence": "số trùng"}
            for id_, known in NODES.items()
            if number in (id_, f"key:{id_}", known["number"]) and date in (None, known["date"])
        ]

    def heads(self) -> int:
        raise NotFound("tệp")  # drafts have tests of their own, with a real archive

    def _one(self, name: str) -> str:
        found = self.find(name)
        if not found:
            raise NotFound(name)
        if len(found) > 1:
            raise Ambiguous(name, found)
        return str(found[0]["id"])

    def show(self, id: str) -> dict[str, Any]:
        one = self._one(id)
        if not NODES[one]["held"]:
            raise NotFound(id)
        return _record(one)

    def text(self, id: str) -> str:
        return TEXTS[self._one(id)]

    def original(self, id: str) -> Original:
        return Original(Path(__file__), "tệp gốc.html", "text/html")

    def node(self, id: str) -> dict[str, Any]:
        return node(self._one(id))

    def nodes(self, ids: Collection[str], *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        return {id: node(id) for id in ids if id in NODES}

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        one = self._one(id)
        return [
            {**edge, **{name: NODES[edge["from"]][name] for name in ("number", "issuer", "date", "title")}}
            for edge in EDGES
            if edge["to"] == one
        ]

    def chain(
        self,
        root: str,
        *,
        up: bool = False,
        down: bool = False,
        depth: int | None = None,
        relations: Sequence[str] | None = None,
        date: str | None = None,
        issuer: str | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
        hides: object = None,
    ) -> dict[str, Any]:
        found = self.find(root, date=date)
        if len(found) > 1:
            raise Ambiguous(root, found)
        one = str(found[0]["id"]) if found else self._one(root)
        order = ("s1", "d1", "d2")
        if one not in order:
            return {"root": one, "asked": one, "nodes": [{**node(one), "level": 0}], "edges": []}
        middle = order.index(one)
        kept = [
            id_
            for index, id_ in enumerate(order)
            if index == middle or (index < middle and (up or not down)) or (index > middle and (down or not up))
        ]
        return {
            "root": one,
            "asked": one,
            "nodes": [{**node(id_), "level": order.index(id_) - middle} for id_ in kept],
            "edges": [edge for edge in EDGES if edge["from"] in kept and edge["to"] in kept],
        }

    def status(self) -> dict[str, Any]:
        problem = {"path": "kho/hỏng.pdf", "state": "failed", "code": "damaged-file", "message": "Tệp bị hỏng",
                   "time": "2026-11-24T00:00:00Z"}  # fmt: skip
        return {
            "files": {"total": 6, "indexed": 4, "duplicate": 1, "refused": 0, "failed": 1}, "balanced": True,
            "documents": 4, "mentions": {"total": 4, "resolved": 1, "ambiguous": 1, "stub": 1, "unresolved": 1},
            "wanted": 1, "pending": 0, "problems": [problem], "index": {"documents": 4, "signature": "x"},
            "folders": [
                {"folder": "kho", "sent": False, "total": 6, "indexed": 4, "duplicate": 1, "refused": 0, "failed": 1}
            ],
            "versions": {"program": "1", "data": "2"},
        }  # fmt: skip

    def runs(self, limit: int = 20) -> list[dict[str, Any]]:
        job = {"id": 2, "state": self.job_state, "stage": "read", "started": "2026-11-24T08:00:00+00:00", "ended": None,
               "total": 40, "done": 10, "unchanged": 0, "failed": 1, "seconds": 5.0, "rate": 2.0, "seconds_left": 15,
               "message": None, "beat": "2026-11-24T08:00:05+00:00", "host": "may", "wish": None}  # fmt: skip
        return [job][:limit]

    def ask(self, wish: str | None) -> int:
        self.asked.append(wish)
        return 1

    def every_file(self) -> list[dict[str, Any]]:
        row = {"sha256": "0" * 64, "size_bytes": 10, "first_seen": "2026-11-24", "settled": "2026-11-24",
               "seconds": 0.1, "attempts": 1, "program_version": "1", "data_version": "2"}  # fmt: skip
        good = {**row, "path": "=kho/a\x01.txt", "state": "indexed", "code": None, "message": None}
        bad = {**row, "path": "kho/hỏng.pdf", "state": "failed", "code": "damaged-file", "message": "Tệp bị hỏng"}
        return [good, bad]

    def wanted(self, limit: int | None = None, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
        counts = {"cited_by": 4, "implements": 1, "chain": 3, "resting": 3}
        return [{**node("s1"), **counts}][:limit] if "d1" not in without else []

    def count_ambiguous(self, ids: Collection[str] | None = None) -> int:
        return len(self.ambiguous())

    def ambiguous(self, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
        one = {"from": "d1", "text": "Nghị quyết số 7/NQ-HĐND", "start": PLAN.index("Nghị quyết"), "end": 0,
               "number": "7/NQ-HĐND", "candidates": [{"id": "d3"}, {"id": "d4"}]}  # fmt: skip
        return [one][offset:][:limit]

    def doubtful(
        self, *, limit: int, offset: int = 0, field: str | None = None, code: str | None = None
    ) -> list[dict[str, Any]]:
        row = {"document": "d1", "number": "15/KH-UBND", "title": NODES["d1"]["title"], "code": "handwritten",
               "field": "number", "message": "Số viết tay, cần xem lại", "start": 0, "page": 1, "rule": "test",
               "risk": 0.5, "depends": 1}  # fmt: skip
        return [row][offset : offset + limit] if field in (None, "number") and code in (None, "handwritten") else []

    def count_told(self, days: Sequence[str], *, ids: Collection[str] | None = None, **asked: Any) -> list[int]:
        return [1, *[0] * (len(days) + 3)]

    def told_to(self, **asked: Any) -> list[dict[str, Any]]:
        if asked.get("offset"):
            return []
        task = _record("d1")["tasks"][0]
        head = {name: NODES["d1"][name] for name in ("number", "date", "issuer", "title")}
        return [{"document": "d1", **head, "unit": task["unit"], "role": task["role"], "text": task["text"],
                 "start": task["start"], "end": task["end"], "due": "2024-06-30",
                 "due_text": "trước ngày 30/6/2024", "code": "c0de", "mark": None}]  # fmt: skip

    def corrections(
        self, id: str | None = None, *, limit: int = 100, before: int | None = None, without: object = ()
    ) -> list[dict[str, Any]]:
        return []

    def path(self, one: str, other: str, *, hides: object = None) -> list[dict[str, Any]]:
        ends = {self._one(one), self._one(other)}
        way = [edge for edge in EDGES if edge["from"] in ends or edge["to"] in ends]
        return [{**edge, "document": edge["from"], "reasons": []} for edge in way] if ends <= {"s1", "d1", "d2"} else []

    def standings(self, ids: Collection[str], at: str, *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        return {id: dict(STANDING) for id in ids}

    def standing(
        self, asked: str, at: str, *, date: str | None = None, issuer: str | None = None, without: Collection[str] = ()
    ) -> dict[str, Any]:
        return {**self.node(asked), "at": at, **STANDING}

    def outdated(self, at: str, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
        by = {"id": "d4", "number": "7/NQ-HĐND", "relation": "replaces", "date": "2022-12-08", "part": None,
              "document": "d4"}  # fmt: skip
        dead = {**STANDING, "state": "replaced", "since": "2022-12-08", "by": [by], "reasons": ["bị thay thế <b>"]}
        row = {"document": node("d1"), "basis": node("d3"), "when": "inherited", "text_of": "d1", "start": 0, "end": 5}
        return [{**row, **dead}]

    def covers(
        self, issuer: str | None = None, *, slugs: Collection[str] = (), without: Collection[str] = ()
    ) -> tuple[int, int]:
        return (2, 1) if issuer is not None else (0, 0) if slugs else (4, 1)

    def marked(self, ids: Collection[str] | None) -> dict[str, tuple[str, str | None]]:
        return {}

    def citing(self, ids: Collection[str]) -> dict[str, set[str]]:
        return {id: {edge["from"] for edge in EDGES if edge["to"] == id} for id in ids}

    def follow_ups(
        self, ids: Sequence[str], *, at: str | None = None, hides: object = None
    ) -> dict[str, list[dict[str, Any]]]:
        return {"d1": self.follow_up("d1")} if "d1" in ids else {}

    def follow_up(self, id: str, *, at: str | None = None, hides: object = None) -> list[dict[str, Any]]:
        if self._one(id) != "d1":
            return []
        row = {"unit": "Sở Xây dựng", "text": "Giao Sở Xây dựng", "start": PLAN.index("Giao"), "end": 0,
               "deadline": "2024-06-30", "body": "so-xay-dung-tinh-x",
               "mark": None}  # fmt: skip
        return [
            {**row, "state": "issued", "reason": "có", "documents": ["d2"], "overdue": False},
            {
                **row,
                "unit": "Sở Nội vụ <b>",
                "state": "not-held",
                "reason": "kho chưa có",
                "documents": [],
                "overdue": True,
            },
        ]
