"""Both waveforms, fed from the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from editor.media.peaks import Peaks
    from editor.transcript.session import Session
    from editor.ui.theme import Theme


class Waveforms(QWidget):
    """Signals:
    seek_requested: ms.
    word_chosen: A `Place`.
    """

    seek_requested = Signal(int)
    word_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0

    def set_session(self, session: Session) -> None: ...
    def set_theme(self, theme: Theme) -> None: ...
    def set_peaks(self, peaks: Peaks | None) -> None: ...
    def set_position(self, position: int) -> None: ...
    def set_zoom(self, zoom: float) -> None: ...
    def zoom_by(self, steps: int) -> None: ...
