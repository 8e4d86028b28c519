"""What the members of a list of papers share: issuer, date, the letters of the number."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.codes import parse_code
from extractor.issuers.places import province_kind
from extractor.number_letters import OF_EVERY_PLACE
from extractor.references.mention import Mention
from extractor.references.short_lists import MANY
from extractor.references.tail import COUNCILS

LIST_GAP = re.compile(r"^[\s,;]*(?:và|hoặc)?[\s,]*(?:các\s+)?(?:bản\s+)?$")


def share_types(content: str, mentions: list[Mention]) -> None:
    """`Quy định số 179-QĐ/TW, 181-QĐ/TW`: the Party's QĐ is Quyết định or Quy định, as the head of the list says."""
    for earlier, later in pairwise(mentions):
        if earlier.type_code != "QyĐ" or later.type_code != "QĐ" or later.has_word or earlier.code is None:
            continue
        if later.code is not None and later.code.symbol == earlier.code.symbol:
            if LIST_GAP.match(content[earlier.end : later.start]):
                later.type_code, later.type_name = earlier.type_code, earlier.type_name


def share_in_lists(content: str, mentions: list[Mention]) -> None:
    """`A số x và B số y của I`: the issuer spreads leftwards where the numbers name the same organ."""
    for later, earlier in zip(reversed(mentions[1:]), reversed(mentions[:-1]), strict=True):
        if earlier.class_ == "law" or later.class_ == "law" or later.issuer is None or not later.issuer_raw:
            continue
        if earlier.issuer is not None:
            continue
        gap = content[earlier.end : later.start]
        if not LIST_GAP.match(gap) or (";" in gap and (later.has_word or _organs(earlier) & OF_EVERY_PLACE)):
            continue  # `Công điện số 1/CĐ-TW; số 2/CĐ-TW của I` is one list, `Công điện A; Công điện B của I` none
        one_list = later.rule == "short-list"
        if not one_list and (earlier.code is None or later.code is None):
            continue
        if not one_list and not _organs(earlier) & _organs(later):
            continue
        earlier.issuer, earlier.locality, earlier.issuer_raw = later.issuer, later.locality, later.issuer_raw
        earlier.reasons.append("issuer: end of the list")
    _share_dates(content, mentions)
    for earlier, later in pairwise(mentions):
        if later.issuer is None and later.code is not None and earlier.issuer and earlier.code is not None:
            near = later.code.symbol == earlier.code.symbol and later.start - earlier.end < 400 and not later.has_word
            gap = content[earlier.end : later.start]
            # `Tỉnh ủy ban hành Chỉ thị số 15-CT/TU, Kế hoạch số 9-KH/TU`: the sentence names the body of both; of a
            # letter (`UBND tỉnh A tại Tờ trình số 5/TTr-UBND, văn bản số 7/UBND-KT`) the first letters are its body's
            told = earlier.issuer_raw is None and later.code.organs[:1] == earlier.code.organs[:1]
            told = told and (later.code.system == "letter" or later.code.organs == earlier.code.organs)
            if near or (told and ";" not in gap and LIST_GAP.match(gap)):
                later.issuer, later.locality = earlier.issuer, earlier.locality
                later.reasons.append("issuer: head of the list")


_CHANGES = re.compile(
    r"\s+(?:(?:về(?:\s+việc)?|quy\s+định)\s+)?(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính)(?!\w)[^.;]{0,240}\Z"
)
# `bổ sung kinh phí theo Quyết định B`: what is added to is no act
_NO_CHANGE = re.compile(r"(?<!\w)(?:theo|tại|giao|kinh\s+phí|hồ\s+sơ)(?!\w)")
_LAY_DOWN = ("NQ", "QĐ")


def share_with_changed(content: str, mentions: list[Mention]) -> None:
    """`Nghị quyết số 5/2031/NQ-HĐND của HĐND tỉnh A sửa đổi Nghị quyết số 3/2029/NQ-HĐND`: no council of a province
    changes the acts of another one, nor does a committee."""
    for earlier, later in pairwise(mentions):
        if not earlier.issuer_raw or not _is_of_a_province(earlier) or _is_placeless(earlier):
            continue
        if later.issuer is not None and not _is_placeless(later):
            continue
        if later.start - earlier.end > 260 or not _organs(earlier) & _organs(later) & OF_EVERY_PLACE:
            continue
        if later.type_code != earlier.type_code or later.type_code not in _LAY_DOWN:
            continue
        changes = _CHANGES.match(content, earlier.end, later.reach)
        if changes is not None and _NO_CHANGE.search(changes.group()) is None:
            later.issuer, later.locality = earlier.issuer, earlier.locality
            later.reasons.append("issuer: that of the act which changes it")


def _is_of_a_province(mention: Mention) -> bool:
    """Whether the body is a council or committee of the first level, which `HĐND tỉnh`, `UBND tỉnh` can mean."""
    if mention.issuer is None or mention.locality is None:
        return False
    kind = province_kind(mention.locality, mention.date or (f"{mention.year}-12-31" if mention.year else None))
    return mention.issuer in (f"{council} {kind} {mention.locality}" for council in COUNCILS)


