"""The issuer of a citation against the letters of its number (`Quyết định số 5/QĐ-TTg của Bộ trưởng Bộ A`), and the
letters against the day: those of a ministry that had ended by then.

Only heads of names that the register of letters knows are compared; any other name says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus.bases.check_finding import CheckFinding, finding, shown
from corpus.bases.printed import DAY, Printed
from extractor.codes import parse_code
from extractor.issuers.registry import BodyEntry, code_key, register
from extractor.knowledge import toml_data
from extractor.name_words import words_of
from extractor.text import squash

_REACH = 90
_OF_MINISTRIES = ("TT", "TTLT")
_OF = re.compile(r"[\s,]*của\s+")
_NO_BODY = re.compile(r"\s*(?:[;.]|về\s|$)")
_LETTERS_OF_ONE = 4  # fewer are also those of boards: `BCN` of a `Ban Chăn nuôi`
# `kết quả thực hiện Nghị quyết A của Ủy ban B`, `Kế hoạch thực hiện Nghị quyết A của Bộ B`: the body may be theirs.
_OTHERS = re.compile(
    r"thực hiện|triển khai|thi hành|hướng dẫn|cụ thể hóa|chi tiết|kết quả|tình hình|báo cáo|kế hoạch|chương trình|đề án"
    r"|tờ trình|công văn|văn bản|ý kiến|dự thảo|góp ý|sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|\bvề\b|\bviệc\b"
)
_ROW_BEGINS = re.compile(
    r";\s*\n|\.\s|\n\s*\n|\n[ \t]*[-–+]\s"
    r"|[Cc]ăn\s+cứ\s(?:\s*(?:vào\s+)?(?:các\s+)?văn\s+bản(?:\s+sau(?:\s+đây)?)?\s*:)?"
)
# `Quyết định A của Ủy ban B về bến và Quyết định C`: the first has a body and a subject of its own.
_OWN_SUBJECT = re.compile(r"(?<= của [A-ZĐỦ])[^;]{2,80}?(?P<about> về )[^;]+(?: và|,)$")
# `Căn cứ chương trình công tác năm, Nghị quyết A`: a paper without a number that is told in full before the comma.
_TOLD_BEFORE = re.compile(r"^(?:kế hoạch|chương trình|đề án|báo cáo|tờ trình|văn bản) (?P<rest>[^,\d]*),$")
_PARTS = r"\s+(?:(?:điểm|khoản|Điều)\s+\w{1,3},?\s+){0,3}$"
_OPENS_ITS_ROW = re.compile(
    rf"(?:Căn\s+cứ|(?:;\s*|,[ \t]*\n\s*)(?:[-–+]\s*)?(?:Thực\s+hiện|Triển\s+khai|Theo)){_PARTS}"
)
# The first row; a title that begins so (`Thực hiện Nghị quyết A của Bộ B`) ends in no semicolon.
_OPENS_A_LINE = re.compile(rf"(?:^|\n)[ \t]*(?:[-–+]\s*)?(?:Thực\s+hiện|Triển\s+khai|Theo){_PARTS}")
_ROW_GOES_ON = re.compile(r"(?:[^;.\n]|\n(?![ \t]*(?:\n|[-–+]|Căn[ \t]))|\.(?=\d)){0,300};[ \t]*\n")


@cache
def letters_of_issuers() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Pattern of letters, and how the names of the bodies that bear them begin."""
    rows = toml_data("number_issuers.toml")["row"]
    return tuple((re.compile(rf".*[/-](?:{row['letters']})"), tuple(row["heads"])) for row in rows)


def wrong_issuer(printed: Printed, text: str) -> CheckFinding | None:
    """A finding where the name behind number and day begins as that of another row than the number's letters."""
    if printed.number is None or _stands_behind_another(printed, text):
        return None
    own = next((heads for letters, heads in letters_of_issuers() if letters.fullmatch(printed.number)), None)
    if own is None:
        return None
    name = _body_behind(printed, text)
    if name is None:
        return None
    others = (head for _, heads in letters_of_issuers() for head in heads)
    if name.startswith(own) or not any(_begins(name, head) for head in others):
        return None
    return finding("wrong-issuer", printed, f"ký hiệu cho thấy cơ quan ban hành là {own[0]}", own[0])


