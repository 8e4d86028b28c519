"""Issuers that a mention does not print in full: `UBND huyện` in a paper of that district, letters of a number.

A paper below the province means its own committee where it cites a number of a committee without a name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.codes import parse_code
from extractor.document import Header
from extractor.issuers import are_central, body_of_code, canonical_body, department_of
from extractor.led_patterns import LedPattern
from extractor.number_letters import JOINT_TYPES
from extractor.references.mention import Mention

_BARE_KINDS = (" quận", " huyện", " thị xã", " xã", " phường", " thị trấn", " đặc khu")
_BARE_PARTY = {"Quận ủy": "quận", "Huyện ủy": "huyện", "Thị ủy": "thị xã"}
_BARE_ENDS = (*_BARE_KINDS, *_BARE_PARTY)
_TERRITORY = re.compile(r"(?<!\w)(quận|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\s+([A-ZĐÂÊÔƠƯ\d][^,;]*)")
_PARTY_OF = re.compile(r"(?<!\w)(Quận ủy|Huyện ủy|Thị ủy|Thành ủy)\s+([A-ZĐÂÊÔƠƯ\d][^,;]*)")
_NAMED_COMMITTEE = re.compile(
    r"(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+(quận|huyện|thị xã|xã|phường)"
    r"\s+([A-ZĐÂÊÔƠƯ][^\W\d_]*(?:[ \t]+[A-ZĐÂÊÔƠƯ][^\W\d_]*){0,3})"
)
_NAMED_DISTRICT = LedPattern(
    "hqt", r"(?<!\w)(huyện|quận|thị xã)\s+([A-ZĐÂÊÔƠƯ][^\W\d_]*(?:[ \t]+[A-ZĐÂÊÔƠƯ][^\W\d_]*){0,3})"
)
# `(Báo huyện Bảo Thắng) - Ngày 3/4, ...`, `Tin của huyện Bảo Thắng`
_BYLINE_BEFORE = re.compile(r"(?:\A|\n)[ \t]*\([^()\n]{0,40}\Z|(?<!\w)Tin\s+(?:của|từ)\s\Z")
_COMMITTEES = {"UBND": "Ủy ban nhân dân", "UB": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
# Whom a paper is sent to, on its line or in a list below it
_SENT_TO = re.compile(r"Kính\s+gửi[^\n]*(?:\n[ \t]*[-–+*][^\n]*)*")
_PROVINCES = re.compile(r"(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân)\s+(?:[Tt]ỉnh|[Tt]hành\s+phố|TP)(?!\w)")
_SAID_BY_THE_PROVINCE = re.compile(r"(?<!\w)(?:của|từ)\s+(?:[Tt]ỉnh|UBND\s+tỉnh|[Tt]hành\s+phố)\s+tại\s+(?:các\s+)?\Z")
_NEAR_BEFORE = 40
_OF_THE_PROVINCE = re.compile(r",?\s+của\s+(?:[^\s,.;]+\s+){0,4}(?:[Tt]ỉnh|[Tt]hành\s+phố)(?!\w)")
# Letters of the centre and of provinces (BHXH), or of provinces and of what lies below them (the Front)
_AT_SEVERAL_LEVELS = (("BHXH",), ("MTTQ",), ("MT",))
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_COMMUNE_PARTY = re.compile(r"Đảng ủy (?:xã|phường|thị trấn|đặc khu) ")
_PARTY_CODES = {"HU": "Huyện ủy", "QU": "Quận ủy", "ThU": "Thành ủy", "TU": "Thành ủy"}


class OwnTerritory(NamedTuple):
    """The district or commune of the citing paper: `huyện`, `Đức Trọng`, and the whole of its printed name."""

    kind: str
    name: str
    full: str
    news: bool = False
    to_province: bool = False  # the paper goes to the committee of its province, as reports of districts do


def own_territory(content: str, header: Header) -> OwnTerritory | None:
    """From the paper's issuer; None for papers of a province and of the centre. News: the only one that they name."""
    if header.kind == "news":
        named = {found.groups() for found in _NAMED_COMMITTEE.finditer(content)}
        named = named or {found.groups() for found in _told_of(content, header)}
        if len(named) != 1:
            return None
        kind, name = named.pop()
        return OwnTerritory(kind, name.strip(), f"{kind} {name.strip()}", news=True)
    if header.issuer is None or ";" in header.issuer.value:
        return None
    issuer = header.issuer.value
    party = _PARTY_OF.search(issuer)
    found = _TERRITORY.search(issuer)
    if party is not None:
        kind = _BARE_PARTY.get(party.group(1), "thành phố")
        name = party.group(2)
        full = f"{kind} {name}"
    elif found is not None:
        kind, name = found.groups()
        full = issuer[found.start() :]
    else:
        return None
    if kind == "thành phố" and name == header.issuer_place:
        return None
    sent = _SENT_TO.search(content, header.start, header.end)
    to_province = sent is not None and _PROVINCES.search(sent.group()) is not None
    reports = header.type_code is not None and header.type_code.value == "BC" and kind in _BARE_PARTY.values()
    return OwnTerritory(kind, name, full, to_province=to_province or reports)


