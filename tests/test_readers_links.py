"""A document from outside makes this machine fetch nothing and read no file of its own; flawed pictures are told of."""

from __future__ import annotations

import os
import shutil
import socket
import struct
from pathlib import Path

import pytest
from PIL import Image

from extractor.readers import picture, read_bytes
from extractor.readers.page_words import Piece
from extractor.readers.scanned import ScannedPage
from tests.reader_files import saved, zipped

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)


def linking(port: int, local: Path) -> bytes:
    """An ODT with a picture on a server and a section that is a local file."""
    body = (
        '<text:p>Kế hoạch vá lưới<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="5cm"><draw:image '
        f'xlink:href="http://127.0.0.1:{port}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f'</draw:frame></text:p><text:section text:name="S"><text:section-source xlink:href="{local.as_uri()}" '
        'text:filter-name="Text" xlink:type="simple" xlink:show="embed"/><text:p>phần cũ</text:p></text:section>'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{what}"/>'
        for path, what in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>'
    members = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return zipped({name: member.encode() for name, member in members.items()})


@pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),  # CI installs it: there a missing one fails
    reason="LibreOffice is not installed on this machine",
)
def test_links_of_a_document_are_not_followed(tmp_path: Path) -> None:
    local = tmp_path / "riêng.txt"
    local.write_text("của riêng máy này", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        _, (found,) = read_bytes("a.odt", linking(server.getsockname()[1], local))
        with pytest.raises(BlockingIOError):
            server.accept()  # nobody called
    assert "Kế hoạch vá lưới" in found.content
    assert "phần cũ" in found.content
    assert "riêng máy" not in found.content


def test_what_pillow_warns_of_stands_with_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(saved(Image.new("L", (500, 300), 255), "TIFF"))
    (folder,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, folder)
    for entry in range(folder + 2, folder + 2 + 12 * count, 12):
        if struct.unpack_from("<H", data, entry)[0] == 282:  # the resolution, as if there were three
            struct.pack_into("<I", data, entry + 4, 3)
    line = [Piece("Thông", 10, 10, 40, 20), Piece("báo", 44, 10, 60, 20)]
    monkeypatch.setattr(picture, "read_picture", lambda *_: ScannedPage([line], (), (), 0))
    _, (found,) = read_bytes("a.tif", bytes(data))
    assert [warning.code for warning in found.warnings] == ["picture-flawed"]
    assert "tag 282" in found.warnings[0].message
