"""Checks what a draft cites: exists, right date, number, title and type, not replaced, not of the future.

Only what is printed is compared with what is certain (law register, held papers); where nothing is certain the finding
says so (`not-held`, `cannot-decide`) and no fault is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus.bases.check_finding import CheckFinding, finding, issued_later, shown
from corpus.bases.check_weight import weighed
from corpus.bases.known import Act, KnownActs, number_form, same_law_type, series_form
from corpus.bases.likeness import bag, resemblance
from corpus.bases.listed import against_listed, amended_uncited, listed
from corpus.bases.printed import DAY, Printed, iso_day, printed_parts
from corpus.bases.printed_issuer import ended_issuer, wrong_issuer
from corpus.bases.reading import key_of
from corpus.bases.register import law_of, successor_of, validity
from extractor.document import Span
from extractor.laws import match_law_name
from extractor.laws.registry import name_key
from extractor.plain_form import plain_form
from extractor.text import fold, squash

StandingOf = Callable[[str], Mapping[str, Any] | None]
_LAW_LINE = re.compile(r"(?:Căn cứ|;)\s+(?=(?:Bộ luật|Luật|Pháp lệnh)\s)")
_LAW_WORD = re.compile(r"(Bộ luật|Luật|Pháp lệnh)\s+", re.I)
_TAIL = re.compile(r"\s*,?\s*số:?\s*(?P<number>\d{1,4}/\d{4}/[A-Z\-]+\d+)")
# A law that an act with a name of its own amends: `Luật số 1/2021/QH15 sửa đổi, bổ sung một số điều của `.
_AMENDED = re.compile(r"sửa\s+đổi(?:,\s+bổ\s+sung)?(?:\s+[\w,]+){0,20}\s+của\s+$")
_OLD_LETTERS_UNTIL = 1993  # before, `Quyết định số 87-CT` was of the Chairman of the Council of Ministers
_YEAR = re.compile(r"(?:(?<=/)|\bnăm\s)((?:19|20)\d\d)(?!\d)")
_CLEARLY_OTHER = 0.34
_SLACK = 0.2
_LEAST_NAME = 3  # syllables, `luật` among them: `Luật Giá` and `Luật Thuế` are a syllable apart


def check_references(
    references: Sequence[Mapping[str, Any]],
    text: str,
    known: KnownActs,
    *,
    on: str | None,
    draft_type: str | None = None,
    standing: StandingOf | None = None,
) -> list[CheckFinding]:
    """Findings on every citation with a number or a dated law, in the order of the text; none for what is right.

    `on`: the draft's date (ISO); without it the validity is not judged. `standing`: what became of a held paper by that
    day (an object of `Archive.standings`), by its id."""
    findings: list[CheckFinding] = []
    told: set[int] = set()
    for reference in sorted((r for r in references if r["start"] is not None), key=lambda r: int(r["start"])):
        misnamed = _misnamed_type(reference, text, known)
        if misnamed is not None:
            findings.append(misnamed)
            continue
        printed = printed_parts(reference, text)
        if printed is None:
            continue
        found = list(_check(printed, known))
        if found and _AMENDED.search(text, max(0, printed.start - 160), printed.start):
            if _day_of_change(printed, known):
                continue  # `Luật số 1/2021/QH15 sửa đổi ... của Luật A ngày ...`: the day is the amending act's
        if [one.code for one in found] == ["not-held"] and (decree := listed(printed)) is not None:
            found = against_listed(printed, decree, on if reference["relation"] == "basis" else None)
        if not any(one.fault for one in found):
            own = _against_itself(printed, text, on)
            found = own if any(one.fault for one in own) else [*found, *own]
        findings.extend(found)
        told.update(one.start for one in found if one.fault)
        if on is not None and reference["relation"] == "basis" and printed.start not in told:
            findings.extend(_standing(printed, known, on, draft_type, standing))
    return findings


def _against_itself(printed: Printed, text: str, on: str | None) -> list[CheckFinding]:
    """What a citation says against itself or the draft's day, whatever is known of the act."""
    if on is not None and printed.date is not None and printed.date > on:
        return [finding("future", printed, f"ngày {shown(printed.date)} ghi ở đây sau ngày của dự thảo")]
    other = wrong_issuer(printed, text) or ended_issuer(printed, text)
    return [other] if other is not None else []


