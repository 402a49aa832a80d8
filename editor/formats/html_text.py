"""The text of a web page: what a reader sees, line by line, without scripts and menus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.html_tokens import tokens
from editor.formats.tables import word_set

if TYPE_CHECKING:
    from editor.formats.html_tokens import Token

_HIDDEN = word_set(
    """noscript template svg math nav footer aside form button select object video audio canvas
    dialog"""
)
_BLOCKS = word_set(
    """address article blockquote body br caption center dd details dir div dl dt fieldset
    figcaption figure h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu ol p pre
    section summary table tbody td tfoot th thead tr ul"""
)
_PARAGRAPHS = word_set("p div li h1 h2 h3 h4 h5 h6 blockquote section article tr dd dt")
_CONTENT = ("body", "main", "article")
_MARKED = ("cite", "time")


class HtmlText(NamedTuple):
    """A page's text: lines with empty ones between blocks, the title, the language.

    `cited` are the indexes of lines that came from `cite`, which holds speakers; `times` those
    from `time`.
    """

    lines: list[str]
    title: str
    language: str | None
    cited: set[int]
    times: set[int]


def html_text(text: str) -> HtmlText:
    """The text of a page, however broken its tags are."""
    collector = _Collector()
    for token in tokens(text):
        collector.take(token)
    return collector.result()


class _Collector:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._hiding: Counter[str] = Counter()
        self._kind = ""
        self._kinds: dict[str, set[int]] = {"": set(), "cite": set(), "time": set()}
        self._title = ""
        self._language = ""
        self._pre = 0

    def take(self, token: Token) -> None:
        """Go on with the next piece of the page."""
        if token.kind == "text":
            self._text(token.text)
        elif token.kind == "raw":
            if token.tag == "title" and not self._hidden:
                self._title = self._title or " ".join(token.text.split())[:200]
        elif token.kind == "start":
            self._start(token)
        else:
            self._end(token.tag)

    def _start(self, token: Token) -> None:
        tag = token.tag
        self._language = self._language or token.language
        if tag in _CONTENT:  # whatever was left open before it
            self._hidden.clear()
            self._hiding.clear()
        if tag in _HIDDEN:
            self._hidden.append(tag)
            self._hiding[tag] += 1
        if self._hidden:
            return
        if tag in _MARKED:
            self._break()
            self._kind = tag
        self._pre += tag == "pre"
        if tag in _BLOCKS:
            self._break(empty=tag in _PARAGRAPHS)

    def _end(self, tag: str) -> None:
        if self._hiding[tag]:
            closed = ""
            while closed != tag:
                closed = self._hidden.pop()
                self._hiding[closed] -= 1
        if self._hidden:
            return
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in _BLOCKS or tag in _MARKED:
            self._break(empty=tag in _PARAGRAPHS)

    def _text(self, text: str) -> None:
        if self._hidden:
            return
        first, *rest = text.split("\n") if self._pre else [text]
        self._line.append(first)
        for line in rest:
            self._break()
            self._line.append(line)

    def _break(self, *, empty: bool = False) -> None:
        """End the line; with `empty`, leave an empty one after it."""
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            self._kinds[self._kind].add(len(self._lines))
            self._lines.append(line)
        self._kind = ""
        if empty and self._lines and self._lines[-1]:
            self._lines.append("")

    def result(self) -> HtmlText:
        """The text, when all has been taken."""
        self._break()
        language = self._language or None
        cited, times = self._kinds["cite"], self._kinds["time"]
        return HtmlText(self._lines, self._title, language, cited, times)
