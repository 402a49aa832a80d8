"""A spoken episode as long and as large as the longest we promise to be quick with.

35,000 words in 900 turns by 3 speakers, with 8 ad reads, in about three hours of MP3. A part of it
is spoken and encoded once and comes again; what is measured on it (time, memory) does not care.
Kept in the benchmarks' cache.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.corpus import cached_episode, default_folder
from benchmarks.episode_text import ANNOUNCER
from benchmarks.episodes import CAST, EpisodeOptions, make_episode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.speech import Speech, SpokenWord

WORDS, TURNS, ADS = 35_000, 900, 8
PIECE_MINUTES, DISTINCT = 27.0, 2
_STRETCH = 0.85
"""The voices speak faster than usual, as people do: 35,000 words take them three hours."""
_RATE = 44_100
_DELAY_MS = 25
"""What the encoder puts before the sound (1105 samples of LAME), again in every piece."""


class MadeTurn(NamedTuple):
    """What one speaker says without a break; `ad` is the sponsor's label, or ""."""

    speaker: str
    ad: str
    words: tuple[SpokenWord, ...]


@dataclass(frozen=True)
class LongEpisode:
    """An episode on disk.

    Attributes:
        audio: MP3, 44.1 kHz, mono.
        transcript: `Name: text` paragraphs.
        turns: What is said when, in ms of the decoded sound.
    """

    audio: Path
    transcript: Path
    turns: tuple[MadeTurn, ...]


def long_episode(words: int = WORDS, folder: Path | None = None) -> LongEpisode:
    """The episode, or its beginning of so many words, from the cache or made now.

    Raises:
        VoiceUnavailableError: A synthesiser is not installed.
        OSError: The folder cannot be written.
    """
    folder = folder or default_folder()
    turns_wanted = max(2, round(words * TURNS / WORDS))
    pieces: list[_Piece] = []
    said = 0
    while said < words:
        piece = _piece(len(pieces) % DISTINCT, folder)
        pieces.append(piece)
        said += len(piece.words)
    turns = _turns(list(islice(_joined(pieces), words)), turns_wanted)
    audio = _audio(pieces, folder)
    transcript = folder / f"long-{words}.txt"
    text = "\n\n".join(f"{t.speaker}: {' '.join(w.text for w in t.words)}" for t in turns)
    transcript.write_text(text + "\n", encoding="utf-8")
    return LongEpisode(audio, transcript, tuple(turns))


class _Piece(NamedTuple):
    name: str
    mp3: Path
    length_ms: int
    words: tuple[SpokenWord, ...]


def _piece(number: int, folder: Path) -> _Piece:
    """One ad read and talk, spoken and encoded."""
    spoken = cached_episode(PIECE_MINUTES, 100 + number, folder, _speak)
    mp3 = spoken.audio.with_suffix(".piece.mp3")
    facts = mp3.with_suffix(".json")
    if not facts.exists():
        _encode(spoken.audio, mp3)
        facts.write_text(json.dumps({"length_ms": _length_ms(mp3)}), encoding="utf-8")
    length = json.loads(facts.read_text(encoding="utf-8"))["length_ms"]
    return _Piece(spoken.audio.stem, mp3, length, spoken.words)


def _speak(minutes: float, seed: int) -> Speech:
    cast = {
        name: replace(voice, stretch=voice.stretch * _STRETCH)
        for name, voice in CAST.items()
        if name != ANNOUNCER
    }
    return make_episode(minutes, seed, EpisodeOptions(cast, minutes_between_ads=minutes * 2))


def _encode(wav: Path, mp3: Path) -> None:
    """Without headers and tags, so that such files can be put behind one another."""
    import subprocess

    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", str(wav)]
    options = ["-ar", str(_RATE), "-b:a", "96k", "-write_xing", "0", "-id3v2_version", "0"]
    subprocess.run([*command, *options, "-map_metadata", "-1", str(mp3)], check=True)


def _length_ms(mp3: Path) -> int:
    """What it comes to when it is decoded as part of a longer file."""
    import av

    with av.open(str(mp3)) as file:
        samples = sum(frame.samples for frame in file.decode(audio=0))
    return round(samples * 1000 / _RATE)


def _audio(pieces: list[_Piece], folder: Path) -> Path:
    audio = (
        folder / f"long-{len(pieces)}-of-{'-'.join(p.name[-12:] for p in pieces[:DISTINCT])}.mp3"
    )
    if not audio.exists():
        part = audio.with_name(f"part-{audio.name}")
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece.mp3.read_bytes())
        part.replace(audio)
    return audio


def _joined(pieces: list[_Piece]) -> Iterator[SpokenWord]:
    """The words of all pieces at their places in the whole; every piece has an ad of its own."""
    begin = 0
    for number, piece in enumerate(pieces):
        shift = begin + _DELAY_MS
        for word in piece.words:
            yield word._replace(
                start_ms=word.start_ms + shift,
                end_ms=word.end_ms + shift,
                ad=f"{word.ad} {number + 1}" if word.ad else word.ad,
            )
        begin += piece.length_ms


def _turns(words: list[SpokenWord], count: int) -> list[MadeTurn]:
    """The words as so many turns: by speaker, then the longest halved, or the shortest joined."""
    turns: list[list[SpokenWord]] = []
    for word in words:
        last = turns[-1][-1] if turns else None
        if last is None or (last.speaker, last.ad) != (word.speaker, word.ad):
            turns.append([])
        turns[-1].append(word)
    while len(turns) < count:
        at = max(range(len(turns)), key=lambda n: len(turns[n]))
        turn = turns[at]
        cut = next(
            (n for n in range(len(turn) // 2, len(turn)) if turn[n - 1].text[-1] in ".?!"),
            len(turn) // 2,
        )
        turns[at : at + 1] = [turn[: max(1, cut)], turn[max(1, cut) :]]
    while len(turns) > count:
        # An interjection becomes part of what it interrupts; ad reads stay what they are.
        plain = (n for n in range(1, len(turns)) if not (turns[n][0].ad or turns[n - 1][0].ad))
        at = min(plain, key=lambda n: len(turns[n]))
        turns[at - 1 : at + 1] = [turns[at - 1] + turns[at]]
    return [MadeTurn(t[0].speaker, t[0].ad or "", tuple(t)) for t in turns]
