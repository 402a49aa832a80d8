"""Changing keys: all commands with their keys, found by typing, bound by pressing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.commands.key_choices import refusal
from editor.commands.keymap import DEFAULT, for_writing
from editor.ui.command_actions import shown_key
from editor.ui.controls import fit
from editor.ui.errors import guarded
from editor.ui.key_catcher import KeyCatcher
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from editor.commands.command import Command, Registry
    from editor.commands.key_choices import KeyChoices, KeyStore

ID = Qt.ItemDataRole.UserRole
COMMAND, KEYS, OWN = range(3)
COLUMNS = ("Command", "Keys", "")
HINT = (
    "Enter on a command adds a key to it. Foot pedals that send keys (F13 to F24, media keys) are "
    "added like any other: “Play while the key is held” pauses when the pedal is let go."
)
PRESET_TITLES = {DEFAULT: "Proofcast"}


class KeysDialog(QDialog):
    """Every change holds at once, everywhere, and is kept."""

    def __init__(self, registry: Registry, store: KeyStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change keys")
        self._registry = registry
        self._store = store
        self._wanted = ""
        self._make_top()
        self._make_list()
        self._make_bottom()
        self._assemble()
        self._fill()
        self._list.setCurrentItem(self._items()[0])
        fit(self, GRID * 88, GRID * 78)
        self._field.setFocus()

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Show a sentence under the list."""
        self._told.setText(sentence)
        self._told.setAccessibleName(sentence)

    # -- building ------------------------------------------------------------------------------

    def _make_top(self) -> None:
        self._preset = QComboBox()
        self._preset.setAccessibleName("Preset")
        for name in self._store.now.presets:
            self._preset.addItem(PRESET_TITLES.get(name, name), name)
        self._preset.setCurrentIndex(max(0, self._preset.findData(self._store.now.preset)))
        self._preset.activated.connect(guarded(self._choose_preset, self.say))
        self._field = QLineEdit(clearButtonEnabled=True)
        self._field.setPlaceholderText("Find a command or a key, such as “doubt” or “Ctrl+F”")
        self._field.setAccessibleName("Find a command or a key")
        self._field.textChanged.connect(self._filter)
        self._field.returnPressed.connect(self._to_list)

    def _make_list(self) -> None:
        self._list = QTreeWidget()
        self._list.setAccessibleName("Commands and their keys")
        self._list.setHeaderLabels(COLUMNS)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        for command in self._registry:
            title = command.title.removesuffix("…")
            item = QTreeWidgetItem([f"{command.menu}: {title}" if command.menu else title])
            item.setData(COMMAND, ID, command.id)
            item.setToolTip(COMMAND, command.help)
            self._list.addTopLevelItem(item)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(COMMAND, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(KEYS, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(KEYS, GRID * 34)
        header.setSectionResizeMode(OWN, QHeaderView.ResizeMode.ResizeToContents)
        self._list.currentItemChanged.connect(self._show_command)
        self._list.itemActivated.connect(lambda *_: self._catcher.arm())

    def _make_bottom(self) -> None:
        self._title = QLabel(wordWrap=True)
        self._keys = QListWidget()
        self._keys.setAccessibleName("Keys of this command")
        self._keys.setFixedHeight(GRID * 11)
        self._keys.currentRowChanged.connect(self._enable)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._keys)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(guarded(self._remove, self.say))
        self._catcher = KeyCatcher("Add a key…")
        self._catcher.caught.connect(lambda key: guarded(lambda: self._bind(key), self.say)())
        self._remove_button = self._button("Remove key", self._remove)
        self._reset = self._button("As in the preset", self._as_preset)
        self._told = QLabel(wordWrap=True)
        self._take = self._button("Take it", self._take_it)
        self._leave = self._button("Leave it", self._ask_nothing)
        self._reset_all = self._button("All as in the preset", self._all_as_preset)

    def _button(self, title: str, act: object) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(guarded(act, self.say))  # type: ignore[arg-type]
        return button

    def _assemble(self) -> None:
        top = QHBoxLayout()
        preset = QLabel("&Preset")
        preset.setBuddy(self._preset)
        top.addWidget(preset)
        top.addWidget(self._preset)
        top.addSpacing(GRID)
        top.addWidget(self._field, 1)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._keys, 1, 0, 3, 1)
        for row, button in enumerate((self._catcher, self._remove_button, self._reset), 1):
            grid.addWidget(button, row, 1)
        grid.setColumnStretch(0, 1)
        asking = QHBoxLayout()
        asking.addWidget(self._told, 1)
        asking.addWidget(self._take)
        asking.addWidget(self._leave)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        last = QHBoxLayout()
        last.addWidget(self._reset_all)
        last.addStretch(1)
        last.addWidget(close)
        hint = QLabel(HINT, wordWrap=True)
        hint.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 3 // 2)
        layout.addLayout(top)
        layout.addWidget(self._list, 1)
        layout.addLayout(grid)
        layout.addLayout(asking)
        layout.addWidget(hint)
        layout.addLayout(last)

    # -- showing -------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Every command's keys as they are, and whether they are the user's own."""
        choices = self._store.now
        for item in self._items():
            command = item.data(COMMAND, ID)
            keys = "   ".join(map(shown_key, choices.of(command)))
            item.setText(KEYS, keys)
            item.setText(OWN, "changed" if choices.is_own(command) else "")
            item.setToolTip(KEYS, keys)
        self._reset_all.setEnabled(bool(choices.overrides))
        self._show_command()

    def _show_command(self, *_: object) -> None:
        self._ask_nothing()
        command = self._command()
        self._keys.clear()
        if command is None:
            self._title.setText("No command is called so, and no command has such a key.")
        else:
            title = command.title.removesuffix("…")
            self._title.setText(f"{title}: {command.help}" if command.help else title)
            for key in self._store.now.of(command.id):
                item = QListWidgetItem(shown_key(key))
                item.setData(ID, key)
                if for_writing(key):
                    item.setToolTip("This key belongs to the text and stays.")
                self._keys.addItem(item)
            self._keys.setCurrentRow(0)
        self._enable()

    def _enable(self, *_: object) -> None:
        command, key = self._command(), self._key()
        self._catcher.setEnabled(command is not None)
        self._remove_button.setEnabled(bool(key) and not for_writing(key))
        self._reset.setEnabled(command is not None and self._store.now.is_own(command.id))

    def _items(self) -> list[QTreeWidgetItem]:
        rows = range(self._list.topLevelItemCount())
        return [item for row in rows if (item := self._list.topLevelItem(row))]

    def _filter(self, text: str) -> None:
        parts = text.lower().split()
        first = None
        for item in self._items():
            whole = f"{item.text(COMMAND)} {item.text(KEYS)}".lower()
            hidden = not all(part in whole for part in parts)
            item.setHidden(hidden)
            first = first or (None if hidden else item)
        self._list.setCurrentItem(first)  # type: ignore[arg-type]
        self._show_command()

    def _to_list(self) -> None:
        self._list.setFocus()

    def _command(self) -> Command | None:
        item = self._list.currentItem()
        return None if item is None or item.isHidden() else self._registry[item.data(COMMAND, ID)]

    def _key(self) -> str:
        item = self._keys.currentItem()
        return str(item.data(ID)) if item else ""

    # -- changing ------------------------------------------------------------------------------

    def _bind(self, key: str) -> None:
        """Give the key to the command, or ask first whether to take it from another."""
        command = self._command()
        if command is None:
            return
        why = refusal(key)
        owner = self._store.now.owner(key)
        if why:
            self._ask_nothing(why)
        elif owner is None or owner == command.id:
            self._use(self._store.now.with_key(command.id, key))
            self.say(f"{shown_key(key)} is a key of “{command.title.removesuffix('…')}” now.")
        else:
            self._wanted = key
            other = self._registry[owner].title if owner in self._registry else owner
            self.say(f"{shown_key(key)} is the key of “{other.removesuffix('…')}”.")
            self._take.show()
            self._leave.show()
            self._take.setFocus()

    def _take_it(self) -> None:
        command, key = self._command(), self._wanted
        if command and key:
            self._use(self._store.now.with_key(command.id, key))
            self.say(f"{shown_key(key)} is a key of “{command.title.removesuffix('…')}” now.")

    def _ask_nothing(self, sentence: object = "") -> None:
        """Nothing is asked any more; `sentence` stands in its place."""
        had_focus = self._take.hasFocus() or self._leave.hasFocus()
        self._wanted = ""
        self._take.hide()
        self._leave.hide()
        self.say(sentence if isinstance(sentence, str) else "")
        if had_focus:
            self._list.setFocus()

    def _remove(self) -> None:
        command, key = self._command(), self._key()
        if command and key:
            self._use(self._store.now.without_key(command.id, key))

    def _as_preset(self) -> None:
        command = self._command()
        if command:
            self._use(self._store.now.as_preset(command.id))
            self._list.setFocus()

    def _all_as_preset(self) -> None:
        self._use(self._store.now.all_as_preset())
        self.say("All keys are those of the preset.")
        self._list.setFocus()

    def _choose_preset(self) -> None:
        self._use(self._store.now.with_preset(str(self._preset.currentData())))

    def _use(self, choices: KeyChoices) -> None:
        try:
            self._store.change(choices)
        finally:
            self._fill()
