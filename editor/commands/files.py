"""Commands for files, alignment and the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_audio, has_episode

if TYPE_CHECKING:
    from editor.commands.desk import Desk


def can_align(desk: Desk) -> bool:
    """Whether alignment could start now."""
    return desk.has_audio and not desk.alignment.running


def is_aligning(desk: Desk) -> bool:
    """Whether there is something to stop."""
    return desk.alignment.running


def has_ads(desk: Desk) -> bool:
    """Whether there is audio with ad reads in it."""
    return desk.has_audio and bool(desk.session.document.ads)


def align_selection(desk: Desk) -> None:
    """Find the words of the turns under the caret or selection again."""
    desk.alignment.align_turns(desk.view.touched_turns())


def align_from_here(desk: Desk) -> None:
    """Find the words from the turn at the caret to the end again."""
    turns = range(desk.view.caret().turn, len(desk.session.document.turns))
    desk.alignment.align_turns(turns)


def uses_theme(name: str, desk: Desk) -> bool:
    """Whether this theme is chosen."""
    return desk.settings.theme == name


FILES = (
    Command("file.open", "Open…", lambda desk: desk.files.open(), menu="File",
            help="A project, or an episode's audio and its transcript together."),
    Command("file.open_sample", "Open the sample episode",
            lambda desk: desk.files.open_sample(), menu="File"),
    Command("file.save", "Save now", lambda desk: desk.files.save(), has_episode, "File",
            separated=True, help="Changes are saved by themselves within a second."),
    Command("file.save_copy", "Save a copy…", lambda desk: desk.files.save_copy(), has_episode,
            "File"),
    Command("file.go_back", "Go back to…", lambda desk: desk.recovery.go_back(), has_episode,
            "File", help="The import, alignments, sessions and backups; Undo takes it back."),
    Command("file.export", "Export captions…", lambda desk: desk.files.export(), has_episode,
            "File", separated=True),
    Command("file.export_audio", "Export audio without ads…",
            lambda desk: desk.files.export_audio(), has_ads, "File"),
    Command("file.retime", "Re-time for another cut…", lambda desk: desk.files.retime(),
            has_audio, "File",
            help="A new project for another edit of the episode; this one stays as it is."),
    Command("file.locate_audio", "Locate audio…", lambda desk: desk.files.locate_audio(),
            has_episode, "File", separated=True),
    Command("file.models", "Speech models…", lambda desk: desk.files.models(), menu="File"),
    Command("file.settings", "Settings…", lambda desk: desk.panels.settings(), menu="File"),
    Command("file.close", "Close episode", lambda desk: desk.files.close(), has_episode, "File",
            separated=True),
    Command("file.quit", "Quit", lambda desk: desk.files.quit(), menu="File"),
)  # fmt: skip
"""The commands for files."""

ALIGNMENT = (
    Command("align.all", "Align whole episode", lambda desk: desk.alignment.align_all(),
            can_align, "Align"),
    Command("align.selection", "Align selection again", align_selection, has_audio, "Align"),
    Command("align.from_here", "Align from here", align_from_here, has_audio, "Align"),
    Command("align.stop", "Stop aligning", lambda desk: desk.alignment.stop(), is_aligning,
            "Align", separated=True),
)  # fmt: skip
"""The commands for alignment."""

WINDOW = (
    Command("view.side", "Side panel", lambda desk: desk.panels.toggle_side(), has_episode,
            "View"),
    Command("view.speakers", "Speakers", lambda desk: desk.panels.show_speakers(), has_episode,
            "View"),
    Command("view.ads", "Ad reads", lambda desk: desk.panels.show_ads(), has_episode, "View"),
    Command("view.text", "Go to the transcript", lambda desk: desk.panels.focus_text(),
            has_episode, "View"),
    Command("view.wave_in", "Zoom waveform in", lambda desk: desk.panels.zoom_wave(1), has_audio,
            "View", separated=True),
    Command("view.wave_out", "Zoom waveform out", lambda desk: desk.panels.zoom_wave(-1),
            has_audio, "View"),
    Command("view.text_larger", "Larger text", lambda desk: desk.panels.zoom_text(1), menu="View",
            separated=True),
    Command("view.text_smaller", "Smaller text", lambda desk: desk.panels.zoom_text(-1),
            menu="View"),
    Command("view.text_normal", "Normal text size", lambda desk: desk.panels.zoom_text(0),
            menu="View"),
    *(
        Command(f"view.theme_{name}", title, lambda desk, name=name: desk.panels.set_theme(name),  # type: ignore[misc]
                menu="View", separated=name == "system", checked=partial(uses_theme, name))
        for name, title in (
            ("system", "Theme like the system"), ("light", "Light theme"), ("dark", "Dark theme")
        )
    ),
    Command("help.palette", "All commands…", lambda desk: desk.panels.palette(), menu="Help"),
    Command("help.keys", "Keys", lambda desk: desk.panels.keys(), menu="Help"),
    Command("help.rebind", "Change keys…", lambda desk: desk.panels.change_keys(), menu="Help",
            help="Presets, keys of your own, and foot pedals."),
    Command("help.copy_details", "Copy details for a bug report",
            lambda desk: desk.recovery.copy_details(), menu="Help",
            help="Versions and the end of the log; no word of the transcript."),
    Command("help.about", "About Proofcast", lambda desk: desk.panels.about(), menu="Help"),
)  # fmt: skip
"""The commands for the window."""
