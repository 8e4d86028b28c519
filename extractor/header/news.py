"""Headline and day of publication of a news item, a page or an answer; news has no number, type or issuer itself."""

from __future__ import annotations

import re

from extractor.dates import find_dates
from extractor.document import Found, Span
from extractor.issuers import match_body
from extractor.knowledge import toml_data
from extractor.layout import UPPER, Line, is_rule, read_lines
from extractor.phrases import any_of
from extractor.text import fold, squash

_BREADCRUMB = re.compile(r">>|»|›|\s>\s|\s/\s.*\s/\s|^\s*(?:Trang chủ|Home)\b")
_WORDS = toml_data("news_pages.toml")
_SECTIONS = _WORDS["sections"]
_SECTION = re.compile(rf"(?:{any_of(_SECTIONS['words'], ' ')}|(?:{any_of(_SECTIONS['alone'], ' ')})$)\b")
_MENU = re.compile(rf"(?:(?:{any_of(_WORDS['menu']['words'], ' ')})(?!\w)[\s|,/·-]*)+")
# `Đường dây nóng: 0218 3909 192`
_HOTLINE = re.compile(r"(?:duong day nong|hotline|dien thoai)\s*:?\s*[\d\s.+()-]{6,40}")
# Whose page it is: `Cổng thông tin điện tử xã Hòa Bắc`, `Trang TTĐT Sở Y tế tỉnh Cà Mau`
_PORTAL = re.compile(
    r"(?:[Cc]ổng|CỔNG|[Tt]rang|TRANG)\s+(?:(?:[Tt]hông\s+tin|[Tt]in|THÔNG\s+TIN|TIN)(?:\s+(?:điện\s+tử|ĐIỆN\s+TỬ))?"
    r"|TTĐT|[Tt]hông\s+tin\s+ĐT)(?:\s+(?:của|CỦA))?\s+"
)
# The first words of a text of news, which no headline has; `Ngày 27/7: ...`, `Ngày 8/3 và ...` open headlines too
_OPENS_NEWS = re.compile(
    r"(?:(?:Sáng|Chiều|Tối|Trong)?\s*(?:[Nn]gày|hôm nay,?)\s+\d{1,2}"
    r"(?:\s?[-/.]\s?\d{1,4}|\s+tháng\s+\d{1,2}|\s+năm\s+\d{4}){0,2}\s*(?:\([^()\n]{1,20}\)\s*)?,"
    r"|\([A-ZĐ][^()\n]{1,30}\)\s*[-–])"
)
_FIELD = rf"(?:{any_of(_WORDS['fields']['words'], ' ')})"
_FIELDS = re.compile(rf"{_FIELD}(?:\s*(?:[-–&,/|]|va)\s*{_FIELD})*")
# What is printed in front of the day of publication: a label, or a weekday and the time.
_LABEL = re.compile(
    r"(?:ngày đăng tải|ngày đăng|đăng ngày|đăng lúc|ngày cập nhật|cập nhật(?: lúc| ngày)?|ngày xuất bản|xuất bản|"
    r"thời gian(?: đăng)?|ngày phát hành)\s*[:\-]?\s*",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"[\s|(\-–]*(?:(?:thứ\s+\w+|chủ nhật)\s*[,\-–]?\s*)?(?:ngày\s*)?"
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?\s*(?:AM|PM|SA|CH)?\s*[|,\-–]?\s*(?:(?:thứ\s+\w+|chủ nhật)\s*[,\-–]?\s*)?"
    r"(?:ngày\s*)?)?",
    re.IGNORECASE,
)
# `P. Ngọc - 11:28, 23/07/2021`, `Hà An (ghi) 11:28, 23/07/2021`
_BYLINE = re.compile(r"[^\d:]{2,40}?\s?[|,.)–-]\s*(?!ngày)(?=\d)")
# `Hoài An 14/08/2031 - 06:44`: a name right before the day, where the time stands beside it
_NAME_BEFORE = re.compile(rf"(?:[{UPPER}][^\W\d_]*\s+){{2,5}}(?=\d)")
_BARE = re.compile(r"[\d/.\-\s]+")  # a date alone may be a field of a table: `Thành lập / 1/7/2025`
_TIME = re.compile(r"[\s,|\-–]*\d{1,2}\s*[:hg]\s*\d{2}", re.IGNORECASE)
# What may stand behind the day: the zone of its time, how many have read it.
_REST = re.compile(
    r"[\s,|)\-–.]*(?:\(?GMT.*|lượt xem.*|xem .*|đã xem.*|views?.*|(?<=\|)\s*[^\d|]{2,40})?", re.IGNORECASE
)
_TOP_LINES = 12
_MENU_LIST = re.compile(r"\s*+(?:[•·][ \t]*+[^\n]{1,40}\n\s*+){4,}+")  # a menu of places above all
_LABEL_WORDS = 3
# A body in capitals before a colon; `THÔNG BÁO KẾT QUẢ ...:` is a headline.
_KICKER_WORDS = 8
_BODY = re.compile(
    r"(?:(?:LIÊN |CÔNG |TỈNH |THÀNH )?ĐOÀN|ĐẢNG (?:BỘ|[ỦU][YỶ])|CHI BỘ|HỘI|MẶT TRẬN|KHỐI|[ỦU][YỶ] BAN|UBND|HĐND|SỞ|BỘ"
    r"|CỤC|CHI CỤC|CÔNG AN|BAN(?! HÀNH)|TRƯỜNG|TRUNG TÂM|BỆNH VIỆN|PHÒNG(?! CHỐNG|,| NGỪA))\s"
)


