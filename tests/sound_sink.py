"""The null sink as a fixture: see `benchmarks.null_sink`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.null_sink import SoundSink, installed, running_sink

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["installed", "sound_sink"]


@pytest.fixture(scope="session")
def sound_sink() -> Iterator[SoundSink]:
    """A null sink that this process's Qt plays to.

    Qt looks for PulseAudio once per process, so `conftest.py` asks for this before the first test
    if any test of the session uses it.
    """
    if not installed():
        pytest.skip("pulseaudio or parec is not installed, so no sound can be recorded")
    with running_sink() as sink:
        yield sink