def ended_issuer(printed: Printed, text: str) -> CheckFinding | None:
    """A finding where letters are of a ministry that had ended by the printed day: circulars, which ministries alone
    issue, and papers that are said to be its own (`BC-BCN` is also that of a `Ban Chăn nuôi`)."""
    code = parse_code(printed.number) if printed.number and printed.date else None
    if code is None:
        return None
    for organ in code.organs:
        rows = register().codes.get(code_key(organ), ())
        ends = [row.until for row in rows if row.until is not None and row.name.startswith("Bộ ")]
        if not ends or len(ends) < len(rows) or max(ends) >= (printed.date or ""):
            continue
        if printed.type not in _OF_MINISTRIES and not _is_of_one(printed, text, code_key(organ), rows):
            continue
        message = f"{rows[0].name} không còn sau ngày {shown(max(ends))}: xem lại số hoặc ngày"
        return finding("issuer-ended", printed, message)
    return None


def _is_of_one(printed: Printed, text: str, letters: str, rows: Iterable[BodyEntry]) -> bool:
    """Whether a paper is said to be of one of these ministries, in full or in short (`Bộ trưởng Bộ TN&MT`), or of
    nobody, and the letters are no board's or hospital's (`Bệnh viện`)."""
    rest = _behind(printed, text)
    body = _body_behind(printed, text)
    if body is None:
        alone = rest is not None and _NO_BODY.match(rest) is not None
        long = len(letters) >= _LETTERS_OF_ONE and letters.startswith("b") and not letters.startswith("bv")
        return alone and long and _OPENS_ITS_ROW.search(text, max(0, printed.start - 80), printed.start) is not None
    named = register().names.longest(words_of(body.removeprefix("Bộ trưởng ")), 0)
    return named is not None and any(row in named[0] for row in rows)


def _body_behind(printed: Printed, text: str) -> str | None:
    """The words behind `của` that follow the number, or the day behind it."""
    rest = _behind(printed, text)
    of = _OF.match(rest) if rest is not None else None
    return rest[of.end() :] if rest is not None and of is not None else None


def _behind(printed: Printed, text: str) -> str | None:
    """The words behind the number, or the day behind it."""
    behind = squash(text[printed.start : min(len(text), printed.end + _REACH)])
    number = behind.find(printed.number or "")
    if number < 0:
        return None
    rest = behind[number + len(printed.number or "") :]
    day = DAY.match(rest.lstrip(" ,"))
    if day is not None:
        rest = rest.lstrip(" ,")[day.end() :]
    return rest


def _stands_behind_another(printed: Printed, text: str) -> bool:
    """Whether a citation does not open its row and what stands before it may be what the body behind it made."""
    if _OPENS_ITS_ROW.search(text, max(0, printed.start - 80), printed.start):
        return False
    if _OPENS_A_LINE.search(text, max(0, printed.start - 80), printed.start) and _ROW_GOES_ON.match(text, printed.end):
        return False
    before = _ROW_BEGINS.split(text[max(0, printed.start - 300) : printed.start])[-1]
    before = squash(before).strip()
    own = _OWN_SUBJECT.search(before)
    if own is not None:
        before = before[: own.start("about")] + before[own.end("about") - 1 :]
    told = _TOLD_BEFORE.search(before.lower())
    return _OTHERS.search(before.lower() if told is None else told["rest"]) is not None


def _begins(name: str, head: str) -> bool:
    """Whether a name begins with that head as words (`Bộ` begins neither `Bộc lộ` nor `Bộ phận Một cửa`)."""
    return re.match(rf"{head}(?!\w| phận\b)", name) is not None
