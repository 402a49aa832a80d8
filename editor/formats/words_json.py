"""The words of a document as data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from editor.formats.cue_options import CueOptions, Wording
from editor.formats.strip import shown_of
from editor.transcript.words import to_seconds

if TYPE_CHECKING:
    from editor.transcript.document import Transcript


def words_json(document: Transcript, options: CueOptions | None = None) -> list[dict[str, Any]]:
    """One entry per word in text order.

    `start` and `end` are seconds, or None without times; `confidence` is 0-1; `timing` is hand,
    measured, estimated or none; `status` is matched, text_without_sound, uncertain or unknown;
    `aside` says that the word is a filler or a false start. Of `options` only the wording counts.
    """
    wording = options.wording if options else Wording.VERBATIM
    names = {row.id: row.name for row in document.speakers}
    return [
        {
            "text": word.text,
            "start": to_seconds(word.start) if word.timed else None,
            "end": to_seconds(word.end) if word.timed else None,
            "speaker": names.get(turn.speaker) if turn.speaker is not None else None,
            "timing": word.timing.name.lower(),
            "confidence": word.confidence / 100,
            "status": word.match.value,
            **({"aside": True} if word.aside else {}),
        }
        for turn in document.turns
        for _, word in shown_of(turn, CueOptions(wording=wording))
    ]
