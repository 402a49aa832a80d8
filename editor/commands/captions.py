"""Commands for captions: where they break, when they come and go, and which need a look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.document import Place
from editor.transcript.patch import caret_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.commands.desk import Desk, MadeCaptions
    from editor.transcript.patch import Patch

    Edit = Callable[[MadeCaptions, Place, int], Patch]

NO_WORD = "There is no caption here: put the caret on a word."


def _change(desk: Desk, edit: Edit) -> None:
    """Change the caption at the caret, as soon as the captions are up to date."""
    from editor.formats.cue_edits import CueEditError, cue_at  # not before it is used

    def act(made: MadeCaptions) -> None:
        place = desk.view.caret_place()
        index = None if place is None else cue_at(made.captions.cues, place)
        if place is None or index is None:
            desk.say(NO_WORD)
            return
        try:
            patch = edit(made, place, index)
        except CueEditError as error:
            desk.say(str(error))
            return
        desk.session.apply(patch)

    desk.captions.when_ready(act)


def break_here(desk: Desk) -> None:
    """Begin a caption with the word at the caret, or take that back."""
    from editor.formats import cue_edits

    _change(desk, lambda made, at, _: cue_edits.break_here(made.document, made.captions, at))


def line_break(desk: Desk) -> None:
    """Begin a line with the word at the caret, or take that back."""
    from editor.formats import cue_edits

    _change(desk, lambda made, at, _: cue_edits.line_break(made.document, made.captions, at))


def join_next(desk: Desk) -> None:
    """Join the caption at the caret with the next one."""
    from editor.formats import cue_edits

    _change(
        desk,
        lambda made, _, cue: cue_edits.join_next(made.document, made.captions, cue, made.profile),
    )


def reset(desk: Desk) -> None:
    """Take back everything that was changed about the caption at the caret."""
    from editor.formats import cue_edits

    _change(desk, lambda made, _, cue: cue_edits.reset_cue(made.document, made.captions, cue))


def shift(edge: str, sign: int, desk: Desk) -> None:
    """Move the start or end of the caption at the caret by one step, later (1) or earlier (-1)."""
    from editor.formats import cue_edits

    move = {"start": cue_edits.shift_start, "end": cue_edits.shift_end}[edge]
    by_ms = sign * desk.settings.caption_step_ms
    _change(desk, lambda made, _, cue: move(made.document, made.captions, cue, by_ms))


def go_to_problem(step: int, desk: Desk) -> None:
    """Go to the next (1) or previous (-1) caption that needs a look, around the end."""
    from editor.formats.cue_edits import cue_at
    from editor.formats.exceptions import NO_EFFECT

    def act(made: MadeCaptions) -> None:
        messages: dict[int, list[str]] = {}
        for problem in made.captions.problems:
            if problem.kind != NO_EFFECT:
                messages.setdefault(problem.cue, []).append(problem.message)
        cues = made.captions.cues
        rows = sorted(row for row in messages if row < len(cues))
        if not rows:
            desk.say("No caption is over a limit.")
            return
        place = desk.view.caret_place()
        here = cue_at(cues, place) if place is not None else None
        here = -1 if here is None else here
        order = rows if step > 0 else rows[::-1]
        target = next((row for row in order if (row - here) * step > 0), order[0])
        desk.view.set_caret(caret_at(made.document, cues[target].first))
        count = f" ({rows.index(target) + 1} of {len(rows)})"
        desk.say(" ".join(messages[target]) + count)

    desk.captions.when_ready(act)


def step_cue(step: int, desk: Desk) -> None:
    """Go to the next (1) or previous (-1) caption."""
    from editor.formats.cue_edits import cue_at

    def act(made: MadeCaptions) -> None:
        cues = made.captions.cues
        place = desk.view.caret_place() or Place(desk.view.caret().turn, 0)
        here = cue_at(cues, place)
        target = max(0, min((-1 if here is None else here) + step, len(cues) - 1))
        if cues:
            desk.view.set_caret(caret_at(made.document, cues[target].first))

    desk.captions.when_ready(act)


def _shifts() -> tuple[Command, ...]:
    return tuple(
        Command(
            f"captions.{edge}_{name}", f"Caption {edge}s {name}",
            partial(shift, edge, sign), has_episode, "Captions",
            separated=edge == "start" and sign < 0,
            help="One step, as long as the settings say. Stays tied to the word, through later "
            "edits and alignment.",
        )
        for edge in ("start", "end")
        for name, sign in (("earlier", -1), ("later", 1))
    )  # fmt: skip


CAPTIONS = (
    Command("captions.show", "Show captions", lambda desk: desk.captions.show(), has_episode,
            "Captions"),
    Command("captions.next", "Next caption", partial(step_cue, 1), has_episode, "Captions"),
    Command("captions.previous", "Previous caption", partial(step_cue, -1), has_episode,
            "Captions"),
    Command("captions.next_problem", "Next caption over a limit", partial(go_to_problem, 1),
            has_episode, "Captions", separated=True),
    Command("captions.previous_problem", "Previous caption over a limit",
            partial(go_to_problem, -1), has_episode, "Captions"),
    Command("captions.break_here", "Begin caption at the caret", break_here, has_episode,
            "Captions", separated=True,
            help="Stays when the text around it is corrected; again takes it back."),
    Command("captions.line_break", "Begin line at the caret", line_break, has_episode, "Captions",
            help="Inside a caption; again takes it back."),
    Command("captions.join_next", "Join with next caption", join_next, has_episode, "Captions"),
    *_shifts(),
    Command("captions.reset", "Caption as computed", reset, has_episode, "Captions",
            help="Takes back what was changed about this caption by hand."),
    Command("captions.profiles", "Caption profiles…", lambda desk: desk.captions.profiles(),
            has_episode, "Captions", separated=True,
            help="Limits that captions keep to, with a preview."),
)  # fmt: skip
"""The commands for captions."""
