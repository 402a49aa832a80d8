"""What is still open before an episode is finished, each with the place to go to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.document import AdKind, Place
from editor.transcript.timeline import time_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editor.commands.desk import Desk
    from editor.formats.cues import Captions
    from editor.review.doubts import Doubt
    from editor.review.queue import ReviewQueue
    from editor.transcript.document import Transcript
    from editor.transcript.words import Word

SHORTEST_UNHEARD_MS = 2_000
"""Less than this, not heard, is no part of an episode: playing begins and ends beside words."""
JOINED_MS = 3_000
"""Two unheard parts with less than this between them are one."""
LONGEST_QUOTED = 48
"""Characters of the text that an item quotes."""


class Open(Enum):
    """Why something is not finished."""

    DOUBT = "Open doubts"
    UNLABELLED = "Turns without speaker"
    UNREVIEWED = "Turns not reviewed"
    UNHEARD = "Parts not heard"
    CAPTION = "Captions over a limit"
    AD = "Ad reads without sponsor"


@dataclass(frozen=True)
class OpenItem:
    """One thing to do.

    Attributes:
        kind: What sort of thing.
        place: The word to go to.
        moment: When it is heard, in ms; None without times.
        text: What it is about.
        length: For a part not heard, how long it is, in ms.
    """

    kind: Open
    place: Place
    moment: int | None
    text: str
    length: int = 0


def open_items(
    document: Transcript,
    heard: Iterable[tuple[int, int]],
    review: ReviewQueue,
    captions: Captions | None,
) -> dict[Open, list[OpenItem]]:
    """Everything that is open, by sort, each in the order of the text; nothing for what is done.

    Args:
        document: The episode.
        heard: The parts that have been listened to, (start, end) in ms, in order.
        review: The doubts.
        captions: Made of this document; None where that was not done.
    """
    found = {
        Open.DOUBT: list(_doubts(document, review)),
        Open.UNLABELLED: list(_turns(document, Open.UNLABELLED)),
        Open.UNREVIEWED: list(_turns(document, Open.UNREVIEWED)),
        Open.UNHEARD: list(_unheard(document, tuple(heard))),
        Open.CAPTION: list(_captions(document, captions)) if captions else [],
        Open.AD: list(_ads(document)),
    }
    return {kind: items for kind, items in found.items() if items}


def summary(found: dict[Open, list[OpenItem]]) -> str:
    """What is open in a sentence; "" if nothing is."""
    parts = []
    for kind, items in found.items():
        count = len(items)
        one, many = _COUNTED[kind]
        if kind is Open.UNHEARD:
            minutes = sum(item.length for item in items) / 60_000
            parts.append(f"{minutes:.0f} min not heard" if minutes >= 1 else "a little not heard")
        else:
            parts.append(f"{count:,} {one if count == 1 else many}")
    return f"Still open: {', '.join(parts)}." if parts else ""


_COUNTED = {
    Open.DOUBT: ("doubt", "doubts"),
    Open.UNLABELLED: ("turn without speaker", "turns without speaker"),
    Open.UNREVIEWED: ("turn not reviewed", "turns not reviewed"),
    Open.UNHEARD: ("", ""),
    Open.CAPTION: ("caption over a limit", "captions over a limit"),
    Open.AD: ("ad read without sponsor", "ad reads without sponsor"),
}


def _doubts(document: Transcript, review: ReviewQueue) -> Iterator[OpenItem]:
    for doubt in review.shown:
        spot = review.place_of(doubt)
        if spot is not None:
            last = max(0, len(document.turns[spot[0]].words) - 1)
            place = Place(spot[0], min(spot[1], last))
            yield OpenItem(Open.DOUBT, place, time_near(document, place), _about(doubt))


def _about(doubt: Doubt) -> str:
    from editor.commands.review import sentence

    return sentence(doubt)


def _turns(document: Transcript, kind: Open) -> Iterator[OpenItem]:
    """Turns that nobody is named for, or that nobody has marked as reviewed.

    Where no turn at all is marked, the marks are not used, and nobody misses them.
    """
    if kind is Open.UNREVIEWED and not any(turn.reviewed for turn in document.turns):
        return
    for index, turn in enumerate(document.turns):
        missing = turn.speaker is None if kind is Open.UNLABELLED else not turn.reviewed
        if missing and turn.words:
            yield OpenItem(kind, Place(index, 0), turn.start, _quoted(turn.words))


def _unheard(document: Transcript, heard: tuple[tuple[int, int], ...]) -> Iterator[OpenItem]:
    """Stretches of words that were never played, however the turns are cut."""
    missed = [
        (place, word)
        for place, word in _in_time(document)
        if not _is_heard(heard, (word.start + word.end) // 2)
    ]
    if not missed:
        return
    breaks = [
        at
        for at, (before, after) in enumerate(pairwise(missed), 1)
        if after[1].start - before[1].end > JOINED_MS
    ]
    for first, last in zip([0, *breaks], [*breaks, len(missed)], strict=True):
        part = missed[first:last]
        place, start = part[0][0], part[0][1].start
        length = max(word.end for _, word in part) - start
        if length >= SHORTEST_UNHEARD_MS:
            text = _quoted([word for _, word in part])
            yield OpenItem(Open.UNHEARD, place, start, text, length)


def _in_time(document: Transcript) -> list[tuple[Place, Word]]:
    """The words that have times, in the order in which they are heard."""
    timed = [
        (Place(index, at), word)
        for index, turn in enumerate(document.turns)
        for at, word in enumerate(turn.words)
        if word.timing
    ]
    timed.sort(key=lambda row: row[1].start)
    return timed


def _is_heard(heard: Sequence[tuple[int, int]], moment: int) -> bool:
    at = bisect_right(heard, (moment, moment)) - 1
    return any(start <= moment <= end for start, end in heard[max(0, at) : at + 2])


def _captions(document: Transcript, captions: Captions) -> Iterator[OpenItem]:
    from editor.formats.exceptions import NO_EFFECT

    messages: dict[int, list[str]] = {}
    for problem in captions.problems:
        if problem.kind != NO_EFFECT and problem.cue < len(captions.cues):
            messages.setdefault(problem.cue, []).append(problem.message)
    for number in sorted(messages):
        cue = captions.cues[number]
        yield OpenItem(Open.CAPTION, cue.first, cue.start, " ".join(messages[number]))


def _ads(document: Transcript) -> Iterator[OpenItem]:
    """A house promo has no sponsor; every other ad read has."""
    for span in document.ad_spans:
        if not span.ad.sponsor.strip() and span.ad.kind is not AdKind.HOUSE:
            moment = time_near(document, span.first)
            words = document.turns[span.first.turn].words[span.first.word :]
            text = f"{span.ad.kind.value}: {_quoted(words)}"
            yield OpenItem(Open.AD, span.first, moment, text)


def _quoted(words: Sequence[Word]) -> str:
    text = ""
    for word in words:
        text = f"{text} {word.text}" if text else word.text
        if len(text) > LONGEST_QUOTED:
            return f"{text[: LONGEST_QUOTED - 1]}…"
    return text


def show(desk: Desk) -> None:
    """Show what is open, and the figures of the work."""
    desk.panels.show_finish()


FINISH = (
    Command("review.finish", "What is still open", show, has_episode, "Review", separated=True,
            help="A checklist before exporting, and figures of your work; Enter goes to a place."),
)  # fmt: skip
"""The commands for finishing an episode."""
