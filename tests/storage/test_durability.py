from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from storage_shapes import BREAKS

from editor.storage import schema
from editor.storage.errors import ProjectError, Reason
from editor.storage.journal import Steps
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId, check, empty_transcript
from editor.transcript.history import History
from editor.transcript.session import Session
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.storage.content import Imported
    from editor.storage.media_link import MediaReference

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from editor.storage.project import Project
from editor.transcript.patch import Patch
from editor.transcript.session import Session
from editor.transcript.words import words_of

project = Project.open(Path(sys.argv[1]))
session = Session(project.document())
number = int(session.document.turns[0].words[0].text)
while True:
    number += 1
    turn = replace(session.document.turns[0], words=words_of(f"{number} " * 400))
    session.apply(Patch(0, session.document.turns[:1], (turn,), label="Count"))
    project.save(session.document, history=session.history, state={"number": number})
    print(number, flush=True)
"""

PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}


@contextmanager
def running(program: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, cwd=ROOT, text=True, **PIPES) as child:
        try:
            yield child
        finally:
            child.kill()


def test_what_was_saved_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "a.proofcast"
    Project.create(path, Transcript((Turn(TurnId(1), None, words_of("0")),))).close()
    rng = random.Random(9)
    for _ in range(4):
        with running(WRITER, path) as child:
            assert child.stdout
            for _ in range(rng.randrange(3, 60)):
                saved = int(child.stdout.readline())
            child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            saved = max([saved, *(int(line) for line in child.stdout if line.endswith("\n"))])
        with Project.open(path) as project:
            document = project.document()
            check(document)
            assert saved <= int(document.turns[0].words[0].text) <= saved + 1
            assert project.state["number"] == int(document.turns[0].words[-1].text)
            assert "not closed properly" in project.notice
            history = History()
            history.restore(*project.history())
            assert Session(document, history).undo()
        with Project.open(path) as project:
            assert project.notice == ""


HALF_DONE = """
import sys, time
from pathlib import Path
from editor.storage.project import Project
project = Project.open(Path(sys.argv[1]))
project._db.execute("PRAGMA cache_size = 1")  # so that changes reach the file before the end
with project._writing() as db:
    db.execute("UPDATE turn SET words = '{}'")
    db.execute("DELETE FROM document")
    for number in range(200):
        db.execute("INSERT INTO state VALUES (?, ?)", [str(number), "x" * 2000])
    print("half", flush=True)
    sys.stdin.read()
"""


def test_a_transaction_cut_off_in_the_middle_never_happened(
    saved: Path, sample: Transcript
) -> None:
    whole = saved.read_bytes()
    with running(HALF_DONE, saved) as child:
        assert child.stdout
        assert child.stdout.readline() == "half\n"
    before = saved.read_bytes()
    assert before != whole
    journal = saved.with_name(saved.name + "-journal").read_bytes()
    assert journal
    with Project.open(saved, read_only=True) as project:
        assert project.document() == sample
    assert saved.read_bytes() == before
    assert saved.with_name(saved.name + "-journal").read_bytes() == journal
    with Project.open(saved) as project:
        assert project.document() == sample
        assert "not closed properly" in project.notice
    assert sorted(path.name for path in saved.parent.iterdir()) == ["audio", saved.name]
    with Project.open(saved, read_only=True) as project:
        assert project.document() == sample


def test_a_second_opening_is_refused_or_reads_only(saved: Path, sample: Transcript) -> None:
    with Project.open(saved) as project:
        with pytest.raises(ProjectError, match="already open") as caught:
            Project.open(saved)
        assert caught.value.reason is Reason.IN_USE
        assert "on this computer" in str(caught.value)
        with Project.open_anyhow(saved) as second:
            assert second.read_only
            assert second.document() == sample
            assert "already open" in second.notice
        with pytest.raises(ProjectError, match="already open"):
            Project.create(saved, empty_transcript(), overwrite=True)
        project.save(empty_transcript())
    with Project.open_anyhow(saved) as project:
        assert not project.read_only
        assert project.document() == empty_transcript()


def test_a_reader_that_does_not_let_go_delays_saving_only(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as reader, Project.open(saved) as project:
        project._db.execute("PRAGMA busy_timeout = 0")
        reading = reader.execute("SELECT words FROM turn")
        reading.fetchone()
        with pytest.raises(ProjectError, match="Another program") as caught:
            project.save(empty_transcript())
        assert caught.value.reason is Reason.BUSY
        reading.close()
        project.save(empty_transcript())
    with Project.open(saved) as project:
        assert project.document() == empty_transcript()


def test_another_process_is_refused_too(saved: Path) -> None:
    program = """
import sys
from pathlib import Path
from editor.storage.errors import ProjectError
from editor.storage.project import Project
try:
    Project.open(Path(sys.argv[1]))
except ProjectError as error:
    print(error.reason.value)
