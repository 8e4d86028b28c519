"""Who was told to issue a plan, and whose plan the archive holds.

What is not held is no accusation: the row says `not-held`, and `unclear` wherever a paper of that body may be the plan
(a citation that several documents fit, a plan of the same title, a group of bodies that is not named one by one).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus import task_marks
from corpus.catalogue import numbered, rows_in
from corpus.family import acts_of
from corpus.linking.evidence import issuers_agree, title_agreement
from corpus.schema import OF_MENTION, bodies, documents, mentions, nodes, resolutions
from extractor.identity import issuer_slug
from extractor.text import fold, slug

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_TOLD_TO_ISSUE = re.compile(
    r"\b(?:xay dung|ban hanh|lap)(?: va ban hanh| va to chuc thuc hien| va trien khai)?,?"
    r"(?: [a-z]+){0,3}? (?:ke hoach|chuong trinh|de an|phuong an|van ban)\b"
)
_GROUP = re.compile(r"^(?:cac|nhung|moi)-|-(?:cac|tung)-")
_CARRIES_OUT = ("implements", "basis", "attached", "guides")
_PLANS = ("KH", "CTr", "ĐA", "PA", "CT", "CV", "HD", "QĐ")
_SAME_TITLE = 0.6
_MOST_NAMED = 800  # issuers that one question to the catalogue names


@dataclass(frozen=True, slots=True)
class Plan:
    """A held paper that may be the plan of a body. `certain`: it cites the directive as what it carries out."""

    node: str
    issuer: str
    certain: bool
    why: str
    date: str | None = None


def follow_ups(
    connection: Connection,
    ids: Sequence[str],
    at: str | None = None,
    hides: Callable[[Collection[str]], Collection[str]] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """For each of these held documents one row a body that it tells to issue something, in the order of the text:

    `{"unit", "state": "issued"|"unclear"|"not-held", "reason", "documents": [node ids], "text", "start", "end",
    "deadline": ISO date or None, "overdue", "body", "mark"}`, where `body` is the slug of the body (None for a group)
    and `mark` what a person said became of it (`corpus.task_marks`): it is not overdue then. With `at` (ISO) plans of
    later days do not count; nor do those nodes that `hides` names.
    """
    asked: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows_in(connection, (bodies.c.document, bodies.c.contract), bodies.c.document, ids):
        told: dict[str, dict[str, Any]] = {}
        tasks = json.loads(row.contract).get("tasks") or ()
        for task, code in zip(tasks, task_marks.codes(tasks), strict=True):
            if task["role"] == "lead" and _TOLD_TO_ISSUE.search(fold(" ".join(task["text"].split()))):
                told.setdefault(slug(task["unit"]), {**task, "code": code})
        if told:
            asked[row.document] = told
    owns = {row.id: row for row in rows_in(connection, tuple(documents.c), documents.c.id, list(asked))}
    acts = acts_of(connection, {id: own.key for id, own in owns.items()})
    told_to = {
        body
        for id, told in asked.items()
        if id in owns
        for unit, task in told.items()
        if (body := _body(unit, task, owns[id].locality)) is not None
    }
    later = _plans_since(connection, min((own.date for own in owns.values() if own.date), default=None), told_to)
    marks = task_marks.of_papers(connection, list(owns))
    found: dict[str, list[dict[str, Any]]] = {}
    for id, told in asked.items():
        if id not in owns:
            continue  # taken out of the archive meanwhile
        plans = [*_citing(connection, owns[id], acts.get(id)), *_alike(owns[id], later)]
        hidden = hides([plan.node for plan in plans]) if hides is not None else ()
        known = [plan for plan in plans if plan.node not in hidden and (not at or not plan.date or plan.date <= at)]
        rows = [
            (_row(unit, task, owns[id].locality, known, at), marks.get((id, task["code"])))
            for unit, task in told.items()
        ]
        found[id] = [_with_mark(row, mark, hides) for row, mark in rows]
    return found


def _body(unit: str, task: Mapping[str, Any], place: str | None) -> str | None:
    """The issuer slug of a body that was told, ending with `-` where its province is not known; None for a group."""
    return None if _GROUP.search(unit) else (issuer_slug(task["unit"], place) or f"{unit}-")


def _row(unit: str, task: dict[str, Any], place: str | None, plans: Sequence[Plan], at: str | None) -> dict[str, Any]:
    body = _body(unit, task, place)
    found = [plan for plan in plans if body is not None and issuers_agree(body, plan.issuer)]
    certain = [plan for plan in found if plan.certain]
    if certain:
        state, reason = "issued", "kho có văn bản của cơ quan này thực hiện văn bản trên"
    elif body is None:
        state, reason = "unclear", "nhóm cơ quan, không nêu tên từng cơ quan"
    elif found:
        state, reason = "unclear", "; ".join(sorted({plan.why for plan in found}))
    else:
        state, reason = "not-held", "kho chưa có văn bản nào của cơ quan này thực hiện văn bản trên"
    deadline = (task.get("deadline") or {}).get("date")
    return {
        "unit": task["unit"],
        "state": state,
        "reason": reason,
        "documents": sorted({plan.node for plan in certain or found}),
        "text": task["text"],
        "start": task["start"],
        "end": task["end"],
        "deadline": deadline,
        "overdue": deadline < at and state != "issued" if deadline and at else None,
        "body": body,
    }


def _with_mark(
    row: dict[str, Any], mark: dict[str, Any] | None, hides: Callable[[Collection[str]], Collection[str]] | None
) -> dict[str, Any]:
    """The row with what a person said; a paper that may not be seen is not named, nor is its day."""
    if mark is None:
        return {**row, "mark": None}
    if hides is not None and (not mark["paper"] or hides([mark["paper"]])):
        mark = task_marks.without_paper(mark)
    return {**row, "mark": mark, "overdue": False if row["overdue"] else row["overdue"]}


def _citing(connection: Connection, own: Any, act: str | None) -> list[Plan]:
    """Papers that cite the document (its row of `documents`) or the act it was issued with, for certain or among others
    of its number."""
    from sqlalchemy import or_, select

    query = (
        select(nodes.c.node, documents.c.issuer_slug, documents.c.date, mentions.c.relation, resolutions.c.target)
        .select_from(resolutions)
        .join(nodes, nodes.c.document == resolutions.c.document)
        .join(documents, documents.c.id == resolutions.c.document)
        .join(mentions, OF_MENTION)
        .where(documents.c.issuer_slug.is_not(None), nodes.c.node != own.id)
        .order_by(nodes.c.node)
    )
    meant = [own.id, act] if act is not None else [own.id]
    among = or_(*(resolutions.c.candidates.contains(f'"{id}"', autoescape=True) for id in meant))
    rows = list(connection.execute(query.where(resolutions.c.target.in_(meant))))
    number = own.block.partition("~")[0] if own.block else own.key.split("~")[1] if act is not None else None
    if number:  # whatever it is among, it shares its number with: few mentions, found by an index
        for column in (mentions.c.block, mentions.c.short):
            same = query.where(numbered(column, number), resolutions.c.state == "ambiguous", among)
            rows += connection.execute(same if column is mentions.c.block else same.where(mentions.c.block.is_(None)))
    found = []
    for row in rows:
        cites = row.target in meant
        certain = cites and row.relation in _CARRIES_OUT
        why = "có văn bản nhắc tới văn bản này" if cites else "có văn bản dẫn một số mà nhiều văn bản cùng mang"
        found.append(Plan(row.node, row.issuer_slug, certain, why, row.date))
    return found


def _alike(own: Any, later: Sequence[Any]) -> list[Plan]:
    """Later plans of nearly the same title, which may carry the document out without citing it as it is printed."""
    if not own.title or not own.date:
        return []
    return [
        Plan(row.node, row.issuer_slug, False, "có văn bản cùng nội dung nhưng không dẫn rõ văn bản này", row.date)
        for row in later
        if row.date >= own.date and row.id != own.id and (title_agreement(own.title, row.title) or 0.0) >= _SAME_TITLE
    ]


def _plans_since(connection: Connection, date: str | None, told: Collection[str]) -> list[Any]:
    """What may be a plan of these bodies from that day (ISO) on, with what tells whose and of what. Whoever agrees with
    a body (`issuers_agree`) bears its slug, or the beginning of it that lacks a province, or begins with it."""
    from sqlalchemy import or_, select

    if date is None or not told:
        return []
    slugs = {body[: at + 1] for body in told for at, char in enumerate(body) if char == "-"} | set(told)
    beginning = [documents.c.issuer_slug.startswith(b, autoescape=True) for b in sorted(told) if b.endswith("-")]
    whose = or_(documents.c.issuer_slug.in_(sorted(slugs)), *beginning)
    if len(slugs) + len(beginning) > _MOST_NAMED:
        whose = documents.c.issuer_slug.is_not(None)
    query = (
        select(nodes.c.node, documents.c.id, documents.c.issuer_slug, documents.c.date, documents.c.title)
        .join(nodes, nodes.c.document == documents.c.id)
        .where(documents.c.type.in_(_PLANS), documents.c.date >= date)
        .where(whose, documents.c.title.is_not(None))
        .order_by(nodes.c.node)
    )
    return list(connection.execute(query))
