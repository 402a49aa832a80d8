"""Commands that change the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode

if TYPE_CHECKING:
    from editor.commands.desk import Desk


def undo(desk: Desk) -> None:
    """Take the last step back."""
    desk.session.undo()


def redo(desk: Desk) -> None:
    """Do the last undone step again."""
    desk.session.redo()


def can_undo(desk: Desk) -> bool:
    """Whether there is a step to take back."""
    return desk.has_episode and desk.session.history.undo_label is not None


def can_redo(desk: Desk) -> bool:
    """Whether there is a step to do again."""
    return desk.has_episode and desk.session.history.redo_label is not None


EDITING = (
    Command("edit.undo", "Undo", undo, can_undo, "Edit"),
    Command("edit.redo", "Redo", redo, can_redo, "Edit"),
    Command(
        "edit.find", "Find…", lambda desk: desk.panels.find(), has_episode, "Edit", separated=True
    ),
    Command(
        "edit.replace", "Replace…", lambda desk: desk.panels.find(replacing=True), has_episode,
        "Edit", help="Word times are kept; replacing everywhere is one undo step.",
    ),
    Command("edit.find_next", "Find next", lambda desk: desk.panels.find_again(1), has_episode,
            "Edit"),
    Command("edit.find_previous", "Find previous", lambda desk: desk.panels.find_again(-1),
            has_episode, "Edit"),
)  # fmt: skip
"""The commands for the document as a whole."""
