"""The composition root: builds everything and passes it in. Only it knows everything."""

from __future__ import annotations

import faulthandler
import importlib
import logging
import signal
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from editor.commands.all import registry
from editor.commands.key_choices import KeyStore
from editor.commands.keymap import load_presets
from editor.jobs.garbage import search_when_nobody_waits
from editor.jobs.workspace import Workspace
from editor.settings.data_files import data_file
from editor.settings.folders import user_folders
from editor.settings.language import SOURCE, current_language
from editor.settings.user_file import SettingsStore
from editor.ui.first_paint import after_first_paint
from editor.ui.main_window import MainWindow
from editor.ui.player import Player
from editor.ui.style import Appearance, ThemeFollower

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editor.alignment.models.resolve import ModelFolder
    from editor.settings.folders import Folders

log = logging.getLogger(__name__)

SIGNAL_TURN_MS = 500
SMOKE_LIMIT_MS = 240_000
FOR_OPENING = ("editor.storage.opening", "editor.storage.project", "editor.jobs.episode")
THE_REST = (
    "editor.jobs.reading",
    "editor.jobs.decoding",
    "editor.formats.export",
    "editor.formats.ad_free",
    "editor.alignment.wire",
    "editor.alignment.models",
    "editor.ui.export_dialog",
    "editor.ui.go_back_dialog",
    "editor.ui.models_dialog",
    "editor.ui.palette",
)
"""Modules that the first frame does without; they bring SQLite, NumPy, FFmpeg and HTTP along."""
TURN_S = 0.0005
"""How long a thread may keep the others from running Python. With the 5 ms of the interpreter, a
handler in the window that gives its turn away in ten calls to Qt waits 50 ms for a busy thread."""


@dataclass(frozen=True)
class Application:
    """Everything that lives as long as the program."""

    qt: QApplication
    folders: Folders
    store: SettingsStore
    workspace: Workspace
    player: Player
    window: MainWindow


def build(argv: Sequence[str] = (), *, furnished: bool = True) -> Application:
    """Make the program, without showing it; see `MainWindow` for what `furnished` means."""
    sys.setswitchinterval(TURN_S)
    qt = QApplication.instance() or QApplication(list(argv) or ["proofcast"])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Proofcast")
    qt.setDesktopFileName("proofcast")
    speak(qt)
    folders = user_folders()
    store = SettingsStore(folders.settings_file)
    appearance = ThemeFollower(qt, Appearance(store.now.theme))
    workspace = Workspace(folders, lambda: store.now, lambda name: find_model(name, folders))
    search_when_nobody_waits(workspace)
    player = Player(workspace)
    commands = registry()
    presets = load_presets(data_file("resources/keymap.json"))
    keys = KeyStore(presets, folders.keymap_file, store)
    window = MainWindow(
        workspace, store, folders, player, appearance, commands, keys, furnished=furnished
    )
    for problem in (*store.problems, *keys.problems):
        window.messages.say(problem)
    return Application(qt, folders, store, workspace, player, window)


def speak(qt: QApplication) -> None:
    """Let Qt's own buttons and dialogues speak the language of ours."""
    if current_language() == SOURCE:
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(qt)
    if translator.load(f"qtbase_{current_language()}", folder):
        qt.installTranslator(translator)


def run(paths: Sequence[Path], *, sample: bool = False) -> int:
    """Show the window, open files, and stay until it is closed. Returns the exit code."""
    application = build(sys.argv[:1], furnished=False)
    catch_everything(application.window)
    close_on_interrupt(application.window)
    after_first_paint(application.window, lambda: _begin(application, paths, sample=sample))
    application.window.show()
    return application.qt.exec()


