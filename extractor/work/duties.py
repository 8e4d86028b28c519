"""What follows a body in running words: whether it says that the body has to do something, or that it is the one who
tells others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.bodies import BodyList, list_openings, read_bodies
from extractor.bodies.names import body_key
from extractor.bodies.series import Body
from extractor.bodies.words import grammar
from extractor.layout import LOWER, UPPER
from extractor.paragraphs import Paragraph
from extractor.phrases import FIRST_WORD
from extractor.work import forms
from extractor.work.clauses import after_comma

_REMARK = re.compile(r"\([^()\n]{1,80}\)\s*,?\s*(?=[^\s;.])")
# `- Cơ quan thường trực Ban Chỉ đạo tỉnh`, behind the body that is one
_STANDING = re.compile(
    r"[-–]\s+[Cc]ơ\s+quan\s+(?:[Tt]hường\s+trực|đầu\s+mối)(?!\w)[^;:.,()]{0,120}?"
    r"(?:(?=\s*:)|\s*\Z|\s+(?=(?:có|chịu)\s+trách\s+nhiệm|chủ\s+trì|phối\s+hợp|theo\s+dõi|tham\s+mưu|tổng\s+hợp))"
)

# Behind a colon, not a name: `: Gia cố bến`, not `: Vũ Hà An`
_SAID = re.compile(rf":\s+(?P<work>[{UPPER}]?[{LOWER}]+(?:\s+[{LOWER}]|\s*[,;.]))")
_NEIGHBOURS = 4  # paragraphs on each side that may say how a list tells its bodies
_SENTENCE = 200  # code points behind a verb that say whether it was done

_POINTS = ("dash", "plus", "letter", "paren")
_LONGEST_HEAD = 240  # code points of a line that names bodies and nothing else


class Duties:
    """Judges the words behind the bodies of one paper. `issuer`: the `body_key` of who issues it; `supreme`: it is the
    National Assembly, which tells the Government too; `signed` (ISO): see `read_bodies`."""

    __slots__ = ("_content", "_issuer", "_signed", "_supreme")

    def __init__(self, content: str, issuer: str, signed: str | None, *, supreme: bool) -> None:
        self._content = content
        self._issuer = issuer
        self._signed = signed
        self._supreme = supreme

    def is_addressee(self, item: Paragraph) -> bool:
        """Whether the line under `Kính gửi:` still is an addressee: a list of bodies and nothing else."""
        listed = read_bodies(self._content, item.text_start, item.end, self._signed)
        return bool(listed.bodies or listed.groups) and listed.end >= item.end - 2

    def wired(self, item: Paragraph) -> int | None:
        """Where those stand whom a telegram names in the line that sends it; None in any other line."""
        if self._content[item.text_start : item.text_start + 1] not in "CTB":
            return None
        sent = forms.TELEGRAM_TO.match(self._content, item.text_start, item.end)
        listed = read_bodies(self._content, sent.end(), item.end, self._signed) if sent else None
        if sent is None or listed is None or not listed.bodies:
            return None
        return sent.end() if listed.end >= item.end - 2 or self._content[listed.end] == "." else None

    def gives_orders(self, listed: BodyList) -> bool:
        """The one who orders: `Để ..., Sở Nội vụ tổ chức` in its own letter, or a body above all that are told."""
        if not self._supreme and any(forms.TOPMOST.fullmatch(body.name) for body in listed.bodies):
            return True
        return bool(self._issuer) and any(self._issuer.startswith(body_key(body.name)) for body in listed.bodies)

    def behind_manner(self, position: int, end: int) -> int:
        """Behind words such as `theo chức năng, nhiệm vụ được giao` or `trên địa bàn tỉnh`, where they stand at
        `position`."""
        if self._content[position : position + 1] != "t":
            return position
        area = forms.IN_AREA.match(self._content, position, end)
        position = area.end() if area else position
        found = forms.MANNER.match(self._content, position, end)
        return found.end() if found else position

    def behind_group(self, listed: BodyList, item: Paragraph) -> tuple[int, int, tuple[Body, ...]] | None:
        """Whom an open group that opens an item means, and who is told: `6. Các chủ rừng: Công ty A thực hiện ...`.
        Where they stand, and what they are told."""
        colon = after_comma(self._content, listed.end, item.end)
        if listed.bodies or listed.end <= item.text_start or self._content[colon : colon + 1] != ":":
            return None
        start = after_comma(self._content, colon + 1, item.end)
        named = read_bodies(self._content, start, item.end, self._signed)
        after = after_comma(self._content, named.end, item.end)
        if not named.bodies or self.gives_orders(named) or not self.opens(after, item.end):
            return None
        return start, after, named.bodies

    def behind_area(self, position: int, end: int) -> int:
        """Behind what an item says of its bodies before it goes on: `Đài A (ĐTH) chủ trì ...`, `Sở A - cơ quan thường
        trực Ban Chỉ đạo:`, or `trên địa bàn xã` where it names nothing else: `6. Các trường học trên địa bàn xã:`."""
        remark = _REMARK.match(self._content, position, end)
        if remark is None and self._content[position : position + 1] in ("-", "–"):
            remark = _STANDING.match(self._content, position, end)
        if remark is not None:
            return remark.end()
        area = forms.IN_AREA.match(self._content, position, end) if self._content.startswith("tr", position) else None
        whole = area is not None and (area.end() >= end or self._content[area.end()] in ":.")
        return area.end() if area is not None and whole else position

    def opens(self, after: int, end: int) -> bool:
        """Whether what stands at `after`, behind bodies, is something they have to do."""
        over = forms.UNDER.match(self._content, after, end)
        if over:  # `Cục A thuộc Bộ B có trách nhiệm`
            after = after_comma(self._content, read_bodies(self._content, over.end(), end, self._signed).end, end)
        after = self.behind_manner(after, end)
        rules = grammar()
        duty = rules.duties.match(self._content, after, end)
        if duty is None or forms.BADLY.match(self._content, duty.end(), end):
            return False  # `thực hiện còn chậm`
        if forms.COUNTED.match(self._content, after, end):
            return False
        order = rules.orders.match(self._content, after, end)
        return order is None or duty.end() >= order.end()

    def charges(self, item: Paragraph, orders: Sequence[int], title: str | None, *, before: bool) -> bool:
        """Whether bodies that head what follows are told: below a heading that sets duties or tasks and says no more
        (`title`, in small letters), or below what the issuer asks of many, before a colon. `before`: whether it was so
        above; it ends where a line between turns to something else."""
        if self._asks_below(item, orders):
            return True
        if title is not None:
            division = item.marker is not None and item.marker.kind != "article"
            return bool(forms.SETS_DUTIES.fullmatch(title) or (division and forms.SETS_WORK.fullmatch(title)))
        if not before:
            return False
        words = self._content[item.text_start : item.end].rstrip()
        if forms.TURNS.match(words[:200].lower()):
            return False
        if item.marker is not None or not self._stands_alone(item, words):
            return True
        listed = read_bodies(self._content, item.start, item.end, self._signed)  # a body over its work
        return bool(listed.bodies or listed.groups)

    def _stands_alone(self, item: Paragraph, words: str) -> bool:
        """Whether a line without a mark leads to something new, or is a sentence that ends the list above it; not the
        rest of an item, nor what a body named above has to do."""
        if words.endswith(":"):
            return True
        finished = self._content[max(0, item.start - 8) : item.start].rstrip()[-1:] in (".", ";", ":")
        if not (finished and words[:1].isupper() and words.endswith(".")) or _is_work(words[:48].lower()):
            return False
        return forms.ORDER.match(words) is None  # `Đề nghị Sở A ...` among others who are told

    def _asks_below(self, item: Paragraph, orders: Sequence[int]) -> bool:
        """Whether a paragraph ends in what its issuer asks of many, or of whom the list below names: `UBND tỉnh yêu cầu
        các sở, ngành thực hiện:`. Nobody else's request, nor one of another day: nothing but an aim stands before."""
        content, end = self._content, item.end
        for place in orders[-3:]:
            words = content[place:end].rstrip()
            if len(words) > forms.LONGEST_LEAD_IN or not words.endswith(":") or forms.ASKS_OTHERWISE.search(words):
                continue
            many = forms.TELLS_MANY.match(content, place, end) is not None
            start = max(item.text_start, *(content.rfind(stop, item.text_start, place) + 2 for stop in (". ", ".\n")))
            if start == place:
                return many and content[place] != "G"  # `Giao các đơn vị ...:` tells what they are given
            aim = forms.AIM.match(content, start, place)
            listed = read_bodies(content, aim.end() if aim else start, place, self._signed)
            asks = many or forms.ASKS_BELOW.match(content, place, end) is not None
            if asks and not content[listed.end : place].strip() and self.gives_orders(listed):
                return True
        return False

    def other_work(self, item: Paragraph, listed: BodyList, after: int, *, charged: bool | None) -> bool:
        """Whether bodies that head an item have something to do for which `opens` has no word: what they issue, and
        below a heading of responsibility or an order to many (`charged`) any verb right behind them, of a line without
        a mark only a known one: `Sở A trụ sở ở Cam Đường`. None in a report: nothing."""
        if charged is None or self.issues(listed, after, item.end):
            return charged is not None
        between = self._content[listed.end : after].strip()
        right_behind = not between or (between[0] == "(" and between[-1] == ")")  # `Sở A (cơ quan thường trực) gia cố`
        told = charged and right_behind and self._any_work(after, item.end, known=item.marker is None)
        return told and not self.gives_orders(listed)

    def _any_work(self, after: int, end: int, *, known: bool) -> bool:
        """Whether a verb stands at `after`: no list holds all that there may be to do (`1. Sở A gia cố đê`). Not what
        was done or is so: `đã`, `được`, `là`."""
        after = self.behind_manner(after, end)
        if forms.ANY_WORK.match(self._content, after, end) is None:
            return False
        if forms.DONE_SOON.match(self._content, after, end) or forms.COUNTED.match(self._content, after, end):
            return False
        rules = grammar()  # known duties are judged by `opens`
        if known and rules.works.match(self._content, after, end) is None:
            return False
        return not any(words.match(self._content, after, end) for words in (rules.orders, rules.duties))

    def over_work(self, items: Sequence[Paragraph], index: int) -> tuple[Body, ...]:
        """The bodies that an unmarked line names and nothing else, over lines of what they have to do, or before a
        colon and what that is: numbers of items are lost where Word made them. Asked where a heading or an order above
        says that bodies are told."""
        item, content = items[index], self._content
        word = FIRST_WORD.match(content, item.start, item.end)
        if word is None or word.group() not in list_openings():
            return ()
        listed = read_bodies(content, item.start, item.end, self._signed)
        colon = after_comma(content, listed.end, item.end)
        if not listed.bodies or self.gives_orders(listed):
            return ()
        if content.startswith(":", colon) and self.says_work(items, index, colon, charged=True):
            return listed.named
        alone = content[listed.end : item.end].strip() in ("", ":") and item.end - item.start <= _LONGEST_HEAD
        if not alone or index + 1 >= len(items):
            return ()
        below = items[index + 1]
        opening = content[below.text_start : below.text_start + 48]
        return listed.named if opening[:1].isupper() and _is_work(opening.lower()) else ()

    def issues(self, listed: BodyList, after: int, end: int) -> bool:
        """`- Bộ Nội vụ ban hành Thông tư ...`: a task where it heads an item and is not what the issuer itself does."""
        return forms.ISSUES.match(self._content, after, end) is not None and not self.gives_orders(listed)

    def behind_towards(self, item: Paragraph) -> int:
        """Where the body may stand that an item is about: behind `Đối với`, `Mời`, else where the item opens."""
        if self._content[item.text_start : item.text_start + 1] not in forms.TOWARDS_OPENS:
            return item.text_start
        towards = forms.TOWARDS.match(self._content, item.text_start, item.end)
        return towards.end() if towards else item.text_start

    def said_behind(self, colon: int, end: int) -> bool:
        """Whether a colon is followed by what is to be done: `- Sở A: Chủ trì ...`, not `- Sở A: 05 người`. Only words
        that are known: behind a colon names and nouns stand too."""
        return _is_work(self._content[colon + 1 : min(end, colon + 48)].lstrip().lower())

    def heads(self, items: Sequence[Paragraph], index: int, colon: int, *, charged: bool) -> bool:
        """Whether bodies that a marked item names alone or before a colon head what they are told: `1. Sở A`, `- Sở A:
        Chủ trì ...`; not `1. Sở A: 12 ca bệnh`. `charged`: see `other_work`."""
        item = items[index]
        if item.marker is None:
            return False
        alone = item.marker.kind not in ("dash", "plus") or _heads_a_list(items, index)
        counts = forms.COUNT.match(self._content, colon, item.end) is not None
        if alone and not (counts and not (charged and forms.COUNTED_MUST.match(self._content, colon, item.end))):
            return True
        return self.says_work(items, index, colon, charged=charged)

    def says_work(self, items: Sequence[Paragraph], index: int, colon: int, *, charged: bool) -> bool:
        """Whether a colon is followed by what is to be done, in words of duty or, where a heading or an order
        above says that bodies are told (`charged`), with another verb of work in a list that has such words beside
        this item."""
        return self.said_behind(colon, items[index].end) or (charged and self._goes_on_with_work(items, index, colon))

    def _goes_on_with_work(self, items: Sequence[Paragraph], index: int, colon: int) -> bool:
        """Whether a colon is followed by a verb of work, and an item beside this one tells bodies something in words
        of duty. A verb that is in no list may be a noun: `- Sở A: Máy móc lạc hậu`."""
        item = items[index]
        said = _SAID.match(self._content, colon, item.end)
        if said is None or not self._may_be_work(said.start("work"), item.end):
            return False
        kind = item.marker.kind if item.marker else None
        for step in (-1, 1):
            at = index + step
            for _ in range(_NEIGHBOURS):
                if not 0 <= at < len(items):
                    break
                other = items[at].marker
                if (other.kind if other else None) == kind and self._is_told_item(items[at]):
                    return True
                at += step
        return False

    def _may_be_work(self, position: int, end: int) -> bool:
        words = self._content[position : min(end, position + _SENTENCE)].lower()
        if forms.DONE_SOON.match(words) or forms.COUNTED.match(words) or forms.HOW_IT_GOES.match(words):
            return False
        return grammar().works.match(words) is not None

    def _is_told_item(self, item: Paragraph) -> bool:
        word = FIRST_WORD.match(self._content, item.text_start, item.end)
        if word is None or word.group() not in list_openings():
            return False
        listed = read_bodies(self._content, item.text_start, item.end, self._signed)
        after = after_comma(self._content, listed.end, item.end)
        if not listed.bodies:
            return False
        if self._content.startswith(":", after):
            return self.said_behind(after, item.end)
        return self.opens(after, item.end)

    def is_told(self, item: Paragraph, after: int) -> bool:
        """Whether the words at `after` tell the bodies of `Đối với Sở A`, `Mời Sở A` something, not of what they did or
        of what awaits them: `Đối với Sở A: Đã hoàn thành`."""
        rest = self._content[after : min(item.end, after + 240)].lstrip(":. \n\t")
        if "ời " in self._content[item.text_start : item.text_start + 14]:
            return forms.INVITED.match(rest) is not None
        duty = grammar().duties.match(rest.lower())
        told_of = forms.PAST.match(rest) or (duty and forms.RESULT.match(rest, duty.end()))
        return not told_of and forms.THEN.search(rest) is None

    def titled(self, item: Paragraph, *, normative: bool, charged: bool) -> int | None:
        """Where the bodies may stand of an article or an item that is titled by a duty: `Điều 9. Trách nhiệm của Bộ A`;
        `Nhiệm vụ của ...` in rules says what somebody is there for. A point or a line without a mark is so titled only
        in rules and where bodies are told (`charged`): elsewhere it says who is to blame."""
        opens = self._content.startswith(("T", "N", "t", "n"), item.text_start)
        found = forms.TITLE_OF_DUTY.match(self._content, item.text_start, item.end) if opens else None
        if found is None:
            return None
        if item.marker is None or item.marker.kind in _POINTS:
            if not (normative or charged):
                return None
            listed = read_bodies(self._content, found.end(), item.end, self._signed)
            if not listed.bodies or self._content[listed.end : item.end].strip(" :."):
                return None  # a sentence that opens with these words
        if found.group()[0] in "Nn":
            listed = read_bodies(self._content, found.end(), item.end, self._signed)
            behind = self._content[listed.end : item.end].strip()
            if normative or (behind and behind[0] not in ":."):
                return None  # `Nhiệm vụ của Sở A đã hoàn thành` is no title
        return found.end()

    def helps(self, position: int, end: int) -> bool:
        """Whether bodies stand at `position` who help one that leads: `..., Ban B phối hợp`."""
        listed = read_bodies(self._content, position, end, self._signed)
        return bool(listed.bodies) and forms.HELPS.match(self._content, listed.end, end) is not None

    def behind_topic(self, item: Paragraph) -> tuple[int, tuple[Body, ...]] | None:
        """The bodies told behind what an item is about, and where they stand: `7. Kinh phí: Sở Tài chính chịu trách
        nhiệm cân đối`."""
        topic = forms.TOPIC.match(self._content, item.text_start, item.end)
        word = FIRST_WORD.match(self._content, topic.end(), item.end) if topic else None
        if topic is None or word is None or word.group() not in list_openings():
            return None
        listed = read_bodies(self._content, topic.end(), item.end, self._signed)
        after = after_comma(self._content, listed.end, item.end)
        if not listed.bodies or self.gives_orders(listed) or not self.opens(after, item.end):
            return None
        charged = forms.CHARGED.match(self._content, self.behind_manner(after, item.end), item.end)
        done = charged is not None and forms.RESULT.match(self._content, charged.end(), item.end)
        return (topic.end(), listed.bodies) if charged and not done else None


def _heads_a_list(items: Sequence[Paragraph], index: int) -> bool:
    """Whether a dash that names only a body stands over its own sub-items."""
    kinds = [item.marker.kind if item.marker else None for item in items[index : index + 2]]
    return kinds == ["dash", "plus"]


def _is_work(words: str) -> bool:
    """Whether words in small letters open with what is to be done, not with what was: `hoàn thành 12 bến`."""
    duty = grammar().duties.match(words) if words else None
    return duty is not None and not (forms.RESULT.match(words, duty.end()) or forms.COUNTED.match(words))