def read_headline(content: str) -> Found[str] | None:
    """The headline: the first line that is no breadcrumb, name of a section or ornament. Where it is a sentence below
    the name of a portal, the page kept no headline: None."""
    lines = [line for line in _top(content) if not is_rule(line.text)]
    portal = False
    for number, line in enumerate(lines):
        following = lines[number + 1 :]
        if following and _is_navigation(line, following[0]):
            portal = portal or _names_portal(line.text)
            continue
        end = line.end
        if following and not following[0].blank_before and following[0].text[0].islower():
            end = following[0].end  # a headline broken over two lines
        raw = content[line.start : end].rstrip(" |")
        if portal and (raw.endswith((".", ":", ";", ",")) or _OPENS_NEWS.match(raw)):
            return None
        return Found(squash(raw), raw, Span(line.start, line.start + len(raw)), "headline")
    return None


def _top(content: str) -> list[Line]:
    menu = _MENU_LIST.match(content)
    return read_lines(content, menu.end() if menu else 0, len(content), _TOP_LINES)


def _is_navigation(line: Line, following: Line) -> bool:
    folded = fold(line.text).strip()
    if _BREADCRUMB.search(line.text) or _HOTLINE.fullmatch(folded) is not None:
        return True
    if _names_portal(line.text):
        return True
    words = line.text.split()
    if len(words) <= _KICKER_WORDS and _publication_in(following.text) is not None:
        if match_body(line.text, 0) == len(line.text):
            return True  # whose page it is, over the day
    kicker = len(words) <= _KICKER_WORDS and line.text.isupper() and _BODY.match(line.text) is not None
    if line.text.endswith(":") and (len(words) <= _LABEL_WORDS or kicker):
        return True  # `Lào Cai:` on a line of its own, `ĐOÀN KHỐI CÁC CƠ QUAN TỈNH:`
    named = _SECTION.match(folded) is not None and len(words) <= 6
    if _MENU.fullmatch(folded) is not None:
        return True
    if not named and _FIELDS.fullmatch(folded) is not None:  # over a headline, not over the first sentence
        named = not following.text.endswith(".") and _publication_in(following.text) is None
    return (named and len(following.text) > len(line.text)) or _publication_in(line.text) is not None


def _names_portal(text: str) -> bool:
    """Whether a line says whose page it is and nothing more."""
    portal = _PORTAL.match(text)
    if portal is None:
        return False
    whose = text[portal.end() :].rstrip(" .|")
    return any(match_body(name, 0) == len(name) for name in (whose, f"Ủy ban nhân dân {whose}"))


def read_publication_date(content: str) -> Found[str] | None:
    """The day of publication, where it is printed with its year near the headline; None else. What stands above the
    headline may be the clock of the site: it counts only where nothing stands below."""
    headline = read_headline(content)
    above: Found[str] | None = None
    first = True  # nothing stands between the headline and this line
    for line in _top(content):
        below = headline is None or line.start >= headline.span.end
        found = _publication_in(line.text)
        if found is not None:
            iso, start, end = found
            read = Found(iso, line.text[start:end], Span(line.start + start, line.start + end), "publication line")
            if below and (first or _BARE.fullmatch(line.text) is None):
                return read
            above = above or (None if below else read)
        first = first and (not below or is_rule(line.text) or _FIELDS.fullmatch(fold(line.text).strip()) is not None)
    return above


def _publication_in(text: str) -> tuple[str, int, int] | None:
    """Date of a line that says when something was published: a label or a time beside the date, or the date alone."""
    if len(text) > 160:
        return None
    for date in find_dates(text):
        if date.iso is None:
            continue
        day = date.start + (5 if text[date.start : date.start + 5].lower() == "ngày " else 0)  # `Đăng ngày | 5/3/2021`
        label = _LABEL.search(text[:day])
        lead = text[label.end() : date.start] if label else text[: date.start]
        rest = text[date.end :]
        byline = _BYLINE.match(text, 0, date.start + 1) if label is None and len(text) <= 80 else None
        lead = text[byline.end() : date.start] if byline else lead
        timed = _TIME.match(rest) is not None or re.search(r"\d{1,2}[:h]\d{2}", lead) is not None
        if timed and label is None and byline is None and len(text) <= 80:
            name = _NAME_BEFORE.match(text, 0, date.start + 1)
            lead = text[name.end() : date.start] if name else lead
        if _BEFORE.fullmatch(lead) and (label or timed or _REST.fullmatch(rest)):
            return date.iso, date.start, date.end
        return None
    return None
