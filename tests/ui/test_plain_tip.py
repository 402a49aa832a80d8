from __future__ import annotations

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip
from view_lab import document_of, make_view

from editor.transcript.speakers import add_speaker, relabel
from editor.ui.geometry import first_baseline
from editor.ui.plain_tip import plain_tip

HOSTILE = "<img src='//server/share/a.png'>"


@pytest.mark.parametrize("text", ["Ann", "<b>Ann</b>", HOSTILE, "a < b & c", "one\n0:12 to 0:13"])
def test_a_tooltip_shows_the_text_itself(qtbot, text):
    assert QtGui.Qt.mightBeRichText(plain_tip(text))
    page = QTextDocument()
    page.setHtml(plain_tip(text))
    assert page.toPlainText() == text
    assert "<img" not in page.toHtml()


def test_nothing_is_no_tooltip():
    assert plain_tip("") == ""


def test_the_tooltip_of_a_hostile_name_holds_no_image(qtbot):
    view = make_view(qtbot, document_of("one", "two"))
    session = view.session
    session.apply(add_speaker(session.document, HOSTILE))
    session.apply(relabel(session.document, [0], session.document.speakers[-1].id))
    place = QPoint(120, round(first_baseline(view, 0)) - 3)
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.gutter.mapToGlobal(place))
    QApplication.sendEvent(view.gutter, event)
    assert "&lt;img src=" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()
