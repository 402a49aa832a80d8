"""How the program is started again."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from editor import __version__
from editor.settings.program import CONSOLE_TWIN, this_program

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_from_a_checkout_it_is_started_as_a_module_of_this_python() -> None:
    done = subprocess.run(
        [*this_program(), "--version"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert __version__ in done.stdout


def test_a_built_program_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "proofcast"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert this_program() == (str(program),)


def test_on_windows_its_twin_with_streams(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / CONSOLE_TWIN).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "proofcast.exe"))
    assert this_program() == (str(tmp_path / CONSOLE_TWIN),)
