"""Real audio files, made with the ffmpeg program that the project carries."""

from __future__ import annotations

import subprocess
import wave
from typing import TYPE_CHECKING

import imageio_ffmpeg
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

RATE = 44_100
SECONDS = 12
BURSTS_MS = (1_000, 7_250, 11_300)
BURST_MS = 60

# name -> ffmpeg's arguments; "{wav}" is the source, "{png}" a picture.
RECIPES = {
    "cbr.mp3": "-i {wav} -b:a 128k",
    "vbr.mp3": "-i {wav} -q:a 4",
    "cover.mp3": "-i {wav} -i {png} -map 0 -map 1 -c:v copy -disposition:v attached_pic "
    "-metadata title=Pilot",
    "headerless.mp3": "-i {wav} -write_xing 0 -id3v2_version 0 -b:a 128k",
    "plain.m4a": "-i {wav} -b:a 128k",
    "cover.m4a": "-i {wav} -i {png} -map 0 -map 1 -c:v copy -disposition:v attached_pic",
    "plain.flac": "-i {wav}",
    "plain.ogg": "-i {wav} -c:a libvorbis",
    "plain.opus": "-i {wav} -c:a libopus",
    "deep.wav": "-i {wav} -c:a pcm_s24le -ar 96000",
    "video.mp4": "-f lavfi -i testsrc=s=64x64:r=5:d=12 -i {wav} -pix_fmt yuv420p",
    "video.mkv": "-f lavfi -i testsrc=s=64x64:r=5:d=12 -i {wav} -pix_fmt yuv420p",
    "late.mp4": "-f lavfi -i testsrc=s=64x64:r=5:d=12 -itsoffset 0.5 -i {wav} -map 0 -map 1 "
    "-pix_fmt yuv420p",
    "silent.mp4": "-f lavfi -i testsrc=s=64x64:r=5:d=1 -pix_fmt yuv420p",
    "nothing.wav": "-i {wav} -t 0",
}


def burst() -> np.ndarray:
    """60 ms of noise below 6 kHz: its place can be found to the sample."""
    rng = np.random.default_rng(7)
    spectrum = np.fft.rfft(rng.normal(size=RATE * BURST_MS // 1000))
    spectrum[int(6_000 * BURST_MS / 1000) :] = 0
    sound = np.fft.irfft(spectrum)
    return sound / np.abs(sound).max() * 0.6


def write_wav(path: Path, sound: np.ndarray, rate: int = RATE) -> None:
    """Write int16 samples, shaped (frames, channels), with the standard library."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.astype("<i2").tobytes())


def ffmpeg(*arguments: str) -> None:
    """Run ffmpeg."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-v", "error", "-y", *arguments], check=True, timeout=60)


def lag_ms(mono: np.ndarray, rate: int, at_ms: int) -> float:
    """How much later than `at_ms` the burst sounds, in ms, by cross-correlation."""
    known = burst()
    wanted = np.interp(
        np.arange(rate * BURST_MS // 1000) / rate, np.arange(len(known)) / RATE, known
    )
    reach = rate // 5
    begin = at_ms * rate // 1000 - reach
    window = mono[max(0, begin) :][: 2 * reach + len(wanted)].astype(float)
    match = np.correlate(window, wanted, mode="valid")
    assert match.max() > 0.5 * np.sqrt((wanted**2).sum()) * np.sqrt((window**2).sum())
    return (int(match.argmax()) + max(0, begin)) / rate * 1000 - at_ms


def make_episodes(folder: Path) -> None:
    """Fill a folder with `source.wav` (stereo, bursts at known times) and its encoded copies."""
    rng = np.random.default_rng(1)
    sound = rng.normal(0, 0.002, size=SECONDS * RATE)
    for at in BURSTS_MS:
        sound[at * RATE // 1000 :][: len(burst())] += burst()
    write_wav(folder / "source.wav", np.repeat(np.round(sound * 32767)[:, None], 2, axis=1))
    ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", str(folder / "cover.png"))
    for name, recipe in RECIPES.items():
        words = recipe.format(wav=folder / "source.wav", png=folder / "cover.png").split()
        ffmpeg(*words, str(folder / name))