def check_draft(
    references: Sequence[Mapping[str, Any]],
    text: str,
    known: KnownActs,
    *,
    on: str | None,
    draft_type: str | None = None,
    standing: StandingOf | None = None,
    draft: Mapping[str, Any] | None = None,
) -> list[CheckFinding]:
    """As `check_references`, and basis lines whose law was not even recognised (`Căn cứ Pháp lệnh Đất đai ...`).

    Names and titles are compared as plain words: a mark that nobody sees makes no other name. `draft`: its reading (the
    contract's object), by which findings on validity are weighed."""
    found = _in_plain_words(references, text, known, on, draft_type, standing)
    if draft is None:
        return found
    if on is not None and draft.get("type") != "CV":
        faulty = {one.start for one in found if one.fault}
        found += [one for one in amended_uncited(references, text, on) if one.start not in faulty]
    return sorted(weighed(found, references, text, draft), key=lambda one: one.start)


def _in_plain_words(
    references: Sequence[Mapping[str, Any]],
    text: str,
    known: KnownActs,
    on: str | None,
    draft_type: str | None,
    standing: StandingOf | None,
) -> list[CheckFinding]:
    form = plain_form(text)
    if form is None:
        return _check_draft(references, text, known, on, draft_type, standing)
    places = form.offsets
    moved = [
        {**one, "start": bisect_left(places, one["start"]), "end": bisect_left(places, one["end"])}
        for one in references
        if one["start"] is not None
    ]
    found = _check_draft(moved, form.content, known, on, draft_type, standing)
    spans = (form.span(Span(one.start, one.end)) for one in found)
    return [replace(one, start=span.start, end=span.end) for one, span in zip(found, spans, strict=True)]


def _check_draft(
    references: Sequence[Mapping[str, Any]],
    text: str,
    known: KnownActs,
    on: str | None,
    draft_type: str | None,
    standing: StandingOf | None,
) -> list[CheckFinding]:
    findings = check_references(references, text, known, on=on, draft_type=draft_type, standing=standing)
    seen = {one.start for one in findings} | {r["start"] for r in references}
    for line in _LAW_LINE.finditer(text):
        if line.end() not in seen:
            unread = {"start": line.end(), "end": line.end() + 1, "class": "law"}
            misnamed = _misnamed_type(unread, text, known)
            if misnamed is not None:
                findings.append(misnamed)
    return sorted(findings, key=lambda one: one.start)


def _check(printed: Printed, known: KnownActs) -> Iterable[CheckFinding]:
    if printed.number is None:
        return _check_named(printed, known)
    if printed.type and (contradiction := _type_against_number(printed)):
        return [contradiction]
    acts = known.numbered(printed.number, printed.locality, printed.issuer)
    if printed.type == "NQ":
        acts = [act for act in acts if not act.law]  # the Assembly numbers its resolutions apart from its laws
    if not re.search(r"/(?:19|20)\d\d/", printed.number):
        # such numbers begin anew every year: without the year nothing is certain
        acts = [act for act in acts if printed.date and act.date and act.date[:4] == printed.date[:4]]
    if not acts:
        return _unknown_number(printed, known)
    problems = [_compare(printed, act, known) for act in acts]
    if any(problem is None for problem in problems):
        return []
    if len(acts) > 1:
        return [finding("cannot-decide", printed, f"số này ứng với {len(acts)} văn bản khác nhau")]
    return [problem for problem in problems if problem is not None]


