"""The speakers of the episode: names, keys, how much each says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
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
from editor.ui.errors import guarded
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.transcript.document import SpeakerId, Transcript
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.ui.theme import Theme

ID = Qt.ItemDataRole.UserRole


class SpeakerPanel(QWidget):
    """A list in the order of the keys; a name is edited in place."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        say: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
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
        self._merge = QPushButton("Merge into…")
        self._merge_menu = QMenu(self._merge)
        self._merge.setMenu(self._merge_menu)
        self._rename = QPushButton("Rename")
        self._remove = QPushButton("Remove")
        add = QPushButton("Add")
        add.clicked.connect(guarded(self.add, say))
        self._rename.clicked.connect(self._edit_current)
        self._remove.clicked.connect(guarded(self._remove_current, say))
        self._merge_menu.aboutToShow.connect(self._fill_merge_menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID // 2)
        for button in (add, self._rename, self._merge, self._remove):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self._hint)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        self._unsubscribe = session.subscribe(self._changed)
        self.show_document(session.document)

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        self.show_document(self._session.document)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self._unsubscribe()

    def edit(self, speaker: SpeakerId | None) -> None:
        """Put the keyboard into the name of this speaker, or into the list."""
        self._list.setFocus()
        item = self._item(speaker) or self._list.topLevelItem(0)
        if item:
            self._list.setCurrentItem(item)
            if speaker is not None:
                self._list.editItem(item, 1)

    def add(self) -> None:
        """Add a speaker and let the user type the name."""
        names = {row.name.lower() for row in self._session.document.speakers}
        number = next(n for n in range(1, len(names) + 2) if f"speaker {n}" not in names)
        self._session.apply(add_speaker(self._session.document, f"Speaker {number}"), origin=self)
        self.edit(self._session.document.speakers[-1].id)

    def show_document(self, document: Transcript) -> None:
        """Fill the list."""
        self._filling = True
        current = self._current()
        counts = Counter(turn.speaker for turn in document.turns if turn.words)
        self._list.clear()
        for number, row in enumerate(document.speakers, start=1):
            key = f"Alt+{number}" if number <= MOST_KEYS else ""
            item = QTreeWidgetItem([key, row.name, str(counts[row.id])])
            item.setData(0, ID, row.id)
            item.setIcon(1, _dot(self._theme.speaker(row.colour).fill))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addTopLevelItem(item)
        unlabelled = counts[None]
        if unlabelled:
            item = QTreeWidgetItem(["Alt+0", "No speaker", str(unlabelled)])
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setForeground(1, QColor(self._theme.muted))
            self._list.addTopLevelItem(item)
        self._hint.setVisible(not document.speakers)
        chosen = self._item(current)
        if chosen:
            self._list.setCurrentItem(chosen)
        self._filling = False
        self._enable()

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(["Key", "Name", "Turns"])
        view.setAccessibleName("Speakers")
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
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
        if patch.tables or [t.speaker for t in patch.old] != [t.speaker for t in patch.new]:
            self.show_document(self._session.document)

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        speaker = item.data(0, ID)
        if self._filling or column != 1 or speaker is None:
            return
        guarded(lambda: self._rename_to(speaker, item.text(1)), self._say)()
        self.show_document(self._session.document)

    def _rename_to(self, speaker: SpeakerId, name: str) -> None:
        self._session.apply(rename_speaker(self._session.document, speaker, name), origin=self)

    def _edit_current(self) -> None:
        self.edit(self._current())

    def _remove_current(self) -> None:
        speaker = self._current()
        if speaker is not None:
            self._session.apply(remove_speaker(self._session.document, speaker), origin=self)

    def _fill_merge_menu(self) -> None:
        self._merge_menu.clear()
        current = self._current()
        for row in self._session.document.speakers:
            if row.id != current:
                action = QAction(row.name, self._merge_menu)
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
        self._merge.setEnabled(chosen and len(self._session.document.speakers) > 1)

    def _current(self) -> SpeakerId | None:
        item = self._list.currentItem()
        return item.data(0, ID) if item else None

    def _item(self, speaker: SpeakerId | None) -> QTreeWidgetItem | None:
        if speaker is None:
            return None
        items = map(self._list.topLevelItem, range(self._list.topLevelItemCount()))
        return next((item for item in items if item and item.data(0, ID) == speaker), None)


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(4, 4, 16, 16)
    painter.end()
    return QIcon(pixmap)
