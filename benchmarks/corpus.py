"""Made episodes on disk, made once: an hour of speech takes half a minute to synthesise.

They live in the user's cache folder, never in the project. A fingerprint of the code that makes
them is part of their name, so that a change makes new ones.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from benchmarks.episodes import make_episode
from benchmarks.speech import RATE, Speech, SpokenWord

if TYPE_CHECKING:
    from collections.abc import Callable

# The modules that decide what an episode sounds like.
_MAKERS = (
    "episode_text", "episodes", "espeak", "flite", "mixing", "speech", "spoken_form", "vocabulary",
    "voices",
)  # fmt: skip


@dataclass(frozen=True)
class CachedEpisode:
    """An episode on disk: a WAV file (mono, 16 bit, `RATE`) and its words."""

    audio: Path
    words: tuple[SpokenWord, ...]


def default_folder() -> Path:
    """Where episodes are kept unless a folder is given."""
    return Path(platformdirs.user_cache_dir("proofcast")) / "benchmarks"


def cached_episode(
    minutes: float,
    seed: int = 1,
    folder: Path | None = None,
    make: Callable[[float, int], Speech] = make_episode,
) -> CachedEpisode:
    """The episode of this length and seed, from the cache or made now.

    Raises:
        VoiceUnavailableError: It is not in the cache, and a synthesiser is not installed.
        OSError: The folder cannot be written.
    """
    folder = folder or default_folder()
    name = f"episode-{minutes:g}min-seed{seed}-{_fingerprint()}"
    audio, words = folder / f"{name}.wav", folder / f"{name}.json"
    if not (audio.exists() and words.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        _store(make(minutes, seed), audio, words)
    rows = json.loads(words.read_text(encoding="utf-8"))
    return CachedEpisode(audio, tuple(SpokenWord(*row) for row in rows))


def samples_of(audio: Path) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """The samples of an episode on disk."""
    with wave.open(str(audio), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)


def _store(speech: Speech, audio: Path, words: Path) -> None:
    rows = json.dumps([list(word) for word in speech.words], ensure_ascii=False)
    _write_whole(words, rows.encode())
    _write_whole(audio, _wav(speech))


def _wav(speech: Speech) -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(speech.samples.tobytes())
    return content.getvalue()


def _write_whole(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in _MAKERS:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]
