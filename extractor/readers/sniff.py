"""Which format a file has, told by its content. The name counts only among plain texts, and even there never alone."""

from __future__ import annotations

import io
import re
import zipfile

from extractor.errors import DamagedFile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
TEXT = "text/plain"
TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
BMP = "image/bmp"
GIF = "image/gif"
WEBP = "image/webp"
ZIP = "application/zip"
EDXML = "application/vnd.edxml+xml"
MAIL = "message/rfc822"
WEB_ARCHIVE = "multipart/related"  # MHTML: "single file web page" of Word and of browsers
WORD_XML = "application/vnd.ms-word2003+xml"
SHEETS = "application/vnd.openxmlformats-officedocument"  # Excel, PowerPoint: recognised, not read
ENCRYPTED_OFFICE = "application/x-encrypted-office"
UNKNOWN = "application/octet-stream"
PICTURES = (TIFF, JPEG, PNG, BMP, GIF, WEBP)

# What is recognised and not read.
_OTHER_OFFICE = {"xl/workbook.xml", "ppt/presentation.xml"}
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"MSCF")
_JPEG_2000 = (b"\0\0\0\x0cjP  ", b"\xffO\xffQ")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")

_HTML_RE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|article|center|font|span|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
# Data of a program: a brace, a quoted name, a colon, and a value as JSON has it, with what follows one. A paper's text
# may begin as far as the colon.
_JSON_RE = re.compile(
    rb'(?:\[\s*)?\{\s*"[^"\\\n]{0,200}"\s*:\s*'
    rb'(?:(?:"(?:[^"\\]|\\.)*+(?:"|\Z)|-?\d[\d.eE+-]*|true|false|null)\s*(?:[,}]|\Z)|[\[{]\s*(?:["\[{}\]tfn\d-]|\Z))',
    re.DOTALL,
)
# The list that comes with files (`vanban ingest --manifest`).
_LIST_RE = re.compile(rb"path(?:[,;](?:number|date|type|issuer|title|place|secrecy|urgency)){1,8}[ \t]*(?:\r?\n|\Z)")
_WORD_RE = re.compile(r"word/document\w*\.xml")  # Word on the web numbers the part: `document2.xml`
# Control characters that no text encoding of ours uses: binary. 0x1F is TCVN3's optional hyphen in old Word.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1f\x1e\x02\x04\x05\x06\x14\x19"))
# Fields that open a letter of e-mail (RFC 5322); one of the first two is in every letter that a program wrote.
_MAIL_RE = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_MAIL_FIELDS = re.compile(rb"^(?:mime-version|message-id):", re.IGNORECASE | re.MULTILINE)
_WEB_ARCHIVE_RE = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes, *, name: str = "") -> str:
    """Media type of a file's content; `application/octet-stream` when it is nothing that can be read.

    Raises DamagedFile for a container that names a known format but cannot be opened.
    """
    head = data[:_HEAD_BYTES]
    # PDF writers put junk before the header; readers accept it within the first kilobyte (ISO 32000-1, Annex H).
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return TIFF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return BMP
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, name)
    if head.startswith(_OLE):
        return _inside_ole(data)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return RTF
    return _letter(data) or _plain(data, head)


def remedy(data: bytes) -> str | None:
    """What to do with a file that is recognised and not read; `None` where nothing is known of it."""
    if data.startswith(_ARCHIVES):
        return "đây là gói nén khác ZIP. Hãy giải nén rồi nạp các tệp bên trong, hoặc nén lại thành ZIP."
    if data.startswith(b"PK") or (data.startswith(_OLE) and "Workbook".encode("utf-16-le") in data):
        return "đây là bảng tính Excel hoặc trình chiếu. Hãy lưu thành PDF."
    if data.startswith(_OLE) and "__substg1.0_".encode("utf-16-le") in data:
        return "đây là thư của Outlook (MSG). Hãy lưu các tệp đính kèm rồi nạp, hoặc lưu thư thành EML."
    if data[4:12] in _HEIC:
        return "đây là ảnh HEIC của điện thoại. Hãy chuyển sang JPEG hoặc PDF."
    start = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \r\n\t")
    if _LIST_RE.match(start):
        return "đây là danh sách kèm theo, không phải văn bản. Hãy đưa nó vào bằng --manifest."
    if _JSON_RE.match(start):
        return "đây là dữ liệu JSON của một chương trình, không phải văn bản. Hãy nạp tệp văn bản gốc."
    if data.startswith(_JPEG_2000):
        return "đây là ảnh JPEG 2000. Hãy chuyển sang PDF, TIFF, JPEG hoặc PNG."
    return None


def is_container(data: bytes) -> bool:
    """Whether a file holds files that are read each for itself."""
    try:
        return sniff(data) in (ZIP, EDXML, MAIL)
    except DamagedFile:
        return False


def _letter(data: bytes) -> str | None:
    """An e-mail, or a web page packed as one (RFC 2557): nothing but fields up to the first empty line."""
    fields = _MAIL_RE.match(data, 0, 65536)
    if fields is None or not _MAIL_FIELDS.search(fields[0]):
        return None
    return WEB_ARCHIVE if _WEB_ARCHIVE_RE.search(fields[0]) and b"multipart/mixed" not in fields[0] else MAIL


def _inside_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(_WORD_RE.fullmatch(member) for member in names):
                return DOCX
            if "[Content_Types].xml" in names and not names.isdisjoint(_OTHER_OFFICE):
                return SHEETS
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                if archive.read("mimetype").strip().startswith(ODT.encode()):
                    return ODT
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DamagedFile(
            f"{name or 'Tệp'}: gói nén (ZIP, DOCX hoặc ODT) bị hỏng hoặc thiếu phần cuối. Hãy lấy lại bản gốc."
        ) from error
    return ZIP


def _inside_ole(data: bytes) -> str:
    """Old Word stream, or an encrypted package that new Word wraps into the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    return UNKNOWN


def _plain(data: bytes, head: bytes) -> str:
    probe = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        probe = head.decode("utf-16", errors="replace").encode()
    elif b"\0" in head:
        if _looks_utf16(head):
            probe = head.replace(b"\0", b"")
        else:
            return UNKNOWN
    start = probe.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        if start.startswith((b"<?xml", b"<edXML")) and re.search(rb"<(?:\w+:)?edXML", probe, re.IGNORECASE):
            return EDXML
        if b"http://schemas.microsoft.com/office/word/2003/wordml" in probe:
            return WORD_XML
        if _HTML_RE.search(probe):
            return HTML
        if re.search(rb"<\?xml|<[A-Za-z][\w:]*\s*/?>", start[:200]):
            return UNKNOWN
    elif _JSON_RE.match(start) or _LIST_RE.match(start):
        return UNKNOWN
    elif len(_HTML_RE.findall(probe)) >= 3:
        return HTML  # a fragment that a portal saved without its head
    opening = data[:65536]
    control = len(opening) - len(opening.translate(None, _CONTROL))
    if probe is head and control > len(opening) // 200:
        return UNKNOWN
    return TEXT


def _looks_utf16(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of the Latin text is zero, or at least the line feeds are."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    return (max(even, odd) > half * 0.3) and (min(even, odd) < half * 0.02)
