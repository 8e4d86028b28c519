"""What annotations draw over a PDF page: e-signature stamps stand apart, what was typed in belongs to the page."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from extractor.document import Text
from extractor.readers import read_bytes

STAMP = ("Signed by: So Cong Thuong", "Email: vanthu@hagiang.example", "2023-09-12 08:06:58 +07:00")
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_RECT = (300, 700, 500, 760)


def _stream(dictionary: str, content: str) -> bytes:
    return f"<<{dictionary}/Length {len(content)}>>stream\n{content}\nendstream".encode()


def signed(*drawn: tuple[str, int, tuple[str, ...]]) -> bytes:
    """A page that says `So: /KH-SCT`, with annotations: how each is drawn (`plain`, or `forms` inside each other as
    signature programs do), its flags, and its lines."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"", _FONT]
    page = _stream("", "BT /F 13 Tf 70 740 Td (So:       /KH-SCT) Tj ET")
    objects.append(page)
    annotations = []
    for how, flags, lines in drawn:
        said = "".join(f"BT /F 9 Tf 4 {46 - 12 * at} Td ({line}) Tj ET " for at, line in enumerate(lines))
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 {_RECT[2] - _RECT[0]} {_RECT[3] - _RECT[1]}]"
        objects.append(_stream(form + "/Resources<</Font<</F 4 0 R>>>>", said))
        for _ in range(2 if how == "forms" else 0):
            objects.append(_stream(f"{form}/Resources<</XObject<</N {len(objects)} 0 R>>>>", "q /N Do Q"))
        rect = " ".join(map(str, _RECT if how == "forms" else (90, 736, 110, 796)))
        objects.append(f"<</Type/Annot/Subtype/Stamp/Rect[{rect}]/F {flags}/AP<</N {len(objects)} 0 R>>>>".encode())
        annotations.append(f"{len(objects)} 0 R")
    objects[2] = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>"
        f"/Annots[{' '.join(annotations)}]>>"
    ).encode()
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return data + f"{table}startxref\n{len(data)}\n%%EOF".encode()


def read(data: bytes) -> Text:
    (found,) = read_bytes("a.pdf", data)[1]
    return found


def _stamps(text: Text) -> list[str]:
    return [said for kind, said in text.metadata if kind == "e-signature"]


def test_the_text_of_a_stamp_stands_apart() -> None:
    found = read(signed(("forms", 4, STAMP)))
    assert _stamps(found) == [" ".join(STAMP)]
    assert "Signed" not in found.content
    assert found.content.split() == ["So:", "/KH-SCT"]


def test_a_stamp_alone_does_not_have_its_page_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    get_page = pypdfium2.PdfDocument.get_page

    def counted(document: Any, index: int) -> Any:
        opened.append(index)
        return get_page(document, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", counted)
    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", counted)
    read(signed(("forms", 4, STAMP), ("forms", 4, STAMP)))
    assert opened == [0]


@pytest.mark.parametrize("how", ["forms", "plain"])
@pytest.mark.parametrize("stamped", [False, True])
def test_a_number_typed_in_belongs_to_the_page(how: str, stamped: bool) -> None:
    typed = (how, 4, ("", "", "", "45") if how == "plain" else ("45",))
    found = read(signed(typed, *([("plain", 4, STAMP[:1])] if how == "forms" else [("forms", 4, STAMP)]) * stamped))
    assert "45" in found.content.split()
    assert len(_stamps(found)) == stamped


@pytest.mark.parametrize("how", ["forms", "plain"])
def test_a_hidden_annotation_says_nothing(how: str) -> None:
    for flags in (1, 2):
        found = read(signed((how, flags, STAMP)))
        assert _stamps(found) == []
        assert found.content.split() == ["So:", "/KH-SCT"]
