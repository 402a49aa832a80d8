"""What a file says about itself, without decoding it all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from editor.media.frames import Damage, frames
from editor.media.source import Source, open_source

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class AudioInfo:
    """An episode file.

    Attributes:
        path: The file.
        duration_ms: How long it plays, in ms. From `probe` it is what the file states, or a guess
            from its size (MP3 without a header, raw AAC; 0 if there is nothing to go by); from
            `editor.media.episode.prepare` it is what was decoded.
        sample_rate: Samples per second.
        channels: How many channels.
        codec: FFmpeg's name of the codec ("mp3", "aac", "pcm_s16le").
        container: FFmpeg's name of the container ("mp3", "mov", "ogg").
        has_video: Whether there are moving pictures; cover art does not count.
        title: The title in the tags, or "".
    """

    path: Path
    duration_ms: int
    sample_rate: int
    channels: int
    codec: str
    container: str
    has_video: bool
    title: str


def probe(path: Path) -> AudioInfo:
    """Look at a file and decode its first frame, so that what cannot be played fails here.

    Raises:
        MediaError: The file cannot be read, or holds no sound.
    """
    with open_source(path) as source:
        for _ in islice(frames(source, Damage()), 1):
            return info_of(source)
    raise AssertionError("frames() yields or raises")


def info_of(source: Source) -> AudioInfo:
    """The description of an open file; call it after decoding a frame.

    Some codecs (HE-AAC) know their rate and channels only then.
    """
    context = source.stream.codec_context
    tags = {**source.stream.metadata, **source.container.metadata}
    title = next((text for key, text in tags.items() if key.lower() == "title"), "")
    return AudioInfo(
        path=source.path,
        duration_ms=source.stated_ms,
        sample_rate=context.sample_rate,
        channels=context.layout.nb_channels,
        codec=context.codec.canonical_name,
        container=source.container.format.name.split(",")[0],
        has_video=source.has_video,
        title=" ".join(title.split()),
    )
