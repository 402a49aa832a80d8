"""`align` around the aligner: what is read, refused, written and said. No speech model runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import pytest
from cli_lab import ROOT, files_in, run_really, write_sound

from editor.cli.console import Console
from editor.storage.project import Project
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cli_lab import Outcome

TEXT = "Mia: So it begins, and so it ends.\nBo: Not yet, my friend, not yet.\n"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "episode.wav")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "episode.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_project_of_audio_and_transcript(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, text: Path, tmp_path: Path
) -> None:
    quick_worker()
    outcome = run("align", sound, text)
    assert outcome.code == 0, outcome.err
    assert "13 of 13 words found (100 %)" in outcome.out
    assert files_in(tmp_path) == {"episode.wav", "episode.txt", "episode.proofcast"}
    with Project.open(tmp_path / "episode.proofcast") as project:
        document = project.document()
        assert project.imported is not None
        assert project.imported.content == text.read_bytes()
        assert project.media is not None
        assert (project.media.path, project.media.duration_ms) == (sound, 2000)
        assert project.media.fingerprint
        assert project.history().undo == ()
    assert [row.name for row in document.speakers] == ["Mia", "Bo"]
    assert document.language == "en"
    found = [word for _, word in document.places()]
    assert [word.start for word in found] == [100 * k for k in range(13)]
    assert {(word.timing, word.match) for word in found} == {(Timing.MEASURED, Match.MATCHED)}


def test_the_result_as_json(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, text: Path, tmp_path: Path
) -> None:
    quick_worker()
    values = run("align", sound, text, "-o", tmp_path / "x.proofcast", "--json").json
    assert values["project"] == str(tmp_path / "x.proofcast")
    assert (values["words"], values["matched"], values["matched_percent"]) == (13, 13, 100)
    assert (values["duration"], values["speech_without_text"]) == (2.0, 1.5)
    assert (values["language"], values["model"], values["notes"]) == ("en", "tiny.en", [])


def test_audio_alone(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, tmp_path: Path
) -> None:
    quick_worker()
    assert "3 words written" in run("align", sound).out.replace("of 3 ", "")
    with Project.open(tmp_path / "episode.proofcast") as project:
        assert [turn.text for turn in project.document().turns] == ["Hello there.", "Yes?"]


def test_silence_alone(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, tmp_path: Path
) -> None:
    quick_worker("deaf")
    outcome = run("align", sound)
    assert outcome.code == 0
    assert "No speech was found in episode.wav" in outcome.err
    assert (tmp_path / "episode.proofcast").exists()


def test_the_transcript_of_another_episode(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, text: Path, tmp_path: Path
) -> None:
    quick_worker("wrong_episode")
    outcome = run("align", sound, text, "--json")
    assert outcome.code == 0
    (note,) = outcome.json["notes"]
    assert "Only 7 % of the words of episode.txt were found in episode.wav" in note
    assert note in outcome.err


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("crash", "crashed"),
        ("out_of_memory", "memory"),
        ("leave", "code 3"),
        ("fail", "cannot be loaded"),
    ],
)
def test_an_aligner_that_fails_leaves_nothing(
    refused: Callable[..., str],
    quick_worker: Any,
    sound: Path,
    text: Path,
    tmp_path: Path,
    how: str,
    says: str,
) -> None:
    quick_worker(how)
    assert says in refused("align", sound, text)
    assert files_in(tmp_path) == {"episode.wav", "episode.txt"}


def test_an_existing_project_is_replaced_only_by_force(
    run: Callable[..., Outcome],
    refused: Callable[..., str],
    quick_worker: Any,
    sound: Path,
    text: Path,
    project: Path,
) -> None:
    quick_worker()
    before = project.read_bytes()
    assert "--force" in refused("align", sound, text, "-o", project)
    assert project.read_bytes() == before
    assert run("align", sound, text, "-o", project, "--force").code == 0
    with Project.open(project) as replaced:
        assert replaced.document().word_count == 13


def test_a_project_that_is_open_is_not_replaced(
    refused: Callable[..., str], sound: Path, project: Path
) -> None:
    with Project.open(project):
        assert "already open" in refused("align", sound, "-o", project, "--force")


def test_a_failure_keeps_the_project_that_was_to_be_replaced(
    refused: Callable[..., str], quick_worker: Any, sound: Path, project: Path
) -> None:
    quick_worker("fail")
    before = project.read_bytes()
    refused("align", sound, "-o", project, "--force")
    assert project.read_bytes() == before


def test_names_that_cannot_be(run: Callable[..., Outcome], tmp_path: Path, sound: Path) -> None:
    odd = tmp_path / "odd.proofcast"
    shutil.copy(sound, odd)
    for output in (sound, tmp_path / "x.txt"):
        assert run("align", sound, "-o", output, "--force").code == 2
    assert run("align", odd, "-o", odd, "--force").code == 2
    assert odd.read_bytes() == sound.read_bytes()


def test_folders_that_cannot_be_written(
    refused: Callable[..., str], tmp_path: Path, sound: Path
) -> None:
    assert "no folder" in refused("align", sound, "-o", tmp_path / "no" / "x.proofcast")
    if os.name != "nt" and os.geteuid() != 0:
        (tmp_path / "locked").mkdir(mode=0o555)
        assert "read-only" in refused("align", sound, "-o", tmp_path / "locked" / "x.proofcast")


# --- bad audio --------------------------------------------------------------------------------


def ffmpeg(*arguments: object) -> None:
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-v", "error", "-y", *map(str, arguments)], check=True, timeout=60)


def no_audio(path: Path, sound: Path) -> None:
    path.write_text("Dear diary, " * 2000)


def empty(path: Path, sound: Path) -> None:
    path.touch()


def truncated(path: Path, sound: Path) -> None:
    ffmpeg("-i", sound, "-c:a", "aac", "-f", "ipod", path)
    path.write_bytes(path.read_bytes()[:900])  # the table of contents stands at the end


def zero_length(path: Path, sound: Path) -> None:
    ffmpeg("-i", sound, "-t", "0", "-f", "wav", path)


def no_sound(path: Path, sound: Path) -> None:
    source = ("-f", "lavfi", "-i", "testsrc=s=64x64:r=5:d=1", "-pix_fmt", "yuv420p")
    ffmpeg(*source, "-f", "mp4", path)


def protected(path: Path, sound: Path) -> None:
    ffmpeg("-i", sound, "-c:a", "aac", "-f", "ipod", path)
    path.write_bytes(path.read_bytes().replace(b"mp4a\0\0\0\0", b"drms\0\0\0\0"))


def gone(path: Path, sound: Path) -> None:
    """There is no such file."""


BAD_AUDIO = [
    (no_audio, "not an audio or video file"),
    (empty, "empty (0 bytes)"),
    (truncated, "damaged or was cut off"),
    (zero_length, "holds no sound"),
    (no_sound, "pictures but no sound"),
    (protected, "DRM"),
    (gone, "not there"),
]


@pytest.mark.parametrize(("make", "says"), BAD_AUDIO)
def test_bad_audio(
    refused: Callable[..., str],
    home: Path,
    tmp_path: Path,
    sound: Path,
    text: Path,
    make: Callable[[Path, Path], None],
    says: str,
) -> None:
    bad = tmp_path / "bad.m4a"
    make(bad, sound)
    before = files_in(tmp_path)
    assert says in refused("align", bad, text)
    assert files_in(tmp_path) == before
    assert not any((home / "cache" / "audio").glob("*"))


def test_a_broken_download_is_aligned_and_remarked(
    run: Callable[..., Outcome], quick_worker: Any, tmp_path: Path, text: Path
) -> None:
    quick_worker()
    whole = write_sound(tmp_path / "long.wav", seconds=12)
    cut = tmp_path / "cut.flac"
    ffmpeg("-i", whole, cut)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    outcome = run("align", cut, text)
    assert outcome.code == 0
    assert "cut off" in outcome.err


# --- bad transcripts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (bytes(range(256)) * 50, "not a text file"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"ID3\x04" + bytes(100), "an audio file"),
    ],
)
def test_bad_transcripts(
    refused: Callable[..., str], tmp_path: Path, sound: Path, content: bytes, says: str
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    assert says in refused("align", sound, bad)
    assert files_in(tmp_path) == {"episode.wav", "bad.txt"}


def test_a_missing_transcript(refused: Callable[..., str], sound: Path, tmp_path: Path) -> None:
    assert "gone.txt" in refused("align", sound, tmp_path / "gone.txt")
    assert "folder" in refused("align", sound, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_encodings(
    run: Callable[..., Outcome], quick_worker: Any, sound: Path, tmp_path: Path, encoding: str
) -> None:
    """All are taken; in an encoding nobody knows a letter may be wrong, but no word is lost."""
    quick_worker()
    path = tmp_path / "episode.txt"
    path.write_bytes("Mia: Der Bär heißt Ole.\nOle: Ach so, na ja.\n".encode(encoding))
    assert "8 of 8 words" in run("align", sound, path).out
    with Project.open(tmp_path / "episode.proofcast") as project:
        assert project.document().word_count == 8


# --- bad models -------------------------------------------------------------------------------


def test_bad_models(refused: Callable[..., str], tmp_path: Path, sound: Path) -> None:
    broken = tmp_path / "model"
    broken.mkdir()
    (broken / "model.bin").write_bytes(b"half a model")
    assert "is broken: config.json is missing" in refused("align", sound, "--model", broken)
    assert "There is no folder" in refused("align", sound, "--model", tmp_path / "none")
    assert "models download small.en" in refused("align", sound, "--model", "small.en")
    assert "choose one of tiny.en" in refused("align", sound, "--model", "huge")
    assert files_in(tmp_path) == {"episode.wav", "model"}


def test_the_model_and_the_language_of_the_settings(
    refused: Callable[..., str], run: Callable[..., Outcome], home: Path, sound: Path
) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('model = "base"\ntheme = "pink"\n')
    assert "“base” is not on this computer" in refused("align", sound)
    assert "theme must be one of" in run("align", sound).err


# --- full disks, Ctrl+C, progress -------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting a small disk takes Linux and root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_for_the_project(
    refused: Callable[..., str], quick_worker: Any, sound: Path, text: Path, tmp_path: Path
) -> None:
    quick_worker()
    with small_disk(tmp_path / "disk", 16) as disk:
        assert "full" in refused("align", sound, text, "-o", disk / "x.proofcast")
        assert list(disk.iterdir()) == []


def test_a_full_disk_for_the_cache(
    refused: Callable[..., str],
    sound: Path,
    text: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        monkeypatch.setenv("PROOFCAST_HOME", str(disk))
        assert "free" in refused("align", sound, text, "-o", tmp_path / "x.proofcast")
        assert not any((disk / "cache" / "audio").glob("*"))
    assert not (tmp_path / "x.proofcast").exists()


def test_a_full_disk_for_captions(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        (disk / "filler").write_bytes(bytes(4096))
        assert "the disk is full" in refused("export", project, "--words", disk / "a.json")
        assert [path.name for path in disk.iterdir()] == ["filler"]


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_leaves_nothing(
    home: Path, sound: Path, text: Path, tmp_path: Path, number: int, code: int
) -> None:
    """A real process is stopped while its child is at work; the child must end with it."""
    worker = (sys.executable, str(Path(__file__).with_name("quick_worker.py")), "hang")
    note = home / "note"
    home.mkdir()
    os.mkfifo(note)
    script = (
        "import signal, sys\n"
        # A shell that runs the tests in its background lets them ignore Ctrl+C, and so all below.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from editor.alignment import child\n"
        "from editor.cli import main\n"
        f"child.worker_command = lambda: {(*worker, str(note))!r}\n"
        f"sys.exit(main(['align', {str(sound)!r}, {str(text)!r}], None))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE)
    with process:
        worker_id = int(note.read_text())  # waits until the child is at work
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.kill(worker_id, 0)
    assert files_in(tmp_path) == {"episode.wav", "episode.txt"}


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Console().bar("Reading") as tell:
        tell(1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Console(as_json=True).bar("Reading") as tell:
        tell(1, 2)
    assert capsys.readouterr() == ("", "")
    with Console().bar("Reading", unit="B") as tell:
        tell(0, 0)
        tell(1_500_000, 3_000_000)
        tell(3_000_000, 3_000_000)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading   0 %" in err


def test_the_real_command_shows_no_traceback(home: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.mp3").write_text("Dear diary, " * 2000)
    ended = run_really("align", tmp_path / "diary.mp3")
    assert ended.returncode == 1
    assert ended.stdout == b""
    (line,) = ended.stderr.decode().splitlines()
    assert "diary.mp3 is not an audio or video file" in line
