"""A document for another edit of its episode, from the sound of the two and from what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.aligner import AlignmentError
from editor.alignment.audio import open_sound
from editor.alignment.other_cut import LEAST_REMOVED_MS, compare
from editor.alignment.retimed import retime_document
from editor.alignment.text_anchors import TextAnchors, anchor_by_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editor.alignment.other_cut import CutMap
    from editor.alignment.retimed import Retimed
    from editor.alignment.text_anchors import ByText, Hearing
    from editor.media.entry import EpisodeAudio
    from editor.transcript.document import Transcript

RELATED = 0.05
"""If no larger share of the sound is in the other file, it is another episode."""

NOT_LOOKED_FOR = "Passages with other sound were not looked for by their words:"
"""Begins a sentence that says why."""


class OtherEpisodeError(Exception):
    """The other file is no edit of the same episode; the message is one sentence."""


class OtherEdit(NamedTuple):
    """What was found: where the sound went, and the document that belongs to the new one.

    Attributes:
        mapping: What the sound of both has told.
        made: The document.
        passages: What has other sound and was aligned by its text.
        note: Why nothing was looked for by text although it was asked for, as one sentence, or "".
    """

    mapping: CutMap
    made: Retimed
    passages: tuple[ByText, ...] = ()
    note: str = ""

    @property
    def removed(self) -> list[tuple[int, int]]:
        """Stretches (ms) of the old sound that the new one has in no form."""
        return _without(self.mapping.removed, [passage.old for passage in self.passages])

    @property
    def inserted(self) -> list[tuple[int, int]]:
        """Stretches (ms) of the new sound that the old one has in no form."""
        return _without(self.mapping.inserted, [passage.new for passage in self.passages])


def _without(
    spans: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    left = list(spans)
    for start, end in taken:
        parts = [(a, min(b, start)) for a, b in left] + [(max(a, end), b) for a, b in left]
        left = sorted({part for part in parts if part[1] - part[0] >= LEAST_REMOVED_MS})
    return left


def retime(
    document: Transcript,
    old: EpisodeAudio,
    new: EpisodeAudio,
    *,
    keep_lost: bool = False,
    progress: Callable[[int, int], None] | None = None,
    hearing: Hearing | None = None,
    listening: Callable[[int, int], None] | None = None,
) -> OtherEdit:
    """Move a document to another edit of its episode.

    Args:
        document: With times of the old sound.
        old: The sound that it belongs to.
        new: The other edit.
        keep_lost: Whether words that were cut out stay in the text, as not spoken.
        progress: Told (steps done, in all); what it raises ends the work.
        hearing: What looks for words whose sound is another now; None leaves them out.
        listening: Told (ms done, in all) of that; what it raises ends the work.

    Raises:
        OtherEpisodeError: The two have next to no sound in common.
    """
    mapping = compare(open_sound(old.speech), open_sound(new.speech), progress)
    if mapping.shared < RELATED:
        raise OtherEpisodeError(
            f"{new.info.path.name} does not sound like {old.info.path.name}: check that it is "
            "another edit of the same episode."
        )
    anchors, note = TextAnchors(), ""
    if hearing:
        try:
            anchors = anchor_by_text(document, mapping, new.speech, hearing, listening)
        except AlignmentError as error:
            note = f"{NOT_LOOKED_FOR} {error}"
    made = retime_document(document, mapping, keep_lost=keep_lost, by_text=anchors.times)
    return OtherEdit(mapping, made, anchors.passages, note)
