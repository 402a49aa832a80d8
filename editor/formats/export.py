"""From a document to the text of a file, by the name of a format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.cue_options import AdPolicy, CueOptions, LabelStyle, Unspoken
from editor.formats.cues import CueProblem, build_cues
from editor.formats.encoding import clean_text
from editor.formats.errors import FormatError
from editor.formats.srt_write import srt_problems, write_srt
from editor.formats.vtt_write import write_vtt
from editor.formats.words_json import words_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.formats.profile import Profile
    from editor.transcript.document import Transcript


@dataclass(frozen=True)
class ExportOptions:
    """What the user chooses for an export.

    Attributes:
        ads: What happens to ad reads.
        unspoken: What happens to words that are not in the audio.
        srt_labels: How SRT names speakers.
        vtt_voices: Whether WebVTT cues carry voices.
        srt_newline: Line ends of SRT files.
    """

    ads: AdPolicy = AdPolicy.KEEP
    unspoken: Unspoken = Unspoken.KEEP
    srt_labels: LabelStyle = LabelStyle.NAME
    vtt_voices: bool = True
    srt_newline: str = "\r\n"


class Exported(NamedTuple):
    """The text of a file and what its reader may stumble over."""

    text: str
    problems: tuple[CueProblem, ...] = ()


class Writer(NamedTuple):
    """A kind of file that can be written."""

    id: str
    label: str
    suffix: str
    write: Callable[[Transcript, Profile, ExportOptions], Exported]


def export(
    document: Transcript, format_id: str, profile: Profile, options: ExportOptions | None = None
) -> Exported:
    """The text of a file in one of the `WRITERS`. Save it with `settings.atomic`.

    Raises:
        FormatError: There is no such format.
    """
    writer = WRITERS.get(format_id)
    if writer is None:
        raise FormatError(f"{format_id} is no format to export to; use {', '.join(WRITERS)}.")
    exported = writer.write(document, profile, options or ExportOptions())
    return exported._replace(text=clean_text(exported.text))


def _srt(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    choice = CueOptions(options.ads, options.unspoken, options.srt_labels)
    captions = build_cues(document, profile, choice)
    text = write_srt(captions.cues, newline=options.srt_newline)
    return Exported(text, _with_untimed(document, captions.problems + srt_problems(captions.cues)))


def _vtt(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    choice = CueOptions(options.ads, options.unspoken)
    captions = build_cues(document, profile, choice)
    text = write_vtt(captions.cues, document, voices=options.vtt_voices)
    return Exported(text, _with_untimed(document, captions.problems))


def _words(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    return Exported(json.dumps(words_json(document), ensure_ascii=False, indent=1) + "\n")


def _with_untimed(document: Transcript, problems: tuple[CueProblem, ...]) -> tuple[CueProblem, ...]:
    """The problems; first of all, if so, that no word has a time."""
    if any(word.timed for turn in document.turns for word in turn.words):
        return problems
    message = "No word has a time yet, so the captions are paced by the length of the text."
    return (CueProblem(0, "not-timed", message), *problems) if document.word_count else problems


WRITERS = {
    row.id: row
    for row in (
        Writer("srt", "SubRip captions", ".srt", _srt),
        Writer("vtt", "WebVTT captions", ".vtt", _vtt),
        Writer("words", "Words with times (JSON)", ".json", _words),
    )
}
"""By id."""
