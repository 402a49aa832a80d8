"""Write WebVTT with the time of every word inside the cues, for karaoke-like players.

A separate choice, never the default: some readers split cues at such times or show them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.stamps import stamp
from editor.formats.strip import shown_words
from editor.formats.vtt_write import vtt_text, write_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cue_options import CueOptions
    from editor.formats.cues import Cue
    from editor.transcript.document import Transcript
    from editor.transcript.words import Word


def write_vtt_words(
    cues: Sequence[Cue], document: Transcript, options: CueOptions, *, voices: bool = True
) -> str:
    """The cues with an inline time before each word but the first of a cue.

    A word gets none where it has no time, or one that is not later than the one before and inside
    the cue: WebVTT allows no other.
    """
    shown = shown_words(document, options)
    payloads, at = [], 0
    for cue in cues:
        words = []
        while at < len(shown) and shown[at][0] <= cue.last:
            words.append(shown[at][1])
            at += 1
        payloads.append(_payload(cue, words))
    return write_blocks(cues, payloads, document, voices=voices)


def _payload(cue: Cue, words: Sequence[Word]) -> str:
    """The lines of a cue; labels, which stand before its words, get no times."""
    tokens = [line.split() for line in cue.lines]
    labels = sum(map(len, tokens)) - len(words)
    last, number, lines = cue.start, -labels, []
    for row in tokens:
        parts = []
        for token in row:
            inline = ""
            word = words[number] if number >= 0 else None
            if word and (number or labels) and word.timed and last < word.start < cue.end:
                inline, last = f"<{stamp(word.start, '.')}>", word.start
            parts.append(inline + vtt_text(token))
            number += 1
        lines.append(" ".join(parts))
    return "\n".join(lines)
