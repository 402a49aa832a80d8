"""Characters of any script: what is a letter, what is punctuation, where words have no spaces."""

from __future__ import annotations

import unicodedata

PUNCTUATION = (
    "\"'.,;:!?()[]{}…“”‘’—–-" + "¿¡«»‹›„‚" + "「」『』、。〈〉《》【】・！？，：；（）" + "؟،؛।"
)
"""What may stand around a word without being said."""
_SPACELESS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F),
)  # fmt: skip


def is_spaceless(character: str) -> bool:
    """Whether the character belongs to a script that writes no spaces between words."""
    return any(low <= ord(character) <= high for low, high in _SPACELESS)


def is_letter(character: str) -> bool:
    """Whether it is a letter, or a vowel or tone mark that belongs to one."""
    return character.isalpha() or unicodedata.category(character).startswith("M")


def characters(text: str) -> list[str]:
    """The characters of a text as people count them: each with the marks that follow it."""
    out: list[str] = []
    for c in text:
        if out and unicodedata.category(c).startswith("M"):
            out[-1] += c
        else:
            out.append(c)
    return out
