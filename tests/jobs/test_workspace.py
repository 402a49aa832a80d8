"""Opening real files, with the real decoder and project file, and a scripted aligner."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest

from editor.alignment.models.errors import ModelMissingError
from editor.alignment.models.resolve import ModelFolder, Origin
from editor.jobs.workspace import Workspace
from editor.settings.data_files import data_file
from editor.settings.folders import user_folders
from editor.settings.options import Settings
from editor.storage.project import Project
from editor.transcript.speakers import relabel_by_key
from editor.transcript.text_edits import retext

TEXT = "Hello and welcome to the show. I am your host.\n\nThank you for having me.\n"


@pytest.fixture
def episode_files(tmp_path):
    """A second of sound and a short transcript."""
    folder = tmp_path / "show"
    folder.mkdir()
    with wave.open(str(folder / "show.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(range(256)) * 250)
    (folder / "page.txt").write_text(TEXT)
    return folder / "show.wav", folder / "page.txt"


class Desk:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.said: list[str] = []
        self.failed: list[str] = []
        workspace.said.connect(self.said.append)
        workspace.failed.connect(self.failed.append)

    @property
    def episode(self):
        return self.workspace.episode


@pytest.fixture
def desk(qtbot, scripted, tmp_path):
    made = []

    def make(*behaviours: str, find_model=None) -> Desk:
        folders = user_folders({"PROOFCAST_HOME": str(tmp_path / "home")})
        find = find_model or (lambda _: ModelFolder(Path("model"), None, Origin.PATH))
        workspace = Workspace(folders, Settings, find, scripted(*behaviours))
        made.append(workspace)
        return Desk(workspace)

    yield make
    for workspace in made:
        workspace.shut_down()
        workspace.deleteLater()


def opened(qtbot, desk: Desk, *paths: Path) -> None:
    with qtbot.waitSignal(desk.workspace.opened):
        desk.workspace.open_paths(paths)


def aligned(qtbot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.episode.queue.finished):
        pass


def test_audio_and_transcript_become_a_project_that_is_decoded_and_aligned(
    qtbot, desk, episode_files
):
    d = desk()
    opened(qtbot, d, *episode_files)
    assert d.episode.project.path == episode_files[0].with_suffix(".proofcast")
    assert d.episode.session.document.turns[0].text.startswith("Hello and welcome")
    aligned(qtbot, d)
    assert d.episode.audio.info.duration_ms == 2000
    assert all(word.timed for _, word in d.episode.session.document.places())
    qtbot.waitUntil(lambda: d.episode.saved)
    d.workspace.close_episode()
    d.workspace.settle()
    with Project.open(episode_files[0].with_suffix(".proofcast")) as project:
        assert all(word.timed for _, word in project.document().places())
        assert project.imported.content == TEXT.encode()


def test_edits_are_in_the_file_without_asking_and_undo_survives_reopening(
    qtbot, desk, episode_files
):
    d = desk()
    opened(qtbot, d, *episode_files)
    aligned(qtbot, d)
    document = d.episode.session.document
    d.episode.session.apply(relabel_by_key(document, [0], 1))
    assert not d.episode.saved
    qtbot.waitUntil(lambda: d.episode.saved)
    path = d.episode.project.path
    d.workspace.close_episode()
    opened(qtbot, d, path)
    assert d.episode.session.document.turns[0].speaker == 1
    assert d.episode.session.undo()
    assert d.episode.session.document.turns[0].speaker is None
    assert d.episode.session.document.turns[0].words[0].timed


def test_the_same_files_again_go_on_with_the_same_project(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, *episode_files)
    document = d.episode.session.document
    d.episode.session.apply(retext(document, 1, 1, ["Thanks for having me."]))
    opened(qtbot, d, *episode_files)
    assert d.episode.session.document.turns[1].text == "Thanks for having me."
    assert d.episode.project.path.name == "show.proofcast"


def test_another_transcript_of_the_same_audio_gets_a_project_of_its_own(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, *episode_files)
    episode_files[1].write_text("Quite another text for the same sound.")
    opened(qtbot, d, *episode_files)
    assert d.episode.project.path.name == "show 2.proofcast"
    assert d.episode.session.document.word_count == 7


def test_audio_alone_is_written_down_as_one_step(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, episode_files[0])
    aligned(qtbot, d)
    assert d.episode.session.document.turns[0].text == "Hello there."
    assert d.episode.session.history.undo_label == "Transcribe"


def test_a_transcript_alone_can_be_edited_and_audio_added_later(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, episode_files[1])
    assert d.episode.audio is None
    d.workspace.open_paths([episode_files[0]])
    aligned(qtbot, d)
    assert d.episode.media.path == episode_files[0]
    assert d.episode.project.path.name == "page.proofcast"


def test_missing_audio_is_said_and_the_text_stays_editable(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, *episode_files)
    aligned(qtbot, d)
    path = d.episode.project.path
    d.workspace.close_episode()
    moved = episode_files[0].rename(episode_files[0].with_name("moved.wav"))
    complaints = []
    d.workspace.opened.connect(lambda e: e.audio_failed.connect(complaints.append))
    opened(qtbot, d, path)
    assert "is not where it was" in complaints[0]
    document = d.episode.session.document
    assert d.episode.session.apply(retext(document, 0, 1, ["Still editable."]))
    with qtbot.waitSignal(d.episode.audio_ready):
        d.workspace.set_audio(moved)
    assert d.episode.media.path == moved


def test_what_is_not_audio_is_said_and_the_text_opens_all_the_same(qtbot, desk, tmp_path):
    noise = tmp_path / "noise.mp3"
    noise.write_bytes(b"this is not sound" * 50)
    d = desk()
    with qtbot.waitSignal(d.workspace.failed) as failed:
        d.workspace.open_paths([noise])
    assert "noise.mp3" in failed.args[0]
    assert d.episode is None
    assert not list(tmp_path.glob("*.proofcast"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("gone.txt", None, "no file"),
    ],
)
def test_a_transcript_that_cannot_be_read_is_one_sentence(
    qtbot, desk, tmp_path, name, content, says
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    d = desk()
    with qtbot.waitSignal(d.workspace.failed) as failed:
        d.workspace.open_paths([path])
    assert says in failed.args[0]
    assert failed.args[0].count("\n") == 0
    assert d.episode is None


def test_a_project_that_cannot_be_opened_is_one_sentence(qtbot, desk, tmp_path):
    path = tmp_path / "broken.proofcast"
    path.write_bytes(b"SQLite format 3\x00 and then nothing of use" * 30)
    d = desk()
    with qtbot.waitSignal(d.workspace.failed):
        d.workspace.open_paths([path])
    assert len(d.failed) == 1
    assert "broken.proofcast" in d.failed[0]


def test_a_project_open_elsewhere_is_read_only_here(qtbot, desk, episode_files):
    d = desk()
    opened(qtbot, d, *episode_files)
    path = d.episode.project.path
    other = desk()
    opened(qtbot, other, path)
    assert other.episode.project.read_only
    assert any("already open" in sentence for sentence in other.said)
    document = other.episode.session.document
    other.episode.session.apply(retext(document, 0, 1, ["Not saved."]))
    other.workspace.close_episode()
    qtbot.waitUntil(lambda: d.episode.saved)
    d.workspace.close_episode()
    d.workspace.settle()
    with Project.open(path) as project:
        assert project.document().turns[0].text.startswith("Hello")


def test_a_missing_model_is_said_and_everything_else_works(qtbot, desk, episode_files):
    def find(_):
        raise ModelMissingError("The model is not here: download it.")

    d = desk(find_model=find)
    opened(qtbot, d, *episode_files)
    with qtbot.waitSignal(d.episode.audio_ready):
        pass
    assert d.failed == ["The model is not here: download it."]
    assert not d.episode.queue.busy


def test_two_audio_files_at_once_are_refused(qtbot, desk, episode_files, tmp_path):
    other = shutil.copy(episode_files[0], tmp_path / "other.wav")
    d = desk()
    d.workspace.open_paths([episode_files[0], Path(other)])
    assert "one episode at a time" in d.failed[0]


def test_a_copy_is_a_project_of_its_own(qtbot, desk, episode_files, tmp_path):
    d = desk()
    opened(qtbot, d, *episode_files)
    d.episode.save_copy(tmp_path / "copy.proofcast").result()
    d.workspace.close_episode()
    d.workspace.settle()
    with Project.open(tmp_path / "copy.proofcast") as project:
        assert project.document().turns[0].text.startswith("Hello")
        assert project.locate_media().path == episode_files[0]


@pytest.mark.whisper
def test_the_sample_episode_with_the_real_aligner(qtbot, tmp_path):
    from editor.alignment.models import find_folders, load_catalog, resolve
    from editor.jobs.worker_link import WorkerLink

    folders = user_folders({"PROOFCAST_HOME": str(tmp_path / "home")})
    names = ("episode.mp3", "transcript.txt")
    files = [shutil.copy(data_file(f"resources/sample/{n}"), tmp_path / n) for n in names]
    workspace = Workspace(
        folders,
        Settings,
        lambda name: resolve(name, catalog=load_catalog(), folders=find_folders(folders.models)),
        WorkerLink(),
    )
    try:
        with qtbot.waitSignal(workspace.opened):
            workspace.open_paths([Path(path) for path in files])
        with qtbot.waitSignal(workspace.episode.queue.finished, timeout=120_000) as finished:
            pass
        done = finished.args[0]
        assert done.matched > 0.8 * done.words
        starts = [w.start for _, w in workspace.episode.session.document.places() if w.timed]
        assert max(starts) > 110_000
    finally:
        workspace.shut_down()
        workspace.deleteLater()
