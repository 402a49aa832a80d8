"""Check a caption file or transcript: syntax, timing, limits, and against a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.formats import docx_read
from editor.formats.against import against_document
from editor.formats.cue_files import FileCue, read_cue_file
from editor.formats.cues import Cue, problems_of
from editor.formats.encoding import clean_text, decode
from editor.formats.errors import FormatError
from editor.formats.file_problem import FileProblem
from editor.formats.registry import format_of, read_data
from editor.formats.syntax import order_problems, syntax_problems
from editor.transcript.document import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cue_options import CueOptions
    from editor.formats.profile import Profile
    from editor.transcript.document import Transcript

_NOWHERE = Place(0, 0)
_CHECKED_ORDER = ("vtt", "srt")
"""Formats whose syntax check finds cues out of order by itself."""
_WITHOUT_LINES = ("whisper-json",)
_LINE_KINDS = ("long-line", "many-lines")
_UTF8_ONLY = ("vtt",)


@dataclass(frozen=True)
class Checked:
    """A file, and what is wrong with it.

    Attributes:
        format: Id of its format (see `editor.formats.registry`); "" if it cannot be read.
        cues: As read; without times in a file that has none.
        problems: In the order of the cues; those about the whole file first.
    """

    format: str
    cues: tuple[FileCue, ...]
    problems: tuple[FileProblem, ...]


def check_data(
    data: bytes,
    name: str,
    profile: Profile,
    document: Transcript | None = None,
    options: CueOptions | None = None,
) -> Checked:
    """Check the bytes of a file called `name`.

    Args:
        data: The whole file.
        name: Its name, for the messages.
        profile: The limits that cues should keep to.
        document: What the file should say; None to check the file alone.
        options: What of the document was left out on purpose; None if that is not known.

    A file that cannot be read has this as its only problem.
    """
    try:
        return _check(data, name, profile, document, options)
    except FormatError as error:
        return Checked("", (), (FileProblem("unreadable", str(error)),))


def _check(
    data: bytes,
    name: str,
    profile: Profile,
    document: Transcript | None,
    options: CueOptions | None,
) -> Checked:
    found: list[FileProblem] = []
    if data.startswith(docx_read.SIGNATURE):
        imported = read_data(data, name)
        cues = read_cue_file("", imported.format, imported, name)
    else:
        decoded = decode(data, name)
        text = clean_text(decoded.text)
        row = format_of(text, Path(name).suffix)
        imported = read_data(data, name)
        cues = read_cue_file(text, imported.format, imported, name)
        if row is not None and row.id in _UTF8_ONLY and decoded.encoding != "utf-8":
            found.append(FileProblem("encoding", "A WebVTT file must be in UTF-8."))
        if not _decodes(data, decoded.encoding):
            found += [FileProblem("encoding", note) for note in decoded.notes]
        found += syntax_problems(text, imported.format, name)
    found += order_problems(cues, ordered=imported.format in _CHECKED_ORDER)
    found += _over_limits(cues, profile, lines=imported.format not in _WITHOUT_LINES)
    if document is not None:
        found += against_document(cues, document, options)
    found.sort(key=lambda problem: -1 if problem.cue is None else problem.cue)
    return Checked(imported.format, tuple(cues), tuple(found))


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether nothing was lost in reading; the replacement character may stand in the text."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _over_limits(cues: Sequence[FileCue], profile: Profile, *, lines: bool) -> list[FileProblem]:
    """The limits of the profile that cues with times exceed."""
    timed = [
        (index, Cue(cue.start, cue.end, _lines(cue.text), None, _NOWHERE, _NOWHERE))
        for index, cue in enumerate(cues)
        if cue.start is not None and cue.end is not None and cue.end > cue.start
    ]
    return [
        FileProblem(problem.kind, problem.message, timed[problem.cue][0])
        for problem in problems_of([cue for _, cue in timed], profile)
        if lines or problem.kind not in _LINE_KINDS
    ]


def _lines(text: str) -> tuple[str, ...]:
    lines = tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())
    return lines or ("",)
