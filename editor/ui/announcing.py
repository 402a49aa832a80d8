"""What screen readers are told without being asked: the turn that the caret has come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from editor.settings.language import tr
from editor.ui.ad_shapes import ad_runs
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from editor.transcript.document import Transcript
    from editor.ui.transcript_view import TranscriptView


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence: when it has finished, or at once if it is urgent."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def turn_sentence(document: Transcript, index: int) -> str:
    """What the gutter shows of a turn (by index), in words.

    Who speaks, when the turn begins, the ad reads in it, whether it has been reviewed.
    """
    turn = document.turns[index]
    speaker = document.speaker(turn.speaker)
    parts = [speaker.name if speaker else tr("No speaker")]
    parts.append(tr("no time yet") if turn.start is None else clock_text(turn.start))
    for ad in dict.fromkeys(ad for ad, _, _ in ad_runs(turn)):
        row = document.ad(ad)
        if row is not None:
            kind = row.kind.value
            parts.append(
                tr("{kind} ad read: {sponsor}", kind=kind, sponsor=row.sponsor)
                if row.sponsor
                else tr("{kind} ad read", kind=kind)
            )
    if turn.reviewed:
        parts.append(tr("reviewed"))
    return ", ".join(parts)


class TurnAnnouncer(QObject):
    """Says a turn when the caret comes into it, and again when what the gutter shows changes.

    Costs nothing while no screen reader runs. `look` is to be called after every move of the
    caret and every change of the document.
    """

    def __init__(
        self,
        view: TranscriptView,
        say: Callable[[QWidget, str], None] = announce,
        active: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._say = say
        self._active = active
        self._last: tuple[object, str] | None = None

    def look(self) -> None:
        """Say what is new."""
        if not self._active():
            return
        document, index = self._view.session.document, self._view.caret().turn
        if index >= len(document.turns):
            return
        here = (document.turns[index].id, turn_sentence(document, index))
        if here != self._last:
            self._last = here
            self._say(self._view, here[1])
