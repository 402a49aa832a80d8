"""The list of doubts: what is left, of which kind, and what each proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor.review.doubts import USUAL_KINDS, Kind, Order
from editor.transcript.document import Place
from editor.ui.errors import guarded
from editor.ui.icons import icon
from editor.ui.review_model import CHANGE, KIND, LOOKS, TIME, DoubtModel
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.review.queue import ReviewQueue
    from editor.transcript.session import Session
    from editor.ui.command_actions import CommandActions
    from editor.ui.errors import Say
    from editor.ui.theme import Theme
    from editor.ui.transcript_view import TranscriptView

SOON_MS = 120
"""The list follows the text after this long: it must not cost a keystroke."""
MEASURED_ROWS = 20
BUTTONS = {
    "review.accept": "Accept",
    "review.keep": "Keep mine",
    "review.accept_everywhere": "Accept everywhere",
}
ORDERS = {Order.TEXT: "In the order of the text", Order.SURE_FIRST: "Likeliest errors first"}
EMPTY = (
    "No doubts. They appear here when the episode has been aligned: press {align} to align it, "
    "then {next} to go from doubt to doubt."
)
EMPTY_WITHOUT_KEYS = "No doubts. They appear here when the episode has been aligned."
NONE_LEFT = "No doubts are left."


class ReviewPanel(QWidget):
    """Lists the doubts of one episode, and marks them in the text.

    Signals:
        chosen: The `Doubt` that was chosen.
        count_changed: How many are left.
        marked: The first and last word of each, as places.
    """

    chosen = Signal(object)
    count_changed = Signal(int)
    marked = Signal(object)

    def __init__(
        self, view: TranscriptView, theme: Theme, say: Say, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._theme = theme
        self._queue: ReviewQueue | None = None
        self._session: Session | None = None
        self._unlisten: Callable[[], None] | None = None
        self._any = False
        self._model = DoubtModel(theme)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(guarded(self.refresh, say))
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(guarded(self.refresh, say))
        self._filter = self._combo("Kinds of doubts", guarded(self._choose_kinds, say))
        self._order = self._combo("Order of doubts", guarded(self._choose_order, say))
        for order, title in ORDERS.items():
            self._order.addItem(title, order)
        self._list = self._make_list()
        self._list.activated.connect(guarded(self._go, say))
        self._list.clicked.connect(guarded(self._go, say))
        self._empty = EMPTY_WITHOUT_KEYS
        self._hint = QLabel(self._empty, wordWrap=True)
        self._hint.setObjectName("hint")
        self._buttons = QHBoxLayout()
        self._assemble()

    def use(self, actions: CommandActions) -> None:
        """Offer these commands as buttons."""
        for name, title in BUTTONS.items():
            button = QToolButton()
            actions[name].setIconText(title)
            button.setDefaultAction(actions[name])
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        actions.bound.connect(lambda: self._name_keys(actions))
        self._name_keys(actions)

    def _name_keys(self, actions: CommandActions) -> None:
        """Say by which keys one gets doubts, as far as there are such keys."""
        keys = {"align": actions.shown("align.all"), "next": actions.shown("review.next")}
        self._empty = EMPTY.format(**keys) if all(keys.values()) else EMPTY_WITHOUT_KEYS
        if not self._any:
            self._hint.setText(self._empty)

    def show_queue(self, session: Session, queue: ReviewQueue | None) -> None:
        """Show the doubts of another episode."""
        self.let_go()
        self._session, self._queue = session, queue
        if queue is not None:
            self._unlisten = queue.listen(self._soon.start)
        self.refresh()

    def let_go(self) -> None:
        """Stop listening."""
        self._soon.stop()
        self._more.stop()
        if self._unlisten:
            self._unlisten()
        self._unlisten = self._queue = None

    def set_theme(self, theme: Theme) -> None:
        """Draw in this theme."""
        self._theme = theme
        self._model.set_theme(theme)
        self._fill_filter()

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        if not self._list.currentIndex().isValid() and self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0, KIND))
        self._list.setFocus()

    def refresh(self) -> None:
        """Bring list, marks and count up to date."""
        self._soon.stop()
        self._more.stop()
        queue, session = self._queue, self._session
        if queue is not None and not queue.look_on():
            self._more.start()  # the rest when everything else has had its turn
            return
        doubts = queue.shown if queue else ()
        if session is not None and self._model.show(doubts, session.document):
            self._mark()
            self.count_changed.emit(len(doubts))
            self._fill_filter()
        elif session is not None:
            self._mark()
        self._any = self._any or bool(doubts)
        self._hint.setText(NONE_LEFT if self._any else self._empty)
        self._hint.setVisible(not doubts)
        self._show_current()

    def _mark(self) -> None:
        marks = self._marks()
        self._view.mark_doubts(marks)
        self.marked.emit(marks)

    def _marks(self) -> list[tuple[Place, Place]]:
        """The words of each doubt; of a gap the words beside it."""
        queue, session = self._queue, self._session
        found = []
        for doubt in queue.shown if queue and session else ():
            spot = queue.place_of(doubt) if queue else None
            if spot is None or session is None:
                continue
            index, start, stop = spot
            last = len(session.document.turns[index].words) - 1
            if start == stop:
                start, stop = max(0, start - 1), min(last, start) + 1
            if last >= 0:
                found.append((Place(index, start), Place(index, stop - 1)))
        return found

    def _show_current(self) -> None:
        row = self._model.row_of(self._queue.current if self._queue else None)
        if row >= 0 and not self._list.hasFocus():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            index = self._model.index(row, KIND)
            rows = QItemSelectionModel.SelectionFlag.Rows
            self._list.selectionModel().setCurrentIndex(index, flags | rows)
            self._list.scrollTo(index)

    def _go(self) -> None:
        doubt = self._model.doubt(self._list.currentIndex().row())
        if doubt is not None:
            self.chosen.emit(doubt)

    def _fill_filter(self) -> None:
        """The kinds with their counts."""
        queue = self._queue
        counts = queue.counts() if queue else dict.fromkeys(Kind, 0)
        with QSignalBlocker(self._filter):
            chosen = next(iter(queue.kinds)) if queue and len(queue.kinds) == 1 else None
            self._filter.clear()
            usual = sum(counts[kind] for kind in USUAL_KINDS)
            self._filter.addItem(f"All kinds ({usual:,})", None)
            for kind, look in LOOKS.items():
                title = f"{look.title} ({counts[kind]:,})"
                self._filter.addItem(icon(look.icon, self._theme), title, kind)
            self._filter.setCurrentIndex(max(0, self._filter.findData(chosen)))

    def _choose_kinds(self) -> None:
        if self._queue:
            kind = self._filter.currentData()
            self._queue.show_kinds(USUAL_KINDS if kind is None else frozenset({Kind(kind)}))
            self.refresh()

    def _choose_order(self) -> None:
        if self._queue:
            self._queue.set_order(Order(self._order.currentData()))
            self.refresh()

    def _combo(self, name: str, chosen: Callable[..., None]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.activated.connect(chosen)
        return combo

    def _make_list(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self._model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAccessibleName("Doubts")
        view.setAccessibleDescription("Enter goes to the chosen doubt and plays it")
        header = view.header()
        header.setStretchLastSection(False)
        # Otherwise a thousand rows are measured after every change.
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(CHANGE, QHeaderView.ResizeMode.Stretch)
        for column in (KIND, TIME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return view

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._filter)
        layout.addWidget(self._order)
        layout.addWidget(self._hint)
        layout.addWidget(self._list, 1)
        layout.addLayout(self._buttons)
