"""ZIP files of papers: every member that can be read, in the order of their names, each a paper of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from extractor.document import Text, Warning_
from extractor.errors import ExtractError, NoText, TooLarge
from extractor.limits import Limits
from extractor.readers.guard import one_allowance, open_container, read_member

# What computers put into archives by themselves: no paper, and no reason for a warning.
_BYCATCH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """The papers of all members. Names of members serve for messages only: nothing is written to disk, so a name that
    climbs out of its folder (`../../x`) can do no harm.

    A member that cannot be read becomes a warning on the first paper; when none can be read its error is raised.
    `limits.nesting` bounds containers inside containers, the other limits hold for all members together.
    """
    if limits.nesting <= 1 and _holds_container(name, data, limits):
        raise TooLarge(f"{name}: gói nén lồng trong gói nén quá sâu (giới hạn nesting). Hãy giải nén trước.")
    from extractor.readers import read_bytes

    texts: list[Text] = []
    failures: list[ExtractError] = []
    left_chars = limits.text_chars
    with one_allowance(limits), open_container(name, data, limits) as archive:
        for member in sorted(archive.infolist(), key=lambda m: m.filename):
            if member.is_dir() or _is_bycatch(member.filename):
                continue
            shown = f"{name} › {PurePosixPath(member.filename.replace(chr(92), '/')).name}"
            try:
                content = read_member(name, archive, member, limits)
                inner = replace(limits, nesting=max(1, limits.nesting - 1), text_chars=max(1, left_chars))
                _, found = read_bytes(shown, content, limits=inner)
            except TooLarge:
                raise
            except ExtractError as error:
                failures.append(error)
                continue
            left_chars -= sum(len(text.content) for text in found)
            texts.extend(replace(text, metadata=(*text.metadata, ("member", member.filename))) for text in found)
    if not texts:
        if failures:
            raise failures[0]
        raise NoText(f"{name}: gói nén không có tệp nào. Hãy kiểm tra lại bản gốc.")
    notes = tuple(Warning_("member-unread", f"Không đọc được một tệp trong gói: {error}") for error in failures)
    return (replace(texts[0], warnings=(*texts[0].warnings, *notes)), *texts[1:])


def _holds_container(name: str, data: bytes, limits: Limits) -> bool:
    with open_container(name, data, limits) as archive:
        return any(member.filename.lower().endswith(".zip") for member in archive.infolist())


def _is_bycatch(filename: str) -> bool:
    return any(part in filename for part in _BYCATCH) or PurePosixPath(filename).name.startswith("._")
