"""Captions for the commands and the panel: profiles, live making, and what is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.formats.cue_options import AdPolicy, CueOptions, Wording
from editor.formats.profile import DEFAULT_PROFILE, available_profiles
from editor.jobs.live_captions import LiveCaptions
from editor.settings.data_files import data_file
from editor.ui.errors import guarded, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from editor.commands.desk import MadeCaptions
    from editor.formats.profile import Profile
    from editor.jobs.workspace import Workspace
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore
    from editor.transcript.document import CueException
    from editor.transcript.session import Session
    from editor.ui.editor_page import EditorPage
    from editor.ui.errors import Say
    from editor.ui.player import Player


class CaptionsDesk(QObject):
    """`editor.commands.desk.Captions` for the window; feeds the captions panel."""

    def __init__(
        self,
        page: EditorPage,
        player: Player,
        store: SettingsStore,
        folders: Folders,
        workspace: Workspace,
        say: Say,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._page = page
        self._player = player
        self._store = store
        self._folders = folders
        self._workspace = workspace
        self._say = say
        self._session: Session | None = None
        self._profiles: dict[str, Profile] = {}
        self.live = LiveCaptions(workspace.background, self)
        self.live.changed.connect(guarded(self._show, say))
        self.live.failed.connect(lambda error: say(sentence_of(error), lasting=True))
        panel = page.captions
        panel.shown.connect(guarded(self._watch, say))
        panel.profile_chosen.connect(self.choose_profile)
        panel.remove_wanted.connect(self._remove)
        panel.chosen.connect(page.go_to)
        page.view.caret_moved.connect(guarded(self._follow_caret, say))
        player.position_changed.connect(self._follow_sound)

    def set_session(self, session: Session | None) -> None:
        """Show the captions of another document; None for none."""
        self._session = session
        self.live.set_session(session)
        self._watch()

    def let_go(self) -> None:
        """Stop listening and working."""
        self.live.let_go()

    def show(self) -> None:
        """Show the list of captions and put the keyboard into it."""
        self._page.show_captions()

    def when_ready(self, act: Callable[[MadeCaptions], None]) -> None:
        """Call `act` with captions of the document as it is, as soon as there are any."""
        self._choose()

        def guarded_act(made: MadeCaptions) -> None:
            guarded(lambda: act(made), self._say)()

        self.live.when_ready(guarded_act)

    def profiles(self) -> None:
        """Show the profiles, to choose and to change them."""
        from editor.ui.profile_dialog import ProfileDialog

        if self._session is None:
            return
        episode = self._workspace.episode
        dialog = ProfileDialog(
            self._session.document,
            self._folders.profiles,
            self._store.now.export_profile,
            episode.audio.peaks if episode and episode.audio else None,
            self._player.position_ms,
            self._workspace.background,
            self._page.theme,
            self._window,
        )
        dialog.chosen.connect(self.choose_profile)
        dialog.exec()
        dialog.deleteLater()
        self._profiles = {}
        self._choose()

    def choose_profile(self, profile: str) -> None:
        """Make captions by this profile, here and in the next export."""
        guarded(lambda: self._store.change(export_profile=profile), self._say)()
        self._profiles = {}
        self._choose()

    def _watch(self) -> None:
        seen = self._page.captions.isVisible()
        if seen:
            self._choose()
        self.live.watch(seen)

    def _choose(self) -> None:
        """The user's choices for exports hold here too."""
        now = self._store.now
        if not self._profiles:
            shipped = data_file("resources/profiles")
            self._profiles, problems = available_profiles(shipped, self._folders.profiles)
            for problem in problems:
                self._say(problem)
        profile = self._profiles.get(now.export_profile, self._profiles[DEFAULT_PROFILE])
        self._page.captions.show_profiles(self._profiles.values(), profile.id)
        ads = AdPolicy(now.export_ads)
        # Cutting shifts the times; what is shown beside the sound must not.
        shown = AdPolicy.OMIT if ads is AdPolicy.CUT else ads
        self.live.choose(profile, CueOptions(shown, wording=Wording(now.export_wording)))

    def _show(self) -> None:
        made = self.live.made
        lines = self.live.profile.lines
        self._page.captions.show_captions(made.captions if made else None, lines)
        self._follow_caret()

    def _follow_caret(self) -> None:
        if self._page.captions.isVisible() and not self._player.playing:
            self._page.captions.follow_place(self._page.view.caret_place())

    def _follow_sound(self, position: int) -> None:
        if self._player.playing and self._page.captions.isVisible():
            self._page.captions.follow_time(position)

    def _remove(self, exceptions: list[CueException]) -> None:
        from editor.formats.cue_edits import remove_changes

        if self._session:
            self._session.apply(remove_changes(self._session.document, exceptions), origin=self)
