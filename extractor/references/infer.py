"""What a mention lacks, inferred with a recorded reason: an earlier or later mention of the same paper, the sentence
around it, the letters of its number, the citing document's own province and date.

Nothing is guessed: what no rule settles stays None.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache

from extractor.document import Header
from extractor.issuers import canonical_body
from extractor.led_patterns import LedPattern
from extractor.number_letters import OF_EVERY_PLACE, OF_SEVERAL_BODIES
from extractor.references.boards import name_own_boards
from extractor.references.body_apart import find_bodies_apart, find_days_apart
from extractor.references.context import Context
from extractor.references.issuing import read_issuing
from extractor.references.lists import listed_numbers, share_in_lists, share_with_changed, shares_code
from extractor.references.local_issuers import (
    OwnTerritory,
    complete_committees,
    complete_issuers,
    issuer_from_code,
    name_by_territory,
    name_former_places,
    name_own_letters,
    name_own_papers,
)
from extractor.references.mention import Mention
from extractor.references.place_beside import PlaceHeadings, place_apart
from extractor.references.versions import name_issuers, settle_numbers
from extractor.text import fold


def infer(content: str, mentions: list[Mention], context: Context) -> None:
    """Fills date, year, issuer, locality; laws get their number from the register."""
    _leave_drafts_open(content, mentions)
    acts = [m for m in mentions if _is_act(m)]
    name_issuers(acts)
    own = context.own
    _take_types_of_words(mentions)
    for mention in mentions:
        if mention.issuer_raw and mention.issuer is None:
            _settle_printed_issuer(mention, context)
    for index, mention in enumerate(mentions):
        if mention.lead.issued and mention.class_ != "named":
            read_issuing(content, mention, mentions[index - 1] if index else None, context)
    settle_numbers(acts, context.date, context.latest_date)  # the day that a sentence gives tells versions apart
    find_bodies_apart(content, mentions, context)
    complete_issuers(mentions, own)
    complete_committees(mentions, context.header, own)
    name_by_territory(content, mentions)
    share_with_changed(content, mentions)
    _settle_short(content, mentions)
    if any(m.class_ != "law" and not (m.issuer and m.date and m.year) for m in mentions):
        _complete(content, mentions, context, own)
    else:
        _share_between_mentions(_papers_that_lack_something(mentions))
    name_own_boards(content, mentions, context.header, own)
    for mention in mentions:
        if mention.year is None and mention.date:
            mention.year = int(mention.date[:4])


def _take_types_of_words(mentions: list[Mention]) -> None:
    """`917-QĐ/TW` alone is what the document calls it elsewhere: the Party numbers a Quy định like a Quyết định."""
    bare = [m for m in mentions if m.type_code == "QĐ" and m.code is not None and m.code.system == "party"]
    bare = [m for m in bare if "type: letters of the number" in m.reasons]
    if not bare:
        return
    words: dict[str | None, set[str]] = {}
    for mention in mentions:
        if mention.has_word and mention.type_code:
            words.setdefault(mention.number, set()).add(mention.type_code)
    for mention in bare:
        if words.get(mention.number) == {"QyĐ"}:
            mention.type_code, mention.type_name = "QyĐ", "Quy định"
            mention.reasons.append("type: another mention of the paper")


_ORGANISERS = LedPattern(
    "B", r"Ban\s+[Tt]ổ\s+chức(?!\s+(?:Tỉnh|Thành|Huyện|Trung))|BAN\s+TỔ\s+CHỨC(?!\s+(?:TỈNH|THÀNH|HUYỆN|TRUNG))"
)
_OF_ORGANISERS = ("KH", "TB")


def _may_be_of_organisers(content: str, mentions: list[Mention], header: Header) -> set[int]:
    """Which mentions have letters of a ministry that may be those of who organises a festival or a contest: `KH-BTC`
    where a report names a `Ban tổ chức` and nowhere the ministry or a letter of one of its units."""
    if header.kind != "news":
        return set()
    lettered = [(index, m) for index, m in enumerate(mentions) if m.code is not None and m.code.organs[:1] == ("BTC",)]
    if any((m.code is not None and len(m.code.organs) > 1) or m.type_code not in _OF_ORGANISERS for _, m in lettered):
        return set()
    found = {index for index, mention in lettered if mention.type_code in _OF_ORGANISERS}
    named = bool(found) and ("Tài chính" in content or _ORGANISERS.search(content) is None)
    return set() if named else found


def _complete(content: str, mentions: list[Mention], context: Context, own: OwnTerritory | None) -> None:
    """What mentions other than laws lack: from their list, from other mentions of the paper, from their letters."""
    share_in_lists(content, mentions)
    name_own_letters(content, mentions, context.header)
    _lend_to_generic(mentions)
    papers = _papers_that_lack_something(mentions)
    _share_between_mentions(papers)
    listed = listed_numbers(content, mentions)
    headings = PlaceHeadings(content) if context.header.kind == "news" else None
    organisers = _may_be_of_organisers(content, mentions, context.header)
    for index, mention in enumerate(mentions):
        if mention.issuer is None and mention.class_ == "numbered":
            following = mentions[index + 1].start if index + 1 < len(mentions) else None
            place = place_apart(content, mention, following, headings)
            body = canonical_body(place, date=mention.date or context.date) if place is not None else None
            if body is not None:
                mention.issuer, mention.locality = body.name, body.locality
                mention.reasons.append("issuer: letters of the number, place that issued it")
        coded = mention.class_ in ("numbered", "short") and mention.code is not None and index not in organisers
        if mention.issuer is None and coded:
            issuer_from_code(content, mention, context.place, own, listed=index in listed)
        alone = mention.class_ == "short" or (mention.class_ == "numbered" and mention.type_code == "SL")
        if mention.issuer is None and alone and mention.type_code in _ONLY_ISSUERS:
            mention.issuer = _ONLY_ISSUERS[mention.type_code]
            mention.reasons.append("issuer: no other body issues acts of the type")
    name_former_places(mentions, context.place)
    _share_by_letters(mentions)
    name_own_papers(mentions, context.header)
    find_days_apart(content, mentions, context)
    _share_between_mentions(papers)


_ONLY_ISSUERS = {"NĐ": "Chính phủ", "PL": "Ủy ban Thường vụ Quốc hội", "Luật": "Quốc hội", "SL": "Chủ tịch nước"}
_DRAFT_BEFORE = re.compile(r"(?:dự\s+án|dự\s+thảo|chưa\s+ban\s+hành)\s+(?:các\s+)?$", re.IGNORECASE)
_DRAFT_BEHIND = re.compile(r"\s*\(\s*sửa\s+đổi\s*\)(?!\s*năm)|\s+sửa\s+đổi(?!\s*,?\s*(?:bổ|năm|\d))", re.IGNORECASE)

_PASSED = re.compile(  # `Luật Dân quân tự vệ (sửa đổi) được Quốc hội thông qua tháng 11/2019`
    r"\s*\(\s*sửa\s+đổi\s*\)\s+(?:đã\s+)?được\s+Quốc\s+hội[^.,;\n\d]{0,60}?\s+thông\s+qua\s+(?:vào\s+)?"
    r"(?:(?:ngày|tháng)\s[^.;\n]{1,24}?|năm\s+)((?:19|20)\d\d)(?!\d)"
)


def _leave_drafts_open(content: str, mentions: list[Mention]) -> None:
    """`dự án Luật Viên chức (sửa đổi)` is a bill: it has no number, and is not the law in force."""
    for mention in mentions:
        if mention.class_ == "law" and not (mention.year or mention.date or mention.number) and mention.law_name:
            passed = _PASSED.match(content, mention.end)
            if passed is not None:
                mention.year = int(passed[1])
                mention.reasons.append("year: when it was passed")
            elif _DRAFT_BEFORE.search(content, max(0, mention.start - 24), mention.start) or _DRAFT_BEHIND.match(
                content, mention.end
            ):
                mention.draft = True
                mention.reasons.append("number: a bill has none")


def _settle_printed_issuer(mention: Mention, context: Context) -> None:
    raw, date = mention.issuer_raw or "", mention.date or context.date
    body = context.body(raw, date)
    if _of_a_council(raw, context):
        council = canonical_body(f"{raw} Hội đồng nhân dân", place=context.place, date=date)
        body = council if council is not None and re.match(r"Ban .* Hội đồng nhân dân", council.name) else body
    if body is not None:
        mention.issuer, mention.locality = body.name, body.locality


def _of_a_council(raw: str, context: Context) -> bool:
    """Whether a body named `Ban ...` in a paper of a People's Council is one of the council's own."""
    issuer = context.header.issuer
    return raw.startswith("Ban ") and issuer is not None and issuer.value.startswith("Hội đồng nhân dân")


def _settle_short(content: str, mentions: list[Mention]) -> None:
    """`Chỉ thị 05` is the directive that this document cites with its full number, where it cites one such only."""
    if "short" not in [mention.class_ for mention in mentions]:
        return
    full: dict[tuple[str | None, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.class_ == "numbered" and mention.code is not None:
            full[mention.type_code, mention.code.integer].append(mention)
    for index, mention in enumerate(mentions):
        if mention.class_ != "short" or mention.number is None or not mention.number.isdigit():
            continue
        if shares_code(content, mentions, index):
            continue
        meant = [m for m in full[mention.type_code, int(mention.number)] if _fits(mention, m)]
        if len({m.number for m in meant}) != 1:
            continue
        known = max(meant, key=lambda m: (m.date is not None, m.issuer is not None))
        mention.number, mention.code = known.number, known.code
        mention.year = mention.year or known.year
        mention.date = mention.date or known.date
        if mention.issuer is None:
            mention.issuer, mention.locality = known.issuer, known.locality
        mention.reasons.append("number: cited in full elsewhere in the document")


def _fits(short: Mention, full: Mention) -> bool:
    if short.year and full.year and short.year != full.year:
        return False
    if short.date and full.date and short.date != full.date:
        return False
    return not (short.issuer and full.issuer and short.issuer != full.issuer)


@lru_cache(maxsize=32768)
def _bare_number(number: str) -> str:
    return re.sub(r"[\s/\-.&,]+", "|", fold(number)).lstrip("0")


def _is_act(mention: Mention) -> bool:
    """A law, or another act of the National Assembly."""
    return mention.class_ == "law" or (mention.code is not None and mention.code.system == "assembly")


def _lend_to_generic(mentions: list[Mention]) -> None:
    """`văn bản số 9/UBND-VX` is the paper that the document calls `hướng dẫn số 9/UBND-VX` elsewhere."""
    generic = [m for m in mentions if m.rule == "numbered-generic" and m.issuer is None]
    if not generic:
        return
    named: dict[str | None, list[Mention]] = {}
    for mention in mentions:
        if mention.rule == "numbered" and mention.issuer is not None:
            named.setdefault(mention.number, []).append(mention)
    issuers = {number: {m.issuer for m in papers} for number, papers in named.items()}
    for mention in generic:
        papers = named.get(mention.number, [])
        if papers and len(issuers[mention.number]) == 1 and _same_paper(papers[0], mention):
            _lend([papers[0], mention])


def _papers_that_lack_something(mentions: list[Mention]) -> list[list[Mention]]:
    """The mentions of each paper that is mentioned more than once, where date, year or issuer of one is not known."""
    papers = [m for m in mentions if m.number is not None and m.class_ != "law"]
    acts = [m for m in mentions if m.number and _is_act(m)]
    return [*_of_one_paper(papers, _identity), *_of_one_paper(acts, lambda act: act.number)]


def _of_one_paper(mentions: list[Mention], identity: Callable[[Mention], Hashable]) -> Iterator[list[Mention]]:
    if all(m.date and m.year and m.issuer for m in mentions):
        return
    groups: dict[Hashable, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[identity(mention)].append(mention)
    yield from (group for group in groups.values() if len(group) > 1)


def _identity(mention: Mention) -> tuple[str | None, str]:
    return mention.type_code, _bare_number(mention.number or "")


def _share_between_mentions(papers: list[list[Mention]]) -> None:
    """The nearest earlier mention of the same paper lends its date and issuer, else the nearest later one."""
    for mentions in papers:
        _lend(mentions)
        _lend(mentions[::-1])


def _lend(group: list[Mention]) -> None:
    known: Mention | None = None
    for mention in group:
        if known is not None and _same_paper(known, mention):
            if mention.date is None and known.date:
                mention.date = known.date
                mention.reasons.append("date: another mention of the paper")
            if mention.year is None and known.year:
                mention.year = known.year
                mention.reasons.append("year: another mention of the paper")
            if mention.issuer is None and known.issuer:
                mention.issuer, mention.locality = known.issuer, known.locality
                mention.reasons.append("issuer: another mention of the paper")
        if mention.date or mention.issuer or mention.year:
            if known is None or mention.date or not known.date:
                known = mention


def _same_paper(known: Mention, mention: Mention) -> bool:
    """Whether nothing printed tells the two apart."""
    if mention.date and known.date and mention.date != known.date:
        return False
    if mention.year and known.year and mention.year != known.year:
        return False
    return not (mention.issuer and known.issuer and mention.issuer != known.issuer)


def _share_by_letters(mentions: list[Mention]) -> None:
    """Letters that no register knows (`KTĐ9`) mean the body that this document names for them once."""
    known: dict[tuple[str, ...], set[tuple[str, str | None]]] = defaultdict(set)
    for mention in mentions:
        if mention.code is not None and mention.issuer and mention.issuer_raw:
            known[mention.code.organs].add((mention.issuer, mention.locality))
    for mention in mentions:
        if mention.issuer is not None or mention.code is None or mention.rule == "bare-code":
            continue
        bodies = known.get(mention.code.organs, set())
        if len(bodies) == 1 and mention.code.organs and mention.code.organs[0] not in _SHARED_LETTERS:
            mention.issuer, mention.locality = next(iter(bodies))
            mention.reasons.append("issuer: same letters as another mention")


_SHARED_LETTERS = OF_EVERY_PLACE | OF_SEVERAL_BODIES
