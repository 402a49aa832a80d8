"""The ad reads of the episode: where they are, of what kind, and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.transcript.ads import describe_ad, unmark_ad
from editor.transcript.document import AdKind
from editor.ui.errors import guarded
from editor.ui.theme import GRID
from editor.ui.transport_bar import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.transcript.document import AdSpan, Transcript
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.transcript.words import AdId

ID = Qt.ItemDataRole.UserRole


class AdsPanel(QWidget):
    """A list in text order, and a form for the chosen ad read.

    Signals:
        chosen: The `Place` of the first word of the ad read that was chosen.
    """

    chosen = Signal(object)

    def __init__(
        self, session: Session, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self._hint = QLabel(
            "No ad reads yet. Select the words of one and press Ctrl+M.", wordWrap=True
        )
        self._hint.setObjectName("hint")
        self._list = self._make_list()
        self._kind = QComboBox()
        for kind in AdKind:
            self._kind.addItem(kind.value.capitalize(), kind)
        self._sponsor = QLineEdit(placeholderText="Who pays for it")
        self._unmark = QPushButton("Unmark")
        self._kind.activated.connect(guarded(self._describe, say))
        self._sponsor.editingFinished.connect(guarded(self._describe, say))
        self._unmark.clicked.connect(guarded(self._unmark_current, say))
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, GRID, 0, 0)
        form.addRow("&Kind", self._kind)
        form.addRow("&Sponsor", self._sponsor)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._unmark)
        form.addRow(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self._hint)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._form)
        self._unsubscribe = session.subscribe(self._changed)
        self.show_document(session.document)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self._unsubscribe()

    def edit(self, ad: AdId | None = None) -> None:
        """Choose an ad read, the newest by default, and put the keyboard into its sponsor."""
        ads = self._session.document.ads
        self._choose(ad if ad is not None else (ads[-1].id if ads else None))
        (self._sponsor if ads else self._list).setFocus()

    def show_document(self, document: Transcript) -> None:
        """Fill the list."""
        self._filling = True
        current = self._current()
        self._list.clear()
        for span in document.ad_spans:
            item = QTreeWidgetItem(_row(document, span))
            item.setData(0, ID, span.ad.id)
            self._list.addTopLevelItem(item)
        self._hint.setVisible(not document.ad_spans)
        self._filling = False
        self._choose(current)
        self._fill_form()

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(["Start", "Length", "Kind", "Sponsor"])
        view.setAccessibleName("Ad reads")
        header = view.header()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        view.currentItemChanged.connect(self._fill_form)
        view.itemActivated.connect(self._go)
        view.itemClicked.connect(self._go)
        return view

    def _changed(self, patch: Patch, _origin: object) -> None:
        # Typing inside an ad changes its end; typing elsewhere concerns no ad.
        touched = any(word.ad is not None for turn in patch.new for word in turn.words)
        listed = self._list.topLevelItemCount() > 0
        if patch.tables or touched or (listed and len(patch.old) != len(patch.new)):
            self.show_document(self._session.document)

    def _go(self) -> None:
        current = self._current()
        span = next((s for s in self._session.document.ad_spans if s.ad.id == current), None)
        if span:
            self.chosen.emit(span.first)

    def _fill_form(self) -> None:
        if self._filling:
            return
        ad = self._session.document.ad(self._current())
        self._form.setEnabled(ad is not None)
        if ad:
            self._kind.setCurrentIndex(self._kind.findData(ad.kind))
        if not ad or self._sponsor.text().strip() != ad.sponsor:
            self._sponsor.setText(ad.sponsor if ad else "")

    def _describe(self) -> None:
        ad = self._current()
        if ad is not None:
            kind, sponsor = self._kind.currentData(), self._sponsor.text()
            patch = describe_ad(self._session.document, ad, AdKind(kind), sponsor)
            self._session.apply(patch, origin=self)

    def _unmark_current(self) -> None:
        ad = self._current()
        if ad is not None:
            self._session.apply(unmark_ad(self._session.document, ad), origin=self)

    def _current(self) -> AdId | None:
        item = self._list.currentItem()
        return item.data(0, ID) if item else None

    def _choose(self, ad: AdId | None) -> None:
        for index in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(index)
            if item and item.data(0, ID) == ad:
                self._list.setCurrentItem(item)


def _row(document: Transcript, span: AdSpan) -> list[str]:
    words = [
        word
        for index in range(span.first.turn, span.last.turn + 1)
        for word in document.turns[index].words
        if word.ad == span.ad.id and word.timed
    ]
    start = clock(words[0].start) if words else "–"
    length = clock(words[-1].end - words[0].start) if words else "–"
    return [start, length, span.ad.kind.value.capitalize(), span.ad.sponsor]
