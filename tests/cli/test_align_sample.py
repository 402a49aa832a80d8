"""The whole job on the sample episode with the real model, read back with other libraries."""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pysubs2
import pytest
import srt
import webvtt
from cli_lab import SAMPLE, run_really

from editor.formats.registry import read_transcript

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.whisper


@dataclass(frozen=True)
class Files:
    folder: Path
    report: dict[str, Any]

    def __getitem__(self, name: str) -> Path:
        return self.folder / name


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("sample")
    home = {"PROOFCAST_HOME": str(folder / "home")}
    project = folder / "x.proofcast"
    audio, text = SAMPLE / "episode.mp3", SAMPLE / "transcript.txt"
    aligned = run_really("align", audio, text, "-o", project, "--json", **home)
    assert aligned.returncode == 0, aligned.stderr
    outputs = ("--vtt", folder / "x.vtt", "--srt", folder / "x.srt", "--words", folder / "x.json")
    exported = run_really("export", project, *outputs, **home)
    assert exported.returncode == 0, exported.stderr
    return Files(folder, json.loads(aligned.stdout))


@pytest.fixture(scope="module")
def spoken() -> list[str]:
    """The words of the transcript, without the furniture of its page."""
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    lines = (SAMPLE / "transcript.txt").read_text(encoding="utf-8").splitlines()
    words = " ".join(lines[truth["header_lines"] :]).split()
    assert len(words) == len(truth["transcript_words"])
    return words


def test_what_align_reports(files: Files, spoken: list[str]) -> None:
    assert files.report["words"] == len(spoken)
    assert files.report["matched_percent"] >= 80
    assert files.report["text_without_sound"] >= 20  # the page repeats a line and a half
    assert files.report["language"] == "en"


def test_every_word_stands_once_and_in_order(files: Files, spoken: list[str]) -> None:
    with_webvtt = [word for cue in webvtt.read(str(files["x.vtt"])) for word in cue.text.split()]
    subrip = files["x.srt"].read_text(encoding="utf-8")
    with_srt = [word for cue in srt.parse(subrip) for word in cue.content.split()]
    with_pysubs2 = [
        word
        for name in ("x.srt", "x.vtt")
        for cue in pysubs2.load(str(files[name]))
        for word in cue.plaintext.split()
    ]
    assert with_webvtt == spoken
    assert with_srt == spoken
    assert with_pysubs2 == spoken + spoken


def test_cues_are_in_order_and_apart(files: Files) -> None:
    cues = list(srt.parse(files["x.srt"].read_text(encoding="utf-8")))
    assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))
    assert all(a.end <= b.start for a, b in pairwise(cues))
    assert all(cue.start < cue.end for cue in cues)
    assert cues[-1].end.total_seconds() < 121


def test_the_words_are_where_they_are_spoken(files: Files, spoken: list[str]) -> None:
    rows = json.loads(files["x.json"].read_text(encoding="utf-8"))
    assert [row["text"] for row in rows] == spoken
    fields = {"text", "start", "end", "speaker", "timing", "confidence", "status"}
    assert all(set(row) == fields for row in rows)
    statuses = {"matched", "text_without_sound", "uncertain"}
    assert {row["status"] for row in rows} <= statuses
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    errors = [
        abs(1000 * row["start"] - truth["words"][index]["start_ms"])
        for row, index in zip(rows, truth["transcript_words"], strict=True)
        if index is not None and row["start"] is not None
    ]
    assert len(errors) > 0.9 * sum(index is not None for index in truth["transcript_words"])
    assert statistics.median(errors) < 80


def test_reading_a_caption_file_again_gives_the_same_words(files: Files, spoken: list[str]) -> None:
    for name in ("x.vtt", "x.srt"):
        read = read_transcript(files[name]).to_transcript()
        assert [word.text for _, word in read.places()] == spoken
