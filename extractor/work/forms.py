"""The forms in which a paper gives work, as patterns: the cues that `assignments` looks for."""

from __future__ import annotations

import re

from extractor.layout import LOWER, UPPER
from extractor.paragraphs import Paragraph, by_paragraph

# Apart, because a pattern that opens with one letter is found far sooner than one that opens with either of two.
_CLOSING = re.compile(
    r"c(?:hịu|ó)\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:triển\s+khai\s+)?(?:thi\s+hành|thực\s+hiện|chấp\s+hành)(?!\s+(?:việc|các\s+nhiệm))"
    r"|c(?:ăn\s+cứ|hiểu\s+theo)\s+(?:Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị)(?:\s+này)?\s*,?\s*(?:chịu\s+trách\s+nhiệm\s+)?thi\s+hành"
)
# Of a council's resolution: its own bodies watch over it.
# Not what they watched over before, nor who is watched: `đã giám sát`, `cuộc giám sát`, `chịu sự giám sát`.
_WATCHING = re.compile(
    r"giám(?<!đã\sgiám)(?<!sự\sgiám)(?<!cuộc\sgiám)(?<!đoàn\sgiám)\s+sát\s+(?:việc\s+)?(?:tổ\s+chức\s+)?(?:triển\s+khai\s+)?"
    r"(?:thực\s+hiện|thi\s+hành)\s+Nghị\s+quyết(?:\s+này(?!\w)|(?=\s*(?:[.;/]|\Z)))"
)
_CARRYING_OUT = re.compile(r"thi\s+hành\s+(?:Quyết\s+định|Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Chỉ\s+thị)\s+này")
ORDER = re.compile(  # that a word starts there is tested apart: a look-behind in front would be slow
    r"(?:(?P<give>[Gg]iao(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm)(?:\s+cụ\s+thể)?)?(?:\s+cho)?|[Pp]hân\s+công(?:\s+cho)?|[Ủủ]y\s+quyền\s+cho)"
    r"|(?P<ask>[Đđ]ề\s+nghị|[Yy]êu\s+cầu|Lưu\s+ý)|(?P<lead>[Cc]hỉ\s+đạo|(?P<urge>[Đđ]ôn\s+đốc|đốc\s+thúc|lưu\s+ý|nhắc\s+nhở|chỉ\s+thị(?:\s+cho)?)))\s*:?"
    r"(?P<pause>,)?\s+(?=\S)"
)


# What is looked for once in a whole text: signs of the cues above and below. Each opens with its rarest letter and goes
# on with a look behind, which is how `re` passes over the others soonest.
_CLOSING_SIGNS = (
    re.compile(r"á(?<=trá)ch\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:triển\s+khai\s+)?(?:thực|chấp)\s"),
    re.compile(r"thi\s+hành"),
    re.compile(r"á(?<=giá)m\s+sát\s+(?:việc\s+)?(?:tổ\s+chức\s+)?(?:triển\s+khai\s+)?thực\s"),
)
_TOGETHER_SIGN = re.compile(r"ủ(?<=[Cc]hủ)\s+trì\s*(?:,?\s*(?:và\s+)?phối|[,;]\s+(?=[^\W\d_]))")
# How far behind the beginning of the cue the sign stands.
_ORDER_SIGNS = tuple(
    (re.compile(pattern), behind)
    for pattern, behind in (
        (r"a(?<=[Gg]ia)o", 2),
        (r"ề(?<=[Đđ]ề)\s+nghị", 1),
        (r"ê(?<=[Yy]ê)u\s+cầu", 1),
        (r"ỉ(?<=[Cc]hỉ)\s+(?:đạo|thị)", 2),
        (r"â(?<=[Pp]hâ)n\s+công", 2),
        (r"ô(?<=[Đđ]ô)n\s+đốc", 1),
        (r"ố(?<=đố)c\s+thúc", 1),
        (r"ư(?<=[Ll]ư)u\s+ý", 1),
        (r"ắ(?<=nhắ)c\s+nhở", 2),
        (r"Ủ(?=y)y\s+quyền\s+cho", 0),
        (r"ủ(?=y)y\s+quyền\s+cho", 0),
    )
)


