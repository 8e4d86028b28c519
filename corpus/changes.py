"""What the archive and the law register say of papers that others replace, repeal, amend or answer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.annexed import Carried, carried
from corpus.bases.register import effective, ends_with
from corpus.catalogue import chunks, rows_in
from corpus.family import acts_of, child_in
from corpus.graph.nodes import Node, act_of, load_nodes, marked_nodes
from corpus.one_of import one_of
from corpus.schema import OF_MENTION, bodies, documents, links, mentions, nodes, resolutions
from corpus.validity import DEAD, ENDING, LAWS, Change, Standing, Subject, announced, judge
from extractor.annexed import name_of
from extractor.laws.registry import LawEntry
from extractor.laws.versions import acts_named, laws_by_number
from extractor.periods import effect_day

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_RELATIONS = (*ENDING, "amends", "replies")
_NONE: frozenset[str] = frozenset()


def standings(
    connection: Connection, known: dict[str, Node], at: str, without: Collection[str] = _NONE, *, printed: bool = True
) -> dict[str, Standing]:
    """The standing of each of these nodes on a day (ISO). `without`: documents that count as not held. `printed`: also
    looks into their texts for the first day in force, which does not matter for whether they have ended."""
    told = _told_of(connection, known, _RELATIONS, without)
    acts = acts_of(connection, {id: node.key for id, node in known.items() if node.held})
    of_acts = _changes_of(connection, sorted(set(acts.values())), _RELATIONS, without, True) if acts else {}
    held = _carried_by(connection, sorted(set(acts.values())))
    for id, act in acts.items():  # what is issued with an act ends with it, and by what is done to itself
        own = child_in(known[id].key or "", known[id].title, held.get(act, ()))
        told[id] += [replace(c, child=None) for c in of_acts.get(act, ()) if c.child in (None, own)]
    effects = _effects(connection, [id for id, node in known.items() if node.held and printed])
    found = {}
    for id, node in known.items():
        entry = act_of(node)
        began = effects.get(id) or (effective(entry) if entry else None)
        kind = "news" if node.kind == "news" else node.type
        subject = Subject(kind, node.title, node.date or (entry.date if entry else None), began)
        found[id] = judge(subject, told.get(id, ()), at, registered=entry is not None)
    return found


def statuses(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """What the index says of these nodes, which knows no day: see `validity.announced`. What papers with a mark of
    secrecy say does not count: everybody who searches is told this."""
    told = _told_of(connection, load_nodes(connection, ids), ENDING, dated=False)
    marked = marked_nodes(connection, {one for c in told.values() for change in c for one in _tellers(change)})
    found: dict[str, str] = {}
    for id, changes in told.items():
        state = announced([change for change in changes if not marked.keys() & _tellers(change)])
        if state is not None:
            found[id] = state
    return found


def _tellers(change: Change) -> set[str]:
    return {one for one in (change.by, change.place) if one}


def _told_of(
    connection: Connection,
    known: dict[str, Node],
    relations: Sequence[str],
    without: Collection[str] = _NONE,
    *,
    dated: bool = True,
) -> dict[str, list[Change]]:
    """What archive and register say of these nodes; without the days from which it counts unless `dated`, for which
    whole texts are read."""
    told = _changes_of(connection, sorted(known), relations, without, dated)
    held = _carried_by(connection, sorted(id for id, each in told.items() if any(c.child for c in each)))
    for id in told:
        told[id] = [_of_act(change, several=len(held.get(id, ())) > 1) for change in told[id]]
    for id, node in known.items():
        entry = act_of(node)
        if entry is not None:
            told[id] += [change for change in register_changes(entry) if change.relation in relations]
    return told


def _of_act(change: Change, *, several: bool) -> Change:
    """What is done to a paper issued with an act, as it touches the act: a part of it, named; the whole where that is
    all that the act was issued with."""
    if change.child is None or not (several or change.part):
        return change
    return replace(change, part=" ".join(filter(None, (change.part, f"{name_of(change.child)} kèm theo"))))


def _carried_by(connection: Connection, acts: Sequence[str]) -> dict[str, Carried]:
    found = rows_in(connection, (documents.c.id, documents.c.annexed), documents.c.id, acts)
    return {row.id: carried(row.annexed) for row in found}


def registered(asked: str) -> list[Node]:
    """The acts of the law register that a number or a name can mean, as nodes that the archive neither holds nor
    cites."""
    return [
        Node(
            entry.number or f"{entry.name} {entry.year}", None, entry.number, entry.type_code, entry.issuer, entry.date,
            entry.name, held=False,
        )
        for entry in acts_named(asked)
    ]  # fmt: skip


def register_changes(entry: LawEntry) -> Iterator[Change]:
    """What later acts of the register do to this one."""
    for relation, numbers in (("replaces", entry.replaced_by), ("amends", entry.amended_by)):
        for number in numbers:
            later = laws_by_number(number)
            yield Change(None, number, relation, effective(later[0]) if later else None)
    ended = ends_with(entry)
    if ended is not None and ended[0].number is not None:
        yield Change(None, ended[0].number, "replaces", ended[1])


def _changes_of(
    connection: Connection, targets: Sequence[str], relations: Sequence[str], without: Collection[str], dated: bool
) -> dict[str, list[Change]]:
    """By target what later papers do to it, from their own words and from those of third papers. News items report
    what papers do; they do nothing themselves."""
    from sqlalchemy import select

    asked = (mentions.c.document, mentions.c.relation, mentions.c.position)
    direct = (
        select(resolutions.c.target, nodes.c.node.label("by"), *asked, resolutions.c.part)
        .select_from(resolutions)
        .join(nodes, nodes.c.document == resolutions.c.document)
        .join(mentions, OF_MENTION)
        .join(documents, documents.c.id == resolutions.c.document)
        .where(
            mentions.c.relation.in_(relations),
            nodes.c.node != resolutions.c.target,
            documents.c.kind == "official",
        )
    )
    one, other = resolutions.alias("one"), resolutions.alias("other")
    between = (
        select(
            other.c.target,
            one.c.target.label("by"),
            links.c.document,
            links.c.relation,
            links.c.target.label("position"),
            other.c.part,
        )
        .select_from(links)
        .join(nodes, nodes.c.document == links.c.document)
        .join(one, (one.c.document == links.c.document) & (one.c.position == links.c.source))
        .join(other, (other.c.document == links.c.document) & (other.c.position == links.c.target))
        .join(documents, documents.c.id == links.c.document)
        .where(
            links.c.relation.in_(relations),
            one.c.target.is_not(None),
            one.c.target != other.c.target,
            documents.c.kind == "official",
        )
    )
    rows: list[Any] = []
    for piece in chunks(targets):
        rows += connection.execute(direct.where(one_of(resolutions.c.target, piece)))
        rows += connection.execute(between.where(one_of(other.c.target, piece)))
    rows = [row for row in rows if row.by not in without and row.document not in without]
    by = load_nodes(connection, {row.by for row in rows})
    effects = _effects(connection, [id for id, node in by.items() if node.held and dated])
    parts = _pinpoints(connection, {(row.document, row.position) for row in rows})
    found: dict[str, list[Change]] = defaultdict(list)
    for row in rows:
        node = by.get(row.by)
        if node is None:
            continue
        began = node.date if row.relation == "replies" else effects.get(row.by) or node.date
        name = node.number or node.title or row.by
        part = parts.get((row.document, row.position))
        found[row.target].append(Change(row.by, name, row.relation, began, part, row.document, row.part))
    return found


def outdated(connection: Connection, at: str, without: Collection[str] = _NONE) -> list[dict[str, Any]]:
    """The object of `Archive.outdated`: papers that stand while a legal basis of theirs does not, on a day (ISO)."""
    from sqlalchemy import select

    basis = load_nodes(connection, _may_have_ended(connection) - set(without))
    dead = {id: s for id, s in standings(connection, basis, at, without).items() if s.state in DEAD - {"ended"}}
    query = (
        select(
            nodes.c.node, resolutions.c.target, mentions.c.document, mentions.c.sentence_start, mentions.c.sentence_end
        )
        .select_from(resolutions)
        .join(nodes, nodes.c.document == resolutions.c.document)
        .join(documents, documents.c.id == resolutions.c.document)
        .join(mentions, OF_MENTION)
        .where(mentions.c.relation == "basis", documents.c.kind == "official")
        .order_by(nodes.c.node, mentions.c.document, mentions.c.position)
    )
    cited: dict[tuple[str, str], Any] = {}
    for piece in chunks(sorted(dead)):
        for row in connection.execute(query.where(one_of(resolutions.c.target, piece))):
            if row.node not in without and row.node != row.target:
                cited.setdefault((row.node, row.target), row)
    papers = load_nodes(connection, {node for node, _ in cited})
    own = standings(connection, papers, at, without, printed=False)
    found = []
    for (node, target), row in cited.items():
        paper, standing = papers.get(node), dead[target]
        if paper is None or own[node].state in (*DEAD, "not-issued"):
            continue
        late = paper.date is not None and standing.since is not None and paper.date >= standing.since
        found.append(
            {
                "document": paper.as_json(),
                "basis": basis[target].as_json(),
                "when": "at-issue" if late else "inherited",
                **standing.as_json(),
                "text_of": row.document,
                "start": row.sentence_start,
                "end": row.sentence_end,
            }
        )
    return sorted(found, key=lambda each: (each["since"] or "", each["document"]["date"] or "", each["document"]["id"]))


def _may_have_ended(connection: Connection) -> set[str]:
    """The nodes cited as a basis of which a paper or the law register can say that they ended: few among all."""
    from sqlalchemy import select

    cited = select(resolutions.c.target).join(mentions, OF_MENTION).where(resolutions.c.target.is_not(None)).distinct()
    told = (
        select(resolutions.c.target)
        .join(links, (links.c.document == resolutions.c.document) & (links.c.target == resolutions.c.position))
        .where(resolutions.c.target.is_not(None), links.c.relation.in_(ENDING))
        .distinct()
    )
    bases = set(connection.execute(cited.where(mentions.c.relation == "basis")).scalars())
    ended = {*connection.execute(cited.where(mentions.c.relation.in_(ENDING))).scalars(),
             *connection.execute(told).scalars()}  # fmt: skip
    acts = set(connection.execute(cited.where(mentions.c.type.in_(LAWS), mentions.c.relation == "basis")).scalars())
    return bases & (ended | acts)


def _effects(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The first day in force that each of these papers prints."""
    from sqlalchemy import select

    found = {}
    own = documents.c.id == bodies.c.document
    query = select(bodies.c.document, bodies.c.content, documents.c.date).join(documents, own)
    for piece in chunks(ids):
        for row in connection.execute(query.where(one_of(bodies.c.document, piece))):
            day = effect_day(row.content, row.date)
            if day is not None:
                found[row.document] = day
    return found


def _pinpoints(connection: Connection, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The article or clause that each of these mentions names."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for document, position in sorted(places):
        wanted[document].append(position)
    found = {}
    for row in rows_in(connection, (bodies.c.document, bodies.c.contract), bodies.c.document, sorted(wanted)):
        references = json.loads(row.contract)["references"]
        for position in wanted[row.document]:
            part = references[position].get("pinpoint") if position < len(references) else None
            if part:
                found[(row.document, position)] = part
    return found
