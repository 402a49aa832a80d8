"""The audio without ads, aligned anew by the real model: the words are where the captions say."""

from __future__ import annotations

import json
import statistics
import wave
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from cli_lab import run_really

from benchmarks.speech import RATE, Line, Speech, synthesise
from benchmarks.voices import VOICES, missing
from editor.storage.project import Project
from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.transcript.session import Session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.whisper, pytest.mark.timeout(600)]

CAST = {"Ann": VOICES["slt"], "Bo": VOICES["rms"]}
AD = "ad"
SCRIPT = (
    Line("Ann", "Welcome to the workshop, everybody. It is good to see you again.", gap_ms=900),
    Line("Bo", "This show is brought to you by Quist bolts. Bolts that really hold.", ad=AD),
    Line("Bo", "Hello. Today we look at the old mill behind the station.", gap_ms=500),
    Line("Ann", "The wheel was taken out after the flood, and nobody wanted to pay for it."),
    Line("Ann", "Before we go on, buy some warm socks at the corner shop.", gap_ms=300, ad=AD),
    Line("Bo", "And they are cheap, so buy them now.", gap_ms=120, ad=AD),
    Line("Ann", "Now, the mill. Nobody has opened the door in twenty years.", gap_ms=250),
    Line("Bo", "I found the key in a drawer of the town hall last summer."),
    Line("Bo", "Use the code mill for ten percent off your next order.", gap_ms=400, ad=AD),
    Line("Ann", "Goodbye until next week, and thank you for listening to us.", gap_ms=300),
)  # fmt: skip


class Times(NamedTuple):
    """Starts and ends of the words that are no ads, in ms, and where a cut came before each."""

    captions: list[tuple[str, int, int]]
    again: list[tuple[str, int, int]]
    after_cut: list[int]


def run(*arguments: object, home: Path) -> Any:
    done = run_really(*arguments, "--json", PROOFCAST_HOME=str(home))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows_of(path: Path) -> list[tuple[str, int, int]]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert all(row["start"] is not None for row in rows)
    return [(row["text"], round(1000 * row["start"]), round(1000 * row["end"])) for row in rows]


def save(speech: Speech, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(speech.samples.tobytes())
    return path


def mark_ads(project: Path) -> list[int]:
    """Mark the ad reads in the aligned project; returns which kept words come right after one."""
    with Project.open(project) as opened:
        session = Session(opened.document())
        turns = session.document.turns
        assert len(turns) == len(SCRIPT)
        after, kept = [], 0
        for index, line in enumerate(SCRIPT):
            words = len(turns[index].words)
            if line.ad:
                last = Place(index, words - 1)
                session.apply(mark_ad(session.document, Place(index, 0), last))
                continue
            if index and SCRIPT[index - 1].ad:
                after.append(kept)
            kept += words
        opened.save(session.document, history=session.history)
    return after


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory) -> Times:
    why = missing(CAST.values())
    if why:
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("cut")
    home, project = folder / "home", folder / "show.proofcast"
    audio = save(synthesise(SCRIPT, CAST), folder / "show.wav")
    text = folder / "show.txt"
    text.write_text("".join(f"{line.speaker}: {line.text}\n" for line in SCRIPT), encoding="utf-8")
    run("align", audio, text, "-o", project, home=home)
    after = mark_ads(project)
    words, free = folder / "free.json", folder / "free.wav"
    run("export", project, "--ads", "cut", "--words", words, "--audio", free, home=home)
    kept = "".join(f"{line.speaker}: {line.text}\n" for line in SCRIPT if not line.ad)
    (folder / "free.txt").write_text(kept, encoding="utf-8")
    again = folder / "again.proofcast"
    run("align", free, folder / "free.txt", "-o", again, home=home)
    run("export", again, "--words", folder / "again.json", home=home)
    return Times(rows_of(words), rows_of(folder / "again.json"), after)


def test_captions_and_cut_audio_agree_at_the_words(times: Times) -> None:
    assert [row[0] for row in times.captions] == [row[0] for row in times.again]
    off = [abs(a[1] - b[1]) for a, b in zip(times.captions, times.again, strict=True)]
    # Two alignments of one sound differ by themselves; to the sample is tested in test_ad_free.
    assert statistics.median(off) <= 10, off
    assert statistics.median(off[times.after_cut[0] :]) <= 10, off
    assert sum(ms <= 10 for ms in off) >= 0.75 * len(off), off
    assert max(off) <= 60, off


def test_no_word_drifts_behind_the_cuts(times: Times) -> None:
    """A span cut too long or too short would shift all that follows, and more at each cut."""
    edges = [0, *times.after_cut, len(times.captions)]
    for first, stop in pairwise(edges):
        pairs = zip(times.captions[first:stop], times.again[first:stop], strict=True)
        assert abs(statistics.median(a[1] - b[1] for a, b in pairs)) <= 10
