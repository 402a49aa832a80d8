"""Every command there is."""

from __future__ import annotations

from editor.commands.ads import ADS
from editor.commands.asides import ASIDES
from editor.commands.captions import CAPTIONS
from editor.commands.command import Registry
from editor.commands.editing import EDITING
from editor.commands.files import ALIGNMENT, FILES, WINDOW
from editor.commands.finish import FINISH
from editor.commands.memory import MEMORY
from editor.commands.playback import PLAYBACK
from editor.commands.review import REVIEW
from editor.commands.speakers import SPEAKERS
from editor.commands.turns import TURNS
from editor.commands.voices import VOICES
from editor.commands.word_times import WORD_TIMES


def registry() -> Registry:
    """All commands; menus appear in the order of these tables."""
    return Registry(
        FILES, EDITING, TURNS, SPEAKERS, VOICES, ADS, REVIEW, ASIDES, MEMORY, FINISH, CAPTIONS,
        PLAYBACK, ALIGNMENT, WORD_TIMES, WINDOW,
    )  # fmt: skip
