"""Writes a new paper from its type, issuer and bases: every part of the page plan, as values and as text.

Norms: Nghị định 30/2020/NĐ-CP, Phụ lục I and III; Party papers: Hướng dẫn 36-HD/VPTW and 05-HD/VPTW. Who heads a
body and how a type opens is data (`extractor/data/drafting.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.drafts.bases_block import block, long_day
from corpus.errors import CannotDraft
from extractor.document import Authority
from extractor.form.rules import FormSystem, system_on
from extractor.header.copies import COPY_LETTERS
from extractor.issuers import canonical_body
from extractor.issuers.registry import register
from extractor.knowledge import toml_data
from extractor.text import nfc, squash
from extractor.types import TypeEntry, all_types, type_of_word

_PLACE = re.compile(r"\s+(?=(?:tỉnh|[Tt]hành phố|xã(?!\s+hội)|phường|đặc khu|huyện|quận|thị xã|thị trấn)\s)")
_COMMITTEE = re.compile(r"\s+(?=(?:Tỉnh ủy|Thành ủy|Đảng ủy|Đảng bộ)\b)")
_ONE_LINE = 23  # capitals that the left column holds
_MARKS = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "T/UQ", "Q": "Q."}


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. `bases` are register keys or lines; `day` (ISO) decides the rules, and is printed where `dated`;
    `number` the running number alone; empty fields are filled from type and issuer, or left open for the pen."""

    type_code: str
    issuer: str
    day: str
    title: str = ""
    bases: tuple[str, ...] = ()
    proposal: str = ""
    body: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str = ""
    position: str = ""
    authority: Authority | None = None
    by: str = ""
    number: str = ""
    letters: str = ""
    unit: str = ""
    superior: str = ""
    place: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper in its parts, each line without its break; empty tuples and strings where a type has no such part."""

    system: FormSystem
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    subject: str
    dateline: str
    type_line: str
    title: str
    addressees: tuple[str, ...]
    enacting: tuple[str, ...]
    bases: tuple[str, ...]
    decides: str
    opening: str
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    stack: tuple[str, ...]
    signer: str

    @property
    def party(self) -> bool:
        return self.system.kind == "party"


def compose(order: Order) -> Composed:
    """The paper that was ordered, in the form of its day. Raises CannotDraft."""
    entry = _type(order.type_code)
    body = canonical_body(order.issuer, place=order.place or None, date=order.day)
    issuer = body.name if body is not None else squash(nfc(order.issuer))
    if not issuer:
        raise CannotDraft("Chưa có cơ quan ban hành: ghi tên đầy đủ, như “Sở Nội vụ tỉnh Lào Cai”.")
    kind, how = _issuer_kind(issuer), _type_form(entry.code)
    party = (body is not None and body.level.startswith("party")) or bool(kind.get("party"))
    system = system_on("party" if party else "state", order.day)
    if system is None or not system.parts:
        raise CannotDraft(f"Chưa có quy tắc thể thức cho ngày {order.day}.")
    if "own_form" in kind:
        raise CannotDraft(f"Văn bản của “{issuer}” {kind['own_form']}: chưa soạn được ở đây.")
    above, own = _head_lines(issuer, kind, order.superior)
    title = squash(nfc(order.title)) or "…"
    name = entry.name
    letter = bool(how.get("letter"))
    lines = block(order.bases, party=party, proposal=order.proposal or None)
    decides = str(how.get("decides", ""))
    return Composed(
        system=system,
        superior=above,
        issuer=own,
        number=_number(order, entry, issuer, kind, party=party),
        subject=f"{'về việc' if party else 'V/v'} {_lowered(title)}" if letter else "",
        dateline=_dateline(order, issuer, body.locality if body else None),
        type_line="" if letter else name.upper(),
        title="" if letter else title,
        addressees=_addressees(order) if how.get("addressed") else (),
        enacting=(_enacting(issuer, kind),) if decides and not party else (),
        bases=tuple(lines),
        decides=f"{_party_body(issuer, kind)} {decides}" if decides and party else f"{decides}:" if decides else "",
        opening="" if decides or letter else _opening(how, issuer, name, title),
        body=_body(order, how, party=party),
        recipients=_recipients(order, decides=bool(decides), letter=letter, party=party),
        stack=_stack(order, kind, party=party),
        signer=squash(nfc(order.signer)),
    )  # fmt: skip


def as_text(paper: Composed) -> str:
    """The paper as plain text, columns one below the other, as the extractor reads them."""
    right = ("ĐẢNG CỘNG SẢN VIỆT NAM",) if paper.party else (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    )  # fmt: skip
    head = [*paper.superior, *paper.issuer, "*" if paper.party else "-------", paper.number, paper.subject]
    heads = "Nơi nhận:"
    parts = [
        head, [*right, "---------------", paper.dateline], [paper.type_line, paper.title], list(paper.addressees),
        list(paper.enacting), list(paper.bases), [paper.decides], [paper.opening, *paper.body],
        [heads, *paper.recipients], [*paper.stack], [paper.signer],
    ]  # fmt: skip
    return "\n\n".join("\n".join(line for line in part if line) for part in parts if any(part)) + "\n"


def type_codes() -> list[tuple[str, str]]:
    """Types that can be written, code and name: administrative ones and those of the Party, one a code."""
    found = {e.code: e.name for e in reversed(all_types()) if _is_written(e)}
    return sorted(found.items(), key=lambda row: row[1])


def _type(asked: str) -> TypeEntry:
    named = [entry for entry in all_types() if entry.code == asked.strip()]
    named = [entry for entry in named if _is_written(entry)] or named  # Thông tư and Thông tri are both TT
    entry = named[0] if named else type_of_word(asked)
    if entry is None:
        raise CannotDraft(f"“{asked}” không phải loại văn bản: ghi mã như KH, QĐ, TTr hoặc tên như “Kế hoạch”.")
    if _is_copy(entry):
        norm = "Nghị định 30/2020/NĐ-CP, Điều 25" if "state" in entry.systems else "Hướng dẫn 36-HD/VPTW"
        raise CannotDraft(
            f"{entry.name} không soạn như văn bản mới: sao từ văn bản đã có, bên dưới ghi hình thức sao, số và ký hiệu,"
            f" ngày và chữ ký của cơ quan sao ({norm})."
        )
    if not _is_written(entry):
        raise CannotDraft(f"{entry.name} theo thể thức riêng, không soạn ở đây: chọn loại văn bản hành chính.")
    return entry


def _is_written(entry: TypeEntry) -> bool:
    """Whether papers of a type are written here: administrative or of the Party, and numbered (a letter has no type
    letters of its own)."""
    numbered = bool(entry.letters) or entry.code == "CV"
    return numbered and not _is_copy(entry) and bool({"state", "party"} & set(entry.systems))


def _is_copy(entry: TypeEntry) -> bool:
    """Whether a type is that of a copy, which is no paper of its own: it is the original with a block of the copying
    office below. Its letters alone do not say so: SL is of a Sắc lệnh too."""
    return bool(COPY_LETTERS.intersection(entry.letters)) and "sao" in entry.name.split()


def _issuer_kind(issuer: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = toml_data("drafting.toml")["issuer"]
    return next(row for row in rows if any(_begins(issuer, start) for start in row["starts"]))


def _begins(issuer: str, start: str) -> bool:
    return not start or issuer == start or issuer.startswith(start + " ")


def _type_form(code: str) -> dict[str, Any]:
    for row in toml_data("drafting.toml")["type"]:
        if code in row["codes"]:
            return dict(row)
    return {"outline": ["1. …", "2. …"]}


def _head_lines(issuer: str, kind: dict[str, Any], given: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands above the issuer's name, and the name, a line each, in capitals."""
    above, own = given, [issuer]
    if kind.get("superior") == "place":
        parts = _PLACE.split(issuer, maxsplit=1)
        own = parts[:1]
        above = above or (f"Ủy ban nhân dân {parts[1]}" if len(parts) > 1 else "")
    elif kind.get("superior") == "party":
        parts = _COMMITTEE.split(issuer, maxsplit=1)
        own = parts[:1]
        above = above or (parts[1] if len(parts) > 1 else "")
    elif len(issuer) > _ONE_LINE:  # broken before its place, else the column breaks it within a name
        own = _PLACE.split(issuer, maxsplit=1)
    heads = _PLACE.split(nfc(above), maxsplit=1) if len(above) > _ONE_LINE else [nfc(above)]
    return tuple(line.upper() for line in heads if line), tuple(line.upper() for line in own)


