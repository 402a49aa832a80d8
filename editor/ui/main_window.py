"""The one window: assembles its parts and wires them to the open episode."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from editor.ui.command_actions import CommandActions
from editor.ui.desk import WindowDesk
from editor.ui.empty_page import EmptyPage
from editor.ui.errors import guarded, safe_override
from editor.ui.file_actions import FileActions
from editor.ui.icons import app_icon
from editor.ui.memory_desk import MemoryDesk
from editor.ui.message_bar import MessageBar
from editor.ui.recovery import Recovery
from editor.ui.telling import Telling
from editor.ui.theme import GRID
from editor.ui.transport_bar import STAGES, TransportBar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from editor.alignment.aligner import Progress
    from editor.commands.command import Registry
    from editor.commands.key_choices import KeyStore
    from editor.jobs.episode import Episode
    from editor.jobs.workspace import Workspace
    from editor.media.entry import EpisodeAudio
    from editor.review.ad_proposals import AdProposal
    from editor.review.doubts import Doubt
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore
    from editor.ui.player import Player
    from editor.ui.style import ThemeFollower
    from editor.ui.theme import Theme

SIZE = (GRID * 160, GRID * 100)


class MainWindow(QMainWindow):
    """Shows the empty page, or the open episode.

    Attributes:
        desk: What commands act on.
        actions_: The commands as Qt actions.
        page: The open episode's page.
        recovery: The ways back, and what is said about defects.
    """

    def __init__(
        self,
        workspace: Workspace,
        store: SettingsStore,
        folders: Folders,
        player: Player,
        appearance: ThemeFollower,
        registry: Registry,
        keys: KeyStore,
        *,
        furnished: bool = True,
    ) -> None:
        """Args:
        workspace: What is open.
        store: The user's options.
        folders: The user's folders.
        player: Plays the sound.
        appearance: The colours of the day.
        registry: All commands.
        keys: Their keys.
        furnished: Whether to make the page of episodes too; if not, `furnish` has to be called
            after the first frame, which shows nothing of it.
        """
        super().__init__()
        self._workspace = workspace
        self._store = store
        self._folders = folders
        self._player = player
        self._appearance = appearance
        self._registry = registry
        self._keys = keys
        self._furnished = False
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        theme = appearance.theme
        self.messages = MessageBar(theme)
        self.desk = WindowDesk(workspace, store, player, self.messages.say, self.furnish)
        self.files = FileActions(self, workspace, store, folders, self.messages.say)
        self.desk.files = self.files
        self._tell = Telling(self.messages, self.files)
        self.recovery = Recovery(self, workspace, folders.logs, self.messages)
        self.desk.recovery = self.recovery
        self.desk.memory = MemoryDesk(self, workspace, appearance)
        self.actions_ = CommandActions(registry, keys.now.keys, self.desk, self)
        keys.subscribe(lambda choices: self.actions_.bind(choices.keys))
        self.transport = TransportBar(self.actions_, theme)
        self.files.work.worked.connect(self.transport.set_task)
        self.transport.task_stopped.connect(self.files.work.stop)
        self.empty = EmptyPage(self.actions_, folders.models)
        self._assemble()
        self._connect()
        self._show_nothing()
        if furnished:
            self.furnish()

    # -- assembling ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.actions_.fill(self.menuBar())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.transport)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.messages)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        workspace, player = self._workspace, self._player
        workspace.opened.connect(self._show_episode)
        workspace.closed.connect(self._show_closed)
        workspace.said.connect(self.messages.note)
        workspace.failed.connect(self._tell.failure)
        player.position_changed.connect(self._show_time)
        player.duration_changed.connect(lambda _: self._show_time(player.position_ms))
        player.state_changed.connect(self.transport.set_playing)
        player.rate_changed.connect(self.transport.set_speed)
        player.failed.connect(self._tell.failure)
        self.empty.recent_chosen.connect(lambda path: workspace.open_project(Path(path)))
        self._appearance.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self.messages.set_theme(theme)
        self.transport.set_theme(theme)
        if self._furnished:
            self.page.set_theme(theme)

    # -- what the first frame does without -----------------------------------------------------

    def furnish(self) -> None:
        """Make the page of episodes and what belongs to it, if that is not done yet.

        It takes as long as everything before the first frame, which shows nothing of it. Whoever
        wants it earlier gets it earlier: `WindowDesk` asks for it.
        """
        if self._furnished:
            return
        self._furnished = True
        self._make_page()
        self._make_desks()
        self.actions_.refresh()

    def _make_page(self) -> None:
        from editor.ui.context_menu import ContextMenu
        from editor.ui.editor_page import EditorPage

        say = self.messages.say
        self.page = EditorPage(self.desk.session, self._player, self._appearance.theme, say)
        self.desk.view = self.page.view
        self._stack.addWidget(self.page)
        ContextMenu(self.page.view, self.actions_)
        self.page.use(self.actions_)
        self.page.review.chosen.connect(self._go_to_doubt)
        self.page.proposal_chosen.connect(self._go_to_proposal)
        self.page.touched.connect(self.actions_.refresh)
        self.files.retiming.jump_wanted.connect(self.page.go_to_time)

    def _make_desks(self) -> None:
        from editor.ui.captions_desk import CaptionsDesk
        from editor.ui.finish_desk import FinishDesk
        from editor.ui.listening import Listening
        from editor.ui.panel_actions import PanelActions
        from editor.ui.settings_desk import SettingsDesk
        from editor.ui.spelling_desk import SpellingDesk
        from editor.ui.voices_desk import VoicesDesk

        workspace, player, store = self._workspace, self._player, self._store
        say, pool = self.messages.say, self._workspace.background
        self._captions = CaptionsDesk(self.page, player, store, self._folders, workspace, say, self)
        self.desk.captions = self._captions
        self._spelling = SpellingDesk(
            self.page.spell_bar,
            pool,
            lambda: workspace.episode.memory if workspace.episode else None,
            say,
            self,
        )
        panels = PanelActions(
            self,
            self.page,
            store,
            self._appearance,
            self._registry,
            self._keys,
            self.actions_,
            pool,
        )
        self.desk.panels = panels
        self.desk.voices = VoicesDesk(workspace, self.files.work, say, self.actions_.refresh)
        self.finish = FinishDesk(self.desk, self.page, player, self.actions_, self)
        panels.show_finish = self.files.show_open = self.finish.show
        self.files.open_things = self.finish.summary
        panels.spelling = lambda: self._spelling.walk(self.desk.session)
        panels.settings = SettingsDesk(
            store, self._folders, self._keys, self._registry, pool, self
        ).show
        self.listening = Listening(player, self.page.view, store, self.actions_, self)

    # -- the episode ---------------------------------------------------------------------------

    def _show_episode(self, episode: Episode) -> None:
        from editor.ui.window_state import restore_state, window_state

        self.furnish()
        self._player.load(None)
        self.page.set_session(episode.session, episode.review)
        self._captions.set_session(episode.session)
        self._spelling.set_session(episode.session)
        self.page.waveforms.set_peaks(None)
        queue = episode.queue
        episode.audio_progressed.connect(
            lambda done, total: self.transport.set_work("Reading audio", done, total)
        )
        length = episode.media.duration_ms if episode.media else 0
        episode.waveform_changed.connect(lambda peaks: self.page.waveforms.set_peaks(peaks, length))
        episode.audio_ready.connect(self._use_audio)
        episode.audio_failed.connect(lambda _: self.transport.set_work(""))
        episode.audio_failed.connect(self._tell.no_audio)
        episode.saving_changed.connect(self.transport.set_saved)
        episode.saving_failed.connect(self._tell.saving)
        queue.progressed.connect(self._show_progress)
        queue.running_changed.connect(self._show_running)
        queue.finished.connect(self._tell.finished)
        queue.failed.connect(self._tell.failure)
        episode.window_state = lambda: (
            window_state(self, self.page, self._player) | self.finish.state()
        )
        self.finish.set_episode(episode)
        self.transport.set_saved(True)
        if episode.project.read_only:
            self.transport.set_read_only()
        path = episode.project.path
        self.setWindowTitle(f"{path.stem} – Proofcast")
        self._stack.setCurrentWidget(self.page)
        self._remember(path)
        restore_state(episode.project.state, self, self.page)
        self.page.view.setFocus()
        self.actions_.refresh()

    def _go_to_doubt(self, doubt: Doubt) -> None:
        from editor.commands.review import go_to

        go_to(self.desk, doubt)
        self.page.view.setFocus()

    def _go_to_proposal(self, proposal: AdProposal) -> None:
        from editor.commands.ads import go_to_proposal

        go_to_proposal(self.desk, proposal)
        self.page.view.setFocus()

    def _remember(self, path: Path) -> None:
        recent = (str(path), *self._store.now.recent_projects)
        guarded(lambda: self._store.change(recent_projects=recent), self.messages.say)()

    def _show_closed(self) -> None:
        self._player.load(None)
        for topic in ("saving", "audio"):
            self.messages.withdraw(topic)
        self.page.set_session(self.desk.session)
        self._captions.set_session(None)
        self._spelling.set_session(None)
        self.finish.set_episode(None)
        self._show_nothing()

    def _show_nothing(self) -> None:
        self.setWindowTitle("Proofcast")
        self.empty.show_recent(self._store.now.recent_projects)
        self._stack.setCurrentWidget(self.empty)
        self.transport.set_saved(None)
        self.transport.set_work("")
        self.transport.set_time(0, 0)
        self.actions_.refresh()

    def _use_audio(self, audio: EpisodeAudio) -> None:
        from editor.ui.media_output import warm_up

        episode = self._workspace.episode
        self.messages.withdraw("audio")
        self._player.load(audio.playback)
        position = episode.project.state.get("position") if episode else None
        if isinstance(position, int):
            self._player.seek(position)
        if not self.desk.alignment.running:
            self.transport.set_work("")
        self._show_time(self._player.position_ms)
        self.actions_.refresh()

        # The first play would otherwise wait for the sound device to open, and that is slow.
        def prepare(_: object) -> None:
            self._player.prepare()

        self._workspace.background.start(lambda _: warm_up(), prepare, prepare)

    def _show_time(self, position: int) -> None:
        episode = self._workspace.episode
        audio = episode.audio if episode else None
        self.transport.set_time(position, audio.info.duration_ms if audio else 0)

    def _show_progress(self, progress: Progress) -> None:
        title = STAGES.get(progress.stage, "Aligning")
        self.transport.set_work(title, progress.position, progress.total, stoppable=True)

    def _show_running(self, running: bool) -> None:
        self.transport.set_work("Aligning" if running else "", stoppable=running)
        self.actions_.refresh()

    # -- Qt overrides --------------------------------------------------------------------------

    @safe_override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @safe_override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._workspace.open_paths(paths)

    @safe_override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, end all threads and processes, and go; stay if the user prefers what is unsaved."""
        if not self.files.may_close():
            event.ignore()
            return
        self.furnish()  # or what ends below would be there in part
        self._captions.let_go()
        self.listening.let_go()
        self.finish.let_go()
        self._workspace.shut_down()
        self._player.close()
        self.page.let_go()
        self.messages.clear()
        super().closeEvent(event)
