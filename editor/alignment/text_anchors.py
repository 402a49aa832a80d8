"""Words that another edit has with other sound, found there by what is said.

Where a passage was recorded again, processed otherwise or laid over other music, comparing sound
finds nothing. Between two stretches that both edits have, the aligner then listens to the new
sound, and to no more of it, and looks there for the words that the old one has in that place.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editor.alignment.aligner import (
    WITHOUT_SOUND,
    AlignRequest,
    Done,
    Progress,
    WordTimes,
)
from editor.alignment.child import events_of_all
from editor.alignment.other_cut import Piece
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from editor.alignment.aligner import Event, WordTime
    from editor.alignment.models.resolve import ModelFolder
    from editor.alignment.other_cut import CutMap
    from editor.transcript.document import Place, Transcript

    Listen: TypeAlias = Callable[[Sequence[AlignRequest]], Generator[Event, None, None]]

CONTEXT_MS = 2_000
"""So much around a passage is listened to with it: the words there hold the others in place."""
MARGIN_MS = 100
"""So much sound around the outermost words."""
LEAST_MS = 150
"""In a shorter stretch nobody can have said a word."""
FEW, SHORT_MS = 3, 2_000
"""Fewer words are cut off at an edit, rather than spoken anew, unless the new stretch is short."""
MOST_UNHEARD = 3
"""So many words in a row may not be heard within a passage that is there."""
ENOUGH = 0.5
"""The share of the words of a passage that must be heard as written."""
LEAST_HEARD = 5
"""So many words must be heard where not all of a passage is there: some words are in any text."""
FAR_MS = 1_000
"""A word that was not heard is not looked for further away from those that were."""
EDGE_MS = 1_500
"""What is left over around a passage is its pause, if it is no longer."""


class Hearing(NamedTuple):
    """What listens: attributes as in `AlignRequest`."""

    model: Path
    heads: tuple[tuple[int, int], ...] = ()
    shift_ms: int = 0
    language: str | None = None
    prompt: str = ""


def hearing_of(model: ModelFolder, language: str, prompt: str = "") -> Hearing:
    """A model, for text in a language that it may know or not."""
    entry = model.entry
    if entry is None:
        return Hearing(model.path, language=language or None, prompt=prompt)
    spoken = (language or None) if entry.multilingual else "en"
    return Hearing(model.path, entry.alignment_heads, entry.shift_ms, spoken, prompt)


class ByText(NamedTuple):
    """A passage found by its words: where it was and where it is, as (start, end) in ms."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True)
class TextAnchors:
    """What was found.

    Attributes:
        times: The words that are there, with their times in the new sound.
        passages: Where they are, in order.
    """

    times: dict[Place, WordTime] = field(default_factory=dict)
    passages: tuple[ByText, ...] = ()