def _is_placeless(mention: Mention) -> bool:
    """Whether the printed body is `HĐND tỉnh`, `UBND thành phố`, whose place was completed from elsewhere."""
    return mention.issuer_raw is not None and mention.issuer_raw.lower().endswith((" tỉnh", " thành phố"))


def _organs(mention: Mention) -> set[str]:
    return set(mention.code.organs) if mention.code is not None else set()


_PAIR_GAP = re.compile(r"^\s+và\s+(?:số\s+)?$")
_OF_ALL = "date: end of the list"
_MOST_MEMBERS = 50  # of a list that ends with one code: each of them looks for its end


def _share_dates(content: str, mentions: list[Mention]) -> None:
    """`Tờ trình số 12/TTr-CP và Đề án số 13/ĐA-CP ngày D`: of two papers of one body the day is that of both; and of
    all before them whose numbers rise up to them, where one type word or `cùng ngày` holds them together."""
    for later, earlier in pairwise(reversed(mentions)):
        if earlier.date or earlier.year or not later.date or earlier.class_ != "numbered" or later.class_ != "numbered":
            continue
        if earlier.code is None or later.code is None or earlier.code.organs != later.code.organs:
            continue
        if later.code.year is not None or (later.issuer is not None and earlier.issuer not in (None, later.issuer)):
            continue  # `số 5/QĐ-UBND của UBND huyện A và số 6/QĐ-UBND ngày D của UBND tỉnh`
        own = earlier.issuer_raw is not None and earlier.issuer_raw in content[earlier.number_start : earlier.end]
        if own and later.issuer_raw is None:
            continue  # `số 5/QĐ-UBND của UBND huyện A và số 6/QĐ-UBND ngày D`: whose the last one is, is not said
        gap = content[earlier.end : later.start]
        from_list = _OF_ALL in later.reasons
        of_all = from_list or "cùng ngày" in content[later.start : later.end]
        rises = earlier.code.integer < later.code.integer and earlier.issuer in (None, later.issuer)
        together = of_all and rises and not later.has_word and ";" not in gap and LIST_GAP.match(gap)
        pair = not (from_list and later.has_word) and _PAIR_GAP.match(gap)
        if together or pair:
            earlier.date, earlier.year = later.date, int(later.date[:4])
            earlier.reasons.append(_OF_ALL)


def listed_numbers(content: str, mentions: list[Mention]) -> set[int]:
    """Indices of bare numbers that are members of a list whose head bears a type word."""
    listed: set[int] = set()
    for index in range(1, len(mentions)):
        before, mention = mentions[index - 1], mentions[index]
        if mention.rule == "bare-code" and (
            before.has_word or before.rule in ("number-word", "short-list") or index - 1 in listed
        ):
            gap = content[before.end : mention.start]
            if ";" not in gap and LIST_GAP.match(gap):
                listed.add(index)
    return listed


def shares_code(content: str, mentions: list[Mention], index: int) -> bool:
    """`Kế hoạch số 114 và 115/KH-UBND ngày ...`: both have the letters, and the date, that stand behind the last."""
    at, mention = index + 1, mentions[index]
    end = min(len(mentions), index + _MOST_MEMBERS)
    while at < end and mentions[at].rule in ("bare-code", "short-list", "number-word"):
        later, gap = mentions[at], content[mentions[at - 1].end : mentions[at].start]
        if ";" in gap or not LIST_GAP.match(gap) or later.type_code != mention.type_code:
            return False
        if later.code is not None and mention.date is None:
            if any(_differs(member, later) for member in mentions[index:at]):
                return False
            if later.rule == "number-word" and not _one_list(content, mentions, index, at):
                return False
            mention.number = f"{mention.number}{later.code.canonical[len(later.code.number) :]}"
            mention.code = parse_code(mention.number)
            mention.year, mention.date = mention.year or later.year, later.date
            mention.issuer, mention.locality = mention.issuer or later.issuer, mention.locality or later.locality
            mention.reasons.append("number: shares the letters of the next one")
            return True
        at += 1
    return False


def _differs(mention: Mention, later: Mention) -> bool:
    """`Nghị định số 9/2029, số 12/2031/NĐ-CP`, `Chỉ thị số 9 của Bộ Chính trị và số 10/CT-UBND`: a year or a body of
    its own parts a number from the one that bears the letters."""
    year = (later.code.year if later.code is not None else None) or later.year
    if mention.year is not None and mention.year != year:
        return True
    return mention.issuer_raw is not None and (later.issuer_raw is None or mention.issuer != later.issuer)


def _one_list(content: str, mentions: list[Mention], index: int, last: int) -> bool:
    """Whether numbers that each have `số` before them are said to be of one list, with `các` or `03` before the type
    word, and rise: `Chỉ thị số 9, số 10/CT-UBND` may be two papers of two bodies."""
    head = index
    while not mentions[head].has_word and head > 0 and index - head < _MOST_MEMBERS:
        head -= 1
    start = mentions[head].start
    if not MANY.search(content[max(0, start - 5) : start]):
        return False
    numbers = [m.code.integer if m.code is not None else _integer(m.number) for m in mentions[head : last + 1]]
    return all(before < after for before, after in pairwise(numbers))


def _integer(number: str | None) -> int:
    digits = re.match(r"\d+", number or "")
    return int(digits.group()) if digits is not None else -1
