from __future__ import annotations

import json
import os
import wave
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
import srt
import webvtt
from cli_lab import SAMPLE, files_in, run_really

from editor.formats.export import WRITERS
from editor.media.chapters import stated_chapters
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_lab import Outcome

    from editor.transcript.document import Transcript


def test_all_formats_at_once(
    run: Callable[..., Outcome], project: Path, tmp_path: Path, document: Transcript
) -> None:
    vtt, subrip, words = (tmp_path / name for name in ("a.vtt", "a.srt", "a.json"))
    outcome = run("export", project, "--vtt", vtt, "--srt", subrip, "--words", words)
    assert outcome.code == 0
    assert outcome.out.split() == [str(path) for path in (vtt, subrip, words)]
    rows = json.loads(words.read_text(encoding="utf-8"))
    assert [row["text"] for row in rows] == [word.text for _, word in document.places()]
    assert webvtt.read(str(vtt))[0].voice == "Mia"
    assert next(iter(srt.parse(subrip.read_text(encoding="utf-8")))).content.startswith("Mia:")


def test_every_format_has_its_option(run: Callable[..., Outcome]) -> None:
    text = run("export", "--help").out
    assert all(f"--{name}" in text for name in WRITERS)


@pytest.mark.parametrize(
    ("ads", "has", "lacks"),
    [
        ("keep", "Buy socks today.", "[Advertisement"),
        ("label", "[Advertisement: Sock & Sons]", "nothing that is there"),
        ("omit", "Welcome back", "socks today"),
    ],
)
def test_ad_policy(
    run: Callable[..., Outcome], project: Path, ads: str, has: str, lacks: str
) -> None:
    text = run("export", project, "--srt", "-", "--ads", ads).out
    joined = " ".join(text.split())
    assert has in joined
    assert lacks not in joined


@pytest.mark.parametrize(
    ("option", "value", "has"),
    [
        ("--srt-speakers", "chevrons", ">> MIA:"),
        ("--srt-speakers", "brackets", "[Mia]"),
        ("--srt-speakers", "none", "\r\nBuy socks"),
        ("--unspoken", "keep", "um"),
    ],
)
def test_choices(
    run: Callable[..., Outcome], project: Path, option: str, value: str, has: str
) -> None:
    assert has in run("export", project, "--srt", "-", option, value).out.replace("\n", "\r\n")


def test_unspoken_words_and_voices_can_be_left_out(
    run: Callable[..., Outcome], project: Path
) -> None:
    out = run("export", project, "--vtt", "-", "--unspoken", "omit", "--vtt-speakers", "none").out
    assert "um" not in out.split()
    assert "<v" not in out


def test_output_is_byte_for_byte_the_file(home: Path, project: Path, tmp_path: Path) -> None:
    named = run_really("export", project, "--srt", tmp_path / "a.srt")
    piped = run_really("export", project, "--srt", "-")
    assert named.returncode == piped.returncode == 0
    assert piped.stdout == (tmp_path / "a.srt").read_bytes()
    assert b"\r\n" in piped.stdout


def test_two_formats_cannot_share_the_output(run: Callable[..., Outcome], project: Path) -> None:
    assert run("export", project, "--srt", "-", "--vtt", "-").code == 2
    assert run("export", project, "--srt", "-", "--json").code == 2


