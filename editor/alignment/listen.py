"""The recognition pass: what is said, window by window, with rough times.

Whisper drops passages now and then, mostly fast exchanges of short turns. So wherever the voice
detector hears speech and the text has no word, that stretch is heard again by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.audio import Span
from editor.alignment.normalise import spoken
from editor.alignment.scripts import characters, is_spaceless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.audio import Sound
    from editor.alignment.whisper import Encoded, Engine, Recognised

MISSED_MS = 900
"""Speech that long without a word is heard again."""
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)|[♪♫]+|\*[^*]*\*")
# A model in a loop repeats itself more often than people do.
_LOOP = re.compile(r"(.{1,7}?)\1{8,}|(.{8,60}?)\2{3,}", re.DOTALL)


class Rough(NamedTuple):
    """A heard word with a rough time.

    Attributes:
        text: The word as the model wrote it.
        start: Where it begins, in ms, give or take 200.
        end: Where it ends.
        probability: The model's own, 0..1.
        window: Index of the window it was heard in.
    """

    text: str
    start: int
    end: int
    probability: float
    window: int


@dataclass(frozen=True)
class Listener:
    """Hears windows of a sound.

    Attributes:
        engine: The speech model.
        sound: The audio.
        speech: Where the voice detector hears somebody, in order.
        prompt: Names to expect.
    """

    engine: Engine
    sound: Sound
    speech: Sequence[Span]
    prompt: str = ""

    def hear(self, windows: Sequence[Span], first: int) -> list[tuple[Encoded, list[Rough]]]:
        """The words of each window; `first` is the index of the first one."""
        encoded = self.engine.encode([self.sound.floats(window) for window in windows])
        found = self.engine.recognise(encoded, self.prompt)
        out: list[tuple[Encoded, list[Rough]]] = []
        for k, window in enumerate(windows):
            words = self._words(found[k], encoded[k], window, first + k)
            words = self._again(words, window, first + k)
            out.append((encoded[k], words))
        return out

    def _words(self, found: Recognised, encoded: Encoded, window: Span, index: int) -> list[Rough]:
        texts = believable(found)
        if not texts:
            return []
        groups = [self.engine.pieces(_spaced(text)) for text in texts]
        tokens = [token for group in groups for token in group]
        forced = self.engine.force(encoded, tokens)
        words: list[Rough] = []
        at = 0
        for text, group in zip(texts, groups, strict=True):
            start = window.start + int(forced.starts[at])
            end = window.start + int(forced.starts[at + len(group)])
            likely = float(forced.probabilities[at : at + len(group)].mean())
            words.append(Rough(text, start, max(end, start), likely, index))
            at += len(group)
        return words

    def _again(self, words: list[Rough], window: Span, index: int) -> list[Rough]:
        """Hear what was missed: each stretch of speech without words by itself."""
        capped = [_capped(word) for word in words]
        for stretch in missed(capped, self.speech, window):
            encoded = self.engine.encode([self.sound.floats(stretch)])
            found = self.engine.recognise(encoded)[0]
            more = self._words(found, encoded[0], stretch, index)
            capped = sorted([*capped, *map(_capped, more)], key=lambda word: word.start)
        return capped


def _spaced(text: str) -> str:
    return text if is_spaceless(text[0]) else " " + text


def believable(found: Recognised) -> list[str]:
    """The words of a recognition that are speech: no sound labels, loops or inventions."""
    if found.no_speech > 0.6 and found.log_probability < -0.7:
        return []
    text = _LOOP.sub(r"\1\2", _BRACKETS.sub(" ", found.text))
    words: list[str] = []
    for token in text.split():
        if any(is_spaceless(c) for c in token):
            words.extend(characters(token))
        else:
            words.append(token)
    return [word for word in words if spoken(word)]


def longest_said(text: str) -> int:
    """The longest time, in ms, that one believes a word to take."""
    return 350 + 110 * sum(len(part) for part in spoken(text))


def _capped(word: Rough) -> Rough:
    # Attention gives a word all the time until the next one: a pause, or a missed passage.
    return word._replace(end=min(word.end, word.start + longest_said(word.text)))


def missed(words: Sequence[Rough], speech: Sequence[Span], window: Span) -> list[Span]:
    """Stretches of a window where somebody speaks and no word lies."""
    out: list[Span] = []
    edges = [(word.start, word.end) for word in words]
    gaps = zip(
        [window.start, *(end for _, end in edges)],
        [*(start for start, _ in edges), window.end],
        strict=True,
    )
    for start, end in gaps:
        gap = Span(start, end)
        inside = [Span(max(s.start, start), min(s.end, end)) for s in speech if s.overlap(gap)]
        if sum(span.length for span in inside) >= MISSED_MS:
            low, high = inside[0].start - 150, inside[-1].end + 150
            out.append(Span(max(window.start, low), min(window.end, high)))
    return out
