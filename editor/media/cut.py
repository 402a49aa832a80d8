"""Audio out: an episode without its ad reads, and short clips.

pydub cuts, fades and joins; it is given pieces of at most ten seconds, because it holds what it
works on in memory several times over. For the same reason the result goes to FFmpeg (the program
that `imageio-ffmpeg` carries) through a pipe, and not through `AudioSegment.export`, which keeps
all of it in memory and writes it to the temporary folder once more: three hours are 2 GB.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from editor.media import errors
from editor.media.encode import open_encoder
from editor.media.pcm import HEADER_BYTES, Form, read_wav_header

with warnings.catch_warnings():
    # It looks for an ffmpeg on the search path, which we do not use, and its source has
    # escapes that newer Pythons complain about.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_PIECE_S = 10
_WIDTH = 2  # bytes of an int16 sample


def write_without(
    playback: Path,
    spans: Sequence[tuple[int, int]],
    dest: Path,
    crossfade_ms: int = 10,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the sound without the given spans.

    What is left is exactly as long as the kept parts together, so that captions can be shifted by
    the lengths of the spans: a crossfade borrows half its length from the removed sound on each
    side instead of shortening the result.

    Args:
        playback: The playback copy of an `EpisodeAudio`.
        spans: (start, end) in ms; they may overlap and reach beyond the sound.
        dest: The file to write; its suffix says the format (see `editor.media.encode.FORMATS`).
            It is replaced only when all is written.
        crossfade_ms: Length of the crossfade at each cut, in ms; 0 for none.
        progress: Told (ms written, ms in all).
        cancelled: Asked every ten seconds of sound; True stops.

    Raises:
        MediaCancelledError: `cancelled` said so.
        MediaError: The copy cannot be read, nothing would be left, or `dest` cannot be written.
    """
    with _open_wav(playback) as wav:
        kept = _kept(spans, wav)
        if not kept:
            raise errors.MediaError(
                f"Nothing would be left in {dest.name}: all of the sound is marked for removal."
            )
        pieces = _pieces(wav, kept, crossfade_ms)
        _write(pieces, wav, dest, sum(b - a for a, b in kept), progress, cancelled)


def write_clip(playback: Path, start_ms: int, end_ms: int, dest: Path) -> None:
    """Write the sound from `start_ms` to `end_ms`, cut to the sample.

    Args:
        playback: The playback copy of an `EpisodeAudio`.
        start_ms: Where the clip begins; values before zero mean zero.
        end_ms: Where it ends; values beyond the sound mean its end.
        dest: The file to write; its suffix says the format.

    Raises:
        MediaError: The copy cannot be read, the clip is empty, or `dest` cannot be written.
    """
    with _open_wav(playback) as wav:
        begin, end = wav.frame_at(start_ms), wav.frame_at(end_ms)
        if end <= begin:
            raise errors.MediaError(
                f"The clip {dest.name} would be empty: select some sound inside the episode."
            )
        _write(_bodies(wav, begin, end), wav, dest, end - begin)


@dataclass(frozen=True)
class _Wav:
    """An open playback copy."""

    path: Path
    file: BinaryIO
    form: Form
    frames: int

    def __enter__(self) -> _Wav:
        return self

    def __exit__(self, *exc: object) -> None:
        self.file.close()

    def frame_at(self, ms: int) -> int:
        """The frame at a time, inside the sound."""
        return max(0, min(self.frames, round(ms * self.form.rate / 1000)))

    def segment(self, begin: int, end: int) -> AudioSegment:
        """The frames from `begin` to `end`; only for short stretches.

        Raises:
            MediaError: They cannot be read.
        """
        size = _WIDTH * self.form.channels
        try:
            self.file.seek(HEADER_BYTES + begin * size)
            data = self.file.read((end - begin) * size)
        except OSError as error:
            raise errors.cannot_read(self.path, error) from error
        return AudioSegment(
            data, sample_width=_WIDTH, frame_rate=self.form.rate, channels=self.form.channels
        )


