"""What a paper can do to another: by its kind, and by the rank of both (Luật Ban hành văn bản quy phạm pháp luật)."""

from __future__ import annotations

import re

from extractor.document import Header, Relation
from extractor.references.enclosed import is_enclosed, is_of_form_above
from extractor.references.mention import Mention
from extractor.references.sentences import one_line

# Letters, telegrams, plans and the like order others to amend; they do not amend acts themselves.
_ORDERS = frozenset("CV CĐ KH CT TB BC CTr GM TTr".split())
_LETTERS = frozenset(("CV", "TTr", "BC", "PC"))
# A letter may put off a term itself, but not where it asks another body to do so.
_EXTENDS = re.compile(
    r"(?<!\w)(?<!đề nghị )(?<!kiến nghị )(?<!xem xét )(?<!đề xuất )(?<!xin )(?:gia hạn|kéo dài)(?: thêm)? "
    r"th[^.;]{0,80}$"
)
# Acts by rank; papers of a province stand below all of the centre.
RANKS = {"HP": 5, "Luật": 4, "BL": 4, "PL": 4, "NĐ": 3, "TT": 2, "TTLT": 2, "QĐ": 1, "NQ": 1}
LAW = 4
"""The rank of laws, codes and ordinances, and of what stands above them."""
_YEAR_IN_NUMBER = re.compile(r"/\d{4}/")
# `Điều 3 Quy chế ban hành kèm theo | Quyết định A`: what stands between a pinpoint and the act; a form is part of it.
_ISSUED_WITH = re.compile(
    r"(?:quy chế|quy định|kế hoạch|điều lệ|chương trình|đề án|phương án|hướng dẫn|nội quy)[^.;]*kèm theo $"
)
_FORM_OPENS = re.compile(r"(?:phụ lục|mẫu|biểu)")
# `Điều 3 Công văn này sửa đổi | Nghị định A`: the paper itself does it.
_THIS_ONE = re.compile(r"(?<!\w)này(?!\w)[^.;]{0,60}$")
_SENT_WITH = re.compile(r"(?<!\w)(?:chuyển|gửi)(?!\w)[^.;:\n]{0,60}\s(?:theo|tại|kèm)\s+\Z")
_ANSWERS = re.compile(r"(?<!\w)[Pp]húc\s+đáp(?!\w)[^.;:\n]*\Z")
_OF_A_FORM = re.compile(r"[Mm]ẫu|[Bb]iểu|[Pp]hụ\s+lục")


def possible(mention: Mention, relation: Relation, content: str, header: Header, preamble_end: int) -> Relation:
    """`relation` as it was read, or what it comes down to: a report carries nothing out, a plan amends no decree, a
    circular repeals no law. `preamble_end`: where the bases and proposals of the citing paper end."""
    if header.kind == "news" and not _in_news(mention, relation, content):
        return "mentions"
    if relation in ("amends", "replaces", "repeals", "guides") and header.type_code is not None:
        if header.type_code.value in (_ORDERS - {"CV"} if relation == "guides" else _ORDERS):
            lead = one_line(content[max(0, mention.reach - 120) : mention.reach])
            if not _THIS_ONE.search(lead) and not _EXTENDS.search(lead):
                return "mentions"  # it tells others to do so; it cannot amend an act itself
    if relation == "mentions" and mention.pinpoint_start is not None and mention.pinpoint is not None:
        gap = one_line(content[mention.pinpoint_start : mention.start])
        if "kèm theo" in gap and not _FORM_OPENS.match(gap) and _ISSUED_WITH.search(gap):
            return "attached"
    if relation in ("mentions", "implements"):
        if is_enclosed(content, mention.end):
            return "attached"
    if relation == "attached" and is_of_form_above(content, mention.reach):
        return "mentions"
    if relation == "implements" and mention.pinpoint is not None and _OF_A_FORM.match(mention.pinpoint):
        return "mentions"
    if relation == "mentions" and _is_guided(mention, content, header):
        return "guides"
    if relation in ("amends", "replaces", "repeals") and _stands_above(mention, header):
        return "mentions"  # it may propose that, it cannot do it
    if relation == "replaces" and mention.pinpoint:
        return "amends"
    if relation == "replies" and mention.type_code in ("TTr", "BC") and header.type_code is not None:
        # `Sau khi xem xét Tờ trình A, Ban Thường vụ kết luận`: who decides answers no letter
        return relation if header.type_code.value == "CV" else "proposal"
    if mention.type_code in ("TTr", "BC") and mention.start < preamble_end:
        raw = content[mention.start : mention.end].lower()
        if mention.type_code == "TTr" or "thẩm" in raw:
            return "proposal"
    return relation


def _in_news(mention: Mention, relation: Relation, content: str) -> bool:
    """Whether a report can tell of a relation as its own: it lays down nothing, and sends nothing along."""
    if relation in ("basis", "proposal", "amends", "replaces", "repeals", "guides"):
        return False
    if relation == "replies" and _SENT_WITH.search(content, max(0, mention.reach - 90), mention.reach):
        # `nhận được kiến nghị của cử tri chuyển đến theo Công văn A`: that is answered
        return _ANSWERS.search(content, max(0, mention.reach - 160), mention.reach) is not None
    return relation != "attached" or mention.type_code not in _LETTERS  # `hồ sơ kèm theo Tờ trình A`


def _is_guided(mention: Mention, content: str, header: Header) -> bool:
    """Whether the title of a Hướng dẫn begins with the mention: `HƯỚNG DẪN một số nội dung Quy định số ...`."""
    title, own = header.title, header.type_code
    if title is None or own is None or own.value != "HD" or not title.span.start <= mention.start < title.span.end:
        return False
    lead = content[title.span.start : mention.reach]
    return len(lead) < 60 and not any(char in lead for char in ".;:")


def _stands_above(mention: Mention, header: Header) -> bool:
    """Whether the cited act is of a higher rank than this paper (Luật Ban hành văn bản quy phạm pháp luật)."""
    own = header.type_code.value if header.type_code is not None else None
    if own not in RANKS or mention.type_code not in RANKS:
        return False
    if header.issuer_place is None and own == "NQ":
        # the National Assembly and, with a year in the number, the Government amend laws; others amend decrees
        number = header.number.value if header.number is not None else ""
        return bool(number) and RANKS[mention.type_code] >= LAW and _YEAR_IN_NUMBER.search(number) is None
    rank = 1 if header.issuer_place is not None else RANKS[own]
    return rank < RANKS[mention.type_code]
