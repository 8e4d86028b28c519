"""What reports tell of as done, found or suffered, in words of orders: `kiểm tra 12 bến phà`, `tham mưu sai`."""

from __future__ import annotations

import re

from extractor import assignment_forms as forms

# `12 bến`, `ba phà`; a time is no result: `trong 10 ngày`.
_COUNT = (
    r"(?:(?:được|hơn|gần|trên|khoảng|tổng\s+số|cả\s+thảy)\s+)*(?:\d{1,3}(?:\.\d{3})+|\d+|(?:hai|ba|bốn|năm(?!\s+học)|sáu|bảy|tám|chín|mười)(?!\s+(?:nay|qua|tới|sau|\d)))\s+"
    r"(?!(?:giờ|phút|ngày|tháng|năm|tuần|quý)(?!\w))[^\W\d_]"
)
# When, and what came of it: `kiểm tra thì phát hiện`, `thường xuyên bị phê bình`, `nói rằng`.
_CAME_OF_IT = re.compile(
    r"(?<!\w)(?:(?:sáng|trưa)\s+nay|đêm\s+qua|rạng\s+sáng|hồi\s+(?:đầu|giữa|cuối|tháng|năm)|(?:tháng|quý)\s+vừa|quý\s+trước|rằng"
    r"|thì\s+(?:phát\s+hiện|thấy|bị|gặp|xảy\s+ra|ghi\s+nhận)|(?:thường\s+xuyên|tiếp\s+tục|liên\s+tục)\s+(?:bị|được|để|xảy\s+ra))(?!\w)"
    rf"|(?<!\w)(?:(?<!thời )(?<!sớm )(?<!nếu )(?<!khi )phát\s+hiện|xử\s+phạt(?:\s+hành\s+chính)?)\s+{_COUNT}"
)
# What was done, in the sentence of who opens it with his work.
_LONG_AGO = re.compile(
    r"(?<!\w)(?:hôm\s+(?:qua|kia)|năm\s+ngoái|tháng\s+trước|tuần\s+trước|từ\s+(?:đầu\s+)?năm|đến\s+nay|(?:vừa|thời\s+gian)\s+qua|trước\s+đây)(?!\w)"
)
# `rà soát các dự án đã phê duyệt`: done by others before
_DONE = re.compile(r"(?<!\w)(?:(?:các|những|theo)\s[^,;.\n]{1,40}?\s(?:đã|vừa)(?!\w)|(?P<done>đã|vừa|bắt\s+giữ)(?!\w))")
# Behind an order, of who is not said to have to: what is counted, what the police are at, what was badly done.
_RESULT = re.compile(
    rf"(?<!\w)(?:(?:kiểm\s+tra|bố\s+trí|hướng\s+dẫn|hỗ\s+trợ|huy\s+động|xử\s+lý|trồng|phạt|phát|tặng|cấp|khám|cứu|đón|thu|bắt|trao|mở|tổ\s+chức)\s+{_COUNT}"
    r"|tiếp\s+tục\s+(?:điều\s+tra|xác\s+minh|truy\s+(?:tìm|bắt|xét))(?![^.;\n]{0,60}\sxử\s+lý)(?!\w))"
)
_BADLY = re.compile(
    r"[^,.;:\n]{0,40}?(?<!\w)(?:sai(?=\s+(?:quy|so|trình|thẩm|luật)|\s*[,.;\n])|chưa\s+(?:kỹ|đúng|đầy\s+đủ|nghiêm|kịp\s+thời|tốt|hiệu\s+quả|sát|chặt|quyết\s+liệt)"
    r"|thiếu\s+(?:trách\s+nhiệm|sát|kiểm|chặt|kịp)|không\s+(?:đúng|kịp\s+thời|đầy\s+đủ|nghiêm)|buông\s+lỏng|lúng\s+túng"
    r"|(?<!không )(?<!được )(?<!nếu )để\s+xảy\s+ra)(?!\w)"
)
# `phải nộp phạt`, `cần thêm hai xe`: a burden or a need, no work
NO_WORK = re.compile(
    r"(?:(?:sẽ|cần|phải|có\s+trách\s+nhiệm)\s+)*(?:nộp\s+(?:phạt|lại|số\s+tiền)|bồi\s+thường|chịu\s+(?:phạt|mức|án)|chấp\s+hành\s+(?:quyết\s+định\s+)?xử\s+phạt|bị"
    r"|(?<=cần )(?:thêm|tới|khoảng|hơn|\d))(?!\w)"
)
# Who is urged has not done it yet.
_URGED = re.compile(rf"(?:khẩn\s+trương|nghiêm\s+túc|chủ\s+trì|{forms.SEAT})(?!\w)")


def is_event(content: str, start: int, end: int, *, counted: bool) -> bool:
    """Whether the words from `start` to `end`, behind a body, say when it did something, or what came of it. `counted`:
    also a result that is counted, what the police are at and what was badly done, which a mere order may say too."""
    if any(when.search(content, start, end) for when in (_LONG_AGO, _CAME_OF_IT)):
        return True
    if any(found["done"] for found in _DONE.finditer(content, start, end)):
        return True
    if not counted or _URGED.match(content, start, end):
        return False
    return _RESULT.search(content, start, end) is not None or _BADLY.match(content, start, end) is not None
