"""The doubts as rows of a table: what is doubtful, the change, the moment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from editor.review.doubts import Kind
from editor.review.known import mistake_of
from editor.transcript.document import Place
from editor.transcript.timeline import time_near
from editor.ui.errors import safe_override
from editor.ui.icons import icon
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from editor.review.doubts import Doubt
    from editor.transcript.document import Transcript
    from editor.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Doubt", "Change", "Time")
KIND, CHANGE, TIME = range(3)
LONGEST = 80
"""Characters of a passage that a row shows."""


class KindLook(NamedTuple):
    """How a kind is told: by words and a picture, never by colour alone."""

    title: str
    icon: str
    help: str


LOOKS = {
    Kind.HEARD_DIFFERENTLY: KindLook("Heard differently", "edit", "Other words were heard here."),
    Kind.TEXT_WITHOUT_SOUND: KindLook("Not heard", "trash", "The text is not spoken."),
    Kind.SOUND_WITHOUT_TEXT: KindLook("Missing text", "add", "Something is said here."),
    Kind.DOUBLED_LINE: KindLook("Doubled", "loop", "The line stands here twice."),
    Kind.TWO_VOICES: KindLook("Another voice?", "people", "A question seems to be answered."),
    Kind.KNOWN_MISTAKE: KindLook(
        "Known mistake", "memory", "The words were corrected in an earlier episode."
    ),
    Kind.FILLER: KindLook("Filler", "close", "Clean text can do without it."),
    Kind.LOW_CONFIDENCE: KindLook("Unclear", "help", "Words or times were hardly found."),
}


def change_of(doubt: Doubt, places: int = 1) -> str:
    """What a doubt proposes, as "old → new", or "3× old → new" where it stands in 3 places."""
    old, new = _short(doubt.old), _short(doubt.new)
    if doubt.splits:
        return "begin a new turn"
    if doubt.proposal is None or doubt.marks:
        return old
    if not doubt.given:
        return f"+ {new}"
    if places > 1:
        return f"{places:,}× {old} → {new}"
    return f"{old} → {new}" if new else f"{old} → (nothing)"


class DoubtModel(QAbstractTableModel):
    """Rows are made only when they are looked at: an episode can have thousands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._doubts: tuple[Doubt, ...] = ()
        self._document: Transcript | None = None
        self._places: Counter[tuple[str, str]] = Counter()

    def show(self, doubts: Sequence[Doubt], document: Transcript) -> bool:
        """Show other doubts. Returns whether they are other ones."""
        new = tuple(doubts)
        self._document = document
        if new == self._doubts:
            return False
        self.beginResetModel()
        self._doubts = new
        known = (doubt for doubt in new if doubt.kind is Kind.KNOWN_MISTAKE)
        self._places = Counter(map(mistake_of, known))
        self.endResetModel()
        return True

    def set_theme(self, theme: Theme) -> None:
        """Draw the pictures in the colours of this theme."""
        self._theme = theme
        if self._doubts:
            last = self.index(len(self._doubts) - 1, KIND)
            self.dataChanged.emit(self.index(0, KIND), last)

    def doubt(self, row: int) -> Doubt | None:
        """The doubt in a row."""
        return self._doubts[row] if 0 <= row < len(self._doubts) else None

    def row_of(self, doubt: Doubt | None) -> int:
        """The row of a doubt; -1 if it is not there."""
        return self._doubts.index(doubt) if doubt in self._doubts else -1

    @safe_override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many doubts."""
        return 0 if parent.isValid() else len(self._doubts)

    @safe_override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Kind, change and time."""
        return 0 if parent.isValid() else len(COLUMNS)

    @safe_override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    @safe_override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        doubt = self.doubt(index.row())
        if doubt is None:
            return None
        look = LOOKS[doubt.kind]
        change = self._change(doubt)
        if role == Qt.ItemDataRole.DisplayRole:
            return (look.title, change, self._time(doubt))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == KIND:
            return icon(look.icon, self._theme)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{look.help}\n{change}"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == KIND:
            return f"{look.title}: {change}"
        return None

    def _change(self, doubt: Doubt) -> str:
        known = doubt.kind is Kind.KNOWN_MISTAKE
        return change_of(doubt, self._places[mistake_of(doubt)] if known else 1)

    def _time(self, doubt: Doubt) -> str:
        if doubt.heard:
            return clock_text(doubt.heard[0].start)
        document = self._document
        index = document.index_of.get(doubt.anchor.turn) if document else None
        if document is None or index is None:
            return ""
        moment = time_near(document, Place(index, doubt.anchor.start))
        return "" if moment is None else clock_text(moment)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
