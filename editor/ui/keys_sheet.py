"""The sheet of keys (F1), made from the command table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QTextBrowser, QVBoxLayout, QWidget

from editor.ui.command_actions import shown_key
from editor.ui.controls import fit
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from editor.commands.command import Command, Registry
    from editor.commands.keymap import Keys
    from editor.ui.theme import Theme


class KeysSheet(QDialog):
    """Every command that has a key, by menu."""

    def __init__(
        self, registry: Registry, keys: Keys, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        sheet = QTextBrowser()
        sheet.setTabChangesFocus(True)
        sheet.setAccessibleName("Keys")
        sheet.setFrameShape(QFrame.Shape.NoFrame)
        sheet.setHtml(sheet_html(registry, keys, theme))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(sheet)
        layout.addWidget(buttons)
        fit(self, GRID * 76, GRID * 80)


def sheet_html(registry: Registry, keys: Keys, theme: Theme) -> str:
    """The sheet as HTML for `QTextBrowser`."""
    parts = []
    menus = registry.menus() | {"Other": [command for command in registry if not command.menu]}
    for menu, commands in menus.items():
        bound = [command for command in commands if keys.get(command.id)]
        told = [command.help for command in bound]
        rows = [
            # What holds for a row of commands is said once.
            _row(command, keys, theme, command.help if command.help not in told[:at] else "")
            for at, command in enumerate(bound)
        ]
        if rows:
            parts.append(f"<h3>{escape(menu)}</h3><table width='100%'>{''.join(rows)}</table>")
    return "".join(parts)


def _row(command: Command, keys: Keys, theme: Theme, help: str) -> str:
    bound = ", ".join(escape(shown_key(key)) for key in keys[command.id])
    title = escape(command.title.removesuffix("…"))
    more = f"<br><small style='color:{theme.muted}'>{escape(help)}</small>" if help else ""
    return (
        f"<tr><td width='36%' style='padding:3px 12px 3px 0'><b>{bound}</b></td>"
        f"<td style='padding:3px 0'>{title}{more}</td></tr>"
    )