def test_named_files_are_replaced(
    run: Callable[..., Outcome], project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.vtt"
    target.write_text("old")
    assert run("export", project, "--vtt", target).code == 0
    assert target.read_text(encoding="utf-8").startswith("WEBVTT")


def test_the_project_and_its_audio_are_never_replaced(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    before = project.read_bytes()
    assert "another name" in refused("export", project, "--vtt", project)
    assert project.read_bytes() == before
    audio = tmp_path / "gone.mp3"
    audio.write_bytes(b"it is back")
    assert "another name" in refused("export", project, "--vtt", audio)
    assert audio.read_bytes() == b"it is back"


def test_problems_are_counted_told_and_listed(
    run: Callable[..., Outcome], tmp_path: Path, project: Path
) -> None:
    target = tmp_path / "a.vtt"
    outcome = run("export", project, "--vtt", target, "--profile", "shorts")
    values = run("export", project, "--vtt", target, "--profile", "shorts", "--json").json
    (file,) = values["files"]
    assert file["path"] == str(target)
    assert values["profile"] == "shorts"
    assert values["words"] == 17
    if file["problems"]:
        assert f"{len(file['problems'])} problem" in outcome.err
        assert file["problems"][0]["message"] in outcome.err


def test_captions_of_a_text_without_times_say_so(
    run: Callable[..., Outcome], tmp_path: Path, document: Transcript
) -> None:
    path = tmp_path / "untimed.proofcast"
    from editor.formats.registry import read_transcript

    Project.create(path, read_transcript(SAMPLE / "transcript.txt").to_transcript()).close()
    outcome = run("export", path, "--srt", tmp_path / "a.srt")
    assert outcome.code == 0
    assert "No word has a time yet" in outcome.err


def test_a_project_that_is_open_elsewhere(
    run: Callable[..., Outcome], project: Path, tmp_path: Path
) -> None:
    with Project.open(project):
        assert run("export", project, "--srt", tmp_path / "a.srt").code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    assert "a.srt" in refused("export", project, "--srt", folder / "a.srt")


def test_a_folder_that_is_not_there(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    assert "folder" in refused("export", project, "--srt", tmp_path / "no" / "a.srt")
    assert files_in(tmp_path) == {project.name}


def test_a_target_that_is_a_folder(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.srt").mkdir()
    assert "folder" in refused("export", project, "--srt", tmp_path / "a.srt")


@pytest.mark.skipif(os.name == "nt", reason="named pipes are others there")
def test_a_pipe_is_written_to_and_not_replaced(
    run: Callable[..., Outcome], project: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("export", project, "--vtt", pipe).code == 0
        assert os.read(reader, 100).startswith(b"WEBVTT")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_files_that_are_no_text(run: Callable[..., Outcome], project: Path, tmp_path: Path) -> None:
    assert run("export", project, "--docx", tmp_path / "a.docx").code == 0
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def test_ads_that_are_cut_take_their_time_with_them(
    run: Callable[..., Outcome], project: Path
) -> None:
    def first_start(ads: str) -> float:
        text = run("export", project, "--srt", "-", "--ads", ads).out
        return next(srt.parse(text)).start.total_seconds()

    assert first_start("cut") < first_start("omit")


def show(tmp_path: Path, document: Transcript) -> Path:
    """A project with 20 s of real sound; its ad read is heard at about 5 s."""
    rate = 16_000
    audio = tmp_path / "talk.wav"
    with wave.open(str(audio), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        noise = np.random.default_rng(3).standard_normal(rate * 20) * 3000
        file.writeframes(noise.astype("<i2").tobytes())
    path = tmp_path / "talk.proofcast"
    Project.create(path, document, media=MediaReference(audio, "", 20_000)).close()
    return path


def test_text_can_say_who_and_when(run: Callable[..., Outcome], project: Path) -> None:
    plain = run("export", project, "--txt", "-", "--text-speakers", "none").out
    assert "Mia" not in plain
    timed = run("export", project, "--txt", "-", "--text-speakers", "brackets", "--text-times").out
    assert "[Mia]" in timed
    assert "0:0" in timed


def test_lines_of_srt_can_end_as_on_unix(
    run: Callable[..., Outcome], project: Path, tmp_path: Path
) -> None:
    run("export", project, "--srt", tmp_path / "a.srt", "--srt-lines", "lf")
    assert b"\r" not in (tmp_path / "a.srt").read_bytes()


def test_the_title_is_the_name_of_the_project_or_what_is_said(
    run: Callable[..., Outcome], project: Path
) -> None:
    assert f"# {project.stem}\n" in run("export", project, "--md", "-").out
    assert "# The old mill\n" in run("export", project, "--md", "-", "--title", "The old mill").out


@pytest.mark.parametrize(("format", "has"), [("youtube", "0:10 The mill"), ("chapters", "The mill"),
                                             ("ffmeta", "START=10000")])  # fmt: skip
def test_chapters_come_from_a_file(
    run: Callable[..., Outcome], project: Path, tmp_path: Path, format: str, has: str
) -> None:
    chapters = tmp_path / "mine.txt"
    chapters.write_text("0:00 Hello\n0:10 The mill\n", encoding="utf-8")
    assert has in run("export", project, f"--{format}", "-", "--chapters-from", chapters).out


def test_a_file_without_chapters_is_refused(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("nothing", encoding="utf-8")
    said = refused("export", project, "--youtube", "-", "--chapters-from", tmp_path / "x.txt")
    assert "no chapters" in said


@pytest.mark.parametrize("ads", ["keep", "cut"])
def test_audio_gets_its_chapters(
    run: Callable[..., Outcome], document: Transcript, tmp_path: Path, ads: str
) -> None:
    chapters = tmp_path / "mine.txt"
    chapters.write_text("0:00 Hello\n0:15 The mill\n", encoding="utf-8")
    out = tmp_path / "out.mp3"
    arguments = ("--ads", ads, "--audio", out, "--chapters-from", chapters)
    done = run("export", show(tmp_path, document), *arguments, "--edl", tmp_path / "a.edl")
    assert done.code == 0
    assert done.out.split() == [str(tmp_path / "a.edl"), str(out)]
    start, end, _ = (tmp_path / "a.edl").read_text(encoding="utf-8").split()
    gone = round(1000 * (float(end) - float(start))) if ads == "cut" else 0
    assert gone or ads == "keep"
    assert stated_chapters(out) == (("Hello", 0), ("The mill", 15_000 - gone))
    # A file that has chapters of its own needs no list of them.
    project = tmp_path / "again.proofcast"
    Project.create(project, document, media=MediaReference(out, "", 20_000)).close()
    assert "The mill" in run("export", project, "--youtube", "-").out
    copy = tmp_path / "copy.mp3"
    assert run("export", project, "--audio", copy).code == 0
    assert stated_chapters(copy) == stated_chapters(out)


def test_audio_is_never_written_over_the_projects_own(
    refused: Callable[..., str], run: Callable[..., Outcome], document: Transcript, tmp_path: Path
) -> None:
    path = show(tmp_path, document)
    assert "its audio" in refused("export", path, "--audio", tmp_path / "talk.wav")
    assert run("export", path, "--audio", "-").code == 2
    both = ("--audio", tmp_path / "x", "--srt", tmp_path / "x")
    assert run("export", path, *both).code == 2


def test_clean_leaves_out_marked_fillers(
    run: Callable[..., Outcome], project: Path, tmp_path: Path
) -> None:
    with Project.open(project) as opened:
        document = opened.document()
        opened.save(mark_asides(document, [Place(0, 0)]).apply_to(document))
    first = document.word(Place(0, 0)).text
    verbatim, clean = tmp_path / "verbatim.txt", tmp_path / "clean.txt"
    assert run("export", project, "--txt", verbatim).code == 0
    assert run("export", project, "--txt", clean, "--clean").code == 0
    before = verbatim.read_text(encoding="utf-8").split()
    after = clean.read_text(encoding="utf-8").split()
    assert first in before
    assert len(after) == len(before) - 1
