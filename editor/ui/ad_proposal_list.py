"""The proposed ad reads, below those that are marked: a list with two buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.transcript.timeline import time_near
from editor.ui.errors import guarded
from editor.ui.plain_tip import plain_tip
from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.review.ad_proposals import AdProposal
    from editor.review.ad_queue import AdQueue
    from editor.transcript.document import Transcript
    from editor.transcript.session import Session
    from editor.ui.command_actions import CommandActions
    from editor.ui.errors import Say

PROPOSAL = Qt.ItemDataRole.UserRole
COLUMNS = ("Start", "Length", "Kind", "Sponsor")
SOON_MS = 400
"""The list follows the text after this long: it must not cost a keystroke."""
NEXT_PART_MS = 5
"""Between two parts of a long look at the text, so that keys get their turn."""
ROWS = 5
BUTTONS = {"ad.accept_proposal": "Accept", "ad.dismiss_proposal": "No ad read"}
LONGEST_TIP = 400
NOT_IN_TEXT = "Not in the text"


class AdProposalList(QWidget):
    """Lists what may be ad reads; hidden while nothing is proposed.

    Signals:
        chosen: The `AdProposal` that was chosen.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._queue: AdQueue | None = None
        self._unlisten: Callable[[], None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(guarded(self._look_on, say))
        self._title = QLabel()
        self._title.setObjectName("hint")
        self._list = self._make_list()
        self._list.itemActivated.connect(guarded(self._go, say))
        self._list.itemClicked.connect(guarded(self._go, say))
        self._buttons = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._list)
        layout.addLayout(self._buttons)
        self.hide()

    def use(self, actions: CommandActions) -> None:
        """Offer accepting and dismissing as buttons."""
        for name, title in BUTTONS.items():
            button = QToolButton()
            actions[name].setIconText(title)
            button.setDefaultAction(actions[name])
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def show_queue(self, queue: AdQueue | None) -> None:
        """Show the proposals of an episode."""
        self.let_go()
        self._queue = queue
        if queue is not None:
            self._unlisten = queue.listen(self._later)
            self._later()

    def let_go(self) -> None:
        """Stop listening."""
        self._soon.stop()
        if self._unlisten:
            self._unlisten()
        self._unlisten = self._queue = None

    def refresh(self) -> None:
        """Bring the list up to date, now."""
        shown = tuple(self._queue.shown) if self._queue else ()
        if [item.data(0, PROPOSAL) for item in self._items()] != list(shown):
            self._list.clear()
            for proposal in shown:
                self._list.addTopLevelItem(_item(self._session.document, proposal))
            height = self._list.sizeHintForRow(0) if shown else 0
            rows = min(ROWS, len(shown))
            self._list.setFixedHeight(rows * height + self._list.header().height() + GRID)
        self._title.setText("Proposed" if len(shown) < 2 else f"Proposed ({len(shown):,})")
        self.setVisible(bool(shown))
        self._show_current()

    def _later(self) -> None:
        self._soon.start(SOON_MS)

    def _look_on(self) -> None:
        if self._queue is not None and not self._queue.look_on():
            self._soon.start(NEXT_PART_MS)
            return
        self.refresh()

    def _show_current(self) -> None:
        current = self._queue.current if self._queue else None
        for item in self._items():
            if item.data(0, PROPOSAL) == current and not self._list.hasFocus():
                flags = QItemSelectionModel.SelectionFlag
                self._list.setCurrentItem(item, 0, flags.ClearAndSelect | flags.Rows)

    def _go(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(0, PROPOSAL))

    def _items(self) -> list[QTreeWidgetItem]:
        items = map(self._list.topLevelItem, range(self._list.topLevelItemCount()))
        return [item for item in items if item]

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels(COLUMNS)
        view.setAccessibleName("Proposed ad reads")
        view.setAccessibleDescription("Enter goes to the chosen proposal and plays its beginning")
        header = view.header()
        header.setStretchLastSection(True)
        for column in range(len(COLUMNS) - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return view


def _item(document: Transcript, proposal: AdProposal) -> QTreeWidgetItem:
    kind = NOT_IN_TEXT if proposal.heard else proposal.kind.value.capitalize()
    item = QTreeWidgetItem([*_times(document, proposal), kind, proposal.sponsor])
    item.setData(0, PROPOSAL, proposal)
    text = proposal.text
    shown = text if len(text) <= LONGEST_TIP else f"{text[: LONGEST_TIP - 1]}…"
    for column in range(len(COLUMNS)):
        item.setToolTip(column, plain_tip(shown))
    return item


def _times(document: Transcript, proposal: AdProposal) -> tuple[str, str]:
    if proposal.heard:
        start, end = proposal.heard[0].start, proposal.heard[-1].end
        return clock_text(start), clock_text(end - start)
    first, last = document.word(proposal.first), document.word(proposal.last)
    moment = time_near(document, proposal.first)
    length = clock_text(last.end - first.start) if first.timed and last.timed else "–"
    return ("–" if moment is None else clock_text(moment)), length
