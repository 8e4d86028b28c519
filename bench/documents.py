"""Generates official papers for measuring speed: invented text, true forms, about 1,300 references a megabyte."""

from __future__ import annotations

import random
from collections.abc import Iterator

PLACES = ("Lào Cai", "Cà Mau", "Nghệ An", "Quảng Trị", "Đồng Tháp", "Lâm Đồng", "Tây Ninh", "Sơn La")
TOPICS = (
    "công tác thi đua, khen thưởng", "phát triển nhà ở xã hội", "chuyển đổi số trong cơ quan nhà nước",
    "phòng cháy, chữa cháy rừng", "xây dựng nông thôn mới", "cải cách thủ tục hành chính", "bảo vệ nguồn nước",
)  # fmt: skip
OFFICES = ("Nội vụ", "Tài chính", "Xây dựng", "Y tế", "Tư pháp", "Công Thương", "Giáo dục và Đào tạo")
CLAUSES = (
    "các đơn vị rà soát số liệu, lập danh sách và công khai kết quả tại nơi làm việc",
    "việc kiểm tra được tiến hành theo đợt, có biên bản và có người chịu trách nhiệm",
    "kinh phí được bố trí trong dự toán hằng năm, sử dụng đúng mục đích, tiết kiệm",
    "người dân được góp ý trước khi quyết định, ý kiến được tiếp thu và trả lời",
    "hồ sơ chỉ nộp một lần, cơ quan tiếp nhận có trách nhiệm chuyển cho nơi giải quyết",
    "cán bộ làm công tác này được tập huấn về nghiệp vụ và cách ứng xử với người dân",
    "kết quả thực hiện là một tiêu chí để đánh giá người đứng đầu cơ quan, đơn vị",
)
LAWS = (
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015",
    "Luật Thi đua, khen thưởng năm 2022", "Luật Đầu tư công", "Luật Nhà ở ngày 27 tháng 11 năm 2023",
)  # fmt: skip


def documents(megabytes: float, *, seed: int = 20) -> tuple[list[str], int]:
    """Papers of together `megabytes` (UTF-8), and how many references were written into them."""
    chance = random.Random(seed)
    papers: list[str] = []
    size, written = 0, 0
    while size < megabytes * 1_000_000:
        paper, references = _paper(chance)
        papers.append(paper)
        size += len(paper.encode())
        written += references
    return papers, written


def _day(chance: random.Random) -> tuple[int, int, int]:
    return chance.randint(1, 28), chance.randint(1, 12), chance.randint(2015, 2025)


def _reference(chance: random.Random, place: str) -> str:
    day, month, year = _day(chance)
    printed = chance.choice((f"{day:02}/{month}/{year}", f"{day:02} tháng {month:02} năm {year}"))
    number = chance.randint(1, 4000)
    office = chance.choice(OFFICES)
    letters = "".join(word[0] for word in office.split()).upper()
    return chance.choice((
        f"Nghị định số {number % 190 + 1}/{year}/NĐ-CP ngày {printed} của Chính phủ",
        f"Quyết định số {number % 90 + 1:02}/{year}/QĐ-UBND ngày {printed} của Ủy ban nhân dân tỉnh {place}",
        f"Kế hoạch số {number}/KH-UBND ngày {printed} của UBND tỉnh {place}",
        f"Chỉ thị số {number % 60 + 1:02}/CT-TTg ngày {printed} của Thủ tướng Chính phủ",
        f"Nghị quyết số {number % 40 + 1:02}-NQ/TU, ngày {printed} của Tỉnh ủy {place}",
        f"Công văn số {number}/S{letters}-VP ngày {printed} của Sở {office}",
        f"Thông tư số {number % 60 + 1:02}/{year}/TT-BTC ngày {printed} của Bộ Tài chính",
        chance.choice(LAWS),
    ))  # fmt: skip


def _sentences(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield chance.choice(CLAUSES).capitalize() + "; " + chance.choice(CLAUSES) + "."


def _paper(chance: random.Random) -> tuple[str, int]:
    """One plan of a department: head, basis lines, sections with tasks and deadlines, signature, recipients."""
    place, office, topic = chance.choice(PLACES), chance.choice(OFFICES), chance.choice(TOPICS)
    day, month, year = _day(chance)
    letters = "".join(word[0] for word in office.split()).upper()
    lines = [
        f"UBND TỈNH {place.upper()}", f"SỞ {office.upper()}", f"Số: {chance.randint(1, 3000)}/KH-S{letters}", "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        f"{place}, ngày {day:02} tháng {month:02} năm {year}", "", "KẾ HOẠCH", f"Triển khai {topic} năm {year}", "",
    ]  # fmt: skip
    references = 0
    for _ in range(chance.randint(2, 4)):
        lines.append(f"Căn cứ {_reference(chance, place)} về {chance.choice(TOPICS)};")
        references += 1
    lines.append(f"Sở {office} ban hành kế hoạch như sau:")
    for section in range(1, chance.randint(3, 6)):
        lines.append(f"{'I' * min(section, 3)}. NỘI DUNG {section}")
        for item in range(1, chance.randint(3, 6)):
            words = " ".join(_sentences(chance, 2))
            lines.append(f"{item}. Thực hiện {_reference(chance, place)}. {words}")
            references += 1
        lines.append(
            f"- Phòng {chance.choice(OFFICES)} chủ trì, phối hợp với Văn phòng Sở hoàn thành trước ngày "
            f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{year}."
        )
        lines += _sentences(chance, chance.randint(3, 5))
    lines += [
        "", "GIÁM ĐỐC", "Nguyễn Văn Mẫu", "",
        "Nơi nhận:", f"- UBND tỉnh {place};", "- Các phòng, đơn vị;", "- Lưu: VT.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n", references
