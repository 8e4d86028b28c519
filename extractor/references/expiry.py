"""Papers that a text says have expired, by one verb behind them or before their list."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractor.document import Header
from extractor.references.mention import Mention
from extractor.references.sentences import SENTENCE_END, one_line, sentence_start

# A sentence, behind the mention, that says that the paper has ended; `own`: on the day on which this paper begins.
_EXPIRES = re.compile(
    r"^(?:(?!(?:được|bị) (?:thay thế|bãi bỏ))[^.]){0,520}?(?:hết hiệu lực|không còn hiệu lực|chấm dứt hiệu lực)"
    r"(?! (?:theo|bởi) )(?: thi hành)?(?P<own>[^.]{0,60}?(?:ngày|khi) [^.]{0,30}?này có hiệu lực)?"
)
# `Quyết định A nay bãi bỏ`; not `A, các quy định trái với Quyết định này đều bãi bỏ`
_REPEALED_BEHIND = re.compile(
    r"^(?: về(?:(?!,? (?:các|những|mọi) (?:quy định|văn bản|điều khoản)|(?:,| và) (?:các|những|mọi) )[^.;]){0,300}?"
    r"|(?:(?! và |(?:các|những|mọi) (?:quy định|văn bản|điều khoản))[^.;,]){0,300}?)"
    r" (?:nay|đều)(?: (?:được|bị))? (?:bãi|hủy|huỷ) bỏ(?!\w)"
)
# `Thực hiện Quyết định A`: what is repealed is something else
_GOVERNED = re.compile(r"(?<!\w)(?:thực hiện|triển khai|ban hành|tinh thần|căn cứ)(?: đúng)?(?: các)? $")
_JOINED = re.compile(r"\s*(?:,|và)\s+(?:các\s+)?")
_OBJECT_WORD = re.compile(r"(?<!\w)(?:(?<!kèm )theo|quy định tại|của|khi|cho|trước|trong|gọi là)(?: các)? $")
_SUBJECT_DIVISIONS = re.compile(r"(?:^|[.;] )(?:\d+\. )?(?:các |những )?quy định (?:tại|của|trong) $")
# `Các nghị quyết sau đây hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành:`, `Bãi bỏ các thông tư sau ...`
_OWN_DAY = r"ừ\s+ngày\s[^.;:]{0,60}?\snày\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?"
_FROM_OWN_DAY = rf"(?:kể\s+)?t{_OWN_DAY}"
_EXPIRE_THEN = (
    r"\s+(?:(?P<expires>(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực(?:\s+thi\s+hành)?)"
    rf"(?P<own>\s*,?\s*{_FROM_OWN_DAY})?|{_FROM_OWN_DAY})[^.;:\n]{{0,60}}(?::|\n(?=\s*(?:a\)|[-–+]|1\.)))"
)
# Two patterns, each with a literal head that the scan skips to.
_LIST_EXPIRES = re.compile(rf"sau(?:\s+đây)?{_EXPIRE_THEN}")
_BELOW_EXPIRES = re.compile(rf"dưới\s+đây{_EXPIRE_THEN}")
_OWN_DAY_FIRST = re.compile(rf"\s*(?:\d+\.\s*|[a-zđ]\)\s*)?(?:Kể\s+t|T){_OWN_DAY}\s*,")
_REPEALS = re.compile(r"[Bb]ãi\s+bỏ\s[^.;:]{0,80}\Z")
_LIST_ENDS = re.compile(r"\n\s*(?:Điều\s+\d|\d+\.\s|Chương\s|Mục\s|Nơi\s+nhận)")
_SENTENCE_STOPS = re.compile(r"\.(?=\s|\Z)")
_ITEM = re.compile(r";|\n\s*(?=(?:[a-zđ]|\d+)[.)]\s|[-–+•])")
_ITEM_LEAD = re.compile(r"\s*(?:(?:[a-zđ]|\d+)[.)]\s*|[-–+•]\s*)?(?:[Cc]ác\s+)?")
_NEXT_OF_ITEM = re.compile(r"\s*(?:,|và)(?:\s+(?:và|các))*\s*")
_EXPIRY_REACH = 680  # characters that `_EXPIRES` reads at most, white space included


def mark_expired(content: str, header: Header, mentions: Sequence[Mention], nested: Set[int]) -> None:
    """`A, B hết hiệu lực kể từ ngày Nghị định này có hiệu lực`: one verb behind several mentions, whose relation
    it sets.

    Mentions inside another one's title (`nested`, by index) do not expire with it.
    """
    if header.kind == "news":
        return
    for index, mention in enumerate(mentions):
        if index in nested or mention.relation not in ("mentions", "implements"):
            continue
        if mention.start < header.start:
            continue  # above the paper stand `Ngày hết hiệu lực:` and other properties of a portal
        if mention.code is None and mention.class_ != "law":
            continue
        full_stop = content.find(".", mention.end, mention.end + _EXPIRY_REACH)
        near = content[mention.end : mention.end + _EXPIRY_REACH if full_stop < 0 else full_stop]
        repealed = " bỏ" in near and (" nay" in near or " đều" in near)
        if not repealed and "hiệu" not in near and "Hiệu" not in near and "IỆU" not in near:
            continue
        after = content[mention.end : mention.end + _EXPIRY_REACH]
        stop = SENTENCE_END.search(after)
        sentence = one_line(after[: stop.start()] if stop else after)
        if repealed and _is_repealed(content, mentions, index):
            mention.relation = "repeals"
            continue
        found = _EXPIRES.match(sentence)
        if found is None or _is_object(content, mention):
            continue
        if "(" in sentence[: found.start("own") if found["own"] else found.end()].split(")")[-1]:
            continue
        own = found["own"] or _from_own_day(content, mention.start)
        mention.relation = "replaces" if own and not mention.pinpoint else "repeals"


def _from_own_day(content: str, position: int) -> bool:
    """Whether the sentence opens with the day on which the paper itself takes effect: `Kể từ ngày Thông tư này có hiệu
    lực thi hành, các thông tư sau ...`."""
    start = sentence_start(content, max(0, position - _EXPIRY_REACH), position)
    return _OWN_DAY_FIRST.match(content, start, position) is not None


def _is_repealed(content: str, mentions: Sequence[Mention], index: int) -> bool:
    """Whether `nay bãi bỏ` stands behind the mention, or behind the list of which it is a member."""
    first = last = index
    low, high = mentions[index].start - _EXPIRY_REACH, mentions[index].end + _EXPIRY_REACH
    while first and mentions[first - 1].start > low and _are_joined(content, mentions, first):
        first -= 1
    while last + 1 < len(mentions) and mentions[last + 1].end < high and _are_joined(content, mentions, last + 1):
        last += 1
    opening = mentions[first]
    lead = one_line(content[max(0, opening.reach - 80) : opening.reach])
    if _GOVERNED.search(lead) is not None or _is_object(content, opening):
        return False
    after = content[mentions[last].end : high]
    stop = SENTENCE_END.search(after)
    sentence = one_line(after[: stop.start()] if stop else after)
    return _REPEALED_BEHIND.match(sentence) is not None


def _are_joined(content: str, mentions: Sequence[Mention], index: int) -> bool:
    """Whether nothing but a comma or `và` stands between a mention and the one before it."""
    return _JOINED.fullmatch(content, mentions[index - 1].end, mentions[index].reach) is not None


def _is_object(content: str, mention: Mention) -> bool:
    """Whether the mention only belongs to what expires (`giấy phép cấp theo A hết hiệu lực`)."""
    lead = one_line(content[max(0, mention.reach - 80) : mention.reach])
    return _OBJECT_WORD.search(lead) is not None and not _SUBJECT_DIVISIONS.search(lead)


def mark_listed(content: str, header: Header, mentions: Sequence[Mention]) -> None:
    """The members of a list that is said to have expired: each is the first paper of its item, or joined to one."""
    if header.kind == "news" or not mentions:
        return
    spans = header.start, header.end
    if content.find("hiệu", *spans) < 0:
        return  # each of the two patterns holds it
    for intro in (*_LIST_EXPIRES.finditer(content, *spans), *_BELOW_EXPIRES.finditer(content, *spans)):
        repealed = _REPEALS.search(content, max(header.start, intro.start() - 120), intro.start()) is not None
        if intro["expires"] is None and not repealed:
            continue
        own = intro["expires"] and (intro["own"] or _from_own_day(content, intro.start()))
        inline = "\n" not in content[intro.end() - 1 : intro.end() + 2]
        end = (_SENTENCE_STOPS if inline else _LIST_ENDS).search(content, intro.end(), header.end)
        stop = end.start() if end is not None else header.end
        item = previous = intro.end()
        joined = False
        for mention in mentions:
            if not intro.end() <= mention.start < stop:
                continue
            for opens in _ITEM.finditer(content, item, mention.start):
                item = opens.end()
                joined = False
            first = _ITEM_LEAD.fullmatch(content, item, mention.reach) is not None
            joined = first or (joined and _NEXT_OF_ITEM.fullmatch(content, previous, mention.reach) is not None)
            if joined and mention.relation in ("mentions", "implements"):
                mention.relation = "replaces" if own and not mention.pinpoint else "repeals"
            previous = mention.end
