"""What stands after a number: year, date, issuer, in any order, each once. The span ends with the last of them."""

from __future__ import annotations

import re

from extractor.dates import match_date
from extractor.issuers import are_central, match_body
from extractor.references.mention import Mention

_YEAR = re.compile(r"[ \t\n\u00a0]{1,3}(?:(?:năm|NĂM)[ \t\n\u00a0]{1,3})?((?:19|20)\d\d)(?![\d/.\-]\d|\d)")
_DATE_LEAD = re.compile(
    r"[ \t\n\u00a0]{0,3},?[ \t\n\u00a0]{0,4}(?:đề[ \t\n]+)?(?=(?:ngày|Ngày|NGÀY|ngay)(?:\b|\d)"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
)
_BRACKET_DATE = re.compile(
    r"[ \t\n]{0,2}\((?:ban hành[ \t\n]+|ký[ \t\n]+)?(?=ngày|Ngày|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
)
_ISSUER_LEAD = re.compile(
    r"[ \t\n\u00a0]{0,3},?[ \t\n\u00a0]{0,3}(?:của|CỦA|cùa|do|giữa)[ \t\n\u00a0]{1,3}(?:của[ \t\n\u00a0]{1,3})?"
)
_PLENUM = re.compile(r",?[ \t\n]+(?=(?:của[ \t\n]+)?Hội[ \t\n]+nghị[ \t\n]+(?:lần[ \t\n]+thứ|TW|Trung[ \t\n]+ương))")
_PLENUM_BODY = re.compile(
    r"(?:của\s+)?Hội\s+nghị\s+(?:lần\s+thứ\s+\S+(?:\s+\S+)?\s+)?(?:của\s+)?(Ban\s+[Cc]hấp\s+hành\s+Trung\s+ương(?:\s+Đảng)?)"
    r"(?:[\s,(]+[Kk]h[óo][áa]?\s*[IVX]+)?\)?"
)
_JOINT_TYPES = frozenset({"TTLT", "NQLT", "KHLT", "QCPH", "CTPH", "KHPH", "HDLN"})
_NOT_THE_ISSUER = re.compile(r"[ \t\n]*(?:này|đó)\b")


def read_tail(content: str, mention: Mention, *, issuer: bool = True) -> None:
    """Extends `mention.end` over year, date and issuer, and records them."""
    seen_date = seen_issuer = False
    year = _YEAR.match(content, mention.end)
    if year and mention.code is not None and mention.code.year is None:
        mention.year = int(year.group(1))
        mention.end = year.end()
    elif year and mention.code is not None and mention.code.year == int(year.group(1)):
        mention.end = year.end()
    while True:
        if not seen_date:
            lead = _DATE_LEAD.match(content, mention.end)
            date = match_date(content, lead.end()) if lead else None
            if date is not None:
                seen_date = True
                mention.end = date.end
                mention.date = date.iso
                if date.year is None:
                    mention.dayless = (date.day, date.month)
                continue
        if issuer and not seen_issuer:
            plenum = _PLENUM.match(content, mention.end)
            body = _PLENUM_BODY.match(content, plenum.end()) if plenum else None
            if body:
                seen_issuer = True
                mention.end = body.end()
                mention.issuer_raw = body.group(1)
                continue
            lead = _ISSUER_LEAD.match(content, mention.end)
            joint = mention.type_code in _JOINT_TYPES or (lead is not None and "giữa" in lead.group())
            if lead and not joint and mention.code is not None and len(mention.code.organs) > 1:
                joint = are_central(mention.code.organs)
            end = match_body(content, lead.end(), joint=joint or None) if lead else None
            if lead and end is not None and not _NOT_THE_ISSUER.match(content, end):
                seen_issuer = True
                mention.issuer_raw = content[lead.end() : end]
                mention.end = end
                continue
        break
    if not seen_date:
        bracket = _BRACKET_DATE.match(content, mention.end)
        date = match_date(content, bracket.end()) if bracket else None
        if date is not None:
            mention.date = date.iso
            mention.reasons.append("date: bracket after the number")
    if mention.date and mention.year is None:
        mention.year = int(mention.date[:4])
