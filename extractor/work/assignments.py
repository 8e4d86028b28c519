"""Where a paper gives bodies something to do: the passages that units and tasks are both read from.

Forms: the closing clause (`... chịu trách nhiệm thi hành Quyết định này`), orders (`Giao Sở A chủ trì, phối hợp với
Sở B`, `đề nghị`, `yêu cầu`), items headed by a body (`1. Sở Nội vụ`), labels (`Đơn vị chủ trì: ...`), addressees of a
telegram (`Thủ tướng Chính phủ điện:`) and lists of members. Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from operator import attrgetter

from extractor.bodies import BodyList, list_openings, read_bodies
from extractor.bodies.names import body_key
from extractor.bodies.series import Body
from extractor.divisions.parts import Regions, regions
from extractor.document import BodyUnit, Footer, Header, TaskRole, Text
from extractor.paragraphs import Paragraph, by_paragraph, on_one_line, paragraphs
from extractor.phrases import FIRST_WORD
from extractor.reports.charges import charged_by_paper, told_of_a_paper
from extractor.reports.duty import Told, told
from extractor.reports.orders import Behind, told_elsewhere, with_whom
from extractor.reports.paragraphs import goes_on, heads_told, heads_work, lists_orders, tells_many
from extractor.reports.tellers import asked_by_office, asked_on, gives_work, is_told_by_office
from extractor.reports.weighed import WEIGHED_BEFORE, Weighing
from extractor.work import forms
from extractor.work.annexed_orders import Stretch, order_paragraphs, stretches
from extractor.work.assigned import Assignment, Form, Paper
from extractor.work.clauses import Clauses, after_comma, behind_commas, may_name, opens_word
from extractor.work.closing_clauses import charged
from extractor.work.duties import Duties
from extractor.work.labels import in_brackets, in_remark
from extractor.work.lists import work_in_lists
from extractor.work.members import find_members, may_list_members
from extractor.work.orders import ordering
from extractor.work.posts import find_posts, post_places


def find_assignments(text: Text, header: Header, footer: Footer, body: tuple[BodyUnit, ...]) -> tuple[Assignment, ...]:
    """The passages of one paper that give bodies something to do, in order. Never raises."""
    zones = regions(text, header, footer)
    circular = header.type_name == "Thông tri"  # TT like Thông tư, but what the Party and the Front direct
    return _assignments(
        text.content,
        zones,
        stretches(body, zones),
        header.kind == "news",
        header.number.value if header.number else "",
        header.type_code.value if header.type_code and not circular else "",
        header.date.value if header.date else None,
        body_key(header.issuer.value) if header.issuer else "",
    )


@lru_cache(maxsize=2)  # units and tasks of one paper ask for the same
def _assignments(
    content: str,
    zones: Regions,
    annexes: tuple[Stretch, ...],
    news: bool,
    number: str,
    code: str,
    signed: str | None,
    issuer: str,
) -> tuple[Assignment, ...]:
    main, *parts = order_paragraphs(content, zones, annexes)
    content = on_one_line(content, main) if news else content  # patterns of reports end at a line
    paper = Paper(content, news, number, code, signed, issuer)
    found = _in_order([*_Reader(paper, main).read(), *work_in_lists(paper, main)])
    if news:
        found.sort(key=attrgetter("paragraph", "start"))  # orders are found before what else a sentence tells
    before = len(main)
    for annex, items in zip(annexes, parts, strict=True):
        told = [] if annex.listed else _Reader(paper, items, rules=annex.rules).read()
        told.extend(work_in_lists(paper, items))
        found.extend(each._replace(paragraph=each.paragraph + before) for each in _in_order(told))
        before += len(items)
    for start, end in zones.tails:
        notes = tuple(p for p in paragraphs(content, start, end) if p.marker and p.marker.label.startswith("["))
        if notes:
            found.extend(_Reader(paper, notes).notes())
    return tuple(found)


def _in_order(found: list[Assignment]) -> list[Assignment]:
    return sorted(found, key=attrgetter("paragraph"))


class _Reader:
    """Walks the paragraphs of one paper and remembers what a paragraph alone does not say."""

    def __init__(self, paper: Paper, items: tuple[Paragraph, ...], *, rules: bool = False) -> None:
        self.content = paper.content
        self.items = items
        self.news = paper.news
        self.signed = paper.signed
        self.normative = paper.normative or rules
        self.addressing = not (self.news or self.normative)
        self.law = paper.code in ("Luật", "PL", "NĐ")
        self.tells = paper.tells  # until it turns to what is to do
        self.charging = self.addressing and paper.plans
        self.charged = False  # below a heading of responsibility or an order to many
        self.supreme = "QH" in paper.number  # the National Assembly and its Standing Committee tell the Government
        self.duties = Duties(paper.content, paper.issuer, paper.signed, supreme=self.supreme)
        self.has_articles = any(p.marker and p.marker.kind == "article" for p in items)
        self.openings = list_openings()
        self.clauses: Clauses | None = None  # made when they are first asked for
        self.closings, self.orders, self.together = forms.cues_by_paragraph(self.content, items)
        start, end = (items[0].start, items[-1].end) if items and not self.normative else (0, 0)
        self.posts = by_paragraph(items, post_places(self.content, start, end))
        self.issued = cache(partial(told_of_a_paper, self.content, items))  # each `Theo đó` of a paragraph asks
        self.weighing = Weighing(self.content, items, self.orders, self.signed)
        self.found: list[Assignment] = []

    def read(self) -> list[Assignment]:
        started = not self.has_articles
        greeting = telegram = responsible = False
        for index, item in enumerate(self.items):
            marker = item.marker
            kind = marker.kind if marker else None
            words = self.content[item.start : item.end]
            started = started or kind == "article"
            if words.startswith("Kính") and forms.SALUTATION.match(words):
                greeting = True
                continue
            if greeting:
                if kind in ("dash", "plus") or words.rstrip()[-1:] == ";":
                    continue
                greeting = False
                if self.duties.is_addressee(item):
                    continue
            if telegram:
                if kind in ("dash", "plus", "number") or (kind is None and self.duties.is_addressee(item)):
                    self._list(index, item.text_start, "telegram", "lead")
                    if kind != "number":
                        continue
                telegram = False
            elif not started or not self.has_articles:
                telegram = forms.opens_telegram(words)
                if (wired := self.duties.wired(item)) is not None:
                    self._list(index, wired, "telegram", "lead")
            if not started:
                continue
            headed = kind in ("article", "roman", "upper", "chapter", "section")
            title = self.content[item.text_start : min(item.end, item.text_start + 160)].lower() if headed else None
            if title is not None:
                responsible = bool(forms.RESPONSIBLE.search(title))
                self.tells = self.tells and not forms.OUTLOOK.search(title)
            if self.charging and (self.charged or title is not None or kind is None) and kind not in ("dash", "plus"):
                self.charged = self.duties.charges(item, self.orders.get(index, ()), title, before=self.charged)
            if not self.news and words[0] in forms.PREAMBLE_OPENS and forms.PREAMBLE.match(words):
                asks = self.addressing and index in self.orders and words.rstrip()[-1:] not in ";,"
                if asks and forms.BASED_ORDER.search(words):
                    self._orders(index, item, responsible)
                continue
            if (titled := self.duties.titled(item, normative=self.normative, charged=self.charged)) is not None:
                self._list(index, titled, "item", "lead")
            self._paragraph(index, item, words, responsible)
        return self.found

    def notes(self) -> list[Assignment]:
        """Footnotes below the paper: only the members they list (`hiện có 02 đơn vị là: ...`)."""
        for index, item in enumerate(self.items):
            self._members(index, item, self.content[item.start : item.end])
        return self.found

    def _paragraph(self, index: int, item: Paragraph, words: str, responsible: bool) -> None:
        before = len(self.found)
        if index in self.closings:
            closing = forms.closing_cue(self.content, item.text_start, item.end)
            if closing is not None and self._closing(index, item, closing):
                return
        self._head(index, item, responsible)
        if index in self.orders and (responsible or not self.normative or "Giao" in words):
            self._orders(index, item, responsible)
        closed, labels = item.text_start, len(self.found)
        if self.addressing and not self.tells and "(" in words:
            for one in in_brackets(self.content, item, self.signed):
                self.found.append(Assignment("label", one.role, one.bodies, index, one.start, one.end))
                closed = one.end
        if index in self.together and (responsible or not self.normative):
            for found in forms.TOGETHER.finditer(self.content, closed, item.end):
                if self.addressing and in_remark(self.content, found.start(), item):
                    continue
                led = len(self.found) > before
                if found["helped"] and not (led and self.duties.helps(found.end(), item.end)):
                    continue
                if not self.news or item.marker or led:
                    self._list(index, found.end(), "order", "support")
        if ":" in words and forms.may_label(words):
            for found in forms.LABEL.finditer(self.content, item.text_start, item.end):
                if not opens_word(self.content, found.start()):
                    continue
                role: TaskRole = "support" if "phối" in (found["what"] or found["short"]).lower() else "lead"
                self._list(index, found.end(), "label", role)
            self.found[labels:] = sorted(self.found[labels:], key=attrgetter("start"))
        if index in self.posts or may_list_members(words):
            self._members(index, item, words)
        if self.news:
            place, near, orders = (item.text_start, item.end), self._near(index), self.orders.get(index, ())
            ordered, issued = near or bool(self.found), partial(self.issued, index)
            behind = told_elsewhere(
                self.content, *place, self.signed, orders=orders, ordered=ordered, near=near, issued=issued
            )
            self._told(index, item, behind)
            if ("trách nhiệm" in words or "có nhiệm vụ" in words) and issued():
                self._told(index, item, charged_by_paper(self.content, *place, self.signed))
            known = {body.start for a in self.found[before:] for body in a.bodies}
            earlier = goes_on(self.found, index, WEIGHED_BEFORE)
            soon = goes_on(self.found, index, 1)
            self._told(index, item, self.weighing.told(index, told=earlier, soon=soon, known=known))

    def _orders(self, index: int, item: Paragraph, responsible: bool) -> None:
        """`Giao Sở A`, `đề nghị Sở B`: the bodies right behind the verb."""
        content = self.content
        covered = reached = item.text_start
        behind = Behind(content, item.end, self.signed)
        for place in self.orders[index]:
            found = forms.ORDER.match(content, place, item.end) if place >= reached else None
            reached = found.end() if found is not None else reached
            if found is None or place < covered or not opens_word(content, place):
                continue
            lead_in = content[max(item.start, found.start() - 14) : found.start()]
            unasked = self.news and not is_told_by_office(content, item.start, place, found.group(), self.signed)
            if unasked or forms.is_no_order(found, lead_in, news=self.news):
                continue
            if found["lead"] and not self.news and (self.normative or not forms.is_passed_on(lead_in)):
                continue
            begin = found.end()
            if (self.news and found.group()[0].islower()) or found.group().startswith("Lưu"):
                given = bool(found["give"]) and "nhiệm" not in found["give"]
                asks = gives_work if given else asked_by_office
                by_office = self.news and asks(content, item.start, place, self.signed)
                by_office = by_office or (self.news and self._near(index) and asked_on(content, item.start, place))
                listed_at = told(content, begin, item.end, self.signed, by_office=by_office, given=given)
                if listed_at is None:
                    continue
                begin = listed_at
            if self.normative and not responsible and not (found["give"] or "").startswith("Giao"):
                continue
            if self.law and found["ask"] and found["ask"][0].islower():
                continue  # who asks whom is a rule, no order of this paper
            before = len(self.found)
            stop = self._list(index, begin, "order", "lead")
            covered = max(covered, stop)
            if self.news and len(self.found) > before:
                self._told(index, item, behind.told(stop))
            if found["ask"] and len(self.found) > before and not self.supreme:
                asked = self.found.pop(before)
                bodies = tuple(body for body in asked.bodies if not forms.SUPERIOR.fullmatch(body.name))
                if bodies:
                    self.found.insert(before, asked._replace(bodies=bodies))

    def _told(self, index: int, item: Paragraph, others: Iterable[Told]) -> None:
        for role, start, listed in others:
            self.found.append(Assignment("order", role, listed.bodies, index, start, item.end))

    def _closing(self, index: int, item: Paragraph, cue: int) -> bool:
        start, bodies = charged(self.content, self.items, index, cue, self.signed)
        if bodies:
            self.found.append(Assignment("closing", "lead", bodies, index, start, item.end))
        return bool(bodies)

    def _head(self, index: int, item: Paragraph, responsible: bool) -> None:
        """An item that opens with the bodies it is about: `1. Sở Nội vụ`, `- Ủy ban nhân dân tỉnh thực hiện ...`."""
        content = self.content
        marker = item.marker
        if self.tells:
            return
        alone = self.duties.over_work(self.items, index) if marker is None and self.charged else ()
        if alone:
            self.found.append(Assignment("item", "lead", alone, index, item.start, item.end))
            return
        if (bare := marker is None and not responsible and not self.news) and not self.charged:
            self._sentences(index, item, responsible)
            return
        if marker is not None and marker.kind in ("annex", "part", "chapter", "section", "subsection"):
            return
        if self.normative and not responsible:
            return
        found = forms.RESPONSIBILITY.match(content, item.text_start, item.end) if responsible else None
        if found and not re.match(r"(?:Cơ\s+quan|Đơn\s+vị)\s*,", found["who"]):
            name = " ".join(found["who"].split())
            body = Body(name, found.start("who"), found.end("who"))
            self.found.append(Assignment("item", "lead", (body,), index, item.start, item.end))
            return
        addressed = self.addressing and marker is not None
        begin = self.duties.behind_towards(item) if addressed else item.text_start
        word = FIRST_WORD.match(content, begin, item.end)
        if word is None or word.group() not in self.openings:  # nearly every item: it names nobody
            self._sentences(index, item, responsible)
            self._topic(index, item)
            return
        listed = read_bodies(content, begin, item.end, self.signed)
        bodies = listed.named
        if addressed and (of_group := self.duties.behind_group(listed, item)) is not None:
            start, after, bodies = of_group
            self.found.append(Assignment("item", "lead", bodies, index, start, item.end))
            self._sentences(index, item, responsible, floor=after)
            return
        if not bodies or (self.news and not listed.bodies):
            self._sentences(index, item, responsible)
            return
        after = self.duties.behind_area(after_comma(content, listed.end, item.end), item.end)
        if content.rfind("(", begin, listed.end) > content.rfind(")", begin, listed.end):
            return  # `Hội thi bơi (Tỉnh đoàn chủ trì)`: what follows stands in brackets
        if begin > item.text_start and not self.duties.is_told(item, after):
            return
        whole = after >= item.end or content[after] in ":."
        charged = None if self.news else self.charged
        if whole and self.news:
            if heads_work(content, self.items, self.orders, index, after, self.duties, near=self._near(index)):
                self.found.append(Assignment("item", "lead", bodies, index, item.start, item.end))
        elif whole:
            if not self.duties.heads(self.items, index, after, charged=self.charged):
                return
            self.found.append(Assignment("item", "lead", bodies, index, item.start, item.end))
        elif self.duties.opens(after, item.end) or self.duties.other_work(item, listed, after, charged=charged):
            if self.news and not self._heads_told(index, item, listed, after):
                return
            if marker is None and not self.normative and self.duties.gives_orders(listed):
                return
            self.found.append(Assignment("item", "lead", bodies, index, item.start, item.end))
            if self.news:
                self._told(index, item, with_whom(content, listed.end, item.end, self.signed))
            self._sentences(index, item, responsible, floor=after)
        elif bare:
            self._sentences(index, item, responsible)

    def _heads_told(self, index: int, item: Paragraph, listed: BodyList, after: int) -> bool:
        below = lists_orders(self.content, self.items, self.orders, index)
        return heads_told(self.content, item, listed, after, self.signed, ordered=self._near(index), in_list=below)

    def _near(self, index: int) -> bool:
        """Whether somebody was told in a paragraph soon before."""
        return goes_on(self.found, index) or tells_many(self.content, self.orders, index)

    def _topic(self, index: int, item: Paragraph) -> None:
        told = self.duties.behind_topic(item) if self.addressing and item.marker is not None else None
        if told is not None:
            start, bodies = told
            self.found.append(Assignment("item", "lead", bodies, index, start, item.end))

    def _sentences(self, index: int, item: Paragraph, responsible: bool, floor: int = 0) -> None:
        """`... . Văn phòng UBND tỉnh theo dõi, đôn đốc`: a later sentence that opens with its body. `floor`: before it
        everybody was read."""
        if self.news or (self.normative and not responsible):
            return
        content = self.content
        first = item.text_start
        self.clauses = self.clauses or Clauses(content, self.items[0].start, self.items[-1].end)
        orders = ordering(content, first, self.orders.get(index, []), item.end, self.signed)
        for start, opening, stop in self.clauses.within(first, item.end):
            if start < floor and start > first:
                continue  # the second body of `1. Sở A; Sở B có trách nhiệm`
            lead_in = forms.LEAD_IN.match(content, start, item.end) if opening in forms.LEAD_IN_OPENS else None
            about = forms.ABOUT.match(content, start, item.end) if opening == forms.ABOUT_OPENS else None
            counted = start > first and content[start - 2 : start] == ") "  # `(i) Sở A ...; (ii) Sở B ...`
            if counted and self.normative:
                continue
            headed = start == first and item.marker is not None  # read as the head of its item
            if not (lead_in or about) and (headed or not may_name(content, start, opening, stop)):
                continue
            labelled = start > first and forms.LABEL.match(content, first, item.end) is not None
            ordered = start in orders and content[max(first, start - 24) : start].rstrip().endswith(";")
            heads = lead_in or about or counted or labelled or ordered or (start == first and item.marker is None)
            places = [about.end() if about else start]
            if lead_in:
                places = behind_commas(content, lead_in.end(), stop, self.signed)
            for place in places:
                listed = read_bodies(content, place, stop, self.signed)
                after = after_comma(content, listed.end, stop)
                if not listed.bodies or after >= stop or self.duties.gives_orders(listed):
                    continue
                if not self.duties.opens(after, stop):
                    continue
                if heads or forms.STRONG.match(content, self.duties.behind_manner(after, stop), stop):
                    end = start + len(content[start:stop].rstrip())
                    self.found.append(Assignment("item", "lead", listed.bodies, index, start, end))
                    break

    def _members(self, index: int, item: Paragraph, words: str) -> None:
        place = (item.start, item.text_start, item.end)
        found = find_members(self.content, place, words, self.signed, not self.normative)
        if index in self.posts:
            found += find_posts(self.content, item.text_start, item.end, self.signed)
        for members in found:
            self.found.append(Assignment("members", "lead", members.bodies, index, members.start, members.end))

    def _list(self, index: int, position: int, form: Form, role: TaskRole) -> int:
        item = self.items[index]
        listed = read_bodies(self.content, position, item.end, self.signed)
        bodies = listed.bodies if self.news else listed.named
        if bodies:
            self.found.append(Assignment(form, role, bodies, index, position, item.end))
        return listed.end
