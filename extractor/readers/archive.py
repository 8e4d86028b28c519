"""ZIP files of papers: every member that can be read, in the order of their names, each a paper of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from zipfile import ZipInfo

from extractor.document import Text, Warning_
from extractor.errors import ExtractError, NoText, TooLarge
from extractor.limits import MIB, Limits
from extractor.readers.guard import one_allowance, open_container, read_member, take_from_allowance
from extractor.readers.sniff import is_container

# What computers put into archives by themselves: no paper, and no reason for a warning.
_BYCATCH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# So many members, and so much of them, are unpacked at once, that LibreOffice may convert them in one start.
_TOGETHER, _TOGETHER_BYTES = 20, 32 * MIB


def read_zip(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """The papers of all members. Names of members serve for messages only: nothing is written to disk, so a name that
    climbs out of its folder (`../../x`) can do no harm.

    A member that cannot be read becomes a warning on the first paper; when none can be read its error is raised.
    `limits.nesting` bounds containers inside containers, the other limits hold for all members together.
    """
    if limits.nesting <= 1 and _holds_container(name, data, limits):
        raise TooLarge(f"{name}: gói nén lồng trong gói nén quá sâu (giới hạn nesting). Hãy giải nén trước.")
    from extractor.readers import read_bytes
    from extractor.readers.office import converted_together

    texts: list[Text] = []
    failures: list[ExtractError] = []
    left_chars = limits.text_chars
    with one_allowance(limits), open_container(name, data, limits) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        wanted = [member for member in members if not member.is_dir() and not _is_bycatch(member.filename)]
        for group in _groups(wanted):
            contents: list[tuple[str, bytes]] = []
            for member in group:
                try:
                    content = read_member(_shown(name, member.filename), archive, member, limits)
                except TooLarge:
                    raise
                except ExtractError as error:
                    failures.append(error)
                else:
                    contents.append((member.filename, content))
            with converted_together(name, [content for _, content in contents], limits):
                for filename, content in contents:
                    inner = replace(limits, nesting=max(1, limits.nesting - 1), text_chars=max(1, left_chars))
                    try:
                        _, found = read_bytes(_shown(name, filename), content, limits=inner)
                    except TooLarge:
                        raise
                    except ExtractError as error:
                        failures.append(error)
                        continue
                    left_chars -= sum(len(text.content) for text in found)
                    texts.extend(replace(text, metadata=(*text.metadata, ("member", filename))) for text in found)
    return all_read(texts, failures, empty=f"{name}: gói nén không có tệp nào. Hãy kiểm tra lại bản gốc.")


def read_attached(
    name: str,
    attached: Iterable[tuple[str, Callable[[], bytes]]],
    limits: Limits,
    *,
    declared: tuple[tuple[str, str], ...] = (),
    empty: str,
) -> tuple[Text, ...]:
    """The papers that a message carries, each with its file name and what the message declares in `metadata`.

    `attached`: the name of each and what gives its bytes. Raises as `read_zip` does; NoText with the message `empty`
    where nothing is attached.
    """
    from extractor.readers import read_bytes

    texts: list[Text] = []
    failures: list[ExtractError] = []
    left_chars = limits.text_chars
    with one_allowance(limits):
        for number, (shown, unpack) in enumerate(attached, start=1):
            if number > limits.members:
                raise TooLarge(f"{name}: gói có quá {limits.members} tệp đính kèm (giới hạn members).")
            try:
                content = unpack()
                take_from_allowance(name, len(content))
                if limits.nesting <= 1 and is_container(content):
                    raise TooLarge(f"{name}: gói lồng trong gói quá sâu (giới hạn nesting). Hãy tách gói bên trong.")
                inner = replace(limits, nesting=max(1, limits.nesting - 1), text_chars=max(1, left_chars))
                _, found = read_bytes(f"{name} › {shown}", content, limits=inner)
            except TooLarge:
                raise
            except ExtractError as error:
                failures.append(error)
                continue
            left_chars -= sum(len(text.content) for text in found)
            member = (("member", shown),)
            texts.extend(replace(text, metadata=(*text.metadata, *member, *declared)) for text in found)
    return all_read(texts, failures, empty=empty)


def all_read(texts: Sequence[Text], failures: Sequence[ExtractError], *, empty: str) -> tuple[Text, ...]:
    """What a package gave; the first text says which members could not be read. Raises the first failure where none
    could, NoText with the message `empty` where there was none."""
    if not texts:
        raise failures[0] if failures else NoText(empty)
    notes = tuple(Warning_("member-unread", f"Không đọc được một tệp trong gói: {error}") for error in failures)
    return (replace(texts[0], warnings=(*texts[0].warnings, *notes)), *texts[1:])


def _shown(name: str, filename: str) -> str:
    return f"{name} › {PurePosixPath(filename.replace(chr(92), '/')).name}"


def _groups(members: Sequence[ZipInfo]) -> Iterator[list[ZipInfo]]:
    """The members in stretches that may lie unpacked in memory at once."""
    group: list[ZipInfo] = []
    size = 0
    for member in members:
        if group and (len(group) == _TOGETHER or size + member.file_size > _TOGETHER_BYTES):
            yield group
            group, size = [], 0
        group.append(member)
        size += member.file_size
    if group:
        yield group


def _holds_container(name: str, data: bytes, limits: Limits) -> bool:
    with open_container(name, data, limits) as archive:
        return any(member.filename.lower().endswith(".zip") for member in archive.infolist())


def _is_bycatch(filename: str) -> bool:
    return any(part in filename for part in _BYCATCH) or PurePosixPath(filename).name.startswith("._")
