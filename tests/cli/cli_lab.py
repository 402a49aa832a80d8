"""What the tests of the command line share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from editor.transcript.words import AdId

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("Error: ")]


def words(text: str, start: int, speed: int = 300, ad: AdId | None = None) -> tuple[Word, ...]:
    return tuple(
        Word(
            word,
            start + index * speed,
            start + (index + 1) * speed - 50,
            Timing.MEASURED,
            90,
            ad,
            Match.MATCHED,
            95,
        )
        for index, word in enumerate(text.split())
    )


def real_command(*arguments: object) -> tuple[str, ...]:
    """The command line as a process of its own."""
    return (sys.executable, "-m", "editor", *map(str, arguments))


def run_really(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real command in a process of its own; the home folder is that of the test."""
    return subprocess.run(
        real_command(*arguments),
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        timeout=120,
    )


def write_sound(path: Path, seconds: float = 2.0) -> Path:
    """A WAV file with a tone that comes and goes."""
    rate = 16_000
    time = np.arange(int(rate * seconds)) / rate
    tone = np.sin(2 * np.pi * 220 * time) * (np.sin(2 * np.pi * time) > 0) * 8000
    return save_sound(path, tone)


def save_sound(path: Path, *parts: np.ndarray) -> Path:
    """A WAV file of these samples, 16 kHz mono."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(np.concatenate(parts).astype("<i2").tobytes())
    return path


def files_in(folder: Path) -> set[str]:
    """Everything in a folder but the home folder of the test."""
    return {path.name for path in folder.iterdir()} - {"home"}
