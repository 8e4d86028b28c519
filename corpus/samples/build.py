"""Builds the files of the sample archive from their sources: `python -m corpus.samples.build [--check] [FOLDER]`.

The built files lie in the project, so that trying it needs neither this nor a font; `--check` only tells what differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.samples.render import docx_bytes, html_bytes, text_bytes
from corpus.samples.render_pdf import pdf_bytes
from corpus.samples.source import FILES, Format, Sample, load_all

WRITERS: dict[Format, Callable[[Sample], bytes]] = {
    "docx": docx_bytes,
    "html": html_bytes,
    "pdf": pdf_bytes,
    "txt": text_bytes,
}


def build(sample: Sample) -> bytes:
    """The bytes of one sample in its own format; the same sources give the same bytes on one machine."""
    return WRITERS[sample.format](sample)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="corpus.samples.build", description="builds the sample archive")
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a built file is out of date")
    options = parser.parse_args(arguments)
    samples = load_all()
    stale = []
    for sample in samples:
        path = options.folder / sample.file_name
        content = build(sample)
        if path.exists() and path.read_bytes() == content:
            continue
        stale.append(sample.file_name)
        if not options.check:
            options.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    extra = {p.name for p in options.folder.glob("*") if p.is_file()} - {s.file_name for s in samples}
    for name in sorted(extra):
        print(f"{name}: no source of this name; remove it", file=sys.stderr)
    print(f"{len(samples)} samples, {len(stale)} {'out of date' if options.check else 'written'}")
    return 1 if extra or (options.check and stale) else 0


if __name__ == "__main__":
    sys.exit(main())
