"""Makes everything in this folder again: episode.mp3, transcript.txt and truth.json.

Run it from the root of the project: `python -m resources.sample.make_sample [FOLDER]`.
It needs flite with its voices slt, rms and awb (Debian: the package flite).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import mixing
from benchmarks import sample_script as script
from benchmarks.sample_page import DamagedPage, damaged_page
from benchmarks.speech import RATE, Speech, resampled, synthesise
from benchmarks.voices import VOICES

AUDIO_RATE = 44_100
CAST = {"Maren Tolliver": "slt", "Idris Quayle": "rms", "Announcer": "awb"}
AUDIO, TRANSCRIPT, TRUTH = "episode.mp3", "transcript.txt", "truth.json"
_TAGS = {"title": script.EPISODE, "artist": script.SHOW, "genre": "Podcast"}
_BED_AFTER_MS = 900
_NOISE_SEED = 1874


def speech() -> Speech:
    """The voices alone."""
    return synthesise(script.LINES, {who: VOICES[voice] for who, voice in CAST.items()}, script.SAY)


def episode(clean: Speech) -> Any:
    """The mixed episode as a pydub segment: voices, room noise, music under the ad."""
    voices = resampled(clean.samples, RATE, AUDIO_RATE)
    mix = mixing.segment_of(voices, AUDIO_RATE)
    noise = mixing.room_noise(len(voices), _NOISE_SEED)
    mix = mix.overlay(mixing.segment_of(noise, AUDIO_RATE))
    ad_end = max(word.end_ms for word in clean.words if word.ad == script.SPONSOR)
    bed = mixing.music_bed((ad_end + _BED_AFTER_MS) / 1000, AUDIO_RATE)
    return mix.overlay(mixing.segment_of(bed, AUDIO_RATE))


def truth(clean: Speech, page: DamagedPage) -> dict[str, Any]:
    """What is really said and where, and what is wrong with the transcript."""
    return {
        "audio": AUDIO,
        "duration_ms": clean.duration_ms,
        "speakers": [{"name": who, "voice": f"flite {voice}"} for who, voice in CAST.items()],
        "ads": [_ad_row(clean, name, kind) for name, kind in script.ADS.items()],
        "errors": [planted._asdict() for planted in page.errors],
        "header_lines": page.header_lines,
        "transcript_words": list(page.spoken),
        "words": [
            {
                "text": word.text,
                "start_ms": word.start_ms,
                "end_ms": word.end_ms,
                "speaker": word.speaker,
                "ad": word.ad or None,
            }
            for word in clean.words
        ],
    }


def _ad_row(clean: Speech, name: str, kind: str) -> dict[str, Any]:
    places = [index for index, word in enumerate(clean.words) if word.ad == name]
    return {
        "name": name,
        "kind": kind,
        "first_word": places[0],
        "last_word": places[-1],
        "start_ms": clean.words[places[0]].start_ms,
        "end_ms": clean.words[places[-1]].end_ms,
    }


def as_json(facts: dict[str, Any]) -> str:
    """One line for each word and each error, so that changes can be read."""
    rows = []
    for key, value in facts.items():
        text = json.dumps(value, ensure_ascii=False)
        if key != "transcript_words" and isinstance(value, list):
            lines = ",\n    ".join(json.dumps(item, ensure_ascii=False) for item in value)
            text = f"[\n    {lines}\n  ]"
        rows.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def make(folder: Path) -> None:
    """Write the three files."""
    clean = speech()
    page = damaged_page([word.text for word in clean.words])
    mix = episode(clean)
    peak = int(np.abs(mixing.samples_of(mix).astype(np.int32)).max())
    mixing.write_audio(mix, folder / AUDIO, "56k", _TAGS)
    (folder / TRANSCRIPT).write_text(page.text, encoding="utf-8")
    (folder / TRUTH).write_text(as_json(truth(clean, page)), encoding="utf-8")
    print(f"{clean.duration_ms / 1000:.1f} s, {len(clean.words)} words, peak {peak} of 32767")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
