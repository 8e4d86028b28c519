"""Fields of a header that was read from a picture, against each other: what one of them says puts another right, and
what no name can hold is no name."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from extractor.codes import Code
from extractor.document import Found, Warning_
from extractor.header.fields import Fields
from extractor.header.issuing import head_bodies
from extractor.issuers import canonical_body
from extractor.issuers.places import canonical_place, full_place, province_kind
from extractor.knowledge import toml_data
from extractor.layout import UPPER, Line
from extractor.phrases import any_of
from extractor.syllables import has_tone, is_syllable
from extractor.text import fold, old_tone, quoted

# Signs that stand in no name of a body; what is read for pieces of a seal or a pen has them.
_NO_NAME_RE = re.compile(rf"[\\;:@#*|<>=_]|(?<![{UPPER}\d])/|/(?![{UPPER}\d])")
_INSIDE_RE = re.compile(r"^[^()]*[^\W_] \((\w+(?: \w+){0,3})$")  # a bracket that is not closed
# The province or city that ends a name. Cities below a province are in no register.
_PROVINCE_RE = re.compile(r"(?<!\w)(?P<kind>tỉnh|[Tt]hành phố) (?P<name>[^\W\d_][^,;]*)$")
# What begins a body behind the word `tỉnh`: single words with their marks (`Sơ La`, `Ban Kạn` are spoilt provinces).
_BEGINS = [words for words in toml_data("masthead.toml")["head_lines"]["begins"] if " " in words]
_BEGINS_BODY_RE = re.compile(rf"(?:{any_of(_BEGINS, ' ')})\b")
_BODY_WORD_RE = re.compile(r"(?:ban|bch|bộ|cục|đoàn|đội|đồn|hạt|hđnd|hội|phòng|sở|tổ|trạm|trường|ubnd|viện)\b")
_WORDS_RE = re.compile(r"\w+")
# A stop inside a title (`Sở. Y tế`, not `TP. Huế`, `Bà. Lò Mai`).
_STOP_RE = re.compile(r"(?<!\w)(?!(?:Ô|Ông|Bà|Cô|Anh|Chị|Cụ|Thầy)\.)(\w+)\.(?= [A-ZĐ][^\W\dA-ZĐ_])")
# A title is seldom so long (code points), and has no semicolon and no stop between sentences.
_LONG, _SENTENCES_RE = 250, re.compile(r";\s|[^\W\d_]{2}\.\s")
# Signs that stand in no word of a title, what stands around one, and a group with small letters and figures.
_NEVER_RE, _AROUND, _GROUPS_RE = re.compile(r"[\\|{}<>=~^!_¬¦©®]"), ".,;:()[]“”\"'‘’…", re.compile(r"[-–/.,]")
# `Về việc` less its first word, or with what a stamp made of that.
_LOST_RE = re.compile(r"(?:([^\s/]{1,4}) )?việc ")
# ... but not a number of matters or a short form (`15 việc trọng tâm`, `KQ việc trồng rừng`); one figure may be either.
_COUNTS_RE, _ONE_RE = re.compile(r"\(?\d+[.,)]?|[A-ZĐ]{2,}"), re.compile(r"\(?\d[.,)]?")
# Dots to be written on, which stamps and forms have; so short is no last line of its own.
_LEADERS_RE, _ORPHAN = re.compile(r"\.{4}|…{2}"), 4
# ... but shares and measures, and Roman and other numbers behind what is counted.
_SOUND_END_RE = re.compile(r"\d+(?:[.,]\d+)?%|[kcdm]?m[23²³]")
_NUMBER_RE = re.compile(r"[IVXLC]+|\d+(?:[.,/-]\d+)?")
_COUNTED_RE = re.compile(
    r"\b(?:thứ|quý|kh[óo][áa]|kỳ|đợt|số|năm|tháng|giai đoạn|vùng|loại|nhóm|cấp|hạng|mức|lớp|phần|quận|phường|tổ|khu)$"
)
# ... and what a receiver's stamp says, in a title in small letters that speaks of no such papers.
_STAMPED_RE = re.compile(r"\bVĂN ĐẾN\b")
_OF_STAMPED_RE = re.compile(r"\b(?:so|quan ly|xu ly|cong tac|tiep nhan)(?: cong)? $")
_STAMP_GOES_ON_RE = re.compile(r"\W*(?:so|ngay|chuyen)\b")
# ... but measures, names of wares and a call are none.
_SOUND_RE = re.compile(r"[<>≥≤]+(?=\d)|(?<=\d)_(?=\d)|(?<=[^\W\d_])!$|\b\d+[a-zđ]{1,3}\b|\b[A-Za-z]+\d+[a-z]?\b")
# Small letters without a vowel, which are no word (`th hành án`).
_UNSAID_RE = re.compile(r"[bcdđghklmnpqrstvx]{2,4}")
# ... but measures and short forms.
_UNITS = frozenset("km kg cm mm ml dm gr kv mg kb mb gb tb kbps mbps gbps hs sv gv".split())
# A title may begin so in small letters.
_OPENS_RE = re.compile(r"(?:về|v/v|của)\s")
_MIXED_RE = re.compile(r"(?=.*[^\W\d_]\d|.*\d[^\W\d_])(?=.*[^\W\dA-ZĐ_]{2})\w+")
_WORD_RE, _SHORT_RE = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[A-ZĐ]{2,5}")
# What stamps and pens leave before a place: letters that are no word and no kind of place (`TP`, `TX`).
_SCRAP_RE, _SPOILT_BEFORE_RE = (
    re.compile(r"(?!T\.?[PXT]\b)[^\W\d_]{1,3}", re.IGNORECASE),
    re.compile(r"(?<![\w/⁄-])([^\W\d_]{2,}) $"),
)
# Folded words of names of the Highlands (`ĐẮK RLẤP`, `KRÔNG BÚK`), which are no syllables.
_HIGHLAND_RE = re.compile(r"(?!tr)[bcdghklmnprst][rlm]|.*k$")
# How like a known place what opens with the same two letters must be.
_LIKE = 0.85
_MOST_WORDS = 6
# Of the words of a name so many may be no syllables (`ASEAN`, `Logistics`).
_ODD = 0.34


def unread_header() -> list[Warning_]:
    """What is told of a sheet on which no header was found: few are news, most lost it to a seal or to pale ink."""
    note = "Không nhận ra phần đầu văn bản trên bản quét. Hãy đối chiếu với bản quét."
    return [Warning_("uncertain", note, field) for field in ("number", "date", "issuer", "type", "title")]


def settle_place(fields: Fields, head: str) -> None:
    """Place of issue and province of the issuer put right by each other and told; half a name, which is left of a place
    where nothing says the other half, is none."""
    _settle_by_each_other(fields, head)
    if fields.place is not None and " " not in fields.place.value and _spoilt_before(fields.place, head) is not None:
        fields.place = None


def _spoilt_before(place: Found[str], head: str) -> str | None:
    """The word before a place that no register knows, where it is none; the letters of a number are no word."""
    before = _SPOILT_BEFORE_RE.search(head, 0, max(0, head.find(f"{place.raw},")))
    known = canonical_place(place.value) is not None or before is None or is_syllable(before[1])
    return None if known or before is None else before[1]


def _settle_by_each_other(fields: Fields, head: str) -> None:
    """The two put right where one of them is no place that is known and nearly the other, or the first or last words of
    it. A province that no register knows is told, a city only where it is nearly one under the centre; a place that the
    head names beside the province was not spoilt."""
    _settle_own_place(fields, head)
    issuer, place = fields.issuer, fields.place
    if issuer is not None and issuer.rule == "body of the text":
        note = f"Không đọc được tên cơ quan ở đầu văn bản; {quoted(issuer.value)} lấy từ lời văn."
        fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "issuer")
    territory = _PROVINCE_RE.search(issuer.value) if issuer is not None else None
    if issuer is None or territory is None or canonical_place(territory["name"]) is not None:
        return
    read, known = _without_scraps(territory["name"]), canonical_place(place.value) if place is not None else None
    known = known or _joined(read)
    city = territory["kind"] != "tỉnh"  # one below a province is known to no register
    like = known is not None and ((not city and _is_part(read, known)) or _is_like(fold(read), fold(known)))
    if known is not None and like and (not city or province_kind(known, None) == "thành phố"):
        value = f"{issuer.value[: territory.start('kind')]}{full_place(known, territory['kind'].lower())}"
        fields.issuer = replace(issuer, value=value, rule=f"{issuer.rule}, put right by the place")
        fields.issuer_place = known
        note = f"Tên {territory['kind'].lower()} {quoted(territory['name'])} được đọc là {quoted(known)} theo địa danh."
        fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "issuer")
        _settle_own_place(fields, head)
    elif not city and not _begins_body(territory["name"]):
        note = f"Không có tỉnh nào tên {quoted(territory['name'])}. Hãy đối chiếu với bản quét."
        fields.warn("uncertain", note, "issuer")


def _begins_body(name: str) -> bool:
    """Whether a body stands behind the word `tỉnh`: one of a word that begins bodies and two more at least."""
    begins = _BODY_WORD_RE.match(name.lower()) or _BEGINS_BODY_RE.match(fold(name))
    return begins is not None and len(name.split()) > 2


def _settle_own_place(fields: Fields, head: str) -> None:
    place, own = fields.place, fields.issuer_place
    if place is None:
        return
    known = canonical_place(place.value)
    whole = None if known is None else _whole_place(place.value, known, head.replace(place.raw, " ", 1))
    if whole is not None:
        fields.place = replace(place, value=whole, rule="place-date line, put right by the register")
        note = f"Địa danh {quoted(place.value)} được đọc là {quoted(whole)}."
        if whole == place.value:
            note = f"Địa danh {quoted(whole)} có thể mất dấu: phần đầu văn bản có hai tên như vậy."
        fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "place")
    if (before := _spoilt_before(place, head)) is not None:
        note = f"Chữ trước địa danh không đọc được ({quoted(before)}): địa danh có thể mất chữ đầu."
        fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "place")
    if own is None or known is not None:
        return
    read = _without_scraps(place.value)
    others = fold(f"{head}\n{fields.issuer.value if fields.issuer else ''}".replace(place.raw, " "))
    if re.search(rf"(?<!\w){re.escape(fold(read))}(?!\w)", others.replace(fold(own), " ")):
        return
    spoilt = not all(map(is_syllable, _WORDS_RE.findall(read)))
    if _is_part(read, own) or (spoilt and _is_like(fold(read), fold(own))):
        fields.place = replace(place, value=own, rule="place-date line, put right by the issuer")
        note = f"Địa danh {quoted(place.value)} được đọc là {quoted(own)} theo tên cơ quan."
    elif _differ_once(fold(read), fold(own)):  # a name like any other, which a letter that was lost may have made
        note = f"Địa danh {quoted(place.value)} khác tên tỉnh {quoted(own)} một chữ cái."
    else:
        return
    fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "place")


def _whole_place(read: str, known: str, head: str) -> str | None:
    """A place that registers know, put right: less what is no word before it (`Lm Cà Mau`), with marks that it lost
    (`Ca Mau`); with other marks where the head names the place and none that is written as read, for communes may be
    called nearly so (`Phù Yên`, `Thanh Hòa`): where it names such a one, that; as read where it names both. None where
    it stands so. Names of the Highlands are written in many
    ways."""
    words = read.split()
    scraps = next((at for at, word in enumerate(words) if not _SCRAP_RE.fullmatch(word) or is_syllable(word)), 0)
    rest = " ".join(words[scraps:])
    if fold(rest) != fold(known) or not all(map(is_syllable, _WORDS_RE.findall(known))):
        return None
    said, meant, around = (old_tone(name.lower()) for name in (rest, known, head))
    if said == meant:
        return known if scraps else None
    names = _alike(meant, around)
    if said in names:
        return None
    if names - {meant}:  # another place of nearly that name, which may be what lost its marks
        other = next(iter(names))
        if not any(_lost_marks(said, name) for name in names):
            return None
        return other.title() if len(names) == 1 else rest
    return known if _lost_marks(said, meant) or meant in around else None


def _alike(name: str, around: str) -> set[str]:
    """The names in the head that are written as this one but for marks."""
    bare = fold(around)
    if len(bare) != len(around):
        return {name} if name in around else set()
    found = re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", bare)
    return {around[match.start() : match.end()] for match in found}


def _lost_marks(read: str, known: str) -> bool:
    """Whether letters of a name differ from the known ones by marks that they have not at all."""
    return len(read) == len(known) and all(
        one == other or (one.isascii() and one == fold(other)) for one, other in zip(read, known, strict=True)
    )


def _without_scraps(name: str) -> str:
    """A name without the single signs that a pen or seal behind it left."""
    words = name.split()
    while len(words) > 1 and sum(map(str.isalnum, words[-1])) < 2:
        words.pop()
    return " ".join(words)


def _is_part(read: str, known: str) -> bool:
    """Whether but the first or last words of a known name are left. `Vũng Tàu` is a place beside `Bà Rịa`."""
    one, other = fold(read), fold(known)
    return "-" not in known and (other.endswith(f" {one}") or other.startswith(f"{one} "))


def _joined(read: str) -> str | None:
    """The place that a name is with two of its neighbouring words in one (`Cà M Au`); None where there is none."""
    words = read.split()
    cut = ([*words[:at], words[at] + words[at + 1], *words[at + 2 :]] for at in range(min(len(words), _MOST_WORDS) - 1))
    joined = ((" ".join(each), canonical_place(" ".join(each))) for each in cut)
    return next((known for said, known in joined if known is not None and fold(said) == fold(known)), None)


def _is_like(read: str, known: str) -> bool:
    """Whether folded names differ in a letter, or open with the same two letters and share nearly all."""
    if _differ_once(read, known):
        return True
    return read[:2] == known[:2] and SequenceMatcher(None, read, known, autojunk=False).ratio() >= _LIKE


def without_scraps(cells: list[Line], number: int, code: Code | None) -> list[Line]:
    """The head lines of a page that is read column by column: below the number, which begins at `number`, only those
    stay that name a body which the letters of the number are short for, or, where they are not short for the one above
    the number, one that a register knows. Else a receiver's stamp or the heading of a list would be the issuer."""
    above = [cell for cell in cells if cell.start < number]
    if not above:
        return cells
    over = [body.name for body in head_bodies(above)][-1:]
    named = [
        body
        for body in head_bodies([cell for cell in cells if cell.start >= number])
        if _is_short_for(code, body.name) or _is_known(body.name, "".join(over), code)
    ]
    return [
        cell for cell in cells if cell in above or any(body.span.start <= cell.start < body.span.end for body in named)
    ]


