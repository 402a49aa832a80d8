"""What the user does to a caption, as patches of the document.

Every function takes the captions as the user sees them, which must have been made from the
document as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from editor.formats.cue_costs import fits
from editor.formats.cue_times import FLASH
from editor.formats.errors import FormatError
from editor.formats.exceptions import ADS, SPEAKERS
from editor.transcript.cue_exceptions import change_cues
from editor.transcript.document import CueChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.formats.cues import Captions, Cue
    from editor.formats.profile import Profile
    from editor.transcript.document import CueException, Place, Transcript
    from editor.transcript.patch import Patch


class CueEditError(FormatError):
    """A caption cannot be changed so; the message says why in one sentence."""


def cue_at(cues: Sequence[Cue], place: Place) -> int | None:
    """The index of the cue that shows a word, or of the last one before it; None if none does."""
    index = bisect_right(cues, place, key=lambda cue: cue.first) - 1
    return index if index >= 0 else None


def break_here(document: Transcript, captions: Captions, place: Place) -> Patch:
    """Begin a caption with a word; where one begins by the user's will, take that back.

    Raises:
        CueEditError: A caption begins there anyhow, or the word is not shown.
    """
    cue = captions.cues[_cue_of(captions, place)]
    if cue.first != place:
        return change_cues(document, "Break caption", add=[(CueChange.BREAK, place, 0)])
    made = _at(captions, place, CueChange.BREAK)
    if not made:
        raise CueEditError("A caption begins with this word already.")
    return change_cues(document, "Take caption break back", drop=made)


def join_next(document: Transcript, captions: Captions, index: int, profile: Profile) -> Patch:
    """Make a caption and the next one a single one.

    Where the two begin and end is held fast, so that the joint does not move what is around it.

    Raises:
        CueEditError: There is no next one, somebody else speaks it, or both do not fit into one.
    """
    cues = captions.cues
    if index + 1 >= len(cues):
        raise CueEditError("There is no caption after this one.")
    left, right = cues[index : index + 2]
    for differ, why in ((left.speaker != right.speaker, SPEAKERS), (left.ad != right.ad, ADS)):
        if differ:
            raise CueEditError(f"These captions cannot be joined: {why}.")
    if not fits(f"{left.text} {right.text}".split(), profile):
        lines = "one line" if profile.lines == 1 else f"{profile.lines} lines"
        raise CueEditError(
            f"These captions cannot be joined: they do not fit into {lines} of "
            f"{profile.line_length} characters."
        )
    ends = [cue.first for cue in (left, *cues[index + 2 : index + 3]) if cue.first.word]
    return change_cues(
        document,
        "Join captions",
        add=[
            (CueChange.JOIN, right.first, 0),
            *((CueChange.BREAK, place, 0) for place in ends),
        ],
        drop=_at(captions, left.last, CueChange.END),
    )


def line_break(document: Transcript, captions: Captions, place: Place) -> Patch:
    """Begin the second line of a caption with a word; there already, take that back.

    Raises:
        CueEditError: The caption begins with this word, or the word is not shown.
    """
    cue = captions.cues[_cue_of(captions, place)]
    if cue.first == place:
        raise CueEditError(
            "The caption begins with this word: choose the word that its second line begins with."
        )
    made = _at(captions, place, CueChange.LINE)
    if made:
        return change_cues(document, "Take line break back", drop=made)
    others = _in_cue(captions, cue, CueChange.LINE)
    return change_cues(document, "Break line", add=[(CueChange.LINE, place, 0)], drop=others)


def shift_start(document: Transcript, captions: Captions, index: int, by_ms: int) -> Patch:
    """Move the start of a caption.

    Raises:
        CueEditError: There is no room.
    """
    cues = captions.cues
    low = cues[index - 1].start + FLASH if index else 0
    wanted = _between(low, cues[index].start, by_ms, cues[index].end - FLASH)
    offset = wanted - captions.spoken[index][0]
    added = (CueChange.START, cues[index].first, offset)
    return change_cues(document, "Shift caption start", add=[added])


def shift_end(document: Transcript, captions: Captions, index: int, by_ms: int) -> Patch:
    """Move the end of a caption.

    Raises:
        CueEditError: There is no room.
    """
    cues = captions.cues
    high = cues[index + 1].start if index + 1 < len(cues) else cues[index].end + abs(by_ms)
    wanted = _between(cues[index].start + FLASH, cues[index].end, by_ms, high)
    offset = wanted - captions.spoken[index][1]
    added = (CueChange.END, cues[index].last, offset)
    return change_cues(document, "Shift caption end", add=[added])


def reset_cue(document: Transcript, captions: Captions, index: int) -> Patch:
    """Take back everything that was changed about a caption by hand.

    Raises:
        CueEditError: Nothing was.
    """
    made = _in_cue(captions, captions.cues[index])
    if not made:
        raise CueEditError("Nothing about this caption was changed by hand.")
    return change_cues(document, "Caption as computed", drop=made)


def remove_changes(document: Transcript, changes: Iterable[CueException]) -> Patch:
    """Take changes back, such as those whose words are gone."""
    return change_cues(document, "Remove changes of captions", drop=changes)


def _cue_of(captions: Captions, place: Place) -> int:
    index = cue_at(captions.cues, place)
    if index is None or captions.cues[index].last < place:
        raise CueEditError("This word is not shown in the captions.")
    return index


def _between(low: int, now: int, by_ms: int, high: int) -> int:
    wanted = max(low, min(now + by_ms, high))
    if (wanted - now) * by_ms <= 0:
        raise CueEditError("There is no room to move it further.")
    return wanted


def _at(captions: Captions, place: Place, kind: CueChange) -> list[CueException]:
    return [
        change.exception
        for change in captions.by_hand
        if change.place == place and change.exception.kind is kind
    ]


def _in_cue(captions: Captions, cue: Cue, kind: CueChange | None = None) -> list[CueException]:
    return [
        change.exception
        for change in captions.by_hand
        if change.place is not None
        and cue.first <= change.place <= cue.last
        and kind in (None, change.exception.kind)
    ]
