"""The verbs of `vanban` with their options, in Vietnamese. What each is for stands in `service.verbs.help`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from service.parser import Parser, day_of, whole
from service.people import NO_CLEARANCE, ROLES, SCOPES, SECRECIES
from service.words import KINDS, LEVELS, RELATIONS, STATUSES, WHENS


def build_parser() -> Parser:
    """Every verb with its options; help texts in Vietnamese."""
    parser = Parser(
        prog="vanban",
        description="Đọc văn bản hành chính, trích xuất thông tin, liên kết và tìm kiếm. "
        "Văn bản không rời khỏi máy của cơ quan.",
    )
    parser.add_argument("--version", action="store_true", help="in phiên bản rồi thoát")
    verbs = parser.add_subparsers(dest="verb", metavar="LỆNH")
    data = Parser(add_help=False)
    data.add_argument("--data", metavar="THƯ-MỤC", help="thư mục kho lưu trữ (hoặc biến VANBAN_DATA; mặc định ./data)")
    as_json = Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="in JSON thay cho bảng dành cho người đọc")
    _add_extract(verbs)
    _add_archive_verbs(verbs, data, as_json)
    _add_care_verbs(verbs, data, as_json)
    _add_reading_verbs(verbs, data, as_json)
    _add_correcting_verbs(verbs, data, as_json)
    _add_graph_verbs(verbs, data, as_json)
    _add_checking_verbs(verbs, data, as_json)
    _add_writing(verbs, as_json)
    _add_account(verbs, data, as_json)
    audit = verbs.add_parser("audit", parents=[data, as_json], help="nhật ký: ai đã xem, đã sửa gì")
    audit.add_argument("--from", dest="date_from", type=day_of, metavar="NGÀY", help="từ ngày")
    audit.add_argument("--to", dest="date_to", type=day_of, metavar="NGÀY", help="đến ngày")
    audit.add_argument("--verify", action="store_true", help="nhật ký có còn như khi được ghi không")
    verbs.add_parser("mcp", parents=[data], help="cho trợ lý soạn thảo trên máy này (Model Context Protocol)")
    serve = verbs.add_parser("serve", parents=[data], help="chạy máy chủ: trang web và API")
    serve.add_argument("--host", metavar="ĐỊA-CHỈ", help="địa chỉ lắng nghe (mặc định 127.0.0.1: chỉ máy này)")
    serve.add_argument("--port", type=whole(0, 65535), metavar="CỔNG", help="cổng (mặc định 8000; 0: tự chọn)")
    return parser


_POSITIVE, _NOT_NEGATIVE, _YEAR = whole(1), whole(0), whole(1, 9999)
_CLOSED_FILTERS = (
    ("status", STATUSES, "hiệu lực"), ("level", LEVELS, "cấp"), ("kind", KINDS, "văn bản hay bản tin"),
    ("secrecy", SECRECIES, "độ mật"),
)  # fmt: skip
_ONE_PAPER = "số, ký hiệu của văn bản, hoặc id của nó"
_A_DRAFT = "tệp dự thảo: DOCX, DOC, ODT, PDF, HTML hoặc TXT"
_MOST_ROWS = "in nhiều nhất N dòng (50)"


def _listed(values: Iterable[str]) -> str:
    """Values with what they mean, where they are words of the contract and not those of the paper."""
    said = values if isinstance(values, dict) else {}
    return ", ".join(f"{one} ({said[one][0].lower() + said[one][1:]})" if one in said else one for one in values)


_RELATION: dict[str, Any] = {
    "action": "append", "choices": tuple(RELATIONS), "metavar": "QUAN-HỆ",
    "help": f"quan hệ: {_listed(RELATIONS)} (lặp lại được)",
}  # fmt: skip
_Verbs = argparse._SubParsersAction  # the class has no public name; only used to annotate


def _add_telling_apart(verb: Parser) -> None:
    """What tells papers of one number apart."""
    verb.add_argument("--date", type=day_of, metavar="NGÀY", help="ngày ban hành, khi số trùng nhau")
    verb.add_argument("--issuer", metavar="TÊN", help="cơ quan ban hành, khi số trùng nhau")


def _add_extract(verbs: _Verbs[Parser]) -> None:
    extract = verbs.add_parser("extract", help="đọc tệp, in mỗi văn bản một dòng JSON")
    extract.add_argument("files", nargs="+", metavar="TỆP", help="tệp cần đọc")
    what = extract.add_mutually_exclusive_group()
    what.add_argument("--text", action="store_true", help="chỉ in nguyên văn phần chữ của một tệp")
    what.add_argument(
        "--header-only",
        action="store_true",
        help="chỉ đọc phần đầu trang thứ nhất (số, ngày, loại, cơ quan, trích yếu), để lập nhanh sổ đăng ký",
    )
    extract.add_argument("--part", type=_POSITIVE, metavar="N", help="với --text: văn bản thứ N trong tệp (từ 1)")
    extract.add_argument("--workers", type=_POSITIVE, metavar="N", help="số tiến trình")
    extract.add_argument("--json", action="store_true", help="luôn là JSON; nhận tham số này cho đồng nhất")


def _add_archive_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    ingest = verbs.add_parser("ingest", parents=[data, as_json], help="nạp tệp và thư mục vào kho")
    ingest.add_argument("paths", nargs="+", metavar="ĐƯỜNG-DẪN", help="tệp hoặc thư mục")
    ingest.add_argument("--workers", type=_POSITIVE, metavar="N", help="số tiến trình (mặc định: số lõi)")
    ingest.add_argument("--executor", metavar="dask://MÁY:CỔNG", help="chạy trên cụm dask")
    ingest.add_argument("--order", choices=("path", "size"), default="path", help="theo thư mục, hoặc tệp nhỏ trước")
    ingest.add_argument("--manifest", metavar="TỆP.csv", help="danh sách kèm theo: bổ sung hoặc đối chiếu thông tin")
    status = verbs.add_parser("status", parents=[data, as_json], help="bảng cân đối: từng tệp đã đi đâu")
    status.add_argument("--xlsx", metavar="TỆP", help="ghi cả bảng từng tệp thành XLSX")
    status.add_argument("--docx", metavar="TỆP", help="ghi cả biên bản để ký thành DOCX")
    wanted = verbs.add_parser("wanted", parents=[data, as_json], help="văn bản được viện dẫn mà kho chưa có")
    wanted.add_argument("--limit", type=_POSITIVE, default=50, metavar="N", help=_MOST_ROWS)
    wanted.add_argument("--output", metavar="TỆP", help="ghi cả danh sách ra TỆP.csv hoặc TỆP.xlsx")
    tasks = verbs.add_parser("tasks", parents=[data, as_json], help="ai được giao việc gì, hạn đến khi nào")
    tasks.add_argument("--unit", metavar="TÊN", help="một phần tên đơn vị, có dấu hay không")
    tasks.add_argument(
        "--when", choices=WHENS, default="open", metavar="LÚC",
        help="open: chưa xong (mặc định); overdue: quá hạn; week, month: hạn trong tuần, trong tháng; later: hạn từ "
        "hôm nay; undated: không ghi ngày; done: đã xong; not-ours: không thuộc đơn vị; all: tất cả",
    )  # fmt: skip
    tasks.add_argument("--role", choices=("lead", "support"), help="lead: chủ trì; support: phối hợp")
    tasks.add_argument("--at", type=day_of, metavar="NGÀY", help="xét vào ngày này (mặc định hôm nay)")
    tasks.add_argument("--limit", type=_POSITIVE, default=50, metavar="N", help=_MOST_ROWS)
    tasks.add_argument("--output", metavar="TỆP", help="ghi mọi nhiệm vụ ra TỆP.csv hoặc TỆP.xlsx")
    review = verbs.add_parser("review", parents=[data, as_json], help="giá trị cần người xem lại")
    review.add_argument("--limit", type=_POSITIVE, default=50, metavar="N", help=_MOST_ROWS)
    export = verbs.add_parser("export", parents=[data], help="xuất cả kho, mỗi văn bản một dòng JSON; hoặc một văn bản")
    export.add_argument("id", nargs="?", metavar="SỐ-HOẶC-ID", help=f"{_ONE_PAPER}; không có: cả kho")
    _add_telling_apart(export)
    export.add_argument("--format", choices=("json", "edxml", "pdfa"), default="json", help="dạng của một văn bản")
    export.add_argument("--organ-id", metavar="MÃ", help="edxml: mã định danh của cơ quan gửi, như 000.00.01.H41")
    export.add_argument("--json", action="store_true", help="luôn là JSON; nhận tham số này cho đồng nhất")
    export.add_argument("--output", metavar="TỆP", help="ghi ra tệp thay cho đầu ra chuẩn")
    verbs.add_parser("reindex", parents=[data, as_json], help="dựng lại chỉ mục và đồ thị từ danh mục")


def _add_care_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    def verb(name: str, text: str) -> Parser:
        return verbs.add_parser(name, parents=[data, as_json], help=text)

    watch = verb("watch", "theo dõi thư mục và nạp tệp mới")
    watch.add_argument("paths", nargs="+", metavar="ĐƯỜNG-DẪN", help="tệp hoặc thư mục")
    watch.add_argument("--workers", type=_POSITIVE, metavar="N", help="số tiến trình (mặc định: số lõi)")
    watch.add_argument("--interval", type=_POSITIVE, default=10, metavar="GIÂY", help="bao lâu xem một lần (10)")
    retry = verb("retry", "đọc lại những tệp chưa vào kho")
    retry.add_argument("--code", metavar="MÃ", help="chỉ những tệp có mã lỗi này")
    retry.add_argument("--stale", action="store_true", help="đọc lại những gì phiên bản khác đã đọc")
    retry.add_argument("--workers", type=_POSITIVE, metavar="N", help="số tiến trình")
    job = verb("job", "việc nạp đang chạy: xem, tạm dừng, tiếp tục, dừng")
    job.add_argument(
        "action", nargs="?", choices=("list", "pause", "resume", "stop"), default="list",
        help="list: xem (mặc định); pause: tạm dừng; resume: chạy tiếp; stop: dừng, lần nạp sau làm tiếp",
    )  # fmt: skip
    job.add_argument("--limit", type=_POSITIVE, default=10, metavar="N", help="in nhiều nhất N lần nạp (10)")
    versions = verb("versions", "các tệp của một văn bản và chỗ khác nhau")
    versions.add_argument("id", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    _add_telling_apart(versions)
    doctor = verb("doctor", "kiểm tra kho: đĩa, phiên bản, bản gốc, chỉ mục")
    doctor.add_argument("--all", action="store_true", help="đọc lại mọi bản gốc thay vì một số")
    verb("backup", "sao lưu kho").add_argument("target", metavar="THƯ-MỤC", help="thư mục chứa các bản sao lưu")
    verb("restore", "phục hồi kho từ một bản sao lưu").add_argument(
        "backup", metavar="BẢN-SAO-LƯU", help="thư mục của bản sao lưu, tên do vanban backup in ra"
    )
    purge = verb("purge", "gỡ hẳn một văn bản không được phép lưu")
    purge.add_argument("id", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    _add_telling_apart(purge)
    purge.add_argument("--yes", action="store_true", help="gỡ thật; không có thì chỉ nói sẽ gỡ gì")
    verb("upgrade", "nâng danh mục của phiên bản cũ lên phiên bản này")


def _add_reading_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    search = verbs.add_parser("search", parents=[data, as_json], help="tìm văn bản theo chữ hoặc số, ký hiệu")
    search.add_argument("query", nargs="*", metavar="CÂU-HỎI", help="chữ, hoặc số và ký hiệu, viết kiểu nào cũng được")
    search.add_argument("--type", action="append", metavar="MÃ", help="loại văn bản: CT, QĐ, KH ... (lặp lại được)")
    search.add_argument("--issuer", action="append", metavar="TÊN", help="cơ quan ban hành (lặp lại được)")
    for name, values, text in _CLOSED_FILTERS:
        choices: dict[str, Any] = {"action": "append", "choices": tuple(values), "metavar": "GIÁ-TRỊ"}
        search.add_argument(f"--{name}", **choices, help=f"{text}: {_listed(values)} (lặp lại được)")
        search.add_argument(f"--not-{name}", **choices, help=f"loại trừ, như --{name}")
    search.add_argument("--year", action="append", type=_YEAR, metavar="NĂM", help="năm (lặp lại được)")
    for name in ("type", "issuer"):
        search.add_argument(f"--not-{name}", action="append", metavar="GIÁ-TRỊ", help=f"loại trừ, như --{name}")
    search.add_argument("--not-year", action="append", type=_YEAR, metavar="NĂM", help="loại trừ năm")
    search.add_argument("--from", dest="date_from", type=day_of, metavar="NGÀY", help="từ ngày")
    search.add_argument("--to", dest="date_to", type=day_of, metavar="NGÀY", help="đến ngày")
    search.add_argument("--chain", metavar="SỐ-HOẶC-ID", help="chỉ trong chuỗi của văn bản này")
    search.add_argument("--as-typed", action="store_true", help="không hiểu chữ viết tắt")
    search.add_argument("--renamed", action="store_true", help="cơ quan đã sáp nhập: theo cả tên cũ và tên mới")
    search.add_argument("--explain", action="store_true", help="kèm lý do xếp hạng")
    search.add_argument("--limit", type=_POSITIVE, metavar="N", help="số văn bản (mặc định 20)")
    search.add_argument("--offset", type=_NOT_NEGATIVE, default=0, metavar="N", help="bỏ qua N văn bản đầu (0)")
    search.add_argument(
        "--sort", choices=("relevance", "date", "-date"), default="relevance",
        help="relevance: phù hợp nhất (mặc định); date: cũ nhất trước; -date: mới nhất trước",
    )  # fmt: skip
    search.add_argument("--output", metavar="TỆP", help="ghi mọi văn bản tìm được ra TỆP.csv hoặc TỆP.xlsx")
    search.add_argument(
        "--batch", metavar="TỆP.csv", help="mỗi dòng một câu hỏi; in CSV, --limit văn bản cho mỗi câu (mặc định 1)"
    )
    search.add_argument("--save", metavar="TÊN", help="lưu tìm kiếm này dưới một tên")
    search.add_argument("--saved", metavar="TÊN", nargs="?", const="", help="tìm lại cái đã lưu; không có tên: liệt kê")
    show = verbs.add_parser("show", parents=[data, as_json], help="một văn bản")
    show.add_argument("id", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    _add_telling_apart(show)
    chain = verbs.add_parser("chain", parents=[data, as_json], help="văn bản dựa trên gì và dẫn đến gì")
    chain.add_argument("document", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    chain.add_argument("--up", action="store_true", help="chỉ những gì văn bản dựa vào")
    chain.add_argument("--down", action="store_true", help="chỉ những gì thực hiện văn bản này")
    chain.add_argument("--depth", type=_POSITIVE, default=10, metavar="N", help="số bậc")
    _add_telling_apart(chain)
    chain.add_argument("--relation", **_RELATION)
    chain.add_argument("--until", type=day_of, metavar="NGÀY", help="kho như vào ngày này")
    chain.add_argument("--format", choices=("csv", "graphml", "mermaid", "akn"), help="dạng cho chương trình khác")


def _add_correcting_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    correct = verbs.add_parser("correct", parents=[data, as_json], help="sửa một giá trị, hoàn tác, xem lịch sử sửa")
    correct.add_argument("document", nargs="?", metavar="SỐ-HOẶC-ID", help="văn bản: mã, hoặc số và ký hiệu")
    what = correct.add_mutually_exclusive_group()
    what.add_argument("--field", metavar="TRƯỜNG", help="number, date, type, issuer, title, signers, recipients ...")
    what.add_argument("--reference", metavar="CHỮ", help="viện dẫn có chữ này; --value: số hoặc mã của văn bản đúng")
    what.add_argument("--line", metavar="CHỮ", help="dòng có chữ này trên bản quét; --value: cả dòng đúng")
    what.add_argument(
        "--task", metavar="CHỮ", help="nhiệm vụ có chữ này; --value: ngày làm xong; --none: không thuộc đơn vị"
    )
    what.add_argument("--issuer", metavar="TÊN", help="tên cơ quan như đã đọc; --value: tên đúng, cho mọi văn bản")
    what.add_argument("--undo", type=_POSITIVE, metavar="N", help="hoàn tác lần sửa số N")
    correct.add_argument("--value", metavar="GIÁ-TRỊ", help="giá trị đúng (người ký, nơi nhận: JSON)")
    correct.add_argument("--none", action="store_true", help="văn bản không có trường này; không phải viện dẫn")
    correct.add_argument("--by", metavar="SỐ-HOẶC-ID", help="với --task: văn bản đã thực hiện nhiệm vụ")
    correct.add_argument("--limit", type=_POSITIVE, default=50, metavar="N", help="số lần sửa trong lịch sử")
    digest = verbs.add_parser("digest", parents=[data, as_json], help="tin mới về mục đang theo dõi")
    digest.add_argument("--send", action="store_true", help="gửi thư cho từng người theo dõi (VANBAN_SMTP)")


def _add_graph_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    tree = verbs.add_parser("tree", parents=[data, as_json], help="cây thực hiện: ai đã làm, ai được giao mà chưa thấy")
    told = verbs.add_parser("follow-up", parents=[data, as_json], help="ai được giao ban hành kế hoạch, ai chưa thấy")
    state = verbs.add_parser("standing", parents=[data, as_json], help="tình trạng của văn bản vào một ngày")
    for verb in (tree, told, state):
        verb.add_argument("document", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    tree.add_argument("--depth", type=_POSITIVE, default=10, metavar="N", help="số bậc")
    tree.add_argument("--relation", **_RELATION)
    tree.add_argument("--format", choices=("csv",), help="cả bảng, cho bảng tính")
    tree.add_argument(
        "--tier", action="append", choices=tuple(LEVELS), metavar="CẤP", help=f"cấp: {_listed(LEVELS)} (lặp lại được)"
    )
    for verb in (tree, told, state):
        _add_telling_apart(verb)
    outdated = verbs.add_parser("outdated", parents=[data, as_json], help="văn bản có căn cứ đã hết hiệu lực")
    outdated.add_argument("--limit", type=_POSITIVE, default=50, metavar="N", help=_MOST_ROWS)
    for verb in (tree, told, state, outdated):
        verb.add_argument("--at", type=day_of, metavar="NGÀY", help="xét vào ngày này (mặc định hôm nay)")
    path = verbs.add_parser("path", parents=[data, as_json], help="đường nối hai văn bản qua các viện dẫn")
    path.add_argument("one", metavar="SỐ-HOẶC-ID", help=_ONE_PAPER)
    path.add_argument("other", metavar="SỐ-HOẶC-ID", help="văn bản kia")
    issuer = verbs.add_parser("issuer", parents=[as_json], help="cơ quan trước và sau qua sáp nhập, chia tách")
    issuer.add_argument("name", nargs="+", metavar="TÊN", help="tên cơ quan, hoặc tỉnh, thành phố")


def _add_checking_verbs(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    evaluate = verbs.add_parser("evaluate", parents=[as_json], help="đo độ chính xác trên văn bản đã gán nhãn")
    evaluate.add_argument("directories", nargs="*", metavar="THƯ-MỤC", help="thư mục văn bản đã đối chiếu bằng tay")
    evaluate.add_argument("--against", metavar="CŨ.jsonl", help="so với một lần chạy cũ: được gì, mất gì")
    evaluate.add_argument("--predictions", metavar="TỆP.jsonl", help="dùng (hoặc ghi, với --bases) kết quả có sẵn")
    evaluate.add_argument("--slice", metavar="ĐẦU-TÊN", help="chỉ những văn bản có tên bắt đầu như vậy")
    evaluate.add_argument("--errors", type=_NOT_NEGATIVE, default=0, metavar="N", help="in N lỗi đầu của mỗi số đo")
    evaluate.add_argument("--workers", type=_POSITIVE, metavar="N", help="số tiến trình")
    evaluate.add_argument("--bases", action="store_true", help="đo việc gợi ý căn cứ pháp lý")
    evaluate.add_argument("--history", metavar="TRƯỚC.jsonl", help="với --bases: văn bản trước đó và căn cứ của chúng")
    evaluate.add_argument("--queries", metavar="CÂU-HỎI.jsonl", help="với --bases: văn bản cần gợi ý")
    evaluate.add_argument("--texts", action="append", metavar="THƯ-MỤC", help="với --bases: nơi có chữ (lặp lại được)")
    evaluate.add_argument("--check", metavar="THƯ-MỤC", help="đo việc kiểm tra căn cứ trên các dòng đã làm sai lệch")
    for verb, text in (("bases", "gợi ý căn cứ pháp lý cho dự thảo"), ("check", "soát căn cứ mà dự thảo viện dẫn")):
        drafting = verbs.add_parser(verb, parents=[data, as_json], help=text)
        drafting.add_argument("draft", metavar="DỰ-THẢO", help=_A_DRAFT)
        drafting.add_argument("--limit", type=_POSITIVE, default=20, metavar="N", help="số căn cứ gợi ý (20)")


def _add_writing(verbs: _Verbs[Parser], as_json: Parser) -> None:
    draft = verbs.add_parser("draft", parents=[as_json], help="soạn văn bản mới đúng thể thức: chữ, hoặc tệp DOCX")
    draft.add_argument("--type", required=True, metavar="MÃ", help="loại văn bản: KH, QĐ, CV, TTr ... hoặc tên")
    draft.add_argument("--issuer", required=True, metavar="TÊN", help="cơ quan ban hành, tên đầy đủ")
    draft.add_argument("--basis", action="append", metavar="DÒNG", help="căn cứ: số luật hoặc cả dòng (lặp lại được)")
    draft.add_argument("--recipient", action="append", metavar="TÊN", help="nơi nhận (lặp lại được)")
    draft.add_argument("--to", action="append", metavar="TÊN", help="Kính gửi (lặp lại được)")
    draft.add_argument("--authority", choices=("TM", "KT", "TL", "TUQ", "Q"), help="quyền hạn của người ký")
    for name, text in (
        ("title", "trích yếu"), ("proposal", "ai đề nghị, như “Giám đốc Sở Nội vụ”"), ("signer", "họ tên người ký"),
        ("position", "chức vụ người ký"), ("by", "ký thay, thừa lệnh ai"), ("number", "số"),
        ("unit", "đơn vị soạn thảo, viết tắt"), ("letters", "chữ viết tắt của cơ quan"),
        ("superior", "cơ quan chủ quản"), ("place", "địa danh"),
    ):  # fmt: skip
        draft.add_argument(f"--{name}", metavar="CHỮ", help=text)
    draft.add_argument("--date", type=day_of, metavar="NGÀY", help="ngày ban hành (không có: để trống)")
    draft.add_argument("--body", metavar="TỆP", help="tệp chữ với nội dung (không có: dàn bài)")
    draft.add_argument("--output", metavar="TỆP.docx", help="ghi tệp Word thay cho in chữ")
    form = verbs.add_parser("lint", parents=[as_json], help="soát thể thức theo quy tắc của ngày và hệ thống văn bản")
    form.add_argument("draft", metavar="DỰ-THẢO", help=_A_DRAFT)
    form.add_argument("--at", type=day_of, metavar="NGÀY", help="ngày để chọn quy tắc khi dự thảo chưa có ngày")
    sides = verbs.add_parser("compare", parents=[as_json], help="so sánh hai dự thảo, hoặc dự thảo với bản đã ký")
    sides.add_argument("one", metavar="DỰ-THẢO", help="dự thảo")
    sides.add_argument("other", metavar="BẢN-KIA", help="dự thảo khác, hoặc bản đã ký")


def _add_account(verbs: _Verbs[Parser], data: Parser, as_json: Parser) -> None:
    account = verbs.add_parser(
        "account", parents=[data, as_json], help="tài khoản: ai được vào, được xem đến độ mật nào"
    )
    account.add_argument(
        "action", metavar="VIỆC", choices=(
            "list", "add", "change", "password", "token", "tokens", "revoke", "link", "unlink", "lock", "unlock",
            "remove",
        ),
        help="list: liệt kê; add: thêm; change: đổi vai trò, độ mật, đơn vị; password: mật khẩu mới; token: cấp mã "
        "truy cập; tokens: phiên làm việc và mã truy cập đang có; revoke: kết thúc tất cả; link, unlink: gắn, bỏ đăng "
        "nhập của cơ quan; lock, unlock: khóa, mở khóa; remove: xóa",
    )  # fmt: skip
    account.add_argument("name", nargs="?", metavar="TÊN", help="tên tài khoản")
    who = account.add_mutually_exclusive_group()
    who.add_argument(
        "--email", metavar="ĐỊA-CHỈ", help="với add, link: đăng nhập bằng tài khoản cơ quan có địa chỉ này"
    )
    who.add_argument("--subject", metavar="MÃ", help="với add, link: ... có mã người dùng (sub) này")
    account.add_argument("--role", choices=ROLES, help="vai trò (với add mặc định reader)")
    account.add_argument(
        "--clearance",
        choices=(*SECRECIES, NO_CLEARANCE),
        help=f"độ mật cao nhất được xem; {NO_CLEARANCE}: chỉ văn bản thường (với add là mặc định)",
    )
    account.add_argument(
        "--unit",
        action="append",
        metavar="TÊN",
        help="văn bản mật: chỉ xem của cơ quan này (lặp lại được; với change, “” là bỏ giới hạn)",
    )
    account.add_argument("--label", default="", metavar="CHỮ", help="với token: dùng để làm gì")
    account.add_argument(
        "--scope", action="append", choices=SCOPES, help="với token: được đọc, được ghi (lặp lại được; mặc định read)"
    )
    account.add_argument("--days", type=_POSITIVE, metavar="N", help="với token: có giá trị N ngày")
