"""Changes of who speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.transcript.document import Place, Speaker, SpeakerId, Transcript
from editor.transcript.patch import Caret, Patch, TableChange
from editor.transcript.text_edits import fresh_ids
from editor.transcript.timeline import offset_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from editor.transcript.document import Turn, TurnId

MOST_KEYS = 9
"""Alt+1 to Alt+9 choose a speaker; Alt+0 chooses none."""


class SpeakerNameError(ValueError):
    """A speaker cannot be called so; the message is one sentence for the user."""


def relabel(document: Transcript, turns: Collection[int], speaker: SpeakerId | None) -> Patch:
    """Say that these turns (by index) are spoken by `speaker`; None makes them unlabelled."""
    wanted = frozenset(turns)
    return _rewrite(
        document,
        wanted,
        lambda turn: replace(turn, speaker=speaker) if turn.speaker != speaker else turn,
        "Change speaker",
    )


def relabel_each(document: Transcript, speakers: Mapping[int, SpeakerId | None]) -> Patch:
    """Say who speaks each of these turns, by index; as one change."""
    if not speakers:
        return Patch(0, (), (), label="Change speakers")
    first, last = min(speakers), max(speakers)
    old = document.turns[first : last + 1]
    new = tuple(
        replace(turn, speaker=speakers[index])
        if index in speakers and turn.speaker != speakers[index]
        else turn
        for index, turn in enumerate(old, first)
    )
    return Patch(first, old, new, label="Change speakers")


def relabel_words(
    document: Transcript, first: Place, last: Place, speaker: SpeakerId | None
) -> Patch:
    """Say that the words from `first` to `last` are spoken by `speaker`, and no others.

    Turns are split where the words begin and end; every word keeps its times. A turn that has this
    speaker already stays whole. The words are selected afterwards.
    """
    ids = fresh_ids(document)
    old = document.turns[first.turn : last.turn + 1]
    new: list[Turn] = []
    for index, turn in enumerate(old, first.turn):
        start = first.word if index == first.turn else 0
        stop = last.word + 1 if index == last.turn else len(turn.words)
        new += _with_part(turn, start, stop, speaker, ids)
    before = sum(len(turn.words) for turn in old[:-1])
    caret = _selecting(new, first.turn, first.word, before + last.word)
    caret_before = _selecting(old, first.turn, first.word, before + last.word)
    return Patch(first.turn, old, tuple(new), None, "Change speaker", caret, caret_before)


def _with_part(
    turn: Turn, start: int, stop: int, speaker: SpeakerId | None, ids: Iterator[TurnId]
) -> list[Turn]:
    """A turn in up to three parts, the middle one with this speaker. The first keeps the id."""
    if turn.speaker == speaker:
        return [turn]
    parts = [
        replace(turn, words=turn.words[:start]),
        replace(turn, words=turn.words[start:stop], speaker=speaker),
        replace(turn, words=turn.words[stop:]),
    ]
    there = [part for part in parts if part.words] or [replace(turn, speaker=speaker)]
    return [there[0], *(replace(part, id=next(ids)) for part in there[1:])]


def _selecting(turns: Sequence[Turn], at: int, first: int, last: int) -> Caret:
    """The caret that selects words, counted from the beginning of `turns`, the first at `at`."""
    places = [
        (at + index, offset_of(turn, word), len(turn.words[word].text))
        for index, turn in enumerate(turns)
        for word in range(len(turn.words))
    ]
    start, end = places[first], places[last]
    return Caret(end[0], end[1] + end[2], start[:2])


def relabel_by_key(
    document: Transcript,
    turns: Collection[int],
    key: int,
    words: tuple[Place, Place] | None = None,
) -> Patch | None:
    """Relabel by the speaker's digit: 1-9 in the order of the speakers, 0 for none.

    The digit after the last speaker's makes a new one, so that a fresh transcript can be labelled
    without first filling in a list. None when the digit means nobody.

    Args:
        document: The document.
        turns: Indices of the turns.
        key: The digit.
        words: First and last word, to relabel only these instead of whole turns.
    """
    tables = None
    if key == 0:
        speaker = None
    elif key <= len(document.speakers):
        speaker = document.speakers[key - 1].id
    elif key == len(document.speakers) + 1 and key <= MOST_KEYS:
        tables = add_speaker(document, f"Speaker {key}").tables
        assert tables
        speaker = tables.new.speakers[-1].id
    else:
        return None
    patch = relabel_words(document, *words, speaker) if words else relabel(document, turns, speaker)
    return replace(patch, tables=tables)


def add_speaker(document: Transcript, name: str) -> Patch:
    """Add a speaker, with the first colour that nobody has.

    Raises:
        SpeakerNameError: The name is empty or taken; the message says which.
    """
    name = _checked_name(document, name)
    used = {row.colour for row in document.speakers}
    colour = next(n for n in range(len(used) + 1) if n not in used)
    new = SpeakerId(max((row.id for row in document.speakers), default=0) + 1)
    return _table_patch(document, (*document.speakers, Speaker(new, name, colour)), "Add speaker")


def rename_speaker(document: Transcript, speaker: SpeakerId, name: str) -> Patch:
    """Give a speaker another name, everywhere at once.

    Raises:
        SpeakerNameError: The name is empty or another speaker's; the message says which.
    """
    name = _checked_name(document, name, but=speaker)
    rows = tuple(row._replace(name=name) if row.id == speaker else row for row in document.speakers)
    return _table_patch(document, rows, "Rename speaker")


def merge_speakers(document: Transcript, gone: SpeakerId, into: SpeakerId) -> Patch:
    """Give every turn of `gone` to `into`, and drop `gone` from the list."""
    turns = [index for index, turn in enumerate(document.turns) if turn.speaker == gone]
    rows = tuple(row for row in document.speakers if row.id != gone)
    return replace(
        relabel(document, turns, into),
        tables=_tables(document, rows),
        label="Merge speakers",
    )


def remove_speaker(document: Transcript, speaker: SpeakerId) -> Patch:
    """Drop a speaker from the list; the turns become unlabelled."""
    turns = [index for index, turn in enumerate(document.turns) if turn.speaker == speaker]
    rows = tuple(row for row in document.speakers if row.id != speaker)
    return replace(
        relabel(document, turns, None), tables=_tables(document, rows), label="Remove speaker"
    )


def move_speaker(document: Transcript, speaker: SpeakerId, to: int) -> Patch:
    """Move a speaker in the list, and so to another digit key."""
    row = next(row for row in document.speakers if row.id == speaker)
    rest = [other for other in document.speakers if other.id != speaker]
    rest.insert(to, row)
    return _table_patch(document, tuple(rest), "Reorder speakers")


def _checked_name(document: Transcript, name: str, but: SpeakerId | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise SpeakerNameError("A speaker needs a name: type one, or leave the turn unlabelled.")
    taken = next(
        (row for row in document.speakers if row.id != but and row.name.lower() == name.lower()),
        None,
    )
    if taken:
        raise SpeakerNameError(
            f"There is a speaker named {taken.name} already: "
            "choose another name, or merge the two speakers."
        )
    return name


def _rewrite(
    document: Transcript, wanted: frozenset[int], change: Callable[[Turn], Turn], label: str
) -> Patch:
    if not wanted:
        return Patch(0, (), (), label=label)
    first, last = min(wanted), max(wanted)
    old = document.turns[first : last + 1]
    new = tuple(
        change(turn) if index in wanted else turn for index, turn in enumerate(old, start=first)
    )
    return Patch(first, old, new, label=label)


def _tables(document: Transcript, speakers: tuple[Speaker, ...]) -> TableChange:
    return TableChange(document.tables, document.tables._replace(speakers=speakers))


def _table_patch(document: Transcript, speakers: tuple[Speaker, ...], label: str) -> Patch:
    return Patch(0, (), (), _tables(document, speakers), label)
