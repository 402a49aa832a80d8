"""The episode as a file of sound: with its chapters, and without its ad reads if they are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from editor.formats.ad_free import write_ad_free
from editor.formats.chapters import whole_show, write_ffmetadata
from editor.formats.cue_options import AdPolicy
from editor.media.cut import write_without
from editor.media.tags import write_tagged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.formats.export import ExportOptions
    from editor.media.entry import EpisodeAudio
    from editor.transcript.document import Transcript


def write_episode(
    document: Transcript,
    audio: EpisodeAudio,
    dest: Path,
    options: ExportOptions,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the episode's sound with its tags and the user's chapters.

    With the ad policy "cut" it is the sound that belongs to captions of that policy. Otherwise
    nothing is left out, and a file of the episode's own format keeps its sound untouched.

    Args:
        document: Where the ad reads are.
        audio: The episode.
        dest: The file to write; its suffix says the format. MP3 gets chapters as ID3 CHAP.
        options: Ad policy, chapters on the timeline of the document, and title.
        progress: Told (ms written, ms in all).
        cancelled: Asked every ten seconds of sound; True stops.

    Raises:
        MediaError: It cannot be read or written, or nothing would be left.
    """
    source, length = audio.info.path, audio.info.duration_ms
    if options.ads is AdPolicy.CUT:
        write_ad_free(
            document, audio.playback, dest, source=source, chapters=options.chapters,
            title=options.title, duration_ms=length, progress=progress, cancelled=cancelled,
        )  # fmt: skip
        return
    rows = whole_show(options.chapters, options.title) if options.chapters else ()
    meta = write_ffmetadata(rows, length) if rows else None
    if dest.suffix.lower() == source.suffix.lower():
        write_tagged(source, dest, chapters=meta)
        return
    part = dest.with_name(f".{dest.stem}-{uuid4().hex[:8]}{dest.suffix}")
    try:
        write_without(audio.playback, (), part, progress=progress, cancelled=cancelled)
        write_tagged(part, dest, tags_from=source, chapters=meta)
    finally:
        part.unlink(missing_ok=True)
