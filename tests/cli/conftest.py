"""The command line, run in this process, with a home folder of its own for every test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli_lab import Outcome, words

from editor.alignment import child
from editor.cli import main
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Word

if TYPE_CHECKING:
    from collections.abc import Callable


def no_window(paths: list[str], sample: bool) -> int:
    raise AssertionError("the window was opened")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("PROOFCAST_HOME", str(folder))
    return folder


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command line; the window is not to be opened unless `open_window` says so."""

    def run(*arguments: object, open_window: Any = no_window) -> Outcome:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments], open_window)
        return Outcome(code, *capfd.readouterr())

    return run


@pytest.fixture
def refused(run: Callable[..., Outcome]) -> Callable[..., str]:
    """Run a command line that cannot do its work, and return the one sentence it says."""

    def refused(*arguments: object) -> str:
        outcome = run(*arguments)
        assert outcome.code == 1
        assert outcome.out == ""
        (error,) = outcome.errors
        assert "Traceback" not in outcome.err
        assert error.endswith(".")
        return error.removeprefix("Error: ")

    return refused


@pytest.fixture
def document() -> Transcript:
    """Two speakers, an ad read, a turn without speaker, and a word that is not spoken."""
    ad = AdId(1)
    mia, bo = Speaker(SpeakerId(1), "Mia", 0), Speaker(SpeakerId(2), "Bø & Co", 1)
    return Transcript(
        (
            Turn(TurnId(1), mia.id, words("Buy socks today.", 1000, ad=ad)),
            Turn(TurnId(2), mia.id, words("Welcome back to the show.", 3000)),
            Turn(
                TurnId(3), bo.id, (*words("Hello there,", 6000), Word("um", match=Match.NO_SOUND))
            ),
            Turn(TurnId(4), None, words("Naïve 日本 <b> & so on.", 9000)),
        ),
        Tables((mia, bo), (AdRead(ad, AdKind.PRE_ROLL, "Sock & Sons"),)),
    )


@pytest.fixture
def project(tmp_path: Path, document: Transcript) -> Path:
    """A project whose audio is gone."""
    path = tmp_path / "socks.proofcast"
    media = MediaReference(tmp_path / "gone.mp3", "0" * 32, 12_000)
    Project.create(path, document, media=media).close()
    return path


@pytest.fixture
def quick_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another worker do the aligner's part: it speaks the protocol and hears nothing."""

    def use(how: str = "well") -> None:
        command = (sys.executable, str(Path(__file__).with_name("quick_worker.py")), how)
        monkeypatch.setattr(child, "worker_command", lambda: command)

    return use
