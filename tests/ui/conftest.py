"""What the tests of the window share: a recorder of sentences, settings, a pool, the program."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from window_lab import Said

from editor import app
from editor.jobs.background import Background
from editor.settings.user_file import SettingsStore
from editor.ui.style import apply_theme
from editor.ui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUIET = (
    "This plugin does not support",
    "PulseAudioService: pa_context_connect",
    "No audio device detected",
)
"""What Qt complains of on a machine without window manager and sound."""

NO_MODEL = 'model = "none-such"\n'
"""Without a model the window says so and aligns nothing: these tests are about the window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Warnings fail tests here, but not those about the machine."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*QUIET, extend=True))


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings" / "settings.toml")


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    pool = Background()
    yield pool
    pool.close()
    pool.deleteLater()


@pytest.fixture
def episode_files(tmp_path: Path) -> tuple[Path, Path]:
    """Two seconds of sound and a short transcript."""
    folder = tmp_path / "show"
    folder.mkdir()
    with wave.open(str(folder / "show.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(range(256)) * 250)
    (folder / "page.txt").write_text(
        "Hello and welcome to the show. I am your host.\n\nThank you for having me.\n"
    )
    return folder / "show.wav", folder / "page.txt"


@pytest.fixture
def program(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], app.Application]]:
    """Makes the whole program, shown, with a home of its own; may be called again."""
    home = tmp_path / "home"
    monkeypatch.setenv("PROOFCAST_HOME", str(home))
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text(NO_MODEL)
    made: list[app.Application] = []

    def make() -> app.Application:
        made.append(app.build())
        made[-1].window.show()
        made[-1].window.activateWindow()
        return made[-1]

    yield make
    for application in made:
        application.window.close()
        for thing in (application.window, application.workspace):
            thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, LIGHT)
