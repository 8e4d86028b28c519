"""Marks of secrecy and urgency (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III.2-3; Luật Bảo vệ bí mật nhà nước)."""

from __future__ import annotations

import re

from extractor.document import Found, Span

# A mark stands at the start of a line, or apart by two blanks where columns were joined, and nothing stands behind it.
_SECRECY = re.compile(
    r"(?:^[ \t\[(“\"]*|(?<=[ \t]{2})[\[(“\"]?)(?:Độ mật[ \t]*:[ \t]*)?"
    r"(?P<mark>TUYỆT[ \t]+MẬT|TỐI[ \t]+MẬT|MẬT|Tuyệt mật|Tối mật|Mật)"
    r"[\])”\".]*[ \t]*(?:$|(?<=[ \t]{2}))",
    re.MULTILINE,
)
_URGENCY = re.compile(
    r"(?:^[ \t\[(“\"]*|(?<=[ \t]{2})[\[(“\"]?)"
    r"(?P<mark>H(?:ỎA|OẢ)[ \t]+TỐC(?:[ \t]+HẸN[ \t]+GIỜ)?|THƯỢNG[ \t]+KHẨN|KHẨN|H(?:ỏa|oả) tốc|"
    r"Thượng khẩn|Khẩn)[\])”\".]*[ \t]*(?:$|(?<=[ \t]{2}))",
    re.MULTILINE,
)


def find_secrecy(content: str, start: int, end: int) -> Found[str] | None:
    """The secrecy mark that stands alone in the header zone, in capitals."""
    return _mark(_SECRECY, ("MẬT", "ật"), content, start, end, "secrecy mark")


def find_urgency(content: str, start: int, end: int) -> Found[str] | None:
    """The urgency mark that stands alone in the header zone, in capitals."""
    return _mark(_URGENCY, ("TỐC", "tốc", "KHẨN", "hẩn"), content, start, end, "urgency mark")


def _mark(
    pattern: re.Pattern[str], signs: tuple[str, ...], content: str, start: int, end: int, rule: str
) -> Found[str] | None:
    """`signs`: one of them stands in every mark; looked for first, because the pattern tries every letter."""
    if not any(content.find(sign, start, end) >= 0 for sign in signs):
        return None
    match = pattern.search(content, start, end)
    if match is None:
        return None
    raw = match["mark"]
    return Found(" ".join(raw.upper().split()), raw, Span(*match.span("mark")), rule)