def cues_by_paragraph(
    content: str, items: tuple[Paragraph, ...]
) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, list[int]]]:
    """Where the cues of closing clauses, of orders and of `TOGETHER` may stand, by the index of the paragraph."""
    start, end = (items[0].start, items[-1].end) if items else (0, 0)
    places = (find(content, start, end) for find in (closing_places, order_places, together_places))
    closings, orders, together = (by_paragraph(items, found) for found in places)
    return closings, orders, together


def closing_places(content: str, start: int, end: int) -> list[int]:
    """Where a cue of `closing_cue` may stand: at these places or around them."""
    return [found.start() for sign in _CLOSING_SIGNS for found in sign.finditer(content, start, end)]


def order_places(content: str, start: int, end: int) -> list[int]:
    """Where `ORDER` may match, in order."""
    places = [found.start() - behind for sign, behind in _ORDER_SIGNS for found in sign.finditer(content, start, end)]
    places.sort()
    return places


def together_places(content: str, start: int, end: int) -> list[int]:
    """Where `TOGETHER` may match: at these places or around them."""
    return [found.start() for found in _TOGETHER_SIGN.finditer(content, start, end)]


def closing_cue(content: str, start: int, end: int) -> int | None:
    """Where a paragraph says who carries the paper out: `chịu trách nhiệm thi hành`, `thi hành Quyết định này`."""
    found = (pattern.search(content, start, end) for pattern in (_CLOSING, _CARRYING_OUT, _WATCHING))
    return min((cue.start() for cue in found if cue is not None), default=None)


_NOT_GIVEN = re.compile(r"(?:bàn|chuyển|được|nhận|khoán|khi|quận|ngoại|kết|phân|theo|do)\s+\Z")
_NOT_ASKED = re.compile(
    r"(?:[Tt]heo|[Xx]ét|[Cc]ó|được|[Cc]ác|[Vv]ề|[Hh]ồ\s+sơ|nội\s+dung|việc|nhận|tờ\s+trình|những|từ|trước|khi|nếu|đơn|ý\s+kiến|với|của|sau)\s+\Z"
)
_GIVEN_BEFORE = re.compile(r"(?<!\w)(?:đã|sẽ)\s+\Z")  # `nhiệm vụ đã giao Sở A`
# `hồ sơ và đề nghị`, `văn bản đề nghị`, `báo cáo cấp trên hoặc đề nghị`
_NOT_ASKED_IN_PAPERS = re.compile(r"(?:(?<!\w)(?:và|đã)|[Vv]ăn\s+bản)\s+\Z")
_OR = re.compile(r"(?<!\w)hoặc\s+\Z")  # `hoặc yêu cầu UBND các xã nộp` is an order


def is_no_order(cue: re.Match[str], lead_in: str, *, news: bool) -> bool:
    """Whether the words before a match of `ORDER` say that nobody is told: `theo đề nghị`, `được giao`. `hồ sơ và đề
    nghị` is no order but in a report, where only bodies that are told what to do count, also those that somebody
    `đôn đốc` or `lưu ý`, and those behind a comma (`đề nghị, Sở A cần ...`)."""
    if not news and (cue["pause"] or cue["urge"]):
        return True
    if cue["lead"] and lead_in.endswith(("Ban ", "ban ")) and not lead_in.endswith((", ban ", "và ban ")):
        return True  # `Ban Chỉ đạo Phòng thủ dân sự, UBND tỉnh`; not `các phòng, ban chỉ đạo Trạm A`
    if cue["give"]:
        return bool(_NOT_GIVEN.search(lead_in) or (not news and _GIVEN_BEFORE.search(lead_in)))
    if cue["ask"] and not news and cue["ask"][:1] in "Đđ" and _OR.search(lead_in):
        return True
    return bool(cue["ask"]) and bool(_NOT_ASKED.search(lead_in) or (not news and _NOT_ASKED_IN_PAPERS.search(lead_in)))


_PASSED_ON = re.compile(r"(?:[Tt]heo\s+dõi|đôn\s+đốc|kiểm\s+tra|hướng\s+dẫn)\s*,\s*\Z")


def is_passed_on(lead_in: str) -> bool:
    """Whether `chỉ đạo` behind these words is an order passed on: `Theo dõi, chỉ đạo Hội đồng ... tổ chức`."""
    return _PASSED_ON.search(lead_in) is not None


