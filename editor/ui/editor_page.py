"""The open episode: waveforms above, transcript on the left, panels on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QTabWidget, QVBoxLayout, QWidget

from editor.transcript.patch import caret_at
from editor.transcript.scopes import turns_in
from editor.transcript.speakers import relabel
from editor.transcript.timeline import Timeline, time_near
from editor.transcript.turn_edits import mark_reviewed
from editor.ui.ads_panel import AdsPanel
from editor.ui.announcing import TurnAnnouncer
from editor.ui.captions_panel import CaptionsPanel
from editor.ui.find_bar import FindBar
from editor.ui.review_panel import ReviewPanel
from editor.ui.speaker_menu import fill_with_scopes, fill_with_speakers, giving, scope_title
from editor.ui.speaker_panel import SpeakerPanel
from editor.ui.spell_bar import SpellBar
from editor.ui.theme import GRID
from editor.ui.transcript_view import TranscriptView
from editor.ui.view_colours import ViewColours
from editor.ui.waveforms import Waveforms

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from editor.review.queue import ReviewQueue
    from editor.transcript.document import Place, SpeakerId
    from editor.transcript.patch import Patch
    from editor.transcript.scopes import Scope
    from editor.transcript.session import Session
    from editor.transcript.words import AdId
    from editor.ui.command_actions import CommandActions
    from editor.ui.errors import Say
    from editor.ui.player import Player
    from editor.ui.theme import Theme

SIDE_WIDTH = GRID * 48
REVIEW, SPEAKERS, ADS, CAPTIONS = range(4)


class EditorPage(QWidget):
    """Shows one session and plays along with it.

    Signals:
        touched: Caret or document changed, so that other things can be done now.
        proposal_chosen: The proposed ad read that was chosen in the panel.
    """

    touched = Signal()
    proposal_chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        player: Player,
        theme: Theme,
        say: Say,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._player = player
        self._theme = theme
        self._say = say
        self._timeline: Timeline | None = None
        self._actions: CommandActions | None = None
        self.view = TranscriptView(session, ViewColours.of(theme))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.waveforms = Waveforms(session, theme)
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.setObjectName("side-panel")
        # A tab that scrolls out of sight behind arrows is not found again.
        self.side.setUsesScrollButtons(False)
        self.side.setElideMode(Qt.TextElideMode.ElideRight)
        self.review = ReviewPanel(self.view, theme, say)
        self.review.count_changed.connect(self._show_doubts_left)
        self.review.marked.connect(self.waveforms.set_doubts)
        self.review.show_queue(session, None)
        self.side.insertTab(REVIEW, self.review, "Review")
        self._add_panels()
        self.captions = CaptionsPanel(theme, say)
        self.side.insertTab(CAPTIONS, self.captions, "Captions")
        self._assemble()
        self._connect()
        self._unsubscribe = session.subscribe(self._changed)

    def set_session(self, session: Session, review: ReviewQueue | None = None) -> None:
        """Show another document, and the doubts about it."""
        self._unsubscribe()
        self._session = session
        self._timeline = None
        self.view.set_session(session)
        self.waveforms.set_session(session)
        self._remove_panels()
        self._add_panels()
        self.review.show_queue(session, review)
        self.ads.proposals.show_queue(review.ads if review else None)
        self.speakers.voices.follow(review)
        self.view.gutter.follow_voices(review)
        self._unsubscribe = session.subscribe(self._changed)

    def use(self, actions: CommandActions) -> None:
        """Offer commands as buttons of the panels."""
        self._actions = actions
        self.review.use(actions)
        self.captions.use(actions)
        self.ads.proposals.use(actions)
        self.speakers.voices.use(actions)

    @property
    def theme(self) -> Theme:
        """The colours it is drawn in."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        self.view.set_colours(ViewColours.of(theme))
        self.waveforms.set_theme(theme)
        self.find_bar.set_theme(theme)
        self.spell_bar.set_theme(theme)
        self.speakers.set_theme(theme)
        self.review.set_theme(theme)
        self.captions.set_theme(theme)

    def let_go(self) -> None:
        """Stop listening to the session."""
        self._unsubscribe()
        self.waveforms.let_go()
        self.review.let_go()
        self.view.gutter.follow_voices(None)
        self._remove_panels()

    def show_review(self) -> None:
        """Bring the doubts forward."""
        self.side.show()
        self.side.setCurrentIndex(REVIEW)
        self.review.focus_list()

    def show_captions(self) -> None:
        """Bring the captions forward."""
        self.side.show()
        self.side.setCurrentIndex(CAPTIONS)
        self.captions.focus_list()

    def show_speakers(self, speaker: SpeakerId | None = None) -> None:
        """Bring the speakers forward and edit the name of one."""
        self.side.show()
        self.side.setCurrentIndex(SPEAKERS)
        self.speakers.edit(speaker)

    def show_ads(self, ad: AdId | None = None) -> None:
        """Bring the ad reads forward and edit the sponsor of one."""
        self.side.show()
        self.side.setCurrentIndex(ADS)
        self.ads.edit(ad)

    def go_to(self, place: Place) -> None:
        """Put caret and playhead to a word."""
        self.view.set_caret(caret_at(self._session.document, place))
        self._seek_to(place)

    def go_to_time(self, moment: int) -> None:
        """Put the playhead to a moment (ms), and the caret to the word that is said there."""
        if self._timeline is None:
            self._timeline = Timeline(self._session.document)
        place = self._timeline.word_at(moment)
        if place is not None:
            self.view.set_caret(caret_at(self._session.document, place))
        self._player.seek(moment)

    def _add_panels(self) -> None:
        here = lambda: self.view.caret().turn  # noqa: E731 - a name for what it says
        self.speakers = SpeakerPanel(self._session, self._theme, self._say, here)
        self.ads = AdsPanel(self._session, self._say)
        self.ads.chosen.connect(self.go_to)
        self.ads.proposals.chosen.connect(self.proposal_chosen)
        if self._actions:
            self.ads.proposals.use(self._actions)
            self.speakers.voices.use(self._actions)
        self.side.insertTab(SPEAKERS, self.speakers, "Speakers")
        self.side.insertTab(ADS, self.ads, "Ads")
        self.side.setCurrentIndex(REVIEW)

    def _show_doubts_left(self, count: int) -> None:
        title = f"Review ({count:,})" if count else "Review"
        self.side.setTabText(self.side.indexOf(self.review), title)

    def _remove_panels(self) -> None:
        for panel in (self.speakers, self.ads):
            panel.let_go()
            self.side.removeTab(self.side.indexOf(panel))
            panel.deleteLater()

    def _assemble(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        self.find_bar = FindBar(self.view, self._theme, self._say)
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        self.spell_bar = SpellBar(self.view, self._theme, self._say)
        column.addWidget(self.spell_bar)
        splitter.addWidget(text)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setCollapsible(0, False)
        splitter.setSizes([GRID * 100, SIDE_WIDTH])
        self.side.setMinimumWidth(GRID * 40)
        self.splitter = splitter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.waveforms)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.view.seek_requested.connect(self._seek_to)
        self.view.caret_moved.connect(self.touched)
        self.view.selectionChanged.connect(self.touched)
        self.view.gutter.seek_requested.connect(self._seek_to)
        self.view.gutter.speaker_clicked.connect(self._choose_speaker)
        self.view.gutter.mark_clicked.connect(self._toggle_reviewed)
        self.waveforms.seek_requested.connect(self._player.seek)
        self.waveforms.word_chosen.connect(self.go_to)
        self._player.position_changed.connect(self._show_position)
        self.touched.connect(TurnAnnouncer(self.view).look)

    def _changed(self, _patch: Patch, _origin: object) -> None:
        self._timeline = None
        self.touched.emit()

    def _show_position(self, position: int) -> None:
        if self._timeline is None:
            self._timeline = Timeline(self._session.document)
        spoken = self._timeline.word_spoken_at(position)
        self.view.show_word(spoken)
        self.waveforms.set_position(position, spoken, playing=self._player.playing)

    def _seek_to(self, place: Place) -> None:
        moment = time_near(self._session.document, place)
        if moment is not None:
            self._player.seek(moment)

    def choose_speaker(self, turn: int, scope: Scope) -> None:
        """Ask at the caret who speaks the turns in a scope around this turn (by index)."""
        document = self._session.document
        menu = QMenu(self)
        # A row, not a section: styles differ in whether they show the titles of sections.
        menu.addAction(scope_title(document, turn, scope)).setEnabled(False)
        menu.addSeparator()
        give = giving(self._session, turns_in(document, turn, scope), self._say)
        current = document.turns[turn].speaker
        fill_with_speakers(menu, document, give, current, checked=False, digits=True)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(self.view.cursorRect().bottomLeft()))

    def _toggle_reviewed(self, turn: int) -> None:
        marked = self._session.document.turns[turn].reviewed
        self._session.apply(mark_reviewed(self._session.document, [turn], not marked))

    def _choose_speaker(self, turn: int, where: QPoint) -> None:
        menu = QMenu(self)
        document = self._session.document
        fill_with_speakers(
            menu,
            document,
            lambda speaker: self._session.apply(
                relabel(self._session.document, [turn], speaker), origin=self
            ),
            document.turns[turn].speaker,
        )
        menu.addSeparator()
        fill_with_scopes(menu, self._session, turn, self._say)
        menu.addSeparator()
        menu.addAction("Add speaker…").triggered.connect(self._add_speaker)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _add_speaker(self) -> None:
        self.show_speakers()
        QTimer.singleShot(0, self, self.speakers.add)
