"""From a click to a word: on wrapped lines, at the edges of words, beside the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from view_lab import (
    CTRL,
    LEFT,
    NONE,
    SHIFT,
    document_of,
    make_view,
    point_of,
    put_caret,
    tidy,
)

from editor.transcript.document import Place
from editor.transcript.timeline import offset_of
from editor.ui.offsets import word_spans

LONG = (
    "So what we did instead is this: we took two sacks of coffee grounds from the place on the "
    "corner, and a bale of straw, and \U0001f41d Marguerite came with her fork and turned it all "
    "over twice."
)


@pytest.fixture
def view(qtbot):
    return make_view(qtbot, document_of("And did you?", LONG, "", "Right.", timed=True))


@pytest.fixture
def sought(view):
    places = []
    view.seek_requested.connect(places.append)
    return places


def click(view, point, modifiers=NONE):
    QTest.mouseClick(view.viewport(), LEFT, modifiers, point)


def test_every_word_is_hit_in_its_middle_and_at_both_edges(view):
    document = view.session.document
    for turn in (0, 1, 3):
        raw = view.document().findBlockByNumber(turn).text()
        for number, (start, end) in enumerate(word_spans(raw)):
            for place in (
                view.place_under(point_of(view, turn, start, dx=1)),
                view.place_under(point_of(view, turn, end, dx=-2))
                if end > start + 1
                else Place(turn, number),
            ):
                assert place == Place(turn, number), document.word(Place(turn, number)).text


def test_the_long_turn_really_wraps(view):
    assert view.document().findBlockByNumber(1).layout().lineCount() >= 3


def test_a_click_plays_from_the_word_and_puts_the_caret_there(view, sought):
    offset = offset_of(view.session.document.turns[1], 12)
    click(view, point_of(view, 1, offset, dx=2))
    assert sought == [Place(1, 12)]
    assert view.caret_place() == Place(1, 12)


def test_with_the_option_off_only_ctrl_click_plays(view, sought):
    view.click_seeks = False
    point = point_of(view, 0, 4, dx=2)
    click(view, point)
    assert sought == []
    assert view.caret_place() == Place(0, 1)
    click(view, point, CTRL)
    assert sought == [Place(0, 1)]


def test_the_space_after_a_word_counts_as_the_word(view, sought):
    click(view, point_of(view, 0, 3, dx=1))
    assert sought == [Place(0, 0)]


def test_beside_the_text_nothing_plays(view, sought):
    right = QPoint(view.viewport().width() - 3, point_of(view, 0, 0).y())
    below = QPoint(40, view.viewport().height() - 3)
    for point in (right, below):
        assert view.place_under(point) is None
        click(view, point, CTRL)
    assert sought == []


def test_an_empty_turn_has_no_word_to_play(view, sought):
    click(view, point_of(view, 2, 0), CTRL)
    assert sought == []
    assert view.caret_place() is None


def test_a_drag_selects_and_plays_nothing(view, sought):
    start, end = point_of(view, 1, 3), point_of(view, 1, 30)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)
    assert view.textCursor().hasSelection()
    assert sought == []
    first, last = view.selected_words()
    assert first.turn == last.turn == 1
    assert first < last


def test_a_drag_over_a_single_letter_selects_it_and_plays_nothing(view, sought):
    start = point_of(view, 0, 4, dx=1)
    end = start + QPoint(8, 0)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)
    assert view.textCursor().selectedText() == "d"
    assert sought == []


def test_extending_the_selection_by_shift_click_plays_nothing(view, sought):
    put_caret(view, 0, 0)
    click(view, point_of(view, 0, 8), SHIFT)
    assert view.textCursor().hasSelection()
    assert sought == []


def test_a_double_click_selects_the_word_and_plays_once(view, sought):
    point = point_of(view, 0, 4, dx=3)
    click(view, point)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, point)
    assert view.textCursor().selectedText() == "did"
    assert sought == [Place(0, 1)]


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_play_nothing(view, sought, button):
    # Not through QTest: Qt's own text widgets ignore these presses, which QTest warns about.
    point = QPointF(point_of(view, 0, 4))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, point, view.mapToGlobal(point), button, button, NONE)
        QApplication.sendEvent(view.viewport(), event)
    assert sought == []


def test_a_click_in_an_untidy_turn_still_finds_the_word(view, sought):
    put_caret(view, 0, 3)
    QTest.keyClicks(view, "    ")
    click(view, point_of(view, 0, 8, dx=3), CTRL)
    assert tidy(view.document().firstBlock().text()) == "And did you?"
    assert sought == [Place(0, 1)]
