"""Whatever the bytes, reading them ends, and in nothing but a MediaError."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.media.episode import prepare
from editor.media.errors import MediaError
from editor.media.probe import probe

if TYPE_CHECKING:
    from pathlib import Path

STARTS = (b"", b"RIFF\x24\0\0\0WAVEfmt ", b"fLaC\0\0\0\x22", b"OggS\0\2", b"ID3\4\0\0\0\0\1\0",
          b"\xff\xfb\x90\x64", b"\0\0\0\x20ftypM4A ", b"\x1aE\xdf\xa3", b"FORM", b"#EXTM3U\n",
          b"ffconcat version 1.0\n")  # fmt: skip
SOURCES = ("cbr.mp3", "plain.m4a", "plain.flac", "plain.ogg", "plain.opus", "video.mkv",
           "source.wav", "late.mp4")  # fmt: skip
QUICK = settings(
    deadline=5_000,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(path: Path, cache: Path) -> None:
    try:
        probe(path)
        length = prepare(path, cache).info.duration_ms
    except MediaError as error:
        said = str(error)
    else:
        assert length > 0
        return
    assert path.name in said
    assert "\n" not in said


@QUICK
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=3_000))
def test_random_bytes(tmp_path: Path, start: bytes, rest: bytes) -> None:
    for suffix in ("mp3", "wav"):
        path = tmp_path / f"noise.{suffix}"
        path.write_bytes(start + rest)
        read(path, tmp_path / "cache")


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from((0, 1, 0x7F, 0x80, 0xFF)) | st.integers(0, 255)),
    min_size=1,
    max_size=12,
)


@QUICK
@pytest.mark.parametrize("name", SOURCES)
@given(
    changes=CHANGES,
    place=st.sampled_from(["head", "tail", "body"]),
    keep=st.floats(0.3, 1) | st.just(1),
)
def test_changed_headers_and_bodies(
    episodes: Path,
    tmp_path: Path,
    name: str,
    changes: list[tuple[float, int]],
    place: str,
    keep: float,
) -> None:
    """Bytes changed in the first 600, in the last 600 or anywhere, and the rest cut off."""
    data = bytearray((episodes / name).read_bytes())
    data = data[: max(1, int(len(data) * keep))]
    spread = len(data) - 1 if place == "body" else min(599, len(data) - 1)
    for at, value in changes:
        offset = int(at * spread)
        data[-1 - offset if place == "tail" else offset] = value
    path = tmp_path / name
    path.write_bytes(data)
    read(path, tmp_path / "cache")
