"""Who issued the paper: the head line, corrected by the code, the signature and the text.

The head line is one or two bodies, superior first (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2); a superior's place is
the body's place. Columns and line breaks are undone by what can begin a body's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from extractor.codes import Code
from extractor.document import Found, Span
from extractor.footer.positions import AUTHORITY
from extractor.footer.signature import Signature
from extractor.footer.stamps import is_stamp
from extractor.header.casing import cased
from extractor.issuers import Body, body_of_code, canonical_body
from extractor.issuers.places import canonical_place, full_place
from extractor.knowledge import toml_data
from extractor.layout import Line, is_capitals, is_rule, is_spoilt_motto
from extractor.number_letters import is_joint
from extractor.phrases import any_of
from extractor.text import compare_form, fold, squash

_FEW_WORDS = 6  # of a head line in small letters that goes on with a name
_HEAD_LINES = toml_data("masthead.toml")["head_lines"]

# First words of a body's name in a head line, folded. `dan` or `tinh` go on with the line above.
_BEGINS_BODY = re.compile(rf"(?:{any_of(_HEAD_LINES['begins'], ' ')})\b|van$")
_GOES_ON = re.compile(rf"(?:{any_of(_HEAD_LINES['goes_on'], ' ')})\b")
_STANDING = re.compile(rf"(?:{any_of(_HEAD_LINES['has_standing'], ' ')})\b[^\n]*\nthuong truc")
# A name that cannot end so goes on with the next line; not `Hà Tĩnh`, `Công Thương`.
_OPEN = re.compile(
    rf"(?:[-–,]|(?:^|\s)(?<!ha )(?<!cong )(?:{any_of(_HEAD_LINES['open_ends'], ' ')}))$"
    rf"|^(?:{any_of(_HEAD_LINES['open_lines'], ' ')})$"
)
# The Front under the committee it issues a paper with, whose place stands below both.
_FRONT = re.compile(r"(?:uy ban|ub)\s?(?:mat tran|mttq)")
# ... but the name of a place may: `XÃ ĐỒNG VĂN / PHÒNG KINH TẾ`.
_PLACED = re.compile(r"\b(?:xa(?! hoi)|phuong|huyen|quan|thi xa|thi tran|dac khu) \w+ \w+(?: \w+)?$")
_BETWEEN = re.compile(r"[\s\-–]+")
_COMMITTEE = re.compile(r"ubnd\b|uy ban nhan dan\b")
_JOINT = re.compile(rf"\s+[-–]\s*(?=(?:{any_of(_HEAD_LINES['joint'], ' ')})\b)")
_NOT_ISSUER = re.compile(rf"(?:{any_of(_HEAD_LINES['not_issuer'], ' ')})|(?:mat|khan)$|trang \d|\d")
# Lines that hold another field, damaged so that it was not read, or the session of a council: no part of a name.
_OTHER_FIELD = re.compile(
    r"(?:so|ngay|gio)\s?[:.]|(?:kinh )?chuyen\s?(?::|$)|luu ho so\b|.*\bngay(?:\b.*\bthang\b|thang\b|\s+\d)"
    r"|(?:khoa\s+(?:[ivxl]+|\d+)|ky hop\s+thu)\b|.*,\s?\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$"
)
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{2,}")  # an abbreviation, folded: every syllable has a vowel
# On small letters. Not `tỉnh ủy`, `xã hội`; `quản lý` is no `quận`, so accents count.
_PLACE_IN_NAME = re.compile(
    r"\b(?:tỉnh(?! ủy| uỷ| đoàn)|thành phố|tp|huyện|quận|thị xã|xã(?! hội)|phường|đặc khu|thị trấn)\b"
)
_CENTRAL_PARTY = re.compile(r"ban chap hanh trung uong(?: dang)?(?: dang cong san viet nam)?$")
# What helps a committee of the Party is named by the committee, also under the name of those who elected it.
_PARTY_ASSEMBLY = re.compile(r"(?:Ban Chấp hành )?Đảng bộ (tỉnh|thành phố|xã|phường|đặc khu) (.+)")
_COMMITTEES = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "xã": "Đảng ủy xã", "phường": "Đảng ủy phường",
    "đặc khu": "Đảng ủy đặc khu",
}  # fmt: skip
# A mass organisation at the level of a place.
_MASS = ("Liên đoàn Lao động", "Hội ", "Ủy ban Mặt trận", "Liên hiệp ", "Tỉnh đoàn", "Thành đoàn")
# Organs that every organisation has, with nothing but their place: whose they are stands above or beside them.
_ORGAN_OF_PLACE = re.compile(
    r"(BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BCH|BTV) "
    r"(?=(?:TỈNH|THÀNH PHỐ|TP|QUẬN|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|TRƯỜNG)\b(?! (?:ĐOÀN|ỦY|UỶ)))"
)
_STACK_BODY = re.compile(r"(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH TRUNG ƯƠNG|TRUNG ƯƠNG)")
# who enacts comes before who is merely named in the preamble
_TEXT_ENACTS = re.compile(
    r"\b(Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)(?:\s*,\s*Ban\s+Bí\s+thư)?\s+(?:nay\s+)?"
    r"(?:ban\s+hành|quyết\s+định|yêu\s+cầu|chỉ\s+thị|kết\s+luận|đề\s+nghị|thống\s+nhất|quy\s+định|có\s+ý\s+kiến)(?!\w)"
)
_TEXT_BODY = re.compile(r"\b(Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)\b")
# `KẾT LUẬN / CỦA BAN BÍ THƯ`, right below the first line that is a type word alone: titles cite papers of others. So
# far into the body the heading may reach.
_OF_HEADING = re.compile(
    r"\n[ \t]*(?:KẾT LUẬN|CHỈ THỊ|QUY ĐỊNH|QUYẾT ĐỊNH|NGHỊ QUYẾT|HƯỚNG DẪN|THÔNG BÁO|THÔNG TRI|QUY CHẾ|BÁO CÁO)[ \t]*\n"
    r"(?:\s*CỦA[ \t]+(BỘ CHÍNH TRỊ|BAN BÍ THƯ)[ \t]*(?=\n))?"
)
_HEADING_REACH = 200
_OF_CENTRE = re.compile(r"(?:,?\s+ngày\s[\d/.\-thángnăm ]{6,30})?\s+của\s+(Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)(?!\w)")
# What an issuer does in its own text, folded: `Bộ trưởng Bộ Y tế ban hành Thông tư`, `Cục Đường bộ có ý kiến như sau`.
_ACTS = r",? (?:ban hanh|huong dan|co y kien|tra loi|thong bao|de nghi|yeu cau|kinh trinh)\b"


@dataclass(frozen=True, slots=True)
class Issuer:
    """`found` is the canonical name; `place` its bare province or city. `known`: a register has the name."""

    found: Found[str]
    place: str | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class HeadBody:
    """A body named in the head lines: its name as printed, put together from its lines, and where they stand."""

    name: str
    span: Span


def read_issuer(
    content: str,
    bodies: list[HeadBody],
    *,
    code: Code | None,
    place: str | None,
    date: str | None,
    signature: Signature | None,
    body: Span,
) -> Issuer | None:
    """The issuer from the bodies that the head lines name, None without them."""
    if not bodies:
        return None
    joint = [part for each in bodies for part in _joint_parts(each.name)]
    if len(bodies) == 2 and joint[0] == bodies[0].name:
        named = code is not None and 1 < len(code.organs) == len(joint) - 1
        if named or (len(joint) > 2 and _COMMITTEE.match(fold(joint[0])) and all(map(_is_office, joint[1:]))):
            joint = joint[1:]  # `SỞ Y TẾ - SỞ TÀI CHÍNH` under the committee that both belong to
    span = Span(bodies[0].span.start, bodies[-1].span.end)
    lettered = _joint_of_letters(code, date)
    if len(lettered) > len(joint) and _same(joint[0].split(",")[0], lettered[0]):  # a page kept the first head line
        raw = content[span.start : span.end]
        return Issuer(Found("; ".join(lettered), raw, span, "letters of a joint number"), None)
    if len(joint) > len(bodies) or _is_joint(bodies, code):
        return _joint_issuer(content, joint, span, place, date)
    name, own = bodies[-1].name, bodies[-1].span
    above = bodies[-2].name if len(bodies) > 1 else ""
    raw = content[own.start : own.end]
    if code is not None and code.organs[:1] == ("TTg",):
        return Issuer(Found("Thủ tướng Chính phủ", raw, own, "code TTg"), None)
    if code is not None and code.organs[:1] == ("CTN",):
        return Issuer(Found("Chủ tịch nước", raw, own, "code CTN"), None)
    if _CENTRAL_PARTY.match(fold(name)) and not above:
        mass = code_body(code, place, date)
        if mass is not None and mass.level == "mass":
            return Issuer(Found(mass.name, raw, own, "letters of the code"), None)  # the Youth Union's head line
        return _central_party(content, own, code, signature, body)
    if len(bodies) > 2:  # `ĐẢNG BỘ TỈNH X / ĐẢNG ỦY PHƯỜNG Y / ỦY BAN KIỂM TRA`
        top = canonical_body(bodies[-3].name, place=place, date=date)
        place = (top.locality if top else None) or place
    issuer = _from_head(raw, own, name, above, place, date)
    if issuer.found.rule == "head line as printed" and not _BEGINS_BODY.match(fold(name)):
        return None  # no register knows it and it does not begin like a body: a table, a stamp, a caption
    if not issuer.known and is_capitals(raw):
        value = cased(issuer.found.value, content, body.start, body.end)
        issuer = replace(issuer, found=replace(issuer.found, value=value))
    by_code = code_body(code, place, date)
    if by_code is None or _same(by_code.name, issuer.found.value):
        return issuer
    return _settled(content, issuer, by_code, body)


def head_bodies(cells: list[Line]) -> list[HeadBody]:
    """The bodies that the head lines name, in order: lines that go on with a name are joined to it. `cells`: what of
    the head is no motto, number, date, mark."""
    bodies: list[HeadBody] = []
    for cell in cells:
        text = squash(cell.text).strip(" *_.")
        folded = fold(text).strip(" -")
        if is_rule(cell.text) or not folded or _NOT_ISSUER.match(folded) or _OTHER_FIELD.match(folded):
            continue
        if is_stamp(text) or is_spoilt_motto(folded) or text in ("Số", "số"):
            continue
        if text[0].islower() and len(text.split()) > _FEW_WORDS and not is_capitals(text):
            continue  # a line of the text, where no heading was read above it
        if bodies:
            above = fold(bodies[-1].name)
            if folded.startswith(f"{above} "):  # the name in full below its first words, an enacting line
                bodies[-1] = HeadBody(text, Span(cell.start, cell.end))
                continue
            whole = above.endswith(" viet nam") and _PLACE_IN_NAME.search(text.lower())  # `HỘI NÔNG DÂN XÃ ...` below
            begins = _BEGINS_BODY.match(folded) and (whole or not _GOES_ON.match(folded))
            begins = begins or _STANDING.fullmatch(f"{above}\n{folded}")
            if not begins or (_is_open(above) and not _FRONT.match(folded)):
                bodies[-1] = HeadBody(f"{bodies[-1].name} {text}", Span(bodies[-1].span.start, cell.end))
                continue
        bodies.append(HeadBody(text, Span(cell.start, cell.end)))
    return _without_repeats(bodies)


def _is_open(name: str) -> bool:
    """Whether a folded name cannot end so, and goes on with the line below it."""
    return _OPEN.search(name) is not None and _PLACED.search(name) is None


def of_youth_union(bodies: list[HeadBody]) -> list[HeadBody]:
    """The head lines of a paper with the name of the Youth Union for a motto: `BAN CHẤP HÀNH TỈNH X` is its organ."""
    return [HeadBody(_ORGAN_OF_PLACE.sub(r"\1 ĐOÀN ", each.name, count=1), each.span) for each in bodies]


def _without_repeats(bodies: list[HeadBody]) -> list[HeadBody]:
    """A head printed twice (running head and masthead) counts once."""
    unique: dict[str, HeadBody] = {}
    for body in bodies:
        name = fold(_BETWEEN.sub(" ", body.name)).strip()
        unique.pop(name, None)
        unique[name] = body
    return list(unique.values())


def _joint_parts(name: str) -> list[str]:
    return [part for part in (piece.strip(" -–") for piece in _JOINT.split(name)) if part]


def _is_office(name: str) -> bool:
    """Whether a body is an office of a committee, which never issues together with it."""
    return fold(name).startswith(("so ", "phong "))


def _is_joint(bodies: list[HeadBody], code: Code | None) -> bool:
    """Several bodies of one rank under a joint code: `TTLT-BTC-BNV`, `NQLT/...`."""
    return len(bodies) > 1 and code is not None and is_joint(code.type_letters, code.organs)


def _joint_of_letters(code: Code | None, date: str | None) -> tuple[str, ...]:
    """The bodies of the whole country that a joint number names, `TTLT-BTC-BNV`; none where one of them is unknown."""
    if code is None or not is_joint(code.type_letters, code.organs):
        return ()
    kind, system = code.type_letters, code.system
    bodies = [body_of_code((organ,), type_code=kind, system=system, place=None, date=date) for organ in code.organs]
    names = tuple(dict.fromkeys(body.name for body in bodies if body is not None and body.locality is None))
    return names if len(names) == len(bodies) > 1 else ()


def _joint_issuer(content: str, parts: list[str], span: Span, place: str | None, date: str | None) -> Issuer:
    names: list[str] = []
    locality: str | None = None
    below = _PLACE_IN_NAME.search(parts[-1].lower())  # `HỘI NÔNG DÂN - HỘI LHPN` over the place of both
    for part in parts:
        body = canonical_body(part, place=place, date=date)
        if body is not None and body.level == "mass" and body.locality is None and below is not None:
            body = canonical_body(f"{part} {parts[-1][below.start() :]}", date=date) or body
        names.append(body.name if body else readable_name(part))
        locality = locality or (body.locality if body else None)
    value = "; ".join(dict.fromkeys(names))
    return Issuer(Found(value, content[span.start : span.end], span, "joint head lines"), locality)


def _told_above(content: str, code: Code | None, end: int) -> Found[str] | None:
    """The body that a portal's headline names with the paper's own number: `Quy định số 7-QĐ/TW của Bộ Chính trị`."""
    at = content.rfind(code.canonical, 0, end) if code is not None else -1
    named = _OF_CENTRE.match(content, at + len(code.canonical)) if code is not None and at >= 0 else None
    return Found(squash(named[1]), named[1], Span(*named.span(1)), "headline above the paper") if named else None


def _central_party(content: str, own: Span, code: Code | None, signature: Signature | None, body: Span) -> Issuer:
    """`BAN CHẤP HÀNH TRUNG ƯƠNG` heads papers of three bodies: the signature, then the text, says which."""
    raw = content[own.start : own.end]
    stack = signature.stack if signature else ()
    for number, line in enumerate(stack):
        named = _STACK_BODY.search(" ".join(stack[number : number + 2]).upper())  # `T/M BỘ CHÍNH / TRỊ`
        if named and AUTHORITY.match(line):
            name = {"BỘ CHÍNH TRỊ": "Bộ Chính trị", "BAN BÍ THƯ": "Ban Bí thư"}.get(named[0])
            return Issuer(Found(name or "Ban Chấp hành Trung ương Đảng", raw, own, "signature"), None)
    heading = _OF_HEADING.search(content, own.end, min(len(content), body.start + _HEADING_REACH))
    if heading is not None and heading[1]:
        name = "Bộ Chính trị" if heading[1].startswith("BỘ") else "Ban Bí thư"
        return Issuer(Found(name, heading[1], Span(*heading.span(1)), "heading"), None)
    inside = central_body_in_text(content, body) or _told_above(content, code, own.start)
    if inside is not None:
        return Issuer(inside, None)
    return Issuer(Found("Ban Chấp hành Trung ương Đảng", raw, own, "head line"), None)


def central_body_in_text(content: str, body: Span) -> Found[str] | None:
    """The Politburo or the Secretariat where the text lets it decide, else where it names one of them first."""
    reach = min(body.end, body.start + 4000)
    inside = _TEXT_ENACTS.search(content, body.start, reach) or _TEXT_BODY.search(content, body.start, reach)
    if inside is None:
        return None
    return Found(squash(inside[1]), inside[0], Span(*inside.span()), "body of the text")


def code_body(code: Code | None, place: str | None, date: str | None) -> Body | None:
    """The body that the letters of the paper's own number name, None where they do not settle it."""
    if code is None or not code.organs:
        return None
    return body_of_code(code.organs, type_code=code.type_letters, system=code.system, place=place, date=date)


