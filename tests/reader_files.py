"""Files of every format with one invented paper in them, made in memory for the tests of the readers."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

    from PIL.Image import Image

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")

LEFT = ("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG", "Số: 418/KH-UBND")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Giang, ngày 12 tháng 9 năm 2023")
HEADING = ("KẾ HOẠCH", "Triển khai công tác phòng cháy mùa khô trên địa bàn tỉnh")
BODY = (
    "Thực hiện Chỉ thị số 09/CT-UBND ngày 14/8/2023 của Ủy ban nhân dân tỉnh về việc",
    "tăng cường công tác quản lý, bảo vệ rừng, Ủy ban nhân dân tỉnh ban hành kế hoạch",
    "triển khai với những nội dung sau đây:",
    "1. Các sở, ban, ngành và địa phương tổ chức kiểm tra, rà soát lực lượng tại chỗ,",
    "bổ sung phương tiện chữa cháy, báo cáo kết quả trước ngày 30 tháng 10 năm 2023.",
    "2. Sở Tài chính bố trí kinh phí thực hiện theo quy định của pháp luật hiện hành.",
)
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Sở Tài chính;", "- Lưu: VT.")
SIGNATURE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Vàng Thị Lan")

# What the header looks like once its columns are read one after the other.
HEADER_TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 418/KH-UBND\n\nHà Giang, ngày 12 tháng 9 năm 2023\n\nKẾ HOẠCH\n"
)


def pdf(*, pages: int = 1, number: str = LEFT[2], password: str | None = None, heads: bool = False) -> bytes:
    """A born-digital PDF with the header drawn row by row, so that only the boxes tell its columns."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=StandardEncryption(password) if password else None)
    for page in range(1, pages + 1):
        y = 800.0
        canvas.setFont("Serif", 13)
        if heads:
            canvas.drawString(90, 815, f"CÔNG BÁO/Số 77/Ngày 01-10-2023 {page + 10}")
        if page == 1:
            y = 770.0
            for left, right in zip((*LEFT[:2], number), RIGHT, strict=True):
                canvas.drawCentredString(150, y, left)
                canvas.drawCentredString(410, y, right)
                y -= 20
            y -= 20
            for line in HEADING:
                canvas.drawCentredString(297, y, line)
                y -= 20
        elif not heads:
            canvas.drawCentredString(297, 815, str(page))
        for line in BODY:
            canvas.drawString(70, y, line)
            y -= 19
        if page == pages:
            y -= 20
            for position, line in enumerate(RECIPIENTS):
                canvas.drawString(70, y - position * 16, line)
            for position, line in enumerate(SIGNATURE):
                canvas.drawCentredString(420, y - position * 18, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def picture(data: bytes, *, dpi: int = 300, page: int = 0) -> Image:
    """A page of a PDF as a picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        drawn: Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    return drawn


def saved(image: Image, kind: str, *, dpi: int | None = 300, more: Sequence[Image] = ()) -> bytes:
    """A picture as a file of a kind (`TIFF`, `JPEG`, `PNG`, `PDF`), with further pages where the kind has them."""
    stream = io.BytesIO()
    options: dict[str, object] = {"dpi": (dpi, dpi)} if dpi and kind != "PDF" else {}
    if kind == "PDF":
        options["resolution"] = dpi or 300
    if more:
        options |= {"save_all": True, "append_images": list(more)}
    image.save(stream, kind, **options)
    return stream.getvalue()


def docx(*, change: Callable[[object], None] | None = None) -> bytes:
    """A DOCX with the header and the signature in borderless tables, as Word's users make them."""
    import docx as word

    document = word.Document()
    header = document.add_table(2, 2)
    cells = ((LEFT[0] + "\n" + LEFT[1], RIGHT[0] + "\n" + RIGHT[1]), (LEFT[2], RIGHT[2]))
    for row, texts in zip(header.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for line in HEADING:
        document.add_paragraph(line)
    document.add_paragraph(" ".join(BODY[:3]))
    document.add_paragraph(" ".join(BODY[3:5]))
    document.add_paragraph(BODY[5])
    signature = document.add_table(1, 2)
    signature.rows[0].cells[0].text = "\n".join(RECIPIENTS)
    signature.rows[0].cells[1].text = "\n".join(SIGNATURE)
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def letter(*attached: tuple[str, bytes], words: str = "Kính gửi các đơn vị văn bản kèm theo.") -> EmailMessage:
    """An e-mail with files attached."""
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["Subject"] = "vanthu@xa.vn", "Gửi kế hoạch phòng cháy"
    made.set_content(words)
    for name, content in attached:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def edxml(attachments: dict[str, bytes]) -> bytes:
    """An exchange envelope as QCVN 102:2016/BTTTT has it, with invented fields."""
    attached = "".join(
        f"<edXML:Attachment><edXML:AttachmentName>{name}</edXML:AttachmentName>"
        f"<edXML:ContentTransferEncoded>{base64.b64encode(data).decode()}</edXML:ContentTransferEncoded>"
        "</edXML:Attachment>"
        for name, data in attachments.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><edXML:edXML xmlns:edXML="urn:e">'
        "<edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>"
        "<edXML:From><edXML:OrganName>Ủy ban nhân dân tỉnh Hà Giang</edXML:OrganName></edXML:From>"
        "<edXML:Code><edXML:CodeNumber>418</edXML:CodeNumber><edXML:CodeNotation>KH-UBND</edXML:CodeNotation></edXML:Code>"
        "<edXML:PromulgationInfo><edXML:Place>N/A</edXML:Place>"
        "<edXML:PromulgationDate>2023-09-12</edXML:PromulgationDate></edXML:PromulgationInfo>"
        "</edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope>"
        f"<edXML:AttachmentEncoded>{attached}</edXML:AttachmentEncoded></edXML:edXML>"
    ).encode()


def text() -> str:
    """The paper as plain text."""
    return HEADER_TEXT + "\n".join((*HEADING[1:], *BODY, "", *RECIPIENTS, "", *SIGNATURE)) + "\n"
