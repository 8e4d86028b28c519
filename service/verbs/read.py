"""`vanban show` and `chain`: read what is known of a document, follow what came of it."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from extractor.text import quoted
from service.errors import EXIT_AMBIGUOUS, EXIT_OK
from service.opening import open_archive, settings_for
from service.output import complain, put_json, put_line
from service.pages.annexed import act_view, meant
from service.words import AUTHORITIES, FIELDS, RELATIONS, ROLES, day, named, task_told


def show(args: argparse.Namespace) -> int:
    """Prints one document; exit status 1 when there is none, 3 when the number means several that are held. Others of
    that number, known from citations alone, are named: as `others` in JSON, for people on stderr."""
    from corpus.errors import Ambiguous

    with open_archive(settings_for(args.data)) as archive:
        try:
            with narrowed(args, archive):
                id_, others = one_held(archive, args.id, args.date, args.issuer)
                record = archive.show(id_)
                marks = _marks(archive, record)
        except Ambiguous as error:
            return print_ambiguous(error.as_json(), args)
    if args.json:
        tasks = [{**task, "mark": mark} for task, mark in zip(record["tasks"], marks, strict=True)]
        put_json({**record, "tasks": tasks, "others": others})
        return EXIT_OK
    _complain_of_others(others)
    for name in ("type", "number", "date", "place", "issuer", "title", "secrecy", "urgency"):
        value = record["type_name"] if name == "type" else record[name]
        if value:
            put_line(f"{FIELDS[name]}: {day(value) if name == 'date' else value}")
    for signer in record["signers"]:
        detail = ", ".join(p for p in (signer["position"], AUTHORITIES.get(signer["authority"] or "")) if p)
        put_line(f"Người ký: {signer['name']}{f' ({detail})' if detail else ''}")
    _print_list(FIELDS["recipients"], record["recipients"])
    _print_list(FIELDS["units"], record["units"])
    told = [f" [{task_told(mark)}]" if mark else "" for mark in marks]
    _print_list("Nhiệm vụ", [f"{t['unit']} ({ROLES[t['role']]}): {_line(t['text'])}{said}"
                             for t, said in zip(record["tasks"], told, strict=True)])  # fmt: skip
    _print_list(
        "Thời hạn", [_line(d["text"]) + (f" ({day(d['date'])})" if d["date"] else "") for d in record["deadlines"]]
    )
    act = act_view(record)
    if act is not None:
        put_line(f"Ban hành kèm theo: {act['name']}")
    _print_list("Văn bản ban hành kèm theo", [_annexed(one) for one in record["annexed"]])
    _print_list("Viện dẫn", [_reference(one) for one in record["references"]])
    _print_list("Điều cần biết", [one["message"] for one in record["warnings"]])
    put_line(f"id: {record['id']}")
    return EXIT_OK


def _marks(archive: Any, record: Mapping[str, Any]) -> list[dict[str, Any] | None]:
    """What people said became of each task, in the order of the record."""
    from corpus.task_marks import codes

    if not record["tasks"]:
        return []
    rows = archive.told_to(limit=None, ids=(archive.node(record["id"])["id"],), undated=True)
    said = {row["code"]: row["mark"] for row in rows}
    return [said.get(code) for code in codes(record["tasks"])]


def the_held(archive: Any, name: str, date: str | None = None, issuer: str | None = None) -> str:
    """As `one_held`, for verbs that only a held document can be meant by; the others are named on stderr."""
    id_, others = one_held(archive, name, date, issuer)
    _complain_of_others(others)
    return id_


def _complain_of_others(others: Sequence[Mapping[str, Any]]) -> None:
    if others:
        complain("Số này cũng là của văn bản khác, kho chưa có, chỉ biết qua viện dẫn:")
        _complain_of(others)


def one_held(archive: Any, name: str, date: str | None, issuer: str | None) -> tuple[str, list[dict[str, Any]]]:
    """The id of the one held document that an id, key or number means, and what else it can mean; else the name itself.
    Raises Ambiguous where it means several that are held, NotFound where the day or the body fits none."""
    from corpus.errors import Ambiguous, NotFound

    found = archive.find(name, date=date, issuer=issuer)
    held = [one for one in found if one["held"]]
    if len(held) > 1:
        raise Ambiguous(f"{name}: {len(held)} văn bản", held)
    if not found and (date or issuer):
        raise NotFound(f"không có văn bản nào ứng với {quoted(name)}")
    return (str(held[0]["id"]), [one for one in found if not one["held"]]) if held else (name, [])


def _line(text: str) -> str:
    return " ".join(text.split())


def _reference(reference: Mapping[str, Any]) -> str:
    states = {
        "resolved": "",
        "stub": " [kho chưa có]",
        "ambiguous": f" [{len(reference['resolution']['candidates'])} khả năng]",
        "unresolved": " [chưa rõ]",
    }
    resolution = reference["resolution"]
    relation = f"{RELATIONS[reference['relation']]}{meant(resolution['part'])}"
    return f"{relation} {_line(reference['text'])}{states[resolution['state']]}"


def _annexed(one: Mapping[str, Any]) -> str:
    name = _line(" ".join(part for part in (one["type_name"], one["title"]) if part))
    held = "" if one["document"] or one["start"] is not None else " [kho chưa có]"
    cited = f", {one['cited_by']} văn bản dẫn" if one["cited_by"] else ""
    return f"{name}{held}{cited} · {one['document'] or one['key'] or ''}".rstrip(" ·")


def _print_list(name: str, lines: list[str]) -> None:
    if lines:
        put_line(f"{name}:")
        for line in lines:
            put_line(f"  - {line}")


def chain(args: argparse.Namespace) -> int:
    """Prints the chain as a tree; exit status 3 and the candidates when the number means several documents."""
    from corpus.errors import Ambiguous

    with open_archive(settings_for(args.data)) as archive:
        try:
            with narrowed(args, archive):
                found = archive.chain(
                    args.document,
                    up=args.up,
                    down=args.down,
                    depth=args.depth,
                    relations=args.relation,
                    date=args.date,
                    issuer=args.issuer,
                    date_to=args.until,
                )
        except Ambiguous as error:
            return print_ambiguous(error.as_json(), args)
    if args.format:
        from service.exports import CHAIN_FORMS

        sys.stdout.write(CHAIN_FORMS[args.format][1](found))
        return EXIT_OK
    if args.json:
        put_json(found)
        return EXIT_OK
    nodes = {node["id"]: node for node in found["nodes"]}
    put_line(_node(nodes[found["root"]]))
    for heading, toward, sign in (("Dựa trên:", "to", -1), ("Theo sau:", "from", 1)):
        tree: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for edge in found["edges"]:
            near = edge["from"] if toward == "to" else edge["to"]
            if (nodes[edge[toward]]["level"] - nodes[near]["level"]) * sign > 0 and nodes[near]["level"] * sign >= 0:
                tree[near].append(edge)
        if tree[found["root"]]:
            put_line(f"\n{heading}")
            _print_tree(found["root"], tree, nodes, toward, 1, set())
    return EXIT_OK


def _print_tree(
    id_: str,
    tree: Mapping[str, list[Mapping[str, Any]]],
    nodes: Mapping[str, Mapping[str, Any]],
    toward: str,
    level: int,
    printed: set[str],
) -> None:
    for edge in sorted(tree.get(id_, ()), key=lambda edge: (nodes[edge[toward]]["date"] or "9999", edge[toward])):
        other = edge[toward]
        pad = "  " * level
        again = other in printed
        put_line(f"{pad}{_node(nodes[other])}{' (đã nêu ở trên)' if again else ''}")
        put_line(f"{pad}  [{RELATIONS[edge['relation']]}] {_line(edge['text'] or '')}")
        if edge.get("reasons"):
            put_line(f"{pad}  ({'; '.join(edge['reasons'])})")
        if not again:
            printed.add(other)
            _print_tree(other, tree, nodes, toward, level + 1, printed)


def _node(node: Mapping[str, Any]) -> str:
    parts = (named(node), day(node["date"]), node["issuer"], "" if node["held"] else "kho chưa có")
    return " · ".join(part for part in parts if part)


@contextmanager
def narrowed(args: argparse.Namespace, archive: Any) -> Iterator[None]:
    """Says with NotFound what else was asked for (`--date`, `--issuer`), and where that is what nothing fits."""
    from corpus.errors import NotFound

    try:
        yield
    except NotFound as error:
        date, issuer = getattr(args, "date", None), getattr(args, "issuer", None)
        said = " ".join(one for one in (f"ngày {day(date)}" if date else "", f"của {issuer}" if issuer else "") if one)
        if not said:
            raise
        asked = getattr(args, "document", None) or getattr(args, "id", None) or ""
        more = ". Bỏ --date, --issuer để xem mọi văn bản mang số ấy." if archive.find(asked) else ""
        raise NotFound(f"{error} {said}{more}") from error


def print_ambiguous(found: Mapping[str, Any], args: argparse.Namespace) -> int:
    """The contract prints the candidates as JSON; people get them as lines on stderr too, with what to do."""
    put_json(found)
    if not args.json:
        more = ", hoặc thêm --date, --issuer" if hasattr(args, "date") else ""
        complain(f"Số này ứng với nhiều văn bản; hãy ghi id thay cho số{more}:")
        _complain_of(found["ambiguous"])
    return EXIT_AMBIGUOUS


def _complain_of(papers: Sequence[Mapping[str, Any]]) -> None:
    """Papers that a number can mean, each with what speaks for it."""
    for one in papers:
        parts = (one["number"], day(one["date"]), one["issuer"], one["title"])
        complain("  " + " · ".join(part for part in parts if part))
        if one.get("evidence"):
            complain(f"    {one['evidence']}")
        complain(f"    id: {one['id']}")