def _number(order: Order, entry: TypeEntry, issuer: str, kind: dict[str, Any], *, party: bool) -> str:
    letters = order.letters or str(kind.get("letters", "")) or _letters_of(issuer, order.day, party=party)
    if not letters:
        raise CannotDraft(f"Chưa biết chữ viết tắt của “{issuer}” trong ký hiệu: cho biết chữ viết tắt, như “SNV”.")
    number = order.number.strip()
    if number.isdecimal() and int(number) < 10:
        number = f"0{int(number)}"
    blank = number or "      "
    if entry.code == "CV":
        unit = f"-{order.unit}" if order.unit and not party else ""
        return f"Số {blank}-CV/{letters}" if party else f"Số: {blank}/{letters}{unit or '-VP'}"
    return f"Số {blank}-{entry.letters[0]}/{letters}" if party else f"Số: {blank}/{entry.letters[0]}-{letters}"


@cache
def _letters_of(issuer: str, day: str, *, party: bool) -> str:
    bare = _PLACE.split(_COMMITTEE.split(issuer, maxsplit=1)[0] if party else issuer, maxsplit=1)[0]
    rows = [e for e in register().entries if e.codes and e.name in (issuer, bare) and e.holds(day)]
    rows = [e for e in rows if e.level.startswith("party") == party] or rows
    return rows[0].codes[0] if rows else ""


