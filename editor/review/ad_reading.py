"""Sentences of the whole episode, and which of them are ad reads in the best reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.review.spelling import key
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from editor.review.ad_cues import Sound
    from editor.transcript.words import Word

LONGEST_SENTENCE = 40
"""Words. Where nobody has set full stops, a sentence ends at a pause, or after so many words."""
PAUSE_MS = 700
BEGIN, END = -2.5, -1.0
"""Log odds that an ad begins, and that one ends, before any sentence."""
HINT = 1.6
"""What a break before, a pause or a new turn add to the log odds of beginning or ending there."""
PART_OF_NAME = 5
"""Letters from which a word with a capital letter counts as part of a name."""
RUN = 3
"""Words of a run by which a text is known again."""
IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one turn: its place, its sound, and the runs of its words.

    `folded` is its text folded, `capitals` are its longer words with a capital letter, folded too.
    """

    turn: int
    start: int
    stop: int
    text: str
    sound: Sound
    runs: frozenset[str]
    marked: bool
    after_pause: bool
    folded: str
    capitals: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.stop - self.start


def sentence_spans(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The sentences of a turn as (first word, behind the last)."""

    def pause_after(at: int) -> bool:
        this, following = words[at], words[at + 1]
        return this.timed and following.timed and following.start - this.end >= PAUSE_MS

    return spans_of([word.text for word in words], pause_after)


def spans_of(texts: Sequence[str], pause_after: Callable[[int], bool]) -> list[tuple[int, int]]:
    """The same of words as texts; `pause_after` says after which of them nobody speaks."""
    spans, start = [], 0
    for at, text in enumerate(texts):
        length, more = at + 1 - start, at + 1 < len(texts)
        too_long = length >= LONGEST_SENTENCE
        if (
            not more
            or ends_sentence(text)
            or too_long
            or (length > LONGEST_SENTENCE // 4 and pause_after(at))
        ):
            spans.append((start, at + 1))
            start = at + 1
    return spans


def folded(texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Words as one folded text, and the longer ones with a capital letter."""
    keys = [key(text) for text in texts]
    capitals = tuple(
        part
        for text, part in zip(texts, keys, strict=True)
        if len(part) >= PART_OF_NAME and text.lstrip("\"'“‘(")[:1].isupper()
    )
    return " ".join(keys), capitals


def runs_of(texts: Sequence[str]) -> frozenset[str]:
    """Every run of `RUN` words, folded: by them a text is known again when a few words change."""
    keys = [folded for text in texts if (folded := key(text))]
    return frozenset(" ".join(keys[at : at + RUN]) for at in range(len(keys) - RUN + 1))


def stretches(
    sentences: Sequence[Sentence], scores: Sequence[float]
) -> Iterator[tuple[int, int, float]]:
    """The ads in the best reading: (first sentence, behind the last, log odds)."""
    labels = _labels(sentences, scores)
    start = None
    for at in range(len(labels) + 1):
        inside = at < len(labels) and labels[at]
        if start is not None and (not inside or _begins_another(sentences, start, at)):
            edges = BEGIN + END + _hint_before(sentences, start)
            yield start, at, sum(scores[start:at]) + edges
            start = None
        if inside and start is None:
            start = at


def _labels(sentences: Sequence[Sentence], scores: Sequence[float]) -> list[bool]:
    """Whether each sentence is in an ad, in the best reading of all of them."""
    talk, ad = 0.0, IMPOSSIBLE
    begins: list[bool] = []
    ends: list[bool] = []
    for at, sentence in enumerate(sentences):
        begin = talk + BEGIN + _hint_before(sentences, at)
        end = ad + END + _hint_before(sentences, at, ending=True)
        begins.append(begin > ad)
        ends.append(end > talk)
        talk, ad = max(talk, end), max(begin, ad) + scores[at]
        ad = IMPOSSIBLE if sentence.marked else ad
    labels = [False] * len(sentences)
    inside = ad + END > talk
    for at in range(len(sentences) - 1, -1, -1):
        labels[at] = inside
        inside = (not begins[at]) if inside else ends[at]
    return labels


def _begins_another(sentences: Sequence[Sentence], start: int, at: int) -> bool:
    """Whether another ad follows the one from `start` on, right before sentence `at`."""
    sound = sentences[at].sound
    before = {key(sentence.sound.sponsor) for sentence in sentences[start:at]} - {""}
    hosts = {sentence.sound.host for sentence in sentences[start:at]} - {""}
    return sound.opens and bool(before | hosts) and key(sound.sponsor) not in before


def _hint_before(sentences: Sequence[Sentence], at: int, *, ending: bool = False) -> float:
    """What the place before a sentence adds to an ad's beginning or ending there."""
    this = sentences[at].sound
    hint = 0.5 * HINT if sentences[at].after_pause or at == 0 else 0.0
    if ending:
        return hint + (3 * HINT if this.closes else 0.0)
    before = sentences[at - 1].sound if at else None
    return hint + HINT * this.opens + HINT * bool(before and before.pauses)
