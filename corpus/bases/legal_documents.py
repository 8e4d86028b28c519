"""Acts on making, reviewing and ending legal documents: bases of such documents and of papers about them alone.

An administrative paper (a plan, a notice, a decision on one case) rests on none of them, however much the papers on
its subject that are normative do (Luật Ban hành văn bản quy phạm pháp luật 2025, Articles 1 to 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.bases.links import title_of
from corpus.bases.register import decree_of, law_of
from extractor.knowledge import toml_data
from index.tokens import exact_tokens

# What only normative papers are, beside the two types whose numbers tell (64/2025/QH15, Article 4).
_NORMATIVE_ALWAYS = frozenset({"HP", "Luật", "BL", "PL", "L", "NĐ", "TT", "TTLT", "NQLT"})
_BY_NUMBER = frozenset({"QĐ", "NQ"})
_ROOM_WITHOUT_YEAR = re.compile(r"[Ss]ố[\s.:…_]*/\s?[A-ZĐ]")
_PHRASE = re.compile(r"[Vv]ăn bản quy phạm pháp luật|VĂN BẢN QUY PHẠM PHÁP LUẬT")
_SPOKEN_OF = 3  # times in the body: a paper about them, not one that tells others to look through theirs
_REPEALS = re.compile(r"(?:về việc\s+)?(?:bãi bỏ|đính chính)\b(?!\s*(?:,|và\b)\s*bổ sung\b)", re.IGNORECASE)
# A further verb of the act's own; without a comma or `và` it tells of the act that goes (`Bãi bỏ Nghị quyết quy định`).
_DOES_MORE = re.compile(r"(?:,|;|\bvà|\bđồng thời)\s*(?:sửa đổi|ban hành|thay thế|quy định)\b", re.IGNORECASE)


def is_administrative(type_code: str | None, number: str | None, head: str, *, normative: bool) -> bool:
    """Whether a paper is known to be no legal document: by its type, else by a number, or room for one, without a
    year. `head`: where the room would be; `normative`: it is known to be one."""
    if normative or type_code is None or type_code in _NORMATIVE_ALWAYS:
        return False
    return type_code not in _BY_NUMBER or number is not None or bool(_ROOM_WITHOUT_YEAR.search(head))


def on_legal_documents(keys: Sequence[str], lines: Sequence[str], pairs: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Places of the laws and decrees on legal documents, and of the decrees that amend these. `lines`: how each key is
    cited; `pairs`: which key's title names which."""
    found = {at for at, key in enumerate(keys) if _is_on_them(key, lines[at])}
    found |= {one for one, named in pairs if named in found and "/NĐ-" in keys[one]}
    return frozenset(found)


def _is_on_them(key: str, line: str) -> bool:
    act = law_of(key) or decree_of(key)
    if act is not None:
        return bool(_PHRASE.search(act.name))
    return "/NĐ-" in key and bool(_PHRASE.search(line)) and bool(_PHRASE.search(title_of(line)))


def speaks_of_them(title: str, body: str) -> bool:
    """Whether a draft is about legal documents."""
    return bool(_about().search(" ".join(exact_tokens(title)))) or len(_PHRASE.findall(body)) >= _SPOKEN_OF


@cache
def _about() -> re.Pattern[str]:
    return re.compile(toml_data("drafting.toml")["legal_documents"]["pattern"])


def only_repeals(title: str) -> bool:
    """Whether an act does nothing but repeal or correct others by its title: nothing can rest on it."""
    return bool(_REPEALS.match(title)) and not _DOES_MORE.search(title)
