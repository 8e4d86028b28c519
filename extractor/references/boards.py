"""Boards of a council (`Ban Pháp chế`) as writers of papers that a commune's council cites."""

from __future__ import annotations

import re

from extractor.document import Header
from extractor.references.local_issuers import OwnTerritory
from extractor.references.mention import Mention
from extractor.references.sentences import SENTENCE_REACH

_BOARD = re.compile(r"(Ban (?:Pháp chế|Kinh tế - (?:Ngân sách|Xã hội)) Hội đồng nhân dân) (?:tỉnh|[Tt]hành phố) ")
_PROVINCES_COUNCIL = re.compile(r"(?:HĐND|[Hh]ội\s+đồng\s+nhân\s+dân)\s+(?:[Tt]ỉnh|[Tt]hành\s+phố|TP)(?!\w)")
# Whose the resolution is that the sentence cites too says nothing of the board
_ITS_RESOLUTION = re.compile(
    r"[Nn]ghị\s+quyết(?:\s+(?:số\s+)?\d\S*)?(?:\s+ngày\s+\d\S*(?:\s+tháng\s+\d+\s+năm\s+\d+)?)?\s+của\s+"
    + _PROVINCES_COUNCIL.pattern
)
_SOME_BOARD = re.compile(r"Ban Văn hóa - Xã hội Hội đồng nhân dân (?:tỉnh|[Tt]hành phố) ")


def name_own_boards(content: str, mentions: list[Mention], header: Header, own: OwnTerritory | None) -> None:
    """`Báo cáo thẩm tra ... của Ban Pháp chế` in a paper of a commune's council is of that council's own board, unless
    the board's province is printed (Luật Tổ chức chính quyền địa phương: communes have such boards too) or the sentence
    names the province's council. Of a board that a commune may have or not it stays open."""
    if own is None or own.news or header.issuer is None or not header.issuer.value.startswith("Hội đồng nhân dân"):
        return
    for mention in mentions:
        board = _BOARD.match(mention.issuer or "")
        doubtful = board is None and _SOME_BOARD.match(mention.issuer or "") is not None
        if (board is None and not doubtful) or (mention.locality or "") in (mention.issuer_raw or ""):
            continue
        if _PROVINCES_COUNCIL.search(_ITS_RESOLUTION.sub("", _sentence_of(content, mention))) is not None:
            continue
        if re.search(r"(?:tỉnh|[Tt]hành\s+phố|TP)\b", mention.issuer_raw or "") is None:
            mention.issuer = f"{board[1]} {own.full}" if board is not None else None
            mention.reasons.append(f"issuer: {'a' if board is not None else 'perhaps a'} board of the citing council")


def _sentence_of(content: str, mention: Mention) -> str:
    before = re.split(r"[.;\n]", content[max(0, mention.start - SENTENCE_REACH) : mention.start])[-1]
    return before + re.split(r"[.;\n]", content[mention.start : mention.end + SENTENCE_REACH])[0]