def _is_known(name: str, above: str, code: Code | None) -> bool:
    """Whether registers know a body, or a part of the body above it (`BAN THƯỜNG VỤ` below its committee); one of its
    own is no issuer where the number is of the body above."""
    alone, part = canonical_body(name), canonical_body(f"{name} {above}")
    if alone is not None and alone.level != "other":
        return not _is_short_for(code, above)
    return part is not None and part.level != "other" and fold(part.name) == fold(f"{name} {above}")


def _is_short_for(code: Code | None, name: str) -> bool:
    """Whether letters of a number open the first letters of a name (`BQL` of a Ban Quản lý Rừng), or are its first
    word (`UBND TỈNH`)."""
    words = [word for word in _WORDS_RE.findall(fold(name)) if word != "va"]
    initials = "".join(word[0] for word in words)
    organs = [fold(organ) for organ in code.organs if len(organ) > 1] if code is not None else []
    return any(initials.startswith(organ) or organ == words[0] for organ in organs) if words else False


def doubt_title(fields: Fields) -> None:
    """Tells of a title that a stamp, a pen or pale ink beside it spoilt: signs that no title holds, a first word that
    was lost, the text below it taken along. `Về` alone can stand before `việc`: it is put back."""
    title = fields.title
    if title is None:
        return
    odd = [word for word in title.value.split() if _LEADERS_RE.search(word) or _is_odd(word.strip(_AROUND))]
    if not title.value.isupper() and (stamped := _STAMPED_RE.search(title.value)):
        before, after = fold(title.value[: stamped.start()]), fold(title.value[stamped.end() :])
        if not _OF_STAMPED_RE.search(before) or _STAMP_GOES_ON_RE.match(after):
            odd.append(stamped.group())
    above, _, last = map(str.strip, title.raw.rpartition("\n"))
    if len(last) < _ORPHAN and above and last not in odd and _is_scrap(last.strip(_AROUND), above):
        odd.append(last)
    if odd:
        said = ", ".join(map(quoted, odd[:3]))
        note = f"Trích yếu có chữ không đọc được ({said}): có thể lẫn dấu hoặc nét bút."
    elif (value := _STOP_RE.sub(_unstopped, title.value)) != title.value:
        note = "Trích yếu có dấu chấm không thuộc câu chữ, đã bỏ."
        fields.title = replace(title, value=value)
    elif (lost := _LOST_RE.match(title.value)) and _is_no_word(lost[1] or "-"):
        note = "Trích yếu mất chữ đầu, được đọc là “Về việc”."
        fields.title = replace(title, value=f"Về việc {title.value[lost.end() :]}")
    elif lost and _ONE_RE.fullmatch(lost[1] or ""):
        note = f"Trích yếu mở đầu bằng chữ số ({quoted(lost[1])}): có thể mất chữ đầu."
    elif title.value[0].islower() and not _OPENS_RE.match(title.value):
        note = "Trích yếu mở đầu bằng chữ thường: có thể mất chữ đầu."
    elif len(title.value) > _LONG and _SENTENCES_RE.search(title.value) is not None:
        note = "Trích yếu dài bất thường: có thể lẫn lời văn ở dưới."
    else:
        return
    fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "title")


