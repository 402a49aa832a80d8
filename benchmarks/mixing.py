"""Music beds, room noise and files: what turns clean speech into an episode.

Mixing and writing go through pydub, with the ffmpeg program that imageio-ffmpeg carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import numpy as np
from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

_FULL_SCALE = 32767
# A slow round of four chords (frequencies in Hz), one bar of 2 s each.
_CHORDS = (
    (196.00, 246.94, 293.66),
    (164.81, 196.00, 246.94),
    (130.81, 164.81, 196.00),
    (146.83, 185.00, 220.00),
)
_BAR_S = 2.0
_NOTES_PER_BAR = 8
_NOISE_SAMPLES = 1 << 19
# Without these, ffmpeg writes its version into the file, and each version other bytes.
_REPEATABLE = ("-fflags", "+bitexact", "-flags:a", "+bitexact")


def music_bed(seconds: float, rate: int, level_db: float = -38.0) -> npt.NDArray[np.int16]:
    """A quiet plucked accompaniment, faded in and out: mono, int16.

    Args:
        seconds: How long.
        rate: Samples per second.
        level_db: RMS level below full scale.
    """
    bed = np.zeros(round(seconds * rate))
    step = _BAR_S / _NOTES_PER_BAR
    for note in range(int(seconds / step)):
        chord = _CHORDS[int(note // _NOTES_PER_BAR) % len(_CHORDS)]
        order = (0, 1, 2, 1, 0, 2, 1, 2)
        pitch = chord[order[note % _NOTES_PER_BAR]] * (2 if note % 4 == 3 else 1)
        begin = round(note * step * rate)
        pluck = _pluck(pitch, 1.6, rate)[: len(bed) - begin]
        bed[begin : begin + len(pluck)] += pluck
    fade = min(len(bed) // 2, rate)
    ramp = np.linspace(0, 1, fade)
    bed[:fade] *= ramp
    bed[len(bed) - fade :] *= ramp[::-1]
    return at_level(bed, level_db)


def _pluck(pitch: float, seconds: float, rate: int) -> npt.NDArray[np.float64]:
    time = np.arange(round(seconds * rate)) / rate
    partials = (
        np.sin(2 * np.pi * pitch * k * time) * np.exp(-time * 2.5 * k) / k for k in (1, 2, 3)
    )
    onset = np.minimum(1.0, time / 0.008)
    sound: npt.NDArray[np.float64] = np.sum(list(partials), axis=0) * onset
    return sound


def room_noise(samples: int, seed: int, level_db: float = -62.0) -> npt.NDArray[np.int16]:
    """The hiss of a quiet room (each octave softer than the one below): mono, int16.

    Half a million samples are made and then repeated, so that hours need little memory.
    """
    white = np.random.default_rng(seed).standard_normal(_NOISE_SAMPLES)
    spectrum = np.fft.rfft(white)
    spectrum /= np.sqrt(np.arange(1, len(spectrum) + 1))
    return np.resize(at_level(np.fft.irfft(spectrum, _NOISE_SAMPLES), level_db), samples)


def at_level(sound: npt.NDArray[np.float64], level_db: float) -> npt.NDArray[np.int16]:
    """Any sound at an RMS level below full scale, as int16."""
    power = float(np.sqrt(np.mean(sound**2))) if len(sound) else 0.0
    gain = 10 ** (level_db / 20) * _FULL_SCALE / power if power else 0.0
    levelled: npt.NDArray[np.int16] = np.clip(np.rint(sound * gain), -32768, 32767).astype(np.int16)
    return levelled


def segment_of(samples: npt.NDArray[np.int16], rate: int) -> Any:
    """A mono pydub segment of these samples."""
    return AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate, channels=1)


def samples_of(segment: Any) -> npt.NDArray[np.int16]:
    """The samples of a mono 16-bit pydub segment."""
    return np.frombuffer(segment.raw_data, dtype=np.int16)


def write_audio(
    segment: Any, path: Path, bitrate: str = "64k", tags: Mapping[str, str] | None = None
) -> None:
    """Encode to the format that the file's suffix names (".mp3", ".m4a", ".wav", ".flac").

    The same segment gives the same bytes with the same build of ffmpeg.
    """
    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    suffix = path.suffix.removeprefix(".")
    if suffix == "wav":
        segment.export(path, format="wav").close()
        return
    container = {"m4a": "ipod"}.get(suffix, suffix)
    segment.export(
        path, format=container, bitrate=bitrate, tags=dict(tags or {}), parameters=[*_REPEATABLE]
    ).close()
