"""The speakers of a show in a new episode: the same colours, and who may be named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.review.show_memory import row_key
from editor.transcript.document import Speaker, SpeakerId
from editor.transcript.patch import Patch, TableChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.review.show_memory import ShowMemory, ShowSpeaker
    from editor.transcript.document import Transcript


def with_known_colours(document: Transcript, memory: ShowMemory) -> Transcript:
    """The document with the show's colours for speakers that the show knows by name.

    Who it does not know, and had one of those colours, gets the first that nobody has.
    """
    known = {row_key(row): row.colour for row in memory.speakers}
    named = {row.id: known.get(_key(row.name)) for row in document.speakers}
    taken = {colour for colour in named.values() if colour is not None}
    speakers = []
    for row in document.speakers:
        colour = named[row.id]
        if colour is None:
            colour = row.colour
            while colour in taken:
                colour += 1
            if colour != row.colour:
                taken.add(colour)
        speakers.append(row._replace(colour=colour))
    if tuple(speakers) == document.speakers:
        return document
    return replace(document, tables=document.tables._replace(speakers=tuple(speakers)))


def offered(document: Transcript, speakers: Iterable[ShowSpeaker]) -> list[ShowSpeaker]:
    """The speakers of the show that the episode does not have yet, in their order."""
    there = {_key(row.name) for row in document.speakers}
    return [row for row in speakers if row_key(row) not in there]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def with_speakers(document: Transcript, wanted: Sequence[ShowSpeaker]) -> Patch:
    """Add speakers of the show, each with its colour, as one step."""
    first = max((row.id for row in document.speakers), default=0) + 1
    new = (
        Speaker(SpeakerId(first + number), row.name, row.colour)
        for number, row in enumerate(wanted)
    )
    tables = document.tables._replace(speakers=(*document.speakers, *new))
    return Patch(0, (), (), TableChange(document.tables, tables), label="Add speakers")
