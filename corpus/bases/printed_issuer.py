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
from extractor.text import squash

_REACH = 90
_OF_MINISTRIES = ("TT", "TTLT")
_OF = re.compile(r"[\s,]*của\s+")
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
_OPENS_ITS_ROW = re.compile(r"(?:Căn\s+cứ|;\s*(?:[-–+]\s*)?Thực\s+hiện)\s+(?:(?:điểm|khoản|Điều)\s+\w{1,3},?\s+){0,3}$")


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
        if printed.type not in _OF_MINISTRIES and not _names_one(_body_behind(printed, text), rows):
            continue
        message = f"{rows[0].name} không còn sau ngày {shown(max(ends))}: xem lại số hoặc ngày"
        return finding("issuer-ended", printed, message)
    return None


def _names_one(body: str | None, rows: Iterable[BodyEntry]) -> bool:
    body = (body or "").removeprefix("Bộ trưởng ")
    return any(_begins(body, re.escape(name)) for row in rows for name in (row.name, *row.also))


def _body_behind(printed: Printed, text: str) -> str | None:
    """The words behind `của` that follow the number, or the day behind it."""
    behind = squash(text[printed.start : min(len(text), printed.end + _REACH)])
    number = behind.find(printed.number or "")
    if number < 0:
        return None
    rest = behind[number + len(printed.number or "") :]
    day = DAY.match(rest.lstrip(" ,"))
    if day is not None:
        rest = rest.lstrip(" ,")[day.end() :]
    of = _OF.match(rest)
    return rest[of.end() :] if of is not None else None


def _stands_behind_another(printed: Printed, text: str) -> bool:
    """Whether a citation does not open its row and what stands before it may be what the body behind it made."""
    if _OPENS_ITS_ROW.search(text, max(0, printed.start - 80), printed.start):
        return False
    before = _ROW_BEGINS.split(text[max(0, printed.start - 300) : printed.start])[-1]
    before = squash(before).strip()
    own = _OWN_SUBJECT.search(before)
    if own is not None:
        before = before[: own.start("about")] + before[own.end("about") - 1 :]
    return _OTHERS.search(before.lower()) is not None


def _begins(name: str, head: str) -> bool:
    """Whether a name begins with that head as words (`Bộ` begins neither `Bộc lộ` nor `Bộ phận Một cửa`)."""
    return re.match(rf"{head}(?!\w| phận\b)", name) is not None
