"""The HMM for English: the only module that knows pocketsphinx.

It takes a chunk of sound and a lattice, a row of slots each with alternatives, and says which
alternative is spoken and where each word begins and ends. The wheel carries its acoustic model
(US English, trained on people) and dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from editor.alignment.letter_sounds import sounds, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

FRAME_MS = 10
_CENTRE_MS = 7.5
"""A frame's window of 25.6 ms begins at its time: the edge between two lies that much later."""


_HUMS = {
    "mm": ("AH M", "M", "EH M", "HH M"),
    "mmm": ("AH M", "M", "EH M"),
    "hmm": ("HH AH M", "HH M", "M", "HH IH M"),
    "hm": ("HH AH M", "HH M", "M", "HH IH M"),
    "mhm": ("AH M HH AH M", "M HH M", "AH HH AH"),
    "uh": ("AH", "AH HH", "ER"),
    "huh": ("HH AH", "HH AH HH"),
    "um": ("AH M", "AH"),
    "er": ("ER", "AH"),
}
"""How people hum, which no dictionary says."""
_BEAM = 1e-60
"""Wider than the usual 1e-48: costs a tenth more time, and hardly a chunk fails."""


class Word(NamedTuple):
    """A written word as the HMM needs it: every way it may be read, as spoken words."""

    readings: tuple[tuple[str, ...], ...]


class Option(NamedTuple):
    """One alternative of a slot: words in a row (none for silence), and its prior probability."""

    words: tuple[Word, ...]
    prior: float = 1.0


Slot: TypeAlias = tuple[Option, ...]
"""Alternatives, exactly one of which is spoken."""


class Timed(NamedTuple):
    """Where a word begins and ends, in ms from the start of the chunk."""

    start: float
    end: float


class Chosen(NamedTuple):
    """The alternative of a slot that is spoken, and where its words are."""

    option: int
    words: tuple[Timed, ...]


class _Segment(NamedTuple):
    name: str
    first: int
    last: int


class Aligner:
    """A decoder with its dictionary. Not for use by two threads at once."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder: Any = Decoder(
            lm=None,
            loglevel="FATAL",
            lw=1.0,
            wip=1.0,
            silprob=0.1,
            fillprob=1e-10,
            beam=_BEAM,
            pbeam=_BEAM,
            wbeam=1e-40,
        )
        self._known: dict[str, str] = {}

    def align(self, samples: np.ndarray, slots: Sequence[Slot]) -> list[Chosen] | None:
        """Find the slots in 16 kHz int16 samples; None when the HMM cannot finish."""
        if not len(samples):
            return None
        grammar = _Grammar(self._name)
        for slot in slots:
            grammar.add(slot)
        decoder = self._decoder
        decoder.add_fsg("chunk", decoder.create_fsg("chunk", 0, grammar.last, grammar.arcs))
        decoder.activate_search("chunk")
        # Otherwise the feature extractor remembers the chunk before, and times depend on it.
        decoder.reinit_feat()
        decoder.start_utt()
        decoder.process_raw(samples.tobytes(), full_utt=True)
        decoder.end_utt()
        found = [
            _Segment(seg.word.split("(")[0], seg.start_frame, seg.end_frame)
            for seg in decoder.seg() or ()
            if seg.word[0] not in "<["  # Silence and noises are no words.
        ]
        return grammar.read(found)

    def _name(self, word: str) -> str:
        """The dictionary's entry for a spoken word; made by rule where there is none."""
        if word not in self._known:
            self._known[word] = self._enter(word)
        return self._known[word]

    def _enter(self, word: str) -> str:
        if len(word) == 1 and word not in "ai":
            return self._add(f"{word}_letter", spelled(word) or sounds(word) or "AH")
        if word in _HUMS:
            return self._add(word + "_hum", *_HUMS[word])
        if word.isascii() and self._decoder.lookup_word(word):
            return word
        name = "".join(c for c in word if c.isalnum() and c.isascii()) or f"u{ord(word[0]):x}"
        return self._add(f"{name}_rule", sounds(word) or "AH")

    def _add(self, name: str, *ways: str) -> str:
        for number, phones in enumerate(ways, 1):
            entry = name if number == 1 else f"{name}({number})"
            if self._decoder.lookup_word(entry) is None:
                self._decoder.add_word(entry, phones, False)
        return name


