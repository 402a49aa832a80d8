"""An episode made ready for work: decoded once, for the aligner, the player and the waveform."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from editor.media import errors
from editor.media.cache import PART_SUFFIX, touch
from editor.media.decode import SPEECH_RATE
from editor.media.entry import PEAKS, PLAYBACK, SPEECH, EpisodeAudio, load_entry, save_entry
from editor.media.fingerprint import fingerprint
from editor.media.frames import Damage, frames
from editor.media.pcm import Converter, Form, WavFullError, WavWriter
from editor.media.peaks import PeakBuilder, Peaks, save_peaks
from editor.media.probe import info_of
from editor.media.source import Source, open_source

if TYPE_CHECKING:
    from editor.media.pcm import Samples

__all__ = ["EpisodeAudio", "Form", "Progress", "playback_form", "prepare"]

Progress = Callable[[int, int], None]
"""Told (ms done, ms in all); the total is an estimate until the end."""

# Above this the copy gives up its second channel, then half its rate: 2 GiB are 3 h 06 min of
# 48 kHz stereo or 6 h 12 min of mono. It is as much as a laptop's disk should give to one episode,
# and every reader of WAV takes it; 4 GiB is where the format ends.
_PLAYBACK_GOAL = 2 * 2**30
_TOP_RATE = 48_000
# The sound of the last part of a broken file is missed from this much on.
_SHORTER_MS = 2_000


def prepare(
    path: Path,
    cache: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_peaks: Callable[[Peaks], None] | None = None,
) -> EpisodeAudio:
    """Decode an episode into the cache in one pass, or find it there.

    The work is done in a folder of its own that is renamed when all is complete, so another
    window, a crash or a full disk never leaves a half-written episode behind.

    Args:
        path: The episode's file.
        cache: The folder of episodes (`editor.media.cache.audio_cache_folder`).
        progress: Told about the work, about once per second of sound.
        cancelled: Asked as often; True stops the work.
        on_peaks: Given the waveform so far, as often; a peak that was given stays as it is.

    Raises:
        MediaCancelledError: `cancelled` said so.
        MediaError: The file cannot be decoded, or the cache cannot be written.
    """
    name = fingerprint(path)
    folder = cache / name
    ready = load_entry(path, folder)
    if ready is None:
        watch = _Watch(path, progress, cancelled, on_peaks)
        with _writing(folder), _part(folder) as part:
            _decode(path, part, watch)
            _move(path, part, folder)
        ready = load_entry(path, folder)
        if ready is None:
            raise errors.MediaError(
                f"The decoded sound of {path.name} in {cache} was changed by another program: "
                "open the file again."
            )
    touch(folder)
    if on_peaks:
        on_peaks(ready.peaks)
    if progress:
        progress(ready.info.duration_ms, ready.info.duration_ms)
    return ready


def playback_form(rate: int, channels: int, duration_ms: int) -> Form:
    """The best form of the playback copy that keeps its size within reason.

    Sound that cannot be heard is dropped first (above 48 kHz, more than two channels), then, for
    very long episodes only, the second channel and then the rate.
    """
    forms = _forms(rate, channels)
    fitting = (f for f in forms if f.bytes_per_second * duration_ms // 1000 <= _PLAYBACK_GOAL)
    return next(fitting, forms[-1])


def _forms(rate: int, channels: int) -> list[Form]:
    """The forms to choose from, best first."""
    top = rate if rate <= _TOP_RATE else (44_100 if rate % 44_100 == 0 else _TOP_RATE)
    lower = [Form(low, 1) for low in (top // 2, SPEECH_RATE) if SPEECH_RATE <= low < top]
    return list(dict.fromkeys([Form(top, min(channels, 2)), Form(top, 1), *lower]))


TOLD_EVERY_S = 0.2
"""Seconds. Who draws what he is told cannot do so for every block, of which there are hundreds."""


class _Watch:
    """The caller's wishes: asked once per block, told now and then."""

    def __init__(
        self,
        path: Path,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
        on_peaks: Callable[[Peaks], None] | None,
    ) -> None:
        self.path = path
        self._progress = progress
        self._cancelled = cancelled
        self._on_peaks = on_peaks
        self._told = time.monotonic()

    def step(self, done_ms: int, total_ms: int, peaks: PeakBuilder) -> None:
        if self._cancelled and self._cancelled():
            raise errors.cancelled(self.path)
        now = time.monotonic()
        if now - self._told < TOLD_EVERY_S:
            return
        self._told = now
        if self._on_peaks:
            self._on_peaks(peaks.peaks())
        if self._progress:
            self._progress(done_ms, max(done_ms, total_ms))


