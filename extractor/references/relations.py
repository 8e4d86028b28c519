"""What the citing document does to the cited one, by ten relations, and edges between two cited documents.

The cue that stands nearest before the mention in its sentence decides; list members take the relation of their head.
The cues are data: `extractor/data/relation_cues.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Header, Relation
from extractor.issuers import match_body
from extractor.references.anchors import NOTE, NOTE_OPENERS
from extractor.references.authority import LAW, RANKS, possible
from extractor.references.bases_section import mark_bases
from extractor.references.consolidated import is_consolidated, listed_amendments, mark_quoted
from extractor.references.cues import Cue, cues, nearest_cue
from extractor.references.expiry import mark_expired, mark_listed
from extractor.references.mention import Mention
from extractor.references.own_verbs import own_subject
from extractor.references.sentences import SENTENCE_END, one_line, sentence_start

_WINDOW = 420
_CONNECTOR = re.compile(
    r"^(?:\(cũ\)|[\s,;:()“”\"–]|và|hoặc|cùng|với|các|số|của|tại|đồng thời|kể cả|gồm|sau|đây|(?:khoản|điểm"
    r"|điều|mục|phụ lục)(?: \S{1,4})?)*$"
)
_JOINED = re.compile(r"^\s*(?:,|và|hoặc)(?:\s+(?:và|các|số))*\s*$")
_OWN_VERB_AFTER_LIST = re.compile(
    r"^\s*(?:;\s*(?:đồng thời )?|,?\s*(?:và|đồng thời) )"
    r"(?=(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|sửa đổi|bổ sung|hướng dẫn)(?!\w))"
)
# A list whose first members carry no number: `Thực hiện Chỉ thị của Bộ trưởng về năm học; Quyết định số ...`.
_OPENS_LIST = re.compile(
    r"[\s–-]*(?:(?P<basis>căn c[ứưửúừ])"
    r"|(?:(?:tổ chức|tiếp tục|quán triệt,?|triển khai|và) )*(?:thực hiện|triển khai)) [^.:]*;\s*(?:(?:các|số) )*$"
)
# The next member of a list, told by whose word it holds: `Thực hiện Chỉ thị A về cầu và ý kiến của Chủ tịch tại Công
# văn B`.
_WORD_OF = re.compile(
    r"(?:^[\s,;]*|, |(?<!\w)và )(?:và |theo )*(?:(?:các )?ý kiến(?: chỉ đạo| kết luận| thống nhất)?"
    r"|chỉ đạo|kết luận|yêu cầu) của [^.;:]{3,120}? tại (?:các )?$"
)
# The next of those who propose: `Xét đề nghị của Sở A (Tờ trình số 1), Sở B (Công văn số 2)`; papers that propose
_BEFORE_PROPOSER = re.compile(r"[\s,;)]*(?:(?:và|của)\s+)*")
_PROPOSES_IN = re.compile(r"\s*\(\s*|\s+tại\s+(?:các\s+)?")
_PROPOSALS = frozenset("TTr CV BC TB BB PT TTrLN VB PTr".split())
_CAME_WITH = re.compile(
    r"^(?![^;]*(?:ban hành|quy chế|quy định|kế hoạch|điều lệ|chương trình|đề án|phương án|nội quy))"
    r"[^;]*(?<!gửi )kèm theo[^;]*$"
)
_DRAFTED = re.compile(r"(?<!\w)dự (?:thảo|án|kiến)(?!\w)")
_COORDINATED = re.compile(r"(?<!\w)và (?:các |số )?$")
_LIST_END = re.compile(r"(?:[;,]|(?<!\w)(?:và|cùng|hoặc))\s*(?:các|số)?\s*(?:văn bản)?\s*$")
_TITLE_OF_BASIS = re.compile(
    r"^(?:[\s-]*căn cứ (?:vào )?(?:luật|nghị định|thông tư|quyết định|nghị quyết)(?!\w)|\s*của )[^,]*$"
)
# An act without a number that guides: another one, unless this paper is said to issue it.
_ANOTHERS = re.compile(
    r"(?<!ban hành )(?<!\w)(?<!các )(?:các )?(?:văn bản(?: quy phạm pháp luật)?|nghị định|thông tư|quyết định"
    r"|quy định(?= của ))(?: của [^,.;:]{2,60}?)? (?:về )?(?:quy định chi tiết|hướng dẫn)[^.;:]*$"
)
# An act that somebody is told to draft: `trình Chính phủ Nghị định sửa đổi | Nghị định A`.
_ACT_TO_COME = re.compile(
    r"(?:trình|xây dựng|ban hành|soạn thảo|tham mưu) [^.;:]{0,80}?"
    r"(?<!\w)(luật|nghị định|thông tư|nghị quyết|quyết định)(?: mới)? (?:để |về việc |về )?"
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^.;:]*$"
)
# The mark of a note behind the mention before: `Luật A[2] được sửa đổi bởi Luật B`
_NOTE = re.compile(rf"^ ?{NOTE}(?=[\s,;])")
_OPENS = re.compile(r"[^\w]*(?:điều \d+\. [\w ]*)?(?:\d+\. )?")  # `Điều 1. Phạm vi điều chỉnh`
_GOES_ON = re.compile(r"(?<!\w)(?:theo|của|tại|và|bởi|với|cho|từ|trong|hoặc|hiện|kèm|đến|là|cứ|nêu|ở|số|đổi|sung)$")
_BASIS_LINE = re.compile(r"\n[ \t]*(?:-[ \t]*)?(?:Căn\s+c[ứưử]|Trên\s+cơ\s+sở|Xét|Theo\s+đề\s+nghị|Chiểu)\b")
_BASIS_LINE_REACH = 900  # characters from one such line to the next
_STAYS_IN_FORCE = re.compile(r"tiếp tục (?:có hiệu lực|được (?:áp dụng|thực hiện|thi hành))")
_ITEM_START = re.compile(r"(?:^|\n)[ \t]*(?:\d+(?:\.\d+)*[.)/]?|[a-zđ]\)|[-+*•–])[ \t\n]*(?:các\s+)?$|\n[ \t]*$")
# Where the preamble ends.
_DECIDES = re.compile(r"QUYẾT\s+(?:ĐỊNH|NGHỊ)\s*:")
_FIRST_ARTICLE = re.compile(r"\nĐiều\s+1\b")


def _reachable(mentions: Sequence[Mention], by: int, sentence: int) -> int | None:
    """The mention before `by` in its sentence that it can have changed: `Thông tư A hướng dẫn theo Luật B đã bị bãi bỏ
    bởi Thông tư C` tells of A, for no circular repeals a law (Luật Ban hành văn bản quy phạm pháp luật)."""
    ours = RANKS.get(mentions[by].type_code or "")
    low = ours is not None and ours < LAW and mentions[by].type_code != "NQ"
    for at in range(by - 1, -1, -1):
        if mentions[at].end <= sentence:
            return None
        if not (low and RANKS.get(mentions[at].type_code or "", 0) >= LAW):
            return at
    return None


def _not_above(mention: Mention, by: Mention) -> bool:
    """Whether `by` cannot detail the cited paper: an act of the same rank or below, or none that lays down rules (Luật
    Ban hành văn bản quy phạm pháp luật)."""
    above = mention.code is not None and mention.code.system == "assembly"
    rank = LAW if above else RANKS.get(mention.type_code or "", 0)
    return by.type_code in RANKS and rank <= RANKS[by.type_code]


@dataclass(slots=True)
class RelationReader:
    """Reads the relations of all mentions of one document, in order."""

    content: str
    header: Header
    preamble_end: int = 0
    bases_end: int = 0

    def read(self, mentions: Sequence[Mention]) -> list[tuple[int, int, Relation]]:
        """Sets `relation` on every mention; returns edges (from, to, relation) between mentions, by index."""
        self.preamble_end = self._preamble_end()
        self.bases_end = max(self.preamble_end, self._bases_end())
        links: list[tuple[int, int, Relation]] = []
        list_relation: Relation = "mentions"
        list_sentence = -1
        passives: set[int] = set()  # acts by which another one was amended
        inner: dict[int, int] = {}  # mentions inside the title of another one, and that one
        for index, mention in enumerate(mentions):
            previous = mentions[index - 1] if index else None
            sentence, between = self._words_before(mention, previous)
            same = previous is not None and previous.end > sentence
            if previous is not None and previous.start < self.preamble_end <= mention.start:
                list_relation, list_sentence, same = "mentions", -1, False  # no list runs on over `QUYẾT ĐỊNH:`
            relation, nested, passive = self._decide(
                mention, previous if same else None, between, list_relation, list_sentence == sentence or same
            )
            if nested and previous is not None:
                inner[index] = index - 1
                links.append((index - 1, index, nested))
                if nested == "amends":
                    self._second_of_list(mentions, index, inner)
            elif index - 1 in inner and same and relation == "mentions" and _JOINED.match(between):
                outer = inner[index - 1]
                if (outer, index - 1, "guides") in links[-1:] and _not_above(mention, mentions[outer]):
                    relation = mentions[outer].relation or "mentions"  # `A quy định chi tiết Luật L và C`
                else:
                    inner[index] = outer  # `A hướng dẫn thi hành Luật B và Nghị định C`
                    if links and links[-1][:2] == (outer, index - 1):
                        links.append((outer, index, links[-1][2]))
            elif index - 1 in inner and same and self._goes_on_in_title(mentions, index, inner, between, links):
                relation = "mentions"
            if passive and previous is not None and same:
                changed = _reachable(mentions, index, sentence)
                if changed is not None:
                    links.append((index, changed, passive))
            if passive or (
                index - 1 in passives
                and same
                and mention.type_code == mentions[index - 1].type_code
                and (_JOINED.match(between) or (between.strip() == ";" and mention.class_ == "numbered"))
            ):
                passives.add(index)
                relation = "mentions"
            mention.relation = possible(mention, relation, self.content, self.header, self.preamble_end)
            if (
                index not in inner
                and not passive
                and (";" in between or (mention.relation, list_relation) != ("mentions", "basis") or not same)
                and not (same and previous is not None and "(" in between and ")" not in between)
                and not (same and mention.class_ == "named" and mention.relation == "mentions" and ";" not in between)
            ):
                list_relation = mention.relation
                list_sentence = sentence
        self._second_in_title(mentions, passives)
        mark_expired(self.content, self.header, mentions, inner.keys() | passives)
        mark_listed(self.content, self.header, mentions)
        mark_bases(self.content, self.header, mentions)
        if is_consolidated(self.header):
            quoted = mark_quoted(self.content, mentions)
            links = [link for link in links if link[0] not in quoted] + listed_amendments(self.content, mentions)
        return links

    def _words_before(self, mention: Mention, previous: Mention | None) -> tuple[int, str]:
        """Where the sentence of a mention begins, and its words from there or from the mention before on, in one
        line."""
        if mention.lead.sentence is not None and mention.pinpoint is None:
            sentence, between = mention.start - mention.lead.sentence, mention.lead.words
        else:
            sentence = sentence_start(self.content, max(0, mention.reach - _WINDOW), mention.reach)
            begin = max(sentence, previous.end) if previous is not None else sentence
            between = one_line(self.content[begin : mention.reach])
        if sentence < self.header.body_start <= mention.start:  # a title is no part of the first sentence
            sentence = self.header.body_start
            between = one_line(self.content[max(sentence, previous.end if previous else 0) : mention.reach])
        return sentence, _NOTE.sub("", between) if between.lstrip()[:1] in NOTE_OPENERS else between

    def _second_in_title(self, mentions: Sequence[Mention], passives: set[int]) -> None:
        """`Sửa đổi Thông tư A quy định chi tiết Luật B và Thông tư C`: C, which the title alone does not settle, is
        what the text makes of it."""
        title = self.header.title
        if title is None:
            return
        above: list[int] = []
        for at, mention in enumerate(mentions):
            if mention.start >= title.span.end:
                break
            if mention.start >= title.span.start:
                above.append(at)
        done = {mentions[at].relation for at in above} & {"amends", "replaces", "repeals"}
        for at in above[1:] if done else ():
            mention = mentions[at]
            joined = _JOINED.match(one_line(self.content[mentions[at - 1].end : mention.reach]))
            if mention.relation == "mentions" and mention.number is not None and joined and at not in passives:
                told = {m.relation for m in mentions if m.number == mention.number and m.start > title.span.end} & done
                if len(told) == 1:
                    mention.relation = told.pop()

    def _goes_on_in_title(
        self,
        mentions: Sequence[Mention],
        index: int,
        inner: dict[int, int],
        between: str,
        links: list[tuple[int, int, Relation]],
    ) -> bool:
        """`Thông tư A hướng dẫn thi hành Nghị định B về phà và Nghị định C`: C, of B's type and above A in rank,
        is guided too, for bases stand in the order of their rank."""
        outer = inner[index - 1]
        rank, guiding = RANKS.get(mentions[index].type_code or "", 0), RANKS.get(mentions[outer].type_code or "", 0)
        if (outer, index - 1, "guides") not in links[-1:] or not 0 < guiding < rank or ";" in between:
            return False
        if mentions[index].type_code != mentions[index - 1].type_code or _COORDINATED.search(between) is None:
            return False
        inner[index] = outer
        links.append((outer, index, "guides"))
        return True

    def _second_of_list(self, mentions: Sequence[Mention], index: int, inner: dict[int, int]) -> None:
        """`A hướng dẫn thi hành Luật B và C sửa đổi, bổ sung A`: C, before `index`, stands beside A after all."""
        outer = inner.get(index - 1)
        if outer is not None and outer < index - 2 and mentions[index].number == mentions[outer].number is not None:
            mentions[index - 1].relation = mentions[outer].relation
            del inner[index - 1]

    def _preamble_end(self) -> int:
        start, end = self.header.start, self.header.end
        # A plain word is found sooner than a pattern.
        at = self.content.find("QUYẾT", start, end)
        decides = _DECIDES.search(self.content, at, end) if at >= 0 else None
        stop = decides.start() if decides else end
        at = self.content.find("\nĐiều", max(0, start - 1), stop)
        article = _FIRST_ARTICLE.search(self.content, at, stop) if at >= 0 else None
        if article:
            return article.start() + 1
        return decides.start() if decides else self.header.body_start

    def _bases_end(self) -> int:
        """The start of the last line of bases that follow each other from the start of the body on."""
        last = self.header.body_start
        position = max(0, last - 1)
        while True:
            found = _BASIS_LINE.search(self.content, position, min(self.header.end, last + _BASIS_LINE_REACH))
            if found is None:
                return last
            last, position = found.start(), found.end()

    def _decide(
        self, mention: Mention, previous: Mention | None, between: str, list_relation: Relation, in_list: bool
    ) -> tuple[Relation, Relation | None, Relation | None]:
        """Relation, and the edge from the mention before (nested) or to it (passive)."""
        if previous is not None and _CONNECTOR.match(between):
            if previous.class_ == "named" and previous.relation == "mentions" and in_list:
                if previous.type_code != mention.type_code:
                    return list_relation, None, None  # `Thực hiện A theo Nghị quyết Đại hội và Kế hoạch B`
            if ";" in between or ")" in between:
                return ("mentions" if list_relation == "attached" else list_relation), None, None
            return previous.relation or "mentions", None, None
        fresh = follows = False
        if previous is not None and ";" in between:
            # a new list member: what stands before the semicolon is the title of the one before, and a verb behind it
            # is the document's own again (in a Căn cứ line it is still title)
            between = between[between.rfind(";") + 1 :]
            fresh = list_relation != "basis"
            follows = True
            if _CONNECTOR.match(between):
                return list_relation, None, None
        cue, gap = nearest_cue(between, mention.type_code, mention.pinpoint is not None)
        if cue is not None and cue.preamble and mention.start > self.bases_end + 400:
            cue = None
        if cue is not None:
            if cue.passive:
                return "mentions", None, cue.passive if previous is not None else None
            if self._of_another(cue, between, len(between) - len(gap), mention, previous, fresh=fresh):
                return "mentions", None, None
            if previous is not None and _has_object(gap):
                return list_relation, None, None  # `A về thực hiện dự án đầu tư và B`: B stands beside A
            if cue.subject and previous is not None and not fresh and not _OWN_VERB_AFTER_LIST.match(between):
                if not own_subject(between[: len(between) - len(gap)], self.header):
                    if cue.relation == "guides" and _is_law(previous):
                        return "mentions", None, None  # `Luật A và các văn bản hướng dẫn như Thông tư B`
                    return "mentions", cue.relation, None
            if (
                cue.relation == "implements"
                and previous is not None
                and not follows
                and self._in_preamble_title(mention, previous)
            ):
                return "mentions", cue.relation, None
            return cue.relation, None, None
        if list_relation == "proposal" and in_list and previous and self._also_proposes(mention, previous):
            return "proposal", None, None
        if list_relation in ("implements", "basis") and in_list and _WORD_OF.search(between):
            return list_relation, None, None
        if previous is not None and (_LIST_END.search(between) or re.match(r"^\s*,?\s*và ", between)):
            return list_relation, None, None
        if previous is None:
            opened = _OPENS_LIST.match(between)
            intro = self._intro_relation(mention) if opened is None else "basis" if opened["basis"] else "implements"
            if intro is not None:
                return intro, None, None
        return "mentions", None, None

    def _of_another(
        self, cue: Cue, between: str, stop: int, mention: Mention, previous: Mention | None, *, fresh: bool
    ) -> bool:
        """Whether the words before a cue, which ends the sentence at `stop`, say that another paper does what it tells,
        or none yet."""
        if cue.subject and _DRAFTED.search(between, 0, stop):
            return True  # what a draft will do
        if cue.relation in ("amends", "replaces", "repeals") and cue.subject and previous is None:
            act = _ACT_TO_COME.search(between, 0, stop)
            if act is not None and act[1] != (self.header.type_name or "").lower():
                return True  # `trình Chính phủ Nghị định sửa đổi Nghị định A`: not this paper
        titled = mention.start < self.header.body_start  # `NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ ... SỬA ĐỔI NGHỊ ĐỊNH ...`
        if cue.subject and not titled and _TITLE_OF_BASIS.match(between[:stop]):
            return True  # a basis with its number left blank
        if cue.relation == "guides" and (previous is None or fresh) and mention.start >= self.header.body_start > 0:
            other = _ANOTHERS.search(between, 0, stop)
            own = (self.header.type_name or " ").lower()
            itself = other and other.group().startswith(own) and _OPENS.fullmatch(between, 0, other.start())
            if other is not None and not itself:
                return True  # `Nghị định của Chính phủ quy định chi tiết Luật A`: not this paper
        # `nhận được Giấy mời A kèm theo Báo cáo B`: enclosed with A
        return cue.relation == "attached" and previous is not None and _CAME_WITH.search(between) is not None

    def _also_proposes(self, mention: Mention, previous: Mention) -> bool:
        """Whether nothing but a body and `tại` or a bracket stands before a paper that can propose."""
        if mention.type_code not in _PROPOSALS:
            return False
        low = max(previous.end, self.content.rfind(";", previous.end, mention.reach))
        lead = _BEFORE_PROPOSER.match(self.content, low, mention.reach)
        body = match_body(self.content, lead.end()) if lead is not None else None
        return body is not None and _PROPOSES_IN.fullmatch(self.content, body, mention.reach) is not None

    def _in_preamble_title(self, mention: Mention, previous: Mention) -> bool:
        """Whether the mention stands in the title of a basis or a proposal of the preamble."""
        return previous.relation in ("basis", "proposal") and mention.start < self.bases_end + _BASIS_LINE_REACH // 2

    def _intro_relation(self, mention: Mention) -> Relation | None:
        """A list item takes the cue of the line that opens its list (`Bãi bỏ các văn bản sau:`)."""
        near = self.content[max(0, mention.reach - 40) : mention.reach]
        words = near.rstrip()
        mark = words.removesuffix("các").rstrip()[-1:]
        if mark and not (mark.isdigit() or mark in ".)/-+*•–" or "\n" in near[len(words) :]):
            return None  # neither the mark of an item nor the start of a line
        if _GOES_ON.search(words):
            return None  # a line that was only wrapped
        low = max(0, mention.reach - 6000)
        before = self.content[low : mention.reach]
        mark_end = before.rstrip().removesuffix("các").rstrip()
        if not _ITEM_START.search(before, max(0, before.rfind("\n", 0, len(mark_end)))):
            return None
        colon = max(before.rfind(":\n"), before.rfind(": \n"))
        if colon < 0 or re.search(r"\nĐiều\s+\d", before[colon:]):
            return None
        intro_low = max(0, colon - 400)
        text = before[intro_low:colon]
        start = 0
        for found in SENTENCE_END.finditer(text):
            start = found.end()
        sentence = one_line(text[start:]) + " "
        if _STAYS_IN_FORCE.search(sentence):
            return None
        for cue in cues():
            if cue.pinpoint or cue.relation not in ("repeals", "replaces", "amends", "basis"):
                continue
            if cue.pattern.search(sentence[:200]):
                if cue.id == "amends" and not re.match(r"^\s*(?:điều \d+\.|\d+\.)?\s*(?:sửa đổi|bổ sung)", sentence):
                    continue
                return cue.relation
        return None


def _is_law(mention: Mention) -> bool:
    return RANKS.get(mention.type_code or "", 0) >= LAW


def _has_object(gap: str) -> bool:
    """Whether the cue has an object of its own before a final `và`: `thực hiện các chương trình mục tiêu và`."""
    found = _COORDINATED.search(gap)
    return found is not None and not set(gap[: found.start()].split()) <= {"các", "số", "việc"}
