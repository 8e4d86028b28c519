"""Web pages: the densest block of the page, its tables in order, line breaks where the browser draws them."""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, NoText, TooLarge
from extractor.footer.forms import FORM
from extractor.layout import FREEDOM_MOTTO, PARTY_MOTTO, STATE_MOTTO
from extractor.legacy import convert, decode_bytes, encoding_of_font, is_capital_font, repair_text
from extractor.letters import plain_letters
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.text import nfc

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol blockquote".split())
_DROPPED = "script, style, noscript, template, iframe, object, svg, nav, select, button, input, textarea, head > link"
_CHARSET_RE = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_WHITE_RE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
# With what a paper ends, or goes on: a part behind `Xem thêm`, where the page does not have it elsewhere (told by so
# many of its first characters).
_END_OF_PAPER_RE = re.compile(r"Nơi\s+nhận|Điều\s+\d+\s*[.:]|TM\.\s")
_SAME = 60
_BREAKS_RE = re.compile(r"[\n\r\t]")
_RECIPIENTS_RE = re.compile(r"Nơi\s+nhận\s*:")
_NUMBER_RE = re.compile(r"\n[ \t]*Số[ \t]*[:.]?[ \t]*[\d.…_]*[ \t]*[-/][ \t]?[\dA-ZĐ]")  # also one left blank
# The days that banners show begin with that of the week.
_DATED_RE = re.compile(r"\n(?! ?(?:Thứ|Chủ|Hôm)\b)[^\n,]{2,40},[ \t]?ngày[ \t][^\n]{1,14}tháng[^\n]{1,12}năm\b")
_NEAR = 300  # characters between the name of State or Party and the number of its paper, or its place and day
_HEAD_REACH = 2000  # characters of a block in which the head of its paper stands
# Where lines are known; in the text of a node they run on.
_LANDMARKS = (("motto", FREEDOM_MOTTO), ("name", STATE_MOTTO), ("name", PARTY_MOTTO), ("list", _RECIPIENTS_RE))
# What opens a paper, in the letters that its head has; prose speaks of the Party in others.
_HEAD_RES = (re.compile(r"độc\s+lập\W+tự\s+do", re.IGNORECASE), re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"))
# What marks fields and controls in a page that a word processor saved; letters of old encodings are decoded before.
_CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A block is the main one when it holds this share of the text that stands in paragraphs outside links.
_MAIN_SHARE = 0.65


def read_html(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper, or one news item. Raises NoText for a page without text, TooLarge for markup nested too deep."""
    from selectolax.lexbor import LexborHTMLParser

    markup, encoding = _decode(data)
    _check_depth(name, markup, limits)
    try:
        tree = LexborHTMLParser(markup)
        if tree.body is None:
            raise NoText(f"{name}: trang không có nội dung.")
        tree.strip_tags(_DROPPED.split(", "), recursive=True)
        hidden, behind = _drop_hidden(tree.body)
        root = _main_block(tree.body)
        for paper in behind:
            root = _with(root, paper)
    except (ValueError, RuntimeError, MemoryError) as error:
        raise DamagedFile(f"{name}: không phân tích được trang HTML ({error}).") from error
    writer = _Writer(encoding)
    writer.walk(root)
    written = writer.written()
    assembly = Assembly(name, limits)
    # Before white space is made even: the second byte of `à` is a space that does not break.
    repaired = repair_text(written)
    if repaired is not None:
        written, encoding = repaired.text, repaired.encoding
    content = _tidy(written)
    if encoding not in ("utf-8", "utf-16", "utf-32", "cp1252") or writer.legacy:
        used = writer.legacy or encoding
        assembly.warnings.append(
            Warning_("legacy-encoding", f"Trang dùng bảng mã cũ ({used}), đã chuyển sang Unicode.")
        )
    if hidden:
        note = "Trang có chữ ẩn, trình duyệt không hiện, nên không đọc. Hãy xem trong bản gốc."
        assembly.warnings.append(Warning_("hidden-text", note))
    assembly.add(plain_letters(_CONTROL_RE.sub("", content)))
    return (assembly.finish(),)


def _drop_hidden(body: LexborNode) -> tuple[bool, list[LexborNode]]:
    """Takes away what the page does not show, as copies for printing; whether there was any. Where more is hidden than
    shown, or a head or an end of a paper that is not shown, a script shows it (the paper behind a tab, the part behind
    `Xem thêm`), and that stays: the second value."""
    parts = _unseen_parts(body)
    outer = [node for mem_id, node in parts.items() if not _is_inside(node, parts)]
    texts = [node.text(deep=True) for node in outer]
    lengths = [len(_WHITE_RE.sub("", text)) for text in texts]
    page = body.text(deep=True)
    whole = _WHITE_RE.sub("", page)
    if not any(lengths) or 2 * sum(lengths) > len(whole):
        return False, []
    behind = [head for head in _HEAD_RES if len(head.findall(page)) == sum(len(head.findall(text)) for text in texts)]
    told, kept = False, []
    for node, text in zip(outer, texts, strict=True):
        bare = _WHITE_RE.sub("", text)
        alone = _END_OF_PAPER_RE.search(text) is not None and whole.count(bare[:_SAME]) == 1
        if alone or any(head.search(text) for head in behind):
            kept.append(node)
        else:
            told = told or bool(text.strip())
            node.decompose()
    return told, kept


def _unseen_parts(body: LexborNode) -> dict[int, LexborNode]:
    """What the page hides, by the address of its node; of what is only made invisible the parts that are not made
    visible again."""
    parts: dict[int, LexborNode] = {}
    invisible: dict[int, LexborNode] = {}
    shown: set[int] = set()  # what is made visible again, and all that holds it
    for node in body.css("[hidden], [style]"):
        attributes = node.attributes
        style = _declared(attributes.get("style") or "")
        by_mark = "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found"
        if style.get("display", "none" if by_mark else "") == "none" or style.get("mso-hide") == "all":
            parts[node.mem_id] = node
        elif style.get("visibility") in ("hidden", "collapse"):
            if not any(name.startswith("animation") for name in style):  # else shown when it is scrolled to
                invisible[node.mem_id] = node
        elif style.get("visibility") == "visible":
            holder: LexborNode | None = node
            while holder is not None and holder.mem_id not in shown:
                shown.add(holder.mem_id)
                holder = holder.parent
    stack = list(invisible.values())
    while stack:
        node = stack.pop()
        if node.mem_id not in shown:
            parts[node.mem_id] = node
            continue
        stack.extend(child for child in node.iter(include_text=True) if not _is_visible(child, invisible))
    return parts


def _is_visible(node: LexborNode, invisible: Collection[int]) -> bool:
    """Whether a part of something invisible is made visible, or looked at by itself."""
    style = _declared(node.attributes.get("style") or "")
    return node.mem_id in invisible or style.get("visibility") == "visible"


def _declared(style: str) -> dict[str, str]:
    """What a style says, the last word on each property, but for what is said to be important."""
    said: dict[str, str] = {}
    important: set[str] = set()
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, (value, mark, _) = name.strip(), value.partition("!")
        if mark or name not in important:
            said[name] = value.strip()
        if mark:
            important.add(name)
    return said


def _is_inside(node: LexborNode, others: Collection[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in others:
            return True
        parent = parent.parent
    return False


def _decode(data: bytes) -> tuple[str, str]:
    declared = _CHARSET_RE.search(data[:4096])
    named = declared.group(1).decode("ascii").lower() if declared else ""
    if named in ("windows-1258", "cp1258", "x-viet-tcvn", "viscii", "x-viscii", "utf-16"):
        return decode_bytes(data)
    text, encoding = decode_bytes(data)
    return text, encoding


def _check_depth(name: str, markup: str, limits: Limits) -> None:
    """Refuses markup nested deeper than a reader's stack should go; counts tags, so it may overrate sloppy pages."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)(div|span|table|td|b|i|font|ul|blockquote|section)\b", markup, re.IGNORECASE):
        depth += -1 if match.group(1) else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    if deepest > limits.markup_depth * 10:
        raise TooLarge(
            f"{name}: các phần tử HTML lồng nhau {deepest} lớp, vượt quá giới hạn {limits.markup_depth * 10} "
            "(markup_depth x 10)."
        )


def _own_text_length(node: LexborNode) -> int:
    """Characters of a block's text that are not inside links."""
    total = len(node.text(deep=True))
    linked = sum(len(a.text(deep=True)) for a in node.css("a"))
    # References inside a paper are often links: only a block that is mostly links is navigation.
    return total - linked if linked > total * 0.5 else total


def _main_block(body: LexborNode) -> LexborNode:
    """Goes down from the body as long as one child holds most of what the parent holds."""
    current, total = body, _own_text_length(body)
    while True:
        children = [child for child in current.iter(include_text=False) if child.tag in _BLOCKS]
        if not children or total < 200:
            return _with_header(current, body)
        length, best = max(((_own_text_length(child), child) for child in children), key=itemgetter(0))
        if best.tag in ("p", "table", "tr", "tbody", "ul", "ol") or length < total * _MAIN_SHARE:
            return _with_header(current, body)
        current, total = best, length


def _with_header(block: LexborNode, body: LexborNode) -> LexborNode:
    """The block, or what around it holds a paper's head and, where there is one, its list of recipients: a portal puts
    the table of the header or of the signature into a box of its own, or an annex is longer than its paper. The whole
    page is taken for the motto alone: banners name State and Party, and boxes of other papers recipients.

    A head far down the block is that of a form in it. Such forms have lists too: of a paper in boxes all are taken, of
    others a list below a form, as where there is no head, leaves only one in the box right beside."""
    around = [block]
    while around[-1].mem_id != body.mem_id and (parent := around[-1].parent) is not None:
        around.append(parent)
    steps = {node.mem_id: step for step, node in enumerate(around)}
    heads: list[int] = []
    lists: list[int] = []
    forms: list[int] = []
    first, formed = 0, False  # where the first head stands; whether a list of the block stands below a form
    for kind, node, below in _landmarks(body, block):
        passed = []
        while node.mem_id not in steps and node.parent is not None:
            passed.append(node.mem_id)
            node = node.parent
        step = steps.get(node.mem_id, len(around) - 1)
        steps.update(dict.fromkeys(passed, step))  # the next mark in the same box need not climb again
        if kind not in ("list", "formed"):
            first = min(first, below)
        elif below < 0 and below < first:
            continue  # a list above the text that is of no paper
        elif kind == "formed" and not step:
            formed = True
            continue
        if step < len(around) - 1 or kind == "motto" or (kind == "numbered" and step == 1):
            found = lists if kind in ("list", "formed") else heads if step or below <= _HEAD_REACH else forms
            found.append(step)
    head = min(heads or forms, default=None)
    if head:
        return around[max(head, max(lists, default=0))]
    nearest = min(lists, default=0)
    return around[nearest] if nearest < 2 or (head is not None and not formed) else block


def _landmarks(body: LexborNode, block: LexborNode) -> Iterator[tuple[str, LexborNode, int]]:
    """Where the marks of a paper's head and of its list of recipients stand: which, the node that it begins in, and how
    far below the beginning of the block."""
    page = body.text(deep=True)
    if not any(mark.search(page) for mark in (*_HEAD_RES, _RECIPIENTS_RE)):
        return
    parts: list[str] = []
    starts: list[int] = []
    nodes: list[LexborNode] = []
    length = begin = 0
    for node in body.traverse(include_text=True):
        if node.mem_id == block.mem_id:
            begin = length
        if node.tag == "-text":
            text = nfc(node.text_content or "")
            text = text if _in_pre(node) else _WHITE_RE.sub(" ", text)
        else:
            text = "\n" if node.tag == "br" or node.tag in _BLOCKS else ""
        if text:
            parts.append(text)
            starts.append(length)
            nodes.append(node)
            length += len(text)
    said = "".join(parts)
    form = FORM.search(said, begin)
    for kind, mark in _LANDMARKS:
        for match in mark.finditer(said):
            above = said[max(0, match.start() - _NEAR) : match.start()]
            line = above.rpartition("\n")[2]
            beside = above + said[match.start() : match.end() + _NEAR]
            told = "formed" if kind == "list" and form is not None and form.start() < match.start() else kind
            told = "numbered" if kind == "name" and _NUMBER_RE.search(beside) else told
            if kind == "motto" or (not line.strip() and (told != "name" or _DATED_RE.search(beside))):
                yield told, nodes[bisect_right(starts, match.start()) - 1], match.start() - begin


def _with(block: LexborNode, paper: LexborNode) -> LexborNode:
    """The block, or what holds it and a paper that a script shows."""
    around = {paper.mem_id}
    holder = paper.parent
    while holder is not None:
        around.add(holder.mem_id)
        holder = holder.parent
    while block.mem_id not in around and block.tag != "body" and block.parent is not None:
        block = block.parent
    return block


class _Writer:
    """Walks the tree without recursion in Python's stack beyond the markup's own depth; collects lines."""

    def __init__(self, encoding: str) -> None:
        """`encoding` is that of the file: where it is an old one its letters are Unicode by now, capitals are not."""
        self.legacy: str | None = None
        self._encoding = encoding
        self._parts: list[str] = []

    def written(self) -> str:
        """What was written, its white space as it stands in the page."""
        return "".join(self._parts)

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode | None, str, str | None]] = [(root, "", None)]
        while stack:
            node, closing, font = stack.pop()
            if node is None:
                self._parts.append(closing)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._write(node.text_content or "", font, keep=_in_pre(node))
            elif tag == "br":
                self._parts.append("\n")
            elif tag == "-comment" or tag.startswith("!"):
                continue
            else:
                self._open(node, tag, _font(node) or font, stack)

    def _open(
        self, node: LexborNode, tag: str, font: str | None, stack: list[tuple[LexborNode | None, str, str | None]]
    ) -> None:
        block = tag in _BLOCKS
        gap = "\n\n" if tag in _PARAGRAPHS or (tag in ("td", "th") and _is_layout_cell(node)) else "\n" if block else ""
        if tag in ("td", "th") and not _is_layout_cell(node):
            gap = "\t"
        if block:
            self._parts.append("\n" if gap == "\t" and not _has_cell_before(node) else gap)
            stack.append((None, "" if gap == "\t" else gap, None))
        children = list(node.iter(include_text=True))
        stack.extend((child, "", font) for child in reversed(children))

    def _write(self, text: str, font: str | None, *, keep: bool) -> None:
        encoding = encoding_of_font(font)
        if encoding is not None:
            decoded = convert(text, encoding, font=font)
            if self._encoding == encoding:
                text = text.upper() if is_capital_font(font) else text
            elif decoded.encoding != "unicode":
                text, self.legacy = decoded.text, decoded.encoding
        self._parts.append(text.replace("\t", " ") if keep else _BREAKS_RE.sub(" ", text))


def _tidy(written: str) -> str:
    """White space made even; between the cells of a row a tab stays."""
    lines = ["\t".join(_WHITE_RE.sub(" ", cell).strip() for cell in line.split("\t")) for line in written.split("\n")]
    lines = [line.strip("\t") if line.startswith("\t") or line.endswith("\t") else line for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _in_pre(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in _BLOCKS:
            return parent.tag == "pre"
        parent = parent.parent
    return False


def _font(node: LexborNode) -> str | None:
    attributes = node.attributes
    named = attributes.get("face") if node.tag == "font" else None
    if not named:
        match = re.search(r"font-family\s*:\s*([^;]+)", attributes.get("style") or "", re.IGNORECASE)
        named = entities.unescape(match.group(1)) if match else ""
    # The first of a list (`.VnTimeH, serif`): the others stand in for it where it is missing.
    return named.partition(",")[0].strip("\"' ") or None


def _is_layout_cell(node: LexborNode) -> bool:
    """A cell of a table that only places things: header and signature blocks, with paragraphs or breaks inside."""
    return node.css_first("p, br, div") is not None


def _has_cell_before(node: LexborNode) -> bool:
    before = node.prev
    while before is not None:
        if before.tag in ("td", "th"):
            return True
        before = before.prev
    return False
