"""Asking for files, and whether files may be replaced: the same everywhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QPushButton, QWidget


def is_there(path: Path) -> bool:
    """Whether there is something at a path; False too where nobody may look."""
    return os.path.lexists(path)


def ask_to_open(
    window: QWidget, title: str, folder: str, kinds: str, *, many: bool = False
) -> list[Path]:
    """The files that the user chose; none if the dialogue was closed.

    Args:
        window: Stands behind the dialogue.
        title: What for.
        folder: Where to begin.
        kinds: The filters, as Qt writes them.
        many: Whether more than one file can be chosen.
    """
    dialog = QFileDialog(window, title, folder, kinds)
    mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return [Path(name) for name in chosen]


def ask_for_folder(window: QWidget, title: str, folder: str) -> Path | None:
    """The folder that the user chose, or None."""
    dialog = QFileDialog(window, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def ask_to_save(
    window: QWidget, title: str, suggested: Path, kinds: str, suffixes: Sequence[str]
) -> Path | None:
    """Where the user wants a file written, having agreed that what is there is replaced, or None.

    Args:
        window: Stands behind the dialogue.
        title: What for.
        suggested: Folder and name to begin with.
        kinds: The filters, as Qt writes them.
        suffixes: A name without any suffix gets the first of these; with one, any other suffix
            counts as part of the name.
    """
    dialog = QFileDialog(window, title, str(suggested.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # We ask ourselves: only here is known which name the file gets in the end.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    if not chosen:
        return None
    path = with_suffix(Path(chosen[0]), suffixes)
    return path if may_replace(window, [path]) else None


def with_suffix(path: Path, suffixes: Sequence[str]) -> Path:
    """The path with one of the suffixes; "Episode 1.5" has none yet."""
    if path.suffix.lower() in suffixes or (path.suffix and len(suffixes) > 1):
        return path
    return path.with_name(path.name + suffixes[0])


def may_replace(window: QWidget, paths: Sequence[Path]) -> bool:
    """Whether these files may be written; asks if some are there already."""
    there = [path for path in paths if is_there(path)]
    if not there:
        return True
    names = " and ".join(f"“{path.name}”" for path in there)
    verb, them = ("exists", "it") if len(there) == 1 else ("exist", "them")
    question = f"{names} {verb} already in {there[0].parent}. Replace {them}?"
    return ask(window, "Replace?", question, {"replace": "Replace"}) == "replace"


def ask(window: QWidget, title: str, question: str, answers: Mapping[str, str]) -> str:
    """Ask a question; Cancel, or closing it, answers "".

    Args:
        window: Stands behind it.
        title: Of the dialogue.
        question: One or two sentences.
        answers: From an answer to the title of its button.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)  # file names may look like markup
    buttons: dict[QPushButton, str] = {
        box.addButton(text, QMessageBox.ButtonRole.ActionRole): answer
        for answer, text in answers.items()
    }
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    answer = next((answer for button, answer in buttons.items() if button is clicked), "")
    box.deleteLater()
    return answer
