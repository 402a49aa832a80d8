"""The check of `check`, on what is about to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.check import check_data
from editor.formats.cue_options import AdPolicy
from editor.formats.cues import LIMIT_KINDS, CueProblem
from editor.formats.export import WRITERS, FileKind, without_ads

if TYPE_CHECKING:
    from editor.formats.export import Exported, ExportOptions
    from editor.formats.profile import Profile
    from editor.transcript.document import Transcript

WHOLE_FILE = "file"
"""The kind of a problem that is about no cue."""


def checked(
    exported: Exported,
    format_id: str,
    document: Transcript,
    profile: Profile,
    options: ExportOptions,
) -> Exported:
    """Captions read back as anybody will read them; what that finds joins their problems.

    The limits of the profile are left to `export`, which knows them before a format has rounded
    times and joined lines. Files of other kinds stay as they are.

    Args:
        exported: From `export`, called with the rest.
        format_id: Id of the format.
        document: What was exported.
        profile: The limits.
        options: What was chosen.
    """
    writer = WRITERS[format_id]
    if writer.kind is not FileKind.CAPTIONS or not exported.content:
        return exported
    if options.ads is AdPolicy.CUT:
        document, options = without_ads(document, options)
    name, said = f"file{writer.suffix}", options.cues()
    found = check_data(exported.content, name, profile, document, said)
    # SRT says who begins to speak, so it cannot say that nobody in particular goes on.
    nameless = format_id == "srt" and any(turn.speaker is None for turn in document.turns)
    ignored = LIMIT_KINDS | ({"speaker"} if nameless else set())
    more = tuple(
        CueProblem(0, WHOLE_FILE, row.message)
        if row.cue is None
        else CueProblem(row.cue, row.kind, row.message)
        for row in found.problems
        if row.kind not in ignored
    )
    together = sorted((*exported.problems, *more), key=lambda row: row.cue)
    return exported._replace(problems=tuple(together)) if more else exported
