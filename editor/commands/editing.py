"""Commands that change the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.commands.review import show_doubt

if TYPE_CHECKING:
    from editor.commands.desk import Desk


KEPT = "keep mine"


def undo(desk: Desk) -> None:
    """Take back what was done last: a step, or that a doubt was kept."""
    doubt = desk.review.unkeep()
    if doubt is None:
        desk.session.undo()
    else:
        show_doubt(desk, doubt)


def redo(desk: Desk) -> None:
    """Do again what was taken back last."""
    if desk.review.keep_again() is None:
        desk.session.redo()


def can_undo(desk: Desk) -> bool:
    """Whether there is something to take back."""
    return desk.has_episode and undo_title(desk) != "Undo"


def can_redo(desk: Desk) -> bool:
    """Whether there is something to do again."""
    return desk.has_episode and redo_title(desk) != "Redo"


def undo_title(desk: Desk) -> str:
    """What undo would take back."""
    if not desk.has_episode:  # the queue of doubts need not be loaded to know that
        return "Undo"
    label = KEPT if desk.review.keeps.last else desk.session.history.undo_label
    return _with_step("Undo", label)


def redo_title(desk: Desk) -> str:
    """What redo would do again."""
    if not desk.has_episode:
        return "Redo"
    label = KEPT if desk.review.keeps.next else desk.session.history.redo_label
    return _with_step("Redo", label)


def _with_step(title: str, step: str | None) -> str:
    """ "Undo split turn"; a step without a label says that there is one."""
    if step is None:
        return title
    return f"{title} {step[:1].lower()}{step[1:]}" if step else f"{title} last step"


EDITING = (
    Command("edit.undo", "Undo", undo, can_undo, "Edit", named=undo_title),
    Command("edit.redo", "Redo", redo, can_redo, "Edit", named=redo_title),
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
    Command("edit.spelling", "Check spelling", lambda desk: desk.panels.spelling(), has_episode,
            "Edit", separated=True,
            help="From the caret on; again for the next word. Digits choose suggestions."),
)  # fmt: skip
"""The commands for the document as a whole."""
