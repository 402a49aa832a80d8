"""The captions panel in the real window, driven by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QListWidget, QTreeView
from window_lab import ALT, CTRL, SHIFT, Key, button, click, press

from benchmarks.big_document import big_transcript
from editor.formats.cues import build_cues
from editor.formats.profile import Profile
from editor.transcript.document import Place
from editor.transcript.patch import Patch, TableChange, caret_at
from editor.transcript.text_edits import retext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.app import Application
    from editor.transcript.session import Session
    from editor.ui.main_window import MainWindow


class Lab:
    """A window with an episode of some 60 captions, its caret and its list of captions."""

    def __init__(self, qtbot: QtBot, made: Application, episode_files: tuple[Path, Path]) -> None:
        self.qtbot = qtbot
        self.window: MainWindow = made.window
        self.workspace = made.workspace
        with qtbot.waitSignal(made.workspace.opened, timeout=20_000):
            made.workspace.open_paths(list(episode_files))
        self.page = self.window.page
        self.session: Session = made.workspace.episode.session
        big = big_transcript(words=600, turns=12, ads=0)
        now = self.session.document
        tables = TableChange(now.tables, big.tables)
        self.session.apply(Patch(0, now.turns, big.turns, tables, "Fill"))
        self.live = self.window._captions.live
        self.list = self.page.captions.findChild(QTreeView)

    def caret(self, turn: int, word: int) -> None:
        self.page.view.setFocus()
        self.page.view.set_caret(caret_at(self.session.document, Place(turn, word)))

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: self.live.fresh, timeout=10_000)

    def rows(self) -> list[str]:
        model = self.list.model()
        return [
            str(model.index(row, 1).data()).replace("\n", " ") for row in range(model.rowCount())
        ]

    def inner_word(self) -> Place:
        """The third word of a caption somewhere in the middle of a turn."""
        profile = Profile("podcast", "Podcast")
        cue = next(
            cue
            for cue in build_cues(self.session.document, profile).cues
            if cue.first.word > 0 and len(cue.text.split()) > 6
        )
        return Place(cue.first.turn, cue.first.word + 2)

    @property
    def row(self) -> int:
        return self.list.currentIndex().row()


@pytest.fixture
def lab(qtbot: QtBot, program: Callable[[], Application], episode_files: tuple[Path, Path]) -> Lab:
    made = Lab(qtbot, program(), episode_files)
    qtbot.waitUntil(made.window.isActiveWindow)
    return made


def shown(lab: Lab) -> None:
    lab.page.view.setFocus()
    press(Key.Key_F7, CTRL)
    lab.settled()


def test_nothing_is_made_while_nobody_looks(lab: Lab) -> None:
    assert lab.live._task is None
    assert not lab.live._soon.isActive()
    assert lab.live.made is None
    shown(lab)
    assert lab.rows()


def test_the_list_is_what_would_be_exported_and_follows_the_text(lab: Lab) -> None:
    shown(lab)
    fresh = build_cues(lab.session.document, lab.live.profile)
    assert lab.rows() == [cue.text for cue in fresh.cues]
    lab.session.apply(retext(lab.session.document, 0, 1, ["Quite another beginning of it all."]))
    lab.settled()
    assert " ".join(lab.rows()).startswith("Quite another beginning of it all.")
    assert lab.live.made.captions == build_cues(lab.session.document, lab.live.profile)


def test_enter_on_a_caption_goes_to_its_first_word_and_the_list_follows_the_caret(
    lab: Lab,
) -> None:
    shown(lab)
    assert lab.list.hasFocus()
    for _ in range(3):
        press(Key.Key_Down)
    press(Key.Key_Return)
    cue = lab.live.made.captions.cues[3]
    assert lab.page.view.caret_place() == cue.first
    target = lab.live.made.captions.cues[20]
    lab.caret(*target.first)
    assert lab.row == 20
    lab.page.view.setFocus()
    press(Key.Key_PageDown, ALT)
    assert lab.row == 21
    assert lab.page.view.caret_place() == lab.live.made.captions.cues[21].first
    press(Key.Key_PageUp, ALT)
    assert lab.row == 20


def test_a_caption_begins_at_the_caret_by_key_and_undo_takes_it_back(lab: Lab) -> None:
    shown(lab)
    before = lab.rows()
    cue = lab.live.made.captions.cues[5]
    word = Place(cue.first.turn, cue.first.word + 1)
    lab.caret(*word)
    press(Key.Key_B, CTRL)
    lab.settled()
    assert any(c.first == word for c in lab.live.made.captions.cues)
    press(Key.Key_Z, CTRL)
    lab.settled()
    assert lab.rows() == before


def test_keys_work_while_the_panel_is_hidden(lab: Lab) -> None:
    word = lab.inner_word()
    lab.caret(*word)
    press(Key.Key_B, CTRL)
    lab.qtbot.waitUntil(lambda: bool(lab.session.document.breaks), timeout=10_000)
    assert lab.session.document.breaks[0].word == word.word


def test_lines_joins_and_times_by_key(lab: Lab) -> None:
    shown(lab)
    cues = lab.live.made.captions.cues
    index = next(i for i, c in enumerate(cues) if len(c.lines) == 2 and len(c.text.split()) > 4)
    lab.caret(cues[index].first.turn, cues[index].first.word + 2)
    press(Key.Key_B, CTRL | SHIFT)
    lab.settled()
    assert lab.live.made.captions.cues[index].lines[0].split() == cues[index].text.split()[:2]
    start = lab.live.made.captions.cues[index].start
    press(Key.Key_BracketRight, CTRL)
    lab.settled()
    assert lab.live.made.captions.cues[index].start == start + 100
    assert "by hand" in lab.page.captions._model.about(index)


def test_problems_are_flagged_and_walked_by_key(lab: Lab) -> None:
    shown(lab)
    cues = lab.live.made.captions.cues
    cue = next(c for c in cues if c.characters > 60)
    lab.caret(cue.first.turn, cue.first.word + 1)
    press(Key.Key_B, CTRL | SHIFT)
    lab.settled()
    lab.caret(0, 0)
    press(Key.Key_K, CTRL)
    assert lab.page.view.caret_place() == cue.first
    assert "the most is 42. (1 of " in lab.window.messages.sentence


def test_a_change_whose_words_are_gone_is_shown_until_it_is_removed(lab: Lab) -> None:
    shown(lab)
    word = lab.inner_word()
    lab.caret(*word)
    press(Key.Key_B, CTRL)
    assert lab.session.document.breaks
    lab.settled()
    lab.session.apply(retext(lab.session.document, word.turn, 1, ["Nothing of it is left."]))
    lab.settled()
    vain = lab.page.captions.findChild(QListWidget)
    assert vain.isVisible()
    assert "gone" in vain.item(0).text()
    click(button(lab.page.captions, "Remove these changes"))
    assert not lab.session.document.breaks
    lab.settled()
    assert not vain.isVisible()


def test_another_profile_is_chosen_in_the_panel_and_remembered(lab: Lab) -> None:
    shown(lab)
    before = lab.rows()
    combo = lab.page.captions.findChild(QComboBox)
    combo.setFocus()
    combo.setCurrentIndex(combo.findData("p20-srt"))
    combo.activated.emit(combo.currentIndex())
    lab.settled()
    assert lab.rows() != before
    assert lab.window._store.now.export_profile == "p20-srt"
    assert all(len(line) <= 32 for cue in lab.live.made.captions.cues for line in cue.lines)
