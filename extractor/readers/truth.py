"""Whether the text layer of a PDF page says what the page shows. Decided page by page, from the text alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from extractor.knowledge import toml_data
from extractor.syllables import has_accent, has_tone, is_syllable, tally
from extractor.text import fold

# Shares measured on real papers: sound pages lie above 0.93, mis-mapped ones below 0.6.
_VALID_SHARE = 0.78
# Vietnamese prose has marks on three words of four; a layer without them is another language's hidden recognition.
_ACCENT_SHARE = 0.25
_FEW_WORDS = 12
_DAMAGE_SHARE = 0.004
# A sound page is told from a sample of its words; only a doubtful sample has the whole page read.
_SAMPLES, _SAMPLE_CHARS = 4, 120
_LEAST_WORDS = 50
_SURELY_SOUND = 0.9
_WORD_CHAR_RE = re.compile(r"\w")
# What stands where the figures of a date or number are lost, and what they are where they are not. A form asks for the
# `ngày tháng năm sinh`; prose says `một số/nhiều đơn vị` and `quy định tại điều.`
_DIGIT_RE = re.compile(r"\d")
_BLANK = r"[^\S\n]*"
_GAPS = (
    (rf"ngày\s+tháng\s+năm{_BLANK}$(?!\s+sinh)", r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d"),
    (r"[Ss]ố\s*:\s*/", r"[Ss]ố\s*:\W{0,3}\d"),
    (rf"^{_BLANK}Điều\s*\.", rf"^{_BLANK}Điều\s*\d"),
)
_GAP_RES = [(re.compile(gap, re.MULTILINE), re.compile(filled, re.MULTILINE)) for gap, filled in _GAPS]
# Marks shifted among Vietnamese letters leave each syllable a possible one; pairs that each paper has show it. Errors
# of typing or recognition spoil one kind of pair or two, and less than stay right.
_PAIRS: list[str] = toml_data("marked_pairs.toml")["pairs"]
_MARKED = r"[^\x00-\x7f]"
_SHAPES = [
    (pair, re.compile(re.sub(r"[^\x00-\x7fđ]", lambda _: _MARKED, pair).replace(" ", r"\s{1,2}") + r"(?!\w)"))
    for pair in _PAIRS
]
_LEAST_PAIRS = 3
# Letters of which text in a font of before Unicode holds one in every line or two, and Vietnamese in Unicode none (not
# `ñ` and others whose lower byte a frequent letter of ours has, as `ự`: they take longer to look for); and letters far
# from all that Vietnamese and what it quotes have, as a shifted table of letters gives them.
_OLD_LETTERS = "®µ¸öäÖÄ"
# So many of them, and in such a share of the words: foreign names and units (`µg/m³`) have fewer.
_LEAST_OLD, _OLD_SHARE = 6, 0.02
_STRANGE_RE = re.compile(
    "[\u0100\u0101\u0104-\u010f\u0112-\u0127\u012a-\u0167\u016a-\u019f\u01a2-\u01ae\u01b1-\u02bb\u0370-\u1e9f\u1efa-\u1fff]"
)
# Names of the Central Highlands, of their languages: `Kpă Klơng`, `Đắk Rlấp`, `Krông Búk`.
_HIGHLAND_RE = re.compile(
    r"[BCDĐGHJKLMNPRSTW][bcdđghjklmnprstw]{0,2}(?:[aeiouy][\u0302\u0306\u031b]?[\u0300\u0301\u0303\u0309\u0323]?){1,3}"
    r"(?:ng|nh|ch|[chklmnprtw])?"
)
_WORDS_RE = re.compile(r"[^\W\d_]{2,}")
# So many words that are no syllables, and more than half of those with marks, spoil a line; so many lines tell.
_SPOILT_WORDS, _SPOILT_LINES = 2, 2

REASONS = {
    "image-only": "trang chỉ có ảnh, không có lớp chữ",
    "stamp-only": "lớp chữ chỉ có chữ của dấu ký số, nội dung nằm trong ảnh",
    "wrong-glyphs": "lớp chữ sai mã (font hỏng)",
    "split-letters": "lớp chữ bị tách rời từng chữ cái",
    "wrong-marks": "lớp chữ sai dấu (font hỏng)",
    "lost-digits": "lớp chữ mất các chữ số (font hỏng)",
    "shifted-font": "một phần lớp chữ sai mã (một trong các font hỏng)",
    "no-accents": "lớp chữ không dấu (nhận dạng bằng ngôn ngữ khác)",
}


def _surely_sound(text: str) -> bool:
    """Whether the words of a few stretches of the page leave no doubt."""
    step = len(text) // _SAMPLES
    words: list[str] = []
    for start in range(0, step * _SAMPLES, step):
        words += text[start : start + _SAMPLE_CHARS].split()[1:-1]  # the outer ones may be cut
    valid, accented, total, single, damage = tally(words)
    return (
        total > _LEAST_WORDS
        and valid > _SURELY_SOUND * total
        and accented > 2 * _ACCENT_SHARE * total
        and not damage
        and single < 0.2 * len(words)
    )


def fault_of(text: str, *, image_share: float) -> str | None:
    """Why a page's layer cannot be trusted, a key of `REASONS`; None when it can.

    `image_share` (0..1) is how much of the page pictures cover. A page with few words and no picture is trusted.
    """
    figureless = _DIGIT_RE.search(text) is None
    if figureless and any(gap.search(text) for gap, _ in _GAP_RES) and len(text.split()) > _LEAST_WORDS:
        return "lost-digits"
    if len(text) > 2 * _SAMPLES * _SAMPLE_CHARS and _surely_sound(text):
        return None
    words = text.split()
    valid, accented, total, single, damage = tally(words)
    if len(words) >= 2 * _FEW_WORDS and single > 0.35 * len(words):
        return "split-letters"
    if total == 0 and not _WORD_CHAR_RE.search(text):
        return "image-only" if image_share > 0.05 else None
    if total < _FEW_WORDS:
        return "stamp-only" if image_share > 0.4 else None
    if damage > _DAMAGE_SHARE * len(text) or valid < _VALID_SHARE * total:
        return "wrong-glyphs"
    if accented < _ACCENT_SHARE * total and total >= 40:
        return "no-accents"
    if image_share > 0.85 and total < 40:
        return "stamp-only"
    return None


def marks_are_wrong(text: str, *, doubted: bool = False) -> bool:
    """Whether pairs of syllables that each paper has keep their letters but not their marks: `quyềt đọnh`, `thực hiỉn`.

    `doubted`: the page stands in a file whose first one is so, and one kind of pair tells.
    """
    if not doubted and len(list(islice((pair for pair in _PAIRS if pair in text), _LEAST_PAIRS))) == _LEAST_PAIRS:
        return False  # most pages: the patterns cost more
    lowered = text.lower()
    spoilt = sound = 0
    for pair, shape in _SHAPES:
        found = [" ".join(words.split()) for words in shape.findall(lowered)]
        right = found.count(pair)
        spoilt += right < len(found) - right
        sound += bool(found) and right >= len(found) - right
    return spoilt >= (1 if doubted else _LEAST_PAIRS) and spoilt > sound


def is_old(text: str) -> bool:
    """Whether a letter stands in the text that fonts of before Unicode need: a cheap look (a search for a single letter
    costs a sixtieth of one for a class of them), for what is dearer to be sure of."""
    return any(letter in text for letter in _OLD_LETTERS)


def is_old_throughout(text: str) -> bool:
    """Whether such letters stand in it as in text, not as in a foreign name or a unit: for pages with one of them."""
    return sum(map(text.count, _OLD_LETTERS)) > max(_LEAST_OLD, _OLD_SHARE * len(text.split()))


def is_strange(text: str) -> bool:
    """Whether a letter stands in the text that no Vietnamese text has: asked of heads of papers only."""
    return _STRANGE_RE.search(text) is not None


def stands_in(layer: str, recognised: str) -> bool:
    """Whether most words of a layer that are no syllables stand in what was recognised too, but for marks, and are none
    there: names of another language. A font that is mapped wrongly shows syllables."""
    shown = {fold(word) for word in _WORDS_RE.findall(recognised) if not is_syllable(word)}
    odd = [word for word in _WORDS_RE.findall(layer) if has_accent(word) and not is_syllable(word)]
    return 2 * sum(fold(word) in shown for word in odd) > len(odd)


def spoilt_lines(text: str) -> int:
    """How many lines hold words with marks that are no syllables, as where one font of several is mapped wrongly;
    0 for fewer than the two that a foreign name or a slip would not make."""
    count = 0
    for line in text.splitlines():
        if line.isascii():
            continue
        marked = [word for word in _WORDS_RE.findall(line) if has_accent(word)]
        spoilt = sum(
            not (is_syllable(word) or _is_highland(word)) for word in marked if not word.isupper() or has_tone(word)
        )
        count += spoilt >= _SPOILT_WORDS and 2 * spoilt > len(marked)
    return count if count >= _SPOILT_LINES else 0


@lru_cache(maxsize=65536)
def _is_highland(word: str) -> bool:
    return word.istitle() and _HIGHLAND_RE.fullmatch(unicodedata.normalize("NFD", word)) is not None


def fills(text: str, recognised: str) -> bool:
    """Whether figures stand in what was recognised where a layer without any misses them; else they are anybody's."""
    return any(gap.search(text) and filled.search(recognised) for gap, filled in _GAP_RES)


def is_damaged(text: str) -> bool:
    """Whether the layer holds many characters that no true text holds (private-use and control characters)."""
    return tally(text.split())[4] > _DAMAGE_SHARE * len(text)
