"""A corpus of documents that share their numbers: provinces, Party terms, years, and the restarts of 01/7/2025.

Written from a seed in true form; a share of the cited documents is withheld. Every citation knows which document it
means, so that what the archive makes of it can be counted.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PROVINCES = (
    "Sơn La", "Lạng Sơn", "Cao Bằng", "Điện Biên", "Lai Châu", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Lào Cai", "Phú Thọ",
    "Yên Bái", "Thái Nguyên", "Gia Lai", "Đắk Lắk", "Lâm Đồng", "Cà Mau", "An Giang", "Vĩnh Long", "Tây Ninh",
    "Quảng Trị",
)  # fmt: skip
RENEWED = ("Lào Cai", "Phú Thọ", "Thái Nguyên", "Gia Lai", "Đắk Lắk", "Lâm Đồng")
SUBJECTS = (
    "trồng rừng phòng hộ ven sông", "kiên cố hóa kênh mương nội đồng", "dạy nghề cho lao động nông thôn",
    "bảo tồn tiếng nói của các dân tộc", "phòng bệnh cho đàn trâu bò", "xây cầu treo dân sinh ở bản xa",
    "chăm sóc người cao tuổi cô đơn", "thu gom rác thải ở chợ phiên", "cấp nước sạch cho trường bán trú",
    "sưu tầm tài liệu về nghề dệt cổ", "phát triển điểm du lịch cộng đồng", "chiếu sáng đường thôn bằng điện mặt trời",
)  # fmt: skip
_WORDS = {
    "QĐ": "Quyết định", "KH": "Kế hoạch", "CT": "Chỉ thị", "KL": "Kết luận", "CTr": "Chương trình", "NQ": "Nghị quyết",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A document that others cite. `stem` is the name of its file, `held` whether it is in the archive."""

    stem: str
    type: str
    number: str
    issuer: str
    province: str | None
    date: date
    title: str
    family: str
    held: bool

    @property
    def party(self) -> bool:
        return "-" in self.number.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Citation:
    """One line of a citing document. `certain`: what it prints, with what stands around it, identifies the target."""

    line: str
    target: Target
    form: str
    certain: bool


@dataclass(frozen=True, slots=True)
class CitingPaper:
    """A document that cites; its text holds each citation's line once."""

    stem: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    targets: tuple[Target, ...]
    papers: tuple[CitingPaper, ...]

    @property
    def collisions(self) -> int:
        """Targets that share number and letters with another one."""
        shared = Counter(t.number for t in self.targets)
        return sum(1 for t in self.targets if shared[t.number] > 1)

    def write(self, folder: Path) -> None:
        """The held documents as text files."""
        folder.mkdir(parents=True, exist_ok=True)
        for target in self.targets:
            if target.held:
                (folder / f"{target.stem}.txt").write_text(document_text(target), encoding="utf-8")
        for paper in self.papers:
            (folder / f"{paper.stem}.txt").write_text(paper.text, encoding="utf-8")


def build(seed: int = 7, *, withheld: float = 0.2, papers: int = 360) -> Corpus:
    """The corpus of a seed; `withheld` is the share of targets that is not held."""
    rnd = random.Random(seed)
    targets = list(_targets(rnd, withheld))
    return Corpus(tuple(targets), tuple(_citing(rnd, targets, n) for n in range(papers)))


def _targets(rnd: random.Random, withheld: float) -> Iterator[Target]:
    count = 0

    def target(type_: str, number: str, issuer: str, province: str | None, day: date, family: str) -> Target:
        nonlocal count
        count += 1
        title = f"{rnd.choice(SUBJECTS)} giai đoạn {day.year} - {day.year + rnd.randint(1, 5)}, đợt {count}"
        held = rnd.random() >= withheld
        return Target(f"target-{count:04d}", type_, number, issuer, province, day, title, family, held)

    for serial in range(1, 9):
        for province in PROVINCES:
            yield target(
                "QĐ", f"{serial:02d}/2019/QĐ-UBND", f"Ủy ban nhân dân tỉnh {province}", province,
                _day(rnd, 2019), "province",
            )  # fmt: skip
    for serial in (12, 27, 54, 81, 96, 130):
        for province in PROVINCES[:5]:
            for year in (2017, 2018, 2022, 2023):
                yield target(
                    "KH", f"{serial}/KH-UBND", f"Ủy ban nhân dân tỉnh {province}", province, _day(rnd, year), "year"
                )  # fmt: skip
    for serial in (5, 18, 34, 41):
        for province in PROVINCES[:8]:
            for year in (2013, 2018, 2023):
                yield target(
                    "KH", f"{serial:02d}-KH/TU", f"Tỉnh ủy {province}", province, _day(rnd, year), "term"
                )  # fmt: skip
    for serial in range(20, 32):
        for year, body in ((2014, "Bộ Chính trị"), (2018, "Ban Bí thư"), (2023, "Bộ Chính trị")):
            yield target("CT", f"{serial}-CT/TW", body, None, _day(rnd, year), "term")
    for serial in range(3, 8):
        for province in RENEWED:
            issuer = f"Ủy ban nhân dân tỉnh {province}"
            for low in (date(2025, 1, 6), date(2025, 7, 1)):
                day = low + timedelta(days=rnd.randint(0, 100))
                yield target("QĐ", f"{serial:02d}/2025/QĐ-UBND", issuer, province, day, "restart")


