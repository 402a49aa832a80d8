from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from editor.transcript.document import empty_transcript
from editor.transcript.session import Session
from editor.ui.style import apply_theme
from editor.ui.theme import DARK, LIGHT
from editor.ui.transcript_view import TranscriptView
from editor.ui.view_colours import ViewColours


def test_the_paper_turns_dark_while_the_window_is_open(qtbot):
    app = QApplication.instance()
    apply_theme(app, LIGHT)
    view = TranscriptView(Session(empty_transcript()), ViewColours.of(LIGHT))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    apply_theme(app, DARK)
    view.set_colours(ViewColours.of(DARK))
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(view.width() // 2, 40).value() < 80)
    assert view.viewport().palette().color(QPalette.ColorRole.Base).name() == DARK.surface
    apply_theme(app, LIGHT)