class _Gap(NamedTuple):
    """Two stretches in the same place of both edits that have not the same sound.

    Attributes:
        old: From where to where in the old sound, in ms.
        new: The same in the new one.
        places: The words of the old one and of its surroundings, in the order of the text.
        inside: Which of these are between the stretches that both edits have.
        listen: What of the new sound to listen to.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    places: tuple[Place, ...]
    inside: tuple[int, ...]
    listen: tuple[int, int]


def anchor_by_text(
    document: Transcript,
    mapping: CutMap,
    sound: Path,
    hearing: Hearing,
    progress: Callable[[int, int], None] | None = None,
    listen: Listen = events_of_all,
) -> TextAnchors:
    """Find words in the stretches of the new sound in which comparing sound found nothing.

    Args:
        document: With times of the old sound.
        mapping: What the sound of both has told.
        sound: The new sound: WAV file, 16 kHz mono int16.
        hearing: The model.
        progress: Told (ms of sound done, in all); what it raises ends the work.
        listen: Does the jobs.

    Raises:
        AlignmentError: The aligner cannot do it.
    """
    gaps = _gaps(document, mapping)
    if not gaps:
        return TextAnchors()
    requests = [
        _request(number, document, gap, sound, hearing) for number, gap in enumerate(gaps, 1)
    ]
    with closing(listen(requests)) as events:
        found = _collect(events, gaps, progress or (lambda done, total: None))
    times: dict[Place, WordTime] = {}
    passages: list[ByText] = []
    for gap, of_gap in zip(gaps, found, strict=True):
        for run in trusted([_is_heard(of_gap.get(k)) for k in gap.inside]):
            there = _near({k: of_gap[k] for k in (gap.inside[n] for n in run) if k in of_gap})
            times |= {gap.places[k]: time for k, time in there.items()}
            passages.append(_passage(document, gap, run, there))
    return TextAnchors(times, tuple(passages))


def trusted(heard: Sequence[bool]) -> list[range]:
    """The runs of words that are there, of words that were heard as written or not.

    Words are in any text, and some of the old ones are heard in sound that is another altogether;
    so a run counts if enough of it was heard, and either all are in it or many were heard.
    """
    groups: list[list[int]] = []
    for k in (k for k, there in enumerate(heard) if there):
        if groups and k - groups[-1][-1] <= MOST_UNHEARD + 1:
            groups[-1].append(k)
        else:
            groups.append([k])
    runs = []
    for group in groups:
        first = 0 if group[0] <= MOST_UNHEARD else group[0]
        stop = group[-1] + 1 if len(heard) - group[-1] - 1 > MOST_UNHEARD else len(heard)
        all_there = stop - first == len(heard)
        if len(group) >= ENOUGH * (stop - first) and (all_there or len(group) >= LEAST_HEARD):
            runs.append(range(first, stop))
    return runs


def _near(found: dict[int, WordTime]) -> dict[int, WordTime]:
    """Without the times of unheard words at either end that lie in other sound altogether."""
    heard = [time for time in found.values() if _is_heard(time)]
    low = min(time.start for time in heard if time.start is not None) - FAR_MS
    high = max(time.end for time in heard if time.end is not None) + FAR_MS
    return {
        k: time if time.start is None or low <= time.start <= high else WITHOUT_SOUND
        for k, time in found.items()
    }


def _is_heard(time: WordTime | None) -> bool:
    return time is not None and time.start is not None and time.match is Match.MATCHED


def _gaps(document: Transcript, mapping: CutMap) -> list[_Gap]:
    """Where to listen, in order."""
    begin = Piece(0, 0, 0)
    end = Piece(mapping.old_length, mapping.old_length, mapping.new_length - mapping.old_length)
    pieces = (begin, *mapping.pieces, end)
    timed = [(place, w.start, w.end) for place, w in document.places() if w.timed]
    gaps = []
    for before, after in pairwise(pieces):
        low, high = before.end, after.start
        new = (low + before.shift, high + after.shift)
        if high <= low or new[1] - new[0] < LEAST_MS:
            continue
        reach = max(before.start, low - CONTEXT_MS), min(after.end, high + CONTEXT_MS)
        near = [row for row in timed if reach[0] <= (row[1] + row[2]) // 2 <= reach[1]]
        inside = tuple(k for k, row in enumerate(near) if low < (row[1] + row[2]) // 2 < high)
        if inside and (len(inside) >= FEW or new[1] - new[0] <= SHORT_MS):
            starts = [s + before.shift for _, s, e in near if (s + e) // 2 <= low]
            ends = [e + after.shift for _, s, e in near if (s + e) // 2 >= high]
            listen = (
                max(0, min([new[0], *starts]) - MARGIN_MS),
                min(mapping.new_length, max([new[1], *ends]) + MARGIN_MS),
            )
            gaps.append(_Gap((low, high), new, tuple(row[0] for row in near), inside, listen))
    return gaps


def _request(
    number: int, document: Transcript, gap: _Gap, sound: Path, hearing: Hearing
) -> AlignRequest:
    words = tuple(document.turns[place.turn].words[place.word].text for place in gap.places)
    return AlignRequest(
        number, sound.absolute(), hearing.model.absolute(), words, hearing.heads, hearing.shift_ms,
        hearing.language, *gap.listen, prompt=hearing.prompt,
    )  # fmt: skip


def _collect(
    events: Generator[Event, None, None],
    gaps: Sequence[_Gap],
    progress: Callable[[int, int], None],
) -> list[dict[int, WordTime]]:
    """What was found out about the words of each gap, by number."""
    found: list[dict[int, WordTime]] = [{} for _ in gaps]
    lengths = [gap.listen[1] - gap.listen[0] for gap in gaps]
    for event in events:
        match event:
            case WordTimes():
                found[event.job - 1] |= dict(enumerate(event.times, event.first))
            case Progress():
                progress(sum(lengths[: event.job - 1]) + event.position, sum(lengths))
            case Done():
                progress(sum(lengths[: event.job]), sum(lengths))
            case _:
                pass
    return found


def _passage(document: Transcript, gap: _Gap, run: range, found: dict[int, WordTime]) -> ByText:
    """Where a run of words was and is, with the pauses that are left over around it."""
    places = [gap.places[gap.inside[n]] for n in run]
    words = [document.turns[place.turn].words[place.word] for place in places]
    old = min(word.start for word in words), max(word.end for word in words)
    new = (
        min(time.start for time in found.values() if time.start is not None),
        max(time.end for time in found.values() if time.end is not None),
    )
    return ByText(_widened(old, gap.old), _widened(new, gap.new))


def _widened(span: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    start = within[0] if span[0] - within[0] <= EDGE_MS else span[0]
    end = within[1] if within[1] - span[1] <= EDGE_MS else span[1]
    return start, end