def _day(rnd: random.Random, year: int) -> date:
    return date(year, 2, 1) + timedelta(days=rnd.randint(0, 200))


def _citing(rnd: random.Random, targets: list[Target], n: int) -> CitingPaper:
    """A plan of one province that cites its own papers and others', or a letter of a ministry."""
    home = rnd.choice(PROVINCES[:8]) if rnd.random() < 0.75 else None
    local = [t for t in targets if t.province == home and home is not None]
    foreign = [t for t in targets if t.province != home]
    chosen: dict[str, Target] = {}
    for _ in range(rnd.randint(3, 6)):
        target = rnd.choice(local if local and rnd.random() < 0.5 else foreign)
        chosen.setdefault(target.number, target)  # one paper of a number: two would be told apart by what follows
    citations: list[Citation] = []
    for target in chosen.values():
        form, certain, mention = _mention(rnd, target, home)
        opening = rnd.choice(("Thực hiện", "Triển khai", "Căn cứ"))
        citations.append(Citation(f"{opening} {mention};", target, form, certain))
        if certain and rnd.random() < 0.25:
            again = f"{_WORDS[target.type]} số {target.number}"
            line = f"Kết quả thực hiện {again} được báo cáo vào cuối năm;"
            citations.append(Citation(line, target, "again", True))
    day = date(2026, 2, 1) + timedelta(days=n % 200)
    head = f"ỦY BAN NHÂN DÂN\nTỈNH {home.upper()}" if home else "BỘ NỘI VỤ"
    number = f"{1000 + n}/KH-UBND" if home else f"{1000 + n}/BNV-TH"
    place = home or "Hà Nội"
    kind = f"KẾ HOẠCH\nRà soát văn bản đợt {n}" if home else f"V/v rà soát văn bản đợt {n}"
    body = "\n".join(c.line for c in citations)
    text = (
        f"{head}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
        f"Số: {number}\n{place}, ngày {day.day:02d} tháng {day.month} năm {day.year}\n\n{kind}\n\n{body}\n\n"
        f"Các đơn vị tổ chức thực hiện./.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Bình\n"
    )
    return CitingPaper(f"citing-{n:04d}", text, tuple(citations))


def _mention(rnd: random.Random, target: Target, home: str | None) -> tuple[str, bool, str]:
    """Form, whether it identifies, and the words. The mix: what real texts print, full forms first."""
    name = f"{_WORDS[target.type]} số {target.number}"
    day = f"ngày {target.date.day:02d}/{target.date.month}/{target.date.year}"
    dated = "/20" in target.number
    roll = rnd.random()
    if roll < 0.40:
        return "full", True, f"{name} {day} của {target.issuer} về {target.title}"
    if roll < 0.52:
        comma = f"{name}, {day} của {target.issuer}"
        return "full, no title", True, comma
    if roll < 0.62 and home is not None and target.province == home:
        short = "Tỉnh ủy" if target.party else "UBND tỉnh"
        return "own province", True, f"{name} {day} của {short}"
    if roll < 0.72 and home is not None and target.province == home:
        return "own province, no issuer", True, f"{name} {day}"
    if roll < 0.80 and dated and target.family != "restart":
        return "issuer, no date", True, f"{name} của {target.issuer}"
    if roll < 0.88 and not target.party and not dated:
        return "year", True, f"{name} năm {target.date.year} của {target.issuer}"
    if roll < 0.92 and target.party and target.province is None:
        term = {2014: "XI", 2018: "XII", 2023: "XIII"}[target.date.year]
        return "term", True, f"{name} của {target.issuer} khóa {term}"
    if roll < 0.95:
        return "title", True, f"{name} của {target.issuer} về {target.title}"
    if home is not None:  # a bare number in a province's paper is read as that province's own, by people too
        return "full", True, f"{name} {day} của {target.issuer} về {target.title}"
    return "number alone", False, name


def document_text(target: Target) -> str:
    """The document itself."""
    day = f"ngày {target.date.day:02d} tháng {target.date.month} năm {target.date.year}"
    word = _WORDS[target.type].upper()
    if target.province is None:
        return (
            f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố {target.number}\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, {day}\n\n{word}\n"
            f"CỦA {target.issuer.upper()}\nvề {target.title}\n\n{target.issuer} yêu cầu các cấp ủy thực hiện tốt "
            f"công việc sau đây.\n1- Tuyên truyền rộng rãi.\n2- Kiểm tra.\n\nT/M {target.issuer.upper()}\n"
            "Nguyễn Văn An\n"
        )
    if target.party:
        return (
            f"TỈNH ỦY {target.province.upper()}\n*\nSố {target.number}\nĐẢNG CỘNG SẢN VIỆT NAM\n"
            f"{target.province}, {day}\n\n{word}\n{target.title}\n\n"
            "Ban Thường vụ Tỉnh ủy ban hành văn bản này.\n1- Tuyên truyền.\n2- Kiểm tra.\n\n"
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLò Văn Mai\n"
        )
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH {target.province.upper()}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\n---------------\nSố: {target.number}\n{target.province}, {day}\n\n{word}\n"
        f"Về {target.title}\n\nỦy ban nhân dân tỉnh {target.province} ban hành văn bản này.\n"
        "Điều 1. Các đơn vị thực hiện.\nĐiều 2. Văn bản có hiệu lực từ ngày ký.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
        "Nông Văn Hải\n"
    )
