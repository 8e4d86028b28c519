"""Whether a verb that stands after another mention is still the document's own."""

from __future__ import annotations

import re

from extractor.document import Header

_ITSELF = re.compile(r"[;:]|(?<!\w)(?:này|điều \d+\.)")
_OWN_VERBS = ("hướng dẫn", "quy định", "sửa đổi", "bãi bỏ")


def own_subject(before_cue: str, header: Header) -> bool:
    """Whether the words up to a verb make it the paper's: `này`, `ban hành Nghị quyết bãi bỏ`, the issuer itself
    (`Căn cứ A; Bộ Tư pháp hướng dẫn ...`). `before_cue`: in small letters, white space squashed, the verb included."""
    if _ITSELF.search(before_cue):
        return True
    own = (header.type_name or "").lower()
    if header.issuer is not None:
        words = before_cue.strip().removeprefix("bộ trưởng ")
        issuer = f"{header.issuer.value.lower()} "
        if words.startswith(issuer) and words.startswith((*_OWN_VERBS, f"ban hành {own} "), len(issuer)):
            return True
    return bool(own) and bool(re.search(rf"ban hành {own} (?:về (?:việc )?)?(?:\w+[ ,]+){{0,4}}$", before_cue + " "))
