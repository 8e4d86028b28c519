"""What stands before a signer's name: ranks, degrees, forms of address, `Đã ký`."""

from __future__ import annotations

import re

from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.phrases import any_of

SURNAMES = frozenset(toml_data("signature.toml")["surnames"])

_SPECIALIST = r"(?:\.?\s?CK\s?(?:I{1,2}|[12]))"  # chuyên khoa I, II
RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Chuẩn\s+đô\s+đốc|Đô\s+đốc|(?:GS|PGS|TSKH|TS|T[hH][sS]|BS|DS|KS|KTS|CN|LS|NGND|NGƯT"
    rf"|TTND|TTƯT|NSND|NSƯT){_SPECIALIST}?\b\s*\.?)(?:\s{{0,3}}[,.]?\s{{0,3}}(?:(?:TS|BS|DS|ThS|KHKT|KS|CKI{{1,2}}){_SPECIALIST}?\s*\.?))*\s*"
)
# `Đã ký: Lê Văn Sơn`; how a person is called, written out. Ông is a surname too: what is left must be a whole name, and
# Văn opens few of those (behind Bà `Văn Thị Hà`)
SIGNED_BY = re.compile(
    r"(?:[\[(]?Đã ký[\])]?\s*:?|(?:Phó )?Giáo sư(?:,? Tiến sĩ)?|Tiến s[ĩỹ]|Thạc s[ĩỹ]"
    r"|(?:Bác|Dược|Kỹ|Luật) s[ưĩỹ](?: CKI{1,2})?"
    r"|Ông(?=\s+(?!Văn\s)\S+\s+\S+\s+\S)|Bà(?=\s+(?!Văn\s+(?!Thị\s))\S+\s+\S)|Đồng chí|Đ/c)\s*"
    rf"(?=(?:{any_of(map(str.title, SURNAMES))})\s+[{UPPER}])"
)
