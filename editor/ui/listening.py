"""What listening does beside playing: pausing while somebody types, pedals, the user's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.ui.held_key import HeldKey

if TYPE_CHECKING:
    from pathlib import Path

    from editor.settings.options import Settings
    from editor.settings.user_file import SettingsStore
    from editor.ui.command_actions import CommandActions
    from editor.ui.player import Player
    from editor.ui.transcript_view import TranscriptView

REDUCED = {"system": None, "full": False, "reduced": True}
"""What the option says to a view: None asks the desktop."""


class Listening(QObject):
    """Keeps player and text to the settings, as they are now."""

    def __init__(
        self,
        player: Player,
        view: TranscriptView,
        store: SettingsStore,
        actions: CommandActions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._view = view
        self._settings = store.now
        self._held_back: Path | None = None
        self._go_on = QTimer(self, singleShot=True)
        self._go_on.timeout.connect(self._play_on)
        view.typed.connect(self._typed)
        player.state_changed.connect(self._state_changed)
        actions["play.pause"].triggered.connect(self.cancel)
        self.pedal = HeldKey(actions["play.hold"], player.pause)
        self._unsubscribe = store.subscribe(self._use)
        player.set_rate(store.now.speed)
        self._use(store.now)

    @property
    def waiting(self) -> bool:
        """Whether playing goes on by itself when nobody types any more."""
        return self._held_back is not None

    def cancel(self) -> None:
        """Stay paused."""
        self._go_on.stop()
        self._held_back = None

    def let_go(self) -> None:
        """Stop following the settings."""
        self.cancel()
        self._unsubscribe()

    def _use(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        self._player.resume_back_ms = settings.back_step_ms
        self._player.extra_latency_ms = settings.extra_latency_ms
        self._view.set_reduced_motion(REDUCED[settings.motion])
        if not settings.follow_playback:
            self._view.stop_following()
        elif not before.follow_playback:
            self._view.resume_following()
        if settings.speed != before.speed:
            self._player.set_rate(settings.speed)

    def _typed(self) -> None:
        if not self._settings.pause_while_typing:
            return
        if self._player.playing:
            # Of a snippet, enough has been heard: what comes after it was not asked for.
            goes_on = not self._player.in_snippet
            self._player.pause()
            self._held_back = self._player.path if goes_on else None
        if self._held_back is not None:
            self._go_on.start(self._settings.typing_pause_ms)

    def _play_on(self) -> None:
        path, self._held_back = self._held_back, None
        if path is not None and path == self._player.path and not self._player.playing:
            if self._settings.follow_playback:
                self._view.resume_following()
            self._player.play()

    def _state_changed(self, playing: bool) -> None:
        if playing:
            self.cancel()
