"""Every pair of colours that meets in the window has the contrast that WCAG 2.1 asks for."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette

from editor.ui.style import palette_of, stylesheet_of
from editor.ui.theme import DARK, LIGHT, Theme, contrast
from editor.ui.view_colours import ViewColours, mixed

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXT, SHAPE = 4.5, 3.0
"""The least contrast of words (criterion 1.4.3) and of what is drawn (1.4.11)."""

WORDS = {
    "text": "background surface raised selection lit ad_tint",
    "muted": "background surface raised selection ad_tint",
    "accent": "background surface raised selection",
    "danger": "background surface raised",
    "good": "background surface raised",
    "ad_hatch": "background surface ad_tint",
    "on_accent": "accent",
}
"""Inks of words, and the grounds they are written on."""

SHAPES = {
    "edge": "background surface raised",
    "accent": "background surface raised border ad_tint",
    "focus": "background surface raised selection",
    "playhead": "surface ad_tint",
    "doubt": "surface ad_tint lit selection",
    "lit_edge": "surface ad_tint",
    "ad_hatch": "surface ad_tint",
    "wave": "surface ad_tint",
    "wave_heard": "surface",
    "word_box": "surface",
    "danger": "background surface raised",
    "muted": "background surface",
}
"""Colours of lines, ticks, waves and outlines, and what is behind them."""


def too_weak(theme: Theme, pairs: dict[str, str], least: float) -> list[str]:
    found = []
    for ink, grounds in pairs.items():
        for ground in grounds.split():
            ratio = contrast(getattr(theme, ink), getattr(theme, ground))
            if ratio < least:
                found.append(f"{ink} on {ground}: {ratio:.2f}")
    return found


@THEMES
def test_words_can_be_read_wherever_they_stand(theme):
    assert too_weak(theme, WORDS, TEXT) == []


@THEMES
def test_what_is_drawn_can_be_seen(theme):
    assert too_weak(theme, SHAPES, SHAPE) == []


@THEMES
def test_the_turn_with_the_caret_hides_nothing(theme):
    colours = ViewColours.of(theme)
    for ink in (colours.ink, colours.muted):
        assert contrast(ink, colours.current) >= TEXT
    for shape in (colours.doubt, colours.spoken_edge):
        assert contrast(shape, colours.current) >= SHAPE


@THEMES
def test_speakers_can_be_read_and_seen(theme):
    for colour in (*theme.speakers, theme.speaker(None)):
        for ground in (theme.surface, theme.background, theme.raised):
            assert contrast(colour.text, ground) >= TEXT, (colour, ground)
        # In lists and menus the name stands beside the dot.
        assert contrast(colour.fill, theme.surface) >= SHAPE, colour


@THEMES
def test_words_in_the_boxes_of_the_close_up_can_be_read(theme):
    for colour in (*theme.speakers, theme.speaker(None)):
        assert contrast(theme.text, mixed(theme.surface, colour.fill, 0.16)) >= TEXT, colour


@THEMES
def test_waves_show_on_the_grounds_of_captions_and_of_the_spoken_word(theme):
    for ground in (mixed(theme.surface, theme.selection, 0.35), theme.lit):
        assert contrast(theme.wave, ground) >= SHAPE


@THEMES
def test_what_has_been_heard_differs_from_what_has_not(theme):
    """By lightness; the share that was heard is also said in the panel Finish."""
    assert contrast(theme.wave, theme.wave_heard) >= 1.5


@THEMES
def test_controls_that_cannot_be_used_can_still_be_read(theme):
    palette = palette_of(theme)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        ink = palette.color(QPalette.ColorGroup.Disabled, role)
        assert ink.alpha() == 255
        assert contrast(ink.name(), theme.background) >= TEXT
    assert contrast(palette.color(QPalette.ColorRole.PlaceholderText).name(), theme.surface) >= TEXT


@THEMES
def test_the_style_sheet_writes_only_in_colours_that_are_checked(theme):
    """Each `color:` beside a `background:` of one rule, and each `color:` on the window."""
    by_name = {getattr(theme, f.name): f.name for f in fields(theme) if f.name != "speakers"}
    found = []
    for _, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet_of(theme)):
        ink = re.search(r"(?<![\w-])color:\s*(#[0-9a-f]{6})", body)
        ground = re.search(r"background:\s*(#[0-9a-f]{6})", body)
        if ink:
            behind = ground.group(1) if ground else theme.background
            if contrast(ink.group(1), behind) < TEXT:
                found.append((by_name[ink.group(1)], by_name[behind]))
    assert found == []


@THEMES
def test_hints_in_empty_fields_can_be_read(theme):
    """Qt would draw them half transparent."""
    assert f"placeholder-text-color: {theme.muted}" in stylesheet_of(theme)
    assert QColor(theme.muted).isValid()
