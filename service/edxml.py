"""A held paper as a package of the State's exchange format, for the systems that send papers between offices.

Norm: QCVN 102:2016/BTTTT, sửa đổi 1:2022 (elements and their order); Quyết định 28/2018/QĐ-TTg (what may be sent). What
is not known is `N/A`, as senders write it; `extractor.readers.edxml` reads the same fields back. The standard has a
place for the paper that is answered (`ResponseFor`) and none for other links: these stand in elements of a namespace of
ours (`RelatedDocument`), which receivers that do not know it pass over.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from extractor.readers.edxml import PRIORITIES
from extractor.text import fold
from service.errors import ServiceError
from service.words import AUTHORITIES, RELATIONS

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
RELATED_NAMESPACE = "urn:vanban:related-documents:1"
_UNKNOWN = "N/A"
_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
# What XML 1.0 cannot hold.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A multiple of 3, so that pieces of base64 join without padding between them.
_PIECE_BYTES = 3 * 64 * 1024


def package(
    record: Mapping[str, Any],
    nodes: Mapping[str, Mapping[str, Any]],
    original: Path,
    name: str,
    *,
    organ_id: str | None = None,
) -> Iterator[bytes]:
    """The package in pieces. `record`: the document's object; `nodes`: what its references lead to, by id; `original`:
    its file, attached under `name`; `organ_id`: the office's identifier (Quyết định 20/2020/QĐ-TTg), where it is known.
    Receiver and moment of sending are the sending system's to fill in.

    Raises ServiceError (`invalid-request`) for a paper with a mark of secrecy: such papers do not go this way. OSError.
    """
    if record["secrecy"]:
        why = "không được gửi qua hệ thống liên thông (Quyết định 28/2018/QĐ-TTg)."
        raise ServiceError("invalid-request", f"văn bản có độ mật {record['secrecy']} {why}")
    shown = name.replace("\\", "/").rsplit("/", 1)[-1] or record["id"]
    return _pieces(record, nodes, original, shown, organ_id)


def _pieces(
    record: Mapping[str, Any],
    nodes: Mapping[str, Mapping[str, Any]],
    original: Path,
    name: str,
    organ_id: str | None,
) -> Iterator[bytes]:
    content_id = record["source"]["sha256"]
    attached = (
        _of("AttachmentName", name), _of("ContentType", record["source"]["media_type"]), _of("ContentId", content_id),
        _of("Description", record["title"]),
    )  # fmt: skip
    header = _el("edXMLHeader", _message(record, nodes, organ_id), _trace(organ_id), _el("DigitalSignature"))
    body = _el("edXMLBody", _el("edXMLManifest", _el("Reference", *attached), version="1.0"))
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML:edXML xmlns:edXML="{NAMESPACE}">'
    before = "<edXML:AttachmentEncoded><edXML:Attachment>" + "".join(attached) + "<edXML:ContentTransferEncoded>"
    yield (opening + _el("edXMLEnvelope", header, body) + before).encode("utf-8")
    with original.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            yield base64.b64encode(piece)
    yield b"</edXML:ContentTransferEncoded></edXML:Attachment></edXML:AttachmentEncoded></edXML:edXML>\n"


def _message(record: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], organ_id: str | None) -> str:
    number, notation = _code(record["number"], record["symbol"])
    links = _links(record["references"], nodes)
    answered = [nodes[target] for target, relation, _ in links if relation == "replies"]
    return _el(
        "MessageHeader",
        _el("From", _of("OrganId", organ_id), _of("OrganizationInCharge", None), _of("OrganName", record["issuer"])),
        _el("To", _of("OrganId", None), _of("OrganName", None)),
        _el("Code", _of("CodeNumber", number), _of("CodeNotation", notation)),
        _el(
            "PromulgationInfo",
            _of("Place", record["place"]),
            _of("PromulgationDate", _day(record["date"])),
        ),
        _el("DocumentType", _of("TypeName", record["type_name"])),
        _of("Subject", record["title"]),
        *(_signer(one) for one in record["signers"]),
        _el("ToPlaces", *(_of("Place", one) for one in record["recipients"])),
        _el("OtherInfo", _of("Priority", _priority(record["urgency"])), _of("PageAmount", record["source"]["pages"])),
        *(_answered(one) for one in answered),
        _of("DocumentId", _document_id(organ_id, record["date"], record["number"])),
        _related(record["references"], nodes, links),
    )


def _signer(signer: Mapping[str, Any]) -> str:
    return _el(
        "SignerInfo",
        _of("Competence", AUTHORITIES.get(signer["authority"] or "")),
        _of("Position", signer["position"]),
        _of("FullName", signer["name"]),
    )


def _answered(node: Mapping[str, Any]) -> str:
    return _el(
        "ResponseFor",
        _of("OrganId", None),
        _of("Code", node["number"]),
        _of("PromulgationDate", _day(node["date"])),
        _of("DocumentId", None),
    )


def _links(
    references: Sequence[Mapping[str, Any]], nodes: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str, str | None]]:
    """Target, relation and paper issued with the target, each once, in the order of the text."""
    found = (
        (one["resolution"]["target"], one["relation"], one["resolution"]["part"])
        for one in references
        if one["resolution"]["target"] in nodes
    )
    return list(dict.fromkeys(found))


def _related(
    references: Sequence[Mapping[str, Any]],
    nodes: Mapping[str, Mapping[str, Any]],
    links: Sequence[tuple[str, str, str | None]],
) -> str:
    """Every link that is resolved; how many citations are not stands beside them."""
    left_open = sum(one["resolution"]["target"] not in nodes for one in references)
    rows = []
    for target, relation, part in links:
        node = nodes[target]
        fields = (
            ("Relation", relation), ("RelationName", RELATIONS[relation]), ("Key", node["key"]),
            ("Code", node["number"]), ("PromulgationDate", _day(node["date"])), ("OrganName", node["issuer"]),
            ("Subject", node["title"]), ("Part", part),
        )  # fmt: skip
        filled = "".join(f"<vb:{name}>{_text(value)}</vb:{name}>" for name, value in fields if value)
        rows.append(f"<vb:RelatedDocument>{filled}</vb:RelatedDocument>")
    opening = f'<vb:RelatedDocuments xmlns:vb="{RELATED_NAMESPACE}" unresolved="{left_open}">'
    return opening + "".join(rows) + "</vb:RelatedDocuments>"


def _trace(organ_id: str | None) -> str:
    return _el(
        "TraceHeaderList",
        _el("TraceHeader", _of("OrganId", organ_id), _of("Timestamp", None)),
        _el("Bussiness", _of("BussinessDocType", "0"), _of("Paper", "0")),  # 0: a new paper; spelled so in the norm
        version="1.0",
        mustUnderstand="1",
        actor=_ACTOR,
    )


def _code(number: str | None, symbol: str | None) -> tuple[str | None, str | None]:
    """`118/KH-UBND` as 118 and KH-UBND; `01/2020/QĐ-UBND` as 01/2020 and QĐ-UBND; `34-CT/TW` as 34 and CT/TW."""
    if not number or not symbol or not number.endswith(symbol) or number == symbol:
        return number, None if number else symbol
    return number[: -len(symbol)].rstrip("/-"), symbol


def _document_id(organ_id: str | None, date: str | None, number: str | None) -> str | None:
    return f"{organ_id},{_day(date)},{number}" if organ_id and _day(date) and number else None


def _day(date: str | None) -> str | None:
    """A whole day as the norm writes it; of a date that is known in part none."""
    return date.replace("-", "/") if date and len(date) == len("2014-04-07") else None


def _priority(urgency: str | None) -> str | None:
    known = {fold(words): code for code, words in PRIORITIES.items()}
    return known.get(fold(urgency)) if urgency else "0"


def _of(name: str, value: object) -> str:
    return f"<edXML:{name}>{_text(_UNKNOWN if value in (None, '') else value)}</edXML:{name}>"


def _el(name: str, *children: str, **attributes: str) -> str:
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<edXML:{name}{given}>{''.join(children)}</edXML:{name}>"


def _text(value: object) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(value)))
