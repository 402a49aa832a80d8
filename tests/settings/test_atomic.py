"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from editor.settings.atomic import WriteError, write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_text_and_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    write_atomically(path, "é\r\n\n")
    assert path.read_bytes() == "é\r\n\n".encode()
    write_atomically(str(path), b"\x00")
    assert path.read_bytes() == b"\x00"
    assert [row.name for row in tmp_path.iterdir()] == ["a.srt"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_permissions_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    write_atomically(path, "one")
    plain = tmp_path / "b.srt"
    plain.write_text("x")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    path.chmod(0o640)
    write_atomically(path, "two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.srt", tmp_path / "link.srt"
    real.write_text("old")
    link.symlink_to(real)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_folder_or_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"^x\.srt was not saved: the folder does not exist"):
        write_atomically(tmp_path / "none" / "x.srt", "x")
    (tmp_path / "d").mkdir()
    with pytest.raises(WriteError, match="a folder has that name"):
        write_atomically(tmp_path / "d", "x")
    assert sorted(row.name for row in tmp_path.iterdir()) == ["d"]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and file size limits")
def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("old")
    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_atomically(path, "x" * 5000)
        except WriteError as error:
            os._exit(0 if "was not saved" in str(error) else 2)
        os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_text() == "old"
    assert [row.name for row in tmp_path.iterdir()] == ["a.srt"]
