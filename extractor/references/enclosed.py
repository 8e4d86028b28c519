"""What comes with a paper: a mention that is enclosed, and captions of forms that belong to another act."""

from __future__ import annotations

import re

from extractor.references.sentences import one_line

_ENCLOSED_AFTER = re.compile(r"^\s*(?:được )?(?:gửi |đính )?kèm theo\s*[\).;]")
_ENCLOSED_BEGINS = frozenset("đgkĐGK")
# `Mẫu số 08 / (Ban hành kèm theo Thông tư A)`
_FORM_ABOVE = re.compile(
    r"(?:Mẫu|MẪU|Phụ\s+lục|PHỤ\s+LỤC|Biểu|BIỂU)(?:\s+(?:số|SỐ))?[^\n(]{0,60}\n"
    r"\s*\(\s*(?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s+\Z"
)
_CAPTION = 130


def is_enclosed(content: str, end: int) -> bool:
    """Whether `kèm theo` stands behind a mention and ends what is said (`(có Kế hoạch số 5/KH-UBND kèm theo)`)."""
    after = content[end : end + 40]
    return after.lstrip()[:1] in _ENCLOSED_BEGINS and _ENCLOSED_AFTER.match(one_line(after)) is not None


def is_of_form_above(content: str, start: int) -> bool:
    """Whether a mention that begins at `start` stands in the caption of a form: which only mentions that act."""
    return _FORM_ABOVE.search(content, max(0, start - _CAPTION), start) is not None
