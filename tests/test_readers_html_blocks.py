"""Which part of a web page is its paper, and how the cells of its tables are parted."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractor.readers import read_bytes
from extractor.readers.html import _with_header


@pytest.mark.parametrize("annex", ["", "<div>" + "<br>".join(["Điều 1. Nội quy của chợ phiên"] * 40) + "</div>"])
def test_a_text_of_broken_lines_keeps_the_tables_of_header_and_signature_around_it(annex: str) -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc"
    if annex:
        annex = annex.replace("<div>", f"<div>UBND XÃ TẢ VAN<br>{motto}<br>", 1)
    text = "<br>".join(["Căn cứ Luật Tổ chức chính quyền địa phương, các đơn vị độc lập mở chợ phiên;"] * 9)
    page = (
        "<html><body><div><a href='/'>Trang chủ</a></div><div class='paper'>"
        f"<table><tr><td>UBND XÃ TẢ VAN<br>---</td><td>{motto}</td></tr></table>"
        f"<div>{text}</div><table><tr><td>Nơi nhận:<br>- Như trên.</td><td>CHỦ TỊCH<br>Má A Dính</td></tr></table>"
        f"{annex}</div></body></html>"
    )
    _, (found,) = read_bytes("a.html", page.encode())
    assert found.content.startswith("UBND XÃ TẢ VAN\n---\n\nCỘNG HÒA")
    assert "- Như trên.\n\nCHỦ TỊCH\nMá A Dính\n" in found.content
    assert "Trang chủ" not in found.content


def test_a_signature_in_a_box_beside_the_paper_is_read() -> None:
    head = "<p>UBND XÃ TẢ VAN</p><p>Độc lập - Tự do - Hạnh phúc</p>"
    text = "".join(f"<p>Khoản {number} của kế hoạch mở chợ phiên.</p>" for number in range(30))
    paper = f"<div>{head}{text}</div><div><p>Nơi nhận:</p><p>- Lưu: VT.</p></div>"
    page = f"<body><ul><li>Trang chủ</li></ul><div>{paper}</div></body>"
    _, (found,) = read_bytes("a.html", f"<html>{page}</html>".encode())
    assert found.content.endswith("Nơi nhận:\n\n- Lưu: VT.\n")
    assert "Trang chủ" not in found.content
    party = paper.replace("<p>Độc lập - Tự do - Hạnh phúc</p>", "").replace("<div><p>", "<div>{}<p>", 1)
    boxes = "<div><div>ĐẢNG CỘNG SẢN VIỆT NAM<br>Số 5-KH/ĐU</div>" + party.format("") + "</div><div>Bản quyền</div>"
    _, (found,) = read_bytes("a.html", f"<body>{boxes}</body>".encode())
    assert found.content.startswith("ĐẢNG CỘNG SẢN VIỆT NAM\n") and "- Lưu: VT." in found.content
    assert "Bản quyền" not in found.content


@pytest.mark.parametrize(
    "banner",
    [
        "<p>TRANG THÔNG TIN ĐIỆN TỬ ĐẢNG BỘ XÃ - ĐẢNG CỘNG SẢN VIỆT NAM quang vinh</p>",
        "<p>ĐẢNG CỘNG SẢN VIỆT NAM</p>",
        "<p>Trưng bày</p><p>Quyết định số 99/QĐ-UBND: giao Đội đò chủ trì.</p><p>Nơi nhận: Đội đò, Trạm bơm.</p>",
    ],
)
@pytest.mark.parametrize("head", ["Chợ phiên Tả Van mở lại", "Độc lập - Tự do - Hạnh phúc"])
def test_banners_and_other_papers_beside_a_text_stay_out_of_it(banner: str, head: str) -> None:
    text = "".join(
        f"<p>Ngày {number} tháng 5, bà con xã Tả Van họp chợ bên suối từ sáng.</p>" for number in range(1, 20)
    )
    page = f"<body><div><div class='a'>{banner}</div><div><h1>{head}</h1>{text}</div><div>Bản quyền</div></div></body>"
    _, (found,) = read_bytes("a.html", f"<html>{page}</html>".encode())
    assert found.content.startswith(f"{head}\n") and "Bản quyền" not in found.content


def test_the_head_of_a_paper_is_found_at_once_however_deep_its_page_is() -> None:

    def seconds(depth: int) -> float:
        words = "<p>Độc lập - Tự do - Hạnh phúc</p><p>Nơi nhận: các bến đò.</p>" * 1000
        page = f"{'<section>' * depth}<div>Điều 1.</div>{words}{'</section>' * (depth - 1)}<p>Nơi nhận: các bến.</p>"
        tree = LexborHTMLParser(f"<body>{page}</body>")
        assert tree.body is not None
        block = tree.css_first("div")
        assert block is not None
        started = time.perf_counter()
        assert _with_header(block, tree.body).tag == "section"
        return time.perf_counter() - started

    assert min(seconds(1000) for _ in range(3)) < 4 * min(seconds(10) for _ in range(3)) + 0.2


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    rows = "<tr><td>Số: 8/QĐ-UBND</td><td> Bản\tDíu </td></tr><tr><td></td><td>Nà Chì</td></tr>"
    _, (found,) = read_bytes("a.html", f"<body><table>{rows}</table><pre>a\tb</pre></body>".encode())
    assert found.content == "Số: 8/QĐ-UBND\tBản Díu\n\nNà Chì\n\na b\n"


def test_a_paper_in_boxes_whose_text_holds_a_form_keeps_its_own_head_and_signature() -> None:
    form = "<p>Độc lập - Tự do - Hạnh phúc</p><p>Nơi nhận:</p><p>- Người xin mở quầy.</p>"
    text = "".join(
        f"<p>Khoản {number} của quy chế mở chợ phiên xã Tả Van và các xã bên suối.</p>" for number in range(60)
    )
    head = "<p>UBND XÃ TẢ VAN</p><p>Số: /KH-UBND</p><p>Độc lập - Tự do - Hạnh phúc</p>"
    boxes = f"<div><div>{head}</div><div>{text}{form}</div></div>"
    page = f"<div>{boxes}<div><p>Nơi nhận:</p><p>- Lưu: VT.</p></div></div>"
    _, (found,) = read_bytes("a.html", f"<html><body><ul><li>Trang chủ</li></ul>{page}</body></html>".encode())
    assert found.content.startswith("UBND XÃ TẢ VAN\n") and found.content.endswith("- Lưu: VT.\n")
    nation = page.replace("Độc lập - Tự do - Hạnh phúc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    _, (named,) = read_bytes("a.html", f"<html><body><ul><li>Trang chủ</li></ul>{nation}</body></html>".encode())
    assert named.content.startswith("UBND XÃ TẢ VAN\n") and named.content.endswith("- Lưu: VT.\n")


_TEXT = "".join(f"<p>Khoản {number} của quy chế mở chợ phiên xã Tả Van và các xã bên suối.</p>" for number in range(60))
_FORM = "<p>Mẫu số 1</p><p>Nơi nhận:</p><p>- Người xin mở quầy.</p>"
_SIGNED = "<table><tr><td>Nơi nhận:<br>- Lưu: VT.</td><td>CHỦ TỊCH</td></tr></table>"
_MOTTO = "<p>Độc lập - Tự do - Hạnh phúc</p>"


@pytest.mark.parametrize("head", [f"<p>UBND XÃ TẢ VAN</p>{_MOTTO}", "<p>QUYẾT ĐỊNH</p>"])
@pytest.mark.parametrize("form", ["", _FORM])
def test_a_signature_right_beside_a_text_is_read_though_a_form_in_it_has_a_list(head: str, form: str) -> None:
    boxes = f"<div class='p'><div>{head}{_TEXT}{form}</div><div>{_SIGNED}</div></div><div>Bản quyền</div>"
    _, (found,) = read_bytes("a.html", f"<html><body>{boxes}</body></html>".encode())
    assert "Lưu: VT." in found.content and "CHỦ TỊCH" in found.content and "Bản quyền" not in found.content


def test_a_list_in_a_box_beside_a_text_with_a_list_of_its_own_is_that_of_another_paper() -> None:
    for own, beside in (("<p>Nơi nhận:</p><p>- Lưu: VP.</p>", _SIGNED), (_FORM, f"<div>{_SIGNED}</div>")):
        text = f"<div class='p'><div>{_MOTTO}{_TEXT}{own}</div></div>"
        boxes = f"<div>{text}<div>{beside}</div></div><div>Bản quyền</div>" if own == _FORM else text + beside
        _, (found,) = read_bytes("a.html", f"<html><body>{boxes}</body></html>".encode())
        assert "CHỦ TỊCH" not in found.content


@pytest.mark.parametrize("below", ["Số __-KH/ĐU", "Tả Van, ngày 5 tháng 6 năm 2031"])
def test_the_head_of_a_party_paper_in_a_box_is_known_by_a_number_left_blank_or_by_place_and_day(below: str) -> None:
    head = f"<div><p>ĐẢNG BỘ XÃ TẢ VAN</p><p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>{below}</p></div>"
    boxes = f"<div>{head}<div>{_TEXT}</div><div>{_SIGNED}</div></div><div>Bản quyền</div>"
    _, (found,) = read_bytes("a.html", f"<html><body>{boxes}</body></html>".encode())
    assert found.content.startswith("ĐẢNG BỘ XÃ TẢ VAN\n") and "CHỦ TỊCH" in found.content
    assert "Bản quyền" not in found.content
    banner = "<div><p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>Thứ Hai, ngày 5 tháng 6 năm 2031</p></div>"
    page = f"<div>{banner}<div><p>Chợ phiên Tả Van</p>{_TEXT}</div></div><div>Bản quyền</div>"
    _, (news,) = read_bytes("a.html", f"<html><body>{page}</body></html>".encode())
    assert news.content.startswith("Chợ phiên Tả Van\n")


@pytest.mark.parametrize(
    "head",
    [
        "<p>ĐẢNG BỘ XÃ TẢ VAN</p><p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>Số 5-KH/ĐU</p>",
        "<p>UBND XÃ TẢ VAN</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 5/KH-UBND</p>",
    ],
)
def test_a_head_with_its_number_is_read_in_a_box_of_the_page_itself(head: str) -> None:
    boxes = f"<div>{head}</div><div>{_TEXT}</div><div>{_SIGNED}</div>"
    _, (found,) = read_bytes("a.html", f"<html><body>{boxes}</body></html>".encode())
    assert "5" in found.content[:90] and "CHỦ TỊCH" in found.content
