"""HTML as tags and text, in one pass however broken it is.

The standard library's parser takes quadratic time over unfinished comments and tags; this one
never looks at a character more than a few times.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAW = ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes")
"""Elements whose content is no markup."""

# A comment; a declaration; a tag with quoted attributes, or, where a quote is never closed, up to
# the next bracket. What is not finished reaches to the end.
_MARKUP = re.compile(
    r"""<!--(?:.*?-->|.*)|<[!?][^>]*+(?:>|$)"""
    r"""|<(/?)([a-zA-Z][^\s/>]*+)((?:"[^"]*+"|'[^']*+'|[^>"'])*+>|[^>]*+(?:>|$))""",
    re.DOTALL,
)
_CLOSING = {tag: re.compile(f"</{tag}(?=[\\s/>]|$)", re.IGNORECASE) for tag in _RAW}
_LANGUAGE = re.compile(r"""\blang\s*=\s*["']?([A-Za-z]{2})(?![A-Za-z])""")


class Token(NamedTuple):
    """A piece of a page: `kind` is "start", "end", "text" or "raw".

    `text` is what is shown, references resolved; for "raw" the content of the element `tag`.
    """

    kind: str
    tag: str = ""
    text: str = ""
    language: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The tags and texts of a page, in order; comments and declarations are left out."""
    at = 0
    while match := _MARKUP.search(text, at):
        if match.start() > at:
            yield Token("text", text=html.unescape(text[at : match.start()]))
        at = match.end()
        if match[2] is None:
            continue
        tag = match[2].lower()
        if match[1]:
            yield Token("end", tag)
        elif tag in _CLOSING:
            end = _CLOSING[tag].search(text, at)
            stop = end.start() if end else len(text)
            yield Token("raw", tag, html.unescape(text[at:stop]) if tag == "title" else "")
            at = stop
        else:
            found = _LANGUAGE.search(match[3][:2000]) if tag == "html" else None
            yield Token("start", tag, language=found[1].lower() if found else "")
    if at < len(text):
        yield Token("text", text=html.unescape(text[at:]))
