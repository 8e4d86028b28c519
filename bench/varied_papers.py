"""Invented papers of many kinds, as they are printed and must be read: State, Party, mass organisations, joint."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, NamedTuple

from bench.documents import CLAUSES, OFFICES, PLACES

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lường Giàng Vàng Tẩn".split()
_MIDDLE = "Văn Thị Đức Minh Quốc Hữu Thế Mạnh Xuân Công Thanh Bích Ngọc Trọng Quang".split()
_GIVEN = "Hưởng Thủy Dũng Sáng Hằng Tuấn Nghĩa Lượng Phượng Khải Bằng Diễm Quỳnh Thọ Tiến Vững Đạt Yến Chỉnh".split()
_SUBJECTS = (
    "tăng cường quản lý chợ phiên vùng cao", "sửa chữa đường vào trường học", "khôi phục nghề dệt chiếu cói",
    "phòng trừ sâu bệnh trên cây hồi", "bố trí lịch tiếp công dân cuối năm", "kiểm kê đò ngang và bến khách",
    "đặt tên đường ở thị trấn ven biển", "trồng lại rừng chắn cát", "thu gom vỏ chai thuốc bảo vệ thực vật",
    "mở lớp dạy chữ cho người lớn tuổi", "chống rét cho đàn trâu, bò", "nạo vét kênh dẫn nước tưới",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who signs: the lines above the name, and what must be read of them."""

    stack: tuple[str, ...]
    name: str
    position: str
    authority: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed where. `number` has an empty place of digits where a pen writes them (`by_hand`).

    `code` follows the digits; `title` are the lines below the type word, `about` those of a letter's `V/v`.
    """

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    digits: str
    code: str
    place: str
    day: tuple[int, int, int]
    heading: str
    title: tuple[str, ...]
    about: tuple[str, ...]
    opening: tuple[str, ...]
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    signers: tuple[Who, ...]
    type_code: str
    issuer: str
    cited: tuple[str, ...]
    copy: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """As the header prints it."""
        return self.digits + self.code

    @property
    def whole_title(self) -> str:
        """The trích yếu in one line."""
        return " ".join(self.about or self.title)


_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
KINDS = (
    "decision", "letter", "joint", "circular", "premier", "notice", "submission", "council", "delegated",
    "party-directive", "party-report", "front", "youth", "copy",
)  # fmt: skip


def paper(kind: str, seed: int) -> Paper:
    """The paper of a kind of `KINDS` that belongs to a seed."""
    chance = random.Random(f"{kind}-{seed}")
    place = chance.choice(PLACES)
    year = chance.randint(2012, 2024)
    day = chance.randint(1, 28), chance.randint(1, 12), year
    office, other = chance.sample(OFFICES[:6], 2)
    cited = (
        f"{chance.randint(2, 90):02}/{year - 1}/QĐ-UBND",
        f"{chance.randint(11, 180)}/{year - 2}/NĐ-CP",
        f"{chance.randint(11, 60)}-CT/TU",
    )
    body = (
        f"Thực hiện Quyết định số {cited[0]} ngày 12/5/{year - 1} của Ủy ban nhân dân tỉnh {place} và Nghị định số "
        f"{cited[1]} ngày 20 tháng 8 năm {year - 2} của Chính phủ, {chance.choice(CLAUSES)}.",
        f"1. Theo Chỉ thị số {cited[2]} ngày 05/3/{year - 1} của Ban Thường vụ Tỉnh ủy {place}, "
        f"{chance.choice(CLAUSES)}.",
        f"2. {chance.choice(CLAUSES).capitalize()}; {chance.choice(CLAUSES)}.",
    )
    subject = chance.choice(_SUBJECTS)
    made: dict[str, Any] = {
        "left": (), "right": _STATE, "digits": str(chance.randint(3, 2900)), "place": place, "day": day,
        "heading": "", "title": (), "about": (), "opening": (), "body": body, "cited": cited,
        "recipients": ("Như trên;", f"Sở {other};", "Lưu: VT, NC."),
    }  # fmt: skip
    made.update(_KINDS[kind](_Facts(chance, place, subject, office, other, year)))
    return Paper(kind=kind, **made)


def _who(chance: random.Random, *stack: str, authority: str | None) -> Who:
    name = " ".join(chance.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))
    return Who(stack, name, stack[-1], authority)


class _Facts(NamedTuple):
    """What a paper is about: a place, a subject, two offices of the province, a year."""

    chance: random.Random
    place: str
    subject: str
    office: str
    other: str
    year: int


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word != "và").upper()


def _decision(it: _Facts) -> dict[str, object]:
    body = f"ỦY BAN NHÂN DÂN TỈNH {it.place.upper()}"
    return {
        "left": ("ỦY BAN NHÂN DÂN", f"TỈNH {it.place.upper()}"),
        "code": "/QĐ-UBND",
        "heading": "QUYẾT ĐỊNH",
        "title": ("Về việc " + it.subject, f"trên địa bàn tỉnh {it.place}"),
        "opening": (body,),
        "signers": (
            _who(
                it.chance,
                "TM. ỦY BAN NHÂN DÂN",
                "KT. CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                authority="KT",
            ),
        ),
        "type_code": "QĐ",
        "issuer": f"Ủy ban nhân dân tỉnh {it.place}",
    }


def _letter(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"UBND TỈNH {it.place.upper()}", f"SỞ {it.office.upper()}"),
        "code": f"/S{_initials(it.office)}-VP",
        "about": ("V/v " + it.subject, f"năm {it.year}"),
        "opening": (f"Kính gửi: Ủy ban nhân dân các huyện thuộc tỉnh {it.place}.",),
        "signers": (_who(it.chance, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", authority="KT"),),
        "type_code": "CV",
        "issuer": f"Sở {it.office} tỉnh {it.place}",
    }


def _joint(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"UBND TỈNH {it.place.upper()}", f"SỞ {it.office.upper()} - SỞ {it.other.upper()}"),
        "code": f"/KHLN-S{_initials(it.office)}-S{_initials(it.other)}",
        "heading": "KẾ HOẠCH",
        "title": ("Liên ngành về " + it.subject,),
        "signers": (
            _who(it.chance, f"GIÁM ĐỐC SỞ {it.other.upper()}", authority=None),
            _who(
                it.chance,
                f"GIÁM ĐỐC SỞ {it.office.upper()}",
                authority=None,
            ),
        ),
        "type_code": "KH",
        "issuer": f"Sở {it.office} tỉnh {it.place}; Sở {it.other} tỉnh {it.place}",
    }


def _circular(it: _Facts) -> dict[str, object]:
    return {
        "left": ("BỘ TÀI CHÍNH",),
        "place": "Hà Nội",
        "code": f"/{it.year}/TT-BTC",
        "digits": f"{it.chance.randint(4, 99):02}",
        "heading": "THÔNG TƯ",
        "title": ("Hướng dẫn quản lý kinh phí " + it.subject,),
        "signers": (_who(it.chance, "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", authority="KT"),),
        "type_code": "TT",
        "issuer": "Bộ Tài chính",
    }


def _premier(it: _Facts) -> dict[str, object]:
    return {
        "left": ("THỦ TƯỚNG CHÍNH PHỦ",),
        "place": "Hà Nội",
        "code": "/CT-TTg",
        "digits": f"{it.chance.randint(2, 38):02}",
        "heading": "CHỈ THỊ",
        "title": ("Về việc " + it.subject,),
        "signers": (_who(it.chance, "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", authority="KT"),),
        "type_code": "CT",
        "issuer": "Thủ tướng Chính phủ",
    }


def _notice(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"UBND TỈNH {it.place.upper()}", "VĂN PHÒNG"),
        "code": "/TB-VP",
        "heading": "THÔNG BÁO",
        "title": (f"Phân công trực và {it.subject}", f"của Văn phòng Ủy ban nhân dân tỉnh {it.place}"),
        "signers": (_who(it.chance, "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", authority="KT"),),
        "type_code": "TB",
        "issuer": f"Văn phòng Ủy ban nhân dân tỉnh {it.place}",
    }


def _submission(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"UBND TỈNH {it.place.upper()}", f"SỞ {it.office.upper()}"),
        "code": f"/TTr-S{_initials(it.office)}",
        "heading": "TỜ TRÌNH",
        "title": (f"Về việc {it.subject}",),
        "opening": (f"Kính gửi: Ủy ban nhân dân tỉnh {it.place}",),
        "signers": (_who(it.chance, "GIÁM ĐỐC", authority=None),),
        "type_code": "TTr",
        "issuer": f"Sở {it.office} tỉnh {it.place}",
    }


def _council(it: _Facts) -> dict[str, object]:
    return {
        "left": ("HỘI ĐỒNG NHÂN DÂN", f"TỈNH {it.place.upper()}"),
        "code": "/NQ-HĐND",
        "heading": "NGHỊ QUYẾT",
        "title": ("Về " + it.subject + f" năm {it.year}",),
        "opening": (f"HỘI ĐỒNG NHÂN DÂN TỈNH {it.place.upper()}",),
        "signers": (_who(it.chance, "CHỦ TỊCH", authority=None),),
        "type_code": "NQ",
        "issuer": f"Hội đồng nhân dân tỉnh {it.place}",
    }


def _delegated(it: _Facts) -> dict[str, object]:
    stack, mark = it.chance.choice((("TUQ. GIÁM ĐỐC", "TUQ"), ("TL. GIÁM ĐỐC", "TL")))
    return {
        "left": (f"UBND TỈNH {it.place.upper()}", f"SỞ {it.office.upper()}"),
        "code": f"/TB-S{_initials(it.office)}",
        "heading": "THÔNG BÁO",
        "title": (f"Về việc {it.subject}",),
        "signers": (_who(it.chance, stack, "CHÁNH VĂN PHÒNG", authority=mark),),
        "type_code": "TB",
        "issuer": f"Sở {it.office} tỉnh {it.place}",
    }


def _party_directive(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"TỈNH ỦY {it.place.upper()}", "*"),
        "right": _PARTY,
        "code": "-CT/TU",
        "digits": f"{it.chance.randint(2, 60):02}",
        "heading": "CHỈ THỊ",
        "title": ("CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về " + it.subject),
        "recipients": ("Ban Bí thư Trung ương Đảng (b/c),", "Các đồng chí Tỉnh ủy viên,", "Lưu Văn phòng Tỉnh ủy."),
        "signers": (_who(it.chance, "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", authority="TM"),),
        "type_code": "CT",
        "issuer": f"Tỉnh ủy {it.place}",
    }


def _party_report(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"TỈNH ỦY {it.place.upper()}", "BAN TỔ CHỨC", "*"),
        "right": _PARTY,
        "code": "-BC/BTCTU",
        "heading": "BÁO CÁO",
        "title": (f"kết quả {it.subject}", f"6 tháng đầu năm {it.year}"),
        "opening": ("- Ban Tổ chức Trung ương,", f"- Ban Thường vụ Tỉnh ủy {it.place},"),
        "recipients": ("Như trên,", "Các huyện ủy, thành ủy,", "Lưu Ban Tổ chức."),
        "signers": (_who(it.chance, "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", authority="KT"),),
        "type_code": "BC",
        "issuer": f"Ban Tổ chức Tỉnh ủy {it.place}",
    }


def _front(it: _Facts) -> dict[str, object]:
    return {
        "left": ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", f"TỈNH {it.place.upper()}", "BAN THƯỜNG TRỰC"),
        "code": "/HD-MTTQ-BTT",
        "heading": "HƯỚNG DẪN",
        "title": (f"Công tác vận động {it.subject}",),
        "signers": (
            _who(
                it.chance,
                "TM. BAN THƯỜNG TRỰC",
                "KT. CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                authority="KT",
            ),
        ),
        "type_code": "HD",
        "issuer": f"Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh {it.place}",
    }


def _youth(it: _Facts) -> dict[str, object]:
    return {
        "left": (f"TỈNH ĐOÀN {it.place.upper()}", "BAN THƯỜNG VỤ", "***"),
        "right": ("ĐOÀN TNCS HỒ CHÍ MINH",),
        "code": "-KH/TĐTN-PT",
        "heading": "KẾ HOẠCH",
        "title": (f"Tổ chức ngày tình nguyện {it.subject}",),
        "signers": (_who(it.chance, "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ", authority="TM"),),
        "type_code": "KH",
        "issuer": f"Ban Thường vụ Tỉnh đoàn {it.place}",
    }


def _copy(it: _Facts) -> dict[str, object]:
    copier = _who(it.chance, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", authority=None).name
    return {
        **_decision(it),
        "copy": ("SAO Y", f"Số: {it.chance.randint(11, 90)}/SY-UBND", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "", copier),
    }


_KINDS = {
    "decision": _decision, "letter": _letter, "joint": _joint, "circular": _circular, "premier": _premier,
    "notice": _notice, "submission": _submission, "council": _council, "delegated": _delegated,
    "party-directive": _party_directive, "party-report": _party_report, "front": _front, "youth": _youth,
    "copy": _copy,
}  # fmt: skip
