"""The list of ad reads and its form, with real keys and clicks."""

from __future__ import annotations

import pytest
from notation import document, picture
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTreeWidget
from window_lab import Key, Said, button, click, click_row, keys, press, rows, shown

from editor.transcript.ads import describe_ad, mark_ad
from editor.transcript.document import AdKind, Place
from editor.transcript.session import Session
from editor.transcript.text_edits import retext
from editor.transcript.words import AdId
from editor.ui.ads_panel import AdsPanel

TWO = "A: [1 one@0-900 two@1000-2500 1] three | A: four [2 five@61000-70000 2] six"


class Lab:
    def __init__(self, qtbot, said: Said, text: str) -> None:
        self.session = Session(document(text))
        self.panel = AdsPanel(self.session, said)
        self.places: list[Place] = []
        self.panel.chosen.connect(self.places.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 400)
        shown(qtbot, self.panel)
        self.list = self.panel.findChild(QTreeWidget)
        self.kind = self.panel.findChild(QComboBox)
        self.sponsor = self.panel.findChild(QLineEdit)

    @property
    def sponsors(self) -> dict[int, str]:
        return {row.id: row.sponsor for row in self.session.document.ads}


@pytest.fixture
def lab(qtbot, said):
    return lambda text=TWO: Lab(qtbot, said, text)


def test_it_lists_start_length_kind_and_sponsor_in_text_order(lab):
    it = lab()
    ad = it.session.document.ads[1]
    it.session.apply(describe_ad(it.session.document, ad.id, AdKind.HOUSE, "Kettle & Co"))
    assert rows(it.list) == [
        ("0:00", "0:02", "Mid-roll", ""),
        ("1:01", "0:09", "House promo", "Kettle & Co"),
    ]


def test_words_without_times_have_no_start(lab):
    assert rows(lab("A: [1 one two 1] three").list) == [("–", "–", "Mid-roll", "")]


def test_without_ads_it_says_what_to_do(lab):
    it = lab("A: one two three")
    hint = it.panel.findChild(QLabel, "hint")
    assert hint.isVisible()
    assert "Ctrl+M" in hint.text()
    assert not it.sponsor.isEnabled()
    it.session.apply(mark_ad(it.session.document, Place(0, 0), Place(0, 1)))
    assert not hint.isVisible()
    assert it.sponsor.isEnabled()


def test_a_click_and_enter_go_to_the_ad_read(lab):
    it = lab()
    click_row(it.list, 1)
    assert it.places == [Place(1, 1)]
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert it.places == [Place(1, 1), Place(0, 0)]


def test_marking_puts_the_keyboard_into_the_sponsor_of_the_new_one(lab):
    it = lab()
    it.session.apply(mark_ad(it.session.document, Place(0, 2), Place(0, 2)))
    it.panel.edit(it.session.document.ads[-1].id)
    assert it.sponsor.hasFocus()
    keys("Kettle")
    assert it.sponsors == {1: "", 2: "", 3: "Kettle"}


def test_what_is_typed_is_one_step_of_undo(lab):
    it = lab()
    it.panel.edit(AdId(1))
    keys("Kettle")
    press(Key.Key_Return)
    assert rows(it.list)[0][3] == "Kettle"
    it.session.undo()
    assert it.sponsors[1] == ""
    assert it.sponsor.text() == ""
    it.session.redo()
    assert it.sponsor.text() == "Kettle"


def test_a_second_visit_is_a_second_step(lab):
    it = lab()
    for text in ("Kettle", "Lamp"):
        it.panel.edit(AdId(1))
        keys(text)
        press(Key.Key_Return)
    it.session.undo()
    assert it.sponsors[1] == "Kettle"


def test_a_sponsor_being_typed_is_not_overwritten(lab):
    it = lab()
    it.panel.edit(AdId(1))
    keys("Harbour ")
    it.session.apply(retext(it.session.document, 0, 1, ["one zero two three"]))
    it.session.apply(mark_ad(it.session.document, Place(0, 3), Place(0, 3)))
    assert it.sponsor.text() == "Harbour "
    keys("Kettle")
    assert it.sponsors[1] == "Harbour Kettle"


def test_a_sponsor_being_typed_is_not_lost_on_going_to_another_ad(lab):
    it = lab()
    it.panel.edit(AdId(1))
    keys("Kettle")
    it.panel.edit(AdId(2))
    assert it.sponsor.text() == ""
    keys("Lamp")
    click_row(it.list, 0)
    assert it.sponsor.text() == "Kettle"
    assert it.sponsors == {1: "Kettle", 2: "Lamp"}


def test_spaces_around_the_sponsor_go_when_the_field_is_left(lab):
    it = lab()
    it.panel.edit(AdId(1))
    keys("  Kettle ")
    press(Key.Key_Tab)
    assert it.sponsor.text() == "Kettle"


def test_the_kind_is_chosen_with_the_keyboard(lab):
    it = lab()
    click_row(it.list, 1)
    it.kind.setFocus()
    press(Key.Key_Down)
    assert it.session.document.ads[1].kind is AdKind.POST_ROLL
    it.session.undo()
    assert it.kind.currentData() is AdKind.MID_ROLL


def test_unmark_makes_it_text_and_chooses_the_next(lab):
    it = lab()
    click_row(it.list, 0)
    click(button(it.panel, "Unmark"))
    assert picture(it.session.document).startswith("A: one@0-900 two")
    assert [row[0] for row in rows(it.list)] == ["1:01"]
    assert it.list.currentItem().text(0) == "1:01"
    it.session.undo()
    assert len(rows(it.list)) == 2


def test_deleting_the_words_of_an_ad_takes_it_off_the_list(lab):
    it = lab()
    it.session.apply(retext(it.session.document, 0, 1, ["three"]))
    assert [row[0] for row in rows(it.list)] == ["1:01"]


def test_a_panel_that_was_let_go_follows_no_longer(lab):
    it = lab()
    it.panel.let_go()
    it.session.apply(retext(it.session.document, 0, 1, ["three"]))
    assert len(rows(it.list)) == 2