def _decode(path: Path, part: Path, watch: _Watch) -> None:
    """Fill `part`; a file much longer than it states is done again in a smaller form."""
    smaller = 0
    while True:
        with open_source(path) as source:
            context = source.stream.codec_context
            rate, channels = context.sample_rate or _TOP_RATE, context.layout.nb_channels or 1
            form = playback_form(rate, channels, source.stated_ms)
            forms = _forms(rate, channels)
            form = forms[min(len(forms) - 1, forms.index(form) + smaller)]
            _check_room(part, source.stated_ms, form)
            try:
                _decode_as(form, source, part, watch)
            except WavFullError:
                if form == forms[-1]:
                    raise errors.MediaError(
                        f"{path.name} is longer than 37 hours: cut it into parts first."
                    ) from None
                smaller += 1
            else:
                return


def _decode_as(form: Form, source: Source, part: Path, watch: _Watch) -> None:
    damage = Damage()
    with (part / PLAYBACK).open("wb") as playback, (part / SPEECH).open("wb") as speech:
        sinks = _Sinks(
            WavWriter(playback, form.rate, form.channels),
            WavWriter(speech, SPEECH_RATE, 1),
            PeakBuilder(SPEECH_RATE, source.stated_ms),
        )
        for done_ms in _run(form, frames(source, damage), sinks):
            watch.step(done_ms, source.stated_ms, sinks.peaks)
        sinks.playback.finish()
        sinks.speech.finish()
    save_peaks(sinks.peaks.finish(), part / PEAKS)
    duration_ms = sinks.playback.frames * 1000 // form.rate
    if not duration_ms:
        raise errors.no_length(source.path)
    info = replace(info_of(source), duration_ms=duration_ms)
    save_entry(part, info, _notes(source, damage, duration_ms))


class _Sinks(NamedTuple):
    playback: WavWriter
    speech: WavWriter
    peaks: PeakBuilder


def _run(form: Form, decoded: Iterator[Any], sinks: _Sinks) -> Iterator[int]:
    """Push all frames through; yields the ms written after every block.

    The aligner's sound is made from the playback copy's blocks rather than from the frames: half
    the calls into FFmpeg, and what is heard and what is aligned cannot part.
    """
    playback, speech = Converter(form.rate, form.channels), Converter(SPEECH_RATE, 1)
    for block in _converted(playback, decoded):
        sinks.playback.write(block)
        for mono in speech.add_block(block, form.rate):
            _write_speech(mono, sinks)
        yield sinks.playback.frames * 1000 // form.rate
    for mono in speech.finish():
        _write_speech(mono, sinks)


def _converted(converter: Converter, decoded: Iterator[Any]) -> Iterator[Samples]:
    for frame in decoded:
        yield from converter.add(frame)
    yield from converter.finish()


def _write_speech(mono: Samples, sinks: _Sinks) -> None:
    sinks.speech.write(mono)
    sinks.peaks.add(mono[:, 0])


def _notes(source: Source, damage: Damage, duration_ms: int) -> tuple[str, ...]:
    name, notes = source.path.name, []
    if damage.packets:
        notes.append(
            f"{name} is damaged in {damage.packets} place{'s' if damage.packets > 1 else ''}: "
            f"{damage.filled_ms / 1000:.1f} s are silent; export it again if you can."
        )
    stated = source.stated_ms if _states_length(source) else 0
    if stated - duration_ms > _SHORTER_MS:
        notes.append(
            f"{name} ends {(stated - duration_ms) / 1000:.0f} s before the length it states: it "
            "was probably cut off while it was copied; download or export it again."
        )
    return tuple(notes)


def _states_length(source: Source) -> bool:
    """Whether the sound's length stands in the file, and is not a guess from its size."""
    kind = source.container.format.name.split(",")[0]
    if kind == "matroska":  # states one length for pictures and sound together
        return not source.has_video
    if kind == "mp3":  # a header with the encoder's delay has the number of frames too
        return bool(source.stream.start_time)
    return kind in {"mov", "flac", "wav"}


def _check_room(part: Path, duration_ms: int, form: Form) -> None:
    need = (form.bytes_per_second + 2 * SPEECH_RATE + 2_000) * duration_ms // 1000
    free = shutil.disk_usage(part).free
    if need > free:
        raise errors.MediaError(
            f"Decoding needs {need / 1e9:.1f} GB in {part.parent}, and {free / 1e9:.1f} GB are "
            "free: free some space and try again."
        )


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tells failures to write into the cache as a sentence."""
    try:
        yield
    except OSError as error:
        raise errors.cannot_write(folder, error) from error


@contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A folder to work in beside `folder`; gone afterwards unless it was renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", suffix=PART_SUFFIX, dir=folder.parent))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move(path: Path, part: Path, folder: Path) -> None:
    """Put the finished work in place of whatever is there.

    Another program may have been quicker with the same sound. Then its work stays, as it may be
    reading it already.
    """
    if folder.exists() and load_entry(path, folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        part.rename(folder)
    except OSError:
        if load_entry(path, folder) is None:
            raise
