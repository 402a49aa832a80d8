"""The colours that the transcript view and its gutter paint with, taken from the theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from editor.ui.theme import DARK as DARK_THEME
from editor.ui.theme import LIGHT as LIGHT_THEME
from editor.ui.theme import SpeakerColour, Theme

CURRENT_SHADE = 0.035
"""How much ink is mixed into the paper behind the turn with the caret: seen, but not noticed."""


@dataclass(frozen=True)
class ViewColours:
    """Colours by what they mean; any string that `QColor` reads.

    Attributes:
        paper: Behind the text.
        ink: The text.
        muted: Text that is not spoken, times, hints.
        selection: Behind selected text.
        spoken: The soft fill behind the word being spoken.
        spoken_edge: The fine line around it.
        current: Behind the turn that holds the caret.
        ad_tint: Behind the words of an ad read.
        ad_edge: The ad's bar and label in the gutter.
        doubt: The dotted line under a doubt.
        accent: What can be clicked, under the pointer.
        speakers: The speakers' colours, by `Speaker.colour`, used modulo their number.
        nobody: The colours of an unlabelled turn.
    """

    paper: str
    ink: str
    muted: str
    selection: str
    spoken: str
    spoken_edge: str
    current: str
    ad_tint: str
    ad_edge: str
    doubt: str
    accent: str
    speakers: tuple[SpeakerColour, ...]
    nobody: SpeakerColour

    @classmethod
    def of(cls, theme: Theme) -> ViewColours:
        """What the theme means for the transcript."""
        return cls(
            paper=theme.surface,
            ink=theme.text,
            muted=theme.muted,
            selection=theme.selection,
            spoken=theme.lit,
            spoken_edge=theme.lit_edge,
            current=mixed(theme.surface, theme.text, CURRENT_SHADE),
            ad_tint=theme.ad_tint,
            ad_edge=theme.ad_hatch,
            doubt=theme.doubt,
            accent=theme.accent,
            speakers=theme.speakers,
            nobody=theme.speaker(None),
        )

    def on(self, palette: QPalette) -> QPalette:
        """A copy of a palette with these colours for paper, ink and selection."""
        coloured = QPalette(palette)
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Base, self.paper),
            (roles.Window, self.paper),
            (roles.Text, self.ink),
            (roles.Highlight, self.selection),
            (roles.HighlightedText, self.ink),
        ):
            coloured.setColor(role, QColor(colour))
        return coloured

    def speaker(self, index: int | None) -> SpeakerColour:
        """The colours of a speaker; None is nobody."""
        return self.nobody if index is None else self.speakers[index % len(self.speakers)]


def mixed(ground: str, other: str, share: float) -> str:
    """A colour between two: `share` (0-1) of the other one."""
    one, two = QColor(ground), QColor(other)
    return QColor.fromRgbF(
        one.redF() + (two.redF() - one.redF()) * share,
        one.greenF() + (two.greenF() - one.greenF()) * share,
        one.blueF() + (two.blueF() - one.blueF()) * share,
    ).name()


LIGHT = ViewColours.of(LIGHT_THEME)
DARK = ViewColours.of(DARK_THEME)
