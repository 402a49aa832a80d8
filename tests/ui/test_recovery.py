"""Going back and rescuing, in the real window."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from window_lab import Modal

from editor.storage.backups import backups_of
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.text_edits import retext
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from editor.ui.go_back_dialog import GoBackDialog


@pytest.fixture
def opened(program, qtbot, episode_files):
    application = program()
    with qtbot.waitSignal(application.workspace.opened):
        application.workspace.open_paths([episode_files[1]])
    episode = application.workspace.episode
    qtbot.waitUntil(lambda: bool(backups_of(episode.project.path, episode.backups.folder)))
    return application


def texts(application) -> list[str]:
    return [turn.text for turn in application.workspace.episode.session.document.turns]


def ready(qtbot, dialog: GoBackDialog, row: int) -> GoBackDialog:
    dialog.list.setCurrentItem(dialog.list.topLevelItem(row))
    qtbot.waitUntil(lambda: dialog.state is not None)
    return dialog


def test_going_back_shows_what_would_change_and_is_undone_as_one(opened, qtbot):
    before = texts(opened)
    session = opened.workspace.episode.session
    session.apply(retext(session.document, 0, 1, ["Quite another beginning."]))
    session.apply(retext(session.document, 1, 1, []))
    later = texts(opened)
    seen = []

    def choose(dialog):
        ready(qtbot, dialog, 0)
        seen.append((dialog.about.text(), dialog.preview.toPlainText()))
        dialog.accept_button.click()

    Modal(choose).during(opened.window.recovery.go_back)
    about, preview = seen[0]
    assert about.startswith("Than now: 2 turns read differently")
    assert "− Quite another beginning." in preview
    assert "+ Hello and welcome to the show. I am your host." in preview
    assert texts(opened) == before
    assert session.history.undo_label == "Go back"
    assert opened.window.page.view.toPlainText().split("\n") == before
    session.undo()
    assert texts(opened) == later


def test_the_import_can_be_gone_back_to(opened, qtbot):
    before = texts(opened)
    session = opened.workspace.episode.session
    session.apply(retext(session.document, 0, 1, ["Something else."]))

    def choose(dialog):
        assert dialog.list.topLevelItem(1).text(1) == "The text as it was imported (page.txt)"
        ready(qtbot, dialog, 1).accept_button.click()

    Modal(choose).during(opened.window.recovery.go_back)
    assert texts(opened) == before


def test_cancelling_and_looking_at_the_same_state_change_nothing(opened, qtbot):
    document = opened.workspace.episode.session.document

    def look(dialog):
        ready(qtbot, dialog, 0)
        assert dialog.about.text() == "The same as now."
        assert not dialog.accept_button.isEnabled()
        dialog.reject()

    Modal(look).during(opened.window.recovery.go_back)
    assert opened.workspace.episode.session.document is document


def test_a_backup_that_is_gone_is_one_sentence(opened, qtbot):
    episode = opened.workspace.episode
    backups_of(episode.project.path, episode.backups.folder)[0].path.write_bytes(b"gone")

    def look(dialog):
        qtbot.waitUntil(lambda: "is not a Proofcast project" in dialog.about.text())
        assert not dialog.accept_button.isEnabled()
        dialog.reject()

    Modal(look).during(opened.window.recovery.go_back)


def test_a_read_only_project_can_be_compared_and_not_changed(opened, program, qtbot):
    path = opened.workspace.episode.project.path
    other = program()
    with qtbot.waitSignal(other.workspace.opened):
        other.workspace.open_project(path)
    assert other.workspace.episode.project.read_only
    document = other.workspace.episode.session.document
    other.workspace.episode.session.apply(retext(document, 0, 1, ["Here only."]))

    def look(dialog):
        ready(qtbot, dialog, 0)
        assert not dialog.accept_button.isEnabled()
        dialog.reject()

    Modal(look).during(other.window.recovery.go_back)
    other.workspace.close_episode()  # or closing would ask whether to save a copy


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    turns = tuple(Turn(TurnId(n), None, words_of(f"turn number {n}")) for n in (1, 2, 3))
    path = tmp_path / "talk.proofcast"
    Project.create(path, Transcript(turns)).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE turn SET words = '{' WHERE id = 2")
        conn.commit()
    return path


def test_a_damaged_project_is_rescued_from_the_message(program, qtbot, damaged):
    application = program()
    content = damaged.read_bytes()
    window, workspace = application.window, application.workspace
    with qtbot.waitSignal(workspace.unreadable):
        workspace.open_project(damaged)
    assert "damaged" in window.messages.sentence
    assert window.messages._button.text() == "Rescue…"

    def choose(dialog):
        ready(qtbot, dialog, 0)
        assert "2 turns with 6 words can still be read; 1 cannot." in dialog.list.topLevelItem(
            0
        ).text(1)
        dialog.accept_button.click()

    modal = Modal(choose)
    modal.during(
        lambda: (
            window.messages._act(),
            qtbot.waitUntil(lambda: workspace.episode is not None, timeout=10_000),
        )
    )
    assert texts(application) == ["turn number 1", "turn number 3"]
    assert workspace.episode.project.path.name == "talk rescued.proofcast"
    assert damaged.read_bytes() == content
    (copy,) = workspace.backups_of(damaged).glob("*.damaged")
    assert copy.read_bytes() == content
    assert window.messages.sentence != ""


def test_what_holds_nothing_any_more_is_said(program, qtbot, tmp_path):
    application = program()
    path = tmp_path / "talk.proofcast"
    Project.create(path, Transcript((Turn(TurnId(1), None, ()),))).close()
    path.write_bytes(path.read_bytes()[:100] + bytes(20_000))
    with qtbot.waitSignal(application.workspace.unreadable):
        application.workspace.open_project(path)
    application.window.messages._act()
    qtbot.waitUntil(lambda: "there is no backup" in application.window.messages.sentence)