def _from_head(raw: str, own: Span, name: str, above: str, place: str | None, date: str | None) -> Issuer:
    if above and _PLACE_IN_NAME.match(above.lower()) and not _PLACE_IN_NAME.search(name.lower()):
        name, above = f"{name} {above}", ""  # `TỈNH LÀO CAI / BAN CHỈ ĐẠO 389`
    superior = canonical_body(above, place=place, date=date) if above else None
    province = (superior.locality if superior else None) or place
    where = canonical_place(province) if province else None
    district = superior is not None and superior.level in ("district", "commune")
    body = _inner_party_body(name, above, superior, date)
    body = body or _organ_under(name, superior, date)
    body = body or canonical_body(name, place=None if district else province, date=date)
    if superior is not None and (body is None or body.level == "other" or body.name == _bare(name)):
        inner = canonical_body(f"{name} {superior.name}", place=province, date=date)
        body = inner if inner is not None and inner.level != "other" else body
    if superior is not None and superior.level == "party-province" and body is not None and body.locality is None:
        # `ĐẢNG BỘ TỈNH LÀO CAI / ĐẢNG ỦY KHỐI CÁC CƠ QUAN`: not the bloc of the centre
        at = _PLACE_IN_NAME.search(superior.name.lower())
        placed = canonical_body(f"{name} {superior.name[at.start() :]}", date=date) if at is not None else None
        body = placed if placed is not None and placed.locality is not None and placed.level != "other" else body
    if body is None:
        value = _with_place(readable_name(name), superior, None, date)
        return Issuer(Found(value, raw, own, "head line as printed"), where, known=False)
    if body.level == "other" or (body.locality is None and body.level not in ("central", "party-central", "mass")):
        value = _with_place(body.name, superior, where, date)
        locality = body.locality or (superior.locality if superior else None)
        return Issuer(Found(value, raw, own, "head line"), locality, known=body.level != "other")
    return Issuer(Found(body.name, raw, own, "head line"), body.locality)


