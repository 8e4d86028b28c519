"""Realistic documents of any number, made from a seed: for tests of search and for measuring it at size.

About 150 syllables each: a title on one of many subjects, articles that speak of it, names, numbers cited.
All text is written here; word frequencies fall off as in real papers (few words in nearly all, most in few).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from index.base import Entry, Query


def _listed(text: str) -> list[str]:
    return [item.strip() for line in text.splitlines() for item in line.split("|") if item.strip()]


SUBJECTS = _listed(
    """
thi đua, khen thưởng | nhà ở xã hội | cải cách thủ tục hành chính | chuyển đổi số | phòng, chống thiên tai
giáo dục mầm non | bảo hiểm y tế | an toàn giao thông | xây dựng nông thôn mới | giảm nghèo bền vững | bảo vệ rừng
cấp nước sạch nông thôn | di sản văn hóa phi vật thể | phát triển du lịch cộng đồng | kiểm soát dịch bệnh gia súc
quản lý khoáng sản | thoát nước đô thị | đào tạo nghề cho lao động | hòa giải ở cơ sở | tiếp công dân
phổ biến, giáo dục pháp luật | bình đẳng giới | bảo vệ trẻ em | người cao tuổi | tín dụng chính sách | hợp tác xã
khuyến nông | thủy lợi nội đồng | vận tải hành khách | chiếu sáng công cộng | nghĩa trang nhân dân | chợ truyền thống
văn thư, lưu trữ | tuyển dụng viên chức | tinh giản biên chế | thi nâng ngạch công chức | sáng kiến kỹ thuật
sở hữu trí tuệ | an toàn thực phẩm | khám bệnh từ xa | thể dục thể thao quần chúng | thư viện lưu động
ghi danh bằng di tích | tu bổ đình làng | lễ hội truyền thống | nuôi trồng thủy sản | kè chống sạt lở
điện khí hóa bản vùng cao | định canh định cư | cấp giấy chứng nhận quyền sử dụng đất | bồi thường giải phóng mặt bằng
quy hoạch phân khu | cây xanh đường phố
"""
)

ACTIONS = _listed(
    """
Tăng cường | Đẩy mạnh | Triển khai | Tiếp tục thực hiện | Tổ chức | Quy định về | Phê duyệt đề án | Ban hành quy chế
Kiểm tra | Tổng kết | Điều chỉnh kế hoạch | Hướng dẫn | Chấn chỉnh | Kiện toàn ban chỉ đạo | Phân công nhiệm vụ
Báo cáo kết quả | Hỗ trợ kinh phí | Công bố
"""
)

SENTENCES = _listed(
    """
Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành
Giao Sở Tài chính bố trí kinh phí từ nguồn ngân sách địa phương
Sở Nội vụ chủ trì, phối hợp với các đơn vị liên quan tham mưu
Ủy ban nhân dân các xã, phường tổ chức thực hiện đến từng thôn
Định kỳ hằng quý báo cáo kết quả về cơ quan thường trực | Tuyên truyền sâu rộng đến cán bộ, đảng viên và nhân dân
Rà soát, sửa đổi các văn bản không còn phù hợp | Xử lý nghiêm tập thể, cá nhân vi phạm theo quy định của pháp luật
Ứng dụng công nghệ thông tin trong quản lý và điều hành
Đề nghị Mặt trận Tổ quốc và các đoàn thể giám sát việc thực hiện
Kinh phí thực hiện theo phân cấp ngân sách hiện hành
Trong quá trình thực hiện nếu có vướng mắc, kịp thời phản ánh để xem xét
Các đơn vị căn cứ chức năng, nhiệm vụ xây dựng chương trình cụ thể
Hồ sơ được tiếp nhận tại trung tâm phục vụ hành chính công | Thời hạn giải quyết không quá mười lăm ngày làm việc
Đối tượng áp dụng là tổ chức, cá nhân có hoạt động trên địa bàn
Mức hỗ trợ được tính theo số hộ tham gia và kết quả nghiệm thu
Lãnh đạo trực tiếp kiểm tra tại hiện trường và kết luận từng việc
"""
)

PLACES = _listed(
    """
