"""Make the screenshots of the documentation again, from the real program on the sample episode.

Run from the root of the project with a display, or let it find one:
`xvfb-run -a -s "-screen 0 1440x900x24" .venv/bin/python -m docs.screenshots.make`
"""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QDialog

    from editor.app import Application

FOLDER = Path(__file__).parent
SIZE = (1360, 850)
PATIENCE_MS = 240_000


def main() -> int:
    """Make all of them. Returns the exit code."""
    # A home of its own: no recent projects, no settings of the person who runs it.
    with tempfile.TemporaryDirectory() as home:
        os.environ["PROOFCAST_HOME"] = home
        from editor.app import build

        made = build(sys.argv[:1])
        made.window.resize(*SIZE)
        made.window.show()
        made.window.activateWindow()
        for shot in SHOTS:
            shot(made)
        made.window.close()
    return 0


def empty(made: Application) -> None:
    """Before anything is open."""
    made.store.change(theme="light")
    made.window.desk.panels.set_theme("light")
    save(made, "empty")


def aligning(made: Application) -> None:
    """While words find their times."""
    wait_for(made.workspace.opened, made.window.desk.files.open_sample)
    episode = made.workspace.episode
    assert episode
    seen: list[int] = []
    episode.queue.progressed.connect(lambda progress: seen.append(progress.position))
    while not (seen and seen[-1] > 50_000):
        wait_for(episode.queue.progressed)
    save(made, "aligning")
    if episode.queue.running:
        wait_for(episode.queue.finished)


def editing(made: Application) -> None:
    """Speakers named, the ad marked, a word lit."""
    from editor.transcript.ads import describe_ad, mark_ad
    from editor.transcript.document import Place
    from editor.transcript.patch import Caret
    from editor.transcript.speakers import add_speaker, relabel
    from editor.transcript.text_edits import split_turn

    episode = made.workspace.episode
    assert episode
    session = episode.session

    def find(text: str, after: Place | None = None) -> Place:
        places = session.document.places()
        return next(p for p, word in places if word.text == text and (after is None or p > after))

    last = find("harbourkettle.example.")
    session.apply(mark_ad(session.document, Place(0, 0), last))
    ad = session.document.ads[0]
    session.apply(describe_ad(session.document, ad.id, ad.kind, "Harbour Kettle"))
    for name in ("Maren Tolliver", "Idris Quayle", "Announcer"):
        session.apply(add_speaker(session.document, name))
    maren, idris, announcer = (row.id for row in session.document.speakers)
    for words, speaker in ((("Hello,",), maren), (("And", "I'm"), idris), (("Our",), maren),
                           (("She", "came"), idris)):  # fmt: skip
        place = find(words[0])
        text = session.document.turns[place.turn].text
        session.apply(split_turn(session.document, place.turn, text.index(" ".join(words))))
        session.apply(relabel(session.document, [place.turn + 1], speaker))
    session.apply(relabel(session.document, [0], announcer))
    made.window.page.view.set_caret(Caret(2, 0))
    moment = session.document.word(find("climb")).start + 40
    made.player.seek(moment)
    made.window.messages.clear()
    made.window.page.view.setFocus()
    save(made, "editing")


def dark(made: Application) -> None:
    """The same at night."""
    made.window.desk.panels.set_theme("dark")
    made.window.page.show_ads()
    made.window.page.view.setFocus()
    save(made, "dark")
    made.window.desk.panels.set_theme("light")


def panels(made: Application) -> None:
    """Each panel at the side, with the keyboard where it is when one goes there."""
    page, desk = made.window.page, made.window.desk
    for name, show in (
        ("review", page.show_review),
        ("speakers", partial(page.side.setCurrentWidget, page.speakers)),
        ("captions", page.show_captions),
        ("finish", desk.panels.show_finish),
    ):
        show()
        save(made, name)
    page.show_review()
    page.view.setFocus()


def dialogues(made: Application) -> None:
    """What opens over the window."""
    desk = made.window.desk
    save_dialog(made, "settings", desk.panels.settings, second_page)
    save_dialog(made, "keys", desk.panels.change_keys)
    save_dialog(made, "show-memory", desk.memory.show, last_table)


def second_page(dialog: QDialog) -> None:
    """The first page of the settings has little on it."""
    from PySide6.QtWidgets import QListWidget

    pages = dialog.findChild(QListWidget)
    assert pages
    pages.setCurrentRow(1)


def last_table(dialog: QDialog) -> None:
    """The first tables of a memory are empty after one episode."""
    from PySide6.QtWidgets import QTabWidget

    tables = dialog.findChild(QTabWidget)
    assert tables
    tables.setCurrentIndex(tables.count() - 1)


def export(made: Application) -> None:
    """The export dialogue with its preview."""
    save_dialog(made, "export", made.window.desk.files.export)


def palette(made: Application) -> None:
    """All commands in one list."""
    save_dialog(made, "palette", made.window.desk.panels.palette)


SHOTS = (empty, aligning, editing, panels, dark, dialogues, export, palette)
"""All of them, each on what those before it have left."""


def save(made: Application, name: str) -> None:
    """Paint everything that is due, and write what the window shows."""
    settle()
    made.window.grab().save(str(FOLDER / f"{name}.png"))
    sys.stdout.write(f"{name}.png\n")


def save_dialog(
    made: Application,
    name: str,
    show: Callable[[], None],
    prepare: Callable[[QDialog], None] = lambda _: None,
) -> None:
    """Open a modal dialogue, write what it shows once it is prepared, and close it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            waiting.stop()
            prepare(dialog)
            settle()
            dialog.grab().save(str(FOLDER / f"{name}.png"))
            sys.stdout.write(f"{name}.png\n")
            dialog.reject()

    waiting = QTimer(made.window, interval=100)
    waiting.timeout.connect(look)
    waiting.start()
    show()


def settle() -> None:
    """Let timers and paint events that are due have their turn."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(600, loop.quit)
    loop.exec()


def wait_for(signal: SignalInstance, begin: Callable[[], None] | None = None) -> None:
    """Run the event loop until a signal comes.

    Raises:
        TimeoutError: It does not come.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop, came = QEventLoop(), []
    signal.connect(lambda *_: (came.append(True), loop.quit()))
    if begin:
        QTimer.singleShot(0, begin)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    if not came:
        raise TimeoutError("the program did not get there in time")


if __name__ == "__main__":
    sys.exit(main())
