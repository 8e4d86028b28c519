"""A planted implementation corpus: a directive, the plans of provinces, the plans of their departments; some withheld.

Two hundred bodies are told to issue a plan. A quarter of the plans that are held cite in another way than in full: with
a zero before the number, without the day, with the body's name cut short, or by their title alone.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.collisions import PROVINCES
from bench.figures import Report
from corpus.archive import Archive
from service.people import OWNER
from service.rights import View
from service.tree import Asked, tree

SECTORS = (
    "Y tế", "Tài chính", "Tư pháp", "Xây dựng", "Công Thương", "Ngoại vụ", "Nội vụ", "Giáo dục và Đào tạo",
    "Khoa học và Công nghệ",
)  # fmt: skip
TITLE = "Giữ ấm cho người già và trẻ nhỏ ở các bản vùng cao trong mùa đông"
DUE = "30/11/2021"
AT = "2022-06-01"
_HEAD = """{body}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
{place}, ngày {day:02d} tháng {month:02d} năm 2021

{type}
{title}

"""


@dataclass(frozen=True, slots=True)
class Plan:
    """A paper that is told for. `body` is the name as the paper above it prints it, `file` its name without ending."""

    file: str
    body: str
    text: str
    above: str


def implementation(report: Report, scratch: Path, *, workers: int, seed: int = 11, withheld: int = 37) -> None:
    """Whose plan is missing, exactly; and what the want-list gains when papers are taken away."""
    root, plans = corpus(seed)
    drawn = random.Random(seed)
    gone = {plan.file for plan in drawn.sample([p for p in plans if p.above != "ct"], withheld - 4)}
    gone |= {plan.file for plan in drawn.sample([p for p in plans if p.above == "ct"], 4)}
    held = [plan for plan in plans if plan.file not in gone and plan.above not in gone]
    told = [plan for plan in plans if plan.above not in gone]
    with Archive.open(scratch / "implementation") as archive:
        write(scratch / "plans", root, held)
        archive.ingest([scratch / "plans"], workers=workers)
        (directive,) = archive.find("15/CT-TTg", date="2021-10-05")
        found = tree(View(archive, OWNER), directive["id"], Asked(AT))
        stems = {node: Path(path).stem for path, node in archive.files().items()}
    rows = {(stems[row["told_by"]], row["unit"]): row for row in found["expected"]}
    missing = {name for name, row in rows.items() if row["state"] == "not-held"}
    withheld_now = {(plan.above, plan.body) for plan in told if plan.file in gone}
    accused = missing - withheld_now
    for name in sorted(withheld_now - missing):
        print("  not listed:", name, rows.get(name, {}).get("reason"), file=sys.stderr)
    report.told("planted corpus: bodies told, of them withheld", f"{len(told)}, {len(withheld_now)} on three levels")
    report.figure("planted corpus: bodies", len(plans), ">=", 200)
    report.fact("planted corpus: list of missing plans exact", missing == withheld_now, note=f"n {len(missing)}")
    report.figure("planted corpus: false accusations", len(accused), "==", 0)
    report.fact("planted corpus: every missing plan overdue", all(rows[name]["overdue"] for name in missing))
    unclear = sum(row["state"] == "unclear" for row in rows.values())
    report.told("planted corpus: left open", f"{unclear} of {len(held)} held plans")
    removal(report, scratch, root, held, workers)


def removal(report: Report, scratch: Path, root: str, held: list[Plan], workers: int) -> None:
    """The want-list of an archive without some plans, against what cites these plans where they are held."""
    taken = [plan for plan in held if plan.above == "ct"][::2]
    left = [plan for plan in held if plan not in taken]
    write(scratch / "left", root, left)
    with Archive.open(scratch / "implementation") as archive:
        ids = {Path(path).stem: node for path, node in archive.files().items()}
        before = {one["key"]: one["cited_by"] for one in archive.wanted()}
        cited = {}
        for plan in taken:
            by = {edge["from"] for edge in archive.cited_by(ids[plan.file])}
            if by:
                cited[archive.node(ids[plan.file])["key"]] = len(by)
    with Archive.open(scratch / "without") as archive:
        archive.ingest([scratch / "left"], workers=workers)
        after = {one["key"]: one["cited_by"] for one in archive.wanted() if one["key"]}
    gained = {key: count for key, count in after.items() if before.get(key) != count}
    named = gained.keys() == cited.keys()
    report.fact("want-list after removals: exactly the removed papers that are cited", named, note=f"n {len(taken)}")
    full = all(gained.get(key, 0) <= count for key, count in cited.items())
    report.fact("want-list after removals: no paper counted that does not cite", full)


def corpus(seed: int) -> tuple[str, list[Plan]]:
    """The directive's text and every plan that it or a province's plan tells to issue."""
    drawn = random.Random(seed)
    provinces = [f"Ủy ban nhân dân tỉnh {name}" for name in PROVINCES]
    root = _HEAD.format(body="THỦ TƯỚNG CHÍNH PHỦ", number="15/CT-TTg", place="Hà Nội", day=5, month=10,
                        type="CHỈ THỊ", title=TITLE)  # fmt: skip
    root += "Thủ tướng Chính phủ yêu cầu:\n" + _orders(provinces) + "\n\nTHỦ TƯỚNG\nNguyễn Văn Ấm\n"
    plans = []
    for n, (name, body) in enumerate(zip(PROVINCES, provinces, strict=True), start=1):
        number, day = 100 + n, n % 20 + 10
        text = _HEAD.format(body=f"ỦY BAN NHÂN DÂN\nTỈNH {name.upper()}", number=f"{number}/KH-UBND", place=name,
                            day=day, month=10, type="KẾ HOẠCH", title=TITLE)  # fmt: skip
        text += "Thực hiện Chỉ thị số 15/CT-TTg ngày 05/10/2021 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh "
        text += f"{name} ban hành kế hoạch:\n" + _orders([f"Sở {sector}" for sector in SECTORS])
        plans.append(Plan(f"kh-{n}", body, text + "\n\nCHỦ TỊCH\nLò Văn Sáng\n", "ct"))
        for k, sector in enumerate(SECTORS):
            form = drawn.choice(("full",) * 9 + ("zero", "dayless", "short", "title"))
            cites = {
                "full": f"Thực hiện Kế hoạch số {number}/KH-UBND ngày {day:02d}/10/2021 của {body}",
                "zero": f"Thực hiện Kế hoạch số 0{number}/KH-UBND ngày {day:02d}/10/2021 của UBND tỉnh",
                "dayless": f"Thực hiện Kế hoạch số {number}/KH-UBND của {body}",
                "short": f"Thực hiện Kế hoạch {number}/KH-UBND ngày {day:02d}/10/2021",
                "title": f"Thực hiện chỉ đạo của {body}",
            }[form]
            own = TITLE if form == "title" else f"Giữ ấm mùa đông của ngành {sector}"
            text = _HEAD.format(body=f"ỦY BAN NHÂN DÂN\nTỈNH {name.upper()}\nSỞ {sector.upper()}",
                                number=f"{200 + k}/KH-S{''.join(w[0] for w in sector.split()).upper()}", place=name,
                                day=n % 28 + 1, month=11, type="KẾ HOẠCH", title=own)  # fmt: skip
            text += f"{cites}, Sở {sector} ban hành kế hoạch.\n\nGIÁM ĐỐC\nCà Thị Ban\n"
            plans.append(Plan(f"kh-{n}-{k}", f"Sở {sector}", text, f"kh-{n}"))
    return root, plans


def _orders(bodies: list[str]) -> str:
    return "\n".join(
        f"{n}. Giao {body} chủ trì xây dựng kế hoạch thực hiện trước ngày {DUE}." for n, body in enumerate(bodies, 1)
    )


def write(folder: Path, root: str, plans: list[Plan]) -> None:
    """The corpus as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ct.txt").write_text(root, encoding="utf-8")
    for plan in plans:
        (folder / f"{plan.file}.txt").write_text(plan.text, encoding="utf-8")