class _Grammar:
    """The finite-state grammar of a row of slots."""

    def __init__(self, name: Any) -> None:
        self.arcs: list[tuple[Any, ...]] = []
        self.last = 0
        self._name = name
        self._slots: list[list[list[list[tuple[str, ...]]]]] = []
        self._free = 0

    def add(self, slot: Slot) -> None:
        """Append a slot. State numbers grow; the slot runs from the last state to a new one."""
        start, self._free = self.last, self._free + 1
        end = self._free
        names: list[list[list[tuple[str, ...]]]] = []
        for option in slot:
            words = [
                [
                    tuple(self._name(part) for part in reading)
                    for reading in word.readings
                    if reading
                ]
                for word in option.words
            ]
            names.append(words)
            self._path(start, end, [readings for readings in words if readings], option.prior)
        self._slots.append(names)
        self.last = end

    def _path(self, start: int, end: int, words: list[list[tuple[str, ...]]], prior: float) -> None:
        if not words:
            self.arcs.append((start, end, prior))
            return
        at = start
        for index, readings in enumerate(words):
            target = end if index == len(words) - 1 else self._new()
            for reading in readings:
                self._chain(at, target, reading, prior if index == 0 else 1.0)
            at = target

    def _chain(self, start: int, end: int, names: tuple[str, ...], prior: float) -> None:
        at = start
        for index, name in enumerate(names):
            target = end if index == len(names) - 1 else self._new()
            self.arcs.append((at, target, prior if index == 0 else 1.0, name))
            at = target

    def _new(self) -> int:
        self._free += 1
        return self._free

    def read(self, found: list[_Segment]) -> list[Chosen] | None:
        """Assign the words found to the slots; None when they do not go through the grammar."""
        # From the end backwards: which positions of `found` can finish the slots from k on.
        reach: list[set[int]] = [set() for _ in self._slots] + [{len(found)}]
        for k in range(len(self._slots) - 1, -1, -1):
            for at in range(len(found) + 1):
                if any(
                    stop in reach[k + 1]
                    for option in self._slots[k]
                    for stop, _ in _parses(option, found, at)
                ):
                    reach[k].add(at)
        if 0 not in reach[0]:
            return None
        out: list[Chosen] = []
        at = 0
        for k, options in enumerate(self._slots):
            at, chosen = next(
                (stop, Chosen(number, words))
                for number, option in enumerate(options)
                for stop, words in _parses(option, found, at)
                if stop in reach[k + 1]
            )
            out.append(chosen)
        return out


def _parses(
    option: list[list[tuple[str, ...]]], found: list[_Segment], at: int
) -> list[tuple[int, tuple[Timed, ...]]]:
    """Every way to read the words of an alternative from position `at` on."""
    states: list[tuple[int, tuple[Timed, ...]]] = [(at, ())]
    for readings in option:
        following: list[tuple[int, tuple[Timed, ...]]] = []
        for stop, words in states:
            if not readings:  # Pure punctuation: nothing is said.
                edge = found[stop - 1].last + 1 if stop else 0
                following.append((stop, (*words, _timed(edge, edge))))
            for reading in readings:
                part = found[stop : stop + len(reading)]
                if tuple(segment.name for segment in part) == reading:
                    timed = _timed(part[0].first, part[-1].last + 1)
                    following.append((stop + len(reading), (*words, timed)))
        states = following
    return states


def _timed(first: int, stop: int) -> Timed:
    return Timed(first * FRAME_MS + _CENTRE_MS, stop * FRAME_MS + _CENTRE_MS)
