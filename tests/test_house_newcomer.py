"""A type, an issuer and a law are added without Python: the entries that CONTRIBUTING shows, pasted as told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAPER = """ỦY BAN ĐỊA DANH QUỐC GIA
Số: 7/PLYK-UBĐDQG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 3 năm 2028

PHIẾU LẤY Ý KIẾN
Về tên gọi các đảo nhỏ

Căn cứ Luật Đèn biển;
Tiếp theo Phiếu lấy ý kiến số 3/PLYK-UBĐDQG ngày 02/02/2028,
Ủy ban Địa danh quốc gia đề nghị các cơ quan cho ý kiến./.
"""
# Run with the copy alone on the path; -P keeps the working directory off it.
READ = """
import json, sys
from extractor.document import Text
from extractor.pipeline import extract
document = extract(Text(sys.stdin.read()))
header = document.header
print(json.dumps({
    "type": header.type_code.value if header.type_code else None,
    "issuer": header.issuer.rule if header.issuer else None,
    "references": [[r.class_, r.type_code, r.number, r.year, r.issuer, r.key] for r in document.references],
}))
"""


def shown(name: str) -> str:
    """The entry that CONTRIBUTING shows for a data file."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"```toml\n# {re.escape(name)}\n(.*?)```", contributing, re.DOTALL)
    assert found, name
    return found.group(1)


def extracted(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-P", "-c", READ],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        input=PAPER,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_a_newcomer_adds_a_type_an_issuer_and_a_law_without_python(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "extractor", tmp_path / "extractor", ignore=shutil.ignore_patterns("__pycache__"))
    data = tmp_path / "extractor" / "data"
    before = extracted(tmp_path)
    assert before["type"] != "PYK"
    assert "Ủy ban Địa danh quốc gia" not in [row[4] for row in before["references"]]
    assert not [row for row in before["references"] if row[2] == "15/2027/QH16"]

    for name in ("document_types.toml", "issuers.toml"):
        with (data / name).open("a", encoding="utf-8") as file:
            file.write("\n" + shown(name))
    laws = (data / "laws.toml").read_text(encoding="utf-8").rstrip()
    assert laws.endswith("\n]"), "the list of acts is the last thing in the file"
    (data / "laws.toml").write_text(f"{laws[:-1]}{shown('laws.toml')}]\n", encoding="utf-8")

    body = "Ủy ban Địa danh quốc gia"
    assert extracted(tmp_path) == {
        "type": "PYK",
        "issuer": "head line",
        "references": [
            ["law", "Luật", "15/2027/QH16", 2027, "Quốc hội", "luat~15~2027~qh16"],
            ["numbered", "PYK", "3/PLYK-UBĐDQG", 2028, body, "phieu-lay-y-kien~3~uy-ban-dia-danh-quoc-gia~2028"],
        ],
    }
