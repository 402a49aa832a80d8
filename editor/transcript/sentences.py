"""Where sentences end, told by their punctuation."""

from __future__ import annotations

SENTENCE_END = (".", "?", "!", "…", "。", "！", "？", "।", "؟")
CLOSERS = "\"'”’»)]"
"""What may stand behind the mark that ends a sentence."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends with the mark of a sentence's end."""
    return text.rstrip(CLOSERS).endswith(SENTENCE_END)
