"""What the commands act on: the window's parts behind the protocols of `editor.commands.desk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.transcript.document import empty_transcript
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.commands.desk import Captions, Files, Memory, Panels, Recovery, Voices
    from editor.jobs.workspace import Workspace
    from editor.review.queue import ReviewQueue
    from editor.settings.options import Settings
    from editor.settings.user_file import SettingsStore
    from editor.ui.errors import Say
    from editor.ui.player import Player
    from editor.ui.transcript_view import TranscriptView


class AlignmentDesk:
    """`editor.commands.desk.Alignment` on the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def running(self) -> bool:
        """Whether a job of the whole episode is under way."""
        episode = self._workspace.episode
        return episode is not None and episode.queue.running

    def align_all(self) -> None:
        """Align the whole episode."""
        self._workspace.start_alignment()

    def align_turns(self, turns: Sequence[int]) -> None:
        """Align these turns again."""
        if self._workspace.episode:
            self._workspace.episode.queue.align_turns(turns)

    def stop(self) -> None:
        """Stop; what has been found stays."""
        if self._workspace.episode:
            self._workspace.episode.queue.stop()


class WindowDesk:
    """`editor.commands.desk.Desk` for the one window."""

    def __init__(
        self,
        workspace: Workspace,
        store: SettingsStore,
        player: Player,
        say: Say,
        furnish: Callable[[], None] = lambda: None,
    ) -> None:
        """Args:
        workspace: What is open.
        store: The user's options.
        player: Plays the sound.
        say: Shows a sentence.
        furnish: Called when a part is wanted that is not there yet; sets all of them.
        """
        self._furnish: Callable[[], None] | None = furnish
        self._workspace = workspace
        self._store = store
        self._nothing = Session(empty_transcript())
        self.player = player
        self.alignment = AlignmentDesk(workspace)
        self.say = say
        # Set by the window, which needs the actions that need this desk.
        self.view: TranscriptView
        self.files: Files
        self.recovery: Recovery
        self.captions: Captions
        self.voices: Voices
        self.memory: Memory
        self.panels: Panels

    def __getattr__(self, name: str) -> object:
        """Called for what is not there (yet): the window makes most parts after its first frame."""
        furnish = self.__dict__.pop("_furnish", None)
        if furnish is None or name.startswith("_"):
            raise AttributeError(name)
        furnish()
        return getattr(self, name)

    @property
    def session(self) -> Session:
        """The open document; an empty one while nothing is open."""
        episode = self._workspace.episode
        return episode.session if episode else self._nothing

    @property
    def review(self) -> ReviewQueue:
        """The doubts about the open document; none while nothing is open."""
        from editor.review.queue import ReviewQueue  # not needed for the first frame

        episode = self._workspace.episode
        return episode.review if episode else ReviewQueue(Session(empty_transcript()))

    @property
    def settings(self) -> Settings:
        """The user's options."""
        return self._store.now

    @property
    def has_episode(self) -> bool:
        """Whether a project is open."""
        return self._workspace.episode is not None

    @property
    def has_audio(self) -> bool:
        """Whether its audio is there and decoded."""
        episode = self._workspace.episode
        return episode is not None and episode.audio is not None