def _open_wav(path: Path) -> _Wav:
    try:
        file = path.open("rb")
        facts = read_wav_header(file.read(HEADER_BYTES))
    except OSError as error:
        raise errors.cannot_read(path, error) from error
    if facts is None:
        file.close()
        raise errors.MediaError(
            f"The decoded sound {path} is damaged: close the episode and open it again."
        )
    size, rate, channels = facts
    return _Wav(path, file, Form(rate, channels), size // (_WIDTH * channels))


def _kept(spans: Sequence[tuple[int, int]], wav: _Wav) -> list[tuple[int, int]]:
    """What the spans leave, as (first, last + 1) frames, in order."""
    kept, at = [], 0
    for start, end in sorted(spans):
        begin, stop = wav.frame_at(start), wav.frame_at(end)
        if stop <= begin:
            continue
        if begin > at:
            kept.append((at, begin))
        at = max(at, stop)
    if at < wav.frames:
        kept.append((at, wav.frames))
    return kept


def _pieces(wav: _Wav, kept: list[tuple[int, int]], crossfade_ms: int) -> Iterator[AudioSegment]:
    """The kept parts with soft joins, in pieces whose frames add up exactly."""
    soft = _soft_frames(wav, kept, crossfade_ms)
    yield _faded_in(wav.segment(kept[0][0], kept[0][0] + soft[0]))
    for index, (begin, end) in enumerate(kept):
        after = soft[index + 1]
        yield from _bodies(wav, begin + soft[index], end - after)
        if index + 1 < len(kept):
            following = kept[index + 1][0]
            tail = wav.segment(end - after, end + after)
            yield _joined(tail, wav.segment(following - after, following + after))
    yield _faded_out(wav.segment(kept[-1][1] - soft[-1], kept[-1][1]))


def _soft_frames(wav: _Wav, kept: list[tuple[int, int]], crossfade_ms: int) -> list[int]:
    """Frames that a fade takes of each side, at the beginning, at every join and at the end.

    None where the sound begins or ends as it did before, and none under a millisecond, which is
    as fine as pydub reckons.
    """
    room = [(end - begin) // 2 for begin, end in kept]
    joins = [min(pair) for pair in pairwise(room)]
    first = room[0] if kept[0][0] > 0 else 0
    last = room[-1] if kept[-1][1] < wav.frames else 0
    wish, least = crossfade_ms * wav.form.rate // 2000, wav.form.rate // 1000
    halves = (min(wish, half) for half in (first, *joins, last))
    return [half if half >= least else 0 for half in halves]


def _bodies(wav: _Wav, begin: int, end: int) -> Iterator[AudioSegment]:
    """Frames from `begin` to `end` as they are."""
    step = _PIECE_S * wav.form.rate
    for at in range(begin, end, step):
        yield wav.segment(at, min(end, at + step))


def _faded_in(segment: AudioSegment) -> AudioSegment:
    return _as_long_as(segment, segment.fade_in(len(segment))) if len(segment) else segment


def _faded_out(segment: AudioSegment) -> AudioSegment:
    return _as_long_as(segment, segment.fade_out(len(segment))) if len(segment) else segment


def _joined(tail: AudioSegment, head: AudioSegment) -> AudioSegment:
    """Two equally long stretches, faded from the one into the other."""
    return _as_long_as(tail, tail.append(head, crossfade=len(tail))) if len(tail) else tail


def _as_long_as(model: AudioSegment, segment: AudioSegment) -> AudioSegment:
    """The segment with exactly the model's frames: pydub reckons in whole milliseconds."""
    wanted = len(model.raw_data)
    data = segment.raw_data[:wanted]
    return model._spawn(data + model.raw_data[len(data) :])


def _write(
    pieces: Iterator[AudioSegment],
    wav: _Wav,
    dest: Path,
    total: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    done, rate = 0, wav.form.rate
    with open_encoder(dest, wav.form) as write:
        for piece in pieces:
            if cancelled and cancelled():
                raise errors.MediaCancelledError(f"Writing {dest.name} was stopped.")
            write(piece.raw_data)
            done += int(piece.frame_count())
            if progress:
                progress(done * 1000 // rate, total * 1000 // rate)
