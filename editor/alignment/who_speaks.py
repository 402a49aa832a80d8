"""Who speaks the turns that nobody is named for, judged by the turns that somebody is named for.

The producer names a few turns; their sound makes a model of each voice (`editor.alignment.voices`).
Every other turn is compared with all of them. A turn that changes its voice in the middle is found
by the cheapest path through its words, in which every change of voice has its price.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from editor.alignment.aligner import AlignmentError
from editor.alignment.audio import Span
from editor.alignment.voice_findings import SURE, VoiceChange, VoiceFindings, VoiceProposal
from editor.alignment.voices import NO_FRAMES, STEP_MS, Sums, Voice, cepstra, shared_covariance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from editor.alignment.audio import Sound
    from editor.transcript.document import SpeakerId, Transcript, Turn

_LEAST_LABELLED = 150
"""Frames (1.5 s of speech) from which a voice can be known at all."""
_STRETCH_MS = 20_000
"""So much sound is looked at at once."""
_GAIN = 2.0
_HALF_MS = 400
"""Speech of this length counts half of what the same difference counts in a long turn."""
_TEMPER = 14.0
"""Frames follow each other closely: so many count as one."""
_CHANGE = 9.0
"""The price of a change of voice inside a turn, in tempered nats."""
_LEARNED_FROM = 0.5
"""Turns without a speaker are learned from if their voice is at least so certain (0-1)."""
_BOTH_SURE = 0.9
"""A change of voice is told only if both sides are this certain (0-1)."""
_SHORTEST_MS = 700
"""A voice inside a turn speaks at least this long."""


@dataclass(frozen=True)
class _TurnFrames:
    """The frames of a turn in which somebody speaks: float16, and the word each belongs to."""

    turn: Turn
    frames: np.ndarray
    words: np.ndarray
    sums: Sums


def who_speaks(
    document: Transcript,
    sound: Sound,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> VoiceFindings:
    """Compare all turns that have times with the voices of those that have a speaker.

    A turn that is named is compared with the voices as the other turns make them. Turns that are
    marked as reviewed are only learned from. Memory: 4 kB for each second of speech, so 40 MB for
    three hours.

    Args:
        document: Speakers and word times.
        sound: The episode.
        progress: Called with the number of turns done and their number.
        cancelled: Asked between two turns.

    Raises:
        AlignmentError: Fewer than two speakers are named for long enough.
    """
    heard: list[_TurnFrames] = []
    for index, turn in enumerate(document.turns):
        if cancelled():
            return VoiceFindings((), ())
        heard.append(_frames_of(turn, sound))
        progress(index + 1, len(document.turns))
    voices = _Voices(heard)
    proposals, changes = [], []
    for one in heard:
        if cancelled():
            return VoiceFindings((), ())
        if not one.sums.count or one.turn.reviewed:
            continue
        likelihoods = voices.likelihoods(one)
        proposal = _proposal(one.turn, voices.ids, likelihoods)
        found = _changes(one, voices.ids, likelihoods)
        changes += found
        # A turn with two voices has no one speaker until it is split.
        if proposal and not found:
            proposals.append(proposal)
    return VoiceFindings(tuple(proposals), tuple(changes))


def _frames_of(turn: Turn, sound: Sound) -> _TurnFrames:
    frames, owners = [], []
    timed = [(index, word) for index, word in enumerate(turn.words) if word.timed]
    at = 0
    while at < len(timed):
        stop = at + 1
        while stop < len(timed) and timed[stop][1].end - timed[at][1].start <= _STRETCH_MS:
            stop += 1
        part, owner = _stretch(timed[at:stop], sound)
        frames.append(part)
        owners.append(owner)
        at = stop
    found = np.concatenate(frames) if frames else np.zeros((0, len(NO_FRAMES.total)), np.float16)
    words = np.concatenate(owners) if owners else np.zeros(0, np.int32)
    return _TurnFrames(turn, found, words, Sums.of(found))


def _stretch(timed: Sequence[tuple[int, object]], sound: Sound) -> tuple[np.ndarray, np.ndarray]:
    """The frames of neighbouring words that are speech, and the word of each."""
    words = [word for _, word in timed]
    start, end = words[0].start, min(words[-1].end, words[0].start + _STRETCH_MS)  # type: ignore[attr-defined]
    samples = sound.window(Span(start, end))
    nothing = np.zeros((0, len(NO_FRAMES.total)), np.float16), np.zeros(0, np.int32)
    if len(samples) == 0:
        return nothing
    found, loud = cepstra(samples)
    owner = np.full(len(found), -1, np.int32)
    for index, word in timed:
        first = (word.start - start) // STEP_MS  # type: ignore[attr-defined]
        owner[first : max(first + 1, (word.end - start) // STEP_MS)] = index  # type: ignore[attr-defined]
    kept = loud & (owner >= 0)
    return found[kept].astype(np.float16), owner[kept]


class _Voices:
    """The voices of the speakers that are named for long enough.

    Attributes:
        ids: Their speakers, in the order of all arrays.
    """

    def __init__(self, heard: Sequence[_TurnFrames]) -> None:
        sums: dict[SpeakerId, Sums] = defaultdict(lambda: NO_FRAMES)
        for one in heard:
            if one.turn.speaker is not None and one.sums.count:
                sums[one.turn.speaker] += one.sums
        self._sums: Mapping[SpeakerId, Sums] = {
            speaker: found for speaker, found in sums.items() if found.count >= _LEAST_LABELLED
        }
        if len(self._sums) < 2:
            raise AlignmentError(
                "Name the speakers of a few turns first: two speakers at least, each for a few "
                "seconds of speech that has its times."
            )
        self.ids = tuple(self._sums)
        self._model()
        self._adapt(heard)

    def _model(self) -> None:
        self._shared = shared_covariance(list(self._sums.values()))
        self._all = [Voice.of(found, self._shared) for found in self._sums.values()]

    def _adapt(self, heard: Sequence[_TurnFrames]) -> None:
        """Learn once from the turns that nobody is named for, as far as their voice is clear.

        Music and rooms that the named turns did not have become part of the voices so; more
        rounds were no better, and can run away.
        """
        sums = dict(self._sums)
        for one in heard:
            if one.turn.speaker is None and one.sums.count:
                sure = certainties(self.likelihoods(one))
                best = int(sure.argmax())
                if sure[best] >= _LEARNED_FROM:
                    speaker = self.ids[best]
                    sums[speaker] += one.sums.scaled(float(sure[best]))
        self._sums = sums
        self._model()

    def likelihoods(self, one: _TurnFrames) -> np.ndarray:
        """The log likelihood of each frame under each voice: (frames, voices)."""
        voices = list(self._all)
        speaker = one.turn.speaker
        if speaker in self._sums and speaker is not None:
            rest = self._sums[speaker] - one.sums
            if rest.count < _LEAST_LABELLED:
                # Nothing else is known of this voice, so nothing can be said about its turn.
                rest = self._sums[speaker]
            voices[self.ids.index(speaker)] = Voice.of(rest, self._shared)
        return np.stack([voice.likelihood(one.frames) for voice in voices], axis=1)


def _proposal(
    turn: Turn, ids: Sequence[SpeakerId], likelihoods: np.ndarray
) -> VoiceProposal | None:
    sure = certainties(likelihoods)
    best = int(sure.argmax())
    confidence = min(99, int(100 * sure[best]))
    if turn.speaker == ids[best] or (turn.speaker is not None and confidence < SURE):
        return None
    return VoiceProposal(turn.id, ids[best], confidence, turn.speaker)


def certainties(likelihoods: np.ndarray) -> np.ndarray:
    """How sure each voice is, 0-1, together 1, from the log likelihoods (frames, voices).

    The mean difference per frame decides; a short turn counts less, and a long one cannot make a
    small difference into a certainty, since a voice is never quite what it was in other turns.
    """
    count = len(likelihoods) * STEP_MS
    weight = _GAIN * count / (count + _HALF_MS)
    scores = likelihoods.mean(axis=0) * weight
    likely = np.exp(scores - scores.max())
    return np.asarray(likely / likely.sum())


def _changes(
    one: _TurnFrames, ids: Sequence[SpeakerId], likelihoods: np.ndarray
) -> list[VoiceChange]:
    """Where a turn changes its voice: the best path through its words."""
    owners, starts = np.unique(one.words, return_index=True)
    by_word = np.add.reduceat(likelihoods, starts, axis=0) / _TEMPER
    lengths = np.diff([*starts, len(one.words)]) * STEP_MS
    path = _best_path(by_word)
    runs = _runs(path, lengths)
    if len(runs) < 2 or min(length for *_, length in runs) < _SHORTEST_MS:
        return []
    edges = [*starts, len(likelihoods)]
    sure = [
        certainties(likelihoods[edges[first] : edges[stop]])[path[first]] for first, stop, _ in runs
    ]
    # Music and noise come and go inside a turn, too: both sides must be sure of their voice.
    if min(sure) < _BOTH_SURE:
        return []
    return [
        VoiceChange(
            one.turn.id, int(owners[first]), ids[path[first]], min(99, int(100 * min(pair)))
        )
        for (first, *_), pair in zip(runs[1:], pairwise(sure), strict=True)
    ]


def _best_path(by_word: np.ndarray) -> list[int]:
    """The voice of each word, with the price of every change taken off."""
    best, back = by_word[0], []
    for row in by_word[1:]:
        changed = int(best.argmax())
        stays = best >= best[changed] - _CHANGE
        back.append(np.where(stays, np.arange(len(best)), changed))
        best = np.where(stays, best, best[changed] - _CHANGE) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def _runs(path: Sequence[int], lengths: np.ndarray) -> list[tuple[int, int, int]]:
    """First word, the word behind the last, and ms of speech of each stretch with one voice."""
    edges = [0, *(k for k in range(1, len(path)) if path[k] != path[k - 1]), len(path)]
    return [(a, b, int(lengths[a:b].sum())) for a, b in pairwise(edges)]
