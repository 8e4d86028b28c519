"""What a user typed, understood: words, exact phrases, exclusions, numbers, filters. No engine is known here.

Unknown syntax is answered by `BadQuery`, never passed over; what was read as something else than plain words is said
in `notes`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace

from extractor.dates import find_dates
from extractor.layout import LOWER
from extractor.text import fold, nfc, quoted, squash
from extractor.types import all_types, type_of_code, type_of_word
from index.abbreviations import ambiguous
from index.base import BadQuery, Query
from index.expansion import Clause, Phrase, Reading, Word, clauses_of
from index.numbers import NumberClause, find_numbers
from index.questions import without_asking
from index.tokens import WORD, exact_form, exact_tokens, folded_tokens

# A pasted paragraph: beyond this many different words nothing is gained, and engines refuse far more.
MAX_CLAUSES = 96

# No question is so long, and what is read of it takes time.
MAX_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as understood. `runs` are the clauses in typed order, cut where no phrase may run across.

    `lookup`: the query is a document number and nothing else. `folded`: all its syllables. `rest` is what
    it says beside its numbers.
    `days` (ISO) are those that it names apart from any number.
    `issuer_words` are folded syllables that the name of the issuer must have.
    """

    runs: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()
    numbers: tuple[NumberClause, ...] = ()
    rest: tuple[Clause, ...] = ()
    issuer_words: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    lookup: bool = False
    folded: str = ""
    notes: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause once, in order."""
        return tuple(dict.fromkeys(clause for run in self.runs for clause in run))

    @property
    def accented(self) -> bool:
        return any(isinstance(c, Word) and c.accented for c in self.clauses)


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_FIELD = re.compile(r'(?<!\S)(-?)([^\W\d_]+):(?:"([^"]*)"|([^\s"/][^\s"]*))')
_WILD = re.compile(r"\w[*]|[*]\w|\w[?]\w")
_FUZZY = re.compile(r"\w[~^](?:\d|\s|$)")
_OPERATOR = re.compile(r"(?<!\S)(AND|OR|NOT|&&|\|\|)(?!\S)")
_PIECE = re.compile(r'(?P<minus>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')

_FIELDS = {
    "loai": "types",
    "type": "types",
    "coquan": "issuer",
    "issuer": "issuer",
    "nam": "years",
    "year": "years",
    "tu": "date_from",
    "from": "date_from",
    "den": "date_to",
    "to": "date_to",
}


def parse(query: Query) -> tuple[Parsed, Query]:
    """The query's text as clauses, and the query with the filters that the text named.

    Raises BadQuery (Vietnamese, with an example) on syntax that search does not have.
    """
    text = squash(nfc(query.text)).translate(_QUOTES if _paired(query.text) else _UNQUOTE)
    if len(text) > MAX_CHARS:
        raise BadQuery(
            f"Câu tìm dài {len(text)} ký tự, nhiều nhất là {MAX_CHARS}. Chỉ gõ trích yếu, số ký hiệu hoặc những từ "
            "chính; muốn soát các viện dẫn của cả đoạn văn, hãy dùng mục Soát viện dẫn (vanban verify)."
        )
    _refuse(text)
    notes: list[str] = []
    text, query, issuer_words = _take_fields(text, query, notes)
    reading = Reading(query.expand, query.renamed)
    whole = text
    text = _asked_for(text, reading)
    asked = text != whole
    text, query = _take_type(text, query, reading)
    kept = _LEFT_OUT.sub(_blank, text)
    numbers = tuple(find_numbers(re.sub(r'"[^"]*"', _blank, kept)))
    rest = clauses_of(_rest(kept, numbers), Reading(query.expand, query.renamed)) if numbers else ()
    # `kế hoạch 2025` may be the plan of that number, and more likely those of that year
    lookup = bool(numbers) and not rest and not all(n.short and re.fullmatch("(?:19|20)..", n.number) for n in numbers)
    runs, excluded = _clauses(text, reading, notes)
    notes += [] if lookup else reading.notes
    lookup = lookup and not excluded
    total = sum(len(run) for run in runs)
    if total > MAX_CLAUSES:
        runs = _cut(runs)
        notes.append(f"Câu hỏi dài {total} từ: chỉ {MAX_CLAUSES} từ đầu được dùng.")
    for number in numbers:
        notes.append(_number_note(number))
    folded = " ".join(folded_tokens(whole if asked else text))
    said, switches = tuple(dict.fromkeys(notes)), () if lookup else tuple(dict.fromkeys(reading.switches))
    wanted = _PIECE.sub(lambda piece: " " if piece["minus"] else piece.group(), text)
    days = () if numbers else tuple(dict.fromkeys(found.iso for found in find_dates(wanted) if found.iso))
    return Parsed(runs, excluded, numbers, rest, issuer_words, days, lookup, folded, said, switches), query


_UNQUOTE = str.maketrans({"“": " ", "”": " ", "„": " ", "«": " ", "»": " "})


def _paired(text: str) -> bool:
    """Whether curly quotes come in pairs; in a title cut off somewhere they do not, and are mere punctuation."""
    return sum(text.count(c) for c in "“„«") == sum(text.count(c) for c in "”»")


def _refuse(text: str) -> None:
    if text.count('"') % 2:
        raise BadQuery('Thiếu một dấu ngoặc kép. Ví dụ: "nhà ở xã hội" tìm đúng cụm từ đúng dấu.')
    outside = re.sub(r'"[^"]*"', " ", text)
    if _WILD.search(outside):
        raise BadQuery(
            "Tìm kiếm không dùng ký tự đại diện (*, ?). Gõ trọn âm tiết, có dấu hay không dấu đều được. "
            "Ví dụ: thi đua khen thưởng"
        )
    if _FUZZY.search(outside):
        raise BadQuery("Tìm kiếm không dùng dấu ~ và ^. Ví dụ: nhà ở xã hội -thuê")
    found = _OPERATOR.search(outside)
    if found and (found.group() in ("&&", "||") or not outside.isupper()):
        raise BadQuery(
            f"Tìm kiếm không dùng {found.group()}. Các từ cách nhau bằng dấu trắng đều phải có; "
            'loại một từ bằng dấu trừ. Ví dụ: "nhà ở xã hội" Yên Bái -thuê'
        )


def _take_fields(text: str, query: Query, notes: list[str]) -> tuple[str, Query, tuple[str, ...]]:
    """Filters typed as `loai:QĐ nam:2024 tu:2020-05 coquan:"Bộ Nội vụ"`."""
    issuer_words: list[str] = []
    kept: list[str] = []
    at = 0
    for match in _FIELD.finditer(text):
        minus, name, value = match[1], match[2], match[3] if match[3] is not None else match[4]
        field = _FIELDS.get(name.lower())  # `đến:` with its accents is a word of a title, `den:` the filter
        if field is None:
            if name.islower() and name.isascii() and name not in ("so", "sh"):  # `so:118/KH-UBND` is a number
                raise BadQuery(
                    f"Không có bộ lọc {name}:. Các bộ lọc: loai:, coquan:, nam:, tu:, den:. "
                    "Ví dụ: loai:QĐ nam:2024 thi đua"
                )
            continue
        kept.append(text[at : match.start()])
        at = match.end()
        if field == "issuer":
            if minus:
                raise BadQuery('Không loại trừ được bằng coquan:. Ví dụ: coquan:"Bộ Nội vụ" thi đua')
            issuer_words += folded_tokens(value)
        else:
            query = _filtered(query, field, value, bool(minus))
        notes.append(f"Lọc theo {match.group().lstrip('-')}" + (" (loại trừ)." if minus else "."))
    return squash("".join(kept) + text[at:]), query, tuple(issuer_words)


def _filtered(query: Query, field: str, value: str, minus: bool) -> Query:
    if field == "types":
        codes = {e.code for e in all_types()}
        entry = None if value in codes else (type_of_word(value) or type_of_code(value))
        if value not in codes and entry is None:
            raise BadQuery(f"Không có loại văn bản {quoted(value)}. Ví dụ: loai:QĐ, loai:NĐ, loai:KH")
        code = entry.code if entry else value
        if minus:
            return replace(query, exclude_types=(*query.exclude_types, code))
        return replace(query, types=(*query.types, code))
    if field == "years":
        if not re.fullmatch(r"(?:18|19|20)\d\d", value):
            raise BadQuery(f"Năm {quoted(value)} không đúng. Ví dụ: nam:2024")
        if minus:
            return replace(query, exclude_years=(*query.exclude_years, int(value)))
        return replace(query, years=(*query.years, int(value)))
    if minus:
        raise BadQuery("Không loại trừ được theo tu:, den:. Ví dụ: tu:2020 den:2024")
    if field == "date_from":
        return replace(query, date_from=_date(value, last=False))
    return replace(query, date_to=_date(value, last=True))


def _date(value: str, *, last: bool) -> str:
    """`2020`, `5/2020`, `2020-05`, `01/05/2020`, `2020-05-01` as ISO; the first or last day of what is named."""
    parts = [int(p) for p in re.split(r"[-/.]", value) if re.fullmatch(r"[0-9]{1,4}", p)]
    if len(parts) in (1, 2, 3) and len(re.split(r"[-/.]", value)) == len(parts):
        if parts[0] < 1000:
            parts.reverse()
        year, month, day = (*parts, None, None)[:3]
        if year and 1800 <= year <= 2200 and (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
            month = month or (12 if last else 1)
            days = calendar.monthrange(year, month)[1]
            if day is None or day <= days:
                return f"{year:04}-{month:02}-{day or (days if last else 1):02}"
    raise BadQuery(f"Ngày {quoted(value)} không đúng. Ví dụ: tu:2020 den:30/6/2024")


def _asked_for(text: str, reading: Reading) -> str:
    """The query without the words of a question, unless what was typed alone is looked for."""
    left, asking = without_asking(text)
    if not asking:
        return text
    reading.switches.append("expand")
    if not reading.expand:
        return text
    reading.notes.append(f"Bỏ qua chữ để hỏi: {', '.join(asking)}.")
    return left


_SHORT_TYPE = re.compile(r"([^\W\d_]{2,3})\s+(?!số\b|so\b)([^\W\d_]\S*)")


def _take_type(text: str, query: Query, reading: Reading) -> tuple[str, Query]:
    """`KH trồng cây`: capitals in front that are short for a type limit the search to it, unless that is switched off.

    Elsewhere such letters are words: `CT` may be a Chủ tịch there.
    """
    found = _SHORT_TYPE.match(text)
    if found is None or not found[1].isupper() or text.isupper() or query.types:
        return text, query
    means = ambiguous().get(fold(found[1]))
    entry = type_of_word(means[0]) if means else None
    if entry is None:
        return text, query
    reading.switches.append("expand")
    if not reading.expand:
        return text, query
    reading.notes.append(f"Hiểu {found[1]} là loại văn bản {entry.name}.")
    return text[found.start(2) :], replace(query, types=(entry.code,))


def _clauses(
    text: str, reading: Reading, notes: list[str]
) -> tuple[tuple[tuple[Clause, ...], ...], tuple[Clause, ...]]:
    runs: list[tuple[Clause, ...]] = []
    excluded: list[Clause] = []
    pending: list[str] = []

    def flush() -> None:
        if pending:
            run = clauses_of(" ".join(pending), reading)
            if run:
                runs.append(run)
            pending.clear()

    for match in _PIECE.finditer(text):
        if match["phrase"] is not None:
            flush()
            exact = tuple(exact_tokens(match["phrase"]))
            if not exact:
                continue
            if match["minus"]:
                excluded.append(Phrase(exact))
            else:
                runs.append((Phrase(exact),))
        elif match["minus"] and WORD.search(match["word"]):
            flush()
            gone = clauses_of(match["word"], reading)
            # `-thuế` with its accent must not throw out `thuê`
            excluded += [Phrase((c.exact,)) if isinstance(c, Word) and c.accented else c for c in gone]
            notes.append(f"Loại trừ: {match['word']}.")
        else:
            pending.append(match["word"])
    flush()
    if text and not runs and not excluded and not WORD.search(text):
        raise BadQuery("Câu hỏi không có chữ hay số nào. Ví dụ: thi đua khen thưởng 2024")
    return tuple(runs), tuple(excluded)


def _cut(runs: tuple[tuple[Clause, ...], ...]) -> tuple[tuple[Clause, ...], ...]:
    left, kept = MAX_CLAUSES, []
    for run in runs:
        kept.append(run[:left])
        left -= len(kept[-1])
        if left <= 0:
            break
    return tuple(kept)


# What is left out (`118/KH-UBND -khẩn`) is no part of a number; letters of one in capitals are (`12 -KH/TW`).
_LEFT_OUT = re.compile(rf"(?<!\S)-[{LOWER}][{LOWER}\d]*(?!\S)")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


_FILLER = frozenset("so nam ngay thang cua van ban tim".split())


def _rest(text: str, numbers: tuple[NumberClause, ...]) -> str:
    """What the query says besides its numbers and words that mean nothing beside a number."""
    kept = exact_form(text)
    for number in reversed(numbers):
        kept = kept[: number.start] + " " + kept[number.end :]
    return " ".join(t for t in folded_tokens(kept) if t not in _FILLER)


def _number_note(number: NumberClause) -> str:
    said = f"Tra số văn bản: {squash(number.raw)}"
    if number.types and not number.groups:
        names = ", ".join(dict.fromkeys(e.name for e in all_types() if e.code in number.types))
        said += f" ({names} số {number.number}" + (f", năm {number.year})" if number.year else ")")
    return said + "."
