"""What a user chooses for an export, apart from the profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class AdPolicy(Enum):
    """What happens to the words of ad reads."""

    KEEP = "keep"
    """They are text like any other."""
    LABEL = "label"
    """They are kept, and `[Advertisement: Sponsor]` is shown where one begins."""
    OMIT = "omit"
    """They are left out; the times of everything else stay."""
    CUT = "cut"
    """They are cut out of the audio too: the times of everything after them shift."""


class Unspoken(Enum):
    """What happens to words that alignment did not find in the audio."""

    KEEP = "keep"
    OMIT = "omit"


class Wording(Enum):
    """What happens to words that are marked as fillers and false starts."""

    VERBATIM = "verbatim"
    """They are text like any other."""
    CLEAN = "clean"
    """They are left out; the times of everything else stay."""


class LabelStyle(Enum):
    """How a speaker is named where the format has no place for it (SRT)."""

    NONE = "none"
    NAME = "name"
    """`Name: ` at each change of speaker."""
    CHEVRONS = "chevrons"
    """`>> NAME: ` at each change, as YouTube asks for."""
    BRACKETS = "brackets"
    """`[Name] ` at each change."""


@dataclass(frozen=True)
class CueOptions:
    """Choices that change which text the cues show."""

    ads: AdPolicy = AdPolicy.KEEP
    unspoken: Unspoken = Unspoken.KEEP
    labels: LabelStyle = LabelStyle.NONE
    wording: Wording = Wording.VERBATIM


def speaker_label(name: str, style: LabelStyle) -> str:
    """The label that is shown before a speaker's first words, "" for none."""
    plain = " ".join(name.split())
    if not plain:
        return ""
    return {
        LabelStyle.NONE: "",
        LabelStyle.NAME: f"{plain}:",
        LabelStyle.CHEVRONS: f">> {plain.upper()}:",
        LabelStyle.BRACKETS: f"[{plain}]",
    }[style]


def ad_notice(sponsor: str) -> str:
    """What is shown where an ad read begins."""
    plain = " ".join(sponsor.replace("[", "(").replace("]", ")").split())
    return f"[Advertisement: {plain}]" if plain else "[Advertisement]"
