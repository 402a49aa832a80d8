"""What the export dialogue offers to choose from: values and titles."""

from __future__ import annotations

from editor.formats.cue_options import AdPolicy, LabelStyle

ADS = (
    (AdPolicy.KEEP.value, "Keep as ordinary text"),
    (AdPolicy.LABEL.value, "Label as [Advertisement]"),
    (AdPolicy.OMIT.value, "Leave out"),
    (AdPolicy.CUT.value, "Cut out of the audio too"),
)
SRT_SPEAKERS = (
    (LabelStyle.NAME.value, "Name: text"),
    (LabelStyle.CHEVRONS.value, ">> NAME: text"),
    (LabelStyle.BRACKETS.value, "[Name] text"),
    (LabelStyle.NONE.value, "Not at all"),
)
VTT_SPEAKERS = (("voice", "As voice, <v Name>"), ("none", "Not at all"))
