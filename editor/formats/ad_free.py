"""The episode without its ad reads, as sound: in step with captions of the ad policy "cut"."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from editor.formats.chapters import moved, whole_show, write_ffmetadata
from editor.media.cut import write_without
from editor.media.errors import MediaCancelledError, MediaError
from editor.media.tags import write_tagged
from editor.transcript.cut import Shift, cut_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from editor.formats.chapters import Chapter
    from editor.transcript.document import Transcript


def write_ad_free(
    document: Transcript,
    playback: Path,
    dest: Path,
    *,
    source: Path | None = None,
    chapters: Sequence[Chapter] = (),
    title: str = "",
    duration_ms: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the sound without the ad reads, with the tags of the original.

    Args:
        document: Where the ad reads are.
        playback: The playback copy of the episode (see `editor.media.episode`).
        dest: The file to write; its suffix says the format.
        source: The episode's own file, for its tags and cover; None for none.
        chapters: The user's chapters, on the timeline of the document.
        title: The episode's title.
        duration_ms: How long the episode is, for the last chapter.
        progress: Told (ms written, ms in all).
        cancelled: Asked every ten seconds of sound; True stops.

    Raises:
        MediaError: It cannot be read or written, or nothing would be left.
    """
    spans = cut_spans(document)
    shift = Shift(spans)
    part = dest.with_name(f".{dest.stem}-{uuid4().hex[:8]}{dest.suffix}")
    try:
        write_without(playback, spans, part, progress=progress, cancelled=cancelled)
        rows = moved(chapters, shift)
        meta = None
        if rows:
            meta = write_ffmetadata(whole_show(rows, title), shift(duration_ms))
        if cancelled and cancelled():
            raise MediaCancelledError(f"Writing {dest.name} was stopped.")
        write_tagged(part, dest, tags_from=source, chapters=meta)
    except MediaCancelledError:
        raise
    except MediaError as error:  # the user knows nothing of the file beside
        raise MediaError(str(error).replace(part.name, dest.name)) from error
    finally:
        part.unlink(missing_ok=True)
