"""One table: error code -> exit status -> HTTP status -> what a person is told, in Vietnamese.

A test walks every error class of the packages below and demands an entry.
"""

from __future__ import annotations

from dataclasses import dataclass

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_AMBIGUOUS = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """What a cause means outside: exit status of the command, HTTP status, and a message that says what to do."""

    exit_status: int
    http_status: int
    message: str


BY_HAND = "Hãy mở trang từ thanh trên cùng."
"""What people do who come to an address where there is nothing; programs have no bar at the top."""

CAUSES: dict[str, Cause] = {
    # one file cannot be read (extractor.errors)
    "extract-error": Cause(1, 422, "Không đọc được tệp. Hãy mở thử bằng chương trình khác rồi gửi lại bản đọc được."),
    "empty-file": Cause(1, 422, "Tệp rỗng. Hãy kiểm tra lại bản gốc."),
    "unsupported-format": Cause(1, 415, "Định dạng tệp chưa được hỗ trợ. Hãy chuyển sang PDF, DOCX, HTML hoặc TXT."),
    "encrypted-file": Cause(1, 422, "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại."),
    "damaged-file": Cause(1, 422, "Tệp bị hỏng. Hãy lấy lại bản gốc."),
    "too-large": Cause(1, 413, "Tệp vượt quá giới hạn cho phép. Hãy tách tệp hoặc nâng giới hạn."),
    "no-text": Cause(
        1, 422, "Tệp mở được nhưng không có chữ nào. Nếu là bản quét, hãy kiểm tra chương trình nhận dạng."
    ),
    "tool-missing": Cause(1, 503, "Thiếu chương trình cần để đọc loại tệp này. Hãy cài đặt rồi chạy lại."),
    "tool-failed": Cause(
        1, 422, "Chương trình phụ trợ không xử lý được tệp này. Hãy chuyển tệp sang PDF hoặc DOCX rồi nạp lại."
    ),
    "timed-out": Cause(1, 504, "Đọc tệp quá thời gian cho phép. Hãy tách tệp rồi nạp lại, hoặc đọc lại lúc máy rảnh."),
    "unreadable-file": Cause(
        1,
        422,
        "Không mở được tệp: không tồn tại, không có quyền, hoặc là thư mục. Hãy kiểm tra đường dẫn và quyền đọc.",
    ),
    "unreadable-folder": Cause(1, 422, "Không đọc được thư mục. Hãy kiểm tra quyền hoặc ổ mạng rồi nạp lại."),
    "linked-folder": Cause(1, 422, "Liên kết tới thư mục không được đi theo. Hãy nạp thẳng thư mục đích."),
    "pages-unread": Cause(
        1,
        503,
        "Có trang chưa đọc được vì thiếu chương trình. Hãy cài đặt rồi chạy `vanban retry`; các trang khác đã có.",
    ),
    "members-unread": Cause(
        1,
        422,
        "Tệp nén hoặc thư đã vào kho, nhưng có tệp bên trong không đọc được. "
        "Hãy lấy riêng tệp ấy ra, sửa nguyên nhân mà thông báo nêu, rồi nạp lại.",
    ),
    "kept-earlier": Cause(
        1, 422, "Không đọc lại được; kho giữ kết quả của lần đọc trước. Hãy sửa nguyên nhân rồi chạy `vanban retry`."
    ),
    # search (index.base)
    "index-error": Cause(1, 500, "Máy tìm kiếm gặp lỗi. Hãy chạy `vanban doctor`, hoặc xem nhật ký của Elasticsearch."),
    "index-unavailable": Cause(1, 503, "Không dùng được chỉ mục tìm kiếm. Hãy sửa nguyên nhân dưới đây rồi thử lại."),
    "index-mismatch": Cause(1, 503, "Chỉ mục không khớp với kho. Hãy chạy `vanban reindex`."),
    "bad-query": Cause(2, 400, "Không hiểu câu tìm kiếm."),
    # the archive (corpus.errors)
    "archive-error": Cause(1, 500, "Kho lưu trữ gặp lỗi. Hãy chạy `vanban doctor`."),
    "catalogue-unavailable": Cause(1, 503, "Không mở được danh mục của kho. Hãy kiểm tra ổ đĩa hoặc máy chủ."),
    "catalogue-mismatch": Cause(1, 503, "Danh mục do phiên bản khác của chương trình tạo ra."),
    "store-damaged": Cause(1, 500, "Bản gốc trong kho không còn nguyên vẹn. Hãy nạp lại tệp."),
    "store-unavailable": Cause(
        1,
        507,
        "Nơi giữ bản gốc không dùng được (đĩa đầy, không có quyền, hoặc không kết nối được). Hãy sửa rồi chạy lại.",
    ),
    "workers-unfit": Cause(
        1, 500, "Tiến trình đọc tệp không khởi động được. Hãy cài lại chương trình; không tệp nào bị ghi là hỏng."
    ),
    "cluster-lost": Cause(1, 503, "Mất kết nối với cụm xử lý. Hãy kiểm tra cụm rồi chạy lại; phần đã xong không mất."),
    "stopped": Cause(1, 409, "Việc nạp đã dừng theo yêu cầu. Hãy chạy lại khi muốn làm tiếp."),
    "bad-manifest": Cause(2, 422, "Danh sách kèm theo không dùng được."),
    "bad-correction": Cause(2, 422, "Không sửa được như vậy."),
    "backup-damaged": Cause(1, 422, "Bản sao lưu không dùng được."),
    "file-changed": Cause(1, 409, "Tệp thay đổi trong lúc đọc. Hãy nạp lại."),
    "out-of-memory": Cause(1, 507, "Không đủ bộ nhớ để đọc tệp. Hãy đóng bớt chương trình khác hoặc tách tệp."),
    "not-finished": Cause(1, 503, "Tệp chưa xử lý xong vì lần nạp trước bị ngắt. Hãy nạp lại."),
    "worker-died": Cause(
        1,
        500,
        "Tiến trình đọc tệp dừng giữa chừng (thiếu bộ nhớ hoặc lỗi thư viện). "
        "Hãy tách tệp hoặc in lại ra PDF rồi nạp lại.",
    ),
    "secret-paper": Cause(
        1, 422, "Văn bản có độ mật nên không được nhận vào kho này. Hãy lưu theo quy định về bảo vệ bí mật nhà nước."
    ),
    "no-gold": Cause(2, 422, "Thư mục không chứa văn bản đã gán nhãn dùng được."),
    "bad-draft": Cause(2, 422, "Chưa soạn được văn bản."),
    # the command and the pages themselves
    "bad-setting": Cause(2, 500, "Thiết lập không hợp lệ."),
    "usage": Cause(2, 400, "Lệnh hoặc tham số không đúng."),
    "not-found": Cause(1, 404, "Không tìm thấy văn bản này trong kho. Hãy xem lại số, hoặc tìm theo từ."),
    "no-page": Cause(1, 404, f"Không có trang nào ở địa chỉ này. {BY_HAND}"),
    "no-archive": Cause(1, 503, "Chưa có kho ở đây. Hãy nạp văn bản bằng `vanban ingest` hoặc chỉ đúng --data."),
    "ambiguous": Cause(3, 409, "Số, ký hiệu này ứng với nhiều văn bản. Hãy chọn theo ngày hoặc cơ quan ban hành."),
    "not-available": Cause(2, 501, "Chức năng này chưa có trong bản đang dùng."),
    "cross-site": Cause(1, 403, "Yêu cầu đến từ một trang khác nên không được nhận. Hãy mở trang của kho rồi làm lại."),
    "login-required": Cause(1, 401, "Hãy đăng nhập, hoặc gửi kèm mã truy cập (Authorization: Bearer ...)."),
    "no-rights": Cause(1, 403, "Tài khoản này không có quyền mở trang này. Hãy hỏi người quản trị kho."),
    "no-scope": Cause(1, 403, "Mã truy cập này không được cấp quyền làm việc này. Hãy xin mã khác."),
    "sign-in-away": Cause(
        1, 502, "Hệ thống đăng nhập của cơ quan không trả lời đúng. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu."
    ),
    "sign-in-stale": Cause(1, 400, "Lần đăng nhập này không còn dùng được. Hãy bấm đăng nhập lại từ đầu."),
    "sign-in-refused": Cause(
        1, 403, "Hệ thống đăng nhập của cơ quan không cho vào. Hãy hỏi người quản trị hệ thống đó."
    ),
    "sign-in-invalid": Cause(
        1, 401, "Thẻ do hệ thống đăng nhập cấp không hợp lệ nên không dùng được. Hãy đăng nhập lại."
    ),
    "no-account": Cause(1, 403, "Chưa có tài khoản ở đây cho người này. Hãy nhờ người quản trị kho gắn tài khoản."),
    "account-barred": Cause(
        1, 403, "Tài khoản của người này ở kho đang bị khóa. Hãy hỏi người quản trị kho; chỉ người ấy mở khóa được."
    ),
    "accounts-mismatch": Cause(
        1, 503, "Tệp tài khoản do phiên bản mới hơn của chương trình tạo ra. Hãy dùng chương trình mới hơn."
    ),
    "unknown-account": Cause(
        2, 404, "Không có tài khoản này. Hãy xem tên ở trang Tài khoản, hoặc bằng `vanban account list`."
    ),
    "wrong-password": Cause(
        1, 422, "Mật khẩu cũ không đúng, hoặc tài khoản đang bị khóa vì thử sai nhiều lần. Hãy chờ 15 phút rồi thử lại."
    ),
    "no-password": Cause(
        1,
        409,
        "Tài khoản này không có mật khẩu ở kho: người dùng vào bằng hệ thống đăng nhập của cơ quan, và chỉ hệ thống ấy "
        "biết mật khẩu. Hãy đổi ở đó.",
    ),
    "no-ticket": Cause(1, 404, "Không có phiên làm việc hay mã truy cập này. Hãy mở lại danh sách."),
    "last-administrator": Cause(
        1,
        409,
        "Đây là người quản trị cuối cùng được xem mọi văn bản: bỏ đi thì không còn ai trông coi tài khoản. "
        "Hãy thêm một người quản trị khác trước.",
    ),
    "changed-meanwhile": Cause(1, 412, "Văn bản đã thay đổi từ lúc xem. Hãy mở lại rồi sửa tiếp."),
    "already-asked": Cause(1, 409, "Việc này đang làm hoặc đang chờ. Hãy đợi việc trước xong."),
    "not-confirmed": Cause(2, 422, "Việc này không hoàn lại được nên cần xác nhận."),
    "no-backup-folder": Cause(
        2, 409, "Chưa đặt nơi sao lưu (VANBAN_BACKUP). Hãy đặt rồi khởi động lại, hoặc chạy `vanban backup THƯ_MỤC`."
    ),
    "key-reused": Cause(
        2, 422, "Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng một khóa mới cho mỗi việc."
    ),
    "key-in-progress": Cause(1, 409, "Yêu cầu cùng Idempotency-Key đang được làm. Hãy gửi lại sau ít phút."),
    "mail-failed": Cause(1, 502, "Máy chủ thư không nhận thư. Hãy kiểm tra VANBAN_SMTP rồi chạy lại."),
    "upload-conflict": Cause(1, 409, "Phần gửi lên không nối tiếp phần đã nhận. Hãy hỏi lại vị trí rồi gửi tiếp."),
    "too-slow": Cause(1, 408, "Yêu cầu gửi đến quá chậm nên đã bị ngắt. Hãy kiểm tra đường truyền rồi gửi lại."),
    "bad-host": Cause(
        1, 400, "Tên máy trong yêu cầu không được phép. Hãy nhờ người quản trị thêm tên ấy vào VANBAN_ALLOWED_HOSTS."
    ),
    "invalid-request": Cause(2, 422, "Tham số của yêu cầu không hợp lệ."),
    "method-not-allowed": Cause(1, 405, f"Địa chỉ này không nhận phương thức được gửi. {BY_HAND}"),
    "internal-error": Cause(1, 500, "Chương trình gặp lỗi ngoài dự kiến. Hãy xem nhật ký và báo lại."),
}


class ServiceError(Exception):
    """An error raised by the service itself, with a code of the table."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code


def cause_of(error: BaseException) -> tuple[str, Cause]:
    """Code and cause of an exception; `internal-error` for one without a code of ours."""
    code = getattr(error, "code", None)
    if isinstance(code, str) and code in CAUSES:
        return code, CAUSES[code]
    return "internal-error", CAUSES["internal-error"]


def describe(error: BaseException) -> str:
    """What a person is told: the message of the table, then the error's own words (which file, which limit)."""
    code, cause = cause_of(error)
    detail = f"{type(error).__name__}: {error}" if code == "internal-error" else str(error)
    return f"{cause.message} {detail}".strip()
