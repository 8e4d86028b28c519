"""DOC, RTF, ODT and Word 2003 XML: LibreOffice without a screen turns them into DOCX; antiword reads DOC without it.

Each run has a profile of its own, in a folder that is thrown away, so that parallel workers do not wait for each other.
antiword reads faster, but loses what is kept here: tables, numbers of lists, text in frames (see DECISIONS.md).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from zipfile import is_zipfile

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, EncryptedFile, ExtractError, TimedOut, ToolFailed, ToolMissing
from extractor.legacy import repair_text
from extractor.letters import plain_letters
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.guard import open_container
from extractor.readers.programs import Finished, run
from extractor.readers.sniff import DOC, ODT, RTF, WORD_XML, sniff
from extractor.readers.tab_columns import read_columns
from extractor.readers.word import read_docx
from extractor.readers.word_package import check_markup

_ENDINGS = {".doc": DOC, ".rtf": RTF, ".odt": ODT, ".xml": WORD_XML}
# Filters of LibreOffice's import, by the ending the file is given: it goes by name, and must not guess.
_FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8", ".xml": "MS Word 2003 XML"}

# What a document links to is neither fetched nor updated: a file from outside must not make this machine call an
# address in the office's network, nor pull a local file into its text. No macros, no objects of other programs.
_SETTINGS = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
# DOCX by the bytes of the file they were made from, while the members of a container are read.
_converted: ContextVar[Mapping[bytes, bytes]] = ContextVar("converted", default=MappingProxyType({}))


def read_doc(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """Word 97-2003. LibreOffice keeps the tables; antiword serves where it is not installed, with a warning."""
    if _is_encrypted_doc(data):
        raise EncryptedFile(f"{name}: tệp Word có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi nạp lại.")
    try:
        return _through_libreoffice(name, data, ".doc", limits)
    except (ToolMissing, ToolFailed) as error:
        return (_through_antiword(name, data, limits, error),)


def read_rtf(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """Rich Text Format. Raises ToolMissing without LibreOffice."""
    return _through_libreoffice(name, data, ".rtf", limits)


def read_odt(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """OpenDocument text. Raises EncryptedFile when its content is encrypted, ToolMissing without LibreOffice."""
    with open_container(name, data, limits) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            raise DamagedFile(f"{name}: tệp ODT thiếu nội dung (content.xml). Hãy lấy lại bản gốc.")
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise EncryptedFile(f"{name}: tệp ODT có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.")
    return _through_libreoffice(name, data, ".odt", limits)


def read_word_xml(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """Word 2003 XML, one file. Raises DamagedFile for XML with entities of its own, ToolMissing without LibreOffice."""
    check_markup(name, data, limits)
    return _through_libreoffice(name, data, ".xml", limits)


@contextmanager
def converted_together(name: str, contents: Sequence[bytes], limits: Limits) -> Iterator[None]:
    """While members of a container are read, those that LibreOffice has to read come out of one start of it for each
    format: starting it takes longer than most papers.

    Nothing is raised: what was not converted (a broken file, a program that fails) is read by itself.
    """
    kept: dict[bytes, bytes] = {}
    for ending, media_type in _ENDINGS.items():
        files = [data for data in dict.fromkeys(contents) if _is_read_as(data, media_type)]
        if len(files) > 1:
            kept.update(_many_converted(name, files, ending, limits))
    token = _converted.set(kept)
    try:
        yield
    finally:
        _converted.reset(token)


def _is_read_as(data: bytes, media_type: str) -> bool:
    try:
        return sniff(data) == media_type and not (media_type == DOC and _is_encrypted_doc(data))
    except DamagedFile:
        return False


def _many_converted(name: str, files: Sequence[bytes], ending: str, limits: Limits) -> dict[bytes, bytes]:
    """Files (by their bytes) as DOCX, as far as LibreOffice converts them."""
    made: dict[bytes, bytes] = {}
    left = list(files)
    while len(left) > 1:
        try:
            found, ended = _convert(name, left, ending, limits)
        except ExtractError:
            break
        made |= {data: docx for data, docx in zip(left, found, strict=True) if docx is not None}
        missing = [data for data in left if data not in made]
        if isinstance(ended, Finished) and ended.status == 0:
            break
        # It fell over the first that is missing: what comes after that one is tried without it.
        left = missing[1:]
    return made


def _through_libreoffice(name: str, data: bytes, ending: str, limits: Limits) -> tuple[Text, ...]:
    converted = _converted.get().get(data)
    if converted is None:
        (converted,), ended = _convert(name, [data], ending, limits)
        if isinstance(ended, TimedOut):
            raise ended
        if converted is None:
            said = ended.errors.splitlines()[-1] if ended.errors else f"mã {ended.status}"
            raise ToolFailed(
                f"{name}: LibreOffice không mở được tệp ({said}). Tệp có thể hỏng; hãy mở bằng Word và lưu lại."
            )
    return read_docx(name, converted, limits)


def _convert(
    name: str, files: Sequence[bytes], ending: str, limits: Limits
) -> tuple[list[bytes | None], Finished | TimedOut]:
    """Each file as DOCX (None where LibreOffice made none), and how that ended. Raises ToolMissing, ToolFailed."""
    with tempfile.TemporaryDirectory(prefix="vanban-office-") as place:
        folder = Path(place)
        sources = [folder / f"in{number}{ending}" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        (folder / "out").mkdir()
        _write_profile(folder / "profile")
        command = [
            "soffice",
            # A profile of its own: two runs may not share one, and the user's settings must not matter.
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            f"--infilter={_FILTERS[ending]}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            *map(str, sources),
        ]
        ended: Finished | TimedOut
        try:
            ended = run(name, command, folder=folder, limits=limits)
        except TimedOut as error:
            ended = error
        made = [folder / "out" / f"{source.stem}.docx" for source in sources]
        # What it was writing when it was stopped is not whole.
        sound = isinstance(ended, Finished) and ended.status == 0
        return [each.read_bytes() if each.is_file() and (sound or is_zipfile(each)) else None for each in made], ended


def _write_profile(place: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    (place / "user").mkdir(parents=True)
    (place / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )


def _through_antiword(name: str, data: bytes, limits: Limits, reason: ExtractError) -> Text:
    with tempfile.TemporaryDirectory(prefix="vanban-doc-") as place:
        folder = Path(place)
        (folder / "in.doc").write_bytes(data)
        try:
            finished = run(name, ["antiword", "-m", "UTF-8.txt", "-w", "0", "in.doc"], folder=folder, limits=limits)
        except ToolMissing:
            raise reason from None
    if finished.status != 0 or not finished.output.strip():
        raise DamagedFile(f"{name}: không đọc được tệp DOC ({finished.errors or reason}). Hãy mở bằng Word và lưu lại.")
    assembly = Assembly(name, limits)
    assembly.warnings.append(
        Warning_("plain-reading", "Đọc bằng antiword vì không dùng được LibreOffice: bảng chỉ còn là chữ.")
    )
    content = finished.output.decode("utf-8", errors="replace")
    fixed = repair_text(content)
    assembly.add(plain_letters(_cells_apart(fixed.text if fixed else content)))
    return assembly.finish()


def _cells_apart(content: str) -> str:
    """antiword draws table rows as `|left |right |`: the cells of such a row go onto lines of their own."""
    lines: list[str] = []
    for line in content.splitlines():
        if line.startswith("|") and line.rstrip().endswith("|"):
            lines.extend(cell.strip() for cell in line.strip().strip("|").split("|"))
        else:
            lines.append(line.rstrip())
    return "\n".join(read_columns(lines))


def _is_encrypted_doc(data: bytes) -> bool:
    """The `fEncrypted` bit of the File Information Block ([MS-DOC] 2.5.2), found at the start of the Word stream."""
    for place in range(0, min(len(data), 64 * 512), 512):
        block = data[place : place + 12]
        if block[:2] == b"\xec\xa5" and len(block) == 12:
            return bool(block[11] & 0x01)
    return False