def _begin(application: Application, paths: Sequence[Path], *, sample: bool) -> None:
    """What the first frame need not wait for: the log, the rest of the program, and the files."""
    start_logging(application.folders.logs)
    note_native_crashes(application.folders.logs / "crash.log")
    workspace = application.workspace
    application.window.furnish()

    def open_files(_: object) -> None:
        if sample:
            application.window.desk.files.open_sample()
        elif paths:
            workspace.open_paths(paths)
        workspace.background.start(lambda _: load(THE_REST), lambda _: None, lambda _: None)

    # In another thread, so that the window answers meanwhile. If it fails, opening says why.
    workspace.background.start(lambda _: load(FOR_OPENING), open_files, open_files)


def close_on_interrupt(window: MainWindow) -> None:
    """Ctrl+C in the terminal closes the window the way its cross does: everything is saved.

    Python handles signals between its own instructions only, and an idle event loop runs none;
    so a timer gives it a turn now and then.
    """
    signal.signal(signal.SIGINT, lambda *_: window.close())
    turn = QTimer(window, interval=SIGNAL_TURN_MS)
    turn.timeout.connect(lambda: None)
    turn.start()


def load(modules: Sequence[str]) -> None:
    """Import modules, so that nobody has to wait for them later."""
    for name in modules:
        importlib.import_module(name)


def smoke() -> int:
    """Do the whole job once in the real window, on the sample: for packagers and CI.

    Opens, aligns, exports beside the project, and says so in one line. Returns the exit code: 1
    when anything was complained about.
    """
    from editor.formats.export import export
    from editor.formats.profile import load_profile
    from editor.settings.atomic import write_atomically

    application = build(sys.argv[:1])
    window, workspace = application.window, application.workspace
    complaints: list[str] = []
    finished: list[str] = []

    def export_all() -> None:
        episode = workspace.episode
        if episode is None:
            return
        profile = load_profile(data_file("resources/profiles/podcast.toml"))
        for name in ("srt", "vtt"):
            target = episode.project.path.with_suffix(f".{name}")
            write_atomically(target, export(episode.session.document, name, profile).text)
            finished.append(str(target))
        window.close()

    workspace.failed.connect(complaints.append)
    workspace.failed.connect(lambda _: window.close())
    workspace.opened.connect(lambda episode: episode.queue.finished.connect(export_all))
    workspace.opened.connect(lambda episode: episode.queue.failed.connect(workspace.failed))
    QTimer.singleShot(SMOKE_LIMIT_MS, window, window.close)
    window.show()
    QTimer.singleShot(0, window, window.desk.files.open_sample)
    application.qt.exec()
    sentence = complaints[0] if complaints else f"Exported {' and '.join(finished)}."
    sys.stdout.write(f"{sentence if finished or complaints else 'Nothing happened in time.'}\n")
    return 0 if finished and not complaints else 1


def find_model(name: str, folders: Folders) -> ModelFolder:
    """A speech model by name or folder.

    Raises:
        ModelError: It is not on this computer, or broken.
    """
    from editor.alignment.models import find_folders, load_catalog, resolve  # brings HTTP along

    return resolve(name, catalog=load_catalog(), folders=find_folders(folders.models))


def start_logging(folder: Path) -> None:
    """Write a log into the user's folder for as long as the program runs."""
    from editor.settings.log_file import open_log  # brings sockets along: after the first paint

    handler = open_log(folder / "proofcast.log")
    if handler is not None:
        logging.basicConfig(level=logging.INFO, handlers=[handler])


def note_native_crashes(path: Path) -> None:
    """Log what a crash in native code has left behind last time, and be ready for the next one."""
    try:
        left = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        if left:
            log.critical("the session before this one ended in a crash:\n%s", left)
        faulthandler.enable(path.open("w", encoding="utf-8"))  # it keeps the file open
    except OSError:
        return  # there is no place for it, as for the log


def catch_everything(window: MainWindow) -> None:
    """An error that nobody caught is logged and said; the window lives on."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log.critical("an error nobody caught", exc_info=error)
        try:
            window.recovery.tell_defect(error)
        except Exception:  # an error in here would come back here
            log.exception("the error could not be said")

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        log.critical("an error nobody caught in a thread", exc_info=arguments.exc_value)

    sys.excepthook = hook
    threading.excepthook = in_thread
