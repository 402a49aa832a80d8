"""The list of speakers, with real keys and clicks."""

from __future__ import annotations

import pytest
from notation import document, picture
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget
from window_lab import Key, Said, button, click, click_row, keys, press, rows, shown

from editor.transcript.session import Session
from editor.transcript.speakers import relabel
from editor.transcript.text_edits import retext
from editor.ui.speaker_panel import SpeakerPanel
from editor.ui.theme import DARK, LIGHT

TALK = "Ines: one two | Tom: three | Ines: four"


class Lab:
    def __init__(self, qtbot, said: Said, text: str) -> None:
        self.session = Session(document(text))
        self.said = said
        self.panel = SpeakerPanel(self.session, LIGHT, said)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 400)
        shown(qtbot, self.panel)
        self.list = self.panel.findChild(QTreeWidget)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return rows(self.list)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.session.document.speakers]

    @property
    def field(self) -> QLineEdit | None:
        return next((f for f in self.list.findChildren(QLineEdit) if f.isVisible()), None)


@pytest.fixture
def lab(qtbot, said):
    return lambda text=TALK: Lab(qtbot, said, text)


def test_it_lists_key_name_and_number_of_turns(lab):
    it = lab(f"{TALK} | ?: five")
    assert it.rows == [("Alt+1", "Ines", "2"), ("Alt+2", "Tom", "1"), ("Alt+0", "No speaker", "1")]


def test_without_speakers_it_says_what_to_do(lab):
    it = lab("?: one")
    hint = it.panel.findChild(QLabel, "hint")
    assert hint.isVisible()
    assert "Alt+1" in hint.text()
    click(button(it.panel, "Add"))
    assert not hint.isVisible()


def test_add_opens_the_name_and_enter_takes_it(lab):
    it = lab()
    click(button(it.panel, "Add"))
    assert it.names == ["Ines", "Tom", "Speaker 1"]
    keys("Zoe & Co")
    press(Key.Key_Return)
    assert it.names == ["Ines", "Tom", "Zoe & Co"]
    assert it.rows[2] == ("Alt+3", "Zoe & Co", "0")
    assert it.field is None


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return])
def test_f2_and_enter_edit_the_name(lab, key):
    it = lab()
    it.panel.edit(None)
    press(Key.Key_Down)
    press(key)
    keys("Thomas")
    press(Key.Key_Return)
    assert it.names == ["Ines", "Thomas"]


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_double_click_anywhere_in_the_row_edits_the_name(lab, column):
    it = lab()
    click_row(it.list, 1, column, twice=True)
    keys("Thomas")
    press(Key.Key_Return)
    assert it.names == ["Ines", "Thomas"]
    assert it.rows[1] == ("Alt+2", "Thomas", "1")


def test_the_row_without_speaker_cannot_be_edited(lab):
    it = lab("Ines: one | ?: two")
    click_row(it.list, 1, 1, twice=True)
    assert it.field is None


def test_escape_leaves_the_name(lab):
    it = lab()
    it.panel.edit(it.session.document.speakers[0].id)
    keys("Nobody")
    press(Key.Key_Escape)
    assert it.names == ["Ines", "Tom"]
    assert it.rows[0][1] == "Ines"


@pytest.mark.parametrize(("name", "why"), [(" ", "needs a name"), ("TOM", "named Tom already")])
def test_a_name_that_cannot_be_is_said_and_the_list_put_right(lab, name, why):
    it = lab()
    it.panel.edit(it.session.document.speakers[0].id)
    keys(name)
    press(Key.Key_Return)
    assert len(it.said.sentences) == 1
    assert why in it.said.sentences[0]
    assert not it.said.lasting
    assert it.rows[0][1] == "Ines"
    assert it.names == ["Ines", "Tom"]


def test_a_name_being_typed_survives_changes_of_the_document(lab):
    it = lab()
    it.panel.edit(it.session.document.speakers[0].id)
    keys("Ine")
    it.session.apply(retext(it.session.document, 1, 1, ["three", "and more"]))
    it.session.apply(relabel(it.session.document, [2], None))
    assert it.field is not None
    keys("z")
    press(Key.Key_Return)
    assert it.names == ["Inez", "Tom"]


def test_merge_gives_all_turns_to_the_other(lab):
    it = lab()
    click_row(it.list, 1)
    menu = button(it.panel, "Merge into…").menu()
    menu.popup(QPoint(0, 0))
    assert [action.text() for action in menu.actions()] == ["Ines"]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyPress(menu, Key.Key_Return)
    assert picture(it.session.document) == "Ines: one two | Ines: three | Ines: four"
    assert it.rows == [("Alt+1", "Ines", "3")]
    assert not button(it.panel, "Merge into…").isEnabled()


def test_merging_needs_two(lab):
    it = lab("Ines: one")
    click_row(it.list, 0)
    assert not button(it.panel, "Merge into…").isEnabled()


def test_remove_leaves_the_turns_unlabelled_and_chooses_the_next(lab):
    it = lab()
    click_row(it.list, 0)
    click(button(it.panel, "Remove"))
    assert picture(it.session.document) == "?: one two | Tom: three | ?: four"
    assert it.list.currentItem().text(1) == "Tom"


def test_buttons_wait_for_a_choice(lab):
    it = lab()
    assert not button(it.panel, "Rename").isEnabled()
    assert not button(it.panel, "Remove").isEnabled()
    click_row(it.list, 0)
    assert button(it.panel, "Rename").isEnabled()
    click(button(it.panel, "Rename"))
    assert it.field.text() == "Ines"
    press(Key.Key_Escape)


def test_undo_and_redo_show(lab):
    it = lab()
    it.panel.edit(it.session.document.speakers[0].id)
    keys("Inez")
    press(Key.Key_Return)
    it.session.undo()
    assert it.rows[0][1] == "Ines"
    it.session.redo()
    assert it.rows[0][1] == "Inez"
    click_row(it.list, 1)
    click(button(it.panel, "Remove"))
    it.session.undo()
    assert [row[1] for row in it.rows] == ["Inez", "Tom"]


def test_words_in_an_empty_turn_count(lab):
    it = lab("Ines: one | Tom:")
    assert it.rows[1][2] == "0"
    it.session.apply(retext(it.session.document, 1, 1, ["three"]))
    assert it.rows[1][2] == "1"


def test_typing_does_not_fill_the_list(lab, monkeypatch):
    it = lab()
    filled = []
    monkeypatch.setattr(it.panel, "show_document", filled.append)
    it.session.apply(retext(it.session.document, 0, 1, ["one too"]))
    assert not filled


def test_a_panel_that_was_let_go_follows_no_longer(lab):
    it = lab()
    it.panel.let_go()
    it.session.apply(relabel(it.session.document, [0], None))
    assert it.rows[0][2] == "2"


def test_the_tenth_speaker_has_no_key(lab):
    it = lab(" | ".join(f"S{n}: word" for n in range(1, 12)))
    assert it.rows[8][0] == "Alt+9"
    assert it.rows[9][0] == ""


def test_dots_follow_the_theme_and_are_the_same_when_chosen(lab):
    it = lab()

    def dot():
        return it.list.topLevelItem(0).icon(1).pixmap(16, 16).toImage().pixelColor(8, 8).name()

    assert dot() == LIGHT.speaker(0).fill
    it.panel.set_theme(DARK)
    assert dot() == DARK.speaker(0).fill
