"""What `vanban LỆNH --help` says beside the list of options: what the verb is for, and lines to copy.

`tests/test_service_help.py` holds every example to the parser, and every verb to an entry here.
"""

from __future__ import annotations

# How the overview of all verbs is ordered: by who looks for what.
GROUPS = (
    ("tìm và đọc", ("search", "show", "versions", "extract")),
    (
        "theo dõi thực hiện",
        ("chain", "tree", "follow-up", "tasks", "standing", "outdated", "path", "issuer", "digest"),
    ),
    ("soạn thảo", ("draft", "bases", "check", "lint", "compare")),
    ("nạp và sửa", ("ingest", "watch", "job", "retry", "status", "review", "correct", "wanted", "export")),
    ("giữ kho", ("doctor", "backup", "restore", "reindex", "upgrade", "purge", "account", "audit")),
    ("chạy và đo", ("serve", "mcp", "evaluate")),
)

ENDING = """Mã thoát: 0 xong; 1 không làm được, hoặc có tệp bị lỗi; 2 gõ sai; 3 một số ứng với nhiều văn bản.
Hướng dẫn của từng lệnh, kèm ví dụ: vanban LỆNH --help
Sách hướng dẫn: chạy vanban serve rồi mở trang /help"""

_MEANT = "Số có thể viết kiểu nào cũng được; ứng với nhiều văn bản thì lệnh liệt kê chúng và thoát với mã 3."

