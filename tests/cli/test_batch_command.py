from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli_lab import ROOT, write_sound

from editor.cli import batching, pairing
from editor.cli.errors import CommandError
from editor.cli.pairing import Episode
from editor.formats.errors import FormatError
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_lab import Outcome

TEXT = "Ann: Hello there, everybody.\nBo: Yes, hello.\n"


def stand_in(how: str) -> tuple[str, ...]:
    return (sys.executable, str(Path(__file__).with_name("quick_align.py")), how)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two episodes with transcripts, one without, one transcript without audio."""
    monkeypatch.setattr(batching, "this_program", lambda: stand_in("well"))
    folder = tmp_path / "show"
    folder.mkdir()
    for name in ("one", "two", "three"):
        write_sound(folder / f"{name}.wav")
    (folder / "one.txt").write_text(TEXT)
    (folder / "Two-transcript.txt").write_text(TEXT)
    (folder / "two.vtt").write_text("WEBVTT\n")
    (folder / "four.srt").write_text(TEXT)
    return folder


def test_a_folder_is_aligned_and_exported(run: Callable[..., Outcome], folder: Path) -> None:
    report = folder / "report.csv"
    outcome = run("batch", folder, "--jobs", 2, "--report", report, "--formats", "vtt,txt")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "3 episodes: 2 done, 1 skipped.\n"
    assert "two.wav goes with Two-transcript.txt; not used: two.vtt." in outcome.err
    assert "No audio was found for four.srt." in outcome.err
    made = {path.name for path in (folder / "proofcast").iterdir()}
    assert made == {
        f"{name}.{kind}" for name in ("one", "two") for kind in ("proofcast", "vtt", "txt")
    }
    with Project.open(folder / "proofcast" / "one.proofcast", read_only=True) as project:
        assert [row.name for row in project.document().speakers] == ["Ann", "Bo"]
        assert project.imported is not None
    rows = list(csv.DictReader(report.read_text().splitlines()))
    assert [(row["episode"], row["state"], row["words"]) for row in rows] == [
        ("one", "done", "5"), ("three", "skipped", ""), ("two", "done", "5"),
    ]  # fmt: skip


def test_a_second_run_does_what_is_missing(run: Callable[..., Outcome], folder: Path) -> None:
    assert run("batch", folder).code == 0
    out = folder / "proofcast"
    stamp = (out / "one.proofcast").stat().st_mtime_ns
    (out / "two.srt").unlink()
    (out / "two.proofcast").unlink()
    outcome = run("batch", folder, "--json")
    states = {row["episode"]: row["state"] for row in outcome.json["episodes"]}
    assert states == {"one": "done before", "two": "done", "three": "skipped"}
    assert (out / "one.proofcast").stat().st_mtime_ns == stamp
    assert (out / "two.srt").exists()
    os.utime(out / "one.vtt", ns=(stamp - 10**9, stamp - 10**9))
    outcome = run("batch", folder, "--json")
    assert outcome.json["episodes"][0]["state"] == "done"
    assert (out / "one.vtt").stat().st_mtime_ns >= stamp
    assert run("batch", folder, "--force", "--json").json["episodes"][0]["state"] == "done"


def test_marked_fillers_can_be_left_out(run: Callable[..., Outcome], folder: Path) -> None:
    out = folder / "proofcast"
    out.mkdir()
    words = tuple(word._replace(aside=word.text == "Um,") for word in words_of("Um, so we go."))
    document = Transcript((Turn(TurnId(1), None, words),))
    Project.create(out / "one.proofcast", document).close()
    assert run("batch", folder, "--formats", "txt").code == 0
    assert "Um, so we go." in (out / "one.txt").read_text()
    (out / "one.txt").unlink()
    assert run("batch", folder, "--formats", "txt", "--clean").code == 0
    text = (out / "one.txt").read_text()
    assert "So we go." in text
    assert "Um" not in text


def test_one_failure_does_not_stop_the_others(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path
) -> None:
    (folder / "one.wav").write_bytes(b"no sound")
    report = tmp_path / "report.json"
    outcome = run("batch", folder, "--report", report, "--transcribe")
    assert outcome.code == 1
    rows = json.loads(report.read_text())
    assert [row["state"] for row in rows] == ["failed", "done", "done"]
    assert rows[0]["message"].startswith("one.wav ")
    assert outcome.out == "3 episodes: 2 done, 1 failed.\n"


def test_wrong_usage(
    run: Callable[..., Outcome], refused: Callable[..., str], folder: Path
) -> None:
    assert run("batch", folder, "--formats", "vtt,exe").code == 2
    assert run("batch", folder, "--pairs", "x", "--feed", "y").code == 2
    assert "There is no folder" in refused("batch", folder / "none")
    (folder / "empty").mkdir()
    assert "No audio was found" in refused("batch", folder / "empty")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_ends_what_runs_and_leaves_nothing_half_done(
    folder: Path, home: Path, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    started.mkdir()
    script = (
        "import sys; from editor.cli import batching, main;"
        f"batching.this_program = lambda: {stand_in(f'hang@{started}')!r};"
        "sys.exit(main(sys.argv[1:], lambda *_: 9))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "batch", str(folder), "--jobs", "2", "--transcribe"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    with process:
        for _ in range(600):
            if len(children := [path.read_text() for path in started.iterdir()]) == 2:
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert len(children) == 2
    for number in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(number), 0)
    assert list((folder / "proofcast").iterdir()) == []


# --- pairing -------------------------------------------------------------------------------


def names(pairs: pairing.Pairs) -> list[tuple[str, str, str | None]]:
    return [
        (row.name, row.audio.name, row.transcript.name if row.transcript else None)
        for row in pairs.episodes
    ]


def test_by_name(folder: Path) -> None:
    write_sound(folder / "ONE.WAV")
    (folder / ".hidden.txt").write_text("x")
    assert names(pairing.pairs_by_name(folder)) == [
        ("ONE", "ONE.WAV", "one.txt"),
        ("one-wav", "one.wav", "one.txt"),
        ("three", "three.wav", None),
        ("two", "two.wav", "Two-transcript.txt"),
    ]


def test_by_table(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("transcript,audio,title\none.txt,two.wav,A title\n,one.wav,\n\n")
    found = pairing.pairs_by_table(table, folder)
    assert names(found) == [("two", "two.wav", "one.txt"), ("one", "one.wav", None)]
    assert found.episodes[0].title == "A title"
    table.write_text("one.wav,one.txt\n")
    assert names(pairing.pairs_by_table(table, folder)) == [("one", "one.wav", "one.txt")]
    table.write_text("audio,transcript\nnone.wav,one.txt\n")
    with pytest.raises(CommandError, match=r"names none\.wav"):
        pairing.pairs_by_table(table, folder)
    table.write_text("transcript\none.txt\n")
    with pytest.raises(CommandError, match="no column named audio"):
        pairing.pairs_by_table(table, folder)


@pytest.mark.parametrize(("option", "name", "content"), [
    ("--pairs", "pairs.csv", "audio,transcript,title\none.wav,one.txt,A title\n"),
    ("--feed", "feed.xml", "<rss><channel><item><title>A title</title>"
     "<enclosure url='https://a.example/one.wav'/></item></channel></rss>"),
])  # fmt: skip
def test_a_table_or_a_feed_says_what_is_made(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path, option: str, name: str, content: str
) -> None:
    source = tmp_path / name
    source.write_text(content)
    outcome = run("batch", folder, option, source, "--json")
    assert outcome.code == 0, outcome.err
    assert [row["episode"] for row in outcome.json["episodes"]] == ["one"]
    assert {path.name for path in (folder / "proofcast").iterdir()} == {
        "one.proofcast", "one.srt", "one.vtt",
    }  # fmt: skip


FEED = """<?xml version="1.0"?>
<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Show</title>
<item><title>First &amp; best</title><enclosure url="https://a.example/x/One.wav?k=1"/>
<podcast:transcript url="https://a.example/four.srt" type="application/x-subrip"/>
<podcast:transcript url="https://a.example/t/one%2Etxt" type="text/plain"/></item>
<item><title>Second</title><enclosure url="https://a.example/two.wav"/></item>
<item><title>Gone</title><enclosure url="https://a.example/gone.wav"/></item>
<item><title>No sound</title></item></channel></rss>"""


def test_by_feed(folder: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    found = pairing.pairs_by_feed(feed, folder)
    assert names(found) == [
        ("one", "one.wav", "one.txt"), ("two", "two.wav", "Two-transcript.txt"),
    ]  # fmt: skip
    assert found.episodes[0].title == "First & best"
    assert found.notes == ("1 items of the feed have no audio here.",)
    feed.write_text('<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>')
    with pytest.raises(FormatError, match="entities"):
        pairing.pairs_by_feed(feed, folder)


def test_stopped_before_it_began(tmp_path: Path) -> None:
    aligner = batching.Aligner()
    aligner.stop()
    episode = Episode("a", tmp_path / "a.wav", None)
    assert aligner.align(episode, tmp_path / "a.proofcast").state == batching.SKIPPED
