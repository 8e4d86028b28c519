"""The few words before a mention, which repeat from paper to paper (`;\\nCăn cứ `, `.\\n1. Thực hiện `).

What they settle is read once for all mentions behind the same words; what they do not settle is read at length.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.references.mention import Lead
from extractor.references.pinpoints import in_small_letters, may_stand_before
from extractor.references.sentences import one_line, sentence_start

_NEAR = 24
# How the words end that say who issued a paper (`infer` reads them): most mentions stand behind others.
_ISSUED_ENDS = (
    *("hành", "có", "ký", "qua", "bố", "gửi", "duyệt", "tiếp", "các", "số", "tại", "Tại", "bản"),
    *("(", "“", '"', ":"),
)
_LONGEST_END = max(map(len, _ISSUED_ENDS))
_UNDER_END = "ban hành theo"  # `do Sở A ban hành theo`: shorter words cannot end so
_STOP_SEEN_BACK = 3  # characters before a full stop that decide whether it ends a sentence (`TP.`)


def read_lead(content: str, floor: int, start: int) -> Lead:
    """The lead of the mention at `start`; `floor`: the end of the mention before it."""
    low = max(floor, start - _NEAR)
    line = content.rfind("\n", low, start)  # what stands before the line tells only by its last character
    return _lead(content[line - 1 if line > low else low : start])


@lru_cache(maxsize=32768)
def _lead(near: str) -> Lead:
    words = near.rstrip()
    issued = words.endswith(_ISSUED_ENDS) or len(words) < _LONGEST_END or words.endswith(_UNDER_END)
    start = sentence_start(near, 1, len(near)) if near else 0
    stop = near[start - 1 : start] in (".", "!", "?")
    known = start > 1 and not near[0].isspace() and not (stop and start <= _STOP_SEEN_BACK)
    sentence, between = (len(near) - start, one_line(near[start:])) if known else (None, "")
    two_words = len(near.split(None, 2)) > (1 if near[:1].isspace() else 2)  # the first may be cut
    small = in_small_letters(near) if words.isupper() else near
    undivided = two_words and not may_stand_before(small, 0, len(small))
    return Lead(undivided, issued, sentence, between)