def _told_of(content: str, header: Header) -> list[re.Match[str]]:
    """Where a report names districts, without their committees. One that is named once is a passer-by (`Ông A quê huyện
    B`), unless the title or a byline names it."""
    named = list(_NAMED_DISTRICT.finditer(content))
    if len(named) != 1:
        return named
    start, end = named[0].span()
    title = header.title.span if header.title is not None else None
    if title is not None and title.start <= start < title.end:
        return named
    byline = _BYLINE_BEFORE.search(content[max(0, start - 60) : start])
    return named if byline is not None and ("(" not in byline.group() or content.startswith(")", end)) else []


def complete_issuers(mentions: list[Mention], own: OwnTerritory | None) -> None:
    """`UBND quận` is the citing paper's own district; in papers of others, the one that another mention of this
    document names in full, where it names one only. Joint issuers are completed one by one."""
    bare = [m for m in mentions if m.issuer and _ends_bare(m.issuer)]
    if not bare:
        return
    full = {m.issuer: m.locality for m in mentions if m.issuer and m not in bare}
    for mention in bare:
        parts = (mention.issuer or "").split("; ")
        for at, part in enumerate(parts):
            fitting = [name for name in full if name and name.startswith(part + " ")] if _is_bare(part) else []
            completed = _of_own(part, own) if own is not None and not own.news and _is_bare(part) else None
            if completed is not None:  # `UBND xã` of a commune's own paper is no neighbour that it cites too
                parts[at] = completed
                mention.reasons.append("issuer: place of the citing document")
            elif len(fitting) == 1:
                parts[at], mention.locality = fitting[0], full[fitting[0]]
                mention.reasons.append("issuer: named in full elsewhere")
            elif own is not None and not fitting and (completed := _of_own(part, own)):
                parts[at] = completed
                mention.reasons.append("issuer: place of the citing document")
        mention.issuer = "; ".join(parts)


def _ends_bare(issuers: str) -> bool:
    """Whether an issuer, or one of several, lacks the name of its place."""
    return issuers.endswith(_BARE_ENDS) or ("; " in issuers and any(map(_is_bare, issuers.split("; "))))


def _is_bare(issuer: str) -> bool:
    return issuer.endswith(_BARE_ENDS)


def _of_own(issuer: str, own: OwnTerritory) -> str | None:
    """A body without the name of its place, with that of the citing paper if it is of the same level."""
    kind = next((kind for party, kind in _BARE_PARTY.items() if issuer.endswith(party)), None)
    if kind is not None:
        return f"{issuer} {own.name}" if kind == own.kind else None
    return issuer[: -len(own.kind)] + own.full if issuer.endswith(f" {own.kind}") else None


