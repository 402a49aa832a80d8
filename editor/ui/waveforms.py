"""Both waveforms above the transcript, kept up to date with the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.review.heard import HeardParts
from editor.transcript.ad_edges import drag_edge
from editor.transcript.hand_times import Edge, move_edge
from editor.ui.wave_feed import ad_snap, ad_spans, lanes, times_of, word_source
from editor.ui.wave_values import Span
from editor.ui.waveform_view import CloseUp, EpisodeOverview

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.media.peaks import Peaks
    from editor.transcript.document import Place
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.transcript.words import AdId
    from editor.ui.theme import Theme

REFRESH_MS = 120
"""The overview is drawn anew this long after a change: typing must not wait for it."""
HEARD_EVERY_MS = 500
"""How much newly heard sound is worth drawing the shade anew."""


class Waveforms(QWidget):
    """The whole episode, and a close-up with the words.

    Signals:
        seek_requested: A moment, ms.
        word_chosen: The `Place` of a word that was double-clicked.
    """

    seek_requested = Signal(int)
    word_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview = EpisodeOverview()
        self.close_up = CloseUp()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.overview)
        layout.addWidget(self.close_up)
        self._heard = HeardParts()
        self._shaded_ms = 0
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self._refresh_overview)
        self._connect()
        self.set_theme(theme)
        self._session = session
        self._unsubscribe = session.subscribe(self._changed)
        self.set_session(session)

    @property
    def zoom(self) -> int:
        """How many ms the close-up shows."""
        return self.close_up.span

    @property
    def heard(self) -> tuple[tuple[int, int], ...]:
        """The parts that have been listened to, (start, end) in ms."""
        return self._heard.spans

    def set_session(self, session: Session) -> None:
        """Show another document; what was heard of the last one is forgotten."""
        self._unsubscribe()
        self._session = session
        self._unsubscribe = session.subscribe(self._changed)
        self.set_heard(())
        self._refresh_overview()
        self._refresh_words()

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self.overview.set_theme(theme)
        self.close_up.set_theme(theme)

    def set_peaks(self, peaks: Peaks | None, duration_ms: int = 0) -> None:
        """Show this much of the sound; `duration_ms` is how long it will be."""
        self.overview.set_peaks(peaks, duration_ms)
        self.close_up.set_peaks(peaks, duration_ms)

    def set_empty_text(self, text: str) -> None:
        """What stands where no sound is."""
        self.overview.set_empty_text(text)

    def set_position(self, position: int, lit: Place | None, *, playing: bool) -> None:
        """Move the playhead; light the spoken word."""
        self.overview.set_playhead(position)
        self.close_up.set_playhead(position)
        self.close_up.set_lit(lit)
        self._heard.follow(position, playing=playing)
        if self._heard.total_ms - self._shaded_ms >= HEARD_EVERY_MS:
            self._shade()

    def set_doubts(self, marks: Iterable[tuple[Place, Place]]) -> None:
        """Tick the places in doubt (first and last word of each) in the overview."""
        document = self._session.document
        self.overview.set_doubts(times_of(document, (first for first, _ in marks)))

    def set_heard(self, spans: Iterable[tuple[int, int]]) -> None:
        """Say what was listened to before."""
        self._heard = HeardParts(spans)
        self._shade()

    def set_zoom(self, span: int) -> None:
        """Show so many ms in the close-up."""
        start, _ = self.close_up.visible()
        self.close_up.show_stretch(start, start + span)

    def zoom_by(self, steps: int) -> None:
        """Zoom the close-up in (positive) or out."""
        self.close_up.zoom_by(steps)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self._soon.stop()
        self._unsubscribe()

    def _connect(self) -> None:
        self.overview.seek_requested.connect(self.seek_requested)
        self.close_up.seek_requested.connect(self.seek_requested)
        self.close_up.word_activated.connect(self.word_chosen)
        self.close_up.visible_changed.connect(self.overview.set_window)
        self.close_up.edge_dragged.connect(self._move_edge)
        for view in (self.overview, self.close_up):
            view.ad_edge_dragged.connect(self._move_ad_edge)

    def _changed(self, _patch: Patch, _origin: object) -> None:
        self._refresh_words()
        self._soon.start()

    def _refresh_words(self) -> None:
        self.close_up.set_word_source(word_source(self._session.document))

    def _refresh_overview(self) -> None:
        document = self._session.document
        self.overview.set_lanes(lanes(document))
        ads, snap = ad_spans(document), ad_snap(document)
        self.overview.set_ads(ads, snap)
        self.close_up.set_ads(ads, snap)

    def _shade(self) -> None:
        self._shaded_ms = self._heard.total_ms
        self.overview.set_heard([Span(start, end) for start, end in self._heard.spans])

    def _move_edge(self, place: Place, edge: str, moment: int) -> None:
        self._session.apply(move_edge(self._session.document, place, Edge(edge), moment))

    def _move_ad_edge(self, ad: AdId, edge: str, moment: int) -> None:
        patch = drag_edge(self._session.document, ad, Edge(edge), moment)
        if patch is not None:
            # The caret stays: whoever drags looks at the wave.
            self._session.apply(replace(patch, caret=None))
