"""Deadlines: terms that the paper sets for carrying something out.

A term runs from its cue word (`từ` when a `đến` follows, `trước`, `đến`, `trong`, `chậm nhất`, `Quý`, `Tháng`, `Năm`)
to its last date part or, for a term counted in days, to the end of its event. A printed period is dated to its last
day; recurring terms and terms counted from an event have no date. Which words make a date a deadline is data:
`data/deadline_cues.toml`. Norm of the forms: Nghị định 30/2020/NĐ-CP, Phụ lục I; Bộ luật Dân sự 2015, Điều 147, 148.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, fields
from functools import cache

from extractor.bodies import read_bodies
from extractor.bodies.words import grammar
from extractor.divisions.lined_tables import inside_cell
from extractor.divisions.parts import regions
from extractor.divisions.tables import holds_table
from extractor.document import Deadline, Footer, Header, Reference, Span, Text
from extractor.knowledge import toml_data
from extractor.layout import NO_DEGREE
from extractor.led_patterns import LedPattern
from extractor.paragraphs import Paragraph, paragraphs
from extractor.phrases import any_of
from extractor.text import compare_form
from extractor.work.clauses import after_comma
from extractor.work.deadline_periods import CUE, Period, cue_positions, every_year, read_period
from extractor.work.deadline_reports import report_is_due, reported
from extractor.work.forms import RESULT
from extractor.work.own_clock import own_clock
from extractor.work.task_times import WITHOUT_YEAR, happens, heads_tasks, holds_or_rests, names_task

_LABEL = LedPattern(
    "TtHh",
    r"(?:[Tt]hời\s+(?:gian|hạn)|[Tt]iến\s+độ|[Hh]oàn\s+thành|[Tt]hực\s+hiện|HOÀN\s+THÀNH)[^.;:\n]{0,40}[:(]\s*\Z",
)
# `rà soát bến (hoàn thành trong tháng 10).`
_IN_BRACKET = re.compile(r"\(\s*(?:phải\s+)?hoàn\s+(?:thành|tất)\s+\Z")
_BRACKET_ENDS = re.compile(r"\s*\)\s*(?:[.;,]|\Z)")
_UNDER_WAY = re.compile(r"(?<!\w)(?:đã|đang|nay|mới|vừa)(?!\w)")
_NAMED = re.compile(r"\w\s*:\s*\Z")  # `Đợt 1: Từ ngày ... đến ngày ...`
_HEAD_OF_COLUMN = re.compile(r"(?:Thời\s+(?:gian|hạn)|Tiến\s+độ|Hoàn\s+thành|THỜI\s+(?:GIAN|HẠN)|TIẾN\s+ĐỘ)\b")
_FIRST_OF_HEAD = ("Thời", "Tiến", "Hoàn", "THỜI", "TIẾN")  # its first words, which are found far sooner
_NOT_BODY = re.compile(r"(?:Căn\s+cứ|CĂN\s+CỨ|Theo\s+đề\s+nghị|Xét\s+(?:đề|T|t))\b")
_SENTENCE = LedPattern(".;!?:", rf"(?:[.;!?](?<!T[Pp]\.){NO_DEGREE}|:\s*\n)\s")
_FULL_STOP = re.compile(rf"[.!?](?<!T[Pp]\.){NO_DEGREE}\s")
_RANGE_OPENS = re.compile(r"(?:từ|Từ)\s+(?:ngày|tháng)\s[^.;:]{0,60}\Z")
_AND_ON = re.compile(r"\s+(?:và|-|–)\s+(?:các|những)\s+năm\s+(?:tiếp|sau|kế)")  # `năm 2026 và các năm tiếp theo`
# Enough in orders where no number stands behind it that may be one of that month: `phải công bố số ca trong tháng 3`.
_MUST_BY = re.compile(r"(?<!\w)(?<!không )(?<!gặp )(?<!mắc )(?<!vấp )(?<!bên )phải\s(?:(?!(?<!\w)số\s)[^,])*\Z")
# Behind a half year: how much or how well. Before `hằng năm`: what is done by custom.
_FIGURE_BEHIND = re.compile(
    r"\s*(?:,\s*)?(?::|\(?\d|(?:đạt|tăng|giảm|là|có|còn|chưa|không|rất|ước|đã|chậm|nhanh|cao|thấp|vẫn|bằng|hơn|gấp|cho\s+thấy)(?!\w))"
)
_USUAL = re.compile(r"(?<!\w)(?:được|thường(?!\s+(?:xuyên|trực|vụ)(?!\w)))(?!\w)")
_TASK = re.compile(r"\W*(?:\d+\W+)?nhiệm\s+vụ(?:\s[^:.;]{1,40})?:\s")
_EARLIER = ("trước đó,", "trước đây,")
_DUE_REACH = 120  # code points behind a term that opens its sentence
_NEAR = 26  # code points before a cue within which a word still speaks about its date


@dataclass(frozen=True, slots=True)
class _Cues:
    """For words in lower case: patterns that pass over case take several times as long."""

    duty: LedPattern
    due: LedPattern
    ordered: LedPattern
    finish: LedPattern
    plans: LedPattern
    never: LedPattern
    never_near: LedPattern
    never_range: LedPattern
    handed_in: LedPattern
    past: LedPattern
    recurring: LedPattern


@cache
def _cues() -> _Cues:
    data = toml_data("deadline_cues.toml")

    def words(name: str) -> LedPattern:
        first = "".join(sorted({entry[0].lower() for entry in data[name]}))
        entries = any_of(entry.lower() for entry in data[name])
        return LedPattern(first, rf"\b(?!(?<=định )kỳ )(?:{entries})\b")  # `định kỳ báo cáo` is no `kỳ báo cáo`

    return _Cues(*(words(field.name) for field in fields(_Cues)))


def find_deadlines(
    text: Text, header: Header, footer: Footer, references: tuple[Reference, ...]
) -> tuple[Deadline, ...]:
    """The terms that the paper sets, in order, each once. Never raises."""
    seen: set[tuple[str, str | None]] = set()
    kept: list[Deadline] = []
    for deadline in scan_deadlines(text, header, footer, references):
        key = (compare_form(deadline.text), deadline.date)
        if key not in seen:
            seen.add(key)
            kept.append(deadline)
    return tuple(kept)


def scan_deadlines(
    text: Text, header: Header, footer: Footer, references: tuple[Reference, ...]
) -> tuple[Deadline, ...]:
    """Every place where a term stands, in order: a term set for two tasks comes twice."""
    content = text.content
    zones = regions(text, header, footer)
    found: list[Deadline] = []
    normative, telling = _is_normative(header), _is_telling(header)
    signed = header.date.value if header.date and not normative else None
    cited = sorted((r.span.start, r.span.end) for r in references)
    for start, end, annex in ((zones.main_start, zones.main_end, False), *((s, e, True) for s, e in zones.tails)):
        if annex and normative:
            continue
        places = cue_positions(content, start, end)
        if not places:
            continue
        items = paragraphs(content, start, end)
        starts, until = [item.start for item in items], start
        has_articles = any(item.marker and item.marker.kind == "article" for item in items)
        column = _heads_column(content, start, end) and (annex or holds_table(content, items))
        of_tasks = column and heads_tasks(content[start:end])
        for position in places:
            cue = CUE.match(content, position)
            if not cue or position < until or (position and content[position - 1].isalnum()):
                continue
            index = bisect_right(starts, position) - 1
            if index < 0 or position >= items[index].end:
                continue
            item, due = inside_cell(content, start, end, position, items[index], column)
            if (has_articles and _NOT_BODY.match(content, item.start)) or content.startswith("Ví dụ", item.text_start):
                continue  # somebody invented, told as an example
            yearly = signed and _comes_back(content, max(start, position - 3 * _NEAR), position)
            period = every_year(content, cue, item.end) if yearly else None
            told = telling or _says_done(content, max(item.start, position - 240), position)
            period = period or read_period(content, cue, item.end, signed, told=told)
            if period is None or _inside(cited, position):
                continue
            due = due and (of_tasks or item is not items[index] or period.kind not in WITHOUT_YEAR)
            if _is_term(content, cue, period, item, header, annex, normative, due):
                stop = period.end
                found.append(Deadline(content[position:stop], period.date, Span(position, stop)))
                until = stop
            elif cue["range"] and period.kind != "days":
                until = period.end
    return tuple(found)


def _heads_column(content: str, start: int, end: int) -> bool:
    """Whether words stand in a stretch that head a column of terms."""
    first = min((at for word in _FIRST_OF_HEAD if (at := content.find(word, start, end)) >= 0), default=-1)
    return first >= 0 and _HEAD_OF_COLUMN.search(content, first, end) is not None


def _comes_back(content: str, start: int, end: int) -> bool:
    """Whether the words before a cue say that its day comes back every year."""
    before = start > 0  # one more code point tells whether a word begins there
    return _cues().recurring.search(content[start - before : end].lower(), int(before)) is not None


def _is_normative(header: Header) -> bool:
    """A normative paper carries its year inside its number (Luật 64/2025/QH15, Điều 7)."""
    number = header.number.value if header.number else ""
    return bool(re.match(r"[^/]*/\d{4}/", number)) or bool(header.type_code and header.type_code.value == "Luật")


def _is_telling(header: Header) -> bool:
    """Whether the paper tells what was done, as the press and reports do."""
    return header.kind == "news" or (header.type_code is not None and header.type_code.value == "BC")


def _says_done(content: str, start: int, cue: int) -> bool:
    """Whether the sentence before a cue, from `start` at most, says what was done."""
    done = content.rfind(" đã ", start, cue)
    return done >= 0 and _SENTENCE.search(content, done, cue) is None


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _is_term(
    content: str,
    cue: re.Match[str],
    period: Period,
    item: Paragraph,
    header: Header,
    annex: bool,
    normative: bool,
    column: bool,
) -> bool:
    if period.kind == "year" and _AND_ON.match(content, period.end):
        return False
    cues = _cues()
    start = max(item.start, cue.start() - 240)
    before = content[start : cue.start()]
    breaks = [found.end() for found in _SENTENCE.finditer(before)]
    sentence = before[breaks[-1] :] if breaks else before
    planned = bool(cue["range"]) and header.kind == "news" and _PLANNED.fullmatch(sentence) is not None
    planned = planned and _told_behind(content, period.end, item.end)
    if period.kind == "days" and (normative or not (_of_time(sentence) or planned)):
        return False  # `từ ngày 1-6 đến 30-6`
    timed = cue["range"] and not normative and _TIME_OF.fullmatch(sentence) is not None
    named = cue["range"] and not normative and _NAMED.search(sentence) is not None
    bracket = header.kind == "news" and _due_in_bracket(content, sentence, period, header, item.end)
    cell = column and item.start == cue.start() and period.end >= item.end - 1
    labelled = _LABEL.stands(sentence) or timed or named or bracket or cell
    of_task = cell or timed or names_task(sentence)
    if cue["bare"] is not None:
        return labelled and (of_task or period.kind not in WITHOUT_YEAR)
    dashed = cue["range"] and _UNTIL.search(content, cue.start(), period.end) is None
    months = period.kind in ("month", "quarter")  # `Thời gian bảo trì: Từ tháng 4 - 6/2031`
    if dashed and not (of_task if months else labelled) and _TIME_OF.fullmatch(sentence) is None:
        return False  # `Từ ngày 16-20/11/2031, lũ lên`: a dash between two days needs `Thời gian nhận bài` before it
    words = sentence.lower()
    # `yêu cầu Sở A theo dõi mực nước; di dời dân trước ngày 8/7`
    told = header.kind == "news" and bool(cue["before"]) and cues.ordered.search(_FULL_STOP.split(before)[-1].lower())
    if cues.never.search(words.replace("kéo dài", "") if timed else words):  # `Thời gian thực hiện kéo dài từ ...`
        return False
    if cues.never_near.search(words[-_NEAR:]) and not cues.handed_in.search(words[-2 * _NEAR :]):
        return False
    if cue["range"] and holds_or_rests(sentence, _NEAR, cues.never_range, cues.duty):
        return False
    if cue["range"] and not of_task and happens(content, cue.start(), period.end, words, cues.due, cues.duty):
        return False
    if cue["late"] and content[cue.start()] in "Kk" and not (labelled or _handed_in_by(words, _is_telling(header))):
        return False  # `hạn dùng không muộn hơn ngày ...`
    if header.kind == "news" and words.lstrip().startswith(_EARLIER):
        return False  # what an earlier paper had set
    about = reported(words) if (cue["range"] or cue["until"]) and not labelled else None
    if about is not None and not (cue["until"] and report_is_due(content, about, period.end, item.end)):
        return False  # the time that is reported on
    if normative and not labelled and (cue["range"] or (cue["until"] and _RANGE_OPENS.search(sentence))):
        return False  # whom a rule covers, not when something is due
    if period.date and header.date and period.date < header.date.value and (not labelled or normative or cue["range"]):
        return False  # what lies before the signing is told, not ordered, unless `Thời gian hoàn thành:` says so
    telling = _is_telling(header)
    if (header.kind == "news" or period.kind == "open") and _was_done(words, period.kind):
        return False
    hard = bool(cue["until"]) and not normative and period.kind != "year"
    if planned or (hard and _must_finish_behind(content, period.end, item.end)):
        return True
    if period.kind == "open":
        if not words.strip() and _due_behind(content, period.end, item.end):
            return not normative
        if normative or labelled or cue["late"]:
            return not normative
        if cue["before"]:
            return bool(told or cues.duty.search(words))
        return _must_end(words, telling) or (not telling and _MUST_BY.search(words) is not None)
    if period.kind == "half":  # what was counted in it is no term
        return labelled or (_must_end(words, telling) and not _FIGURE_BEHIND.match(content, period.end, item.end))
    if period.kind == "yearly":  # `trong tháng 12 hằng năm` also is when something happens, in rules or by custom
        ends = not _USUAL.search(words) and (_must_end(words, telling) or (not telling and "báo cáo" in words))
        return not normative and (labelled or ends)
    if period.kind == "last" and normative:
        return False  # the term of a procedure
    if period.kind == "counted":
        return own_clock(content, cue, period, sentence, header, annex, normative)
    if period.kind == "year":
        return labelled or _is_finished(words, cue["until"] is not None)
    if header.kind == "news" and not words.strip() and _due_behind(content, period.end, item.end):
        return True
    if cue["until"] and header.kind == "official" and not normative and words.strip() in _FROM_NOW:
        return _due_from_now(content, period.end, item.end)
    careful = normative or header.kind == "news" or period.kind in ("month", "quarter") or cue["until"] is not None
    if period.kind == "recurring" and cue["within"]:
        careful = True
        if normative:
            return False  # `trong ngày 12 hằng tháng` is when something happens, in rules
    if not careful:
        return True
    if cue["before"] and normative and cues.past.search(words) and not cues.finish.search(words):
        return False
    return labelled or bool(told or cue["late"] or cues.duty.search(words))


# `Theo kế hoạch của UBND tỉnh, từ ngày 1/9 đến 5/12 sẽ rà soát hộ nghèo`
_PLANNED = re.compile(
    r"\s*(?:[\w().]{2,14}\s*[-–]\s*)?Theo\s+(?:đó|(?:nội\s+dung\s+)?[Kk]ế\s+hoạch(?:\s[^,;:.]{1,60})?)\s*,\s*(?:trong\s+thời\s+gian\s+)?"
)
_WILL = re.compile(r"sẽ\s+")
# `Từ nay đến hết ngày 30/6 phải xong`
_FROM_NOW = frozenset(("từ nay", "từ nay cho", "kể từ nay"))
_MUST_FINISH = re.compile(r"(?<!\w)(?<!không )(?:phải|cần)\s+(?:\w+\s+){0,2}?(?:hoàn\s+thành|hoàn\s+tất|xong)(?!\w)")
_FORESEEN = re.compile(r"(?<!\w)(?:dự\s+(?:báo|kiến)|tiến\s+độ|đã)(?!\w)")


def _must_end(words: str, telling: bool) -> bool:
    """Whether something has to be finished or handed in; in a report where somebody is told or means to."""
    cues = _cues()
    meant = not telling or " sẽ " in words or _TASK.match(words) or cues.ordered.search(words)
    return bool(meant and cues.due.search(words))


# What expired, opened, was signed or was born by a day is told by it, and not due. `nhiệm vụ đã được giao` tells not.
_TOLD_BY_DAY = re.compile(
    r"(?:hết\s+hạn|(?<!\w)(?:được\s+cấp|(?<!việc )(?:ký|mở|sinh))|(?<!\w)đã\s+"
    r"(?!(?:được\s+)?(?:giao|nêu|đề\s+ra|phân\s+công|duyệt|phê\s+duyệt|đăng\s+ký|cam\s+kết)(?!\w))\w+(?:\s+\w+)?)\Z"
)
_TOLD_LENGTH = 40  # code points before a cue in which such words stand


def _handed_in_by(words: str, telling: bool) -> bool:
    """Whether something has to be finished or handed in `không muộn hơn` a day, not how long it may last."""
    words = words.replace("thời hạn", "").rstrip()
    due = _must_end(words, telling) or (not telling and "báo cáo" in words)
    return due and not words.endswith(("hạn dùng", "hạn sử dụng")) and not _TOLD_BY_DAY.search(words[-_TOLD_LENGTH:])


def _due_behind(content: str, position: int, limit: int) -> bool:
    """Whether a sentence that opens with a term goes on with what is due: `Trước ngày 15/8, Sở A phải báo cáo`."""
    behind = content[position : min(limit, position + _DUE_REACH)].partition(". ")[0].lower()
    cues = _cues()
    due = " phải " in behind or cues.due.search(behind) is not None
    return due and " đã " not in behind and cues.never.search(behind) is None


def _must_finish_behind(content: str, position: int, limit: int) -> bool:
    """`đến ngày 31/12 phải xong nhà sửa chữa`, `đến hết quý III, các xã phải hoàn thành ...`."""
    behind = content[position : min(limit, position + _DUE_REACH)].partition(". ")[0].lower()
    found = _MUST_FINISH.search(behind)
    return found is not None and _FORESEEN.search(behind, 0, found.end()) is None and ";" not in behind[: found.end()]


def _told_behind(content: str, position: int, limit: int) -> bool:
    """Whether work stands behind a term that a plan sets: `Theo kế hoạch, từ ngày 1/9 đến 5/12 sẽ rà soát ...`; not
    what was done or what came of it."""
    at = after_comma(content, position, min(limit, position + _DUE_REACH))
    listed = read_bodies(content, at, limit)
    at = after_comma(content, listed.end, limit) if listed.named else at
    will = _WILL.match(content, at, limit)
    duty = grammar().duties.match(content, will.end() if will else at, limit)
    stop = _FULL_STOP.search(content, at, limit)
    told = duty is not None and (will is not None or bool(listed.named)) and RESULT.match(content, duty.end()) is None
    return told and " đã " not in content[at : stop.start() if stop else limit]


def _due_from_now(content: str, position: int, limit: int) -> bool:
    """Whether what has to be finished stands behind `từ nay đến ngày ...`, or a body and its duty that ends something;
    not `giá xăng phải giảm`, nor what somebody foresees."""
    end = min(limit, position + _DUE_REACH)
    behind = content[position:end].partition(". ")[0].lower()
    if _FORESEEN.search(behind):
        return False
    if _MUST_FINISH.search(behind):
        return True
    listed = read_bodies(content, after_comma(content, position, end), end)
    duty = grammar().duties.match(content, after_comma(content, listed.end, end), end) if listed.named else None
    return duty is not None and RESULT.match(content, duty.end()) is None and _cues().due.search(behind) is not None


def _due_in_bracket(content: str, sentence: str, period: Period, header: Header, limit: int) -> bool:
    """Whether a term in brackets ends a clause that says what to do: `rà soát bến (hoàn thành trong tháng 10).`, not
    `Bến phà (hoàn thành trong tháng 10) nay đã cũ`. Not one that lies before the signing."""
    bracket = _IN_BRACKET.search(sentence)
    if bracket is None or (period.date and header.date and period.date < header.date.value):
        return False
    before = sentence[: bracket.start()].lower()
    due = _cues().duty.search(before) is not None and _UNDER_WAY.search(before) is None
    return due and _BRACKET_ENDS.match(content, period.end, limit) is not None


def _was_done(words: str, kind: str) -> bool:
    """Whether a report tells what was done by then: `Sở đã tổ chức 5 lớp trong tháng 4/2031`."""
    done = words.rfind(" đã ")
    if done < 0:
        return False
    behind = words[done + 4 :].split(" ", 2)[-1]
    cues = _cues()
    return cues.ordered.search(behind) is None and (kind != "day" or cues.duty.search(behind) is None)


def _is_finished(words: str, until: bool) -> bool:
    """Whether something has to be finished in a bare year; one behind `đến` may belong to the name of a plan."""
    cues = _cues()
    finished = [found.end() for found in cues.finish.finditer(words)]
    return bool(finished) and not (until and cues.plans.search(words, finished[-1]))


# Not `Thời hạn của giấy phép từ ...`, `Thời gian lưu trú từ ...`, which tell how long something holds or was.
_TIME_OF = re.compile(
    r"[\s\-+•]*Thời\s+(?:gian|hạn)\s+(?:để\s+)?(?:thực\s+hiện|(?:tiếp\s+|thu\s+)?nhận|nộp|gửi|đăng\s+ký|hoàn\s+thành|tổ\s+chức"
    r"|triển\s+khai|dự\s+thi|tham\s+gia|lấy\s+ý\s+kiến|góp\s+ý|niêm\s+yết|bình\s+chọn|báo\s+cáo)(?!\w)[^:]{0,50}"
)
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới)(?!\w)")
_EVENT_OR_DEED = re.compile(r"thời\s+(?:gian|hạn)\s+tổ\s+chức|(?<!\w)(?:hành\s+vi|phạm)(?!\w)")


def _of_time(sentence: str) -> bool:
    """Whether the words before days without their year name the time of a task, not of an event: `Thời gian nhận bài:`,
    not `Thời gian tổ chức chợ đêm`."""
    return bool(_TIME_OF.fullmatch(sentence.rstrip(": \n"))) and not _EVENT_OR_DEED.search(sentence.lower())
