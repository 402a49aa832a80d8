"""Caption files as they are, cue by cue, for the checker: what is shown when, and who says it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from editor.formats import ass_read, srt_read, ttml_read, vtt_read, whisper_json
from editor.formats.labelled_cues import RawCue, spoken_parts
from editor.formats.vtt_text import spans_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.formats.imported import Imported


class FileCue(NamedTuple):
    """A cue of a file. Times in ms, None in a file that has none.

    `text` is what is shown, with line feeds between lines; `speaker` is the first one in it.
    `parts` are the spoken words without labels and notices, each with its speaker.
    """

    start: int | None
    end: int | None
    text: str
    speaker: str | None
    parts: tuple[tuple[str | None, str], ...]


def read_cue_file(text: str, format_id: str, imported: Imported, name: str) -> list[FileCue]:
    """The cues of a file in one of the formats of the registry, in file order.

    A file without cues gives its turns instead.

    Raises:
        FormatError: It cannot be read.
    """
    reader = _READERS.get(format_id)
    return reader(text, name) if reader else _turns(imported)


def _turns(imported: Imported) -> list[FileCue]:
    found = []
    for turn in imported.turns:
        text = " ".join(word.text for word in turn.words)
        found.append(FileCue(None, None, text, turn.speaker, ((turn.speaker, text),)))
    return found


def _cues(rows: Sequence[RawCue]) -> list[FileCue]:
    return [
        FileCue(
            row.start,
            row.end,
            row.text.strip("\n"),
            next((name for name, _ in parts if name), None),
            tuple(parts),
        )
        for row, parts in zip(rows, spoken_parts(rows), strict=True)
    ]


def _srt(text: str, name: str) -> list[FileCue]:
    return _cues(srt_read.read_cues(text)[0])


def _vtt(text: str, name: str) -> list[FileCue]:
    """WebVTT cues; one with several voices has a part for each."""
    cues = vtt_read.parse(text).cues
    spans = [spans_of(cue.payload) for cue in cues]
    if not any(span.voice is not None for row in spans for span in row):
        return _cues(
            [
                RawCue(cue.start, cue.end, "".join(span.text for span in row))
                for cue, row in zip(cues, spans, strict=True)
            ]
        )
    found = []
    for cue, row in zip(cues, spans, strict=True):
        shown = "".join(span.text for span in row)
        parts = tuple((span.voice or None, span.text) for span in row)
        voice = next((name for name, _ in parts if name), None)
        found.append(FileCue(cue.start, cue.end, shown, voice, _without_notice(parts)))
    return found


def _without_notice(
    parts: Sequence[tuple[str | None, str]],
) -> tuple[tuple[str | None, str], ...]:
    rows = [RawCue(0, 0, text, name or "") for name, text in parts]
    return tuple(
        (name, " ".join(text for _, text in cleaned))
        for (name, _), cleaned in zip(parts, spoken_parts(rows), strict=True)
    )


def _ttml(text: str, name: str) -> list[FileCue]:
    return _cues(ttml_read.parse(text, name).cues)


def _ass(text: str, name: str) -> list[FileCue]:
    return _cues(ass_read.parse(text).cues)


def _json(text: str, name: str) -> list[FileCue]:
    rows = whisper_json.segments_of(json.loads(text))
    found = []
    for start, end, shown, speaker in rows:
        ((_, spoken),) = _without_notice(((speaker, shown),))
        found.append(FileCue(start, end, shown, speaker, ((speaker, spoken),)))
    return found


_READERS: dict[str, Callable[[str, str], list[FileCue]]] = {
    "srt": _srt,
    "vtt": _vtt,
    "ttml": _ttml,
    "ass": _ass,
    "whisper-json": _json,
}
