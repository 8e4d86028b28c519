"""What tests of search share: the engines they run against, a few documents, and how answers are compared."""

from __future__ import annotations

import atexit
import os
import uuid
from functools import cache
from pathlib import Path

import pytest

from index import open_index
from index.base import Entry, Index, Results
from tests.servers.elastic_node import Missing, Node, start, stop


@cache
def node(line: str = "8") -> Node:
    """A node of our own, started once. In CI none is passed over; elsewhere the reason says what to install."""
    try:
        running = start(line)
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    atexit.register(stop, running.folder)
    return running


def elastic_address(line: str = "8") -> tuple[str, str | None, str | None]:
    """Address, password and CA of the user's own cluster, else of the node of this line that the tests start."""
    own = os.environ.get("VANBAN_TEST_ELASTICSEARCH")
    if own and line == "8":
        return own, os.environ.get("VANBAN_TEST_ELASTICSEARCH_PASSWORD"), os.environ.get("VANBAN_TEST_ELASTICSEARCH_CA")
    running = node(line)
    return running.url, running.password, str(running.ca)


def open_engine(name: str, folder: Path) -> Index:
    """A fresh, empty index: `memory`, `folder`, `elasticsearch` (8.19) or `elasticsearch-9`."""
    if name == "memory":
        return open_index(":memory:")
    if name == "folder":
        return open_index(str(folder / "index"))
    address, password, ca = elastic_address(name.partition("-")[2] or "8")
    return open_index(f"{address}-{uuid.uuid4().hex[:8]}", password=password, ca=ca)


def drop(index: Index) -> None:
    """Leaves nothing on a cluster."""
    from index.elastic import ElasticIndex

    if isinstance(index, ElasticIndex):
        index.remove()
    index.close()


def fill(index: Index, *entries: Entry) -> Index:
    report = index.put(entries)
    assert report.failed == ()
    assert report.stored == len(entries)
    index.refresh()
    return index


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


EMULATION = Entry(
    id="emulation",
    key="ct-34-2014",
    title="Về tiếp tục đổi mới công tác thi đua, khen thưởng",
    content="Phong trào thi đua yêu nước phải gắn với nhiệm vụ chính trị của địa phương. Hoà bình là mong ước chung.",
    number="34-CT/TW",
    type_code="CT",
    type_name="Chỉ thị",
    issuer="Bộ Chính trị",
    level="party",
    date="2014-04-07",
)
HOUSING = Entry(
    id="housing",
    key="ct-34-2024",
    title="Về tăng cường sự lãnh đạo của Đảng đối với công tác phát triển nhà ở xã hội trong tình hình mới",
    content="Phát triển nhà ở xã hội là nhiệm vụ quan trọng; người thuê nhà được bảo vệ.",
    number="34-CT/TW",
    type_code="CT",
    type_name="Chỉ thị",
    issuer="Ban Bí thư",
    level="party",
    date="2024-05-24",
    status="in_force",
)
PROVINCE = Entry(
    id="province",
    key="qd-1-2020-yen-bai",
    title="Ban hành Quy chế thi đua, khen thưởng",
    content="UBND tỉnh thực hiện Chỉ thị số 34-CT/TW. Sở Nội vụ nộp thuế đúng hạn và báo cáo.",
    number="01/2020/QĐ-UBND",
    type_code="QĐ",
    type_name="Quyết định",
    issuer="Ủy ban nhân dân tỉnh Yên Bái",
    level="province",
    date="2020-01-05",
    cited_numbers=("34-CT/TW",),
    status="expired",
)
RECORDS = Entry(
    id="records",
    key="nd-30-2020",
    title="Về công tác văn thư",
    content="Nghị định này quy định về công tác văn thư và quản lý nhà nước về công tác văn thư.",
    number="30/2020/NĐ-CP",
    type_code="NĐ",
    type_name="Nghị định",
    issuer="Chính phủ",
    level="central",
    date="2020-03-05",
)
NEWS = Entry(
    id="news",
    title="Tỉnh tổng kết phong trào thi đua",
    content="Ủy ban nhân dân tỉnh vừa tổng kết phong trào thi đua năm qua.",
    kind="news",
)
FEW = (EMULATION, HOUSING, PROVINCE, RECORDS, NEWS)
