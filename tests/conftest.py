"""What every test runs under: no display, a home folder of its own, nothing left behind."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import leftovers
import pytest
import sound_sink as sound
from hypothesis import HealthCheck, settings
from sound_sink import sound_sink as sound_sink  # a fixture for whoever asks

if TYPE_CHECKING:
    from collections.abc import Iterator

_QT_FOLDERS = {"ui", "jobs", "window"}
"""The test folders in which Qt objects are looked for after each test."""

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# In CI Hypothesis takes its own profile "ci": the same examples every time. Elsewhere it looks for
# new ones. Either way a slow start (its first run reads all of Unicode) is no defect.
if "CI" not in os.environ:
    settings.register_profile(
        "here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
    settings.load_profile("here")

# Set on import, not in a fixture: a module may ask for its folders while it is imported.
_HOME = Path(tempfile.mkdtemp(prefix="proofcast-test-home-"))
os.environ["PROOFCAST_HOME"] = str(_HOME)
os.environ["PROOFCAST_LANGUAGE"] = "en"


def pytest_unconfigure() -> None:
    """Remove the home folder of this test session."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def proofcast_home() -> Path:
    """The folder in which Proofcast keeps settings, cache and models in this test session."""
    return _HOME


@pytest.fixture(scope="session", autouse=True)
def _sound_before_qt(request: pytest.FixtureRequest) -> None:
    """Start the sound server before any test if one needs it: Qt looks for it only once."""
    wanted = any(
        "sound_sink" in getattr(item, "fixturenames", ()) for item in request.session.items
    )
    if wanted and sound.installed():
        request.getfixturevalue("sound_sink")


def _uses_qt(request: pytest.FixtureRequest) -> bool:
    return bool(_QT_FOLDERS & set(request.path.parts)) or "qtbot" in request.fixturenames


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a process, an active timer or a window behind."""
    qt = _uses_qt(request)
    before = leftovers.snapshot(qt=qt)
    yield
    left = leftovers.left_threads(before)
    if qt:
        left += leftovers.left_qt_objects(before)
    if left:
        pytest.fail("The test left this behind: " + "; ".join(left), pytrace=False)
