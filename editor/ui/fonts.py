"""The face in which the transcript is read, and how wide its column is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TRANSCRIPT_FACES = (
    "Charter",
    "Iowan Old Style",
    "Source Serif 4",
    "Source Serif Pro",
    "Literata",
    "Georgia",
    "Cambria",
    "Noto Serif",
    "Gelasio",
    "Liberation Serif",
    "DejaVu Sans",
)
"""Faces made for reading, best first: macOS, Windows, Linux desktops, then what Debian brings."""

LINE_HEIGHT = 1.5
"""Line spacing of the transcript, as a multiple of the face's own."""

MEASURE = 70
"""Characters in a full line of the transcript; 65-75 are read with the least effort."""

_PROSE = (
    "The weather was kind to us that week, so we took the long road, stopped wherever somebody "
    "waved, and wrote down what they told us."
)


def transcript_face(installed: Collection[str] | None = None, wanted: Sequence[str] = ()) -> str:
    """The first face of `wanted`, then of `TRANSCRIPT_FACES`, that is installed.

    Falls back on the system's own face. `installed` defaults to what Qt finds.
    """
    known = set(QFontDatabase.families() if installed is None else installed)
    for face in (*wanted, *TRANSCRIPT_FACES):
        if face in known:
            return face
    return QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).family()


def transcript_font(pixels: int = 16, wanted: Sequence[str] = ()) -> QFont:
    """The transcript's font; `pixels` is its size at 100 % display scale."""
    font = QFont(transcript_face(wanted=wanted))
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def time_font(base: QFont) -> QFont:
    """`base` with figures of equal width, so that a running time does not tremble."""
    font = QFont(base)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def measure_width(font: QFont, characters: int = MEASURE) -> int:
    """Pixels that a line of `characters` of English prose takes in this font."""
    return round(QFontMetricsF(font).horizontalAdvance(_PROSE) / len(_PROSE) * characters)
