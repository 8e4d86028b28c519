"""The contract's words as people read them on the screen, in Vietnamese."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, get_args

from corpus.belongings import uploaded
from extractor.annexed import act_key, child_of, name_of
from extractor.dates import written_day
from service.people import CLEARANCES, SECRECIES, Clearance

RELATIONS = {
    "basis": "căn cứ",
    "proposal": "theo đề nghị tại",
    "implements": "thực hiện",
    "amends": "sửa đổi",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "guides": "hướng dẫn",
    "replies": "trả lời",
    "attached": "kèm theo",
    "mentions": "nhắc đến",
}

# the same relations seen from the cited document
RELATIONS_BACK = {
    "basis": "được lấy làm căn cứ trong",
    "proposal": "là đề nghị để ban hành",
    "implements": "được thực hiện bởi",
    "amends": "được sửa đổi bởi",
    "replaces": "được thay thế bởi",
    "repeals": "bị bãi bỏ bởi",
    "guides": "được hướng dẫn bởi",
    "replies": "được trả lời bởi",
    "attached": "kèm theo",
    "mentions": "được nhắc đến trong",
}

FIELDS = {
    "type": "Loại văn bản",
    "number": "Số, ký hiệu",
    "symbol": "Ký hiệu",
    "date": "Ngày ban hành",
    "date_partial": "Ngày (phần đánh máy)",
    "place": "Nơi ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "secrecy": "Độ mật",
    "urgency": "Độ khẩn",
    "signers": "Người ký",
    "recipients": "Nơi nhận",
    "units": "Đơn vị thực hiện",
    "references": "Viện dẫn",
}

# What a comparison of two drafts lists.
DRAFT_LISTS = {
    "bases": "Căn cứ",
    "units": "Đơn vị được giao việc",
    "deadlines": "Thời hạn",
    "recipients": "Nơi nhận",
    "signers": "Người ký",
}

FACETS = {
    "type": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "kind": "Loại tài liệu",
    "status": "Hiệu lực",
    "level": "Cấp",
    "secrecy": "Độ mật",
    "year": "Năm ban hành",
}

LEVELS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "party": "Cơ quan Đảng",
}

STATUSES = {
    "in_force": "Còn hiệu lực",
    "partly_in_force": "Hết hiệu lực một phần",
    "expired": "Hết hiệu lực",
    "repealed": "Bị bãi bỏ",
    "replaced": "Bị thay thế",
    "suspended": "Ngưng hiệu lực",
    "not_in_force": "Chưa có hiệu lực",
}

KINDS = {"official": "Văn bản", "news": "Bản tin"}

AUTHORITIES = {"TM": "Thay mặt", "KT": "Ký thay", "TL": "Thừa lệnh", "TUQ": "Thừa ủy quyền", "Q": "Quyền"}

ROLES = {"lead": "chủ trì", "support": "phối hợp"}

# What an account may do, in the order of `service.people.ROLES`.
STAFF_ROLES = {
    "reader": "đọc",
    "editor": "đọc và sửa",
    "archivist": "văn thư, lưu trữ",
    "administrator": "quản trị",
}

# What an account may see, by the name of its clearance.
SEES: dict[Clearance, str] = {one: f"đến {one}" if one in SECRECIES else "chỉ văn bản thường" for one in CLEARANCES}

TICKETS = {"session": "phiên làm việc", "access": "mã truy cập"}

KINDS_OF_FIX = {
    "field": "thông tin", "reference": "viện dẫn", "line": "dòng chữ", "issuer": "tên cơ quan", "seen": "mục cần xem",
    "task": "nhiệm vụ",
}  # fmt: skip

# How a value of the header was read (`evidence.rule`).
RULES = {
    "correction": "người sửa",
    "manifest": "danh sách kèm theo",
    "number line": "dòng số, ký hiệu",
    "place-date line": "dòng nơi và ngày",
    "place-date line, day by hand": "dòng nơi và ngày, ngày viết tay",
    "day of passing": "ngày thông qua ở cuối văn bản",
    "publication line": "dòng ngày đăng",
    "head line": "tên cơ quan ở đầu văn bản",
    "head line as printed": "tên cơ quan ở đầu văn bản, như đã in",
    "joint head lines": "tên các cơ quan ở đầu văn bản",
    "letters of the code": "chữ trong ký hiệu",
    "signature": "chữ ký",
    "heading": "tiêu đề",
    "headline": "đầu đề bản tin",
    "caption of the act it was issued with": "dòng ghi văn bản ban hành kèm theo",
    "below the name of an annexed paper": "dưới tên loại của văn bản kèm theo",
    "letter: no type word": "công văn: không có tên loại",
    "V/v": "dòng V/v",
}

Due = Literal["overdue", "week", "later", "undated", "done", "not-ours"]
"""How a task stands on a day: whether it is due, or what a person said became of it."""
When = Literal["open", "month", Due, "all"]
"""Which tasks of the ledger are asked for."""
WHENS: tuple[When, ...] = get_args(When)

# How a task stands: colour and words.
DUE: dict[Due, tuple[str, str]] = {
    "overdue": ("bad", "quá hạn"),
    "week": ("warn", "trong tuần"),
    "later": ("", ""),
    "undated": ("", ""),
    "done": ("good", "đã xong"),
    "not-ours": ("", "không thuộc đơn vị"),
}

FOLLOW_UP = {
    "issued": ("good", "đã ban hành"),
    "unclear": ("warn", "chưa rõ"),
    "not-held": ("bad", "kho chưa có"),
}

# What became of a paper by a day (`corpus.validity.State`): colour and words.
STANDINGS = {
    "not-issued": ("warn", "chưa ban hành vào ngày xem"),
    "not-yet": ("warn", "chưa có hiệu lực"),
    "in-force": ("good", "còn hiệu lực"),
    "running": ("good", "đang thực hiện"),
    "ended": ("warn", "đã hết thời gian thực hiện"),
    "replaced": ("bad", "đã bị thay thế"),
    "repealed": ("bad", "đã bị bãi bỏ"),
    "replied": ("good", "đã được trả lời"),
    "tells": ("", "chỉ thông tin"),
    "unknown": ("", "chưa rõ còn hiệu lực"),
}

# What the drafting aid knows of an act on the draft's day (`corpus.bases.register.Validity`): colour and words.
VALIDITIES = {
    "in_force": ("good", "còn hiệu lực"),
    "not_yet": ("warn", "chưa có hiệu lực"),
    "replaced": ("bad", "đã bị thay thế"),
    "future": ("bad", "chưa ban hành"),
    "unknown": ("", "chưa rõ hiệu lực"),
}


def named(node: Mapping[str, Any]) -> str:
    """How a node is called: its number, else its title, else its key; what is issued with an act by kind and title."""
    key = node["key"]
    if not node["number"] and act_key(key) is not None:
        return f"{name_of(child_of(key))} {node['title'] or ''}".rstrip()
    name: str = node["number"] or node["title"] or key or "(không rõ số)"
    return name


def missed(one: Mapping[str, Any]) -> str:
    """Why a paper that is not held is missed, from a row of the want-list: the chain that has no root without it."""
    parts = []
    if one["chain"]:
        direct, further = one["implements"], one["chain"] - one["implements"]
        parts.append(f"{direct} văn bản trong kho thực hiện" + (f", {further} nối tiếp" if further else ""))
    rest = one["resting"] - one["chain"]
    if rest:
        parts.append(f"{rest} văn bản {'khác' if parts else 'trong kho'} dựa vào")
    return "; ".join(parts) or "chỉ được nhắc đến"


STATES = {
    "indexed": "đã vào kho",
    "duplicate": "trùng",
    "refused": "bị từ chối",
    "failed": "bị lỗi",
}

JOB_STATES = {
    "running": "đang chạy",
    "paused": "tạm dừng",
    "finished": "xong",
    "stopped": "đã dừng",
    "failed": "bị lỗi",
    "interrupted": "bị ngắt",
}

# Other papers of nearly the words of one.
NEAR_RELATIONS = {"near": "gần như cùng lời văn", "draft": "bản dự thảo", "signed": "bản đã ký"}
VERDICTS = {"ok": "tốt", "warn": "chú ý", "bad": "HỎNG"}
CHORES = {
    "retry": "đọc lại tệp", "reindex": "dựng lại chỉ mục", "backup": "sao lưu", "purge": "gỡ hẳn văn bản",
    "examine": "kiểm tra mọi bản gốc",
}  # fmt: skip
CHORE_STATES = {"waiting": "đang chờ", "running": "đang làm", "done": "xong", "failed": "không làm được"}

JOB_STAGES = {
    "read": "đọc tệp", "resolve": "liên kết", "index": "lập chỉ mục", "done": "xong",
    "copy": "chép bản gốc", "write": "ghi danh mục", "check": "đọc lại bản gốc",
}  # fmt: skip
# What a stage counts.
STAGE_UNITS = {"read": "tệp", "resolve": "văn bản", "index": "văn bản", "copy": "bản gốc", "write": "bảng",
               "check": "bản gốc"}  # fmt: skip

MATCHED = {"number": "khớp số, ký hiệu", "phrase": "khớp cả cụm từ", "words": "khớp các từ", "meaning": "gần nghĩa"}


def taken_out_told(gone: Mapping[str, Any]) -> list[str]:
    """What a purge did and what it could not do, in sentences (see `service.taking_out.take_out`)."""
    lines = [
        f"Đã gỡ {len(gone['documents'])} văn bản khỏi bản gốc, danh mục, chỉ mục.",
        f"{gone['log_lines']} dòng nhật ký truy cập được xóa mã, số, trích yếu và chữ chỉ văn bản này có; "
        f"{gone['searches']} tìm kiếm đã lưu và {gone['follows']} mục theo dõi nêu văn bản này được bỏ.",
    ]
    if not gone["searched"]:
        lines.append(
            "Lần gỡ trước bị ngắt nên số, trích yếu không còn biết được: nhật ký, tìm kiếm đã lưu và mục theo dõi chỉ "
            "được xóa mã. Hãy tự xem lại (`vanban audit`)."
        )
    lines += [
        f"Còn trong {one['log_lines']} dòng nhật ký: “{one['name']}”, không xóa vì không phân biệt được với chữ khác."
        for one in gone["left"]
    ]
    lines += [f"Tệp nguồn vẫn còn ở {one}: hãy tự xóa, nếu không lần nạp sau sẽ đưa vào lại." for one in gone["paths"]]
    for one in gone["backups"]:
        holds = "còn giữ tệp này" if one["state"] == "holds" else "không mở được để xem; có thể còn giữ tệp này"
        lines.append(f"Bản sao lưu {one['place']} ({one['made']}) {holds}.")
    return lines


def covers_told(covers: Mapping[str, Any]) -> str:
    """What an answer can be made from, in a sentence (see `service.rights.View.covers`)."""
    whose = f" của {covers['issuer']}" if covers["issuer"] else ""
    if not covers["missing"]:
        return f"Kho đang giữ {covers['held']} văn bản{whose}."
    again = " của cơ quan này" if covers["issuer"] else ""
    return (
        f"Kho đang giữ {covers['held']} văn bản{whose}; {covers['missing']} văn bản{again} được dẫn nhưng kho chưa có."
    )


def today() -> str:
    """The day on this machine (ISO)."""
    return datetime.date.today().isoformat()


def is_day(text: str) -> bool:
    """Whether this is an ISO date (YYYY-MM-DD) of the calendar."""
    try:
        return len(text) == 10 and text.isascii() and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


day = written_day


_FORMATS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/msword": "Word đời cũ (DOC)",
    "application/vnd.ms-word2003+xml": "Word 2003 (XML)",
    "application/rtf": "RTF",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
    "application/vnd.edxml+xml": "gói edXML",
    "application/zip": "tệp nén ZIP",
    "message/rfc822": "thư điện tử (EML)",
    "text/html": "trang web (HTML)",
    "text/plain": "chữ thường (TXT)",
    "image/png": "ảnh PNG",
    "image/jpeg": "ảnh JPEG",
    "image/tiff": "ảnh TIFF",
    "image/bmp": "ảnh BMP",
    "image/gif": "ảnh GIF",
    "image/webp": "ảnh WebP",
}


def format_name(media_type: str) -> str:
    """What people call files of this type; the type itself where they have no word for it."""
    return _FORMATS.get(media_type, media_type)


def moment(utc: str) -> str:
    """A moment (ISO, UTC) as the clock of this machine shows it: `21:05 ngày 07/4/2014`."""
    here = datetime.datetime.fromisoformat(utc)
    here = (here if here.tzinfo else here.replace(tzinfo=datetime.UTC)).astimezone()
    return f"{here:%H:%M} ngày {day(here.date().isoformat())}"


def task_told(said: Mapping[str, Any]) -> str:
    """What became of a task, in words: `đã xong ngày 07/4/2014`."""
    if said["state"] == "open":
        return "chưa xong"
    return DUE[said["state"]][1] + (f" ngày {day(said['day'])}" if said.get("day") else "")


def waiting_told(change: Mapping[str, Any]) -> str:
    """What is to be done for the papers that a correction does not reach; empty where it reaches all."""
    waiting = change["waiting"]
    if not waiting:
        return ""
    more = f" và {len(waiting) - 10} văn bản khác" if len(waiting) > 10 else ""
    return (
        f"Đã ghi lần sửa, nhưng {len(waiting)} văn bản do phiên bản cũ đọc chưa theo, vì không đọc lại được tệp gốc: "
        f"{', '.join(waiting[:10])}{more}. Hãy đặt lại tệp nào đã mất vào chỗ cũ, rồi chạy: vanban retry --stale."
    )


def instant(seconds: float | None) -> str:
    """A moment in seconds since 1970, as `moment` says it; empty where there is none."""
    return moment(datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()) if seconds is not None else ""


def place_of_file(path: str) -> str:
    """Where a file came from: its path, or its name where somebody sent it through the pages."""
    sent = uploaded(path)
    return f"{sent[1]} (gửi qua trang web)" if sent else path


def place_of_folder(path: str, sent: bool) -> str:
    """A folder of the balance sheet; `sent`: the one that keeps what was sent through the pages."""
    return "Gửi qua trang web" if sent else path


def duration(seconds: float) -> str:
    """A length of time as people say it: `45 giây`, `12 phút`, `3 giờ 20 phút`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} giây"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} giờ {minutes} phút" if hours else f"{minutes} phút"