def _dateline(order: Order, issuer: str, locality: str | None) -> str:
    place = order.place or locality or ""
    commune = re.search(r"\b(?:xã(?!\s+hội)|phường|đặc khu|thị trấn)\s+(.+)$", issuer)
    if not order.place and commune:
        place = commune.group(1)
    place = "Thành phố Hồ Chí Minh" if place == "Hồ Chí Minh" else place or "Hà Nội"
    when = long_day(order.day) if order.dated else f"ngày      tháng      năm {order.day[:4]}"
    return f"{place}, {when}"


def _lowered(title: str) -> str:
    """The title behind `V/v`: its first letter small, unless it begins a name in capitals."""
    first = title.split()[0] if title.split() else ""
    return title if len(first) > 1 and first.isupper() else title[:1].lower() + title[1:]


def _addressees(order: Order) -> tuple[str, ...]:
    given = [squash(nfc(one)).rstrip(" ;.") for one in order.addressees if one.strip()] or ["…"]
    if len(given) == 1:
        return (f"Kính gửi: {given[0]}.",) if given[0] != "…" else ("Kính gửi: …",)
    return ("Kính gửi:", *(f"- {one};" for one in given[:-1]), f"- {given[-1]}.")


def _enacting(issuer: str, kind: dict[str, Any]) -> str:
    if kind.get("collective") not in (None, "BAN THƯỜNG VỤ", "BAN THƯỜNG TRỰC"):
        return issuer.upper()
    if kind.get("collective"):
        return f"{kind['collective']} {issuer.upper()}"
    if issuer.startswith(("Hội đồng", "Thủ tướng")):
        return issuer.upper()
    head, name = str(kind["head"]).split(), issuer.upper().split()
    shared = next(n for n in range(len(head), -1, -1) if head[len(head) - n :] == name[:n])
    return " ".join((*head, *name[shared:]))  # `CHÁNH THANH TRA TỈNH`: what head and name share is said once


def _party_body(issuer: str, kind: dict[str, Any]) -> str:
    return f"{kind['collective']} {issuer.upper()}" if kind.get("collective") == "BAN THƯỜNG VỤ" else issuer.upper()


def _opening(how: dict[str, Any], issuer: str, name: str, title: str) -> str:
    verb = "trình" if name == "Tờ trình" else "báo cáo"
    return str(how.get("opening", "")).format(issuer=issuer, type=name, subject=_lowered(title), verb=verb)


def _body(order: Order, how: dict[str, Any], *, party: bool) -> tuple[str, ...]:
    typed = [line.strip() for line in nfc(order.body).splitlines() if line.strip()]
    lines = typed or [str(line) for line in how["outline"]]
    if not typed and party:
        lines = [re.sub(r"^([IVX]+)\.", r"\1-", line) for line in lines]
    last = lines[-1]
    if party:
        return (*lines[:-1], last.removesuffix("/.") if last.endswith("./.") else last)
    return (*lines[:-1], last if last.endswith("/.") else f"{last.rstrip('.;')}./.")


def _recipients(order: Order, *, decides: bool, letter: bool, party: bool) -> tuple[str, ...]:
    given = [squash(nfc(one)).lstrip("-–+ ").rstrip(" ;.,") for one in order.recipients if one.strip()]
    given = given or (["Như trên"] if letter else ["Như Điều 3"] if decides and not party else ["…"])
    if not party:
        given[-1] = re.sub(r"^Lưu\s*:?\s*VT\b", "Lưu: VT", given[-1])
    if not given[-1].startswith("Lưu"):
        given.append("Lưu Văn phòng" if party else f"Lưu: VT, {order.unit}" if order.unit else "Lưu: VT")
    return (*(f"- {one};" for one in given[:-1]), f"- {given[-1]}.")


def _stack(order: Order, kind: dict[str, Any], *, party: bool) -> tuple[str, ...]:
    """Authority and position, a line each. Without an authority the head signs: for a collective body in its name."""

    def mark(code: str, of: str) -> str:
        return f"{_MARKS[code]} {of}" if party else f"{code}. {of}"

    head, deputy, collective = kind["head"], kind["deputy"], kind.get("collective")
    first = [mark("TM", str(collective))] if collective else []
    position = nfc(order.position).upper()
    by = nfc(order.by).upper()
    if order.authority in (None, "TM"):
        return (*first, position or head)
    if order.authority == "KT":
        if party and collective:
            return (*first, position or deputy)  # in a committee a deputy signs for the committee too
        return (*first, mark("KT", by or head), position or deputy)
    if order.authority == "Q":
        return (*first, f"Q. {position or head}")
    if not position:
        raise CannotDraft("Ký thừa lệnh, thừa ủy quyền: ghi chức vụ của người ký, như “CHÁNH VĂN PHÒNG”.")
    return (mark(order.authority, by or (str(collective) if party and collective else head)), position)