def issuer_from_code(
    content: str, mention: Mention, place: str | None, own: OwnTerritory | None, *, listed: bool
) -> None:
    """Sets the issuer that the letters of the number name. A number without a type word says nothing of its place,
    unless it is `listed` behind one that has."""
    code = mention.code
    assert code is not None  # the caller tests it
    place = None if mention.rule == "bare-code" and not listed else place
    date = mention.date or (f"{mention.year}-12-31" if mention.year else None)
    # `Công văn số 5/UBND`: without a unit it may be the province's as well
    provinces = code.system == "old" and own is not None and own.to_province
    before = content[max(0, mention.start - _NEAR_BEFORE) : mention.start]
    if code.system == "old" and (_OF_THE_PROVINCE.match(content, mention.end) or _SAID_BY_THE_PROVINCE.search(before)):
        provinces = True
    if own is not None and place is not None and not provinces:
        name = _own_body(code.organs, code.system, own)
        body = canonical_body(name, place=place, date=date) if name else None
        if body is not None:
            mention.issuer, mention.locality = body.name, body.locality
            mention.reasons.append("issuer: letters of the number, place of the citing document")
            return
    if code.organs[:1] in _AT_SEVERAL_LEVELS and (own is not None or code.organs == ("BHXH",)):
        return
    # `Thông tư số 9/2000/TTLB-BTM-TCHQ`: the word is of one body, the letters are of several
    joint = code.type_letters if code.type_letters in JOINT_TYPES else None
    body = body_of_code(code.organs, type_code=joint or mention.type_code, system=code.system, place=place, date=date)
    if body is None:
        return
    if body.locality is None and body.level not in ("central", "party-central", "mass"):
        return
    mention.issuer, mention.locality = body.name, body.locality
    mention.reasons.append(
        "issuer: letters of the number" + ("" if body.locality is None else ", place of the citing document")
    )


def _own_body(organs: tuple[str, ...], system: str, own: OwnTerritory) -> str | None:
    """The citing paper's own committee, where the letters are those of a committee of its level."""
    if not organs:
        return None
    if system == "party":
        if organs == ("ĐU",) and own.kind in _COMMUNES and not own.news:
            return f"Đảng ủy {own.full}"
        party = _PARTY_CODES.get(organs[0])
        return f"{party} {own.name}" if party and _BARE_PARTY.get(party, "thành phố") == own.kind else None
    committee = _COMMITTEES.get(organs[0])
    return f"{committee} {own.full}" if committee and not own.news and system in ("state", "letter", "old") else None


def complete_committees(mentions: list[Mention], header: Header, own: OwnTerritory | None) -> None:
    """`Ban Thường vụ Đảng ủy` in a paper of a committee of the Party, or of an office of its commune; elsewhere it may
    be any."""
    bare = [m for m in mentions if m.issuer is not None and m.issuer.endswith("Đảng ủy")]
    if not bare:
        return
    committee = ""
    if header.issuer is not None and header.kind != "news":
        at = header.issuer.value.find("Đảng ủy ")
        committee = header.issuer.value[at:].partition(";")[0] if at >= 0 else ""
        if not committee and own is not None and own.kind in _COMMUNES:
            committee = f"Đảng ủy {own.full}"
    for mention in bare:
        if not committee:
            mention.issuer = None
            mention.reasons.append("issuer: whose committee is not said")
            continue
        mention.issuer = (mention.issuer or "").removesuffix("Đảng ủy") + committee
        mention.locality = header.issuer_place
        mention.reasons.append("issuer: committee of the citing document")


def name_own_letters(content: str, mentions: list[Mention], header: Header) -> None:
    """A letter whose group of letters is that of the citing letter's own number (`5/BQL-KT` in `9/BQL-KT`) is of the
    body that wrote this one: the letters name it and its unit (Nghị định 30/2020/NĐ-CP, Phụ lục I). Letters of a known
    body are that body's, unless the unit is the steering committee that wrote (`BNV-BCĐ`)."""
    if header.issuer is None or header.number is None or header.kind == "news":
        return
    own = parse_code(header.number.value)
    if own is None or own.system != "letter" or len(own.organs) < 2:
        return
    place, date = header.issuer_place, header.date.value if header.date is not None else None
    known = body_of_code(own.organs, type_code="CV", system=own.system, place=place, date=date)
    steering = own.organs[-1] == "BCĐ" and header.issuer.value.startswith("Ban Chỉ đạo")
    if known is not None and known.name != header.issuer.value and not steering:
        return
    for mention in mentions:
        if mention.issuer is None and mention.code is not None and mention.rule != "bare-code":
            if mention.code.system == "letter" and mention.code.organs == own.organs:
                if _ANSWERED.search(content, max(0, mention.start - 60), mention.start):
                    continue  # its writer is who gets this one
                if _OF_THE_ADDRESSEE.match(content, mention.end):
                    continue
                mention.issuer, mention.locality = header.issuer.value, header.issuer_place
                mention.reasons.append("issuer: letters of the citing document's own number")