def _bare(name: str) -> str:
    """`VĂN PHÒNG`, `BAN THƯỜNG TRỰC` as a name of one or two words, which says nothing without the body above it."""
    return name.capitalize() if len(name.split()) <= 3 else ""


def _inner_party_body(name: str, above: str, superior: Body | None, date: str | None) -> Body | None:
    """`BAN TỔ CHỨC` under `TỈNH ỦY LÀO CAI` is Ban Tổ chức Tỉnh ủy Lào Cai, under the Central Committee Ban Tổ chức
    Trung ương."""
    if not above:
        return None
    if _CENTRAL_PARTY.match(fold(above)):
        for tail in ("Trung ương Đảng", "Trung ương"):
            body = canonical_body(f"{name} {tail}", date=date)
            if body is not None and body.level == "party-central":
                return body
    if superior is not None and superior.level.startswith("party"):
        assembly = _PARTY_ASSEMBLY.match(superior.name)
        committee = f"{_COMMITTEES[assembly[1]]} {assembly[2]}" if assembly else superior.name
        body = canonical_body(f"{name} {committee}", date=date)
        if body is not None and body.level != "other" and body.name != committee:
            return body
    return None


def _organ_under(name: str, superior: Body | None, date: str | None) -> Body | None:
    """A part of a mass organisation, named without it or without its place: `BAN THƯỜNG VỤ TỈNH LÀO CAI` under `HỘI
    NÔNG DÂN VIỆT NAM`, `CÔNG ĐOÀN NGÀNH Y TẾ` under `LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI`."""
    if superior is None or (superior.level != "mass" and not superior.name.startswith(_MASS)):
        return None
    own, above = (_PLACE_IN_NAME.search(each.lower()) for each in (name, superior.name))
    organisation = superior.name.removesuffix(" Việt Nam")
    tries = [f"{name[: own.start()]} {organisation} {name[own.start() :]}"] if own and not above else []
    tries += [f"{name} {superior.name}"] if not own else []
    tries += [f"{name} {superior.name[above.start() :]}"] if above and not own else []
    for words in tries:
        body = canonical_body(words, date=date)
        if body is not None and body.level != "other" and body.name != superior.name:
            return body
    return None


