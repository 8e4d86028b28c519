"""Places behind the names of bodies: `tỉnh Yên Bái`, `quận Hai Bà Trưng`, `huyện Gia Lâm, thành phố Hà Nội`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.issuers.places import place_names
from extractor.issuers.registry import register
from extractor.name_words import NameTree, Word
from extractor.text import old_tone

PROVINCE_KINDS = ("tỉnh", "thành phố")
_KINDS = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "thu do": "thành phố", "quan": "quận", "q": "quận",
    "huyen": "huyện", "h": "huyện", "thi xa": "thị xã", "tx": "thị xã", "xa": "xã", "phuong": "phường", "p": "phường",
    "thi tran": "thị trấn", "tt": "thị trấn", "dac khu": "đặc khu",
}  # fmt: skip
TIER = {
    "tỉnh": 3, "thành phố": 3, "quận": 2, "huyện": 2, "thị xã": 2, "xã": 1, "phường": 1, "thị trấn": 1, "đặc khu": 1,
}  # fmt: skip
# Words that open no place although they are one by their letters: `CHI CỤC QUẢN LÝ THỊ TRƯỜNG`, `TINH GIẢN BIÊN CHẾ`.
_NO_KINDS = frozenset(
    {("quản", "ly"), ("quản", "tri"), ("quản", "giao"), ("tinh", "gian"), ("phương", "phap"), ("phương", "tien")}
)
_ARMY = frozenset({"su", "khu", "doi", "uy", "chung", "doan", "nhu", "y"})
_DOTTED = frozenset({"q", "h", "p", "tt"})
_COMMITTEES = {
    "Ủy ban nhân dân": (
        "Ủy ban nhân dân", "Ủyban nhân dân", "UBND", "UBNĐ", "ƯBND", "Ủy ban ND", "UB nhân dân", "CTUBND",
    ),
    "Hội đồng nhân dân": ("Hội đồng nhân dân", "HĐND", "HDND", "Hội đồng ND"),
    "Ủy ban hành chính": ("Ủy ban hành chính", "UBHC"),
}  # fmt: skip
PARTY = {
    "Tỉnh ủy": "tỉnh", "Thành ủy": "thành phố", "Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã",
    "Tỉnh đoàn": "tỉnh", "Thành đoàn": "thành phố", "Huyện đoàn": "huyện", "Quận đoàn": "quận", "Thị đoàn": "thị xã",
}  # fmt: skip
_PARTY_OVER = ("Đảng ủy", "Đảng bộ", "Chi bộ", "Ban cán sự đảng", "Đảng đoàn")
_MAX_NAME_WORDS = 5
# Words that begin no place, where all is set in capitals.
_NEVER_FIRST = frozenset("về theo tại trong và năm ngày số khóa khoá giai nhiệm".split())


@dataclass(frozen=True, slots=True)
class Territory:
    """A place as printed: its kind, its name (None: `UBND tỉnh`), whether the register knows it, what it lies in."""

    kind: str | None
    name: str | None
    known: bool
    outer: Territory | None = None


def _names(table: dict[str, tuple[str, ...]]) -> NameTree[str]:
    tree: NameTree[str] = NameTree()
    for name, forms in table.items():
        for form in forms:
            tree.add(form, name)
    return tree


COMMITTEE_TREE = _names(_COMMITTEES)
PARTY_TREE = _names({name: (name,) for name in PARTY})
PARTY_OVER_TREE = _names({name: (name,) for name in _PARTY_OVER})
_KIND_TREE = _names({kind: tuple(k for k, v in _KINDS.items() if v == kind) for kind in dict.fromkeys(_KINDS.values())})


def level_of(territory: Territory | None) -> str:
    if territory is None or territory.kind is None:
        return "province"
    if territory.kind == "thành phố" and territory.name is not None and not territory.known:
        return "district"
    return {3: "province", 2: "district", 1: "commune"}[TIER[territory.kind]]


def read_territory(words: list[Word], index: int, *, kind: str | None = None) -> tuple[Territory | None, int]:
    """The place behind a body's name and the index behind it. `kind`: what the body's own name says (`Tỉnh ủy`)."""
    if index >= len(words) or words[index].joint not in ("", ".", "-"):
        return None, index
    printed = kind_at(words, index)
    if printed is None:
        place = place_names().longest(words, index) if words[index].capital else None
        if place is not None and words[index].joint != "-":
            return Territory(kind, place[0][0], True), place[1]
        if (kind is not None and TIER[kind] < 3) or kind == "thành phố":
            name, end = _proper_name(words, index, words[index - 1].upper)
            if name is not None and words[index].joint != "-":
                return _with_outer(words, Territory(kind, name, False), end)
        return None, index
    kind, at = printed
    if words[index].joint == "-" and at >= len(words):
        return None, index
    if at < len(words) and words[at].joint in ("", "."):
        place = place_names().longest(words, at) if words[at].capital else None
        if place is not None and TIER[kind] == 3:
            return Territory(kind, place[0][0], True), place[1]
        if kind != "tỉnh":
            name, end = _proper_name(words, at, words[at - 1].upper)
            if name is not None:
                return _with_outer(words, Territory(kind, name, False), end)
    if words[index].joint == "-":
        return None, index
    return Territory(kind, None, False), at


def kind_at(words: list[Word], index: int) -> tuple[str, int] | None:
    found = _KIND_TREE.longest(words, index)
    if found is None:
        return None
    (kind, *_), end = found
    if kind == "quận" and words[index].exact.lower() == "quân" and end < len(words) and words[end].key in _ARMY:
        return None  # `ĐẢNG ỦY QUÂN SỰ TỈNH`; by itself it is a quận misread
    behind = words[end].key if end < len(words) else ""
    if (words[index].exact.lower(), behind) in _NO_KINDS:
        return None
    if words[index].key in _DOTTED and (end >= len(words) or (words[end].joint != "." and not words[index].upper)):
        return None
    return kind, end


def _with_outer(words: list[Word], inner: Territory, index: int) -> tuple[Territory, int]:
    """`huyện Gia Lâm, thành phố Hà Nội`: the larger place that follows belongs to the name."""
    if index < len(words) and words[index].joint in (",", "-", ""):
        printed = kind_at(words, index)
        if printed is not None and inner.kind is not None:
            kind, at = printed
            larger = TIER[kind] > TIER[inner.kind] or (inner.kind == "thành phố" and kind == "tỉnh")
            if larger and at < len(words) and words[at].joint in ("", "."):
                place = place_names().longest(words, at)
                if place is not None and TIER[kind] == 3:
                    return replace(inner, outer=Territory(kind, place[0][0], True)), place[1]
                name, end = _proper_name(words, at, words[at - 1].upper)
                if name is not None and kind != "tỉnh":
                    outer, behind = _with_outer(words, Territory(kind, name, False), end)
                    return replace(inner, outer=outer), behind
    return inner, index


def _proper_name(words: list[Word], index: int, upper: bool) -> tuple[str | None, int]:
    """The run of capitalised words (or the number) of a place outside the register, as printed, in title case."""
    at = index
    parts: list[str] = []
    while at < len(words) and len(parts) < _MAX_NAME_WORDS:
        word = words[at]
        if at > index and word.joint not in ("", "-"):
            break
        if word.key.isdigit():
            if not parts:
                if not _is_named_ward(words, at):
                    return word.key, at + 1
                parts = [word.key]
                at += 1
                continue
            if _ends_name(words, index, at):
                parts.append(word.key)
                at += 1
            break
        if upper and at == index and word.exact in _NEVER_FIRST:
            break  # `KẾ HOẠCH CỦA THÀNH ỦY VỀ ...`
        if not word.capital or (at > index and stop_at(words, at)) or (upper and not word.upper):
            break
        if at > index and (starts_body(words, at) or _begins_outer(words, at)):
            break
        printed = _in_title(word.exact, at == index) if upper else old_tone(word.raw)
        parts.append(f"- {printed}" if at > index and word.joint == "-" else printed)
        at += 1
    return (" ".join(parts), at) if parts else (None, index)


# Communes and wards with a figure in their name: those of Lâm Đồng since 2025 beside which none bears the bare name.
# Elsewhere a figure counts what follows or opens the next item, behind `xã Cát Tiên` too.
_COMMUNES_BY_FIGURE = {("bao", "lam"): "12345", ("dam", "rong"): "1234"}
_WARDS_BY_FIGURE = {("bao", "loc"): "123"}


def _is_named_ward(words: list[Word], at: int) -> bool:
    """Whether the figure at `at` opens the name of a ward: `phường 1 Bảo Lộc`; not `phường 1 Quận 3`."""
    name = words[at + 1 : at + 3]
    if words[at - 1].key not in ("phuong", "p") or len(name) < 2 or any(word.joint for word in name):
        return False
    return name[0].capital and words[at].key in _WARDS_BY_FIGURE.get((name[0].key, name[1].key), "")


def _ends_name(words: list[Word], index: int, at: int) -> bool:
    """Whether the figure at `at` ends the name of a commune that begins at `index`: `xã Bảo Lâm 2`."""
    before = [word.key for word in words[max(0, index - 2) : index]]
    if at - index != 2 or words[at].joint or before[-1:] != ["xa"] or before[0] == "thi":
        return False
    return words[at].key in _COMMUNES_BY_FIGURE.get((words[index].key, words[index + 1].key), "")


def _in_title(word: str, first: bool) -> str:
    """A word with a capital; a second one behind the mark of a name that begins so: `K'Bang`, but `Cư M'gar`."""
    return f"{word[:2].upper()}{word[2:].capitalize()}" if first and word[1:2] in ("'", "’") else word.capitalize()


def _begins_outer(words: list[Word], at: int) -> bool:
    """Whether the province over a place begins here: `PHƯỜNG HẢI CHÂU / THÀNH PHỐ ĐÀ NẴNG` on two lines of a head."""
    if words[at].key not in ("tinh", "thanh", "tp"):
        return False
    printed = kind_at(words, at)
    if printed is None or TIER[printed[0]] < 3 or printed[1] >= len(words):
        return False
    return place_names().longest(words, printed[1]) is not None


def starts_body(words: list[Word], index: int) -> bool:
    if words[index].joint == "-":
        return bool(kind_at(words, index))
    return bool(
        COMMITTEE_TREE.longest(words, index)
        or PARTY_TREE.longest(words, index)
        or any(True for _ in register().names.match(words, index))
    )


def stop_at(words: list[Word], index: int) -> bool:
    for phrases, end in register().stops.match(words, index):
        printed = " ".join(word.exact for word in words[index:end])
        if any(printed == old_tone(phrase.lower()) for phrase in phrases):
            return True
    return False