_ANSWERED = re.compile(
    r"(?:[Pp]húc\s+đáp|[Tt]rả\s+lời|[Nn]hận\s+được|[Xx]em\s+xét|[Nn]ghiên\s+cứu"
    r"|(?:[Đđ]ề\s+nghị|[Ýý]\s+kiến|[Qq]uý\s[^,.;\n]{1,40}?)\s+tại)(?:\s+(?:nội\s+dung|các))?\s+\Z"
)
_OF_THE_ADDRESSEE = re.compile(r"[^.;\n]{0,160}?\scủa\s+[Qq]uý\s")


def name_own_papers(mentions: list[Mention], header: Header) -> None:
    """A number without a body whose letters are those of the citing paper's own number is of the same body, where they
    are its own letters and no other body's."""
    lacking = [m for m in mentions if m.issuer is None and m.code is not None and m.rule != "bare-code"]
    if not lacking or header.issuer is None or header.number is None or header.kind == "news":
        return
    own = parse_code(header.number.value)
    if own is None or not _are_its_own(own.organs, header.issuer.value):
        return
    for mention in lacking:
        if mention.code is not None and mention.code.organs == own.organs:
            mention.issuer, mention.locality = header.issuer.value, header.issuer_place
            mention.reasons.append("issuer: letters of the citing document's own number")


def _are_its_own(organs: tuple[str, ...], issuer: str) -> bool:
    """Whether the letters of a number are of this body alone: those of the Party's committee of a commune, or of a
    school's whole name. Bodies of several levels and places share most others (`BHXH`, `BCĐ`, `TTYT`)."""
    if organs == ("ĐU",):
        return _COMMUNE_PARTY.match(issuer) is not None
    words = issuer.split()
    if len(organs) != 1 or len(words) < 4 or words[0] != "Trường" or not all(word[0].isupper() for word in words[-2:]):
        return False
    letters = "".join(word[0] for word in words).upper()
    return organs[0].upper() in (letters, letters[1:])


def wrote_another(mention: Mention, organs: tuple[str, ...]) -> bool:
    """Whether the letters of a number name another body than the one before it: a central one, a department of a
    province, or a council where the head of the council speaks as head of something else (`Chủ tịch UBND - Trưởng Ban
    Chỉ đạo`)."""
    if mention.locality is None and organs and are_central(organs):
        return True
    department = department_of(organs[0]) if organs else None
    if department is not None:  # departments that were merged keep their first words: `Sở Nông nghiệp và ...`
        return (mention.issuer or "").split()[:3] != department.split()[:3]
    council = _COMMITTEES.get(organs[0]) if organs else None
    return council is not None and council not in (mention.issuer or "")


def letters_name_nobody(mention: Mention, place: str | None, date: str | None) -> bool:
    """Whether a number has letters that are no body's in the registers, and no committee's of any level."""
    code = mention.code
    if code is None or not code.organs or code.system == "party" or code.organs[0] in _COMMITTEES:
        return False
    where = mention.locality or place
    return department_of(code.organs[0]) is None and (
        body_of_code(code.organs, type_code=mention.type_code, system=code.system, place=where, date=date) is None
    )


def letters_are_its_own(mention: Mention, place: str | None, date: str | None) -> bool:
    """Whether the letters of a number are those of the body that it was given to. `place`, `date`: of the citing
    paper."""
    code, issuer = mention.code, mention.issuer or ""
    if code is None or not code.organs:
        return False
    where = mention.locality or place
    body = body_of_code(
        code.organs, type_code=mention.type_code, system=code.system, place=where, date=mention.date or date
    )
    if body is not None:
        return body.name == issuer
    name = _COMMITTEES.get(code.organs[0]) or department_of(code.organs[0])
    return name is not None and issuer.startswith(name)


