from __future__ import annotations

import pytest
from notation import document, picture
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from editor.transcript.session import Session
from editor.ui.find_bar import FindBar
from editor.ui.theme import LIGHT
from editor.ui.transcript_view import TranscriptView

Key, Mod = Qt.Key, Qt.KeyboardModifier
TEXT = "A: the@0 cat@300 and@600 the@900 cat@1200 | B: [1 a@2000 cat@2300 1] sat@2600"


class Lab:
    def __init__(self, qtbot) -> None:
        self.window = QWidget()
        self.session = Session(document(TEXT))
        self.view = TranscriptView(self.session, parent=self.window)
        self.said: list[str] = []
        self.bar = FindBar(self.view, LIGHT, self.said.append)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        layout.addWidget(self.bar)
        self.played = []
        play = QAction(self.window)
        play.setShortcut(QKeySequence("Esc"))
        play.triggered.connect(lambda: self.played.append(True))
        self.window.addAction(play)
        qtbot.addWidget(self.window)
        self.window.resize(900, 600)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.view.setFocus()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(self, key: Key, modifier: Mod = Mod.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    @property
    def selected(self) -> tuple[int, str]:
        return self.view.caret().turn, self.view.textCursor().selectedText()

    @property
    def picture(self) -> str:
        return picture(self.session.document)


@pytest.fixture
def lab(qtbot):
    return Lab(qtbot)


def test_places_are_found_while_typing_and_enter_goes_round(lab):
    lab.bar.open(replacing=False)
    lab.type("cat")
    assert lab.selected == (0, "cat")
    assert lab.bar.count.text() == "1 of 3"
    lab.press(Key.Key_Return)
    assert lab.bar.count.text() == "2 of 3"
    lab.press(Key.Key_Return)
    assert lab.selected == (1, "cat")
    lab.press(Key.Key_Return)
    assert lab.bar.count.text() == "1 of 3"
    lab.press(Key.Key_Return, Mod.ShiftModifier)
    assert lab.bar.count.text() == "3 of 3"


def test_what_is_not_there_is_said(lab):
    lab.bar.open(replacing=False)
    lab.type("dog")
    assert lab.bar.count.text() == "Not found"
    lab.bar.regex.setChecked(True)
    lab.bar.field.setText("(")
    assert "no regular expression" in lab.bar.count.text()
    lab.bar.field.setText("")
    assert lab.bar.count.text() == ""


def test_escape_closes_the_bar_and_does_not_play(lab):
    lab.bar.open(replacing=False)
    lab.press(Key.Key_Escape)
    assert not lab.bar.isVisible()
    assert QApplication.focusWidget() is lab.view
    assert lab.played == []


def test_replacing_one_by_one_with_enter_keeps_times(lab):
    lab.bar.open(replacing=True)
    lab.type("cat")
    lab.bar.replacement.setFocus()
    lab.type("dog")
    lab.press(Key.Key_Return)
    assert lab.picture.startswith("A: the@0 dog@300 and@600 the@900 cat@1200 |")
    assert lab.selected == (0, "cat")


def test_replacing_all_is_one_step_and_says_how_many(lab):
    before = lab.picture
    lab.bar.open(replacing=True)
    lab.type("cat")
    lab.bar.replacement.setText("dog")
    lab.bar.replace_all.click()
    assert lab.picture.count("dog@") == 3
    assert lab.said == ["Replaced 3 places; one undo takes them all back."]
    assert lab.view.toPlainText() == "the dog and the dog\na dog sat"
    lab.session.undo()
    assert lab.picture == before


def test_ads_can_be_left_alone(lab):
    lab.bar.open(replacing=True)
    lab.type("cat")
    lab.bar.scope.setCurrentIndex(2)
    assert lab.bar.count.text() == "1 of 2"
    lab.bar.replacement.setText("dog")
    lab.bar.replace_all.click()
    assert lab.picture.endswith("B: [1 a@2000 cat@2300 1] sat@2600")


def test_selected_words_are_what_is_looked_for(lab):
    from editor.transcript.patch import Caret

    lab.view.set_caret(Caret(0, 11, (0, 8)))
    lab.bar.open(replacing=False)
    assert lab.bar.field.text() == "and"


def test_a_group_that_is_not_there_is_said_and_nothing_changes(lab):
    before = lab.picture
    lab.bar.open(replacing=True)
    lab.bar.regex.setChecked(True)
    lab.type("c(a)t")
    lab.bar.replacement.setText(r"\2")
    lab.bar.replace_all.click()
    assert "does not fit" in lab.bar.count.text()
    assert lab.picture == before