def _is_no_word(said: str) -> bool:
    """Whether what stands before `việc` opens no title: no syllable, number or short form, or `Và` for `Về`."""
    return fold(said) == "va" or not (is_syllable(said) or _COUNTS_RE.fullmatch(said))


def _is_scrap(last: str, above: str) -> bool:
    """Whether the few signs of a last line are no word or measure, and no number of what ends the line above."""
    if _NUMBER_RE.fullmatch(last):
        return _COUNTED_RE.search(above.lower()) is None
    return not (is_syllable(last) or last in _UNITS or _SOUND_END_RE.fullmatch(last))


def _unstopped(found: re.Match[str]) -> str:
    """A word without the stop behind it; short forms of places and degrees (`TP.`, `ThS.`) are no syllables."""
    return found[1] if is_syllable(found[1]) and not found[1].isupper() else found[0]


def _is_odd(word: str) -> bool:
    """Whether a word is neither letters nor a number, day or share: figures and letters in one group, strange signs."""
    word = _SOUND_RE.sub("", word)
    if _NEVER_RE.search(word) or (_UNSAID_RE.fullmatch(word) and word not in _UNITS):
        return True
    return any(_MIXED_RE.fullmatch(group) is not None for group in _GROUPS_RE.split(word))


def doubt_issuer(fields: Fields) -> None:
    """Tells of a name that no register has, in which a word with marks is none (`THƯỜNG TRỤỰC`), and of one that ends
    inside a bracket."""
    issuer = fields.issuer
    if issuer is None:
        return
    cut = _ends_inside(issuer.raw)
    if not cut and any(warning.field == "issuer" for warning in fields.warnings):
        return
    spoilt = [word for word in _WORD_RE.findall(issuer.raw) if has_tone(word) and not is_syllable(word)]
    said = ", ".join(quoted(word) for word in spoilt[:3] if not _HIGHLAND_RE.match(fold(word)))
    if said:
        note = f"Tên cơ quan có chữ không đọc được ({said})."
    elif cut:
        note = f"Tên cơ quan {quoted(issuer.value)} thiếu dấu đóng ngoặc: có thể mất chữ cuối."
    else:
        return
    fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "issuer")


