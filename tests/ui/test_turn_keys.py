"""Turns and speakers by key, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from notation import document, picture
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from window_lab import ALT, CTRL, SHIFT, Key, button, click_row, press, rows, shown

from editor.transcript.patch import Caret
from editor.transcript.session import Session
from editor.ui.gutter import SLOT
from editor.ui.speaker_panel import SpeakerPanel
from editor.ui.theme import LIGHT
from editor.ui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.app import Application

TALK = "Ines: one two | Tom: three four five | Ines: six"


class Window:
    """The program on a project whose text is a picture."""

    def __init__(self, qtbot, made: Application, tmp_path, text: str) -> None:
        from editor.storage.project import Project

        path = tmp_path / "turns.proofcast"
        Project.create(path, document(text)).close()
        with qtbot.waitSignal(made.workspace.opened):
            made.workspace.open_project(path)
        self.made, self.view = made, made.window.page.view
        qtbot.waitUntil(made.window.isActiveWindow)
        self.view.setFocus()
        qtbot.waitUntil(made.window.actions_["turn.split"].isEnabled)

    @property
    def session(self) -> Session:
        return self.made.workspace.episode.session

    @property
    def text(self) -> str:
        return picture(self.session.document)

    def at(self, turn: int, offset: int = 0, anchor: tuple[int, int] | None = None) -> None:
        self.view.set_caret(Caret(turn, offset, anchor))


@pytest.fixture
def window(qtbot, program, tmp_path) -> Callable[..., Window]:
    return lambda text=TALK: Window(qtbot, program(), tmp_path, text)


def menu_of(qtbot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def test_alt_digit_on_a_selection_takes_exactly_these_words(window):
    it = window()
    it.at(1, 6)
    press(Key.Key_Right, CTRL | SHIFT)
    press(Key.Key_1, ALT)
    assert it.text == "Ines: one two | Tom: three | Ines: four | Tom: five | Ines: six"
    assert it.view.textCursor().selectedText() == "four"
    press(Key.Key_Z, CTRL)
    assert it.text == TALK


def test_shift_enter_splits_and_the_other_speaks_on(window):
    it = window()
    it.at(1, 6)
    press(Key.Key_Return, SHIFT)
    assert it.text == "Ines: one two | Tom: three | Ines: four five | Ines: six"
    assert it.view.caret() == Caret(2, 0)


def test_words_go_across_the_boundary_one_after_the_other(window):
    it = window()
    it.at(1, 0)
    press(Key.Key_Up, ALT | SHIFT)
    press(Key.Key_Up, ALT | SHIFT)
    assert it.text == "Ines: one two three four | Tom: five | Ines: six"
    it.at(0, 18)
    press(Key.Key_Down, ALT | SHIFT)
    assert it.text == "Ines: one two three | Tom: four five | Ines: six"


def test_turns_change_places(window):
    it = window()
    it.at(1, 2)
    press(Key.Key_PageUp, ALT | SHIFT)
    assert it.text == "Tom: three four five | Ines: one two | Ines: six"
    assert it.view.caret() == Caret(0, 2)
    press(Key.Key_PageDown, ALT | SHIFT)
    assert it.text == TALK


def test_the_other_speaker_by_key(window):
    it = window()
    it.at(2, 0)
    press(Key.Key_X, ALT)
    assert it.text == "Ines: one two | Tom: three four five | Tom: six"


def test_ctrl_d_marks_and_goes_on(window):
    it = window()
    it.at(0, 3)
    press(Key.Key_D, CTRL)
    assert [turn.reviewed for turn in it.session.document.turns] == [True, False, False]
    assert it.view.caret() == Caret(1, 0)
    press(Key.Key_D, CTRL | SHIFT)
    press(Key.Key_U, ALT)
    assert it.view.caret() == Caret(2, 0)
    assert it.made.window.actions_["turn.reviewed"].isChecked() is False


def test_the_mark_is_saved(window):
    it = window()
    it.at(1)
    press(Key.Key_D, CTRL)
    episode = it.made.workspace.episode
    assert episode.save_now()
    assert [turn.reviewed for turn in episode.project.document().turns] == [False, True, False]


def test_all_turns_of_a_speaker_by_key_and_digit(window, qtbot):
    it = window()
    it.at(2, 0)
    press(Key.Key_A, ALT | SHIFT)
    menu = menu_of(qtbot)
    assert menu.actions()[0].text() == "All 2 turns of Ines are"
    QTest.keyClick(menu, Key.Key_2)
    assert it.text == "Tom: one two | Tom: three four five | Tom: six"
    qtbot.waitUntil(it.made.window.actions_["edit.undo"].isEnabled)
    press(Key.Key_Z, CTRL)
    assert it.text == TALK


def test_from_here_on_by_key_and_digit(window, qtbot):
    it = window("Ines: one | Tom: two | Ines: three | Tom: four | Ines: five")
    it.at(2, 0)
    press(Key.Key_H, ALT | SHIFT)
    QTest.keyClick(menu_of(qtbot), Key.Key_0)
    assert it.text == "Ines: one | Tom: two | ?: three | Tom: four | ?: five"


def test_the_gutter_offers_the_scopes(window, qtbot):
    it = window()
    it.view.gutter.speaker_clicked.emit(0, it.view.mapToGlobal(it.view.rect().center()))
    menu = menu_of(qtbot)
    inner = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    assert list(inner) == ["All 2 turns of Ines are", "From here on, 2 turns of Ines are"]
    names = [action.text().split("\t")[0] for action in inner["All 2 turns of Ines are"].actions()]
    assert names == ["Tom", "No speaker"]
    menu.close()


# --- the parts


@pytest.fixture
def view(qtbot) -> TranscriptView:
    found = TranscriptView(Session(document(TALK)))
    qtbot.addWidget(found)
    found.resize(800, 400)
    shown(qtbot, found)
    return found


def test_a_click_beside_the_time_asks_for_the_mark(view, qtbot):
    gutter = view.gutter
    spots = [y for y in range(gutter.height()) if gutter.spot_at(QPointF(2, y)) == (1, "mark")]
    assert spots
    with qtbot.waitSignal(gutter.mark_clicked) as clicked:
        QTest.mouseClick(
            gutter, Qt.MouseButton.LeftButton, pos=QPointF(SLOT / 2, spots[0]).toPoint()
        )
    assert clicked.args == [1]
    assert gutter.tip_at(QPointF(2, spots[0])) == "Mark as reviewed (Ctrl+D)"


def test_the_panel_gives_turns_away(qtbot, said):
    session = Session(document("Ines: one | Tom: two | Ines: three"))
    panel = SpeakerPanel(session, LIGHT, said, lambda: 1)
    qtbot.addWidget(panel)
    panel.resize(360, 400)
    shown(qtbot, panel)
    listed = panel.findChild(type(panel._list))
    click_row(listed, 0)
    menu = button(panel, "Give turns to…").menu()
    menu.aboutToShow.emit()
    everything, onwards = (action.menu() for action in menu.actions())
    assert menu.actions()[0].text() == "All turns of Ines"
    onwards.actions()[0].trigger()
    assert picture(session.document) == "Ines: one | Tom: two | Tom: three"
    assert said.sentences == ["1 turn is now said by Tom."]
    assert rows(listed)[1][2] == "2"
    menu.aboutToShow.emit()
    everything = menu.actions()[0].menu()
    everything.actions()[-1].trigger()
    assert picture(session.document) == "?: one | Tom: two | Tom: three"
