"""The transcript as passages for reading: what text, Markdown, HTML and Word files are made of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.cue_options import AdPolicy, ad_notice
from editor.formats.strip import shown_of

if TYPE_CHECKING:
    from editor.formats.cue_options import CueOptions
    from editor.transcript.document import Transcript
    from editor.transcript.words import AdId, Word


class Passage(NamedTuple):
    """What one speaker says in one go. Times in ms, None where no word has any.

    `speaker` is a name or "", `notice` what is shown before it where an ad read begins, else "".
    """

    speaker: str
    notice: str
    start: int | None
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(word.text for word in self.words)


def passages(document: Transcript, options: CueOptions) -> list[Passage]:
    """The turns that have words to show; with the policy "label" also cut where an ad begins."""
    names = {row.id: " ".join(row.name.split()) for row in document.speakers}
    sponsors = {row.id: row.sponsor for row in document.ads}
    labelled = options.ads is AdPolicy.LABEL
    found: list[Passage] = []
    current: AdId | None = None
    for turn in document.turns:
        shown = [word for _, word in shown_of(turn, options)]
        name = names.get(turn.speaker, "") if turn.speaker is not None else ""
        for ad, group in groupby(shown, key=lambda word: word.ad if labelled else None):
            words = tuple(group)
            begins = ad is not None and ad != current
            notice = ad_notice(sponsors.get(ad, "")) if ad is not None and begins else ""
            start = next((word.start for word in words if word.timed), None)
            found.append(Passage(name, notice, start, words))
            current = ad
    return found


def clock(milliseconds: int) -> str:
    """`m:ss`, or `h:mm:ss` from an hour on, as people write times."""
    seconds = max(milliseconds, 0) // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
