"""The speakers of the episode: names, keys, how much each says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.transcript.speakers import (
    MOST_KEYS,
    add_speaker,
    merge_speakers,
    remove_speaker,
    rename_speaker,
)
from editor.ui.errors import guarded, safe_override
from editor.ui.icons import dot
from editor.ui.speaker_menu import fill_to_give
from editor.ui.theme import GRID
from editor.ui.voices_strip import VoicesStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editor.transcript.document import SpeakerId, Transcript, Turn
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.ui.errors import Say
    from editor.ui.theme import Theme

ID = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
KEY, NAME, TURNS = range(3)
EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SpeakerPanel(QWidget):
    """A list in the order of the keys; a name is edited in place.

    Attributes:
        voices: What is proposed by voice.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        say: Say,
        here: Callable[[], int] = lambda: 0,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        session: Whose speakers.
        theme: The colours.
        say: Shows a sentence.
        here: The index of the turn with the caret.
        parent: The Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._here = here
        self._theme = theme
        self._say = say
        self._filling = False
        self._list = self._make_list()
        self._hint = QLabel(
            "No speakers yet. Put the caret into a turn and press Alt+1: "
            "that names the first speaker, Alt+2 the second.",
            wordWrap=True,
        )
        self._hint.setObjectName("hint")
        self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._hint)
        layout.addWidget(self._list, 1)
        layout.addLayout(self._buttons)
        self.voices = VoicesStrip()
        layout.addWidget(self.voices)
        self._unsubscribe = session.subscribe(self._changed)
        self.show_document(session.document)

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        self.show_document(self._session.document)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self._unsubscribe()
        self.voices.let_go()

    def edit(self, speaker: SpeakerId | None) -> None:
        """Put the keyboard into the name of this speaker, or into the list."""
        self._list.setFocus()
        item = self._item(speaker) or self._list.topLevelItem(0)
        if item:
            self._list.setCurrentItem(item, NAME)
            item.setSelected(True)
            if speaker is not None:
                self._edit(item)

    def add(self) -> None:
        """Add a speaker and let the user type the name."""
        names = {row.name.lower() for row in self._session.document.speakers}
        number = next(n for n in range(1, len(names) + 2) if f"speaker {n}" not in names)
        self._session.apply(add_speaker(self._session.document, f"Speaker {number}"), origin=self)
        self.edit(self._session.document.speakers[-1].id)

    def show_document(self, document: Transcript) -> None:
        """Fill the list. Rows are kept as far as possible, so that a name being typed is too."""
        self._filling = True
        unlabelled = _turns_of(document)[None]
        wanted = [row.id for row in document.speakers]
        if [item.data(KEY, ID) for item in self._items() if _is_named(item)] != wanted:
            self._remake(wanted)
        self._show_nobody(bool(unlabelled))
        self._fill(document)
        self._hint.setVisible(not document.speakers)
        self._filling = False
        self._enable()

    @safe_override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Enter in the list edit the chosen name; elsewhere F2 is the caret's speaker."""
        if isinstance(event, QKeyEvent) and event.key() in EDIT_KEYS and not event.modifiers():
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                item = self._list.currentItem()
                # Enter comes here too when it ends the editing of a field in the list.
                if item and self._list.hasFocus():
                    self._edit(item)
                return True
        return super().eventFilter(watched, event)

    def _remake(self, speakers: list[SpeakerId]) -> None:
        current, at = self._current(), self._list.currentIndex().row()
        focus = self._list.hasFocus()
        self._list.clear()
        for speaker in speakers:
            item = self._new_row(speaker)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        chosen = self._item(current)
        if chosen is None and at >= 0 and speakers:
            chosen = self._list.topLevelItem(min(at, len(speakers) - 1))
        if chosen:
            self._list.setCurrentItem(chosen, NAME)
        if focus:
            self._list.setFocus()

    def _new_row(self, speaker: SpeakerId | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(KEY, ID, speaker)
        item.setTextAlignment(TURNS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._list.addTopLevelItem(item)
        return item

    def _show_nobody(self, shown: bool) -> None:
        """The last row, for turns that nobody is named for."""
        last = self._list.topLevelItemCount() - 1
        item = self._list.topLevelItem(last)
        there = item is not None and not _is_named(item)
        if shown and not there:
            self._new_row(None).setFlags(Qt.ItemFlag.ItemIsEnabled)
        elif there and not shown:
            self._list.takeTopLevelItem(last)

    def _fill(self, document: Transcript) -> None:
        turns = _turns_of(document)
        for number, item in enumerate(self._items(), start=1):
            row = document.speaker(item.data(KEY, ID))
            if row is None:
                item.setText(KEY, "Alt+0")
                item.setText(NAME, "No speaker")
                item.setForeground(NAME, QColor(self._theme.muted))
            else:
                item.setText(KEY, f"Alt+{number}" if number <= MOST_KEYS else "")
                item.setText(NAME, row.name)
                colour = self._theme.speaker(row.colour).fill
                # Every change of a row fills its field anew, over what is being typed.
                if item.data(KEY, COLOUR) != colour:
                    item.setData(KEY, COLOUR, colour)
                    item.setIcon(NAME, dot(colour))
            item.setText(TURNS, str(turns[row.id if row else None]))

    def _make_buttons(self) -> None:
        self._merge = QPushButton("Merge into…")
        self._merge.setAccessibleDescription("Give all turns of this speaker to another one")
        self._merge_menu = QMenu(self._merge)
        self._merge.setMenu(self._merge_menu)
        self._merge_menu.aboutToShow.connect(guarded(self._fill_merge_menu, self._say))
        self._rename = QPushButton("Rename")
        self._rename.clicked.connect(guarded(lambda: self.edit(self._current()), self._say))
        self._remove = QPushButton("Remove")
        self._remove.setAccessibleDescription("The turns of this speaker become unlabelled")
        self._remove.clicked.connect(guarded(self._remove_current, self._say))
        add = QPushButton("Add")
        add.setAccessibleDescription("Add a speaker")
        add.clicked.connect(guarded(self.add, self._say))
        self._give = QPushButton("Give turns to…")
        self._give.setAccessibleDescription(
            "Give turns of this speaker to another one: all, or those from the caret on"
        )
        self._give_menu = QMenu(self._give)
        self._give.setMenu(self._give_menu)
        self._give_menu.aboutToShow.connect(guarded(self._fill_give_menu, self._say))
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        for row in ((add, self._rename, self._remove), (self._give, self._merge)):
            line = QHBoxLayout()
            line.setSpacing(GRID // 2)
            for button in row:
                button.setToolTip(button.accessibleDescription())
                line.addWidget(button)
            self._buttons.addLayout(line)

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(["Key", "Name", "Turns"])
        view.setAccessibleName("Speakers")
        view.setAccessibleDescription("F2 or Enter edits the name")
        # Only names can be edited, so a double click anywhere in the row edits the name.
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.itemDoubleClicked.connect(lambda item, _: self._edit(item))
        view.installEventFilter(self)
        view.headerItem().setTextAlignment(
            TURNS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        view.itemChanged.connect(self._renamed)
        view.itemSelectionChanged.connect(self._enable)
        return view

    def _changed(self, patch: Patch, _origin: object) -> None:
        # Typing changes no speaker: only look when tables or speakers of turns have changed.
        if patch.tables or _shown(patch.old) != _shown(patch.new):
            self.show_document(self._session.document)

    def _edit(self, item: QTreeWidgetItem) -> None:
        if _is_named(item):
            self._list.editItem(item, NAME)

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        speaker = item.data(KEY, ID)
        if self._filling or column != NAME or speaker is None:
            return
        guarded(lambda: self._rename_to(speaker, item.text(NAME)), self._say)()
        self.show_document(self._session.document)

    def _rename_to(self, speaker: SpeakerId, name: str) -> None:
        self._session.apply(rename_speaker(self._session.document, speaker, name), origin=self)

    def _remove_current(self) -> None:
        speaker = self._current()
        if speaker is not None:
            self._session.apply(remove_speaker(self._session.document, speaker), origin=self)

    def _fill_give_menu(self) -> None:
        self._give_menu.clear()
        current = self._current()
        if current is not None:
            fill_to_give(self._give_menu, self._session, current, self._here(), self._say)

    def _fill_merge_menu(self) -> None:
        self._merge_menu.clear()
        current = self._current()
        for row in self._session.document.speakers:
            if row.id != current:
                action = QAction(row.name.replace("&", "&&"), self._merge_menu)
                action.triggered.connect(
                    guarded(lambda into=row.id: self._merge_into(into), self._say)  # type: ignore[misc]
                )
                self._merge_menu.addAction(action)

    def _merge_into(self, into: SpeakerId) -> None:
        current = self._current()
        if current is not None:
            self._session.apply(merge_speakers(self._session.document, current, into), origin=self)

    def _enable(self) -> None:
        chosen = self._current() is not None
        self._rename.setEnabled(chosen)
        self._remove.setEnabled(chosen)
        self._give.setEnabled(chosen)
        self._merge.setEnabled(chosen and len(self._session.document.speakers) > 1)

    def _current(self) -> SpeakerId | None:
        item = self._list.currentItem()
        return item.data(KEY, ID) if item else None

    def _items(self) -> list[QTreeWidgetItem]:
        items = map(self._list.topLevelItem, range(self._list.topLevelItemCount()))
        return [item for item in items if item]

    def _item(self, speaker: SpeakerId | None) -> QTreeWidgetItem | None:
        if speaker is None:
            return None
        return next((item for item in self._items() if item.data(KEY, ID) == speaker), None)


def _is_named(item: QTreeWidgetItem) -> bool:
    return item.data(KEY, ID) is not None


def _turns_of(document: Transcript) -> Counter[SpeakerId | None]:
    return Counter(turn.speaker for turn in document.turns if turn.words)


def _shown(turns: Iterable[Turn]) -> list[tuple[SpeakerId | None, bool]]:
    """What the list shows of turns."""
    return [(turn.speaker, bool(turn.words)) for turn in turns]
