"""Files of every format that is read, and how they are broken at random: cut, bit-flipped, doubled, spliced with parts
of other files."""

from __future__ import annotations

import base64
import io
import random
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from bench.scans import complete_fonts, drawn, sheet

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
_CONVERSION_S = 300


def seed_files() -> tuple[list[bytes], list[bytes]]:
    """Sound files of every format: those that are read in this process, and those that LibreOffice reads (none where
    it is not installed)."""
    papers = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    whole = drawn(sheet(next(iter(complete_fonts().values())), 3), 60)
    image = whole.crop((0, 0, whole.width, whole.height // 3))  # it is the decoders that a broken picture tries
    for kind, more in (("PNG", []), ("JPEG", []), ("TIFF", []), ("TIFF", [image])):
        stream = io.BytesIO()
        image.save(stream, kind, dpi=(60, 60), **({"save_all": True, "append_images": more} if more else {}))
        papers.append(stream.getvalue())
    word = next(iter(sorted(SAMPLES.glob("*.docx"))))
    plain = next(iter(sorted(SAMPLES.glob("*.txt")))).read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mot.docx", word.read_bytes())
        archive.writestr("hai.txt", plain)
    attached = base64.b64encode(word.read_bytes()).decode()
    envelope = (
        '<?xml version="1.0" encoding="utf-8"?><edXML xmlns="urn:e"><edXMLEnvelope><edXMLHeader><MessageHeader>'
        "<From><OrganName>Sở Xây dựng</OrganName></From></MessageHeader></edXMLHeader></edXMLEnvelope>"
        "<AttachmentEncoded><Attachment><AttachmentName>a.docx</AttachmentName>"
        f"<ContentTransferEncoded>{attached}</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>"
    )
    letter = EmailMessage()
    letter.set_content("Kính gửi các đơn vị văn bản kèm theo.")
    letter.add_attachment(word.read_bytes(), maintype="application", subtype="octet-stream", filename="a.docx")
    page = EmailMessage()
    page.set_content(f"<p>{plain.decode()}</p>", subtype="html")
    page.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<a>")
    packages = [packed.getvalue(), envelope.encode(), bytes(letter), bytes(page)]
    return [*papers, *packages, plain.decode().encode("utf-16")], _office_files(word)


def _office_files(word: Path) -> list[bytes]:
    program = shutil.which("soffice")
    if program is None:
        return []
    made = []
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        for kind in ("doc", "rtf", "odt"):
            command = [program, f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", kind]
            subprocess.run(
                [*command, "--outdir", place, str(word)], capture_output=True, timeout=_CONVERSION_S, check=True
            )
            made.append((Path(place) / f"{word.stem}.{kind}").read_bytes())
    return made


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One to four random changes to a file; `others` give the parts that are spliced in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                del changed[at:]
            case 1:
                for _ in range(chance.randint(1, 30)):
                    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            case 2:
                start = chance.randrange(len(changed))
                changed[at:at] = changed[start : start + chance.randint(1, 400)]
            case 3:
                del changed[at : at + chance.randint(1, 400)]
            case _:
                other = chance.choice(others)
                place = chance.randrange(max(1, len(other)))
                changed[at : at + 200] = other[place : place + 200]
    return bytes(changed)
