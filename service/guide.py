"""The user guide in Vietnamese: the Markdown of `docs/` as pages under `/help`.

The same files are read on a code host and in the pages. Three habits of theirs mean something here and are held by
tests: what is **bold** stands on a screen, a code span that begins with `/` is an address of the service (the pages
make it a link), and a line of a block marked `sh` is a command that runs as it stands.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractor.text import slug

CHAPTERS = ("bat-dau", "can-bo", "du-thao", "van-thu", "quan-tri", "bao-loi")
"""Names of the files, without `.md`, in the order in which they are read."""
_HERE = Path(__file__).parent
# In an installed package the guide lies beside this file; in a working copy in the folder that people look into.
_FOLDERS = (_HERE / "guide", _HERE.parent / "docs")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `body` is HTML; `parts` are the anchors and texts of its second headings."""

    name: str
    title: str
    parts: tuple[tuple[str, str], ...]
    body: str


def folder() -> Path:
    """Where the Markdown lies."""
    return next(one for one in _FOLDERS if (one / f"{CHAPTERS[0]}.md").is_file())


def source(name: str) -> str:
    """The Markdown of a chapter."""
    return (folder() / f"{name}.md").read_text(encoding="utf-8")


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters, in order."""
    return tuple(_chapter(name) for name in CHAPTERS)


def _chapter(name: str) -> Chapter:
    parser = _parser()
    tokens = parser.parse(source(name))
    _number_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = _lead_on(token.children)
    title = next(tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open")
    parts = tuple(
        (str(token.attrGet("id")), _plain(tokens[at + 1]))
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    )
    return Chapter(name, title, parts, parser.renderer.render(tokens, parser.options, {}))


def _parser() -> Any:
    """CommonMark with tables. HTML in the text is shown as text, so that the guide cannot carry script or style."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Wide tables scroll inside a box that can be reached by keyboard; columns are not aligned by style attributes.
    parser.add_render_rule("table_open", lambda *_: '<div class="card scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    parser.add_render_rule("th_open", lambda *_: '<th scope="col">')
    parser.add_render_rule("td_open", lambda *_: "<td>")
    parser.add_render_rule("fence", _block)
    return parser


def _block(_renderer: Any, tokens: Sequence[Any], at: int, *_: Any) -> str:
    """A block of commands, which may be wider than the page: it can be reached and scrolled by keyboard."""
    return f'<pre tabindex="0"><code>{html.escape(tokens[at].content)}</code></pre>\n'


def _number_headings(tokens: Sequence[Any]) -> None:
    """An anchor for each heading, as code hosts make it of plain words; a second one of the same words is numbered."""
    seen: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = slug(_plain(tokens[at + 1]))
            seen[anchor] = seen.get(anchor, 0) + 1
            token.attrSet("id", anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}")


def _plain(inline: Any) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _lead_on(children: list[Any]) -> list[Any]:
    """Links between the files lead to the pages; addresses in code spans become links."""
    from markdown_it.token import Token

    found = []
    for token in children:
        if token.type == "link_open":
            name, mark, anchor = str(token.attrGet("href")).partition("#")
            if name.endswith(".md"):
                token.attrSet("href", f"/help/{name.removesuffix('.md')}{mark}{anchor}")
        if token.type == "code_inline" and leads(token.content):
            found += [Token("link_open", "a", 1, attrs={"href": token.content}), token, Token("link_close", "a", -1)]
        else:
            found.append(token)
    return found


def leads(code: str) -> bool:
    """Whether a code span is the address of a page that can be opened as it stands."""
    return code.startswith("/") and not code.startswith("/api/") and not set(code) & set("{ ")