def _compare(printed: Printed, act: Act, known: KnownActs) -> CheckFinding | None:
    """What is wrong when this act is meant; None when nothing is."""
    date_wrong = bool(printed.date and act.date and printed.date != act.date)
    likeness = resemblance(printed, act)
    title_wrong = likeness is not None and likeness < _CLEARLY_OTHER
    if printed.type and act.type and not same_law_type(printed.type, act.type):
        return finding("wrong-type", printed, f"văn bản này là {act.type}", act.type, act)
    if date_wrong and (title_wrong or (likeness is not None and likeness < 0.5)):
        other = _by_title_and_date(printed, known)
        return finding("wrong-number", printed, "số, ký hiệu là của văn bản khác: ngày và tên đều không khớp",
                        other.number if other else None, other or act)  # fmt: skip
    if date_wrong:
        return finding("wrong-date", printed, f"ngày ban hành đúng là {shown(act.date)}", act.date, act)
    if title_wrong:
        other = _by_title_and_date(printed, known)
        if other is None and printed.name is not None:
            versions = known.by_name.get(name_key(printed.name), [])
            close = [version for version in versions if _near(printed.number, version.number)]
            if len(close) > 1:
                return finding("wrong-number", printed, "số, ký hiệu là của luật khác")
        if other is not None and other.number:
            return finding("wrong-number", printed, f"tên này là của văn bản số {other.number}", other.number, other)
        return finding("wrong-title", printed, f"tên đúng là “{act.title}”", act.title, act)
    return None


def _type_against_number(printed: Printed) -> CheckFinding | None:
    """`Thông tư số 1/2025/NĐ-CP`: the word and the letters of the number contradict each other (NĐ 30/2020, PL VI)."""
    year = (printed.date or "")[:4] or next(iter(_YEAR.findall(f"{printed.number} {printed.text}")), "")
    if year and int(year) < _OLD_LETTERS_UNTIL:
        return None
    letters = re.search(
        r"[/-](nd|nq|tt|ttlt|qd|ct|kh|qh\d*|ubtvqh\d*|l|pl)(?=[-/]|\d*$)", number_form(printed.number or "")
    )
    if letters is None or printed.type is None:
        return None
    wanted = {"nd": "NĐ", "nq": "NQ", "tt": "TT", "ttlt": "TTLT", "qd": "QĐ", "ct": "CT", "kh": "KH"}.get(letters[1])
    if wanted is None:
        assembly = letters[1].startswith(("qh", "ubtvqh"))
        if not assembly or printed.type in ("Luật", "BL", "PL", "NQ", "HP", "NQLT"):
            return None
        return finding("wrong-type", printed, "số, ký hiệu là của Quốc hội, không phải của loại văn bản này")
    if printed.type == wanted or {printed.type, wanted} in ({"NQ", "NQLT"}, {"TT", "TTLT"}):
        return None
    return finding("wrong-type", printed, f"ký hiệu cho thấy đây là {wanted}", wanted)


def _unknown_number(printed: Printed, known: KnownActs) -> Iterable[CheckFinding]:
    """A number that nobody knows: wrong where name or title and day fit exactly one known act, else not held."""
    other = _by_title_and_date(printed, known)
    if other is not None and other.number:
        return [finding("wrong-number", printed, f"số đúng là {other.number}", other.number, other)]
    return [finding("not-held", printed, "không có trong danh mục luật và trong kho: không kiểm tra được")]


def _by_title_and_date(printed: Printed, known: KnownActs) -> Act | None:
    """The one known act that fits name or title and, where both have one, the day."""
    if printed.name is not None:
        found = known.by_name.get(name_key(printed.name), [])
        if printed.date:
            found = [act for act in found if act.date == printed.date]
        elif printed.number:
            found = [a for a in found if a.number and _near(printed.number, a.number)]
        return found[0] if len(found) == 1 else None
    fitting = []
    for act in known.by_series.get(series_form(printed.number or ""), []):
        if printed.type and act.type and not same_law_type(printed.type, act.type):
            continue
        likeness = resemblance(printed, act)
        day = printed.date is not None and act.date == printed.date
        enough = 0.9 if day else 0.95
        if likeness is not None and likeness >= enough and (day or printed.date is None):
            if _near(printed.number, act.number) and not _says_more(printed, act):
                fitting.append(act)
    return fitting[0] if len(fitting) == 1 else None


