"""Both palettes can be read, speakers can be told apart, and the system's choice is followed."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton

from editor.ui.style import Appearance, ThemeFollower, apply_theme, palette_of, theme_for
from editor.ui.theme import DARK, LIGHT, contrast, luminance

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def restored_app(qapp):
    """The application, left as it was found."""
    style, palette = qapp.style().objectName(), qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setStyle(style)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff")


@THEMES
def test_text_can_be_read_on_every_ground(theme):
    for ground in ("background", "surface", "raised", "lit", "ad_tint", "selection"):
        assert contrast(theme.text, getattr(theme, ground)) >= 7, ground
    for ground in ("background", "surface", "raised", "ad_tint"):
        for ink in ("muted", "accent", "danger", "good", "doubt"):
            assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5, (ink, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@THEMES
def test_shapes_stand_out_from_their_ground(theme):
    for shape in ("wave", "playhead", "focus", "doubt", "ad_hatch"):
        for ground in ("surface", "background"):
            least = 2.7 if shape == "wave" else 3
            assert contrast(getattr(theme, shape), getattr(theme, ground)) >= least, shape


@THEMES
def test_speaker_colours_can_be_read_and_seen(theme):
    for speaker in theme.speakers:
        for ground in (theme.surface, theme.background, theme.ad_tint):
            assert contrast(speaker.text, ground) >= 4.5, (speaker, ground)
        assert contrast(speaker.fill, theme.surface) >= 3, speaker


@THEMES
def test_speaker_fills_differ_for_every_kind_of_colour_vision(theme):
    for vision in (_normal, _protan, _deutan):
        for one, other in itertools.combinations(theme.speakers[:6], 2):
            distance = _distance(vision(one.fill), vision(other.fill))
            assert distance > 0.06, (vision.__name__, one, other)


@THEMES
def test_speakers_beyond_the_palette_wrap_and_nobody_is_neutral(theme):
    assert theme.speaker(len(theme.speakers)) == theme.speakers[0]
    assert theme.speaker(None).text == theme.muted


def test_dark_is_designed_dark():
    assert luminance(DARK.surface) < 0.05 < 0.8 < luminance(LIGHT.surface)
    assert luminance(DARK.surface) > luminance(DARK.background)
    assert DARK.dark
    assert not LIGHT.dark


@pytest.mark.parametrize(
    ("appearance", "system", "theme"),
    [
        (Appearance.SYSTEM, Qt.ColorScheme.Dark, DARK),
        (Appearance.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (Appearance.SYSTEM, Qt.ColorScheme.Unknown, LIGHT),
        (Appearance.LIGHT, Qt.ColorScheme.Dark, LIGHT),
        (Appearance.DARK, Qt.ColorScheme.Light, DARK),
    ],
)
def test_the_users_choice_goes_before_the_systems(appearance, system, theme):
    assert theme_for(appearance, system) is theme


def test_the_system_is_followed_only_when_asked_to(restored_app, qtbot):
    follower = ThemeFollower(restored_app)
    hints = restored_app.styleHints()
    with qtbot.waitSignal(follower.changed) as heard:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert heard.args == [DARK]
    assert restored_app.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    follower.set_appearance(Appearance.LIGHT)
    assert follower.theme is LIGHT
    with qtbot.assertNotEmitted(follower.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    follower.setParent(None)
    follower.deleteLater()


@THEMES
def test_a_theme_reaches_standard_controls(theme, restored_app, qtbot):
    apply_theme(restored_app, theme)
    assert restored_app.palette() == palette_of(theme)
    button = QPushButton("Align")
    qtbot.addWidget(button)
    button.show()
    image = button.grab().toImage()
    assert image.pixelColor(image.width() // 2, 4).name() == theme.raised


def _linear(colour):
    qcolour = QColor(colour)
    return [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (qcolour.redF(), qcolour.greenF(), qcolour.blueF())
    ]


def _normal(colour):
    return _linear(colour)


def _seen_through(matrix, colour):
    rgb = _linear(colour)
    return [max(0, sum(m * v for m, v in zip(row, rgb, strict=True))) for row in matrix]


def _protan(colour):
    """Machado, Oliveira and Fernandes (2009), severity 1."""
    return _seen_through(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]], colour)  # fmt: skip


def _deutan(colour):
    """Machado, Oliveira and Fernandes (2009), severity 1."""
    return _seen_through(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]], colour)  # fmt: skip


def _oklab(rgb):
    red, green, blue = rgb
    l, m, s = (  # noqa: E741
        (a * red + b * green + c * blue) ** (1 / 3)
        for a, b, c in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    )
    return (
        0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    )


def _distance(one, other):
    return sum((a - b) ** 2 for a, b in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5
