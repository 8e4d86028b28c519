"""The numbers of pages between the lines of a text, which cut sentences, items and lists of recipients in two.

Pages are numbered from the second one on (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.7); converters leave the number on
a line of its own. Rows of a flattened table, marks of notes and counts in bold letters stand so too: rows begin at 1
and stand close together, and a count belongs to the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.layout import LOWER

# How lines with the number of the second page end; a text without one is passed by.
ENDINGS = ("2\n", "2-\n", "2 -\n", "2–\n", "2 –\n")
# `2`, `- 2`; with its sign `- 2 -`, `Trang 2`
_ALONE = re.compile(
    r"\n\s{0,8}(?P<sign>Trang[ \t]|(?=[-–][ \t]?\d{1,3}[ \t]?[-–]))?(?:[-–][ \t]?)?(?P<number>\d{1,3})"
    r"(?:[ \t]?[-–])?[ \t]*(?=\n)"
)
# `Điều\n2\n`, `ngày\n2\n`, `100 m\n2\n`, `CO\n2\n`, `Bộ Tư lệnh Quân khu\n2\n`, `vắng mặt có lý do là\n2\n`
_BELONGS = re.compile(
    r"(?:(?<!\w)(?:điều|khoản|điểm|mục|số|ngày|tháng|năm|quý|lần|phần|chương|phụ lục|biểu|mẫu|bảng|tuần|thứ"
    r"|khu vực|quân khu|khu|cấp|hạng|bậc|loại|lớp|khối|nhóm|khóa|khoá|kỳ|đợt|vòng|phiên|giai đoạn|tập|quyển|bài"
    r"|thôn|ấp|bản|tổ|tổ dân phố|đội|quận|phường|quốc lộ|tỉnh lộ|đường|tuyến|tầng|phút|giờ|hướng dẫn|nghị quyết"
    r"|nghị định|là|có|gồm|đủ|còn|đạt|mỗi|cả|gần|hơn|trên|dưới|khoảng|tối đa|tối thiểu|ít nhất|không quá|rộng"
    r"|dài|cao|sâu|nặng|tổng|cộng|cơ sở|vùng|mức độ|số nhà|đoạn|gói|cử|làm|chừng"
    r"|(?-i:k?m|[cdm]m|ha|[A-Z]{1,3}))|[:=+×(/,\d])\Z",
    re.IGNORECASE,
)
# Behind a number it is counted: `có\n2\nđại biểu`
_COUNTED = re.compile(
    r"(?:đại\s+biểu|đồng\s+chí|héc|ha|người|hộ|nhân\s+khẩu|cái|chiếc|con|cây|đôi|bộ|bản|trang|phút|giờ|ngày(?!\s+\d)|tuần|tháng|quý|năm|lần|lượt"
    r"|phiếu|vụ|cuộc|đợt|phần|loại|nhóm|mức|điểm|khoản|điều|thửa|nhà|phòng|lớp|k?m|mét|km|kg|tấn|lít|nghìn|triệu|tỷ|đồng|tàu|xe|đò|thuyền"
    r"|bến|cầu|trường|trạm|đơn\s+vị|địa\s+phương|trường\s+hợp|nhiệm\s+vụ|nội\s+dung|chỉ\s+tiêu|dự\s+án|công\s+trình|hồ\s+sơ)(?!\w)"
)
_LOWER = re.compile(f"[{LOWER}]")
# What stands above and below the number where it parts a citation: `ngày 30 tháng 12⏎2⏎năm 2031`, `của⏎2⏎Chính phủ`
_CITED = re.compile(
    r"[A-ZĐ](?:,?⏎ngày\s\d{1,2}(?:/\d|\stháng\s\d)|⏎của\s[A-ZĐ])|số⏎\d{1,5}(?:\.\d{1,2})?(?:/\d{4})?[/-][A-ZĐ]{2}|\d-⏎[A-ZĐ]{2,4}/[A-ZĐ]"
    r"|ngày⏎\d{1,2}(?:/\d{1,2}/\d{4}|\stháng\s\d)|ngày\s\d{1,2}⏎tháng\s\d|tháng\s\d{1,2}⏎năm\s\d{4}"
    r"|\d{4}⏎của\s[A-ZĐ]|(?:định|tư|quyết|thị|hoạch|văn|luận|trình)⏎số\s\d{1,5}[/-]"
    r"|\d\scủa⏎(?:Chính\sphủ|Thủ\stướng|Bộ|Quốc\shội|Ủy\sban|UBND|Hội\sđồng|HĐND|Ban|Sở|Giám\sđốc|Chủ\stịch)\s"
    r"|của\sChính⏎phủ|của\sThủ⏎tướng|của\sQuốc⏎hội|của\sBộ⏎(?:[A-ZĐ]|trưởng)"
)
# The first row of a table, the first note or the first heading, whose number does not stand alone: `1 Đếm phao`, `I`;
# not a wrapped line: `trong⏎1 tháng kể từ ngày ký`, `khoản⏎1 Điều 5`
_FIRST = re.compile(rf"\n[ \t]*(?:\[1\][ \t]+\S|1 *\t[ \t]*\S|1 +(?!Điều\s)[^{LOWER}\s]|I[ \t]*\n)")
_ITEM = re.compile(r"[ \t]*[-–][ \t]+(?P<counts>(?:[Tt]ổng|[Ss]ố)\s)?(?=[^\W\d])")
# What stands at the head of a page of the gazette: `12 CÔNG BÁO/Số 215 + 216/Ngày 12-3-2031`
_GAZETTE = re.compile(r"[ \t]*(?:\d{1,4}[ \t]+)?CÔNG BÁO/Số[^\n]{0,60}(?=\n|\Z)")
_NUMBER_LINE = re.compile(r"[ \t]*(?:[-–][ \t]?)?(?P<number>\d{1,3})(?:[ \t]?[-–])?[ \t]*(?=\n|\Z)")
_BLANK = re.compile(r"\n[ \t]*\n")
_PAGE = (700, 9_000)  # code points of one page: the last lines before an annex, the closest print
_APART = 400  # code points between the number of a page and any other number alone
_LINE = 200  # code points of a line that are measured
_BEHIND = 24  # code points that the longest of `_CITED` takes
_BEFORE = 16  # code points that the longest of `_BELONGS` takes


def page_numbers(content: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers of pages stand, with the breaks around them, and the break that is left. Never raises."""
    found = list(_ALONE.finditer(content))
    alone = [(number.start(), number.end(), int(number["number"])) for number in found]
    if not any(number == 2 for _, _, number in alone):
        return
    rows = _FIRST.search(content) is not None
    page, at = 1, 0
    for index, (start, end, number) in enumerate(alone):
        if number == 1 and page == 1:
            return
        if number <= page or not _fits(start - at, number - page) or _is_close(alone, index):
            continue
        before, stop = start, end
        while before and content[before - 1].isspace():
            before -= 1
        while stop < len(content) and content[stop] in " \t\n\f":
            stop += 1
        sure = found[index]["sign"] is not None or _in_citation(content, before, stop)
        if not sure and (rows or not _may_part(content, before, stop)):
            continue
        page, at = number, end
        if content[stop : stop + 1] not in (".", ")", "/", ""):
            yield before, stop, "\n\n" if content[before - 1 : before] in (".", ":") else "\n"