def _says_more(printed: Printed, act: Act) -> bool:
    """Whether the printed title has much that the act's lacks: sister acts of one day differ so (`... đối với quân
    nhân`), and their numbers are neighbours."""
    said = bag(printed.title or "")
    return len(said - bag(act.title or "")) > _SLACK * len(said)


def _near(one: str | None, other: str | None) -> bool:
    """One digit off, one too many or too few, or two neighbours exchanged."""
    a, b = number_form(one or ""), number_form(other or "")
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        return len(differ) == 1 or (len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(a) == sorted(b))
    if abs(len(a) - len(b)) != 1:
        return False
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _check_named(printed: Printed, known: KnownActs) -> Iterable[CheckFinding]:
    """A law by name and day: right when one version has that day."""
    versions = known.by_name.get(name_key(printed.name or ""), [])
    dated = [act for act in versions if act.date]
    if any(act.date == printed.date for act in dated):
        if printed.type and not any(same_law_type(printed.type, act.type) for act in dated):
            return [finding("wrong-type", printed, f"văn bản này là {dated[0].type}", dated[0].type, dated[0])]
        return []
    meant = _one_word_off(printed, known) if not versions else None
    if meant is not None:
        return [finding("wrong-title", printed, f"tên đúng là “{meant.title}”", meant.title, meant)]
    if not dated:
        return [finding("not-held", printed, "luật này chưa có trong danh mục: không kiểm tra được")]
    same_day = [a for acts in known.by_name.values() for a in acts if a.date == printed.date]
    amending = [a for a in same_day if _amends(a, printed.name or "")]
    if len(amending) == 1:
        return [finding("wrong-title", printed, f"ngày này là của {amending[0].title}", amending[0].title, amending[0])]
    same_year = [act for act in dated if (act.date or "")[:4] == (printed.date or "")[:4]]
    if len(dated) < len(versions) and not same_year:
        return [finding("cannot-decide", printed, "danh mục chưa có ngày của mọi lần ban hành luật này")]
    same_days = [act for act in dated if (act.date or "")[4:] == (printed.date or "")[4:]]
    version = next((rows[0] for rows in (same_year, same_days) if len(rows) == 1), dated[-1])
    if same_day and not same_year and len(same_day) == 1 and bag(printed.name or "") & bag(same_day[0].title or ""):
        return [finding("wrong-title", printed, f"ngày này là của {same_day[0].title}", same_day[0].title, same_day[0])]
    return [finding("wrong-date", printed, f"ngày ban hành đúng là {shown(version.date)}", version.date, version)]


def _amends(act: Act, name: str) -> bool:
    """Whether an act amends, by its title, the law of that name (`Luật sửa đổi, bổ sung một số điều của Luật Giá`)."""
    title = name_key(act.title or "")
    return "sua doi" in fold(title) and f" {name_key(name)} " in f" {title} " and title != name_key(name)


def _day_of_change(printed: Printed, known: KnownActs) -> bool:
    """Whether the day printed behind a law's name is that of an act that amends it."""
    if printed.name is None or printed.number is not None:
        return False
    return any(
        act.date == printed.date and _amends(act, printed.name) for acts in known.by_name.values() for act in acts
    )