Yên Bái | Lào Cai | Nghệ An | Hà Tĩnh | Quảng Trị | Đắk Lắk | Cà Mau | An Giang | Thái Nguyên | Phú Thọ | Lâm Đồng
Gia Lai | Hưng Yên | Cao Bằng
"""
)

# type, its words, and how its number is written; `{n}` and `{y}` are number and year
FORMS = (
    ("QĐ", "Quyết định", "{n}/QĐ-UBND", "Ủy ban nhân dân tỉnh {place}"),
    ("QĐ", "Quyết định", "{n}/{y}/QĐ-UBND", "Ủy ban nhân dân tỉnh {place}"),
    ("KH", "Kế hoạch", "{n}/KH-UBND", "Ủy ban nhân dân tỉnh {place}"),
    ("CV", "Công văn", "{n}/SNV-CCVC", "Sở Nội vụ tỉnh {place}"),
    ("TB", "Thông báo", "{n}/TB-SVHTT", "Sở Văn hóa và Thể thao tỉnh {place}"),
    ("NQ", "Nghị quyết", "{n}/{y}/NQ-HĐND", "Hội đồng nhân dân tỉnh {place}"),
    ("CT", "Chỉ thị", "{n}-CT/TU", "Tỉnh ủy {place}"),
    ("NĐ", "Nghị định", "{n}/{y}/NĐ-CP", "Chính phủ"),
    ("TT", "Thông tư", "{n}/{y}/TT-BNV", "Bộ Nội vụ"),
    ("CĐ", "Công điện", "{n}/CĐ-TTg", "Thủ tướng Chính phủ"),
)

_INITIALS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
_RHYMES = "an ang anh ao âm ân ât âu ăng ăn eng ên êu inh iêm iên ich oan ong ôn ông ơn ưng ươm ươn uân ui um".split()
# Names of people, hamlets and firms: the long tail that makes one paper unlike the others.
TAIL = [f"{a}{b}" for a in _INITIALS for b in _RHYMES]
_TAIL_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(TAIL))))
_SUBJECT_WEIGHTS = list(accumulate(1 / (rank + 4) for rank in range(len(SUBJECTS))))


def documents(count: int, seed: int = 1) -> Iterator[Entry]:
    """`count` documents, the same for the same seed; ids `d0000000` onwards. No two have the same number and issuer."""
    chance = random.Random(seed)
    cited: list[str] = ["01-CT/TW"]
    for at in range(count):
        entry = _document(chance, at, cited)
        if entry.number and at % 7 == 0:
            cited.append(entry.number)
            if len(cited) > 400:
                del cited[0]
        yield entry


def _document(chance: random.Random, at: int, cited: list[str]) -> Entry:
    code, name, shape, issuer = FORMS[at % len(FORMS)]
    place = chance.choice(PLACES)
    year = 2004 + chance.randrange(22)
    month, day = 1 + chance.randrange(12), 1 + chance.randrange(28)
    number = shape.format(n=1 + at // len(FORMS), y=year)
    subject = chance.choices(SUBJECTS, cum_weights=_SUBJECT_WEIGHTS)[0]
    own = _tail(chance, 2)
    title = f"{chance.choice(ACTIONS)} {subject} tại {own} năm {year}"
    bases = chance.sample(cited, min(2, len(cited)))
    sentences = chance.sample(SENTENCES, 5)
    middle = (
        f"Việc {subject} ở {own} do ông {_tail(chance, 3)} và bà {_tail(chance, 3)} phụ trách, gồm {_tail(chance, 6)}"
    )
    body = (
        f"Căn cứ văn bản số {bases[0]};\nThực hiện văn bản số {bases[-1]} về {subject},\n"
        f"{issuer.format(place=place)} ban hành {name.lower()} này.\nĐiều 1. {title}.\n"
        f"Điều 2. {sentences[0]}. {middle}. {sentences[1]}.\nĐiều 3. {sentences[2]}; {sentences[3]}.\n"
        f"Điều 4. {sentences[4]}, trước ngày {day}/{month}/{year}."
    )
    return Entry(
        id=f"d{at:07}",
        title=title,
        content=body,
        key=f"{code}-{number}-{at}",
        number=number,
        type_code=code,
        type_name=name,
        issuer=issuer.format(place=place),
        locality=place,
        date=f"{year}-{month:02}-{day:02}",
        status=chance.choice(("in_force", "in_force", "expired", None)),
        cited_numbers=tuple(dict.fromkeys(bases)),
        cited_by=int(chance.paretovariate(1.2)) - 1,
        level=("central" if issuer in ("Chính phủ", "Bộ Nội vụ") else "province"),
    )


def _tail(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(TAIL, cum_weights=_TAIL_WEIGHTS, k=count)).title()


def queries(count: int, size: int, seed: int = 2) -> list[Query]:
    """Queries over `documents(size)`: 40 % two words, 20 % phrases, 20 % numbers, 20 % filtered."""
    chance = random.Random(seed)
    made: list[Query] = []
    for at in range(count):
        kind = at % 10
        subject = chance.choices(SUBJECTS, cum_weights=_SUBJECT_WEIGHTS)[0].replace(",", "")
        words = subject.split()
        place = chance.randrange(max(1, len(words) - 1))
        two = " ".join(words[place : place + 2])
        code, name, shape, _ = FORMS[chance.randrange(len(FORMS))]
        number = shape.format(n=1 + chance.randrange(max(1, size // len(FORMS))), y=2004 + chance.randrange(22))
        if kind < 4:
            mixed = f"{words[0]} {_tail(chance, 1).lower()}" if kind == 3 else two
            made.append(Query(text=mixed))
        elif kind < 6:
            made.append(Query(text=f'"{two}"'))
        elif kind < 8:
            made.append(Query(text=number if kind == 6 else f"{name} {number}"))
        else:
            year = 2004 + chance.randrange(22)
            filters = Query(text=two, types=(code,), date_from=f"{year}-01-01", date_to=f"{year + 2}-12-31")
            made.append(filters if kind == 8 else Query(text=two, types=(code,)))
    return made
