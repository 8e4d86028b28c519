"""What is new about what a person follows: newly cited, replaced or repealed, a plan issued, new hits of a search.

Always through the person's `View`: news of papers that may not be seen are no news.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from service.following import Follow
from service.pages.search import document_href, question_of
from service.words import STANDINGS, day

if TYPE_CHECKING:
    from service.rights import View

# So many hits of a search, the newest, are compared.
_COMPARED = 5000
_LISTED = 20
_STOPPED = ("replaced", "repealed", "ended")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened. `secret`: it speaks of a paper with a mark, which no letter may carry."""

    text: str
    href: str
    secret: bool = False


def there(view: View, one: Follow, today: str) -> dict[str, Any]:
    """What is there now, in a form that can be kept and compared. Empty where the document is gone or hidden."""
    from corpus.errors import NotFound

    if one.kind == "search":
        return {"hits": [hit.id for hit in _hits(view, one.target)]}
    try:
        node = view.node(one.target)  # what was followed by its key has come in since
        citing = sorted({edge["from"] for edge in view.cited_by(node["id"])})
        state = view.standings([node["id"]], today).get(node["id"], {}).get("state")
    except NotFound:
        return {}
    rows = view.follow_up(node["id"], at=today) if node["held"] else []
    return {"citing": citing, "state": state, "plans": sorted({id for row in rows for id in row["documents"]})}


def heading(view: View, one: Follow) -> str:
    """What a letter calls what is followed: a paper with a mark of secrecy by no word of it."""
    from corpus.errors import NotFound

    if one.kind != "document":
        return one.name
    try:
        secret = view.bears_mark(view.node(one.target)["id"])
    except NotFound:  # hidden from this moment on
        secret = True
    return "Văn bản có độ mật" if secret else one.name


def news(view: View, before: dict[str, Any], now: dict[str, Any]) -> list[News]:
    """What is in `now` and was not in `before`."""
    found: list[News] = []
    plans = _added(before, now, "plans")
    for id in plans:
        found.append(_of_paper(view, id, "Kế hoạch đã ban hành"))
    for id in _added(before, now, "citing"):
        if id not in plans:
            found.append(_of_paper(view, id, "Được viện dẫn trong"))
    for id in _added(before, now, "hits"):
        found.append(_of_paper(view, id, "Mới tìm thấy"))
    state = now.get("state")
    if state != before.get("state") and state in _STOPPED:
        found.append(News(f"Văn bản {STANDINGS[state][1]}", ""))
    return found


def _added(before: dict[str, Any], now: dict[str, Any], name: str) -> list[str]:
    known = set(before.get(name, ()))
    return [id for id in now.get(name, ()) if id not in known]


def _of_paper(view: View, id: str, what: str) -> News:
    record = view.show(id)
    name = record["number"] or record["title"] or id
    more = ", ".join(part for part in (record["issuer"], day(record["date"]) and f"ngày {day(record['date'])}") if part)
    title = f": {record['title']}" if record["title"] and record["number"] else ""
    return News(f"{what} {name}{f' ({more})' if more else ''}{title}", document_href(id), view.bears_mark(id))


def _hits(view: View, address: str) -> list[Any]:
    from service.chained import in_chain

    question, chain = question_of(address)
    if chain:
        question = replace(question, ids=in_chain(view, chain))
    found = view.scan(replace(question, sort="-date", strict=True))  # what merely has most of the words is no news
    return [hit for _, hit in zip(range(_COMPARED), found, strict=False)]


def shortened(rows: list[News]) -> tuple[list[News], int]:
    """As many as a page or letter lists, and how many more there are."""
    return rows[:_LISTED], max(0, len(rows) - _LISTED)
