"""From what a person types (an id, a key, a number in any spelling) to the documents it can mean, with the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.annexed import carried
from corpus.catalogue import numbered, rows_in
from corpus.errors import Ambiguous, NotFound
from corpus.graph.nodes import Node, load_nodes, node_of
from corpus.projection import cited_by_counts
from corpus.schema import OF_MENTION, documents, mentions, nodes, resolutions
from extractor.annexed import act_key, child_of
from extractor.dates import find_dates, written_day
from extractor.identity import identify, issuer_slug
from extractor.issuers.succession import Related, related_bodies
from extractor.laws.versions import acts_named
from extractor.text import fold, quoted, slug, squash
from extractor.types import type_at

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_CODE = re.compile(r"^(?:so:? *)?0*(\d+)(\.\d+)?([a-z]?)\s*[-/ ]\s*(?:((?:19|20)\d\d)\s*[-/]\s*)?([a-z].*)$")
_ISSUED_BY = re.compile(r"\s+của\s+(?=\S*[^\W\d])(.+)$", re.IGNORECASE)
_OF_YEAR = re.compile(r"[\s,(]+(?:năm|nam)\s+((?:19|20)\d\d)\W*$", re.IGNORECASE)
_PLAIN = re.compile(r"^(?:so:? *)?0*(\d+(?:\.\d+)?[a-z]?)(?:[/ ]((?:19|20)\d\d))?$")


def find(connection: Connection, asked: str, *, date: str | None = None, issuer: str | None = None) -> list[Node]:
    """Every node that `asked` can mean, held ones first. `date` ISO; `issuer` in any spelling, a part is enough; where
    that body has none, papers of the bodies before and after it, of their time."""
    asked = asked.strip()
    exact = _by_name(connection, asked)
    if exact:
        return exact
    number, year, day, body = _printed(asked)
    found = _by_number(connection, number)
    if found:
        date, issuer = date or day, issuer or body
    if year is not None:
        found = [n for n in found if _printed_year(n) in (None, year) and (n.date is None or int(n.date[:4]) == year)]
    found = found or _by_law(connection, asked)
    if issuer is not None:
        found = [n for n in found if _is_issuer(n, issuer)] or [n for n in found if kin_of(n, issuer) is not None]
    if date is not None:
        # A citation without a date may mean the one that is asked for, but only where no other says so.
        found = [n for n in found if n.date == date] or [n for n in found if n.date is None]
    return sorted(found, key=lambda n: (not n.held, n.date or "9999", n.id))


def one_node(connection: Connection, asked: str, *, date: str | None = None, issuer: str | None = None) -> Node:
    """The one node that is meant. Raises NotFound, Ambiguous."""
    found = find(connection, asked, date=date, issuer=issuer)
    if not found:
        raise NotFound(f"không có văn bản nào ứng với {quoted(asked)}")
    if len(found) > 1:
        raise Ambiguous(f"{quoted(asked)} ứng với {len(found)} văn bản", evidence(connection, found))
    return found[0]


def held_document(connection: Connection, asked: str) -> str:
    """The id of a held document: its own id (also of a copy), or a key. Raises NotFound, Ambiguous."""
    if node_of(connection, asked) is not None:
        return asked
    node = one_node(connection, asked)
    if not node.held:
        raise NotFound(f"{quoted(asked)} được dẫn nhưng chưa có trong kho")
    return node.id


def evidence(connection: Connection, found: list[Node], issuer: str | None = None) -> list[dict[str, Any]]:
    """The nodes as the contract lists them, each with what tells it apart; the counts stand last."""
    counts = cited_by_counts(connection, [n.id for n in found])
    listed = []
    for node in found:
        parts = [
            "có trong kho" if node.held else "chưa có trong kho, biết qua trích dẫn",
            node.issuer or "chưa rõ cơ quan ban hành",
            f"ngày {written_day(node.date)}" if node.date else "chưa rõ ngày",
        ]
        kin = kin_of(node, issuer) if issuer is not None and not _is_issuer(node, issuer) else None
        if kin is not None:
            parts.append(f"cơ quan {'trước' if kin.side == 'before' else 'sau'} của {issuer}")
        parts.append(f"{counts.get(node.id, 0)} văn bản trong kho dẫn")
        listed.append({**node.as_json(), "evidence": "; ".join(parts)})
    return listed


def _by_name(connection: Connection, asked: str) -> list[Node]:
    node = node_of(connection, asked)
    if node is not None:
        return list(load_nodes(connection, [node]).values())
    if "~" not in asked:
        return []
    held = rows_in(connection, (documents.c.id,), documents.c.key, [asked])
    alias = rows_in(connection, (documents.c.id,), documents.c.alias, [asked])
    ids = {node_of(connection, r.id) or "" for r in (*held, *alias)} - {""}
    act = act_key(asked)
    if ids or act is None:
        return list(load_nodes(connection, ids or {asked}).values())
    return [node for node in _by_name(connection, act) if _has_child(connection, node, child_of(asked))]


def _has_child(connection: Connection, act: Node, child: str) -> bool:
    """Whether a paper was issued with this act, by its own file or by those who cite it."""
    from sqlalchemy import select

    listed = connection.execute(select(documents.c.annexed).where(documents.c.id == act.id)).scalar()
    if child in (name for name, _ in carried(listed)):
        return True
    cited = select(resolutions.c.document).where(resolutions.c.target == act.id, resolutions.c.part == child).limit(1)
    return connection.execute(cited).first() is not None


def _printed(asked: str) -> tuple[str, int | None, str | None, str | None]:
    """A number as papers print it, `118/KH-UBND ngày 09/12/2014 của UBND tỉnh`, `15/NQ-CP năm 2021`: the number alone,
    and the year, day and issuer that stand behind it."""
    said = _ISSUED_BY.search(asked)
    issuer = said[1].strip() if said is not None else None
    asked = asked[: said.start()] if said is not None else asked
    for day in find_dates(asked):
        if day.iso is not None and not asked[day.end :].strip(" ,.") and day.start > 0:
            before = re.sub(r"[\s,(]+(?:ngày\s*)?$", "", asked[: day.start])
            if any(char.isdigit() for char in before):
                return before, None, day.iso, issuer
    year = _OF_YEAR.search(asked)
    if year is not None and any(char.isdigit() for char in asked[: year.start()]):
        return asked[: year.start()], int(year[1]), None, issuer
    return asked, None, None, issuer


def _by_number(connection: Connection, asked: str) -> list[Node]:
    """By number and letters (`34-CT/TW`, `34/ct-tw`), by type and number (`chỉ thị 34`), or by the bare number."""
    text = squash(asked)
    typed = type_at(text.lower())
    rest = text[typed[1] :].strip() if typed else text
    folded = fold(rest)
    code = _CODE.match(folded)
    if code:
        letters = "-".join(part for part in re.split(r"[-/\s]+", code[5]) if part and not part.isdigit())
        number = f"{code[1]}{code[2] or ''}{code[3]}"
        nodes_found = _nodes_where(connection, "block", f"{number}~{slug(letters)}", exact=True)
        year = int(code[4]) if code[4] else None
        return [n for n in nodes_found if year is None or _printed_year(n) in (None, year)]
    plain = _PLAIN.match(folded)
    if plain is None:
        return []
    year = int(plain[2]) if plain[2] else None
    if typed:
        short = identify(
            type_code=typed[0].code, type_name=None, number=plain[1], year=None, date=None, issuer=None, locality=None
        )
        found = _nodes_where(connection, "short", f"{plain[1]}~{short.type}", exact=True)
    else:
        found = _nodes_where(connection, "block", plain[1], exact=False)
    return [n for n in found if year is None or _printed_year(n) in (None, year) or (n.date or "")[:4] == str(year)]


def _by_law(connection: Connection, asked: str) -> list[Node]:
    """The versions of a law that is asked for by its name (`Luật Đất đai`, `Luật Đất đai 2013`), held or cited."""
    found: dict[str, Node] = {}
    for entry in acts_named(asked):
        key = identify(
            type_code=entry.type_code, type_name=None, number=entry.number, year=entry.year, date=entry.date,
            issuer=entry.issuer, locality=None, law_name=entry.name,
        ).text  # fmt: skip
        found |= {node.id: node for node in (_by_name(connection, key) if key else ())}
    return list(found.values())


def _nodes_where(connection: Connection, column: str, value: str, *, exact: bool) -> list[Node]:
    from sqlalchemy import select

    def fits(field: Any) -> Any:
        return field == value if exact else numbered(field, value)

    held = (
        select(nodes.c.node)
        .join(documents, documents.c.id == nodes.c.document)
        .where(fits(documents.c[column]))
        .distinct()
    )
    cited = (
        select(resolutions.c.target)
        .join(mentions, OF_MENTION)
        .where(resolutions.c.state == "stub", fits(mentions.c[column]))
        .distinct()
    )
    ids = {*connection.execute(held).scalars(), *connection.execute(cited).scalars()}
    return list(load_nodes(connection, ids).values())


def _printed_year(node: Node) -> int | None:
    found = re.match(r"[^/]+/((?:19|20)\d\d)/", node.number or "")
    return int(found[1]) if found else None


def kin_of(node: Node, issuer: str) -> Related | None:
    """The body before or after this issuer (named in full) that issued the paper in its own time."""
    return next((body for body in related_bodies(issuer) if body.bore(node.date) and _is_issuer(node, body.name)), None)


def spellings(issuer: str) -> set[str]:
    """The forms in which a body's name is compared: as it is written, and as the register writes it."""
    return {slug(issuer), issuer_slug(issuer) or ""} - {""}


def _is_issuer(node: Node, issuer: str) -> bool:
    asked = spellings(issuer)
    known = {node.issuer_slug or "", slug(node.issuer or "")} - {""}
    return any(a in k for a in asked for k in known)
