"""The parts of the window that come and go, for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.transcript.hand_times import shift_all
from editor.transcript.words import from_seconds
from editor.ui.fonts import transcript_font
from editor.ui.style import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QMainWindow

    from editor.commands.command import Registry
    from editor.commands.key_choices import KeyStore
    from editor.jobs.background import Background
    from editor.settings.options import Settings
    from editor.settings.user_file import SettingsStore
    from editor.transcript.document import SpeakerId
    from editor.transcript.scopes import Scope
    from editor.transcript.words import AdId
    from editor.ui.command_actions import CommandActions
    from editor.ui.editor_page import EditorPage
    from editor.ui.style import ThemeFollower

TEXT_SIZES = (12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32)
USUAL_SIZE = 15
LONGEST_SHIFT_S = 36_000


class PanelActions:
    """`editor.commands.desk.Panels` for the window."""

    def __init__(
        self,
        window: QMainWindow,
        page: EditorPage,
        store: SettingsStore,
        appearance: ThemeFollower,
        registry: Registry,
        keys: KeyStore,
        actions: CommandActions,
        background: Background,
    ) -> None:
        self._window = window
        self._page = page
        self._store = store
        self._appearance = appearance
        self._registry = registry
        self._keys = keys
        self._actions = actions
        self._background = background
        self._text_size = 0
        # Set by the window: they need the desk, which needs this.
        self.show_finish: Callable[[], None]
        self.settings: Callable[[], None]
        self.spelling: Callable[[], None]
        store.subscribe(self._use)
        self._use(store.now)

    def toggle_side(self) -> None:
        """Show or hide the side panel."""
        side = self._page.side
        side.setVisible(not side.isVisible())
        if not side.isVisible():
            self.focus_text()

    def show_speakers(self, speaker: SpeakerId | None = None) -> None:
        """Show the speakers and start editing the name of one."""
        self._page.show_speakers(speaker)

    def choose_speaker(self, turn: int, scope: Scope) -> None:
        """Ask who speaks the turns in a scope around this turn (by index), and say so."""
        self._page.choose_speaker(turn, scope)

    def show_ads(self, ad: AdId | None = None) -> None:
        """Show the ad reads and start editing the sponsor of one."""
        self._page.show_ads(ad)

    def show_review(self) -> None:
        """Show the list of doubts and put the keyboard into it."""
        self._page.show_review()

    def toggle_setting(self, name: str) -> None:
        """Switch an option on or off."""
        self._store.change(**{name: not getattr(self._store.now, name)})

    def find(self, *, replacing: bool = False) -> None:
        """Show the find bar."""
        self._page.find_bar.open(replacing=replacing)

    def find_again(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place found."""
        self._page.find_bar.step(by)

    def shift_times(self) -> None:
        """Ask by how much, and shift all word times."""
        from PySide6.QtWidgets import QInputDialog

        seconds, given = QInputDialog.getDouble(
            self._window,
            "Shift all times",
            "Seconds (negative: earlier):",
            0.0,
            -LONGEST_SHIFT_S,
            LONGEST_SHIFT_S,
            3,
        )
        if given and seconds:
            session = self._page.view.session
            session.apply(shift_all(session.document, from_seconds(seconds)))

    def focus_text(self) -> None:
        """Put the keyboard focus into the transcript."""
        self._page.view.setFocus()

    def palette(self) -> None:
        """Show the list of all commands, and run the one that is taken from it."""
        from editor.ui.palette import Palette

        self._actions.refresh_now()
        palette = Palette(self._registry, self._actions, self._window)
        self._show(palette)
        # Only now, so that a dialogue that the command opens does not stand on a closed one.
        if palette.chosen:
            self._actions[palette.chosen].trigger()

    def keys(self) -> None:
        """Show the sheet of keys."""
        from editor.ui.keys_sheet import KeysSheet

        theme = self._appearance.theme
        self._show(KeysSheet(self._registry, self._actions.keys, theme, self._window))

    def change_keys(self) -> None:
        """Show all commands with their keys, to change them."""
        from editor.ui.keys_dialog import KeysDialog

        self._show(KeysDialog(self._registry, self._keys, self._window))

    def about(self) -> None:
        """Show the version and the licences."""
        from editor.ui.about_dialog import AboutDialog

        self._show(AboutDialog(self._background, self._window))

    def zoom_wave(self, steps: int) -> None:
        """Zoom the close-up waveform in (positive) or out."""
        self._page.waveforms.zoom_by(steps)

    def zoom_text(self, steps: int) -> None:
        """Make the text larger (positive), smaller (negative) or as it was (0)."""
        now = self._store.now.text_size
        nearest = min(range(len(TEXT_SIZES)), key=lambda i: abs(TEXT_SIZES[i] - now))
        index = min(len(TEXT_SIZES) - 1, max(0, nearest + steps))
        size = TEXT_SIZES[index] if steps else USUAL_SIZE
        self._store.change(text_size=size)

    def set_theme(self, name: str) -> None:
        """Use the theme "system", "light" or "dark"."""
        self._store.change(theme=name)

    def _use(self, settings: Settings) -> None:
        """Look as the settings say; asking for what is so already costs nothing."""
        self._appearance.set_appearance(Appearance(settings.theme))
        self._page.view.set_marks_shown(settings.mark_doubts)
        if settings.text_size != self._text_size:
            self._text_size = settings.text_size
            self._page.view.set_text_font(transcript_font(settings.text_size))

    def _show(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()
