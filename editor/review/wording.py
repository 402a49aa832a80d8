"""How heard words would be written in the place of others: their case and punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.review.spelling import core, word_set
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALWAYS_CAPITAL = ("I", "I'm", "I'd", "I've", "I'll")


def written(heard: Sequence[str], given: Sequence[str], before: str, after: str) -> tuple[str, ...]:
    """Heard words as they would stand in the text.

    The text knows better than the recogniser where sentences end: what is replaced leaves its
    punctuation behind, and what is put in gets a full stop only where a sentence can end.

    Args:
        heard: The words as the recogniser wrote them.
        given: The words that they replace; none where they are put in.
        before: The word before them, or "".
        after: The word after them, or "".
    """
    texts = [text for text in heard if core(text)] or list(heard)
    if not texts:
        return ()
    texts[0] = _cased(texts[0], given, before)
    if given:
        head, tail = _around(given)
        texts[0] = head + texts[0].lstrip("\"'(“‘¿¡")
        texts[-1] = _bare_end(texts[-1]) + tail
    elif not _sentence_can_end(before, after):
        texts[-1] = _bare_end(texts[-1]) + ("," if texts[-1].endswith(",") else "")
    return tuple(texts)


def _cased(text: str, given: Sequence[str], before: str) -> str:
    begins = not before or ends_sentence(before)
    if begins and (not given or given[0][:1].isupper() or core(given[0])[:1].isupper()):
        return _capital(text)
    if given and begins and text not in _ALWAYS_CAPITAL:
        return text
    if not given and not begins and core(text).lower() in _SMALL:
        return text.lower()
    return text


_SMALL = word_set(
    """a an and are as at but for from he her his how if in is it my no not of on or our she so than
    that the their then there these they this those to was we were what when where which who why
    will with would you your
    """
)
"""Words that are never names: a capital is the recogniser's idea of a sentence."""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _around(given: Sequence[str]) -> tuple[str, str]:
    """The punctuation before the first and after the last word."""
    first, last = given[0], given[-1]
    bare = core(last)
    tail = last[last.rindex(bare) + len(bare) :] if bare else ""
    inner = core(first)
    return (first[: first.index(inner)] if inner else ""), tail


def _bare_end(text: str) -> str:
    bare = core(text)
    return text[: text.rindex(bare) + len(bare)] if bare else text


def _sentence_can_end(before: str, after: str) -> bool:
    del before
    return not after or core(after)[:1].isupper()
