"""Going back to an earlier state, and rescuing what is left of a damaged project."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editor.ui.errors import guarded, sentence_of

# The dialogue, SQLite and the formats are imported when somebody asks for them.
if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from editor.jobs.workspace import Workspace
    from editor.storage.content import Imported
    from editor.storage.points import Point
    from editor.storage.salvage import Salvaged
    from editor.transcript.document import Transcript
    from editor.ui.go_back_dialog import Choice, State
    from editor.ui.message_bar import MessageBar

TOPIC = "rescue"


class Recovery:
    """`editor.commands.desk.Recovery` for the window."""

    def __init__(
        self, window: QWidget, workspace: Workspace, logs: Path, messages: MessageBar
    ) -> None:
        self._window = window
        self._workspace = workspace
        self._logs = logs
        self._messages = messages
        workspace.unreadable.connect(self.offer)
        workspace.opened.connect(lambda _: messages.withdraw(TOPIC))

    def go_back(self) -> None:
        """Show what one can go back to, and go there."""
        from editor.storage.points import points_of
        from editor.ui.go_back_dialog import GoBackDialog, Texts

        episode = self._workspace.episode
        if episode is None:
            return
        project, now = episode.project, episode.session.document
        folder = self._workspace.backups_of(project.path)
        points = points_of(project.path, folder, project.imported)
        if not points:
            self._messages.say("There is nothing to go back to yet: no backup has been made.")
            return
        texts = Texts(
            "Go back to",
            "Going back is one change like any other: Undo takes it back.",
            "Go back",
        )
        choices = [_choice(point, project.imported, now) for point in points]
        pool, may = self._workspace.background, not project.read_only
        dialog = GoBackDialog(texts, choices, now, pool, self._window, may_accept=may)
        taken = dialog.exec() and dialog.state
        dialog.deleteLater()
        if taken and episode is self._workspace.episode:
            episode.go_back(taken.document)
            self._messages.say("The episode is as it was then. Undo takes this back.")

    def copy_details(self) -> None:
        """Copy what a report of a defect needs to say; nothing of the text."""
        from editor.ui.bug_report import copy_details

        copy_details(self._logs)
        self._messages.say(
            "Versions and the end of the log are on the clipboard; no word of the transcript is."
        )

    def tell_defect(self, error: BaseException) -> None:
        """Say that something went wrong inside; write what is not written yet first."""
        episode = self._workspace.episode
        saved = episode is None or episode.project.read_only or episode.save_now()
        safe = "your work is saved" if saved else "your work is still here, but not saved"
        self._messages.say(
            f"Something went wrong inside Proofcast ({type(error).__name__}); {safe}, and the "
            "program goes on.",
            lasting=True,
            button="Copy details",
            then=self.copy_details,
            topic="defect",
        )

    def offer(self, path: Path, sentence: str) -> None:
        """Say that a project cannot be opened, and that something may be left of it."""
        self._messages.say(
            sentence,
            lasting=True,
            button="Rescue…",
            then=lambda: self.rescue(path),
            topic=TOPIC,
        )

    def rescue(self, path: Path) -> None:
        """Copy a damaged project aside, read what can be read, and show it beside its backups."""
        folder = self._workspace.backups_of(path)
        self._messages.say(f"Reading what is left of “{path.name}”…")
        self._workspace.background.start(
            lambda _: _what_is_left(path, folder),
            lambda choices: guarded(lambda: self._choose(path, choices), self._messages.say)(),
            lambda error: self._messages.say(sentence_of(error), lasting=True),
        )

    def _choose(self, path: Path, choices: list[Choice]) -> None:
        from editor.ui.go_back_dialog import GoBackDialog, Texts

        if not choices:
            self._messages.say(
                f"Nothing of “{path.name}” can be read, and there is no backup of it.",
                lasting=True,
            )
            return
        texts = Texts(
            f"Rescue {path.name}",
            "The damaged file stays as it is. What you choose becomes a new project beside it.",
            "Open as a new project",
        )
        pool = self._workspace.background
        dialog = GoBackDialog(texts, choices, None, pool, self._window)
        taken = dialog.exec() and dialog.state
        dialog.deleteLater()
        if taken:
            self._workspace.open_rescued(taken.document, taken.rest, path)
        else:
            self.offer(path, f"“{path.name}” was not rescued; it is as it was.")


def _choice(point: Point, imported: Imported | None, now: Transcript) -> Choice:
    from editor.jobs.reading import Rescue
    from editor.storage.points import read_point
    from editor.transcript.compare import with_known_times
    from editor.ui.go_back_dialog import Choice, State

    def load() -> State:
        document = read_point(point, imported)
        if point.backup is None:
            document = with_known_times(document, now)
        return State(document, Rescue())

    return Choice(_shown(point.when), point.title, load)


def _what_is_left(path: Path, folder: Path) -> list[Choice]:
    """In another thread: what can be read of a damaged project, and its backups."""
    from editor.storage.errors import ProjectError
    from editor.storage.points import points_of
    from editor.storage.salvage import salvage, set_aside
    from editor.ui.go_back_dialog import Choice

    set_aside(path, folder, datetime.now())
    choices = [
        Choice(_shown(point.when), f"Backup: {point.title}", lambda p=point: _backup(p))  # type: ignore[misc]
        for point in points_of(path, folder, None)
    ]
    try:
        found = salvage(path)
    except ProjectError:
        return choices
    return [
        Choice("Now", f"The damaged file: {found.sentence}", lambda: _salvaged(found)),
        *choices,
    ]


def _salvaged(found: Salvaged) -> State:
    from editor.jobs.reading import Rescue
    from editor.ui.go_back_dialog import State

    return State(found.document, Rescue(found.media, found.imported))


def _backup(point: Point) -> State:
    from editor.jobs.reading import Rescue
    from editor.storage.project import Project
    from editor.ui.go_back_dialog import State

    assert point.backup is not None
    with Project.open(point.backup, read_only=True) as project:
        return State(project.document(), Rescue(project.media, project.imported))


def _shown(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when else ""