def _in_citation(content: str, before: int, stop: int) -> bool:
    """Whether the number stands between two words of a citation."""
    near = f"{content[max(0, before - _BEFORE) : before]}⏎{content[stop : stop + _BEHIND]}"
    return any(found.start() < near.index("⏎") < found.end() for found in _CITED.finditer(near))


def sheet_ends(content: str) -> Iterator[tuple[int, int, str]]:
    """Where a page ends by the sign for it (U+000C), with the number and the running head beside it, and the break that
    is left. Never raises."""
    at, end, page = content.find("\f"), 0, 1
    while at >= 0:
        start, stop = at, at + 1
        while start > end and content[start - 1].isspace():
            start -= 1
        line = content.rfind("\n", max(end, start - 12), start) + 1
        foot = _NUMBER_LINE.fullmatch(content, line, start) if line > end else None
        before = line if foot is not None and abs(int(foot["number"]) - page) <= 1 else start
        while before > end and content[before - 1].isspace():
            before -= 1
        page += 1
        stop = _behind_blank(content, stop)
        head, behind = _GAZETTE.match(content, stop), stop
        if head is not None:
            stop = behind = _behind_blank(content, head.end())
        elif (head := _NUMBER_LINE.match(content, stop)) is not None and abs(int(head["number"]) - page) <= 1:
            behind = _behind_blank(content, head.end())
        if (before, behind) != (start, stop) and _parts(content, before, behind):  # the numbers are those of the pages
            start, stop = before, behind
        blank = _BLANK.search(content, start, stop) is not None and not _goes_on(content, start, stop)
        yield start, stop, ("\n\n" if blank or content[start - 1 : start] in (".", ":") else "\n")[: stop - start]
        end = stop
        at = content.find("\f", stop)


def _parts(content: str, before: int, stop: int) -> bool:
    return _in_citation(content, before, stop) or _may_part(content, before, stop)


def _goes_on(content: str, before: int, stop: int) -> bool:
    return _LOWER.match(content, stop) is not None or _in_citation(content, before, stop)


def _behind_blank(content: str, at: int) -> int:
    """Where the line begins that holds the next words."""
    line = at
    while at < len(content) and content[at] in " \t\n":
        at += 1
        if content[at - 1] == "\n":
            line = at
    return line


def _may_part(content: str, before: int, stop: int) -> bool:
    """Whether a number without a sign may stand between the words up to `before` and those from `stop` on, and be none
    of theirs: behind the end of a sentence or of an item, or where a sentence goes on that it does not belong to."""
    if content[before - 1 : before] in (".", ";"):
        return True
    if _BELONGS.search(content, max(0, before - _BEFORE), before):
        return False
    line = content.rfind("\n", 0, before) + 1
    item = _ITEM.match(content, line, before)
    if item and _ITEM.match(content, stop):  # recipients that end without a sign
        return item["counts"] is None
    if _LOWER.match(content, stop) is None or _COUNTED.match(content, stop):
        return False
    above = content[max(0, line - _LINE) : line].rstrip("\n").rpartition("\n")[2]
    behind = content[stop : stop + _LINE].partition("\n")[0]
    return 2 * (before - line) >= min(len(above), len(behind))  # else a word beside a number in bold letters


def _fits(length: int, pages: int) -> bool:
    """Whether a stretch is so long as that many pages are. A number in between may have been lost."""
    return pages <= 2 and _PAGE[0] * pages <= length <= _PAGE[1] * pages


def _is_close(alone: list[tuple[int, int, int]], index: int) -> bool:
    """Whether another number alone stands near."""
    start, end, _ = alone[index]
    before = index > 0 and start - alone[index - 1][1] < _APART
    return before or (index + 1 < len(alone) and alone[index + 1][0] - end < _APART)
