"""What the speed is measured on: a long project, an MP3, and spoken episodes with transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.big_document import big_transcript
from benchmarks.corpus import cached_episode, default_folder
from benchmarks.speed.children import ROOT
from editor.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = (
    ROOT / "resources" / "sample" / "episode.mp3",
    ROOT / "resources" / "sample" / "transcript.txt",
)
_RATE = 44_100
_BED_SECONDS = 60
_TURNS_PER_WORD = 900 / 35_000


def project_file(path: Path, words: int) -> Path:
    """A project without sound, with a document of so many words."""
    document = big_transcript(words, turns=max(2, round(words * _TURNS_PER_WORD)))
    Project.create(path, document).close()
    return path


def made_podcast(minutes: int, folder: Path | None = None) -> Path:
    """An MP3 of noise and music (44.1 kHz, 128 kbit/s), from the benchmarks' cache or made now.

    What is said in it makes no difference to decoding.
    """
    folder = folder or default_folder()
    path = folder / f"noise-{minutes}min.mp3"
    if not path.exists():
        from benchmarks.mixing import music_bed, room_noise, segment_of, write_audio

        folder.mkdir(parents=True, exist_ok=True)
        bed = music_bed(_BED_SECONDS, _RATE, -24)
        minute = segment_of(bed + room_noise(len(bed), 1, -40), _RATE)
        part = path.with_name(f"part-{path.name}")
        write_audio(minute * minutes, part, bitrate="128k")
        part.replace(path)
    return path


def spoken_hour(folder: Path) -> tuple[Path, Path]:
    """An hour of made speech and its exact transcript, written to `folder`."""
    episode = cached_episode(60)
    transcript = folder / "hour.txt"
    text = " ".join(word.text for word in episode.words)
    transcript.write_text(text, encoding="utf-8")
    return episode.audio, transcript
