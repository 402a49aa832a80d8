"""Between characters of the widget's text and characters of the document's text.

The widget counts UTF-16 units and may hold several spaces in a row while somebody is typing; the
document counts characters and has exactly one space between words. Both have the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\S+")


def units(text: str) -> int:
    """How many UTF-16 units a text takes: what Qt counts in."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def index_of_unit(text: str, unit: int) -> int:
    """The index of the character that the `unit`-th UTF-16 unit belongs to, or the length."""
    if text.isascii():
        return min(unit, len(text))
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * unit]
    return len(encoded.decode("utf-16-le", "ignore"))


def word_spans(raw: str) -> list[tuple[int, int]]:
    """Where each word stands in the widget's text, in UTF-16 units: the n-th span, n-th word."""
    if raw.isascii():
        return [match.span() for match in _WORD.finditer(raw)]
    spans, seen, unit = [], 0, 0
    for match in _WORD.finditer(raw):
        start = unit + units(raw[seen : match.start()])
        unit = start + units(match.group())
        spans.append((start, unit))
        seen = match.end()
    return spans


def to_model(raw: str, unit: int) -> int:
    """The offset in the document's text for an offset in the widget's text of the same turn."""
    index = index_of_unit(raw, unit)
    before = " ".join(raw[:index].split())
    after_a_space = bool(before) and raw[index - 1].isspace()
    return len(before) + (1 if after_a_space and raw[index:].strip() else 0)


def to_widget(raw: str, offset: int) -> int:
    """The offset in the widget's text for an offset in the document's text of the same turn."""
    done = 0
    end = 0
    for match in _WORD.finditer(raw):
        length = len(match.group())
        if offset <= done + length:
            return units(raw[: match.start() + max(0, offset - done)])
        done += length + 1
        end = match.end()
    return units(raw[:end])


def word_at(raw: str, unit: int) -> int | None:
    """Which word an offset in the widget's text is in, or right after; None without words."""
    spans = word_spans(raw)
    if not spans:
        return None
    return max((n for n, (start, _) in enumerate(spans) if start <= unit), default=0)


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How much two texts (or lists) share at the beginning and, apart from that, at the end."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return head, tail


def moved(offset: int, old: str, new: str) -> int:
    """Where an offset of a text belongs after the text was changed, so that a caret stays put."""
    head, tail = common_ends(old, new)
    if offset <= head:
        return offset
    if offset >= len(old) - tail:
        return offset + len(new) - len(old)
    return min(offset, len(new) - tail)


def next_word(text: str) -> str:
    """The white space that a text begins with, and the word after it; empty if there is none."""
    found = _SPACE_AND_WORD.match(text)
    return found.group() if found else ""


def apart(text: str, before: str, after: str) -> str:
    """Words to be put at the edge of a word, with the space that keeps them apart from it.

    Inside a word nothing is added: whoever drops letters there means them to be part of it.

    Args:
        text: What is put in.
        before: The character before the place; empty or white space at the start of a word.
        after: The character after it.
    """
    in_word_before, in_word_after = bool(before.strip()), bool(after.strip())
    if in_word_before is in_word_after or not text.strip():
        return text
    if in_word_after:
        return text if text[-1].isspace() else f"{text} "
    return text if text[0].isspace() else f" {text}"


def plain_lines(text: str) -> str:
    """Foreign text as the view takes it: ordinary spaces, one line per turn, nothing invisible.

    Tabs and non-breaking spaces become spaces; every kind of line and paragraph break separates
    turns; blank lines, breaks at either end and characters that Qt uses for itself go.
    """
    kept = "".join(char for char in text if char.isspace() or char not in _UNWANTED)
    lines = [_SPACES.sub(" ", line) for line in kept.splitlines() if line.strip()]
    return "\n".join(lines) if lines else (" " if text.strip("\r\n") else "")


_SPACE_AND_WORD = re.compile(r"\s+\S*")
_SPACES = re.compile(r"\s+")
_UNWANTED = frozenset(
    [*map(chr, range(0x20)), "\x7f", "\ufffc", "\ufdd0", "\ufdd1", "\ufeff", "\u00ad", "\u200b"]
)
