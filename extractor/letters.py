"""Letters as the language has them: what a word processor or a portal hides between letters is taken out, look-alikes
are put right. Readers of files that are no plain text do all of it once; plain text stays as stored, and the stages
read its `plain_form`, in which `TABLE` holds and words of other alphabets stay."""

from __future__ import annotations

import re

from extractor.text import LOOKALIKES

# Unseen: soft hyphens, spaces without width, marks of direction. Then spaces of other widths, dashes that do not break
# a line, letters of full width, bullets of symbol fonts.
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0x202A, 0x202F)))
_SPACES = "\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BULLETS = "\uf0a7\uf0b7\uf0d8\uf0fc\uf076"
TABLE: dict[int, str] = {
    **dict.fromkeys(map(ord, _HIDDEN), ""),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\uf02d"), "-"),
    **dict.fromkeys(map(ord, _BULLETS), "•"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(letter): LOOKALIKES[ord(letter)] for letter in "ÐðƢƣ"},
}
_ODD_RE = re.compile("[" + "".join(map(chr, TABLE)).replace("]", r"\]").replace("\\", r"\\") + "]")
_OTHER_RE = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_NEAR = 40
_WORD_RE = re.compile(r"\w*[\u0370-\u03ff\u0400-\u04ff]\w*")


def plain_letters(text: str) -> str:
    """The text without what is not seen in it, with the spaces, dashes and letters that are meant.

    A word with Cyrillic or Greek letters is Vietnamese when some of its letters are ours, each of them looks like one
    of ours, and neither word beside it is foreign.
    """
    if text.isascii():
        return text
    if _ODD_RE.search(text):
        text = text.translate(TABLE)
    return _WORD_RE.sub(_ours, text) if _OTHER_RE.search(text) else text


def _ours(word: re.Match[str]) -> str:
    """A word with letters of another alphabet as it is meant, one letter for each."""
    said = word.group()
    if _OTHER_RE.search(meant := said.translate(LOOKALIKES)):
        return said
    if all(map(_OTHER_RE.match, filter(str.isalpha, said))):
        return said  # СССР
    before = word.string[max(0, word.start() - _NEAR) : word.start()].split()[-1:]
    behind = word.string[word.end() : word.end() + _NEAR].split()[:1]
    return said if any(_OTHER_RE.search(each.translate(LOOKALIKES)) for each in before + behind) else meant
