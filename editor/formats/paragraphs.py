"""From the broken lines of a page to paragraphs that a person can edit.

The lines come from a recogniser's segments: wrapped at some 80 characters, and cut where it heard
a pause. A line that ends both early and with a sentence is where a speaker may have stopped. That
is evidence for a paragraph, never for who speaks.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from editor.formats.tables import word_set
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORT_LINE = 0.8
"""A line shorter than this share of the page's usual width ended early."""
PARAGRAPH_WORDS = 45
"""From this many words on, a paragraph ends at a line that ended early with a sentence."""
FULL_PARAGRAPH = 70
"""From this many words on, it ends at any line that ends a sentence."""
LONG_PARAGRAPH = 120
"""From this many words on, it ends at a sentence inside a line."""
LONGEST_PARAGRAPH = 275
"""From this many words on, it ends at any line: there are no sentences."""

_REPLIES = word_set(
    """yes yeah yep yup no nope nah ok okay right sure exactly absolutely definitely well oh ah uh
    mm-hmm mhm mm hmm wow great interesting true correct agreed thanks thank hello hi hey welcome
    ja nein doch genau klar gut danke hallo also naja stimmt
    oui non ouais bien bon voilà merci bonjour alors exactement
    sí si claro bueno vale pues gracias hola exacto
    """
)
_NEVER_WRAPPED = 1000  # characters
_PIECE = 40  # words of a sentence that does not end
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_REPLY_WORDS = 5


def paragraphs(lines: Sequence[str], *, one_voice: bool = False) -> list[str]:
    """Join lines to paragraphs. Every word is kept, in order; blank lines always divide.

    `one_voice` says that one speaker says all this, so that a question needs no new paragraph.
    """
    lines = [part for line in lines for part in _unwrapped(line)]
    width = usual_width(lines)
    found: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        text = " ".join(line.split())
        if not text:
            found.append([])
            continue
        for part in _cut(text, len(found[-1])):
            found[-1] += part.split()
            if part is not text and not text.endswith(part):
                found.append([])
        if _ends_paragraph(found[-1], text, None if one_voice else following, width):
            found.append([])
    return [" ".join(words) for words in found if words]


def usual_width(lines: Iterable[str]) -> int:
    """The length at which the page's lines are wrapped: nine in ten lines are shorter."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def repeated_lines(lines: Sequence[str]) -> list[str]:
    """Lines that say again what the line before said: kept, but worth a look."""
    filled = [" ".join(line.split()) for line in lines if line.strip()]
    return [line for before, line in pairwise(filled) if _same(before, line)]


def _unwrapped(line: str) -> list[str]:
    """A line; one that was never wrapped, perhaps a whole episode, as its sentences."""
    if len(line) < _NEVER_WRAPPED:
        return [line]
    parts: list[list[str]] = [[]]
    for token in line.split():
        parts[-1].append(token)
        if ends_sentence(token) or len(parts[-1]) >= _PIECE:
            parts.append([])
    return [" ".join(part) for part in parts if part]


def _same(a: str, b: str) -> bool:
    return len(a.split()) > 2 and a.casefold().strip(".,!?… ") == b.casefold().strip(".,!?… ")


def _cut(text: str, so_far: int) -> list[str]:
    """A line, cut after a sentence inside it when the paragraph is long already."""
    tokens = text.split()
    if so_far + len(tokens) < LONG_PARAGRAPH:
        return [text]
    for index, token in enumerate(tokens[:-1], start=1):
        done = so_far + index >= LONG_PARAGRAPH
        if done and ends_sentence(token) and tokens[index][:1].isupper():
            return [" ".join(tokens[:index]), " ".join(tokens[index:])]
    return [text]


def _ends_paragraph(words: list[str], line: str, following: str | None, width: int) -> bool:
    count = len(words)
    if not ends_sentence(line):
        return count >= LONGEST_PARAGRAPH
    if count >= FULL_PARAGRAPH:
        return True
    if len(line) >= width * SHORT_LINE:
        return False
    return count >= PARAGRAPH_WORDS or _is_exchange(words, following)


def _is_exchange(words: list[str], following: str | None) -> bool:
    """Question and answer, or a reply before or after: people are talking in turn."""
    if following is None:
        return False
    if words[-1].rstrip("\"'”’)").endswith("?"):
        return True
    return _is_reply(following) or (len(words) <= _REPLY_WORDS and _is_reply(" ".join(words)))


def _is_reply(text: str) -> bool:
    first = _FIRST_WORD.match(text.strip())
    return first is not None and first[0].casefold() in _REPLIES
