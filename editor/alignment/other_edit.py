"""A document for another edit of its episode, from the sound of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.audio import open_sound
from editor.alignment.other_cut import compare
from editor.alignment.retimed import retime_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.alignment.other_cut import CutMap
    from editor.alignment.retimed import Retimed
    from editor.media.entry import EpisodeAudio
    from editor.transcript.document import Transcript

RELATED = 0.05
"""If no larger share of the sound is in the other file, it is another episode."""


class OtherEpisodeError(Exception):
    """The other file is no edit of the same episode; the message is one sentence."""


class OtherEdit(NamedTuple):
    """What was found: where the sound went, and the document that belongs to the new one."""

    mapping: CutMap
    made: Retimed


def retime(
    document: Transcript,
    old: EpisodeAudio,
    new: EpisodeAudio,
    *,
    keep_lost: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> OtherEdit:
    """Move a document to another edit of its episode.

    Args:
        document: With times of the old sound.
        old: The sound that it belongs to.
        new: The other edit.
        keep_lost: Whether words that were cut out stay in the text, as not spoken.
        progress: Told (steps done, in all); what it raises ends the work.

    Raises:
        OtherEpisodeError: The two have next to no sound in common.
    """
    mapping = compare(open_sound(old.speech), open_sound(new.speech), progress)
    if mapping.shared < RELATED:
        raise OtherEpisodeError(
            f"{new.info.path.name} does not sound like {old.info.path.name}: check that it is "
            "another edit of the same episode."
        )
    return OtherEdit(mapping, retime_document(document, mapping, keep_lost=keep_lost))