"""
    with Project.open(saved), running(program, saved) as child:
        assert child.stdout
        assert child.stdout.read() == "in use\n"


def test_two_names_of_one_file_share_one_lock(saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.proofcast"
    try:
        link.symlink_to(saved)
    except OSError:
        pytest.skip("no symbolic links here")
    with Project.open(saved), pytest.raises(ProjectError, match="already open"):
        Project.open(link)


def test_a_lock_file_left_behind_locks_nobody_out(saved: Path) -> None:
    note = saved.with_name(f".{saved.name}.lock")
    for left, expected in (
        (f'{{"pid": 1, "host": "{socket.gethostname()}", "since": "2026-07-04T12:00:00"}}', "not"),
        ('{"pid": 1, "host": "studio", "since": "2026-07-04T12:00:00"}', "may still be open on"),
        ("rubbish", ""),
        ("", ""),
    ):
        note.write_text(left)
        with Project.open(saved) as project:
            assert expected in project.notice
            assert bool(project.notice) == bool(expected)
        assert not note.exists()


@contextmanager
def unchangeable(*paths: Path) -> Iterator[None]:
    """Make files or folders read-only in a way that binds this user."""
    with ExitStack() as stack:
        for path in paths:
            if os.geteuid() == 0:
                if not shutil.which("chattr") or _chattr("+i", path):
                    pytest.skip("root, on a file system without the immutable flag")
                stack.callback(_chattr, "-i", path)
            else:
                mode = path.stat().st_mode
                path.chmod(0o555 if path.is_dir() else 0o444)
                stack.callback(path.chmod, mode)
        yield


def _chattr(flag: str, path: Path) -> int:
    return subprocess.run(["chattr", flag, path], capture_output=True, check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_place(saved: Path, sample: Transcript, what: str) -> None:
    with unchangeable(saved if what == "file" else saved.parent):
        with pytest.raises(ProjectError, match="read-only") as caught:
            Project.open(saved)
        assert caught.value.reason is Reason.READ_ONLY
        with Project.open_anyhow(saved) as project:
            assert project.read_only
            assert project.document() == sample
            assert "read-only" in project.notice
        if what == "folder":
            with pytest.raises(ProjectError) as caught:
                Project.create(saved.with_name("b.proofcast"), sample)
            assert caught.value.reason is Reason.READ_ONLY
    assert sorted(path.name for path in saved.parent.iterdir()) == ["audio", saved.name]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size, or a skipped test where this user cannot mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting a small disk takes Linux and root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Use up every byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def test_a_full_disk_loses_nothing(tmp_path: Path, sample: Transcript) -> None:
    with small_disk(tmp_path / "disk", 512) as disk:
        path = disk / "a.proofcast"
        long = replace(sample, turns=(Turn(TurnId(1), None, words_of("word " * 20_000)),))
        with Project.create(path, sample) as project:
            filler = fill(disk)
            with pytest.raises(ProjectError, match="full") as caught:
                project.save(long)
            assert caught.value.reason is Reason.FULL
            with Project.open(path, read_only=True) as other:
                assert other.document() == sample
            with pytest.raises(ProjectError, match="full"):
                Project.create(disk / "b.proofcast", long)
            with pytest.raises(ProjectError, match="full"):
                project.copy_to(disk / "c.proofcast")
            filler.unlink()
            project.save(long)
        fill(disk)
        with Project.open(path) as project:
            assert project.document() == long
        assert sorted(file.name for file in disk.iterdir()) == [path.name, "filler"]


def test_the_disk_filling_up_while_saving(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 256) as disk:
        path = disk / "a.proofcast"
        saved = empty_transcript()
        with Project.create(path, saved) as project:
            reason = None
            while reason is None and len(saved.turns) < 400:
                turn = Turn(TurnId(len(saved.turns) + 1), None, words_of("word " * 100))
                longer = replace(saved, turns=(*saved.turns, turn))
                try:
                    project.save(longer)
                    saved = longer
                except ProjectError as error:
                    reason = error.reason
            assert reason is Reason.FULL
        with Project.open(path) as project:
            assert project.document() == saved


def unmarked(turn: Turn) -> Turn:
    """The turn without the marks that came with later versions."""
    words = tuple(word._replace(aside=False) for word in turn.words)
    return replace(turn, words=words, reviewed=False)


@pytest.mark.parametrize("version", range(1, schema.PROJECT.version + 1))
@pytest.mark.parametrize("read_only", [False, True])
def test_projects_of_every_version_open(
    version: int,
    read_only: bool,
    tmp_path: Path,
    sample: Transcript,
    audio: MediaReference,
    imported: Imported,
) -> None:
    path = tmp_path / "old.proofcast"
    shutil.copy(FIXTURES / f"version-{version}.proofcast", path)
    before = path.read_bytes()
    with Project.open(path, read_only=read_only) as project:
        document = project.document()
        assert document.breaks == (BREAKS if version >= 3 else ())
        marked = [turn.id for turn in document.turns if turn.reviewed]
        assert marked == ([7] if version >= 4 else [])
        asides = [word.text for _, word in document.places() if word.aside]
        assert asides == (["dich,"] if version >= 5 else [])
        document = replace(document, turns=tuple(map(unmarked, document.turns)))
        assert replace(document, tables=document.tables._replace(breaks=())) == sample
        assert project.media == audio
        assert project.imported == imported
        assert project.state["geometry"] == b"\0\xff"
        assert project.history() == Steps()
        if not read_only:
            project.save(empty_transcript())
    if read_only:
        assert path.read_bytes() == before
    else:
        with Project.open(path) as project:
            assert project.document() == empty_transcript()
