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

from editor.transcript.ad_edges import heard_span
from editor.transcript.ads import describe_ad, unmark_ad
from editor.transcript.document import AdKind
from editor.transcript.history import Kind
from editor.ui.ad_proposal_list import AdProposalList
from editor.ui.controls import level
from editor.ui.errors import guarded
from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.transcript.document import AdSpan, Transcript, Turn
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.transcript.words import AdId
    from editor.ui.errors import Say

ID = Qt.ItemDataRole.UserRole
COLUMNS = ("Start", "Length", "Kind", "Sponsor")


class AdsPanel(QWidget):
    """A list in text order, and a form for the chosen ad read.

    Signals:
        chosen: The `Place` of the first word of the ad read that was chosen.

    Attributes:
        proposals: The list of those that are proposed.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self._ad: AdId | None = None
        self._typing = False
        self._hint = QLabel(
            "No ad reads yet. Select the words of one and press Ctrl+M, or Alt+M for proposals.",
            wordWrap=True,
        )
        self._hint.setObjectName("hint")
        self._list = self._make_list()
        self._list.currentItemChanged.connect(guarded(self._fill_form, say))
        self._list.itemActivated.connect(guarded(self._go, say))
        self._list.itemClicked.connect(guarded(self._go, say))
        self._form = self._make_form()
        self._kind.activated.connect(guarded(lambda: self._describe(), say))
        self._sponsor.textEdited.connect(guarded(self._type_sponsor, say))
        self._sponsor.editingFinished.connect(guarded(self._finish_sponsor, say))
        self._unmark.clicked.connect(guarded(self._unmark_current, say))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._hint)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._form)
        self.proposals = AdProposalList(session, say)
        layout.addWidget(self.proposals)
        self._unsubscribe = session.subscribe(self._changed)
        self.show_document(session.document)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self.proposals.let_go()
        self._unsubscribe()

    def edit(self, ad: AdId | None = None) -> None:
        """Put the keyboard into the sponsor of this ad read, or into the list."""
        item = self._item(ad)
        if item:
            self._list.setCurrentItem(item)
            self._sponsor.setFocus()
            self._sponsor.selectAll()
            return
        self._list.setFocus()

    def show_document(self, document: Transcript) -> None:
        """Fill the list; rows are kept as far as possible."""
        self._filling = True
        spans = document.ad_spans
        if [item.data(0, ID) for item in self._items()] != [span.ad.id for span in spans]:
            self._remake(spans)
        for item, span in zip(self._items(), spans, strict=True):
            for column, text in enumerate(_row(document, span)):
                item.setText(column, text)
        self._hint.setVisible(not spans)
        self._filling = False
        self._fill_form()

    def _remake(self, spans: Iterable[AdSpan]) -> None:
        current, at = self._current(), self._list.currentIndex().row()
        focus = self._list.hasFocus()
        self._list.clear()
        for span in spans:
            item = QTreeWidgetItem()
            item.setData(0, ID, span.ad.id)
            self._list.addTopLevelItem(item)
        items = self._items()
        chosen = self._item(current)
        if chosen is None and items:
            chosen = items[max(0, min(at, len(items) - 1))]
        if chosen:
            self._list.setCurrentItem(chosen)
        if focus:
            self._list.setFocus()

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(COLUMNS)
        view.setAccessibleName("Ad reads")
        view.setAccessibleDescription("Enter goes to the chosen ad read")
        header = view.header()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return view

    def _make_form(self) -> QWidget:
        self._kind = QComboBox()
        self._kind.setAccessibleName("Kind")
        for kind in AdKind:
            self._kind.addItem(kind.value.capitalize(), kind)
        self._sponsor = QLineEdit(placeholderText="Who pays for it")
        self._sponsor.setAccessibleName("Sponsor")
        self._unmark = QPushButton("Unmark")
        self._unmark.setAccessibleDescription("Make this ad read ordinary text again")
        self._unmark.setToolTip(self._unmark.accessibleDescription())
        widget = QWidget()
        form = QFormLayout(widget)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.addRow("K&ind", self._kind)
        form.addRow("S&ponsor", self._sponsor)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._unmark)
        form.addRow(row)
        level(form)
        return widget

    def _changed(self, patch: Patch, _origin: object) -> None:
        # Letters typed into an ad change nothing here, and looking through all words takes longer
        # than a key may.
        if patch.tables or _extents(patch.old) != _extents(patch.new):
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
        typing = self._sponsor.isModified() and ad is not None and ad.id == self._ad
        self._ad = ad.id if ad else None
        # What is being typed stays as it is typed; the document has it already.
        if not typing:
            self._sponsor.setText(ad.sponsor if ad else "")

    def _type_sponsor(self) -> None:
        """Every key goes into the document, so that nothing is lost whatever happens next."""
        if not self._typing:
            self._session.history.break_group()
        self._typing = True
        self._describe(Kind.INSERT)

    def _finish_sponsor(self) -> None:
        self._typing = False
        self._session.history.break_group()
        self._sponsor.setModified(False)
        self._fill_form()

    def _describe(self, how: Kind = Kind.OTHER) -> None:
        ad = self._current()
        if ad is not None:
            kind, sponsor = AdKind(self._kind.currentData()), self._sponsor.text()
            patch = describe_ad(self._session.document, ad, kind, sponsor)
            self._session.apply(patch, origin=self, kind=how)

    def _unmark_current(self) -> None:
        ad = self._current()
        if ad is not None:
            self._session.apply(unmark_ad(self._session.document, ad), origin=self)

    def _current(self) -> AdId | None:
        item = self._list.currentItem()
        return item.data(0, ID) if item else None

    def _items(self) -> list[QTreeWidgetItem]:
        items = map(self._list.topLevelItem, range(self._list.topLevelItemCount()))
        return [item for item in items if item]

    def _item(self, ad: AdId | None) -> QTreeWidgetItem | None:
        if ad is None:
            return None
        return next((item for item in self._items() if item.data(0, ID) == ad), None)


def _extents(turns: Iterable[Turn]) -> dict[AdId, tuple[int, int] | None]:
    """From where to where (ms) the ad reads in these turns are heard; None without times."""
    found: dict[AdId, tuple[int, int] | None] = {}
    for turn in turns:
        for word in turn.words:
            if word.ad is not None:
                before = found.setdefault(word.ad, None)
                if word.timed:
                    found[word.ad] = (before[0] if before else word.start, word.end)
    return found


def _row(document: Transcript, span: AdSpan) -> list[str]:
    heard = heard_span(document, span)
    start = clock_text(heard.start) if heard else "–"
    length = clock_text(heard.end - heard.start) if heard else "–"
    return [start, length, span.ad.kind.value.capitalize(), span.ad.sponsor]