_ON_ITS_TERRITORY = re.compile(
    r"trên\s+địa\s+bàn\s+(tỉnh|[Tt]hành\s+phố)\s+([A-ZĐ][^\W\d_]*(?:(?:\s+|\s*-\s*)[A-ZĐ][^\W\d_]*){0,3})"
)
# Somebody or something done behind a comma of the title, and no next noun of it: `về giá nước, đoàn khảo sát bến`
_NEW_CLAUSE = re.compile(
    r",\s+(?:[A-ZĐ]|(?:đoàn|tổ|ông|bà|đồng\s+chí|nguyên|nay|hiện|tại|qua|từ|khi|đến)(?!\w)"
    r"|[^,]*?(?<!\w)(?:đã|đang|sẽ|cần|phải|khảo\s+sát|học\s+tập|tham\s+quan)(?!\w))"
)
# `trên địa bàn tỉnh A và tỉnh B`
_SECOND_PLACE = re.compile(r"(?:\s*,|\s+và|\s+với)\s+(?:tỉnh|thành\s+phố|[A-ZĐ])")
_OF_A_PROVINCE = re.compile(r"(Hội đồng nhân dân|Ủy ban nhân dân) (?:tỉnh|thành phố)(?!\w)")
_TITLE_REACH = 260


def name_by_territory(content: str, mentions: list[Mention]) -> None:
    """`Nghị quyết số 5/2029/NQ-HĐND của HĐND tỉnh quy định mức phí trên địa bàn tỉnh A`: councils and committees make
    rules for their own territory, so that it is A's, whoever cites it. Only rules, whose number has the year, and only
    where their title says it in one clause and of one province."""
    for index, mention in enumerate(mentions):
        if mention.code is None or mention.code.system != "normative" or mention.title is None:
            continue
        committee = _COMMITTEES.get(mention.code.organs[0]) if mention.code.organs else None
        if committee is None:
            continue
        printed = canonical_body(mention.issuer_raw, date=mention.date) if mention.issuer_raw else None
        if printed is not None and (printed.locality is not None or not _OF_A_PROVINCE.match(printed.name)):
            continue
        if (printed is None and mention.issuer is not None) or _ON_ITS_TERRITORY.search(mention.title) is None:
            continue
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(content)
        end = min(following, mention.end + _TITLE_REACH)
        told = _ON_ITS_TERRITORY.search(content, mention.end, end)
        if told is None or any(stop in content[mention.end : told.start()] for stop in ".;"):
            continue
        if _NEW_CLAUSE.search(content, mention.end, told.start()) or _SECOND_PLACE.match(content, told.end()):
            continue
        body = canonical_body(f"{committee} {told[1].lower()} {' '.join(told[2].split())}", date=mention.date)
        if body is None or body.locality is None or not body.name.endswith(body.locality):
            continue  # a city of a province, for which the province may make rules too
        if body.locality != mention.locality:
            mention.issuer, mention.locality = body.name, body.locality
            mention.reasons.append("issuer: the territory in the title of the paper")


def name_former_places(mentions: list[Mention], place: str | None) -> None:
    """`HĐND tỉnh` of a paper that another mention gives to a province now merged is that province's, not the citing
    paper's own."""
    others = {m.number: m for m in mentions if m.locality and m.issuer_raw and m.locality != place and m.number}
    if place is None or not others:
        return
    for mention in mentions:
        known = others.get(mention.number) if mention.number else None
        if known is None or mention.locality != place or (mention.date and known.date and mention.date != known.date):
            continue
        if mention.year and known.year and mention.year != known.year:
            continue
        printed = canonical_body(mention.issuer_raw, date=mention.date) if mention.issuer_raw else None
        if printed is None or printed.locality is None:
            mention.issuer, mention.locality = known.issuer, known.locality
            mention.reasons.append("issuer: place named at another mention of the paper")
