"""Ad-free audio and captions agree at every word: on made speech, to the sample."""

from __future__ import annotations

import json
import subprocess
import wave
from typing import TYPE_CHECKING

import imageio_ffmpeg
import numpy as np
import pytest

from benchmarks.speech import RATE, Line, Speech, synthesise
from benchmarks.voices import VOICES, missing
from editor.formats.ad_free import write_ad_free
from editor.formats.chapters import Chapter
from editor.formats.cue_options import AdPolicy
from editor.formats.export import ExportOptions, export
from editor.formats.profile import Profile
from editor.media.decode import decode
from editor.media.episode import prepare
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAST = {"Ann": VOICES["slt"], "Bo": VOICES["rms"]}
SCRIPT = (
    Line("Ann", "This show is brought to you by Quist bolts. Bolts that hold.", ad="one"),
    Line("Ann", "Welcome to the workshop, everybody.", gap_ms=900),
    Line("Bo", "Hello. Today we look at the old mill."),
    Line("Bo", "Before we go on, buy some socks. They are warm.", gap_ms=120, ad="two"),
    Line("Ann", "And they are cheap.", gap_ms=60, ad="two"),
    Line("Ann", "Now, the mill. Nobody has opened it in years.", gap_ms=40),
    Line("Bo", "Use the code mill for ten percent.", ad="three"),
    Line("Ann", "Goodbye until next week."),
)
PROFILE = Profile("podcast", "")


@pytest.fixture(scope="module")
def speech() -> Speech:
    why = missing(CAST.values())
    if why:
        pytest.skip(why)
    return synthesise(SCRIPT, CAST)


def document_of(speech: Speech) -> Transcript:
    ads = {name: AdId(n) for n, name in enumerate(("one", "two", "three"), 1)}
    people = {name: SpeakerId(n) for n, name in enumerate(CAST, 1)}
    turns = []
    for index, line in enumerate(SCRIPT):
        words = tuple(
            Word(w.text, w.start_ms, w.end_ms, Timing.MEASURED, 90, ads.get(w.ad), Match.MATCHED)
            for w in speech.words
            if w.line == index
        )
        turns.append(Turn(TurnId(index + 1), people[line.speaker], words))
    rows = tuple(AdRead(id, AdKind.MID_ROLL, name) for name, id in ads.items())
    return Transcript(tuple(turns), Tables(tuple(Speaker(i, n) for n, i in people.items()), rows))


def write_source(speech: Speech, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(speech.samples.tobytes())
    return path


def sound_of(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def exported_words(document: Transcript) -> Iterator[tuple[str, int]]:
    options = ExportOptions(ads=AdPolicy.CUT)
    for row in json.loads(export(document, "words", PROFILE, options).text):
        yield row["text"], round(row["start"] * 1000)


def moving_power(sound: np.ndarray, width: int) -> np.ndarray:
    sums = np.concatenate([[0.0], np.cumsum(sound.astype(float) ** 2)])
    return sums[width:] - sums[:-width]


def correlation(sound: np.ndarray, piece: np.ndarray) -> np.ndarray:
    size = 1 << (len(sound) + len(piece)).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(piece, size))
    return np.fft.irfft(spectrum, size)[: len(sound) - len(piece) + 1]


def lag_ms(sound: np.ndarray, expected_ms: int, piece: np.ndarray, reach_ms: int = 60) -> float:
    """How far from the expected time a piece of sound stands: where it differs least."""
    reach = reach_ms * RATE // 1000
    first = expected_ms * RATE // 1000
    padded = np.concatenate([np.zeros(reach), sound, np.zeros(reach + len(piece))])
    stretch = padded[first : first + 2 * reach + len(piece)]
    distance = moving_power(stretch, len(piece)) - 2 * correlation(stretch, piece)
    return float(np.argmin(distance) - reach) * 1000 / RATE


@pytest.mark.parametrize(("suffix", "limit"), [(".wav", 0.0), (".mp3", 10.0), (".m4a", 10.0)])
def test_every_word_is_heard_where_the_captions_say(
    speech: Speech, tmp_path: Path, suffix: str, limit: float
) -> None:
    document = document_of(speech)
    playback = prepare(write_source(speech, tmp_path / "show.wav"), tmp_path / "cache").playback
    write_ad_free(document, playback, tmp_path / f"free{suffix}")
    sound = sound_of(tmp_path / f"free{suffix}")
    kept = [word for word in speech.words if not word.ad]
    words = list(exported_words(document))
    assert [text for text, _ in words] == [word.text for word in kept]
    for (_, start), word in zip(words, kept, strict=True):
        piece = speech.samples[word.start_ms * RATE // 1000 : word.end_ms * RATE // 1000]
        assert abs(lag_ms(sound, start, piece)) <= limit, word
    assert {path.name for path in tmp_path.iterdir()} == {"show.wav", "cache", f"free{suffix}"}


def test_nothing_of_the_ads_is_left(speech: Speech, tmp_path: Path) -> None:
    document = document_of(speech)
    playback = prepare(write_source(speech, tmp_path / "show.wav"), tmp_path / "cache").playback
    write_ad_free(document, playback, tmp_path / "free.wav")
    sound = sound_of(tmp_path / "free.wav").astype(float)
    for word in speech.words:
        if word.ad and word.end_ms - word.start_ms > 450:
            piece = speech.samples[word.start_ms * 16 : word.end_ms * 16].astype(float)
            power = moving_power(sound, len(piece)) * (piece**2).sum()
            alike = correlation(sound, piece) / np.sqrt(np.maximum(power, 1))
            assert alike.max() < 0.95, word


def test_tags_and_chapters_go_along(speech: Speech, tmp_path: Path) -> None:
    source = write_source(speech, tmp_path / "show.wav")
    tagged = tmp_path / "show.mp3"
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run(
        [ffmpeg, "-loglevel", "error", "-i", source, "-metadata", "title=The; old = mill",
         "-metadata", "artist=Ann", tagged], check=True)  # fmt: skip
    playback = prepare(tagged, tmp_path / "cache").playback
    chapters = (Chapter("A = b; #c\\", 0), Chapter("The mill", speech.words[-10].start_ms))
    write_ad_free(
        document_of(speech), playback, tmp_path / "free.mp3", source=tagged, chapters=chapters,
        duration_ms=speech.duration_ms,
    )  # fmt: skip
    data = (tmp_path / "free.mp3").read_bytes()
    assert data.startswith(b"ID3\x03")
    assert data.count(b"CHAP\0") == 2
    assert data.count(b"CTOC\0") == 1
    told = subprocess.run(
        [ffmpeg, "-loglevel", "error", "-i", tmp_path / "free.mp3", "-f", "ffmetadata", "-"],
        check=True, capture_output=True, text=True).stdout  # fmt: skip
    assert "title=The\\; old \\= mill" in told
    assert "artist=Ann" in told
    assert "title=A \\= b\\; \\#c\\\\" in told
