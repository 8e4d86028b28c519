"""Plants a folder of files that cannot be read, with one that can."""

from __future__ import annotations

import io
from pathlib import Path

from corpus.samples.source import FILES

GOOD = "tot.txt"


def encrypted_pdf() -> bytes:
    """A PDF that opens only with a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret-user", "secret-owner"))
    canvas.drawString(72, 720, "not for everyone")
    canvas.save()
    return out.getvalue()


def plant(folder: Path) -> tuple[str, ...]:
    """Writes them; the names of the bad ones."""
    folder.mkdir(parents=True, exist_ok=True)
    word = next(iter(sorted(FILES.glob("*.docx")))).read_bytes()
    pdf = next(iter(sorted(FILES.glob("*.pdf")))).read_bytes()
    bad = {
        "rong.txt": b"",
        "hong.docx": word[: len(word) // 2],
        "hong.pdf": pdf[: len(pdf) // 3],
        "mat-khau.pdf": encrypted_pdf(),
        "khong-ro.bin": bytes(range(256)) * 40,
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    good = next(iter(sorted(FILES.glob("*.txt"))))
    (folder / GOOD).write_bytes(good.read_bytes())
    return tuple(bad)
