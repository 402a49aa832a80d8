from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from editor.alignment.aligner import AlignRequest
from editor.alignment.audio import Sound, open_sound
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.media.episode import prepare

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


@dataclass(frozen=True)
class Spoken:
    """The sample episode: its sound, and the truth."""

    wav: Path
    sound: Sound
    words: tuple[tuple[str, int, int], ...]

    def until(self, end: int) -> list[tuple[str, int, int]]:
        """The words spoken before a time in ms."""
        return [word for word in self.words if word[2] < end]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    episode = prepare(SAMPLE / "episode.mp3", tmp_path_factory.mktemp("audio"))
    rows = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["words"]
    words = tuple((row["text"], row["start_ms"], row["end_ms"]) for row in rows)
    return Spoken(episode.speech, open_sound(episode.speech), words)


@pytest.fixture(scope="session")
def request_to_align(sample: Spoken) -> AlignRequest:
    """A request for the first 20 s of the sample."""
    model = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(Path("models")))
    assert model.entry
    words = tuple(text for text, _, _ in sample.until(20_000))
    return AlignRequest(
        1, sample.wav, model.path, words, model.entry.alignment_heads, model.entry.shift_ms,
        "en", to_ms=20_000, device="cpu", threads=1,
    )  # fmt: skip
