"""The user's options, page by page; every change holds at once and is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.settings.options import OPTIONS, Settings
from editor.ui.controls import fit, level
from editor.ui.errors import guarded
from editor.ui.option_field import OptionField, field_for
from editor.ui.settings_rows import SAID_BY_TITLE, pages, title_of
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editor.settings.options import Value
    from editor.settings.user_file import SettingsStore
    from editor.ui.settings_rows import Page

SIZE = (GRID * 100, GRID * 76)
LIST_WIDTH = GRID * 22
HELP_WIDTH = GRID * 44
FIELD_WIDTH = GRID * 26


class SettingsDialog(QDialog):
    """A list of pages on the left, the options of one on the right."""

    def __init__(
        self,
        store: SettingsStore,
        choices: Mapping[str, Mapping[str, str]],
        notes: Mapping[str, str],
        buttons: Mapping[str, tuple[str, Callable[[QWidget], None]]],
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        store: The settings.
        choices: For options whose values only the program as a whole knows: value and title.
        notes: By title of a page, what to say below its options.
        buttons: By title of a page, a button below that: its title, and what it does with this
            dialogue behind it.
        parent: Stands behind the dialogue.
        """
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self._store = store
        self._choices = choices
        self._fields: dict[str, OptionField] = {}
        self._list = QListWidget()
        self._list.setObjectName("pages")
        self._list.setAccessibleName("Pages")
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.ensurePolished()  # else its rows are as high as without our style
        self._stack = QStackedWidget()
        self._told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._told.hide()
        for page in pages():
            self._list.addItem(page.title)
            note = notes.get(page.title, "")
            self._stack.addWidget(self._page(page, note, buttons.get(page.title)))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.currentRowChanged.connect(self._name_page)
        self._defaults = QPushButton()
        self._defaults.setAutoDefault(False)
        self._defaults.clicked.connect(guarded(self._as_at_first, self.say))
        self._assemble()
        self._show(store.now)
        self._stop: Callable[[], None] = store.subscribe(self._show)
        self.finished.connect(lambda _: self._stop())
        self._list.setCurrentRow(0)
        self._list.setFocus()
        fit(self, *SIZE)

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Show what could not be kept."""
        self._told.setText(sentence)
        self._told.setAccessibleName(sentence)
        self._told.setVisible(bool(sentence))

    def _page(
        self, page: Page, note: str, button: tuple[str, Callable[[QWidget], None]] | None
    ) -> QWidget:
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(GRID * 2, 0, GRID * 2, GRID)
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name in page.options:
            self._add_option(form, name)
        level(form)
        if button:
            title, act = button
            push = QPushButton(title)
            push.setAutoDefault(False)
            push.clicked.connect(guarded(partial(self._press, act), self.say))
            row = QHBoxLayout()
            row.addWidget(push)
            row.addStretch(1)
            form.addRow(row)
        if note:
            form.addRow(_hint(note))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls scroll it
        area.setWidget(content)
        return area

    def _add_option(self, form: QFormLayout, name: str) -> None:
        option = OPTIONS[name]
        field = field_for(option, partial(self._change, name), self._choices.get(name))
        self._fields[name] = field
        if isinstance(field.widget, QCheckBox):
            form.addRow(field.widget)
        else:
            field.widget.setMinimumWidth(FIELD_WIDTH)
            form.addRow(title_of(option), field.widget)
        field.widget.setToolTip(option.help)
        if name not in SAID_BY_TITLE:
            form.addRow(_hint(option.help))

    def _assemble(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        last = QHBoxLayout()
        last.addWidget(self._defaults)
        last.addStretch(1)
        last.addWidget(close)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self._list)
        middle.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addLayout(middle, 1)
        layout.addWidget(self._told)
        layout.addLayout(last)

    def _show(self, settings: Settings) -> None:
        """Show the values as they are, whoever has changed them."""
        values = settings.as_mapping()
        for name, field in self._fields.items():
            field.show(values[name])
        waits = self._fields.get("typing_pause_ms")
        if waits:
            waits.widget.setEnabled(settings.pause_while_typing)

    def _change(self, name: str, value: Value) -> None:
        self.say("")
        guarded(lambda: self._store.change(**{name: value}), self.say)()
        self._show(self._store.now)

    def _as_at_first(self) -> None:
        names = pages()[self._list.currentRow()].options
        first = Settings().as_mapping()
        self._store.change(**{name: first[name] for name in names})

    def _press(self, act: Callable[[QWidget], None]) -> None:
        act(self)
        self._show(self._store.now)

    def _name_page(self, row: int) -> None:
        title = pages()[row].title
        self._defaults.setText(f"“{title}” as at first")


def _hint(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setObjectName("hint")
    label.setMinimumWidth(HELP_WIDTH)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    label.setContentsMargins(0, 0, 0, GRID // 2)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
