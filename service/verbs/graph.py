"""`vanban tree`, `follow-up`, `standing`, `outdated`, `path`, `issuer`: what staff ask of what is linked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from service.errors import EXIT_OK
from service.opening import open_archive, settings_for
from service.output import put_json, put_line, put_text, table
from service.people import OWNER
from service.rights import View
from service.verbs.read import narrowed, print_ambiguous, the_held
from service.words import FOLLOW_UP, RELATIONS, STANDINGS, day, named, task_told, today


def tree(args: argparse.Namespace) -> int:
    """What came of a document, level by level, with what became of each and who was told and has not."""
    from service.exports import tree_csv
    from service.pages.chain import expected_status, status_of
    from service.svg import level_name
    from service.tree import CARRIES_OUT, Asked
    from service.tree import tree as grown

    asked = Asked(args.at or today(), depth=args.depth, relations=tuple(args.relation or CARRIES_OUT),
                  tiers=tuple(args.tier or ()))  # fmt: skip

    def answer(view: View) -> Any:
        return grown(view, args.document, asked, date=args.date, issuer=args.issuer)

    def shown(found: Any) -> None:
        if args.format == "csv":
            put_text(tree_csv(found))
            return
        rows = [(node["level"], named(node), day(node["date"]), node["issuer"] or "",
                 status_of(node)[1]) for node in found["nodes"]]  # fmt: skip
        rows += [(one["level"], one["unit"], "", "", expected_status(one)[1]) for one in found["expected"]]
        for level in sorted({row[0] for row in rows}):
            put_line(f"{level_name(level)}:")
            for _, name, date, issuer, status in sorted(row for row in rows if row[0] == level):
                put_line("  " + " · ".join(part for part in (name, date, issuer, status) if part))
        if len(rows) == 1:
            put_line("Kho chưa có văn bản nào thực hiện văn bản này, và không thấy ai được giao ban hành kế hoạch.")

    return _asked(args, answer, shown)


def follow_up(args: argparse.Namespace) -> int:
    """Who was told by a document to issue a plan, and whose plan is held."""

    def answer(view: View) -> Any:
        return view.follow_up(the_held(view, args.document, args.date, args.issuer), at=args.at or today())

    def shown(rows: Any) -> None:
        lines = [(FOLLOW_UP[r["state"]][1] + (f"; {task_told(r['mark'])}" if r["mark"] else "")
                  + (", quá hạn" if r["overdue"] else ""), r["unit"], day(r["deadline"]), r["reason"])
                 for r in rows]  # fmt: skip
        heading = ("Tình trạng", "Cơ quan", "Thời hạn", "Vì sao")
        put_line(table(lines, heading) if lines else "Văn bản này không giao cơ quan nào ban hành kế hoạch.")

    return _asked(args, answer, shown)


def standing(args: argparse.Namespace) -> int:
    """What became of a document by a day, or why that is not known."""

    def answer(view: View) -> Any:
        return view.standing(args.document, args.at or today(), date=args.date, issuer=args.issuer)

    def shown(found: Any) -> None:
        parts = (named(found), day(found["date"]), found["issuer"])
        put_line(" · ".join(part for part in parts if part))
        put_line(f"Vào ngày {day(found['at'])}: {STANDINGS[found['state']][1]}")
        for reason in found["reasons"]:
            put_line(f"  {reason}")
        for change in found["changed_by"]:
            part = f" ({change['part']})" if change["part"] else ""
            put_line(f"  {RELATIONS[change['relation']]}{part}: {change['number']} từ {day(change['date'])}")

    return _asked(args, answer, shown)


def outdated(args: argparse.Namespace) -> int:
    """Documents that stand though a legal basis of theirs was replaced or repealed."""

    def answer(view: View) -> Any:
        return view.outdated(args.at or today())[: args.limit]

    def shown(rows: Any) -> None:
        lines = [(_name(r["document"]), _name(r["basis"]), "; ".join(r["reasons"]),
                  "từ khi ban hành" if r["when"] == "at-issue" else "về sau") for r in rows]  # fmt: skip
        heading = ("Văn bản", "Căn cứ", "Vì sao", "Hết hiệu lực")
        put_line(table(lines, heading) if lines else "Không thấy căn cứ nào đã bị thay thế hoặc bãi bỏ.")

    return _asked(args, answer, shown)


def path(args: argparse.Namespace) -> int:
    """A shortest way over citations between two documents."""

    known: dict[str, Any] = {}

    def answer(view: View) -> Any:
        way = view.path(args.one, args.other)
        known.update(view.nodes({id for edge in way for id in (edge["from"], edge["to"])}))
        return way

    def shown(way: Any) -> None:
        if not way:
            put_line("Không có đường nối hai văn bản này qua các viện dẫn trong kho.")
        for edge in way:
            put_line(f"{_name(known[edge['from']])} [{RELATIONS[edge['relation']]}] {_name(known[edge['to']])}")
            put_line(f"  {' '.join((edge['text'] or '').split())}")

    return _asked(args, answer, shown)


def issuer(args: argparse.Namespace) -> int:
    """The bodies before and after one, through mergers and splits. Needs no archive."""
    from service.api.graph import bodies_json

    found = bodies_json(" ".join(args.name))
    if args.json:
        put_json(found)
        return EXIT_OK
    for one in found:
        side = "trước đó" if one["side"] == "before" else "sau đó"
        span = f"{day(one['since']) or '…'} đến {day(one['until']) or 'nay'}"
        put_line(f"{side}: {one['name']} ({span})")
    if not found:
        put_line("Không biết cơ quan nào trước hoặc sau cơ quan này.")
    return EXIT_OK


def _asked(args: argparse.Namespace, answer: Callable[[View], Any], shown: Callable[[Any], None]) -> int:
    """Asks the archive as its owner and prints the answer; exit status 3 and the candidates where a number means
    several documents."""
    from corpus.errors import Ambiguous

    with open_archive(settings_for(args.data)) as archive:
        try:
            with narrowed(args, archive):
                found = answer(View(archive, OWNER))
        except Ambiguous as error:
            return print_ambiguous(error.as_json(), args)
    if args.json:
        put_json(found)
    else:
        shown(found)
    return EXIT_OK


def _name(node: Mapping[str, Any]) -> str:
    return " ".join(part for part in (named(node), day(node["date"])) if part)
