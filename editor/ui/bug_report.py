"""“Copy details for a bug report”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from editor.settings.bug_report import details

if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME = "proofcast.log"


def copy_details(logs: Path) -> None:
    """Put versions and the end of the log, without any text of the episode, on the clipboard."""
    screen = QGuiApplication.primaryScreen()
    versions = {
        "Qt": f"{qVersion()} (PySide {pyside_version}, {QGuiApplication.platformName()})",
        "Language": QLocale.system().name(),
        "Screen": f"{screen.size().width()} x {screen.size().height()}, "
        f"scale {screen.devicePixelRatio():g}"
        if screen
        else "none",
    }
    QGuiApplication.clipboard().setText(details(logs / LOG_NAME, versions))
