from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editor.media.decode import decode
from editor.media.episode import prepare
from editor.media.errors import MediaError, cannot_read, cannot_write
from editor.media.probe import probe

if TYPE_CHECKING:
    from collections.abc import Callable


def _cut(source: str, share: float) -> Callable[[Path, Path], None]:
    def make(episodes: Path, path: Path) -> None:
        data = (episodes / source).read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return make


def _replaced(source: str, old: bytes, new: bytes) -> Callable[[Path, Path], None]:
    def make(episodes: Path, path: Path) -> None:
        data = (episodes / source).read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new))

    return make


def _bytes(data: bytes) -> Callable[[Path, Path], None]:
    return lambda episodes, path: path.write_bytes(data) and None


def _copied(source: str) -> Callable[[Path, Path], None]:
    return lambda episodes, path: path.write_bytes((episodes / source).read_bytes()) and None


PLAY_LIST = b"#EXTM3U\n#EXTINF:10,\n/etc/hostname\n#EXT-X-ENDLIST\n"
# name of the file -> (how it is made, what the sentence must say)
BAD = {
    "empty.mp3": (_bytes(b""), "is empty"),
    "letter.mp3": (_bytes(b"Dear listener,\nthis is not audio.\n" * 200), "not an audio"),
    "page.html": (_bytes(b"<html><body>404</body></html>"), "not an audio"),
    "list.m3u8": (_bytes(PLAY_LIST), "not an audio"),
    "picture.mp3": (_copied("cover.png"), "not an audio"),
    "zeros.wav": (_bytes(bytes(50_000)), "not an audio"),
    "no-pictures.mp4": (_copied("silent.mp4"), "no sound"),
    "nothing.wav": (_copied("nothing.wav"), "length is zero"),
    "half.m4a": (_cut("plain.m4a", 0.5), "cut off"),
    "stub.flac": (_bytes(b"fLaC"), "cut off"),
    "stub.wav": (_cut("source.wav", 0.00001), "cut off"),
    "fairplay.m4p": (_replaced("plain.m4a", b"mp4a\0\0\0\0", b"drms\0\0\0\0"), "DRM"),
    "encrypted.m4a": (_replaced("plain.m4a", b"mp4a\0\0\0\0", b"enca\0\0\0\0"), "DRM"),
    "book.aax": (_replaced("plain.m4a", b"ftypM4A ", b"ftypaax "), "DRM"),
    "old-book.aa": (_bytes(struct.pack(">II", 9000, 0x57907536) + bytes(500)), "DRM"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("use", [probe, lambda path: list(decode(path))], ids=["probe", "decode"])
def test_one_sentence_names_file_fault_and_remedy(
    episodes: Path, tmp_path: Path, name: str, use: Callable[[Path], object]
) -> None:
    make, says = BAD[name]
    make(episodes, tmp_path / name)
    with pytest.raises(MediaError) as caught:
        use(tmp_path / name)
    text = str(caught.value)
    assert says in text
    assert name in text
    assert is_one_sentence(text)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_leaves_nothing_in_the_cache(episodes: Path, tmp_path: Path, name: str) -> None:
    make, says = BAD[name]
    make(episodes, tmp_path / name)
    with pytest.raises(MediaError, match=says):
        prepare(tmp_path / name, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*"))


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and ": " in text and text.count(". ") == 0


def test_missing_file(tmp_path: Path) -> None:
    for use in (probe, lambda path: list(decode(path)), lambda path: prepare(path, tmp_path)):
        with pytest.raises(MediaError, match=r"gone\.mp3 is not there any more"):
            use(tmp_path / "gone.mp3")


def test_folder_instead_of_file(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is a folder"):
        probe(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    for use in (probe, lambda path: prepare(path, tmp_path / "cache")):
        with pytest.raises(MediaError):
            use(tmp_path / "pipe.mp3")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_file_without_permission(episodes: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.mp3"
    _copied("cbr.mp3")(episodes, locked)
    locked.chmod(0)
    with pytest.raises(MediaError, match="permission"):
        probe(locked)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied"), "you lack permission"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_sentences_about_reading(error: OSError, says: str) -> None:
    text = str(cannot_read(Path("/shows/one.mp3"), error))
    assert says in text
    assert is_one_sentence(text)


@pytest.mark.parametrize(
    ("number", "says"),
    [(28, "No room"), (13, "permission"), (30, "permission"), (2, "not there"), (5, "elsewhere")],
)
def test_sentences_about_writing(number: int, says: str) -> None:
    text = str(cannot_write(Path("/shows/one.mp3"), OSError(number, "why")))
    assert says in text
    assert "/shows" in text
    assert is_one_sentence(text)
