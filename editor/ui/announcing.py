"""What screen readers are told without being asked: the turn that the caret has come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from editor.settings.language import tr
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
    start = document.turns[index].start
    who, *marks = _lasting(document, index)
    return ", ".join((who, tr("no time yet") if start is None else clock_text(start), *marks))


def _lasting(document: Transcript, index: int) -> tuple[str, ...]:
    """The parts of the sentence that only the user changes: the speaker, then the marks."""
    from editor.ui.ad_shapes import ad_runs  # the bar of messages, which announces, needs none

    turn = document.turns[index]
    speaker = document.speaker(turn.speaker)
    parts = [speaker.name if speaker else tr("No speaker")]
    for ad in dict.fromkeys(ad for ad, _, _ in ad_runs(turn)):
        row = document.ad(ad)
        if row is not None:
            kind = row.kind.value
            parts.append(
                tr("ad ({kind}): {sponsor}", kind=kind, sponsor=row.sponsor)
                if row.sponsor
                else tr("ad ({kind})", kind=kind)
            )
    if turn.reviewed:
        parts.append(tr("reviewed"))
    return tuple(parts)


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
        self._last: tuple[object, tuple[str, ...]] | None = None

    def look(self) -> None:
        """Say what is new."""
        if not self._active():
            return
        document, index = self._view.session.document, self._view.caret().turn
        if index >= len(document.turns):
            return
        # Without the time: alignment changes it, and nobody asked to hear of that.
        here = (document.turns[index].id, _lasting(document, index))
        if here != self._last:
            self._last = here
            self._say(self._view, turn_sentence(document, index))