def _with_place(name: str, superior: Body | None, where: str | None, date: str | None) -> str:
    """A local office that no register holds, with the place of the body over it: `Trung tâm ... thành phố Hà Nội`."""
    if superior is None or superior.level.startswith(("central", "party")) or _PLACE_IN_NAME.search(name.lower()):
        return name
    if name.lower().endswith("việt nam"):
        return name  # of the whole country: `CÔNG ĐOÀN TẬP ĐOÀN ... VIỆT NAM`
    if any(place and fold(name).endswith(f" {fold(place)}") for place in (superior.locality, where)):
        return name  # `TRƯỜNG CAO ĐẲNG LÀO CAI` under its province or a body of several
    found = _PLACE_IN_NAME.search(superior.name.lower())
    if found:
        return f"{name} {superior.name[found.start() :]}"
    return f"{name} {full_place(where, None, date)}" if where else name


def _settled(content: str, issuer: Issuer, by_code: Body, body: Span) -> Issuer:
    """Head line and code name two bodies: the code's counts where the head is a misprint of it, or where the text lets
    that body act (`Bộ trưởng Bộ ... ban hành Thông tư`) and not the one of the head."""
    found = issuer.found
    read = Found(by_code.name, found.raw, found.span, "code and text against the head line")
    settled = Issuer(read, by_code.locality)
    ratio = SequenceMatcher(None, fold(found.value), fold(by_code.name)).ratio()
    cut = not issuer.known and by_code.level == "central" and fold(by_code.name).startswith(f"{fold(found.value)} ")
    if (found.rule == "head line as printed" and ratio > 0.85) or cut:  # `VIỆN KIỂM SÁT NHÂN DÂN`, TỐI CAO lost
        return settled
    if by_code.locality is not None or (by_code.level == "mass" and issuer.place is not None):
        return issuer  # letters of local bodies repeat in every province and level, those of a union in each of its own
    opening = squash(fold(content[body.start : min(body.end, body.start + 8000)]))
    acts = [re.search(re.escape(fold(name)) + _ACTS, opening) is not None for name in (by_code.name, found.value)]
    return settled if acts == [True, False] else issuer


def _same(first: str, second: str) -> bool:
    return first == second or compare_form(first) == compare_form(second)


def readable_name(raw: str) -> str:
    """A name in capitals as running text writes it, as far as that can be known: lower case, places capitalised."""
    name = squash(raw).strip(" -–*_.")
    if not is_capitals(name):
        return name
    lowered = " ".join(word if _NO_VOWEL.fullmatch(fold(word)) else word.lower() for word in name.split(" "))
    place = _PLACE_IN_NAME.search(lowered)
    if place:
        lowered = lowered[: place.end()] + lowered[place.end() :].title()
    return lowered[:1].upper() + lowered[1:]
