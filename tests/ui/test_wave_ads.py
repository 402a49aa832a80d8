"""Dragging the edges of ad reads in both waveforms, with real mouse events."""

from __future__ import annotations

import numpy as np
import pytest
from notation import document, picture
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from editor.transcript.session import Session
from editor.ui.theme import LIGHT
from editor.ui.waveforms import Waveforms

LEFT = Qt.MouseButton.LeftButton
TALK = "A: so@0-900 well@1000-1900 [1 buy@2000-2900 it@3000-3900 1] back@4000-4900 to@5000-5900"


class Quiet:
    duration_ms = 10_000

    def between(self, start_ms, end_ms, columns):
        return np.zeros(columns, np.float32), np.zeros(columns, np.float32)


@pytest.fixture
def waves(qtbot):
    session = Session(document(TALK))
    view = Waveforms(session, LIGHT)
    qtbot.addWidget(view)
    view.resize(1000, 240)
    view.set_peaks(Quiet())
    view.close_up.show_stretch(0, 10_000)
    view.show()
    yield view
    view.let_go()


def drag(view, start_ms, end_ms, y=8):
    start, end = QPoint(round(view.x_of(start_ms)), y), QPoint(round(view.x_of(end_ms)), y)
    QTest.mouseMove(view, start)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def text(waves):
    return " ".join(token.split("@")[0] for token in picture(waves._session.document).split())


@pytest.mark.parametrize(("name", "y"), [("overview", 8), ("close_up", 28)])
def test_an_edge_is_dragged_to_the_nearest_word(waves, name, y):
    view = getattr(waves, name)
    drag(view, 3900, 5700, y)
    assert text(waves) == "A: so well [1 buy it back to 1]"
    waves._refresh_overview()
    drag(view, 2000, 1200, y)
    assert text(waves) == "A: so [1 well buy it back to 1]"
    waves._session.undo()
    waves._session.undo()
    assert picture(waves._session.document) == picture(document(TALK))


@pytest.mark.parametrize(("name", "y"), [("overview", 8), ("close_up", 28)])
def test_a_click_on_an_edge_moves_nothing_and_goes_there(waves, name, y, qtbot):
    view = getattr(waves, name)
    with qtbot.waitSignal(view.seek_requested) as asked:
        QTest.mouseClick(view, LEFT, pos=QPoint(round(view.x_of(2000)), y))
    assert abs(asked.args[0] - 2000) < 50
    assert picture(waves._session.document) == picture(document(TALK))


def test_below_the_band_the_pointer_goes_to_the_place(waves, qtbot):
    with qtbot.waitSignal(waves.overview.seek_requested):
        drag(waves.overview, 3900, 5700, 40)
    assert picture(waves._session.document) == picture(document(TALK))


def test_below_the_band_of_the_close_up_the_edge_of_a_word_is_dragged(waves):
    drag(waves.close_up, 3900, 3700, 70)
    assert "it@3000-3700!" in picture(waves._session.document)


def test_escape_leaves_the_edge_where_it_was(waves):
    view = waves.overview
    start = QPoint(round(view.x_of(3900)), 8)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(200, 0))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(200, 0))
    assert picture(waves._session.document) == picture(document(TALK))


def test_the_pointer_says_what_can_be_dragged(waves):
    view = waves.overview
    QTest.mouseMove(view, QPoint(round(view.x_of(2000)), 8))
    assert view.cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mouseMove(view, QPoint(round(view.x_of(2500)), 8))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
