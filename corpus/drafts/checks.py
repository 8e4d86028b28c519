"""What a draft says against itself: papers that it carries out but does not rest on, bodies with work that do not get
it, deadlines before its own day, a number that fits neither type nor issuer.

Only what was read with certainty is compared; open groups (`các sở, ban, ngành`) cover the bodies of their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus.bases.reading import key_of
from corpus.drafts.finding import DraftFinding
from corpus.drafts.slips import articles, slips
from extractor.codes import parse_code
from extractor.document import Document, Text
from extractor.issuers.registry import code_key, register
from extractor.pipeline import extract
from extractor.plain_form import plain_form
from extractor.text import compare_form, fold, squash
from extractor.types import all_types
from extractor.work.deadlines import find_deadlines

# Papers that rest on others and tell bodies what to do; normative acts and letters have their own habits.
_DIRECTING = frozenset({"QĐ", "KH", "CTr", "CT", "HD", "PA", "ĐA"})
_TO_KNOW = re.compile(r"\(\s*(?:để\s+)?(?:b/c|báo cáo|biết|t/d|theo dõi)", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:cac|toan the)\b.{0,40}\b(?:so|ban|nganh|phong|don vi|co quan|bo|dia phuong|huyen|xa|phuong|to chuc|"
    r"doan the)\b|\bthu truong (?:cac )?(?:co quan|don vi|so|ban)\b"
)
# Rows that hold more than one body: `Như trên`, `Mục IV`, `Sở, ban, ngành tỉnh`, `Sở: NN&MT, TC`.
_OPENS = re.compile(r"nhu (?:tren|kinh gui)|vp|(?:muc|phan) (?:[ivx]+|\d+)\b|so,? ban|so, nganh|so:")
_PART = re.compile(r"nhu|(?:muc|phan) ")
_GROUP_CHARS = 60
# Told of every decision: the department of justice checks it and enters it into the database of legal papers.
_CHECKS_PAPERS = re.compile(r"so tu phap\b")
_WITH_DIVISIONS = ("Sở", "Chi cục", "Ủy ban nhân dân xã", "Ủy ban nhân dân phường", "Ủy ban nhân dân đặc khu")
_INITIALS = re.compile(r"\b[A-ZĐ]{3,}")
_PLACES = re.compile(r"\s+(?:tinh|thanh pho|xa|phuong|dac khu)\s.*$")
_LOCAL = re.compile(r"\s+(?:tỉnh|thành phố)\s.*$")
_HEADS = re.compile(r"^(?:giam doc|chu tich|truong|thu truong|chanh|cuc truong|bo truong|lanh dao)\s+")
_KINDS = ("so", "bo", "ban", "phong", "chi cuc", "cuc", "trung tam", "van phong", "uy ban nhan dan")
_CONCRETE = re.compile(r"(?:so|phong|chi cuc|uy ban nhan dan xa)\s(?!.*\bcac\b)")
# Rows of the preamble; `Thực hiện Kế hoạch số 5/KH-UBND ...;` beside `Căn cứ ...;` is one.
_ROW_ENDS = re.compile(r"[;.:][ \t]*\n|\n[ \t]*\n|\n(?=[ \t]*(?:[-–+][ \t]*)?(?:Căn[ \t]+cứ|Thực[ \t]+hiện|Theo)[ \t])")
_ROW_OPENS = re.compile(r"(?:[-–+]\s*)?(?:Căn cứ|Thực hiện|Theo|Xét|Trên cơ sở|Triển khai)\b")
_ROW, _PARAGRAPH = 1500, 600
# A title rests on what it carries out; what it changes, ends, makes known or names in brackets is no basis of it.
_TITLE_CARRIES_OUT = re.compile(r"\b(?:thực hiện|triển khai|thi hành|cụ thể hóa|hướng dẫn|hưởng ứng)\b", re.IGNORECASE)
_TITLE_FOLLOWS = re.compile(r"(?:(?<!kèm )\btheo\b(?! dõi\b)[^,;]*|\bcủa) ?$", re.IGNORECASE)
_TITLE_ENDS = re.compile(
    r"\b(?:đính chính|bãi bỏ|hủy bỏ|huỷ bỏ|dừng|ngừng|chấm dứt|đình chỉ|công bố|khen thưởng|tặng)\b", re.IGNORECASE
)
_TITLE_CHANGES = re.compile(
    rf"{_TITLE_ENDS.pattern}|\b(?:thu hồi|sửa đổi|bổ sung|điều chỉnh|thay thế|thay cho|gia hạn|kéo dài"
    r"|soạn thảo|dự thảo)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^)]*$")
_ARTICLES = re.compile(r"nhu\s+(?:khoan\s+\d+\s+)?dieu\s+(\d+(?:(?:\s*,\s*|\s+va\s+)(?:dieu\s+)?\d+)*)", re.IGNORECASE)


def check_paper(
    contract: Mapping[str, Any], text: Text, document: Document, *, on: str | None = None
) -> list[DraftFinding]:
    """Findings on one draft (its reading, and that as the contract's object), in the order of the text. `on`: the day
    (ISO) of a draft without one."""
    content = text.content
    found = [*_without_basis(contract, content, document), *_recipients(contract, content), *_number(contract)]
    found += [*_deadlines(contract, text, document), *slips(contract, content, document, on=on)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _without_basis(contract: Mapping[str, Any], text: str, document: Document) -> Iterator[DraftFinding]:
    """Papers that the title names or the text carries out, and that are not among the bases."""
    references = contract["references"]
    bases = {key for r in references if r["relation"] == "basis" and (key := _key(r))}
    if not bases or contract.get("type") not in _DIRECTING:
        return
    opening = min((u["start"] for u in contract["body"] if u["kind"] != "preamble"), default=len(text))
    foot = (document.footer.signature_block, document.footer.recipients_block)
    told = _carried_out(references, min((block.start for block in foot if block is not None), default=len(text)))
    title = contract["evidence"].get("title")
    seen = {key for r in references if r["relation"] in ("amends", "replaces", "repeals") and (key := _key(r))}
    headed = title["end"] if title is not None else 0
    rows = (r for r in references if headed <= r["start"] < opening and _is_of_a_row(text, r["start"]))
    seen |= {key for r in rows if (key := _key(r))}
    untold: set[str] = set()  # what the title names without carrying it out: the clause that enacts says it again
    for reference in references:
        key = _key(reference)
        in_title = title is not None and title["start"] <= reference["start"] < title["end"]
        if key is None or key in bases or key in seen or reference["class"] not in ("numbered", "law"):
            continue
        if in_title:
            wanted = _is_carried_out(squash(text[title["start"] : reference["start"]]))
            untold |= set() if wanted else {key}
        elif reference["start"] < opening:
            wanted = reference["relation"] == "implements" and key not in untold
        else:
            wanted = key in told
        if not wanted:
            continue
        seen.add(key)
        name = squash(text[reference["start"] : reference["end"]])
        yield DraftFinding(
            "not-among-bases", False, f"“{name}” được thực hiện nhưng không có trong phần căn cứ.",
            "Thêm văn bản này vào phần căn cứ, hoặc bỏ qua nếu chỉ nhắc đến.", reference["start"], reference["end"],
        )  # fmt: skip


def _is_carried_out(before: str) -> bool:
    """Whether a paper is carried out by what a title says before it: `Điều chỉnh Kế hoạch thực hiện Nghị quyết A`, but
    neither `Công bố Nghị quyết A` nor `Dừng thực hiện Kế hoạch A` nor `Sửa đổi khoản 2 của Quyết định A`."""
    if _IN_BRACKETS.search(before) is not None:
        return False
    cues = list(_TITLE_CARRIES_OUT.finditer(before))
    if cues and _TITLE_CHANGES.search(before, cues[-1].end()) is None:
        return _TITLE_ENDS.search(before) is None
    return _TITLE_FOLLOWS.search(before) is not None and _TITLE_CHANGES.search(before) is None


def _carried_out(references: Iterable[Mapping[str, Any]], end: int) -> set[str]:
    """What the text carries out in more than one paragraph; annexes tell what others did."""
    places: dict[str, list[int]] = {}
    for one in references:
        if one["relation"] == "implements" and one["start"] < end and (key := _key(one)):
            places.setdefault(key, []).append(one["start"])
    return {key for key, starts in places.items() if max(starts) - min(starts) > _PARAGRAPH}


def _is_of_a_row(text: str, start: int) -> bool:
    """Whether a citation of the preamble stands in a row of it (`Căn cứ ...;`, `Thực hiện A, B;`): what such a row
    carries out in its words is told by it."""
    row = _ROW_ENDS.split(text[max(0, start - _ROW) : start])[-1]
    return _ROW_OPENS.match(squash(row)) is not None


def _key(reference: Mapping[str, Any]) -> str | None:
    if reference["number"] is None and reference["class"] != "law":
        return None
    return key_of(number=reference["number"], year=reference["year"], locality=reference["locality"],
                  type_code=reference["type"], name=reference["title"]) or reference["key"]  # fmt: skip


def _recipients(contract: Mapping[str, Any], text: str) -> Iterator[DraftFinding]:
    """Bodies with work that Nơi nhận leaves out, and bodies in Nơi nhận of which the paper says nothing."""
    rows = [str(one) for one in contract["recipients"]]
    if not rows or contract.get("type") not in _DIRECTING:
        return
    told = [_bare(one) for one in rows]
    opened = [one for one in told if _OPEN.search(one) or _OPENS.match(one)]
    opened += [f"cac {one}" for one in told if "uy ban nhan dan" in one]
    named = _named_by_articles(rows, contract["body"], text)
    opened += [named[group.start() : group.end() + _GROUP_CHARS] for group in _OPEN.finditer(named)]
    body_end = text.find("Nơi nhận")
    body = fold(compare_form(text[: body_end if body_end > 0 else len(text)]))
    for unit, start, end in _told_to(contract):
        name = _bare(unit)
        if any(_same(name, one) for one in told) or any(_covers(group, name) for group in opened):
            continue
        if _short(name) in named or f"thanh lap {name}" in body:
            continue  # what the paper itself sets up has no mailbox yet: its members get the paper
        if f"({unit}" in text:
            continue  # a part of the body before the bracket, through which it gets the paper
        yield DraftFinding(
            "not-a-recipient", False, f"{unit} được giao việc nhưng không có trong “Nơi nhận”.",
            f"Thêm “- {unit};” vào “Nơi nhận”.", start, end,
        )  # fmt: skip
    for row, name in zip(rows, told, strict=True):
        if _TO_KNOW.search(row) or not _CONCRETE.match(name) or _OPEN.search(name):
            continue
        if ":" in row or name in body or _short(name) in body or not _works(row, name, contract):
            continue
        at = text.find(row, max(body_end, 0))
        if at >= 0:
            yield DraftFinding(
                "recipient-without-work", False, f"{row}: có trong “Nơi nhận” nhưng nội dung không nhắc đến.",
                "Kiểm tra: giao việc, ghi “(để biết)” hoặc bỏ khỏi “Nơi nhận”.", at, at + len(row),
            )  # fmt: skip


def _works(row: str, name: str, contract: Mapping[str, Any]) -> bool:
    """Whether a body of Nơi nhận is one that gets a paper for its work: no division of the issuer's own office, none
    written in initials, which the text spells out, and not who checks every decision."""
    if name.startswith("phong") and not str(contract.get("issuer") or "").startswith(_WITH_DIVISIONS):
        return False
    if contract.get("type") == "QĐ" and _CHECKS_PAPERS.match(name):
        return False
    return not _INITIALS.search(row)


def _told_to(contract: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    seen: set[str] = set()
    issuer = _bare(contract.get("issuer") or "")
    for task in contract["tasks"]:
        name = _bare(task["unit"])
        if name in seen or _same(name, issuer) or _OPEN.search(name):
            continue
        seen.add(name)
        yield task["unit"], task["start"], min(task["end"], task["start"] + 120)


def _named_by_articles(rows: Iterable[str], body: Sequence[Mapping[str, Any]], text: str) -> str:
    """The folded text of the articles that `Như Điều 3` points to: whoever stands in it receives the paper."""
    named = (found.group(1) for row in rows if (found := _ARTICLES.search(fold(row))))
    numbers = {number for one in named for number in re.findall(r"\d+", one)}
    parts = [text[u["start"] : u["end"]] for u in articles(body) if (u["label"] or "").removeprefix("Điều ") in numbers]
    return fold(compare_form(squash(" ".join(parts)))).replace("ubnd", "uy ban nhan dan")


def _bare(name: str) -> str:
    """A body as it is compared: folded, without the head that names it, bracket and place."""
    folded = fold(compare_form(re.sub(r"\([^)]*\)", "", name))).replace("ubnd", "uy ban nhan dan")
    folded = _HEADS.sub("", folded.strip(" ;.,-"))
    return _PLACES.sub("", folded) if not folded.startswith("uy ban nhan dan") else folded


def _short(name: str) -> str:
    return re.sub(r"^(?:so|phong)\s+", "", name)


def _same(one: str, other: str) -> bool:
    return bool(one) and (one == other or one in other or (len(other) > 6 and other in one))


def _is_listed(name: str, row: str) -> bool:
    """Whether a row such as `NV, NN&MT, VHTT` holds the department of that name, by its words or by its first letters,
    of which the last may be left out."""
    letters = "".join(word[0] for word in re.findall(r"\w+", name) if word != "va")
    listed = [re.sub(r"[\s&-]", "", one) for one in re.split(r"[,;]", row)]
    return any(len(one) > 1 and (letters.startswith(one) or one == re.sub(r"[\s-]", "", name)) for one in listed)


def _covers(group: str, name: str) -> bool:
    """Whether an open group holds bodies of that kind: `cac so, ban, nganh` holds every Sở."""
    if _PART.match(group):
        return True
    if group.startswith("vp"):
        return name.startswith("van phong")
    group = re.sub(r"\b(?:truc )?thuoc\b.*", "", group)
    bodies = group.replace("uy ban nhan dan", "")  # its `ban` is none of the bodies called so
    kind = next((one for one in _KINDS if name.startswith(one + " ")), None)
    if kind is None:
        return True  # a kind that is not known is not held against the draft
    if group.startswith("so:"):
        return kind == "so" and _is_listed(_short(name), group[3:])
    if kind == "uy ban nhan dan":
        return bool(re.search(r"\b(?:xa|phuong|huyen|dia phuong|uy ban nhan dan|tinh)\b", group))
    if re.search(r"\b(?:don vi|co quan|to chuc|nganh)\b", group):
        return True
    if kind in ("so", "ban"):
        return bool(re.search(r"\b(?:so|ban)\b", bodies))
    return bool(re.search(rf"\b{kind}\b", group))


def _deadlines(contract: Mapping[str, Any], text: Text, document: Document) -> Iterator[DraftFinding]:
    """Terms set for a task that are over on the draft's own day. As a rule days before the signing are told, not
    ordered, and the reader leaves them out: the draft is read once more as if it had no day."""
    day = document.header.date
    if day is None or contract.get("type") not in _DIRECTING:
        return
    form = plain_form(text.content)
    if form is not None:  # cues are looked for in plain words; where they stand is told of the text as stored
        text = form.text(text)
        document = extract(text)
    undated = replace(document.header, date=None)
    for one in find_deadlines(text, undated, document.footer, document.references):
        span = form.span(one.span) if form is not None else one.span
        told = any(t["start"] <= span.start and span.end <= t["end"] for t in contract["tasks"])
        if one.date and one.date < day.value and told:
            yield DraftFinding(
                "deadline-passed", True, f"Thời hạn “{squash(one.text)}” đã qua vào ngày ban hành.",
                "Sửa thời hạn hoặc ngày ban hành.", span.start, span.end,
            )  # fmt: skip


def _number(contract: Mapping[str, Any]) -> Iterator[DraftFinding]:
    """The letters of the draft's own number against heading and issuer (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""
    symbol, place = contract.get("symbol"), contract["evidence"].get("symbol")
    if symbol is None or place is None:
        return
    code = parse_code(contract.get("number") or (f"1-{symbol}" if "/" in symbol else f"1/{symbol}"))
    if code is None:
        return
    start, end = place["start"], place["end"]
    type_code = contract.get("type")
    fitting = [e for e in all_types() if e.code == type_code]
    letters = {one for entry in fitting for one in entry.letters}
    if type_code == "QyĐ" and "-".join(code.organs) == "TW":
        letters.add("QĐ")  # the Centre's own regulations have always borne the letters of its decisions
    if code.type_letters and type_code not in (None, "CV") and letters and code.type_letters not in letters:
        yield DraftFinding(
            "number-against-type", True, f"Ký hiệu ghi {code.type_letters}, tên loại là {fitting[0].name}.",
            f"Dùng {fitting[0].letters[0]} trong ký hiệu, hoặc sửa tên loại.", start, end,
        )  # fmt: skip
    other = _other_body(code.organs, contract.get("issuer") or "") if type_code != "CV" else None
    if other is not None:
        yield DraftFinding(
            "number-against-issuer", True,
            f"Ký hiệu ghi {'-'.join(code.organs)} ({other}), không phải {contract['issuer']}.",
            "Dùng chữ viết tắt của cơ quan ban hành.", start, end,
        )  # fmt: skip


def _other_body(organs: Sequence[str], issuer: str) -> str | None:
    """The body of the register whose letters a number bears, where that is certainly not the issuer."""
    if not organs or not issuer:
        return None
    rows = register().codes.get(code_key(organs[0]), ())
    named = compare_form(issuer)
    if not rows or any(named.startswith(compare_form(row.name)) for row in rows):
        return None
    own = [row for row in register().entries if row.codes and compare_form(row.name) == re.sub(_LOCAL, "", named)]
    committee = named.startswith(("ủy ban nhân dân", "hội đồng nhân dân"))
    return rows[0].name if own or committee else None


def finding_json(finding: DraftFinding) -> dict[str, Any]:
    """Ready for JSON."""
    return {
        "code": finding.code, "fault": finding.fault, "message": finding.message, "remedy": finding.remedy,
        "start": finding.start, "end": finding.end,
    }  # fmt: skip
