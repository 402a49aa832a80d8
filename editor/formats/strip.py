"""The transcript as one strip of shown tokens: words, speaker labels and ad notices, with times."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from editor.formats.cue_options import (
    AdPolicy,
    LabelStyle,
    Unspoken,
    Wording,
    ad_notice,
    speaker_label,
)
from editor.formats.timed_text import CUE_START_CONFIDENCE
from editor.formats.word_times import times_of
from editor.transcript.asides import without_asides
from editor.transcript.document import Place
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.formats.cue_options import CueOptions
    from editor.transcript.document import SpeakerId, Transcript, Turn
    from editor.transcript.words import AdId, Word


@dataclass
class Strip:
    """Parallel lists, one row per shown token. Times in ms.

    Attributes:
        texts: What is shown.
        places: The word's place; for a label, the place of the word after it.
        label: Whether the token is a label or a notice, no word.
        starts: When it is spoken; never decreasing.
        ends: When it has been spoken.
        forced: Whether a cue must begin here.
        joined: Whether no cue may begin here, because the user joined two.
        speakers: Who says it.
        ads: The ad read it belongs to.
        cells: For words of an imported caption that is still as it was, the index of its first
            token; else -1. Such a caption stays one cue if it fits.
    """

    texts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    label: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forced: list[bool] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)
    speakers: list[SpeakerId | None] = field(default_factory=list)
    ads: list[AdId | None] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


def strip_of(document: Transcript, options: CueOptions, silence_ms: int) -> Strip:
    """Lay out what is to be shown. A cue must begin at a turn, an ad's edge and after a silence."""
    shown = shown_words(document, options)
    places = [place for place, _ in shown]
    words = [word for _, word in shown]
    times = times_of(words, [place.turn for place in places])
    cells = _cells(document, places)
    labels = _labels(document, places, words, options)
    strip = Strip()
    for at, (place, word) in enumerate(shown):
        forced = at == 0 or (
            place.turn != places[at - 1].turn
            or word.ad != words[at - 1].ad
            or times.starts[at] - _heard_until(document, places, times.ends, at) > silence_ms
            or _skips_ad(document, places[at - 1], place)
            or cells[at] != cells[at - 1]
        )
        tokens = labels.get(at, "").split()
        for token in tokens:
            start = times.starts[at]
            _add(strip, document, place, word, token, (start, start), forced, cells[at], True)
            forced = False
        span = (times.starts[at], times.ends[at])
        _add(strip, document, place, word, word.text, span, forced, cells[at], False)
    return strip


def _add(
    strip: Strip,
    document: Transcript,
    place: Place,
    word: Word,
    text: str,
    span: tuple[int, int],
    forced: bool,
    cell: int,
    label: bool,
) -> None:
    strip.texts.append(text)
    strip.places.append(place)
    strip.label.append(label)
    strip.starts.append(span[0])
    strip.ends.append(span[1])
    strip.forced.append(forced)
    strip.joined.append(False)
    strip.speakers.append(document.turns[place.turn].speaker)
    strip.ads.append(word.ad)
    strip.cells.append(cell)


def shown_words(document: Transcript, options: CueOptions) -> list[tuple[Place, Word]]:
    """The words that are shown, with their places, written as they are without the others."""
    return [
        (Place(index, at), word)
        for index, turn in enumerate(document.turns)
        for at, word in shown_of(turn, options)
    ]


def shown_of(turn: Turn, options: CueOptions) -> list[tuple[int, Word]]:
    """The words of a turn that are shown, with their indices."""
    rows: Iterable[tuple[int, Word]] = enumerate(turn.words)
    if options.wording is Wording.CLEAN and any(word.aside for word in turn.words):
        rows = without_asides(turn.words).items()
    return [(at, word) for at, word in rows if is_shown(word, options)]


def is_shown(word: Word, options: CueOptions) -> bool:
    """Whether a word is shown at all. (What else "cut" means is done before, see `export`.)"""
    if options.ads in (AdPolicy.OMIT, AdPolicy.CUT) and word.ad is not None:
        return False
    return options.unspoken is Unspoken.KEEP or word.match is not Match.NO_SOUND


def _skips_ad(document: Transcript, before: Place, after: Place) -> bool:
    """Whether words of an ad read were left out between two words of one turn."""
    between = document.turns[after.turn].words[before.word + 1 : after.word]
    return before.turn == after.turn and any(word.ad is not None for word in between)


def _heard_until(document: Transcript, places: list[Place], ends: list[int], at: int) -> int:
    """When somebody was heard last before a word: a filler that is left out is no silence."""
    before, here = places[at - 1], places[at]
    between = document.turns[here.turn].words[before.word + 1 : here.word]
    said = [word.end for word in between if word.aside and word.timed]
    return max(ends[at - 1], *said) if before.turn == here.turn and said else ends[at - 1]


def _cells(document: Transcript, places: list[Place]) -> list[int]:
    """For each word shown a number of its imported caption that no other has, or -1.

    An imported caption marks its first word (see `timed_text.interpolate`). It is as it was while
    the estimated times of its words follow each other without a gap, inside one turn.
    """
    cells: list[int] = []
    for at, place in enumerate(places):
        words = document.turns[place.turn].words
        first = places[at - 1].word + 1 if at and places[at - 1].turn == place.turn else place.word
        # A filler that is left out is part of its caption, and may have been the caption's first.
        while first < place.word and not words[first].aside:
            first += 1
        run = words[first : place.word + 1]
        cell = -1
        if any(_begins_cell(word) for word in run):
            cell = at
        elif at and first and places[at - 1] == (place.turn, first - 1):
            whole = words[first - 1 : place.word + 1]
            cell = cells[-1] if all(_goes_on(*pair) for pair in pairwise(whole)) else -1
        cells.append(cell)
    return cells


def _begins_cell(word: Word) -> bool:
    return word.timing is Timing.ESTIMATED and word.confidence == CUE_START_CONFIDENCE


def _goes_on(before: Word, word: Word) -> bool:
    return word.timing is Timing.ESTIMATED and before.end == word.start


def _labels(
    document: Transcript, places: list[Place], words: list[Word], options: CueOptions
) -> dict[int, str]:
    """From a word's index to what is shown before it."""
    labels: dict[int, str] = {}
    names = {row.id: row.name for row in document.speakers}
    sponsors = {row.id: row.sponsor for row in document.ads}
    speaker, ad = None, None
    for at, (place, word) in enumerate(zip(places, words, strict=True)):
        parts = []
        if word.ad != ad and word.ad is not None and options.ads is AdPolicy.LABEL:
            parts.append(ad_notice(sponsors.get(word.ad, "")))
        now = document.turns[place.turn].speaker
        if now != speaker and now is not None and options.labels is not LabelStyle.NONE:
            parts.append(speaker_label(names.get(now, ""), options.labels))
        speaker, ad = now, word.ad
        if any(parts):
            labels[at] = " ".join(parts)
    return labels