# verb -> what it is for, then examples
HELP: dict[str, tuple[str, tuple[str, ...]]] = {
    "extract": (
        "Đọc tệp mà không cần kho: mỗi văn bản tìm thấy là một dòng JSON trên đầu ra chuẩn. Tệp không đọc được vẫn có "
        "dòng của nó, với mã lỗi và lý do; khi ấy mã thoát là 1.",
        ("extract ke-hoach.docx", "extract --text ban-quet.pdf", "extract --header-only tep-1.pdf tep-2.pdf"),
    ),
    "ingest": (
        "Nạp tệp và thư mục, kể cả thư mục con, vào kho. Ngắt lúc nào cũng được: chạy lại thì làm tiếp, không nạp "
        "trùng. Cuối cùng in bảng cân đối; có tệp bị lỗi thì mã thoát là 1.",
        ("ingest van-ban", "ingest van-ban --order size --workers 2", "ingest van-ban --manifest so-van-ban.csv"),
    ),
    "watch": (
        "Theo dõi thư mục và nạp những gì mới xuất hiện, cho đến khi bấm Ctrl+C.",
        ("watch van-ban-den", "watch van-ban-den --interval 60"),
    ),
    "retry": (
        "Đọc lại những tệp chưa vào kho mà nguyên nhân có thể đã hết (thiếu chương trình, đĩa đầy, hết giờ). Mã lỗi "
        "của từng tệp xem bằng vanban status.",
        ("retry", "retry --code encrypted-file", "retry --stale"),
    ),
    "job": (
        "Việc nạp đang chạy: đã đến đâu, nhanh chừng nào, còn bao lâu; tạm dừng, chạy tiếp, dừng. Không có việc nào "
        "đang chạy để tạm dừng thì mã thoát là 1.",
        ("job", "job pause", "job resume", "job stop"),
    ),
    "search": (
        "Tìm theo chữ (có dấu hay không, cụm từ trong ngoặc kép, dấu trừ để loại một từ) hoặc theo số, ký hiệu viết "
        "kiểu nào cũng được. Không tìm thấy gì cũng là một câu trả lời: mã thoát 0.",
        (
            'search "thi đua khen thưởng"',
            "search kh 118",
            "search thi đua --type KH --from 01/01/2014 --to 31/12/2014",
            "search thi đua --output ket-qua.xlsx",
            "search thi đua --save thi-dua",
            "search --saved thi-dua",
        ),
    ),
    "show": (
        f"Những gì đã đọc được từ một văn bản. {_MEANT}",
        ("show 118/KH-UBND", "show 34-CT/TW --date 07/4/2014"),
    ),
    "chain": (
        f"Văn bản dựa trên những gì, và những gì ra đời sau nó, kèm câu văn làm chứng cho từng mối liên hệ. {_MEANT}",
        (
            "chain 118/KH-UBND",
            "chain 34-CT/TW --date 07/4/2014 --down --depth 2",
            "chain 118/KH-UBND --format csv",
        ),
    ),
    "tree": (
        f"Cây thực hiện của một văn bản: từng bậc ai đã ban hành gì, ai được giao mà kho chưa thấy. {_MEANT}",
        ("tree 34-CT/TW --date 07/4/2014", 'tree 34-CT/TW --issuer "Bộ Chính trị" --tier province'),
    ),
    "follow-up": (
        "Ai được văn bản này giao ban hành kế hoạch, và kho đã có kế hoạch của ai. Kho chưa có không có nghĩa là cơ "
        f"quan chưa làm. {_MEANT}",
        ("follow-up 168/KH-UBND", "follow-up 34-CT/TW --date 07/4/2014 --at 31/12/2014"),
    ),
    "standing": (
        "Tình trạng của một văn bản vào một ngày: còn hiệu lực, đã bị thay thế, đã hết thời gian, hoặc chưa rõ và vì "
        "sao. Dùng được cả với luật trong danh mục mà kho chưa có.",
        ("standing 118/KH-UBND", 'standing "Luật Đất đai" --date 2013-11-29', "standing 45/2013/QH13 --at 01/01/2025"),
    ),
    "outdated": (
        "Văn bản còn đó mà một căn cứ của nó đã bị thay thế hoặc bãi bỏ.",
        ("outdated", "outdated --at 01/01/2025 --limit 10"),
    ),
    "path": (
        "Một đường ngắn nhất qua các viện dẫn, từ văn bản này đến văn bản kia. Một số ứng với nhiều văn bản thì ghi id "
        "thay cho số.",
        ("path 118/KH-UBND 168/KH-UBND",),
    ),
    "issuer": (
        "Các cơ quan trước và sau một cơ quan, qua sáp nhập, chia tách, kèm thời gian. Không cần kho.",
        ("issuer Sở Nội vụ", "issuer tỉnh Yên Bái"),
    ),
    "tasks": (
        "Ai được giao việc gì, hạn đến khi nào, theo mọi văn bản trong kho; hạn gần nhất trước. Việc đã xong, hoặc "
        "không thuộc đơn vị, thì đánh dấu bằng vanban correct --task: không còn tính là quá hạn.",
        ('tasks --unit "sở nội vụ" --when month', "tasks --when overdue --at 31/12/2014", "tasks --output so.xlsx"),
    ),
    "status": (
        "Bảng cân đối: mọi tệp từng được đưa vào nằm ở đúng một dòng, kèm lý do của những tệp không vào kho.",
        ("status", "status --xlsx bang-tung-tep.xlsx --docx bien-ban.docx"),
    ),
    "wanted": (
        "Văn bản được viện dẫn mà kho chưa có; trước hết là những văn bản mà thiếu chúng thì nhiều kế hoạch mất gốc.",
        ("wanted --limit 10", "wanted --output can-tim-ve.xlsx"),
    ),
    "review": (
        "Giá trị mà người nên xem lại: hay sai và có nhiều văn bản dẫn đến thì đứng trước. Sửa bằng vanban correct.",
        ("review --limit 10",),
    ),
    "correct": (
        "Sửa một giá trị đọc sai; liên kết, tìm kiếm và số đếm theo ngay, đọc lại tệp không làm mất lần sửa. Không có "
        "tùy chọn nào thì liệt kê những lần sửa, --undo lấy số thứ tự ở đó.",
        (
            "correct 118/KH-UBND --field date --value 09/12/2014",
            'correct 118/KH-UBND --reference "Kế hoạch số 168" --value 168/KH-UBND',
            'correct --issuer "Sở Nội vu" --value "Sở Nội vụ"',
            'correct 168/KH-UBND --task "mở chuyên mục" --value 20/01/2015 --by 311/KH-SVHTTDL',
            "correct 118/KH-UBND",
            "correct --undo 1",
        ),
    ),
    "digest": (
        "Tin mới về những văn bản và tìm kiếm đang được theo dõi (bấm Theo dõi trên trang). Không có --send thì chỉ in "
        "ra, không gửi gì.",
        ("digest", "digest --send"),
    ),
    "export": (
        "Xuất cả kho, mỗi văn bản một dòng JSON; hoặc một văn bản: JSON, gói edXML, PDF/A có lớp chữ của bản quét.",
        (
            "export --output kho.jsonl",
            "export 118/KH-UBND --format edxml --output ke-hoach.edxml",
            "export 24/BC-SYT --format pdfa --output bao-cao-24.pdf",
        ),
    ),
    "reindex": (
        "Nối lại mọi viện dẫn rồi dựng lại chỉ mục tìm kiếm và đồ thị từ danh mục. Không đọc lại tệp, không mất lần "
        "sửa nào; kho lớn thì lâu.",
        ("reindex",),
    ),
    "versions": (
        "Các tệp của một văn bản (bản quét, bản ký số, tệp Word) và chỗ khác nhau; văn bản gần như cùng lời văn.",
        ("versions 118/KH-UBND",),
    ),
    "doctor": (
        "Kiểm tra kho, chỉ đọc không sửa: đĩa, phiên bản, chương trình phụ trợ, bản gốc, chỉ mục, sao lưu. Có chỗ "
        "hỏng thì mã thoát là 1.",
        ("doctor", "doctor --all"),
    ),
    "backup": (
        "Sao lưu danh mục, bản gốc, tài khoản, nhật ký vào một thư mục, nên ở đĩa khác. Mỗi bản gốc chỉ nằm đó một "
        "lần. Máy chủ đang chạy cũng sao lưu được.",
        ("backup sao-luu",),
    ),
    "restore": (
        "Dựng một kho mới từ một bản sao lưu. Kho đích phải là thư mục mới hoặc trống: không bao giờ ghi đè kho đã có.",
        ("restore sao-luu/vanban-2026-11-27T020000Z --data kho-phuc-hoi",),
    ),
    "purge": (
        "Gỡ hẳn một văn bản không được phép lưu. Không có --yes thì chỉ nói sẽ gỡ gì. Gỡ rồi không hoàn lại được.",
        ("purge 118/KH-UBND", "purge 118/KH-UBND --yes"),
    ),
    "upgrade": (
        "Nâng danh mục do phiên bản cũ tạo ra lên phiên bản này; bản cũ của danh mục được giữ lại bên cạnh.",
        ("upgrade",),
    ),
    "evaluate": (
        "Đo độ chính xác trên văn bản đã đối chiếu bằng tay (mỗi văn bản một cặp TÊN.txt, TÊN.json).",
        (
            "evaluate da-doi-chieu --errors 5",
            "evaluate da-doi-chieu --against lan-truoc.jsonl",
            "evaluate --bases --history h.jsonl --queries q.jsonl --texts chu --predictions ra.jsonl",
        ),
    ),
    "bases": (
        "Gợi ý căn cứ pháp lý cho một dự thảo, kèm hiệu lực và lý do của từng căn cứ.",
        ("bases du-thao.docx", "bases du-thao.docx --limit 5"),
    ),
    "check": (
        "Soát căn cứ mà dự thảo viện dẫn (sai số, sai ngày, đã bị thay thế, còn thiếu) và dự thảo với chính nó (nơi "
        "nhận, thời hạn). Không sửa tệp.",
        ("check du-thao.docx",),
    ),
    "lint": (
        "Soát thể thức theo quy tắc của ngày và hệ thống văn bản; với tệp Word cả phông chữ, cỡ chữ, lề. Có chỗ sai "
        "thì mã thoát là 1. Không sửa tệp.",
        ("lint du-thao.docx", "lint du-thao.docx --at 01/03/2027"),
    ),
    "draft": (
        "Soạn một văn bản mới đúng thể thức; in chữ ra màn hình, hoặc ghi tệp Word với --output. Căn cứ được xếp theo "
        "thứ tự, chỉ cần số của luật.",
        (
            'draft --type KH --issuer "Sở Nội vụ tỉnh Lào Cai" --title "Tổ chức hội thi" --output du-thao.docx',
            'draft --type QĐ --issuer "Sở Nội vụ tỉnh Lào Cai" --basis 06/2022/QH15 --signer "Lê Văn An"',
        ),
    ),
    "compare": (
        "So sánh hai dự thảo, hoặc dự thảo với bản đã ký: số, căn cứ, đơn vị, thời hạn, nơi nhận trước, rồi từng điều.",
        ("compare du-thao.docx ban-da-ky.pdf",),
    ),
    "account": (
        "Ai được vào, với vai trò nào, được xem đến độ mật nào. Mật khẩu và mã truy cập do chương trình sinh ra và chỉ "
        "hiện một lần. Có tài khoản đầu tiên rồi thì mọi người đều phải đăng nhập.",
        (
            "account list",
            "account add lan --role reader --clearance MẬT",
            "account change lan --role editor",
            "account password lan",
            'account token lan --label "máy soạn thảo" --days 90',
            "account tokens lan",
            "account revoke lan",
            "account link lan --email lan@coquan.vn",
            "account lock lan",
            "account remove lan",
        ),
    ),
    "audit": (
        "Nhật ký: ai đã xem, đã sửa gì, mỗi dòng một JSON. --verify tìm dòng bị sửa hay bị bỏ.",
        ("audit --from 01/01/2026 --to 31/12/2026", "audit --verify"),
    ),
    "mcp": (
        "Cho trợ lý soạn thảo trên máy này tìm, đọc, soát viện dẫn và gợi ý căn cứ (Model Context Protocol, qua đầu "
        "vào và đầu ra chuẩn), với quyền của mã truy cập trong VANBAN_TOKEN.",
        ("mcp",),
    ),
    "serve": (
        "Chạy máy chủ: các trang và API dưới /api/v1, mô tả ở /docs. Mặc định chỉ máy này vào được; mở cho máy khác "
        "mà chưa có tài khoản nào thì tạo tài khoản admin và in mật khẩu một lần. Dừng bằng Ctrl+C.",
        ("serve", "serve --host 0.0.0.0 --port 8080"),
    ),
}
