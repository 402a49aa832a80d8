from __future__ import annotations

import pytest

from editor import app as application
from editor.alignment.aligner import Done
from editor.ui.context_menu import ENTRIES, ContextMenu
from editor.ui.telling import finished_sentence


@pytest.fixture
def window(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("PROOFCAST_HOME", str(tmp_path))
    made = application.build()
    yield made.window
    made.window.close()
    made.window.deleteLater()
    made.workspace.deleteLater()


def test_the_menu_offers_commands_and_the_clipboard(window):
    view = window.page.view
    context = view.findChild(ContextMenu)
    menu = context.menu()
    titles = [action.text() for action in menu.actions()]
    assert titles[:3] == ["Cut", "Copy", "Paste"]
    assert not menu.actions()[0].isEnabled()
    names = [action.objectName() for action in menu.actions()]
    assert [name for name in names if name] == [name for group in ENTRIES for name in group]
    assert not any("Undo" in title and "Ctrl" in title for title in titles)
    menu.deleteLater()


def test_what_is_said_after_alignment():
    assert finished_sentence(Done(1)) == (
        "The text is written: correct it while you listen.", False,
    )  # fmt: skip
    sentence, odd = finished_sentence(Done(1, 1200, 1100, 1, 99, 4000))
    assert sentence == (
        "Aligned: 1,100 of 1,200 words found in the sound, 1 is not spoken (shown in grey), "
        "4 s of speech have no text."
    )
    assert not odd
    sentence, odd = finished_sentence(Done(1, 100, 12, 88))
    assert sentence == (
        "Only 12 of 100 words found in the sound: is this the transcript of this episode?"
    )
    assert odd
