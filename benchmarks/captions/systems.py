"""Run as a process: one program cuts captions from timed words; the answer is JSON on the output.

The input is {"system": NAME, "turns": [{"speaker": NAME, "words": [[text, start, end]...]}...]}
with times in seconds, the output {"cues": [[start, end, [line...]]...]}. All are asked for the
same: lines of 42 characters, two at most. Other programs know nothing of speakers, so they get
what a recogniser would give them: the words in segments of a sentence each.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, LINES = 42, 2

Cues = list[tuple[float, float, list[str]]]


def segments_of(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sentences as Whisper would give them."""
    segments: list[dict[str, Any]] = []
    for turn in turns:
        words: list[dict[str, Any]] = []
        for index, (text, start, end) in enumerate(turn["words"], start=1):
            words.append({"word": f" {text}", "start": start, "end": end, "probability": 0.9})
            if text[-1] in ".?!" or index == len(turn["words"]):
                segments.append(
                    {
                        "id": len(segments),
                        "start": words[0]["start"],
                        "end": words[-1]["end"],
                        "text": "".join(word["word"] for word in words),
                        "words": words,
                    }
                )
                words = []
    return segments


def openai_whisper(segments: list[dict[str, Any]]) -> Cues:
    """The caption writer of OpenAI's Whisper, which many programs carry a copy of."""
    writer = importlib.import_module("whisper.utils").WriteSRT
    out = io.StringIO()
    options = {"max_line_width": WIDTH, "max_line_count": LINES, "highlight_words": False}
    writer(".").write_result({"segments": segments, "language": "en"}, out, options)
    return _from_srt(out.getvalue())


def stable_ts(segments: list[dict[str, Any]]) -> Cues:
    """stable-ts: its default regrouping, then its own splitting by length."""
    _without_sound()
    import stable_whisper

    result = stable_whisper.WhisperResult({"segments": segments, "language": "en"})
    result.regroup()
    result.split_by_length(max_chars=WIDTH * LINES)
    result.split_by_length(max_chars=WIDTH, newline=True)
    return _from_srt(result.to_srt_vtt(None, word_level=False))


def _without_sound() -> None:
    """Regrouping needs no sound, so a torchaudio that does not fit its torch is left out."""
    try:
        importlib.import_module("torchaudio")
    except (ImportError, OSError):
        stand_in = ModuleType("torchaudio")
        stand_in.__spec__ = ModuleSpec("torchaudio", None)
        sys.modules["torchaudio"] = stand_in


def srt_equalizer(segments: list[dict[str, Any]]) -> Cues:
    """srt-equalizer: greedy pieces of a line each, times shared out by length."""
    peer = importlib.import_module("srt_equalizer.srt_equalizer")
    rows = [{**segment, "text": segment["text"].strip()} for segment in segments]
    cues: Cues = []
    for row in peer.whisper_result_to_srt(rows):
        cues += [
            (piece.start.total_seconds(), piece.end.total_seconds(), piece.content.split("\n"))
            for piece in peer.split_subtitle(row, target_chars=WIDTH, method="punctuation")
        ]
    return cues


def _from_srt(text: str) -> Cues:
    import srt

    return [
        (row.start.total_seconds(), row.end.total_seconds(), row.content.split("\n"))
        for row in srt.parse(text)
    ]


SYSTEMS: dict[str, Callable[[list[dict[str, Any]]], Cues]] = {
    "openai-whisper": openai_whisper,
    "stable-ts": stable_ts,
    "srt-equalizer": srt_equalizer,
}
NEEDS = {
    "openai-whisper": "whisper",
    "stable-ts": "stable_whisper",
    "srt-equalizer": "srt_equalizer",
}
"""The module that must be installed."""


def main() -> None:
    """Answer one request."""
    told = json.load(sys.stdin)
    cues = SYSTEMS[told["system"]](segments_of(told["turns"]))
    print(json.dumps({"cues": cues}))


if __name__ == "__main__":
    main()
