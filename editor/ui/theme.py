"""The two palettes, as plain values: what each colour is for, and that it can be read.

Speaker colours come from the colour-blind-safe set of Okabe and Ito (2008), made darker on light
ground and lighter on dark ground at the same hue (OKLCH) until they reach the contrast that WCAG
2.1 asks for: 3:1 for shapes, 4.5:1 for text. `tests/ui/test_contrast.py` holds both palettes to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

GRID = 8
"""Every distance in the window is a multiple of this many pixels (or half of it)."""


@dataclass(frozen=True, slots=True)
class SpeakerColour:
    """One speaker's colour: `fill` for strips and dots, `text` where words are written in it."""

    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours (`#rrggbb`) of the window; nothing else in the program names a colour.

    Attributes:
        name: "light" or "dark".
        background: The chrome: bars and panels.
        surface: What is read and edited: the transcript, fields, waveforms.
        raised: Buttons, menus, tooltips.
        border: Hairlines between areas.
        edge: Outlines of what can be used or stands for something: fields, buttons, handles.
        text: Words on any of the grounds above.
        muted: Times, hints, secondary labels.
        accent: The one colour that means "here" or "do this".
        on_accent: Text on `accent`.
        lit: Fill behind the spoken word.
        lit_edge: The line around that fill.
        doubt: Underline and tick of a place that wants a look.
        ad_tint: Ground behind an ad read.
        ad_hatch: Hatching and label of an ad read.
        wave: Waveform still to come.
        wave_heard: Waveform already played.
        playhead: The line at the present moment.
        word_box: Outline of a word in the close-up.
        selection: Ground behind selected text.
        focus: The ring around what has the keyboard.
        danger: Something failed or will be lost.
        good: Something is saved, found or done.
        speakers: Colours by `Speaker.colour`, used modulo their number.
    """

    name: str
    background: str
    surface: str
    raised: str
    border: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    lit: str
    lit_edge: str
    doubt: str
    ad_tint: str
    ad_hatch: str
    wave: str
    wave_heard: str
    playhead: str
    word_box: str
    selection: str
    focus: str
    danger: str
    good: str
    speakers: tuple[SpeakerColour, ...]

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return self.name == "dark"

    def speaker(self, colour: int | None) -> SpeakerColour:
        """The colours of the speaker with this palette index; a neutral one for nobody."""
        if colour is None:
            return SpeakerColour(self.edge, self.muted)
        return self.speakers[colour % len(self.speakers)]


LIGHT = Theme(
    name="light",
    background="#f3f2ef",
    surface="#ffffff",
    raised="#fbfaf8",
    border="#d9d6cf",
    edge="#85878f",
    text="#22252b",
    muted="#595e68",
    accent="#4a4fc9",
    on_accent="#ffffff",
    lit="#ffe49a",
    lit_edge="#a87f00",
    doubt="#c2410c",
    ad_tint="#e7f3f0",
    ad_hatch="#2c7061",
    wave="#646a76",
    wave_heard="#848a95",
    playhead="#4a4fc9",
    word_box="#858b96",
    selection="#d5d8fb",
    focus="#4a4fc9",
    danger="#b3261e",
    good="#1d7a4a",
    speakers=(
        SpeakerColour("#0068a8", "#00568f"),  # blue
        SpeakerColour("#b84600", "#b34e00"),  # vermilion
        SpeakerColour("#008f66", "#067a59"),  # bluish green
        SpeakerColour("#c3719e", "#9f517e"),  # reddish purple
        SpeakerColour("#bd8200", "#906204"),  # orange
        SpeakerColour("#3d9ccf", "#0373a3"),  # sky blue
        SpeakerColour("#8f8600", "#6a6400"),  # yellow
        SpeakerColour("#8a8a8a", "#5c5c5c"),  # grey, for Okabe and Ito's black
    ),
)

DARK = Theme(
    name="dark",
    background="#17181c",
    surface="#1f2126",
    raised="#2a2d34",
    border="#363a43",
    edge="#747a87",
    text="#e6e4df",
    muted="#a3a7b1",
    accent="#a5a8ff",
    on_accent="#17181c",
    lit="#544510",
    lit_edge="#9a7d2a",
    doubt="#ff9a6b",
    ad_tint="#1e302d",
    ad_hatch="#6fb0a2",
    wave="#a3a9b6",
    wave_heard="#6f7582",
    playhead="#c3c5ff",
    word_box="#747a87",
    selection="#33376c",
    focus="#a5a8ff",
    danger="#ff8a80",
    good="#7bd0a0",
    speakers=(
        SpeakerColour("#2f8ed0", "#56a9e6"),
        SpeakerColour("#d55e00", "#ed742a"),
        SpeakerColour("#009e73", "#20a97e"),
        SpeakerColour("#cc79a7", "#cf7ba9"),
        SpeakerColour("#e69f00", "#e69f00"),
        SpeakerColour("#7cc8f2", "#8fd0f5"),
        SpeakerColour("#f0e442", "#f0e442"),
        SpeakerColour("#8a8a8a", "#a0a0a0"),
    ),
)


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0-1, as WCAG 2.1 defines it."""
    qcolour = QColor(colour)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (qcolour.redF(), qcolour.greenF(), qcolour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1-21, as WCAG 2.1 defines it; order does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
