"""The whole window with the whole program behind it; only the speech model is missing."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from window_lab import ALT, CTRL, SHIFT, Key, Modal, button, click, keys, press

from editor.storage.project import Project
from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.transcript.words import Timing
from editor.ui.theme import DARK, LIGHT


class Lab:
    """The program, driven from outside."""

    def __init__(self, qtbot, program) -> None:
        self.qtbot = qtbot
        self.app = program()
        self.window = self.app.window
        self.view = self.window.page.view
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def episode(self):
        return self.app.workspace.episode

    @property
    def said(self) -> str:
        return self.window.messages.sentence

    def open(self, *paths) -> Lab:
        with self.qtbot.waitSignal(self.app.workspace.opened):
            self.app.workspace.open_paths(paths)
        self.qtbot.waitUntil(lambda: self.episode.audio is not None)
        self.window.messages.clear()
        self.qtbot.waitUntil(self.view.hasFocus)
        return self

    def drop(self, *paths) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        nothing = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), actions, data, buttons, nothing)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(
            self.window, QDropEvent(QPointF(50, 50), actions, data, buttons, nothing)
        )

    def enabled(self, command: str) -> bool:
        self.window.actions_.refresh_now()
        return self.window.actions_[command].isEnabled()


@pytest.fixture
def lab(qtbot, program):
    return Lab(qtbot, program)


@pytest.fixture
def talk(lab, episode_files):
    """An open episode with sound, without alignment."""
    return lab.open(*episode_files)


def give_times(session) -> None:
    """As alignment would, a word every 100 ms."""
    from dataclasses import replace

    from editor.transcript.patch import Patch

    at, new = 0, []
    for turn in session.document.turns:
        words = []
        for word in turn.words:
            words.append(word._replace(start=at, end=at + 80, timing=Timing.MEASURED))
            at += 100
        new.append(replace(turn, words=tuple(words)))
    session.apply(Patch(0, session.document.turns, tuple(new)), record=False)


# -- opening and closing ---------------------------------------------------------------------


def test_the_empty_page_comes_first_and_what_needs_an_episode_is_grey(lab):
    assert lab.window.empty.isVisible()
    assert lab.enabled("file.open")
    for command in ("file.save", "file.export", "view.side", "play.toggle", "edit.undo"):
        assert not lab.enabled(command)


def test_dropping_audio_and_transcript_opens_them(lab, episode_files):
    with lab.qtbot.waitSignal(lab.app.workspace.opened):
        lab.drop(*episode_files)
    assert lab.window.page.isVisible()
    assert "welcome to the show" in lab.view.toPlainText()
    assert lab.window.windowTitle() == "show – Proofcast"
    lab.qtbot.waitUntil(lambda: lab.episode.audio is not None)
    for command in ("file.save", "file.export", "view.side", "play.toggle"):
        assert lab.enabled(command)


def test_dropping_what_cannot_be_opened_is_one_sentence(lab, tmp_path):
    (tmp_path / "a.mp3").write_text("")
    (tmp_path / "b.mp3").write_text("")
    lab.drop(tmp_path / "a.mp3", tmp_path / "b.mp3")
    assert "one episode at a time" in lab.said


def test_two_files_are_chosen_with_ctrl_o_and_the_folder_is_remembered(lab, episode_files):
    def choose(dialog):
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        dialog.setDirectory(str(episode_files[0].parent))
        name.setText(" ".join(f'"{path.name}"' for path in episode_files))
        dialog.accept()

    with lab.qtbot.waitSignal(lab.app.workspace.opened):
        Modal(choose).during(lambda: press(Key.Key_O, CTRL))
    assert lab.app.store.now.open_folder == str(episode_files[0].parent)
    seen = []
    Modal(lambda d: (seen.append(d.directory().path()), d.reject())).during(
        lambda: press(Key.Key_O, CTRL)
    )
    assert seen == [str(episode_files[0].parent)]


def test_the_sample_opens_from_the_empty_page(lab):
    with lab.qtbot.waitSignal(lab.app.workspace.opened):
        click(button(lab.window.empty, "Try the sample"))
    assert lab.episode.project.path.is_relative_to(lab.app.folders.data)
    lab.qtbot.waitUntil(lambda: lab.episode.audio is not None)


def test_closing_the_episode_shows_it_among_the_recent_ones(talk):
    path = talk.episode.project.path
    press(Key.Key_W, CTRL)
    talk.qtbot.waitUntil(talk.window.empty.isVisible)
    assert talk.episode is None
    (recent,) = talk.window.empty.findChildren(QPushButton, "recent")
    with talk.qtbot.waitSignal(talk.app.workspace.opened):
        click(recent)
    assert talk.episode.project.path == path


def test_closing_the_window_saves_and_ends_everything(talk):
    keys("Well ")
    path = talk.episode.project.path
    press(Key.Key_Q, CTRL)
    assert not talk.window.isVisible()
    assert talk.episode is None
    assert not talk.app.workspace.background.busy
    with Project.open(path) as project:
        assert project.document().turns[0].text.startswith("Well Hello")


def test_a_window_that_cannot_save_asks_before_it_closes(talk, tmp_path):
    project = talk.episode.project.path
    keys("Well ")
    talk.episode.project._db.execute("PRAGMA query_only = 1")  # as on a disk turned read-only
    seen = Modal(lambda box: press(Key.Key_Escape)).during(talk.window.close)
    assert seen == ["Not saved"]
    assert talk.window.isVisible()

    copy = tmp_path / "rescued"

    def save_copy(box):
        assert "not saved" in box.findChild(QLabel, "qt_msgbox_label").text()
        click(button(box, "Save a copy…"))

    def choose(dialog):
        dialog.setDirectory(str(tmp_path))
        dialog.findChild(QLineEdit, "fileNameEdit").setText(copy.name)
        dialog.accept()

    Modal(save_copy, choose).during(talk.window.close)
    assert not talk.window.isVisible()
    with Project.open(copy.with_suffix(".proofcast")) as rescued:
        assert rescued.document().turns[0].text.startswith("Well Hello")
    with Project.open(project) as old:
        assert old.document().turns[0].text.startswith("Hello")


def test_nothing_else_is_opened_over_changes_that_cannot_be_saved(talk, tmp_path):
    keys("Well ")
    talk.episode.project._db.execute("PRAGMA query_only = 1")
    here = talk.episode
    (tmp_path / "other.txt").write_text("Ann: Something else.")
    talk.drop(tmp_path / "other.txt")
    talk.qtbot.waitUntil(lambda: "nothing else was opened" in _everything_said(talk))
    talk.app.workspace.open_project(here.project.path)
    assert talk.episode is here
    assert talk.view.toPlainText().startswith("Well Hello")
    Modal(lambda box: click(button(box, "Close without saving"))).during(talk.window.close)
    assert not talk.window.isVisible()


def _everything_said(lab) -> str:
    messages = lab.window.messages
    return " ".join(row.sentence for row in (messages._shown, *messages._waiting) if row)


def test_reopening_finds_the_window_as_it_was(talk, program, qtbot):
    path = talk.episode.project.path
    press(Key.Key_F7)
    talk.window.page.splitter.setSizes([500, 400])
    side = talk.window.page.side.width()
    press(Key.Key_F5)
    press(Key.Key_Down)
    caret = talk.view.caret()
    talk.app.player.seek(900)
    talk.window.close()
    again = Lab(qtbot, program)
    with qtbot.waitSignal(again.app.workspace.opened):
        again.app.workspace.open_project(path)
    qtbot.waitUntil(lambda: again.episode.audio is not None)
    assert again.view.caret() == caret
    assert again.window.page.side.currentWidget() is again.window.page.ads
    assert again.window.page.side.width() == side
    qtbot.waitUntil(lambda: abs(again.app.player.position_ms - 900) < 20)


# -- saving and copies -----------------------------------------------------------------------


def save_copy_as(talk, name, *more):
    def choose(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(name))
        dialog.accept()

    Modal(choose, *more).during(lambda: press(Key.Key_S, CTRL | SHIFT))


def test_ctrl_s_says_where_it_is_saved(talk):
    keys("Well ")
    press(Key.Key_S, CTRL)
    talk.qtbot.waitUntil(lambda: str(talk.episode.project.path) in talk.said)
    assert "● Saved" in [label.text() for label in talk.window.transport.findChildren(QLabel)]


def test_a_copy_has_what_is_on_the_screen_and_a_full_name(talk, tmp_path):
    keys("Well ")
    save_copy_as(talk, tmp_path / "Episode 1.5")
    copy = tmp_path / "Episode 1.5.proofcast"
    talk.qtbot.waitUntil(lambda: talk.said == f"A copy is in {copy}.")
    with Project.open(copy) as project:
        assert project.document().turns[0].text.startswith("Well Hello")


def test_a_copy_replaces_a_file_only_after_asking(talk, tmp_path):
    there = tmp_path / "there.proofcast"
    there.write_text("old")
    save_copy_as(talk, tmp_path / "there", lambda box: click(button(box, "Cancel")))
    assert there.read_text() == "old"
    save_copy_as(talk, tmp_path / "there", lambda box: click(button(box, "Replace")))
    talk.qtbot.waitUntil(lambda: there.read_bytes().startswith(b"SQLite"))


def test_a_copy_onto_the_project_itself_is_refused(talk):
    path = talk.episode.project.path
    save_copy_as(talk, path, lambda box: click(button(box, "Replace")))
    talk.qtbot.waitUntil(lambda: "choose another name" in talk.said)
    keys("Well ")
    assert talk.episode.save_now()
    talk.window.close()
    with Project.open(path) as project:
        assert project.document().turns[0].text.startswith("Well Hello")


# -- the audio without ads -------------------------------------------------------------------


@pytest.fixture
def with_ad(talk):
    give_times(talk.episode.session)
    document = talk.episode.session.document
    talk.episode.session.apply(mark_ad(document, Place(0, 2), Place(0, 5)))
    return talk


def export_audio(lab, name, *more):
    def choose(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(name))
        dialog.accept()

    lab.window.actions_.refresh_now()
    Modal(choose, *more).during(lab.window.actions_["file.export_audio"].trigger)


def test_audio_without_ads_is_written_beside_the_work(with_ad, tmp_path):
    shown = []
    with_ad.window.desk.files.work.worked.connect(lambda title, *_: shown.append(title))
    export_audio(with_ad, tmp_path / "out.wav")
    with_ad.qtbot.waitUntil(lambda: "without ad reads is in" in with_ad.said)
    with_ad.qtbot.waitUntil(lambda: shown[-1] == "")
    assert shown[0] == "Writing out.wav"
    assert (tmp_path / "out.wav").stat().st_size < 64_000
    assert with_ad.app.store.now.export_folder == str(tmp_path)


def test_an_unknown_ending_and_the_episode_itself_are_refused(with_ad, tmp_path):
    source = with_ad.episode.audio.info.path
    before = source.read_bytes()
    export_audio(with_ad, tmp_path / "out.xyz")
    assert "is of no kind that can be written" in with_ad.said
    export_audio(with_ad, source, lambda box: click(button(box, "Replace")))
    assert "own audio" in with_ad.said
    assert source.read_bytes() == before
    assert not with_ad.app.workspace.background.busy


def test_writing_audio_can_be_stopped(with_ad, tmp_path):
    export_audio(with_ad, tmp_path / "out.flac")
    click(with_ad.window.transport._stop_task)
    with_ad.qtbot.waitUntil(lambda: "Stopped" in with_ad.said)
    assert not list(tmp_path.glob("*out*"))
    assert not with_ad.window.transport._stop_task.isVisible()


def test_a_place_that_cannot_be_written_stays_said(with_ad, tmp_path):
    export_audio(with_ad, tmp_path / "out.flac" / "x.flac")
    with_ad.qtbot.waitUntil(lambda: "x.flac" in with_ad.said)
    assert with_ad.window.messages._shown.lasting


def test_without_times_there_is_nothing_to_cut(talk):
    document = talk.episode.session.document
    talk.episode.session.apply(mark_ad(document, Place(0, 2), Place(0, 5)))
    talk.window.actions_.refresh_now()
    talk.window.actions_["file.export_audio"].trigger()
    assert "align the episode first" in talk.said


# -- keys and panels -------------------------------------------------------------------------


def test_palette_runs_what_it_finds(talk):
    def find(dialog):
        keys("dark theme")
        press(Key.Key_Return)

    assert Modal(find).during(lambda: press(Key.Key_P, CTRL | SHIFT)) == ["All commands"]
    assert talk.app.store.now.theme == "dark"
    assert talk.window.palette().window().color().name() == DARK.background


def test_a_dialogue_can_be_opened_from_the_palette(talk):
    def find(dialog):
        keys("export capt")
        press(Key.Key_Return)

    seen = Modal(find, lambda dialog: press(Key.Key_Escape)).during(
        lambda: press(Key.Key_P, CTRL | SHIFT)
    )
    assert seen == ["All commands", "Export captions"]
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("key", "modifiers", "title"),
    [
        (Key.Key_F1, Qt.KeyboardModifier.NoModifier, "Keys"),
        (Key.Key_E, CTRL, "Export captions"),
        (Key.Key_P, CTRL | SHIFT, "All commands"),
    ],
)
def test_escape_closes_every_dialogue_and_goes_back_to_the_text(talk, key, modifiers, title):
    seen = Modal(lambda dialog: press(Key.Key_Escape)).during(lambda: press(key, modifiers))
    assert seen == [title]
    talk.qtbot.waitUntil(talk.view.hasFocus)


@pytest.mark.parametrize(("command", "title"), [
    ("file.models", "Speech models"), ("help.about", "About Proofcast"),
])  # fmt: skip
def test_dialogues_without_a_key_open_too(talk, command, title):
    seen = Modal(lambda dialog: press(Key.Key_Escape)).during(talk.window.actions_[command].trigger)
    assert seen == [title]


def test_themes_change_while_the_window_is_open(talk):
    actions = talk.window.actions_
    for name, theme in (("dark", DARK), ("light", LIGHT)):
        actions[f"view.theme_{name}"].trigger()
        assert talk.window.palette().window().color().name() == theme.background
        actions.refresh_now()
        assert actions[f"view.theme_{name}"].isChecked()


def test_text_grows_shrinks_and_is_remembered(talk):
    start = talk.view.font().pixelSize()
    press(Key.Key_Plus, CTRL)
    assert talk.view.font().pixelSize() > start
    press(Key.Key_Minus, CTRL)
    press(Key.Key_Minus, CTRL)
    smaller = talk.view.font().pixelSize()
    assert smaller < start
    assert talk.app.store.now.text_size == smaller
    assert talk.view.document().defaultFont().pixelSize() == smaller
    talk.window.actions_["view.theme_dark"].trigger()
    assert talk.view.font().pixelSize() == smaller
    assert talk.view.document().defaultFont().pixelSize() == smaller
    press(Key.Key_0, CTRL)
    assert talk.view.font().pixelSize() == start == 15


def test_a_choice_holds_even_if_settings_cannot_be_saved(talk, tmp_path):
    shutil.rmtree(tmp_path / "home" / "config")
    (tmp_path / "home" / "config").write_text("a file where the folder should be")
    talk.window.actions_["view.theme_dark"].trigger()
    assert talk.window.palette().window().color().name() == DARK.background
    assert "settings cannot be saved" in talk.said


def test_the_side_panel_goes_and_comes(talk):
    side = talk.window.page.side
    press(Key.Key_F9)
    assert not side.isVisible()
    assert talk.view.hasFocus()
    press(Key.Key_F9)
    assert side.isVisible()


def test_f6_f7_and_f5_go_between_panels_and_text(talk):
    press(Key.Key_F9)
    press(Key.Key_F6)
    assert talk.window.page.speakers.isVisible()
    assert talk.window.page.speakers.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_F7)
    assert talk.window.page.ads.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_F5)
    assert talk.view.hasFocus()


def test_f2_renames_the_speaker_at_the_caret_from_the_text_and_the_chosen_one_in_the_list(talk):
    press(Key.Key_1, ALT)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_2, ALT)
    press(Key.Key_F2)
    keys("Tom")
    press(Key.Key_Return)
    names = [row.name for row in talk.episode.session.document.speakers]
    assert names == ["Speaker 1", "Tom"]
    press(Key.Key_Up)
    press(Key.Key_F2)
    keys("Ines")
    press(Key.Key_Return)
    names = [row.name for row in talk.episode.session.document.speakers]
    assert names == ["Ines", "Tom"]


def test_an_ad_is_marked_named_and_undone_from_the_keyboard(talk):
    press(Key.Key_Right, CTRL | SHIFT)
    press(Key.Key_M, CTRL)
    keys("Kettle")
    assert talk.episode.session.document.ads[0].sponsor == "Kettle"
    press(Key.Key_F5)
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    assert not talk.episode.session.document.ads
    press(Key.Key_Y, CTRL)
    press(Key.Key_Y, CTRL)
    assert talk.episode.session.document.ads[0].sponsor == "Kettle"


def test_tab_leaves_the_text_and_comes_back(talk):
    text = talk.view.toPlainText()
    press(Key.Key_Tab)
    assert not talk.view.hasFocus()
    press(Key.Key_Backtab, SHIFT)
    assert talk.view.hasFocus()
    assert talk.view.toPlainText() == text