TOGETHER = re.compile(
    r"[Cc]hủ\s+trì\s*(?:,?\s*(?:và\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với\s+|cùng\s+)?(?:với\s+)?:?\s*(?=\S)"
    rf"|(?P<helped>[,;])\s+(?=[{UPPER}c]))"
)
# Behind who helps: `Ban A chủ trì, Ban B và Ban C cùng phối hợp`
HELPS = re.compile(r"\s*(?:cùng\s+)?phối\s+hợp(?!\w)")
LABEL = re.compile(
    r"(?:(?:[Đđ]ơn\s+vị|[Cc]ơ\s+quan|[Bb]ộ\s+phận)\s+(?:chịu\s+trách\s+nhiệm\s+)?(?P<what>chủ\s+trì|thực\s+hiện|phối\s+hợp|đầu\s+mối|tham\s+mưu|chịu\s+trách\s+nhiệm)"
    r"(?:\s+(?:thực\s+hiện|tham\s+mưu|triển\s+khai))?|(?P<short>[Cc]hủ\s+trì|[Pp]hối\s+hợp))\s*:\s*"
)
_LABEL_ENDS = ("trì", "hiện", "hợp", "mối", "mưu", "nhiệm", "khai")


def may_label(words: str) -> bool:
    """Whether one of the last words of `LABEL` stands before a colon; far cheaper than the pattern."""
    at = words.find(":")
    while at >= 0:
        before = words[max(0, at - 12) : at].rstrip()
        if before.endswith(_LABEL_ENDS) or (not before and at):
            return True
        at = words.find(":", at + 1)
    return False


TELEGRAM = re.compile(r"[^.;:]{0,120}?(?<!\w)(?:[Đđ]iện|ĐIỆN)\s*:\s*\Z")
# `CHỦ TỊCH UBND TỈNH điện: Giám đốc Sở A; Chủ tịch UBND các xã.`
TELEGRAM_TO = re.compile(r"(?:CHỦ|Chủ|THỦ|Thủ|BAN|Ban|BỘ|Bộ|TRƯỞNG|Trưởng)\s[^.;:]{2,100}?\s(?:điện|ĐIỆN)\s*:\s*(?=\S)")


def opens_telegram(words: str) -> bool:
    """Whether the lines below are whom a telegram is sent to."""
    wire = words.rstrip(" |")  # the edge of a cell
    return len(wire) < 160 and wire.endswith(":") and TELEGRAM.match(wire) is not None


