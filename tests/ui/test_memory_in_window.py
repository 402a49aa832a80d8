"""A show's memory in the whole window: from one episode to the next, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from window_lab import ALT, CTRL, SHIFT, Key, Modal, focus, keys, press

from editor.review.show_memory import Correction, Name, ShowSpeaker
from editor.storage.library import Library
from editor.storage.show_changes import Change

if TYPE_CHECKING:
    from pathlib import Path

    from editor.app import Application

FIRST = "Mara: So Jacko Zwetslu said.\n"
SECOND = (
    "Mara: And then Jacko Zwetslu came.\n\nTom: I like Jacko Zwetslu's boat.\n\n"
    "Mara: We ask Jacko Zwetslu again.\n"
)


@pytest.fixture
def app(qtbot, program) -> Application:
    made = program()
    qtbot.waitUntil(made.window.isActiveWindow)
    return made


def opened(qtbot, app: Application, folder: Path, name: str, text: str):
    path = folder / name
    path.write_text(text)
    with qtbot.waitSignal(app.workspace.opened):
        app.workspace.open_paths([path])
    qtbot.waitUntil(app.window.page.view.hasFocus)
    app.window.actions_.refresh_now()
    return app.workspace.episode


def texts(app: Application) -> list[str]:
    return [turn.text for turn in app.workspace.episode.session.document.turns]


def test_a_correction_of_one_episode_is_one_key_in_the_next(qtbot, app, tmp_path):
    opened(qtbot, app, tmp_path, "1.txt", FIRST)
    for _ in range(3):
        press(Key.Key_Right)
    press(Key.Key_Right, CTRL | SHIFT)
    press(Key.Key_Right, CTRL | SHIFT)
    keys("Jacques Vetsloo ")
    qtbot.waitUntil(lambda: texts(app) == ["So Jacques Vetsloo said."])
    episode = opened(qtbot, app, tmp_path, "2.txt", SECOND)
    before = texts(app)
    assert episode.review.left == 3
    press(Key.Key_F8)
    assert app.window.messages.sentence == (
        "“Jacko Zwetslu” was corrected to “Jacques Vetsloo” before (in 3 places). 3 left."
    )
    press(Key.Key_Return, ALT | SHIFT)
    qtbot.waitUntil(
        lambda: (
            texts(app)
            == [
                "And then Jacques Vetsloo came.",
                "I like Jacques Vetsloo's boat.",
                "We ask Jacques Vetsloo again.",
            ]
        )
    )
    assert app.window.messages.sentence.startswith("Changed in 3 places.")
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: texts(app) == before)
    assert episode.review.left == 3


def test_keeping_it_asks_no_more_about_that_place(qtbot, app, tmp_path):
    slip = Correction("Jacko Zwetslu", "Jacques Vetsloo", 5)
    app.workspace.shows.change("My show", Change(put=(slip,)))
    episode = opened(qtbot, app, tmp_path, "2.txt", SECOND)
    press(Key.Key_F8)
    press(Key.Key_K, ALT)
    qtbot.waitUntil(lambda: episode.review.left == 2)
    assert texts(app)[0] == "And then Jacko Zwetslu came."
    app.workspace.close_episode()
    app.workspace.settle()
    assert app.workspace.shows.read("My show").corrections == (slip._replace(refused=1),)


def test_the_dialogue_opens_by_key_and_what_is_added_is_proposed_at_once(qtbot, app, tmp_path):
    episode = opened(qtbot, app, tmp_path, "2.txt", SECOND)
    assert episode.review.left == 0

    def fill(dialog) -> None:
        dialog.tabs.setCurrentIndex(1)
        press(Key.Key_Insert)
        qtbot.waitUntil(lambda: isinstance(focus(), QLineEdit))
        first = focus()
        keys("Jacko Zwetslu")
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: focus() is not first and isinstance(focus(), QLineEdit))
        keys("Jacques Vetsloo")
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: len(episode.memory.now.corrections) == 1)
        dialog.reject()

    assert Modal(fill).during(lambda: press(Key.Key_H, CTRL | SHIFT)) == ["Show memory"]
    assert episode.review.left == 3


def test_a_name_is_remembered_by_key(qtbot, app, tmp_path):
    episode = opened(qtbot, app, tmp_path, "1.txt", FIRST)
    press(Key.Key_Right, CTRL)
    press(Key.Key_N, CTRL | SHIFT)
    assert episode.memory.now.names == (Name("Jacko"),)
    assert episode.memory.prompt == "Jacko."
    assert app.window.messages.sentence == "“Jacko” is a name of My show from now on."


def test_the_speakers_of_the_show_come_with_their_colours(qtbot, app, tmp_path):
    rows = (ShowSpeaker("Mara", 5), ShowSpeaker("Ada", 3))
    app.workspace.shows.change("My show", Change(put=rows))
    episode = opened(qtbot, app, tmp_path, "2.txt", SECOND)
    named = {row.name: row.colour for row in episode.session.document.speakers}
    assert named["Mara"] == 5
    app.window.actions_["memory.speakers"].trigger()
    assert episode.session.document.speakers[-1][1:] == ("Ada", 3)


def test_a_damaged_memory_is_said_and_the_episode_opens(qtbot, app, tmp_path):
    app.workspace.shows.change("My show", Change(put=(Name("Vetsloo"),)))
    path = app.workspace.shows.path_of("My show")
    path.write_bytes(b"nothing of ours " * 40)
    episode = opened(qtbot, app, tmp_path, "1.txt", FIRST)
    qtbot.waitUntil(lambda: "is damaged: it was put aside" in app.window.messages.sentence)
    assert episode.memory.now.rows == ()
    assert path.with_name(path.name + ".damaged").exists()


def test_what_another_window_has_learned_is_known_on_coming_back(qtbot, app, tmp_path):
    episode = opened(qtbot, app, tmp_path, "2.txt", SECOND)
    slip = Correction("Jacko Zwetslu", "Jacques Vetsloo")
    Library(app.folders.shows).change("My show", Change(put=(slip,)))
    assert episode.review.left == 0
    app.qt.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert episode.review.left == 3


def test_a_word_added_while_checking_the_spelling_is_right_in_the_show(qtbot, app, tmp_path):
    episode = opened(qtbot, app, tmp_path, "1.txt", "Mara: We met Okonkwo at the harbour.\n")
    bar = app.window.page.spell_bar
    press(Key.Key_F7, SHIFT)
    qtbot.waitUntil(lambda: bar.word.text() == "“Okonkwo”", timeout=30_000)
    keys("d")
    assert Name("Okonkwo") in episode.memory.now.names
    second = opened(qtbot, app, tmp_path, "2.txt", "Mara: Okonkwo and Tolliverq again.\n")
    assert second is not episode
    press(Key.Key_F7, SHIFT)
    qtbot.waitUntil(lambda: bar.word.text() == "“Tolliverq”", timeout=30_000)
