"""Papers that a text says have expired, by one verb behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractor.document import Header
from extractor.references.mention import Mention
from extractor.references.sentences import SENTENCE_END, one_line

_SQUASH = re.compile(r"\s+")
_EXPIRES = re.compile(
    r"^[^.]{0,520}?(?:hết hiệu lực|không còn hiệu lực|chấm dứt hiệu lực)"
    r"(?: thi hành)?(?P<own>[^.]{0,60}?(?:ngày|khi) [^.]{0,30}?này có hiệu lực)?"
)
_OBJECT_WORD = re.compile(r"(?<!\w)(?:(?<!kèm )theo|quy định tại|của|khi|cho|trước|trong|gọi là)(?: các)? $")
_SUBJECT_DIVISIONS = re.compile(r"(?:^|[.;] )(?:\d+\. )?(?:các )?quy định tại $")
_EXPIRY_REACH = 680  # characters that the pattern above reads at most, white space included


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
        if "iệu" not in near and "IỆU" not in near:
            continue
        after = content[mention.end : mention.end + _EXPIRY_REACH]
        stop = SENTENCE_END.search(after)
        sentence = _SQUASH.sub(" ", after[: stop.start()] if stop else after).lower()
        found = _EXPIRES.match(sentence)
        if found is None or _is_object(content, mention):
            continue
        if "(" in sentence[: found.start("own") if found["own"] else found.end()].split(")")[-1]:
            continue
        mention.relation = "replaces" if found["own"] and not mention.pinpoint else "repeals"


def _is_object(content: str, mention: Mention) -> bool:
    """Whether the mention only belongs to what expires (`giấy phép cấp theo A hết hiệu lực`)."""
    lead = one_line(content[max(0, mention.reach - 80) : mention.reach])
    return _OBJECT_WORD.search(lead) is not None and not _SUBJECT_DIVISIONS.search(lead)
