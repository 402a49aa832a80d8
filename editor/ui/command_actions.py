"""The command table as Qt actions: menus, shortcuts and tooltips come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from editor.commands.keymap import for_writing
from editor.ui.errors import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

    from editor.commands.command import Command, Registry
    from editor.commands.desk import Desk
    from editor.commands.keymap import Keys


class CommandActions(QObject):
    """One `QAction` per command, owned by the window.

    Call `refresh` whenever something may have changed what can be done; it is collected until the
    event loop is idle, so calling it often costs nothing.

    Signals:
        bound: Commands have other keys now.

        ran: A command has been run: its id.

    Attributes:
        keys: Every command's keys as they are.
    """

    bound = Signal()
    ran = Signal(str)

    def __init__(self, registry: Registry, keys: Keys, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._registry = registry
        self.keys = keys
        self._menus: list[QMenu] = []
        self._actions = {command.id: self._action(command, window) for command in registry}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh_now)
        self._waiting: list[Command] = []
        self._looking = QTimer(self, interval=0)
        self._looking.timeout.connect(guarded(self._look, desk.say))
        self.bind(keys)

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def bind(self, keys: Keys) -> None:
        """Give every command these keys."""
        self.keys = keys
        for command in self._registry:
            bound = keys.get(command.id, ())
            action = self._actions[command.id]
            shown = shown_key(bound[0]) if bound else ""
            action.setToolTip(_tooltip(command, shown))
            if command.in_text:
                # Its first key is bound for good in the text itself; the menu only shows it.
                action.setText(f"{command.title}\t{shown}")
            action.setShortcuts([QKeySequence(key) for key in bound if not for_writing(key)])
        self._set_mnemonics()
        self.bound.emit()

    def shown(self, command: str) -> str:
        """The first key of a command as this system writes it; "" if it has none."""
        bound = self.keys.get(command, ())
        return shown_key(bound[0]) if bound else ""

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        for title, commands in self._registry.menus().items():
            menu = bar.addMenu(title)
            self._menus.append(menu)
            menu.aboutToShow.connect(self.refresh_now)
            for command in commands:
                if command.separated:
                    menu.addSeparator()
                menu.addAction(self._actions[command.id])
        self._set_mnemonics()

    def _set_mnemonics(self) -> None:
        """A letter that is a key with Alt is no menu's: both would be dead."""
        taken = {key[-1].lower() for bound in self.keys.values() for key in bound
                 if len(key) == len("Alt+X") and key.startswith("Alt+")}  # fmt: skip
        titles = with_mnemonics(self._registry.menus(), taken)
        for menu, title in zip(self._menus, titles, strict=False):
            menu.setTitle(title)

    def refresh(self) -> None:
        """Bring the actions up to date when the event loop is idle."""
        self._soon.start()

    def refresh_now(self) -> None:
        """Bring the actions up to date."""
        for command in self._registry:
            action = self._actions[command.id]
            action.setEnabled(command.when(self._desk))
            if command.checked:
                action.setChecked(command.checked(self._desk))
            if command.named:
                action.setText(command.named(self._desk))

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(command.title, window)
        action.setObjectName(command.id)
        action.setStatusTip(command.help)
        # Pictures are for buttons; a menu is read.
        action.setIconVisibleInMenu(False)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(guarded(lambda: self._run(command), self._desk.say))
        window.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        """Run a command as soon as it is ready; those after it come after it."""
        if self._waiting or not self._ready(command):
            self._waiting.append(command)
            self._looking.start()
            return
        if command.when(self._desk):
            command.run(self._desk)
            self.ran.emit(command.id)
        self.refresh()

    def _ready(self, command: Command) -> bool:
        """Whether a command can be run now; also if it cannot be run at all."""
        return not command.when(self._desk) or command.ready(self._desk)

    def _look(self) -> None:
        """Run what has waited for long enough."""
        if self._ready(self._waiting[0]):
            waited, self._waiting = self._waiting, []
            self._looking.stop()
            for command in waited:
                self._run(command)


def with_mnemonics(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Menu titles with Alt keys: for each the first of its letters that none before it has.

    Args:
        titles: The menus.
        taken: Letters in lower case that mean something else.
    """
    used = set(taken)
    marked = []
    for title in titles:
        free = (i for i, letter in enumerate(title) if letter.isalpha())
        at = next((i for i in free if title[i].lower() not in used), None)
        if at is not None:
            used.add(title[at].lower())
        marked.append(title if at is None else f"{title[:at]}&{title[at:]}")
    return marked


def shown_key(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _tooltip(command: Command, key: str) -> str:
    title = command.title.removesuffix("…")
    head = f"{title} ({key})" if key else title
    return f"{head}\n{command.help}" if command.help else head
