"""Which encoding a file or a stretch of text is in, judged by how much of it reads as Vietnamese."""

from __future__ import annotations

import re

from extractor.legacy.tables import Decoded, convert
from extractor.syllables import share_valid
from extractor.text import nfc

ENCODINGS = ("tcvn3", "vni", "viscii", "vps")
# A guess must make this share of the words valid, and must beat leaving the text alone by this much.
_ENOUGH = 0.75
_GAIN = 0.10
_MOJIBAKE_RE = re.compile("[ÃÄÆáº»\u00c2][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122\u0192\u02c6\u02dc]")
# Letters that old encodings need in every line and Unicode Vietnamese does not have (signs such as § ° ² « » aside).
_OLD_RE = re.compile("[\u0080-\u009f¡¢£¤¥¦¨©ª¬\u00ad®¯±´µ¶¸¹º¼½¾¿ÄÅÆÇÐÑÖ×ØÞßåæçëîïñøÿ]")
# Beside those: signs that touch letters, capitals behind small letters (`tÕ`), and what becomes the line of a number.
_ONLY_OLD_RE = re.compile(
    rf"{_OLD_RE.pattern}|[^\W\d_][§«]|§[^\W\d_]|[^\W\d_]»[^\W\d_]|[a-z][\u00c0-\u00de]|[\u00e0-\u00fe][\u00c0-\u00de]"
)
_NUMBER_LINE_RE = re.compile(r"\s*(?:Số|SỐ)\s*[:.\d]")
_SOUND = 1.0  # score of a sample that reads as Vietnamese
_FEW_OLD = 8
# One of these is in most texts of an old encoding, or one of the signs that stand for letters too, where letters touch
# it as no quote, dash, dot or degree (`11°20’03”N`, `«A»`) does: `§¹o`, `C«ng ty`, `«ng Ba`, `x· t¹i`, `b»ng`.
_TELLING_RE = re.compile(
    "[\x1f\u0080-\u009f\u00a1-\u00a6\u00a8-\u00aa\u00ac-\u00af\u00b4-\u00b6\u00b8\u00ba\u00bf-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"
)
_TOUCHED_RE = re.compile("[§«·¹»°](?:(?<=[A-Za-z][«·¹])|(?<=[§·¹»°])(?=[a-z])|(?<=§)(?=[A-Z«·¹])|(?<=«)(?=ng\\b))")
_LEAST_UTF16_BYTES = 16


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The characters of a plain-text file and the name of its encoding (`utf-8`, `utf-16`, `tcvn3` ...).

    UTF-8 wins wherever it decodes without error. Among the 8-bit encodings the one that yields most valid syllables
    wins; `cp1252` (nothing Vietnamese recognised) is the last resort, so no byte is ever lost.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name.removesuffix("-sig")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, "utf-8"
    if b"\0" in data:
        behind, before = data[1::2].count(0), data[0::2].count(0)
        # Of UTF-16 most letters and every space have a zero byte; a stray zero in UTF-8 is no sign of it.
        if not text or (len(data) >= _LEAST_UTF16_BYTES and max(behind, before) > len(data) // 5):
            return data.decode("utf-16-le" if behind >= before else "utf-16-be", errors="replace"), "utf-16"
        return text, "utf-8"
    return _best_of_8_bit(data)


def _best_of_8_bit(data: bytes) -> tuple[str, str]:
    shown = data.decode("latin-1")
    candidates = [(convert(shown, name).text, name) for name in ENCODINGS]
    candidates.append((nfc(data.decode("cp1258", errors="replace")), "cp1258"))
    candidates.append((_cp1252(data), "cp1252"))
    lossy = data.decode("utf-8", errors="replace")
    if lossy.count("\ufffd") <= len(data) // 500:  # UTF-8 with a few damaged bytes is still UTF-8
        candidates.append((lossy, "utf-8"))
    return max(candidates, key=lambda candidate: _score(candidate[0]))


def repair_text(text: str) -> Decoded | None:
    """Unicode characters that stand for legacy bytes, put right; None when the text is sound or nothing fits.

    Judged line by line within one encoding for the whole text, so that lines already in Unicode stay as they are.
    """
    sample = text[:50_000]
    if not (_TELLING_RE.search(sample) or _TOUCHED_RE.search(sample)):
        return None
    before = _score(sample)
    if before >= _SOUND and len(_OLD_RE.findall(text)) < _FEW_OLD:
        return None
    if _MOJIBAKE_RE.search(sample):
        fixed = _undo_cp1252(text)
        if _score(fixed.text[:50_000]) > before + _GAIN:
            return fixed
    best: Decoded | None = None
    best_score = max(before + _GAIN, _ENOUGH * 0.9)
    for name in ENCODINGS:
        fixed = convert_lines(text, name)
        score = _score(fixed.text[:50_000])
        if score > best_score:
            best, best_score = fixed, score
    return best


def _score(text: str) -> float:
    valid, accented, total = share_valid(text)
    return valid + 0.3 * min(accented, 0.7) if total else 0.0


def convert_lines(text: str, name: str, *, doubted: bool = False) -> Decoded:
    """The text in Unicode, but for lines that read better as they are; `doubted`: also for names that read as well and
    hold nothing that old encodings alone do. Raises KeyError for an unknown encoding."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for line in text.splitlines(keepends=True):
        fixed = convert(line, name)
        before, after = _score(line), _score(fixed.text)
        if after > before or (after == before and not (doubted and _may_be_unicode(line, fixed.text))):
            pieces.append(fixed.text)
            offsets.extend(position + offset for offset in fixed.offsets[:-1])
        else:
            pieces.append(line)
            offsets.extend(range(position, position + len(line)))
        position += len(line)
    offsets.append(position)
    return Decoded("".join(pieces), tuple(offsets), name)


def _may_be_unicode(line: str, converted: str) -> bool:
    """Whether a line may be Unicode that reads as well when it is taken for an old encoding (`Tô Lê`, `Tụ Lờ`): a name;
    `Tê khai` is `Tờ khai`."""
    words = line.split()
    named = any(word[0].isupper() for word in words[1:] or words)
    return named and _ONLY_OLD_RE.search(line) is None and _NUMBER_LINE_RE.match(converted) is None


def _undo_cp1252(text: str) -> Decoded:
    """UTF-8 that was read as CP1252 or Latin-1 (`Quyáº¿t`), read again; what does not come out even stays."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    while position < len(text):
        width, char = _one_utf8(text, position)
        pieces.append(char)
        offsets.append(position)
        position += width
    offsets.append(len(text))
    return Decoded("".join(pieces), tuple(offsets), "utf-8-as-cp1252")


def _one_utf8(text: str, position: int) -> tuple[int, str]:
    for width in (2, 3):
        piece = text[position : position + width]
        raw = _as_bytes(piece)
        if len(piece) == width and raw is not None and raw[0] >= 0xC2:
            try:
                decoded = raw.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(decoded) == 1:
                return width, decoded
    return 1, text[position]


def _as_bytes(piece: str) -> bytes | None:
    out = bytearray()
    for char in piece:
        try:
            out += char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(out)


def _cp1252(data: bytes) -> str:
    """CP1252, its five unassigned bytes kept as the control characters that Latin-1 has there."""
    table = [bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(256)]
    return data.decode("latin-1").translate(dict(enumerate(table)))
