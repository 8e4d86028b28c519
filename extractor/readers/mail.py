"""E-mail (RFC 5322, EML) with the papers attached to it, and web pages packed as e-mail (RFC 2557, MHTML).

Word saves a "single file web page" as MHTML, and such files often bear the name `.doc`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, NoText, TooLarge
from extractor.limits import Limits
from extractor.readers.archive import read_attached

_FIELD_RE = re.compile(rb"^content-(?:type|disposition):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE)
_FIELD_BYTES = 32_768
_FIELDS = ("subject", "from", "to", "date")


def read_mail(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """The papers attached to a letter, or the letter itself where none is, all its parts of plain text together; its
    fields in `metadata` as `mail:...`.

    What the letter says beside its attachments, and pictures it draws into itself, are no papers and not read, which a
    warning tells. Raises as `read_zip` does, NoText for a letter with neither.
    """
    letter = _parsed(name, data, limits)
    declared = tuple((f"mail:{field}", " ".join(str(letter[field]).split())) for field in _FIELDS if letter[field])
    attached = list(_attachments(letter))
    bodies = list(_bodies(letter))
    drawn = sum(1 for part in letter.walk() if _is_drawn(part))
    unread = [f"{drawn} ảnh chèn trong thư"] if drawn else []
    if attached:
        empty = f"{name}: thư không kèm văn bản nào."
        first, *others = read_attached(name, attached, limits, declared=declared, empty=empty)
        if any(_content(body).strip() for body in bodies):
            unread.insert(0, "lời của thư")
    else:
        pages = [body for body in bodies if body.get_content_subtype() == "html"]
        if pages and len(bodies) > 1:
            unread.insert(0, f"{len(bodies) - 1} phần chữ khác của thư")
        read = _body(name, pages[:1] or bodies, limits)
        first, *others = (replace(text, metadata=(*text.metadata, *declared)) for text in read)
    if unread:
        note = f"Trong thư có phần không phải tệp đính kèm nên không đọc: {', '.join(unread)}. Hãy xem bản gốc."
        first = replace(first, warnings=(*first.warnings, Warning_("letter-unread", note)))
    return (first, *others)


def read_web_archive(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """The page that an MHTML file opens with. Raises as `read_html` does, NoText where it holds no page."""
    page = _parsed(name, data, limits).get_body(("html", "plain"))
    return _body(name, [] if page is None else [page], limits)


def _parsed(name: str, data: bytes, limits: Limits) -> Any:
    from email import message_from_bytes
    from email.policy import default

    boundaries = data.count(b"\n--")
    if boundaries > 4 * limits.members:
        raise TooLarge(f"{name}: thư có quá nhiều phần ({boundaries} ranh giới, giới hạn members). Hãy tách tệp.")
    # Fields are parsed as they are asked for, in time that grows with the square of their length.
    opening = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    fields = [*re.split(rb"\r?\n(?![ \t])", opening), *_FIELD_RE.findall(data)]
    if max(map(len, fields)) > _FIELD_BYTES:
        raise TooLarge(f"{name}: thư có trường đầu dài quá {_FIELD_BYTES:,} byte, không giống thư thật nên không đọc.")
    letter = message_from_bytes(data, policy=default)
    depth = max(_depths(letter), default=0)
    if depth > limits.markup_depth:
        raise TooLarge(f"{name}: các phần của thư lồng quá {limits.markup_depth} lớp (giới hạn markup_depth).")
    return letter


def _depths(part: Any) -> Iterator[int]:
    waiting = [(part, 1)]
    while waiting:
        at, depth = waiting.pop()
        yield depth
        if at.is_multipart():
            waiting.extend((inner, depth + 1) for inner in at.get_payload())


def _attachments(letter: Any) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and content of each attached file, also of one without a name; see `_is_drawn` for what is none."""
    waiting = [letter]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload(0)
            yield (part.get_filename() or "thư đính kèm.eml"), partial(bytes, inner)
        elif part.is_multipart():
            waiting[:0] = part.get_payload()
        elif not _is_drawn(part) and (part.get_filename() or not kind.startswith("text/")):
            shown = part.get_filename() or "đính kèm"
            yield shown.replace("\\", "/").rsplit("/", 1)[-1], partial(_content, part)


def _is_drawn(part: Any) -> bool:
    """Whether a part is a picture that the letter shows among its words (RFC 2392), such as a logo."""
    shown = part["content-id"] and part.get_content_disposition() != "attachment"
    return bool(shown and part.get_content_maintype() == "image")


def _content(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise DamagedFile(f"{part.get_filename()}: tệp đính kèm không giải mã được. Hãy đề nghị bên gửi gửi lại.")
    return content


def _bodies(part: Any) -> Iterator[Any]:
    """The parts that are the letter's own words, in their order; of alternatives the page, else the plain text."""
    kind = part.get_content_type()
    if kind in ("multipart/alternative", "multipart/related"):
        chosen = part.get_body(("html", "plain"))
        if chosen is not None:
            yield chosen
    elif part.is_multipart() and kind != "message/rfc822":
        for inner in part.get_payload():
            yield from _bodies(inner)
    elif kind in ("text/plain", "text/html") and not part.get_filename():
        if part.get_content_disposition() != "attachment":
            yield part


def _body(name: str, parts: Sequence[Any], limits: Limits) -> tuple[Text, ...]:
    """A page of HTML, or one or more parts of plain text."""
    from extractor.readers.html import read_html
    from extractor.readers.plain import read_plain

    said = [content for content in map(_worded, parts) if content.strip()]
    if not said:
        raise NoText(f"{name}: không có văn bản nào trong tệp.")
    if parts[0].get_content_subtype() == "html":
        return read_html(name, said[0], limits)
    if len(said) == 1:
        return read_plain(name, said[0], limits)
    marked = any(each.startswith(BOM_UTF8) for each in said)
    joined = b"\n\n".join(each.removeprefix(BOM_UTF8).strip(b"\r\n") for each in said)
    return read_plain(name, BOM_UTF8 * marked + joined, limits)


def _worded(part: Any) -> bytes:
    """A part's text as UTF-8 where its charset is another and true; else its bytes, by which the reader judges."""
    charset = (part.get_content_charset() or "").lower()
    content = _content(part)
    if charset in ("utf-8", "us-ascii", ""):
        return content
    try:
        return content.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return content
