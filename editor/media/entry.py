"""One decoded episode in the cache: its files, and whether they are whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.media.cache import MANIFEST
from editor.media.pcm import HEADER_BYTES, read_wav_header
from editor.media.peaks import Peaks, load_peaks
from editor.media.probe import AudioInfo

if TYPE_CHECKING:
    from pathlib import Path

SPEECH = "speech.wav"
PLAYBACK = "playback.wav"
PEAKS = "peaks.bin"
_VERSION = 1


@dataclass(frozen=True)
class EpisodeAudio:
    """An episode in the cache. All files begin at the same time zero.

    Attributes:
        info: About the original file, with the exact duration.
        fingerprint: The name of its content, and of its folder in the cache.
        speech: WAV, 16 kHz, mono, int16: for the aligner.
        playback: WAV, int16, at most 48 kHz, mono or stereo: for the player and for cutting.
        peaks: The waveform.
        notes: What was wrong with the file though it could be read, one sentence each.
    """

    info: AudioInfo
    fingerprint: str
    speech: Path
    playback: Path
    peaks: Peaks
    notes: tuple[str, ...] = ()


def save_entry(folder: Path, info: AudioInfo, notes: tuple[str, ...]) -> None:
    """Write the manifest, which says that all other files are there and how large they are.

    Raises:
        OSError: It cannot be written.
    """
    facts = {key: value for key, value in vars(info).items() if key != "path"}
    sizes = {name: (folder / name).stat().st_size for name in (SPEECH, PLAYBACK, PEAKS)}
    record = {"version": _VERSION, "info": facts, "notes": notes, "sizes": sizes}
    (folder / MANIFEST).write_text(json.dumps(record, indent=1), encoding="utf-8")


def load_entry(path: Path, folder: Path) -> EpisodeAudio | None:
    """The episode in the cache; None if it is not there or not whole."""
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if record["version"] != _VERSION:
            return None
        info = AudioInfo(path=path, **record["info"])
        sizes = {key: (folder / key).stat().st_size for key in record["sizes"]}
        whole = sizes == record["sizes"] and all(
            map(_whole_wav, (folder / SPEECH, folder / PLAYBACK))
        )
        peaks = load_peaks(folder / PEAKS) if whole else None
        notes = tuple(str(note) for note in record["notes"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if peaks is None:
        return None
    return EpisodeAudio(info, folder.name, folder / SPEECH, folder / PLAYBACK, peaks, notes)


def _whole_wav(path: Path) -> bool:
    with path.open("rb") as file:
        header = read_wav_header(file.read(HEADER_BYTES))
    return header is not None and path.stat().st_size == HEADER_BYTES + header[0]