def _one_word_off(printed: Printed, known: KnownActs) -> Act | None:
    """The one law of that day whose name differs in a single syllable from a name that no law has."""
    said = name_key(printed.name or "").split()
    fitting = [
        act
        for acts in known.by_name.values()
        for act in acts
        if act.date is not None and act.date == printed.date and len(said) > _LEAST_NAME
        and len(real := name_key(act.title or "").split()) == len(said)
        and sum(one != other for one, other in zip(said, real, strict=True)) == 1
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _misnamed_type(reference: Mapping[str, Any], text: str, known: KnownActs) -> CheckFinding | None:
    """`Pháp lệnh Đất đai số 31/2024/QH15`: an unknown name with the number or day of an act whose name differs
    in the type word alone."""
    start, end = reference["start"], reference["end"]
    if reference["class"] != "law":
        before = text[max(0, start - 250) : start]
        start -= len(re.split(r"Căn cứ\s|;\s*\n\s*|,\s+", before)[-1])
    segment = squash(text[start : start + 450])
    word = _LAW_WORD.match(segment)
    own = match_law_name(segment, 0)
    if word is None or (own is not None and own.known):
        return None
    for other in ("Luật", "Pháp lệnh", "Bộ luật"):
        renamed = f"{other} {segment[word.end() :]}"
        match = match_law_name(renamed, 0)
        if match is None or not match.known or other.lower() == word[1].lower():
            continue
        tail = _TAIL.match(renamed, match.end)
        number = tail["number"] if tail else None
        printed_day = DAY.search(renamed, match.end, match.end + 60)
        day = iso_day(printed_day) if printed_day is not None else None
        for act in known.by_name.get(name_key(match.base_name), []):
            same_number = number and act.number and number_form(number) == number_form(act.number)
            if same_number or (day is not None and day == act.date):
                said = Printed(segment[:80], start, max(end, start + 1), None, number, day, None, None, None)
                return finding("wrong-type", said, f"văn bản này là {act.type}: {act.title}", act.title, act)
    return None


def _standing(
    printed: Printed, known: KnownActs, on: str, draft_type: str | None, standing: StandingOf | None
) -> Iterable[CheckFinding]:
    """Whether the act may be a basis on the draft's day."""
    if printed.number is not None:
        acts = known.numbered(printed.number, printed.locality, printed.issuer)
    else:
        acts = [a for a in known.by_name.get(name_key(printed.name or ""), []) if a.date == printed.date]
    if len(acts) != 1:
        return []
    act = acts[0]
    if act.date and act.date > on:
        return [finding("future", printed, issued_later(act), None, act)]
    year = int(act.date[:4]) if act.date else None
    key = key_of(number=act.number, year=year, locality=None, type_code=act.type, name=act.title)
    state = validity(key, on, draft_type=draft_type) if key else None
    if state is not None and state.state == "replaced" and state.by:
        entry = law_of(state.by)
        name = f"{entry.name} số {entry.number}" if entry is not None else state.by
        message = f"đã được thay thế bởi {name}" + (f" (hiệu lực từ {shown(state.since)})" if state.since else "")
        last = successor_of(key, on) if key else None
        if last is not None and last != state.by:
            message += f"; hiện hành là {last}"
        return [finding("replaced", printed, message, state.by, act)]
    if state is not None and state.state == "not_yet":
        return [finding("not-yet-in-force", printed, f"chưa có hiệu lực: từ {shown(state.since)}", None, act)]
    if standing is not None and act.id is not None:
        return _told(printed, act, standing(act.id))
    return []


def _told(printed: Printed, act: Act, standing: Mapping[str, Any] | None) -> Iterable[CheckFinding]:
    """What the papers of the archive did to a held one."""
    if standing is None or standing["state"] not in ("replaced", "repealed", "not-yet"):
        return []
    said = "; ".join(standing["reasons"])
    if standing["state"] == "not-yet":
        return [finding("not-yet-in-force", printed, f"chưa có hiệu lực: {said}", None, act)]
    by: Mapping[str, Any] = next(iter(standing["by"]), {})
    number = by.get("number") if standing["state"] == "replaced" else None
    told = finding("replaced", printed, said, number, act)
    return [replace(told, source=by.get("id") or told.source)]