# Above all whom a paper of the State tells.
_TOPMOST = r"Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Chủ tịch nước"
TOPMOST = re.compile(_TOPMOST)
# Whom one asks, not whom one tells; the Party's Central Committee tells its own.
SUPERIOR = re.compile(rf"{_TOPMOST}|Bộ Chính trị|Ban (?:Bí thư|Chấp hành)(?: Trung ương)?(?: Đảng)?")
SALUTATION = re.compile(r"Kính\s+(?:gửi|trình)\b")
PREAMBLE_OPENS = frozenset("-–CTX")
PREAMBLE = re.compile(r"(?:[-–]\s*)?(?:Căn\s+cứ|CĂN\s+CỨ|Theo\s+đề\s+nghị|Xét\s)")
# `Căn cứ quy định nêu trên, [Sở B] đề nghị Thuế tỉnh A ...`: in a letter an order stands behind what it rests on. Not
# what that says itself: `, trong đó yêu cầu Bộ A`, `, báo cáo giao Sở B`.
_PAPERS = r"(?:Luật|Nghị|Thông|Quyết|Kế|Công\s+(?:văn|điện)|Báo\s+cáo|Tờ|Chỉ\s+thị|Văn\s+bản|Kết\s+luận|Quy|Biên)(?!\w)"
BASED_ORDER = re.compile(
    rf",\s+(?:(?:kính|nay)\s+|(?!{_PAPERS})(?=[{UPPER}])(?:[^\s,;]+\s+){{1,7}}?)?(?:đề\s+nghị|yêu\s+cầu|giao)\s"
)
# On words in lower case.
RESPONSIBLE = re.compile(r"trách\s+nhiệm|tổ\s+chức\s+thực\s+hiện|thi\s+hành|phân\s+công|nhiệm\s+vụ\s+của")
# Whole headings, in small letters, below which bodies are told: `Tổ chức thực hiện`, `Nhiệm vụ, giải pháp`. Not what
# says more: `Khó khăn trong tổ chức thực hiện`, `Nhiệm vụ, quyền hạn`, `Nhiệm vụ được giao`.
_SETTING = (
    r"(?:[\s,]+(?:thực\s+hiện|thi\s+hành|tổ\s+chức|triển\s+khai|nhiệm\s+vụ|trách\s+nhiệm|giải\s+pháp|công\s+việc|cụ\s+thể|trọng\s+tâm"
    r"|chủ\s+yếu|chung|và|cho|của|các|sở|bộ|ban|ngành|phòng|đoàn\s+thể|cơ\s+quan|đơn\s+vị|địa\s+phương|cấp|tỉnh|huyện|xã|phường|liên\s+quan"
    r"|kế\s+hoạch|chỉ\s+thị|nghị\s+quyết|quyết\s+định|chương\s+trình|đề\s+án|này|như\s+sau)(?!\w))*[\s.:]*"
)
SETS_DUTIES = re.compile(
    r"(?:tổ\s+chức\s+(?:triển\s+khai|thực\s+hiện|thi\s+hành)|triển\s+khai\s+thực\s+hiện"
    r"|phân\s+công\s+(?:nhiệm\s+vụ|trách\s+nhiệm|công\s+việc|thực\s+hiện|tổ\s+chức|triển\s+khai|cụ\s+thể|cho)"
    rf"|trách\s+nhiệm\s+(?:thực\s+hiện|thi\s+hành|tổ\s+chức|triển\s+khai|của\s+các))(?!\w){_SETTING}"
)
SETS_WORK = re.compile(rf"(?:(?:các|một\s+số|những)\s+)?(?:nhiệm\s+vụ|giải\s+pháp)(?!\w){_SETTING}")
# Lines and subheads between, which turn to what was or is so: `1. Thực trạng`, `Qua rà soát cho thấy nhiều nơi ...`.
TURNS = re.compile(
    r"(?:(?:về|các|những|một\s+số)\s+)?(?:thực\s+trạng|tình\s+hình|tồn\s+tại|hạn\s+chế|khó\s+khăn|thuận\s+lợi|ưu\s+điểm|nguyên\s+nhân|kết\s+quả"
    r"|đánh\s+giá|nhận\s+xét|bảng|danh\s+sách|qua|sau\s+đây|trong\s+(?:năm|các\s+năm|thời\s+gian\s+qua)|thời\s+gian\s+qua)(?!\w)"
    r"|[^.;:]{0,80}(?<!\w)cho\s+thấy(?!\w)"
)
OUTLOOK = re.compile(
    r"phương\s+hướng|nhiệm\s+vụ|giải\s+pháp|kiến\s+nghị|đề\s+xuất|thời\s+gian\s+tới|tổ\s+chức\s+thực\s+hiện"
)
TITLE_OF_DUTY = re.compile(
    r"(?:[Tt]rách\s+nhiệm(?:\s+thi\s+hành|\s+thực\s+hiện|\s+quản\s+lý)?\s+(?:của\s+)?|[Nn]hiệm\s+vụ\s+của\s+)"
    r"(?=[A-ZĐỦ]|các\s+(?:[Ss]ở|[Bb]ộ|[Bb]an|[Nn]gành|[Pp]hòng)\s*,)"
)
# Whom an item is about, said before the body: `3. Đối với Sở Y tế`, `- Mời Tỉnh đoàn phối hợp`.
TOWARDS = re.compile(r"(?:Đối\s+với|Về\s+phía|Phía|(?:Trân\s+trọng\s+|Kính\s+)?[Mm]ời)\s+(?=\w)")
TOWARDS_OPENS = frozenset("ĐVPMTK")
# `7. Kinh phí: Sở Tài chính chịu trách nhiệm cân đối`; behind a day or a result stands what was done
TOPIC = re.compile(
    r"(?!(?:Năm|Ngày|Tháng|Quý|Buổi|Sáng|Chiều|Tối|Kết\s+quả|Tồn\s+tại|Hạn\s+chế|Nguyên\s+nhân|Thuận\s+lợi|Khó\s+khăn|Ưu\s+điểm)(?!\w))"
    r"[A-ZĐ][^.;:]{3,60}:\s+(?=\w)"
)
# Behind a verb: what is told of it, how much or how badly it was done; `trực 24/24 giờ`, `kiểm tra 02 lần/tuần` say how
# often it is to be done. `bố trí 02 xe` may be either, and tells nobody.
_FIGURE = r"(?!24/|\d+\s+lần\s*/)\d"
# `chậm nhất ngày 5/6` is a term, `chậm nhất tỉnh` is none
_TERM = r"(?:(?:vào|lúc|trước|sau|ngày)(?!\w)|(?:(?:đến|hết|cuối|giữa|tháng|quý|năm)\s+)*(?:\d|[IV]+(?!\w)))"
_SLOWLY = rf"chậm(?!\s+nhất\s+(?:là\s+)?{_TERM})"
RESULT = re.compile(rf"(?:\s+(?:được|đạt|còn|rất|quá))?\s+(?:{_FIGURE}|(?:{_SLOWLY}|chưa|đã|kém|sai)(?!\w))")
BADLY = re.compile(rf"\s+(?:còn\s+)?(?:{_SLOWLY}|chưa|kém)(?!\w)")
# Work that is counted when it is done: `khảo sát 45 hộ`, `cảnh báo chủ bến 3 lần`.
COUNTED = re.compile(
    rf"(?:khảo\s+sát|(?:cảnh|dự)\s+báo|lấy\s+mẫu|tuần\s+tra|nạo\s+vét|thu\s+thập|đo\s+đạc|khơi\s+thông|dọn\s+dẹp|phòng\s+ngừa|phát\s+sóng"
    rf"|đăng|trực|cấp\s+phát|khen\s+thưởng)(?:\s+được)?\s+(?:{_FIGURE}|[^.;:\d]{{0,60}}\s\d+\s+(?:lần|vụ|lượt|cuộc)(?!\s*/|\w))"
)
# `1. Sở A: 12 ca bệnh`; not `100% cán bộ phải ...`, `10 ngày một lần tổng hợp báo cáo`
_HOW_OFTEN = r"\d+\s+(?:(?:ngày|tuần|tháng|quý|năm)(?:\s+(?:một|1)\s+|\s*/\s*)lần|lần(?:\s+mỗi\s+|\s*/\s*)\w+)\s+"
COUNT = re.compile(rf":\s*(?!{_HOW_OFTEN}[{LOWER}])\d[\d.,]*\s+[{LOWER}]")
# What is counted is told of after all where bodies are told: `02 bác sĩ phải trực bến`.
COUNTED_MUST = re.compile(r":[^.;]*?(?<!đã )(?<!không )(?<!gặp )(?<!mắc )(?<!bên )(?<!\w)phải(?!\w)")
# Behind whom an item is about: `Đối với Sở A: Đã hoàn thành`, `Đối với Công ty B không nộp thì bị xử phạt`.
PAST = re.compile(r"(?:đã|chưa|không|còn|được|bị|có\s+\d|vẫn|\d)", re.IGNORECASE)
THEN = re.compile(r"thì\s+(?:bị|phải|được)(?!\w)")
INVITED = re.compile(r"(?:phối\s+hợp|cử)(?!\w)")
RESPONSIBILITY = re.compile(
    r"(?P<who>(?:Đơn\s+vị|Cơ\s+quan)\s(?!chủ\s+trì|phối\s+hợp)[^,.;:()]{3,60}?)\s+có\s+trách\s+nhiệm(?!\w)"
)
SENTENCE = re.compile(r"[.;]\s+(?=\S)")
# What stands between a body and its duty: `Sở A theo chức năng, nhiệm vụ được giao chủ trì ...`.
MANNER = re.compile(
    r"(?:theo|trong|trên\s+cơ\s+sở|căn\s+cứ(?:\s+vào)?)\s+(?:phạm\s+vi\s+)?(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|trách\s+nhiệm|lĩnh\s+vực|quyền\s+hạn)"
    r"(?:[\s,]+(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|quyền\s+hạn|trách\s+nhiệm|lĩnh\s+vực|phạm\s+vi|(?:được\s+)?(?:giao|phân\s+công)"
    r"|của\s+(?:mình|đơn\s+vị|ngành|cơ\s+quan)|quản\s+lý(?:\s+nhà\s+nước)?|phụ\s+trách|và)(?!\w))*[\s,]*"
)
# Where the bodies of a list are: `UBND các xã, phường, các chủ rừng trên địa bàn tỉnh chủ động ...`.
IN_AREA = re.compile(
    r"trên\s+địa\s+bàn(?:\s+(?:tỉnh|thành\s+phố|xã|phường|huyện|quận|đặc\s+khu|toàn\s+tỉnh)(?!\w))?(?:\s+[A-ZĐÂÁ]\w*){0,3}[\s,]*"
)
LEAD_IN_OPENS = frozenset("Trên Căn Sau Trong Trước Đối Định Hàng Hằng Để Chậm Riêng Về".split())
# Words that open a sentence whose body stands behind a comma: `Trên cơ sở đề nghị của Sở A, Sở B tổng hợp ...`.
LEAD_IN = re.compile(
    r"(?:Trên\s+cơ\s+sở|Căn\s+cứ|Sau\s+khi|Trong|Trước|Đối\s+với|Định\s+kỳ|H[àằ]ng\s+(?:năm|quý|tháng|tuần)|Để|Chậm\s+nhất|Riêng)(?!\w)"
)
# Whom somebody heard before that: `Sau khi nghe Sở A, Sở B trình bày dự thảo, ...`
HEARD = re.compile(r"\s+(?:được\s+)?nghe\s+(?=\w)")
REPORTED = re.compile(r"[\s,]+(?:trình\s+bày|báo\s+cáo)(?!\w)")
ABOUT_OPENS = "Về"
ABOUT = re.compile(r"Về\s[^.;:]{3,160}:\s+")  # `Về thủ tục nhập khẩu: Bộ A hướng dẫn`
ISSUES = re.compile(r"(?:ban\s+hành|công\s+bố)(?!\w)")
UNDER = re.compile(r"(?:trực\s+)?thuộc\s+(?=\S)")
OTHER_DUTY = re.compile(r"(?:Giao|chủ\s+trì|phối\s+hợp\s+với|(?<![Bb]an\s)[Cc]hỉ\s+đạo)\s")
UNREAD = re.compile(r"[^;,:]*?(?:[;,:]\s*|\s(?:và|do)\s+)")
# A verb in small letters, whichever it is: no word that only joins, asks or tells how things are.
ANY_WORK = re.compile(
    rf"(?=[{LOWER}])(?!(?:về|của|tại|trong|ở|để|và|cho|với|theo|do|nơi|là|đã|vào|từ|đến|tới|trên|dưới|sau|trước|khi|mà|nhằm|thì|nên"
    r"|vì|bị|được|như|gồm|bao|hay|hoặc|này|đó|kia|khác|mới|cũ|cùng|số(?!\s+h(?:óa|oá)(?!\w))|các|những|ngày|tháng|năm|quý|qua|bằng|đang|vừa|sẽ|còn|cũng|có|trực"
    r"|thuộc|liên(?!\s+(?:thông|kết)(?!\w))|nêu|tỉnh|huyện|xã|phường|thành|quận|thị|khu|cấp|hiện|vẫn|luôn|đều|chưa|không|thường|tự|ai|ông|bà|đồng\s+chí|trưởng|phó"
    r"|thành\s+viên|nếu|quyền|phần|chức|người|đơn|tổ|cơ|giai|hằng|hàng|một|hai|ba|bốn|mỗi|từng|phía|ven|miền|vùng|nằm|thấy|cho\s+biết|đối"
    r"|vắng|thiếu|yếu|tốt|chậm|ít|nhiều|cao|thấp|gặp|xảy|xuất\s+hiện|giảm|đứng|xếp|dẫn\s+đầu|thống\s+nhất\s+cao|đạt|đoạt|chiếm|giành"
    r"|đại\s+diện|địa\s+chỉ|điện\s+thoại|kinh\s+phí|cán\s+bộ|chuyên\s+viên|lãnh\s+đạo(?!\s*,)|giữ\s+vai|vượt|lúng\s+túng|né\s+tránh|buông\s+lỏng"
    r"|bỏ\s+sót|lơ\s+là|nhất|hạng|loại(?!\s+(?:bỏ|trừ))|sáu|bảy|tám|chín|mười|dăm|toàn|cụm|khối|nhóm|đội|xuất\s+sắc|điển\s+hình|nổi\s+bật)(?!\w))"
)
# What is told of a verb: that it is done, how much, how badly. A day is none of these: `in trước ngày 15/9`.
DONE_SOON = re.compile(
    r"(?:\w+\s+){1,3}(?:được|đã|bị|đạt|vượt|chưa|xong|rồi|sai|kém|trái\s+(?:luật|quy|phép|pháp)"
    r"|(?<!ngày )(?<!tháng )(?<!quý )(?<!năm )(?<!trước )(?<!số )\d+(?:[.,]\d+)*(?!\s*/))(?!\w)"
    r"|[^.;]{0,160}?\sso\s+với\s+(?:năm|tháng|quý|cùng\s+kỳ)(?!\w)"
)
# How it goes, in words that may open like work: `Đấu thầu chậm`, `Phân cấp còn chồng chéo`; not `Biểu dương người tốt`.
HOW_IT_GOES = re.compile(
    r"[^.;,\n]*?\s(?:chậm|yếu|kém|khá|(?<!người )(?<!việc )(?<!làm )tốt|thiếu|vướng"
    r"|(?:tăng|giảm)(?:\s+(?:mạnh|nhanh|cao|dần|nhẹ))?)(?<!học sinh yếu)(?<!học sinh kém)(?<!học sinh khá)"
    r"(?=\s*(?:[.;,\n]|\Z))|[^.;\n]*?\scòn(?!\w)(?!\s+lại(?!\w))"
)
# Whose work it is all through: `Sở A là cơ quan thường trực`.
_BODY = r"(?:[Cc]ơ\s+quan|[Đđ]ơn\s+vị)"
STANDING_SEAT = rf"là\s+{_BODY}\s+[Tt]hường\s+trực(?!\w)"
SEAT = rf"(?:(?:là|làm)\s+{_BODY}\s+(?:[Tt]hường\s+trực|[Đđ]ầu\s+mối|[Cc]hủ\s+trì)|làm\s+đầu\s+mối)"
CHARGED = re.compile(rf"{SEAT}|(?:có|chịu)\s+trách\s+nhiệm|chủ\s+trì")
STRONG = re.compile(
    rf"{SEAT}|(?:có|chịu)\s+trách\s+nhiệm|chủ\s+trì|thực\s+hiện|tổ\s+chức|hướng\s+dẫn|phối\s+hợp|theo\s+dõi"
)
# What only an order says of several heads: `Bộ trưởng các Bộ: A, B; Chủ tịch C tiếp tục tập trung chỉ đạo`.
TOLD = re.compile(
    r"(?:căn\s+cứ|tiếp\s+tục|tập\s+trung|chủ\s+động|khẩn\s+trương|thường\s+xuyên|nghiêm\s+túc|(?:có|chịu)\s+trách\s+nhiệm|phải)(?!\w)"
)
# Many at once, who are no unit of their own: `yêu cầu các sở, ngành, địa phương`.
TELLS_MANY = re.compile(
    r"(?<!đã )(?<!heo )(?<!được )(?:[Yy]êu\s+cầu|[Đđ]ề\s+nghị|[Gg]iao|[Cc]hỉ\s+đạo)\s+"
    r"(?:(?:[Tt]hủ\s+trưởng|[Nn]gười\s+đứng\s+đầu|[Cc]hủ\s+tịch|[Ll]ãnh\s+đạo)\s+)?"
    r"(?:các|những)\s+(?:[Ss]ở|[Bb]ộ|ban|ngành|đơn\s+vị|cơ\s+quan|địa\s+phương|cấp|tỉnh|huyện|xã|phường)(?!\w)"
)
# Behind the one who orders: everybody, or whoever the list below names (`Chủ tịch UBND tỉnh yêu cầu:`).
ASKS_BELOW = re.compile(
    r"(?:yêu\s+cầu|đề\s+nghị|phân\s+công|giao)"
    r"(?:\s+(?:khẩn\s+trương|tập\s+trung|nghiêm\s+túc|tổ\s+chức|triển\s+khai|thực\s+hiện|tốt|một\s+số|các|việc|nội\s+dung|nhiệm\s+vụ"
    r"|công\s+việc|giải\s+pháp|cụ\s+thể|như|sau|đây)(?!\w))*\s*:\s*\Z"
)
# What the list below such an order is then about: `giao các đơn vị biên chế như sau:`
ASKS_OTHERWISE = re.compile(
    r"(?<!\w)(?:đã|kết\s+quả|tình\s+hình|ý\s+kiến|hạn\s+chế|tồn\s+tại|(?:vi|sai)\s+phạm|biên\s+chế|kinh\s+phí|dự\s+toán|chỉ\s+tiêu)(?!\w)[^,;]*\Z"
    r"|\.\s"
)
AIM = re.compile(r"(?:Để|Nhằm)\s[^.;:]{3,200},\s+")  # `Để khắc phục, UBND tỉnh yêu cầu:`
LONGEST_LEAD_IN = 300  # code points between the order and the colon
