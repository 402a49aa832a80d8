"""Every icon draws, in the theme's colour, crisp at any scale; fonts fall back."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon
from PySide6.QtWidgets import QToolButton

from editor.ui.fonts import (
    TRANSCRIPT_FACES,
    measure_width,
    time_font,
    transcript_face,
    transcript_font,
)
from editor.ui.icons import app_icon, icon, icon_names
from editor.ui.theme import DARK, LIGHT

NEEDED = {
    *("play", "pause", "stop", "back-3", "forward-3", "back-10", "forward-10", "slower", "faster"),
    *("search", "undo", "redo", "person", "add", "megaphone", "export", "open", "panel"),
    *("zoom-in", "zoom-out", "follow", "check", "warning", "close", "command", "settings"),
    *("model", "download", "waveform"),
}


def inked(pixmap):
    """The colours of the fully opaque pixels, and how many there are."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = [pixel for pixel in pixels if pixel.alpha() == 255]
    return {pixel.name() for pixel in solid}, len(solid)


def near(colour, other):
    """Whether two colours differ by no more than the rounding of antialiasing."""
    pairs = zip(QColor(colour).getRgb(), QColor(other).getRgb(), strict=True)
    return all(abs(a - b) <= 2 for a, b in pairs)


def test_all_that_the_window_needs_is_there(qapp):
    assert icon_names() >= NEEDED


def test_an_unknown_name_is_an_error(qapp):
    with pytest.raises(KeyError, match="no icon named 'nothing'"):
        icon("nothing", LIGHT)


def test_every_icon_draws_in_the_themes_colour_alone(qapp):
    for name in sorted(icon_names()):
        for theme in (LIGHT, DARK):
            colours, count = inked(icon(name, theme).pixmap(QSize(24, 24), 2.0))
            assert all(near(colour, theme.text) for colour in colours), (name, colours)
            assert count > 40, name


def test_a_colour_of_its_own_and_the_disabled_look(qapp):
    warning = icon("warning", LIGHT, LIGHT.danger)
    assert inked(warning.pixmap(QSize(32, 32)))[0] == {LIGHT.danger}
    disabled = warning.pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled)
    assert inked(disabled)[0] == {LIGHT.edge}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_the_drawing_has_the_devices_own_pixels(qapp, scale):
    pixmap = icon("search", LIGHT).pixmap(QSize(20, 20), scale)
    assert pixmap.size() == QSize(20, 20) * scale
    assert pixmap.devicePixelRatio() == scale


def test_icons_are_cached_and_outlive_their_maker(qapp, qtbot):
    assert icon("play", LIGHT) is icon("play", LIGHT)
    button = QToolButton()
    qtbot.addWidget(button)
    for name in NEEDED:
        button.setIcon(icon(name, DARK))
    icon.cache_clear()
    gc.collect()
    button.show()
    assert not button.grab().isNull()


def test_the_program_has_an_icon(qapp):
    assert {16, 32, 48, 256} <= {size.width() for size in app_icon().availableSizes()}
    image = app_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert image.pixelColor(32, 8).blue() > 150
    assert image.pixelColor(0, 0).alpha() == 0


def test_the_transcripts_face_is_the_best_installed(qapp):
    assert transcript_face({"Georgia", "Charter", "Arial"}) == "Charter"
    assert transcript_face({"Georgia"}, wanted=["Atkinson", "Georgia"]) == "Georgia"
    assert transcript_face(set()) != ""
    assert "DejaVu Sans" in TRANSCRIPT_FACES


def test_a_full_line_holds_sixty_five_to_seventy_five_characters(qapp):
    font = transcript_font(16)
    assert QFontInfo(font).pixelSize() == 16
    line = "Nobody in the harbour had seen the boat since the evening before, they"
    assert len(line) == 70
    width = QFontMetricsF(font).horizontalAdvance(line)
    assert 65 / 70 < measure_width(font) / width < 75 / 70
    assert measure_width(transcript_font(32)) == pytest.approx(2 * measure_width(font), rel=0.02)


def test_running_times_do_not_tremble(qapp):
    metrics = QFontMetricsF(time_font(transcript_font(16)))
    assert metrics.horizontalAdvance("11:11:11") == metrics.horizontalAdvance("00:00:00")


def test_colours_are_real(qapp):
    for theme in (LIGHT, DARK):
        for field in theme.__dataclass_fields__:
            value = getattr(theme, field)
            if field not in ("name", "speakers"):
                assert QColor(value).isValid(), field
