from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from cli_lab import ROOT, real_command, run_really

from editor import __version__
from editor.formats import export as export_core

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_lab import Outcome


class Screen:
    """Stands for the window: remembers what it was asked to show."""

    def __init__(self) -> None:
        self.shown: list[tuple[list[str], bool]] = []

    def __call__(self, paths: list[str], sample: bool) -> int:
        self.shown.append((paths, sample))
        return 7


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ([], False)),
        (["open"], ([], False)),
        (["--sample"], ([], True)),
        (["open", "--sample"], ([], True)),
        (["FILE"], (["FILE"], False)),
        (["open", "FILE", "FILE"], (["FILE", "FILE"], False)),
        (["FILE", "FILE"], (["FILE", "FILE"], False)),
    ],
)
def test_opening_the_window(
    run: Callable[..., Outcome], tmp_path: Path, arguments: list[str], expected: Any
) -> None:
    file = tmp_path / "exporter.mp3"
    file.touch()
    screen = Screen()
    arguments = [word.replace("FILE", str(file)) for word in arguments]
    outcome = run(*arguments, open_window=screen)
    paths, sample = expected
    assert screen.shown == [([path.replace("FILE", str(file)) for path in paths], sample)]
    assert outcome.code == 7


def test_a_file_that_is_not_there_opens_no_window(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    assert "no file" in refused("open", tmp_path / "gone.mp3")


def test_sample_and_files_exclude_each_other(run: Callable[..., Outcome]) -> None:
    assert run("--sample", ".").code == 2


def test_a_missing_library_is_told(run: Callable[..., Outcome]) -> None:
    def no_library(paths: list[str], sample: bool) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    outcome = run(open_window=no_library)
    assert outcome.code == 1
    assert "libEGL.so.1" in outcome.errors[0]
    assert "Traceback" not in outcome.err


def test_version(run: Callable[..., Outcome]) -> None:
    assert run("--version") == (type(run("-h")))(0, f"proofcast {__version__}\n", "")


@pytest.mark.parametrize(
    "command", ["", "open", "align", "export", "info", "models", "models download"]
)
def test_help(run: Callable[..., Outcome], command: str) -> None:
    outcome = run(*command.split(), "--help")
    assert outcome.code == 0
    assert outcome.out.startswith("Usage: proofcast")
    if not command:
        assert "Exit codes" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["exprt"], "Did you mean export?"),
        (["--nonsense"], "--nonsense"),
        (["align"], "AUDIO"),
        (["align", "a.mp3", "-o", "a.txt"], ".proofcast"),
        (["export", "a.proofcast"], "--vtt"),
        (["export", "a.proofcast", "--srt", "a", "--vtt", "./a"], "same place"),
        (["export", "a.proofcast", "--srt", "a", "--ads", "burn"], "burn"),
        (["export", "a.proofcast", "--srt", "a", "--profile", "none"], "podcast"),
        (["models", "download"], "NAME"),
    ],
)
def test_wrong_usage(run: Callable[..., Outcome], arguments: list[str], says: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert says in outcome.err
    assert outcome.out == ""


def test_wrong_usage_as_json(run: Callable[..., Outcome]) -> None:
    outcome = run("export", "a.proofcast", "--json")
    assert outcome.code == 2
    assert "--vtt" in outcome.json["error"]
    assert "--vtt" in outcome.errors[0]


def test_a_failure_as_json(run: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = run("info", tmp_path / "gone.proofcast", "--json")
    assert outcome.code == 1
    assert outcome.errors == [f"Error: {outcome.json['error']}"]


def test_a_defect_ends_as_a_sentence_and_in_the_log(
    refused: Callable[..., str], home: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(export_core, "export", broken)
    log = home / "logs" / "command-line.log"
    assert str(log) in refused("export", project, "--srt", "a.srt")
    assert "ZeroDivisionError: a defect" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_done_without(
    run: Callable[..., Outcome], home: Path, project: Path
) -> None:
    home.mkdir()
    (home / "logs").write_text("a file where the folder should be")
    assert run("info", project).code == 0


def test_signals_are_as_before(run: Callable[..., Outcome], project: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    run("info", project)
    assert signal.getsignal(signal.SIGTERM) is before


def test_work_without_a_window_loads_neither_qt_nor_the_speech_library(
    home: Path, project: Path, tmp_path: Path
) -> None:
    script = (
        "import sys\n"
        "from editor.cli import main\n"
        f"code = main({['export', str(project), '--vtt', str(tmp_path / 'a.vtt')]!r}, None)\n"
        f"code += main({['info', str(project)]!r}, None)\n"
        "code += main(['models', 'list'], None)\n"
        "heavy = {'PySide6', 'shiboken6', 'faster_whisper', 'ctranslate2', 'onnxruntime'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.splitlines()[-1] == b"[]"


def test_output_is_utf8_whatever_the_locale(home: Path, project: Path) -> None:
    old = {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"}
    ended = run_really("info", project, "--json", **old)
    assert ended.returncode == 0, ended.stderr
    assert "Bø & Co" in ended.stdout.decode("utf-8")
    ended = run_really("info", "日本.proofcast", **old)
    assert ended.returncode == 1
    assert "日本.proofcast" in ended.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="file names there are always text")
def test_a_file_name_that_is_not_text(home: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.proofcast"
    ended = run_really("info", os.fsdecode(name), "--json")
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["info"], ["info", "--json"], ["export", "--words", "-"]])
def test_a_full_disk_behind_standard_output(
    home: Path, project: Path, arguments: list[str]
) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ended = subprocess.run(
            real_command(arguments[0], project, *arguments[1:]),
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    assert "standard output" in line


def test_nobody_reads_the_output(home: Path, project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        ended = subprocess.run(
            real_command("export", project, "--words", "-"),
            cwd=ROOT,
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert ended.returncode == 1
    assert ended.stderr == b""


def test_the_window_does_not_wait_for_what_only_commands_need() -> None:
    script = (
        "import sys, editor.cli\n"
        "late = {'numpy', 'av', 'sqlite3', 'tqdm', 'editor.formats', 'editor.storage'}\n"
        "sys.exit(str(sorted(late & set(sys.modules))))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60
    )
    assert ended.stderr.strip() == b"[]"
