"""Finds numbered mentions, anchored on what is rare: a number followed by a separator and capitals.

Full forms, bare codes, members of lists; what has no code is found by `short_mentions`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.codes import GLUED_CODE, Code, code_of_match
from extractor.dates import match_date
from extractor.document import Span
from extractor.header.copies import is_of_a_copy
from extractor.knowledge import toml_data
from extractor.laws import laws_by_number
from extractor.references.anchors import anchor, law_ends, law_words, named_starts, short_numbers
from extractor.references.head import Head, read_head, second_type, title_between
from extractor.references.lists import LIST_GAP
from extractor.references.mention import Mention
from extractor.references.tail import letters_deny, read_tail
from extractor.types import TypeEntry, type_name, type_of_code

# Organs that make a letter's code (`698/UBND-BTĐ`) certain where neither `số` nor a type word stands before it.
_KNOWN_ORGAN = re.compile(
    r"^(?:UBND|HĐND|TTg|CP|VPCP|BTC|BNV|BTP|BYT|BCA|BQP|BXD|BCT|BKHCN|BGDĐT|BVHTTDL|BNNMT|BTNMT|BGTVT|BTTTT|BLĐTBXH"
    r"|BNNPTNT|BKHĐT|BNG|BDTTG|NHNN|TANDTC|VKSNDTC|S[A-ZĐ]{2,7}|VP[A-ZĐ]*|TCT|TCHQ|BHXH|TLĐ|MTTW|UBMTTQ)$"
)

# Letters of contracts (`08/2023/HĐKT-XD`) and of protocols between states (`5/NĐT`); HĐND and its like are bodies.
_CONTRACT = re.compile(r"HĐ(?!ND|BT|QT|TV|TP|CP|TĐ|NN)|NĐT$")
_HEAD_LINE = re.compile(r"(?:Số|SỐ)\s*:")
# Numbers that no grammar of ours reads: of foreign bodies (`HCM/321/1/2018`) and of firms (`2025-005/SAV-CHQ`,
# `02ABC/XNK/2025`).
_FOREIGN = re.compile(
    r"ố(?<=[Ss]ố):?\s+(?P<num>(?:[A-Z]{2,8}(?:\d{1,4}(?=/))?|\d{1,8}[.\-]\d{1,8}(?=/(?:(?:19|20)\d\d/)?[A-Z])"
    r"|\d{1,4}[A-Z]{2,8}(?=/)|\d{6,8}(?=/[A-Z]))(?:[/.\-][A-ZĐ0-9&]{1,8})+)"
    r"(?![\w/\-])(?P<dated>(?=\s+(?:đề\s+)?(?:ngày|của)\s))?"
)
_YEAR_PART = re.compile(r"/((?:19|20)\d\d)(?![^/])")
_LETTER_SLASH_DIGIT = re.compile(r"/(?<=[A-Z]/)\d")
_OF_TITLES = frozenset(toml_data("before_numbers.toml")["not_documents"]["of_titles"])
_DAY_BEHIND = re.compile(r",?\s+ngày\s+\d")
# `các mẫu số 03, 04 và 06/ABC-QĐ`: numbers of forms, one of which has letters
_OF_FORMS = re.compile(r"(?:[Mm]ẫu|[Bb]iểu)(?:\s+số)?\s+[\w./\-]{1,24}(?:,\s+[\w./\-]{1,24}){0,6}(?:,|\s+và)\s+\Z")
_NEXT_OF_LIST = re.compile(r"(?:[;,]|\svà)\s*\Z")
_FULL_STOP = re.compile(r"[.!?](?:\s|\Z)|\n\s*\n")
# What else than a type word may stand right before `số` of a number: `A và số 12/ABC-D`
_JOINS = frozenset("và hoặc các với theo tại số của là gửi ký có đến ban hành văn thư".split())


class Scan(NamedTuple):
    """What one pass over a text finds: mentions that carry a number with a code, and where others may stand.

    `shorts`: numbers without a code, for `find_short`; `laws`: where words for laws end; `named`: where papers known by
    name may begin.
    """

    numbered: list[Mention]
    shorts: list[re.Match[str]]
    laws: list[int]
    named: list[int]


def scan_text(content: str, own: tuple[Span, ...]) -> Scan:
    """Every mention that carries a number with a code, in order, and the anchors of all others outside of them.

    `own` spans (the header's number) are passed over.
    """
    mentions: list[Mention] = []
    shorts: list[re.Match[str]] = []
    laws: list[int] = law_words(content)
    named: list[int] = []
    own_end = max((span.end for span in own), default=0)
    search = anchor().search
    found = search(content)
    while found:
        start, position = found.span()
        kind = found.lastgroup
        if kind == "short":
            shorts.append(found)
        elif kind == "law":
            laws.append(position)
        elif kind == "named":
            named.append(start)
        else:
            mention = None
            if start >= own_end or not any(span.start <= start < span.end for span in own):
                code = code_of_match(found)
                mention = _numbered(content, start, position, code, mentions) if code is not None else None
            if mention is None:
                shorts.extend(short_numbers(content, start, position))
                laws.extend(law_ends(content, start, position))
                named.extend(named_starts(content, start, position))
            else:
                mentions.append(mention)
                position = mention.end
                glued = GLUED_CODE.match(content, position) if content[position : position + 1].isdigit() else None
                if glued:  # `15/02/201931/GP-UBND`: two table cells run together
                    found = glued
                    continue
        found = search(content, position)
    return Scan(mentions, shorts, laws, named)


def find_foreign(content: str) -> list[Mention]:
    """Numbers of foreign bodies and firms (`văn bản số HCM/321/1/2018`, `công văn số ABC/2025/276`): no grammar of ours
    reads them, they stay as printed."""
    mentions: list[Mention] = []
    for found in _FOREIGN.finditer(content):
        number = found["num"]
        if found["dated"] is None and not _LETTER_SLASH_DIGIT.search(number):
            continue
        head = read_head(content, found.start("num"))
        if head.rejected or (head.entry is None and not head.generic) or not any(map(str.isdigit, number)):
            continue
        year = _YEAR_PART.search(number)
        mention = Mention(
            start=found.start("num") - head.back,
            end=found.end("num"),
            number_start=found.start("num"),
            class_="numbered",
            rule="foreign",
            number=number,
            year=int(year[1]) if year is not None else None,
            type_code=head.entry.code if head.entry else "CV",
            type_name=head.entry.name if head.entry else type_name("CV"),
            has_word=True,
        )
        read_tail(content, mention)
        mentions.append(mention)
    return mentions


def _numbered(content: str, start: int, end: int, code: Code, before: list[Mention]) -> Mention | None:
    head = read_head(content, start, code)
    if head.plain is not None and _is_anothers(content, start, end, code, head):
        head = head.plain
    previous = before[-1] if before else None
    if is_of_a_copy(code) and _HEAD_LINE.match(content, content.rfind("\n", 0, start) + 1):
        return None  # the number line of a copy's head, below the word for copy (`SAO Y / Số: 12/SY-UBND`)
    if head.entry is None:
        if head.has_number_word and not head.generic and code.type_letters:
            head = _behind_title(content, start, head, code, previous.end if previous else 0)
        if head.rejected and head.entry is None:
            return None
        if head.entry is None and not _certain(content, code, head, start, end, previous):
            return None
    entry = head.entry
    mention = Mention(start - head.back, end, start, "numbered", "numbered", code, code.canonical)
    mention.year = code.year
    mention.issuer_raw = head.issuer_raw
    if code.repairs:
        mention.reasons += [f"number: {repair}" for repair in code.repairs]
    if entry is not None:
        if ":" in content[mention.start : start]:
            entry = _of_several(content, mention.start, code) or entry
        if entry.code == "CV" and code.type_letters:  # `Công văn thông báo số 9/TB-SNV`
            second = second_type(content[mention.start : start])
            entry = second if second is not None and code.type_letters in second.letters else entry
        mention.has_word, mention.type_code, mention.type_name = True, entry.code, entry.name
    else:
        mention.has_word = head.generic
        mention.rule = "numbered-generic" if head.generic else "number-word" if head.has_number_word else "bare-code"
        _set_type(content, mention, head, code, previous)
    read_tail(content, mention, issuer=head.issuer_raw is None)
    date = match_date(content, start - head.date_back) if head.date_back is not None else None
    if date is not None and mention.date is None:
        mention.date, mention.year = date.iso, mention.year or date.year
    return mention


def _is_anothers(content: str, start: int, end: int, code: Code, head: Head) -> bool:
    """Whether body and day further in front of a number are another paper's: it has its own behind it, or letters of
    another body (`báo cáo của Sở A (số 5/BC-UBND)`)."""
    alone = Mention(start, end, start, "numbered", "numbered", code, code.canonical)
    read_tail(content, alone)
    if alone.issuer_raw is not None or (head.date_back is not None and alone.date is not None):
        return True
    return head.issuer_raw is not None and letters_deny(code, head.issuer_raw)


def _of_several(content: str, start: int, code: Code) -> TypeEntry | None:
    """`các Chỉ thị, Công điện: số 5/CT-TTg`: of several types before a colon the letters of the number name its own."""
    if content[max(0, start - 2) : start].strip() != "," and not content.endswith(" và ", 0, start):
        return None
    return type_of_code(code.type_letters or "", system="party" if code.system == "party" else "state")


def _behind_title(content: str, start: int, head: Head, code: Code, low: int) -> Head:
    """The head with its type word, where words of the title stand between that and the number. Of what is no paper only
    judgments and the like stand in a title (`Quyết định sửa chữa, bổ sung bản án số 5/...`)."""
    if head.rejected is not None and head.rejected.rpartition(": ")[2] not in _OF_TITLES:
        return head
    entry = type_of_code(code.type_letters or "", system="party" if code.system == "party" else "state")
    if entry is None:
        return head
    at = title_between(content, low, start - head.back, (entry.name, entry.name.upper()))
    return head if at is None else head._replace(back=start - at, entry=entry)


def _certain(content: str, code: Code, head: Head, start: int, end: int, previous: Mention | None) -> bool:
    """Whether the number is a document's at all: a type word, `số`, or letters that no other thing carries."""
    if _CONTRACT.match(code.symbol):
        return False
    if head.generic:
        return True
    if is_of_a_copy(code):
        return False  # the number of the copy that this text is
    if not head.has_number_word and code.year is None and "hyphen lost" in code.repairs:
        return False  # `001 - CTCP ...`: a list number before a name
    if not head.has_number_word and "slash lost" in code.repairs:
        return False  # `tháng 12/2031 QĐ-UBND` of a table
    if not head.has_number_word and _OF_FORMS.search(content, max(0, start - 80), start):
        return False
    if (
        head.has_number_word
        and _HEAD_LINE.match(content, start - head.back)
        and (head.back == start or content[start - head.back - 1] == "\n")
    ):
        return False  # the number line of a head, no mention
    if code.system == "assembly":
        return True
    if code.type_letters and code.organs:
        return True
    if code.system == "normative" and code.type_letters:
        return True
    if head.has_number_word:
        if code.type_letters or any(_KNOWN_ORGAN.match(organ) for organ in code.organs):
            return True
        if _names_other(content, start - head.back):
            return False
        if len("".join(code.organs)) >= 3:
            return True
        return previous is not None and start - previous.end < 40
    if code.system == "letter" and any(_KNOWN_ORGAN.match(organ) for organ in code.organs):
        return True
    if code.system == "letter" and len(code.organs) > 1 and _DAY_BEHIND.match(content, end):
        return _goes_on_with_letters(content, start, previous)
    return bool(
        code.system == "old"
        and "." not in code.number
        and code.organs
        and code.organs[0] in ("CP", "HĐBT", "TTg")
        and "\n" not in content[start : start + 3]
    )


def _goes_on_with_letters(content: str, start: int, previous: Mention | None) -> bool:
    """Whether a number goes on with a list of letters: `Công văn số 12/SXD-QH ngày ... và 15/QLBĐ-TH ngày ...`."""
    if previous is None or previous.type_code != "CV" or start - previous.end > 12:
        return False
    return LIST_GAP.match(content[previous.end : start]) is not None


def _names_other(content: str, number_word: int) -> bool:
    """Whether a noun that is no type word stands before `số`: `chứng chỉ số 123/BĐ-LTT`, `mẫu tương ứng số 5/BĐ`."""
    before = content[max(0, number_word - 16) : number_word].rstrip()
    word = before.rsplit(None, 1)[-1:] or [""]
    return word[0].isalpha() and word[0].lower() not in _JOINS


def _is_next_rule(content: str, mention: Mention, previous: Mention) -> bool:
    """`Thông tư của Bộ A: số 3/2031/TT-BA về ...; số 6/2031/BA về ...`: a number with a year, which letters have not,
    of the body of the rule before it, as the next of its list."""
    rule = previous.code
    between = content[previous.end : mention.start]
    return (
        rule is not None
        and rule.system == "normative"
        and mention.code is not None
        and rule.organs == mention.code.organs
        and len(between) < 400
        and _NEXT_OF_LIST.search(between) is not None
        and _FULL_STOP.search(between) is None
    )


def _set_type(content: str, mention: Mention, head: Head, code: Code, previous: Mention | None) -> None:
    if "groups swapped" in code.repairs and code.system == "state":
        mention.type_code, mention.type_name = "CV", type_name("CV")
        mention.reasons.append("type: a letter's number")
        return
    system = "party" if code.system == "party" else "qppl" if code.system == "normative" else "state"
    entry = type_of_code(code.type_letters, system=system) if code.type_letters else None  # type: ignore[arg-type]  # Literal narrowed by hand
    if entry is not None:
        mention.type_code, mention.type_name = entry.code, entry.name
        mention.reasons.append("type: letters of the number")
        return
    if (
        code.system == "assembly"
        and previous is not None
        and previous.code is not None
        and previous.code.system == "assembly"
    ):
        if mention.start - previous.end < 200:
            mention.type_code, mention.type_name = previous.type_code, previous.type_name
            mention.reasons.append("type: head of the list")
            return
    alone = code.year is not None and len(code.organs) == 1 and head.has_number_word and not head.generic
    if alone and previous is not None and _is_next_rule(content, mention, previous):
        mention.type_code, mention.type_name = previous.type_code, previous.type_name
        mention.reasons.append("type: head of the list")
    elif code.system == "letter":
        mention.type_code, mention.type_name = "CV", type_name("CV")
        mention.reasons.append("type: a letter's number")
    elif code.system == "assembly":  # a law's or a resolution's: what stands before it says neither
        if law := laws_by_number(code.canonical):
            mention.type_code, mention.type_name = law[0].type_code, type_name(law[0].type_code)
            mention.reasons.append("type: law register")
    elif previous is not None and not head.generic and mention.start - previous.end < 60:
        mention.type_code, mention.type_name = previous.type_code, previous.type_name
        mention.reasons.append("type: head of the list")
    elif head.generic or head.has_number_word:
        mention.type_code, mention.type_name = "CV", type_name("CV")
