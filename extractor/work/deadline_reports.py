"""The time that somebody reports on, which is no term, and when the report itself is due."""

from __future__ import annotations

import re

# `báo cáo kết quả thực hiện của đơn vị từ ngày ... đến ngày ...`; not where another verb or an addressee stands between
# (`báo cáo kết quả và dọn kênh từ ...`, `đánh giá kết quả tại các xã từ ...`).
_REPORTS = r"(?:báo\s+cáo|đánh\s+giá|thống\s+kê)\s"
_REPORTS_ON = re.compile(r"(?<!\S)(?:kết\s+quả|tình\s+hình|số\s+liệu)(?!\S)")
_MORE_THAN_REPORTED = re.compile(
    r"(?<!\S)(?:(?:và|gửi|tại|cho|để|rồi)\s|về\s+(?:sở|bộ|ubnd|ủy\s+ban|phòng|ban|văn\s+phòng)\s)"
)
_VERB_OF_REPORT = re.compile(_REPORTS)
# What has to be done by then is the report itself, unless another term stands behind.
_REPORT_DUE = re.compile(rf"(?:hoàn\s+thành|gửi|tổ\s+chức)\s+(?:việc\s+)?{_REPORTS}")
_ADDRESSEE = re.compile(r"\s+(?:về|cho|tới|đến)\s+(?:Sở|Bộ|UBND|[UỦ][ỷy]\s+ban|Phòng|Ban|Văn\s+phòng)(?!\w)")
_TERM_BEHIND = re.compile(r"[^.;]*?(?<!\w)(?:trước|chậm\s+nhất|muộn\s+nhất)\s")
_DUE_REACH = 120  # code points behind a term in which another one is looked for


def reported(words: str) -> str | None:
    """The words that say that something is reported on, where they stand right before a cue; None elsewhere."""
    clause = words[max(map(words.rfind, ",;:")) + 1 :]
    about = None
    for found in _REPORTS_ON.finditer(clause):
        about = found
    if about is None or _MORE_THAN_REPORTED.search(clause, about.end()):
        return None
    said = clause[clause.rfind(".", 0, about.start()) + 1 : about.start()]
    return said if _VERB_OF_REPORT.search(said) else None


def report_is_due(content: str, said: str, position: int, limit: int) -> bool:
    """Whether the report is what is due: `hoàn thành báo cáo kết quả đến hết ngày ...`, `... ngày 5/9 về Sở A`."""
    if _TERM_BEHIND.match(content, position, min(limit, position + _DUE_REACH)):
        return False
    due = _REPORT_DUE.search(said) is not None
    return due or _ADDRESSEE.match(content, position, limit) is not None
