"""Help, About."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor import __version__
from editor.ui.about_dialog import READING, AboutDialog


def test_every_package_shows_its_licence(qtbot, background):
    dialog = AboutDialog(background)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.text.toPlainText() == READING
    qtbot.waitUntil(lambda: dialog.packages.topLevelItemCount() > 20)
    rows = [dialog.packages.topLevelItem(at) for at in range(dialog.packages.topLevelItemCount())]
    names = [row.text(0) for row in rows]
    assert any(name.startswith("PySide6 ") for name in names)
    first = dialog.text.toPlainText()
    assert first
    QTest.keyClick(dialog.packages, Qt.Key.Key_Down)
    assert dialog.text.toPlainText() not in ("", first)
    dialog.close()


def test_it_can_be_closed_while_it_reads(qtbot, background):
    dialog = AboutDialog(background)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_says_which_version_this_is():
    from editor.ui.about_dialog import ABOUT

    assert __version__ in ABOUT