def has_strange_signs(issuer: Found[str]) -> bool:
    raw = issuer.raw
    return _NO_NAME_RE.search(raw) is not None or (raw.count("(") != raw.count(")") and not _ends_inside(raw))


def _ends_inside(name: str) -> bool:
    """Whether a name ends with a few sound words inside a bracket, of which the last were lost (`(CƠ SỞ 2`)."""
    inside = _INSIDE_RE.search(name)
    return inside is not None and all(word.isdecimal() or is_syllable(word) for word in inside[1].split())


def is_damaged(issuer: Found[str]) -> bool:
    """Whether what stands for a name that no register knows holds what no name does: strange signs, mostly no words,
    words in capitals beside others in small letters (`BAN NHÂN DÂN UBND cu`)."""
    if has_strange_signs(issuer):
        return True
    short = {word.lower() for word in _WORD_RE.findall(issuer.raw) if _SHORT_RE.fullmatch(word)}
    words = [word for word in _WORD_RE.findall(issuer.value) if not word.isupper() or is_syllable(word)]
    words = [word for word in words if is_syllable(word) or word.lower() not in short]
    mixed = any(map(str.isupper, words)) and any(map(str.islower, words))
    return not words or mixed or sum(not is_syllable(word) for word in words) > _ODD * len(words)


def _differ_once(one: str, other: str) -> bool:
    """Whether one letter is another, is missing, or is there too much."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at, char in enumerate(short) if char != long[at]), len(short))
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]
